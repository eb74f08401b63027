"""Workbooks: .xlsx and .xlsm by openpyxl, .xls and .et by xlrd, into grids.

Comes in: bytes of a known format. Goes out: one `Grid` a sheet, each cell with the words that a person sees. Macros are
not run, links to other files are not followed; of a formula the stored result is read, and where there is none the place
is told.
"""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from typing import Any

from zhiyue.errors import ConfigurationError, UnreadableInput
from zhiyue.sheets.formats import encrypted
from zhiyue.sheets.grid import Cell, Grid, Merge, Raw, make_grid

try:
    import openpyxl
    import xlrd
    from openpyxl.utils import range_boundaries
    from openpyxl.utils.cell import coordinate_to_tuple
except ImportError as error:  # the library alone reads pages; sheets come with zhiyue[documents]
    raise ConfigurationError(
        f"reading workbooks needs {error.name}; install it with: pip install 'zhiyue[documents]'"
    ) from error

MAX_ROWS = 200_000
"""No unit plans that many activities; what is longer is a database export."""

_REMEDY = "请对方用 Excel 或 WPS 打开后另存为 .xlsx 再发 (open it, save it as .xlsx and send that)."
# <mergeCell ref="A1:C1"/>
_MERGE = re.compile(rb'<(?:\w+:)?mergeCell [^>]*?ref="([A-Z]{1,3}[0-9]{1,7}:[A-Z]{1,3}[0-9]{1,7})"')
# <c r="B3"><f>SUM(B1:B2)</f><v/></c>
_UNSTORED = re.compile(
    rb'<(?:\w+:)?c r="([A-Z]{1,3}[0-9]{1,7})"[^>]*>\s*<(?:\w+:)?f\b[^>]*(?:/>|>[^<]*</(?:\w+:)?f>)\s*'
    rb"(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v>\s*</(?:\w+:)?v>)?\s*</(?:\w+:)?c>"
)
_DECIMALS = re.compile(r"\.(0+)")
_QUOTED = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.|_.')


def read_xlsx(name: str, body: bytes) -> Iterator[Grid]:
    """Yield the sheets of a workbook in their order; those that are hidden say so.

    Raises:
        UnreadableInput: the parts of the file contradict each other, or a sheet is beyond all reason.
    """
    try:
        book = openpyxl.load_workbook(io.BytesIO(body), read_only=True, data_only=True, keep_links=False)
        # The parts hold merges and formulas, which a stream of cells does not.
        with zipfile.ZipFile(io.BytesIO(body)) as archive:
            for sheet in book.worksheets:
                yield _xlsx_grid(name, sheet, archive)
    except UnreadableInput:
        raise
    except Exception as error:  # a damaged part fails in zlib, in the XML parser, or anywhere in openpyxl
        raise UnreadableInput(f"工作簿已损坏 (corrupt workbook: {error})", where=name, remedy=_REMEDY) from error


def _xlsx_grid(name: str, sheet: Any, archive: zipfile.ZipFile) -> Grid:
    content = archive.read(sheet._worksheet_path.lstrip("/"))  # noqa: SLF001 - openpyxl names the part nowhere else
    merges = [_merge(found.decode()) for found in _MERGE.findall(content)]
    unstored = [coordinate_to_tuple(found.decode()) for found in _UNSTORED.findall(content)]
    sheet.reset_dimensions()
    cells = list(_xlsx_cells(name, sheet))
    return make_grid(sheet.title, cells, merges=merges, unstored=unstored, is_hidden=sheet.sheet_state != "visible")


def _merge(words: str) -> Merge:
    left, top, right, bottom = range_boundaries(words)
    return Merge(top, left, bottom, right)


def _xlsx_cells(name: str, sheet: Any) -> Iterator[Cell]:
    used = 0
    for row in sheet.iter_rows():
        filled = [cell for cell in row if cell.value is not None]
        used += bool(filled)
        if used > MAX_ROWS:
            raise _too_long(name, sheet.title)
        for cell in filled:
            number_format = cell.number_format if not isinstance(cell.value, str) else ""
            yield Cell(cell.row, cell.column, printed(cell.value, number_format), cell.value, number_format)


def read_xls(name: str, body: bytes) -> Iterator[Grid]:
    """Yield the sheets of an old workbook (.xls, .et).

    Raises:
        UnreadableInput: encrypted or corrupt.
    """
    try:
        # xlrd reports what it skips on a log of its own; nobody reads it there.
        book = xlrd.open_workbook(file_contents=body, formatting_info=True, logfile=io.StringIO())
        for sheet in book.sheets():
            yield _xls_grid(name, book, sheet)
    except xlrd.XLRDError as error:
        if "encrypted" in str(error).lower():
            raise encrypted(name) from error
        raise UnreadableInput(f"工作簿已损坏 (corrupt workbook: {error})", where=name, remedy=_REMEDY) from error
    except UnreadableInput:
        raise
    except Exception as error:  # xlrd asserts and indexes its way through what is not as it should be
        raise UnreadableInput(f"工作簿已损坏 (corrupt workbook: {error!r})", where=name, remedy=_REMEDY) from error


def _xls_grid(name: str, book: Any, sheet: Any) -> Grid:
    if sheet.nrows > MAX_ROWS:
        raise _too_long(name, sheet.name)
    merges = [Merge(top + 1, left + 1, bottom, right) for top, bottom, left, right in sheet.merged_cells]
    return make_grid(sheet.name, _xls_cells(book, sheet), merges=merges, is_hidden=sheet.visibility != 0)


def _xls_cells(book: Any, sheet: Any) -> Iterator[Cell]:
    for row in range(sheet.nrows):
        for column, cell in enumerate(sheet.row(row)):
            if cell.ctype in (xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK):
                continue
            style = book.format_map[book.xf_list[cell.xf_index].format_key].format_str
            raw = _xls_value(book, cell)
            yield Cell(row + 1, column + 1, printed(raw, style), raw, style)


def _xls_value(book: Any, cell: Any) -> Raw:
    if cell.ctype == xlrd.XL_CELL_ERROR:
        return str(xlrd.error_text_from_code.get(cell.value, "#VALUE!"))
    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        return bool(cell.value)
    if cell.ctype == xlrd.XL_CELL_DATE:
        try:
            moment: dt.datetime = xlrd.xldate_as_datetime(cell.value, book.datemode)
        except (ValueError, OverflowError):  # a negative or endless day
            return float(cell.value)
        return moment.time() if cell.value < 1 else moment
    if cell.ctype == xlrd.XL_CELL_NUMBER and float(cell.value).is_integer():
        return int(cell.value)
    return cell.value if isinstance(cell.value, float) else str(cell.value)


def _too_long(name: str, sheet: str) -> UnreadableInput:
    return UnreadableInput(
        f"工作表“{sheet}”超过 {MAX_ROWS} 行 (too many rows)",
        where=name,
        remedy="请只保留活动行 (keep the rows that matter).",
    )


# ── what a person sees ───────────────────────────────────────────────────────────────────────────────────────────


def printed(raw: Raw, number_format: str = "") -> str:
    """Return a workbook's value as its number format prints it, so far as reading needs it.

    >>> printed(9.1, "0.00"), printed(9.1, "General"), printed(0.977, "0.0%"), printed(1200, "#,##0")
    ('9.10', '9.1', '97.7%', '1,200')
    """
    if raw is None:
        return ""
    if isinstance(raw, bool):
        return "是" if raw else "否"
    if isinstance(raw, dt.datetime):
        return raw.strftime("%Y-%m-%d") if raw.time() == dt.time() else raw.strftime("%Y-%m-%d %H:%M")
    if isinstance(raw, dt.date):
        return raw.isoformat()
    if isinstance(raw, dt.time):
        return raw.strftime("%H:%M")
    return _number(raw, number_format) if isinstance(raw, int | float) else str(raw)


def _number(raw: float, number_format: str) -> str:
    try:
        # Fifteen digits are what Excel keeps; the rest is the machine's.
        number = Decimal(format(raw, ".15g"))
    except (InvalidOperation, ValueError):
        return str(raw)
    if not number.is_finite():
        return str(raw)
    pattern = _QUOTED.sub("", number_format.split(";", maxsplit=1)[0])
    sign = ""
    if "%" in pattern:
        number, sign = number * 100, "%"
    places = _DECIMALS.search(pattern)
    if places is not None or "0" in pattern.split("E")[0]:
        number = number.quantize(Decimal(1).scaleb(-len(places[1]) if places else 0))
    elif number == number.to_integral_value():
        number = number.quantize(Decimal(1))
    else:
        number = number.normalize()
    return f"{number:,f}{sign}" if "#,#" in pattern else f"{number:f}{sign}"
