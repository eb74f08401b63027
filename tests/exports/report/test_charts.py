"""Charts show their table and nothing else, and are read without colour."""

import json
import re
from dataclasses import replace

import altair as alt
import pytest

from tests.exports.made_report import CLOSING, MARKET
from zhiyue.errors import ConfigurationError
from zhiyue.exports.report import charts
from zhiyue.exports.report.charts import chart_png, chart_spec, chart_svg
from zhiyue.exports.report.tiles import TILES, tile_of
from zhiyue.reference.divisions import divisions
from zhiyue.report import Chart, Row, walk

CHARTS = [
    (report, chart) for report in (MARKET, CLOSING) for section in walk(report.sections) for chart in section.charts
]
EVERY = pytest.mark.parametrize(("report", "chart"), CHARTS, ids=[chart.id for _, chart in CHARTS])


@EVERY
def test_specification_is_vega_lite_and_holds_only_the_table(report, chart):
    spec = chart_spec(report, chart)

    alt.Chart.from_dict(spec)
    data = json.dumps(spec, ensure_ascii=False)
    table = report.table(chart.table)
    labels = {datum.get("row") for datum in spec["data"]["values"]} - {None}
    assert labels <= {row.label for row in table.rows if row.id != table.total}
    assert "url" not in re.sub(r'"\$schema": "[^"]+"', "", data)


@EVERY
def test_same_chart_same_bytes(report, chart):
    assert chart_svg(report, chart) == chart_svg(report, chart)
    assert chart_png(report, chart) == chart_png(report, chart)


def chart(id):
    return next(item for report, item in CHARTS if item.id == id)


def test_origins_are_told_without_colour():
    svg = chart_svg(MARKET, chart("months"))

    assert 'fill="#0072b2"' in svg
    assert 'fill="url(#months-hatched)" stroke="#d55e00"' in svg
    assert 'fill="url(#months-outlined)" stroke="#767676"' in svg
    assert 'fill="#d55e00"' not in svg.split("</defs>")[1]


def test_absent_value_has_words_and_no_bar():
    svg = chart_svg(MARKET, chart("origins"))

    assert "不可得（金额已遮蔽）" in svg
    assert len(re.findall(r'aria-roledescription="bar"', svg)) == 2


def test_rows_of_one_name_are_bars_of_their_own():
    table = MARKET.table("provinces")
    rows = tuple(replace(row, label="鼓楼区") for row in table.rows)
    section = replace(MARKET.sections[1], tables=(replace(table, rows=rows),))
    svg = chart_svg(replace(MARKET, sections=(section,)), Chart("x", "区", "provinces", ("awards",), "bars"))

    assert len(re.findall(r'aria-roledescription="bar"', svg)) == 3
    assert len(re.findall(">鼓楼区\u200b*</text>", svg)) == 4


def test_unknown_row_of_a_list_is_outlined():
    table = MARKET.table("provinces")
    rows = (*table.rows[:2], replace(table.rows[2], id="brand.not_stated", label="未载明"))
    section = replace(MARKET.sections[1], tables=(replace(table, rows=rows),))
    svg = chart_svg(replace(MARKET, sections=(section,)), Chart("x", "品牌", "provinces", ("awards",), "bars"))

    assert svg.count('fill="#0072b2"') == 2
    assert svg.count('fill="url(#x-outlined)"') == 1


def test_every_word_of_a_chart_asks_for_a_chinese_face():
    svg = chart_svg(MARKET, chart("months"))

    assert set(re.findall(r'font-family="([^"]+)"', svg)) == {", ".join(charts.FONTS)}


def test_tiles_are_the_34_provincial_units():
    provinces = {division.code: division.name for division in divisions() if division.level == "province"}

    assert {tile.code for tile in TILES} == provinces.keys()
    assert len(TILES) == 34 == len({(tile.column, tile.line) for tile in TILES})
    for tile in TILES:
        assert provinces[tile.code].startswith(tile.short)
        assert tile_of(Row("x", provinces[tile.code], ())) == tile
        assert tile_of(Row(f"region.{tile.code}", "", ())) == tile
    assert tile_of(Row("region.other", "其他", ())) is None


def test_tiles_show_every_unit_the_unknown_ones_outlined():
    svg = chart_svg(MARKET, chart("regions"))

    assert all(f">{tile.short}</text>" in svg for tile in TILES)
    assert len(re.findall('stroke-dasharray="3,2"', svg)) == 34 - 3


def test_chart_of_a_column_that_the_table_lacks_is_refused():
    with pytest.raises(KeyError, match="draws columns"):
        chart_spec(MARKET, Chart("x", "无", "origins", ("price",), "bars"))
    with pytest.raises(KeyError, match="has no table"):
        chart_spec(MARKET, replace(chart("origins"), table="none"))


def test_system_without_chinese_is_told_what_to_install(monkeypatch):
    monkeypatch.setattr(charts, "_has_chinese", lambda: False)

    with pytest.raises(ConfigurationError, match="fonts-noto-cjk"):
        chart_png(MARKET, chart("origins"))


def test_picture_of_an_unknown_character_differs_from_a_known_one():
    charts.require_chinese()

    assert charts._picture_of("\U0010fffd") == charts._picture_of("\U0010fffc")
