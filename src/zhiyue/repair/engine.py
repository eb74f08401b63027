"""The engine: runs the fixers in their order, until a pass changes nothing, and keeps what they did.

Comes in: a text. Goes out: `Repaired`, with every step named and counted, places that could not be recovered marked,
and the map back to the text as it came. Exists so that a repair can be shown, stored, replayed and proven.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from zhiyue.errors import ConfigurationError
from zhiyue.model import Mark, Repaired, Step
from zhiyue.repair.annotations import ANNOTATIONS
from zhiyue.repair.fixer import Change, Context, Fixer, Script, move_marks
from zhiyue.repair.lost import LOST
from zhiyue.repair.mojibake import GBK_AS_LATIN1, UTF8_AS_GBK
from zhiyue.repair.noise import NOISE
from zhiyue.repair.remains import EATEN, find_doubts
from zhiyue.repair.residue import RESIDUE
from zhiyue.repair.script import SCRIPT
from zhiyue.repair.shift import SHIFT
from zhiyue.repair.spacing import SPACING
from zhiyue.spans import IDENTITY, SpanMap

FIXERS: tuple[Fixer, ...] = (UTF8_AS_GBK, GBK_AS_LATIN1, RESIDUE, SPACING, ANNOTATIONS, SHIFT, NOISE)
"""The repairs in order: later ones read what earlier ones found. They run until a pass changes nothing."""
FINISH: tuple[Fixer, ...] = (SCRIPT, EATEN, LOST)
"""What is done once when the damage is gone."""
_PROBES = tuple(dict.fromkeys(fixer.probe for fixer in (*FIXERS, EATEN, LOST)))

PASSES = 6
"""Damage on damage takes a pass each. What still changes after so many was not damaged by these channels."""


def repair_text(text: str, *, script: Script = "simplified", guess: bool = True) -> Repaired:
    """Undo the damage of a text. A clean text comes back as the same object, with no steps.

    Args:
        text: one document: whole pages are judged better than lines.
        script: the script to return a damaged page in; ``"traditional"`` leaves the characters that the channel's
            converter wrote. Undamaged text is not converted, whatever its script.
        guess: False leaves 〓 wherever the bytes alone do not say which character stood there, and punctuation breaks
            as they are: no model is asked.

    Returns:
        The text; its steps, enough to replay them (`replay`) and to damage the text again; marks where something is
        lost: there stands the best candidate, or 〓 where none is sure. Offsets are code points.

    Raises:
        ConfigurationError: `script` is neither of the two.

    >>> repair_text("項目：采購(gòu)?fù)干潆娮语@微鏡").text
    '项目：采购透射电子显微镜'
    >>> repair_text("项目：采购透射电子显微镜").steps
    ()
    """
    if script not in ("simplified", "traditional"):
        raise ConfigurationError(f"script: {script!r} is neither 'simplified' nor 'traditional'")
    if text.isascii() or not any(probe(text) for probe in _PROBES):
        return Repaired(text, text, marks=tuple(find_doubts(text, (), ())))
    work = _Work(text, script, guess=guess)
    for _ in range(PASSES):
        if not work.run(FIXERS) and not work.finish():
            return work.result()
    return Repaired(text, text, marks=tuple(find_doubts(text, (), ())))


def replay(original: str, steps: Iterable[Step]) -> str:
    """Make recorded steps once more, without asking any gate, and return the text.

    Raises:
        ConfigurationError: a step's name is unknown to this version.
    """
    text = original
    for _fixer, _step, change in retrace(original, steps):
        text = change.text
    return text


def retrace(original: str, steps: Iterable[Step]) -> Iterator[tuple[Fixer, Step, Change]]:
    """Make recorded steps once more and yield what each did.

    Raises:
        ConfigurationError: a step's name is unknown to this version.
    """
    fixers = {fixer.name: fixer for fixer in (*FIXERS, *FINISH)}
    text = original
    for step in steps:
        if step.step not in fixers:
            raise ConfigurationError(f"replay: no step {step.step!r}; this version has {', '.join(fixers)}")
        fixer = fixers[step.step]
        change = fixer.fix(text, Context(), step.parameters) or Change(text, 0)
        text = change.text
        yield fixer, step, change


class _Work:
    """A repair under way."""

    def __init__(self, text: str, script: Script, *, guess: bool) -> None:
        self.script = script
        self.guess = guess
        self.original = text
        self.text = text
        self.steps: list[Step] = []
        self.known = 0
        self.marks: tuple[Mark, ...] = ()
        self.spans: SpanMap = IDENTITY

    def run(self, fixers: Iterable[Fixer]) -> bool:
        """Run every fixer once. Returns whether any changed the text."""
        before = len(self.steps)
        for fixer in fixers:
            if fixer.probe(self.text):
                context = Context(self.script, self.guess, tuple(self.steps[self.known :]))
                change = fixer.fix(self.text, context, None)
                if change is not None:
                    self._accept(fixer.name, change)
        return len(self.steps) > before

    def finish(self) -> bool:
        """Run what comes last. After it the text is looked at afresh, as if it came so: repair is idempotent."""
        changed = self.run(FINISH)
        self.known = len(self.steps)
        return changed

    def _accept(self, name: str, change: Change) -> None:
        parameters: Mapping[str, Any] = dict(change.parameters)
        self.steps.append(Step(name, change.count, parameters))
        self.text = change.text
        if change.edits is not None:
            if self.marks:
                self.marks = move_marks(self.marks, change.edits())
            self.spans = self.spans.then(change.edits)
        self.marks = tuple(sorted((*self.marks, *change.marks), key=lambda mark: (mark.start, mark.end)))

    def result(self) -> Repaired:
        """What became of the text."""
        marks = [*self.marks, *find_doubts(self.text, self.steps, self.marks)]
        marks.sort(key=lambda mark: (mark.start, mark.end))
        return Repaired(self.text, self.original, tuple(self.steps), tuple(marks), self.spans)
