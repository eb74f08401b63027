"""Text that was pasted, and saved web pages: rows by tabs, by frames, by commas, by blanks, by tags; labels by colons.

Comes in: text, or a page. Goes out: grids, as if it had been a workbook. A tab that Excel put there parts cells exactly;
frames (``┌─┬``, ``|``) part cells and tell where a row ends; blanks part them by where they stand below each other.
"""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Iterator, Sequence
from itertools import pairwise

from zhiyue.markup import Element, Outline, Runs, read_runs
from zhiyue.model import RawPage
from zhiyue.readers import decode
from zhiyue.sheets.grid import Cell, Grid, Merge, make_grid

_FRAME = "│┃|｜║"
_RULES = re.compile(r"^[\s┌┬┐├┼┤└┴┘─━│┃┏┳┓┣╋┫┗┻┛╔╦╗╠╬╣╚╩╝═╟╢╤╧╪+\-=|｜:]+$")
_BAR = re.compile(f"[{_FRAME}]")
_GAP = re.compile(r"(?:\u3000| {2}|\t)[\u3000 \t]*")
_WORD = re.compile(r"\S+(?:[ ](?![ ])\S+)*")


def read_text(name: str, body: bytes) -> Iterator[Grid]:
    """Yield the grids of pasted text or of a saved page, in the order in which they stand.

    Raises:
        UnreadableInput: the bytes are no text.
    """
    runs = read_runs(decode(RawPage(body, path=name)).text)
    if runs.outline is not None:
        yield from _page_grids(runs, runs.outline)
    else:
        yield lines_grid("文本", runs.text)


def is_page(body: bytes, name: str) -> bool:
    """Whether the bytes are a web page rather than plain text."""
    return read_runs(decode(RawPage(body, path=name)).text).is_html


def lines_grid(name: str, text: str) -> Grid:
    """Return the grid of a text's lines; a place's row is the number of its line."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").expandtabs(1) if "\t" not in text else text
    lines = lines.replace("\r\n", "\n").replace("\r", "\n")
    if "\t" in lines:
        return make_grid(name, _separated(lines, "\t"))
    rows = lines.split("\n")
    if sum(bool(_BAR.search(line)) for line in rows) >= 2:
        return make_grid(name, _framed(rows))
    if _is_csv(rows):
        return make_grid(name, _separated(lines, ","))
    return make_grid(name, _aligned(rows))


def _separated(text: str, mark: str) -> Iterator[Cell]:
    """Cells between tabs or commas; Excel puts a cell of several lines into quotes when it copies."""
    try:
        rows = list(csv.reader(io.StringIO(text), delimiter=mark, strict=True))
    except csv.Error:  # a quote that nobody closes is an inch or a slip: lines are lines then
        rows = [line.split(mark) for line in text.split("\n")]
    for row, cells in enumerate(rows, start=1):
        for column, words in enumerate(cells, start=1):
            yield Cell(row, column, words.strip())


def _is_csv(lines: Sequence[str]) -> bool:
    counts = [line.count(",") for line in lines if line.strip()]
    return (
        len(counts) >= 2
        and min(counts[-1], counts[0]) >= 1
        and max(set(counts), key=counts.count) >= 1
        and (sum(count >= 1 for count in counts) * 5 >= 4 * len(counts))
    )


def _framed(lines: Sequence[str]) -> Iterator[Cell]:
    """Cells between bars. Where rules part the rows, the lines between two rules are one row."""
    ruled = sum(bool(_RULES.match(line)) and not _is_markdown_rule(line) for line in lines if line.strip()) >= 3
    pending: dict[int, list[str]] = {}
    start = 0
    for number, line in enumerate(lines, start=1):
        if not line.strip() or _RULES.match(line):
            yield from _joined(pending, start)
            pending = {}
        elif not _BAR.search(line):
            yield from _joined(pending, start)
            pending = {}
            yield Cell(number, 1, line.strip())
        else:
            cells = _between_bars(line)
            if not pending or not ruled:
                yield from _joined(pending, start)
                pending, start = {}, number
            for column, words in enumerate(cells, start=1):
                pending.setdefault(column, []).append(words)
    yield from _joined(pending, start)


def _is_markdown_rule(line: str) -> bool:
    return bool(re.fullmatch(r"[\s|:\-]+", line))


def _between_bars(line: str) -> Sequence[str]:
    cells = [words.strip(" \u3000\t") for words in _BAR.split(line)]
    if cells and not cells[0]:
        cells = cells[1:]
    return cells[:-1] if cells and not cells[-1] else cells


def _joined(pending: dict[int, list[str]], row: int) -> Iterator[Cell]:
    for column, parts in pending.items():
        yield Cell(row, column, "".join(parts))


# ── blanks ───────────────────────────────────────────────────────────────────────────────────────────────────────


def _aligned(lines: Sequence[str]) -> Iterator[Cell]:
    """Cells between wide gaps, put below each other by where they stand on the screen (Han are two columns wide)."""
    words = [[(_width(line[: m.start()]), _width(line[: m.end()]), m.group()) for m in _parts(line)] for line in lines]
    widest = max((len(row) for row in words), default=0)
    model = next((row for row in words if len(row) == widest), [])
    for number, row in enumerate(words, start=1):
        full = len(row) in (1, widest)
        for at, (start, end, cell) in enumerate(row, start=1):
            column = at if full or widest < 3 else 1 + _nearest(model, start, end)
            yield Cell(number, column, cell)


def _parts(line: str) -> Iterator[re.Match[str]]:
    return re.finditer(r"[^\s\u3000](?:[^\s\u3000]|[ \u3000](?=[^\s\u3000]))*", line)


def _nearest(model: Sequence[tuple[int, int, str]], start: int, end: int) -> int:
    return min(
        range(len(model)),
        key=lambda at: (max(0, max(start, model[at][0]) - min(end, model[at][1])), abs(start - model[at][0])),
    )


def _width(words: str) -> int:
    return sum(2 if unicodedata.east_asian_width(char) in "WFA" else 1 for char in words)


# ── web pages ────────────────────────────────────────────────────────────────────────────────────────────────────


def _page_grids(runs: Runs, outline: Outline) -> Iterator[Grid]:
    """Every table of data is a grid; the lines of text right above it come with it. Without one, the text's lines."""
    tables = [at for at, element in enumerate(outline.elements) if element.tag == "table" and element.is_data]
    if not tables:
        yield lines_grid("网页", runs.text)
        return
    behind = 0
    for count, (at, after) in enumerate(pairwise([*tables, -1]), start=1):
        table = outline.elements[at]
        above = [line for line in runs.text[behind : table.start].split("\n") if line.strip()][-_LINES_ABOVE:]
        below = runs.text[table.end :].strip().split("\n")[:_LINES_BELOW] if after < 0 else ()
        yield _element_grid(f"表{count}", runs.text, outline.elements, at, (above, below))
        behind = table.end


_LINES_ABOVE = 6
_LINES_BELOW = 4


def _element_grid(
    name: str, text: str, elements: Sequence[Element], table: int, around: tuple[Sequence[str], Sequence[str]]
) -> Grid:
    above, below = around
    cells = [Cell(row, 1, words.strip()) for row, words in enumerate(above, start=1)]
    merges: list[Merge] = []
    taken: set[tuple[int, int]] = set()
    row, column = len(above), 0
    for element in elements[table + 1 :]:
        if element.start >= elements[table].end:
            break
        if element.tag == "tr":
            row, column = row + 1, 1
        elif element.tag in ("td", "th") and column:
            while (row, column) in taken:
                column += 1
            right, bottom = column + element.spans[0] - 1, row + element.spans[1] - 1
            cells.append(Cell(row, column, text[element.start : element.end].strip()))
            if element.spans != (1, 1):
                merges.append(Merge(row, column, bottom, right))
                taken.update((r, c) for r in range(row, bottom + 1) for c in range(column, right + 1))
            column = right + 1
    cells += (Cell(row + 1 + at, 1, words.strip()) for at, words in enumerate(below, start=1))
    return make_grid(name, cells, merges=merges)
