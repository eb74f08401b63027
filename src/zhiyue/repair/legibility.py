"""Legibility: what is to be said about a text as a whole, when its repair is done.

Comes in: a repaired text with its marks. Goes out: findings, where a reader should know that something is lost, hidden,
reworded, or was left alone because nothing says whose it is. Exists so that a page of which little is left does not
look like a page that says little.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from zhiyue.checks import FINDING_CODES
from zhiyue.model import Evidence, Finding, Repaired, Verdict
from zhiyue.repair.fixer import GETA
from zhiyue.repair.gate import BRACKET, TONED, has_pinyin_ending
from zhiyue.repair.mojibake import find_garbled
from zhiyue.spans import Span
from zhiyue.values.found import HIDDEN

SAMPLE = 20_000
SHOWN = 5
"""Places that a finding names as its evidence."""
FEWEST_NOTES = 3
FEWEST_TONELESS = 8
"""Brackets with tones are readings; without, one may hold a unit or an abbreviation: 浓度(mg)."""
_LEGIBLE = re.compile("[一-鿿]")
_NOTE = re.compile(rf"(?:(?<=[㐀-鿿)])|^){BRACKET.pattern}", re.MULTILINE)


def check_text(repaired: Repaired) -> Iterator[Finding]:
    """Say what a reader should know about this text: each of these at most once."""
    text = repaired.text[:SAMPLE]
    lost = text.count(GETA) + sum(mark.end - mark.start for mark in repaired.marks if mark.code == "lost_text")
    garbled = list(find_garbled(text))
    if lost and lost > len(_LEGIBLE.findall(text)):
        yield _say(repaired, "text.unreadable", f"正文大半无法识读：{lost} 处缺字", _spans(repaired, "lost_text"))
    elif garbled:
        yield _say(repaired, "text.garbled", f"{len(garbled)} 行像是乱码，未能还原", garbled)
    hidden = [Span(mark.start, mark.end) for mark in repaired.marks if mark.code in HIDDEN - {"deleted_figures"}]
    if hidden:
        yield _say(repaired, "text.masked", f"原页遮蔽了 {len(hidden)} 处文字或数字", hidden)
    deleted = _spans(repaired, "deleted_figures")
    if deleted:
        yield _say(repaired, "text.figures_deleted", f"{len(deleted)} 处应有数字而原页没有", deleted)
    reworded = _spans(repaired, "reworded")
    if reworded:
        yield _say(
            repaired, "text.reworded", f"{len(reworded)} 处用词疑被替换，只宜采信数字与名称", reworded, "doubtful"
        )
    notes = [Span(*note.span()) for note in _NOTE.finditer(text)] if has_pinyin_ending(text) else []
    toned = any(not TONED.isdisjoint(note.of(text)) for note in notes)
    if len(notes) >= (FEWEST_NOTES if toned else FEWEST_TONELESS):
        yield _say(repaired, "text.annotated", f"保留了 {len(notes)} 处拼音夹注：不能断定是损坏", notes, "doubtful")


def _spans(repaired: Repaired, code: str) -> list[Span]:
    return [Span(mark.start, mark.end) for mark in repaired.marks if mark.code == code]


def _say(
    repaired: Repaired, code: str, message: str, places: Sequence[Span], verdict: Verdict = "not_checkable"
) -> Finding:
    evidence: tuple[Evidence, ...] = tuple(repaired.evidence(place) for place in places[:SHOWN])
    return Finding(code, verdict, message, FINDING_CODES[code], evidence=evidence)
