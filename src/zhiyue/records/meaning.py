"""When two values mean the same, and when one is the other cut short.

Comes in: typed values as pages print them. Goes out: a form that is equal for equal meanings (405.18万元 and 4051800元), and
the answer whether a coarse value may be a finer one: cut (405.1… of 405.18), rounded (11.41万 of 114051), or hedged (300余 of
312). Pure comparisons; who is believed is decided elsewhere.
"""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation
from functools import lru_cache

from zhiyue.model import Count, Money, Named, Ordinal, Period, Quantity, Relation, Share, Status, Value, ValueType
from zhiyue.records.identity import normal, normal_number, normal_organisation, normal_project

_TIME = re.compile(r"\d{4}(?:-\d{2}){0,2}(?:T\d{2}:\d{2}.*)?")
_DIGITS = re.compile(r"\d+(?:[.,，]\d+)*")


@lru_cache(maxsize=65_536)
def meaning(value: Value, type: ValueType, name: str = "") -> str:  # noqa: PLR0911  # one return for each shape of value
    """The form in which values of a field are equal when they mean the same.

    >>> a, b = Money("4051800.00", "CNY", "405.18", "万元"), Money("4051800.00", "CNY", "4051800", "元")
    >>> meaning(a, "money") == meaning(b, "money")
    True
    """
    match value:
        case str():
            return _words(value, type, name)
        case Named(name=words, id=id):
            return id or (normal_organisation(words) if type == "organisation" else normal(words))
        case Money(amount=amount, currency=currency, basis=basis):
            figure = _plain(amount) if amount is not None else f"{value.printed}{value.unit}"
            return f"{figure} {currency} {basis}"
        case Quantity(number=number, unit=unit):
            return f"{_plain(number)} {unit}"
        case Count(number=number):
            return _plain(number)
        case Share(percent=number):
            return f"{_plain(number)} %"
        case Ordinal(ordinal=ordinal):
            return str(ordinal)
        case Period(start=start, end=end):
            return f"{start}/{end}"


def _words(value: str, type: ValueType, name: str) -> str:
    if type in ("date", "month", "year", "moment"):
        return value
    if type == "code":
        return normal_number(value)
    return (normal_project(value) if name == "project" else normal(value)) or value


def _plain(number: str) -> str:
    """Figures without separators and closing zeros: 405.180 and 405.18 are one."""
    try:
        figure = Decimal(re.sub("[,，]", "", number)).normalize()
    except InvalidOperation:
        return number
    return f"{figure:f}"


# ── one value as the other cut short ─────────────────────────────────────────────────────────────────────────────


@lru_cache(maxsize=65_536)
def precision(value: Value) -> int:
    """How finely a value is printed: digits of a figure, signs of a time. Words have none: longer is not better."""
    match value:
        case str():
            return len(value) if _TIME.fullmatch(value) else 0
        case Quantity(number=digits, unit=unit):
            return len(re.sub(r"\D", "", digits).lstrip("0")) + bool(unit)
        case Money(printed=digits) | Share(percent=digits) | Count(number=digits):
            return len(re.sub(r"\D", "", digits).lstrip("0"))
        case _:
            return 0


def is_short_for(coarse: Value, fine: Value, *, status: Status = "stated", relation: Relation = "=") -> bool:
    """Whether `coarse`, with its status and relation, may be `fine` with fewer digits.

    >>> fine = Money("4051800.00", "CNY", "405.18", "万元")
    >>> is_short_for(Money("4051000.00", "CNY", "405.1", "万元"), fine)
    True
    >>> is_short_for(Money("4050000.00", "CNY", "405", "万元"), fine)
    True
    >>> is_short_for(Money("4061000.00", "CNY", "406.1", "万元"), fine)
    False
    """
    match coarse, fine:
        case str(), str():
            return fine != coarse and _is_cut_words(coarse, fine, status)
        case (Money(amount=str(a), currency=c, basis=b), Money(amount=str(f), currency=g, basis=e)) if (c, b) == (g, e):
            return _may_be(Decimal(a), Decimal(f), _unit(coarse), _unit(fine), status, relation)
        case (Count(number=a), Count(number=f)) | (Share(percent=a), Share(percent=f)):
            return _figures_may_be(a, f, status, relation)
        case (Quantity(number=a, unit=u), Quantity(number=f, unit=v)) if u in (v, ""):
            return (not u and u != v and _plain(a) == _plain(f)) or _figures_may_be(a, f, status, relation)
        case _:
            return False


_SHORTEST_NAME = 4


def is_within(name: Value, longer: Value) -> bool:
    """Whether a name stands within a longer one: 质量月 in 全国“质量月”, 理化检测中心 in the name with its owner.

    >>> is_within("离子色谱仪采购项目", "江州海洋环境监测站离子色谱仪采购项目")
    True
    """
    inner, outer = (normal(value.name if isinstance(value, Named) else str(value)) for value in (name, longer))
    return inner != outer and (len(inner) >= _SHORTEST_NAME or "质量月" in inner) and inner in outer


def is_cut_of(exact: str, fine: Value) -> bool:
    """Whether words whose figure could not be read to its end (``预算2...``) may be the beginning of `fine`."""
    found = _DIGITS.search(exact)
    printed = {Money: "printed", Count: "number", Quantity: "number", Share: "percent"}.get(type(fine))
    if found is None or printed is None:
        return False
    return _bare(getattr(fine, printed)).startswith(_bare(found.group()))


def _is_cut_words(coarse: str, fine: str, status: Status) -> bool:
    # A day without its hour, a month without its day; a name only where the page shows that it was cut
    if _TIME.fullmatch(coarse):
        return fine.startswith(coarse[:16] if "T" in coarse else coarse) and len(fine) > len(coarse)
    return status == "truncated" and normal(fine).startswith(normal(coarse))


def _figures_may_be(coarse: str, fine: str, status: Status, relation: Relation) -> bool:
    try:
        a, f = Decimal(_bare(coarse)), Decimal(_bare(fine))
    except InvalidOperation:
        return False
    return _may_be(a, f, _last(coarse), _last(fine), status, relation)


def _may_be(a: Decimal, f: Decimal, last: Decimal, fine_last: Decimal, status: Status, relation: Relation) -> bool:
    """`last` is the worth of the last printed digit: what was cut or rounded is less than that."""
    if a == f:
        return False
    if relation in ("≥", ">"):
        return a <= f < a + _hedge(a, last)
    if relation in ("≤", "<"):
        return a - _hedge(a, last) < f <= a
    if relation == "≈":
        return abs(f - a) <= _hedge(a, last) / 2
    if fine_last >= last:
        return False
    is_cut = 0 <= f - a < last
    return is_cut if status == "truncated" else is_cut or abs(f - a) <= last / 2


def _hedge(figure: Decimal, last: Decimal) -> Decimal:
    """What 余 may hold: one more of the last digit that is not zero. 300余 is below 400, 312余 below 313."""
    digits = figure / last
    while digits and digits % 10 == 0:
        digits /= 10
        last *= 10
    return last


def _unit(money: Money) -> Decimal:
    """Yuan per last printed digit: 0.01 of 万元 is 100."""
    printed, amount = Decimal(_bare(money.printed) or 0), Decimal(money.amount or 0)
    scale = amount / printed if printed and amount else Decimal(1)
    return _last(money.printed) * scale


def _last(digits: str) -> Decimal:
    return Decimal(1).scaleb(-len(digits.partition(".")[2]))


def _bare(digits: str) -> str:
    return re.sub("[,，]", "", digits)
