"""Same or not: an explained score."""

from __future__ import annotations

from zhiyue.record import Match, Member

SAME = 0.85
"""From this score on two members are one thing without a person."""
MAYBE = 0.55
"""From this score on a person is asked."""


def compare(a: Member, b: Member) -> Match:
    """How much speaks for two members of one type being about one thing. Symmetric but for the order of the ids.

    Raises:
        ValueError: members of different types.
    """
    raise NotImplementedError
