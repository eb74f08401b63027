"""Readings as flat tables: one row a value, one row a line, one row a finding; for spreadsheet programs and data frames.

Comes in: readings, masked here. Goes out: `Sheet`s, and from them CSV and the bytes of an ``.xlsx``. No cell can become a
formula: a spreadsheet program takes words that begin with ``=``, ``+``, ``-``, ``@`` or a control character for one, so in
CSV an apostrophe stands before them, and in a workbook they are written as words. Numbers are written as they are.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from zhiyue.errors import ConfigurationError
from zhiyue.exports.values import shown
from zhiyue.exports.wording import Wording
from zhiyue.lines import lines_of
from zhiyue.masking import mask
from zhiyue.model import Field, Money, Named, PageResult, Quantity

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
_LONGEST = 32_000
"""Characters of one cell, a little under what a workbook takes."""
_MOST_DIGITS = 15

Cell = str | int | float | Decimal | None


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table: its name, its columns, its rows."""

    name: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


VALUES = (
    "page", "title", "published", "notice", "notice_kind", "fact", "kind", "field", "label", "value", "amount", "currency",
    "number", "unit", "id", "status", "relation", "exact", "start", "end",
)  # fmt: skip
LINES = (
    "page", "published", "fact", "kind", "item", "lot", "name", "instrument", "category", "brand", "brand_id",
    "brand_region", "product_origin", "model", "quantity", "unit", "unit_price", "amount", "amount_basis", "currency",
    "exact", "start", "end",
)  # fmt: skip
FINDINGS = ("page", "notice", "code", "verdict", "message", "arithmetic", "rule", "exact")


def sheets_of(results: Iterable[PageResult], *, wording: Wording) -> tuple[Sheet, ...]:
    """The three tables of some readings: values, lines, findings; masked, and findings for the public alone."""
    kept = [mask(result) for result in results]
    return (
        Sheet("values", VALUES, tuple(row for result in kept for row in _values(result, wording))),
        Sheet("lines", LINES, tuple(row for result in kept for row in _lines(result))),
        Sheet("findings", FINDINGS, tuple(row for result in kept for row in _findings(result))),
    )


def safe_cell(cell: object) -> object:
    """A cell that no spreadsheet program takes for a formula: words that begin like one get an apostrophe.

    >>> safe_cell("=HYPERLINK(1)"), safe_cell(-3), safe_cell(None)
    ("'=HYPERLINK(1)", -3, '')
    """
    if cell is None:
        return ""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULA) else cell


def write_csv(sheet: Sheet) -> str:
    """A sheet as CSV (RFC 4180), with its columns in the first line."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(sheet.columns)
    writer.writerows([safe_cell(cell) for cell in row] for row in sheet.rows)
    return out.getvalue()


def write_xlsx(sheets: Sequence[Sheet]) -> bytes:
    """Sheets as one workbook.

    Raises:
        ConfigurationError: xlsxwriter is not installed.
    """
    try:
        import xlsxwriter  # noqa: PLC0415  # only workbooks need it
    except ImportError as error:
        raise ConfigurationError("workbooks need xlsxwriter: install zhiyue[documents]") from error
    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(out, options) as book:
        bold = book.add_format({"bold": True})
        for sheet in sheets:
            page = book.add_worksheet(sheet.name[:31])
            page.freeze_panes(1, 0)
            page.write_row(0, 0, sheet.columns, bold)
            for number, row in enumerate(sheet.rows, start=1):
                for column, cell in enumerate(row):
                    _write(page, number, column, cell)
    return out.getvalue()


def _write(page: object, row: int, column: int, cell: Cell) -> None:
    """A number where a workbook keeps all of its digits, else words."""
    if cell is None or cell == "":
        return
    if isinstance(cell, int | float) or (isinstance(cell, Decimal) and len(cell.as_tuple().digits) <= _MOST_DIGITS):
        page.write_number(row, column, float(cell))  # type: ignore[attr-defined]  # xlsxwriter has no types
    else:
        page.write_string(row, column, str(cell)[:_LONGEST])  # type: ignore[attr-defined]  # likewise


# ── rows ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def _values(result: PageResult, wording: Wording) -> Iterator[tuple[Cell, ...]]:
    kinds = {notice.id: notice.kind for notice in result.notices}
    page, title, published = _page(result), _first(result.page.title), _first(result.page.published)
    for fact in result.facts:
        for name in fact.fields:
            label = wording.field(fact.kind, name)
            for field in fact.all(name):
                head = (
                    page,
                    title,
                    published,
                    fact.notice,
                    kinds.get(fact.notice, ""),
                    fact.id,
                    fact.kind,
                    name,
                    label.zh,
                )
                yield (*head, *_value(field, wording))


def _value(field: Field, wording: Wording) -> tuple[Cell, ...]:
    value = field.value
    amount = Decimal(value.amount) if isinstance(value, Money) and value.amount is not None else None
    currency = value.currency if isinstance(value, Money) else ""
    number = Decimal(value.number) if isinstance(value, Quantity) else None
    unit = value.unit if isinstance(value, Quantity | Money) else ""
    id = (value.id or "") if isinstance(value, Named) else (field.canonical or "")
    span = field.span
    place = (field.exact or "", span.start, span.end) if span is not None else ("", None, None)
    words = shown(field, wording=wording)
    return (words, amount, currency, number, unit, id, field.status, field.relation, *place)


def _lines(result: PageResult) -> Iterator[tuple[Cell, ...]]:
    page, published = _page(result), _first(result.page.published)
    for line in lines_of(result.facts):
        first = line.evidence[0] if line.evidence else None
        yield (
            page, published, line.fact, line.kind, line.item, line.lot, line.name, line.instrument, line.category,
            line.brand, line.brand_id, line.brand_region, line.product_origin, line.model, line.quantity, line.unit,
            line.unit_price, line.amount, line.amount_basis, line.currency, *((first.exact, first.start, first.end) if first else ("", None, None)),
        )  # fmt: skip


def _findings(result: PageResult) -> Iterator[tuple[Cell, ...]]:
    for item in result.findings:
        exact = " … ".join(place.exact for place in item.evidence)
        yield (_page(result), item.notice, item.code, item.verdict, item.message, item.arithmetic, item.rule, exact)


def _page(result: PageResult) -> str:
    return result.url or result.path or result.digest


def _first(field: Field | None) -> str:
    return str(field.value) if field is not None and field.value is not None else ""
