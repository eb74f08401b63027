"""A report as an article to paste into the editor of a WeChat official account.

Comes in: a `Report`. Goes out: an `Article`: HTML that survives the editor's cleaning, the pictures beside it, and a page
from which a person copies. The editor drops style sheets, classes, ids, scripts, outside addresses and pictures: so
there are only plain elements with inline styles, 【图1：…】 where a picture is to be inserted by hand, links as
numbered notes, and tables of at most four columns.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html import escape
from importlib.resources import files
from string import Template

from zhiyue.exports.elements import Html, join, tag
from zhiyue.exports.report.charts import chart_png
from zhiyue.exports.report.page import Links
from zhiyue.exports.report.printing import (
    Figure,
    Style,
    absence_notes,
    absences,
    column_scale,
    day,
    gap,
    heading,
    in_column,
    pieces,
)
from zhiyue.exports.report.words import words_in
from zhiyue.report import Cell, Report, Section, Table, walk

MOST_COLUMNS = 4
"""Columns of a table that a phone shows without pushing."""

# Warm ink on the reader's own ground: the dark mode of WeChat turns colours by itself and needs plain ones.
_BODY = "font-size:16px;line-height:1.75;color:#1b1a18;letter-spacing:0.5px"
_STYLES: Mapping[str, str] = {
    "section": _BODY,
    "h1": "font-size:22px;line-height:1.4;font-weight:bold;color:#1b1a18;margin:0 0 8px 0",
    "h2": "font-size:18px;line-height:1.5;font-weight:bold;color:#b32d14;margin:28px 0 8px 0;padding:8px 0 0 0;border-top:1px solid #dcd7cc",
    "h3": "font-size:16px;line-height:1.5;font-weight:bold;color:#1b1a18;margin:20px 0 6px 0",
    "p": f"{_BODY};margin:0 0 12px 0",
    "note": "font-size:14px;line-height:1.6;color:#5d5952;margin:0 0 10px 0",
    "picture": "font-size:15px;line-height:1.75;color:#5d5952;text-align:center;background-color:#f4f1ea;border:1px solid #dcd7cc;padding:12px;margin:12px 0",
    "figure": "font-weight:bold;color:#1b1a18",
    "table": "width:100%;border-collapse:collapse;font-size:14px;line-height:1.5;margin:0 0 8px 0",
    "th": "border:1px solid #dcd7cc;padding:6px;background-color:#f4f1ea;font-weight:bold;text-align:left",
    "td": "border:1px solid #dcd7cc;padding:6px;text-align:left",
    "number": "border:1px solid #dcd7cc;padding:6px;text-align:right",
}


@dataclass(frozen=True, slots=True)
class Article:
    """`html` is what is pasted, `page` a page with a button that copies it, `pictures` the files to insert by name."""

    html: str
    page: str
    pictures: Mapping[str, bytes] = field(default_factory=dict)


def write_article(report: Report, *, links: Links = Links()) -> Article:  # noqa: B008 - frozen
    """Write the article. Addresses that `links` gives for figures become numbered notes at the end."""
    html = _Writer(report, links).html()
    words = words_in(report.language)
    page = Template((files(__package__) / "wechat.html").read_text(encoding="utf-8")).substitute(
        lang=words("lang"),
        title=escape(report.title),
        copy=words("copy"),
        copied=words("copied"),
        plain=words("copied_plain"),
        article=html,
    )
    return Article(html, page, dict(_pictures(report)))


def _pictures(report: Report) -> Iterator[tuple[str, bytes]]:
    charts = (chart for section in walk(report.sections) for chart in section.charts)
    for number, chart in enumerate(charts, 1):
        yield f"{number:02}.png", chart_png(report, chart)


class _Writer:
    """One drawing of one article."""

    def __init__(self, report: Report, links: Links) -> None:
        self._report = report
        self._links = links
        self._words = words_in(report.language)
        self._style = Style(report.language)
        self._charts = 0
        self._notes: dict[str, int] = {}

    def html(self) -> Html:
        body = join(self._head(), (self._section(section, 2) for section in self._report.sections), self._rules())
        return _styled("section", body, self._ends())

    def _head(self) -> Html:
        report = self._report
        span = f"{day(report.start, report.language)}{self._words('to')}{day(report.end, report.language)}"
        marks = [self._words("partial")] if report.is_partial else []
        line = " · ".join(part for part in (span, report.issuer, *marks) if part)
        subtitle = _styled("note", report.subtitle) if report.subtitle else None
        return join(_styled("h1", report.title), subtitle, _styled("note", line))

    def _section(self, section: Section, level: int) -> Html:
        return join(
            _styled(f"h{min(level, 3)}", section.title) if section.title else None,
            self._paragraph(section),
            (self._placeholder(chart.title) for chart in section.charts),
            (self._table(table) for table in section.tables),
            (self._section(part, level + 1) for part in section.sections),
        )

    def _paragraph(self, section: Section) -> Html | None:
        if not section.sentences:
            return None
        drawn = [
            join(piece if isinstance(piece, str) else self._figure(piece) for piece in pieces(sentence, self._style))
            for sentence in section.sentences
        ]
        return _styled("p", Html(gap(self._report.language).join(drawn)))

    def _figure(self, figure: Figure) -> Html:
        return join(_styled("figure", figure.words), self._note(figure.cell))

    def _note(self, cell: Cell) -> str | None:
        """The number of the note that has the cell's address: links in the text would not lead anywhere."""
        address = self._links.cell(cell)
        if address is None:
            return None
        return f"[{self._notes.setdefault(address, len(self._notes) + 1)}]"

    def _placeholder(self, title: str) -> Html:
        self._charts += 1
        return _styled("picture", self._words("picture").format(self._charts, title))

    def _table(self, table: Table) -> Html:
        """A table, or as many as it takes with four columns each, the name of the row first in all of them."""
        step = MOST_COLUMNS - 1
        starts = range(0, len(table.columns), step)
        parts = (self._part(table, start, min(start + step, len(table.columns))) for start in starts)
        notes = (table.note, absence_notes(absences(table), self._report.language))
        return join(parts, (_styled("note", note) for note in notes if note))

    def _part(self, table: Table, start: int, end: int) -> Html:
        language = self._report.language
        scales = [column_scale(table, place, language) for place in range(start, end)]
        columns = table.columns[start:end]
        heads = [heading(column, scale, language) for column, scale in zip(columns, scales, strict=True)]
        title = table.title if start == 0 else table.title + self._words("continued")
        signed = Style(language, hedges="signs")
        reasons = absences(table)
        rows = (
            tag(
                "tr",
                _styled("td", "　" * row.depth + row.label),
                (
                    _styled("number", in_column(cell, column, scale, signed, notes=reasons))
                    for cell, column, scale in zip(row.cells[start:end], columns, scales, strict=True)
                ),
            )
            for row in table.rows
        )
        head = tag("tr", (_styled("th", words) for words in (table.head, *heads)))
        return join(_styled("h3", title), _styled("table", tag("tbody", head, rows)))

    def _rules(self) -> Html | None:
        rules = self._report.rules
        if not rules:
            return None
        lines = (_styled("note", f"{number}. {rule.text}") for number, rule in enumerate(rules, 1))
        return join(_styled("h2", self._words("rules")), lines)

    def _ends(self) -> Html | None:
        if not self._notes:
            return None
        lines = (_styled("note", f"[{number}] {address}") for address, number in self._notes.items())
        return join(_styled("h2", self._words("notes")), lines)


_ELEMENTS = {"note": "p", "picture": "p", "figure": "strong", "number": "td"}


def _styled(role: str, *children: str | Html | None) -> Html:
    """An element with its style inline, as the only thing that the editor keeps."""
    return tag(_ELEMENTS.get(role, role), *children, style=_STYLES[role])
