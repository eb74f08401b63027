"""What the index counts: overlapping pairs of Chinese characters, words of letters, and figures.

Comes in: text. Goes out: tokens in the order in which they stand, to be joined by blanks. Token *n* of a run of Chinese
is its character *n* with the one behind it; the last one stands alone. A phrase of pairs one after the other is
therefore exactly a piece of the text, two-character words included, and no dictionary decides what can be found.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from operator import add

from zhiyue_site.archive.search.fold import fold

HAN = "㐀-鿿〇\U00020000-\U0003ffff"
# 离子色谱仪 | GB | 40895; letters and figures part, so that GB/T19001 and GB/T 19001 are one
_RUN = re.compile(rf"[{HAN}]+|[0-9]+|[^\W_0-9{HAN}]+")
# 采 购 人: blanks within a line part no words in Chinese
_GAP = re.compile(rf"(?<=[{HAN}])[ \t]+(?=[{HAN}])")


@dataclass(frozen=True, slots=True)
class Phrase:
    """Tokens as they must follow each other. Where `is_open`, the last one is a lone character: the beginning of a pair."""

    tokens: tuple[str, ...]
    is_open: bool


def tokens(text: str) -> list[str]:
    """The tokens of a text.

    >>> tokens("離子色譜儀 GB/T40895")
    ['离子', '子色', '色谱', '谱仪', '仪', 'gb', 't', '40895']
    """
    found: list[str] = []
    for run in _RUN.findall(_GAP.sub("", fold(text))):
        if is_han(run[0]):
            found += map(add, run, run[1:])
            found.append(run[-1])
        else:
            found.append(run)
    return found


def phrase(words: str) -> Phrase:
    """The tokens that a text must hold one after the other where it says `words`.

    >>> phrase("色谱仪")
    Phrase(tokens=('色谱', '谱仪'), is_open=False)
    >>> phrase("9月")
    Phrase(tokens=('9', '月'), is_open=True)
    """
    found = tokens(words)
    if not found or not is_han(found[-1][0]):
        return Phrase(tuple(found), is_open=False)
    # The lone last character of a run: in a text, more may follow it.
    if len(found) > 1 and len(found[-2]) == 2 and is_han(found[-2][0]):
        return Phrase(tuple(found[:-1]), is_open=False)
    return Phrase(tuple(found), is_open=True)


def is_han(char: str) -> bool:
    """Whether a character is Chinese.

    >>> is_han("质"), is_han("Q")
    (True, False)
    """
    return "㐀" <= char <= "鿿" or char == "〇" or char >= "\U00020000"
