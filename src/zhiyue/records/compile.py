"""Members of one thing → its record."""

from __future__ import annotations

from collections.abc import Iterable

from zhiyue.record import Correction, Judgement, Link, Member, Record


def compile_record(
    members: Iterable[Member], *, corrections: Iterable[Correction] = (), links: Iterable[Link] = ()
) -> Record:
    """Compile the record of one thing. A function of sets: the order of members never matters.

    Raises:
        ValueError: no members, or members of several types.
    """
    raise NotImplementedError


def compile_records(
    members: Iterable[Member], *, judgements: Iterable[Judgement] = (), corrections: Iterable[Correction] = ()
) -> tuple[Record, ...]:
    """Cluster and compile: every record of a set of members, sorted by id."""
    raise NotImplementedError
