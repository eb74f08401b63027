"""What a report is about: its period, instrument family, region and buyers, and the periods it is compared with.

Comes in: what a person asked for (``2025-06``, 离子色谱仪, 浙江, hospital). Goes out: `Scope`, which names the report.
Months and days are those of China (+08:00).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal

from zhiyue.errors import ConfigurationError
from zhiyue.reference import buyer_groups, division_by_code, divisions, instrument_by_id, instruments
from zhiyue.report import Language
from zhiyue.values.places import short_name

HISTORY = 13
"""Months of the chart: a year and the month that it began with."""

_MONTH = re.compile(r"(\d{4})-(0[1-9]|1[0-2])")


@dataclass(frozen=True, slots=True)
class Days:
    """First and last day of a period, inclusive."""

    first: date
    last: date

    @property
    def is_months(self) -> bool:
        """Whether it is made of whole months."""
        return self.first.day == 1 and (self.last + timedelta(days=1)).day == 1

    @property
    def months(self) -> int:
        """How many months it touches."""
        return (self.last.year - self.first.year) * 12 + self.last.month - self.first.month + 1

    @property
    def name(self) -> str:
        """How it stands in an id: ``2025-06``, ``2025-01_2025-06``, ``2025-06-01_2025-06-15``."""
        if not self.is_months:
            return f"{self.first}_{self.last}"
        first, last = f"{self.first:%Y-%m}", f"{self.last:%Y-%m}"
        return first if first == last else f"{first}_{last}"

    def before(self) -> Days:
        """The period of the same length that ends where this one begins."""
        if self.is_months:
            return Days(add_months(self.first, -self.months), self.first - timedelta(days=1))
        days = self.last - self.first + timedelta(days=1)
        return Days(self.first - days, self.last - days)

    def a_year_before(self) -> Days:
        """The same period of last year."""
        first = add_months(self.first, -12)
        last = add_months(self.last, -12)
        return Days(first, month_of(last).last) if self.is_months else Days(first, last)


@dataclass(frozen=True, slots=True)
class Scope:
    """What a report is about.

    `instrument` is an id of the list (its children are counted with it), `region` the code of a division, `buyer` a
    type of buyers or a group of types; empty means all. `covers` are the days over which the lines were collected
    without a gap, where that is known: a period outside is partial. `groups` maps types of buyers to the group under
    which they are added up, `rates` currencies to yuan.
    """

    period: Days
    instrument: str = ""
    region: str = ""
    buyer: str = ""
    language: Language = "zh"
    covers: Days | None = None
    groups: Mapping[str, str] = field(default_factory=dict)
    rates: Mapping[str, Decimal] = field(default_factory=dict)

    def group_of(self, buyer_type: str) -> str:
        """The group under which a type of buyers is added up; itself where no group has it."""
        return (self.groups or standard_groups()).get(buyer_type, buyer_type)

    @property
    def id(self) -> str:
        """The id of the report, in which the language has no part: ``market.2025-06.ic``."""
        parts = [f"region-{self.region}" if self.region else "", f"buyer-{self.buyer}" if self.buyer else ""]
        return ".".join(["market", self.period.name, self.instrument or "all", *filter(None, parts)])

    @property
    def family(self) -> tuple[str, ...]:
        """The ids that count: the instrument and everything under it. Empty where every instrument counts."""
        return family_of(self.instrument) if self.instrument else ()

    @property
    def buyer_types(self) -> tuple[str, ...]:
        """The types of buyers that count; empty where all do."""
        if not self.buyer:
            return ()
        return tuple(
            code for code, group in (self.groups or standard_groups()).items() if self.buyer in (code, group)
        ) or (self.buyer,)

    def months(self) -> tuple[Days, ...]:
        """The months of the chart, the last one that of the period's end."""
        last = self.period.last.replace(day=1)
        return tuple(month_of(add_months(last, back)) for back in range(1 - HISTORY, 1))

    def reaches(self) -> Days:
        """All days that the report looks at."""
        first = min(self.months()[0].first, self.period.a_year_before().first, self.period.before().first)
        return Days(first, self.period.last)


def add_months(day: date, count: int) -> date:
    """The same day `count` months on; the last of a shorter month."""
    number = day.year * 12 + day.month - 1 + count
    first = date(number // 12, number % 12 + 1, 1)
    return first.replace(day=min(day.day, month_of(first).last.day))


def month_of(day: date) -> Days:
    """The month of a day."""
    following = date(day.year + day.month // 12, day.month % 12 + 1, 1)
    return Days(day.replace(day=1), following - timedelta(days=1))


def period_of(first: str, last: str = "") -> Days:
    """The days of a month (``2025-06``), or from one day or month to another.

    Raises:
        ConfigurationError: no such day or month, or the end before the beginning.
    """
    begin, end = _days(first), _days(last or first)
    if end.last < begin.first:
        raise ConfigurationError(f"the period ends ({last}) before it begins ({first}). Give --from and --to in order")
    return Days(begin.first, end.last)


def _days(words: str) -> Days:
    if match := _MONTH.fullmatch(words):
        return month_of(date(int(match[1]), int(match[2]), 1))
    try:
        day = date.fromisoformat(words)
    except ValueError as error:
        raise ConfigurationError(f"{words!r} is no month and no day. Write 2025-06 or 2025-06-15") from error
    return Days(day, day)


def instrument_of(words: str) -> str:
    """The id of an instrument, given by id or under any of its names.

    Raises:
        ConfigurationError: the list does not know it; the message names the nearest.
    """
    if words in instrument_by_id():
        return words
    folded = words.strip().casefold()
    for item in instruments():
        if folded in {name.casefold() for name in (item.name_en, *item.names)}:
            return item.id
    near = [item.name_zh for item in instruments() if any(folded in name.casefold() for name in item.names)]
    near.sort(key=lambda name: (not name.casefold().startswith(folded), len(name)))
    hint = f"Did you mean {'、'.join(near[:5])}?" if near else "Take an id or a name of instruments.csv."
    raise ConfigurationError(f"no instrument is called {words!r}. {hint}")


def region_of(words: str) -> str:
    """The code of a division, given by code or name.

    Raises:
        ConfigurationError: there is no such division, or several.
    """
    if words in division_by_code():
        return words
    found = [item for item in divisions() if words in (item.name, short_name(item))]
    if len(found) > 1:
        found = [item for item in found if item.level == "province"] or found
    if len(found) == 1:
        return found[0].code
    what = "no division is" if not found else f"{len(found)} divisions are"
    raise ConfigurationError(f"{what} called {words!r}. Give its six-digit code")


def buyer_of(words: str, groups: Mapping[str, str] | None = None) -> str:
    """A type of buyers or a group of types, given by code or name.

    Raises:
        ConfigurationError: there is no such type or group.
    """
    chosen = groups or standard_groups()
    known = {name: name for name in (*chosen.values(), *chosen)}
    for item in buyer_groups().values():
        known |= {item.name_zh: item.group, item.name_en.casefold(): item.group}
        known |= {item.title_zh: item.code, item.type_en.casefold(): item.code}
    if words.casefold() in known:
        return known[words.casefold()]
    raise ConfigurationError(f"no type of buyers is called {words!r}. Known are {', '.join(sorted(known))}")


def family_of(instrument: str) -> tuple[str, ...]:
    """An instrument and everything under it in the tree, sorted.

    >>> family_of("ic")
    ('ic',)
    """
    kept = {instrument}
    while more := {item.id for item in instruments() if item.parent in kept} - kept:
        kept |= more
    return tuple(sorted(kept))


def standard_groups() -> dict[str, str]:
    """Type of buyers → the group of the code list."""
    return {code: item.group for code, item in buyer_groups().items()}
