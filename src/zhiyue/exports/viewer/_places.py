"""The places of a page that something rests on, and the rows that rest on them.

Comes in: the evidence of fields and findings, one row after the other. Goes out: a number for each distinct range of
the text, shared by all rows that name it, and for each range the first row to name it. Exists so that a sentence and
its facts can point at each other without either pane knowing how the other is drawn.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from zhiyue.model import Evidence
from zhiyue.spans import Span


class Places:
    """Numbered ranges of one page. Keys are unique in a file of many pages: page and number."""

    def __init__(self, page: int) -> None:
        self._page = page
        self._numbers: dict[Span, int] = {}
        self._originals: list[Span] = []
        self._rows: dict[int, str] = {}
        self._row_count = 0

    def row(self, evidence: Iterable[Evidence]) -> tuple[str, tuple[str, ...]]:
        """Open a row: its id, and the keys of the places that it rests on."""
        row = f"r{self._page}-{self._row_count}"
        self._row_count += 1
        numbers = dict.fromkeys(self._number(item) for item in evidence)
        for number in numbers:
            self._rows.setdefault(number, row)
        return row, tuple(self._key(number) for number in numbers)

    def key(self, evidence: Evidence) -> str:
        """The key of one place."""
        return self._key(self._number(evidence))

    def row_of(self, key: str) -> str | None:
        """The id of the first row that rests on a place."""
        return self._rows.get(int(key.rpartition("-")[2]))

    def __iter__(self) -> Iterator[tuple[str, Span, Span]]:
        """Walk the places: key, range of the text, range of the original."""
        for (span, number), original in zip(self._numbers.items(), self._originals, strict=True):
            yield self._key(number), span, original

    def _number(self, evidence: Evidence) -> int:
        span = Span(evidence.start, evidence.end)
        if span not in self._numbers:
            self._numbers[span] = len(self._numbers)
            self._originals.append(evidence.original)
        return self._numbers[span]

    def _key(self, number: int) -> str:
        return f"{self._page}-{number}"
