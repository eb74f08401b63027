"""Every object of a report: figures over many records or returns, each with what it rests on.

Comes in: nothing; this module imports only the objects of a reading. Goes out: `Report`, made by `zhiyue.reports` and
written by `zhiyue.exports` as page, document, workbook, JSON. No number stands in a report that is not a `Cell`:
sentences are templates over cells, charts draw tables, so that every figure can be opened.

Units: values are decimal strings in the unit of their cell (money in yuan, shares in percent), never floats. A cell
without a value says why in `why`: it is not known, which is never the same as zero.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from zhiyue.model import Audience, Relation, Verdict

ReportKind = Literal["market", "closing"]
Language = Literal["zh", "en"]
ChartForm = Literal["bars", "stacked", "columns", "tiles"]


@dataclass(frozen=True, slots=True)
class Cell:
    """One figure. `id` is stable over versions (``origin.foreign.share_known``), so that a change can be told.

    `rests_on` are the ids of what it was computed from (facts of awards, measures of returns), sorted; `arithmetic` is
    its computation in one line where it is more than a sum; `check` is what became of it when it was computed again.
    """

    id: str
    value: str | None
    unit: str = ""
    relation: Relation = "="
    rests_on: tuple[str, ...] = ()
    check: Verdict = "confirmed"
    arithmetic: str = ""
    why: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """The heading of one column of cells; `unit` is printed there once instead of in every cell."""

    id: str
    label: str
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its name, the cells in the order of the columns, how deep it stands (0 = top), and where it leads."""

    id: str
    label: str
    cells: tuple[Cell, ...]
    depth: int = 0
    leads_to: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """Figures side by side. Every row has as many cells as there are columns; `total` names the row of the sum."""

    id: str
    title: str
    head: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    total: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Chart:
    """A picture of the table `table`: which of its columns, in which form. It shows nothing that the table lacks."""

    id: str
    title: str
    table: str
    columns: tuple[str, ...]
    form: ChartForm


@dataclass(frozen=True, slots=True)
class Sentence:
    """Words around cells: ``{total.amount}`` in `template` stands for that cell. A digit elsewhere is a fault."""

    template: str
    cells: tuple[Cell, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the report under a heading: sentences, then tables and charts, then its own parts."""

    id: str
    title: str
    sentences: tuple[Sentence, ...] = ()
    tables: tuple[Table, ...] = ()
    charts: tuple[Chart, ...] = ()
    sections: tuple[Section, ...] = ()


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of the universe: what is counted and how. Printed with the report."""

    code: str
    text: str


@dataclass(frozen=True, slots=True)
class Check:
    """What a computation over several cells says: parts against a total, this figure against another's."""

    code: str
    verdict: Verdict
    message: str
    arithmetic: str = ""
    cells: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Amendment:
    """A figure that a later version changed; an absent one is None."""

    cell: str
    label: str
    before: str | None
    after: str | None
    why: str = ""


@dataclass(frozen=True, slots=True)
class Report:
    """A report as issued. `state` is the digest of what it was computed from: the same state gives the same bytes.

    `period` is as in `zhiyue.model.Period`, inclusive; `is_partial` is true where the period is not over or the data
    does not cover it. `version` counts issues of one report (same `id`), `amendments` what changed since the last.
    """

    id: str
    kind: ReportKind
    title: str
    start: str
    end: str
    rules_version: str
    rules: tuple[Rule, ...]
    state: str
    sections: tuple[Section, ...]
    checks: tuple[Check, ...] = ()
    language: Language = "zh"
    audience: Audience = "public"
    is_partial: bool = False
    version: int = 1
    amendments: tuple[Amendment, ...] = ()
    subtitle: str = ""
    issuer: str = ""
    issued: str = ""

    def cells(self) -> Iterator[Cell]:
        """Every cell, in reading order. One cell may stand in several places under one id."""
        for section in walk(self.sections):
            for sentence in section.sentences:
                yield from sentence.cells
            for table in section.tables:
                for row in table.rows:
                    yield from row.cells

    def cell(self, id: str) -> Cell:
        """The cell of that id. Raises KeyError where the report has none."""
        for cell in self.cells():
            if cell.id == id:
                return cell
        raise KeyError(f"the report {self.id} has no cell {id}")

    def table(self, id: str) -> Table:
        """The table of that id. Raises KeyError where the report has none."""
        for section in walk(self.sections):
            for table in section.tables:
                if table.id == id:
                    return table
        raise KeyError(f"the report {self.id} has no table {id}")


def walk(sections: tuple[Section, ...]) -> Iterator[Section]:
    """Sections and their parts, in reading order."""
    for section in sections:
        yield section
        yield from walk(section.sections)
