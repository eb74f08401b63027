"""Page kinds: one module each, found by scanning; nothing is registered by hand.

Comes in: an `Excerpt`. Goes out: which kind it is, with the signals that decided. A new kind is one module in this
folder whose last statement is ``KIND = Kind(...)`` with the module's own name, and one folder of examples under
``tests/kinds/``; nothing else is edited.
"""

from __future__ import annotations

import pkgutil
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import import_module

import ahocorasick_rs

from zhiyue.errors import ConfigurationError
from zhiyue.kinds._kind import NO, Hits, Kind, Score
from zhiyue.model import FactType
from zhiyue.notices.excerpt import Excerpt
from zhiyue.spans import Span

FALLBACK = "news"
"""What a notice is when no kind claims it: the rest, as the field guide says."""

KIND_FLOOR = 0.5
"""From this score on an excerpt *is* of that kind."""

EMBED_FLOOR = 0.3
"""From this score on facts of that kind are looked for inside a page of another kind."""


@cache
def kinds() -> Mapping[str, Kind]:
    """Every kind by name, in order of precedence.

    Raises:
        ConfigurationError: a module of this folder has no ``KIND``, or one of another name.
    """
    found: list[Kind] = []
    for module in pkgutil.iter_modules(__path__):
        if module.name.startswith("_"):
            continue
        kind = getattr(import_module(f"{__name__}.{module.name}"), "KIND", None)
        if not isinstance(kind, Kind) or kind.name != module.name:
            raise ConfigurationError(
                f"kinds/{module.name}.py: no KIND of that name. End the module with KIND = Kind({module.name!r}, ...)"
            )
        found.append(kind)
    return {kind.name: kind for kind in sorted(found, key=lambda kind: (kind.precedence, kind.name))}


@cache
def fact_types() -> Mapping[str, FactType]:
    """Every fact type by name: the metadata that viewer, exports and reference documentation are drawn from."""
    return {fact_type.name: fact_type for kind in kinds().values() for fact_type in kind.facts}


@dataclass(frozen=True, slots=True)
class Recognised:
    """The kind of an excerpt, and the score of every kind that anything speaks for."""

    kind: Kind
    score: Score
    scores: Mapping[str, Score]

    @property
    def embedded(self) -> tuple[Kind, ...]:
        """Kinds whose facts may stand inside this excerpt although it is of another kind."""
        return tuple(
            kind
            for kind in kinds().values()
            if kind is not self.kind and kind.embeds and self.scores.get(kind.name, NO).value >= EMBED_FLOOR
        )


def recognise(excerpt: Excerpt) -> Recognised:
    """Tell the kind of an excerpt: the highest score wins, precedence decides between equals, news is the rest."""
    title = _words_in(excerpt.text, (excerpt.title,))
    prose = _words_in(excerpt.text, excerpt.prose)
    kinds_of = _kinds_of()
    named = {name for word in (*title, *prose) for name in kinds_of[word]}
    scores: dict[str, Score] = {}
    for kind in kinds().values():
        cues = _cue_words()[kind.name] if kind.name in named else ()
        hits = Hits(_of(cues, title), _of(cues, prose))
        score = kind.recognise(hits, excerpt)
        if score.value > 0:
            scores[kind.name] = score
    # kinds() is in order of precedence and max() keeps the first of equals.
    best = max(scores, key=lambda name: scores[name].value, default=FALLBACK)
    if best not in scores or scores[best].value < KIND_FLOOR:
        best = FALLBACK
    return Recognised(kinds()[best], scores.get(best, Score(KIND_FLOOR, ("no other kind",))), scores)


@cache
def _cue_words() -> Mapping[str, tuple[str, ...]]:
    """The cue words of every kind, each once, in the order of its cues."""
    return {name: tuple(dict.fromkeys(w for cue in kind.cues for w in cue.words)) for name, kind in kinds().items()}


@cache
def _kinds_of() -> Mapping[str, tuple[str, ...]]:
    """The kinds that each cue word speaks for or against."""
    _, words = _matcher()
    return {word: tuple(name for name, cues in _cue_words().items() if word in cues) for word in words}


@cache
def _matcher() -> tuple[ahocorasick_rs.AhoCorasick, tuple[str, ...]]:
    words = sorted({word for kind in kinds().values() for cue in kind.cues for word in cue.words})
    return ahocorasick_rs.AhoCorasick(words), tuple(words)


def _words_in(text: str, ranges: Iterable[Span]) -> Counter[str]:
    matcher, words = _matcher()
    found: Counter[str] = Counter()
    for span in ranges:
        # Overlapping, because 招标 inside 招标代理 must count for both.
        found.update(words[index] for index, _, _ in matcher.find_matches_as_indexes(span.of(text), overlapping=True))
    return found


def _of(cues: Iterable[str], found: Mapping[str, int]) -> dict[str, int]:
    return {word: found[word] for word in cues if word in found}
