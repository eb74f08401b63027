"""Lost characters: which one stood there, and how sure that is.

Comes in: a text with 〓 where bytes are gone, and what is left of each. Goes out: the text with the likeliest
characters where they are sure enough, and a mark with candidates for every place. A digit is never guessed: where a
sign was swallowed, 〓 stays.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, repeat

from zhiyue.model import Candidate, Mark
from zhiyue.repair import language
from zhiyue.repair.fixer import GETA, apply_edits
from zhiyue.repair.run import Loss
from zhiyue.repair.script import to_simplified
from zhiyue.spans import Edit

THRESHOLD = 0.4
"""Confidence from which the best candidate stands in the text. Precision and recall: docs/explanation/channel.md."""
AROUND = 5
"""Characters of context that the model sees on either side."""
AHEAD = 40
"""Characters in which a bracket that was opened must close."""
SAMPLE = 10_000
"""Characters of the page in which the model looks for the same pairs."""
SHOWN = 5
"""Candidates that a mark names."""


_CLOSING = dict(zip("“‘「『《（【(", "”’」』》）】)", strict=True))
_BRACKET = re.compile("[“”‘’「」『』《》（）【】()]")
_SIGN_LEADS = (0xA1, 0xA3)
_LINE = 300
"""Characters of a line in which an opened bracket is looked for."""
OWED = 7.0
"""Nats by which a closing bracket is likelier where one is open."""
FIGURE = 2.0
"""Nats by which a figure is held to be likelier than the model says: taking one for a comma is worse than the reverse."""
_NOT_OWED = dict.fromkeys("”》）】", -4.0)


@dataclass(frozen=True, slots=True)
class PageScript:
    """What a page's own habits exclude: see `Loss.candidates`."""

    annotated: str
    converted: bool

    def simplify(self, text: str) -> str:
        """Return `text` in the characters that the model knows."""
        return to_simplified(text) if self.converted else text


# Of the signs below 40, those of text: the character of the model → how they are written.
_SWALLOWED = {
    "，": ",", "。": ".", "！": "!", "：": ":", "；": ";", "？": "?", "）": ")", "０": "0123456789", "Ａ": "-/<%+*=\"'",
}  # fmt: skip
# 文件.: where a sign stands as these do, behind Chinese, and not before more Latin: libc.so.6 says nothing of full stops.
_WRITTEN = re.compile(r"(?<=[^\x00-\x7f])(?:[,.!:;?)](?![0-9A-Za-z.])|[-/<%+*=\"'0-9])")
_WORTH_NAMING = 0.01


def rank_loss(
    loss: Loss, *, left: str, right: str, page: PageScript, text: str = "", owed: str | None = None
) -> tuple[Candidate, ...]:
    """Order what could have stood between `left` and `right`, the likeliest first; all is simplified.

    `text` is the page, as far as it shall be looked at: what it says once it says again. `owed` is the bracket that
    has to be closed here, "" where none is open, None where nobody looked.
    """
    if loss.code == "swallowed_sign":
        return _rank_sign(left, right, text)
    choices, known, without = _read_choices(loss, page)
    bonus = {} if owed is None else _NOT_OWED | {language.fold(owed): OWED}
    ranked = language.rank(choices, left=left, right=right.partition(GETA)[0], page=text, bonus=bonus, without=without)
    # Sounds are few and the true one need not be among them: never quite sure.
    ceiling = 0.95 if loss.pinyin is not None else 0.999
    return tuple(
        Candidate(owed if owed and owed in known[sign] else known[sign][0], round(min(ceiling, share), 3))
        for sign, share in ranked[:SHOWN]
    )


def find_owed(text: str, offset: int) -> str:
    """Return the closing bracket that the line owes at `offset`: opened before, not closed before or next behind."""
    start = max(text.rfind("\n", 0, offset) + 1, offset - _LINE)
    closed: list[str] = []
    for sign in reversed(_BRACKET.findall(text, start, offset)):
        if sign not in _CLOSING:
            closed.append(sign)
        elif closed and closed[-1] == _CLOSING[sign]:
            closed.pop()
        else:
            following = _BRACKET.search(text[offset + 1 : offset + _LINE].partition("\n")[0])
            return "" if following is not None and following[0] == _CLOSING[sign] else _CLOSING[sign]
    return ""


def _read_choices(
    loss: Loss, page: PageScript
) -> tuple[Mapping[str, language.Choice], Mapping[str, str], frozenset[str]]:
    """What could have stood there: as the model weighs it, how the page may write each, and which it cannot be."""
    if loss.pinyin is not None:
        chars = loss.candidates(page.annotated, converted=page.converted)
        sounds = {language.fold(page.simplify(char)): char for char in chars}
        return language.prepare(sounds), sounds, frozenset()
    return (*_read_half(loss.lead, loss.trail, converted=page.converted), _read_annotated(page))


@lru_cache(maxsize=64)
def _read_annotated(page: PageScript) -> frozenset[str]:
    """The characters that the page annotates: each would have kept its annotation."""
    return frozenset(language.fold(page.simplify(page.annotated)))


@lru_cache(maxsize=1024)
def _read_half(
    lead: int | None, trail: int | None, *, converted: bool
) -> tuple[Mapping[str, language.Choice], Mapping[str, str]]:
    page = PageScript("", converted)
    known: dict[str, str] = {}
    for char in Loss(0, "lost_lead", lead, trail).candidates("", converted=converted):
        sign = language.fold(page.simplify(char))
        known[sign] = known.get(sign, "") + char
    return language.prepare(known), known


def _rank_sign(left: str, right: str, text: str) -> tuple[Candidate, ...]:
    """A swallowed ASCII sign: a bracket that closes was opened; punctuation, where the page writes it so.

    A figure is weighed with the others, but never a candidate.
    """
    closing, opening = right.find(")"), right.find("(")
    if closing >= 0 and not 0 <= opening < closing and "\n" not in right[:closing]:
        return (Candidate("(", 0.9),)
    written = Counter(_WRITTEN.findall(text))
    bonus = {sign: _log_share(written, text.count(sign), ascii_signs) for sign, ascii_signs in _SWALLOWED.items()}
    bonus["０"] += FIGURE
    choices = language.prepare(_SWALLOWED)
    ranked = language.rank(choices, left=left, right=right.partition(GETA)[0], bonus=bonus)
    return tuple(
        Candidate(_SWALLOWED[sign], round(min(0.95, share), 3))
        for sign, share in ranked
        if len(_SWALLOWED[sign]) == 1 and share >= _WORTH_NAMING
    )


def _log_share(written: Mapping[str, int], full_width: int, ascii_signs: str) -> float:
    """How often the page writes this sign in ASCII."""
    found = sum(written.get(sign, 0) for sign in ascii_signs)
    return math.log((found + 0.2) / (found + full_width + 1))


def fill(
    text: str, losses: Sequence[tuple[int, Loss]], page: PageScript, *, sure: float = THRESHOLD
) -> tuple[str, tuple[Mark, ...]]:
    """Put characters that are at least so sure. `losses` are (offset in `text`, what is left of it), in order."""
    if not losses:
        return text, ()
    simple = page.simplify(text)
    sample = simple[:SAMPLE]
    read = list(simple)
    known: dict[tuple[str, str, int], tuple[Candidate, ...]] = {}
    found: dict[int, tuple[Candidate, ...]] = {}

    # Twice: the second time each sees what its neighbours became (牛 in 〓磺〓).
    for _ in range(2 if len(losses) > 1 else 1):
        for number, (offset, loss) in enumerate(losses):
            left, right = read[max(0, offset - AROUND) : offset], read[offset + 1 : offset + 1 + AHEAD]
            around = "".join(left), "".join(right), number
            if around not in known:
                owed = find_owed(simple, offset) if loss.lead in _SIGN_LEADS else None
                known[around] = rank_loss(loss, left=around[0], right=around[1], page=page, text=sample, owed=owed)
            found[offset] = known[around]
            best = found[offset][:1]
            read[offset] = page.simplify(best[0].text) if best and best[0].confidence >= sure else GETA
    chars = {}
    for offset, best in found.items():
        chars[offset] = best[0].text if best and best[0].confidence >= sure else GETA
    marks = tuple(Mark(offset, offset + 1, loss.code, found[offset]) for offset, loss in losses)
    return _put(text, chars), marks


def guess(left: str, chars: Sequence[str], losses: Sequence[Loss], right: str, page: PageScript) -> str:
    """Put the likeliest characters between `left` and `right`, which are simplified, whatever their confidence."""
    read = list(page.simplify("".join(chars)))
    for loss in losses:
        before = "".join((left, *read[: loss.place]))[-AROUND:]
        ranked = rank_loss(loss, left=before, right="".join(read[loss.place + 1 :]) + right, page=page)
        read[loss.place] = page.simplify(ranked[0].text) if ranked else GETA
    return "".join(read)


def _put(text: str, chars: Mapping[int, str]) -> str:
    return apply_edits(text, (Edit(offset, offset + 1, chars[offset]) for offset in sorted(chars)))


def refill(text: str, losses: Sequence[tuple[int, Loss]], filled: str) -> tuple[str, tuple[Mark, ...]]:
    """Put the recorded characters `filled`, one a loss, and 〓 behind the last: a replay asks no model."""
    put = {offset: char for (offset, _), char in zip(losses, chain(filled, repeat(GETA)), strict=False)}
    return _put(text, put), tuple(Mark(offset, offset + 1, loss.code) for offset, loss in losses)
