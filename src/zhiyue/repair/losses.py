"""Lost characters: which one stood there, and how sure that is.

Comes in: a text with 〓 where bytes are gone, and what is left of each. Goes out: the text with the likeliest
characters where they are sure enough, and a mark with candidates for every place. A digit is never guessed: where a
sign was swallowed, 〓 stays.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import chain, pairwise, repeat

from zhiyue.model import Candidate, Mark
from zhiyue.repair import language
from zhiyue.repair.fixer import GETA, apply_edits
from zhiyue.repair.run import Loss
from zhiyue.repair.script import to_simplified
from zhiyue.spans import Edit

THRESHOLD = 0.5
"""Confidence from which the best candidate stands in the text. Precision and recall: docs/explanation/channel.md."""
AROUND = 5
"""Characters of context that the model sees on either side."""
AHEAD = 40
"""Characters in which a bracket that was opened must close."""
SAMPLE = 30_000
"""Characters of the page whose pairs the model takes for known."""
COMMONEST = 8
"""Candidates weighed in any case; the others only where they make a word with a neighbour."""
SHOWN = 5
"""Candidates that a mark names."""


@dataclass(frozen=True, slots=True)
class PageScript:
    """What a page's own habits exclude: see `Loss.candidates`."""

    annotated: str
    converted: bool

    def simplify(self, text: str) -> str:
        """Return `text` in the characters that the model knows."""
        return to_simplified(text) if self.converted else text


def rank_loss(
    loss: Loss, *, left: str, right: str, page: PageScript, seen: Mapping[str, int] | None = None
) -> tuple[Candidate, ...]:
    """Order what could have stood between `left` and `right`, the likeliest first."""
    if loss.code == "swallowed_sign":
        return _rank_sign(right)
    known = _read_candidates(replace(loss, place=0), page)
    left, right = page.simplify(left[-AROUND:]), page.simplify(right[:AROUND].partition(GETA)[0])
    words, before, after = language.load_words(), left[-1:], right[:1]
    likely = [
        char
        for number, char in enumerate(known)
        if number < COMMONEST or before + char in words or char + after in words or before + char in (seen or ())
    ]
    ranked = language.rank(likely, left=left, right=right, seen=seen)
    # Sounds are few and the true one need not be among them: never quite sure.
    ceiling = 0.95 if loss.pinyin is not None else 0.999
    return tuple(Candidate(known[char], round(min(ceiling, share), 3)) for char, share in ranked[:SHOWN])


@lru_cache(maxsize=512)
def _read_candidates(loss: Loss, page: PageScript) -> Mapping[str, str]:
    """What could have stood there, the commonest first: in the characters of the model → as the page writes them."""
    found = {page.simplify(char): char for char in loss.candidates(page.annotated, converted=page.converted)}
    words = language.load_words()
    return {simple: found[simple] for simple in sorted(found.keys() & words.keys(), key=lambda char: -words[char])}


def _rank_sign(right: str) -> tuple[Candidate, ...]:
    """A swallowed ASCII sign: a bracket that closes was opened. Anything else may have been a digit."""
    closing, opening = right.find(")"), right.find("(")
    is_open = closing >= 0 and not 0 <= opening < closing and "\n" not in right[:closing]
    return (Candidate("(", 0.9),) if is_open else ()


def fill(
    text: str, losses: Sequence[tuple[int, Loss]], page: PageScript, *, sure: float = THRESHOLD, rounds: int = 2
) -> tuple[str, tuple[Mark, ...]]:
    """Put characters that are at least so sure. `losses` are (offset in `text`, what is left of it), in order."""
    if not losses:
        return text, ()
    simple = page.simplify(text[:SAMPLE])
    seen = Counter(map("".join, pairwise(simple)))
    put: dict[int, str] = {}
    found: dict[int, tuple[Candidate, ...]] = {}

    def read(start: int, end: int) -> str:
        return "".join(put.get(at, text[at]) for at in range(max(0, start), min(end, len(text))))

    # Twice: the second time each sees what its neighbours became (牛 in 〓磺〓).
    for _ in range(rounds if len(losses) > 1 else 1):
        for offset, loss in losses:
            left, right = read(offset - AROUND, offset), read(offset + 1, offset + 1 + AHEAD)
            found[offset] = rank_loss(loss, left=left, right=right, page=page, seen=seen)
            best = found[offset][:1]
            put[offset] = best[0].text if best and best[0].confidence >= sure else GETA
    marks = tuple(Mark(offset, offset + 1, loss.code, found[offset]) for offset, loss in losses)
    return _put(text, put), marks


def _put(text: str, chars: Mapping[int, str]) -> str:
    return apply_edits(text, (Edit(offset, offset + 1, chars[offset]) for offset in sorted(chars)))


def refill(text: str, losses: Sequence[tuple[int, Loss]], filled: str) -> tuple[str, tuple[Mark, ...]]:
    """Put the recorded characters `filled`, one a loss, and 〓 behind the last: a replay asks no model."""
    put = {offset: char for (offset, _), char in zip(losses, chain(filled, repeat(GETA)), strict=False)}
    return _put(text, put), tuple(Mark(offset, offset + 1, loss.code) for offset, loss in losses)
