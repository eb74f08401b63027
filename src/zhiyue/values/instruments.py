"""Instruments and brands: what was bought, and who makes it.

Comes in: text. Goes out: `Found` of types ``instrument`` and ``brand``, the name as printed, the id of the code list, the
list's own name as canonical form. Rules: the longest alias wins; a short Latin alias (IC, CT, SEM) needs borders and a
word of the trade beside it; a brand's everyday homonym (理学, 百特) needs a word that says brand.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from ahocorasick_rs import AhoCorasick, MatchKind

from zhiyue.model import Named
from zhiyue.reference import Brand, Instrument, brands, instrument_by_id, instruments
from zhiyue.spans import Span
from zhiyue.values.found import Found, scope

_NEIGHBOURHOOD = 10
# A word of the trade beside a short alias: 一台IC仪, SEM检测系统, LC-MS分析
_TRADE = re.compile(r"仪|谱|镜|分析|检测|测定|系统|设备|装置|采购|台|套|柱|进样|样品|联用|法")
# IC卡, CT球管, ICP备案, SEM推广, MS Office, UV打印: the letters mean something else
_TRAPS = re.compile(
    r"IC卡|CT球管|CT值|(?<=[京沪津渝冀晋蒙辽吉黑苏浙皖闽赣鲁豫鄂湘粤桂琼川黔滇藏陕甘青宁新])ICP|ICP\s?[备证]|SEM(?=推广|营销|竞价|优化)"
    r"|MS\s?(?:Office|Word|Excel|Windows|SQL)|EA(?=游戏|Sports)|SIM卡|手机SIM|UV(?=打印|胶|漆|灯)|DR(?=系统备份)|LC(?=信用证|D)|CE(?=认证|标志|O)|GC(?=日志)"
    r"|流式(?=细胞术|传输|计算|处理|布局)|能谱(?=图)|(?<=光电子)能谱|[γγ]能谱|热场(?=景)|冷场(?=[^发])|水站(?=街|路)|紫外(?=线|灯)|液相(?=变|法合成)|气相(?=沉积|法|白炭)"
)
_COMPONENT = re.compile(r"(?:超高效|半制备|制备型?|二维|全自动|高效|便携式?|在线|多功能|高分辨|双光子|低温|全二维)")
# 岛津品牌, 理学牌, 百特仪器, 型号 … 厂家: a word that says who made it
_BRAND_WORD = re.compile(r"品牌|牌|型号|仪器|进口|国产|厂家|生产|制造|公司|产品|/")
_SHORT_LATIN = re.compile(r"[A-Za-z0-9&./\-]{1,5}")


@dataclass(frozen=True, slots=True)
class _Names:
    """One matcher over all names of a list, and what each name stands for."""

    matcher: AhoCorasick
    names: tuple[str, ...]
    ids: tuple[str, ...]


def parse_instrument(exact: str, _context: Mapping[str, str] | None = None) -> Named:
    """Return the instrument that `exact` names, with the id of the list where the list knows the words.

    Raises:
        ValueError: no words at all.

    >>> parse_instrument("离子色谱仪")
    Named(name='离子色谱仪', id='ic', region=None)
    """
    if not exact.strip():
        raise ValueError("no instrument in an empty text; give the words that are printed")
    return Named(exact, _instrument_id(exact))


def find_instruments(text: str, within: Span | None = None) -> Iterator[Found]:
    """Yield the instruments in `text`, in order."""
    start, end = scope(text, within)
    part = text[start:end]
    traps = [match.span() for match in _TRAPS.finditer(part)]
    names = _instrument_names()
    for index, left, right in names.matcher.find_matches_as_indexes(part):
        name = names.names[index]
        if any(a < right and left < b for a, b in traps) or not _stands_free(part, name, left, right):
            continue
        span = Span(start + left, start + right)
        value = parse_instrument(span.of(text))
        canonical = instrument_by_id()[value.id].name_zh if value.id else None
        yield Found("instrument", span, value, canonical=canonical)


def parse_brand(exact: str, _context: Mapping[str, str] | None = None) -> Named:
    """Return the brand that `exact` names, with id and home where the list knows the words.

    Raises:
        ValueError: no words at all.

    >>> parse_brand("岛津")
    Named(name='岛津', id='shimadzu', region='JP')
    """
    if not exact.strip():
        raise ValueError("no brand in an empty text; give the words that are printed")
    brand = _brand_by_name().get(exact)
    return Named(exact, brand.id, brand.region) if brand else Named(exact)


def find_brands(text: str, within: Span | None = None) -> Iterator[Found]:
    """Yield the brands in `text`, in order."""
    start, end = scope(text, within)
    part = text[start:end]
    names = _brand_names()
    for index, left, right in names.matcher.find_matches_as_indexes(part):
        name = names.names[index]
        if not _has_borders(part, name, left, right):
            continue
        brand = _brand_by_name()[name]
        if name in brand.weak_aliases and not _BRAND_WORD.search(
            part[max(0, left - 6) : left] + "|" + part[right : right + 6]
        ):
            continue
        span = Span(start + left, start + right)
        yield Found("brand", span, parse_brand(span.of(text)), canonical=brand.name_zh)


def _instrument_id(exact: str) -> str | None:
    return _instrument_by_name().get(exact.strip())


@cache
def _instrument_by_name() -> Mapping[str, str]:
    return {name: instrument.id for instrument in instruments() for name in instrument.names}


@cache
def _instrument_names() -> _Names:
    by_name = _instrument_by_name()
    return _names_of(by_name)


@cache
def _brand_by_name() -> Mapping[str, Brand]:
    return {name: brand for brand in brands() for name in (brand.name_zh, *brand.aliases, *brand.weak_aliases)}


@cache
def _brand_names() -> _Names:
    return _names_of({name: brand.id for name, brand in _brand_by_name().items()})


def _names_of(by_name: Mapping[str, str]) -> _Names:
    names = tuple(by_name)
    return _Names(AhoCorasick(names, matchkind=MatchKind.LeftmostLongest), names, tuple(by_name.values()))


def _has_borders(part: str, name: str, left: int, right: int) -> bool:
    """A Latin name must not be a piece of a longer word."""
    before = part[left - 1 : left] if name[0].isascii() else ""
    after = part[right : right + 1] if name[-1].isascii() else ""
    return not (before.isascii() and before.isalnum()) and not (after.isascii() and after.isalnum())


def _stands_free(part: str, name: str, left: int, right: int) -> bool:
    if not _has_borders(part, name, left, right):
        return False
    if not _SHORT_LATIN.fullmatch(name):
        return True
    around = part[max(0, left - _NEIGHBOURHOOD) : left] + "|" + part[right : right + _NEIGHBOURHOOD]
    return _TRADE.search(around) is not None


__all__ = ["Instrument", "find_brands", "find_instruments", "parse_brand", "parse_instrument"]
