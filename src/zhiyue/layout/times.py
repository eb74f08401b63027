"""When a page was published, where nothing on it says so in the usual form.

Comes in: the lines around the title, and the page's address. Goes out: a field that is ``derived`` and says from what: a
time with a year of two digits (24-05-06), one in American or English order (9/17/2004 5:54 AM, May 6, 2024), or the day
in the address. Exists because such words may mean something else: they count only where a dateline stands, and only
where the page prints no plain time.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime

from zhiyue.layout.lines import Line
from zhiyue.model import Field, Repaired

_LONGEST = 100
_CLOCK = (
    r"(?:[ T\u3000,]{1,3}(?P<hour>[0-2]?\d):(?P<minute>[0-5]\d)(?::(?P<second>[0-5]\d))?(?:\s?(?P<half>[AaPp][Mm]))?)?"
)
_MONTHS = {name: number for number, name in enumerate("jan feb mar apr may jun jul aug sep oct nov dec".split(), 1)}
_MONTH = r"(?P<month>Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)[a-z]{0,6}\.?"
# 24-05-06 10:11 | 9/17/2004 5:54:13 AM | May 6, 2024 | 6 May 2024
_ODD = tuple(
    (re.compile(pattern + _CLOCK + r"(?![\d:\-/])", re.IGNORECASE), why)
    for pattern, why in (
        (r"(?<![\d\-/.])(?P<year>[0-4]\d|9\d)[-/.](?P<month>0?[1-9]|1[0-2])[-/.](?P<day>[0-3]?\d)(?!\d)", "年份为两位"),
        (r"(?<![\d\-/.])(?P<month>0?[1-9]|1[0-2])/(?P<day>[0-3]?\d)/(?P<year>(?:19|20)\d\d)(?!\d)", "按月/日/年读取"),
        (rf"\b{_MONTH} (?P<day>[0-3]?\d)(?:st|nd|rd|th)?,? (?P<year>(?:19|20)\d\d)", "英文日期"),
        (rf"(?<!\d)(?P<day>[0-3]?\d) {_MONTH},? (?P<year>(?:19|20)\d\d)", "英文日期"),
    )
)
# /202405/t20240506_123.html | /2024-05/06/content_1.htm | /2024/0506/c1.html
_IN_ADDRESS = re.compile(
    r"(?<!\d)(?P<year>(?:19|20)\d\d)[-/_]?(?P<month>0[1-9]|1[0-2])[-/_]?(?P<day>0[1-9]|[12]\d|3[01])(?!\d)"
)


def read_odd_time(repaired: Repaired, near: Sequence[Line]) -> Field | None:
    """The first time of another form among the short lines around a title."""
    for line in near:
        for pattern, why in _ODD if len(line.words) <= _LONGEST else ():
            for match in pattern.finditer(line.words):
                if (moment := _moment(match)) is not None:
                    evidence = repaired.evidence(line.within(*match.span()), status="derived", value=moment)
                    is_day = match["hour"] is None
                    return Field(
                        "date" if is_day else "moment", moment, status="derived", evidence=(evidence,), derived=why
                    )
    return None


def read_day_of_address(address: str | None) -> Field | None:
    """The day that the address of a page holds."""
    match = _IN_ADDRESS.search(address or "")
    if match is None or (day := _calendar(match["year"], match["month"], match["day"])) is None:
        return None
    return Field("date", day.date().isoformat(), status="derived", derived="页面未显示，取自网址")


def _moment(match: re.Match[str]) -> str | None:
    """The ISO form of what was matched; None where no calendar or clock has it."""
    month = match["month"]
    year = match["year"]
    if len(year) == 2:
        year = ("19" if year.startswith("9") else "20") + year
    day = _calendar(year, str(_MONTHS.get(month[:3].lower(), month)), match["day"])
    if day is None or match["hour"] is None:
        return day.date().isoformat() if day is not None else None
    hour = int(match["hour"])
    if match["half"] is not None:
        hour = hour % 12 + (12 if match["half"].lower() == "pm" else 0)
    if hour > 23:
        return None
    seconds = "" if match["second"] is None else f":{match['second']}"
    return f"{day.date().isoformat()}T{hour:02}:{match['minute']}{seconds}+08:00"


def _calendar(year: str, month: str, day: str) -> datetime | None:
    try:
        return datetime(int(year), int(month), int(day))  # noqa: DTZ001 - a day of the calendar, in no zone
    except ValueError:
        return None
