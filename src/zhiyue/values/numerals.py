"""Numbers as Chinese pages write them: digits, full-width digits, numerals, capitals, and mixtures.

Comes in: the words of one number (``1,234.5``, ``二十一``, ``二○○八``, ``叁佰零伍``, ``3.5万``). Goes out: a Decimal.
Also `fold`, the character map by which every value parser reads full-width forms without moving an offset.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache

_DIGITS = {
    **{char: value for value, char in enumerate("零一二三四五六七八九")},
    **{char: value for value, char in enumerate("零壹贰叁肆伍陆柒捌玖")},
    "〇": 0, "○": 0, "O": 0, "o": 0, "０": 0, "两": 2, "兩": 2, "貳": 2, "參": 3, "叄": 3, "陸": 6, "幺": 1,
}  # fmt: skip
_SIZES = {
    "十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000,
    "万": 10**4, "萬": 10**4, "亿": 10**8, "億": 10**8,
}  # fmt: skip

LARGEST = Decimal(10) ** 18
"""No figure of a page reaches this; a longer run of digits is a code or damage."""

CHINESE = "〇○零一二三四五六七八九两兩十百千廿卅"
"""The characters of an everyday numeral, without 万 and 亿, which are units of money as well."""

CAPITALS = "零〇○壹贰叁肆伍陆柒捌玖拾佰仟万亿貳參叄陸萬億两兩一二三四五六七八九十百千"
"""The characters of an amount in capitals, with the plain ones that careless writers mix in."""

# 2,804.20 | 28，042，000 (two groups, or one with decimals: a lone full-width comma separates numbers) | 2804.2
ARABIC = (
    r"(?:[0-9]{1,3}(?:,[0-9]{3}){1,5}(?![0-9])|[0-9]{1,3}(?:，[0-9]{3}){2,5}(?![0-9])"
    r"|[0-9]{1,3}，[0-9]{3}(?=\.[0-9]{2}(?![0-9]))|[0-9]{1,18}(?![0-9]))(?:\.[0-9]{1,10}(?![0-9]))?"
)

_PLAIN = re.compile(ARABIC)
_TOKEN = re.compile(r"[0-9]+(?:\.[0-9]+)?|.", re.DOTALL)

_FOLDING = {
    **{0xFF10 + n: 0x30 + n for n in range(10)},
    **{0xFF21 + n: 0x41 + n for n in range(26)},
    **{0xFF41 + n: 0x61 + n for n in range(26)},
    **dict(zip(map(ord, "．：（）％－／∕～＊￥　\u00a0［］＋＄﹪＿"), map(ord, ".:()%-//~*¥  []+$%_"), strict=True)),
}

_FOLDED = tuple((chr(wide), chr(plain)) for wide, plain in _FOLDING.items())


def fold(text: str) -> str:
    """Return `text` with full-width digits, letters and signs as ASCII, character for character.

    The full-width comma stays: between numbers it separates, where the ASCII one groups.

    >>> fold("２０２２－０９　（％）")
    '2022-09 (%)'
    """
    return text.translate(_FOLDING) if len(text) < _A_PAGE else _fold_page(text)


_A_PAGE = 256


@lru_cache(maxsize=8)
def _fold_page(text: str) -> str:
    """Every finder asks for the same page in turn; short texts must not drive it out of the cache.

    A page has few of these characters: looking for each at memory speed is six times as fast as asking each of its own.
    """
    for wide, plain in _FOLDED:
        if wide in text:
            text = text.replace(wide, plain)
    return text


def parse_number(text: str) -> Decimal:
    """Return the number that `text` writes.

    Raises:
        ValueError: words that are no number, or a number of 10^18 and more.

    >>> parse_number("二十一"), parse_number("二○二二"), parse_number("两千五"), parse_number("1,234.50")
    (Decimal('21'), Decimal('2022'), Decimal('2500'), Decimal('1234.50'))
    """
    words = fold(text).strip()
    if _PLAIN.fullmatch(words):
        number = Decimal(words.replace(",", "").replace("，", ""))
    elif 0 < len(words) <= 40:
        number = _chinese(words.replace("廿", "二十").replace("卅", "三十"))
    else:
        raise ValueError(f"no number in {text[:40]!r}; give digits or a Chinese numeral")
    if number >= LARGEST:
        raise ValueError(f"the number {text!r} is too large for a page; give one below 10^18")
    return number


def plain(number: Decimal) -> str:
    """Write a number without exponent and without idle zeros.

    >>> plain(Decimal("1.00")), plain(Decimal("2.50"))
    ('1', '2.5')
    """
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def _chinese(words: str) -> Decimal:
    whole, _, fraction = words.partition("点")
    if fraction:
        if not whole or not all(char in _DIGITS for char in fraction):
            raise ValueError(f"no number in {words!r}; write digits before and after 点")
        return _integer(whole) + Decimal("0." + "".join(str(_DIGITS[char]) for char in fraction))
    return _integer(whole)


def _integer(words: str) -> Decimal:
    if len(words) > 1 and all(char in _DIGITS for char in words):
        return _digit_by_digit(words)
    total = section = Decimal(0)
    digit: Decimal | None = None
    last_unit = 0
    for token in _TOKEN.findall(words):
        if token in _DIGITS or token[0].isdecimal():
            if digit:
                raise ValueError(f"no single number in {words!r}; {token!r} follows another digit")
            digit = Decimal(_DIGITS.get(token, token))
            last_unit = last_unit if digit and token in _DIGITS else 0
            continue
        size = _SIZES.get(token)
        if size is None:
            raise ValueError(f"no number in {words!r}; {token!r} is no numeral")
        total, section = _with_unit(total, section, digit, size)
        digit, last_unit = None, size
    if digit is not None:
        # 两千五 is 2500, not 2005: without 零 the last digit counts in the next lower unit.
        section += digit * (last_unit // 10 if last_unit > 10 else 1)
    return total + section


def _digit_by_digit(words: str) -> Decimal:
    if len(words) == 2 and 0 < _DIGITS[words[0]] == _DIGITS[words[1]] - 1:
        raise ValueError(f"{words!r} means about {words[0]} or {words[1]}; no single number stands there")
    return Decimal("".join(str(_DIGITS[char]) for char in words))


def _with_unit(total: Decimal, section: Decimal, digit: Decimal | None, size: int) -> tuple[Decimal, Decimal]:
    """Count `digit` in units of `size`: 十 to 千 stay in the section below the next 万 or 亿, which close it."""
    if size < 10**4:
        return total, section + (Decimal(1) if digit is None else digit) * size
    section += digit or 0
    if size == 10**4:
        return total + (section or (Decimal(1) if not total else Decimal(0))) * size, Decimal(0)
    return ((total + section) or Decimal(1)) * size, Decimal(0)
