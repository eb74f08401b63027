"""A recurring event over all its years: the page of a series.

Comes in: the code of a series, and the records of its editions. Goes out: one `SeriesYear` for every calendar year from
the first on: what the reference list knows, what the pages say, and where the two differ. A year without an edition is a
year too: by calendar years 2022 is the 45th Quality Month, by those really held the 33rd.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from zhiyue.model import Count, Value
from zhiyue.record import Record
from zhiyue.records.identity import normal, series_code
from zhiyue.reference import Edition, editions, series

Origin = Literal["reference", "records", "both", "none"]
LISTED = "quality-month"
"""The series that the reference lists hold year by year."""


@dataclass(frozen=True, slots=True)
class YearValue:
    """One value of one year: where it comes from, and what the pages say (`other`) if the reference says another."""

    value: str | None
    origin: Origin
    other: str | None = None
    is_inferred: bool = False


@dataclass(frozen=True, slots=True)
class SeriesYear:
    """One year of a series: `number` by calendar years, `held_number` by editions held, and what is known of it.

    `held_number` is None in a year without an edition, and from the first year on of which it is unclear. `launch_zh` and
    `conflicts_zh` are what the reference list says, in Chinese.
    """

    year: int
    number: int | None
    held_number: int | None
    held: Literal["yes", "no", "unclear"]
    theme: YearValue
    departments: YearValue
    launch: YearValue
    lead: str = ""
    notice_no: str = ""
    sources: tuple[str, ...] = ()
    conflicts: str = ""
    record: str | None = None
    launch_zh: str = ""
    conflicts_zh: str = ""


def series_years(code: str, records: Iterable[Record] = ()) -> tuple[SeriesYear, ...]:
    """Every year of a series, the first year first; `records` may hold records of anything.

    A series that the reference lists do not hold year by year has the years of its records only.

    Raises:
        ValueError: no series of that code is known.

    >>> [(item.number, item.held_number) for item in series_years("quality-month") if item.year == 2022]
    [(45, 33)]
    """
    known = next((item for item in series() if item.code == code), None)
    if known is None:
        raise ValueError(f"no series {code!r}; the codes stand in reference/series.csv")
    by_year = _records_by_year(code, records)
    listed = {item.year: item for item in editions()} if code == LISTED else {}
    if not listed:
        return tuple(_year(year, None, None, by_year.get(year)) for year in sorted(by_year))
    last = max([*listed, *by_year])
    years: list[SeriesYear] = []
    held = 0
    for year in range(known.first_year, last + 1):
        edition = listed.get(year)
        is_held = edition is not None and edition.held == "yes"
        held += is_held
        years.append(_year(year, edition, held if is_held else None, by_year.get(year)))
    return tuple(years)


def _records_by_year(code: str, records: Iterable[Record]) -> Mapping[int, Record]:
    found: dict[int, Record] = {}
    for record in sorted(records, key=lambda record: record.id):
        if record.type != "campaign_edition":
            continue
        named, year = record.field("series"), record.field("year")
        if named is None or year is None or series_code(str(named.value)) != code:
            continue
        found.setdefault(int(str(year.value)[:4]), record)
    return found


def _year(year: int, edition: Edition | None, held: int | None, record: Record | None) -> SeriesYear:
    return SeriesYear(
        year=year,
        number=edition.edition if edition is not None else None,
        held_number=held,
        held=edition.held if edition is not None else "unclear" if record is None else "yes",
        theme=_both(edition.theme if edition else "", _shown(record, "theme"), inferred=_is_inferred(edition)),
        departments=_both(
            str(edition.departments) if edition and edition.departments else "", _shown(record, "co_organisers_count")
        ),
        launch=_both(edition.launch if edition else "", _shown(record, "launch_date")),
        lead=edition.lead if edition is not None else "",
        notice_no=edition.notice_no if edition is not None else "",
        sources=edition.sources if edition is not None else (),
        conflicts=edition.conflicts if edition is not None else "",
        record=record.id if record is not None else None,
        launch_zh=edition.launch_zh if edition is not None else "",
        conflicts_zh=edition.conflicts_zh if edition is not None else "",
    )


def _is_inferred(edition: Edition | None) -> bool:
    # editions.csv begins its remark on such a year with this word.
    return edition is not None and edition.conflicts.startswith("inferred")


def _shown(record: Record | None, name: str) -> str:
    field = record.field(name) if record is not None else None
    return _spelled(field.value) if field is not None and field.value is not None else ""


def _spelled(value: Value) -> str:
    return value.number if isinstance(value, Count) else str(value)


def _both(reference: str, pages: str, *, inferred: bool = False) -> YearValue:
    if not reference:
        return YearValue(pages or None, "records" if pages else "none")
    # 2022-09-01 stands at the beginning of "2022-09-01 afternoon, Beijing"
    if not pages or not (normal(pages) == normal(reference) or reference.startswith(pages)):
        return YearValue(reference, "reference", pages or None, inferred)
    # A page that prints the theme turns what was inferred into what is stated.
    return YearValue(reference, "both")
