"""The words that were asked for, lit where they stand.

Comes in: a text that may be shown, and what was asked. Goes out: its parts, lit or not. The index tells which pages hold
the words; where in the sentence they stand is found here, in the text itself: folding moves no character.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from zhiyue_site.archive.projection import number_key
from zhiyue_site.archive.search.fold import fold
from zhiyue_site.archive.search.query import Term
from zhiyue_site.archive.search.synonyms import instruments_named, names_of_kind, other_names, split_at_instruments
from zhiyue_site.archive.search.tokens import tokens

LENGTH = 120
"""Characters of a snippet."""

_BORDERS = "。！？；\n"
_BETWEEN_HAN = "[ \\t]*"
_IN_NUMBERS = r"[\s\-–—_/()\[\]〔〕【】.·]*"
_MOST_LOOKED_AT = 6_000
_ELLIPSIS = "…"


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a text. Where `lit`, it is what was asked for."""

    text: str
    lit: bool = False


@dataclass(frozen=True, slots=True)
class Lamp:
    """What to light: one pattern a term, each with every way in which the term may be written."""

    patterns: tuple[re.Pattern[str], ...]

    @classmethod
    def of(cls, terms: Iterable[Term], *, is_near: bool = False) -> Lamp:
        """The lamp for what was asked; `is_near` lights pairs of characters as well."""
        wanted = (term for term in terms if not term.is_excluded)
        patterns = (_pattern(_ways(term, is_near=is_near)) for term in wanted)
        return cls(tuple(pattern for pattern in patterns if pattern is not None))

    def light(self, text: str) -> tuple[Part, ...]:
        """A whole text in parts.

        >>> Lamp.of([Term("質量月")]).light("全国“质量月”活动")
        (Part(text='全国“', lit=False), Part(text='质量月', lit=True), Part(text='”活动', lit=False))
        """
        return _parts(text, self._ranges(text))

    def snippet(self, passages: Sequence[str], *, looked_at: Sequence[str] = ()) -> tuple[Part, ...]:
        """The sentence that holds most of what was asked, cut to `LENGTH` characters; none where nothing is lit.

        `looked_at` are the same passages as `to_look_at` makes them, where somebody kept them.
        """
        best, best_score, best_ranges = "", 0.0, [(0, 0)]
        for at, folded in enumerate(looked_at or map(to_look_at, passages)):
            found = [pattern.search(folded) for pattern in self.patterns]
            # Passages say it again and again: the first of equals, as the reader would meet it.
            score = sum(len(match[0]) ** 0.5 for match in found if match) - at * 1e-6
            if score > best_score:
                best, best_score, best_ranges = passages[at], score, [match.span() for match in found if match]
        if best_score <= 0:
            return ()
        best = best[:_MOST_LOOKED_AT]
        start, end = _window(best, best_ranges)
        cut = self.light(best[start:end].replace("\n", " "))
        before = (Part(_ELLIPSIS),) if start > 0 and best[start - 1] not in _BORDERS else ()
        after = (Part(_ELLIPSIS),) if end < len(best) and best[end - 1] not in _BORDERS else ()
        return (*before, *cut, *after)

    def _ranges(self, text: str) -> list[tuple[int, int]]:
        folded = fold(text)
        found = sorted(match.span() for pattern in self.patterns for match in pattern.finditer(folded))
        merged: list[tuple[int, int]] = []
        for start, end in found:
            if merged and start <= merged[-1][1]:
                merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
            elif end > start:
                merged.append((start, end))
        return merged


def to_look_at(passage: str) -> str:
    """A passage as it is looked through: folded, its beginning where it is very long.

    Folding takes longer than looking: the index keeps passages so.
    """
    return fold(passage[:_MOST_LOOKED_AT])


def plain(text: str) -> tuple[Part, ...]:
    """A text in which nothing is lit, cut to `LENGTH` characters."""
    short = text if len(text) <= LENGTH else f"{text[: LENGTH - 1]}{_ELLIPSIS}"
    return (Part(short.replace("\n", " ")),) if short else ()


def _window(text: str, ranges: list[tuple[int, int]]) -> tuple[int, int]:
    """The sentence of the first lit place that has the others near it; longer ones are cut around it."""
    first = min(start for start, _ in ranges)
    last = max((end for start, end in ranges if start < first + LENGTH), default=first)
    start = max(text.rfind(border, 0, first) for border in _BORDERS) + 1
    ends = [at for border in _BORDERS if (at := text.find(border, last)) >= 0]
    end = min(ends) + 1 if ends else len(text)
    if end - start <= LENGTH:
        return start, end
    start = max(start, first - (LENGTH - min(LENGTH, last - first)) // 3)
    return start, min(end, start + LENGTH)


def _parts(text: str, ranges: list[tuple[int, int]]) -> tuple[Part, ...]:
    parts: list[Part] = []
    position = 0
    for start, end in ranges:
        parts += (Part(text[position:start]), Part(text[start:end], lit=True))
        position = end
    parts.append(Part(text[position:]))
    return tuple(part for part in parts if part.text)


def _ways(term: Term, *, is_near: bool) -> Iterable[str]:
    """Every way in which a text may write what a term asks for, as patterns."""
    for part in dict.fromkeys((term.words, *(() if term.is_phrase else split_at_instruments(term.words)))):
        yield _written(part)
        if term.is_phrase:
            continue
        yield from (_written(name) for name in other_names(part))
        yield from (_written(name) for kind in instruments_named(part) for name in names_of_kind(kind))
        key = number_key(fold(part))
        if len(key) > 3 and any(char.isdigit() for char in key):
            yield _IN_NUMBERS.join(map(re.escape, fold(key)))
        if is_near:
            yield from (re.escape(token) for token in tokens(part) if len(token) > 1)


def _written(words: str) -> str:
    """Words as a pattern: between any two characters there may be blanks, or none."""
    letters = re.split(r"\s+", fold(words).strip())
    body = r"[\s\-/]*".join(_BETWEEN_HAN.join(map(re.escape, part)) for part in letters)
    # ic is not lit within chronic
    left = r"(?<![a-z])" if letters[0][:1].isascii() and letters[0][:1].isalpha() else ""
    right = r"(?![a-z])" if letters[-1][-1:].isascii() and letters[-1][-1:].isalpha() else ""
    return f"{left}{body}{right}"


def _pattern(ways: Iterable[str]) -> re.Pattern[str] | None:
    # The longest way first: 高效液相色谱仪 is lit whole, not as 液相.
    distinct = sorted({way for way in ways if way}, key=lambda way: (-len(way), way))
    return re.compile("|".join(distinct)) if distinct else None
