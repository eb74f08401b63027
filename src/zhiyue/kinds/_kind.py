"""The pattern of a page kind: what each module of this folder hands over as `KIND`.

Comes in: cue words as data, three functions, the metadata of every field. Goes out: `Kind`. Portal, exports and the
reference documentation are drawn from the kind's `FactType`s; nothing about a kind is written a second time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

from zhiyue.model import Fact, FactType, Finding
from zhiyue.notices.excerpt import Excerpt

Place = Literal["title", "prose"]


@dataclass(frozen=True, slots=True)
class Cue:
    """Words that speak for a kind, where they count, and how much. A negative weight speaks against it."""

    words: tuple[str, ...]
    place: Place
    weight: float


@dataclass(frozen=True, slots=True)
class Hits:
    """Which cue words of one kind stand in an excerpt: word → how often, by place."""

    title: Mapping[str, int]
    prose: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Score:
    """How much speaks for a kind (0 = nothing, 1 = sure), and the signals an editor is shown."""

    value: float
    signals: tuple[str, ...] = ()


NO = Score(0.0)


@dataclass(frozen=True, slots=True)
class Kind:
    """One page kind.

    `recognise` sees the hits of this kind's own cues and the excerpt; `extract` yields facts; `check` recomputes what
    those facts claim. `precedence` decides between equal scores: lower is asked first (a correction of an award names
    the award). `embeds` is true where facts of this kind may stand inside a page of another kind (news that reports
    an award). `stages` names the stage of a fact's thing where a page of this kind tells it by itself: a plan of an
    edition is another stage of it than its announcement.
    """

    name: str
    label_zh: str
    label_en: str
    facts: tuple[FactType, ...]
    cues: tuple[Cue, ...]
    recognise: Callable[[Hits, Excerpt], Score]
    extract: Callable[[Excerpt], Iterable[Fact]]
    check: Callable[[Excerpt, tuple[Fact, ...]], Iterable[Finding]]
    precedence: int
    embeds: bool = True
    stages: Mapping[str, str] = field(default_factory=dict)


def no_checks(_excerpt: Excerpt, _facts: tuple[Fact, ...]) -> Iterator[Finding]:
    """For kinds that claim nothing that can be recomputed."""
    return iter(())


def score_of(cues: tuple[Cue, ...], hits: Hits, *, floor: float = 0.0) -> Score:
    """Add up the weights of the cues that hit (each cue once), kept in 0…1, with the words that decided."""
    total = floor
    signals: list[str] = []
    # Most kinds are not named at all on most excerpts: they cost nothing.
    for cue in cues if hits.title or hits.prose else ():
        found = hits.title if cue.place == "title" else hits.prose
        words = [word for word in cue.words if word in found]
        if words:
            total += cue.weight
            signals.append(f"{cue.place}:{words[0]}")
    return Score(max(0.0, min(1.0, total)), tuple(dict.fromkeys(signals)))


_OTHER, _UNTITLED = 0.2, 0.6


def score_form(cues: tuple[Cue, ...], hits: Hits, *, enough: int) -> Score:
    """Score a kind whose notices follow a form: the title says what it is, or the form's own words fill the page.

    A title word of negative weight says that it is something else, whatever the page holds. `enough` is how many
    different words of the form make a notice of it where the title says nothing (some 6 % of real titles are the bare
    name of a project).
    """
    score = score_of(cues, hits)
    if score == NO:
        return score
    against, titles, form = ({word for cue in cues if is_of(cue) for word in cue.words} for is_of in _PARTS_OF_CUES)
    if against & hits.title.keys():
        return Score(min(score.value, _OTHER), score.signals)
    if titles & hits.title.keys():
        return score
    filled = len(form & hits.prose.keys())
    if filled >= enough:
        return Score(max(_UNTITLED, score.value), (*score.signals, f"prose:{filled}"))
    return Score(min(score.value, _OTHER), score.signals)


_PARTS_OF_CUES: tuple[Callable[[Cue], bool], ...] = (
    lambda cue: cue.place == "title" and cue.weight < 0,
    lambda cue: cue.place == "title" and cue.weight > 0,
    lambda cue: cue.place == "prose" and cue.weight > 0,
)
