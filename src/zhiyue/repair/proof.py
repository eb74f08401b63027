"""The proof: damaging the repaired text again gives the page as it came.

Comes in: a `Repaired`. Goes out: `Proof`, line by line. Exists because a repair that cannot be checked would have to
be believed: the channel is deterministic, so its inverse can be run forwards and compared.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import zip_longest
from typing import Literal

from zhiyue.model import Repaired
from zhiyue.repair.damage import damage_text
from zhiyue.repair.fixer import annotated_in
from zhiyue.repair.gbk import pair_of

Verdict = Literal["holds", "holds_but_for_marks", "differs", "not_applicable"]


@dataclass(frozen=True, slots=True)
class Proof:
    """What became of a page's lines when they were damaged again.

    Attributes:
        verdict: ``not_applicable`` where the page was clean, or damaged by more than this one channel.
        lines: lines of the page.
        reproduced: lines that came out exactly as they were received, or were never touched.
        marked: lines that hold a lost character; what was lost cannot be damaged again.
    """

    verdict: Verdict
    lines: int
    reproduced: int
    marked: int


def prove(repaired: Repaired) -> Proof:
    """Damage the repaired text again and compare it with the text as it came.

    >>> from zhiyue.repair.engine import repair_text
    >>> prove(repair_text("采購(gòu)?fù)干潆娮语@微鏡")).verdict
    'holds'
    """
    before, after = repaired.original.split("\n"), repaired.text.split("\n")
    is_channel = bool(repaired.steps) and all(step.step.startswith("channel.") for step in repaired.steps)
    if not is_channel or len(before) != len(after):
        return Proof("not_applicable", len(before), 0, 0)
    annotated = annotated_in(repaired.steps)
    broken = any(step.parameters.get("broken", False) for step in repaired.steps)
    converted = bool(annotated) or any(step.parameters.get("converted", False) for step in repaired.steps)
    again = damage_text(repaired.text, annotated=annotated, breaks=broken, converted=converted).split("\n")
    marked_lines = _marked_lines(repaired)
    reproduced = marked = 0
    for number, (received, clean, damaged) in enumerate(zip_longest(before, after, again)):
        if received in (damaged, clean) or _as_written(received) == damaged:
            reproduced += 1
        elif number in marked_lines:
            marked += 1
    verdict: Verdict = "differs"
    if reproduced == len(before):
        verdict = "holds"
    elif reproduced + marked == len(before):
        verdict = "holds_but_for_marks"
    return Proof(verdict, len(before), reproduced, marked)


def _as_written(line: str) -> str:
    """A line as the channel would have written it: what GBK has no bytes for (•, a hard blank) came by another way."""
    return "".join(char if char.isascii() or char == "€" or pair_of(char) is not None else "?" for char in line)


def _marked_lines(repaired: Repaired) -> set[int]:
    return {repaired.text.count("\n", 0, mark.start) for mark in repaired.marks}
