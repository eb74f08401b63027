"""What recurs: the years of the national Quality Month, and series of exhibitions and campaigns.

Comes in: ``editions.csv`` and ``series.csv``. Goes out: frozen entries from which an edition's number can be
recomputed. Sources disagree on several years; what they say against each other stays in `conflicts`.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Literal, cast

from zhiyue.reference.tables import read_table, split_list

Held = Literal["yes", "no", "unclear"]
Counting = Literal["editions", "calendar_years", "irregular", "unnumbered"]


@dataclass(frozen=True, slots=True)
class Edition:
    """One year of the national Quality Month.

    `edition` is the number by calendar years since 1978, None where the year carries none. `held` tells whether a
    national month took place; the seven of 1978 to 1984, the gap and the restart can be counted by it.
    """

    year: int
    edition: int | None
    held: Held
    theme: str
    departments: int | None
    lead: str
    notice_no: str
    launch: str
    launch_zh: str
    sources: tuple[str, ...]
    conflicts: str
    conflicts_zh: str


@dataclass(frozen=True, slots=True)
class Series:
    """A recurring event: its first year and edition, the years between editions, and one later edition as anchor.

    `counting` says whether numbers count the editions held or the calendar years, or cannot be computed at all.
    """

    code: str
    name_zh: str
    name_en: str
    acronym: str
    aliases: tuple[str, ...]
    first_year: int
    interval_years: Decimal
    first_edition: int
    anchor: tuple[int, int] | None
    counting: Counting
    source: str


_EDITION = (
    "year", "edition", "held", "theme", "departments", "lead", "notice_no", "launch", "launch_zh", "sources",
    "conflicts", "conflicts_zh",
)  # fmt: skip
_SERIES = (
    "code", "name_zh", "name_en", "acronym", "aliases", "first_year", "interval_years", "first_edition",
    "anchor_year", "anchor_edition", "counting", "source",
)  # fmt: skip


@cache
def editions() -> tuple[Edition, ...]:
    """Return the years of the national Quality Month, sorted."""
    return tuple(
        Edition(
            year=int(row["year"]),
            edition=int(row["edition"]) if row["edition"] else None,
            held=cast("Held", row["held"]),
            theme=row["theme"],
            departments=int(row["departments"]) if row["departments"] else None,
            lead=row["lead"],
            notice_no=row["notice_no"],
            launch=row["launch"],
            launch_zh=row["launch_zh"],
            sources=split_list(row["sources"]),
            conflicts=row["conflicts"],
            conflicts_zh=row["conflicts_zh"],
        )
        for row in read_table("editions.csv", _EDITION)
    )


@cache
def series() -> tuple[Series, ...]:
    """Return the recurring events, sorted by code."""
    return tuple(
        Series(
            code=row["code"],
            name_zh=row["name_zh"],
            name_en=row["name_en"],
            acronym=row["acronym"],
            aliases=split_list(row["aliases"]),
            first_year=int(row["first_year"]),
            interval_years=Decimal(row["interval_years"]),
            first_edition=int(row["first_edition"]),
            anchor=(int(row["anchor_year"]), int(row["anchor_edition"])) if row["anchor_year"] else None,
            counting=cast("Counting", row["counting"]),
            source=row["source"],
        )
        for row in read_table("series.csv", _SERIES)
    )
