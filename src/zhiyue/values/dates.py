"""Days, months, years and moments, with the precision that is printed and no more.

Comes in: text, and the range that holds the year of days printed without one (9月10日). Goes out: `Found` of type
``date`` ("2025-09-10"), ``month`` ("2025-09"), ``year`` ("2025") and ``moment`` ("2022-09-06T11:25:12+08:00"). Clock
times are Beijing time. A day without a year is no date as long as nobody says which year it was.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from typing import Literal

from zhiyue.model import Part, Status
from zhiyue.spans import Span
from zhiyue.values.found import Found, scope, words_of
from zhiyue.values.numerals import fold, parse_number

Precision = Literal["date", "month", "year"]
Side = Literal["before", "after"]
"""Where a day printed without its year lies, seen from the day that gives the year: 12月28日 on a page of January."""

_SIDES: Mapping[Side | None, str] = {None: "year_from", "before": "past_of", "after": "future_of"}
_SLACK = 60
"""Days by which such a day may lie on the other side: a correction of 5 January still names the deadline of 3 January."""

# 2022 | 二○二二, with the zeros that pages write
YEAR = r"(?:(?<![0-9])(?:19|20)[0-9]{2}|[一二][〇○零Oo0一二三四五六七八九]{3})"
MONTH = r"(?:[01]?[0-9](?![0-9])|十[一二]?|[一二三四五六七八九])"
DAY = r"(?:[0-3]?[0-9](?![0-9])|三十一?|[二廿]?十?[一二三四五六七八九]|二?十|廿)"
WEEKDAY = r"(?:\s?\(\s?(?:星期|周|礼拜)[一二三四五六日天]\s?\))?"
PART = r"(?:上午|早上|早晨|清晨|凌晨|中午|下午|傍晚|晚上|晚间|晚)"
_PARTS: dict[str, Part] = {
    "上午": "am", "早上": "am", "早晨": "am", "清晨": "am", "凌晨": "am", "中午": "pm", "下午": "pm",
    "傍晚": "evening", "晚上": "evening", "晚间": "evening", "晚": "evening",
}  # fmt: skip

# 日 of 日均 is no day; 29 of 3月29-31日 is one though its 日 stands further on
_DAY_WORD = r"(?:日(?![均常程期报])|号(?![楼线馆])|(?<=[0-9])(?:$|(?=\s?[-~—–至到]{1,2}\s?[0-9]{1,2}\s?[日号])))"
_NO_CODE = r"(?<![0-9A-Za-z\-/._])"
_GLUED = r"(?:(?![0-9])|(?=[0-2]?[0-9]:[0-5][0-9]))"
# 2022年09月06日 | 2022 年 9 月 | 二○○八年十一月二十八日 | 2022年
_WRITTEN = rf"(?P<y>{YEAR})\s?年(?:度|\s?(?P<m>{MONTH})\s?月份?(?:\s?(?:(?P<d>{DAY})\s?)?{_DAY_WORD})?)?"
# 2026-09-14 | 2025/03/24 | 2012.10.24 | 2026-05 | 2020-10-3013:03:16 (the time touches the day)
_NUMERIC = (
    rf"{_NO_CODE}(?P<ny>(?:19|20)[0-9]{{2}})(?:(?P<sep>[-/.])(?P<nm>[01]?[0-9])(?P=sep)(?P<nd>[0-3]?[0-9]){_GLUED}"
    rf"|[-/](?P<om>0[1-9]|1[0-2])(?![0-9\-/.A-Za-z号]))"
)
# 20200507
_COMPACT = rf"{_NO_CODE}(?P<cy>(?:19|20)[0-9]{{2}})(?P<cm>[01][0-9])(?P<cd>[0-3][0-9])(?![0-9A-Za-z\-/._])"
# 9月10日 | 九月 | 11月日 (the day was lost)
_YEARLESS = (
    rf"(?<![0-9年每第])(?<![年每]\s)(?P<ym>{MONTH})\s?月(?:份|\s?(?:(?P<yd>{DAY})\s?)?{_DAY_WORD})?"
    r"(?![球亮份季薪])"
)
# 明年 | 上月 | 昨日, from the date that the context gives
_RELATIVE = (
    r"(?P<relative>今年|本年度?|去年|上年度?|前年|明年|次年|本月|上个?月|下个?月"
    r"|今[日天](?!头条)|昨[日天]|前天|明[日天])"
)

_FIRST = r"(?=[0-9一二三四五六七八九十今本去上前明次下昨])"
_DATE = rf"(?:{_WRITTEN}|{_NUMERIC}|{_COMPACT}|{_YEARLESS})"
_PATTERN = re.compile(rf"{_FIRST}(?:{_DATE}{WEEKDAY}(?P<part>{PART})?|{_RELATIVE})")

# 11:25:12 | 10点00分 | 9时30分 | 17点 | 上午9点半
_TIME = (
    rf"(?P<tpart>{PART})?\s?(?P<h>[0-2]?[0-9])(?:\s?:\s?(?P<mi>[0-5][0-9])(?:\s?:\s?(?P<s>[0-5][0-9]))?(?![0-9])"
    r"|\s?[点时](?![间代期段])\s?(?:(?P<half>半)|(?P<cmi>[0-5]?[0-9])\s?分(?:\s?(?P<cs>[0-5]?[0-9])\s?秒)?|整)?)"
)
_MOMENT = re.compile(
    rf"{_FIRST}{_DATE}{WEEKDAY}(?:[ T\n,，]|\(?北京时间\)?){{0,3}}{_TIME}(?:\s?\(?北京时间\)?)?(?P<zone>Z|\+08:?00)?"
)
_SHIFT = {"今": 0, "本": 0, "去": -1, "上": -1, "昨": -1, "前": -2, "明": 1, "次": 1, "下": 1}


def parse_date(exact: str, context: Mapping[str, str] | None = None, *, precision: Precision = "date") -> str:
    """Return the ISO day, month or year that `exact` prints, with ``year_from`` of `context` for what has no year.

    Raises:
        ValueError: words that are no date of that precision, a day that no calendar has, or no year anywhere.

    >>> parse_date("二○○八年十一月二十八日")
    '2008-11-28'
    >>> parse_date("9月10日", {"year_from": "2025年"})
    '2025-09-10'
    >>> parse_date("12月28日", {"past_of": "2025-01-05"}), parse_date("1月9日", {"future_of": "2024-12-20"})
    ('2024-12-28', '2025-01-09')
    """
    match = _PATTERN.fullmatch(fold(exact))
    if match is None:
        raise ValueError(f"no date in {exact!r}; give one such as 2025年9月10日 or 2025-09-10")
    iso = iso_of(match, context or {})
    if _precision(iso) != precision:
        raise ValueError(f"{exact!r} is a {_precision(iso)}, no {precision}; ask for the precision that is printed")
    return iso


def parse_moment(exact: str, context: Mapping[str, str] | None = None) -> str:
    """Return the ISO moment that `exact` prints, in Beijing time, to the hour, minute or second that is printed.

    Raises:
        ValueError: words that are no day with a clock time, or no year anywhere.

    >>> parse_moment("2022年09月06日 11:25:12"), parse_moment("2020-10-3013：03")
    ('2022-09-06T11:25:12+08:00', '2020-10-30T13:03+08:00')
    """
    match = _MOMENT.fullmatch(fold(exact))
    if match is None:
        raise ValueError(f"no moment in {exact!r}; give a day with a clock time")
    iso = iso_of(match, context or {})
    if _precision(iso) != "date":
        raise ValueError(f"no day in {exact!r}; give a day with a clock time")
    return _at_time(iso, match)


def find_dates(
    text: str, within: Span | None = None, *, year: Span | None = None, side: Side | None = None
) -> Iterator[Found]:
    """Yield days, months and years in `text`, in order.

    Args:
        text: any text.
        within: search only there.
        year: a range that holds the year of 9月10日 and 今年.
        side: on which side of the day in `year` such days lie: 12月28日 before 2025-01-05 is of 2024.
    """
    for match in _PATTERN.finditer(fold(text), *scope(text, within)):
        try:
            context = _context(text, match, year, side)
            iso = iso_of(match, words_of(text, context))
        except ValueError:  # 2月30日, or a day whose year nobody knows: the page names no date here
            continue
        used = context if match["ym"] or match["relative"] else {}
        status: Status = "derived" if match["relative"] else "stated"
        part = _PARTS.get(match["part"] or "")
        yield Found(_precision(iso), Span(*match.span()), iso, status, part=part, context=used)


def find_moments(
    text: str, within: Span | None = None, *, year: Span | None = None, side: Side | None = None
) -> Iterator[Found]:
    """Yield days with a clock time in `text`, in order; `year` and `side` as in `find_dates`."""
    for match in _MOMENT.finditer(fold(text), *scope(text, within)):
        try:
            context = _context(text, match, year, side)
            value = parse_moment(match.group(), words_of(text, context))
        except ValueError:  # 25:00, 2月30日
            continue
        yield Found("moment", Span(*match.span()), value, context=context if match["ym"] else {})


def _context(text: str, match: re.Match[str], year: Span | None, side: Side | None) -> dict[str, Span]:
    """What gives the year of a day without one: plainly ``year_from``, by its side only where that makes another year."""
    if year is None:
        return {}
    plain, sided = {"year_from": year}, {_SIDES[side]: year}
    if side is None or not match["ym"] or iso_of(match, words_of(text, plain)) == iso_of(match, words_of(text, sided)):
        return plain
    return sided


def year_in(context: Mapping[str, str]) -> int | None:
    """Return the year that the words of ``year_from`` name, None where there are none."""
    match = _YEAR_WORDS.search(fold(_anchor(context)))
    return int(parse_number(match.group())) if match else None


def _anchor(context: Mapping[str, str]) -> str:
    return next((context[name] for name in _SIDES.values() if name in context), "")


_YEAR_WORDS = re.compile(r"(?:19|20)[0-9]{2}|[一二][〇○零Oo0一二三四五六七八九]{3}")


def iso_of(match: re.Match[str], context: Mapping[str, str]) -> str:
    """Return the ISO date of a match of this module's groups.

    Raises:
        ValueError: no calendar has the day, or the year is neither printed nor given.
    """
    groups = match.groupdict()
    if relative := groups.get("relative"):
        return _related(relative, context)
    printed = next((groups[name] for name in ("y", "ny", "cy") if groups.get(name)), None)
    number = int(parse_number(printed)) if printed else _known(year_in(context))
    month = next((groups[name] for name in ("m", "nm", "om", "cm", "ym") if groups.get(name)), None)
    day = next((groups[name] for name in ("d", "nd", "cd", "yd") if groups.get(name)), None)
    return iso(number if printed else _shifted(number, month, day, context), month, day)


def _shifted(year: int, month: str | None, day: str | None, context: Mapping[str, str]) -> int:
    """The year in which a day lies on its side of the day that the context gives; the year itself where it gives none."""
    match = _PATTERN.search(fold(_anchor(context)))
    anchor = iso_of(match, {}) if match is not None and not (match["ym"] or match["relative"]) else ""
    if month is None or len(anchor) != 10 or "year_from" in context:
        return year
    distance = (dt.date.fromisoformat(iso(year, month, day or "1")) - dt.date.fromisoformat(anchor)).days
    if "past_of" in context and distance > _SLACK:
        return year - 1
    return year + 1 if "future_of" in context and distance < -_SLACK else year


def _related(word: str, context: Mapping[str, str]) -> str:
    """上月 of 2025-01-05 is 2024-12: as precise as the word, never more precise than the context."""
    shift = _SHIFT[word[0]]
    if "年" in word:
        return str(_known(year_in(context)) + shift)
    anchor = _PATTERN.search(fold(_anchor(context)))
    known = iso_of(anchor, {}) if anchor and not anchor["relative"] else ""
    if "月" in word and len(known) >= 7:
        months = int(known[:4]) * 12 + int(known[5:7]) - 1 + shift
        return f"{months // 12:04d}-{months % 12 + 1:02d}"
    if "月" not in word and len(known) == 10:
        return (dt.date.fromisoformat(known) + dt.timedelta(days=shift)).isoformat()
    raise ValueError(f"no date from which {word!r} counts; pass the range of the date that applies")


def iso(year: int, month: str | None, day: str | None) -> str:
    """Write a date as ISO, to the precision that is there; month and day may be numerals.

    Raises:
        ValueError: no calendar has the day.
    """
    if month is None:
        return f"{year:04d}"
    checked = dt.date(year, int(parse_number(month)), int(parse_number(day)) if day else 1)
    return checked.isoformat() if day else checked.isoformat()[:7]


def _known(year: int | None) -> int:
    if year is None:
        raise ValueError("no year is printed and none is given; pass the range of the year that applies")
    return year


def _precision(iso: str) -> Precision:
    precisions: dict[int, Precision] = {4: "year", 7: "month", 10: "date"}
    return precisions[len(iso)]


def _at_time(day: str, match: re.Match[str]) -> str:
    hour = int(match["h"])
    part = match["tpart"] or ""
    is_afternoon = _PARTS.get(part) in ("pm", "evening") and (hour < 3 if part == "中午" else 1 <= hour < 12)
    hour += 12 if is_afternoon else 0
    minute = "30" if match["half"] else (match["mi"] or match["cmi"] or ("00" if match.group().endswith("整") else ""))
    second = match["s"] or match["cs"] or ""
    if hour == 24 and int(minute or 0) == int(second or 0) == 0:
        day, hour = (dt.date.fromisoformat(day) + dt.timedelta(days=1)).isoformat(), 0
    if hour > 23:
        raise ValueError(f"no clock shows {match.group()!r}; give an hour below 24")
    clock = ":".join([f"{hour:02d}", *(f"{int(digits):02d}" for digits in (minute, second) if digits)])
    return f"{day}T{clock}+08:00"
