"""Evidence for what is found on a page after it was read.

Comes in: a page of a reading and a range of its text. Goes out: `Evidence`, with the range of the text as it came. While
a page is read its span map answers this; a reading keeps the repaired runs, and they answer it as well.
"""

from __future__ import annotations

from bisect import bisect_left

from zhiyue.model import Evidence, Page
from zhiyue.spans import Span


def evidence_at(page: Page, span: Span) -> Evidence:
    """Open a range of ``page.text``: its words, and where they stood before repair."""
    original = Span(_before(page, span.start, is_end=False), _before(page, span.end, is_end=True))
    return Evidence(span.of(page.text), span.start, span.end, original)


def _before(page: Page, at: int, *, is_end: bool) -> int:
    """Where a border stood before repair: outside of repaired runs the two texts run side by side."""
    index = bisect_left([run.start for run in page.repaired], at + (not is_end)) - 1
    if index < 0:
        return at
    run = page.repaired[index]
    if at < run.end:
        return run.original.end if is_end else run.original.start
    return at + run.original.end - run.end
