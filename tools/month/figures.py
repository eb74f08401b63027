"""How amounts, days and numbers are printed: every form a buyer's page uses, from one value in yuan or one date.

Comes in: integers of yuan, `datetime` values. Goes out: the words.
"""

from __future__ import annotations

from datetime import date, datetime

_DIGITS = "零壹贰叁肆伍陆柒捌玖"
_WEEKDAYS = "一二三四五六日"
_TEN_THOUSAND = 10_000


def wan(yuan: int) -> str:
    """298.6: ten thousands of yuan without idle zeros.

    >>> wan(2_986_000), wan(46_800)
    ('298.6', '4.68')
    """
    return f"{yuan / _TEN_THOUSAND:.4f}".rstrip("0").rstrip(".")


def wan_system(yuan: int) -> str:
    """298.600000: as procurement systems print ten thousands."""
    return f"{yuan / _TEN_THOUSAND:.6f}"


def cents(yuan: int) -> str:
    """2986000.00."""
    return f"{yuan}.00"


def grouped(yuan: int) -> str:
    """2,986,000.00."""
    return f"{yuan:,}.00"


def capitals(yuan: int) -> str:
    """贰佰玖拾捌万陆仟元整.

    >>> capitals(2_986_000), capitals(10_050_000), capitals(595_000)
    ('贰佰玖拾捌万陆仟元整', '壹仟零伍万元整', '伍拾玖万伍仟元整')
    """
    high, low = divmod(yuan, _TEN_THOUSAND)
    words = f"{_group(high)}万" if high else ""
    if low:
        gap = "零" if high and low < _TEN_THOUSAND // 10 else ""
        words += gap + _group(low)
    return f"{words}元整"


def _group(number: int) -> str:
    words, is_gap = "", False
    for place, unit in ((1000, "仟"), (100, "佰"), (10, "拾"), (1, "")):
        digit = number // place % 10
        if digit:
            words += ("零" if is_gap and words else "") + _DIGITS[digit] + unit
        is_gap = digit == 0
    return words


def chinese_day(day: date) -> str:
    """2025年9月8日."""
    return f"{day.year}年{day.month}月{day.day}日"


def padded_day(day: date) -> str:
    """2025年09月08日."""
    return f"{day:%Y}年{day:%m}月{day:%d}日"


def weekday(day: date) -> str:
    """星期一."""
    return f"星期{_WEEKDAYS[day.weekday()]}"


def chinese_minute(moment: datetime) -> str:
    """2025年9月23日9点30分."""
    return f"{chinese_day(moment)}{moment.hour}点{moment.minute:02}分"


def half_day(moment: datetime) -> str:
    """2025年9月23日上午9:30."""
    part, hour = ("上午", moment.hour) if moment.hour <= 12 else ("下午", moment.hour - 12)
    return f"{chinese_day(moment)}{part}{hour}:{moment.minute:02}"


def printed_time(year: int, month: int, day: int, hour: int = 0, minute: int = 0, second: int = 0) -> datetime:
    """A local time as a page prints it, without a zone."""
    return datetime(year, month, day, hour, minute, second)  # noqa: DTZ001  # pages print no zone
