"""A page of the sample month before it is served: its address, its words, and what they were written to say.

Comes in: nothing. Goes out: `Draft`, which writers and composers make and `month.serve` turns into bytes.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Draft:
    """One page: `path` is ``<host>/<path>.txt`` or ``.html``; `served` names what became of it on the way.

    `truth` holds the planned ``kind``, ``facts`` (fact kind → field → plain value), ``findings`` (``code verdict``),
    and the groups it belongs to: ``purchase`` (project number), ``story``.
    """

    path: str
    fetched_at: str
    text: str
    served: tuple[str, ...] = ()
    truth: Mapping[str, Any] = field(default_factory=dict)

    @property
    def host(self) -> str:
        """The site that shows the page."""
        return self.path.split("/", 1)[0]

    @property
    def url(self) -> str:
        """The page's address; a page that was saved as text keeps that of the web page."""
        return f"https://{self.path.removesuffix('.txt').removesuffix('.html')}.html"
