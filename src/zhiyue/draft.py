"""What travels out of a mailed sheet: its tables, its rows as drafts, and what is wrong with them.

Comes in: nothing; this module imports only the objects of a reading. Goes out: `SheetReading`, made by
`zhiyue.sheets.read_sheet`. A draft is a proposal: nothing in it counts before a person has confirmed it, so every cell
carries what was printed, where, what it was taken for, how sure that is (0…1) and why. Their JSON: `zhiyue.codec`.

Words for a value: `Quantity` for counts (unit as printed, "" where nobody says), `Share` for rates, `Period` for ranges
of days or months (and of clock times, ``"15:00"``), ISO strings for days and months, plain strings for words.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from zhiyue.model import Finding, Part, Period, Relation, Value

CellType = Literal[
    "text", "person", "organisation", "place", "date", "clock", "count", "share", "ordinal", "yes_no", "phone", "email",
    "code", "measure",
]  # fmt: skip
CellStatus = Literal["stated", "derived", "nil", "absent", "unreadable"]
"""``derived``: taken from a merged cell, from the row above (同上), or from the sheet's head. ``nil``: 无, 零, a return of
nothing, which is an answer. ``absent``: empty, — or /, which is none. ``unreadable``: words that are no such value."""
TableShape = Literal["list", "form", "crosstab", "prose"]
SheetFormat = Literal["xlsx", "xls", "docx", "html", "text"]
Change = Literal["added", "changed", "gone", "same"]


def column_letters(column: int) -> str:
    """Return the letters of a column, counted from 1.

    >>> column_letters(3), column_letters(28)
    ('C', 'AB')
    """
    letters = ""
    while column > 0:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where something stands: sheet (or table of a document, or text), row and column, both from 1; 0 is the whole."""

    sheet: str
    row: int = 0
    column: int = 0

    def __str__(self) -> str:
        cell = f"{column_letters(self.column)}{self.row or ''}"
        return f"{self.sheet}!{cell}" if cell else self.sheet


@dataclass(frozen=True, slots=True)
class Problem:
    """What a person has to look at: a stable code, where, and in plain words what is wrong and what to do."""

    code: str
    place: Place
    zh: str
    en: str
    heading: str = ""


@dataclass(frozen=True, slots=True)
class DraftCell:
    """One value of one row, with how it was come by.

    `relation` is ``=``, ``≥`` (1200余) or ``≈`` (约300) for counts, ``≤`` for a deadline (5月21日前). `part` is the half
    of the day; `clock` the time of day printed beside a date.
    """

    type: CellType
    value: Value | None
    printed: str
    place: Place
    status: CellStatus = "stated"
    confidence: float = 1.0
    reason: str = ""
    relation: Relation = "="
    part: Part | None = None
    clock: Period | None = None
    is_contact: bool = False
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class DraftColumn:
    """One column of a table: its heading as printed (levels joined by ``/``) and the field it was taken for.

    `field` is a name of ``reference/sheet_columns.csv``, empty where the column is kept under its heading. `unit` is the
    one that the heading prints (参与人次（人次）).
    """

    column: int
    heading: str
    field: str
    type: CellType
    confidence: float
    reason: str
    unit: str = ""


@dataclass(frozen=True, slots=True)
class DraftTable:
    """One table found: where, under which title, in which shape, and how many rows it holds of what.

    `totals` are the rows 合计, 小计 … that count nothing; `notes` what stands under the table.
    """

    sheet: str
    title: str
    shape: TableShape
    first_row: int
    last_row: int
    header_rows: tuple[int, ...]
    columns: tuple[DraftColumn, ...]
    drafts: int
    totals: tuple[int, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Draft:
    """One row as named values. `cells` are by field, `others` by heading: nothing printed is lost.

    `key` is made of the name without blanks and signs, the unit, and the first day: a sheet mailed again gives the same
    keys. `table` is the index of its table in the reading.
    """

    key: str
    table: int
    place: Place
    cells: Mapping[str, DraftCell]
    others: Mapping[str, DraftCell] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()

    @property
    def name(self) -> str:
        """The words by which a person knows the row: its name, else its content, unit or region."""
        for candidate in ("name", "content", "category", "form", "unit", "region"):
            cell = self.cells.get(candidate)
            if cell is not None and cell.value is not None:
                return str(cell.value)
        return str(self.place)

    @property
    def days(self) -> Period | None:
        """First and last day or month, from 时间 and 结束时间 together; None where the row has no day."""
        for first, last in (("date", "end_date"), ("planned_date", ""), ("actual_date", "")):
            start, end = _ends(self.cells.get(first)), _ends(self.cells.get(last))
            if start is not None:
                return Period(start.start, max(start.end, end.end if end is not None else ""))
        return None

    @property
    def confidence(self) -> float:
        """How sure the least sure cell is."""
        return min((cell.confidence for cell in self.cells.values() if cell.status != "absent"), default=0.0)


def _ends(cell: DraftCell | None) -> Period | None:
    if cell is None or cell.type != "date" or cell.value is None:
        return None
    return cell.value if isinstance(cell.value, Period) else Period(str(cell.value), str(cell.value))


@dataclass(frozen=True, slots=True)
class SheetReading:
    """Everything read from one mailed file. `digest` is ``sha256:<hex>`` of its bytes; `year` what its days were read with.

    `context` is what the head and foot of the sheet say of all rows: unit, contact, phone, filled_on, recorder, reviewer.
    `is_nil` tells that the unit returned nothing on purpose (本月无活动). `findings` are the sums recomputed.
    """

    source: str
    digest: str
    format: SheetFormat
    year: int
    tables: tuple[DraftTable, ...]
    drafts: tuple[Draft, ...]
    context: Mapping[str, DraftCell] = field(default_factory=dict)
    is_nil: bool = False
    findings: tuple[Finding, ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def all_problems(self) -> tuple[Problem, ...]:
        """Those of the file, of its rows and of their cells, in order of place."""
        of_rows = (problem for draft in self.drafts for problem in draft.problems)
        cells = (cell for draft in self.drafts for cell in (*draft.cells.values(), *draft.others.values()))
        of_cells = (problem for cell in (*self.context.values(), *cells) for problem in cell.problems)
        found = dict.fromkeys((*self.problems, *of_rows, *of_cells))
        return tuple(sorted(found, key=lambda problem: problem.place))

    @property
    def mapping(self) -> Mapping[str, str]:
        """Heading → field of every column, as `read_sheet` takes it back: what is remembered for a unit."""
        return {column.heading: column.field for table in self.tables for column in table.columns if column.heading}


@dataclass(frozen=True, slots=True)
class Difference:
    """What a sheet mailed again says otherwise: a row added, changed, gone or the same.

    `changed` maps the name of a value to what was and what is printed. A row whose day moved keeps its identity: `key`
    is the new key, `before` the old one.
    """

    change: Change
    key: str
    before: str
    name: str
    changed: Mapping[str, tuple[str, str]] = field(default_factory=dict)
