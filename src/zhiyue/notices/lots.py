"""The lots of a notice: 包1：…, 第二标段：…, each a range of the text.

Comes in: a page's text, the range of one notice, its sections. Goes out: `Lot`s. A budget or a price inside a lot is the
lot's and not the whole purchase's.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from zhiyue.notices.sections import Section
from zhiyue.spans import Span
from zhiyue.values import parse_number

_NUMBER = "[一二三四五六七八九十0-9A-Z]{1,3}"
_WORD = "(?:采购包|合同包|包组|标包|分包|子包|标段|标项|品目|包)"
# 包1：… | 第二标段：… | A包（…） | 标项一 …
_LOT = re.compile(
    rf"(?:^|(?<=[\n；;。]))[ \t\u3000\xa0•●]*(?P<mark>第?{_NUMBER}{_WORD}|{_WORD}号?{_NUMBER})(?P<name>名称)?(?:[ \t\u3000]*[：:（( \u3000、，,]|(?=\n))",
    re.MULTILINE,
)


@dataclass(frozen=True, slots=True)
class Lot:
    """One lot: its mark (包1), and everything that is said of it."""

    mark: Span
    content: Span


def find_lots(text: str, within: Span, sections: Sequence[Section] = ()) -> tuple[Lot, ...]:
    """Return the lots of a notice; none where only one is named, for then it is the whole."""
    marks = [match.span() for match in _LOT.finditer(text, within.start, within.end)]
    borders = sorted({*(start for start, _ in marks), *(section.heading.start for section in sections), within.end})
    lots = tuple(_lots(text, marks, borders))
    return lots if len({lot.mark.of(text) for lot in lots}) > 1 else ()


def is_marked(words: str) -> bool:
    """Whether words open with the mark of a lot: 标项一 质谱设备, 第2包：光谱仪."""
    return _MARK.match(words) is not None


_MARK = re.compile(rf"\s*(?:第?{_NUMBER}{_WORD}|{_WORD}号?{_NUMBER})")


def lot_key(words: str) -> str | None:
    """The number or letter of a lot, however it is printed; None where a lot has a name alone.

    >>> lot_key("第三包"), lot_key("包3"), lot_key("03"), lot_key("A包"), lot_key("标项二（色谱仪）")
    ('3', '3', '3', 'A', '2')
    """
    match = _KEY.search(words)
    if match is None:
        return None
    number = match.group()
    if number.isascii():
        return number.lstrip("0") or "0"
    try:
        return str(int(parse_number(number)))
    except ValueError:  # 十十: no number
        return None


_KEY = re.compile(r"[0-9]{1,3}|[一二三四五六七八九十]{1,3}|[A-Z](?![A-Za-z])")


def is_in_lot(span: Span, lots: Sequence[Lot]) -> bool:
    """Whether a range stands inside one of the lots."""
    return any(lot.content.holds(span) for lot in lots)


def _lots(text: str, marks: list[tuple[int, int]], borders: list[int]) -> Iterator[Lot]:
    for place, (start, behind) in enumerate(marks):
        border = bisect_right(borders, start)
        end = borders[border] if border < len(borders) else behind
        if place + 1 == len(marks):
            end = min(end, _last_end(text, marks, behind, end))
        match = _LOT.match(text, start, end) or None
        mark = Span(*match.span("mark")) if match is not None else Span(start, behind)
        yield Lot(mark, Span(behind, max(behind, end)))


def _last_end(text: str, marks: list[tuple[int, int]], behind: int, end: int) -> int:
    """The last lot is as many lines long as the longest before it."""
    if len(marks) < 2:
        return end
    lines = max(text.count("\n", above[1], below[0]) for above, below in pairwise(marks))
    at = behind
    for _ in range(max(1, lines)):
        following = text.find("\n", at, end)
        if following < 0:
            return end
        at = following + 1
    return at
