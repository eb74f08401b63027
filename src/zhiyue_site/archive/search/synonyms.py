"""The other names of a thing: HPLC is 高效液相色谱仪, Agilent is 安捷伦, 市场监管总局 is its full name.

Comes in: words of a query, or a text to be indexed. Goes out: kinds of instruments as ids of the library's tree (what a
text mentions, with every wider kind), and other names to look for. The lists are the library's; nothing is kept here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from itertools import pairwise

from ahocorasick_rs import AhoCorasick, MatchKind

from zhiyue.reference import brands, instrument_by_id, instruments, organisations
from zhiyue.values import find_instruments
from zhiyue.values.instruments import facets_of, has_borders
from zhiyue_site.archive.search.fold import fold
from zhiyue_site.archive.search.tokens import is_han

# What stands at the end of an organisation's name, and how people shorten it
_SHORT_ENDS = (
    ("疾病预防控制中心", "疾控中心"),
    ("疾病预防控制中心", "疾控"),
    ("市场监督管理局", "市场监管局"),
    ("市场监督管理局", "市监局"),
    ("质量技术监督局", "质监局"),
    ("发展和改革委员会", "发改委"),
    ("卫生健康委员会", "卫健委"),
    ("人民医院", "医院"),
    ("医学院附属医院", "附院"),
    ("职业技术学院", "职院"),
    ("海洋大学", "海大"),
    ("理工大学", "理工"),
    ("科技大学", "科大"),
    ("师范大学", "师大"),
    ("农业大学", "农大"),
    ("医科大学", "医大"),
    ("工业大学", "工大"),
)
_MENTIONS = 20_000
"""Characters of a text in which instruments are looked for: what a page is about, it says before that."""


def instruments_named(words: str) -> tuple[str, ...]:
    """The kinds of instruments that `words` as a whole name; none where they name something else.

    >>> instruments_named("hplc"), instruments_named("高效液相色譜儀"), instruments_named("月报")
    (('hplc',), ('hplc',), ())
    """
    known = _instrument_names()
    folded = fold(words).strip()
    return known.get(folded) or known.get(folded.replace(" ", "-"), ())


def instruments_mentioned(text: str) -> frozenset[str]:
    """Every kind of instrument that a text mentions, without the wider kinds."""
    found = (facets_of(item.span.of(text)) for item in find_instruments(text[:_MENTIONS]))
    return frozenset(kind.id for facets in found for kind in facets)


def with_wider_kinds(ids: Iterable[str]) -> frozenset[str]:
    """Those kinds and every wider one that holds them. The roots stay out: all of the trade is 分析仪器.

    >>> sorted(with_wider_kinds(["uhplc"]))
    ['chrom', 'lc', 'uhplc']
    """
    known = instrument_by_id()
    found: set[str] = set()
    for id in ids:
        while id in known and id not in found and known[id].parent:
            found.add(id)
            id = known[id].parent  # noqa: PLW2901  # climbing the tree
    return frozenset(found)


def other_names(words: str) -> tuple[str, ...]:
    """Other names of the maker or the national body that `words` as a whole name.

    >>> other_names("Agilent")[0]
    '安捷伦'
    """
    folded = fold(words).strip()
    return tuple(name for name in _aliases().get(folded, ()) if fold(name) != folded)


def names_of_kind(id: str) -> tuple[str, ...]:
    """Every name of a kind of instrument, the longest first: what is lit where it was found by another name."""
    return tuple(sorted(instrument_by_id()[id].names, key=len, reverse=True))


def short_names(name: str) -> tuple[str, ...]:
    """How people shorten the name of an organisation: what a query may say instead.

    >>> short_names("江东省疾病预防控制中心")
    ('江东省疾控中心', '江东省疾控')
    >>> short_names("江东大学")
    ('江大',)
    """
    found = [name.replace(long, short) for long, short in _SHORT_ENDS if long in name]
    if name.endswith("大学") and 4 <= len(name) <= 6 and not found:
        found.append(f"{name[0]}大")
    return tuple(found)


def split_at_instruments(words: str) -> tuple[str, ...]:
    """Cut a run of words at the instruments that it names.

    >>> split_at_instruments("江东医学院离子色谱仪招标")
    ('江东医学院', '离子色谱仪', '招标')
    """
    folded = fold(words)
    cuts = [0]
    for index, left, right in _matcher().find_matches_as_indexes(folded):
        name = _matched_names()[index]
        if len(name) > 2 and has_borders(folded, left, right):
            cuts += (left, right)
    cuts.append(len(words))
    parts = (words[left:right].strip() for left, right in pairwise(cuts))
    return tuple(part for part in parts if len(part) > 1 or (part and not is_han(part)))


@cache
def _instrument_names() -> Mapping[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for kind in instruments():
        for name in (*kind.names, kind.name_en):
            found[fold(name)] = tuple(dict.fromkeys((*found.get(fold(name), ()), kind.id)))
    return found


@cache
def _matched_names() -> tuple[str, ...]:
    return tuple(_instrument_names())


@cache
def _matcher() -> AhoCorasick:
    return AhoCorasick(_matched_names(), matchkind=MatchKind.LeftmostLongest)


@cache
def _aliases() -> Mapping[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for names in _groups():
        for name in names:
            found[fold(name)] = tuple(dict.fromkeys((*found.get(fold(name), ()), *names)))
    return found


def _groups() -> Iterator[tuple[str, ...]]:
    yield from ((brand.name_zh, brand.name_en, *brand.aliases) for brand in brands())
    yield from (body.names for body in organisations())
