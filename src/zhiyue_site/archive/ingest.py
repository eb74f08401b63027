"""The one way in: `save(raw, result)`.

Comes in: a page as received and its reading. Goes out: rows of the archive, in one transaction with the tasks that
follow from them. Saving the same twice changes nothing; a reading by a newer line replaces what is drawn from the
older one and keeps it as history. What persons decided hangs on content and stays.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime
from itertools import chain

from django.db import transaction
from django.utils import timezone

from zhiyue.exports.values import title_of
from zhiyue.masking import mask
from zhiyue.model import Count, Field, Named, PageResult, RawPage
from zhiyue_site.archive.addresses import address_of, host_of, page_id
from zhiyue_site.archive.blobs import put_blob
from zhiyue_site.archive.changes import touch
from zhiyue_site.archive.channels import channel_of
from zhiyue_site.archive.corrections import corrected, lost_corrections
from zhiyue_site.archive.doubts import Doubt, find_doubts
from zhiyue_site.archive.models import (
    Blob,
    Capture,
    Fact,
    Key,
    Line,
    Page,
    Reading,
    Site,
    SiteHost,
)
from zhiyue_site.archive.projection import rows_of
from zhiyue_site.archive.publishing import settle
from zhiyue_site.archive.records import draw_members
from zhiyue_site.archive.rights import decide_terms, draw_claims
from zhiyue_site.archive.stored import pack
from zhiyue_site.archive.suppression import find_suppression, fingerprints_of

_SUMMARY = 160


@dataclass(frozen=True, slots=True)
class Saved:
    """What `save` did: the page, and whether its current reading is a new one."""

    page: Page
    is_new: bool


def save(raw: RawPage, result: PageResult) -> Saved:
    """Keep a page and its reading.

    Raises:
        ValueError: `result` is not a reading of `raw` (their digests differ).
    """
    if raw.digest != result.digest:
        raise ValueError(f"{raw.where}: the reading is of {result.digest}, the bytes are {raw.digest}")
    suppressed = find_suppression(fingerprints_of(address_of(raw), raw.digest))
    if suppressed is not None and suppressed.is_purged:
        # Nothing of it is kept, not even in passing: the tombstone that stands is the answer.
        return Saved(_tombstone(raw), is_new=False)
    stored = put_blob(raw.digest, raw.body)
    with transaction.atomic():
        capture = _capture(raw, stored)
        if suppressed is not None:
            capture.page.visibility = suppressed.visibility
            capture.page.save(update_fields=["visibility"])
        reading, is_new = Reading.objects.get_or_create(
            capture=capture, version=result.version, defaults={"result": pack(result)}
        )
        page = capture.page
        if is_new and _is_newest(page, reading):
            draw(page, reading, result)
    return Saved(page, is_new)


def draw(page: Page, reading: Reading, result: PageResult) -> None:
    """Make `reading` the current one: the page's columns, facts, lines and keys are drawn from it anew.

    What editors corrected is laid over it first; a correction that finds its fact no more sends the page to the inbox.
    """
    is_first = page.reading_id is None
    page.reading = reading
    lost = lost_corrections(page, result)
    result = corrected(page, result)
    _fill(page, result)
    page.doubts += [asdict(Doubt("correction.lost", item.field, 0.5)) for item in lost]
    settle(page, is_first=is_first)
    page.save()
    page.facts.all().delete()
    rows = rows_of(page, result)
    Fact.objects.bulk_create([row.fact for row in rows])
    Line.objects.bulk_create(chain.from_iterable(row.lines for row in rows))
    Key.objects.bulk_create(chain.from_iterable(row.keys for row in rows))
    draw_members(page, result)
    touch("page", page.pk, is_public=page.is_public)


def site_of_host(host: str) -> Site | None:
    """The configured website that answers to a host name, or to the domain above it; None where none does."""
    names = [host]
    while names[-1].count(".") > 1:
        names.append(names[-1].partition(".")[2])
    found = {row.host: row.site for row in SiteHost.objects.filter(host__in=names).select_related("site")}
    return next((found[name] for name in names if name in found), None)


def _tombstone(raw: RawPage) -> Page:
    """The page that stands where a purged one was; made anew where the database was made anew."""
    page, _ = Page.objects.get_or_create(
        pk=page_id(address_of(raw)),
        defaults={
            "address": "",
            "title": "",
            "received_at": timezone.now(),
            "visibility": Page.Visibility.REMOVED,
            "state": Page.State.WITHDRAWN,
        },
    )
    return page


def _capture(raw: RawPage, stored: int) -> Capture:
    address = address_of(raw)
    fetched = _moment(raw.fetched_at) or timezone.now()
    blob, _ = Blob.objects.get_or_create(digest=raw.digest, defaults={"size": len(raw.body), "stored_size": stored})
    page, _ = Page.objects.get_or_create(
        pk=page_id(address),
        defaults={"address": address, "received_at": fetched, "site": site_of_host(host_of(address)), "title": address},
    )
    capture, _ = Capture.objects.get_or_create(
        page=page, blob=blob, defaults={"fetched_at": fetched, "content_type": raw.content_type or ""}
    )
    return capture


def _is_newest(page: Page, reading: Reading) -> bool:
    """Whether a new reading replaces the current one: a later capture does, and a later reading of the same."""
    current = page.reading
    return current is None or reading.capture.fetched_at >= current.capture.fetched_at


def _fill(page: Page, result: PageResult) -> None:
    shown = mask(result)
    main = shown.notices[0] if shown.notices else None
    page.title = title_of(shown)[:512]
    page.kind = main.kind if main else "news"
    page.channel = channel_of(page.kind, frozenset(fact.kind for fact in result.facts if fact.notice == 0)).slug
    page.summary = _summary(shown)
    page.published = _moment(_words(shown.page.published))
    page.listed_at = page.published or page.received_at
    page.published_on = timezone.localdate(page.published) if page.published else None
    page.publisher = _words(shown.page.publisher)[:128]
    page.source = _words(shown.page.source)[:128]
    page.views = _number(shown.page.views)
    page.region = _region(result)
    draw_claims(page, result)
    decision = decide_terms(page)
    page.terms, page.terms_reason = decision.terms, decision.reason
    doubts = find_doubts(result)
    page.doubts = [asdict(doubt) for doubt in doubts]


def _summary(result: PageResult) -> str:
    lede = _words(result.page.lede)
    body = lede or result.page.body.strip()
    first = next((line.strip() for line in body.splitlines() if len(line.strip()) > 20), body)
    return first if len(first) <= _SUMMARY else f"{first[: _SUMMARY - 1]}…"


def _words(field: Field | None) -> str:
    match field.value if field else None:
        case str(words) | Named(name=words):
            return words.strip()
        case _:
            return ""


def _number(field: Field | None) -> int | None:
    match field.value if field else None:
        case Count(number=number) if number.isdigit():
            return int(number)
        case _:
            return None


def _moment(words: str | None) -> datetime | None:
    """A printed moment or day as a moment in Shanghai; None where the page prints less than a day."""
    try:
        moment = datetime.fromisoformat(words or "")
    except ValueError:
        return None
    return moment if moment.tzinfo else timezone.make_aware(moment)


def _region(result: PageResult) -> str:
    """Where the page's main notice belongs: the division that the reading resolved first."""
    for fact in result.facts:
        if fact.notice == 0:
            for name in fact.fields:
                for field in fact.all(name):
                    if field.type == "place" and isinstance(field.value, Named) and field.value.id:
                        return field.value.id[:6]
    return ""
