"""The rows 合计 and 小计: they count nothing, but they say what the rows should come to.

Comes in: a table's drafts and total rows. Goes out: `Finding`s with the arithmetic, code ``sum.of_parts``. A subtotal
is of the rows between it and the one before; a total may stand first or last and is of all rows.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from zhiyue.checks import FINDING_CODES
from zhiyue.draft import Draft, DraftCell, DraftColumn
from zhiyue.model import Finding, Quantity, Verdict
from zhiyue.sheets.rows import Table, cells_of_total
from zhiyue.values import plain

_CODE = "sum.of_parts"
_MOST_PARTS = 8
"""So many parts are written out in the arithmetic."""


def check_totals(table: Table, drafts: Sequence[Draft]) -> Iterator[Finding]:
    """Compare every count of every total row with the rows that it totals."""
    for row in table.layout.totals:
        totals = cells_of_total(table, row)
        parts = list(_parts(table, drafts, row))
        for column in table.columns:
            if column.column in totals:
                finding = _compare(column, totals[column.column], parts)
                if finding is not None:
                    yield finding


def _parts(table: Table, drafts: Sequence[Draft], row: int) -> Iterator[Draft]:
    """The drafts of which a total speaks: a 小计 of those since the last one, every other of all."""
    grid = table.layout.grid
    is_sub = any("小计" in cell.bare for cell in grid.rows[row].values() if isinstance(cell.raw, str | None))
    before = max((other for other in table.layout.totals if other < row), default=0) if is_sub else 0
    for draft in drafts:
        if not is_sub or before < draft.place.row < row:
            yield draft


def _compare(column: DraftColumn, total: DraftCell, parts: Sequence[Draft]) -> Finding | None:
    """None where there is nothing to add: fewer than two counts."""
    cells = [cell for draft in parts if (cell := _of(draft, column)) is not None]
    numbers = [Decimal(cell.value.number) for cell in cells if isinstance(cell.value, Quantity)]
    if not isinstance(total.value, Quantity) or len(numbers) < 2:
        return None
    whole, computed = Decimal(total.value.number), sum(numbers, Decimal(0))
    exact = all(cell.relation == "=" for cell in (*cells, total)) and all(cell.status != "unreadable" for cell in cells)
    verdict: Verdict = "confirmed" if whole == computed else "contradicted" if exact else "doubtful"
    written = " + ".join(map(plain, numbers[:_MOST_PARTS])) + (" + …" if len(numbers) > _MOST_PARTS else "")
    message = f"{total.place}：“{column.heading}”合计为 {plain(whole)}，各行相加为 {plain(computed)}"
    if verdict == "confirmed":
        message = f"{total.place}：“{column.heading}”合计与各行相符"
    elif verdict == "doubtful":
        message += "（有约数或读不出的数，不能断定）"
    return Finding(_CODE, verdict, message, FINDING_CODES[_CODE], f"{written} = {plain(computed)}", audience="internal")


def _of(draft: Draft, column: DraftColumn) -> DraftCell | None:
    cells: Mapping[str, DraftCell] = draft.cells if column.field else draft.others
    return cells.get(column.field or column.heading)
