"""A small model of Chinese: how likely is this stretch of text?

Comes in: simplified text. Goes out: its logarithmic likelihood under word frequencies, the best cut into words taken.
Exists for the places where the channel lost bytes for good: it says which character was there, and whether a question
mark before a comma is a trace of damage or a question mark. Loaded on first use: a page that needs no guess never
pays for it.

The words and their counts are jieba's (MIT) and jionlp's (Apache-2.0): ``tools/build_language_model.py``.
"""

from __future__ import annotations

import lzma
import math
import re
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files

LONGEST = 5
_LEVEL = math.log(2) / 4
UNKNOWN = -16.0
"""Log-likelihood of a Chinese character that the model does not know: rarer than all that it knows."""
FOREIGN = -5.0
"""Of any other character: letters and figures come in numbers, and say little."""
ODD = -9.0
"""Of an ASCII question mark in Chinese text."""


_SIGN_PAIR = re.compile("(?=([，。、；：！？“”‘’《》（）—…·【】]{2}))")
# Signs that stand together, and what a line ends with: rough shares, counted in no corpus.
_PAIRS = (
    "。” ！” ？” …” ，“ ：“ 、“ 。“ ：《 、《 。《 “《 （《 》（ 》、 》， 》。 》” 》） ）， ）。 ）、 ）； ）： "
    "”， ”。 ”、 ”（ …… —— ？！ 】【"
)
_LINE_ENDS = {"。\n": -5.0, "！\n": -7.5, "？\n": -7.5, "；\n": -7.5, "：\n": -7.0, "”\n": -7.0, "，\n": -9.5}
_REPEATED = {"！！": -6.5, "？？": -7.0, "。。": -9.0}
_TOGETHER = dict.fromkeys(_PAIRS.split(" "), -6.0) | _REPEATED | _LINE_ENDS
# 啊！
_PARTICLE = re.compile("[啊吧呢吗呀哦嘛啦](?=[。！？…])")
_FINAL = 3.0
"""What a particle at the end of a clause gains: most stand there."""
_APART = -7.0
"""What two signs cost that do not stand together: 。、"""


@cache
def load_words() -> Mapping[str, float]:
    """Read the model once: word → natural logarithm of its probability."""
    text = lzma.decompress(files("zhiyue.repair").joinpath("language.xz").read_bytes()).decode("utf-8")
    rows = (line.split("\t") for line in text.split("\n"))
    return {word: -_LEVEL * int(level) for level, words in rows for word in words.split(" ")} | _TOGETHER


def score(text: str) -> float:
    """Return the logarithmic likelihood of `text` in its likeliest cut into words.

    >>> score("质量") > score("质亮")
    True
    """
    return _prefixes(text)[-1] + _adjust(text)


def _prefixes(text: str) -> list[float]:
    """The likelihood of every beginning of `text`."""
    words = load_words()
    best = [0.0]
    for end in range(1, len(text) + 1):
        char = text[end - 1]
        top = best[end - 1] + (words.get(char) or _score_char(char))
        for start in range(max(0, end - LONGEST), end - 1):
            share = words.get(text[start:end])
            if share is not None and best[start] + share > top:
                top = best[start] + share
        best.append(top)
    return best


def _suffixes(text: str) -> list[float]:
    """The likelihood of every end of `text`: of ``text[n:]`` at n."""
    words = load_words()
    best = [0.0] * (len(text) + 1)
    for start in range(len(text) - 1, -1, -1):
        char = text[start]
        top = best[start + 1] + (words.get(char) or _score_char(char))
        for end in range(start + 2, min(len(text), start + LONGEST) + 1):
            share = words.get(text[start:end])
            if share is not None and best[end] + share > top:
                top = best[end] + share
        best[start] = top
    return best


def _adjust(text: str) -> float:
    """What signs and particles add, whatever the cut."""
    apart = sum(1 for pair in _SIGN_PAIR.findall(text) if pair not in _TOGETHER)
    return _APART * apart + _FINAL * len(_PARTICLE.findall(text))


def _score_char(char: str) -> float:
    if char == "?":
        return ODD
    return UNKNOWN if "㐀" <= char <= "鿿" or "\ue000" <= char <= "\uf8ff" else FOREIGN


def rank(
    candidates: Iterable[str], *, left: str, right: str, seen: Mapping[str, int] | None = None
) -> list[tuple[str, float]]:
    """Order `candidates` (characters) by how well they stand between `left` and `right`, with their likelihood.

    `seen` counts the pairs of characters on the same page: what a page says once it says again.
    """
    scores = _score_between(candidates, left, right)
    if not scores:
        return []
    for candidate in scores:
        pairs = (left[-1:] + candidate, candidate + right[:1])
        scores[candidate] += _adjust(left[-1:] + candidate + right[:1])
        scores[candidate] += sum(math.log1p(seen.get(pair, 0)) for pair in pairs) if seen else 0.0
    top = max(scores.values())
    weights = {candidate: math.exp(value - top) for candidate, value in scores.items()}
    total = sum(weights.values())
    return [(candidate, weights[candidate] / total) for candidate in sorted(weights, key=lambda c: (-weights[c], c))]


def _score_between(candidates: Iterable[str], left: str, right: str) -> dict[str, float]:
    """The likelihood of ``left + candidate + right`` for each; what does not change is reckoned once."""
    words = load_words()
    before, after = _prefixes(left), _suffixes(right)
    borders = [
        (left[start:], right[:end], before[start] + after[end])
        for start in range(max(0, len(left) - LONGEST + 1), len(left) + 1)
        for end in range(min(len(right), LONGEST - 1 - (len(left) - start)) + 1)
    ]
    scores = {}
    for candidate in candidates:
        alone = (words.get(candidate) or _score_char(candidate)) + before[-1] + after[0]
        shares = [words[word] + rest for head, tail, rest in borders if (word := f"{head}{candidate}{tail}") in words]
        scores[candidate] = max((alone, *shares))
    return scores
