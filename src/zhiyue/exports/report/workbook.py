"""A report as a workbook: a sheet for each table, its rules and cross-checks, and every cell with what it rests on.

Comes in: a `Report`. Goes out: the bytes of an ``.xlsx``. Numbers are numbers in their exact unit, so that they can be
reckoned with; hedges, verdicts and reasons stand beside them in the list of figures. Words are written as words: what
begins with ``=`` is never a formula. The same report gives the same bytes with the same version of xlsxwriter.
"""

from __future__ import annotations

import datetime as dt
import io
import re
from collections.abc import Iterable, Sequence
from typing import Any

from zhiyue.errors import ConfigurationError
from zhiyue.exports.report.printing import PERCENT, Style, heading, number_of, paragraph, printed
from zhiyue.exports.report.words import VERDICT_SIGNS, words_in
from zhiyue.report import Cell, Column, Report, Table, walk

_LONG_AGO = dt.datetime(2000, 1, 1)  # noqa: DTZ001 - a file's time has no zone
_SHEET_NAME = 31
"""Characters that a sheet's name may have."""
_LONGEST = 32_000
"""Characters of one cell, a little under what a workbook takes (32,767)."""
_MOST_DIGITS = 15
"""Digits that a workbook's numbers keep; a longer one is written as words."""


def write_workbook(report: Report) -> bytes:
    """The report as a workbook.

    Raises:
        ConfigurationError: xlsxwriter is not installed.
    """
    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with _xlsxwriter().Workbook(out, options) as book:
        _Writer(report, book).write()
    return out.getvalue()


def _xlsxwriter() -> Any:
    try:
        import xlsxwriter  # noqa: PLC0415  # only workbooks need it
    except ImportError as error:
        raise ConfigurationError("workbooks need xlsxwriter: install zhiyue[documents]") from error
    return xlsxwriter


class _Writer:
    """One report into one workbook, sheet by sheet."""

    def __init__(self, report: Report, book: Any) -> None:
        self._report = report
        self._book = book
        self._words = words_in(report.language)
        self._names: set[str] = set()
        self._head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "vcenter"})
        self._title = book.add_format({"bold": True, "font_size": 14})
        self._bold = book.add_format({"bold": True})
        self._soft = book.add_format({"font_color": "#5D5952", "text_wrap": True})
        self._wrap = book.add_format({"text_wrap": True, "valign": "top"})

    def write(self) -> None:
        report = self._report
        when = (
            dt.datetime.fromisoformat(report.issued) if re.fullmatch(r"\d{4}-\d\d-\d\d", report.issued) else _LONG_AGO
        )
        self._book.set_properties({"title": report.title, "author": report.issuer, "created": when})
        self._front()
        for section in walk(report.sections):
            for table in section.tables:
                self._table(table)
        self._rules()
        self._checks()
        self._amendments()
        self._figures()

    def _front(self) -> None:
        """What the report is, and its sentences."""
        report, words = self._report, self._words
        sheet = self._sheet(words("report"))
        sheet.set_column(0, 0, 14)
        sheet.set_column(1, 1, 90, self._wrap)
        sheet.write_string(0, 0, _safe(report.title), self._title)
        facts = [
            (words("period"), f"{report.start}{words('to')}{report.end}"),
            (words("issuer"), report.issuer),
            (words("issued"), report.issued),
            (words("rules_version"), report.rules_version),
            (words("state"), report.state),
        ]
        marks = [words("version").format(report.version)] if report.version > 1 else []
        marks += [words("partial")] if report.is_partial else []
        marks += [words("internal")] if report.audience == "internal" else []
        rows = [(name, value) for name, value in facts if value]
        rows += [("", mark) for mark in marks]
        style = Style(report.language)
        rows += [(part.title, paragraph(part.sentences, style)) for part in walk(report.sections) if part.sentences]
        for place, (name, value) in enumerate(rows, 2):
            sheet.write_string(place, 0, _safe(name), self._bold)
            sheet.write_string(place, 1, _safe(value), self._wrap)

    def _table(self, table: Table) -> None:
        sheet = self._sheet(table.title)
        sheet.write_string(0, 0, _safe(table.title), self._title)
        language = self._report.language
        self._row(sheet, 2, [table.head, *(heading(column, None, language) for column in table.columns)], self._head)
        for place, row in enumerate(table.rows, 3):
            is_total = bool(table.total) and row.id == table.total
            label = self._book.add_format({"indent": row.depth, "bold": is_total})
            sheet.write_string(place, 0, _safe(row.label), label)
            for number, (cell, column) in enumerate(zip(row.cells, table.columns, strict=True), 1):
                self._cell(sheet, (place, number), cell, column)
        if table.note:
            sheet.write_string(len(table.rows) + 4, 0, _safe(table.note), self._soft)
        sheet.set_column(0, 0, 28)
        sheet.set_column(1, len(table.columns), 18)
        sheet.freeze_panes(3, 1)

    def _cell(self, sheet: Any, place: tuple[int, int], cell: Cell, column: Column) -> None:
        """A number where it is one and says nothing more; otherwise the printed words."""
        value = number_of(cell)
        plain = cell.relation == "=" and cell.unit == column.unit
        if value is None or not plain or len(value.as_tuple().digits) > _MOST_DIGITS:
            sheet.write_string(*place, _safe(printed(cell, Style(self._report.language))))
            return
        places = 2 if cell.unit == PERCENT else max(0, -int(value.as_tuple().exponent))
        form = self._book.add_format({"num_format": "#,##0" + ("." + "0" * places if places else "")})
        sheet.write_number(*place, float(value), form)

    def _rules(self) -> None:
        rows = [(rule.code, rule.text) for rule in self._report.rules]
        self._list("rules", ("code", "text"), (24, 90), rows)

    def _checks(self) -> None:
        rows = [
            (
                check.code,
                f"{VERDICT_SIGNS[check.verdict]} {self._words(check.verdict)}",
                check.message,
                check.arithmetic,
                "\n".join(check.cells),
            )
            for check in self._report.checks
        ]
        self._list("checks", ("code", "check", "message", "arithmetic", "concerned"), (20, 12, 60, 40, 40), rows)

    def _amendments(self) -> None:
        rows = [
            (item.cell, item.label, item.before or "", item.after or "", item.why) for item in self._report.amendments
        ]
        if rows:
            self._list("amendments", ("id", "text", "before", "after", "why"), (40, 40, 18, 18, 40), rows)

    def _figures(self) -> None:
        """Every cell once, with all that it rests on; ids that do not fit in one cell go on in the next row."""
        rows: list[tuple[str, ...]] = []
        for cell in {cell.id: cell for cell in self._report.cells()}.values():
            verdict = f"{VERDICT_SIGNS[cell.check]} {self._words(cell.check)}"
            ids = _portions(cell.rests_on)
            first = (cell.id, cell.value or "", cell.unit, cell.relation, verdict, cell.arithmetic, cell.why)
            rows.append((*first, ids[0]))
            rows += [(cell.id, *[""] * 6, more) for more in ids[1:]]
        heads = ("id", "value", "unit", "relation", "check", "arithmetic", "why", "ids")
        self._list("cells", heads, (44, 18, 8, 8, 12, 40, 24, 60), rows)

    def _list(self, name: str, heads: Sequence[str], widths: Sequence[int], rows: Iterable[Sequence[str]]) -> None:
        sheet = self._sheet(self._words(name))
        self._row(sheet, 0, [self._words(head) for head in heads], self._head)
        for place, row in enumerate(rows, 1):
            self._row(sheet, place, row, self._wrap)
        for column, width in enumerate(widths):
            sheet.set_column(column, column, width)
        sheet.freeze_panes(1, 1)

    def _row(self, sheet: Any, place: int, words: Sequence[str], form: Any) -> None:
        for column, word in enumerate(words):
            if word:
                sheet.write_string(place, column, _safe(word), form)

    def _sheet(self, title: str) -> Any:
        """A sheet under a name that the format allows and no other sheet has."""
        plain = re.sub(r"[\[\]:*?/\\']", " ", title).strip()[:_SHEET_NAME] or "-"
        name, number = plain, 1
        while name.lower() in self._names:
            number += 1
            tail = f" {number}"
            name = plain[: _SHEET_NAME - len(tail)] + tail
        self._names.add(name.lower())
        return self._book.add_worksheet(name)


def _safe(words: str) -> str:
    """Words without the control characters that XML forbids, not longer than a cell takes."""
    clean = re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f]", "\ufffd", words)
    return clean if len(clean) <= _LONGEST else clean[: _LONGEST - 1] + "…"


def _portions(ids: tuple[str, ...]) -> list[str]:
    """Ids a line each, in portions that fit into a cell; one empty portion where there are none."""
    portions: list[str] = [""]
    for id in ids:
        joined = f"{portions[-1]}\n{id}" if portions[-1] else id
        if len(joined) <= _LONGEST:
            portions[-1] = joined
        else:
            portions.append(id)
    return portions
