"""Ranges of text, and the map from repaired text back to the text as it came.

Comes in: the edits that a fixer made, while it made them. Goes out: `SpanMap`, which answers "where in the
original does this range of the repaired text come from?". Exists because every figure must open to the
sentence it came from, in the text as it is shown and as it was received.

All offsets are half-open ranges of code points.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Self


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open range of code points: ``text[start:end]``."""

    start: int
    end: int

    def __len__(self) -> int:
        return self.end - self.start

    def of(self, text: str) -> str:
        """Return the characters of `text` that this span covers."""
        return text[self.start : self.end]

    def holds(self, other: Span) -> bool:
        """Tell whether `other` lies wholly inside this span."""
        return self.start <= other.start and other.end <= self.end


@dataclass(frozen=True, slots=True)
class Edit:
    """One place that a fixer changed: ``original[start:end]`` became `text`.

    What is replaced is the whole damaged run: ``購(gòu)`` became ``购``, so the annotation belongs to the
    character that it annotated, and a range that ends on the character also opens its damage.
    """

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Stretch:
    """A repaired run, seen from both texts: ``text[start:end]`` came from the `original` range."""

    start: int
    end: int
    original: Span


class SpanMap:
    """Where each range of the repaired text stood in the original.

    Between edits the two texts run side by side. Inside an edit single characters cannot be told apart, so any
    part of it maps to the whole of it. The arrays are made on first use: a page that nobody asks about costs
    nothing, and the identity map holds no arrays at all.

    Maps chain: `then` appends the edits of a later fixer, whose "original" is this map's text.
    """

    __slots__ = ("_arrays", "_earlier", "_make")

    def __init__(self, make: Callable[[], Iterable[Edit]] | None = None, *, earlier: Self | None = None) -> None:
        """Map through `make()`'s edits (sorted, not overlapping), then through the `earlier` map."""
        self._make = make
        self._earlier = earlier
        self._arrays: tuple[Sequence[int], Sequence[int], Sequence[int], Sequence[int]] | None = None

    @property
    def is_identity(self) -> bool:
        """True where text and original are one and the same."""
        return self._make is None and (self._earlier is None or self._earlier.is_identity)

    def then(self, make: Callable[[], Iterable[Edit]]) -> SpanMap:
        """Return the map for a text that was edited once more."""
        return SpanMap(make, earlier=None if self.is_identity else self)

    def original(self, start: int, end: int) -> Span:
        """Return the range of the original that ``text[start:end]`` came from.

        An empty range maps to an empty range. Time: logarithmic in the number of edits.
        """
        span = self._back(start, end) if self._make is not None else Span(start, end)
        return self._earlier.original(span.start, span.end) if self._earlier is not None else span

    def stretches(self) -> tuple[Stretch, ...]:
        """Return every repaired run, sorted; outside of them text and original run side by side.

        Runs of a later fixer that touch those of an earlier one are one run.
        """
        text_starts, text_ends, middle_starts, middle_ends = self._built()
        earlier = self._earlier.stretches() if self._earlier is not None else ()
        if not earlier:
            rows = zip(text_starts, text_ends, middle_starts, middle_ends, strict=True)
            return tuple(Stretch(start, end, Span(begin, stop)) for start, end, begin, stop in rows)
        ours = [Span(*ends) for ends in zip(middle_starts, middle_ends, strict=True)]
        found: list[Stretch] = []
        done, shift = 0, 0
        for run in _joined(sorted([*ours, *(Span(item.start, item.end) for item in earlier)])):
            start = run.start + shift
            while done < len(ours) and ours[done].end <= run.end and ours[done].start <= run.end:
                shift = text_ends[done] - middle_ends[done]
                done += 1
            found.append(Stretch(start, run.end + shift, _widest(earlier, run)))
        return tuple(found)

    def _back(self, start: int, end: int) -> Span:
        text_starts, text_ends, original_starts, original_ends = self._built()
        if start == end:
            after = bisect_right(text_ends, start) - 1
            offset = original_ends[after] - text_ends[after] if after >= 0 else 0
            inside = bisect_right(text_starts, start) - 1
            if inside > after and text_starts[inside] < start:
                return Span(original_starts[inside], original_starts[inside])
            return Span(start + offset, start + offset)
        # First edit that ends behind `start`, last edit that begins before `end`.
        first = bisect_right(text_ends, start)
        last = bisect_left(text_starts, end) - 1
        if first < len(text_starts) and text_starts[first] <= start:
            begin = original_starts[first]
        else:
            begin = start + (original_ends[first - 1] - text_ends[first - 1] if first else 0)
        if last >= 0 and text_ends[last] >= end:
            stop = original_ends[last]
        else:
            stop = end + (original_ends[last] - text_ends[last] if last >= 0 else 0)
        return Span(begin, stop)

    def _built(self) -> tuple[Sequence[int], Sequence[int], Sequence[int], Sequence[int]]:
        if self._arrays is None:
            text_starts: list[int] = []
            text_ends: list[int] = []
            original_starts: list[int] = []
            original_ends: list[int] = []
            shift = 0
            for edit in self._make() if self._make is not None else ():
                text_starts.append(edit.start + shift)
                shift += len(edit.text) - (edit.end - edit.start)
                text_ends.append(edit.end + shift)
                original_starts.append(edit.start)
                original_ends.append(edit.end)
            self._arrays = (text_starts, text_ends, original_starts, original_ends)
        return self._arrays


def _joined(spans: Iterable[Span]) -> Iterator[Span]:
    """Join ranges that overlap or touch; they come sorted."""
    current: Span | None = None
    for span in spans:
        if current is not None and span.start <= current.end:
            current = Span(current.start, max(current.end, span.end))
            continue
        if current is not None:
            yield current
        current = span
    if current is not None:
        yield current


def _widest(earlier: Sequence[Stretch], run: Span) -> Span:
    """The range of the original that a run of the middle text stands for, deletions at its borders included."""
    starts = [item.start for item in earlier]
    first, last = bisect_left(starts, run.start), bisect_right(starts, run.end) - 1
    before = earlier[first - 1] if first else None
    shift = before.original.end - before.end if before is not None else 0
    behind = earlier[last] if last >= 0 else None
    end_shift = behind.original.end - behind.end if behind is not None else 0
    return Span(run.start + shift, run.end + end_shift)


IDENTITY = SpanMap()
