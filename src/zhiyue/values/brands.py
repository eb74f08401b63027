"""Brands: who makes an instrument, and where the brand is at home.

Comes in: text. Goes out: `Found` of type ``brand``: the name as printed, id and home (ISO code) of the code list, the
list's own name as canonical form. A name that is also an everyday word or a few letters (理学, 百特, PE) counts only
beside a word that says brand, or before an instrument.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache

from ahocorasick_rs import AhoCorasick, MatchKind

from zhiyue.model import Named
from zhiyue.reference import Brand, brands
from zhiyue.spans import Span
from zhiyue.values.found import Found, scope
from zhiyue.values.instruments import find_instruments, has_borders
from zhiyue.values.numerals import fold
from zhiyue.values.origins import country_before, origin_of

_NEIGHBOURHOOD = 6
# 品牌:理学 | 百特牌 | PE仪器
_BRAND_WORD = re.compile(r"品牌|牌|型号|仪器|进口|国产|厂家|制造商|生产商|产地")
# 默克尔, 克鲁斯(actor), 理学院: the name runs on into another word
_TRAPS = re.compile(
    r"默克尔|汤姆.?克鲁斯|理学[院士类系部硕博]|心理学|物理学|管理学|地理学|病理学|药理学|生理学|伦理学|牛津大学|爱丁堡大学|热电[厂联站]|福斯特|罗氏(?=[虾沼])|通达信|通达率"
)


def parse_brand(exact: str, _context: Mapping[str, str] | None = None) -> Named:
    """Return the brand that `exact` names, with id and home where the list knows the words.

    Raises:
        ValueError: no words at all.

    >>> parse_brand("岛津"), parse_brand("安捷伦(Agilent)").id, parse_brand("法国观澜")
    (Named(name='岛津', id='shimadzu', region='JP'), 'agilent', Named(name='法国观澜', id=None, region='FR'))
    """
    if not exact.strip():
        raise ValueError("no brand in an empty text; give the words that are printed")
    brand = _by_name().get(exact) or _known(exact)
    if brand is not None:
        return Named(exact, brand.id, brand.region)
    country = country_before(exact)
    return Named(exact, region=country[1] if country is not None and len(exact) > len(country[0]) else None)


def find_brands(text: str, within: Span | None = None) -> Iterator[Found]:
    """Yield the brands in `text`, in order."""
    start, end = scope(text, within)
    part = text[start:end]
    names = tuple(_by_name())
    traps = [match.span() for match in _TRAPS.finditer(part)]
    for index, left, right in _matcher().find_matches_as_indexes(part):
        name = names[index]
        if any(a < right and left < b for a, b in traps) or not has_borders(part, left, right):
            continue
        brand = _by_name()[name]
        if name in brand.weak_aliases and not _is_supported(part, left, right):
            continue
        span = Span(start + left, start + right)
        yield Found("brand", span, parse_brand(span.of(text)), canonical=brand.name_zh)


@cache
def _by_name() -> Mapping[str, Brand]:
    return {name: brand for brand in brands() for name in (brand.name_zh, *brand.aliases, *brand.weak_aliases)}


def _known(exact: str) -> Brand | None:
    """The one brand that a cell names with its country, in two languages, or as a company; None where there are two."""
    words = _AROUND.sub("", fold(exact).strip())
    country = country_before(words)
    words = words[len(country[0]) :] if country is not None else words
    whole = _by_folded_name().get(_squeezed(words))
    parts = [part for part in _BETWEEN.split(words) if part and origin_of(part) is None]
    known = [_by_folded_name().get(_squeezed(part)) for part in parts]
    told = {brand.id: brand for brand in (whole, *known) if brand is not None}
    # A part that is no brand we know may be another one (观澜/岛津); letters are the known one's name once more.
    is_open = whole is None and any(
        brand is None and not part.isascii() for brand, part in zip(known, parts, strict=True)
    )
    return next(iter(told.values())) if len(told) == 1 and not is_open else None


_BETWEEN = re.compile(r"[\s/()\[\],;·、|]+")
# 安捷伦科技(中国)有限公司 | 岛津品牌 | 理学牌
_AROUND = re.compile(r"(?:\(中国\)|\(上海\)|\(苏州\))?(?:股份)?(?:有限(?:责任)?)?公司$|品牌$|牌$|集团$|\(中国\)$")


def _squeezed(words: str) -> str:
    return words.casefold().replace(" ", "").replace("-", "")


@cache
def _by_folded_name() -> Mapping[str, Brand]:
    return {_squeezed(name): brand for name, brand in _by_name().items()}


@cache
def _matcher() -> AhoCorasick:
    return AhoCorasick(tuple(_by_name()), matchkind=MatchKind.LeftmostLongest)


def _is_supported(part: str, left: int, right: int) -> bool:
    around = part[max(0, left - _NEIGHBOURHOOD) : left] + "|" + part[right : right + _NEIGHBOURHOOD]
    if _BRAND_WORD.search(around):
        return True
    after = part[right : right + 20]
    return any(found.span.start == 0 for found in find_instruments(after))
