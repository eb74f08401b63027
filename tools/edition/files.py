"""A paper as the bytes that are mailed: workbook, old workbook, Word, text, saved page.

Comes in: a `Paper`. Goes out: bytes, the same each time (no clock goes into them).
"""

from __future__ import annotations

import io
import zipfile
from datetime import date, datetime
from html import escape
from typing import Any
from unicodedata import east_asian_width

import docx
import xlsxwriter
import xlwt
from tools.edition.layouts import Paper, Sheet

_WRITTEN = datetime(2025, 9, 5, 9, 30)  # noqa: DTZ001  # a workbook knows no zone
_ZIPPED = (2025, 9, 5, 9, 30, 0)
_COLUMNS = {0: 6, 1: 34, 2: 40, 3: 16, 4: 26, 5: 26, 6: 14, 7: 16}


def bytes_of(paper: Paper) -> bytes:
    """The file."""
    return {"xlsx": _xlsx, "xls": _xls, "docx": _docx, "txt": _text, "html": _html}[paper.ending](paper)


def _xlsx(paper: Paper) -> bytes:
    held = io.BytesIO()
    book = xlsxwriter.Workbook(held, {"in_memory": True})
    book.set_properties({"created": _WRITTEN, "author": ""})
    for sheet in paper.sheets:
        page = book.add_worksheet(sheet.name)
        for column, width in _COLUMNS.items():
            page.set_column(column, column, width)
        plain = book.add_format({"border": 1, "text_wrap": True, "valign": "vcenter"})
        dates = {column: book.add_format({"num_format": code, "border": 1}) for column, code in sheet.formats.items()}
        for r, row in enumerate(sheet.rows):
            for c, value in enumerate(row):
                _put(page, (r, c), value, dates.get(c) if isinstance(value, date) else plain)
        for r0, c0, r1, c1 in sheet.merges:
            page.merge_range(r0, c0, r1, c1, "", plain)
            _put(page, (r0, c0), sheet.rows[r0][c0], plain)
    book.close()
    return held.getvalue()


def _put(page: Any, place: tuple[int, int], value: object, look: Any) -> None:
    if value != "":
        page.write(*place, value, look)


def _xls(paper: Paper) -> bytes:
    book = xlwt.Workbook(encoding="utf-8")
    for sheet in paper.sheets:
        page = book.add_sheet(sheet.name)
        merged = {(r0, c0): (r0, r1, c0, c1) for r0, c0, r1, c1 in sheet.merges}
        for r, row in enumerate(sheet.rows):
            for c, value in enumerate(row):
                if (r, c) in merged:
                    page.write_merge(*merged[r, c], value)
                elif value != "":
                    page.write(r, c, value)
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


def _docx(paper: Paper) -> bytes:
    document = docx.Document()
    document.add_paragraph(paper.heading)
    for sheet in paper.sheets:
        table = document.add_table(len(sheet.rows), max(map(len, sheet.rows)))
        table.style = "Table Grid"
        for r, row in enumerate(sheet.rows):
            for c, value in enumerate(row):
                if value != "":
                    table.cell(r, c).text = str(value)
        for r0, c0, r1, c1 in sheet.merges:
            table.cell(r0, c0).merge(table.cell(r1, c1))
        document.add_paragraph("")
    held = io.BytesIO()
    document.save(held)
    return _without_clock(held.getvalue())


def _without_clock(body: bytes) -> bytes:
    """The same archive with one time for every member."""
    held = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(body)) as old, zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as new:
        for name in sorted(old.namelist()):
            member = zipfile.ZipInfo(name, _ZIPPED)
            member.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(member, old.read(name))
    return held.getvalue()


def _text(paper: Paper) -> bytes:
    (sheet,) = paper.sheets
    rows = [[str(value) for value in row] for row in sheet.rows]
    lines = ["\t".join(row) for row in rows] if sheet.name == "tabs" else _boxed(rows)
    return "\n".join((paper.heading, *lines, "")).encode("gb18030" if sheet.name == "boxes" else "utf-8")


def _width(text: str) -> int:
    return sum(2 if east_asian_width(char) in "WFA" else 1 for char in text)


def _boxed(rows: list[list[str]]) -> list[str]:
    """The table drawn with box characters, each of which is two columns wide."""
    widths = [max(_width(row[c]) + _width(row[c]) % 2 for row in rows) for c in range(len(rows[0]))]
    rule = ["─" * (width // 2) for width in widths]
    drawn = ["┌" + "┬".join(rule) + "┐"]
    for n, row in enumerate(rows):
        cells = (text + " " * (width - _width(text)) for text, width in zip(row, widths, strict=True))
        drawn.append("│" + "│".join(cells) + "│")
        drawn.append(("└" + "┴".join(rule) + "┘") if n == len(rows) - 1 else ("├" + "┼".join(rule) + "┤"))
    return drawn


def _html(paper: Paper) -> bytes:
    prose = "".join(f"<p>{escape(line)}</p>\n" for line in paper.prose)
    page = (
        f'<!DOCTYPE html>\n<html lang="zh"><head><meta charset="utf-8"><title>{escape(paper.heading)}</title></head>\n'
        f"<body><h1>{escape(paper.heading)}</h1>\n<p>发布日期：2025-09-05</p>\n{prose}"
        f"{''.join(map(_table, paper.sheets))}</body></html>\n"
    )
    return page.encode()


def _table(sheet: Sheet) -> str:
    rows = ("<tr>" + "".join(f"<td>{escape(str(value))}</td>" for value in row) + "</tr>" for row in sheet.rows)
    return "<table>\n" + "\n".join(rows) + "\n</table>\n"
