"""GBK as the damaging servers used it: two bytes a character, private-use areas included.

Comes in: characters or byte pairs. Goes out: byte pairs or characters. Exists because Python's ``gbk`` codec rejects
the user-defined areas, which the channel decodes to private-use characters, and because ``gb18030`` would read four
bytes as one where the channel saw two pairs.
"""

from __future__ import annotations

import re
from functools import cache

EURO_BYTE = 0x80
"""CP936 writes the euro sign in this one byte."""
LAST_BYTE_CHAR = "\uf8f5"
"""What the channel's decoder made of byte FF, which no character begins with."""

# A stretch that decodes as it stands, and what does not: a lone 80 or FF, a lead with an ASCII sign behind it
# (購(gòu)?fù)干: the lead D4 swallowed the bracket), a lead before a control character or space, a lead at the end.
_PIECES = re.compile(
    rb"(?P<whole>(?:[\x00-\x7f]|[\x81-\xfe][\x40-\x7e\x80-\xfe])+)"
    rb"|(?P<euro>\x80)|(?P<last>\xff)"
    rb"|[\x81-\xfe](?P<kept>[\x00-\x20\x7f])"
    rb"|(?P<lost>[\x81-\xfe](?:[\x21-\x3f\xff]|\Z))",
    re.DOTALL,
)


@cache
def pair_of(char: str) -> tuple[int, int] | None:
    """Return the two bytes of `char`, or None where GBK does not write it in two (ASCII, euro sign, others).

    >>> pair_of("購")
    (217, 143)
    """
    if "\ud800" <= char <= "\udfff" or char == "€":
        return None
    data = char.encode("gb18030")
    return (data[0], data[1]) if len(data) == 2 else None


@cache
def char_of(lead: int, trail: int) -> str | None:
    """Return the character of a byte pair, or None where the bytes make none."""
    if not 0x81 <= lead <= 0xFE or not 0x40 <= trail <= 0xFE or trail == 0x7F:
        return None
    return bytes((lead, trail)).decode("gb18030")


def encode(text: str) -> bytes:
    """Write `text` in GBK as the servers did: what it does not hold becomes ``?``, the euro sign one byte."""
    try:
        return text.encode("gbk")
    except UnicodeEncodeError:
        return b"".join(_encode_char(char) for char in text)


@cache
def _encode_char(char: str) -> bytes:
    if char == "€":
        return bytes((EURO_BYTE,))
    pair = pair_of(char)
    if pair is not None:
        return bytes(pair)
    return char.encode("ascii") if char.isascii() else b"?"


def decode(data: bytes) -> str:
    """Read GBK as the servers did: a lead byte swallows the ASCII sign behind it, and both become one ``?``."""
    return "".join(_decode_piece(piece) for piece in _PIECES.finditer(data))


def _decode_piece(piece: re.Match[bytes]) -> str:
    kind = piece.lastgroup
    if kind == "whole":
        return piece["whole"].decode("gb18030")
    if kind == "kept":
        return piece["kept"].decode("ascii")
    return {"euro": "€", "last": LAST_BYTE_CHAR, "lost": "?"}[str(kind)]
