"""The review screen's content: the page as lines whose words know their offsets, and rows that open to them.

Comes in: a page with its reading. Goes out: `Sheet`. Editors see the whole text whatever its terms; persons and
numbers stay masked for them too.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from zhiyue.codec import field_from_json
from zhiyue.exports.values import shown as words_of
from zhiyue.exports.wording import Wording, standard_wording
from zhiyue.kinds import fact_types
from zhiyue.model import Fact, Field, Finding, PageResult
from zhiyue_site.archive.corrections import PAGE_FIELDS
from zhiyue_site.archive.doubts import DOUBTS
from zhiyue_site.archive.models import Correction, Page
from zhiyue_site.archive.shown import Shown, finding_key, show


@dataclass(frozen=True, slots=True)
class Piece:
    """Words of the page: from which offset on, which row they are evidence of, whether they were repaired."""

    start: int
    text: str
    row: str
    is_fix: bool
    is_mark: bool


@dataclass(frozen=True, slots=True)
class Row:
    """One field: what it says, where, and what an editor said beside the machine."""

    id: str
    target: str
    label: str
    words: str
    exact: str
    start: int | None
    end: int | None
    correction: Correction | None
    machine: str


@dataclass(frozen=True, slots=True)
class Group:
    """The fields of one fact, or of the page itself; `missing` are those that it may have and has not."""

    label: str
    rows: tuple[Row, ...]
    missing: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Check:
    """One finding: its words, and whether the public sees it."""

    verdict: str
    sign: str
    finding: Finding
    code: str
    exact: str
    is_public: bool


@dataclass(frozen=True, slots=True)
class Sheet:
    """Everything on the review screen that is drawn from the page."""

    shown: Shown
    lines: tuple[tuple[Piece, ...], ...]
    groups: tuple[Group, ...]
    checks: tuple[Check, ...]
    reasons: tuple[str, ...]


def sheet_of(page: Page) -> Sheet:
    """The sheet of a page. Raises ValueError where it has no reading."""
    shown = show(page, audience="internal")
    maker = _Maker(page, shown.result, standard_wording())
    groups = tuple(maker.groups())
    rows = [row for group in groups for row in group.rows]
    reasons = tuple(
        DOUBTS.get(doubt["code"], doubt["code"]) + (f"：{doubt['about']}" if doubt["about"] else "")
        for doubt in page.doubts
    )
    return Sheet(shown, tuple(_lines(shown.result, rows)), groups, tuple(maker.checks()), reasons)


class _Maker:
    """Makes rows, numbered in the order in which they stand."""

    def __init__(self, page: Page, result: PageResult, wording: Wording) -> None:
        self._result = result
        self._wording = wording
        self._count = 0
        held = page.corrections.filter(withdrawn_at=None).select_related("by")
        self._corrections = {(item.fact_id, item.field, item.ordinal): item for item in held}
        self._decided = {(item.code, item.exact): item.is_released for item in page.finding_decisions.all()}

    def groups(self) -> Iterator[Group]:
        """The page's own properties, then each fact."""
        own = [(name, label, getattr(self._result.page, name)) for name, (label, _) in PAGE_FIELDS.items()]
        rows = tuple(self._row("", name, 0, label, field) for name, label, field in own if field is not None)
        missing = tuple((f"|{name}|0", label) for name, label, field in own if field is None)
        yield Group("页面", rows, missing)
        for fact in self._result.facts:
            yield self._group(fact)

    def checks(self) -> Iterator[Check]:
        """Every finding, with what was decided of it."""
        for finding in self._result.findings:
            code, exact = key = finding_key(finding)
            term = self._wording.term("verdict", finding.verdict)
            is_public = self._decided.get(key, finding.audience == "public")
            yield Check(term.zh, term.sign, finding, code, exact, is_public)

    def _group(self, fact: Fact) -> Group:
        type_ = fact_types().get(fact.kind)
        known = [prop.name for prop in type_.props] if type_ else []
        names = sorted(fact.fields, key=lambda name: known.index(name) if name in known else len(known))
        rows = tuple(
            self._row(fact.id, name, ordinal, self._label(fact.kind, name), field)
            for name in names
            for ordinal, field in enumerate(fact.all(name))
        )
        missing = []
        for prop in type_.props if type_ else ():
            if prop.many or prop.name not in fact.fields:
                ordinal = len(fact.all(prop.name))
                missing.append((f"{fact.id}|{prop.name}|{ordinal}", prop.label_zh))
        label = type_.label_zh if type_ else fact.kind
        return Group(label if fact.notice == 0 else f"{label}（相关阅读 {fact.notice}）", rows, tuple(missing))

    def _label(self, kind: str, name: str) -> str:
        return self._wording.field(kind, name).zh

    def _row(self, fact_id: str, name: str, ordinal: int, label: str, field: Field) -> Row:
        self._count += 1
        correction = self._corrections.get((fact_id, name, ordinal))
        machine = correction.machine if correction else None
        return Row(
            id=f"r{self._count}",
            target=f"{fact_id}|{name}|{ordinal}",
            label=label,
            words=words_of(field, wording=self._wording),
            exact=field.exact or "",
            start=field.span.start if field.span else None,
            end=field.span.end if field.span else None,
            correction=correction,
            machine=words_of(field_from_json(machine), wording=self._wording) if machine else "未读出",
        )


def _lines(result: PageResult, rows: Iterable[Row]) -> Iterator[tuple[Piece, ...]]:
    """The text, line by line, each line cut where a row, a repair or a mark begins or ends."""
    text = result.page.text
    places = sorted(
        ((row.start, row.end, row.id) for row in rows if row.start is not None and row.end is not None),
        key=lambda place: place[1] - place[0],
    )
    spans = [(start, end) for start, end, _ in places]
    fixes = [(run.start, run.end) for run in result.page.repaired]
    marks = [(mark.start, mark.end) for mark in result.marks]
    edges = {edge for span in (*spans, *fixes, *marks) for edge in span}
    at = 0
    for line in text.splitlines(keepends=True):
        end = at + len(line.rstrip("\r\n"))
        cuts = sorted({at, end, *(edge for edge in edges if at < edge < end)})
        if line.strip():
            yield tuple(
                Piece(
                    start,
                    text[start:stop],
                    next((row for first, last, row in places if first <= start and stop <= last), ""),
                    _is_in(fixes, start, stop),
                    _is_in(marks, start, stop),
                )
                for start, stop in pairwise(cuts)
            )
        at += len(line)


def _is_in(ranges: Iterable[tuple[int, int]], start: int, end: int) -> bool:
    return any(first <= start and end <= last for first, last in ranges)
