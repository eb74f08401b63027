"""The report as a whole: sentences hold no figure of their own, the same lines give the same bytes, versions, others' figures."""

import json
import re
from dataclasses import replace
from datetime import date
from pathlib import Path
from random import Random

import polars as pl
import pytest
from click.testing import CliRunner

from tests.reports.awards import random_lines
from zhiyue.codec import report_to_json
from zhiyue.errors import ConfigurationError, UnreadableInput
from zhiyue.exports.report.charts import chart_svg
from zhiyue.exports.report.forms import charts_of
from zhiyue.exports.report.page import report_page
from zhiyue.exports.report.printing import Style, words_of
from zhiyue.report import Report, walk
from zhiyue.reports.amendments import amended
from zhiyue.reports.market import (
    AwardLine,
    Figure,
    Publication,
    Scope,
    buyer_of,
    compile_lines,
    instrument_of,
    market_report,
    period_of,
    region_of,
    scan_lines,
    table_of,
)
from zhiyue_site.commands.report import report as command

JUNE = period_of("2025-06")


def award(id: str, fen: int | None, brand: str = "", home: str = "", **more: object) -> AwardLine:
    line = AwardLine(
        id,
        f"p-{id}",
        "award",
        date(2025, 6, 9),
        number=f"N-{id}",
        award_fen=fen,
        award_status="stated",
        instrument="ic",
        brand=brand,
        brand_region=home,
    )
    return line._replace(**more)


LINES = [
    award("a", 381_1000_00, "瑞士万通", "CH", buyer="浙江甲大学", buyer_type="university", region="330100"),
    award("b", 663_7800_00, "皖仪", "CN", buyer="江苏乙医院", buyer_type="hospital", region="320100"),
    award("c", 100_0000_00, buyer="江苏丙疾控中心", buyer_type="cdc", region="320500"),
    award("m", 300_0000_00, "皖仪", "CN", published=date(2025, 5, 9)),
    award("n", 100_0000_00, "岛津", "JP", published=date(2025, 5, 10)),
    award("z", 5_00, "岛津", "JP", published=date(2025, 7, 2)),
]  # fmt: skip


def made(lines: list[AwardLine] = LINES, *publications: Publication, **scope: str) -> Report:
    return market_report(compile_lines(table_of(lines)), Scope(JUNE, "ic", **scope), publications)


def sentences(report: Report) -> list[str]:
    style = Style(report.language)
    return [words_of(sentence, style) for section in walk(report.sections) for sentence in section.sentences]


def test_the_headline_in_both_languages():
    assert sentences(made())[0] == (
        "2025年6月，离子色谱仪中标3 宗，金额1,144.88 万元；已知品牌中进口占36.47%，国产占63.53%。"
    )
    assert sentences(made(language="en"))[0].startswith(
        "In 2025-06, Ion chromatograph had 3 awards worth 11.45 million yuan;"
    )


@pytest.mark.parametrize("language", ["zh", "en"])
def test_no_number_stands_outside_of_a_cell(language):
    report = made(language=language)
    templates = [sentence.template for section in walk(report.sections) for sentence in section.sentences]

    assert templates
    assert [words for words in templates if re.search(r"\d", re.sub(r"\{[^}]*\}", "", words))] == []
    assert all("{" not in words for words in sentences(report))


def test_every_cell_with_a_value_rests_on_something_or_is_nothing():
    report = made()
    bare = {cell.id for cell in report.cells() if cell.value not in (None, "0", "0.00", "–") and not cell.rests_on}

    assert {id for id in bare if not id.startswith(("scope.", "brand."))} == set()


def test_ids_of_cells_are_given_once():
    seen: dict[str, object] = {}
    for cell in made().cells():
        assert seen.setdefault(cell.id, cell) == cell, cell.id


@pytest.mark.parametrize("seed", range(3))
def test_the_same_lines_in_any_order_give_the_same_bytes(seed):
    lines = [*LINES, *random_lines(Random(seed))]  # noqa: S311  # made lines, no secrets
    shuffled = lines[:]
    Random(seed + 1).shuffle(shuffled)  # noqa: S311  # as above
    first, second = made(lines), made(shuffled)

    assert json.dumps(report_to_json(first)) == json.dumps(report_to_json(second))
    assert report_page(first) == report_page(second)
    assert [chart_svg(first, chart) for chart in charts_of(first)] == [
        chart_svg(second, chart) for chart in charts_of(second)
    ]


def test_awards_of_another_month_do_not_change_the_state():
    later = award("y", 900_00, "岛津", "JP", published=date(2025, 7, 20))

    assert made([*LINES, later]) == made()


def test_region_and_buyers_narrow_the_universe():
    assert made(region=region_of("江苏")).cell("total.awards").value == "2"
    assert made(buyer=buyer_of("医疗卫生")).cell("total.awards").value == "2"
    assert made(buyer=buyer_of("医院")).cell("total.amount").value == "6637800.00"


def test_buyers_add_up_as_configured():
    report = market_report(
        compile_lines(table_of(LINES)),
        Scope(JUNE, "ic", groups={"university": "客户甲", "hospital": "客户甲", "cdc": "客户乙"}),
    )
    rows = {row.id: row.cells[2].value for row in report.table("buyer_types").rows}

    assert rows["buyer_group.客户甲"] == "10448800.00"
    assert rows["buyer_type.university"] == "3811000.00"


def test_a_later_version_says_what_changed_and_an_unchanged_one_is_none():
    before = made()
    same = made([*LINES, award("copy", 381_1000_00, number="N-a", published=date(2025, 6, 20))])
    corrected = made(
        [*LINES, AwardLine("k", "p-k", "correction", date(2025, 8, 1), number="N-a", award_fen=380_0000_00)]
    )

    assert amended(before, same) is before
    second = amended(before, corrected)
    changed = {item.cell: (item.before, item.after) for item in second.amendments}
    assert second.version == 2
    assert changed["origin.foreign.amount"] == ("3811000.00", "3800000.00")
    assert changed["origin.foreign.share_known"] == ("36.47", "36.41")
    with pytest.raises(ValueError, match="no later version"):
        amended(before, replace(corrected, id="market.2025-07.ic"))


@pytest.mark.parametrize(
    ("name", "value", "is_cut", "reason"),
    [
        ("foreign_share", "36.47", False, "一致"),
        ("foreign_amount", "3811000.00", False, "一致"),
        ("foreign_amount", "3810000.00", False, "四舍五入所致"),
        ("domestic_amount", "6600000.00", True, "所载数字被截断"),
        ("foreign_share", "50.00", False, "对方按宗数计，不按金额"),
        ("foreign_share", "33.29", False, "对方以包括品牌不明在内的全部金额为分母"),
        ("foreign_share", "25.00", False, "与本站另一个月的数字相同"),
        ("foreign_share", "40.00", False, "差额不超过本站品牌不明的金额"),
        ("foreign_amount", "4500000.00", False, "差额不超过本站品牌不明的金额"),
        ("total_amount", "4000000.00", False, "与本站另一个月的数字相同"),
        ("total_amount", "20000000.00", False, "本站收录的中标少于对方"),
        ("award_count", "9", False, "本站收录的中标少于对方"),
        ("domestic_share", "12.00", False, "原因不明"),
    ],
)
def test_what_others_published_stands_beside_with_its_likely_reason(name, value, is_cut, reason):
    page = Publication(
        "f1", "p", "仪研在线 2025-07-08", "ic", "2025-06", "2025-06", (Figure(name, value, is_cut=is_cut),)
    )
    report = made(LINES, page)
    (row,) = report.table("published").rows

    assert row.cells[3].value == reason
    assert row.cells[0].rests_on == ("f1",)


def test_a_share_that_does_not_follow_from_its_own_amounts_is_named_so():
    figures = (
        Figure("foreign_amount", "3811000.00"),
        Figure("domestic_amount", "6637800.00"),
        Figure("foreign_share", "45.00"),
    )
    report = made(LINES, Publication("f1", "p", "仪研在线", "ic", "2025-06", "2025-06", figures))

    assert [row.cells[3].value for row in report.table("published").rows] == ["一致", "一致", "所载占比与所载金额不符"]


def test_publications_of_another_month_or_instrument_are_left_aside():
    pages = [
        Publication("f", "p", "x", *where, (Figure("award_count", "3"),))
        for where in (("ic", "2025-05", "2025-05"), ("gc", "2025-06", "2025-06"))
    ]

    assert made(LINES, *pages) == made()


@pytest.mark.parametrize("words", ["ic", "IC", "离子色谱仪", "离子色谱", "Ion chromatograph"])
def test_an_instrument_goes_by_any_of_its_names(words):
    assert instrument_of(words) == "ic"


def test_unknown_names_are_refused_with_what_to_do():
    with pytest.raises(ConfigurationError, match="Did you mean 离子色谱仪"):
        instrument_of("离子")
    with pytest.raises(ConfigurationError, match="Write 2025-06"):
        period_of("June")
    with pytest.raises(ConfigurationError, match="--from and --to in order"):
        period_of("2025-06", "2025-01")


def test_a_report_without_awards_says_so():
    report = made([award("y", 900_00, published=date(2025, 7, 20))])

    assert sentences(report)[0] == "2025年6月，离子色谱仪没有读到中标。"
    assert report.cell("total.amount").value == "0.00"


def test_parquet_of_lines_gives_the_same_report(tmp_path: Path):
    table_of(LINES).collect().write_parquet(tmp_path / "lines.parquet")
    out = tmp_path / "out"
    asked = ["market", "--lines", str(tmp_path / "lines.parquet"), "--month", "2025-06", "--instrument", "离子色谱仪"]

    printed = CliRunner().invoke(command, [*asked, "--format", "json"])
    written = CliRunner().invoke(command, [*asked, "--out", str(out)])

    assert (printed.exit_code, written.exit_code) == (0, 0)
    assert json.loads(printed.output) == json.loads(json.dumps(report_to_json(made())))
    names = {str(path.relative_to(out)) for path in out.rglob("*") if path.is_file()}
    assert {
        "report.json",
        "report.html",
        "report.docx",
        "report.xlsx",
        "report.wechat.html",
        "charts/months.svg",
        "charts/months.png",
    } <= names


def test_a_parquet_file_of_something_else_is_refused(tmp_path: Path):
    pl.DataFrame({"award": ["a"]}).write_parquet(tmp_path / "other.parquet")
    with pytest.raises(UnreadableInput, match="these columns of award lines are missing"):
        scan_lines(tmp_path / "other.parquet")
    (tmp_path / "no.parquet").write_text("nothing")
    with pytest.raises(UnreadableInput, match="no Parquet file"):
        scan_lines(tmp_path / "no.parquet")
