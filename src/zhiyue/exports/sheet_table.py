"""Mailed sheets for the eye, on a terminal: what was found, row by row, and what a person has to look at.

Comes in: a `SheetReading`. Goes out: lines of at most the console's width, contact data covered unless they are asked
for. For programs there is JSON (`zhiyue.codec.sheet_to_json`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.console import Group, RenderableType
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from zhiyue.draft import Draft, DraftCell, DraftTable, SheetReading
from zhiyue.exports.table import VERDICT_STYLES
from zhiyue.exports.values import value_text, visible
from zhiyue.exports.wording import Wording
from zhiyue.masking import BLOCK
from zhiyue.model import Finding, Period
from zhiyue.reference.sheets import sheet_columns

_SHAPES = {"list": "清单", "form": "表单", "crosstab": "交叉表", "prose": "语句"}
_MOST_ROWS = 40
_MOST_COLUMNS = 9
"""More do not stand side by side on a terminal; JSON has all."""
_DOUBTFUL = 0.7


def sheet_table(reading: SheetReading, *, wording: Wording, shows_contacts: bool = False) -> RenderableType:
    """One file: its head, each table with its rows, the sums, the problems."""
    head = Text(visible(reading.source), style="bright_black")
    parts: list[RenderableType] = [Rule(head, align="left", style="bright_black", characters="─")]
    if reading.is_nil:
        parts.append(Text("零报告：写明没有活动", style="bold"))
    context = [
        f"{_label(name)} {visible(_shown(cell, shows_contacts=shows_contacts))}"
        for name, cell in reading.context.items()
        if cell.value is not None
    ]
    if context:
        parts.append(Text(" · ".join(context), style="bright_black"))
    for index, table in enumerate(reading.tables):
        drafts = [draft for draft in reading.drafts if draft.table == index]
        parts += [Text(""), *_table(table, drafts, shows_contacts=shows_contacts)]
    parts += [_finding(finding, wording) for finding in reading.findings]
    problems = reading.all_problems
    if problems:
        parts.append(Text(f"{len(problems)} 处需要确认", style="yellow"))
        parts += [Text(visible(f"  {problem.place}  {problem.heading}  {problem.zh}")) for problem in problems]
    return Group(*parts, Text(""))


def _table(found: DraftTable, drafts: Sequence[Draft], *, shows_contacts: bool) -> Iterator[RenderableType]:
    title = Text(visible(found.title or found.sheet), style="bold")
    title.append(f"  {_SHAPES[found.shape]}，{found.drafts} 行", style="not bold bright_black")
    if found.totals:
        title.append(f"，合计行 {'、'.join(map(str, found.totals))} 不计", style="not bold bright_black")
    yield title
    names = _names(drafts)
    table = Table(box=None, padding=(0, 1), pad_edge=False, header_style="bright_black")
    table.add_column("位置", style="bright_black", no_wrap=True)
    for name in names[:_MOST_COLUMNS]:
        table.add_column(visible(_label(name)), overflow="fold")
    for draft in drafts[:_MOST_ROWS]:
        cells = {**draft.others, **draft.cells}
        row = [_cell(cells.get(name), shows_contacts=shows_contacts) for name in names[:_MOST_COLUMNS]]
        table.add_row(visible(str(draft.place)), *row)
    yield table
    if len(names) > _MOST_COLUMNS or len(drafts) > _MOST_ROWS:
        yield Text(f"共 {len(names)} 列、{len(drafts)} 行，其余见 JSON", style="bright_black")


def _names(drafts: Sequence[Draft]) -> Sequence[str]:
    """The names of the values that any row has, those with a field first."""
    fields = dict.fromkeys(name for draft in drafts for name, cell in draft.cells.items() if cell.printed)
    others = dict.fromkeys(name for draft in drafts for name, cell in draft.others.items() if cell.printed)
    return [name for name in (*fields, *others) if name != "sequence"]


def _label(name: str) -> str:
    entry = sheet_columns().get(name)
    return entry.label_zh if entry is not None else name


def _cell(cell: DraftCell | None, *, shows_contacts: bool) -> Text:
    if cell is None:
        return Text("")
    style = "red" if cell.status == "unreadable" else "yellow" if 0 < cell.confidence < _DOUBTFUL else ""
    return Text(visible(_shown(cell, shows_contacts=shows_contacts)), style=style)


def _shown(cell: DraftCell, *, shows_contacts: bool) -> str:
    if cell.status == "unreadable":
        return f"？{cell.printed}"
    if cell.value is None:
        return "无" if cell.status == "nil" else ""
    if cell.is_contact and not shows_contacts:
        return BLOCK * 3
    words = f"{cell.value.start} — {cell.value.end}" if isinstance(cell.value, Period) else value_text(cell.value)
    sign = "" if cell.relation == "=" else f"{cell.relation} "
    clock = f" {cell.clock.start}" if cell.clock is not None and cell.type == "date" else ""
    return f"{sign}{words}{clock}"


def _finding(finding: Finding, wording: Wording) -> Text:
    line = Text(f"{wording.term('verdict', finding.verdict)}  ", style=VERDICT_STYLES[finding.verdict])
    return line.append(visible(f"{finding.message}（{finding.arithmetic}）"), style="default")
