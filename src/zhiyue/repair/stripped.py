"""Stripped pairs: where a cleaner took private-use characters out of a shifted run, and two bytes of text with each.

Comes in: a repaired text and the ranges of its runs. Goes out: edits of single characters, with candidates. A run that
is read one byte late goes through areas of GBK that hold no characters; the decoder writes private-use characters
there, and many cleaners strip those. What is left reads without a gap: 著名小 D6F8 C3FB D0A1, read late as D6 │ F8C3 │
FBD0 │ A1, is stripped to D6A1, 帧. Nothing in the text shows the place but that it makes no sense, or cannot be:
the converter would have changed 帧, too. Pages that kept a private-use character were not stripped.
"""

from __future__ import annotations

import math
import re
from collections import defaultdict, deque
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache

from zhiyue.model import Candidate, Mark
from zhiyue.reference.channel import load_channel
from zhiyue.repair import language
from zhiyue.repair.fixer import GETA, apply_edits
from zhiyue.repair.gate import PINYIN
from zhiyue.repair.gbk import char_of, pair_of
from zhiyue.repair.losses import AROUND, SHOWN, THRESHOLD, PageScript
from zhiyue.spans import Edit, Span

PRIVATE_USE = re.compile("[\ue000-\uf8ff]")
SIGNS = "，。、；：！？”》）"
_WIDE = re.compile("[０-９Ａ-Ｚａ-ｚ＠｛-～＾＿｀＃＄＆＊＋＜＝＞]")
# A newspaper that writes ９％ need not write Ｐ: figures, letters and each other sign are asked for by themselves.
_WIDE_KINDS = tuple(map(re.compile, ("[０-９]", "[Ａ-Ｚａ-ｚ]")))
# (rèn) in 薐(rèn)
_NOTE = re.compile(rf"\((?P<pinyin>{PINYIN})\)")

PRIOR = math.log(0.05)
"""How likely a pair is to go through such an area; not all of the text is as the model has it."""
ONLY_ONE = 0.85
"""How often one pair went and not two in a row, of which nothing is left to go by."""
WELL_PLACED = -17.0
"""Log-likelihood of a character with the two behind it from which it is left alone: two more cost that much at least.

Of 59 pairs found in stripped news and reviews that no table was measured on, the best placed stood at -17.7.
"""
AS_IT_STANDS = 0.5
"""Confidence of a full-width sign that stands alone on a page that writes no others."""
_NOTHING_ANNOTATED = {converted: PageScript("", converted) for converted in (False, True)}
MOST = 40
"""Pairs weighed in their context, of some thousand; the others make no word."""


def find_stripped(
    text: str, runs: Iterable[tuple[Span, str]], page: PageScript, *, cut: Container[int] = (), guess: bool
) -> Iterator[tuple[Edit, Mark]]:
    """Every character of a run that stands for two or more, with what it was; the mark is a range of `text`.

    Args:
        text: the page as far as it is repaired.
        runs: the range of each run in `text`, with the annotated characters that kept their annotation in it.
        page: what the page's own habits exclude.
        cut: where characters stand between whose bytes an annotation stood: these have none of their own.
        guess: False finds only what cannot have stood there, and says nothing of what did.
    """
    found: list[tuple[Edit, Mark]] = []
    put: dict[int, str] = {}
    ordered = sorted(runs)
    written: dict[str, bool] = {}
    # From behind: each sees to its right what the others became (，我 before 國農).
    for span, keys in reversed(ordered):
        # One character more on either side, to ask for words.
        since = max(0, span.start - 1)
        simple = page.simplify(text[since : span.end + 1])
        for offset in reversed(range(span.start, span.end)):
            own = _NOTHING_ANNOTATED[page.converted] if offset in cut else page
            if not _is_sound(text, offset, simple, offset - since, own) and text[offset] not in keys:
                alone = _is_lone_sign(text, offset)
                if alone and text[offset] not in written:
                    written[text[offset]] = _writes_wide(text, ordered, text[offset])
                alone = alone and not written[text[offset]]
                found += _look(text, offset, put, own, guess=guess, alone=alone)
    yield from reversed(found)


def _is_sound(text: str, offset: int, simple: str, place: int, page: PageScript) -> bool:
    """Whether a character makes a word with a neighbour and may stand there: the quick answer for nearly all.

    `simple` is what stands around it in simplified characters, where it has the index `place`.
    """
    words = language.load_words()
    is_word = simple[place : place + 2] in words or (place > 0 and simple[place - 1 : place + 1] in words)
    return is_word and text[offset + 1 : offset + 2] != "(" and not _is_impossible(text[offset], page)


def _look(
    text: str, offset: int, put: dict[int, str], page: PageScript, *, guess: bool, alone: bool
) -> list[tuple[Edit, Mark]]:
    """What one character stands for, if not for itself; `put` takes it and holds what stands behind."""
    char = text[offset]
    if char == GETA or pair_of(char) is None:
        return []
    note = _NOTE.match(text, offset + 1)
    impossible = note is not None or _is_impossible(char, page)
    left, right = _sides(text, offset, note.end() if note is not None else offset + 1, put, page)
    if not impossible and not alone and _is_well_placed(left, page.simplify(char), right):
        return []
    pairs = _likely(char, left, right, page, note["pinyin"] if note is not None else None) if guess else {}
    found = _weigh(pairs, left, right, None if impossible else page.simplify(char))
    if not found and not impossible and not alone:
        return []
    if not impossible and (not found or found[0].confidence < THRESHOLD):
        # Nothing reads better, or nothing surely: it stays, in sight.
        found = (Candidate(char, AS_IT_STANDS), *found[: SHOWN - 1])
    put[offset] = _put(found, is_read=note is not None)
    return [(Edit(offset, offset + 1, put[offset]), Mark(offset, offset + 1, "stripped_characters", found))]


def _put(found: Sequence[Candidate], *, is_read: bool) -> str:
    """What stands in the text: the best pair, or 〓, and behind it the character whose annotation is left."""
    if found and found[0].confidence >= THRESHOLD:
        return found[0].text
    keys = {candidate.text[-1] for candidate in found}
    return GETA + keys.pop() if is_read and len(keys) == 1 else GETA


def put_back(runs: Sequence[Edit], stripped: Iterable[Edit]) -> list[Edit]:
    """The edits of runs, with those of single characters inside them; the latter count in the text the former made."""
    waiting = deque(stripped)
    found: list[Edit] = []
    shift = 0
    for run in runs:
        start, end = run.start + shift, run.start + shift + len(run.text)
        inside = []
        while waiting and waiting[0].start < end:
            inside.append(waiting.popleft())
        text = apply_edits(run.text, (Edit(edit.start - start, edit.end - start, edit.text) for edit in inside))
        found.append(Edit(run.start, run.end, text))
        shift += len(run.text) - (run.end - run.start)
    return found


def _is_impossible(char: str, page: PageScript) -> bool:
    """Whether no page of this channel shows `char` here: the converter, or the list, would have changed it."""
    if char in page.annotated or "\ue000" <= char <= "\uf8ff":
        return True
    return page.converted and ord(char) in load_channel().traditional


def _is_lone_sign(text: str, offset: int) -> bool:
    """Whether a full-width letter or figure stands alone: ，我 A3AC CED2 without the private-use ACCE is A3D2, Ｒ."""
    return len(_WIDE.findall(text, max(0, offset - 1), offset + 2)) == 1 and _WIDE.match(text, offset) is not None


def _writes_wide(text: str, runs: Sequence[tuple[Span, str]], sign: str) -> bool:
    """Whether this page writes such full-width signs, as newspapers do (９％): in rows, or outside of runs."""
    kind = next((kind for kind in _WIDE_KINDS if kind.match(sign)), re.compile(re.escape(sign)))
    ends = (0, *(span.end for span, _ in runs))
    starts = (*(span.start for span, _ in runs), len(text))
    row = re.search(f"(?:{kind.pattern}){{2}}", text) is not None
    return row or any(map(kind.search, map(text.__getitem__, map(slice, ends, starts))))


def _sides(text: str, start: int, end: int, put: Mapping[int, str], page: PageScript) -> tuple[str, str]:
    left = text[max(0, start - AROUND) : start]
    behind = range(end, min(end + AROUND, len(text)))
    right = "".join(put.get(offset, text[offset]) for offset in behind).partition(GETA)[0]
    return page.simplify(left).rpartition("\n")[2], page.simplify(right).partition("\n")[0]


def _is_well_placed(left: str, char: str, right: str) -> bool:
    """Whether a character makes a word with a neighbour, or reads so well there that no pair could read better."""
    words = language.load_words()
    if left[-1:] + char in words or char + right[:1] in words:
        return True
    return language.score(char + right[:2], left=left) > WELL_PLACED


def _weigh(pairs: Mapping[str, str], left: str, right: str, itself: str | None) -> tuple[Candidate, ...]:
    """Which of `pairs` stood there, the likeliest first; nothing where the character likelier stands for `itself`."""
    scores = {pair: language.score(left + simple + right) + PRIOR for simple, pair in pairs.items()}
    stays = -math.inf if itself is None else language.score(left + itself + right)
    if not scores or max(scores.values()) < stays:
        return ()
    top = max(scores.values())
    total = math.exp(stays - top) + sum(math.exp(score - top) for score in scores.values())
    ranked = sorted(scores, key=lambda pair: (-scores[pair], pair))[:SHOWN]
    return tuple(Candidate(pair, round(ONLY_ONE * math.exp(scores[pair] - top) / total, 3)) for pair in ranked)


def _likely(char: str, left: str, right: str, page: PageScript, pinyin: str | None) -> Mapping[str, str]:
    """The pairs that make a word with each other or with a neighbour: simplified → as the page writes them.

    Where an annotation follows, the second of the pair is read so: 薐(rèn) was 他認.
    """
    words = language.load_words()
    lead, trail = pair_of(char) or (0, 0)
    seconds = _without(_seconds(trail, page.converted), page) if pinyin is None else _read_so(trail, pinyin, page)
    firsts = _without(_firsts(lead, page.converted), page)
    # Whether each half fits its neighbour, asked once: the pairs are some thousand.
    begins = {simple for _, simple in firsts.values() if simple in SIGNS or left[-1:] + simple in words}
    ends = {simple for _, simple in seconds.values() if simple in SIGNS or simple + right[:1] in words}
    closing = {second for second, (_, simple) in seconds.items() if simple in ends}
    by_simple = {simple: second for second, (_, simple) in seconds.items()}
    found: dict[str, tuple[float, str]] = {}
    for first, (one, simple_one) in firsts.items():
        options = _areas()[first] & seconds.keys()
        if pinyin is None and simple_one not in begins:
            # Of some thousand pairs only these can pass.
            words_on = _followers().get(simple_one, frozenset()) & by_simple.keys()
            options &= closing.union(by_simple[simple] for simple in words_on)
        for second in options:
            two, simple_two = seconds[second]
            simple = simple_one + simple_two
            if pinyin is None:
                fits = (simple_one in begins) + (simple_two in ends)
                # Words need one neighbour to fit; beside punctuation both have to.
                if fits < 2 and simple not in words and (not fits or simple_one in SIGNS or simple_two in SIGNS):
                    continue
            share = words.get(simple)
            if share is None:
                share = words.get(simple_one, language.FOREIGN) + words.get(simple_two, language.UNKNOWN)
            found[simple] = (share, one + two)
    best = sorted(found, key=lambda simple: (-found[simple][0], simple))[:MOST]
    return {simple: found[simple][1] for simple in best}


@cache
def _followers() -> Mapping[str, frozenset[str]]:
    """The words of two characters: the first → the second."""
    found: dict[str, set[str]] = defaultdict(set)
    for word in language.load_words():
        if len(word) == 2:
            found[word[0]].add(word[1])
    return {first: frozenset(seconds) for first, seconds in found.items()}


_Half = Mapping[int, tuple[str, str]]
"""Missing byte → the character that it makes, as the page writes it and simplified."""


@lru_cache(maxsize=512)
def _firsts(lead: int, converted: bool) -> _Half:
    return _possible({first: char_of(lead, first) for first in _areas()}, PageScript("", converted))


@lru_cache(maxsize=512)
def _seconds(trail: int, converted: bool) -> _Half:
    return _possible({second: char_of(second, trail) for second in range(0x81, 0xFF)}, PageScript("", converted))


def _without(half: _Half, page: PageScript) -> _Half:
    """Those that the page does not annotate: all pages share the others."""
    return {byte: chars for byte, chars in half.items() if chars[0] not in page.annotated}


def _read_so(trail: int, pinyin: str, page: PageScript) -> _Half:
    keys = {second: char_of(second, trail) for second in load_channel().leads.get((trail, pinyin), ())}
    return {second: (key, page.simplify(key)) for second, key in keys.items() if key is not None}


def _possible(chars: Mapping[int, str | None], page: PageScript) -> _Half:
    """Those that may stand on such a page and that the model knows."""
    words = language.load_words()
    found = {}
    for byte, char in chars.items():
        if char is None or not ("一" <= char <= "龥" or char in SIGNS) or _is_impossible(char, page):
            continue
        simple = page.simplify(char)
        if simple in words or char in SIGNS:
            found[byte] = (char, simple)
    return found


@cache
def _areas() -> Mapping[int, frozenset[int]]:
    """The byte pairs that decode to private-use characters: first byte → second bytes."""
    pairs = {
        first: frozenset(second for second in range(0x40, 0xFF) if PRIVATE_USE.match(char_of(first, second) or ""))
        for first in range(0x81, 0xFF)
    }
    return {first: seconds for first, seconds in pairs.items() if seconds}
