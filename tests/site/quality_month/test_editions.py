import io
import zipfile
from datetime import date

import pytest
from django.utils import timezone

from zhiyue.campaigns.folder import read_folder
from zhiyue_site.archive.models import Record
from zhiyue_site.archive.work import run_all
from zhiyue_site.quality_month import closing, editions, folder, papers
from zhiyue_site.quality_month.campaign import campaign_of
from zhiyue_site.quality_month.models import Document
from zhiyue_site.quality_month.rights import NotAllowed

NOTICE = """江东仪器网>资讯>正文
关于开展2025年全国“质量月”活动的通知
2025-08-05 09:00:00 来源：江东仪器网
市场监管总局、中央宣传部等26个部门决定于9月联合开展2025年全国“质量月”活动。今年是第48个“质量月”，活动主题是“加强全面质量管理 促进质量强国建设”。
"""


def test_a_published_edition_is_taken_over_in_one_step(county, load):
    load(NOTICE)
    list(run_all())
    record = Record.objects.get(type="campaign_edition")

    made = editions.take_over(record.pk, root=county.other, by=county.organiser)

    assert (made.series, made.year, made.number, made.record) == ("quality-month", 2025, "48", record.pk)
    assert made.theme == "加强全面质量管理 促进质量强国建设"
    assert made.counting == "calendar_years"


def test_what_pages_say_in_figures_stands_beside_the_report(county, load):
    load(NOTICE + "活动期间，共吸引群众17万人次参与。\n")
    list(run_all())
    made = editions.take_over(Record.objects.get(type="campaign_edition").pk, root=county.other, by=county.organiser)

    cells = {cell.id: cell.value for cell in closing.draw_up(made).cells() if cell.id.startswith("pages.")}

    assert "170000" in cells.values()


def test_what_is_no_edition_is_not_taken_over(county):
    with pytest.raises(editions.EditionError):
        editions.take_over("campaign_edition:none", root=county.city, by=county.organiser)


def test_next_year_keeps_what_was_learned_and_counts_no_number(county):
    area = county.edition.areas.first()
    area.learned = ["市集"]
    area.save()

    made = editions.next_year(county.edition, by=county.organiser)

    assert (made.year, made.title, made.start, made.number) == (2026, "2026年澄江市“质量月”", date(2026, 9, 1), "")
    assert made.previous == county.edition
    assert "市集" in made.areas.first().cues
    assert {row.task: row.day for row in made.deadlines.all()} == {
        "plan": date(2026, 8, 25),
        "summary": date(2026, 10, 15),
    }
    with pytest.raises(editions.EditionError, match="已经建立"):
        editions.next_year(county.edition, by=county.organiser)


def test_a_branch_relays_an_edition_with_a_wording_of_its_own(county):
    made = editions.relay(county.edition, root=county.county, by=county.organiser, theme="质量强县促发展")

    assert (made.parent, made.theme, made.areas.count()) == (county.edition, "质量强县促发展", 3)
    assert county.edition.theme == "加强全面质量管理 促进质量强国建设"


def test_nobody_founds_an_edition_on_anothers_branch(county):
    with pytest.raises(NotAllowed):
        editions.relay(county.edition, root=county.county, by=county.officer)


def test_slogans_are_short():
    assert editions.check_slogans(["质量第一 ", "", "质量第一"]) == ("质量第一",)
    with pytest.raises(editions.EditionError, match="21 字"):
        editions.check_slogans(["一" * 21])


def test_an_edition_ends_after_it_begins_and_officers_arrange_nothing(county):
    with pytest.raises(editions.EditionError):
        editions.change(county.edition, {"end": date(2025, 8, 1)}, by=county.organiser)
    with pytest.raises(NotAllowed):
        editions.change(county.edition, {"theme": "别的"}, by=county.officer)


def test_a_branch_has_days_of_its_own(county):
    editions.set_due(county.edition, {"plan": date(2025, 8, 20)}, by=county.organiser, unit=county.county)

    assert county.edition.deadlines.get(unit=county.county).day == date(2025, 8, 20)
    assert county.edition.deadlines.get(unit=None, task="plan").day == date(2025, 8, 25)


def test_only_a_reported_edition_is_archived(county):
    with pytest.raises(editions.EditionError, match="总结报告"):
        editions.set_state(county.edition, "archived", by=county.organiser)


def paper(county, **values):
    said = {
        "form": "notice",
        "title": "关于开展2025年澄江市“质量月”活动的通知",
        "issuers": ["澄江市市场监督管理局", "澄江市总工会"],
        "addressees": "各县区市场监督管理局",
        "sections": papers.sections_of(papers.proposal(county.edition)["body"]),
        **values,
    }
    return editions.write_document(county.edition, county.city, said, by=county.organiser)


def test_a_notice_is_proposed_from_the_edition_and_never_numbered(county):
    made = paper(county)

    assert made.number == ""
    assert [section["title"] for section in made.sections] == ["", "活动主题", "活动时间", "重点方面", "报送要求"]
    assert made.sections[2]["paragraphs"] == ["2025年9月1日至2025年9月30日"]
    assert papers.docx(made)[:2] == b"PK"


def test_a_relay_keeps_the_number_of_what_it_relays(county):
    notice = paper(county, number="澄市监发〔2025〕12号")
    relay = paper(county, form="relay", parent=notice, title="转发通知")

    assert (relay.relayed_number, relay.relayed_title) == ("澄市监发〔2025〕12号", notice.title)
    with pytest.raises(editions.EditionError, match="所转发"):
        paper(county, form="relay", title="转发")


def test_a_number_in_the_wrong_form_is_told_not_mended(county):
    made = paper(county, number="[2025]12号")

    assert "〔2026〕" in papers.refusal_of(made)
    assert made.number == "[2025]12号"


def test_an_issued_paper_is_issued_once(county):
    made = paper(county)
    editions.issue_document(made, by=county.organiser)
    assert Document.objects.get(pk=made.pk).issued_at <= timezone.now()
    with pytest.raises(editions.EditionError, match="已印发"):
        editions.issue_document(made, by=county.organiser)


def test_an_edition_leaves_as_a_folder_without_whom_to_call(run, tmp_path):
    closing.issue(run.edition, by=run.organiser)
    paper(run)
    archive = zipfile.ZipFile(io.BytesIO(folder.as_zip(run.edition, by=run.organiser)))
    names = set(archive.namelist())

    assert {"index.html", "edition.json", "activities.csv", "papers/report-1.json", "papers/log.csv"} <= names
    assert any(name.startswith("papers/document-") for name in names)
    archive.extractall(tmp_path)
    assert read_folder(tmp_path) == campaign_of(run.edition)
    everything = b"".join(archive.read(name) for name in names)
    assert "质量大讲堂".encode() in everything
    assert b"0999-5551270" not in everything
    with pytest.raises(NotAllowed):
        folder.as_zip(run.edition, by=run.officer)
