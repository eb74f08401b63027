"""Plans written as sentences: numbered items, each a name and then when, where, by whom, what.

Comes in: the lines of a text, document or page in which no table was found. Goes out: drafts, each with the words of its
item as evidence. Sure only of what a sentence says outright: a day, a place behind 在 … 举行, a body behind 由 … 主办.

    2.计量专家巡诊。9月16日-17日，在高新区开展，为小微企业查计量器具。
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from zhiyue.draft import CellType, Draft, DraftCell
from zhiyue.sheets.cells import Settings, Slot, read_cell
from zhiyue.sheets.grid import Cell, Grid
from zhiyue.spans import Span
from zhiyue.values.arrangements import ITEM_NUMBER, STYLES, WHEN, find_arrangements

_NAME_END = re.compile(r"[。：:；;\n]")
_LONGEST_NAME = 40
_FEWEST = 2


@dataclass(frozen=True, slots=True)
class Item:
    """One numbered item: the line it begins on, the words of its number's style, its text."""

    row: int
    style: str
    words: str


def items_of(grid: Grid) -> list[Item]:
    """Return the items of the numbering whose items say when: of 一、 over 1. those of 1.

    Items that follow each other are a run; a run of which at least half say when is of activities, the rest (requirements,
    deadlines) are not. An activity without a day stays in its run.
    """
    runs = [list(run) for _, run in groupby(_items(grid), key=lambda item: item.style)]
    dated = Counter(dict.fromkeys(STYLES, 0))
    for run in runs:
        dated[run[0].style] += sum(bool(WHEN.search(item.words)) for item in run)
    style, count = dated.most_common(1)[0]
    if count < _FEWEST:
        return []
    return [item for run in runs if run[0].style == style and _is_dated(run) for item in run]


def _is_dated(run: Sequence[Item]) -> bool:
    return 2 * sum(bool(WHEN.search(item.words)) for item in run) >= len(run)


def _items(grid: Grid) -> Iterator[Item]:
    """Every numbered line with the lines that follow it up to the next number."""
    current: Item | None = None
    for row, cells in grid.rows.items():
        words = " ".join(cell.words for cell in cells.values())
        match = ITEM_NUMBER.match(words)
        if match is not None:
            if current is not None:
                yield current
            style = next(name for name, value in match.groupdict().items() if value is not None)
            current = Item(row, style, words[match.end() :].strip())
        elif current is not None:
            current = Item(current.row, current.style, f"{current.words}\n{words.strip()}")
    if current is not None:
        yield current


def draft_of(item: Item, grid: Grid, table: int, settings: Settings) -> Draft:
    """Read one item. What it does not say outright is absent."""
    end = _NAME_END.search(item.words)
    cut = end.start() if end is not None else len(item.words)
    name, rest = item.words[:cut].strip(), item.words[cut:].lstrip("。：:；;\n ")
    read = _Reader(item, grid, settings)
    cells: dict[str, DraftCell] = {"name": read("text", name, 0.8 if len(name) <= _LONGEST_NAME else 0.5)}
    for field, type_, words in _said(item.words):
        cells[field] = read(type_, words, 0.8)
    if rest:
        cells["content"] = read("text", rest, 0.7)
    return Draft("", table, grid.place(item.row), cells)


_TYPES: Mapping[str, CellType] = {"date": "date", "place": "place", "participants": "count"}


def _said(words: str) -> Iterator[tuple[str, CellType, str]]:
    for field, span in find_arrangements(words, Span(0, len(words))):
        yield field, _TYPES.get(field, "organisation"), span.of(words)


@dataclass(frozen=True, slots=True)
class _Reader:
    item: Item
    grid: Grid
    settings: Settings

    def __call__(self, type_: CellType, words: str, sure: float) -> DraftCell:
        slot = Slot("", type_, "人" if type_ == "count" else "", sure, "从语句中读出")
        return read_cell(Cell(self.item.row, 1, words), slot, self.grid.place(self.item.row, 1), self.settings)


def title_of(grid: Grid, items: Sequence[Item]) -> str:
    """The longest line before the first item that reads like a title."""
    lines: Mapping[int, str] = {
        row: " ".join(cell.words.strip() for cell in cells.values()) for row, cells in grid.rows.items()
    }
    above = [words for row, words in lines.items() if row < items[0].row and len(words) <= 60]
    return next((words for words in above if re.search(r"方案|计划|安排|通知", words)), above[0] if above else "")
