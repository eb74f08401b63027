"""Tables of data as the markup gives them: a grid of cells, merged cells in every place that they fill, header rows.

Comes in: the tree over a page's lines. Goes out: `Table`s with a range for every cell of the grid; an empty cell is an empty
range, so that columns stay columns.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from zhiyue.layout.tree import Tree
from zhiyue.markup import Element
from zhiyue.model import Repaired, Table
from zhiyue.spans import Span

_WIDEST = 60
"""Columns beyond which a grid is no longer filled up: a mistyped colspan must not make a table of thousands."""
_LABEL = re.compile(r"[^\d:：]{1,14}")
_AROUND = " \t\n\u3000\xa0"


def read_tables(repaired: Repaired, tree: Tree) -> tuple[Table, ...]:
    """Read every table of data on the page, in reading order."""
    return tuple(_tables(repaired, tree))


def _tables(repaired: Repaired, tree: Tree) -> Iterator[Table]:
    for index, element in enumerate(tree.elements):
        if element.is_data:
            cells = _rows_of(tree, index)
            rows = _grid(repaired.text, cells)
            whole = _inner(repaired.text, element)
            if rows and len(whole):
                yield Table(whole.start, whole.end, rows, header_rows=_header_rows(repaired.text, cells, rows))


def _rows_of(tree: Tree, table: int) -> list[list[Element]]:
    """The cells of a table, by rows: what opens behind the table and inside of it."""
    rows: list[list[Element]] = []
    inside = {table}
    for number in range(table + 1, len(tree.elements)):
        element = tree.elements[number]
        if element.parent not in inside:
            break
        inside.add(number)
        if element.tag == "tr":
            rows.append([])
        elif element.tag in ("td", "th") and rows:
            rows[-1].append(element)
    return [row for row in rows if row]


def _grid(text: str, cells: list[list[Element]]) -> tuple[tuple[Span, ...], ...]:
    """The range of the cell that fills each place of the grid."""
    grid: list[tuple[Span, ...]] = []
    hanging: dict[int, tuple[Span, int]] = {}
    for row in cells:
        places: dict[int, Span] = {column: span for column, (span, _) in hanging.items()}
        hanging = {column: (span, left - 1) for column, (span, left) in hanging.items() if left > 1}
        column = 0
        for cell in row:
            span = _inner(text, cell)
            while column in places:
                column += 1
            for covered in range(column, min(column + cell.spans[0], _WIDEST)):
                places[covered] = span
                if cell.spans[1] > 1:
                    hanging[covered] = (span, cell.spans[1] - 1)
        grid.append(tuple(places[column] for column in sorted(places)))
    return tuple(grid)


def _header_rows(text: str, cells: list[list[Element]], rows: tuple[tuple[Span, ...], ...]) -> int:
    """Rows of ``th`` alone; without any, a first row of three labels or more (项目 | 值 | 项目 | 值 has none)."""
    marked = 0
    while marked < len(cells) and all(cell.tag == "th" for cell in cells[marked]):
        marked += 1
    if marked:
        return marked if marked < len(cells) else 1
    first = [span.of(text) for span in rows[0]]
    return int(len(first) >= 3 and all(_LABEL.fullmatch(words) for words in first))


def _inner(text: str, element: Element) -> Span:
    """The range of an element without blanks at its ends."""
    words = text[element.start : element.end]
    start = element.start + len(words) - len(words.lstrip(_AROUND))
    return Span(start, max(start, start + len(words.strip(_AROUND))))
