"""Where goods are made, and at home: 德国, 江苏苏州, 进口, 国产.

Comes in: the words of one cell or label (产地：美国). Goes out: an ISO code (``US``, ``CN``, ``CN-TW``), or ``imported`` and
``domestic`` where no more is said. Where a brand is at home and where its product was made are two facts: nothing here
looks at brands.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from zhiyue.reference import countries
from zhiyue.values.patterns import either
from zhiyue.values.places import find_places

_IMPORTED = re.compile(r"(?:原装)?进口(?:产品|设备|货物)?|境外|国外")
_DOMESTIC = re.compile(r"国产(?:产品|设备|货物)?|本国产品|境内|国内|非进口(?:产品)?")
# Provinces whose codes are regions of their own
_APART = {"71": "CN-TW", "81": "CN-HK", "82": "CN-MO"}


def origin_of(words: str) -> str | None:
    """Return where something was made; None where the words name no country and do not say imported or not.

    >>> origin_of("德国"), origin_of("江苏省苏州市"), origin_of("进口"), origin_of("国产"), origin_of("详见合同")
    ('DE', 'CN', 'imported', 'domestic', None)
    """
    squeezed = words.strip(" \u3000（）()")
    if _DOMESTIC.fullmatch(squeezed):
        return "domestic"
    if _IMPORTED.fullmatch(squeezed):
        return "imported"
    named = {code for name, code in _codes().items() if name in squeezed}
    if len(named) > 1:
        named -= {"CN"}  # 中国台湾 names CN too
    if len(named) == 1:
        return named.pop()
    return None if named else _inside_china(squeezed)


def country_before(words: str) -> tuple[str, str] | None:
    """Return the country that words open with, as (name, code); None where they open with none.

    >>> country_before("德国蔡司")
    ('德国', 'DE')
    """
    match = _opening().match(words)
    return (match.group(), _codes()[match.group()]) if match is not None else None


def _inside_china(words: str) -> str | None:
    place = next((found.value.id for found in find_places(words) if found.value.id), None)  # type: ignore[union-attr]
    return _APART.get(place[:2], "CN") if place is not None else None


@cache
def _codes() -> Mapping[str, str]:
    return {name: country.code for country in countries() for name in country.names}


@cache
def _opening() -> re.Pattern[str]:
    return re.compile(either(_codes()))
