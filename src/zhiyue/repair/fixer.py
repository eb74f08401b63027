"""What a fixer is: the one pattern that every repair follows, and the order-keeping of their edits.

Comes in: a text and what earlier fixers found. Goes out: a `Change`, or None where this damage is not there. Exists
so that the engine can run, record and replay every repair the same way.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from zhiyue.model import Mark, Step
from zhiyue.spans import Edit

Script = Literal["simplified", "traditional"]
Parameters = Mapping[str, Any]

GETA = "〓"
"""U+3013, the Chinese printers' sign for a missing character: stands where nothing is certain."""


@dataclass(frozen=True, slots=True)
class Change:
    """What a fixer did: the new text, how often, with which parameters, and its edits, made when asked for.

    `edits` is None where offsets did not move. `marks` are ranges of the new text.
    """

    text: str
    count: int
    parameters: Parameters = field(default_factory=dict)
    edits: Callable[[], Iterable[Edit]] | None = None
    marks: tuple[Mark, ...] = ()


@dataclass(frozen=True, slots=True)
class Context:
    """What a fixer may know beside the text: what was asked for, and what this run has found so far.

    `guess` says whether a model may put the likeliest character where bytes are lost.
    """

    script: Script = "simplified"
    guess: bool = True
    steps: tuple[Step, ...] = ()

    @property
    def is_channel(self) -> bool:
        """Whether an earlier step found the traditional-pinyin channel; a break alone does not say so."""
        return bool(self.annotated)

    @property
    def annotated(self) -> str:
        """The characters that the page's channel annotated, as far as earlier steps found them."""
        return annotated_in(self.steps)


def annotated_in(steps: Iterable[Step]) -> str:
    """The characters that a page annotates, as far as these steps found them: enough to damage the page again."""
    named = (step.parameters.get(name, "") for step in steps for name in ("annotated", "keys"))
    return "".join(dict.fromkeys("".join(named)))


@dataclass(frozen=True, slots=True)
class Fixer:
    """One named repair.

    Attributes:
        name: the step's name in the result.
        probe: a cheap look that says "certainly not here" (False) or "perhaps" (True).
        fix: the repair. With `parameters` it replays a recorded step and asks no gate; without, it decides itself
            and returns None where the text is not damaged in this way.
        again: damages a repaired text again, with the parameters of its repair: every way in which it can have come.
            None where the damage follows no rule, so that nothing can be proven.
    """

    name: str
    probe: Callable[[str], bool]
    fix: Callable[[str, Context, Parameters | None], Change | None]
    again: Callable[[str, Parameters], tuple[str, ...]] | None = None


def apply_edits(text: str, edits: Iterable[Edit]) -> str:
    """Return `text` with every edit made. Edits are sorted and do not overlap."""
    pieces: list[str] = []
    position = 0
    for edit in edits:
        pieces += (text[position : edit.start], edit.text)
        position = edit.end
    return "".join((*pieces, text[position:]))


def move_marks(marks: Iterable[Mark], edits: Iterable[Edit]) -> tuple[Mark, ...]:
    """Return the ranges of `marks` in the text that the edits make; a mark that an edit touches covers all of it."""
    moved: list[Mark] = []
    waiting = deque(sorted(marks, key=lambda mark: (mark.start, mark.end)))
    shift = 0
    for edit in edits:
        while waiting and waiting[0].end <= edit.start:
            moved.append(_shifted(waiting.popleft(), shift))
        grown = len(edit.text) - (edit.end - edit.start)
        while waiting and waiting[0].start < edit.end:
            mark = waiting.popleft()
            start, end = min(mark.start, edit.start), max(mark.end, edit.end)
            moved.append(replace(mark, start=start + shift, end=end + shift + grown))
        shift += grown
    return (*moved, *(_shifted(mark, shift) for mark in waiting))


def _shifted(mark: Mark, shift: int) -> Mark:
    return replace(mark, start=mark.start + shift, end=mark.end + shift)
