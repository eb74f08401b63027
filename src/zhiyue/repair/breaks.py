"""Breaks: is the question mark before this comma a question mark, or half a character?

Comes in: a text and a place where ``?`` stands before punctuation. Goes out: the reading that a break would explain,
and by how much it is likelier than the text as it stands. Some pages are cut before the two bytes of certain signs,
at any offset: 环境保护意识， came out as ``环境?；ひ馐?，``, because 保 B1A3 and 护 BBA4 hold the bytes of ； (A3BB).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from zhiyue.repair import language
from zhiyue.repair.gbk import pair_of
from zhiyue.repair.losses import AROUND, PageScript, guess
from zhiyue.repair.run import Run

# A cleaner made the full-width signs between Chinese characters ASCII.
FULL_WIDTH = str.maketrans(",;!?:", "，；！？：")
# What stands behind the first question mark of ?； and of ??； in 疾??；, and of ??铺, where a cleaner made ？ ASCII
BROKEN = r"\?{0,20}(?=[，；？！、。]|[,;!](?![\x00-\x7f])|\?(?=[㐀-鿿]))"

STRONG = 6.0
"""Nats by which shifted readings must be likelier than the text as it stands before a page counts as broken."""
STRONG_ENOUGH = 3.0
"""The same on a page whose annotations show already that it came through the channel."""
COST = 3.0
"""Nats that each place has to bring before it counts at all: some readings are likelier by chance."""
WEAK, WEAKER = 0.0, -6.0
"""The same on a page that is known to be broken; the second before signs that nobody writes behind a question mark.

All were set on text that the benchmark does not use.
"""
_MARKS = re.compile(r"\?+")
_NEVER_BEHIND = frozenset("，。；、,;")

ENOUGH_PLACES = 30
"""Places at which a page is judged."""
ENDS_BEFORE = 3.5
"""What it says for a broken page that a run ends right before punctuation."""
GOES_THROUGH = 6.0
"""What it says against one that a run goes on through punctuation."""

Follow = Callable[[Run, int], int]


@dataclass(frozen=True, slots=True)
class Reading:
    """One reading of a broken place: ``text[start:end]`` was `run`, likelier by `gain` nats than as it stands."""

    gain: float
    start: int
    end: int
    run: Run

    def wins(self, text: str) -> bool:
        """Whether this is how a page that is known to be broken reads: a question mark before a comma is damage."""
        found = _MARKS.match(text, self.start)
        behind = text[found.end() : found.end() + 1] if found is not None else ""
        return self.gain > (WEAKER if behind in _NEVER_BEHIND else WEAK)

    def evidence(self, *, annotated: bool) -> float:
        """How much this place says for a broken page. Without annotations, lost characters alone say nothing for it."""
        if annotated:
            return max(0.0, self.gain - COST)
        if self.gain < -COST:
            return -COST
        return 0.0 if len(self.run.chars) == len(self.run.losses) else max(0.0, self.gain - COST)


def read_break(text: str, spot: re.Match[str], follow: Follow) -> list[tuple[int, int, Run]]:
    """The ways in which a break explains `spot`: (start, end, run) each."""
    sign = pair_of(text[spot.end()].translate(FULL_WIDTH)) or (0, 0)
    lead_lost = Run(0)
    lead_lost.lose("lost_lead", trail=sign[0])
    lead_lost.feed(sign[1:])
    readings = [(spot.end() - 1, follow(lead_lost, spot.end() + 1), lead_lost)]
    pairs = len(spot[0]) // 2
    if pairs:
        # 病 B2A1 before ； A3BB holds the bytes of 。 A1A3: both of its bytes stand alone. ！！ A3A1A3A1 likewise.
        trail, repeated = (0xA1, "！") if sign[0] == 0xA3 else (0xA3, "。")
        both_lost = Run(0)
        both_lost.lose("lost_lead", trail=trail)
        both_lost.chars += [repeated] * (pairs - 1)
        readings.append((spot.end() - 2 * pairs, spot.end(), both_lost))
    return readings


def weigh(text: str, reading: tuple[int, int, Run], page: PageScript) -> Reading:
    """Say how much likelier a reading is than the text as it stands."""
    start, end, run = reading
    left, right = page.simplify(text[max(0, start - AROUND) : start]), page.simplify(text[end : end + AROUND])
    repaired = guess(left, run.chars, run.losses, right, page)
    # The model looks two characters back: those behind the run are seen differently too.
    right = right[:2]
    gain = language.score(repaired + right, left=left) - language.score(
        page.simplify(text[start:end]) + right, left=left
    )
    return Reading(gain, start, end, run)
