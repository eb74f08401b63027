"""Which runs of the text were repaired, seen from a finished reading.

Comes in: the repaired text, the text as it came, and pairs of ranges that are known to belong together (every
evidence carries one). Goes out: the edits between the two, for showing and for nothing else: the ranges of evidence
come from the span map that the fixers kept, which a reading does not carry.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher

from zhiyue.spans import Edit, Span

# A stretch without one known pair that is longer than this is shown as one repaired run.
_LONGEST_COMPARED = 20_000

_Point = tuple[int, int]


def align(text: str, original: str, pairs: Iterable[tuple[Span, Span]]) -> tuple[Edit, ...]:
    """Return the edits that lead from `original` to `text`, sorted, not overlapping, neighbours joined.

    >>> align("政府采购", "政府採購(gòu)", ())
    (Edit(start=2, end=9, text='采购'),)
    """
    points = {(0, 0), (len(text), len(original))}
    for shown, came in pairs:
        points |= {(shown.start, came.start), (shown.end, came.end)}
    edits: list[Edit] = []
    before: _Point = (0, 0)
    for point in sorted(points):
        # A range that begins or ends inside a repaired run maps to the whole run: such a point leads nowhere.
        is_later = point[0] > before[0] and point[1] > before[1]
        if point[0] <= len(text) and point[1] <= len(original) and (is_later or point == (len(text), len(original))):
            for edit in _by_line(text, original, before, point):
                _append(edits, edit)
            before = point
    return tuple(edits)


def _by_line(text: str, original: str, start: _Point, end: _Point) -> Iterator[Edit]:
    now = text[start[0] : end[0]].splitlines(keepends=True)
    came = original[start[1] : end[1]].splitlines(keepends=True)
    if len(now) != len(came):
        now, came = ["".join(now)], ["".join(came)]
    at = start[1]
    for line, old in zip(now, came, strict=True):
        yield from _compare(line, old, at)
        at += len(old)


def _compare(line: str, old: str, at: int) -> Iterator[Edit]:
    if line == old:
        return
    if max(len(line), len(old)) > _LONGEST_COMPARED:
        yield Edit(at, at + len(old), line)
        return
    for kind, i, j, k, m in SequenceMatcher(None, old, line, autojunk=False).get_opcodes():
        if kind == "delete" and i and k:
            # 市(shì) became 市: what was taken away is shown with the character that it annotated.
            i, k = i - 1, k - 1  # noqa: PLW2901
        if kind != "equal":
            yield Edit(at + i, at + j, line[k:m])


def _append(edits: list[Edit], edit: Edit) -> None:
    if edits and edits[-1].end == edit.start:
        last = edits.pop()
        edit = Edit(last.start, edit.end, last.text + edit.text)
    edits.append(edit)
