"""Periods: from a first to a last day or month, both inclusive.

Comes in: text, and the range that holds the year where none is printed (9月10日至12日). Goes out: `Found` of type
``period``. What the second half leaves out (year, month) it takes from the first; halves and quarters of a year are
periods of months.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from zhiyue.model import Period
from zhiyue.spans import Span
from zhiyue.values.dates import DAY, MONTH, PART, WEEKDAY, YEAR, iso, year_in
from zhiyue.values.found import Found, scope, words_of
from zhiyue.values.numerals import fold, parse_number

_TO = r"\s{0,3}(?:起?至|到|[-~—–]{1,2})\s{0,3}"
_CLOCK = rf"(?:\s?{PART})?(?:\s?[0-2]?[0-9](?:[:点时][0-5]?[0-9]?分?(?::[0-5][0-9])?))?"
# 2025年9月10日至12日 | 9月10日(周三)-10月12日 | 2021年12月22日-2022年1月4日 | 9月10-12日
_DAYS = (
    rf"(?:(?P<y>{YEAR})\s?年\s?)?(?<![0-9])(?P<m>{MONTH})\s?月\s?(?P<d>{DAY})(?:\s?[日号]{WEEKDAY}{_CLOCK})?{_TO}"
    rf"(?:(?:(?P<y2>{YEAR})\s?年\s?)?(?P<m2>{MONTH})\s?月\s?)?(?P<d2>{DAY})\s?[日号]"
)
# 2025-09-10至2025-09-12 | 2025.9.10-9.12 | 2025/09/10-12
_NUMERIC = (
    rf"(?<![0-9A-Za-z\-/.])(?P<ny>(?:19|20)[0-9]{{2}})(?P<sep>[-/.])(?P<nm>[01]?[0-9])(?P=sep)(?P<nd>[0-3]?[0-9])"
    rf"(?![0-9]){_CLOCK}{_TO}(?:(?:(?P<ny2>(?:19|20)[0-9]{{2}})(?P=sep))?(?P<nm2>[01]?[0-9])(?P=sep))?(?P<nd2>[0-3]?[0-9])"
    rf"(?![0-9.\-/])"
)
# 2025年1-6月 | 7月-8月 | 2024年11月至2025年2月
_MONTHS = (
    rf"(?:(?P<my>{YEAR})\s?年\s?)?(?<![0-9])(?P<mm>{MONTH})\s?月?份?{_TO}"
    rf"(?:(?P<my2>{YEAR})\s?年\s?)?(?P<mm2>{MONTH})\s?月(?!\s?[0-9])份?"
)
# 2025年上半年 | 2025年第三季度 | 三季度 (of the year that the page speaks of)
_PARTS = rf"(?:(?P<py>{YEAR})\s?年\s?)?(?:(?P<half>[上下])半年|第?(?P<quarter>[一二三四1-4])季度)"
# 2021-2025年 | 2021年至2025年
_YEARS = rf"(?P<yy>{YEAR})\s?年?{_TO}(?P<yy2>{YEAR})\s?年(?!\s?[0-9]{{1,2}}\s?月)"
_PATTERN = re.compile(rf"(?=[0-9一二三四五六七八九十上下第])(?:{_DAYS}|{_NUMERIC}|{_PARTS}|{_MONTHS}|{_YEARS})")


def parse_period(exact: str, context: Mapping[str, str] | None = None) -> Period:
    """Return the period that `exact` prints, with ``year_from`` of `context` for one without a year.

    Raises:
        ValueError: words that are no period, a day that no calendar has, an end before its start, or no year anywhere.

    >>> parse_period("2025年9月10日至12日")
    Period(start='2025-09-10', end='2025-09-12')
    >>> parse_period("7月-8月", {"year_from": "2025年"})
    Period(start='2025-07', end='2025-08')
    """
    match = _PATTERN.fullmatch(fold(exact))
    if match is None:
        raise ValueError(f"no period in {exact!r}; give one such as 2025年9月10日至12日")
    return _value(match, year_in(context or {}))


def find_periods(text: str, within: Span | None = None, *, year: Span | None = None) -> Iterator[Found]:
    """Yield the periods in `text`, in order; `year` is a range that holds the year of 9月10日至12日."""
    context = {"year_from": year} if year is not None else {}
    words = words_of(text, context)
    for match in _PATTERN.finditer(fold(text), *scope(text, within)):
        has_year = any(match[name] for name in ("y", "ny", "my", "py", "yy"))
        try:
            value = _value(match, year_in({} if has_year else words))
        except ValueError:  # 2月30日至3月1日, 12日至10日, no year
            continue
        yield Found("period", Span(*match.span()), value, context={} if has_year else context)


def _value(match: re.Match[str], year: int | None) -> Period:
    group = match.groupdict()
    if group["half"] or group["quarter"]:
        return _part_of_year(group, _year(group["py"], year))
    if group["yy"]:
        period = Period(str(parse_number(group["yy"])), str(parse_number(group["yy2"])))
    elif group["mm"]:
        first = _year(group["my"], year)
        period = Period(iso(first, group["mm"], None), iso(_year(group["my2"], first), group["mm2"], None))
    else:
        side = "n" if group["ny"] else ""
        first = _year(group[side + "y"], year)
        start = iso(first, group[side + "m"], group[side + "d"])
        month = group[side + "m2"] or group[side + "m"]
        period = Period(start, iso(_year(group[side + "y2"], first), month, group[side + "d2"]))
    if period.end < period.start:
        raise ValueError(f"{match.group()!r} ends before it starts; read the dates again")
    return period


def _year(printed: str | None, fallback: int | None) -> int:
    if printed:
        return int(parse_number(printed))
    if fallback is None:
        raise ValueError("no year is printed and none is given; pass the range of the year that applies")
    return fallback


def _part_of_year(group: Mapping[str, str | None], year: int) -> Period:
    if group["half"]:
        first, last = (1, 6) if group["half"] == "上" else (7, 12)
    else:
        last = 3 * int(parse_number(group["quarter"] or ""))
        first = last - 2
    return Period(f"{year:04d}-{first:02d}", f"{year:04d}-{last:02d}")
