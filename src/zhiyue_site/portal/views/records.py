"""Records: one thing as all its pages tell of it; and the lists of records by type."""

from __future__ import annotations

from collections.abc import Iterator

from django.http import Http404, HttpRequest, HttpResponseBase, HttpResponsePermanentRedirect
from django.urls import reverse

from zhiyue.exports.wording import Term
from zhiyue.model import Period
from zhiyue.records import record_kinds
from zhiyue_site.archive.models import CorrectionNote, Record, RecordAlias
from zhiyue_site.portal.answers import Found, Table, answer, public
from zhiyue_site.portal.dossier import Dossier, dossier_of
from zhiyue_site.portal.frame import Link
from zhiyue_site.portal.structured import crumbs_ld, embed, event_ld
from zhiyue_site.portal.words import say

COLUMNS = ("field", "label", "value", "exact", "shown", "rule", "agreement", "source", "published", "words", "url")
PART = 60
LISTED = ("purchase", "exhibition", "standards_plan", "campaign_edition")
"""The types that have a list; organisations, instruments and stories are found from their pages."""


@public
def record(request: HttpRequest, id: str) -> HttpResponseBase:
    """One record; a former id leads to where it is now."""
    row = Record.objects.filter(pk=id).first()
    if row is None:
        return _moved(id)
    found = dossier_of(row)
    if found is None:
        raise Http404(f"record {id}")
    crumbs = _crumbs(found)
    context = {
        "dossier": found,
        "notes": list(CorrectionNote.objects.filter(record=row.pk)),
        "crumbs": crumbs,
        "ocds": reverse("api:get_record_ocds", args=[row.pk]) if row.type == "purchase" else "",
        "json_ld": embed(*_things(request, found), crumbs_ld(request, crumbs, row.title)),
    }
    return answer(
        request,
        Found("portal/record.html", context, lambda: _data(found), lambda: _table(found), name=id.replace("/", "-")),
    )


@public
def records(request: HttpRequest, type: str) -> HttpResponseBase:
    """The records of one type, the newest first."""
    kinds = {kind.slug: kind for name, kind in record_kinds().items() if name in LISTED}
    if type not in kinds:
        raise Http404(f"records {type}")
    kind = kinds[type]
    start = _start(request.GET.get("from", "0"))
    rows = Record.objects.filter(type=kind.name, sources__gt=0).order_by("-last_on", "id").defer("payload")
    found = list(rows[start : start + PART + 1])
    name = say(Term(kind.label_zh, kind.label_en))
    context = {
        "title": name,
        "records": found[:PART],
        "after": start + PART if len(found) > PART else None,
        "crumbs": (Link(reverse("home"), ""),),
    }
    columns = ("id", "url", "title", "sources", "conflicts", "first_on", "last_on")
    return answer(
        request,
        Found(
            "portal/records.html",
            context,
            lambda: {
                "type": kind.name,
                "records": [dict(zip(columns, _row(item), strict=True)) for item in found[:PART]],
            },
            lambda: Table(columns, (_row(item) for item in rows.iterator())),
            name=type,
        ),
    )


def _moved(id: str) -> HttpResponseBase:
    alias = RecordAlias.objects.filter(pk=id).first()
    if alias is not None:
        return HttpResponsePermanentRedirect(reverse("record", args=[alias.record_id]))
    raise Http404(f"record {id}")


def _start(words: str) -> int:
    return int(words) if words.isdecimal() and len(words) < 7 else 0


def _row(record: Record) -> tuple[object, ...]:
    href = reverse("record", args=[record.pk])
    return record.pk, href, record.title, record.sources, record.conflicts, record.first_on, record.last_on


def _crumbs(found: Dossier) -> tuple[Link, ...]:
    crumbs: tuple[Link, ...] = (Link(reverse("home"), ""),)
    if found.record.type in LISTED:
        slug = record_kinds()[found.record.type].slug
        crumbs += (Link(reverse("records", args=[slug]), found.type),)
    return crumbs


def _things(request: HttpRequest, found: Dossier) -> Iterator[dict[str, object]]:
    if found.record.type != "exhibition":
        return
    dates, venue = found.record.field("dates"), found.record.field("venue")
    if dates is not None and isinstance(dates.value, Period):
        yield event_ld(
            name=found.row.title,
            start=dates.value.start,
            end=dates.value.end,
            place=str(venue.value) if venue is not None and isinstance(venue.value, str) else "",
            url=request.build_absolute_uri(request.path),
        )


def _data(found: Dossier) -> dict[str, object]:
    """The record field by field, with the public voices only."""
    lines = [dict(zip(COLUMNS, line, strict=True)) for line in _lines(found)]
    events = [
        {
            "stage": event.code,
            "date": event.date,
            "title": event.title,
            "url": event.source.href if event.source else None,
        }
        for event in found.events
    ]
    findings = [
        {"verdict": item.verdict, "rule": item.rule, "arithmetic": item.arithmetic, "message": item.message}
        for item in found.findings
    ]
    head = {"id": found.row.pk, "type": found.record.type, "title": found.row.title}
    return {**head, "events": events, "fields": lines, "findings": findings}


def _table(found: Dossier) -> Table:
    return Table(COLUMNS, _lines(found))


def _lines(found: Dossier) -> Iterator[tuple[object, ...]]:
    """Field × source: one line for every source of every value."""
    for field in found.fields:
        head = (field.name, field.label)
        tail = (field.rule, field.agreement)
        if not field.voices:
            yield (*head, field.value, field.exact, True, *tail, "", "", "", "")
        for voice in field.voices:
            for source, words in voice.sources:
                said = (source.name, source.published, words, source.href)
                yield (*head, voice.value, voice.exact, voice.is_shown, *tail, *said)
