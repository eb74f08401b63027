"""Same or not: an explained score.

Comes in: two members of one type. Goes out: a `Match`: a score in 0 … 1 and every reason for and against it. Reasons for
add up as independent evidence does (two that leave a doubt of 0.5 each leave 0.25 together), reasons against take their
part away. Weights were set by hand on the sample pages; `SAME` and `MAYBE` are published so that an installation that
wants more caution knows what it changes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any

from rapidfuzz import fuzz

from zhiyue.model import Money, Named, Value
from zhiyue.record import Match, Member, Reason, RecordType
from zhiyue.records.identity import normal, normal_organisation, normal_project, series_code, values_of, words_of
from zhiyue.records.meaning import is_short_for, meaning, precision
from zhiyue.records.stories import overlap

SAME = 0.85
"""From this score on two members are one thing without a person."""
MAYBE = 0.55
"""From this score on a person is asked."""


def compare(a: Member, b: Member) -> Match:
    """How much speaks for two members of one type being about one thing. Symmetric but for the order of the ids.

    Raises:
        ValueError: members of different types.
    """
    if a.type != b.type:
        raise ValueError(f"a {a.type} and a {b.type}; compare members of one type")
    # In the order of their ids: what is computed then does not depend on who was named first.
    first, second = (a, b) if a.id <= b.id else (b, a)
    reasons = sorted(
        (*_shared(first, second), *_COMPARE[a.type](first, second)), key=lambda r: (-abs(r.points), r.code)
    )
    doubt, against = 1.0, 1.0
    for reason in reasons:
        if reason.points >= 0:
            doubt *= 1 - reason.points
        else:
            against *= 1 + reason.points
    return Match(first.id, second.id, round((1 - doubt) * against, 4), tuple(reasons))


def _shared(a: Member, b: Member) -> Iterator[Reason]:
    ours = {(key.scheme, key.value): key.strength for key in a.keys}
    certain = [k for k in b.keys if k.strength == "certain" and ours.get((k.scheme, k.value)) == "certain"]
    if certain:
        yield Reason("same_key", 0.99, str(certain[0]))


# ── purchases ────────────────────────────────────────────────────────────────────────────────────────────────────


def _purchase(a: Member, b: Member) -> Iterator[Reason]:
    yield from _numbers(a, b)
    yield from _names(a, b, "project", normal_project, same=0.6, similar=0.3)
    yield from _buyers(a, b)
    yield from _amounts(a, b)
    yield from _items(a, b)
    if _normal_of(a, "agency") and _normal_of(a, "agency") == _normal_of(b, "agency"):
        yield Reason("same_agency", 0.1, words_of(a.fields, "agency"))
    yield from _days(a, b, near=180, far=400)


def _numbers(a: Member, b: Member) -> Iterator[Reason]:
    ours, theirs = _of_scheme(a, "number"), _of_scheme(b, "number")
    if ours and theirs:
        shared = sorted(ours & theirs)
        yield Reason("same_number", 0.6, shared[0]) if shared else Reason("other_number", -0.6)


def _of_scheme(member: Member, scheme: str) -> set[str]:
    return {key.value for key in member.keys if key.scheme == scheme}


def _normal_of(member: Member, name: str) -> str:
    return normal_organisation(words_of(member.fields, name))


def _names(
    a: Member, b: Member, name: str, form: Callable[[str], str], *, same: float, similar: float
) -> Iterator[Reason]:
    ours, theirs = form(words_of(a.fields, name)), form(words_of(b.fields, name))
    if not ours or not theirs:
        return
    if ours == theirs:
        yield Reason(f"same_{name}", same, words_of(a.fields, name))
    elif (ratio := fuzz.ratio(ours, theirs)) >= 80:
        yield Reason(f"similar_{name}", similar, f"{ratio:.0f} %")


def _buyers(a: Member, b: Member) -> Iterator[Reason]:
    ours, theirs = _normal_of(a, "buyer"), _normal_of(b, "buyer")
    if not ours or not theirs:
        return
    if ours == theirs:
        yield Reason("same_buyer", 0.35, words_of(a.fields, "buyer"))
    elif ours in theirs or theirs in ours:
        yield Reason("similar_buyer", 0.2, words_of(a.fields, "buyer"))
    else:
        yield Reason("other_buyer", -0.7)


_ROUND_FIGURE = 3
"""A figure of fewer digits (300万) is an amount that many purchases have."""


def _amounts(a: Member, b: Member) -> Iterator[Reason]:
    for name in ("budget", "amount"):
        ours, theirs = (next(iter(values_of(m.fields, name)), None) for m in (a, b))
        if not isinstance(ours, Money) or not isinstance(theirs, Money):
            continue
        if meaning(ours, "money") == meaning(theirs, "money"):
            weight = 0.7 if max(precision(ours), precision(theirs)) > _ROUND_FIGURE else 0.4
            yield Reason(f"same_{name}", weight, f"{ours.printed}{ours.unit}")
        elif is_short_for(ours, theirs) or is_short_for(theirs, ours):
            yield Reason(f"near_{name}", 0.5, f"{ours.printed}{ours.unit}")
        else:
            yield Reason(f"other_{name}", -0.3)


def _items(a: Member, b: Member) -> Iterator[Reason]:
    ours, theirs = ({_item(value) for value in values_of(m.fields, "items")} for m in (a, b))
    shared = ours & theirs
    if shared:
        yield Reason("same_items", 0.4 if ours == theirs else 0.25, "、".join(sorted(shared)))
    elif ours and theirs:
        yield Reason("other_items", -0.3)


def _item(value: Value) -> str:
    return (value.id or normal(value.name)) if isinstance(value, Named) else str(value)


def _days(a: Member, b: Member, *, near: int, far: int, weight: float = 0.1) -> Iterator[Reason]:
    if not a.published or not b.published:
        return
    apart = abs((_day(a.published) - _day(b.published)).days)
    if apart <= near:
        yield Reason("near_in_time", weight, f"{apart} 天")
    elif apart > far:
        yield Reason("far_in_time", -0.6, f"{apart} 天")


def _day(moment: str) -> date:
    parts = [int(part) for part in moment[:10].split("-")]
    year, month, day = [*parts, 1, 1][:3]
    return date(year, month, day)


# ── what recurs ──────────────────────────────────────────────────────────────────────────────────────────────────


def _recurring(
    a: Member, b: Member, *, year: Callable[[Member], str], names: Callable[[Member], set[str]]
) -> Iterator[Reason]:
    if names(a) & names(b):
        yield Reason("same_series", 0.5, min(names(a) & names(b)))
    ours, theirs = year(a), year(b)
    if ours and theirs and ours != theirs:
        yield Reason("other_year", -0.95, f"{ours}，{theirs}")
    elif ours and theirs:
        yield Reason("same_year", 0.4, ours)


def _campaign(a: Member, b: Member) -> Iterator[Reason]:
    yield from _recurring(
        a,
        b,
        year=lambda m: (words_of(m.fields, "year") or m.published or "")[:4],
        names=lambda m: _series_of(m, "series"),
    )
    yield from _names(a, b, "theme", normal, same=0.6, similar=0.4)
    yield from _equal(a, b, "number", same=0.6, other=-0.2)


def _exhibition(a: Member, b: Member) -> Iterator[Reason]:
    yield from _recurring(
        a, b, year=lambda m: words_of(m.fields, "dates")[:4], names=lambda m: _series_of(m, "name", "acronym")
    )
    yield from _equal(a, b, "number", same=0.6, other=-0.4)
    yield from _equal(a, b, "dates", same=0.7, other=-0.1)
    yield from _names(a, b, "city", normal, same=0.1, similar=0.0)
    # A fair is written about for about a year around it, and held again after one at the earliest.
    yield from _days(a, b, near=300, far=900, weight=0.3)


def _standards_plan(a: Member, b: Member) -> Iterator[Reason]:
    yield from _recurring(
        a,
        b,
        year=lambda m: (words_of(m.fields, "year") or m.published or "")[:4],
        names=lambda m: {normal(words_of(m.fields, "type"))} - {""},
    )
    yield from _equal(a, b, "batch", same=0.5, other=-0.9)
    yield from _equal(a, b, "count", same=0.5, other=-0.2)


def _series_of(member: Member, *names: str) -> set[str]:
    words = [words_of(member.fields, name) for name in names]
    code = series_code(*words)
    return {code} if code is not None else {normal(item) for item in words if item}


def _equal(a: Member, b: Member, name: str, *, same: float, other: float) -> Iterator[Reason]:
    ours, theirs = words_of(a.fields, name), words_of(b.fields, name)
    if ours and theirs:
        yield (
            Reason(f"same_{name}", same, ours)
            if ours == theirs
            else Reason(f"other_{name}", other, f"{ours}，{theirs}")
        )


# ── names, instruments, texts ────────────────────────────────────────────────────────────────────────────────────


def _organisation(a: Member, b: Member) -> Iterator[Reason]:
    cores = _of_scheme(a, "org-core") & _of_scheme(b, "org-core")
    if cores:
        yield Reason("same_core", 0.7, min(cores))
    ours, theirs = _of_scheme(a, "name"), _of_scheme(b, "name")
    if ours and ours == theirs:
        yield Reason("same_name", 0.6, min(ours))
    if set(a.about) & set(b.about) and a.stage == b.stage:
        yield Reason("same_part", 0.5, a.about[0])


def _instrument(_a: Member, _b: Member) -> Iterator[Reason]:
    return iter(())


_FIGURES = re.compile(r"\d+")
_COPY = 0.2
"""Two texts that share less are two texts; a fingerprint cannot tell less from nothing."""


def _story(a: Member, b: Member) -> Iterator[Reason]:
    shared = overlap(a.signature, b.signature)
    if shared > _COPY:
        # A copy with a changed first and last paragraph shares 0.6 to 0.8; notices from one template 0.5 to 0.7.
        yield Reason("same_text", min(0.97, shared), f"{shared:.0%}")
    titles = normal(a.title), normal(b.title)
    ratio = fuzz.ratio(*titles) if all(titles) else 0.0
    figures = [_FIGURES.findall(title) for title in titles]
    if ratio >= 80 and figures[0] != figures[1]:
        # 69名学生走进实验室, 96名学生走进实验室: two towns, one template
        yield Reason("other_figures", -0.2, "；".join("、".join(found) for found in figures))
    elif ratio >= 80:
        yield Reason("same_headline", 0.6 if ratio == 100 else 0.4, f"{ratio:.0f} %")
    elif all(titles) and ratio < 40 and shared < 0.8:
        yield Reason("other_headline", -0.2, f"{ratio:.0f} %")
    is_named = shared > _COPY and _names_the_other(a, b)
    if is_named:
        yield Reason("names_its_source", 0.4)
    yield from _days(a, b, near=3, far=60)
    if _tells_of_another(a, b, is_named=is_named):
        yield Reason("other_subject", -0.9)


def _names_the_other(a: Member, b: Member) -> bool:
    ours, theirs = a.source, b.source
    pairs = ((ours, theirs), (theirs, ours))
    return any(copy.voice == origin.publisher and copy.publisher != origin.publisher for copy, origin in pairs)


def _tells_of_another(a: Member, b: Member, *, is_named: bool) -> bool:
    """Two notices from one template: one text but for the number of the purchase, or for the body whose plan it is."""
    ours, theirs = _by_scheme(a.about), _by_scheme(b.about)
    scopes = ours.pop("scope", set()), theirs.pop("scope", set())
    if not is_named and all(scopes) and scopes[0].isdisjoint(scopes[1]):
        return True
    schemes = ours.keys() & theirs.keys()
    return bool(schemes) and all(ours[scheme].isdisjoint(theirs[scheme]) for scheme in schemes)


def _by_scheme(keys: tuple[str, ...]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for key in keys:
        found.setdefault(key.partition(":")[0], set()).add(key)
    return found


_COMPARE: Mapping[RecordType, Callable[[Member, Member], Any]] = {
    "purchase": _purchase,
    "campaign_edition": _campaign,
    "exhibition": _exhibition,
    "standards_plan": _standards_plan,
    "organisation": _organisation,
    "instrument": _instrument,
    "story": _story,
}
