"""Every figure of the report equals an independent computation, to the cent."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.reports.awards import counted, half_up, home_of, random_lines
from zhiyue.report import Report
from zhiyue.reports.market import AwardLine, Scope, compile_lines, market_report, period_of, table_of

RATES = {"USD": Decimal("7.1234")}
JUNE = Scope(period_of("2025-06"), "ic", rates=RATES)
RANGE = Scope(period_of("2024-05", "2025-06"), "ic", rates=RATES)


def report_of(rows: list[AwardLine], scope: Scope) -> Report:
    return market_report(compile_lines(table_of(rows), rates=scope.rates), scope)


def value(report: Report, id: str) -> str | None:
    return report.cell(id).value


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 2**32))
def test_random_awards_with_random_damage_are_the_brute_force(seed: int) -> None:
    rows = random_lines(Random(seed))  # noqa: S311  # made lines, no secrets
    by_hand = counted(rows, rates=RATES)
    for scope in (JUNE, RANGE):
        mine = [
            (award, row, fen)
            for award, row, fen in by_hand
            if row.instrument == "ic" and scope.period.first <= award.day <= scope.period.last
        ]
        report = report_of(rows, scope)
        ids = {award.id for award, _, _ in mine}
        assert set(report.cell("total.awards").rests_on) == ids
        assert value(report, "total.awards") == str(len(ids))
        assert value(report, "total.amount") == summed(fen for _, _, fen in mine)
        assert {check.verdict for check in report.checks} <= {"confirmed"}
        if ids:
            units = [row.quantity for _, row, _ in mine if row.quantity is not None]
            assert value(report, "total.units") == (str(sum(units)) if units else None)
            assert_origins(report, [(row, fen) for _, row, fen in mine])
            assert_tables(report, [(row, fen) for _, row, fen in mine])


def assert_origins(report: Report, mine: list[tuple[AwardLine, int | None]]) -> None:
    sums = {"foreign": 0, "domestic": 0, "unknown": 0}
    for origin in sums:
        there = [fen for row, fen in mine if home_of(row) == origin]
        sums[origin] = sum(fen or 0 for fen in there)
        assert value(report, f"origin.{origin}.amount") == summed(there)
    known, total = sums["foreign"] + sums["domestic"], sum(sums.values())
    if known:
        assert value(report, "origin.foreign.share_known") == half_up(sums["foreign"], known)
    if total:
        assert value(report, "origin.foreign.share_all") == half_up(sums["foreign"], total)
        assert value(report, "origin.foreign.high") == half_up(sums["foreign"] + sums["unknown"], total)


def assert_tables(report: Report, mine: list[tuple[AwardLine, int | None]]) -> None:
    brands: dict[str, list[int | None]] = defaultdict(list)
    regions: dict[str, list[int | None]] = defaultdict(list)
    for row, fen in mine:
        brands[row.brand].append(fen)
        regions[row.region[:2]].append(fen)
    shown = {row.label: row.cells[2].value for row in report.table("brands").rows}
    assert {brand: shown[brand] for brand in brands if brand} == {b: summed(fens) for b, fens in brands.items() if b}
    provinces = {row.id: row.cells[2].value for row in report.table("provinces").rows}
    assert {code: provinces[f"region.{code}0000"] for code in regions if code} == {
        code: summed(fens) for code, fens in regions.items() if code
    }


def summed(fens: Iterable[int | None]) -> str | None:
    """Nothing awarded is zero; awards without any amount are not known."""
    kept = list(fens)
    stated = [fen for fen in kept if fen is not None]
    return cents(sum(stated)) if stated or not kept else None


def cents(fen: int) -> str:
    return f"{fen // 100}.{fen % 100:02}"


def test_seed_amounts_print_the_seeds_shares() -> None:
    rows = [
        AwardLine("a1", "p1", "award", date(2025, 6, 3), number="N1", award_fen=381_1000_00, award_status="stated", instrument="ic", brand="万通", brand_region="CH"),
        AwardLine("a2", "p2", "award", date(2025, 6, 9), number="N2", award_fen=663_7800_00, award_status="stated", instrument="ic", brand="皖仪", brand_region="CN"),
        AwardLine("a3", "p3", "award", date(2025, 6, 9), number="N3", award_fen=100_0000_00, award_status="stated", instrument="ic"),
    ]  # fmt: skip
    report = report_of(rows, JUNE)
    assert value(report, "origin.foreign.share_known") == "36.47"
    assert value(report, "origin.domestic.share_known") == "63.53"
    assert report.cell("origin.foreign.share_known").arithmetic == "3811000.00 ÷ 10448800.00 = 36.47 %"
    assert value(report, "origin.foreign.share_all") == "33.29"
    assert value(report, "origin.foreign.high") == "42.02"
    assert report.cell("origin.unknown.amount").rests_on == ("a3",)


def test_masked_is_counted_not_summed_and_bundles_keep_their_price_whole() -> None:
    day = date(2025, 6, 3)
    rows = [
        AwardLine("a1", "p1", "award", day, number="N1", award_status="masked", instrument="ic", quantity=2),
        AwardLine("a2", "p2", "award", day, number="N2", award_fen=90_00, award_status="stated", instrument="ic", ordinal=1, quantity=1),
        AwardLine("a2", "p2", "award", day, number="N2", award_fen=90_00, award_status="stated", instrument="gc", ordinal=2, quantity=1),
    ]  # fmt: skip
    report = report_of(rows, JUNE)
    assert value(report, "total.awards") == "2"
    assert value(report, "total.units") == "3"
    assert value(report, "total.amount") is None
    assert report.cell("coverage.no_masked.awards").rests_on == ("a1",)
    assert report.cell("coverage.no_bundle.awards").rests_on == ("a2",)


def test_changes_are_on_the_same_rules_and_absent_where_a_month_is_not_covered() -> None:
    def month(day: date, fen: int) -> AwardLine:
        return AwardLine(
            f"a{day}", "p", "award", day, number=f"N{day}", award_fen=fen, award_status="stated", instrument="ic"
        )

    rows = [month(date(2025, 4, 7), 5_00), month(date(2025, 5, 7), 80_00), month(date(2025, 6, 28), 100_00)]
    report = report_of(rows, JUNE)
    assert value(report, "total.amount.on_month") == "25.00"
    assert report.cell("total.amount.on_month").arithmetic == "(100.00 − 80.00) ÷ 80.00 = 25.00 %"
    assert report.cell("total.amount.on_year").value is None
    assert report.cell("total.amount.on_year").why == "基期数据不全"
    assert not report.is_partial
    partial = report_of([*rows[:2], month(date(2025, 6, 12), 100_00)], JUNE)
    assert partial.is_partial
    assert value(partial, "total.amount.on_month") is None


def test_a_model_has_lowest_median_and_highest_price() -> None:
    rows = [
        AwardLine(f"a{n}", "p", "award", date(2025, 6, n), number=f"N{n}", instrument="ic", brand="万通", brand_region="CH", model="Eco", quantity=2, unit_fen=fen)
        for n, fen in ((1, 100), (2, 300), (3, 201), (4, 202))
    ]  # fmt: skip
    report = report_of(rows, JUNE)
    (row,) = report.table("models").rows
    assert [cell.value for cell in row.cells[1:]] == ["4", "1.00", "2.02", "3.00"]
    assert value(report, "total.amount") == "16.06"
