"""The rows of a table: printed with borders of bars or tabs, with blanks, or flattened to one cell a line.

Comes in: a page's text and the range of one notice. Goes out: `Row`s of cell ranges, blanks cut off, in order. Empty cells
stay, so that cells stand below their headers; runs of bars that merged cells leave behind (``||``) at the ends of a line
do not count. A table of which only the cells are left is taken for one only where its lines come out even.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from zhiyue.model import Table
from zhiyue.spans import Span

_LINE = re.compile(r"[^\n]+")
_BAR = re.compile(r"[|｜\t]")
_RULE = re.compile(r"[\s|｜:+\-—=]*")
_WORD = re.compile(r"[^ \u3000\xa0\t\r\n]+")
_BLANK = " \u3000\xa0\r"
# 四、主要标的信息 | 更正日期：2024-05-13: what ends a table whose cells stand in lines of their own
_BEHIND = re.compile(
    r"[ \t\u3000\xa0]*(?:[一二三四五六七八九十]{1,3}[、.．]|[（(][一二三四五六七八九十]{1,3}[）)])|[^\n：:0-9]{1,16}[：:]"
)
# 6、投标截止时间：… | 投标人可投其中一包。| 备注：…: what may be a cell, and ends the table where only so the cells come out even
_PERHAPS_BEHIND = re.compile(r"[0-9]{1,2}[、.．](?![0-9])|[^\n]{8,}[。；]$|[^\n]{1,20}[：:]|【")
_PLACE = re.compile(r"[0-9]{1,3}|[一二三四五六七八九十]{1,3}")
_FEWEST, _WIDEST = 3, 12


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table: its range and those of its cells."""

    span: Span
    cells: tuple[Span, ...]


def find_rows(text: str, within: Span) -> Iterator[Row]:
    """Yield the lines that are rows: three bars and more, or a bar at the start, or a bar between two short words."""
    for line in _LINE.finditer(text, within.start, within.end):
        span = _without_frame(text, Span(*line.span()))
        if _BAR.search(text, line.start(), line.end()) is None or _RULE.fullmatch(text, line.start(), line.end()):
            continue
        cells = tuple(_cells(text, span))
        if len(cells) >= 2:
            yield Row(Span(*line.span()), cells)


def with_merged_cells(text: str, rows: Sequence[Row], tables: Sequence[Table]) -> tuple[Row, ...]:
    """Give each row of a table of the markup the cells that reach into it from above or fill several columns."""
    return tuple(_with_merged(text, row, tables) for row in rows) if tables else tuple(rows)


def _with_merged(text: str, row: Row, tables: Sequence[Table]) -> Row:
    own = {cell for cell in row.cells if len(cell) and cell.of(text).strip()}
    table = next((table for table in tables if table.start <= row.span.start < table.end), None)
    grid = next((cells for cells in table.rows if own and own <= {*cells}), None) if table is not None else None
    return Row(row.span, grid) if grid is not None and len(grid) > len(row.cells) else row


def find_spaced_rows(text: str, within: Span, is_label: Callable[[str], bool]) -> Iterator[Row]:
    """Yield the rows of tables whose borders were lost and blanks are left: a line of labels, and lines of as many cells.

    Blanks stand inside cells too, so a line with more or fewer words than the header ends the table.
    """
    width = 0
    for line in _LINE.finditer(text, within.start, within.end):
        cells = tuple(Span(*word.span()) for word in _WORD.finditer(text, line.start(), line.end()))
        if _is_spaced_header(text, cells, is_label):
            width = len(cells)
        elif len(cells) != width or _BAR.search(text, line.start(), line.end()):
            width = 0
        if width:
            yield Row(Span(*line.span()), cells)


def find_stacked_rows(text: str, within: Span, is_label: Callable[[str], bool]) -> Iterator[Row]:
    """Yield the rows of tables that were flattened to one cell a line: three labels and more, then cells by as many.

    序号 / 更正项 / 更正前 / 更正后 / 1 / 投标截止时间 / 5月6日 / 5月20日. Empty cells left no line, so a table whose cells do not
    come out even, or whose rows do not begin with their number where a 序号 is promised, is left to be read as lines.
    """
    lines = [_trimmed(text, *line.span()) for line in _LINE.finditer(text, within.start, within.end)]
    lines = [line for line in lines if len(line)]
    at = 0
    while at < len(lines):
        width = _stacked_width(text, lines, at, is_label)
        if not width:
            at += 1
            continue
        end = at + width
        while end < len(lines) and not _BEHIND.match(text, lines[end].start, lines[end].end):
            end += 1
        rows = _even_rows(text, lines[at:end], width)
        yield from (Row(Span(row[0].start, row[-1].end), tuple(row)) for row in rows)
        at += max(1, len(rows)) * width


def _even_rows(text: str, cells: Sequence[Span], width: int) -> Sequence[Sequence[Span]]:
    """The cells by rows, up to the first line behind which they come out even; none where they never do."""
    ends = (place for place in range(2 * width, len(cells)) if _PERHAPS_BEHIND.match(cells[place].of(text)))
    for end in (len(cells), *ends):
        rows = [cells[place : place + width] for place in range(0, end, width)]
        if len(rows) > 1 and _is_even(text, rows):
            return rows
    return ()


def _stacked_width(text: str, lines: Sequence[Span], at: int, is_label: Callable[[str], bool]) -> int:
    """How many labels stand in lines of their own from here on; 0 where they make no header."""
    width = 0
    while at + width < len(lines) and width <= _WIDEST:
        words = lines[at + width].of(text)
        if len(words) > 20 or re.search("[：:|｜\t]", words) or not is_label(words):
            break
        width += 1
    return width if _FEWEST <= width <= _WIDEST else 0


def _is_even(text: str, rows: Sequence[Sequence[Span]]) -> bool:
    header, *body = rows
    if any(len(row) != len(header) for row in body):
        return False
    return header[0].of(text) != "序号" or all(_PLACE.fullmatch(row[0].of(text)) for row in body)


def _is_spaced_header(text: str, cells: tuple[Span, ...], is_label: Callable[[str], bool]) -> bool:
    if len(cells) < 2 or any(re.search("[：:|｜]", cell.of(text)) for cell in cells):
        return False
    known = sum(is_label(cell.of(text)) for cell in cells)
    return known >= 2 and known * 2 > len(cells)


def _without_frame(text: str, line: Span) -> Span:
    start, end = line.start, line.end
    while start < end and text[start] in _BLANK + "|｜\t":
        start += 1
    while end > start and text[end - 1] in _BLANK + "|｜\t":
        end -= 1
    return Span(start, end)


def _cells(text: str, span: Span) -> Iterator[Span]:
    start = span.start
    for bar in _BAR.finditer(text, span.start, span.end):
        yield _trimmed(text, start, bar.start())
        start = bar.end()
    yield _trimmed(text, start, span.end)


def _trimmed(text: str, start: int, end: int) -> Span:
    while start < end and text[start] in _BLANK:
        start += 1
    while end > start and text[end - 1] in _BLANK:
        end -= 1
    return Span(start, end)
