"""Several mentions of one figure → one field: which of them is shown, and which stand behind it.

Comes in: what the value parsers found in one excerpt. Goes out: a `Field` whose first evidence is the best wording: the
body before the summary before the title, except that a figure with more digits is preferred to a cut one
(405.18万元 in the title, 405.1万元 in the summary: one field, two evidences).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from zhiyue.model import Count, Field, Money, Share
from zhiyue.notices.excerpt import Excerpt
from zhiyue.notices.mentions import in_order
from zhiyue.spans import Span
from zhiyue.values import Found, parse_number

# 1,286.4 | 2... | 六 : the digits that a mention prints
_DIGITS = re.compile(r"[0-9０-９][0-9０-９,，]*(?:[.．][0-9０-９]+)?")


def merge(excerpt: Excerpt, mentions: Iterable[Found]) -> Field | None:
    """Make one field of the mentions of one value; None where there is no mention.

    The first mention that states a value decides. One that only prints more of the same digits takes its place; others
    of the same value, cut or rounded, are further evidence; a mention in the title stays evidence even where it differs,
    so that the difference can be shown.
    """
    ordered = in_order(excerpt, mentions)
    if not ordered:
        return None
    main = next((m for m in ordered if m.value is not None and m.status == "stated"), ordered[0])
    main = next((m for m in ordered if _is_fuller(excerpt, m, main)), main)
    also = [m for m in ordered if m is not main and (_is_same(excerpt, m, main) or excerpt.in_title(m.span))]
    return excerpt.field_of(main, *also)


# CIP上海 | （FOB价） | DDP江东大学: what a price in foreign money includes
_TRADE_TERM = re.compile(r"(?<![A-Za-z])(?:CIP|CIF|CFR|FOB|FCA|DDP|DAP|DDU|EXW)(?![A-Za-z])")


def read_trade_term(excerpt: Excerpt, amount: Field | None) -> Field | None:
    """Return the trade term (CIP, FOB …) that stands beside an amount, in its label or behind it."""
    if amount is None or amount.span is None:
        return None
    text, span = excerpt.text, amount.span
    start = max(text.rfind("\n", 0, span.start) + 1, span.start - 24)
    end = text.find("\n", span.end)
    within = Span(start, min(span.end + 24, end if end >= 0 else len(text)))
    match = _TRADE_TERM.search(text, within.start, within.end)
    return excerpt.text_field(Span(*match.span())) if match is not None else None


def literal(excerpt: Excerpt, words: str, zones: Iterable[Span] | None = None) -> Iterator[Span]:
    """Yield every place that prints `words`, in the order in which evidence counts."""
    if not words:
        return
    for zone in zones if zones is not None else excerpt.zones:
        at = excerpt.text.find(words, zone.start, zone.end)
        while at >= 0:
            yield Span(at, at + len(words))
            at = excerpt.text.find(words, at + len(words), zone.end)


def each_once(text: str, mentions: Iterable[Found]) -> tuple[Found, ...]:
    """Keep the first mention of each wording, in the order given."""
    each: dict[str, Found] = {}
    for mention in mentions:
        each.setdefault(mention.span.of(text), mention)
    return tuple(each.values())


def quoted(excerpt: Excerpt, found: Found) -> Field:
    """Make a field of a name, with every other place that prints the same words as evidence."""
    places = [Found(found.type, span, found.value, canonical=found.canonical) for span in _places_of(excerpt, found)]
    first, *rest = in_order(excerpt, [*places, found])
    return excerpt.field_of(first, *rest)


def _places_of(excerpt: Excerpt, found: Found) -> Iterator[Span]:
    for span in literal(excerpt, found.span.of(excerpt.text)):
        if not (span.start < found.span.end and found.span.start < span.end):
            yield span


def _printed(excerpt: Excerpt, mention: Found) -> str:
    match = _DIGITS.search(mention.span.of(excerpt.text))
    return re.sub("[,，]", "", match.group()) if match else ""


def _is_fuller(excerpt: Excerpt, other: Found, main: Found) -> bool:
    """405.18万元 beside 405.1万元: the same digits, and more of them."""
    if other.status != "stated" or other.value is None or _unit(other) != _unit(main):
        return False
    long, short = _printed(excerpt, other), _printed(excerpt, main)
    return "." in long and len(long) > len(short) > 0 and long.startswith(short) and not _is_equal(other, main)


def _is_same(excerpt: Excerpt, other: Found, main: Found) -> bool:
    if other.value == main.value or _is_equal(other, main):
        return True
    ours, theirs = _printed(excerpt, main), _printed(excerpt, other)
    if not ours or not theirs:
        return False
    if other.status == "truncated":
        return ours.startswith(theirs)
    if _unit(other) != _unit(main):
        return False
    if ours.startswith(theirs) or (main.status == "truncated" and theirs.startswith(ours)):
        return "." in ours
    return _is_rounding(ours, theirs)


def _is_equal(other: Found, main: Found) -> bool:
    """5.12亿元 and 51200万元 are one amount; 36.50 % and 36.5 % one share."""
    pair = (other.value, main.value)
    if isinstance(pair[0], Money) and isinstance(pair[1], Money):
        return pair[0].amount == pair[1].amount and pair[0].currency == pair[1].currency
    if isinstance(pair[0], Share) and isinstance(pair[1], Share):
        return parse_number(pair[0].percent.lstrip("-")) == parse_number(pair[1].percent.lstrip("-"))
    return isinstance(pair[0], Count) and pair[0] == pair[1]


def _is_rounding(ours: str, theirs: str) -> bool:
    long, short = sorted((ours, theirs), key=lambda digits: -len(digits.partition(".")[2]))
    places = len(short.partition(".")[2])
    return len(long.partition(".")[2]) > places and f"{parse_number(long):.{places}f}" == short


def _unit(mention: Found) -> str:
    return mention.value.unit.removesuffix("元") if isinstance(mention.value, Money) else mention.type
