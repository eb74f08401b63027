"""A figure keeps its hedge, its unit, its digits, or says why it is not there."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.exports.made_report import FOREIGN, ORIGINS
from zhiyue.exports.report.printing import (
    Figure,
    Scale,
    Style,
    absence_notes,
    absences,
    column_scale,
    day,
    exact,
    heading,
    in_column,
    paragraph,
    pieces,
    printed,
    words_of,
)
from zhiyue.report import Cell, Column, Sentence

ENGLISH = Style("en")
OFFICIAL = Style(is_spaced=False)


@pytest.mark.parametrize(
    ("cell", "zh", "official", "en"),
    [
        (Cell("c", "3811000", "元"), "381.1 万元", "381.1万元", "3.81 million yuan"),
        (Cell("c", "9800.50", "元"), "9,800.5 元", "9,800.5元", "9,800.5 yuan"),
        (Cell("c", "123456789", "元"), "1.23 亿元", "1.23亿元", "123.46 million yuan"),
        (Cell("c", "36.475", "%"), "36.48%", "36.48%", "36.48%"),
        (Cell("c", "99.995", "%"), "100.00%", "100.00%", "100.00%"),
        (Cell("c", "33.3", "%"), "33.3%", "33.3%", "33.3%"),
        (Cell("c", "-4.5", "%"), "−4.5%", "−4.5%", "−4.5%"),
        (Cell("c", "6900", "家次", "≥"), "6,900 余家次", "6,900余家次", "at least 6,900 organisation-times"),
        (Cell("c", "6912", "家次", "≥"), "不少于 6,912 家次", "不少于6,912家次", "at least 6,912 organisation-times"),
        (Cell("c", "95", "%", "≥"), "不低于 95%", "不低于95%", "at least 95%"),
        (Cell("c", "300", "人", "≈"), "约 300 人", "约300人", "about 300 persons"),
        (Cell("c", "300", "人次", "<"), "不足 300 人次", "不足300人次", "fewer than 300 attendances"),
        (Cell("c", "0", "场"), "0 场", "0场", "0 events"),
        (Cell("c", "2026", "年"), "2026 年", "2026年", "2026 年"),
        (Cell("c", "ICS-X1"), "ICS-X1", "ICS-X1", "ICS-X1"),
        (Cell("c", "2025-06-09"), "2025年6月9日", "2025年6月9日", "2025-06-09"),
        (Cell("c", None, "元"), "未载明", "未载明", "not stated"),
        (Cell("c", None, "元", why="已遮蔽"), "不可得（已遮蔽）", "不可得（已遮蔽）", "not available (已遮蔽)"),
    ],
)
def test_cell_is_printed(cell, zh, official, en):
    assert (printed(cell), printed(cell, OFFICIAL), printed(cell, ENGLISH)) == (zh, official, en)


def test_zero_is_not_absent():
    assert printed(Cell("c", "0", "宗")) != printed(Cell("c", None, "宗"))


@given(st.integers(-(10**15), 10**15), st.sampled_from(["元", "人次", "%", "台", ""]))
def test_exact_loses_no_digit(value, unit):
    words = exact(Cell("c", str(value), unit))

    assert Decimal(words.removesuffix(unit).strip().replace(",", "").replace("−", "-")) == value


@given(st.decimals(0, 10**12, places=2, allow_nan=False))
def test_money_is_at_most_half_a_last_digit_off(value):
    words = printed(Cell("c", str(value), "元"))
    digits, unit = words.split(" ")
    power = {"元": 0, "万元": 4, "亿元": 8}[unit]

    assert abs(Decimal(digits.replace(",", "")) * 10**power - value) <= Decimal(10) ** power / 200


def test_one_column_has_one_scale():
    scale = column_scale(ORIGINS, 1)

    assert scale == Scale("万元", 4)
    assert heading(ORIGINS.columns[1], scale) == "金额（万元）"
    assert [in_column(row.cells[1], ORIGINS.columns[1], scale) for row in ORIGINS.rows] == [
        "381.10", "663.78", "不可得（金额已遮蔽）", "1,044.88",
    ]  # fmt: skip


def test_column_without_money_has_no_scale_and_keeps_its_hedges():
    assert column_scale(ORIGINS, 0) is None
    assert in_column(Cell("c", "6900", "人次", "≥"), Column("c", "人次", "人次"), None) == "≥ 6,900"
    assert in_column(FOREIGN, Column("c", "占比", "%"), None) == "36.47"


def test_cell_of_another_unit_than_its_column_says_so():
    assert in_column(Cell("c", "6900", "人次"), Column("c", "上报"), None) == "6,900 人次"
    assert in_column(Cell("c", "6900", "人"), Column("c", "上报", "人次"), None) == "6,900 人"


def test_sentence_is_words_and_figures_in_turn():
    sentence = Sentence("进口占{origin.foreign.share_known}。", (FOREIGN,))

    assert pieces(sentence) == ("进口占", Figure(FOREIGN, "36.47%"), "。")
    assert paragraph([sentence, sentence]) == "进口占36.47%。进口占36.47%。"


@pytest.mark.parametrize("template", ["今年3家", "第２届", "{c}家，占50%", "Ⅲ级②"])
def test_digit_outside_a_cell_is_refused(template):
    with pytest.raises(ValueError, match="a digit stands outside a cell"):
        words_of(Sentence(template, (Cell("c", "1"),)))


def test_sentence_that_names_a_cell_it_does_not_have_is_refused():
    with pytest.raises(ValueError, match="names the cell 'total'"):
        words_of(Sentence("共{total}", (Cell("c", "1"),)))


def test_day_keeps_its_precision():
    assert [day(value) for value in ("2025", "2025-06", "2025-06-09", "")] == [
        "2025年",
        "2025年6月",
        "2025年6月9日",
        "",
    ]


def test_reason_of_an_absent_cell_is_a_note_of_its_table():
    notes = absences(ORIGINS)

    assert notes == ("金额已遮蔽", "不在已知之列")
    row = ORIGINS.rows[2]
    shown = [
        in_column(cell, column, None, notes=notes) for cell, column in zip(row.cells, ORIGINS.columns, strict=True)
    ]
    assert shown == ["1", "不可得①", "不可得②"]
    assert absence_notes(notes) == "①金额已遮蔽；②不在已知之列。"
    assert absence_notes(()) == ""


def test_absent_cell_without_a_reason_says_that_it_is_not_stated():
    assert in_column(Cell("c", None), Column("c", "列"), None, notes=("数据不全",)) == "未载明"


def test_blanks_around_a_figure_are_a_matter_of_style_and_not_of_the_template():
    sentence = Sentence("主题“甲 乙”。 进口占 {s} ，品牌是 {b} 。", (Cell("s", "36.47", "%"), Cell("b", "示例")))

    assert words_of(sentence) == "主题“甲 乙”。 进口占36.47%，品牌是示例。"
    assert words_of(Sentence("about {s} of it", (Cell("s", "3", "%"),)), ENGLISH) == "about 3% of it"
