"""Lists, in prose and in numbered sections: one range an item.

Comes in: a range that holds a list, or the zones of an excerpt. Goes out: the ranges of the items, without their
numbers and separators. Exists because pages print the same list in ten ways: ``A;B;C``, ``A、B和C``, ``一是A。二是B``,
``(一)A`` on a line of its own.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from zhiyue.notices.mentions import clean
from zhiyue.spans import Span
from zhiyue.values import parse_number

_NUMERALS = "一二三四五六七八九十"

# (一)普及质量知识 | 1.宣传 | 一是宣传 | ①宣传 | 第一,宣传
_STYLES: tuple[re.Pattern[str], ...] = (
    re.compile(rf"[（(]\s?(?P<n>[{_NUMERALS}]{{1,3}})\s?[)）]\s?"),
    re.compile(rf"(?P<n>[{_NUMERALS}]{{1,2}})是"),
    re.compile(r"(?<![0-9.])(?P<n>[0-9]{1,2})\s?[.、．](?![0-9])\s?"),
    re.compile(r"[（(]\s?(?P<n>[0-9]{1,2})\s?[)）]\s?"),
    re.compile(r"(?P<n>[①-⑳])\s?"),
    re.compile(rf"第(?P<n>[{_NUMERALS}]{{1,2}})[,，、]\s?"),
)
_ANY_NUMBER = re.compile("|".join(f"(?:{style.pattern.replace('?P<n>', '')})" for style in _STYLES))
_ITEM_END = re.compile(r"[。；;：:\r\n]")
_SENTENCE_END = re.compile(r"[。；;\r\n]")
_OPENING, _CLOSING = "（(“《〈「『【", "）)”》〉」』】"
# 消费维权服务等 | 实验室开放等方面
_OPEN_END = re.compile(r"(?:等等|等)$")
_JOINT = re.compile(r"以及|和|与|及")


def split_items(text: str, within: Span, *, count: int | None = None) -> tuple[Span, ...]:
    """Part a list at its semicolons, numbers, enumeration commas, blanks or commas: the first that part it.

    `count` is the number of items that the page claims: a reading with as many goes first, and where one is missing the
    last 和 parts the last two.
    """
    readings = [_split(text, within, "；;"), numbered_items(text, (within,))]
    readings += [_split(text, within, separators) for separators in ("、", " \u3000", "，,")]
    several = [items for items in readings if len(items) >= 2]
    exact = [items for items in several if len(items) == count]
    items = next(iter((*exact, *several, readings[-1])))
    if count is not None and len(items) == count - 1 and items:
        items = (*items[:-1], *_at_joint(text, items[-1]))
    return items


def numbered_items(text: str, zones: Sequence[Span], *, whole: bool = False) -> tuple[Span, ...]:
    """The items numbered in sequence from one, in the style in which the first of them is numbered.

    With `whole` an item runs to the end of its clause (semicolon, full stop), else a colon ends it too. Numbers out of
    sequence are inner ones.
    """
    for style in sorted(_STYLES, key=lambda style: _first(style, text, zones)):
        items: list[Span] = []
        expected = 1
        for zone in zones:
            numbers: list[re.Match[str]] = []
            for match in style.finditer(text, zone.start, zone.end):
                if _number(match["n"]) == expected:
                    numbers.append(match)
                    expected += 1
            # 一是A，二是B: where only a comma parts them, an item ends before the next number
            ends = [*(number.start() for number in numbers[1:]), zone.end]
            items += (
                _item(text, Span(number.end(), end), whole=whole) for number, end in zip(numbers, ends, strict=False)
            )
        if len(items) >= 2:
            return tuple(item for item in items if len(item))
    return ()


def is_open(text: str, last: Span) -> bool:
    """Whether a list goes on behind its last item (…等): it names fewer than there are."""
    return text.startswith("等", last.end)


def _split(text: str, within: Span, separators: str) -> tuple[Span, ...]:
    """Part a range at separators that stand outside brackets and quotation marks."""
    items: list[Span] = []
    start, depth = within.start, 0
    for position in range(within.start, within.end):
        char = text[position]
        depth = max(0, depth + (char in _OPENING) - (char in _CLOSING))
        if depth == 0 and char in separators:
            items.append(Span(start, position))
            start = position + 1
    items.append(Span(start, within.end))
    return tuple(item for item in (_bare(text, item) for item in items) if len(item))


def _bare(text: str, item: Span) -> Span:
    item = clean(text, item)
    number = _ANY_NUMBER.match(text, item.start, item.end)
    if number is not None and number.end() < item.end:
        item = Span(number.end(), item.end)
    end = _OPEN_END.search(item.of(text))
    return Span(item.start, item.start + end.start()) if end else item


def _item(text: str, rest: Span, *, whole: bool) -> Span:
    end = (_SENTENCE_END if whole else _ITEM_END).search(text, rest.start, rest.end)
    return clean(text, Span(rest.start, end.start() if end else rest.end))


def _at_joint(text: str, item: Span) -> tuple[Span, ...]:
    joints = list(_JOINT.finditer(text, item.start + 1, item.end - 1))
    if not joints:
        return (item,)
    return Span(item.start, joints[-1].start()), Span(joints[-1].end(), item.end)


def _first(style: re.Pattern[str], text: str, zones: Sequence[Span]) -> int:
    """Where a style's first number stands; styles that do not occur come last."""
    for zone in zones:
        match = style.search(text, zone.start, zone.end)
        if match is not None:
            return match.start()
    return len(text)


def _number(words: str) -> int:
    if "①" <= words <= "⑳":
        return ord(words) - ord("①") + 1
    try:
        return int(parse_number(words))
    except ValueError:  # 十十: no number
        return 0
