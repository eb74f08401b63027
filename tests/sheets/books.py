"""Sheets as units mail them, written by the tests: one description, every format that the reader takes."""

import html
import io
import re
from dataclasses import dataclass, field

import docx
import openpyxl
import xlwt
from openpyxl.utils import range_boundaries

from zhiyue.draft import Draft, DraftCell
from zhiyue.model import Count, Named, Ordinal, Period, Quantity, Share


@dataclass(frozen=True)
class Book:
    """One sheet: rows as typed, merged ranges, and what must come out of it."""

    id: str
    rows: list[list[object]]
    merges: tuple[str, ...] = ()
    fields: dict[str, str] = field(default_factory=dict)
    drafts: list[dict[str, str]] = field(default_factory=list)
    shape: str = "list"
    totals: tuple[int, ...] = ()
    title: str = ""
    context: dict[str, str] = field(default_factory=dict)
    formats: tuple[str, ...] = ("xlsx", "xls", "docx", "html")
    year: int = 2026

    def __str__(self) -> str:
        return self.id


def xlsx(book: Book) -> bytes:
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    sheet.title = "Sheet1"
    for row in book.rows:
        sheet.append(row)
    for merge in book.merges:
        sheet.merge_cells(merge)
    return saved(workbook)


def saved(workbook) -> bytes:
    out = io.BytesIO()
    workbook.save(out)
    return out.getvalue()


def xls(book: Book) -> bytes:
    workbook = xlwt.Workbook(encoding="utf-8")
    sheet = workbook.add_sheet("Sheet1")
    merged = {}
    for merge in book.merges:
        left, top, right, bottom = range_boundaries(merge)
        merged[(top, left)] = (bottom, right)
    for at, row in enumerate(book.rows, start=1):
        for column, value in enumerate(row, start=1):
            if (at, column) in merged:
                bottom, right = merged[(at, column)]
                sheet.write_merge(at - 1, bottom - 1, column - 1, right - 1, value)
            elif value is not None:
                sheet.write(at - 1, column - 1, value)
    return saved(workbook)


def document(book: Book) -> bytes:
    """A Word file with one table; lines of one cell above it are paragraphs, as people write them."""
    made = docx.Document()
    first = next(at for at, row in enumerate(book.rows) if sum(value is not None for value in row) > 1)
    for row in book.rows[:first]:
        made.add_paragraph(str(row[0]) if row else "")
    width = max(map(len, book.rows))
    table = made.add_table(rows=len(book.rows) - first, cols=width)
    for at, row in enumerate(book.rows[first:]):
        for column, value in enumerate(row):
            if value is not None:
                table.cell(at, column).text = as_text(value)
    for merge in book.merges:
        left, top, right, bottom = range_boundaries(merge)
        if top > first:
            table.cell(top - first - 1, left - 1).merge(table.cell(bottom - first - 1, right - 1))
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def page(book: Book) -> bytes:
    """A saved web page with the table in it."""
    spans, hidden = {}, set()
    for merge in book.merges:
        left, top, right, bottom = range_boundaries(merge)
        spans[(top, left)] = (bottom - top + 1, right - left + 1)
        hidden |= {(r, c) for r in range(top, bottom + 1) for c in range(left, right + 1)} - {(top, left)}
    width = max(map(len, book.rows))
    lines = []
    for at, row in enumerate(book.rows, start=1):
        cells = []
        for column in range(1, width + 1):
            if (at, column) in hidden:
                continue
            value = row[column - 1] if column <= len(row) else None
            down, across = spans.get((at, column), (1, 1))
            words = html.escape(as_text(value)) if value is not None else ""
            cells.append(f'<td rowspan="{down}" colspan="{across}">{words}</td>')
        lines.append(f"<tr>{''.join(cells)}</tr>")
    return f"<!DOCTYPE html><html><body><h1>通知</h1><table>{''.join(lines)}</table></body></html>".encode()


def as_text(value: object) -> str:
    return str(value)


WRITERS = {"xlsx": xlsx, "xls": xls, "docx": document, "html": page}


def said(cell: DraftCell) -> str:
    """A cell's value in one line, with its relation."""
    value = cell.value
    sign = "" if cell.relation == "=" else cell.relation
    if value is None:
        return ""
    if isinstance(value, Period):
        return f"{sign}{value.start}/{value.end}"
    if isinstance(value, Quantity):
        return f"{sign}{value.number}{value.unit}"
    if isinstance(value, Share):
        return f"{sign}{value.percent}%"
    if isinstance(value, Ordinal):
        return str(value.ordinal)
    assert not isinstance(value, Count | Named)
    return f"{sign}{value}"


def values(draft: Draft) -> dict[str, str]:
    """Everything that a draft says, by field or heading."""
    cells = {**draft.others, **draft.cells}
    return {name: words for name, cell in cells.items() if (words := said(cell))}


def plain(words: str) -> str:
    return re.sub(r"\s", "", words)
