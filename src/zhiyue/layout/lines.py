"""The lines of a page's text: what layout reads instead of raw characters.

Comes in: a text. Goes out: its lines with something on them, blanks and bullets cut off, as ranges.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from zhiyue.spans import Span

_LINE = re.compile(r"[^\r\n\v\f\x1c-\x1e\x85\u2028\u2029]+")
_BLANKS = " \t\u3000\xa0\ufeff\u200b\u200c\u200d\u2002\u2003\u2009\0"

# • 市场月报丨…   ■ 第十届…   - 关于…   ➤ …   ?第十届… (GBK has no •: copies print a question mark, which opens no line)
_BULLET = re.compile(r"(?:[•●○◆◇■□▪▶►➤★☆※∙‣]|·|[*-](?![\d*-])|\?(?=[\u4e00-\u9fff0-9A-Z《“]))[ \t\u3000\xa0]*")

# 质量月 2022 | 4 620: what is compared, without what layouts and copies change
_LOOSE = re.compile(r"[\s\u3000\W_]+")


@dataclass(frozen=True, slots=True)
class Line:
    """One line: its range without blanks and bullet, its words, and whether a bullet stood before it."""

    span: Span
    words: str
    has_bullet: bool = False

    def within(self, start: int, end: int) -> Span:
        """A range of the page's text for ``words[start:end]``."""
        return Span(self.span.start + start, self.span.start + end)


def read_lines(text: str) -> list[Line]:
    """Return the lines of `text` that are not blank."""
    return list(_lines(text))


def _lines(text: str) -> Iterator[Line]:
    for match in _LINE.finditer(text):
        raw = match[0]
        words = raw.lstrip(_BLANKS)
        start = match.start() + len(raw) - len(words)
        words = words.rstrip(_BLANKS)
        bullet = _BULLET.match(words)
        if bullet is not None and bullet.end() < len(words):
            words = words[bullet.end() :]
            start += bullet.end()
        elif bullet is not None:
            continue
        if words:
            yield Line(Span(start, start + len(words)), words, bullet is not None)


def loosely(words: str) -> str:
    """Words as they are compared between copies: no blanks, no punctuation.

    >>> loosely("2022年 9月1日下午,") == loosely("2022年9月1日下午，")
    True
    """
    return _LOOSE.sub("", words)
