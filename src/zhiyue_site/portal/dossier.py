"""A record as readers see it: its time line, and field by field who says what, what is shown, and by which rule.

Comes in: a stored record. Goes out: `Dossier`. Only pages that are public now are named as sources: what a page said
that was taken down since is left out of the voices, whatever the stored record still holds.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from django.urls import reverse

from zhiyue.codec import record_from_json
from zhiyue.exports.values import value_text
from zhiyue.exports.wording import Term
from zhiyue.model import Value, Verdict
from zhiyue.record import Event, Record, RecordField, RecordFinding, Saying, Source, Voice
from zhiyue.records import record_kinds
from zhiyue_site.archive.addresses import page_id
from zhiyue_site.archive.models import Page
from zhiyue_site.archive.models import Record as Row
from zhiyue_site.portal.listing import source_name
from zhiyue_site.portal.words import exact_words, say, wording

_ORDER: tuple[Verdict, ...] = ("contradicted", "doubtful", "confirmed", "not_checkable")
_QUIET = frozenset({"single", "agreed", "absent"})


@dataclass(frozen=True, slots=True)
class SourceLine:
    """One page behind a record: where it is here, whose it is, how much its word weighs and why."""

    href: str
    name: str
    title: str
    published: str
    rank: str
    reason: str


@dataclass(frozen=True, slots=True)
class VoiceLine:
    """One value and the sources that say it, with their words."""

    value: str
    exact: str
    is_shown: bool
    scope: str
    sources: tuple[tuple[SourceLine, str], ...]


@dataclass(frozen=True, slots=True)
class FieldLine:
    """One field: the value shown, the rule that chose it, how the sources stand to each other, every voice.

    `is_said` is false where no source that counts states a value.
    """

    name: str
    label: str
    value: str
    exact: str
    rule: str
    agreement: str
    agreement_words: str
    is_said: bool
    voices: tuple[VoiceLine, ...]

    @property
    def differs(self) -> bool:
        """Whether the sources contradict each other."""
        return self.agreement == "disputed"

    @property
    def is_quiet(self) -> bool:
        """Whether there is nothing to compare: one source, or all of one mind."""
        return self.agreement in _QUIET


@dataclass(frozen=True, slots=True)
class EventLine:
    """One point of the time line; `gap` is the number of days since the one before, where both are days."""

    stage: str
    code: str
    date: str
    gap: int | None
    source: SourceLine | None
    title: str


@dataclass(frozen=True, slots=True)
class FindingLine:
    """What became of a claim that needs several pages to be checked."""

    id: str
    verdict: str
    sign: str
    word: str
    rule: str
    arithmetic: str
    message: str
    sources: tuple[SourceLine, ...]


@dataclass(frozen=True, slots=True)
class Dossier:
    """One record."""

    row: Row
    record: Record
    type: str
    fields: tuple[FieldLine, ...]
    events: tuple[EventLine, ...]
    findings: tuple[FindingLine, ...]
    sources: tuple[SourceLine, ...]

    @property
    def said(self) -> tuple[FieldLine, ...]:
        """The fields that have a value."""
        return tuple(field for field in self.fields if field.is_said)

    @property
    def unsaid(self) -> tuple[FieldLine, ...]:
        """The fields that no source states: many of them would hide the others."""
        return tuple(field for field in self.fields if not field.is_said)

    @property
    def checked(self) -> tuple[FindingLine, ...]:
        """What could be checked."""
        return tuple(finding for finding in self.findings if finding.verdict != "not_checkable")

    @property
    def unchecked(self) -> tuple[FindingLine, ...]:
        """What could not: often one line for each unit that nobody counts."""
        return tuple(finding for finding in self.findings if finding.verdict == "not_checkable")

    @property
    def disputed(self) -> tuple[FieldLine, ...]:
        """The fields about which the sources differ."""
        return tuple(field for field in self.fields if field.differs)


def dossier_of(row: Row) -> Dossier | None:
    """The record for the public; None where no public page stands behind it. One query."""
    record = record_from_json(row.payload)
    ids = {page_id(source.address): source for source in record.sources}
    columns = ("source", "publisher", "address", "site__name")
    pages = {page.pk: page for page in Page.public.filter(pk__in=ids).select_related("site").only(*columns)}
    sources = {source.digest: _source(source, pages[id]) for id, source in ids.items() if id in pages}
    if not sources:
        return None
    label = record_kinds()[record.type]
    return Dossier(
        row=row,
        record=record,
        type=say(Term(label.label_zh, label.label_en)),
        fields=tuple(_fields(record, sources)),
        events=tuple(_events(record, sources)),
        findings=tuple(_findings(record.findings, sources)),
        sources=tuple(sources.values()),
    )


def _source(source: Source, page: Page) -> SourceLine:
    return SourceLine(
        href=reverse("page", args=[page.pk]),
        name=source_name(page),
        title=source.title,
        published=(source.published or "")[:16].replace("T", " "),
        rank=say(wording().term("rank", source.rank)),
        reason=say(wording().term("rank_reason", source.rank_reason)),
    )


def _fields(record: Record, sources: Mapping[str, SourceLine]) -> Iterator[FieldLine]:
    kind = record_kinds()[record.type]
    labels = {prop.name: say(Term(prop.label_zh, prop.label_en)) for prop in kind.props}
    for field in record.fields:
        voices = tuple(voice for item in field.voices if (voice := _voice(item, field, sources)) is not None)
        if not voices and field.rule not in ("counted", "editor"):
            continue
        yield FieldLine(
            name=field.name,
            label=labels.get(field.name, field.name),
            value=_shown(field),
            exact=exact_words(field.value),
            rule=say(wording().term("choice", field.rule)),
            agreement=field.agreement,
            agreement_words=say(wording().term("agreement", field.agreement)),
            is_said=bool(field.shown),
            voices=voices,
        )


def _shown(field: RecordField) -> str:
    if not field.shown:
        return say(wording().term("status", field.status if field.status != "stated" else "not_stated"))
    return "；".join(_words(value, field) for value in field.shown)


def _words(value: Value, field: RecordField) -> str:
    if field.name == "includes_lead":
        return say(wording().term("includes_lead", str(value)))
    return value_text(value, moment=field.type == "moment")


def _voice(voice: Voice, field: RecordField, sources: Mapping[str, SourceLine]) -> VoiceLine | None:
    said = [saying for saying in voice.sayings if saying.digest is None or saying.digest in sources]
    if not said:
        return None
    value = _words(voice.value, field) if voice.value is not None else say(wording().term("status", voice.status))
    return VoiceLine(
        value=value,
        exact=exact_words(voice.value),
        is_shown=voice.value is not None and voice.value in field.shown,
        scope=voice.scope,
        sources=tuple(_distinct(said, sources)),
    )


def _distinct(said: Iterable[Saying], sources: Mapping[str, SourceLine]) -> Iterator[tuple[SourceLine, str]]:
    seen: set[str] = set()
    for saying in said:
        if saying.digest is not None and saying.digest not in seen:
            seen.add(saying.digest)
            yield sources[saying.digest], saying.exact.strip()


def _events(record: Record, sources: Mapping[str, SourceLine]) -> Iterator[EventLine]:
    shown = [event for event in record.events if not event.digest or event.digest in sources]
    for before, event in pairwise([None, *shown]):
        if event is not None:
            yield EventLine(
                stage=say(wording().term("stage", event.stage)),
                code=event.stage,
                date=event.date[:16].replace("T", " "),
                gap=_gap(before, event),
                source=sources.get(event.digest),
                title=event.title,
            )


def _gap(before: Event | None, event: Event) -> int | None:
    try:
        return (date.fromisoformat(event.date[:10]) - date.fromisoformat(before.date[:10])).days if before else None
    except ValueError:
        return None


def _findings(findings: Iterable[RecordFinding], sources: Mapping[str, SourceLine]) -> Iterator[FindingLine]:
    """What differs first; the same verdict about several pages is one line that names them."""
    groups: dict[tuple[str, str, str | None, str], list[RecordFinding]] = {}
    for finding in sorted(findings, key=lambda finding: _ORDER.index(finding.verdict)):
        if finding.audience == "public":
            key = (finding.verdict, finding.code, finding.arithmetic, finding.message)
            groups.setdefault(key, []).append(finding)
    for number, same in enumerate(groups.values()):
        first = same[0]
        term, rule = wording().term("verdict", first.verdict), wording().terms.get(f"rule.{first.code}")
        digests = dict.fromkeys(saying.digest for finding in same for saying in finding.sayings)
        yield FindingLine(
            id=f"finding-{number}",
            verdict=first.verdict,
            sign=term.sign,
            word=say(term),
            rule=say(rule) if rule else first.rule,
            arithmetic=first.arithmetic or "",
            message=first.message,
            sources=tuple(sources[digest] for digest in digests if digest is not None and digest in sources),
        )
