"""A Quality Month in a real browser: organiser, two unit officers, a citizen, a stranger; from mailed plans to the report."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from tools.edition import play

from tests.browser.test_desk import PASSWORD, WIDTHS, look, sign_in, visit
from zhiyue_site.accounts.models import AuditEntry, User
from zhiyue_site.accounts.people import add_user
from zhiyue_site.quality_month.models import Activity, Edition, Proof, Unit

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

__all__ = ["visit"]  # a fixture: pytest finds it by its name here
SAMPLE = Path(__file__).resolve().parents[2] / "samples" / "edition"


@pytest.fixture
def organiser(db) -> User:
    return add_user("organiser", PASSWORD, name="组织", roles=["organiser"], by=None)


@pytest.fixture
def edition(organiser: User) -> Edition:
    """The edition as it stands on the first day: units, areas, days; no plan yet."""
    made, _units = play.found_edition(organiser)
    return made


def figures(page: Page) -> dict[str, list[str]]:
    """The three totals on the board: label → as reported, supported, without double counting."""
    rows = page.locator(".totals tbody tr, table:has(th:text('剔重后')) tbody tr")
    return {
        cells[0].split("\n")[0]: cells[1:]
        for cells in (row.locator("td").all_inner_texts() for row in rows.all())
        if len(cells) == 4
    }


@WIDTHS
def test_an_organiser_runs_the_month_from_mailed_files_to_the_report(visit, edition: Edition, width: int) -> None:
    page = visit(width)
    sign_in(page, "organiser")
    page.goto(f"/desk/month/{edition.pk}/intake/")
    look(page, "month-intake-empty")

    # 34 files at once, for units of which none has an account.
    page.set_input_files("#files", sorted((SAMPLE / "plans").iterdir()))
    page.get_by_role("button", name="收下").click()
    play_worker(edition)
    page.reload()
    look(page, "month-intake")
    assert Activity.objects.count() == 0, "nothing counts before a person confirms"
    page.get_by_role("link", name=re.compile("江东建工集团有限公司")).first.click()
    look(page, "month-preview")
    expect(page.get_by_text("空缺").first).to_be_visible()
    page.go_back()
    page.get_by_label("同时通过并发布").check()
    page.get_by_role("button", name=re.compile("确认全部")).click()
    expect(page.locator("main")).to_contain_text("已确认")
    assert Activity.objects.filter(state="published").count() == 150

    # Two filings of one activity: merged by a person, with the reason shown.
    page.goto(f"/desk/month/{edition.pk}/pairs/")
    look(page, "month-pairs")
    waiting = page.locator(".pair").count()
    assert waiting >= 5
    page.locator(".pair").first.get_by_role("button", name="是一项，以左为主").first.click()
    page.goto(f"/desk/month/{edition.pk}/pairs/")
    assert page.locator(".pair").count() < waiting

    # October: returns and evidence come in; the report stands, and opens.
    organiser = User.objects.get(username="organiser")
    play.take_returns(edition, {unit.name: unit for unit in Unit.objects.all()}, organiser)
    for path, name in (("", "board"), ("late/", "late"), ("calendar/", "calendar"), ("closing/", "closing")):
        page.goto(f"/desk/month/{edition.pk}/{path}")
        look(page, f"month-{name}")
    figure = page.locator("article a[href*='/closing/figure/?id=total.attendances']").first
    figure.click()
    look(page, "month-figure")
    expect(page.locator("main")).to_contain_text("佐证")


def play_worker(edition: Edition) -> None:
    from zhiyue_site.quality_month.intake import read_waiting  # noqa: PLC0415

    read_waiting(edition)


def test_withdrawing_one_proof_on_the_screen_moves_only_its_totals(visit, edition: Edition, organiser: User) -> None:
    play.take_plans(edition, organiser)
    play.take_returns(edition, {unit.name: unit for unit in Unit.objects.all()}, organiser)
    page = visit(1280)
    sign_in(page, "organiser")
    page.goto(f"/desk/month/{edition.pk}/")
    before = figures(page)
    assert before
    proof = Proof.objects.filter(withdrawn_at=None, measures__code="attendances").first()
    page.goto(f"/desk/month/{edition.pk}/proofs/{proof.pk}/")
    page.get_by_label("撤回的理由").fill("名册有误")
    page.get_by_role("button", name=re.compile("撤回")).click()

    page.goto(f"/desk/month/{edition.pk}/")
    after = figures(page)

    assert {label for label in before if before[label] != after[label]} >= {
        label for label in before if "人次" in label
    }
    assert [(label, row[0]) for label, row in before.items()] == [(label, row[0]) for label, row in after.items()]


def test_two_officers_join_correct_and_report_only_their_own(visit, edition: Edition, organiser: User) -> None:
    play.take_plans(edition, organiser)
    own, other = (Unit.objects.get(name=name) for name in ("云溪县市场监督管理局", "东岭瓷业有限公司"))
    desk = visit(1280)
    sign_in(desk, "organiser")
    for unit, name in ((own, "yunxi"), (other, "dongling")):
        desk.goto(f"/desk/month/{edition.pk}/units/{unit.pk}/")
        desk.get_by_role("button", name="生成链接").click()
        link = desk.locator(".secret code").inner_text()
        officer = visit(390)
        officer.goto(link)
        look(officer, "month-join")
        officer.get_by_label("用户名").fill(name)
        officer.get_by_label(re.compile("密码")).first.fill(PASSWORD)
        if officer.get_by_label(re.compile("姓名")).count():
            officer.get_by_label(re.compile("姓名")).fill("联络员")
        officer.get_by_role("button", name="加入").click()
        assert User.objects.filter(username=name).exists()
        sign_out_and_in(officer, name)
        officer.goto(f"/desk/month/{edition.pk}/units/{unit.pk}/")
        look(officer, "month-unit")

    # The officer of one unit cannot act for the other.
    foreign = other.activities.first()
    yunxi = visit(1280)
    sign_in(yunxi, "yunxi")
    assert yunxi.goto(f"/desk/month/{edition.pk}/queue/{foreign.pk}/").status in (403, 404)

    row = own.activities.filter(state="published").first()
    yunxi.goto(f"/desk/month/{edition.pk}/queue/{row.pk}/")
    look(yunxi, "month-activity")
    yunxi.locator("summary", has_text="报送").click()
    line = yunxi.locator(".figure-line", has=yunxi.locator("[value=attendances]")).first
    line.get_by_label("参与人次").fill("120")
    line.locator("select").select_option("≥")
    yunxi.locator("form[action$='/report/'] button").click()
    row.refresh_from_db()
    assert row.state == "reported"
    measure = row.returns.get().measures.get(code="attendances")
    assert (measure.number, measure.relation) == ("120", "≥")


def sign_out_and_in(page: Page, name: str) -> None:
    if page.get_by_role("button", name="退出").count():
        page.get_by_role("button", name="退出").click()
    sign_in(page, name)


@WIDTHS
def test_a_citizen_and_a_stranger(visit, edition: Edition, organiser: User, width: int) -> None:
    play.take_plans(edition, organiser)
    play.merge_joint(edition, organiser)
    play.invite_public(edition, organiser)
    hall = Activity.objects.filter(enrolment__isnull=False).get()
    Activity.objects.filter(pk=hall.pk).update(start="2099-09-05", end="2099-09-05")
    page = visit(width)

    page.goto("/campaigns/")
    look(page, "campaigns")
    page.get_by_role("link", name=re.compile(edition.title)).first.click()
    look(page, "campaign")
    page.get_by_role("link", name=re.compile("质量文化传播")).first.click()
    expect(page.locator(".tally")).to_contain_text("看全部")
    page.goto(f"/campaigns/activity/{hall.pk}/")
    look(page, "campaign-activity")
    page.get_by_role("link", name="报名").click()
    look(page, "campaign-signup")
    page.get_by_label("姓名").fill("王一")
    page.get_by_label("联系方式").fill("13800138000")
    page.get_by_label(re.compile("我已阅读")).check()
    page.get_by_role("button", name="报名").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("报名成功")
    look(page, "campaign-entry")
    page.get_by_role("button", name="撤销报名").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("已撤销报名")

    page.goto(f"/campaigns/{edition.pk}/pledge/")
    look(page, "campaign-pledge")
    page.get_by_label("单位全称或姓名").fill("望州风机有限公司")
    page.get_by_role("button", name="签署").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("已签署")
    page.goto(f"/campaigns/{edition.pk}/suggest/")
    look(page, "campaign-suggest")
    page.get_by_label("建议").fill("请在集市上设一台公平秤")
    page.get_by_role("button", name="提交").click()
    look(page, "campaign-suggestion")

    # A stranger comes no further: the desk asks who they are, contact data stands nowhere.
    assert "0999-555" not in page.goto(f"/campaigns/activity/{hall.pk}/").text()
    page.goto(f"/desk/month/{edition.pk}/")
    expect(page).to_have_url(re.compile("/signin/"))
    assert AuditEntry.objects.filter(action="month.signup").exists()


def test_every_figure_of_the_report_opens(client, edition: Edition, organiser: User) -> None:
    play.take_plans(edition, organiser)
    play.merge_joint(edition, organiser)
    play.take_returns(edition, {unit.name: unit for unit in Unit.objects.all()}, organiser)
    client.force_login(organiser)
    report = client.get(f"/desk/month/{edition.pk}/closing/").content.decode()
    links = sorted(set(re.findall(r'href="([^"]*/closing/figure/[^"]*)"', report)))

    assert len(links) > 100
    answers = {link: client.get(link.replace("&amp;", "&")).status_code for link in links}

    assert {link: status for link, status in answers.items() if status != 200} == {}
