"""The table of the traditional-pinyin channel: which characters it annotates, and what its converter writes.

Comes in: ``channel.csv``. Goes out: `Channel`, the frozen look-ups that the inverter and the simulator share.
The channel itself is described in ``docs/explanation/channel.md``; what is in the table, in ``ORIGINS.md``.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from zhiyue.errors import ReferenceDataError

LAST_COMMON_LEAD = 0xD8
"""GB 2312 orders its first level (3,755 common characters) before this lead byte."""


@dataclass(frozen=True, slots=True)
class Channel:
    """The channel's table.

    Attributes:
        pinyin: character → the spelling that the channel writes behind it.
        rank: character → its place in the order in which pages begin to annotate, as far as observed.
        trails: (lead byte, pinyin) → the trail bytes that make a key with that spelling, the likeliest first.
        leads: (trail byte, pinyin) → the lead bytes, likewise.
        traditional: simplified code point → traditional character, as the converter writes it.
        simplified: traditional code point → simplified character; of two sources the commoner one.
    """

    pinyin: Mapping[str, str]
    rank: Mapping[str, int]
    trails: Mapping[tuple[int, str], tuple[int, ...]]
    leads: Mapping[tuple[int, str], tuple[int, ...]]
    traditional: Mapping[int, str]
    simplified: Mapping[int, str]

    @property
    def observed(self) -> str:
        """The annotated characters seen on real pages, in the order in which pages begin to annotate them."""
        return "".join(sorted(self.rank, key=self.rank.__getitem__))


@cache
def load_channel() -> Channel:
    """Read the table once.

    Raises:
        ReferenceDataError: a row has no pinyin, or a character that GBK does not write in two bytes.

    >>> load_channel().pinyin["質"], load_channel().observed[:3]
    ('zhì', '發現經')
    """
    text = files("zhiyue.reference").joinpath("channel.csv").read_text(encoding="utf-8")
    rows = list(csv.DictReader(text.splitlines()))
    for number, row in enumerate(rows, 2):
        if not row["pinyin"] or len(row["char"].encode("gb18030")) != 2:
            raise ReferenceDataError(f"channel.csv, line {number}: {row['char']!r} needs a pinyin and two GBK bytes")
    rows.sort(key=_likelihood)
    trails: dict[tuple[int, str], tuple[int, ...]] = {}
    leads: dict[tuple[int, str], tuple[int, ...]] = {}
    for row in rows:
        lead, trail = row["char"].encode("gb18030")
        by_lead, by_trail = (lead, row["pinyin"]), (trail, row["pinyin"])
        trails[by_lead] = (*trails.get(by_lead, ()), trail)
        leads[by_trail] = (*leads.get(by_trail, ()), lead)
    return Channel(
        pinyin={row["char"]: row["pinyin"] for row in rows},
        rank={row["char"]: int(row["rank"]) for row in rows if row["rank"]},
        trails=trails,
        leads=leads,
        traditional={ord(source): row["char"] for row in rows for source in row["simplified"] if source != row["char"]},
        simplified={ord(row["char"]): row["simplified"][0] for row in rows if row["simplified"]},
    )


def _likelihood(row: Mapping[str, str]) -> tuple[int, str]:
    # Observed keys first, then what the converter writes from a common character, then from a rare one, then the rest.
    if row["rank"]:
        return (0, row["char"])
    if not row["simplified"]:
        return (3, row["char"])
    return (1 if row["simplified"][0].encode("gb18030")[0] < LAST_COMMON_LEAD else 2, row["char"])
