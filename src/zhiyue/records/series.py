"""A recurring event over all its years."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from zhiyue.record import Record

Origin = Literal["reference", "records", "both", "none"]


@dataclass(frozen=True, slots=True)
class YearValue:
    """One value of one year: where it comes from, and what the other side says if it differs."""

    value: str | None
    origin: Origin
    other: str | None = None
    is_inferred: bool = False


@dataclass(frozen=True, slots=True)
class SeriesYear:
    """One year of a series: number by calendar years and by editions held, and what is known of it."""

    year: int
    number: int | None
    held_number: int | None
    held: Literal["yes", "no", "unclear"]
    theme: YearValue
    departments: YearValue
    lead: str
    notice_no: str
    launch: YearValue
    sources: tuple[str, ...]
    conflicts: str
    record: str | None = None


def series_years(series: str, records: Iterable[Record] = ()) -> tuple[SeriesYear, ...]:
    """Every year of a series (``quality-month``) from the reference list, with what records say beside it.

    Raises:
        ValueError: a series that the reference lists do not hold year by year.
    """
    raise NotImplementedError
