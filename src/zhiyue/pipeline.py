"""The line, in order: bytes → text → repair → anatomy → notices → kinds → checks → `PageResult`.

Comes in: a `RawPage`. Goes out: everything one version of the line finds on it. This is the only module that knows the
order; the command line, the bulk runner and the site all call the same `process`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from zhiyue.kinds import Recognised, recognise
from zhiyue.layout import read_page_layout
from zhiyue.markup import read_runs
from zhiyue.model import Fact, Finding, Notice, Page, PageResult, RawPage, Redaction, Repaired
from zhiyue.notices.excerpt import Excerpt
from zhiyue.notices.redactions import find_redactions
from zhiyue.notices.split import split_notices
from zhiyue.readers import decode
from zhiyue.repair import repair_text
from zhiyue.repair.legibility import check_text
from zhiyue.repair.withheld import find_withheld
from zhiyue.version import __version__


@dataclass(frozen=True, slots=True)
class _Read:
    """One notice with its facts and findings."""

    notice: Notice
    facts: tuple[Fact, ...]
    findings: tuple[Finding, ...]


def process(raw: RawPage) -> PageResult:
    """Read one page.

    Raises:
        UnreadableInput: the bytes are no page (empty, binary, too large, in no encoding). Doubtful data never raises:
            it becomes a `Finding`.
    """
    decoded = decode(raw)
    runs = read_runs(decoded.text, content_type=raw.content_type)
    repaired = _with_withheld(repair_text(runs.text))
    page = read_page_layout(repaired, runs.outline, address=raw.url)
    digest = raw.digest
    read = [_read_notice(excerpt) for excerpt in split_notices(repaired, page, digest=digest)]
    return PageResult(
        digest=digest,
        path=raw.path,
        url=raw.url,
        version=__version__,
        encoding=decoded.encoding,
        page=_link(page),
        repairs=repaired.steps,
        marks=repaired.marks,
        notices=tuple(item.notice for item in read),
        facts=tuple(fact for item in read for fact in item.facts),
        findings=(*decoded.findings, *check_text(repaired), *(f for item in read for f in item.findings)),
        redactions=_place(repaired),
    )


def _read_notice(excerpt: Excerpt) -> _Read:
    recognised = recognise(excerpt)
    facts = tuple(_distinct(_facts(excerpt, recognised)))
    findings = [f for kind in (recognised.kind, *recognised.embedded) for f in kind.check(excerpt, facts)]
    notice = Notice(
        id=excerpt.notice,
        origin=excerpt.origin,
        start=min(zone.start for zone in excerpt.zones),
        end=max(zone.end for zone in excerpt.zones),
        title=excerpt.text_field(excerpt.title) if len(excerpt.title) else None,
        kind=recognised.kind.name,
        confidence=round(recognised.score.value, 2),
        signals=recognised.score.signals,
    )
    return _Read(notice, facts, tuple(replace(f, notice=excerpt.notice) for f in dict.fromkeys(findings)))


def _facts(excerpt: Excerpt, recognised: Recognised) -> Iterator[Fact]:
    yield from recognised.kind.extract(excerpt)
    # A related entry is too short to hold a second notice; a page is not.
    if excerpt.origin == "main":
        for kind in recognised.embedded:
            yield from kind.extract(excerpt)


def _distinct(facts: Iterable[Fact]) -> Iterable[Fact]:
    """Two kinds may find the same citation: one content, one id, one fact."""
    return {fact.id: fact for fact in reversed(list(facts))}.values().__reversed__()


def _link(page: Page) -> Page:
    """Number the related entries as the notices that they became."""
    return replace(page, related=tuple(replace(entry, notice=n) for n, entry in enumerate(page.related, start=1)))


def _with_withheld(repaired: Repaired) -> Repaired:
    """Add the marks on what the publisher took out: not damage to undo, but no field may stand on it."""
    withheld = find_withheld(repaired.text)
    if not withheld:
        return repaired
    marks = sorted((*repaired.marks, *withheld), key=lambda mark: (mark.start, mark.end))
    return replace(repaired, marks=tuple(marks))


def _place(repaired: Repaired) -> tuple[Redaction, ...]:
    """What must be masked, also in the text as it came."""
    found = find_redactions(repaired.text)
    if not repaired.is_changed:
        return found
    return tuple(replace(r, original=repaired.span_map.original(r.start, r.end)) for r in found)
