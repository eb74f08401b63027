"""A grid: what every mailed file becomes first, be it a workbook, a document, a web page or pasted text.

Comes in: cells with what they print. Goes out: `Grid`, which answers "what stands in row 7, column C, and which merged
cell is it a part of?". Only cells with words are kept, so a sheet formatted down to its last row costs nothing.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from zhiyue.draft import Place

Raw = str | int | float | bool | dt.datetime | dt.date | dt.time | None
"""What a workbook keeps behind the printed words."""

_BLANKS = re.compile(r"[\s\u3000\u200b\ufeff]+")


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell with words. `raw` is a workbook's own value (a number, a day), the words themselves elsewhere."""

    row: int
    column: int
    words: str
    raw: Raw = None
    number_format: str = ""

    @property
    def bare(self) -> str:
        """The words without any blank: 备 注 is 备注."""
        return _BLANKS.sub("", self.words)


@dataclass(frozen=True, slots=True)
class Merge:
    """A merged range, rows and columns inclusive."""

    top: int
    left: int
    bottom: int
    right: int

    @property
    def width(self) -> int:
        """Columns that it covers."""
        return self.right - self.left + 1


@dataclass(frozen=True)
class Grid:
    """One sheet, one table of a document, or one text. `unstored` are formulas whose result the file does not hold."""

    name: str
    rows: Mapping[int, Mapping[int, Cell]]
    merges: Sequence[Merge] = ()
    unstored: Sequence[tuple[int, int]] = ()
    is_hidden: bool = False
    covered: Mapping[tuple[int, int], Merge] = field(default_factory=dict)

    def at(self, row: int, column: int) -> Cell | None:
        """The cell that stands there itself."""
        return self.rows.get(row, {}).get(column)

    def merge_at(self, row: int, column: int) -> Merge | None:
        """The merged range that the place is a part of."""
        return self.covered.get((row, column))

    def seen(self, row: int, column: int) -> Cell | None:
        """The cell that a reader sees there: of a merged range, the first one."""
        merge = self.covered.get((row, column))
        return self.at(merge.top, merge.left) if merge else self.at(row, column)

    def place(self, row: int = 0, column: int = 0) -> Place:
        """Name a place of this grid."""
        return Place(self.name, row, column)


_MOST_COVERED = 200_000
"""A merge over whole columns is a mark of style, not of sense; nothing below this is cut."""


def make_grid(
    name: str,
    cells: Iterable[Cell],
    *,
    merges: Iterable[Merge] = (),
    unstored: Iterable[tuple[int, int]] = (),
    is_hidden: bool = False,
) -> Grid:
    """Build a grid; cells without words are left out, merges are cut to the rows that are used."""
    rows: dict[int, dict[int, Cell]] = {}
    for cell in cells:
        if cell.words.strip():
            rows.setdefault(cell.row, {})[cell.column] = cell
    last = max(rows, default=0)
    kept = [Merge(m.top, m.left, min(m.bottom, max(last, m.top)), m.right) for m in merges]
    covered: dict[tuple[int, int], Merge] = {}
    for merge in kept:
        if len(covered) + (merge.bottom - merge.top + 1) * merge.width > _MOST_COVERED:
            continue
        for row in range(merge.top, merge.bottom + 1):
            covered.update(((row, column), merge) for column in range(merge.left, merge.right + 1))
    ordered = {row: dict(sorted(rows[row].items())) for row in sorted(rows)}
    return Grid(name, ordered, tuple(kept), tuple(unstored), is_hidden, covered)
