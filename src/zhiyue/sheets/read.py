"""One mailed file → `SheetReading`: what is it, where are its tables, what do their rows say.

Comes in: a file's name and bytes, the edition's year and days, a mapping that a person confirmed for this sender. Goes
out: drafts, never facts. Only a file that cannot be read, or that holds no table, is refused.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from zhiyue.draft import Draft, DraftCell, DraftColumn, DraftTable, Place, Problem, SheetFormat, SheetReading
from zhiyue.errors import UnreadableInput
from zhiyue.model import Finding, Period, RawPage
from zhiyue.sheets.cells import Settings, is_nil, read_cell
from zhiyue.sheets.columns import assign_fields, guess_wording
from zhiyue.sheets.documents import convert, read_docx
from zhiyue.sheets.formats import Kind, kind_of
from zhiyue.sheets.grid import Cell, Grid
from zhiyue.sheets.header import HEAD_FIELDS, Found, Layout, find_tables
from zhiyue.sheets.prose import draft_of, items_of, title_of
from zhiyue.sheets.rows import Table, drafts_of, form_column, slot_of, with_keys
from zhiyue.sheets.sums import check_totals
from zhiyue.sheets.texts import is_page, read_text
from zhiyue.sheets.workbooks import read_xls, read_xlsx
from zhiyue.values import find_organisations

_SAMPLE = 40
"""So many cells of a column are looked at to see what it holds."""
_DOUBTFUL = 0.7
"""Below this a column is named to the person who confirms."""

# 清河阀门厂2026年… | 清河阀门厂“质量月”… | 清河阀门厂关于…
_BEHIND_UNIT = re.compile(r"(?:19|20)\d\d年|[“\"]|质量月|关于|活动|工作|计划")

Opener = Callable[[str, bytes], Iterator[Grid]]


def read_sheet(
    name: str, body: bytes, *, year: int, mapping: Mapping[str, str] | None = None, days: Period | None = None
) -> SheetReading:
    """Read what a unit mailed: a workbook, a document, a saved page, pasted text.

    Args:
        name: the file's name, for messages; what it is, its content tells.
        body: the bytes as received.
        year: the edition's year, for days printed without one.
        mapping: heading → field, as `SheetReading.mapping` gave it and a person corrected it; ``"-"`` drops a column.
        days: the edition's first and last day, which 全月 and 上旬 mean.

    Raises:
        UnreadableInput: encrypted, corrupt, a bomb, empty, or without any table; the message says what to do.
        UnsupportedFormat: a format that holds no table, or that needs LibreOffice where there is none.
    """
    file = _File(name, Settings(year, days), mapping or {})
    format_, grids = _open(name, body)
    for grid in grids:
        file.take(grid)
    file.take_prose()
    if not file.tables and not file.is_nil:
        raise _no_table(name, file)
    file.take_unit_of_title()
    drafts = with_keys(file.drafts, file.context)
    return SheetReading(
        source=name,
        digest=RawPage(body).digest,
        format=format_,
        year=year,
        tables=tuple(file.tables),
        drafts=tuple(drafts),
        context=file.context,
        is_nil=file.is_nil and not drafts,
        findings=tuple(file.findings),
        problems=tuple(file.problems),
    )


def _open(name: str, body: bytes) -> tuple[SheetFormat, Iterator[Grid]]:
    kind: Kind = kind_of(name, body)
    if kind == "doc":
        return "docx", read_docx(name, convert(name, body, to="docx"))
    if kind == "ods":
        return "xlsx", read_xlsx(name, convert(name, body, to="xlsx"))
    if kind == "xlsx":
        return "xlsx", read_xlsx(name, body)
    if kind == "xls":
        return "xls", read_xls(name, body)
    if kind == "docx":
        return "docx", read_docx(name, body)
    return "html" if is_page(body, name) else "text", read_text(name, body)


def _no_table(name: str, file: _File) -> UnreadableInput:
    if file.cells == 0:
        return UnreadableInput(
            "文件里没有内容 (nothing is written in it)", where=name, remedy="请填写后再发 (fill it in)."
        )
    return UnreadableInput(
        "没有找到表格 (no table was found)",
        where=name,
        remedy="请确认有一行表头，例如“活动名称、时间、地点” (make sure there is a row of headings).",
    )


@dataclass
class _File:
    """What has been read of a file so far."""

    name: str
    settings: Settings
    mapping: Mapping[str, str]
    tables: list[DraftTable] = field(default_factory=list)
    drafts: list[Draft] = field(default_factory=list)
    context: dict[str, DraftCell] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    rest: list[Grid] = field(default_factory=list)
    is_nil: bool = False
    cells: int = 0

    def take(self, grid: Grid) -> None:
        """Read one grid. What is hidden was not sent to be read; it is told, not taken."""
        self.cells += sum(map(len, grid.rows.values()))
        if grid.is_hidden:
            if grid.rows:
                self._tell(
                    "sheet.hidden", grid.place(), f"隐藏的工作表“{grid.name}”没有读", "a hidden sheet was not read"
                )
            return
        found = find_tables(grid)
        self._take_context(grid, found)
        self.is_nil = self.is_nil or any(is_nil(words) for words in found.loose)
        if found.parked:
            self._tell(
                "sheet.parked",
                grid.place(),
                "右侧没有表头的列没有读",
                "columns without headings on the right were not read",
            )
        for layout in found.tables:
            self._take_table(grid, layout)
        if not found.tables:
            self.rest.append(grid)

    def take_unit_of_title(self) -> None:
        """清河阀门厂2026年“质量月”活动计划表 names the unit where no 填报单位 does."""
        for table in self.tables if "unit" not in self.context else ():
            words = _BEHIND_UNIT.split(table.title, maxsplit=1)[0].strip()
            found = next(find_organisations(words), None)
            if found is not None and found.span.start == 0:
                place = Place(table.sheet)
                cell = DraftCell("organisation", words, table.title, place, "derived", 0.8, "表题中的单位")
                self.context["unit"] = cell
                return

    def take_prose(self) -> None:
        """Where a file holds no table at all, read its numbered sentences."""
        for grid in self.rest if not self.tables and not self.is_nil else ():
            items = items_of(grid)
            if not items:
                continue
            index, last = len(self.tables), items[-1].row
            title = title_of(grid, items)
            self.tables.append(DraftTable(grid.name, title, "prose", items[0].row, last, (), (), len(items)))
            self.drafts += (draft_of(item, grid, index, self.settings) for item in items)
            self._tell(
                "table.prose",
                grid.place(items[0].row),
                "没有表格，从编号的语句中读出",
                "no table: read from numbered sentences",
            )

    def _take_context(self, grid: Grid, found: Found) -> None:
        for label, cell in found.context:
            guess = guess_wording(label)
            if guess is None or guess.field not in HEAD_FIELDS or guess.field in self.context:
                continue
            slot = slot_of(form_column(Cell(cell.row, cell.column, label)))
            self.context[guess.field] = read_cell(cell, slot, grid.place(cell.row, cell.column), self.settings)

    def _take_table(self, grid: Grid, layout: Layout) -> None:
        columns = self._columns(layout)
        table = Table(len(self.tables), layout, columns, self.settings)
        drafts = drafts_of(table)
        if layout.shape == "list" and len(drafts) == 1 and self._is_nil_row(drafts[0]):
            self.is_nil, drafts = True, []
        rows = (*layout.header, *layout.data, *layout.totals)
        self.tables.append(
            DraftTable(
                sheet=grid.name,
                title=layout.title,
                shape=layout.shape,
                first_row=min(rows, default=0),
                last_row=max(rows, default=0),
                header_rows=layout.header,
                columns=columns,
                drafts=len(drafts),
                totals=layout.totals,
                notes=layout.notes,
            )
        )
        self.drafts += drafts
        self.findings += check_totals(table, drafts)
        self._judge(grid, layout, columns, drafts)

    def _columns(self, layout: Layout) -> tuple[DraftColumn, ...]:
        if layout.shape == "form":
            return tuple(form_column(label) for label, _ in layout.pairs)
        return assign_fields(layout.headings, _samples(layout), self.settings, mapping=self.mapping)

    @staticmethod
    def _is_nil_row(draft: Draft) -> bool:
        """One row whose only words say that there is nothing: 本月无活动."""
        words = [cell.printed for cell in (*draft.cells.values(), *draft.others.values()) if cell.printed]
        return 1 <= len(words) <= 2 and is_nil(words[-1])

    def _judge(self, grid: Grid, layout: Layout, columns: Sequence[DraftColumn], drafts: Sequence[Draft]) -> None:
        """Name what a person has to look at before confirming."""
        top = layout.header[0] if layout.header else 0
        if layout.is_guessed:
            self._tell(
                "table.header", grid.place(top), "表头用词不认识，按位置猜测", "no known headings: guessed by place"
            )
        if layout.shape == "crosstab":
            self._tell(
                "table.crosstab",
                grid.place(top),
                "这是交叉表，每一格读作一条",
                "a crosstab: every cell was read as one row",
            )
        if not drafts and not self.is_nil:
            self._tell("table.empty", grid.place(top), "表中没有填写任何一行", "no row of the table is filled in")
        for column in columns if layout.shape == "list" else ():
            if column.field and column.confidence < _DOUBTFUL:
                words = f"“{column.heading}”读作“{column.field}”，把握不大：{column.reason}"
                place = grid.place(layout.header[-1], column.column)
                self._tell(
                    "column.doubtful", place, words, f"{column.heading} was taken for {column.field}, not surely"
                )

    def _tell(self, code: str, place: Place, zh: str, en: str) -> None:
        self.problems.append(Problem(code, place, zh, en))


def _samples(layout: Layout) -> Mapping[int, Sequence[Cell]]:
    step = max(1, len(layout.data) // _SAMPLE)
    rows = layout.data[::step]
    columns = [heading.column for heading in layout.headings]
    return {
        column: [cell for row in rows if (cell := layout.grid.at(row, column)) is not None and cell.bare not in _SILENT]
        for column in columns
    }


_SILENT = frozenset({"/", "-", "—", "——", "同上", "无"})
