"""What remains: signs that were swallowed outside of any run, and question marks that may be traces of damage.

Comes in: text whose runs are put back. Goes out: eaten tags with their sign again, and marks on what nobody can tell.
Exists so that nothing is wrong in silence: a page that came through the channel may show ``任?010年``, of which only
the question mark says that a character and a figure are gone; a snippet may be cut so that its damage proves nothing.
What is only doubtful stays as it came, under a mark.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from zhiyue.model import Candidate, Mark, Step
from zhiyue.repair import language
from zhiyue.repair.breaks import FULL_WIDTH
from zhiyue.repair.fixer import GETA, Change, Context, Fixer, Parameters, apply_edits
from zhiyue.repair.gate import EATEN_TAG
from zhiyue.repair.gbk import char_of, pair_of
from zhiyue.repair.losses import PageScript, rank_loss
from zhiyue.repair.run import Loss
from zhiyue.repair.script import is_traditional, to_simplified
from zhiyue.spans import Edit

AS_IT_STANDS = 0.5
"""Confidence of the text as it came, where it may be right as well as wrong."""
# 進??， 撬?， 疾??;10.7% 貢獻?/p>: a question mark where a sentence goes on.
_BEFORE_SIGN = re.compile(
    r"\?(?<=[─-╿㐀-鿿”）》]\?)\??(?=[，；、。]|[,;](?![A-Za-z ])|/(?:p|br?|li|t[dr]|div|font|span)\b|[0-9]{3}年)"
)
# 任?010年, 戎貫?7.9%: on a damaged page only; on others people ask and go on with a figure.
_BEFORE_FIGURE = re.compile(r"\?(?<=[─-╿㐀-鿿”）》]\?)\??(?=[0-9.%])")
_HAN = re.compile("[㐀-鿿]+$")
_STRETCH = 8
"""Characters before a question mark that are read once more, one byte late."""
_SHORTEST = 4
_BY_CHANCE = 20.0
"""Nats by which they must read better so."""


def _fix(text: str, _context: Context, _parameters: Parameters | None) -> Change | None:
    found = [place.start() for place in EATEN_TAG.finditer(text)]
    if not found:
        return None
    edits = [Edit(start, start + 1, f"{GETA}<") for start in found]
    marks = tuple(
        Mark(start + number, start + number + 1, "lost_character", (Candidate("。", 0.4),))
        for number, start in enumerate(found)
    )
    return Change(apply_edits(text, edits), len(found), {}, lambda: edits, marks)


def _again(text: str, _parameters: Parameters) -> tuple[str, ...]:
    return (text.replace(f"{GETA}</", "?/"),)


def _probe(text: str) -> bool:
    # The one sign first: a search for two is ten times slower.
    return "?" in text and "?/" in text


EATEN = Fixer("markup.eaten_tag", _probe, _fix, _again)


def find_doubts(text: str, steps: Iterable[Step], marks: Sequence[Mark]) -> Iterator[Mark]:
    """Mark what may be damage and may be not, outside of `marks`. The text stays; its first candidate is itself."""
    if "?" not in text:
        return
    marked = {offset for mark in marks for offset in range(mark.start, mark.end)}
    damaged = any(step.step.startswith("channel.") for step in steps)
    for pattern in (_BEFORE_SIGN, _BEFORE_FIGURE):
        for place in pattern.finditer(text):
            start = _shifted_since(text, place.start())
            if not marked.isdisjoint(range(*place.span())) or (
                pattern is _BEFORE_FIGURE and not damaged and start is None
            ):
                continue
            if start is not None:
                yield Mark(start, place.end(), "doubtful_run", (_itself(text[start : place.end()]),))
            else:
                yield Mark(*place.span(), "doubtful_question_mark", (_itself(place[0]), *_others(text, place)))


def _itself(words: str) -> Candidate:
    return Candidate(words, AS_IT_STANDS)


def _shifted_since(text: str, end: int) -> int | None:
    """Where a stretch before a question mark begins that reads far better one byte late: 丝诘谋戎貫? of a cut excerpt."""
    stretch = _HAN.search(text[max(0, end - _STRETCH) : end])
    if stretch is None or len(stretch[0]) < _SHORTEST:
        return None
    data = [byte for char in stretch[0] for byte in pair_of(char) or (0, 0)]
    late = "".join(char_of(*pair) or GETA for pair in zip(data[1::2], data[2::2], strict=False))
    gain = language.score(to_simplified(late)) - language.score(to_simplified(stretch[0][1:]))
    return end - len(stretch[0]) if gain > _BY_CHANCE else None


def _others(text: str, place: re.Match[str]) -> tuple[Candidate, ...]:
    """What a break would have left there: before ？？； stood a character that ends in A1, before ？，one cut anywhere."""
    sign = pair_of(text[place.end()].translate(FULL_WIDTH))
    if len(place[0]) < 2 or sign is None:
        return ()
    page = PageScript("", converted=is_traditional(text))
    loss = Loss(0, "lost_lead", trail=0xA1 if sign[0] == 0xA3 else 0xA3)
    ranked = rank_loss(loss, left=text[: place.start()], right=text[place.end() :], page=page)
    return tuple(Candidate(c.text, round(c.confidence * (1 - AS_IT_STANDS), 3)) for c in ranked[:3])
