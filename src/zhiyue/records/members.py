"""From one reading to its word about each thing it speaks of."""

from __future__ import annotations

from zhiyue.model import PageResult
from zhiyue.record import Member
from zhiyue.records.ranks import STANDARD_RANKS, RankRules


def members_of(result: PageResult, *, rules: RankRules = STANDARD_RANKS) -> tuple[Member, ...]:
    """Everything one reading says about anything, each with its keys: one member a fact, one a role, one for the story.

    Give a reading that was masked (`zhiyue.mask`) where the records are to be shown.
    """
    raise NotImplementedError
