"""A day at the desk, in a real browser: an editor's, and a rights holder's; wide and on a phone."""

import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from zhiyue import process
from zhiyue.model import RawPage
from zhiyue_site.accounts.models import AuditEntry
from zhiyue_site.accounts.people import add_user
from zhiyue_site.archive.ingest import save
from zhiyue_site.archive.models import Page as ArchivePage
from zhiyue_site.archive.models import Site, SiteHost, Takedown

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SAMPLES = Path(__file__).resolve().parents[2] / "samples" / "pages"
PASSWORD = "Wangzhou-2025"
WIDTHS = pytest.mark.parametrize("width", [1280, 390])

# Playwright's own event loop makes Django think that this is asynchronous code.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"

Visit = Callable[[int], Page]


@pytest.fixture
def visit(browser: Browser, live_server, tmp_path: Path, settings) -> Iterator[Visit]:
    """Open the site at a width; on leaving, nothing may have complained."""
    complaints: list[str] = []
    contexts = []

    def open_(width: int) -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": 900}, base_url=live_server.url, reduced_motion="reduce"
        )
        contexts.append(context)
        page = context.new_page()
        # A page that is gone, and a wrong password, are answers; the browser notes each as a failed load.
        page.on("console", lambda m: None if "status of 4" in m.text else complaints.append(m.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        return page

    yield open_
    for context in contexts:
        context.close()
    assert complaints == []


@pytest.fixture
def held(tmp_path: Path, settings) -> ArchivePage:
    """A damaged page that waits, of a website that may be shown in full."""
    for name in ("editor", "reviewer"):
        add_user(name, PASSWORD, name={"editor": "陆编辑", "reviewer": "沈审核"}[name], roles=[name], by=None)
    site = Site.objects.create(key="trade", name="江东仪器网", rank="trade", terms="full", claim_days=5)
    SiteHost.objects.create(host="news.example.cn", site=site)
    body = (SAMPLES / "2025-06-tender-medical-college.txt").read_bytes()
    page = save(*_read(body, "https://news.example.cn/t/1.html")).page
    ArchivePage.objects.filter(pk=page.pk).update(state="held", terms="full")
    page.refresh_from_db()
    return page


def _read(body: bytes, url: str):
    raw = RawPage(body, url=url, content_type="text/plain", fetched_at="2025-09-10T08:00:00+08:00")
    return raw, process(raw)


def look(page: Page, name: str) -> None:
    """No violation of accessibility, nothing wider than the window; a picture where one is wanted."""
    if folder := os.environ.get("ZHIYUE_SHOTS"):
        width = page.viewport_size["width"]
        page.screenshot(path=f"{folder}/{name}-{width}.png", full_page=True)
    found = Axe().run(page).response["violations"]
    assert [(item["id"], [node["html"] for node in item["nodes"]][:3]) for item in found] == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), name


def sign_in(page: Page, name: str) -> None:
    page.goto("/signin/")
    page.get_by_label("用户名").fill(name)
    page.get_by_label("密码", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="登录").click()


@WIDTHS
def test_editors_day(visit, held: ArchivePage, width: int) -> None:
    page = visit(width)
    page.goto("/signin/")
    look(page, "signin")
    sign_in(page, "editor")
    expect(page).to_have_url(re.compile("/desk/$"))
    look(page, "inbox")
    page.locator(".inbox .headline").first.click()
    look(page, "review")

    # By keyboard: to the first field, its words are lit; then select other words and correct.
    page.keyboard.press("j")
    expect(page.locator(".field.lit")).to_have_count(1)
    assert page.locator("#paper .lit").count() >= 1
    page.keyboard.press("?")
    expect(page.locator("#keys")).to_be_visible()
    page.keyboard.press("Escape")
    piece = page.locator("#paper [data-o]").filter(has_text="2025").first
    words = piece.evaluate(
        "node => { const range = document.createRange(); range.selectNodeContents(node);"
        " getSelection().removeAllRanges(); getSelection().addRange(range);"
        " document.getElementById('paper').dispatchEvent(new Event('mouseup')); return node.textContent }"
    )
    assert page.locator("#words").input_value() == words
    page.keyboard.press("e")
    page.locator("#reason").fill("题名以原文首行为准")
    page.get_by_role("button", name="更正", exact=True).click()
    expect(page.locator(".field .correction")).to_have_count(1)
    look(page, "corrected")
    page.get_by_role("button", name="撤销更正").click()
    expect(page.locator(".field .correction")).to_have_count(0)

    page.get_by_role("button", name="退出").click()
    sign_in(page, "reviewer")
    page.goto(f"/desk/page/{held.pk}/")
    page.get_by_role("button", name="终审通过").click()
    expect(page.locator(".state")).to_have_text("已发布")
    assert page.goto(f"/page/{held.pk}/").status == 200
    done = set(AuditEntry.objects.values_list("action", flat=True))
    assert {"signin", "signout", "page.correct", "page.correct.undo", "page.review", "page.release"} <= done


@WIDTHS
def test_complainants_day(visit, held: ArchivePage, width: int) -> None:
    ArchivePage.objects.filter(pk=held.pk).update(state="published")
    page = visit(width)
    page.goto(f"/claims/?page={held.pk}")
    look(page, "claim")
    page.get_by_label("姓名或单位").fill("望州某公司")
    page.get_by_label("联系方式").fill("0999-1234567")
    page.get_by_label("理由与依据").fill("未经许可转载")
    page.get_by_role("button", name="提交").click()
    number = Takedown.objects.get().number
    expect(page.get_by_role("heading", name=number)).to_be_visible()
    look(page, "claim-status")

    desk = visit(width)
    sign_in(desk, "reviewer")
    desk.goto("/desk/takedowns/")
    look(desk, "takedowns")
    desk.get_by_role("link", name=number).click()
    look(desk, "takedown")
    desk.get_by_label("暂时隐藏").check()
    desk.get_by_label("对外的理由").fill("核实期间暂不展示")
    desk.get_by_role("button", name="办理").click()
    assert page.goto(f"/page/{held.pk}/").status == 404

    desk.get_by_label("已移除").check()
    desk.get_by_label("对外的理由").fill("应著作权人要求移除")
    desk.get_by_role("button", name="办理").click()
    gone = page.goto(f"/page/{held.pk}/")
    assert gone.status == 410
    assert held.title not in page.content()
    look(page, "gone")

    desk.get_by_label("照抄编号").fill(number)
    desk.get_by_role("button", name="彻底清除").click()
    expect(desk.get_by_role("status")).to_contain_text("已彻底清除 1 页")


@WIDTHS
def test_administrators_screens(visit, held: ArchivePage, width: int) -> None:
    for name in ("system_admin", "security_admin", "audit_admin"):
        add_user(name, PASSWORD, roles=[name], by=None)
    screens = {
        "editor": ["/desk/add/", "/desk/records/", "/account/"],
        "system_admin": ["/desk/sites/", "/desk/sites/trade/", "/desk/operation/"],
        "security_admin": ["/desk/accounts/", "/desk/accounts/1/"],
        "audit_admin": ["/desk/audit/?check=1"],
    }
    for name, addresses in screens.items():
        page = visit(width)
        sign_in(page, name)
        for address in addresses:
            page.goto(address.replace("/1/", f"/{AuditEntry.objects.filter(action='signin').last().actor_id}/"))
            look(page, address.strip("/").replace("/", "-").partition("?")[0])
