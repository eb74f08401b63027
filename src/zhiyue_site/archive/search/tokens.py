"""What the index counts: overlapping pairs of Chinese characters, words of letters, and figures.

Comes in: text. Goes out: tokens in the order in which they stand, to be joined by blanks. Token *n* of a run of Chinese
is its character *n* with the one behind it; the last one stands alone. A phrase of pairs one after the other is
therefore exactly a piece of the text, two-character words included, and no dictionary decides what can be found.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from operator import add

from zhiyue_site.archive.search.fold import fold

HAN = "㐀-鿿〇\U00020000-\U0003ffff"
# 离子色谱仪 | GB | 40895; letters and figures part, so that GB/T19001 and GB/T 19001 are one
_RUN = re.compile(rf"[{HAN}]+|[0-9]+|[^\W_0-9{HAN}]+")
_LONGEST_PIECE = 4
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


@dataclass(frozen=True, slots=True)
class Pieces:
    """Pieces that a text must hold to hold some words. Where `is_all`, it then does; else their order is to be looked at.

    `is_close`: the pieces overlap from the first character to the last. A text that holds them all, yet not the words,
    would have to say each piece in another sentence. `ends_alone`: the last character stands apart from the others and
    is in no piece.
    """

    pieces: tuple[str, ...]
    is_all: bool
    is_close: bool
    ends_alone: bool


def pieces(words: str) -> Pieces:
    """The pieces of `words`: one where they are short, overlapping ones of four characters where they are long.

    >>> pieces("9月").pieces, pieces("液相色谱仪").pieces, pieces("月").pieces
    (('9月',), ('液相色谱', '相色谱仪'), ('月',))
    """
    found: list[str] = []
    segments = list(_segments(words))
    for units in segments:
        size = min(len(units), _LONGEST_PIECE)
        # A pair of Chinese characters and a lone word of letters or figures are tokens already.
        is_token = all(map(is_han, units)) if size == 2 else size == 1 and not is_han(units[0])
        if not is_token:
            last = len(units) - size
            step = 2 if last > 2 else 1  # two characters shared join a long name as surely as three
            found += ("".join(units[at : at + size]) for at in (*range(0, last, step), last))
    is_close = len(segments) == 1 and bool(found)
    is_all = is_close and len(found) == 1
    return Pieces(tuple(dict.fromkeys(found)), is_all, is_close, bool(segments) and len(segments[-1]) == 1)


def all_pieces(text: str) -> list[str]:
    """Every piece of three and four characters of a text, of two where letters or figures are in it, and its characters.

    A run of letters or figures counts as one character. They stand for themselves, in no order: what is short is found
    by one of them alone, where pairs would have to be put together in a hundred thousand texts.

    >>> all_pieces("9月质量")
    ['9月', '9月质', '月质量', '9月质量', '月', '质', '量']
    """
    found: list[str] = []
    alone: dict[str, None] = {}
    for units in _segments(text):
        size = len(units)
        found += (
            units[at] + units[at + 1] for at in range(size - 1) if not (is_han(units[at]) and is_han(units[at + 1]))
        )
        line = "".join(units)
        if len(line) == size:  # nothing but single characters: slices are quicker
            found += [line[at : at + 3] for at in range(size - 2)]
            found += [line[at : at + 4] for at in range(size - 3)]
        else:
            found += ["".join(units[at : at + 3]) for at in range(size - 2)]
            found += ["".join(units[at : at + 4]) for at in range(size - 3)]
        alone |= dict.fromkeys(unit for unit in units if is_han(unit))
    return [*found, *alone]


def _segments(text: str) -> Iterator[list[str]]:
    """Characters, and runs of letters or figures, as far as they stand together: 9 月 1 日. Marks part only Chinese."""
    units: list[str] = []
    is_after_han = False
    for run in _RUN.findall(_GAP.sub("", fold(text))):
        is_chinese = is_han(run[0])
        if is_chinese and is_after_han and units:
            yield units
            units = []
        if is_chinese:
            units.extend(run)
        else:
            units.append(run)
        is_after_han = is_chinese
    if units:
        yield units


def is_han(char: str) -> bool:
    """Whether a character is Chinese.

    >>> is_han("质"), is_han("Q")
    (True, False)
    """
    return "㐀" <= char <= "鿿" or char == "〇" or char >= "\U00020000"
