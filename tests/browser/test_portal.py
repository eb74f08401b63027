"""The portal as a reader sees it: accessible, never wider than the screen, useful without JavaScript and with it."""

import os
from collections.abc import Callable, Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from playwright.sync_api import Browser, Page

from tests.site.conftest import data_folder, load  # noqa: F401  # fixtures
from tests.site.portal.conftest import archive, sites  # noqa: F401  # fixtures
from tests.site.portal.test_pages import addresses

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

WIDTHS = (1280, 390)
# Playwright keeps an event loop in this thread; Django must not take it for its own.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"

Open = Callable[..., Page]


@pytest.fixture
def visit(browser: Browser, live_server, archive) -> Iterator[Open]:  # noqa: F811
    """Open an address; on leaving, nothing may have complained or asked for anything outside."""
    complaints: list[str] = []
    contexts = []

    def open_(address: str, *, width: int = 1280, **options: object) -> Page:
        context = browser.new_context(viewport={"width": width, "height": 860}, reduced_motion="reduce", **options)
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("request", lambda r: None if r.url.startswith((live_server.url, "data:")) else complaints.append(r.url))
        page.goto(f"{live_server.url}{address}")
        return page

    yield open_
    for context in contexts:
        context.close()
    assert complaints == []


def test_every_page_is_accessible_and_fits(visit, archive):  # noqa: F811
    axe, found = Axe(), []
    for width in WIDTHS:
        for address in [*addresses(archive), "/en/", f"/en{reverse('page', args=[archive.report.pk])}"]:
            page = visit(address, width=width)
            wide = page.evaluate("document.documentElement.scrollWidth")
            if wide > width:
                found.append(f"{address} at {width}: {wide} wide")
            for violation in axe.run(page).response["violations"]:
                found += [
                    f"{address} at {width}: {violation['id']} {node['html'][:160]}" for node in violation["nodes"][:2]
                ]
            page.context.close()
    assert found == []


def test_dark_pages_are_accessible(visit, archive):  # noqa: F811
    for address in ("/", reverse("page", args=[archive.report.pk]), "/search/?q=离子色谱仪"):
        page = visit(address, color_scheme="dark")
        assert (address, [item["id"] for item in Axe().run(page).response["violations"]]) == (address, [])


def test_a_figure_leads_to_its_sentence_without_script(visit, archive):  # noqa: F811
    page = visit(reverse("page", args=[archive.tender.pk]), java_script_enabled=False)
    page.locator("a.val", has_text="186.50 万元").click()
    anchor = page.url.rpartition("#")[2]
    assert page.locator(f"#{anchor}").text_content() == "186.50万元"


def test_pointing_at_a_fact_lights_its_words(visit, archive):  # noqa: F811
    page = visit(reverse("page", args=[archive.tender.pk]))
    page.locator(".row", has_text="预算").first.hover()
    assert page.eval_on_selector_all(".text .ev.lit", "all => all.map(e => e.textContent)") == ["186.50万元"]


def test_the_switch_shows_the_text_as_it_came_without_script(visit, archive):  # noqa: F811
    page = visit(reverse("page", args=[archive.damaged.pk]), java_script_enabled=False)
    assert not page.locator(".body .came").first.is_visible()
    page.locator("label[for=mode-came]").click()
    assert page.locator(".body .came").first.is_visible()
    assert not page.locator(".body .now").first.is_visible()


def test_slash_goes_to_search_and_suggestions_are_walked_by_keys(visit, archive):  # noqa: F811
    page = visit("/about/")
    page.keyboard.press("/")
    page.keyboard.type("离子")
    page.locator(".suggestions a").first.wait_for()
    page.keyboard.press("ArrowDown")
    assert page.locator(".suggestions [aria-selected=true]").count() == 1
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: "/about/" not in url)


def test_question_mark_lists_the_keys(visit, archive):  # noqa: F811
    page = visit("/about/")
    page.keyboard.press("?")
    assert page.locator("dialog.keys").is_visible()
    page.keyboard.press("Escape")
    assert not page.locator("dialog.keys").is_visible()


def test_large_print_enlarges_and_still_fits(visit, archive):  # noqa: F811
    page = visit("/size/?next=/", width=390)
    assert page.evaluate("getComputedStyle(document.documentElement).fontSize") == "20px"
    assert page.evaluate("document.documentElement.scrollWidth") == 390


def test_wechat_is_told_where_downloads_open_and_others_are_not(visit, archive):  # noqa: F811
    words = "微信里不能下载：请点右上角 ···，选择“在浏览器打开”。"
    inside = visit("/channel/tenders/", user_agent="Mozilla/5.0 (iPhone) AppleWebKit/605.1.15 MicroMessenger/8.0.50")
    outside = visit("/channel/tenders/")

    assert inside.locator(".inwechat").inner_text() == words
    assert not outside.locator(".inwechat").is_visible()
