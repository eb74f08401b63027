"""The proof: damaging the repaired text again gives the page as it came.

Comes in: a `Repaired`. Goes out: `Proof`, line by line. Exists because a repair that cannot be checked would have to
be believed: most damage is deterministic, so its inverse can be run forwards and compared. Every step is proven on the
text that it found and the text that it left; steps of the channel belong together and are proven as one. What follows
no rule (noise, template tags) is named as not claimed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import groupby, zip_longest
from typing import Literal

from zhiyue.model import Mark, Repaired, Step
from zhiyue.repair.damage import damage_text
from zhiyue.repair.engine import replay, retrace
from zhiyue.repair.fixer import Change, Fixer, annotated_in
from zhiyue.repair.gbk import pair_of
from zhiyue.repair.spacing import SPACING

Verdict = Literal["holds", "holds_but_for_marks", "differs", "not_applicable"]

CHANNEL = "channel"
# Where a page's own text and the channel's meet on one line, a blank or an ASCII sign stands between.
_PIECE = re.compile(r"[^\x00-\x7f]*[\x00-\x7f]*")


@dataclass(frozen=True, slots=True)
class Proof:
    """What became of a page's lines when they were damaged again.

    Attributes:
        verdict: ``not_applicable`` where the page was clean, or nothing about it can be proven.
        lines: lines of the page.
        reproduced: lines that came out exactly as they were received, or were never touched.
        marked: lines that hold a lost character; what was lost cannot be damaged again.
        not_claimed: the steps whose damage follows no rule: nothing is said of them.
    """

    verdict: Verdict
    lines: int
    reproduced: int
    marked: int
    not_claimed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Stage:
    """Steps that are proven together: what they found and left, and what that is when it is damaged again.

    `damage` does so with a piece of a line, where pieces may differ; `loose` leaves blanks out of account.
    """

    before: str
    after: str
    again: tuple[str, ...]
    marks: tuple[Mark, ...]
    damage: Callable[[str], str] | None = None
    loose: bool = False


def prove(repaired: Repaired) -> Proof:
    """Damage the repaired text again, step by step, and compare it with the text as it came.

    >>> from zhiyue.repair.engine import repair_text
    >>> prove(repair_text("采購(gòu)?fù)干潆娮语@微鏡")).verdict
    'holds'
    """
    total = repaired.original.count("\n") + 1
    if replay(repaired.original, repaired.steps) != repaired.text:
        return Proof("differs", total, 0, 0)
    not_claimed: list[str] = []
    proven: list[tuple[int, int, int]] = []
    for name, stage in _stages(repaired):
        if stage is None:
            not_claimed.append(name)
        else:
            proven.append(_compare(stage))
    unclaimed = tuple(dict.fromkeys(not_claimed))
    if not proven:
        return Proof("not_applicable", total, 0, 0, unclaimed)
    # A page is proven as far as its worst step.
    lines, reproduced, marked = min(proven, key=lambda found: (found[1] + found[2] - found[0], found[1] - found[0]))
    verdict: Verdict = "differs"
    if reproduced == lines:
        verdict = "holds"
    elif reproduced + marked == lines:
        verdict = "holds_but_for_marks"
    return Proof(verdict, lines, reproduced, marked, unclaimed)


def _stages(repaired: Repaired) -> Iterator[tuple[str, _Stage | None]]:
    """The steps in order, those of the channel together; None where nothing can be proven."""
    text = repaired.original
    traced = retrace(repaired.original, repaired.steps)
    for name, group in groupby(traced, key=lambda item: _family(item[1])):
        found = list(group)
        before, text = text, found[-1][2].text
        yield name, _stage(before, found)


def _family(step: Step) -> str:
    return CHANNEL if step.step.startswith(f"{CHANNEL}.") else step.step


def _stage(before: str, found: Sequence[tuple[Fixer, Step, Change]]) -> _Stage | None:
    fixer, step, change = found[-1]
    marks = tuple(mark for _, _, each in found for mark in each.marks)
    if _family(step) == CHANNEL:
        damage = _make_damage([each for _, each, _ in found])
        return _Stage(before, change.text, (damage(change.text),), marks, damage)
    if fixer.again is None:
        return None
    return _Stage(before, change.text, fixer.again(change.text, step.parameters), marks, loose=fixer is SPACING)


def _make_damage(steps: Sequence[Step]) -> Callable[[str], str]:
    annotated = annotated_in(steps)
    broken = any(step.parameters.get("broken", False) for step in steps)
    converted = bool(annotated) or any(step.parameters.get("converted", False) for step in steps)
    return partial(damage_text, annotated=annotated, breaks=broken, converted=converted)


def _compare(stage: _Stage) -> tuple[int, int, int]:
    """Lines, lines reproduced, and lines that are not but hold a mark."""
    before, after = stage.before.split("\n"), stage.after.split("\n")
    if len(before) != len(after):
        # Lines were joined: the text is compared as a whole.
        is_same = stage.loose and _without_blanks(stage.before) == _without_blanks(stage.after)
        return len(before), len(before) if is_same else 0, 0
    marked_lines = {stage.after.count("\n", 0, mark.start) for mark in stage.marks}
    ways = [way.split("\n") for way in stage.again]
    reproduced = marked = 0
    for number, (received, clean, *damaged) in enumerate(zip_longest(before, after, *ways, fillvalue="")):
        if received == clean or received in damaged or _is_mixed(received, clean, stage):
            reproduced += 1
        elif number in marked_lines:
            marked += 1
    return len(before), reproduced, marked


def _is_mixed(received: str, clean: str, stage: _Stage) -> bool:
    """Whether a line came partly damaged: blanks lost, signs that GBK has not, or its own words beside a copy."""
    if stage.loose:
        return _without_blanks(received) == _without_blanks(clean)
    if stage.damage is None:
        return False
    if _as_written(received) == stage.damage(clean):
        return True
    position = 0
    for piece in _PIECE.findall(clean):
        ways = (stage.damage(piece), piece)
        fitting = next(
            (way for way in ways if _as_written(received[position : position + len(way)]) == _as_written(way)), None
        )
        if fitting is None:
            return False
        position += len(fitting)
    return position == len(received)


def _without_blanks(line: str) -> str:
    return "".join(line.split())


def _as_written(line: str) -> str:
    """A line as the channel would have written it: what GBK has no bytes for (•, a hard blank) came by another way."""
    return "".join(char if char.isascii() or char == "€" or pair_of(char) is not None else "?" for char in line)
