"""Twins: stray characters before punctuation, found by a second copy of the same text.

Comes in: a text and its twin, another copy of the same story. Goes out: the edits that take the strays out, each with
the clause of the twin that is its reason. Exists because some copy sites strew one or two rare characters before
punctuation, others in every copy: one text alone proves nothing, for rare words exist; without a twin nothing is done.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from zhiyue.repair import language
from zhiyue.spans import Edit, Span

# 检测机构应当按照标准开展检测驱还，
_CLAUSE = re.compile(r"([^，。、；：！？\n]{4,})(?=[，。、；：！？]|$)", re.MULTILINE)
SHORTEST = 4
"""Characters that both copies share before a stray: fewer are shared by chance."""
LONGEST = 2
"""Characters of a stray."""
RARE = -11.0
"""Logarithmic likelihood below which a character is rare enough to be one."""


@dataclass(frozen=True, slots=True)
class Stray:
    """A stray: `edit` takes it out of the text; ``twin[reason.start:reason.end]`` is the same clause without it."""

    edit: Edit
    reason: Span


def find_strays(text: str, twin: str) -> tuple[Stray, ...]:
    """Find the stray characters of `text` that its `twin` does not have, or has others in place of.

    Nothing is found in texts that are no copies of each other; what both copies have stays.

    >>> text, twin = "本次抽查检验了十二家企业驱还，合格十家。", "本次抽查检验了十二家企业，合格十家。"
    >>> [(stray.edit, stray.reason.of(twin)) for stray in find_strays(text, twin)]
    [(Edit(start=12, end=14, text=''), '本次抽查检验了十二家企业')]
    """
    clauses = defaultdict(list)
    for clause in _CLAUSE.finditer(twin):
        clauses[clause[0][:SHORTEST]].append(clause)
    return tuple(_find(text, clauses))


def _find(text: str, clauses: dict[str, list[re.Match[str]]]) -> Iterator[Stray]:
    for clause in _CLAUSE.finditer(text):
        for other in clauses.get(clause[0][:SHORTEST], ()):
            shared = _shared(clause[0], other[0])
            tail, rest = clause[0][shared:], other[0][shared:]
            last = clause[0][shared - 1]
            if _is_stray(last, tail) and (not rest or _is_stray(last, rest)):
                start = other.start()
                yield Stray(Edit(clause.end() - len(tail), clause.end(), ""), Span(start, start + shared))
                break


def _shared(one: str, other: str) -> int:
    """How many characters two clauses begin with in common."""
    return next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


def _is_stray(last: str, tail: str) -> bool:
    """Whether these characters make no word, neither together nor with the one before, and one of them is rare."""
    words = language.load_words()
    if not 1 <= len(tail) <= LONGEST or not all("一" <= char <= "鿿" for char in tail):
        return False
    is_word = (len(tail) > 1 and tail in words) or last + tail[0] in words
    return not is_word and any(words.get(char, language.UNKNOWN) < RARE for char in tail)
