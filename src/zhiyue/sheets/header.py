"""Where the tables of a grid are: titles, lines of labels, one to three header rows, rows, totals, notes.

Comes in: a `Grid`. Goes out: `Layout`s, one for each table, in one of three shapes: a ``list`` (headings above, one row
a thing), a ``form`` (labels beside their values, one thing) or a ``crosstab`` (things down, units or months across).
Nothing is interpreted here; the only knowledge used is which words are known as headings.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from zhiyue.draft import TableShape
from zhiyue.reference.sheets import wording_key
from zhiyue.sheets.columns import Heading, field_of, is_label, names_field
from zhiyue.sheets.grid import Cell, Grid, Merge

TOTAL = re.compile(
    r"^(?:[^\d,，。]{0,8})?(?:合计|小计|总计|总合计|共计|累计|合\s*…|总数|汇总)(?:[（(][^)）]*[)）])?[:：]?$|^合$|^计$|^(?:本页|全市|全省|全县|全区)合?计$"
)
NOTE = re.compile(
    r"^[\s*※]*(?:注|说明|备注|填表说明|填报说明|附注|填表要求|要求)\s*[:：0-9一二三.、]|^[*※]|^(?:填表|填报|制表|审核|统计|报送|单位负责|经办|联系|盖章|负责)[^\d]{0,8}[:：]|"
    r"^(?:填表人|填报人|制表人|审核人|负责人|单位负责人|联系人|联系电话|填报时间|填表日期|日期)\s*[:：]|(?:盖章|公章)[)）]?\s*[:：]?\s*$|^附件\s*\d*[:：]?$"
)
HEAD_FIELDS = frozenset(
    {
        "unit",
        "contact",
        "phone",
        "filled_on",
        "recorder",
        "reviewer",
        "owner",
        "email",
        "region",
        "host",
        "year",
        "month",
        "fax",
    }
)
"""What the head or the foot of a sheet says of all its rows."""
LABELLED = re.compile(r"^\s*([^:：\d]{2,14})\s*[:：]\s*(.*)$", re.DOTALL)
_LONGEST_HEADING = 40
_DATA = re.compile(r"\d{2,}|[。；;]")
_UNIT_ROW = re.compile(r"^[(（][^()（）]{1,8}[)）]$")
_COUNTING = re.compile(r"^(?:\d{1,2}|[甲乙丙丁戊己庚辛]|[A-Z]|[一二三四五六七八九十])$")
_TITLE = re.compile(r"(?:计划|方案|安排|[表单册])(?:[（(][^()（）]*[)）])?$")
_ORGANISATION = re.compile(
    r"(?:局|院|厂|公司|集团|团|中心|委|办|处|科|部|站|所|校|学院|大学|协会|学会|支队|分局|街道|镇|乡|县|区|市|州|省|旗|社|行|室|会)$"
)
_MONTH = re.compile(
    r"^(?:\d{4}年)?(?:\d{1,2}|[一二三四五六七八九十]{1,2})月(?:份|\d{1,2}[日号])?$|^第?[一二三四]季度$|^第[一二三四]周$"
)


@dataclass(frozen=True)
class Layout:
    """One table of a grid, in ranges and row numbers; `pairs` are the labels and values of a form."""

    grid: Grid
    shape: TableShape
    title: str
    header: tuple[int, ...]
    headings: tuple[Heading, ...]
    data: tuple[int, ...]
    totals: tuple[int, ...] = ()
    notes: tuple[str, ...] = ()
    sections: Mapping[int, str] = field(default_factory=dict)
    pairs: tuple[tuple[Cell, Cell | None], ...] = ()
    is_guessed: bool = False


@dataclass(frozen=True)
class Found:
    """What a grid holds: its tables, and the lines around them, each a label with its value."""

    tables: tuple[Layout, ...]
    context: tuple[tuple[str, Cell], ...]
    loose: tuple[str, ...] = ()
    parked: tuple[int, ...] = ()


def find_tables(grid: Grid) -> Found:
    """Return the tables of a grid, in the order in which they begin."""
    if not grid.rows:
        return Found((), ())
    tables: list[Layout] = []
    parked: list[int] = []
    context: list[tuple[str, Cell]] = []
    loose: list[str] = []
    bands = list(_bands(grid))
    for at, band in enumerate(bands):
        scan = _Scan(grid, band)
        found = scan.tables(may_guess=at == 0 or len(bands) == 1)
        tables += found
        context += scan.context
        loose += scan.loose
        if not found and at:
            parked += band
    return Found(tuple(tables), tuple(context), tuple(loose), tuple(parked))


def _bands(grid: Grid) -> Iterator[range]:
    """Groups of columns with nothing between them: drop-down lists are parked at the far right of a sheet."""
    used: set[int] = set()
    for row, cells in grid.rows.items():
        if len(cells) < 2 and len(grid.rows) > 1:
            continue
        for column in cells:
            merge = grid.merge_at(row, column)
            used.update(range(merge.left, merge.right + 1) if merge and merge.width < 30 else (column,))
    columns = sorted(used) or [1]
    start = columns[0]
    for before, after in zip(columns, [*columns[1:], columns[-1] + 100], strict=True):
        if after - before > 1:
            yield range(start, before + 1)
            start = after


class _Scan:
    """One walk down the rows of a band."""

    def __init__(self, grid: Grid, band: range) -> None:
        self.grid = grid
        self.band = band
        self.context: list[tuple[str, Cell]] = []
        self.loose: list[str] = []
        self.rows = {
            row: kept
            for row, cells in grid.rows.items()
            if (
                kept := [
                    cell for column, cell in cells.items() if column in band or (len(cells) == 1 and band.start == 1)
                ]
            )
        }
        self.order = list(self.rows)
        self.label_columns: set[int] = set()
        self.known: dict[int, int] = {}

    def tables(self, *, may_guess: bool) -> list[Layout]:
        form = self._form()
        if form is not None:
            return [form]
        starts = list(self._headers())
        if not starts and may_guess and (guessed := self._guessed()) is not None:
            starts = [guessed]
        if not starts:
            self._read_lines(self.order)
            return []
        self._read_lines([row for row in self.order if row < starts[0][0]])
        ends = [start[0] for start in starts[1:]] + [self.order[-1] + 1]
        return [self._list(header, end) for header, end in zip(starts, ends, strict=True)]

    # ── forms ──

    def _form(self) -> Layout | None:
        """Labels in at least three rows, beside their values, and nowhere side by side as headings stand."""
        rows = self._form_rows()
        self.label_columns = {cell.column for row in rows for cell in self.rows[row] if is_label(cell.words)}
        lists = [row for row in self.order if self._known(row) >= 2 and row not in rows]
        labels = {wording_key(label.words) for row in rows for label, _ in self._pairs(row)}
        if len(rows) < 3 or len(labels) < 3 or lists:
            return None
        rows = [row for row in self.order if row in rows or self._goes_along(row, rows)]
        pairs = tuple(pair for row in rows for pair in self._pairs(row))
        others = [row for row in self.order if row not in rows]
        self._read_lines(others)
        title = next(
            (
                cell.words
                for row in others
                if row < rows[0]
                for cell in self.rows[row]
                if not LABELLED.match(cell.words)
            ),
            "",
        )
        notes = tuple(
            self.rows[row][0].words for row in others if row > rows[0] and NOTE.match(self.rows[row][0].words)
        )
        headings = tuple(Heading(label.column, (label.words,)) for label, _ in pairs)
        return Layout(self.grid, "form", title.strip(), (), headings, tuple(rows), notes=notes, pairs=pairs)

    def _form_rows(self) -> list[int]:
        """Labels beside values in cells; else lines of 标签：值 that say more than who filled the sheet in."""
        rows = [row for row in self.order if self._is_form_row(row)]
        in_cells = [row for row in rows if len(self.rows[row]) > 1 or not LABELLED.match(self.rows[row][0].words)]
        if len(in_cells) >= 3:
            return in_cells
        lines = [row for row in rows if row not in in_cells]
        fields = {field_of(label.words) for row in lines for label, _ in self._pairs(row)}
        return lines if fields - HEAD_FIELDS else []

    def _is_head_row(self, row: int) -> bool:
        """填报单位 | 甲厂 | 联系人 | 何其: labels of the whole sheet, each in a cell of its own, values beside them."""
        if len(self.rows[row]) < 2 or not self._is_form_row(row):
            return False
        labels = [label for label, _ in self._pairs(row) if is_label(label.words)]
        return bool(labels) and all(field_of(label.words) in HEAD_FIELDS for label in labels)

    def _goes_along(self, row: int, rows: Sequence[int]) -> bool:
        """A row of a form whose label nobody listed: it stands where the labels stand, with a value or among them."""
        first = self.rows[row][0]
        if first.column not in self.label_columns or len(first.bare) > 10 or NOTE.search(first.words):
            return False
        return rows[0] < row < rows[-1] or (row > rows[0] and len(self.rows[row]) > 1)

    def _is_form_row(self, row: int) -> bool:
        cells = self.rows[row]
        if len(cells) == 1 and (match := LABELLED.match(cells[0].words)) is not None:
            return is_label(match[1])
        if not is_label(cells[0].words):
            return False
        return not any(self._touch(row, a, b) for a, b in pairwise(cells))

    def _touch(self, row: int, first: Cell, second: Cell) -> bool:
        """Whether two cells are both labels and stand side by side."""
        merge = self.grid.merge_at(row, first.column)
        right = merge.right if merge else first.column
        return second.column == right + 1 and is_label(first.words) and is_label(second.words)

    def _pairs(self, row: int) -> Iterator[tuple[Cell, Cell | None]]:
        cells = self.rows[row]
        if len(cells) == 1 and (match := LABELLED.match(cells[0].words)) is not None:
            cell = cells[0]
            yield (
                Cell(row, cell.column, match[1].strip()),
                Cell(row, cell.column, match[2].strip()) if match[2].strip() else None,
            )
            return
        at = 0
        while at < len(cells):
            label = cells[at]
            value = cells[at + 1] if at + 1 < len(cells) else None
            if not (at == 0 or is_label(label.words) or (label.column in self.label_columns and len(label.bare) <= 10)):
                at += 1
                continue
            if value is not None and is_label(value.words) and not self._beside(row, label, value):
                yield label, None
                at += 1
            else:
                yield label, value
                at += 2

    def _beside(self, row: int, label: Cell, value: Cell) -> bool:
        merge = self.grid.merge_at(row, label.column)
        return value.column == (merge.right if merge else label.column) + 1

    # ── lists ──

    def _known(self, row: int) -> int:
        """How many cells of a row are wordings of headings."""
        if row not in self.known:
            self.known[row] = self._count_known(row)
        return self.known[row]

    def _count_known(self, row: int) -> int:
        keys = {wording_key(cell.words) for cell in self.rows[row] if len(cell.words) <= _LONGEST_HEADING}
        return sum(map(names_field, keys))

    def _headers(self) -> Iterator[tuple[int, int]]:
        """First and last row of each header."""
        last = 0
        seen: frozenset[str] = frozenset()
        for row in self.order:
            if row <= last:
                continue
            known, filled = self._known(row), len(self.rows[row])
            if known < 2 or known * 5 < filled * 2 or self._is_labelled(row) or self._is_head_row(row):
                continue
            keys = frozenset(wording_key(cell.words) for cell in self.rows[row])
            if last and (keys == seen or not (known >= 3 or known == filled) or not self._stands_apart(row, last)):
                continue
            start, last = self._up(row, last), self._down(row)
            seen = keys
            yield start, last

    def _stands_apart(self, row: int, last: int) -> bool:
        """A second table follows a blank row, a title, or rows of another width; not a row of the same table."""
        if row - 1 not in self.rows:
            return True
        return len(self.rows[row - 1]) == 1 and row - 1 > last

    def _is_labelled(self, row: int) -> bool:
        return any((match := LABELLED.match(cell.words)) and match[2].strip() for cell in self.rows[row])

    def _up(self, row: int, last: int) -> int:
        """A row of groups above the row with the known wordings belongs to the header."""
        start = row
        while start - 1 > last and start - 1 in self.rows and row - start < 2:
            above = self.rows[start - 1]
            if (
                len(above) < 2
                or self._is_labelled(start - 1)
                or self._is_head_row(start - 1)
                or not all(_may_head(cell) for cell in above)
            ):
                break
            start -= 1
        return start

    def _down(self, row: int) -> int:
        """Rows below that belong to the header: reached by its merges, standing only under its groups, or units."""
        last = row
        for cell in self.rows[row]:
            merge = self.grid.merge_at(row, cell.column)
            if merge is not None and merge.bottom - row <= 3 and merge.left in self.band:
                last = max(last, merge.bottom)
        while last - row < 3 and self._continues(row, last, last + 1):
            last += 1
        return last

    def _continues(self, first: int, last: int, row: int) -> bool:
        cells = self.rows.get(row)
        if not cells or not all(_may_head(cell) for cell in cells):
            return False
        if all(_UNIT_ROW.match(cell.bare) for cell in cells):
            return True
        if TOTAL.match(cells[0].bare) and cells[0].column == self.rows[first][0].column:
            return False
        return all(self._is_under_group(first, last, row, cell) for cell in cells)

    def _is_under_group(self, first: int, last: int, row: int, cell: Cell) -> bool:
        """Whether the heading above spans more columns than this one, and the cell is not a row's first."""
        merge = self.grid.merge_at(last, cell.column)
        if merge is not None and merge.width > 1 and merge.bottom == last:
            return not (cell.column == self.band.start and self.rows[first][0].column == cell.column)
        # Not merged: the group stands in the first of its columns, and the columns left of it have no second level.
        if self.grid.seen(last, cell.column) is not None:
            right = cell.column + 1
            return merge is None and self.grid.seen(last, right) is None and self.grid.at(row, right) is not None
        left = max((c.column for c in self.rows[last] if c.column < cell.column), default=0)
        return bool(left) and self.grid.at(row, left) is not None and self.grid.merge_at(last, left) is None

    def _guessed(self) -> tuple[int, int] | None:
        """The first row with several short words above rows of the same width: a header in words nobody listed."""
        widest = max(map(self._width, self.order))
        for at, row in enumerate(self.order):
            cells = self.rows[row]
            below = [len(self.rows[later]) for later in self.order[at + 1 : at + 6]]
            if len(cells) < 2 or self._is_labelled(row) or not below:
                continue
            if self._width(row) * 5 < widest * 3 or not all(_may_head(cell) for cell in cells):
                return None
            if max(below) >= 2:
                return row, self._down(row)
        return None

    def _width(self, row: int) -> int:
        """How many columns of the band a row fills, those under its merges included."""
        return sum(self.grid.seen(row, column) is not None for column in self.band)

    def _list(self, header: tuple[int, int], end: int) -> Layout:
        first, last = header
        headings = tuple(self._heading(column, first, last) for column in self.band)
        headings = tuple(heading for heading in headings if heading.levels)
        head_keys = frozenset(wording_key(cell.words) for cell in self.rows[first])
        body = _Body(self, headings, head_keys)
        for row in self.order:
            if last < row < end:
                body.take(row)
        crossed = _is_crosstab(headings, self, body.data)
        return Layout(
            self.grid,
            "crosstab" if crossed else "list",
            self._title(first),
            tuple(range(first, last + 1)),
            headings,
            tuple(body.data),
            tuple(body.totals),
            tuple(body.notes),
            body.sections,
            is_guessed=not crossed
            and self._known(first) + sum(self._known(row) for row in range(first + 1, last + 1) if row in self.rows)
            < 2,
        )

    def _heading(self, column: int, first: int, last: int) -> Heading:
        levels: list[str] = []
        group = ""
        for row in range(first, last + 1):
            cell = self.grid.seen(row, column)
            if cell is None and row < last and self.grid.merge_at(row, column) is None:
                group = self._open_group(row, column, last)
                cell_words = group
            else:
                cell_words = cell.words.strip() if cell is not None else ""
            if cell_words and (not levels or levels[-1] != cell_words):
                if _UNIT_ROW.match(cell_words) and levels:
                    levels[-1] += cell_words
                else:
                    levels.append(cell_words)
        return Heading(column, tuple(levels))

    def _open_group(self, row: int, column: int, last: int) -> str:
        """The group that stands, unmerged, left of an empty place above a second level."""
        if self.grid.at(last, column) is None:
            return ""
        left = [cell for cell in self.rows.get(row, ()) if cell.column < column]
        return left[-1].words.strip() if left and self.grid.at(last, left[-1].column) is not None else ""

    def _title(self, first: int) -> str:
        """The longest of the single lines above that is no label, no 附件1 and no number."""
        lines: list[str] = []
        for row in reversed([row for row in self.order if row < first]):
            cells = self.rows[row]
            if len(cells) > 1:
                if self._is_labelled(row) or self._is_head_row(row):
                    continue
                break
            words = cells[0].words.strip()
            if not LABELLED.match(words) and not NOTE.match(words) and not TOTAL.match(cells[0].bare):
                lines.append(re.sub(r"\s+", " ", words))
            if len(lines) >= 6:
                break
        lines = [line for line in lines if len(line) <= 80]
        named = [line for line in lines if _TITLE.search(line) and not line.endswith("。")]
        return max(named or lines, key=len, default="")

    def _read_lines(self, rows: Sequence[int]) -> None:
        for row in rows:
            cells = self.rows[row]
            self.context += _labels(cells)
            if self._is_head_row(row):
                self.context += ((label.bare, value) for label, value in self._pairs(row) if value is not None)
                continue
            self.loose += (cell.words.strip() for cell in cells if not LABELLED.match(cell.words))


class _Body:
    """The rows below a header, sorted into data, totals, section lines and notes."""

    def __init__(self, scan: _Scan, headings: Sequence[Heading], head_keys: frozenset[str]) -> None:
        self.scan = scan
        self.columns = [heading.column for heading in headings]
        self.head_keys = head_keys
        self.data: list[int] = []
        self.totals: list[int] = []
        self.notes: list[str] = []
        self.sections: dict[int, str] = {}
        self.section = ""
        self.is_over = False

    def take(self, row: int) -> None:
        """File one row."""
        cells = self.scan.rows[row]
        first = cells[0]
        if self._is_note(cells):
            self.notes.append(" ".join(cell.words.strip() for cell in cells))
            self.scan.context += _labels(cells)
            self.is_over = self.is_over or bool(self.data)
        elif frozenset(wording_key(cell.words) for cell in cells) == self.head_keys or self._is_counting(cells):
            return
        elif any(TOTAL.match(cell.bare) for cell in self._leading(cells)):
            self.totals.append(row)
        elif len(cells) == 1 and len(self.columns) > 1 and self._is_line(row, first):
            self.section = first.words.strip()
            self.scan.loose.append(self.section)
            if self.is_over:
                self.notes.append(self.section)
        elif not self.is_over and not _says_nothing(cells):
            self.data.append(row)
            if self.section:
                self.sections[row] = self.section
        elif self.is_over and not _says_nothing(cells):
            self.notes.append(" ".join(cell.words.strip() for cell in cells))
            self.scan.context += _labels(cells)

    @staticmethod
    def _is_note(cells: Sequence[Cell]) -> bool:
        first = cells[0]
        if not NOTE.search(first.words.strip()):
            return False
        return len(cells) == 1 or any(LABELLED.match(cell.words) for cell in cells)

    def _leading(self, cells: Sequence[Cell]) -> Iterator[Cell]:
        """The words of a row before its first number."""
        for cell in cells:
            if re.fullmatch(r"[\d.,%]+", cell.bare) and cell.column != self.columns[0]:
                return
            yield cell

    def _is_line(self, row: int, cell: Cell) -> bool:
        """A line of its own: merged over the table, or standing alone in the first column."""
        merge: Merge | None = self.scan.grid.merge_at(row, cell.column)
        if merge is not None and merge.width * 2 > len(self.columns) and merge.top == row:
            return True
        return cell.column <= self.columns[0] and not re.fullmatch(r"\d{1,4}[.、]?", cell.bare)

    @staticmethod
    def _is_counting(cells: Sequence[Cell]) -> bool:
        """1 2 3 4 or 甲 乙 1 2 under the headings: names of columns, no data."""
        words = [cell.bare for cell in cells]
        if len(words) < 3 or not all(_COUNTING.match(word) for word in words):
            return False
        digits = [int(word) for word in words if word.isdigit()]
        return len(digits) >= 2 and digits == list(range(digits[0], digits[0] + len(digits))) and digits[0] <= 1


def _labels(cells: Sequence[Cell]) -> Iterator[tuple[str, Cell]]:
    """Every label with its value: several in one cell, or the value in the next cell."""
    for at, cell in enumerate(cells):
        parts = list(_SEVERAL.finditer(cell.words))
        for number, match in enumerate(parts):
            end = parts[number + 1].start() if number + 1 < len(parts) else len(cell.words)
            words = cell.words[match.end() : end].strip(" \u3000\t\n,，;；")
            if (
                not words
                and number + 1 == len(parts)
                and at + 1 < len(cells)
                and not _SEVERAL.search(cells[at + 1].words)
            ):
                yield re.sub(r"\s", "", match[1]), cells[at + 1]
            elif words:
                yield re.sub(r"\s", "", match[1]), Cell(cell.row, cell.column, words)


# 填报单位（盖章）：…   填报时间：…
_SEVERAL = re.compile(
    r"(?:^|(?<=[\s\u3000,，;；]))([^\s:：,，;；\d][^:：,，;；\d\n]{0,12}?)(?:[（(](?:盖章|公章|签字|签章)[)）])?\s*[:：]"
)


def _may_head(cell: Cell) -> bool:
    if cell.raw is not None and not isinstance(cell.raw, str):
        return False
    return len(cell.bare) <= _LONGEST_HEADING and _DATA.search(cell.bare) is None and not re.match(r"^\d", cell.bare)


def _says_nothing(cells: Sequence[Cell]) -> bool:
    """A row that nobody filled in: formulas leave zeros, a number stands in front, the rest is empty."""
    return all(re.fullmatch(r"0(?:\.0+)?%?|[-—/]+", cell.bare) for cell in cells[1:]) and bool(
        re.fullmatch(r"\d{1,4}[.、]?|0(?:\.0+)?%?|[-—/]+", cells[0].bare)
    )


def _is_crosstab(headings: Sequence[Heading], scan: _Scan, data: Sequence[int]) -> bool:
    """Two headings and more are values themselves (units or months), and their cells say what happens."""
    if len(headings) < 3 or not data:
        return False
    across = [heading.words for heading in headings[1:]]
    unknown = [words for words in across if not names_field(words)]
    if len(unknown) != len(across):
        return False
    months = sum(bool(_MONTH.match(words)) for words in across)
    units = sum(bool(_ORGANISATION.search(words)) for words in across)
    rows = [cell for row in data if (cell := scan.grid.at(row, headings[0].column))]
    down = sum(bool(_MONTH.match(cell.bare) or _ORGANISATION.search(cell.bare)) for cell in rows)
    return max(months, units) * 3 >= 2 * len(across) and down * 2 >= len(rows)
