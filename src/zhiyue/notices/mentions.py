"""Every place that says the same: mentions of one value → one field with all its evidence.

Comes in: what the value parsers found in the zones of an excerpt. Goes out: a `Field` whose first evidence is the first
in the order in which evidence counts (body, summary, title). Exists because a page says most things two or three times,
and a reader wants to see that the places agree.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from zhiyue.model import Field, ValueType
from zhiyue.notices.excerpt import Excerpt
from zhiyue.spans import Span
from zhiyue.values import Found, parse

# 全省将围绕四个方面开展活动。 | 一是宣传;二是帮扶!
_SENTENCE = re.compile(r"[^。！？!?\r\n]+")
# … 二、活动时间:… 三、活动内容:…: sections that run on in one line
_RUN_ON = re.compile(r"(?<=[\s。；;：:])(?=[一二三四五六七八九十]{1,2}、)")


class Sentences:
    """The sentences of an excerpt, zone by zone in the order in which evidence counts."""

    __slots__ = ("_sorted", "_starts", "spans")

    def __init__(self, excerpt: Excerpt) -> None:
        """Cut every zone of `excerpt` into sentences."""
        text = excerpt.text
        cuts = (match.span() for zone in excerpt.zones for match in _SENTENCE.finditer(text, zone.start, zone.end))
        self.spans = tuple(dict.fromkeys(Span(*cut) for cut in cuts))
        self._sorted = sorted(self.spans)
        self._starts = [span.start for span in self._sorted]

    def around(self, span: Span) -> Span:
        """The sentence that holds `span`; `span` itself where none does."""
        at = bisect_right(self._starts, span.start) - 1
        return self._sorted[at] if at >= 0 and self._sorted[at].holds(span) else span


def lines(excerpt: Excerpt) -> Iterator[Span]:
    """Walk the lines of an excerpt; sections that run on in one line count as lines of their own."""
    for zone in excerpt.zones:
        borders = [match.start() for match in _RUN_ON.finditer(excerpt.text, zone.start, zone.end)]
        for start, end in pairwise((zone.start, *borders, zone.end)):
            line = clean(excerpt.text, Span(start, end), around=" \t\u3000\xa0")
            if len(line):
                yield line


def in_order(excerpt: Excerpt, mentions: Iterable[Found]) -> list[Found]:
    """Sort mentions into the order in which evidence counts; each range once, ranges outside the excerpt last."""
    ranked = sorted((zone, rank) for rank, zone in enumerate(excerpt.zones))
    starts = [zone.start for zone, _ in ranked]

    def place(found: Found) -> tuple[int, int]:
        at = bisect_right(starts, found.span.start) - 1
        is_inside = at >= 0 and ranked[at][0].holds(found.span)
        return ranked[at][1] if is_inside else len(ranked), found.span.start

    return sorted({found.span: found for found in mentions}.values(), key=place)


def agreed(excerpt: Excerpt, mentions: Iterable[Found]) -> Field | None:
    """Make a field of the value that most mentions name (the first of equals), with every mention of it as evidence.

    A mention that tells more of the same value (上午) speaks before one that tells less. Absent where nothing was found.
    """
    ordered = in_order(excerpt, mentions)
    if not ordered:
        return None
    votes = Counter(found.value for found in ordered)
    most = max(votes.values())
    value = next(found.value for found in ordered if votes[found.value] == most)
    same = [found for found in ordered if found.value == value]
    first = next((found for found in same if found.part is not None), same[0])
    return excerpt.field_of(first, *(found for found in same if found is not first))


def found_words(excerpt: Excerpt, type: ValueType, span: Span, **context: Span) -> Found:
    """Read a range as a value of `type`. Raises ValueError where its words are none."""
    words = {name: place.of(excerpt.text) for name, place in context.items()}
    return Found(type, span, parse(type, span.of(excerpt.text), words), context=context)


def text_fields(excerpt: Excerpt, spans: Sequence[Span], *, type: ValueType) -> tuple[Field, ...]:
    """One field for each range, read as `type`."""
    return tuple(excerpt.field_of(found_words(excerpt, type, span)) for span in spans)


def same_words(excerpt: Excerpt, span: Span) -> tuple[Span, ...]:
    """Every place in the excerpt with the words of `span`, however blanks and commas between them are printed."""
    parts = [re.escape(part) for part in re.split(r"[\s,，、;；]+", span.of(excerpt.text)) if part]
    if not parts:
        return ()
    pattern = re.compile(r"[\s,，、;；]{0,3}".join(parts))
    places = (
        Span(*match.span()) for zone in excerpt.zones for match in pattern.finditer(excerpt.text, zone.start, zone.end)
    )
    return tuple(dict.fromkeys(places))


def year_context(excerpt: Excerpt, year: Span | None = None) -> Span | None:
    """The range that tells the year of 9月1日: a printed year where one is given, else the notice's own time."""
    if year is not None:
        return year
    return excerpt.published.span if excerpt.published is not None else None


def clean(text: str, span: Span, *, around: str = " \t\u3000\xa0,，、;；。:：") -> Span:
    """Cut blanks and marks off both ends of a range."""
    words = span.of(text)
    start = span.start + len(words) - len(words.lstrip(around))
    return Span(start, max(start, span.start + len(words.rstrip(around))))
