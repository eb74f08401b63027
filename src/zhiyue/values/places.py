"""Places: provinces, cities and counties, with their six-digit codes.

Comes in: text. Goes out: `Found` of type ``place``: the name in its common short form (北京, 陕西, 杭州), the code as
id. Names that follow each other from wide to narrow (陕西省商洛市柞水县) are one place, and the wider one decides
between twins (鼓楼区). In 在京, 在沪, 赴粤 one character stands for a province.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache

from ahocorasick_rs import AhoCorasick, MatchKind

from zhiyue.model import Named
from zhiyue.reference import Division, division_by_code, divisions
from zhiyue.spans import Span
from zhiyue.values.found import Found, scope
from zhiyue.values.patterns import either, words

_ABBREVIATIONS = {
    "京": "110000", "津": "120000", "冀": "130000", "晋": "140000", "蒙": "150000", "辽": "210000", "吉": "220000",
    "黑": "230000", "沪": "310000", "苏": "320000", "浙": "330000", "皖": "340000", "闽": "350000", "赣": "360000",
    "鲁": "370000", "豫": "410000", "鄂": "420000", "湘": "430000", "粤": "440000", "桂": "450000", "琼": "460000",
    "渝": "500000", "川": "510000", "蜀": "510000", "黔": "520000", "贵": "520000", "滇": "530000", "云": "530000",
    "藏": "540000", "陕": "610000", "秦": "610000", "甘": "620000", "陇": "620000", "青": "630000", "宁": "640000",
    "新": "650000", "港": "810000", "澳": "820000", "台": "710000",
}  # fmt: skip
# 在京召开 | 抵沪 | 赴粤: only characters that mean nothing else behind these verbs
_ABBREVIATED = re.compile(r"(?:在|赴|抵|驻|离|来|留)(?P<char>[京沪渝冀皖闽赣鲁豫鄂湘粤桂琼川黔滇陕浙津])(?![剧菜])")
_PEOPLES = either(
    words("""
    壮族 回族 维吾尔 藏族 羌族 彝族 苗族 侗族 布依族 土家族 白族 傣族 景颇族 傈僳族 哈尼族 蒙古族 蒙古 朝鲜族
    哈萨克 哈萨克族 柯尔克孜 满族 瑶族 黎族 畲族 水族 仡佬族 土族 撒拉族 保安族 东乡族 拉祜族 佤族 布朗族 纳西族
    普米族 怒族 独龙族 裕固族 达斡尔族 锡伯 塔吉克 毛南族 仫佬族 各族
    """)
)
_SUFFIX = re.compile(rf"(?:(?:{_PEOPLES})+自治[区州]|特别行政区|自治区|省|市|地区|盟)$")
_SHORT = {"150000": "内蒙古", "540000": "西藏", "650000": "新疆", "640000": "宁夏", "450000": "广西"}

# Words that hold a place's name without speaking of the place
_TRAPS = re.compile(
    r"中山(?=大学|医院|医学|纪念|公园|路|装)|(?<=孙)中山|(?<=附属)中山|北海(?=道|市场|公园)|华润天津|[南北]京路|广州路|中卫(?=生)|(?<=长)白山"
    r"|三明(?=治)|新余(?=额)|日照(?=时|强|量|充)|德州(?=仪器|扑克)|白银(?=价|期货|制)|大理(?=石|论)|来宾(?!市)|大同(?=小异|社会)"
    r"|黄山(?=路|牌)|北京时间|朝阳(?=产业|行业)|海口罩|自贡献"
)


def short_name(division: Division) -> str:
    """Return the name in common use: 北京 for 北京市, 内蒙古, 恩施; counties and districts keep theirs.

    >>> short_name(division_by_code()["330100"])
    '杭州'
    """
    if division.level == "county":
        return division.name
    short = _SHORT.get(division.code) or _SUFFIX.sub("", division.name)
    return short if len(short) > 1 else division.name


def parse_place(exact: str, _context: Mapping[str, str] | None = None) -> Named:
    """Return the place that `exact` names; no id where several divisions bear the name, or none.

    Raises:
        ValueError: no words at all.

    >>> parse_place("在京"), parse_place("陕西省商洛市柞水县")
    (Named(name='北京', id='110000', region=None), Named(name='柞水县', id='611026', region=None))
    """
    if not exact.strip():
        raise ValueError("no place in an empty text; give the words that are printed")
    if match := _ABBREVIATED.fullmatch(exact):
        return _named(_ABBREVIATIONS[match["char"]])
    names = _names(exact, 0, len(exact))
    if "".join(name.of(exact) for name in names) != exact:
        return Named(exact)
    code = _resolve([span.of(exact) for span in names])
    if code is None or (len(names) == 1 and _is_district(code) and not exact.endswith("区")):
        # 江州 alone is hardly the district 江州区: a district goes by its full name, or behind its city's.
        return Named(names[-1].of(exact))
    return _named(code)


def _is_district(code: str) -> bool:
    return not code.endswith("00") and division_by_code()[code].name.endswith("区")


def find_places(text: str, within: Span | None = None) -> Iterator[Found]:
    """Yield the places in `text`, in order."""
    start, end = scope(text, within)
    chains = [Span(chain[0].start, chain[-1].end) for chain in _chains(text, _names(text, start, end))]
    abbreviated = [Span(*match.span()) for match in _ABBREVIATED.finditer(text, start, end)]
    last = start
    for span in sorted([*chains, *abbreviated]):
        if span.start >= last:
            last = span.end
            yield Found("place", span, parse_place(span.of(text)))


def province_of(code: str) -> str:
    """Return the code of the province in which a division lies."""
    return code[:2] + "0000"


def region_of_buyer(name: str) -> Named | None:
    """Return where a buyer is, from its name; None where the name holds no place that can be told.

    The last place name wins: a hospital's branch bears its own town behind its mother's province
    (浙江省人民医院毕节医院 is in 贵州).

    >>> region_of_buyer("浙江省人民医院毕节医院")
    Named(name='毕节', id='520500', region=None)
    """
    places = [found.value for found in find_places(name) if isinstance(found.value, Named) and found.value.id]
    return places[-1] if places else None


def _named(code: str) -> Named:
    return Named(short_name(division_by_code()[code]), code)


@cache
def _codes_by_name() -> Mapping[str, tuple[str, ...]]:
    """Every name that may be read as a place, with the codes that bear it, the widest first."""
    codes: dict[str, list[str]] = defaultdict(list)
    ranks = {"province": 0, "prefecture": 1, "county": 2}
    for division in sorted(divisions(), key=lambda d: (ranks[d.level], d.code)):
        for name in dict.fromkeys((division.name, short_name(division), _inner_name(division))):
            codes[name].append(division.code)
    return {name: tuple(found) for name, found in codes.items() if len(name) > 1}


def _inner_name(division: Division) -> str:
    """顺义 for 顺义区: a county's bare name is an everyday word as often, and counts only behind its city."""
    return _COUNTY.sub("", division.name) if division.level == "county" else division.name


_COUNTY = re.compile(rf"(?:(?:{_PEOPLES})+自治[县旗]|[区县市旗]|林区|特区)$")


@cache
def _inner_names() -> frozenset[str]:
    own = {name for division in divisions() for name in (division.name, short_name(division))}
    return frozenset(_inner_name(division) for division in divisions()) - own


@cache
def _matcher() -> tuple[AhoCorasick, tuple[str, ...]]:
    names = tuple(_codes_by_name())
    return AhoCorasick(names, matchkind=MatchKind.LeftmostLongest), names


def _names(text: str, start: int, end: int) -> list[Span]:
    matcher, _ = _matcher()
    part = text[start:end]
    traps = [match.span() for match in _TRAPS.finditer(part)]
    return [
        Span(start + left, start + right)
        for _, left, right in matcher.find_matches_as_indexes(part)
        if not any(a < right and left < b for a, b in traps)
    ]


def _chains(text: str, names: list[Span]) -> Iterator[list[Span]]:
    """Join names that touch and lead from a wider division into one inside it."""
    chain: list[Span] = []
    for name in names:
        if chain and chain[-1].end == name.start and _resolve([s.of(text) for s in (*chain, name)]):
            chain.append(name)
            continue
        if chain:
            yield chain
        chain = [] if name.of(text) in _inner_names() else [name]
    if chain:
        yield chain


def _resolve(names: list[str]) -> str | None:
    """Return the one code that the last name means, given the wider names before it."""
    candidates: list[tuple[str, ...]] = [(code,) for code in _codes_by_name()[names[0]]]
    for name in names[1:]:
        candidates = [
            (*path, code) for path in candidates for code in _codes_by_name()[name] if _is_inside(code, path[-1])
        ]
    if not candidates:
        return None
    ends = [path[-1] for path in candidates]
    return ends[0] if len(set(ends)) == 1 or _is_wider(ends) else None


def _is_wider(codes: list[str]) -> bool:
    """吉林 is the province, though a city bears the name too."""
    levels = [division_by_code()[code].level for code in codes]
    return levels[0] != "county" and levels.count(levels[0]) == 1


def _is_inside(code: str, outer: str) -> bool:
    current: str = code
    while current:
        if current == outer:
            return code != outer
        current = division_by_code()[current].parent
    return False
