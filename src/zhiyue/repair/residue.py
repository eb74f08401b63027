"""Markup residue: a template tag that reached the page, around a number: ``<fmt:formatnumber …>517.9175</…>``.

Comes in: text. Goes out: the number without its tags. Only tags of page templates around a plain number are taken:
markup that a text talks about stays.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from zhiyue.repair.fixer import Change, Context, Fixer, Parameters, apply_edits
from zhiyue.spans import Edit

# <fmt:formatnumber pattern="0.00">517.9175</fmt:formatnumber>
_TAGGED = re.compile(
    r"<(?P<space>fmt|c|s|bean|asp):(?P<name>\w{1,20})\b[^<>\n]{0,200}>"
    r"\s{0,5}(?P<number>[0-9][0-9.,:\- ]{0,30})\s{0,5}</(?:(?P=space):(?P=name))?>",
    re.IGNORECASE,
)


def _fix(text: str, _context: Context, _parameters: Parameters | None) -> Change | None:
    def edits() -> Iterator[Edit]:
        return (Edit(found.start(), found.end(), found["number"]) for found in _TAGGED.finditer(text))

    stripped = apply_edits(text, edits())
    return Change(stripped, sum(1 for _ in edits()), {}, edits) if stripped != text else None


RESIDUE = Fixer("markup.residue", lambda text: "<" in text and ":" in text and "</" in text, _fix)
