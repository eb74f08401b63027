"""Shifted bytes: ``購?fù)干潆娮语@微鏡`` becomes ``購透射電子顯微鏡`` again.

Comes in: text whose plain annotations are gone. Goes out: the text with every shifted run put back. Exists because
the channel searched bytes, not characters: where a key stood across two characters, its annotation cut the second one
in half, the half that was left swallowed the bracket, and everything behind it was read one byte late.

The inverse follows the bytes (``docs/explanation/channel.md``). `_Run` takes them one by one and says which characters
they are; the pinyin says which byte was lost. No search, no guess: the time is linear in the length of the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from zhiyue.model import Candidate, Mark
from zhiyue.reference.channel import Channel, load_channel
from zhiyue.repair.annotations import in_order
from zhiyue.repair.fixer import GETA, Change, Context, Fixer, Parameters, apply_edits
from zhiyue.repair.gate import PINYIN, SHIFTED, count_spots, has_pinyin_ending
from zhiyue.repair.gbk import EURO_BYTE, char_of, pair_of
from zhiyue.spans import Edit

# l(fā) in 鳒l(fā): the letter is the second byte of 發.
_ANNOTATION = re.compile(rf"\(({PINYIN})\)")
# Where to look: ?fù) begins a run; in 村X(qián) the last byte of 村 and the letter made the key 錢, and nothing moved.
_SPOT = re.compile(rf"\?(?P<shifted>{PINYIN})\)|(?<=[^\x00-\x7f])(?P<sign>[@-~€])\((?P<pinyin>{PINYIN})\)")
# A cleaner made the full-width signs between Chinese characters ASCII; inside a run they are bytes of two characters.
_FULL_WIDTH = str.maketrans(",;!?:", "，；！？：")
_BREAK_LEADS = frozenset("，；？！。、")


@dataclass(slots=True)
class _Run:
    """Reads bytes as characters, from a place where the alignment is known.

    Attributes:
        last: the byte before, whichever character it belongs to.
        lead: the byte that waits for its second half, None between characters.
        chars: what was read.
        lost: places in `chars` where 〓 stands for a character whose second byte is lost, and why.
        keys: annotated characters met on the way.
    """

    last: int
    lead: int | None = None
    chars: list[str] = field(default_factory=list)
    lost: list[tuple[int, str, tuple[Candidate, ...]]] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)

    def feed(self, byte: int) -> None:
        """Take one byte."""
        if self.lead is not None:
            self.chars.append(char_of(self.lead, byte) or GETA)
            self.lead = None
        elif byte > EURO_BYTE:
            self.lead = byte
        else:
            self.chars.append("€" if byte == EURO_BYTE else chr(byte))
        self.last = byte

    def lose(self, code: str, candidates: tuple[Candidate, ...] = ()) -> None:
        """Put 〓 where a character cannot be told."""
        self.lost.append((len(self.chars), code, candidates))
        self.chars.append(GETA)
        self.lead = None


class _Inverter:
    """Walks over one text and undoes its runs."""

    def __init__(self, text: str, annotated: str) -> None:
        self.text = text
        self.channel: Channel = load_channel()
        self.annotated = set(annotated)
        self.spots = 0

    def runs(self) -> Iterator[tuple[Edit, _Run]]:
        """Every run with the edit that replaces it."""
        position = 0
        while (spot := _SPOT.search(self.text, position)) is not None:
            start = spot.start()
            pair = pair_of(self.text[start - 1]) if start > position else None
            run, end = self._open(spot, _Run(pair[1] if pair is not None else 0))
            if end > start:
                yield Edit(start, end, "".join(run.chars)), run
            position = max(end, start + 1)

    def _open(self, spot: re.Match[str], run: _Run) -> tuple[_Run, int]:
        """Undo what begins at `spot`. Returns the run, and where it ends: at its start where nothing can be said."""
        if spot["sign"] is not None:
            byte = EURO_BYTE if spot["sign"] == "€" else ord(spot["sign"])
            if not self._is_key(run.last, byte, spot["pinyin"]):
                return run, spot.start()
            run.keys.append(str(char_of(run.last, byte)))
            run.chars.append(spot["sign"])
            return run, spot.end()
        end = self._follow(run, spot.start())
        return (run, end) if end > spot.start() else self._leave(spot)

    def _leave(self, spot: re.Match[str]) -> tuple[_Run, int]:
        """Mark a shifted annotation that no byte explains: the character is gone, its sound is known."""
        run = _Run(0)
        sounds = [char for char in in_order(self.annotated) if self.channel.pinyin[char] == spot["shifted"]]
        if not sounds:
            return run, spot.start()
        share = round(1 / (len(sounds) + 1), 3)
        run.lose("unexplained_annotation", tuple(Candidate(char, share) for char in sounds))
        return run, spot.end()

    def _follow(self, run: _Run, position: int) -> int:
        """Read on from a spot until the alignment is back. Returns where that is."""
        while position < len(self.text):
            char = self.text[position]
            step = self._question(run, position) if char == "?" else self._char(run, char, position)
            if step == position:
                break
            position = step
            if run.lead is None and not SHIFTED.match(self.text, position):
                return position
        if run.lead is not None:
            run.lose("lost_trail")
        return position

    def _question(self, run: _Run, position: int) -> int:
        """A question mark: the trace of a swallowed bracket, or of a swallowed sign."""
        spot = SHIFTED.match(self.text, position)
        if spot is not None:
            trail = self._trail(run.last, spot[1])
            if trail is not None:
                self._take(run, trail, spot[1])
                return spot.end()
        if run.lead is None:
            return position
        note = _ANNOTATION.match(self.text, position + 1)
        if note is not None and self._is_key(run.lead, EURO_BYTE, note[1]):
            self._take(run, EURO_BYTE, note[1])
            return note.end()
        run.lose("lost_trail")
        following = self.text[position + 1 : position + 2]
        if following == "/":
            # 貢獻?/p>: the tag that follows says which sign was swallowed.
            run.chars.append("<")
        elif following and following not in _BREAK_LEADS:
            # The lead swallowed an ASCII sign as well; which one, nothing tells. A digit is never guessed.
            run.lose("swallowed_sign")
        return position + 1

    def _char(self, run: _Run, char: str, position: int) -> int:
        """Any other character: two bytes, or an ASCII letter or euro sign that closes the run."""
        if run.lead is None:
            return position
        pair = pair_of(char.translate(_FULL_WIDTH))
        if pair is not None:
            run.feed(pair[0])
            run.feed(pair[1])
            return position + 1
        byte = EURO_BYTE if char == "€" else ord(char)
        if not 0x40 <= byte <= EURO_BYTE or byte == 0x7F:
            return position
        lead = run.lead
        run.feed(byte)
        note = _ANNOTATION.match(self.text, position + 1)
        if note is not None and self._is_key(lead, byte, note[1]):
            run.keys.append(run.chars[-1])
            return note.end()
        return position + 1

    def _take(self, run: _Run, byte: int, pinyin: str) -> None:
        key = char_of(run.last, byte)
        run.feed(byte)
        self.spots += 1
        if key is not None and self.channel.pinyin.get(key) == pinyin:
            run.keys.append(key)

    def _is_key(self, lead: int, trail: int, pinyin: str) -> bool:
        key = char_of(lead, trail)
        return key is not None and self.channel.pinyin.get(key) == pinyin

    def _trail(self, lead: int, pinyin: str) -> int | None:
        """The lost byte: it makes a key of that sound. Keys that this page annotates come first."""
        trails = self.channel.trails.get((lead, pinyin), ())
        for trail in trails:
            if char_of(lead, trail) in self.annotated:
                return trail
        return trails[0] if trails else None


def _fix(text: str, context: Context, parameters: Parameters | None) -> Change | None:
    if parameters is None and not (context.is_channel or count_spots(text)):
        return None
    annotated = context.annotated if parameters is None else parameters["annotated"]
    inverter = _Inverter(text, annotated)
    edits, marks, keys, shift = [], [], [], 0
    for edit, run in inverter.runs():
        start = edit.start + shift
        marks += [Mark(start + place, start + place + 1, code, candidates) for place, code, candidates in run.lost]
        keys += run.keys
        edits.append(edit)
        shift += len(edit.text) - (edit.end - edit.start)
    if not edits:
        return None
    return Change(
        text=apply_edits(text, edits),
        count=len(edits),
        parameters={"annotated": in_order({*annotated, *keys})},
        edits=lambda: edits,
        marks=tuple(marks),
    )


SHIFT = Fixer("channel.shifted_bytes", has_pinyin_ending, _fix)
