"""Days as plans write them: 9.5, 9月5日-8日, 6-12月, 5月21日前, 上旬, 9月6日下午3:00-5:00, the day number of a workbook.

Comes in: the words of a cell, what the workbook keeps behind them, and the edition's year and days. Goes out: `Dated`:
a day, a month or a period, the relation of a deadline, the half of the day, the clock times, and how sure it is.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import pairwise

from zhiyue.model import Part, Period, Relation
from zhiyue.sheets.grid import Raw
from zhiyue.values import fold, parse_number


@dataclass(frozen=True, slots=True)
class Dated:
    """What a cell says of time. `value` is an ISO day or month, or a period of them; None where only a clock is there."""

    value: str | Period | None
    confidence: float
    reason: str
    relation: Relation = "="
    part: Part | None = None
    clock: Period | None = None
    doubt: str = ""


_PARTS: Mapping[str, Part] = {
    "上午": "am", "早上": "am", "早晨": "am", "清晨": "am", "中午": "pm", "下午": "pm", "午后": "pm",
    "傍晚": "evening", "晚上": "evening", "晚间": "evening", "夜间": "evening", "晚": "evening",
}  # fmt: skip
_PART = re.compile("|".join(_PARTS))
# 15:00 | 3点半 | 10时30分 | 8.00 (only behind a half of the day: 9.00 is a day elsewhere)
_CLOCK = (
    r"(?:(?P<{0}p>上午|早上|早晨|清晨|中午|下午|傍晚|晚上|晚)\s*)?(?P<{0}h>[0-2]?\d)\s*"
    r"(?:[::]\s*(?P<{0}m>[0-5]\d)(?::[0-5]\d)?|[点时](?P<{0}half>半)?(?:(?P<{0}c>[0-5]?\d)分?)?|(?P<{0}dot>\.(?:00|30)))"
)
_TO = r"\s*(?:至|到|[-~—–－]{1,2})\s*"
_CLOCKS = re.compile(rf"{_CLOCK.format('a')}(?:{_TO}{_CLOCK.format('b')})?")
# （正月初六） | （周六） | （星期日）
_ASIDE = re.compile(
    r"\((?:农历|正月|[一二三四五六七八九十腊冬]{1,2}月(?:初|十|廿|二十)|初|周|星期|礼拜)[^()]*\)|(?:周|星期|礼拜)[一二三四五六日天末](?:至(?:周|星期)[一二三四五六日天])?"
)
_DEADLINE = re.compile(r"(?:之前|以前|前|之内|以内|内|截止|止)(?:完成|报送|报名|结束)?$")
_OPEN = re.compile(r"待定|另行通知|未定|视情况|时间待|另定|适时")
_THROUGHOUT = re.compile(
    r"^(?:活动)?(?:全月|整月|整个?月|质量月期间|活动月期间|活动期间|全程|月内|当月|活动月|“?质量月”?期间|全月开展)$"
)
_ALL_YEAR = re.compile(r"^(?:全年|常年|长期|年内|持续开展|贯穿全年)$")
_THIRDS = {
    "上旬": (1, 10),
    "中旬": (11, 20),
    "下旬": (21, 31),
    "初": (1, 10),
    "中": (11, 20),
    "底": (21, 31),
    "末": (21, 31),
}
_YEAR = r"(?:(?P<{0}y>(?:19|20)\d\d)\s*[年./\-])?\s*"
# 2026年9月5日 | 9月5 | 9.5 | 9/5 | 09-05 | 9月
_DAY = (
    rf"{_YEAR}(?:(?P<{{0}}m>\d{{{{1,2}}}}|十[一二]?|[一二三四五六七八九])\s*(?:月份?|[./\-、·])\s*)"
    r"(?P<{0}d>\d{{1,2}}|三十一?|[二廿]?十?[一二三四五六七八九]|二?十)?\s*[日号]?"
)
_FIRST = re.compile(_DAY.format("a"))
_THIRD = re.compile(
    rf"{_YEAR.format('a')}(?P<am>\d{{1,2}}|十[一二]?|[一二三四五六七八九])\s*月份?(?P<third>上旬|中旬|下旬|初|中|底|末)"
)
_SECOND = re.compile(rf"^{_TO}(?:{_DAY.format('b')}|(?P<bo>\d{{1,2}})\s*(?P<bu>[日号月]?)份?)")
_MONTHS = re.compile(
    rf"^{_YEAR.format('a')}(?P<am>\d{{1,2}}|十[一二]?|[一二三四五六七八九])\s*月?份?{_TO}(?P<bm>\d{{1,2}}|十[一二]?|[一二三四五六七八九])\s*月份?$"
)
_MORE = re.compile(r"^\s*[、,，和及]\s*(?:(?P<m>\d{1,2})\s*[月.]\s*)?(?P<d>\d{1,2})\s*[日号]?")
_NUMBER = re.compile(r"^(?P<m>1[0-2]|[1-9])(?:\.(?P<d>\d{1,2}))?$")
_SERIAL = range(36526, 73051)
"""The day numbers of workbooks from 2000 to 2099."""


def read_date(words: str, raw: Raw = None, *, year: int, days: Period | None = None) -> Dated | None:
    """Return what a cell below a heading of time says; None where it names no time at all.

    Args:
        words: as printed.
        raw: what the workbook keeps: a day, a number, the words.
        year: the edition's year, for days printed without one.
        days: the edition's first and last day, for 全月 and 上旬.

    >>> read_date("9.5", year=2026).value, read_date("9月5日-8日", year=2026).value
    ('2026-09-05', Period(start='2026-09-05', end='2026-09-08'))
    >>> read_date("5月21日前", year=2026).relation
    '≤'
    """
    if isinstance(raw, dt.datetime | dt.date):
        return _of_calendar(raw, year)
    if isinstance(raw, int | float) and not isinstance(raw, bool):
        return _of_number(words, raw, year)
    text = _ASIDE.sub("", fold(words).replace("︰", ":").replace("∶", ":")).strip()
    found = _of_words(re.sub(r"\s*\n\s*", " ", text), year, days)
    return replace(found, doubt=found.doubt or _other_year(found, year)) if found is not None else None


def read_clock(words: str, raw: Raw = None) -> tuple[Period, Part | None] | None:
    """Return first and last clock time (the same where one is printed); None where there is none."""
    if isinstance(raw, dt.time):
        moment = raw.strftime("%H:%M")
        return Period(moment, moment), None
    match = _CLOCKS.search(fold(words))
    return _clock_of(match) if match is not None else None


def half_of_day(words: str) -> Part | None:
    """Return the half of the day where that is all that a cell says: 上午."""
    return _PARTS.get(words.strip())


# ── what workbooks keep ──────────────────────────────────────────────────────────────────────────────────────────


def _of_calendar(raw: dt.datetime | dt.date, year: int) -> Dated:
    day = raw.date() if isinstance(raw, dt.datetime) else raw
    clock = None
    if isinstance(raw, dt.datetime) and raw.time() != dt.time():
        moment = raw.strftime("%H:%M")
        clock = Period(moment, moment)
    found = Dated(day.isoformat(), 0.98, "表格中的日期", clock=clock)
    return replace(found, doubt=_other_year(found, year))


def _of_number(words: str, raw: float, year: int) -> Dated | None:
    if isinstance(raw, int | float) and float(raw).is_integer() and int(raw) in _SERIAL:
        day = dt.date(1899, 12, 30) + dt.timedelta(days=int(raw))
        found = Dated(day.isoformat(), 0.85, "表格的日期序号")
        return replace(found, doubt=_other_year(found, year))
    match = _NUMBER.match(fold(words))
    if match is None:
        compact = re.fullmatch(r"(20\d\d)([01]\d)([0-3]\d)", words)
        whole = _iso(int(compact[1]), int(compact[2]), int(compact[3])) if compact else None
        return Dated(whole, 0.95, "八位日期") if whole else None
    month, printed_day = int(match["m"]), match["d"]
    if printed_day is None:
        return Dated(
            f"{year:04d}-{month:02d}", 0.6, "只有月份的数字", doubt="数字只有月份，没有日 (a month without a day)"
        )
    iso = _iso(year, month, int(printed_day))
    if iso is not None and len(printed_day) == 1 and _iso(year, month, int(printed_day) * 10) is not None:
        # A cell of numbers prints 9.10 as 9.1: the day's zero is gone.
        doubt = f"可能是{month}月{printed_day}日，也可能是{month}月{printed_day}0日 (a number keeps no trailing zero)"
        return Dated(iso, 0.5, "数字当日期读，末尾的零可能丢失", doubt=doubt)
    return Dated(iso, 0.9, "数字当日期读") if iso is not None else None


def _other_year(found: Dated, year: int) -> str:
    first = found.value.start if isinstance(found.value, Period) else found.value
    if first is None or abs(int(first[:4]) - year) == 0:
        return ""
    return f"年份是{first[:4]}，不是{year} (another year than the edition's)"


# ── words ────────────────────────────────────────────────────────────────────────────────────────────────────────


def _of_words(text: str, year: int, days: Period | None) -> Dated | None:
    if _OPEN.search(text) and not re.search(r"\d", text):
        return Dated(None, 0.9, "时间待定", doubt="时间待定 (to be decided)")
    if _THROUGHOUT.match(text):
        if days is None:
            return Dated(None, 0.5, "整个活动期间", doubt="“全月”指哪个月，表上没有说 (which month is not said)")
        return Dated(days, 0.9, "整个活动期间")
    if _ALL_YEAR.match(text):
        return Dated(Period(f"{year:04d}-01", f"{year:04d}-12"), 0.9, "全年")
    part_match = _PART.search(text)
    part = _PARTS[part_match.group()] if part_match else None
    dates, clock, part = _without_clock(text, part)
    relation: Relation = "="
    stripped = dates.rstrip(" ,，;；。")
    if _DEADLINE.search(stripped):
        relation, stripped = "≤", _DEADLINE.sub("", stripped).strip()
    found = _third(stripped, year, days) or _months(stripped, year) or _days(stripped, year)
    if found is None:
        return None
    return replace(found, relation=relation if found.relation == "=" else found.relation, part=part, clock=clock)


def _without_clock(text: str, part: Part | None) -> tuple[str, Period | None, Part | None]:
    """Cut the clock times and the halves of the day out, so that only days are left."""
    clock: Period | None = None
    for match in _CLOCKS.finditer(text):
        if match["adot"] and not (match["ap"] or part):
            continue
        clock, said = _clock_of(match)
        part = said or part
        text = text[: match.start()] + " " + text[match.end() :]
        break
    text = re.sub(_CLOCKS, lambda m: m.group() if m["adot"] else " ", text) if clock is not None else text
    return re.sub(r"\(\s*\)", "", _PART.sub(" ", text)).strip(), clock, part


def _clock_of(match: re.Match[str]) -> tuple[Period, Part | None]:
    part = _PARTS.get(match["ap"] or "")
    start = _moment(match, "a", part)
    end = _moment(match, "b", _PARTS.get(match["bp"] or "", part)) if match["bh"] else start
    return Period(start, end), part


def _moment(match: re.Match[str], side: str, part: Part | None) -> str:
    hour = int(match[f"{side}h"])
    minute = match[f"{side}m"] or match[f"{side}c"] or ("30" if match[f"{side}half"] else "00")
    if match[f"{side}dot"]:
        minute = match[f"{side}dot"][1:]
    if part in ("pm", "evening") and 1 <= hour < 12:
        hour += 12
    return f"{hour:02d}:{int(minute):02d}"


def _third(text: str, year: int, days: Period | None) -> Dated | None:
    match = _THIRD.search(text)
    if match is not None:
        first_year, month = int(match["ay"] or year), int(parse_number(match["am"]))
        third = match["third"]
    elif text in ("上旬", "中旬", "下旬") and days is not None and days.start[:7] == days.end[:7]:
        first_year, month, third = int(days.start[:4]), int(days.start[5:7]), text
    else:
        return None
    if not 1 <= month <= 12:
        return None
    start, end = _THIRDS[third]
    last = min(end, calendar.monthrange(first_year, month)[1])
    period = Period(f"{first_year:04d}-{month:02d}-{start:02d}", f"{first_year:04d}-{month:02d}-{last:02d}")
    return Dated(period, 0.85 if third.endswith("旬") else 0.7, f"{month}月{third}")


def _months(text: str, year: int) -> Dated | None:
    """6-12月 | 10月-11月 | 9至10月份."""
    match = _MONTHS.match(text)
    if match is None:
        return None
    first, last = int(parse_number(match["am"])), int(parse_number(match["bm"]))
    if not (1 <= first <= 12 and 1 <= last <= 12) or not re.search("月", text):
        return None
    start_year = int(match["ay"] or year)
    period = Period(f"{start_year:04d}-{first:02d}", f"{start_year + (last < first):04d}-{last:02d}")
    return Dated(period, 0.95, "起止月份")


def _days(text: str, year: int) -> Dated | None:
    match = _FIRST.search(text)
    month = int(parse_number(match["am"])) if match is not None else 0
    if match is None or not 1 <= month <= 12:
        return None
    start_year = int(match["ay"] or year)
    if match["ad"] is None:
        return Dated(f"{start_year:04d}-{month:02d}", 0.9, "月份") if "月" in match.group() else None
    start = _iso(start_year, month, int(parse_number(match["ad"])))
    return _from_day(start, match, text[match.end() :]) if start is not None else None


def _from_day(start: str, match: re.Match[str], rest: str) -> Dated | None:
    """A day, and what follows it: the end of a period, or more days."""
    confidence = 0.95 if "月" in match.group() or match["ay"] else 0.9
    if (second := _SECOND.match(rest)) is not None:
        return _period(start, second, confidence, year=match["ay"])
    listed = list(_listed(start, rest))
    if listed:
        numbers = [dt.date.fromisoformat(day).toordinal() for day in (start, *listed)]
        is_running = all(after - before == 1 for before, after in pairwise(numbers))
        doubt = "" if is_running else f"列了{len(listed) + 1}天，不是连续的 (several days)"
        return Dated(Period(start, listed[-1]), confidence - (0 if is_running else 0.2), "几天", doubt=doubt)
    return Dated(start, confidence, "月日")


def _period(start: str, second: re.Match[str], confidence: float, *, year: str | None) -> Dated | None:
    first = dt.date.fromisoformat(start)
    if second["bm"]:
        month, day = int(parse_number(second["bm"])), second["bd"]
        end_year = int(second["by"] or first.year)
        if not 1 <= month <= 12:
            return None
        end_day = int(parse_number(day)) if day else calendar.monthrange(end_year, month)[1]
        end = _iso(end_year, month, end_day)
        if end is not None and end < start and not second["by"]:
            end = _iso(end_year + 1, month, end_day)
    elif second["bu"] == "月":
        month = int(second["bo"])
        end = _iso(first.year, month, calendar.monthrange(first.year, month)[1]) if 1 <= month <= 12 else None
    else:
        end = _iso(first.year, first.month, int(second["bo"]))
    if end is None or end < start:
        doubt = "止期读不通或早于起期 (the end cannot be read, or lies before the start)"
        return Dated(start, 0.5, "只读到起期", doubt=doubt)
    return Dated(Period(start, end), confidence, "起止日期" if year or not second["bm"] else "起止日期，省略了年份")


def _listed(start: str, rest: str) -> Iterator[str]:
    """9月5、6日 | 9月5日、12日、10月8日."""
    month = int(start[5:7])
    while (match := _MORE.match(rest)) is not None:
        month = int(match["m"] or month)
        day = _iso(int(start[:4]), month, int(match["d"])) if 1 <= month <= 12 else None
        if day is None or day <= start:
            return
        yield day
        rest = rest[match.end() :]


def _iso(year: int, month: int, day: int) -> str | None:
    """The ISO day, or None where no calendar has it: 9.31 is no day, so the cell is none."""
    try:
        return dt.date(year, month, day).isoformat()
    except ValueError:
        return None
