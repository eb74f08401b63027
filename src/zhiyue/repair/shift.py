"""Shifted bytes: ``購?fù)干潆娮语@微鏡`` becomes ``購透射電子顯微鏡`` again, ``环境?；ひ馐?，`` ``环境保护意识，``.

Comes in: text whose plain annotations are gone. Goes out: the text with every shifted run put back. Exists because
the channel worked on bytes, not characters: where a key stood across two characters, its annotation cut the second
one in half; the half that was left swallowed the bracket, and everything behind it was read one byte late. The break
before punctuation bytes, which some pages have, cuts characters in the same way.

The inverse follows the bytes (``docs/explanation/channel.md``). Where pinyin stands, it says which byte was lost: that
is exact, and needs no model. Where none stands, the bytes say where a character is missing, and the model of
`zhiyue.repair.language` which. Each run is read once: the time is linear in the length of the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property
from heapq import merge
from itertools import islice
from typing import Any

from zhiyue.reference.channel import load_channel
from zhiyue.repair import language
from zhiyue.repair.annotations import in_order
from zhiyue.repair.breaks import (
    BROKEN,
    ENDS_BEFORE,
    ENOUGH_PLACES,
    FULL_WIDTH,
    GOES_THROUGH,
    STRONG,
    STRONG_ENOUGH,
    Reading,
    read_break,
    weigh,
)
from zhiyue.repair.fixer import Change, Context, Fixer, Parameters, apply_edits, move_marks
from zhiyue.repair.gate import PINYIN, SAMPLE, SHIFTED, SIGN, count_spots, has_pinyin_ending, has_trace, is_trace
from zhiyue.repair.gbk import EURO_BYTE, char_of, encode, pair_of
from zhiyue.repair.losses import AROUND, PageScript, fill, refill
from zhiyue.repair.run import Loss, Run
from zhiyue.repair.script import is_traditional
from zhiyue.repair.stripped import PRIVATE_USE, find_stripped, put_back
from zhiyue.spans import Edit, Span

# l(fā) in 鳒l(fā): the letter is the second byte of 發.
_ANNOTATION = re.compile(rf"\(({PINYIN})\)")
_BROKEN = re.compile(rf"\?{BROKEN}")
# Where to look. ?fù) begins a run, ?； may be the trace of a break; in 村X(qián) the last byte of 村 and the letter
# made the key 錢, and nothing moved. Each pattern begins with a fixed sign: such a search runs at memory speed.
_QUESTION = re.compile(rf"\?(?:(?P<shifted>{PINYIN})\)|(?P<broken>{BROKEN}))")
_AHEAD = re.compile(r"[^\x00-\x7f]{0,6}[@-~]?")
_BREAK_SIGNS = frozenset("，；？！。、")
# 第5，: one ASCII sign between Chinese and punctuation; behind xp，and 1、at the head of a line no lead can have stood.
_SIGN_BEFORE = re.compile(r'[，；？！。、](?<=[^\x00-\x7f][0-9A-Za-z%"][，；？！。、])')


class Inverter:
    """Walks over one text and undoes its runs.

    Attributes:
        breaks: what was decided at each place that may be broken: 0 left as it stands, n the nth reading.
        is_broken: whether this page is broken before punctuation.
    """

    def __init__(self, text: str, page: PageScript, *, recorded: Parameters | None = None) -> None:
        self.text = text
        self.page = page
        self.channel = load_channel()
        self.breaks: list[str] = []
        self._weighed: dict[int, list[Reading]] = {}
        self._followed: dict[int, tuple[int, Run]] = {}
        self.decisions = None if recorded is None else iter(recorded["breaks"])
        if recorded is None:
            self.is_broken = self._find_break()
        else:
            self.is_broken = recorded["broken"]

    @cached_property
    def ends_in_ascii(self) -> bool:
        """Whether most lines end in a sign of ASCII, so that the last one did, too."""
        ends = [line[-1:] for line in self.text[:SAMPLE].split("\n")[:-1]]
        return 2 * sum(end in ",.;:!?)" for end in ends if end) > len(ends)

    def runs(self) -> Iterator[tuple[Edit, Run]]:
        """Every run with the edit that replaces it."""
        position = 0
        for spot in self._spots():
            if spot.start() < position:
                continue
            start, end, run = self._open(spot, position)
            if end > start:
                yield Edit(start, end, "".join(run.chars)), run
                position = end

    def _spots(self) -> Iterator[re.Match[str]]:
        return merge(_QUESTION.finditer(self.text), SIGN.finditer(self.text), key=re.Match.start)

    def _open(self, spot: re.Match[str], since: int) -> tuple[int, int, Run]:
        """Undo what begins at `spot`: (start, end, run), with end at start where nothing can be said."""
        if spot.re is SIGN:
            return self._open_sign(spot, since)
        if spot["broken"] is not None:
            return self._open_broken(spot)
        start = spot.start()
        if start > since and start in self._followed:
            return (start, *self._followed[start])
        pair = pair_of(self.text[start - 1]) if start > since else None
        run = Run(pair[1] if pair is not None else 0)
        end = self.follow(run, start)
        return (start, end, run) if end > start else self._leave(spot)

    def _open_sign(self, spot: re.Match[str], since: int) -> tuple[int, int, Run]:
        """Drop the annotation of a key that a character and the sign behind it made by chance: 村X(qián).

        Behind punctuation the sign may as well be the half of a character that a break cut: 正，F(xiàn) was 正常現.
        """
        start = spot.start() - 1
        sign, pair = self.text[start], pair_of(self.text[start - 1]) or (0, 0)
        byte = EURO_BYTE if sign == "€" else ord(sign)
        key = char_of(pair[1], byte)
        if start <= since or key is None or self.channel.pinyin.get(key) != spot["pinyin"]:
            return start, start, Run(0)
        letter = (start, spot.end(), Run(pair[1], chars=[sign], keys=[key]))
        if self.text[start - 1] not in _BREAK_SIGNS:
            return letter
        lost = Run(0)
        lost.lose("lost_lead", trail=pair[0])
        lost.feed((pair[1], byte))
        lost.keys.append(key)
        half = (start - 1, spot.end(), lost)
        if self.decisions is not None:
            choice = next(self.decisions, "1")
        else:
            gains = [weigh(self.text, reading, self.page).gain for reading in (letter, half)]
            choice = "1" if gains[1] > gains[0] else "0"
        self.breaks.append(choice)
        return half if choice == "1" else letter

    def _leave(self, spot: re.Match[str]) -> tuple[int, int, Run]:
        """Mark a shifted annotation that no byte explains: the character is gone, its sound is known."""
        run = Run(0)
        ours = any(self.channel.pinyin[char] == spot["shifted"] for char in self.page.annotated)
        if not ours and not is_trace(self.text, spot):
            return spot.start(), spot.start(), run
        run.lose("unexplained_annotation", pinyin=spot["shifted"])
        return spot.start(), spot.end(), run

    def _open_broken(self, spot: re.Match[str]) -> tuple[int, int, Run]:
        """Choose between the text as it stands and what a break before this sign would have left."""
        choice = 0
        if self.decisions is not None:
            choice = int(next(self.decisions, "0"))
            readings = read_break(self.text, spot, self.follow) if choice else []
        elif self.is_broken:
            weighed = self._weigh_spot(spot)
            readings = [(reading.start, reading.end, reading.run) for reading in weighed]
            best = max(weighed, key=lambda reading: reading.gain)
            choice = weighed.index(best) + 1 if best.wins(self.text) else 0
        else:
            readings = []
        self.breaks.append(str(choice))
        return readings[choice - 1] if 0 < choice <= len(readings) else (spot.start(), spot.start(), Run(0))

    def _weigh_spot(self, spot: re.Match[str]) -> list[Reading]:
        """Weigh what a break would explain here, once: whether the page is broken is asked at the same places."""
        if spot.start() not in self._weighed:
            readings = read_break(self.text, spot, self.follow)
            self._weighed[spot.start()] = [weigh(self.text, reading, self.page) for reading in readings]
        return self._weighed[spot.start()]

    def _find_break(self) -> bool:
        """Whether enough places say that this page is broken."""
        self.is_broken = True
        annotated = bool(self.page.annotated)
        found, enough = 0.0, STRONG_ENOUGH if annotated else STRONG
        for spot in islice(_QUESTION.finditer(self.text), ENOUGH_PLACES):
            if spot["broken"] is not None:
                best = max(self._weigh_spot(spot), key=lambda reading: reading.gain)
                found += best.evidence(annotated=annotated)
            else:
                found += self._weigh_end(spot.start())
            if found > enough and (annotated or found > 2 * enough):
                break
        return found > enough

    def _weigh_end(self, start: int) -> float:
        """What the run that begins here says: on a broken page none goes on through punctuation, they end before it."""
        pair = pair_of(self.text[start - 1]) if start else None
        run = Run(pair[1] if pair is not None else 0)
        end = self.follow(run, start)
        if end > start and not run.losses:
            # Nothing was lost, so it is the same run on a page that is not broken.
            self._followed[start] = (end, run)
        # A sign between whose bytes an annotation stands is none to the break.
        if any(char in _BREAK_SIGNS and place not in run.cut for place, char in enumerate(run.chars)):
            return -GOES_THROUGH
        # Without a break, an ASCII sign was swallowed that stood before the punctuation: 25，
        is_end = end > start and self.text[end - 1] == "?" and self.text[end : end + 1] in _BREAK_SIGNS
        return ENDS_BEFORE if is_end and _SIGN_BEFORE.search(self.text) is None else 0.0

    def follow(self, run: Run, position: int) -> int:
        """Read on until the alignment is back. Returns where that is."""
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

    def _question(self, run: Run, position: int) -> int:
        """A question mark: the trace of a swallowed bracket, or of a swallowed sign."""
        spot = SHIFTED.match(self.text, position)
        if spot is not None:
            trails = self._trails(run, spot[1])
            if trails:
                self._take(run, trails[0] if len(trails) == 1 else self._choose(run, trails, spot.end()))
                return spot.end()
        if run.lead is None:
            return position
        note = _ANNOTATION.match(self.text, position + 1)
        if note is not None and self._is_key(run.lead, EURO_BYTE, note[1]):
            self._take(run, EURO_BYTE)
            return note.end()
        run.lose("lost_trail")
        if spot is not None:
            # 影像符號 in 橛跋穹?hào): a cleaner stripped the pair between 符 and 號, and only the sound is left.
            run.lose("unexplained_annotation", pinyin=spot[1])
            return spot.end()
        following = self.text[position + 1 : position + 2]
        if following == "/":
            # 貢獻?/p>: the tag that follows says which sign was swallowed.
            run.chars.append("<")
        elif (following or self.ends_in_ascii) and not (
            self.is_broken and following and following.translate(FULL_WIDTH) in _BREAK_SIGNS | {"？"}
        ):
            # The lead swallowed an ASCII sign as well; which one, nothing tells. A digit is never guessed.
            run.lose("swallowed_sign")
        return position + 1

    def _char(self, run: Run, char: str, position: int) -> int:
        """Any other character: two bytes, or an ASCII letter or euro sign that closes the run."""
        if run.lead is None:
            return position
        pair = pair_of(char.translate(FULL_WIDTH))
        if pair is not None:
            run.feed(pair)
            if char in self.page.annotated:
                # 請(qǐng) in 日 C8D5 報 88F3, read late: its annotation stood between the bytes of 報.
                run.cut.append(len(run.chars))
            return position + 1
        byte = EURO_BYTE if char == "€" else ord(char)
        if not 0x40 <= byte <= EURO_BYTE or byte == 0x7F:
            return position
        lead = run.lead
        run.feed((byte,))
        note = _ANNOTATION.match(self.text, position + 1)
        if note is not None and self._is_key(lead, byte, note[1]):
            run.keys.append(run.chars[-1])
            return note.end()
        return position + 1

    def _take(self, run: Run, byte: int) -> None:
        run.keys.append(str(char_of(run.last, byte)))
        if run.lead is None:
            run.cut.append(len(run.chars))
        run.feed((byte,))

    def _is_key(self, lead: int, trail: int, pinyin: str) -> bool:
        key = char_of(lead, trail)
        return key is not None and self.channel.pinyin.get(key) == pinyin

    def _trails(self, run: Run, pinyin: str) -> list[int]:
        """What the lost byte can have been: it makes a key of that sound. Keys that this page annotates come first."""
        trails = self.channel.trails.get((run.last, pinyin), ())
        if run.lead is None:
            # It stood at the beginning of a character, where no ASCII stands.
            trails = tuple(trail for trail in trails if trail > EURO_BYTE)
        ours = [trail for trail in trails if (char_of(run.last, trail) or "") in self.page.annotated]
        return ours or list(trails)

    def _choose(self, run: Run, trails: list[int], position: int) -> int:
        """Of several bytes that the sound allows, the one behind which the text reads best."""
        ahead = _AHEAD.match(self.text, position)
        following = encode(ahead[0]) if ahead is not None else b""
        readings = []
        for number, trail in enumerate(trails):
            trial = Run(run.last, run.lead, run.chars[-AROUND:])
            trial.feed((trail, *following))
            readings.append((-language.score(self.page.simplify("".join(trial.chars))), number, trail))
        return min(readings)[2]


_NO_GUESS: Parameters = {"breaks": "", "broken": False}


def _fix(text: str, context: Context, parameters: Parameters | None) -> Change | None:
    if parameters is not None:
        page = PageScript(parameters["annotated"], parameters["converted"])
        stripped = [Edit(offset, offset + 1, put) for offset, put in parameters.get("stripped", ())]
        return _invert(text, page, Inverter(text, page, recorded=parameters), parameters["filled"], stripped)
    known = context.is_channel or count_spots(text) > 0 or has_trace(text)
    if not known and not (context.guess and _BROKEN.search(text)):
        return None
    page = PageScript(context.annotated, converted=known or is_traditional(text[:SAMPLE]))
    inverter = Inverter(text, page, recorded=None if context.guess else _NO_GUESS)
    if not known and not inverter.is_broken:
        return None
    return _invert(text, page, inverter, None if context.guess else "")


def _invert(
    text: str, page: PageScript, inverter: Inverter, filled: str | None, stripped: list[Edit] | None = None
) -> Change | None:
    """Undo the runs; lost characters are `filled` and `stripped` as recorded, or by the model where that is None."""
    found = list(inverter.runs())
    if not found:
        return None
    losses = list(_place(found))
    restored = apply_edits(text, (edit for edit, _ in found))
    restored, marks = fill(restored, losses, page) if filled is None else refill(restored, losses, filled)
    edits = list(_filled([edit for edit, _ in found], restored))
    details: dict[str, Any] = {
        "annotated": page.annotated,
        "keys": in_order(key for _, run in found for key in run.keys),
        "converted": page.converted,
        "broken": inverter.is_broken,
        "breaks": "".join(inverter.breaks),
        "filled": "".join(restored[offset] for offset, _ in losses),
    }
    # A character between whose bytes an annotation stood has none of its own, though the page annotates it.
    cut = frozenset(_place_cuts(found))
    if stripped is None and PRIVATE_USE.search(text) is None:
        pairs = list(find_stripped(restored, _ranges(edits, found), page, cut=cut, guess=filled is None))
        marks = tuple(sorted((*marks, *(mark for _, mark in pairs)), key=lambda mark: (mark.start, mark.end)))
        stripped = [edit for edit, _ in pairs]
    if stripped:
        details["stripped"] = [[edit.start, edit.text] for edit in stripped]
        edits, marks, restored = put_back(edits, stripped), move_marks(marks, stripped), apply_edits(restored, stripped)
    return Change(restored, len(edits), details, lambda: edits, marks)


def _place_cuts(found: list[tuple[Edit, Run]]) -> Iterator[int]:
    """Where the characters that an annotation cut in half stand in the restored text."""
    shift = 0
    for edit, run in found:
        yield from (edit.start + shift + place for place in run.cut)
        shift += len(edit.text) - (edit.end - edit.start)


def _ranges(edits: list[Edit], found: list[tuple[Edit, Run]]) -> Iterator[tuple[Span, str]]:
    """The range of every run in the restored text, with its annotated characters."""
    shift = 0
    for edit, (_, run) in zip(edits, found, strict=True):
        start = edit.start + shift
        yield Span(start, start + len(edit.text)), "".join(run.keys)
        shift += len(edit.text) - (edit.end - edit.start)


def _place(found: list[tuple[Edit, Run]]) -> Iterator[tuple[int, Loss]]:
    """Where each loss stands in the restored text."""
    shift = 0
    for edit, run in found:
        for loss in run.losses:
            yield edit.start + shift + loss.place, loss
        shift += len(edit.text) - (edit.end - edit.start)


def _filled(edits: list[Edit], restored: str) -> Iterator[Edit]:
    shift = 0
    for edit in edits:
        start = edit.start + shift
        yield Edit(edit.start, edit.end, restored[start : start + len(edit.text)])
        shift += len(edit.text) - (edit.end - edit.start)


def _probe(text: str) -> bool:
    return has_pinyin_ending(text) or ("?" in text and _BROKEN.search(text) is not None)


SHIFT = Fixer("channel.shifted_bytes", _probe, _fix)
