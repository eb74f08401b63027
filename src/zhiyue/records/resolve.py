"""Which members are about one thing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from zhiyue.record import Judgement, Link, Match, Member


@dataclass(frozen=True, slots=True)
class Group:
    """Members about one thing, sorted by id, and why they stand together (a spanning tree, no more)."""

    members: tuple[Member, ...]
    links: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class Clustering:
    """All groups; the pairs a person should look at (`suggestions`); the links a ``not_same`` refused (`refused`)."""

    groups: tuple[Group, ...]
    suggestions: tuple[Match, ...] = ()
    refused: tuple[Link, ...] = ()


def cluster(members: Iterable[Member], judgements: Iterable[Judgement] = ()) -> Clustering:
    """Group members of one or several types. A function of the two sets: their order never matters."""
    raise NotImplementedError
