"""Members of one thing → its record.

Comes in: members (and what editors corrected). Goes out: the `Record`: fields, sources, time line, findings, a readable
id. A function of sets: members are deduplicated and sorted first, so neither order nor repetition shows in the result,
and a judgement that is undone gives back the same bytes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from zhiyue.kinds import fact_types
from zhiyue.model import Period, Prop
from zhiyue.record import Correction, Event, Judgement, Link, Member, Record, RecordField, Source
from zhiyue.records.findings import findings_of
from zhiyue.records.identity import fingerprint, naming_keys
from zhiyue.records.lists import UNITED, list_field
from zhiyue.records.resolve import cluster
from zhiyue.records.roles import role_fields
from zhiyue.records.stories import story_fields
from zhiyue.records.titles import title_of
from zhiyue.records.types import RecordKind, record_kinds
from zhiyue.records.voices import Said, corrections_of, sayings_of, single_field

_LATE = "9999"
"""Sorts behind every date: what is not dated does not come first."""


def compile_record(
    members: Iterable[Member], *, corrections: Iterable[Correction] = (), links: Iterable[Link] = ()
) -> Record:
    """Compile the record of one thing.

    Of several readings of one fact (same member id) the newest version counts. Corrections of members that are not
    here are ignored: they belong to another record.

    Raises:
        ValueError: no members, or members of several types.
    """
    kept = distinct(members)
    types = {member.type for member in kept}
    if len(types) != 1:
        raise ValueError(f"members of {len(types)} types ({', '.join(sorted(types))}); give those of one record")
    kind = record_kinds()[kept[0].type]
    known = {member.id for member in kept}
    applied = [item for item in corrections if item.member in known]
    fields = _fields(kind, kept, applied)
    by_name = {field.name: field for field in fields}
    id, *also = _ids(kind, kept)
    sources = _sources(kept)
    events = tuple(_events(kept, fields))
    return Record(
        type=kind.name,
        id=id,
        title=title_of(kind.name, by_name, kept),
        fields=fields,
        sources=sources,
        members=tuple(member.id for member in kept),
        events=events,
        findings=findings_of(kind.name, by_name, kept),
        links=tuple(sorted(links, key=lambda link: (link.a, link.b, link.how))),
        also=tuple(also),
    )


def compile_records(
    members: Iterable[Member], *, judgements: Iterable[Judgement] = (), corrections: Iterable[Correction] = ()
) -> tuple[Record, ...]:
    """Cluster and compile: every record of a set of members, sorted by id. No two have the same id."""
    by_member: dict[str, list[Correction]] = {}
    for item in corrections:
        by_member.setdefault(item.member, []).append(item)
    records = []
    for group in cluster(members, judgements).groups:
        own = [item for member in group.members for item in by_member.get(member.id, ())]
        records.append(compile_record(group.members, corrections=own, links=group.links))
    return _told_apart(records)


def _told_apart(records: Iterable[Record]) -> tuple[Record, ...]:
    """Give each record an id of its own: what a person parted may still be named by the same key on its pages."""
    taken: dict[str, Record] = {}
    # The one that was published first keeps the name that both have.
    for record in sorted(records, key=lambda record: (_first_day(record), record.members)):
        own = record.id if record.id not in taken else f"{record.id}-{fingerprint(record.members[0])[:6]}"
        taken[own] = replace(record, id=own)
    free: set[str] = set(taken)
    told: list[Record] = []
    for record in taken.values():
        also = tuple(id for id in record.also if id not in free)
        free.update(also)
        told.append(replace(record, also=also))
    return tuple(sorted(told, key=lambda record: record.id))


def _first_day(record: Record) -> str:
    return min((source.published or _LATE for source in record.sources), default=_LATE)


def distinct(members: Iterable[Member]) -> tuple[Member, ...]:
    """Each member once, the newest version of its reading, sorted by id."""
    newest: dict[str, Member] = {}
    for member in members:
        known = newest.get(member.id)
        if known is None or _age(member) > _age(known):
            newest[member.id] = member
    return tuple(newest[id] for id in sorted(newest))


def _age(member: Member) -> tuple[tuple[int, ...], str, str]:
    numbers = tuple(int(part) for part in re.findall(r"\d+", member.source.version))
    # Two captures of the same bytes under two addresses: the smaller address, so that order does not matter.
    return numbers, member.source.version, "".join(chr(0x10FFFF - ord(sign)) for sign in member.source.address)


# ── fields ───────────────────────────────────────────────────────────────────────────────────────────────────────


def _fields(kind: RecordKind, members: Sequence[Member], corrections: Sequence[Correction]) -> tuple[RecordField, ...]:
    told = {name for member in members for name in member.fields} | {item.field for item in corrections}
    # What is counted here is named by the role that is counted; "names" and "copies" are made of all members.
    told |= {member.stage for member in members} | {"names", "copies"}
    return tuple(
        field
        for prop in kind.props
        if prop.name in told and (field := _field(kind, prop, members, corrections)) is not None
    )


def _field(
    kind: RecordKind, prop: Prop, members: Sequence[Member], corrections: Sequence[Correction]
) -> RecordField | None:
    editors = corrections_of(prop, corrections) if corrections else []
    if not editors:
        special = _counted(kind, prop, members)
        if special is not None or kind.name == "story":
            return special
    said = sayings_of(prop, members)
    if prop.name == "theme":
        said = _themes(said)
    if prop.many or prop.name in UNITED:
        # Each lot has its own winner and items: they add up.
        in_lots = kind.name == "purchase" and any(member.scope for member in members)
        return list_field(prop, said, editors, adds_up=in_lots or prop.name in UNITED)
    return single_field(prop, [*editors, *said])


def _themes(said: list[Said]) -> list[Said]:
    """A local page that prints the national theme speaks for it; where only local pages speak, theirs is all we know."""
    whole = {one.form for one in said if one.form and not one.saying.scope}
    return [
        replace(one, saying=replace(one.saying, scope="")) if not whole or one.form in whole else one for one in said
    ]


def _counted(kind: RecordKind, prop: Prop, members: Sequence[Member]) -> RecordField | None:
    """Fields that no page states: how often an organisation was buyer, how many sites carry a story."""
    if kind.name in ("organisation", "instrument"):
        return role_fields(prop, members)
    return story_fields(prop, members) if kind.name == "story" else None


# ── ids ──────────────────────────────────────────────────────────────────────────────────────────────────────────

_NOT_IN_ID = re.compile(r"[^0-9a-z一-鿿]+")


def _ids(kind: RecordKind, members: Sequence[Member]) -> list[str]:
    """Every id under which the thing may be known, the best first.

    A page that names the thing better than all before it gives it a better id; the old one stays among the others.
    """
    if kind.name == "story":
        # The first to publish names it, so that copies never rename it.
        first = sorted(members, key=lambda member: (member.published or _LATE, member.source.digest))
        keys = [key for member in first for key in naming_keys(kind.name, frozenset(member.keys))]
    else:
        keys = list(naming_keys(kind.name, frozenset(key for member in members for key in member.keys)))
    unnamed = [member.id for member in members if not naming_keys(kind.name, frozenset(member.keys))]
    ids = [f"{kind.slug}/{_slug(key.value)}" for key in keys]
    ids += [f"{kind.slug}/x-{fingerprint(id)}" for id in unnamed]
    return list(dict.fromkeys(ids))


def _slug(words: str) -> str:
    return _NOT_IN_ID.sub("-", words.casefold()).strip("-")


# ── sources and time line ────────────────────────────────────────────────────────────────────────────────────────


def _sources(members: Iterable[Member]) -> tuple[Source, ...]:
    by_digest = {member.source.digest: member.source for member in members}
    return tuple(sorted(by_digest.values(), key=lambda source: (source.published or _LATE, source.digest)))


_FROM_FIELDS = {"deadline": "deadline", "launch_date": "launch", "dates": "held"}
"""Fields whose chosen value is an event of its own."""


def _events(members: Iterable[Member], fields: Iterable[RecordField]) -> Iterator[Event]:
    found = [event for member in members if (event := _event(member)) is not None]
    for field in fields:
        stage, value = _FROM_FIELDS.get(field.name), field.value
        if stage is None or value is None:
            continue
        day = value.start if isinstance(value, Period) else str(value)
        saying = field.voices[0].sayings[0]
        found.append(Event(stage, day, saying.digest or "", saying.member))
    distinct = {(event.date, event.stage, event.digest, event.member): event for event in found}
    yield from (distinct[key] for key in sorted(distinct))


def _event(member: Member) -> Event | None:
    type = fact_types().get(member.kind)
    identity = type.identity if type is not None else None
    own = member.one(identity.date) if identity is not None and identity.date else None
    day = own.value if own is not None and isinstance(own.value, str) else (member.published or "")[:10]
    return Event(member.stage, day, member.source.digest, member.id, member.title) if day else None
