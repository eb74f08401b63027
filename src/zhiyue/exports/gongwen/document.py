"""What an official document consists of, before anyone thinks of fonts and margins.

Comes in: words. Goes out: `Document`, frozen, checked when it is made. What is not known stays a marked gap: number,
day and signer are never invented.

Days are ISO dates; widths of pictures are millimetres; every other measure is the form's business (`grid`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

Kind = Literal["报告", "通知", "函"]
HeadingLevel = Literal[1, 2, 3, 4]

NUMBER = re.compile(r"[^〔〕\[\]【】()（）\s]+〔\d{4}〕[1-9]\d*号")
"""机关代字, year in 〔〕, running number without leading zero, 号."""
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; the form numbers it: 一、 （一） 1. （1）."""

    level: HeadingLevel
    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of the body."""

    text: str


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: the words of its cells. Every row is as long as `header`; `figures` are the columns of numbers."""

    title: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    figures: tuple[int, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture: PNG bytes, what it shows in words (read aloud to those who do not see it), its width in millimetres."""

    png: bytes
    caption: str
    width: int = 150


Block = Heading | Paragraph | Grid | Picture


@dataclass(frozen=True, slots=True)
class Annex:
    """An annex: it begins on a page of its own."""

    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """An official document.

    A 报告 goes upward and has `signers`; a 通知 goes downward; a 函 goes between those without a line of command and
    has the form of a letter. `mark` is the red name on the first page (empty: the issuer's, with 文件). A `number` or
    `issued` of None is left as a marked gap. The title is broken by sense; a line break in it breaks it by hand.

    Raises:
        ValueError: a part contradicts the form; the message names the part and what it should be.
    """

    kind: Kind
    title: str
    issuer: str
    blocks: tuple[Block, ...]
    addressees: tuple[str, ...] = ()
    mark: str = ""
    number: str | None = None
    signers: tuple[str, ...] = ()
    issued: str | None = None
    annexes: tuple[Annex, ...] = ()
    note: str = ""
    copies: tuple[str, ...] = ()
    printer: str = ""
    printed: str | None = None
    copy_number: str = ""
    secrecy: str = ""
    urgency: str = ""
    is_sealed: bool = False

    def __post_init__(self) -> None:
        if self.number is not None and NUMBER.fullmatch(self.number) is None:
            raise ValueError(
                f"the number {self.number!r} is none: it reads 机关代字〔2026〕5号, the year in 〔〕, no 第, no leading zero. "
                "Give None where there is no number yet"
            )
        if self.signers and self.kind != "报告":
            raise ValueError(f"a {self.kind} has no 签发人: only a document that goes upward names its signers")
        for name in ("issued", "printed"):
            value = getattr(self, name)
            if value is not None and _DAY.fullmatch(value) is None:
                raise ValueError(f"{name} is {value!r}: give a day as 2026-09-01, or None")
        if not self.blocks or not any(isinstance(block, Paragraph) for block in self.blocks):
            raise ValueError(f"the document {self.title!r} has no paragraph: its first page must carry text")
        _refuse_ragged(self.blocks)
        for annex in self.annexes:
            _refuse_ragged(annex.blocks)


def _refuse_ragged(blocks: tuple[Block, ...]) -> None:
    for block in blocks:
        if isinstance(block, Grid):
            for place, row in enumerate(block.rows, 1):
                if len(row) != len(block.header):
                    raise ValueError(
                        f"the table {block.title!r} has {len(block.header)} columns, its row {place} has {len(row)} cells"
                    )


_NUMERALS = "〇一二三四五六七八九"


def chinese_numeral(number: int) -> str:
    """A number of headings in Chinese, 1 to 99.

    >>> [chinese_numeral(number) for number in (1, 10, 12, 20, 35)]
    ['一', '十', '十二', '二十', '三十五']
    """
    tens, ones = divmod(number, 10)
    head = "" if tens == 0 else "十" if tens == 1 else f"{_NUMERALS[tens]}十"
    return head + (_NUMERALS[ones] if ones else "")


class Numbering:
    """Numbers headings as they come: 一、 （一） 1. （1）; a deeper count begins anew under each higher heading."""

    def __init__(self) -> None:
        self._counts = [0, 0, 0, 0]

    def next(self, level: HeadingLevel) -> str:
        """The number of the next heading of that level."""
        self._counts[level - 1] += 1
        self._counts[level:] = [0] * (4 - level)
        number = self._counts[level - 1]
        words = (f"{chinese_numeral(number)}、", f"（{chinese_numeral(number)}）", f"{number}.", f"（{number}）")
        return words[level - 1]


def written_day(value: str) -> str:
    """An ISO day as the form writes it: Arabic digits, no leading zeros.

    >>> written_day("2026-09-01")
    '2026年9月1日'
    """
    year, month, day = value.split("-")
    return f"{year}年{int(month)}月{int(day)}日"
