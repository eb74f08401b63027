"""The spine by the screens alone, without JavaScript: an organiser's hands, then an officer's."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from zhiyue_site.quality_month import confirming
from zhiyue_site.quality_month.models import Activity, Draft, Edition, Intake, Proof, Return, Unit

from .conftest import PASSWORD, plan, report


@pytest.fixture
def desk(client, county):
    client.force_login(county.organiser)
    return client


def at(name: str, county, *more: object) -> str:
    return reverse(name, args=[county.edition.pk, *more])


def test_from_a_dropped_file_to_a_figure_that_opens(desk, county):
    files = [SimpleUploadedFile("计划表.xlsx", plan()), SimpleUploadedFile("柳塘.xlsx", plan(county.other.name))]
    desk.post(at("month-intake", county), {"files": files})
    listed = desk.get(at("month-intake", county)).content.decode()
    assert listed.count("代填") >= 2
    assert "缺 2" in listed

    file = Intake.objects.get(unit=county.county)
    preview = desk.get(at("month-file", county, file.pk)).content.decode()
    assert "空缺" in preview
    assert "Sheet!C5" in preview
    gap = file.drafts.get(row=8)
    editing = desk.get(at("month-file", county, file.pk), {"edit": f"{gap.pk}-date"}).content.decode()
    assert 'name="words"' in editing
    desk.post(
        at("month-file-change", county, file.pk),
        {"what": "cell", "draft": gap.pk, "field": "date", "words": "9月20日"},
    )
    desk.post(at("month-confirm", county, file.pk), {"what": "all", "publish": "on"})
    assert set(Activity.objects.values_list("state", flat=True)) == {"published"}

    calendar = desk.get(at("month-calendar", county)).content.decode()
    assert "9月20日" in calendar
    assert "质量大讲堂" in calendar

    desk.post(at("month-intake", county), {"files": [SimpleUploadedFile("情况.xlsx", report())]})
    told = Intake.objects.get(task="report")
    desk.post(at("month-confirm", county, told.pk), {"what": "all"})
    signed = SimpleUploadedFile("02-签到表.csv", "序号,签名\n1,冯**\n".encode())
    desk.post(at("month-evidence", county, county.county.pk), {"files": [signed]})

    closing = desk.get(at("month-closing", county)).content.decode()
    links = set(re.findall(r'href="([^"]*closing/figure/[^"]*)"', closing))
    assert len(links) > 20
    opened = [desk.get(link.replace("&amp;", "&")) for link in sorted(links)]
    assert {page.status_code for page in opened} == {200}
    assert any("02-签到表.csv" in page.content.decode() for page in opened)


def test_every_form_of_the_report_is_handed_out(client, run):
    client.force_login(run.organiser)
    starts = {"html": b"<!doctype html>", "json": b"{", "xlsx": b"PK", "docx": b"PK"}
    for form, start in starts.items():
        answer = client.get(at("month-closing", run), {"format": form})
        assert answer.status_code == 200
        assert answer.content.startswith(start), form
        assert "attachment" in answer["Content-Disposition"]


def test_an_officer_sees_their_branch_and_reports_there(client, run):
    client.force_login(run.officer)
    board = client.get(at("month-board", run)).content.decode()
    assert run.firm.name in board
    assert run.other.name not in board
    assert client.get(at("month-unit", run, run.other.pk)).status_code == 403
    lecture = Activity.objects.get(name="质量大讲堂")

    client.post(
        at("month-report", run, lecture.pk),
        {
            "code": ["attendances", "firms"], "relation": ["≥", "="], "number": ["90", "12"], "held_on": "2025-09-11",
            "files": [SimpleUploadedFile("合影.png", b"\x89PNG\r\n")],
        },
    )  # fmt: skip

    item = Return.objects.get(activity=lecture)
    assert [(m.code, m.relation, m.number, m.proofs.count()) for m in item.measures.order_by("code")] == [
        ("attendances", "≥", "90", 1),
        ("firms", "=", "12", 1),
    ]
    proof = Proof.objects.get(name="合影.png")
    picture = client.get(at("month-proof", run, proof.pk), {"format": "file"})
    assert picture["Content-Type"] == "image/png"
    client.post(at("month-proof", run, proof.pk), {"what": "withdraw", "reason": "照片有误"})
    assert "已撤回" in client.get(at("month-proof", run, proof.pk)).content.decode()
    own = client.get(at("month-closing", run)).content.decode()
    assert f"{run.county.name}及所属单位" in own


def test_an_officer_does_not_reach_another_branch_by_its_numbers(client, run, take):
    confirming.confirm(take(plan(run.other.name), "柳塘.xlsx"), by=run.organiser, publish=True)
    theirs = Activity.objects.filter(unit=run.other).first()
    file = Intake.objects.get(unit=run.other)
    client.force_login(run.officer)

    assert client.get(at("month-activity", run, theirs.pk)).status_code == 403
    assert client.post(at("month-step", run, theirs.pk), {"what": "withdraw", "reason": "x"}).status_code == 403
    assert client.post(at("month-report", run, theirs.pk), {}).status_code == 403
    assert client.get(at("month-file", run, file.pk)).status_code == 403
    assert client.post(at("month-confirm", run, file.pk), {"what": "all"}).status_code == 403
    assert client.get(at("month-closing", run), {"unit": run.other.pk}).status_code == 403
    theirs.refresh_from_db()
    assert theirs.state == "published"


def test_contacts_are_seen_inside_the_branch_alone(client, run):
    lecture = Activity.objects.get(name="质量大讲堂")
    client.force_login(run.officer)
    assert "0999-5551270" in client.get(at("month-activity", run, lecture.pk)).content.decode()
    client.force_login(run.organiser)
    for form in ("html", "json"):
        assert b"0999-5551270" not in client.get(at("month-closing", run), {"format": form}).content


def test_who_works_in_no_branch_sees_no_edition(client, run):
    client.force_login(run.stranger)
    assert run.edition.title not in client.get(reverse("months")).content.decode()
    assert client.get(at("month-board", run)).status_code == 403


def test_an_invitation_is_taken_up_by_its_link(client, desk, county):
    desk.post(at("month-unit-change", county, county.other.pk), {"what": "invite", "role": "officer"})
    shown = desk.get(at("month-unit", county, county.other.pk)).content.decode()
    link = re.search(r"http://testserver(/join/[^<]+/)", shown)[1]
    assert link not in desk.get(at("month-unit", county, county.other.pk)).content.decode(), "shown this once"
    client.logout()

    answer = client.post(link, {"username": "liutang", "name": "柳青", "password": PASSWORD})

    assert answer.url == reverse("signin")
    assert client.get(link).status_code == 404


def test_a_list_of_units_is_pasted_with_or_without_a_heading(desk, county):
    desk.post(at("month-units", county), {"parent": county.other.pk, "list": "东岭瓷业有限公司\n云渡食品有限公司"})
    assert Unit.objects.filter(links_up__parent=county.other).count() == 2
    table = "单位名称,上级单位,统计归口,级别\n甲厂,东岭瓷业有限公司、柳塘县市场监督管理局,柳塘县市场监督管理局,企业\n"
    desk.post(at("month-units", county), {"parent": county.other.pk, "list": table})
    made = Unit.objects.get(name="甲厂")
    assert made.links_up.get(is_counting_home=True).parent == county.other


def test_what_is_refused_is_said_and_changes_nothing(desk, county, take):
    file = take(plan())
    draft = file.drafts.get(row=8)
    answer = desk.post(
        at("month-file-change", county, file.pk),
        {"what": "cell", "draft": draft.pk, "field": "date", "words": "择期"},
        follow=True,
    )
    assert "不能识别为日期" in answer.content.decode()
    assert Draft.objects.get(pk=draft.pk).cells["date"]["words"] == ""


def test_a_notice_is_written_read_and_issued(desk, county):
    form = desk.get(at("month-paper-new", county)).content.decode()
    assert "关于开展2025年澄江市“质量月”活动的通知" in form
    desk.post(
        at("month-paper-new", county),
        {
            "form": "notice",
            "title": "关于开展活动的通知",
            "issuers": "澄江市市场监督管理局",
            "body": "一、主题\n质量第一。",
        },
    )
    paper = county.edition.documents.get()
    page = desk.get(at("month-paper", county, paper.pk)).content.decode()
    assert "发文字号尚空缺" in page
    assert desk.get(at("month-paper", county, paper.pk), {"format": "docx"}).content[:2] == b"PK"
    desk.post(at("month-paper", county, paper.pk))
    paper.refresh_from_db()
    assert paper.issued_at is not None


def test_a_branch_words_the_theme_and_runs_an_edition_of_its_own(desk, county):
    desk.post(at("month-state", county), {"what": "theme", "unit": county.county.pk, "theme": "质量强县促发展"})
    assert county.edition.variants.get().theme == "质量强县促发展"
    assert "质量强县促发展" in desk.get(at("month-edition", county)).content.decode()

    desk.post(at("month-unit-change", county, county.county.pk), {"what": "relay", "theme": "质量强县促发展"})

    own = Edition.objects.get(parent=county.edition)
    assert (own.root, own.theme, own.areas.count()) == (county.county, "质量强县促发展", 3)
    desk.force_login(county.officer)
    assert desk.post(at("month-unit-change", county, county.firm.pk), {"what": "relay"}).status_code == 403
