"""The library's words in the language of the page.

Comes in: terms, values, moments. Goes out: strings as readers see them. The catalogue is the viewer's own, so that the
portal, the terminal and documents say the same thing with the same word.
"""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from functools import cache

from django.utils import timezone

from zhiyue.exports.values import shown
from zhiyue.exports.wording import Term, Wording, standard_wording
from zhiyue.model import Field, Money, Value
from zhiyue_site.portal.frame import is_english

_WEEKDAYS_ZH = "一二三四五六日"
_WEEKDAYS_EN = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_WAN = Decimal(10_000)


@cache
def wording() -> Wording:
    """The catalogue in use."""
    return standard_wording()


def say(term: Term) -> str:
    """A term in the language of the page."""
    return term.en if is_english() else term.zh


def value_words(field: Field) -> str:
    """The value of a field as printed; for an absent one the word for its absence."""
    return say(wording().term("status", field.status)) if field.value is None else shown(field, wording=wording())


def exact_words(value: Value | None) -> str:
    """The exact amount behind a shortened one, for the title of the figure; empty where there is none.

    >>> exact_words(Money("3811000.00", "CNY", "381.1", "万元"))
    '3,811,000.00 元'
    """
    if not isinstance(value, Money) or value.amount is None:
        return ""
    unit = "元" if value.currency == "CNY" else value.currency
    return f"{Decimal(value.amount):,.2f} {unit}"


def money_words(amount: Decimal) -> str:
    """An amount of yuan in 万元, without zeros that say nothing.

    >>> money_words(Decimal("3811000.00"))
    '381.1 万元'
    """
    wan = (amount / _WAN).quantize(Decimal("0.0001")).normalize()
    return f"{wan:,f} 万元"


def moment_words(moment: datetime | None) -> str:
    """A moment in Shanghai to the minute; a day alone where it is midnight, for then no time was printed.

    >>> moment_words(None)
    ''
    """
    if moment is None:
        return ""
    local = timezone.localtime(moment)
    return f"{local:%Y-%m-%d}" if local.hour == local.minute == 0 else f"{local:%Y-%m-%d %H:%M}"


def weekday_words(day: date) -> str:
    """The weekday, for where people plan."""
    return _WEEKDAYS_EN[day.weekday()] if is_english() else f"周{_WEEKDAYS_ZH[day.weekday()]}"
