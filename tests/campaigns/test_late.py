"""Who is late with what: inherited days, nil returns, merged filings, days without precision."""

from dataclasses import replace

import pytest

from tests.campaigns.made import activity, returned, small
from zhiyue.campaign import Campaign, Merge
from zhiyue.campaigns import late


def owed(campaign: Campaign, today: str = "2025-10-20", **more: object) -> set[tuple[str, str, int]]:
    return {(one.unit, one.task, one.days) for one in late(campaign, today, **more)}


def test_small_edition_owes_one_report() -> None:
    assert owed(small(), "2025-10-15") == {("cj", "report", 15)}


def test_summary_is_due_on_its_day_and_late_after_it() -> None:
    assert {one for one in owed(small(), "2025-10-15") if one[1] == "summary"} == set()
    assert {one for one in owed(small(), "2025-10-16") if one[1] == "summary"} == {
        ("wz", "summary", 1), ("hb", "summary", 1), ("zg", "summary", 1),
    }  # fmt: skip


def test_nil_return_is_no_late_one() -> None:
    assert "gzw" not in {one[0] for one in owed(small())}
    without = replace(small(), returns=tuple(item for item in small().returns if not item.is_nil))
    assert ("gzw", "summary", 5) in owed(without)
    assert ("gzw", "plan", 52) in owed(without)


def test_returned_report_is_missing_and_sent_back_activity_owes_a_change() -> None:
    campaign = replace(small(), returns=tuple(replace(item, state="returned") for item in small().returns))
    assert ("cj", "summary", 5) in owed(campaign)
    back = replace(small(), activities=(*small().activities, activity("a9", "hb", state="returned")))
    assert ("hb", "change", 45) in owed(back)


def test_days_of_a_unit_hold_for_all_below_it_by_counting_homes() -> None:
    units = tuple(
        replace(unit, due=(("summary", "2025-11-10"),)) if unit.id == "wz" else unit for unit in small().units
    )
    summaries = {one[0] for one in owed(replace(small(), units=units)) if one[1] == "summary"}
    assert summaries == {"zg"}


def test_report_about_a_merged_filing_answers_for_all() -> None:
    campaign = replace(small(), returns=tuple(item for item in small().returns if item.id != "r2"))
    assert "a2" not in {one.activity for one in late(campaign, "2025-10-20")}
    apart = replace(campaign, merges=())
    assert "a2" in {one.activity for one in late(apart, "2025-10-20")}


@pytest.mark.parametrize(
    ("start", "end", "days"),
    [("2025-09-20", "", 20), ("2025-09-18", "2025-09-25", 15), ("2025-09", "", 10), ("", "", 10)],
    ids=["one day", "a range", "a month", "no day"],
)
def test_report_is_due_days_after_the_last_day(start: str, end: str, days: int) -> None:
    one = activity("b1", "cj", state="published", start=start, end=end)
    campaign = replace(small(), activities=(one,), returns=(), merges=(), edition=replace(small().edition, due=()))
    assert owed(campaign) == {("cj", "report", days)}


def test_nobody_is_late_where_no_day_is_set() -> None:
    edition = replace(small().edition, due=())
    assert {one[1] for one in owed(replace(small(), edition=edition))} == {"report"}


def test_branch_sees_its_own_and_the_way_leads_from_the_root() -> None:
    found = late(small(), "2025-10-20", node="wz")
    assert {one.unit for one in found} == {"wz", "hb", "zg"}
    assert {one.unit: one.way for one in found}["hb"] == ("jd", "wz", "hb")


def test_withdrawn_activity_owes_nothing() -> None:
    one = activity("b1", "cj", state="withdrawn", start="2025-09-01")
    campaign = replace(small(), activities=(one,), returns=(returned("r", "cj", None),), merges=())
    assert "report" not in {task for _, task, _ in owed(campaign)}


def test_merge_of_unknown_filings_is_refused() -> None:
    with pytest.raises(ValueError, match="'a99'"):
        late(replace(small(), merges=(Merge("j", ("a1", "a99"), "a1"),)), "2025-10-20")
