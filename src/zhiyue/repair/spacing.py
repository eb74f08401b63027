"""Spacing: a space between every character, or one character a line, as text taken from PDF files has it.

Comes in: text. Goes out: the characters joined. A list of single characters looks the same: so the joined text must
also make words, by the model of `zhiyue.repair.language`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from zhiyue.repair import language
from zhiyue.repair.fixer import Change, Context, Fixer, Parameters, apply_edits
from zhiyue.spans import Edit

_WIDE = "〇㐀-鿿，。、；：！？“”《》（）"
# 检 验 检 疫 费 2 0 2 1 年; between figures only where each stands alone: 13 1994 are two numbers.
_SPACE = re.compile(
    rf"(?<=[{_WIDE}]) (?=[{_WIDE}0-9.%])|(?<=[0-9.%]) (?=[{_WIDE}])|(?<=(?<![0-9])[0-9.]) (?=[0-9.](?![0-9]))"
)
_SPACED = re.compile("(?<=[㐀-鿿]) (?=[㐀-鿿])")
_TIGHT = re.compile("(?<=[㐀-鿿])(?=[㐀-鿿])")
_LINE = re.compile(rf"(?<=[{_WIDE}0-9.%])[ \t]*\r?\n[ \t]*(?=[{_WIDE}0-9.%])")

_GAP = re.compile(rf"(?<=[{_WIDE}])(?=[{_WIDE}0-9.%])|(?<=[0-9.%])(?=[{_WIDE}])")
_BETWEEN_FIGURES = re.compile(r"(?<=[0-9.])(?=[0-9.%])")

FEWEST = 20
RATIO = 0.6
LATIN = 0.1
SAMPLE = 4_000
WORDS_GAIN = 0.7
"""Nats a character by which joined text must read better than single characters: lists of characters stay below."""


def _reads_as_text(joined: str) -> bool:
    chars = [char for char in joined if "㐀" <= char <= "鿿"]
    single = sum(language.score(char) for char in chars)
    return language.score("".join(chars)) - single > WORDS_GAIN * len(chars)


def _is_spaced(text: str) -> bool:
    spaced = len(_SPACED.findall(text))
    # Manual pages and programs that space their Chinese mean it: there words and markup are Latin.
    latin = sum(1 for char in text if char.isascii() and char.isalpha())
    return spaced >= FEWEST and spaced > RATIO * (spaced + len(_TIGHT.findall(text))) and latin < LATIN * len(text)


def _is_upright(text: str) -> bool:
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    return len(lines) >= FEWEST and sum(1 for line in lines if len(line) <= 2) > 0.9 * len(lines)


def _fix(text: str, _context: Context, parameters: Parameters | None) -> Change | None:
    if parameters is None:
        sample = text[:SAMPLE]
        form = "spaces" if _is_spaced(sample) else "lines" if _is_upright(sample) else None
    else:
        form = parameters["form"]
    if form is None:
        return None
    pattern = _SPACE if form == "spaces" else _LINE
    if parameters is None and not _reads_as_text(pattern.sub("", sample)):
        return None

    def edits() -> Iterator[Edit]:
        return (Edit(found.start(), found.end(), "") for found in pattern.finditer(text))

    joined = apply_edits(text, edits())
    return Change(joined, len(text) - len(joined), {"form": form}, edits) if joined != text else None


def _probe(text: str) -> bool:
    # Counted in place: a slice would be a copy of every clean page.
    gaps = text.count(" ", 0, SAMPLE) + text.count("\n", 0, SAMPLE)
    return gaps >= FEWEST and 4 * gaps > min(len(text), SAMPLE) and not text[:SAMPLE].isascii()


def _again(text: str, parameters: Parameters) -> tuple[str, ...]:
    """Every sign apart; figures may stand alone (2 0 2 1) or together (13), and blanks may stand at line ends."""
    gap = " " if parameters["form"] == "spaces" else "\n"
    apart = _GAP.sub(gap, text)
    return apart, _BETWEEN_FIGURES.sub(gap, apart)


SPACING = Fixer("spacing", _probe, _fix, _again)
