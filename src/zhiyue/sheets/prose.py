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

# 1. | 1、 | （一） | (2) | ①
_NUMBER = re.compile(
    r"^\s*(?:(?P<n>\d{1,3})\s*[.．、)）](?!\d)|[（(](?P<b>[一二三四五六七八九十\d]{1,3})[)）]|(?P<c>[①-⑳])|(?P<h>[一二三四五六七八九十]{1,3})、)\s*"
)
_NAME_END = re.compile(r"[。：:；;\n]")
_LONGEST_NAME = 40
_FEWEST = 2
_STYLES = "nbch"
_DAY = r"(?:\d{4}年)?\d{1,2}月(?:\d{1,2}[日号]|[上中下]旬|[初中底])?"
# 9月5日上午 | 9月16日-17日 | 9月中旬 | 9月30日前
_WHEN = re.compile(
    rf"{_DAY}(?:\s*[-~—–至到]{{1,2}}\s*(?:{_DAY}|\d{{1,2}}[日号]))?(?:[（(][^()（）]{{1,8}}[)）])?(?:上午|下午|晚上?)?(?:\d{{1,2}}[:：点时]\d{{0,2}}分?(?:\s*[-—–至到]\s*\d{{1,2}}[:：点时]\d{{0,2}}分?)?)?(?:之?前|以前)?"
)
# 在实验小学开展 | 于市民广场举行 | 地点：三楼会议室
_WHERE = re.compile(
    r"(?:[在于](?P<where>[^，,。；;：:\d][^，,。；;：:]{1,24}?)(?:开展|举行|举办|召开|进行|组织)|地点[:：]\s*(?P<at>[^，,。；;\n]{2,30}))"
)
# 由市质协主办 | 市质协承办 | 主办单位：市质协
_HOSTS: Sequence[tuple[str, re.Pattern[str]]] = tuple(
    (
        field,
        re.compile(
            rf"(?:由(?P<by>[^，,。；;：:由]{{2,30}}?){word}|{word}(?:单位|方)?[:：]\s*(?P<as>[^，,。；;\n]{{2,40}}))"
        ),
    )
    for field, word in (
        ("host", "主办"),
        ("undertaker", "承办"),
        ("co_host", "协办"),
        ("responsible_unit", "(?:负责|牵头)"),
    )
)
# 预计60人参加 | 参加人数约300人
_PEOPLE = re.compile(r"(?:参加人数|参与人数|预计|约|组织|共)[:：]?\s*(?P<n>(?:约|近|超过)?\d+[余多]?(?:名|人次|人))")


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
    dated = Counter(dict.fromkeys(_STYLES, 0))
    for run in runs:
        dated[run[0].style] += sum(bool(_WHEN.search(item.words)) for item in run)
    style, count = dated.most_common(1)[0]
    if count < _FEWEST:
        return []
    return [item for run in runs if run[0].style == style and _is_dated(run) for item in run]


def _is_dated(run: Sequence[Item]) -> bool:
    return 2 * sum(bool(_WHEN.search(item.words)) for item in run) >= len(run)


def _items(grid: Grid) -> Iterator[Item]:
    """Every numbered line with the lines that follow it up to the next number."""
    current: Item | None = None
    for row, cells in grid.rows.items():
        words = " ".join(cell.words for cell in cells.values())
        match = _NUMBER.match(words)
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


def _said(words: str) -> Iterator[tuple[str, CellType, str]]:
    if (when := _WHEN.search(words)) is not None:
        yield "date", "date", when.group()
    if (where := _WHERE.search(words)) is not None:
        yield "place", "place", where["where"] or where["at"]
    for field, pattern in _HOSTS:
        if (by := pattern.search(words)) is not None:
            yield field, "organisation", by["by"] or by["as"]
    if (people := _PEOPLE.search(words)) is not None:
        yield "participants", "count", people["n"]


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
