"""Read one code list of this folder.

Comes in: the name of a CSV file (UTF-8, a header line, codes in the first column). Goes out: its rows as mappings,
after the rules that hold for every list: the columns are the ones expected, codes are unique and sorted. Exists so
that a broken list is refused with its file and line, not met later as a strange value.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from importlib import resources

from zhiyue.errors import ReferenceDataError

Row = Mapping[str, str]


def read_table(name: str, columns: tuple[str, ...]) -> tuple[Row, ...]:
    """Return the rows of ``reference/<name>``.

    Raises:
        ReferenceDataError: other columns than `columns`, a row of another length, a code twice or out of order.
    """
    content = resources.files("zhiyue.reference").joinpath(name).read_text(encoding="utf-8")
    reader = csv.reader(content.splitlines())
    header = tuple(next(reader, ()))
    if header != columns:
        raise ReferenceDataError(f"{name}, line 1: columns are {header}; write them as {columns}")
    rows: list[Row] = []
    previous = ""
    for cells in reader:
        if len(cells) != len(columns):
            raise ReferenceDataError(f"{name}, line {reader.line_num}: {len(cells)} cells; write {len(columns)}")
        if cells[0] <= previous:
            raise ReferenceDataError(f"{name}, line {reader.line_num}: {cells[0]!r} is twice or not in order; sort it")
        previous = cells[0]
        rows.append(dict(zip(columns, cells, strict=True)))
    return tuple(rows)


def split_list(cell: str) -> tuple[str, ...]:
    """Return the parts of a cell that holds several values, separated by ``|``."""
    return tuple(part for part in cell.split("|") if part)


def require_parents(name: str, parents: Iterable[tuple[str, str]]) -> None:
    """Refuse a list in which an entry names a parent that is not there. Takes (code, parent) pairs.

    Raises:
        ReferenceDataError: a parent that is no code of the list.
    """
    pairs = tuple(parents)
    codes = {code for code, _ in pairs}
    for code, parent in pairs:
        if parent and parent not in codes:
            raise ReferenceDataError(f"{name}: {code!r} has the parent {parent!r}, which is not in the list; add it")
