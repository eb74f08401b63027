"""Noise: pinyin strewn over a page by copy sites, behind every few characters, with and without tone marks.

Comes in: text. Goes out: the text without it. No byte was shifted, so it is only to be stripped; what makes it noise
and not ruby is that the same page spells with tone marks and without, or repeats a spelling: 國(guó)(guo)(guo)際(ji).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from statistics import median

from zhiyue.repair.fixer import Change, Context, Fixer, Parameters, apply_edits
from zhiyue.repair.gate import TONED, has_pinyin_ending
from zhiyue.spans import Edit

_INITIAL = "(?:zh|ch|sh|[bpmfdtnlgkhjqxzcsryw])?"
_VOWELS = "[aeiouüāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ]{1,3}"
_SYLLABLE = f"{_INITIAL}{_VOWELS}(?:ng|n|r)?"
# 國(guó)(guo)(guo), 電(dian); a search that begins with a fixed sign runs at memory speed.
_NOTES = re.compile(rf"\((?<=[㐀-鿿]\(){_SYLLABLE}\)(?:\({_SYLLABLE}\))*")

FEWEST = 8
MOST_BETWEEN = 10
"""Characters between two pieces of noise, at the median; glosses stand further apart."""
SHARE = 0.15
"""Least share of either spelling: who writes ruby spells in one way."""


def _is_noise(notes: list[re.Match[str]]) -> bool:
    if len(notes) < FEWEST:
        return False
    gaps = [after.start() - before.end() for before, after in pairwise(notes)]
    if not 2 <= median(gaps) <= MOST_BETWEEN:
        return False
    toned = sum(1 for note in notes if not TONED.isdisjoint(note[0])) / len(notes)
    doubled = sum(1 for note in notes if ")(" in note[0]) / len(notes)
    return SHARE <= toned <= 1 - SHARE or doubled >= SHARE


def _fix(text: str, context: Context, parameters: Parameters | None) -> Change | None:
    if parameters is None and context.is_channel:
        return None
    notes = list(_NOTES.finditer(text))
    if not notes or (parameters is None and not _is_noise(notes)):
        return None

    def edits() -> Iterator[Edit]:
        return (Edit(note.start() - 1, note.end(), text[note.start() - 1]) for note in notes)

    return Change(apply_edits(text, edits()), len(notes), {}, edits)


NOISE = Fixer("noise.annotations", has_pinyin_ending, _fix)
