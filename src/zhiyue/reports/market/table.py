"""The table of award lines: one row for each item of an award, and one for each correction and termination.

Comes in: rows of any maker (readings, the site's database, Parquet files of others). Goes out: a polars `LazyFrame` of
exactly `SCHEMA`, so that every report over it counts the same. Nothing is decided here: what counts and what does not
is the business of `zhiyue.reports.market.universe`.

Units: money in fen (Int64), never a float; days are days in China (+08:00). A text that is absent is empty, a number
that is absent is null.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Final, NamedTuple

import polars as pl

from zhiyue.errors import UnreadableInput

SCHEMA: Final[Mapping[str, type[pl.DataType]]] = {
    "award": pl.String,
    "page": pl.String,
    "purchase": pl.String,
    "number": pl.String,
    "lot": pl.String,
    "project": pl.String,
    "stage": pl.String,
    "published": pl.Date,
    "buyer": pl.String,
    "buyer_type": pl.String,
    "region": pl.String,
    "winner": pl.String,
    "method": pl.String,
    "award_fen": pl.Int64,
    "award_status": pl.String,
    "former_fen": pl.Int64,
    "budget_fen": pl.Int64,
    "currency": pl.String,
    "ordinal": pl.Int32,
    "name": pl.String,
    "category": pl.String,
    "instrument": pl.String,
    "brand": pl.String,
    "brand_region": pl.String,
    "model": pl.String,
    "quantity": pl.Int64,
    "unit_fen": pl.Int64,
    "line_fen": pl.Int64,
    "evidence": pl.String,
}
"""Column → type. `AwardLine` says what each means."""


_REMEDY = "Write it with `zhiyue report lines`, or give it the columns of zhiyue.reports.market.SCHEMA."


class AwardLine(NamedTuple):
    """One row of the table.

    `award` is the id of the fact that the row belongs to, `page` where it is read; `purchase` the id of its record
    where one is known, `number` the project's base number in the form in which numbers are compared. `stage` is
    ``award``, ``correction`` or ``termination``; other stages may stand in the table and are never counted. A
    correction carries the new `award_fen` and `winner`, and in `former_fen` the amount that it replaces, if printed.
    `award_fen` and `budget_fen` are of the award, `line_fen` and `unit_fen` of this item; `award_status` is the status
    of the award's amount (``stated``, ``masked``, ``not_stated`` …). `category` is ``goods``, ``service`` …, `brand`
    the brand's name in the list or as printed, `brand_region` the ISO code of its home. `evidence` are the words that
    the row stands on.
    """

    award: str
    page: str
    stage: str
    published: date | None
    purchase: str = ""
    number: str = ""
    lot: str = ""
    project: str = ""
    buyer: str = ""
    buyer_type: str = ""
    region: str = ""
    winner: str = ""
    method: str = ""
    award_fen: int | None = None
    award_status: str = "not_stated"
    former_fen: int | None = None
    budget_fen: int | None = None
    currency: str = "CNY"
    ordinal: int = 1
    name: str = ""
    category: str = "goods"
    instrument: str = ""
    brand: str = ""
    brand_region: str = ""
    model: str = ""
    quantity: int | None = None
    unit_fen: int | None = None
    line_fen: int | None = None
    evidence: str = ""


def table_of(rows: Iterable[AwardLine]) -> pl.LazyFrame:
    """The table of these rows."""
    kept = list(rows)
    columns = {name: [getattr(row, name) for row in kept] for name in SCHEMA}
    return pl.DataFrame(columns, schema=dict(SCHEMA)).lazy()


def scan_lines(path: Path) -> pl.LazyFrame:
    """The table in a Parquet file (or in a folder of them).

    Raises:
        UnreadableInput: no Parquet file, or one without the columns of `SCHEMA`, or with another type in one of them.
    """
    try:
        found = pl.scan_parquet(path)
        schema = found.collect_schema()
    except (OSError, pl.exceptions.PolarsError) as error:
        raise UnreadableInput(f"no Parquet file of award lines ({error})", where=str(path), remedy=_REMEDY) from error
    wrong = sorted(name for name, type_ in SCHEMA.items() if schema.get(name) != type_)
    if wrong:
        what = f"these columns of award lines are missing, or of another type: {', '.join(wrong)}"
        raise UnreadableInput(what, where=str(path), remedy=_REMEDY)
    return found.select(list(SCHEMA))
