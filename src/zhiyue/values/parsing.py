"""The one maker of values.

Comes in: a value type, the words that stand on the page, and the words of the context they lean on. Goes out: the
value. Every value of every field is what `parse` makes of its evidence, so that anybody can make it again.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from zhiyue.model import Named, Value, ValueType
from zhiyue.values.brands import parse_brand
from zhiyue.values.codes import parse_code, parse_standard
from zhiyue.values.dates import parse_date, parse_moment
from zhiyue.values.instruments import parse_instrument
from zhiyue.values.money import parse_money
from zhiyue.values.organisations import parse_organisation
from zhiyue.values.periods import parse_period
from zhiyue.values.places import parse_place
from zhiyue.values.quantities import parse_count, parse_ordinal, parse_quantity
from zhiyue.values.shares import parse_share

_NO_CONTEXT: Mapping[str, str] = MappingProxyType({})


def parse(type: ValueType, exact: str, context: Mapping[str, str] = _NO_CONTEXT) -> Value | None:
    """Return the value that `exact` states, read as `type`.

    Args:
        type: what the words are read as.
        exact: the words as they stand on the page, after repair.
        context: words from elsewhere on the page that the value needs: ``unit_from``, ``year_from``, ``basis_from``.

    Returns:
        The value; None where the words say that there is one but not which (masked, cut, 若干).

    Raises:
        ValueError: words that are not of that type.

    >>> parse("money", "663.78...", {"unit_from": "万元"}).amount
    '6637800.00'
    """
    return _PARSERS[type](exact, context)


def _words(exact: str, _context: Mapping[str, str]) -> str:
    if not exact.strip():
        raise ValueError("no words in an empty text; give the words that are printed")
    return exact


def _name(exact: str, context: Mapping[str, str]) -> str:
    """A name as printed; in “十三五”“十四五”规划纲要 the first of two takes its head word from behind the second."""
    return _words(exact, context) + context.get("head_from", "")


def _area(exact: str, context: Mapping[str, str]) -> Named:
    return Named(_words(exact, context))


_PARSERS: Mapping[ValueType, Callable[[str, Mapping[str, str]], Value | None]] = MappingProxyType(
    {
        "text": _words,
        "name": _name,
        "code": parse_code,
        "money": parse_money,
        "share": parse_share,
        "date": lambda exact, context: parse_date(exact, context, precision="date"),
        "month": lambda exact, context: parse_date(exact, context, precision="month"),
        "year": lambda exact, context: parse_date(exact, context, precision="year"),
        "moment": parse_moment,
        "period": parse_period,
        "count": parse_count,
        "quantity": parse_quantity,
        "ordinal": parse_ordinal,
        "organisation": parse_organisation,
        "place": parse_place,
        "instrument": parse_instrument,
        "brand": parse_brand,
        "standard": parse_standard,
        "area": _area,
    }
)
