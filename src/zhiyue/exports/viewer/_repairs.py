"""Which runs of a page's text were repaired, for showing.

Comes in: a page. Goes out: every run in which text and original differ, as edits of the original. Nothing is compared
that the fixers did not keep: between their runs the two texts stand side by side, character for character.
"""

from __future__ import annotations

from collections.abc import Iterator

from zhiyue.model import Page
from zhiyue.spans import Edit


def repaired_runs(page: Page) -> tuple[Edit, ...]:
    """Return the edits that lead from the original to the text, sorted, neighbours joined."""
    if page.original is None:
        return ()
    joined: list[Edit] = []
    for edit in _edits(page.text, page.original, page):
        last = joined[-1] if joined else None
        if last is not None and last.end == edit.start:
            joined[-1] = Edit(last.start, edit.end, last.text + edit.text)
        else:
            joined.append(edit)
    return tuple(joined)


def _edits(text: str, original: str, page: Page) -> Iterator[Edit]:
    start = came = 0
    for run in page.repaired:
        yield from _converted(text[start : run.start], original[came : run.original.start], came)
        yield Edit(run.original.start, run.original.end, text[run.start : run.end])
        start, came = run.end, run.original.end
    yield from _converted(text[start:], original[came:], came)


def _converted(text: str, original: str, at: int) -> Iterator[Edit]:
    """Single characters of another script: the only difference outside a run."""
    if text != original:
        for place, (now, before) in enumerate(zip(text, original, strict=True), start=at):
            if now != before:
                yield Edit(place, place + 1, now)
