"""The seeded generator behind every composed page: the same words, the same page.

Comes in: the name of what is drawn. Goes out: a generator that draws the same each time.
"""

from __future__ import annotations

from random import Random


def dice(name: str) -> Random:
    """A generator of its own for each thing that is drawn, so that a new page changes no old one."""
    return Random(name)  # noqa: S311  # it draws invented pages, no secrets
