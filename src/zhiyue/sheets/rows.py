"""The rows of a table → drafts: each cell read by its column, what merges, 同上 and blanks leave out taken from above.

Comes in: a `Layout`, its columns, what the sheet's head says. Goes out: `Draft`s with stable keys, and the cells of the
total rows for `zhiyue.sheets.sums`. A number in a merged cell counts once; words there hold for every row.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import cast

from zhiyue.draft import CellType, Draft, DraftCell, DraftColumn, Place, Problem
from zhiyue.model import Period, Quantity
from zhiyue.reference.sheets import sheet_columns, wording_key
from zhiyue.sheets.cells import DITTO, Settings, Slot, absent, is_empty, read_cell
from zhiyue.sheets.columns import guess_wording
from zhiyue.sheets.days import half_of_day
from zhiyue.sheets.grid import Cell
from zhiyue.sheets.header import Layout

_ONCE: frozenset[CellType] = frozenset({"count", "share", "ordinal", "code"})
"""Types of which a merged cell is one value for all its rows together, not one for each."""
_SUBJECT = ("name", "content", "category", "form", "region")
_CARRIED = frozenset(
    {"name", "category", "date", "place", "host", "undertaker", "unit", "responsible_unit", "region", "form"}
)
"""What a row that goes on with the row above (no number of its own) takes from it."""


@dataclass(frozen=True, slots=True)
class Table:
    """A layout with what its columns were taken for."""

    index: int
    layout: Layout
    columns: tuple[DraftColumn, ...]
    settings: Settings


def slot_of(column: DraftColumn) -> Slot:
    """What a cell of that column is read as."""
    entry = sheet_columns().get(column.field)
    return Slot(
        column.heading,
        column.type,
        column.unit,
        column.confidence,
        column.reason,
        entry is not None and entry.is_contact,
    )


def drafts_of(table: Table) -> list[Draft]:
    """Return the rows of a table as drafts, in their order."""
    if table.layout.shape == "form":
        return list(_forms(table))
    if table.layout.shape == "crosstab":
        return list(_crossed(table))
    drafts: list[Draft] = []
    above: Mapping[int, DraftCell] = {}
    for row in table.layout.data:
        cells = _row_cells(table, row, above)
        above = {**above, **{column: cell for column, cell in cells.items() if cell.status != "absent"}}
        if any(cell.status not in ("absent", "derived") for cell in cells.values()):
            drafts.append(_draft(table, row, cells))
    return drafts


def cells_of_total(table: Table, row: int) -> Mapping[int, DraftCell]:
    """Return the counts of a total row by column."""
    found: dict[int, DraftCell] = {}
    for column in table.columns:
        cell = table.layout.grid.at(row, column.column)
        if column.type == "count" and cell is not None:
            found[column.column] = read_cell(
                cell, slot_of(column), table.layout.grid.place(row, column.column), table.settings
            )
    return found


# ── lists ────────────────────────────────────────────────────────────────────────────────────────────────────────


def _row_cells(table: Table, row: int, above: Mapping[int, DraftCell]) -> Mapping[int, DraftCell]:
    """The cells of a row by column."""
    goes_on = _goes_on(table, row)
    return {
        column.column: _cell(table, column, row, above.get(column.column), goes_on=goes_on) for column in table.columns
    }


def _goes_on(table: Table, row: int) -> bool:
    """Whether a row has no number of its own though its table numbers its rows: it goes on with the row above."""
    sequence = next((column for column in table.columns if column.field == "sequence"), None)
    if sequence is None or row == table.layout.data[0]:
        return False
    grid = table.layout.grid
    return grid.seen(row, sequence.column) is None or (
        grid.at(row, sequence.column) is None and grid.merge_at(row, sequence.column) is not None
    )


def _cell(table: Table, column: DraftColumn, row: int, above: DraftCell | None, *, goes_on: bool) -> DraftCell:
    grid, slot = table.layout.grid, slot_of(column)
    place = grid.place(row, column.column)
    cell = grid.at(row, column.column)
    if cell is not None and DITTO.match(cell.bare):
        return _ditto(cell, above, slot, place)
    if cell is not None:
        return read_cell(cell, slot, place, table.settings)
    merge = grid.merge_at(row, column.column)
    if merge is not None and (merge.top, merge.left) != (row, column.column):
        return _from_merge(table, column, row, slot)
    if (row, column.column) in grid.unstored:
        words = "公式没有保存结果，请用 Excel 打开后保存一次"
        english = "a formula without a stored result: open and save it"
        return replace(
            absent(slot, place, words), problems=(Problem("cell.formula", place, words, english, column.heading),)
        )
    if goes_on and above is not None and column.field in _CARRIED:
        return _taken(above, place, f"空格，承上（{above.place}）", confidence=min(above.confidence, 0.6))
    return absent(slot, place)


def _ditto(cell: Cell, above: DraftCell | None, slot: Slot, place: Place) -> DraftCell:
    if above is not None:
        return _taken(above, place, f"同上（{above.place}）", confidence=above.confidence)
    zh, en = "写着同上，但上面没有值", "ditto, with nothing above"
    problem = Problem("cell.ditto", place, zh, en, slot.heading)
    return replace(absent(slot, place, zh), printed=cell.words, problems=(problem,))


def _taken(above: DraftCell, place: Place, reason: str, *, confidence: float) -> DraftCell:
    return replace(above, place=place, status="derived", confidence=confidence, reason=reason, problems=())


def _from_merge(table: Table, column: DraftColumn, row: int, slot: Slot) -> DraftCell:
    grid = table.layout.grid
    place, merge = grid.place(row, column.column), grid.covered[(row, column.column)]
    origin = grid.at(merge.top, merge.left)
    if origin is None or merge.left != column.column or is_empty(origin.words):
        return absent(slot, place, "合并单元格的一部分")
    if column.type in _ONCE:
        return absent(slot, place, f"与{grid.place(merge.top, merge.left)}合并，只计一次")
    found = read_cell(origin, slot, place, table.settings)
    return replace(found, status="derived", reason=f"与{grid.place(merge.top, merge.left)}合并", problems=())


def _draft(table: Table, row: int, cells: Mapping[int, DraftCell]) -> Draft:
    named: dict[str, DraftCell] = {}
    others: dict[str, DraftCell] = {}
    for column in table.columns:
        cell = cells[column.column]
        if column.field:
            named[column.field] = cell
        else:
            others[column.heading] = cell
    section = table.layout.sections.get(row)
    if section and "category" not in named:
        place = table.layout.grid.place(row)
        named["category"] = DraftCell("text", section, section, place, "derived", 0.8, "上方的小标题")
    return Draft("", table.index, table.layout.grid.place(row), _with_phone(_with_clock(_with_measure(named))), others)


def _with_clock(cells: Mapping[str, DraftCell]) -> Mapping[str, DraftCell]:
    """The half of the day and the clock stand in a column of their own, or alone among the remarks: they are of the day."""
    date = cells.get("date")
    if date is None or date.value is None or (date.part and date.clock):
        return cells
    clock, remarks = cells.get("clock"), cells.get("remarks")
    part = clock.part if clock is not None else None
    if part is None and remarks is not None:
        part = half_of_day(remarks.printed)
    found = replace(date, part=date.part or part, clock=date.clock or (clock.clock if clock is not None else None))
    return {**cells, "date": found}


def _with_measure(cells: Mapping[str, DraftCell]) -> Mapping[str, DraftCell]:
    """A column 单位 of measure words says what the number beside it counts."""
    measure, number = cells.get("measure"), cells.get("number")
    if measure is None or number is None or not isinstance(number.value, Quantity) or number.value.unit:
        return cells
    return {**cells, "number": replace(number, value=Quantity(number.value.number, measure.printed))}


def _with_phone(cells: Mapping[str, DraftCell]) -> Mapping[str, DraftCell]:
    """联系人及电话 in one cell are a person and a number, where no column of numbers stands beside it."""
    name = next(
        (name for name in ("contact", "owner") if (cell := cells.get(name)) and _PHONE.search(cell.printed)), ""
    )
    if not name or "phone" in cells:
        return cells
    both = cells[name]
    words = Cell(both.place.row, both.place.column, both.printed)
    phone = read_cell(
        words, Slot("", "phone", confidence=both.confidence, reason=both.reason, is_contact=True), both.place, _ANY
    )
    person = re.sub(r"[\s,，、;；:：/()（）]+$|^[\s,，、]+", "", _PHONE.sub("", both.printed))
    return {**cells, name: replace(both, value=person or None), "phone": phone}


_ANY = Settings(0)
"""Numbers of telephones depend on no year."""
# 13800000001 | 0577-5550123
_PHONE = re.compile(r"(?:电话|手机|联系方式)?[:：]?\s*(?<!\d)(?:1\d{10}|(?:0\d{2,3}[-\s]?)?\d{7,8})(?!\d)")


# ── forms and crosstabs ──────────────────────────────────────────────────────────────────────────────────────────


def _forms(table: Table) -> Iterator[Draft]:
    """One draft for a form, another whenever its first label comes again."""
    grid = table.layout.grid
    first = wording_key(table.layout.pairs[0][0].words)
    named: dict[str, DraftCell] = {}
    others: dict[str, DraftCell] = {}
    start = table.layout.pairs[0][0]
    for label, value in table.layout.pairs:
        if wording_key(label.words) == first and (named or others):
            yield Draft("", table.index, grid.place(start.row), named, others)
            named, others, start = {}, {}, label
        column = next(
            (
                c
                for c in table.columns
                if c.column == label.column and wording_key(c.heading) == wording_key(label.words)
            ),
            form_column(label),
        )
        slot = slot_of(column)
        place = grid.place((value or label).row, (value or label).column)
        cell = read_cell(value, slot, place, table.settings) if value is not None else absent(slot, place)
        if column.field and (column.field not in named or named[column.field].confidence < cell.confidence):
            named[column.field] = cell
        else:
            others[column.heading] = cell
    yield Draft("", table.index, grid.place(start.row), _with_phone(named), others)


def form_column(label: Cell) -> DraftColumn:
    """What the label of a form was taken for."""
    heading = re.sub(r"\s+", "", label.words)
    guess = guess_wording(label.words)
    if guess is None:
        return DraftColumn(label.column, heading, "", "text", 0.9, "按原标签保留")
    entry = sheet_columns()[guess.field]
    return DraftColumn(
        label.column, heading, guess.field, cast("CellType", entry.type), guess.confidence, guess.reason, entry.unit
    )


def _crossed(table: Table) -> Iterator[Draft]:
    """One draft for each filled cell: what stands at the head of its column and of its row."""
    grid = table.layout.grid
    down, *across = table.layout.headings
    for row in table.layout.data:
        side = grid.seen(row, down.column)
        for heading in across:
            cell = grid.at(row, heading.column)
            if cell is None or side is None or is_empty(cell.words):
                continue
            head = Cell(table.layout.header[-1], heading.column, heading.words)
            named = dict((_axis(side, table), _axis(head, table)))
            slot = Slot("", "text", confidence=0.8, reason="交叉表的格")
            named["content"] = read_cell(cell, slot, grid.place(row, heading.column), table.settings)
            yield Draft("", table.index, grid.place(row, heading.column), named)


def _axis(cell: Cell, table: Table) -> tuple[str, DraftCell]:
    """A head of a crosstab is a time or a unit."""
    where = table.layout.grid.place(cell.row, cell.column)
    dated = read_cell(cell, Slot("", "date", confidence=0.85, reason="交叉表的行或列"), where, table.settings)
    if dated.status == "stated" and dated.value is not None:
        return "date", dated
    return "unit", read_cell(
        cell, Slot("", "organisation", confidence=0.85, reason="交叉表的行或列"), where, table.settings
    )


# ── keys ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def with_keys(drafts: Sequence[Draft], context: Mapping[str, DraftCell]) -> list[Draft]:
    """Give every draft its key; a row that stands twice gets a number and a problem."""
    seen: Counter[str] = Counter()
    found: list[Draft] = []
    for draft in drafts:
        key = key_of(draft, context)
        seen[key] += 1
        if seen[key] == 1:
            found.append(replace(draft, key=key))
            continue
        problem = Problem(
            "row.twice", draft.place, f"与前面一行相同：{draft.name}", f"the same as a row above: {draft.name}"
        )
        found.append(replace(draft, key=f"{key}-{seen[key]}", problems=(*draft.problems, problem)))
    return found


def key_of(draft: Draft, context: Mapping[str, DraftCell]) -> str:
    """Return the name by which the row is known again: its subject, its unit and its first day, without blanks and signs."""
    subject = next((_plain(draft.cells[name]) for name in _SUBJECT if _has(draft.cells.get(name))), "")
    unit = next((_plain(cell) for cell in (draft.cells.get("unit"), context.get("unit")) if _has(cell)), "")
    day = next((_first_day(draft.cells.get(name)) for name in ("date", "planned_date") if draft.cells.get(name)), "")
    words = "\x1f".join((subject, unit, day or ""))
    return hashlib.sha256(words.encode()).hexdigest()[:16]


def _has(cell: DraftCell | None) -> bool:
    return cell is not None and cell.value is not None


def _plain(cell: DraftCell | None) -> str:
    return wording_key(str(cell.value)) if cell is not None else ""


def _first_day(cell: DraftCell | None) -> str:
    if cell is None or cell.value is None:
        return ""
    return cell.value.start if isinstance(cell.value, Period) else str(cell.value)
