"""Instruments: what was bought, linked to the tree of `zhiyue.reference.instruments`.

Comes in: text. Goes out: `Found` of type ``instrument``: the name as printed with what qualifies it
(超高效半制备二维液相色谱仪), the id of the code list, the list's own name as canonical form.

Rules of linking: the longest alias wins. A short Latin alias (IC, CT, SEM) needs borders and a word of the trade
beside it, a two-character one (液相, 气质) such a word too. A name with several qualifiers of one family is all of
them: its id is the family's, `facets_of` tells each.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache

from ahocorasick_rs import AhoCorasick, MatchKind

from zhiyue.model import Named
from zhiyue.reference import Instrument, instrument_by_id, instruments
from zhiyue.spans import Span
from zhiyue.values.found import Found, scope

_NEIGHBOURHOOD = 8
# A word of the trade beside a short alias: 一台IC仪, SEM检测系统, 液相2台
_TRADE = re.compile(
    r"仪|谱|镜|分析|检测|测定|系统|设备|装置|采购|招标|[台套]|柱|进样|样品|联用|法|探头|离子源|维保|扫描|超声"
)
# The same letters and characters in another sense, each with what makes it so
_TRAPS = re.compile(
    r"IC卡|SIM卡|CT(?=球管|值)|(?<=[京沪津渝冀晋蒙辽吉黑苏浙皖闽赣鲁豫鄂湘粤桂琼川黔滇藏陕甘青宁新])ICP|ICP\s?[备证经]|SEM(?=推广|营销|竞价|优化)"
    r"|MS\s?(?:Office|Word|Excel|Windows|SQL)|EA(?=游戏|Sports)|UV(?=打印|胶|漆|灯)|CE(?=认证|标志|O)|GC(?=日志)|PCR检测结果"
    r"|流式(?=传输|计算|处理|布局|文件)|能谱图|光电子能谱图|热场景|冷场(?=[^发])|水站(?=街|路|村)|紫外(?=线|灯|光刻|固化)|[液气]相(?=[法反合沉变])"
    r"|空气质量(?!自动监测|监测站)|(?<!空)气质(?=[非出量独型好与的])|天平(?=[座街路])|化学发光(?=[剂体棒])"
)
# What stands before the head word and belongs to the name
_QUALIFIER = re.compile(
    r"超高效|超高压|高效|半制备型?|制备型?|全二维|二维|全自动|半自动|自动|便携式?|手持式?|台式|落地式|在线|多功能|高分辨率?|超高分辨|"
    r"低温|分析型|三重四极杆|单四极杆|四极杆|场发射|激光|快速|智能|大型|小型|微型|高通量|冷冻|倒置|正置"
)
_TAIL = re.compile(r"(?:联用)?(?:分析|检测|测定|成像|测量)?(?:仪器|仪|系统|工作站|设备)")
_SHORT_LATIN = re.compile(r"[A-Za-z0-9/\-]{1,5}")


def parse_instrument(exact: str, _context: Mapping[str, str] | None = None) -> Named:
    """Return the instrument that `exact` names, with the id of the list where the list knows the words.

    Raises:
        ValueError: no words at all.

    >>> parse_instrument("离子色谱仪").id, parse_instrument("超高效半制备二维液相色谱仪").id
    ('ic', 'lc')
    """
    if not exact.strip():
        raise ValueError("no instrument in an empty text; give the words that are printed")
    facets = facets_of(exact)
    return Named(exact, _family(facets) if facets else None)


def facets_of(name: str) -> tuple[Instrument, ...]:
    """Return every kind of instrument that a printed name says it is, in the order of the words.

    >>> [facet.id for facet in facets_of("超高效半制备二维液相色谱仪")]
    ['uhplc', 'prep-lc', '2d-lc']
    """
    by_name = _id_by_name()
    if name in by_name:
        return (instrument_by_id()[by_name[name]],)
    qualifiers, head = _split(name)
    ids = [by_name[word] for word in _joined(qualifiers, head) if word in by_name]
    if not ids:
        ids = [by_name[part] for part in _shortened(head) if part in by_name][:1]
    return tuple(instrument_by_id()[id] for id in dict.fromkeys(ids))


def find_instruments(text: str, within: Span | None = None) -> Iterator[Found]:
    """Yield the instruments in `text`, in order."""
    start, end = scope(text, within)
    part = text[start:end]
    names = tuple(_id_by_name())
    traps = [match.span() for match in _TRAPS.finditer(part)]
    position = 0
    for index, left, right in _matcher().find_matches_as_indexes(part):
        if left < position or any(a < right and left < b for a, b in traps):
            continue
        if not _stands_free(part, names[index], left, right):
            continue
        begin, position = _widened(part, left, right, position)
        span = Span(start + begin, start + position)
        value = parse_instrument(span.of(text))
        canonical = instrument_by_id()[value.id].name_zh if value.id else None
        yield Found("instrument", span, value, canonical=canonical)


@cache
def _id_by_name() -> Mapping[str, str]:
    return {name: instrument.id for instrument in instruments() for name in instrument.names}


@cache
def _matcher() -> AhoCorasick:
    return AhoCorasick(tuple(_id_by_name()), matchkind=MatchKind.LeftmostLongest)


def _stands_free(part: str, name: str, left: int, right: int) -> bool:
    if not has_borders(part, left, right):
        return False
    is_root = not instrument_by_id()[_id_by_name()[name]].parent
    if len(name) > 2 and not is_root and not _SHORT_LATIN.fullmatch(name):
        return True
    around = part[max(0, left - _NEIGHBOURHOOD) : left] + "|" + part[right : right + _NEIGHBOURHOOD]
    return _TRADE.search(around) is not None or (is_root and name.endswith(("仪", "镜", "仪器", "自动监测站")))


def has_borders(part: str, left: int, right: int) -> bool:
    """Tell whether a name in Latin letters stands alone, not as a piece of a longer word or model."""
    before = part[left - 1 : left] if part[left].isascii() else ""
    after = part[right : right + 1] if part[right - 1].isascii() else ""
    return not any(char.isascii() and (char.isalnum() or char == "-") for char in (before, after) if char)


def _widened(part: str, left: int, right: int, floor: int) -> tuple[int, int]:
    """Take in the qualifiers before the name and the 仪 or 系统 behind it."""
    begin = left
    while (size := _qualifier_before(part, begin)) and begin - size >= floor:
        begin -= size
    if not part[left:right].endswith(("仪", "镜", "机", "系统", "仪器", "箱", "柜", "器")):
        tail = _TAIL.match(part, right)
        right = tail.end() if tail else right
    return begin, right


def _qualifier_before(part: str, end: int) -> int:
    return next((size for size in (5, 4, 3, 2) if end >= size and _is_qualifier(part[end - size : end])), 0)


def _is_qualifier(words: str) -> bool:
    return bool(words) and _QUALIFIER.fullmatch(words) is not None


def _split(name: str) -> tuple[list[str], str]:
    qualifiers: list[str] = []
    position = 0
    while (match := _QUALIFIER.match(name, position)) and match.end() > position:
        qualifiers.append(match.group())
        position = match.end()
    return qualifiers, name[position:]


def _shortened(head: str) -> Iterator[str]:
    """液相色谱仪, 液相色谱, 液相: the head and what is left of it from the right."""
    for size in range(len(head), 1, -1):
        yield head[:size]


def _joined(qualifiers: list[str], head: str) -> Iterator[str]:
    """超高效 + 液相 is in the list, and so each qualifier with the part of the head that the list knows."""
    by_name = _id_by_name()
    for place in range(len(qualifiers)):
        run = "".join(qualifiers[place:])
        for words in (run, qualifiers[place]):
            known = next((words + part for part in _shortened(head) if words + part in by_name), None)
            if known:
                yield known
                break


def _family(facets: tuple[Instrument, ...]) -> str:
    """The narrowest kind that holds all facets."""
    lines = [_line(facet.id) for facet in facets]
    common = [id for id in lines[0] if all(id in line for line in lines)]
    return common[0] if common else facets[0].id


def _line(id: str) -> list[str]:
    line = [id]
    while parent := instrument_by_id()[line[-1]].parent:
        line.append(parent)
    return line
