"""A report as a page: a fragment for a site's template, and one file that opens anywhere.

Comes in: a `Report`, and where its figures, rows and pictures lead. Goes out: HTML. Every figure is a link: to the
address that the caller gives for its cell, in the one file to its entry in the list at the end, which says what it was
computed from. The fragment has classes and no style of its own (`stylesheet` has that), so it stands under a content
security policy without inline styles.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from importlib.resources import files

from zhiyue.exports.elements import Html, join, tag
from zhiyue.exports.report.charts import INK, PAPER, RULE, SOFT, chart_svg
from zhiyue.exports.report.printing import (
    Figure,
    Scale,
    Style,
    absence,
    absence_notes,
    absences,
    column_scale,
    day,
    exact,
    gap,
    heading,
    in_column,
    number_of,
    pieces,
)
from zhiyue.exports.report.words import VERDICT_SIGNS, words_in
from zhiyue.report import Amendment, Cell, Chart, Check, Report, Row, Section, Table

_SHOWN_IDS = 12
"""Ids of a cell's grounds that the page prints; JSON and workbook have all."""


@dataclass(frozen=True, slots=True)
class Links:
    """Where things lead: each function returns an address, or None for no link. `picture` gives a chart's file."""

    cell: Callable[[Cell], str | None] = lambda _cell: None
    row: Callable[[Row], str | None] = lambda _row: None
    picture: Callable[[Chart], str | None] = lambda _chart: None


def report_fragment(report: Report, *, links: Links = Links(), level: int = 1) -> Html:
    """The report as one ``<article>``, for a template. `level` is that of its heading.

    Charts are ``<img>`` where `links` has their picture, and inline SVG otherwise (that needs zhiyue[reports]).
    """
    return _Page(report, links, level=level, has_grounds=False).html()


def report_page(report: Report, *, links: Links = Links()) -> str:
    """The report as one self-contained HTML document, light and dark, printed on A4, with the grounds of every cell."""
    words = words_in(report.language)
    head = tag(
        "head",
        tag("meta", charset="utf-8"),
        tag("meta", name_="viewport", content="width=device-width,initial-scale=1"),
        tag("meta", http_equiv="Content-Security-Policy", content="default-src 'none'; style-src 'unsafe-inline'"),
        tag("meta", name_="generator", content="Zhiyue"),
        tag("title", report.title),
        tag("style", Html(stylesheet())),
    )
    body = tag("body", _Page(report, links, level=1, has_grounds=True).html(), class_="report-page")
    return f"<!doctype html>\n{tag('html', head, body, lang=words('lang'))}\n"


def stylesheet() -> str:
    """The style of a report, for the site to serve and the one file to hold."""
    return (files(__package__) / "report.css").read_text(encoding="utf-8")


def anchor(cell: Cell) -> str:
    """The id of a cell's entry in the list of grounds."""
    return "c-" + re.sub(r"\s", "_", cell.id)


class _Page:
    """One drawing of one report."""

    def __init__(self, report: Report, links: Links, *, level: int, has_grounds: bool) -> None:
        self._report = report
        self._links = links
        self._level = level
        self._has_grounds = has_grounds
        self._words = words_in(report.language)
        self._style = Style(report.language)
        self._charts = 0

    def html(self) -> Html:
        return tag(
            "article",
            self._header(),
            (self._section(section, self._level + 1) for section in self._report.sections),
            self._amendments(),
            self._checks(),
            self._rules(),
            self._grounds() if self._has_grounds else None,
            self._footer(),
            class_="report",
            lang=self._words("lang"),
        )

    # ── head and foot ────────────────────────────────────────────────────────────────────────────────────────────

    def _header(self) -> Html:
        report, words = self._report, self._words
        span = f"{day(report.start, report.language)}{words('to')}{day(report.end, report.language)}"
        parts = [span, report.issuer, day(report.issued, report.language) if report.issued else ""]
        marks = [words("version").format(report.version)] if report.version > 1 else []
        marks += [words("partial")] if report.is_partial else []
        marks += [words("internal")] if report.audience == "internal" else []
        return tag(
            "header",
            self._heading(report.title, self._level),
            tag("p", report.subtitle, class_="subtitle") if report.subtitle else None,
            tag("p", " · ".join(part for part in parts if part), class_="dateline"),
            tag("p", (tag("strong", mark) for mark in marks), class_="marks") if marks else None,
        )

    def _footer(self) -> Html:
        report = self._report
        words = self._words("made_from").format(rules=report.rules_version, state=report.state)
        return tag("footer", tag("p", words))

    def _heading(self, words: str, level: int) -> Html:
        return tag(f"h{min(level, 6)}", words)

    # ── sections ─────────────────────────────────────────────────────────────────────────────────────────────────

    def _section(self, section: Section, level: int) -> Html:
        return tag(
            "section",
            self._heading(section.title, level) if section.title else None,
            self._paragraph(section),
            (self._chart(chart) for chart in section.charts),
            (self._table(table) for table in section.tables),
            (self._section(part, level + 1) for part in section.sections),
            id="s-" + re.sub(r"\s", "_", section.id),
        )

    def _paragraph(self, section: Section) -> Html | None:
        if not section.sentences:
            return None
        sentences = [
            join(piece if isinstance(piece, str) else self._figure(piece) for piece in pieces(sentence, self._style))
            for sentence in section.sentences
        ]
        return tag("p", Html(gap(self._report.language).join(sentences)))

    def _figure(self, figure: Figure) -> Html:
        return self._cell(figure.cell, figure.words)

    def _cell(self, cell: Cell, words: str) -> Html:
        """A figure, linked to what it rests on; its exact value where the words round it."""
        address = self._links.cell(cell) or (f"#{anchor(cell)}" if self._has_grounds else None)
        full = exact(cell, self._report.language)
        title = full if full != words and (number_of(cell) is not None or cell.value is None) else None
        sign = tag("sup", VERDICT_SIGNS[cell.check], class_=cell.check) if cell.check in _LOUD else None
        missing = " missing" if cell.value is None else ""
        name = "a" if address else "span"
        return tag(name, words, sign, class_=f"figure{missing}", href=address, title=title)

    def _table(self, table: Table) -> Html:
        language = self._report.language
        scales = [column_scale(table, place, language) for place in range(len(table.columns))]
        heads = [
            tag("th", heading(column, scale, language), scope="col", class_="num")
            for column, scale in zip(table.columns, scales, strict=True)
        ]
        reasons = absences(table)
        rows = (self._row(table, row, scales, reasons) for row in table.rows)
        notes = [note for note in (table.note, absence_notes(reasons, language)) if note]
        drawn = tag(
            "table",
            tag("caption", table.title),
            tag("thead", tag("tr", tag("th", table.head, scope="col"), heads)),
            tag("tbody", rows),
        )
        frame = tag("div", drawn, class_="frame", tabindex="0", role="region", aria_label=table.title)
        return join(frame, (tag("p", note, class_="note") for note in notes))

    def _row(self, table: Table, row: Row, scales: list[Scale | None], reasons: tuple[str, ...]) -> Html:
        language = self._report.language
        address = self._links.row(row)
        label = tag("a", row.label, href=address) if address else join(row.label)
        signed = Style(language, hedges="signs")
        cells = (
            tag("td", self._cell(cell, in_column(cell, column, scale, signed, notes=reasons)), class_="num")
            for cell, column, scale in zip(row.cells, table.columns, scales, strict=True)
        )
        depth = f"depth-{min(row.depth, 4)}" if row.depth else None
        total = "total" if table.total and row.id == table.total else None
        return tag("tr", tag("th", label, scope="row", class_=depth), cells, class_=total)

    def _chart(self, chart: Chart) -> Html:
        self._charts += 1
        caption = tag("figcaption", self._words("chart").format(self._charts), chart.title)
        address = self._links.picture(chart)
        if address:
            alt = f"{chart.title}（{self._report.table(chart.table).title}）"
            picture = tag("img", src=address, alt=alt, loading="lazy")
        else:
            picture = _themed(chart_svg(self._report, chart, prefix=f"chart-{self._charts}"), chart.title)
        return tag("figure", picture, caption, class_="chart")

    # ── what the figures rest on ─────────────────────────────────────────────────────────────────────────────────

    def _part(self, key: str, *children: Html | None) -> Html:
        return tag("section", self._heading(self._words(key), self._level + 1), *children, class_=key)

    def _rules(self) -> Html | None:
        if not self._report.rules:
            return None
        return self._part("rules", tag("ol", (tag("li", rule.text) for rule in self._report.rules)))

    def _checks(self) -> Html | None:
        if not self._report.checks:
            return None
        return self._part("checks", tag("ul", (self._check(check) for check in self._report.checks)))

    def _check(self, check: Check) -> Html:
        sign = tag("strong", f"{VERDICT_SIGNS[check.verdict]} {self._words(check.verdict)}", class_=check.verdict)
        arithmetic = tag("code", check.arithmetic) if check.arithmetic else None
        return tag("li", sign, " ", check.message, " " if arithmetic else None, arithmetic)

    def _amendments(self) -> Html | None:
        amendments = self._report.amendments
        if not amendments:
            return None
        lines = (
            tag("li", f"{item.label}：{self._amended(item)}", f"（{item.why}）" if item.why else None)
            for item in amendments
        )
        return self._part("amendments", tag("ul", lines))

    def _amended(self, item: Amendment) -> str:
        """Before and after, printed as the cell that changed; one that is gone as it was kept."""
        cells = {cell.id: cell for cell in self._report.cells()}
        cell = cells.get(item.cell, Cell(item.cell, None))
        values = (replace(cell, value=value, why="") for value in (item.before, item.after))
        return " → ".join(exact(value, self._report.language) for value in values)

    def _grounds(self) -> Html:
        cells = {cell.id: cell for cell in self._report.cells()}
        return self._part("grounds", tag("dl", (self._ground(cell) for cell in cells.values())))

    def _ground(self, cell: Cell) -> Html:
        language = self._report.language
        lines = [exact(cell, language) if cell.value is not None else absence(cell, language)]
        lines += [cell.arithmetic] if cell.arithmetic else []
        ids = tag("details", tag("summary", self._words("rests_on").format(len(cell.rests_on))), self._ids(cell))
        return tag(
            "div",
            tag("dt", tag("code", cell.id)),
            tag("dd", (tag("p", line) for line in lines), ids if cell.rests_on else None),
            id=anchor(cell),
        )

    def _ids(self, cell: Cell) -> Html:
        return tag("ul", self._id_items(cell))

    def _id_items(self, cell: Cell) -> Iterator[Html]:
        yield from (tag("li", tag("code", id)) for id in cell.rests_on[:_SHOWN_IDS])
        rest = len(cell.rests_on) - _SHOWN_IDS
        if rest > 0:
            yield tag("li", self._words("more").format(rest))


_LOUD = frozenset({"contradicted", "doubtful"})
"""Verdicts that are said beside the figure; the others stand in the list of grounds."""


_THEMED = {
    f'fill="{INK}"': 'fill="currentColor"',
    f'stroke="{INK}"': 'stroke="currentColor"',
    f'fill="{SOFT}"': 'fill="currentColor"',
    f'stroke="{SOFT}"': 'stroke="currentColor"',
    f'stroke="{RULE}"': 'stroke="currentColor" stroke-opacity="0.18"',
    # The ground of patterns and outlined tiles; words on dark tiles stay white.
    f'height="8" fill="{PAPER}"': 'height="8" fill="none"',
    f'fill="{PAPER}" stroke': 'fill="none" stroke',
}
"""Colours of a chart on white paper, and what they are in a page that may be dark."""


def _themed(svg: str, title: str) -> Html:
    """A picture inside a page takes the page's ink, so that it is read on dark paper too."""
    for plain, themed in _THEMED.items():
        svg = svg.replace(plain, themed)
    return tag("div", Html(svg), class_="picture", role="img", aria_label=title)
