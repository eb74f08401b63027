"""A small model of Chinese: how likely is a character behind two others, and so a stretch of text?

Comes in: simplified text. Goes out: logarithmic likelihoods. Exists for the places where the channel lost bytes for
good: it says which character was there, and whether a question mark before a comma is a trace of damage or a question
mark. Loaded on first use: a page that needs no guess never pays for it.

What it was counted from, and how: ``reference/ORIGINS.md`` and ``tools/build_language_model.py``.
"""

from __future__ import annotations

import lzma
import math
from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from functools import cache, lru_cache
from importlib.resources import files
from itertools import islice
from typing import NamedTuple

LINE = "¶"
"""What a line begins and ends with, as a character of the model."""
UNKNOWN = -16.0
"""Log-likelihood of a character or sign that the model does not know: rarer than all that it knows."""
FOREIGN = -5.0
"""Of a letter of any other alphabet: they come in words, and say little."""
ODD = -9.0
"""Of an ASCII question mark in Chinese text."""
AROUND = 40
"""Characters on either side that are read to find the two nearest that count: blanks do not."""
CLOSEST = 8
"""Characters whose surroundings are looked at in full; the others are too unlikely beside their neighbours."""
NEGLIGIBLE = 6.0
"""Nats behind the likeliest from which a character is out of the question."""

_LEVELS = {chr(33 + level): -level * math.log(2) / 4 for level in range(94)}
BEHIND, AHEAD, FURTHER = 0.7, 0.55, 0.5
"""What a likelihood counts when a character is chosen: of itself, of the one that follows, of the second that does.

Below 1, as they are no independent witnesses. These and the next were fitted on the tuning lines: docs/explanation/channel.md.
"""
SEEN_BEFORE, SEEN_BEHIND, SEEN_ALONE = 2.7, 1.5, 0.3
"""How much it counts that the page has the character elsewhere: behind the same one, before the same one, at all."""

_NOTHING: Mapping[str, float] = {}
_NO_ROW = "!"
_QUESTION = "¿"
_ALIKE = str.maketrans(
    ',;:!()\n?"‘’「」『』0123456789０１２３４５６７８９',
    f"，；：！（）{LINE}{_QUESTION}”“”“”“”{'０' * 20}",
    " \t\r\u3000\xa0",
)


class _Folding(dict[int, str | int | None]):
    """Characters the model takes for one: figures; letters and what stands with them; signs of one meaning."""

    def __missing__(self, code: int) -> str:
        folded = self[code] = "Ａ" if code < 0x80 or 0xFF21 <= code <= 0xFF5A else chr(code)
        return folded


_FOLDING = _Folding(_ALIKE)


def fold(text: str) -> str:
    """Return `text` in the characters of the model. Blanks go.

    >>> fold("共 25 台,USB接口")
    '共００台，ＡＡＡ接口'
    """
    return text.translate(_FOLDING)


class _Rows(dict[str, Mapping[str, str]]):
    """The rows of the model: a context's first character → the rest of the context → row.

    Few of the 6,000 first characters are asked for: each block of rows is split when it is.
    """

    def __init__(self, text: str) -> None:
        self.first, *blocks = text.split("\n\n")
        self._blocks = {block[0]: block for block in blocks}

    def __missing__(self, char: str) -> Mapping[str, str]:
        block = self._blocks.get(char)
        rows = {} if block is None else dict(row.split("\t") for row in block[1:].split("\n"))
        self[char] = rows
        return rows

    def find_alone(self, char: str) -> str:
        """Return the row of a single character, without splitting its block; one that says nothing where there is none."""
        block = self._blocks.get(char, char)
        return block[2:].partition("\n")[0] if block[1:2] == "\t" else _NO_ROW

    def find(self, context: str) -> str | None:
        """Return what the followers are taken times, then each follower and its level; None without such a context."""
        return self[context[0]].get(context[1:]) if context else self.first


@cache
def load_rows() -> _Rows:
    """Read the model once."""
    return _Rows(lzma.decompress(files("zhiyue.repair").joinpath("language.xz").read_bytes()).decode("utf-8"))


@cache
def load_words() -> Mapping[str, float]:
    """Read the list of words once, for whom it matters what a word is: word → its logarithmic likelihood."""
    text = lzma.decompress(files("zhiyue.repair").joinpath("words.xz").read_bytes()).decode("utf-8")
    rows = (line.split("\t") for line in text.split("\n"))
    return {word: -math.log(2) / 4 * int(level) for level, words in rows for word in words.split(" ")}


@lru_cache(maxsize=2048)
def _read_row(context: str) -> tuple[float, Mapping[str, float]]:
    """The row of a context: the factor, and its followers."""
    row = load_rows().find(context)
    if row is None:
        return 0.0, {}
    return _LEVELS[row[0]], {char: _LEVELS[level] for char, level in zip(row[1::2], row[2::2], strict=True)}


def load_chars() -> Mapping[str, float]:
    """The characters that the model knows, with their logarithmic likelihood."""
    return _read_row("")[1]


@lru_cache(maxsize=1 << 15)
def _weigh(context: str, char: str) -> float:
    """How likely `char` is behind `context`, of at most two characters."""
    rows, factors = load_rows(), 0.0
    while context:
        row = rows[context[0]].get(context[1:])
        if row is not None:
            at = row.find(char)
            if at > 0:
                return factors + _LEVELS[row[at + 1]]
            factors += _LEVELS[row[0]]
        context = context[1:]
    alone = load_chars().get(char)
    return factors + (_weigh_unknown(char) if alone is None else alone)


def _weigh_unknown(char: str) -> float:
    if char == _QUESTION:
        return ODD
    return FOREIGN if char < "\u2000" else UNKNOWN


def score(text: str, *, left: str = "") -> float:
    """Return the logarithmic likelihood of `text` behind `left`.

    >>> score("质量管理") > score("质亮管理")
    True
    """
    before = fold(left)[-2:]
    chars = before + fold(text)
    return sum(_weigh(chars[max(0, at - 2) : at], chars[at]) for at in range(len(before), len(chars)))


COMMON = 16
"""Choices that are weighed however rarely they stand behind what stands before."""


class Choice(NamedTuple):
    """A character of the model, with what is looked up for it again and again. A tuple: it is unpacked in a loop."""

    char: str
    alone: float
    row: str


def prepare(chars: Iterable[str]) -> Mapping[str, Choice]:
    """Look up what `rank` needs of each character that the model knows, the commonest first; `chars` are folded."""
    rows, known = load_rows(), load_chars()
    order = sorted({char for char in chars if char in known}, key=lambda char: (-known[char], char))
    return {char: Choice(char, known[char], rows.find_alone(char)) for char in order}


def rank(
    choices: Mapping[str, Choice],
    *,
    left: str,
    right: str,
    page: str = "",
    bonus: Mapping[str, float] = _NOTHING,
    without: AbstractSet[str] = frozenset(),
) -> list[tuple[str, float]]:
    """Order characters by how well they stand between `left` and `right`, with their likelihood.

    Only the two characters nearest to the place count. `page` is the text around: what a page says once it says
    again. `bonus` has what else is known, in nats by character. `without` are choices that are none here.
    """
    before, after = fold(left[-AROUND:])[-2:], fold(right[:AROUND])[:2]
    found = _look_behind(choices, before, after[:1], without, bonus.keys())
    scores = dict(_look_ahead(found, before[-1:], after))
    if not scores:
        return []
    for char in scores.keys() & bonus.keys():
        scores[char] += bonus[char]
    top = max(scores.values())
    scores = {char: value for char, value in scores.items() if value > top - NEGLIGIBLE}
    if page and len(scores) > 1:
        for char in scores:
            scores[char] += (
                SEEN_BEFORE * math.log1p(page.count(left[-1:] + char))
                + SEEN_BEHIND * math.log1p(page.count(char + right[:1]))
                + SEEN_ALONE * math.log1p(page.count(char))
            )
        top = max(scores.values())
    weights = {char: math.exp(value - top) for char, value in scores.items()}
    total = sum(weights.values())
    return [(char, weights[char] / total) for char in sorted(weights, key=lambda char: (-weights[char], char))]


def _look_behind(
    choices: Mapping[str, Choice], before: str, after: str, without: AbstractSet[str], named: AbstractSet[str]
) -> list[tuple[float, str, float, float]]:
    """The choices that go best with both neighbours: (sum, character, behind `before`, `after` behind it)."""
    factor_of_two, behind_two = _read_row(before) if len(before) > 1 else (0.0, _NOTHING)
    factor, behind_one = _read_row(before[-1:]) if before else (0.0, load_chars())
    after_alone = load_chars().get(after, UNKNOWN)
    # What was never seen behind its neighbour, is not common and not named, is not weighed: it would not win.
    seen = choices.keys() & behind_one.keys() if before else set(choices)
    found = []
    for char in (
        seen.union(islice(choices, COMMON), choices.keys() & behind_two.keys(), choices.keys() & named) - without
    ):
        _, alone, row = choices[char]
        share = behind_two.get(char)
        if share is None:
            share = behind_one.get(char)
            share = factor_of_two + (factor + alone if share is None else share)
        following = 0.0
        if after:
            at = row.find(after)
            following = _LEVELS[row[at + 1]] if at > 0 else _LEVELS[row[0]] + after_alone
        found.append((BEHIND * share + AHEAD * following, char, share, following))
    found.sort(reverse=True)
    return found[:CLOSEST]


def _look_ahead(
    found: Iterable[tuple[float, str, float, float]], before: str, after: str
) -> Iterator[tuple[str, float]]:
    """The likelihood of each character with both that follow."""
    rows, first, second = load_rows(), after[:1], after[1:]
    alone = _weigh(first, second) if second else 0.0
    for _, char, share, following in found:
        row = rows.find(before + char)
        value = BEHIND * share + AHEAD * following
        if row is not None and first:
            at = row.find(first)
            value = BEHIND * share + AHEAD * (_LEVELS[row[at + 1]] if at > 0 else following + _LEVELS[row[0]])
        if second:
            row = rows.find(char + first)
            at = row.find(second) if row is not None else 0
            value += FURTHER * (alone if row is None else _LEVELS[row[at + 1]] if at > 0 else _LEVELS[row[0]] + alone)
        yield char, value
