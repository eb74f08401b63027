"""What changed between two versions of one report.

Comes in: the report as issued last, and as computed now. Goes out: the next version, with an amendment for each figure
that people read first: the cells of its sentences and of its leading tables. Cells keep their ids, so that a figure is
compared with itself. How many copies were set aside is no figure of the market: a change of it alone makes no version.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Final

from zhiyue.report import Amendment, Cell, Report, walk

_LEADING: Final = 2
"""Sections whose tables are compared whole: the figures at a glance, and what the report is about."""

_ASIDE: Final = "set_aside."

_WHY: Final[Mapping[str, tuple[str, str, str]]] = {
    "zh": ("依据增加 {more}，减少 {fewer}", "依据增加 {more}", "依据减少 {fewer}"),
    "en": ("{more} more behind it, {fewer} fewer", "{more} more behind it", "{fewer} fewer behind it"),
}
_CORRECTED: Final[Mapping[str, str]] = {"zh": "同一依据，数值更正", "en": "the same grounds, corrected"}


def amended(before: Report, now: Report) -> Report:
    """The next version of a report; the one before, unchanged, where no figure differs.

    Raises:
        ValueError: they are two different reports.
    """
    if (before.id, before.language) != (now.id, now.language):
        raise ValueError(f"{now.id} ({now.language}) is no later version of {before.id} ({before.language})")
    if before.state == now.state or not _differs(before, now):
        return before
    leading = tuple(_amendments(before, now, _read_first))
    amendments = leading or tuple(_amendments(before, now, Report.cells))
    return replace(now, version=before.version + 1, amendments=amendments)


def _differs(before: Report, now: Report) -> bool:
    old, new = (
        {cell.id: cell.value for cell in report.cells() if not cell.id.startswith(_ASIDE)} for report in (before, now)
    )
    return old != new


def _amendments(before: Report, now: Report, read: Callable[[Report], Iterator[Cell]]) -> Iterator[Amendment]:
    labels = _labels(before) | _labels(now)
    old, new = ({cell.id: cell for cell in read(report)} for report in (before, now))
    for id in dict.fromkeys((*new, *old)):
        was, is_ = old.get(id), new.get(id)
        earlier, after = (cell.value if cell is not None else None for cell in (was, is_))
        if earlier != after:
            yield Amendment(id, labels.get(id, id), earlier, after, _why(was, is_, now.language))


def _read_first(report: Report) -> Iterator[Cell]:
    for place, section in enumerate(report.sections):
        if place < _LEADING:
            yield from (cell for table in section.tables for row in table.rows for cell in row.cells)
    for section in walk(report.sections):
        yield from (
            cell for sentence in section.sentences for cell in sentence.cells if not cell.id.startswith("scope.")
        )


def _labels(report: Report) -> dict[str, str]:
    """Cell → the words of its row and column."""
    return {
        cell.id: f"{row.label} · {column.label}"
        for section in walk(report.sections)
        for table in section.tables
        for row in table.rows
        for cell, column in zip(row.cells, table.columns, strict=True)
    }


def _why(was: Cell | None, is_: Cell | None, language: str) -> str:
    before, now = _grounds(was), _grounds(is_)
    more, fewer = len(now - before), len(before - now)
    if not more and not fewer:
        return _CORRECTED[language]
    both, only_more, only_fewer = _WHY[language]
    words = both if more and fewer else only_more if more else only_fewer
    return words.format(more=more, fewer=fewer)


def _grounds(cell: Cell | None) -> set[str]:
    ids: Iterable[str] = cell.rests_on if cell is not None else ()
    return set(ids)
