"""Charts of a report as Vega-Lite specifications, and those as SVG and PNG.

Comes in: a `Report` and one of its charts. Goes out: a specification that holds every number and word it shows, or its
picture. A chart shows nothing that its table lacks: labels are the printed cells, an absent value has words and no
bar. Domestic is solid, foreign hatched, unknown outlined, so that it reads without colour; the provincial units are a
grid of tiles and never a map, because a public map of China needs an approved base.

The same report gives the same bytes with the same version of vl-convert.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from types import MappingProxyType
from typing import Any

from zhiyue.errors import ConfigurationError
from zhiyue.exports.report.printing import Scale, Style, column_scale, heading, in_column, number_of
from zhiyue.exports.report.tiles import TILES, tile_of
from zhiyue.report import Chart, Language, Report, Row, Table

FONTS = (
    "Noto Sans CJK SC", "Noto Sans SC", "Source Han Sans SC", "PingFang SC", "Microsoft YaHei", "SimHei",
    "WenQuanYi Micro Hei",
)  # fmt: skip
"""Faces in the order in which a picture asks for them."""
VEGA_LITE = "6.4"
INK, SOFT, RULE, PAPER = "#1b1a18", "#5d5952", "#dcd7cc", "#ffffff"
ON_TILE = "#1b1a19"
"""Ink on a light tile, which stays dark when a page turns the other ink light."""


@dataclass(frozen=True, slots=True)
class Look:
    """How one series is told from the others: a colour, and a pattern that stays when the colour is gone."""

    colour: str
    pattern: str


LOOKS: Mapping[str, Look] = MappingProxyType({
    "domestic": Look("#0072b2", "solid"),
    "foreign": Look("#d55e00", "hatched"),
    "unknown": Look("#767676", "outlined"),
})  # fmt: skip
"""The one sign of each origin, everywhere (by the last part of a row's or column's id)."""
_UNKNOWN = frozenset({"unknown", "not_stated"})
_OTHERS = (
    Look("#0072b2", "solid"), Look("#d55e00", "hatched"), Look("#767676", "outlined"), Look("#009e73", "dotted"),
    Look("#8f4f7e", "crossed"),
)  # fmt: skip
_BAR, _WIDTH, _HEIGHT = 26, 460, 240
_MOST_LABELLED = 14
"""Bars beyond which a figure over each would touch its neighbours: there the axis and the table tell."""


def chart_spec(report: Report, chart: Chart) -> dict[str, Any]:
    """The Vega-Lite specification of a chart, with its data inside.

    Raises:
        KeyError: the report has no such table, or the table no such column.
    """
    table = report.table(chart.table)
    drawn = _Drawn(table, _columns(table, chart), report.language)
    body = {"bars": _bars, "stacked": _stacked, "columns": _upright, "tiles": _tiles}[chart.form](drawn)
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
        "description": f"{chart.title}：{table.title}" if report.language == "zh" else f"{chart.title}: {table.title}",
        "background": "transparent",
        "padding": 6,
        "config": _config(),
        **body,
    }


def chart_svg(report: Report, chart: Chart, *, prefix: str = "") -> str:
    """A chart as SVG. `prefix` keeps the ids of several pictures in one page apart."""
    svg: str = _vl_convert().vegalite_to_svg(chart_spec(report, chart), vl_version=VEGA_LITE)
    return _patterned(svg, prefix or re.sub(r"\W", "-", chart.id))


def chart_png(report: Report, chart: Chart, *, scale: float = 2) -> bytes:
    """A chart as PNG on white, `scale` pixels to a point.

    Raises:
        ConfigurationError: the system has no face with Chinese characters.
    """
    require_chinese()
    svg = chart_svg(report, chart)
    opening = svg.index(">") + 1
    ground = f'<rect width="100%" height="100%" fill="{PAPER}"/>'
    picture: bytes = _vl_convert().svg_to_png(svg[:opening] + ground + svg[opening:], scale=scale)
    return picture


def require_chinese() -> None:
    """Make sure that Chinese is drawn as Chinese.

    Raises:
        ConfigurationError: no face of the system has the characters; an empty picture would be drawn.
    """
    if not _has_chinese():
        raise ConfigurationError(
            "no font of this system has Chinese characters, so a picture would be without its words. Install one: "
            "`apt-get install fonts-noto-cjk` on Debian, Noto Sans CJK SC elsewhere"
        )


@cache
def _has_chinese() -> bool:
    # Where a character has no face, the picture is the same as that of a code point that no face has.
    return _picture_of("质") != _picture_of("\U0010fffd")


def _picture_of(words: str) -> bytes:
    face = f'font-family="{", ".join(FONTS)}" font-size="24"'
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="40" height="40"><text x="4" y="30" {face}>{words}</text></svg>'
    )
    picture: bytes = _vl_convert().svg_to_png(svg)
    return picture


def _vl_convert() -> Any:
    try:
        import vl_convert  # noqa: PLC0415  # only charts need it
    except ImportError as error:
        raise ConfigurationError("charts need vl-convert: install zhiyue[reports]") from error
    return vl_convert


# ── data ─────────────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class _Drawn:
    """A table and the columns of it that a chart shows."""

    table: Table
    columns: tuple[int, ...]
    language: Language

    def values(self, rows: Iterable[Row] | None = None) -> list[dict[str, Any]]:
        """One datum a cell: names, number as a float for its length only, and the printed words."""
        return [self._datum(row, column) for row in (self.rows() if rows is None else rows) for column in self.columns]

    def rows(self) -> tuple[Row, ...]:
        """The rows that are parts: the sum would dwarf them."""
        return tuple(row for row in self.table.rows if row.id != self.table.total)

    def scale(self) -> Scale | None:
        scales = [column_scale(self.table, column, self.language) for column in self.columns]
        return max((scale for scale in scales if scale is not None), key=lambda scale: scale.power, default=None)

    def title(self) -> str:
        """What the lengths mean: the heading of the only column, or the unit of all."""
        first = self.table.columns[self.columns[0]]
        words = heading(first, self.scale(), self.language)
        return words if len(self.columns) == 1 else words.removeprefix(first.label).strip("（）() ")

    def looks(self) -> tuple[list[str], list[str]]:
        """Series and their colours; a single series takes those of its rows' origins where they are such."""
        names = [self.table.columns[column].label for column in self.columns]
        ids = [self.table.columns[column].id for column in self.columns]
        if len(ids) == 1 and _last(ids[0]) not in LOOKS:
            rows = self.rows()
            return [self.name(row) for row in rows], [_row_look(row).colour for row in rows]
        return names, [look.colour for look in _looks(ids)]

    def name(self, row: Row) -> str:
        """The row's label; rows of one label are told apart by signs that take no room."""
        before = (other.id for other in self.table.rows if other.label == row.label)
        return row.label + "\u200b" * list(before).index(row.id)

    def _datum(self, row: Row, column: int) -> dict[str, Any]:
        cell, head = row.cells[column], self.table.columns[column]
        number = number_of(cell)
        scale = self.scale()
        by_row = len(self.columns) == 1 and _last(head.id) not in LOOKS
        return {
            "row": self.name(row),
            "series": self.name(row) if by_row else head.label,
            "value": None if number is None else float(number / Decimal(10) ** (scale.power if scale else 0)),
            "words": in_column(cell, head, scale, Style(self.language, hedges="signs")),
        }


def _columns(table: Table, chart: Chart) -> tuple[int, ...]:
    places = {column.id: place for place, column in enumerate(table.columns)}
    unknown = [column for column in chart.columns if column not in places]
    if unknown or not chart.columns:
        raise KeyError(f"the chart {chart.id} draws columns {unknown}, the table {table.id} has {list(places)}")
    return tuple(places[column] for column in chart.columns)


def _last(id: str) -> str:
    return id.rsplit(".", 1)[-1]


def _row_look(row: Row) -> Look:
    return LOOKS["unknown"] if _last(row.id) in _UNKNOWN else LOOKS.get(_last(row.id), _OTHERS[0])


def _looks(ids: Iterable[str]) -> Iterator[Look]:
    for number, id in enumerate(ids):
        yield LOOKS.get(_last(id)) or _OTHERS[number % len(_OTHERS)]


# ── forms ────────────────────────────────────────────────────────────────────────────────────────────────────────


def _bars(drawn: _Drawn) -> dict[str, Any]:
    several = len(drawn.columns) > 1
    rows = [drawn.name(row) for row in drawn.rows()]
    y = {"field": "row", "type": "nominal", "sort": rows, "axis": _NAMES}
    x = {"field": "value", "type": "quantitative", "axis": _figures_axis(drawn.title()), "scale": {"zero": True}}
    offset = {"yOffset": {"field": "series", "sort": _series(drawn)}} if several else {}
    words = {"field": "words", "type": "nominal"}
    at_end = {"field": "value", "type": "quantitative"}
    return {
        "width": _WIDTH,
        "height": {"step": _BAR if not several else 18},
        "data": {"values": drawn.values()},
        "layer": [
            {"mark": _mark(), "encoding": {"y": y, "x": x, **offset, "color": _colour(drawn)}},
            {
                "transform": [{"calculate": "datum.value === null ? 0 : datum.value", "as": "value"}],
                "mark": {"type": "text", "align": "left", "dx": 5, "fontSize": 12, "color": INK},
                "encoding": {"y": y, "x": at_end, **offset, "text": words},
            },
        ],
    }


def _stacked(drawn: _Drawn) -> dict[str, Any]:
    rows = [drawn.name(row) for row in drawn.rows()]
    order = {name: place for place, name in enumerate(_series(drawn))}
    values = [datum | {"order": order.get(datum["series"], 0)} for datum in drawn.values()]
    return {
        "width": _upright_width(len(rows)),
        "height": _HEIGHT,
        "data": {"values": values},
        "mark": _mark(),
        "encoding": {
            "x": {"field": "row", "type": "nominal", "sort": rows, "axis": _upright_names(drawn.table.head, len(rows))},
            "y": {
                "field": "value", "type": "quantitative", "stack": "zero", "axis": _upright_axis(drawn.title()),
            },
            "order": {"field": "order", "type": "ordinal"},
            "color": _colour(drawn),
        },
    }  # fmt: skip


def _upright(drawn: _Drawn) -> dict[str, Any]:
    several = len(drawn.columns) > 1
    rows = [drawn.name(row) for row in drawn.rows()]
    x = {"field": "row", "type": "nominal", "sort": rows, "axis": _upright_names(drawn.table.head, len(rows))}
    y = {"field": "value", "type": "quantitative", "axis": _upright_axis(drawn.title()), "scale": {"zero": True}}
    offset = {"xOffset": {"field": "series", "sort": _series(drawn)}} if several else {}
    layers: list[dict[str, Any]] = [{"mark": _mark(), "encoding": {"x": x, "y": y, **offset, "color": _colour(drawn)}}]
    if not several and len(rows) <= _MOST_LABELLED:
        layers.append({
            "transform": [{"calculate": "datum.value === null ? 0 : datum.value", "as": "value"}],
            "mark": {"type": "text", "baseline": "bottom", "dy": -3, "fontSize": 11, "color": INK},
            "encoding": {
                "x": x, "y": {"field": "value", "type": "quantitative"}, **offset,
                "text": {"field": "words", "type": "nominal"},
            },
        })  # fmt: skip
    return {
        "width": _upright_width(len(rows) * max(1, len(drawn.columns) // 2)),
        "height": _HEIGHT,
        "data": {"values": drawn.values()},
        "layer": layers,
    }


def _tiles(drawn: _Drawn) -> dict[str, Any]:
    """The 34 provincial units in a grid: name and figure on each; the darker the larger, outlined where unknown."""
    by_unit = {tile.code: row for row in drawn.rows() if (tile := tile_of(row)) is not None}
    values = []
    for tile in TILES:
        row = by_unit.get(tile.code)
        datum = drawn.values([row])[0] if row is not None else {"value": None, "words": "–"}
        known = datum["value"] is not None
        values.append({
            "column": tile.column, "line": tile.line, "name": tile.name(drawn.language), "value": datum["value"],
            "words": datum["words"] if known else "–", "known": known,
        })  # fmt: skip
    largest = max((datum["value"] for datum in values if datum["value"] is not None), default=0) or 1
    dark = f"datum.known && datum.value > {largest} * 0.45"
    on_tile = [{"test": dark, "value": PAPER}, {"test": "datum.known", "value": ON_TILE}]
    text = {"color": {"condition": on_tile, "value": INK}}
    size = {"width": {"band": 0.94}, "height": {"band": 0.94}}
    place = {
        "x": {"field": "column", "type": "ordinal", "axis": None},
        "y": {"field": "line", "type": "ordinal", "axis": None},
    }
    return {
        "width": {"step": 56},
        "height": {"step": 46},
        "data": {"values": values},
        "encoding": place,
        "layer": [
            {
                "transform": [{"filter": "datum.known"}],
                "mark": {"type": "rect", **size, "stroke": SOFT},
                "encoding": {
                    "color": {
                        "field": "value", "type": "quantitative", "legend": None,
                        "scale": {"domain": [0, largest], "range": ["#eaf2f8", "#00507d"]},
                    },
                },
            },
            {
                "transform": [{"filter": "!datum.known"}],
                "mark": {"type": "rect", **size, "color": PAPER, "stroke": SOFT, "strokeDash": [3, 2]},
            },
            {"mark": {"type": "text", "dy": -8, "fontSize": 12}, "encoding": {"text": {"field": "name"}, **text}},
            {
                "mark": {"type": "text", "dy": 9, "fontSize": 12, "fontWeight": "bold"},
                "encoding": {"text": {"field": "words"}, **text},
            },
        ],
    }  # fmt: skip


def _series(drawn: _Drawn) -> list[str]:
    return [drawn.table.columns[column].label for column in drawn.columns]


def _upright_width(bars: int) -> int:
    return max(_WIDTH // 2, min(2 * _WIDTH, bars * 46))


def _mark() -> dict[str, Any]:
    return {"type": "bar", "strokeWidth": 1}


def _colour(drawn: _Drawn) -> dict[str, Any]:
    names, colours = drawn.looks()
    legend = (
        {"title": None, "orient": "top", "symbolType": "square", "symbolSize": 160} if len(drawn.columns) > 1 else None
    )
    if len(drawn.columns) == 1 and len(names) == 1:
        return {"value": colours[0]}
    return {"field": "series", "type": "nominal", "scale": {"domain": names, "range": colours}, "legend": legend}


_NAMES = {"title": None, "labelLimit": 200, "labelAngle": 0, "ticks": False, "domainColor": INK, "grid": False}


def _upright_names(title: str, bars: int) -> dict[str, Any]:
    """Names under bars: what stands in brackets goes on a line of its own."""
    parted = {"labelExpr": "split(replace(datum.label, '（', '|（'), '|')"}
    return {**_NAMES, **parted, "title": title or None, "labelFontSize": 10 if bars > 8 else 12}


def _figures_axis(title: str) -> dict[str, Any]:
    return {"title": title or None, "grid": True, "tickCount": 5, "domain": False, "ticks": False}


def _upright_axis(title: str) -> dict[str, Any]:
    """Its title stands over it, upright: Chinese is not read with the head on one side."""
    place = {"titleAngle": 0, "titleAlign": "left", "titleBaseline": "bottom", "titleX": -30, "titleY": -8}
    return {**_figures_axis(title), **place}


def _config() -> dict[str, Any]:
    words = {
        "labelColor": INK,
        "labelFontSize": 12,
        "titleColor": SOFT,
        "titleFontSize": 12,
        "titleFontWeight": "normal",
    }
    return {
        "font": ", ".join(FONTS),
        "view": {"stroke": None},
        "axis": {**words, "gridColor": RULE},
        "legend": {"labelColor": INK, "labelFontSize": 12},
    }


# ── patterns ─────────────────────────────────────────────────────────────────────────────────────────────────────

_LINES = {
    "hatched": '<path d="M-2,2L2,-2M0,8L8,0M6,10L10,6" stroke="{colour}" stroke-width="2"/>',
    "dotted": '<circle cx="4" cy="4" r="2" fill="{colour}"/>',
    "crossed": '<path d="M0,4H8M4,0V8" stroke="{colour}" stroke-width="1.5"/>',
    "outlined": "",
}


def _patterned(svg: str, prefix: str) -> str:
    """Put patterns where Vega, which has none, wrote plain colours: each keeps an outline of its colour."""
    definitions = []
    for look in {look.colour: look for look in (*LOOKS.values(), *_OTHERS) if look.pattern != "solid"}.values():
        plain = f'fill="{look.colour}"'
        if plain not in svg:
            continue
        name = f"{prefix}-{look.pattern}"
        ground = f'<rect width="8" height="8" fill="{PAPER}"/>{_LINES[look.pattern].format(colour=look.colour)}'
        definitions.append(
            f'<pattern id="{name}" width="8" height="8" patternUnits="userSpaceOnUse">{ground}</pattern>'
        )
        svg = svg.replace(plain, f'fill="url(#{name})" stroke="{look.colour}"')
    opening = svg.index(">") + 1
    return f"{svg[:opening]}<defs>{''.join(definitions)}</defs>{svg[opening:]}" if definitions else svg
