from datetime import date, timedelta

import pytest
from django.utils import timezone

from zhiyue_site.archive.blobs import get_blob
from zhiyue_site.archive.models import Page
from zhiyue_site.archive.work import run_all
from zhiyue_site.quality_month import areas, clocks, confirming, lateness, ledger, merging, returns
from zhiyue_site.quality_month.intake import Incoming
from zhiyue_site.quality_month.models import (
    Activity,
    Contact,
    Measure,
    Merge,
    Problem,
    Proof,
    Reminder,
    Return,
    Suggestion,
    Unit,
)
from zhiyue_site.quality_month.rights import NotAllowed
from zhiyue_site.quality_month.standing import standing_of, totals_of

from .conftest import plan

LIST = Incoming("01-签到表.csv", "序号,签名\n1,冯**\n".encode())
PAGE = """江东仪器网>资讯>正文
云溪县举办质量大讲堂
2025-09-12 09:00:00 来源：江东仪器网
9月11日，云溪县质量大讲堂在职工之家举办，89人参加。
"""


def measure(name: str, code: str) -> Measure:
    return Measure.objects.get(report__activity__name=name, code=code)


def third(edition, label: str) -> str:
    return next(f"{line.totals.deduplicated.number}" for line in totals_of(edition) if line.label == label)


def test_a_hedge_stays_a_hedge(run):
    said = measure("“质量月”启动仪式", "attendances")
    assert (said.number, said.relation, said.unit, said.printed) == ("600", "≥", "人次", "600余")


def test_a_return_that_was_sent_back_counts_nothing_until_it_comes_again(run):
    item = Return.objects.get(activity__name="质量大讲堂")
    returns.send_back(item, "人次与签到表不符", by=run.organiser)

    assert Activity.objects.get(name="质量大讲堂").state == "published"
    assert [f"{line.totals.reported.number}" for line in totals_of(run.edition) if line.label == "参与人次"] == ["720"]

    returns.report(
        run.edition, run.county, item.activity, returns.Said((returns.Figure("attendances", "86"),)), by=run.officer
    )
    assert Activity.objects.get(name="质量大讲堂").state == "reported"
    assert [f"{line.totals.reported.number}" for line in totals_of(run.edition) if line.label == "参与人次"] == ["806"]


def test_a_verified_return_stands_until_it_is_sent_back(run):
    item = Return.objects.get(activity__name="质量大讲堂")
    returns.verify(item, by=run.organiser)
    assert Activity.objects.get(name="质量大讲堂").state == "verified"
    with pytest.raises(returns.ReturnError, match="已核实"):
        returns.report(run.edition, run.county, item.activity, returns.Said(), by=run.officer)
    with pytest.raises(NotAllowed):
        returns.send_back(item, "试", by=run.officer)


@pytest.mark.parametrize("number", ["-1", "abc", "NaN", "1e400000"])
def test_what_is_no_figure_is_refused(run, number):
    with pytest.raises(returns.ReturnError):
        returns.report(run.edition, run.county, None, returns.Said((returns.Figure("firms", number),)), by=run.officer)


def test_evidence_is_kept_by_its_digest_and_supports_its_own_unit_alone(run):
    proof = returns.add_proof(LIST, unit=run.county, edition=run.edition, by=run.officer)
    assert get_blob(proof.digest) == LIST.body
    assert returns.add_proof(LIST, unit=run.county, edition=run.edition, by=run.officer) == proof
    other = returns.add_proof(LIST, unit=run.other, edition=run.edition, by=run.organiser)
    with pytest.raises(returns.ReturnError, match="本单位"):
        returns.attach(other, [measure("质量大讲堂", "attendances")], by=run.organiser)


@pytest.mark.parametrize("file", [Incoming("a.exe", b"MZ"), Incoming("a.html", b"<p>"), Incoming("a.png", b"")])
def test_what_nobody_can_check_is_no_evidence(run, file):
    with pytest.raises(returns.ReturnError):
        returns.add_proof(file, unit=run.county, edition=run.edition, by=run.officer)


def test_a_file_that_no_return_names_waits_to_be_attached(run):
    kept, loose = returns.take_evidence(
        run.edition, run.county, [LIST, Incoming("合影.png", b"\x89PNG")], by=run.officer
    )

    assert loose == ["合影.png"]
    assert [proof.measures.count() for proof in kept] == [2, 0]
    assert kept[0].activity.name == "“质量月”启动仪式"


def test_a_page_of_the_archive_is_evidence(run, load):
    load(PAGE)
    list(run_all())
    page = Page.objects.get()
    proof = returns.add_page(page, unit=run.county, edition=run.edition, by=run.officer)
    returns.attach(proof, [measure("质量大讲堂", "attendances")], by=run.officer)

    assert (proof.form, proof.page) == ("page", page.pk)
    assert third(run.edition, "参与人次") == "89"


def test_a_withdrawn_proof_stays_with_its_reason(run):
    proof = returns.add_proof(LIST, unit=run.county, edition=run.edition, by=run.officer)
    with pytest.raises(returns.ReturnError, match="理由"):
        returns.withdraw(proof, " ", by=run.officer)
    returns.withdraw(proof, "名册有误", by=run.officer)
    assert Proof.objects.get().withdrawn_reason == "名册有误"
    with pytest.raises(returns.ReturnError, match="已撤回"):
        returns.attach(proof, [measure("质量大讲堂", "attendances")], by=run.officer)
    with pytest.raises(returns.ReturnError, match="已撤回"):
        returns.withdraw(proof, "再撤", by=run.officer)


def test_the_national_return_is_filled_and_nothing_is_said_twice(run):
    lecture = Return.objects.get(activity__name="质量大讲堂")
    said = returns.Said((returns.Figure("attendances", "89"), returns.Figure("firms", "12")))
    returns.report(run.edition, run.county, lecture.activity, said, by=run.officer)

    proposed = {row.measure.code: row for row in returns.proposed(run.edition, run.county)}
    classes = [row for code, row in proposed.items() if code.startswith("activities_")]
    assert sum(int(row.number) for row in classes) == 3
    assert proposed["firms"].number == "12"
    assert all(row.measure.asked_by for row in proposed.values() if row.measure.is_national)

    figures = (returns.Figure("firms", "15"), returns.Figure("staff", "40"))
    item = returns.report_whole(run.edition, run.county, returns.Said(figures), by=run.officer)
    assert {row.code: row.number for row in item.measures.all()} == {"firms": "3", "staff": "40"}
    assert next(line.totals.reported.number for line in totals_of(run.edition) if line.label == "参与经营主体") == 15
    with pytest.raises(returns.ReturnError, match="请先更正活动"):
        returns.report_whole(run.edition, run.county, returns.Said((returns.Figure("firms", "5"),)), by=run.officer)


def test_a_merge_takes_double_counting_out_and_its_undoing_brings_it_back(run, take):
    returns.take_evidence(run.edition, run.county, [LIST], by=run.officer)
    mine = Activity.objects.get(name="“质量月”启动仪式")
    rows = ((1, "市县“质量月”启动仪式", "9.2上午", "云溪县市民广场", "云溪县市场监督管理局", "", "", ""),)
    confirming.confirm(take(plan(run.city.name, rows), "市局.xlsx"), by=run.organiser, publish=True)
    theirs = Activity.objects.get(unit=run.city)
    said = returns.Said((returns.Figure("attendances", "650"),))
    item = returns.report(run.edition, run.city, theirs, said, by=run.organiser)
    proof = returns.add_proof(LIST, unit=run.city, edition=run.edition, by=run.organiser, activity=theirs)
    returns.attach(proof, item.measures.all(), by=run.organiser)
    assert third(run.edition, "参与人次") == "1250"
    pair = merging.waiting_pairs(run.edition)[0]
    assert {pair.left, pair.right} == {mine, theirs}
    assert pair.reasons

    made = merging.merge([mine], theirs, by=run.organiser, reason="同一项")
    assert third(run.edition, "参与人次") == "650"
    assert merging.waiting_pairs(run.edition) == []

    merging.unmerge(made, by=run.organiser)
    assert third(run.edition, "参与人次") == "1250"
    assert (Merge.objects.count(), Activity.objects.filter(pk__in=[mine.pk, theirs.pk]).count()) == (1, 2)

    merging.tell_apart(mine, theirs, by=run.organiser)
    assert merging.waiting_pairs(run.edition) == []
    with pytest.raises(NotAllowed):
        merging.merge([mine], theirs, by=run.officer)


def test_a_correction_of_an_area_teaches_the_edition(run):
    lecture = Activity.objects.get(name="质量大讲堂")
    supervision = run.edition.areas.get(family="supervision")

    areas.choose_areas(lecture, supervision, [], by=run.organiser)

    choice = lecture.area_choices.get()
    assert (choice.area, choice.is_by_person) == (supervision, True)
    supervision.refresh_from_db()
    learned = list(supervision.learned)
    areas.file_areas(lecture)
    assert lecture.area_choices.get().is_by_person, "a person's choice is never touched"
    for cue in learned:
        areas.forget_cue(supervision, cue, by=run.organiser)
    supervision.refresh_from_db()
    assert supervision.learned == []
    with pytest.raises(NotAllowed):
        areas.choose_areas(lecture, supervision, [], by=run.officer)


def test_the_machine_files_with_the_words_that_decided(run):
    choice = Activity.objects.get(name="集贸市场电子秤免费检定").area_choices.get(is_primary=True)
    assert choice.area.family == "infrastructure"
    assert choice.words


def test_who_owes_is_late_and_is_reminded_once_in_some_days(run):
    lines = lateness.late_list(run.edition, on=date(2025, 10, 20))
    owed = {(line.unit.name, line.task) for line in lines}
    assert ("柳塘县市场监督管理局", "plan") in owed
    assert ("云溪县市场监督管理局", "plan") not in owed
    assert ("云溪县市场监督管理局", "summary") in owed

    county = [line for line in lines if line.unit == run.county]
    assert lateness.remind(run.edition, county, by=run.organiser) == len(county)
    assert lateness.reminders_of(run.officer) == [], "the worker sends what is queued"
    assert clocks.CLOCKS["month-reminders"]() == len(county)
    assert len(lateness.reminders_of(run.officer)) == len(county)
    again = [line for line in lateness.late_list(run.edition, on=date(2025, 10, 20)) if line.unit == run.county]
    assert lateness.remind(run.edition, again, by=run.organiser) == 0
    assert lateness.remind(run.edition, again, by=run.officer) == 0

    lateness.seen(run.stranger, Reminder.objects.first())
    assert Reminder.objects.filter(shown_at=None).count() == len(county)
    lateness.seen(run.officer, Reminder.objects.first())
    assert len(lateness.reminders_of(run.officer)) == len(county) - 1


def test_the_late_list_leaves_as_csv_without_formulas(run):
    Unit.objects.filter(pk=run.other.pk).update(name="=cmd()")
    text = lateness.as_csv(lateness.late_list(run.edition, on=date(2025, 10, 20)))
    assert text.startswith("\ufeff上级,单位")
    assert "'=cmd()" in text


def test_a_nil_return_is_an_answer(run):
    returns.nil_return(run.edition, run.other, by=run.organiser)
    owed = {line.unit for line in lateness.late_list(run.edition, on=date(2025, 10, 20))}
    assert run.other not in owed


def test_the_ledger_goes_from_found_to_checked_by_another_hand(run):
    day = date(2025, 9, 8)
    found = ledger.find(
        run.edition, run.county, {"title": "灭火器过期", "found_on": day, "due": date(2025, 9, 12)}, by=run.officer
    )
    with pytest.raises(ledger.LedgerError):
        ledger.check(found, passed=True, by=run.organiser)
    ledger.fix(found, "已更换", date(2025, 9, 10), by=run.officer)
    with pytest.raises(NotAllowed):
        ledger.check(found, passed=True, by=run.officer)
    ledger.check(found, passed=False, by=run.organiser)
    assert Problem.objects.get().state == "found"
    ledger.fix(found, "全部更换", date(2025, 9, 11), by=run.officer)
    ledger.check(found, passed=True, by=run.organiser)
    assert Problem.objects.get().state == "checked"
    fields = {row.measure.code: row.number for row in returns.proposed(run.edition, run.county)}
    assert (fields["hazards"], fields["hazards_fixed"]) == ("1", "1")
    with pytest.raises(ledger.LedgerError, match="早于"):
        ledger.find(run.edition, run.county, {"title": "x", "found_on": day, "due": date(2025, 9, 1)}, by=run.officer)


def test_a_suggestion_is_answered_once(run):
    made = Suggestion.objects.create(edition=run.edition, number="J1", text="多设便民检定点", due=date(2025, 9, 20))
    with pytest.raises(NotAllowed):
        ledger.answer(made, "好", by=run.officer, is_public=True)
    ledger.answer(made, "已列入下月安排", by=run.organiser, is_public=True)
    assert Suggestion.objects.get().state == "answered"
    with pytest.raises(ledger.LedgerError, match="已办结"):
        ledger.answer(made, "再答", by=run.organiser, is_public=True)


def test_contacts_are_erased_on_their_day(run):
    Contact.objects.update(delete_on=timezone.localdate())
    assert clocks.erase_past() == 0
    assert Contact.objects.exists()
    Contact.objects.update(delete_on=timezone.localdate() - timedelta(days=1))
    assert clocks.erase_past() >= 1
    assert not Contact.objects.exists()


def test_the_board_is_cut_to_the_branch(run):
    mine = standing_of(run.edition, run.officer, on=date(2025, 9, 20))
    assert {line.unit for line in mine.units} == {run.county, run.firm}
    assert mine.totals == ()
    whole = standing_of(run.edition, run.organiser, on=date(2025, 9, 20))
    assert {line.unit for line in whole.units} == set(run.units())
    assert whole.gaps == 1
