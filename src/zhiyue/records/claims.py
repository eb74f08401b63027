"""What a page claims about a whole series, checked against all its years."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from zhiyue.model import PageResult
from zhiyue.record import RecordFinding, Saying
from zhiyue.records.series import SeriesYear


@dataclass(frozen=True, slots=True)
class Claim:
    """A claim about years of a series: every theme since a year holds a word, or one year's theme is this."""

    series: str
    first_year: int
    last_year: int | None
    words: str
    is_whole: bool
    saying: Saying


def find_claims(result: PageResult) -> tuple[Claim, ...]:
    """Find the claims of a page about the themes of a series."""
    raise NotImplementedError


def check_claims(claims: Iterable[Claim], years: Iterable[SeriesYear]) -> tuple[RecordFinding, ...]:
    """Check claims against the years: those that hold, those that rest on an inferred theme, those that break it."""
    raise NotImplementedError
