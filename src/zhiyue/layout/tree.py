"""The elements of an HTML page, laid over the lines of its repaired text.

Comes in: the outline as parsed, the repaired text and its lines. Goes out: `Tree`: every element's range in the repaired
text, which element each line stands in, and how much of a line is links. Exists because repair moves offsets: markup
speaks of the text before it, everything behind it of the text after it.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from zhiyue.layout.lines import Line
from zhiyue.markup import Element, Outline
from zhiyue.model import Repaired

_LONGEST_LINK = 400


@dataclass(frozen=True, slots=True)
class Tree:
    """Elements in the order in which they open; `owner` is the innermost element around each line (-1: none)."""

    elements: Sequence[Element]
    lines: Sequence[Line]
    owner: Sequence[int]
    linked: Sequence[int]

    def around(self, index: int) -> Iterator[int]:
        """An element and those around it, inside out."""
        while index >= 0:
            yield index
            index = self.elements[index].parent


def lay_out(repaired: Repaired, outline: Outline, lines: Sequence[Line]) -> Tree:
    """Lay the elements over the lines of the repaired text. Linear in both, but for the lookups of a repaired page."""
    elements = _placed(repaired, outline.elements)
    return Tree(elements, lines, _owners(elements, lines), _linked(elements, lines))


def _placed(repaired: Repaired, elements: Sequence[Element]) -> Sequence[Element]:
    """The elements with their ranges in the repaired text; an element that ends inside a repaired run holds all of it."""
    runs = repaired.span_map.stretches() if repaired.is_changed else ()
    if not runs:
        return elements
    begins = [run.original.start for run in runs]

    def place(offset: int, *, is_end: bool) -> int:
        run = runs[max(0, bisect_right(begins, offset) - 1)]
        if offset <= run.original.start:
            return offset - run.original.start + run.start if run is not runs[0] or offset == begins[0] else offset
        if offset >= run.original.end:
            return run.end + offset - run.original.end
        return run.end if is_end else run.start

    return [e._replace(start=place(e.start, is_end=False), end=place(e.end, is_end=True)) for e in elements]


def _owners(elements: Sequence[Element], lines: Sequence[Line]) -> list[int]:
    """The innermost element around each line, in one sweep over both."""
    owners: list[int] = []
    opened: list[int] = []
    following = 0
    for line in lines:
        start, end = line.span.start, line.span.end
        while following < len(elements) and elements[following].start <= start:
            opened = _still_open(opened, elements[following].parent)
            opened.append(following)
            following += 1
        while opened and elements[opened[-1]].end <= start:
            opened.pop()
        owners.append(next((index for index in reversed(opened) if elements[index].end >= end), -1))
    return owners


def _still_open(opened: list[int], parent: int) -> list[int]:
    """Close what stands deeper than the parent of the element that opens next."""
    while opened and opened[-1] != parent:
        opened.pop()
    return opened


def _linked(elements: Sequence[Element], lines: Sequence[Line]) -> list[int]:
    """How many characters of each line stand in links."""
    counts = [0] * len(lines)
    starts = [line.span.start for line in lines]
    for element in elements:
        # An anchor that was never closed goes on to the end of the page, and links nothing.
        if element.tag != "a" or not element.link or not 0 < element.end - element.start <= _LONGEST_LINK:
            continue
        index = max(0, bisect_right(starts, element.start) - 1)
        while index < len(lines) and lines[index].span.start < element.end:
            span = lines[index].span
            counts[index] += max(0, min(span.end, element.end) - max(span.start, element.start))
            index += 1
    return counts
