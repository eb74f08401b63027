import io
import zipfile

import pytest

from zhiyue_site.quality_month import cells, confirming, intake
from zhiyue_site.quality_month.intake import Incoming, IntakeError
from zhiyue_site.quality_month.models import Activity, Contact, Edition, Intake, Mapping
from zhiyue_site.quality_month.rights import NotAllowed
from zhiyue_site.workbench.views.quality_month_intake import row_of

from .conftest import HEAD, PLAN, plan, workbook


def test_many_files_at_once_find_their_units_by_sheet_or_by_name(county):
    bare = workbook("活动计划表", HEAD, PLAN, unit="")
    files = [
        Incoming("计划.xlsx", plan("柳塘县市场监督管理局")),
        Incoming("附件1：活动计划表（澄江精密仪器有限公司）.xlsx", bare),
        Incoming("无名.xlsx", bare),
    ]
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as zipped:
        zipped.writestr("云溪县市场监督管理局.xlsx", plan(""))
    made = intake.receive(county.edition, [*files, Incoming("邮件.zip", archive.getvalue())], by=county.organiser)
    intake.read_waiting(county.edition)

    found = [
        (row.unit, row.found_by, row.is_on_behalf)
        for row in Intake.objects.filter(pk__in=[m.pk for m in made]).order_by("pk")
    ]
    assert [unit for unit, _, _ in found] == [county.other, county.firm, None, county.county]
    assert found[0][1] == "表内 Sheet!A3"
    assert found[1][1] == "文件名"
    assert [on_behalf for _, _, on_behalf in found] == [True, True, False, True]


def test_an_officer_files_their_own_and_no_other_units_plan(county, take):
    own = take(plan(), by=county.officer, unit=county.county)
    assert own.is_on_behalf is False
    with pytest.raises(NotAllowed):
        take(plan(), "x.xlsx", by=county.officer, unit=county.other)
    with pytest.raises(NotAllowed):
        confirming.confirm(take(plan("柳塘县市场监督管理局"), "y.xlsx"), by=county.officer)
    assert Activity.objects.count() == 0


def test_who_files_below_files_on_behalf_and_the_log_says_so(county, take):
    confirming.confirm(take(plan()), by=county.organiser)
    confirming.confirm(take(plan(county.city.name), "市局.xlsx"), by=county.organiser)

    logged = {row.unit: row.log.get(what="file").is_on_behalf for row in Activity.objects.all()}
    assert logged == {county.county: True, county.city: False}


def test_a_cell_is_set_by_hand_in_the_words_of_a_sheet(county, take):
    file = take(plan())
    draft = file.drafts.get(row=8)

    intake.set_cell(draft, "date", "9月5日至7日", by=county.officer)
    intake.set_cell(draft, "place", "县图书馆", by=county.officer)

    draft.refresh_from_db()
    assert (draft.cells["date"]["start"], draft.cells["date"]["end"]) == ("2025-09-05", "2025-09-07")
    assert draft.cells["date"]["printed"] == "另行通知"
    assert cells.confidence_of(draft.cells["place"]).word == "人工填写"
    assert row_of(file, draft).gaps == ()
    confirming.confirm(file, by=county.officer)
    assert Activity.objects.get(name__contains="征文").place == "县图书馆"


def test_words_that_are_no_day_are_refused(county, take):
    draft = take(plan()).drafts.get(row=8)
    with pytest.raises(IntakeError, match="不能识别为日期"):
        intake.set_cell(draft, "date", "择期", by=county.officer)


def test_a_confirmed_row_is_no_longer_a_draft(county, take):
    file = take(plan())
    confirming.confirm(file, by=county.officer)
    with pytest.raises(IntakeError, match="已确认"):
        intake.set_cell(file.drafts.first(), "place", "别处", by=county.officer)
    with pytest.raises(IntakeError, match="已有确认"):
        intake.discard(file, by=county.officer)


def test_a_mapping_is_remembered_for_the_unit(county, take):
    head = ("序号", "内容要点", "时间", "地点", "承办处", "负责", "号码", "备注")
    body = workbook("活动计划表", head, PLAN, unit=county.county.name)
    file = take(body)

    intake.map_columns(file, {"内容要点": "name", "承办处": "host"}, by=county.officer)

    file.refresh_from_db()
    assert file.drafts.first().cells["name"]["words"] == "“质量月”启动仪式"
    assert Mapping.objects.get(unit=county.county).headings["承办处"] == "host"
    again = take(body, "第二份.xlsx")
    assert again.drafts.first().cells["host"]["words"] == "云溪县市场监督管理局"


def test_what_cannot_be_read_says_what_to_do_and_whose_it_is(county, take):
    file = take(b"PK\x03\x04 not a workbook", "云溪县市场监督管理局.xlsx")

    assert (file.state, file.unit) == ("failed", county.county)
    assert file.message


def test_the_same_file_twice_is_one(county, take):
    body = plan()
    assert take(body).pk == take(body).pk


def test_a_closed_edition_takes_nothing_in(county, take):
    Edition.objects.filter(pk=county.edition.pk).update(state="closed")
    county.edition.refresh_from_db()
    with pytest.raises(IntakeError, match="已结束"):
        take(plan())


def test_contacts_go_to_one_table_with_a_day_to_be_erased_on(county, take):
    file = take(plan())
    confirming.confirm(file, by=county.officer)

    contact = Contact.objects.get(activity__name="质量大讲堂")
    assert (contact.name, contact.phone) == ("尹正", "0999-5551270")
    assert (contact.delete_on - county.edition.end).days == confirming.KEEP_CONTACTS
    assert "0999-5551270" not in str(file.reading)
