"""Annotations: the channel's ``購(gòu)`` becomes ``購`` again.

Comes in: text as the page shows it. Goes out: the text without the channel's annotations, and the set of characters
that this page annotates. Exists as a step of its own because most of the damage is of this kind, and all of it can be
undone at the speed of the interpreter's own string functions: one split, one look at each *distinct* pair.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache

from zhiyue.reference.channel import load_channel
from zhiyue.repair.fixer import Change, Context, Fixer, Parameters
from zhiyue.repair.gate import BRACKET, has_pinyin_ending, is_channel
from zhiyue.spans import Edit

_ENDS = frozenset(["", "\n", " ", *"：，。、；！？「」『』“”（）:,;/|"])
LOOKED_AT = 40
"""Annotations by which a list of characters is told from sentences."""


def _fix(text: str, context: Context, parameters: Parameters | None) -> Change | None:
    # Even pieces are text, odd ones the words in the brackets.
    pieces = BRACKET.split(text)
    before = [piece[-1:] for piece in pieces[:-1:2]]
    pairs = Counter(zip(before, pieces[1::2], strict=True))
    pinyin = load_channel().pinyin
    known = {pair for pair in pairs if pinyin.get(pair[0]) == pair[1]}
    bare = "".join(pieces[::2])
    if parameters is not None:
        known = {pair for pair in known if pair[0] in parameters["annotated"]}
    elif known and not context.is_channel and (_is_list(pieces, known) or not is_channel(pairs, bare, original=text)):
        return None
    if not known:
        return None
    return Change(
        text=bare if len(known) == len(pairs) else _join(pieces, known),
        count=sum(pairs[pair] for pair in known),
        parameters={"annotated": in_order(char for char, _ in known)},
        edits=lambda: _make_edits(pieces, known),
    )


def _is_list(pieces: Sequence[str], known: set[tuple[str, str]]) -> bool:
    """Whether most annotated characters stand by themselves: 發(fā)：1.送出。 is a dictionary, not a sentence."""
    alone = among = 0
    for place in range(1, min(len(pieces), 2 * LOOKED_AT), 2):
        before = pieces[place - 1]
        if (before[-1:], pieces[place]) in known:
            if "㐀" <= before[-2:-1] <= "鿿" or pieces[place + 1][:1] not in _ENDS:
                among += 1
                if 2 * among >= LOOKED_AT:
                    return False
            else:
                alone += 1
    return alone > among


def in_order(chars: Iterable[str]) -> str:
    """Return the distinct characters in the order of the channel's list, those without a rank behind, by code."""
    return "".join(sorted(sorted(set(chars)), key=_ranks().__getitem__))


@cache
def _ranks() -> Mapping[str, int]:
    """The rank of every character; the sort is stable, so those without one follow by code."""
    rank = load_channel().rank
    return defaultdict(lambda: len(rank) + 1, rank)


def _join(pieces: Sequence[str], known: set[tuple[str, str]]) -> str:
    kept = [
        piece if (piece[-1:], word) in known else f"{piece}({word})"
        for piece, word in zip(pieces[:-1:2], pieces[1::2], strict=True)
    ]
    return "".join((*kept, pieces[-1]))


def _make_edits(pieces: Sequence[str], known: set[tuple[str, str]]) -> Iterator[Edit]:
    position = 0
    for piece, word in zip(pieces[:-1:2], pieces[1::2], strict=True):
        end = position + len(piece) + len(word) + 2
        if (piece[-1:], word) in known:
            yield Edit(position + len(piece) - 1, end, piece[-1])
        position = end


ANNOTATIONS = Fixer("channel.annotations", has_pinyin_ending, _fix)
