"""Dates to plan by: deadlines of tenders, openings, exhibitions, launches.

Comes in: the date keys of public pages. Goes out: `Entry`s, one for each thing and day however many pages tell of it,
and their iCalendar. What a date means follows from the name of its field.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from hashlib import sha256
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar, Event

from zhiyue.exports.wording import Term
from zhiyue_site.archive.models import Key, Member, Page
from zhiyue_site.archive.models.pages import is_public
from zhiyue_site.portal.listing import source_name
from zhiyue_site.portal.words import say

KINDS: Mapping[str, tuple[Term, tuple[str, ...]]] = {
    "deadline": (Term("截止", "deadline"), ("deadline",)),
    "opening": (Term("开标", "opening"), ("opening",)),
    "event": (Term("展会会议", "event"), ("dates.start",)),
    "launch": (Term("启动", "launch"), ("launch_date",)),
}
"""What a date is, with the names of the fields that hold it."""

_KIND_OF = {name: kind for kind, (_term, names) in KINDS.items() for name in names}
MOST = 500
"""Entries of one calendar at most: a month of a large archive."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One date of one thing. `at` is a local moment where a time is printed; `until` the last day of several.

    `uid` stays the same when the date is moved; `sequence` counts how often it was, and `is_cancelled` says that the
    purchase was terminated.
    """

    id: str
    kind: str
    on: date
    at: datetime | None
    until: date | None
    title: str
    href: str
    source: str
    also: int = 0
    uid: str = ""
    sequence: int = 0
    is_cancelled: bool = False

    @property
    def label(self) -> str:
        """What the date is, in words."""
        return say(KINDS[self.kind][0])


def entries(
    first: date, last: date, *, kinds: Iterable[str] = (), pages: QuerySet[Page] | None = None
) -> tuple[Entry, ...]:
    """The dates from `first` to `last` (both included), in order; of some `kinds`, or of some `pages` only."""
    names = [name for kind in kinds or KINDS for name in KINDS[kind][1]]
    keys = Key.objects.filter(role=Key.Role.DATE, name__in=names, on__gte=first, on__lte=last)
    keys = keys.filter(is_public("page__") if pages is None else Q(page__in=pages)).select_related("page__site")
    found = list(keys.order_by("on", "value", "page__listed_at", "id")[:MOST])
    records = _records(found)
    found = [key for key in found if not _is_superseded(key, records.get(key.page_id))]
    ends = _ends([key for key in found if key.name == "dates.start"])
    distinct: dict[tuple[str, date, str], list[Key]] = {}
    for key in found:
        # Without a record the title decides: the same notice on two websites is one date.
        thing = records[key.page_id].id if key.page_id in records else key.page.title
        distinct.setdefault((_KIND_OF[key.name], key.on or first, thing), []).append(key)
    return tuple(_entry(kind, on, keys, records, ends) for (kind, on, _thing), keys in distinct.items())


def _entry(kind: str, on: date, keys: Sequence[Key], records: Mapping[str, _Thing], ends: Mapping[int, date]) -> Entry:
    # The most exact of the times printed: a moment before a bare day.
    best = max(keys, key=lambda key: len(key.value))
    record = records.get(best.page_id)
    href = reverse("record", args=[record.id]) if record else reverse("page", args=[best.page_id])
    return Entry(
        id=f"{kind}-{on:%Y%m%d}-{best.page_id}",
        kind=kind,
        on=on,
        at=_moment(best.value),
        until=next((ends[fact] for key in keys if (fact := key.fact_id) is not None and fact in ends), None),
        title=record.title if record and record.title else best.page.title,
        href=href,
        source=source_name(best.page),
        also=len({key.page_id for key in keys}) - 1,
        # A date that is moved is the same event of the same thing.
        uid=f"{kind}-{sha256((record.id if record else best.page_id).encode()).hexdigest()[:20]}",
        sequence=record.sequence if record else 0,
        is_cancelled=record.is_cancelled if record else False,
    )


@dataclass(frozen=True, slots=True)
class _Thing:
    """The record that a date is of: what it shows for its dates now, how often it was corrected, whether it goes on."""

    id: str
    title: str
    dates: Mapping[str, frozenset[str]]
    sequence: int
    is_cancelled: bool


def _records(keys: Iterable[Key]) -> Mapping[str, _Thing]:
    rows = Member.objects.filter(page__in={key.page_id for key in keys}, record__type__in=("purchase", "exhibition"))
    found = rows.values_list("page_id", "record_id", "record__title", "record__payload")
    return {page: _thing(id, title, payload) for page, id, title, payload in found}


def _thing(id: str, title: str, payload: Mapping[str, Any]) -> _Thing:
    stages = [event["stage"] for event in payload.get("events", ())]
    dates = {
        field["name"]: frozenset(value for value in field["shown"] if isinstance(value, str))
        for field in payload.get("fields", ())
        if field["name"] in _CORRECTED
    }
    is_over = "termination" in stages and not {"award", "contract"} & {*stages}
    return _Thing(id, title, dates, stages.count("correction") + is_over, is_over)


_CORRECTED = ("deadline", "opening")
"""The dates that a correction moves: what the record shows for them is what holds."""


def _is_superseded(key: Key, thing: _Thing | None) -> bool:
    shown = thing.dates.get(key.name) if thing is not None else None
    return bool(shown) and key.on is not None and not any(value.startswith(key.on.isoformat()) for value in shown or ())


def _ends(starts: Iterable[Key]) -> Mapping[int, date]:
    facts = {key.fact_id for key in starts if key.fact_id is not None}
    if not facts:
        return {}
    rows = Key.objects.filter(fact__in=facts, role=Key.Role.DATE, name="dates.end").values_list("fact_id", "on")
    return {fact: on for fact, on in rows if fact is not None and on is not None}


def _moment(value: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        return None
    return timezone.localtime(moment) if "T" in value and moment.tzinfo else None


def week_of(day: date) -> tuple[date, date]:
    """Monday and Sunday of a day's week."""
    first = day - timedelta(days=day.weekday())
    return first, first + timedelta(days=6)


def as_ics(found: Iterable[Entry], *, name: str, base: str) -> bytes:
    """The entries as a calendar to subscribe to; every event links back."""
    calendar = Calendar()
    calendar.add("prodid", "-//zhiyue//portal//ZH")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", name)
    calendar.add("refresh-interval;value=duration", "PT1H")
    for entry in found:
        calendar.add_component(_event(entry, base))
    return bytes(calendar.to_ical())


def _event(entry: Entry, base: str) -> Event:
    event = Event()
    event.add("uid", f"{entry.uid}@zhiyue")
    event.add("sequence", entry.sequence)
    event.add("status", "CANCELLED" if entry.is_cancelled else "CONFIRMED")
    event.add("dtstamp", timezone.now())
    event.add("summary", f"{entry.label} {entry.title}")
    event.add("dtstart", entry.at or entry.on)
    if entry.until is not None and entry.at is None:
        # The end of whole days is the day after the last.
        event.add("dtend", entry.until + timedelta(days=1))
    event.add("url", f"{base}{entry.href}")
    event.add("description", entry.source)
    event.add("categories", [entry.label])
    return event
