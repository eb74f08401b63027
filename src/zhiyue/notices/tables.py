"""The rows of a table that was printed with borders of bars or tabs.

Comes in: a page's text and the range of one notice. Goes out: `Row`s of cell ranges, blanks cut off, in order. Empty cells
stay, so that cells stand below their headers; runs of bars that merged cells leave behind (``||``) at the ends of a line
do not count.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from zhiyue.spans import Span

_LINE = re.compile(r"[^\n]+")
_BAR = re.compile(r"[|｜\t]")
_RULE = re.compile(r"[\s|｜:+\-—=]*")
_WORD = re.compile(r"[^ \u3000\xa0\t\r\n]+")
_BLANK = " \u3000\xa0\r"


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a table: its range and those of its cells."""

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
