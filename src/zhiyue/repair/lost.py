"""Characters that were lost before the page came: U+FFFD becomes 〓 and is marked.

Comes in: text whose other damage is gone. Goes out: the same text with the printers' sign for a missing character.
Exists so that one sign means one thing everywhere: a reader sees 〓 and knows that nothing was guessed here.
"""

from __future__ import annotations

import re

from zhiyue.model import Mark
from zhiyue.repair.fixer import GETA, Change, Context, Fixer, Parameters

_SIGN = "\N{REPLACEMENT CHARACTER}"
_LOST = re.compile(f"{_SIGN}+")


def _fix(text: str, _context: Context, _parameters: Parameters | None) -> Change:
    marks = tuple(Mark(*match.span(), "undecodable") for match in _LOST.finditer(text))
    return Change(text.replace(_SIGN, GETA), text.count(_SIGN), marks=marks)


def _again(text: str, _parameters: Parameters) -> tuple[str, ...]:
    return (text.replace(GETA, _SIGN),)


LOST = Fixer("undecodable", lambda text: _SIGN in text, _fix, _again)
