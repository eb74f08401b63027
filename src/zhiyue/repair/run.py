"""One shifted run: bytes in, characters out, and a list of what was lost.

Exists apart from the inverter because the rules of the byte stream are one thing, and where runs begin and end in a
text another.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal

from zhiyue.reference.channel import load_channel
from zhiyue.repair.fixer import GETA
from zhiyue.repair.gbk import EURO_BYTE, char_of

LossCode = Literal["lost_trail", "lost_lead", "swallowed_sign", "unexplained_annotation"]
_SYMBOLS = frozenset("。，、；：！？“”‘’《》（）—…·「」『』【】％")


@dataclass(frozen=True, slots=True)
class Loss:
    """A character that cannot be read: where it stood among the run's characters, and what is left of it.

    `lead` or `trail` is the byte that survived, `pinyin` the sound where only that did.
    """

    place: int
    code: LossCode
    lead: int | None = None
    trail: int | None = None
    pinyin: str | None = None

    def candidates(self, annotated: str, *, converted: bool) -> list[str]:
        """Every character that could have stood there.

        A character that the page annotates would have kept its annotation, unless the sound is all that is known; on
        a converted page no character stands that the converter changes.
        """
        channel = load_channel()
        if self.pinyin is not None:
            ours = [char for char in annotated if channel.pinyin[char] == self.pinyin]
            return ours or [char for char in channel.observed if channel.pinyin[char] == self.pinyin]
        if self.lead is not None:
            found = (char_of(self.lead, trail) for trail in range(0x40, 0xFF))
        elif self.trail is not None:
            found = (char_of(lead, self.trail) for lead in range(0x81, 0xFF))
        else:
            return []
        return [
            char
            for char in found
            if char is not None
            and ("一" <= char <= "龥" or char in _SYMBOLS)
            and char not in annotated
            and not (converted and ord(char) in channel.traditional)
        ]


@dataclass(slots=True)
class Run:
    """Reads bytes as characters, from a place where the alignment is known.

    Attributes:
        last: the byte before, whichever character it belongs to.
        lead: the byte that waits for its second half, None between characters.
        chars: what was read.
        losses: places in `chars` where 〓 stands.
        keys: annotated characters met on the way.
        cut: places in `chars` of those between whose bytes an annotation stood.
    """

    last: int
    lead: int | None = None
    chars: list[str] = field(default_factory=list)
    losses: list[Loss] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)
    cut: list[int] = field(default_factory=list)

    def feed(self, data: Iterable[int]) -> None:
        """Take bytes."""
        for byte in data:
            if self.lead is not None:
                self.chars.append(char_of(self.lead, byte) or GETA)
                self.lead = None
            elif byte > EURO_BYTE:
                self.lead = byte
            else:
                self.chars.append("€" if byte == EURO_BYTE else chr(byte))
            self.last = byte

    def lose(self, code: LossCode, *, trail: int | None = None, pinyin: str | None = None) -> None:
        """Put 〓 where a character cannot be told. A waiting lead byte is what is left of it."""
        self.losses.append(Loss(len(self.chars), code, self.lead, trail, pinyin))
        self.chars.append(GETA)
        self.lead = None
