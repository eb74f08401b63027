"""By what names a thing is known: the keys of a member, from its fields.

Comes in: a type of record and the fields that one page gives. Goes out: `Key`s. A ``certain`` key is made of what names
the thing alone (a project number, series and year); a ``likely`` one of what similar things share (buyer and
instrument). Names are compared in their normal form, so that brackets, blanks and 采购项目 make no difference.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from functools import cache

from zhiyue.model import Count, Field, Money, Named, Ordinal, Period, Value
from zhiyue.record import Key, RecordType, Strength
from zhiyue.reference import series
from zhiyue.values.organisations import full_name

Fields = Mapping[str, Field | tuple[Field, ...]]

# ── normal forms ─────────────────────────────────────────────────────────────────────────────────────────────────

_SIGNS = re.compile(r"[^0-9a-z㐀-鿿]+")
# 气相色谱仪采购项目（二次） | …公开招标 | …设备购置项目
_ROUND = re.compile(r"[（(]?(?:第?[二三四五2-5]次|重新招标|重招)(?:招标|采购|公告)?[）)]?")
_PROJECT_TAIL = re.compile(r"(?:公开招标|竞争性磋商|竞争性谈判|询价|采购项目|购置项目|项目|采购|购置|招标)+$")
# （以下简称…） says nothing of the name
_ASIDE = re.compile(r"[（(](?:以下|下称|简称|原)[^（）()]*[）)]")


def normal(words: str) -> str:
    """Words in the form in which they are compared: full width folded, lower case, letters and digits only.

    >>> normal("江东科学仪器展览会（ＪＤＳＩ）")
    '江东科学仪器展览会jdsi'
    """
    return _SIGNS.sub("", unicodedata.normalize("NFKC", words).casefold())


def normal_project(words: str) -> str:
    """A project's name without the round and without the words for buying.

    >>> normal_project("2024年检验设备购置项目（二次）")
    '2024年检验设备'
    """
    bare = normal(_ROUND.sub("", words))
    return _PROJECT_TAIL.sub("", bare) or bare


def normal_organisation(words: str) -> str:
    """An organisation's name; a national body's short name becomes its full one.

    >>> normal_organisation("市场监管总局") == normal_organisation("国家市场监督管理总局")
    True
    """
    bare = _ASIDE.sub("", words)
    return normal(full_name(bare.strip()) or bare)


def normal_number(words: str) -> str:
    """A project number: case, width and signs do not count, nor 号 at its end.

    >>> normal_number("0733－246203jd1907号")
    '0733246203jd1907'
    """
    return normal(words).removesuffix("号")


@cache
def _series_by_name() -> Mapping[str, str]:
    names: dict[str, str] = {}
    for item in series():
        for name in (item.name_zh, item.acronym, *item.aliases):
            if name:
                names[normal(name)] = item.code
    return names


def series_code(*names: str | None) -> str | None:
    """The code of a known series under any of its names; None where the reference list does not know them.

    >>> series_code("全国“质量月”")
    'quality-month'
    """
    found = (_series_by_name().get(normal(name)) for name in names if name)
    return next((code for code in found if code is not None), None)


def fingerprint(*parts: str) -> str:
    """Twelve characters that stand for a content in a key or an id."""
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:12]


# ── reading fields ───────────────────────────────────────────────────────────────────────────────────────────────


def values_of(fields: Fields, name: str) -> tuple[Value, ...]:
    """Every value of a field that a page gives."""
    found = fields.get(name, ())
    return tuple(f.value for f in (found if isinstance(found, tuple) else (found,)) if f.value is not None)


def words_of(fields: Fields, name: str) -> str:
    """The first value of a field as words, empty where the page gives none."""
    value = next(iter(values_of(fields, name)), None)
    match value:
        case str(words) | Named(name=words) | Count(number=words) | Period(start=words) | Money(amount=str(words)):
            return words
        case Ordinal(ordinal=number):
            return str(number)
        case _:
            return ""


# ── keys ─────────────────────────────────────────────────────────────────────────────────────────────────────────

# 0733-246203JD1907, JSZC-320300-2025-0123: long enough to be given once; 2024-021 is not
_OWN_NUMBER = re.compile(r"(?=(?:.*\d){5})[0-9a-z]{9,}$")


def keys_of(type: RecordType, fields: Fields, *, published: str | None = None) -> tuple[Key, ...]:
    """The keys of what one page says, sorted. `published` dates what has no year of its own, as likely only."""
    make = _KEYS.get(type)
    keys = make(fields, published or "") if make is not None else ()
    # A key that is certain need not be likely as well.
    best: dict[tuple[str, str], Strength] = {}
    for key in keys:
        place = (key.scheme, key.value)
        best[place] = "certain" if "certain" in (key.strength, best.get(place)) else "likely"
    return tuple(sorted(Key(scheme, value, strength) for (scheme, value), strength in best.items()))


def _purchase(fields: Fields, published: str) -> Iterator[Key]:
    buyer = normal_organisation(words_of(fields, "buyer"))
    numbers = [normal_number(str(value)) for value in values_of(fields, "project_number")]
    for number in filter(None, numbers):
        is_own = _OWN_NUMBER.match(number) is not None
        if is_own or buyer:
            yield Key("number", number if is_own else f"{number}-{fingerprint(buyer)}", "certain")
        else:
            yield Key("number", number, "likely")
    project = normal_project(words_of(fields, "project"))
    if buyer and project:
        strength: Strength = "likely" if any(numbers) or not published else "certain"
        yield Key("named", fingerprint(buyer, project, published[:4]), strength)
        yield Key("project", fingerprint(buyer, project), "likely")
    if project and len(project) >= 8:
        yield Key("title", fingerprint(project), "likely")
    if buyer:
        for amount in (words_of(fields, name) for name in ("budget", "amount")):
            if amount:
                yield Key("money", fingerprint(buyer, amount), "likely")
        for item in values_of(fields, "items"):
            if isinstance(item, Named):
                yield Key("item", fingerprint(buyer, item.id or normal(item.name), published[:4]), "likely")


def _campaign(fields: Fields, published: str) -> Iterator[Key]:
    name = words_of(fields, "series")
    code = series_code(name) or normal(name)
    year = words_of(fields, "year")[:4]
    if code and year:
        yield Key("edition", f"{code}-{year}", "certain")
    elif code and published:
        yield Key("edition", f"{code}-{published[:4]}", "likely")


def _exhibition(fields: Fields, published: str) -> Iterator[Key]:
    name, acronym = words_of(fields, "name"), words_of(fields, "acronym")
    year, number = words_of(fields, "dates")[:4], words_of(fields, "number")
    names = {code} if (code := series_code(name, acronym)) else {normal(item) for item in (acronym, name) if item}
    for each in names:
        if year:
            yield Key("fair", f"{each}-{year}", "certain")
        if number:
            # The number is what pages most often get wrong: beside a year it only makes a pair worth a look.
            yield Key("fair-number", f"{each}-{number}", "likely" if year else "certain")
        if not year and published:
            yield Key("fair", f"{each}-{published[:4]}", "likely")


def _standards_plan(fields: Fields, published: str) -> Iterator[Key]:
    for number in values_of(fields, "plan_number"):
        yield Key("plan-number", normal_number(str(number)), "certain")
    year, batch = words_of(fields, "year")[:4], words_of(fields, "batch")
    type = normal(words_of(fields, "type"))
    if year and batch and type:
        yield Key("plan", f"{year}-{batch}-{type}", "certain")
    elif batch and type and published:
        yield Key("plan", f"{published[:4]}-{batch}-{type}", "likely")


_KEYS: Mapping[RecordType, Callable[[Fields, str], Iterator[Key]]] = {
    "purchase": _purchase,
    "campaign_edition": _campaign,
    "exhibition": _exhibition,
    "standards_plan": _standards_plan,
}

# ── ids ──────────────────────────────────────────────────────────────────────────────────────────────────────────

NAMING: Mapping[RecordType, tuple[str, ...]] = {
    "purchase": ("number", "named"),
    "campaign_edition": ("edition",),
    "exhibition": ("fair", "fair-number"),
    "standards_plan": ("plan", "plan-number"),
    "organisation": ("uscc", "org", "name"),
    "instrument": ("instrument", "name"),
    "story": ("text",),
}
"""The key schemes that may name a record, best first; only certain keys do."""


def naming_keys(type: RecordType, keys: frozenset[Key]) -> tuple[Key, ...]:
    """The certain keys that may name a record, best first. Which is best depends on nothing but the keys."""
    order = {scheme: index for index, scheme in enumerate(NAMING[type])}
    fit = [key for key in keys if key.strength == "certain" and key.scheme in order]
    # Latin names read best in an address; of several numbers the smallest.
    return tuple(sorted(fit, key=lambda key: (order[key.scheme], not key.value.isascii(), key.value)))
