"""Who says it, and how much that word weighs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from zhiyue.model import PageResult
from zhiyue.record import Rank, Source


@dataclass(frozen=True, slots=True)
class RankRules:
    """An installation's own ranks, by host (``news.example.cn``; a parent domain covers its hosts) or printed name."""

    by_host: Mapping[str, Rank] = field(default_factory=dict)
    by_name: Mapping[str, Rank] = field(default_factory=dict)


STANDARD_RANKS = RankRules()


def source_of(result: PageResult, *, rules: RankRules = STANDARD_RANKS) -> Source:
    """Tell who speaks on a page."""
    raise NotImplementedError
