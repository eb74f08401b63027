"""One messy workbook in → preview → confirm → calendar → return → three totals; one proof out → only its totals move."""

import pytest

from zhiyue.campaigns.counting import STAGES
from zhiyue_site.accounts.models import AuditEntry
from zhiyue_site.quality_month import closing, confirming, returns, states
from zhiyue_site.quality_month.intake import Incoming
from zhiyue_site.quality_month.models import Activity, Draft, Return
from zhiyue_site.quality_month.standing import totals_of

from .conftest import plan, report


def totals(edition) -> dict[str, tuple[str, ...]]:
    return {
        line.label: tuple(f"{line.totals.of(stage).relation}{line.totals.of(stage).number}" for stage in STAGES)
        for line in totals_of(edition)
    }


def cells(edition) -> dict[str, tuple[object, str]]:
    return {cell.id: (cell.value, cell.relation) for cell in closing.draw_up(edition).cells()}


def evidence(run) -> None:
    returns.take_evidence(
        run.edition,
        run.county,
        [
            Incoming("01-签到表.csv", "序号,签名\n1,冯**\n".encode()),
            Incoming("02-签到表.csv", "序号,签名\n1,葛**\n".encode()),
        ],
        by=run.officer,
    )


def test_a_preview_counts_nothing_and_names_the_gaps(county, take):
    file = take(plan())

    assert (file.state, file.unit, file.task, file.drafts.count()) == ("read", county.county, "plan", 4)
    assert Activity.objects.count() == 0
    cells_ = file.drafts.get(row=5).cells
    assert (cells_["date"]["words"], cells_["date"]["part"], cells_["date"]["where"]) == (
        "2025-09-02",
        "am",
        "Sheet!C5",
    )
    last = file.drafts.get(row=8).cells
    assert last["date"]["status"] == "absent"
    assert last["place"]["status"] == "absent"


def test_from_a_workbook_to_three_totals(run):
    activities = {row.name: row for row in Activity.objects.all()}

    assert {row.state for row in activities.values()} == {"reported"}
    assert activities["质量大讲堂"].hosts == ["云溪县市场监督管理局", "县总工会"]
    assert activities["“质量月”启动仪式"].part == "am"
    assert (activities["集贸市场电子秤免费检定"].start, activities["集贸市场电子秤免费检定"].end) == (
        "2025-09-11",
        "2025-09-20",
    )
    assert totals(run.edition) == {
        "活动": ("=3", "=0", "=0"),
        "参与人次": ("≥809", "=0", "=0"),
        "发放资料": ("=250", "=0", "=0"),
    }

    evidence(run)

    assert totals(run.edition) == {
        "活动": ("=3", "=2", "=2"),
        "参与人次": ("≥809", "≥689", "≥689"),
        "发放资料": ("=250", "=200", "=200"),
    }


def test_what_did_not_take_place_is_an_answer_and_no_figure(run):
    item = Return.objects.get(activity__name__contains="征文")

    assert (item.is_nil, item.why_not, item.measures.count()) == (True, "报名不足", 0)


def test_withdrawing_one_proof_moves_only_what_rests_on_it(run):
    evidence(run)
    before = cells(run.edition)
    rested = {cell.id: set(cell.rests_on) for cell in closing.draw_up(run.edition).cells()}
    proof = run.edition.proofs.get(title="02-签到表.csv")

    returns.withdraw(proof, "名册有误", by=run.officer)

    after = cells(run.edition)
    moved = {id for id in after if after[id] != before.get(id)} | set(before.keys() - after.keys())
    assert totals(run.edition)["参与人次"] == ("≥809", "≥600", "≥600")
    assert totals(run.edition)["发放资料"] == ("=250", "=200", "=200")
    measure = proof.measures.get()
    touched = {f"measure/{measure.pk}", f"activity/{measure.report.activity_id}"}
    assert moved
    for cell in closing.draw_up(run.edition).cells():
        rested.setdefault(cell.id, set()).update(cell.rests_on)
    assert {id for id in moved if not rested[id] & touched} == set()
    assert {id for id in moved if id.endswith(".reported")} == set()
    assert AuditEntry.objects.filter(action="month.proof.withdraw").count() == 1


def test_every_figure_opens_to_return_and_evidence(run):
    evidence(run)
    report_ = closing.draw_up(run.edition)
    measured = [cell for cell in report_.cells() if any(id.startswith("measure/") for id in cell.rests_on)]

    assert measured
    for cell in measured:
        rests = closing.opened(run.edition, cell)
        assert len(rests) == len(cell.rests_on)
        assert all(rest.report is not None for rest in rests if rest.measure is not None)


def test_an_issue_never_changes_and_the_next_one_tells_what_it_amended(run):
    evidence(run)
    first = closing.issue(run.edition, by=run.organiser)
    frozen = dict(first.payload)
    returns.withdraw(run.edition.proofs.get(title="02-签到表.csv"), "名册有误", by=run.officer)

    second = closing.issue(run.edition, by=run.organiser)

    first.refresh_from_db()
    assert first.payload == frozen
    assert (first.version, second.version) == (1, 2)
    amended = {item.label: (item.before, item.after) for item in closing.issued(second).amendments}
    assert any(before == "≥ 689" and after == "≥ 600" for before, after in amended.values())


def test_the_same_data_is_not_issued_twice(run):
    closing.issue(run.edition, by=run.organiser)
    with pytest.raises(closing.ClosingError, match="第 1 版"):
        closing.issue(run.edition, by=run.organiser)


def test_a_file_that_comes_again_updates_and_doubles_nothing(run, take):
    rows = (
        (1, "“质量月”启动仪式", "9.3上午", "云溪县市民广场", "云溪县市场监督管理局", "尹正", "0999-5551270", ""),
        (2, "质量大讲堂", "9月11日", "", "云溪县市场监督管理局、县总工会", "尹正", "0999-5551270", ""),
        (3, "质量开放日", "9月20日", "计量所", "云溪县市场监督管理局", "", "", ""),
    )
    again = take(plan(rows=rows), "计划表（改）.xlsx")

    shown = {d.cells["name"]["words"]: confirming.differences_of(d) for d in again.drafts.all()}
    assert [(c.label, c.before, c.after) for c in shown["“质量月”启动仪式"]] == [
        ("开始", "2025-09-02", "2025-09-03"),
        ("结束", "2025-09-02", "2025-09-03"),
    ]
    assert shown["质量大讲堂"] == []
    assert {item.name for item in confirming.missing_since(again)} == {"集贸市场电子秤免费检定", "“我与质量的故事”征文"}

    outcome = confirming.confirm(again, by=run.organiser)

    assert (outcome.made, outcome.changed, outcome.same) == (1, 1, 1)
    assert Activity.objects.count() == 5
    assert Activity.objects.get(name="质量大讲堂").place == "职工之家", "a gap in the new file takes nothing away"
    changed = Activity.objects.get(name="“质量月”启动仪式").log.get(what="change")
    assert (changed.old["start"], changed.new["start"], changed.is_on_behalf) == ("2025-09-02", "2025-09-03", True)


def test_the_same_return_twice_keeps_its_evidence(run, take):
    evidence(run)
    confirming.confirm(take(report(), "情况表再报.xlsx"), by=run.organiser)

    assert totals(run.edition)["参与人次"] == ("≥809", "≥689", "≥689")
    assert Return.objects.count() == 4


def test_rows_can_be_confirmed_one_by_one_and_left_out(county, take):
    file = take(plan())
    first, second, third, fourth = file.drafts.order_by("order")

    confirming.confirm(file, by=county.organiser, drafts=[first.pk])
    assert [row.name for row in Activity.objects.all()] == ["“质量月”启动仪式"]
    file.refresh_from_db()
    assert file.state == "read"

    Draft.objects.filter(pk__in=[second.pk, third.pk, fourth.pk]).update(state="skipped")
    confirming.confirm(file, by=county.organiser)
    file.refresh_from_db()
    assert (file.state, Activity.objects.count()) == ("confirmed", 1)


def test_a_person_withdraws_an_activity_and_its_figures_go(run):
    evidence(run)
    states.take(Activity.objects.get(name="质量大讲堂"), "withdraw", by=run.organiser, reason="重复填报")

    assert totals(run.edition)["参与人次"] == ("≥720", "≥600", "≥600")
    assert Activity.objects.get(name="质量大讲堂").public_note == "重复填报"


def test_a_figure_in_a_sentence_opens_to_the_units_it_counts(run):
    cell = closing.draw_up(run.edition).cell("units.asked")

    assert closing.units_behind(run.edition, cell) == [run.county, run.firm, run.other]
    assert "应报送" in closing.label_of(closing.draw_up(run.edition), "units.asked")
