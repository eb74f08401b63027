"""Demands that a page be taken down: received, decided, carried out, and kept from coming back.

Comes in: a complaint from anybody, then a reviewer's decision. Goes out: the page's visibility, suppressions by keyed
hash, a tombstone (410), and the tasks by which index, feeds and followers forget it. The clock is the source's own:
each website says within how many days a complaint is answered. `purge` erases: bytes, readings, facts, quotes.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from zhiyue.model import RawPage
from zhiyue_site.accounts.audit import record
from zhiyue_site.accounts.models import User
from zhiyue_site.archive.addresses import address_of, page_id
from zhiyue_site.archive.blobs import purge_blob
from zhiyue_site.archive.changes import touch
from zhiyue_site.archive.models import (
    Blob,
    Capture,
    Member,
    Page,
    Record,
    RecordTask,
    Takedown,
    TakedownEvent,
    Tally,
)
from zhiyue_site.archive.suppression import find_suppression, fingerprints_of, learn_suppressions, severity, suppress

CLAIM_DAYS = 7
"""The clock where no website is configured."""

_LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"  # none that is taken for another on the telephone
_OUR_PAGE = re.compile(r"/pages?/(?P<id>[a-z2-7]{13})(?:/|$)")  # https://zhiyue.example.cn/page/b7wozjjfqxlym/
_VISIBILITY = {
    Takedown.State.RECEIVED: Page.Visibility.SHOWN,
    Takedown.State.HIDDEN: Page.Visibility.HIDDEN,
    Takedown.State.METADATA: Page.Visibility.METADATA,
    Takedown.State.REMOVED: Page.Visibility.REMOVED,
    Takedown.State.REFUSED: Page.Visibility.SHOWN,
}


class TakedownError(Exception):
    """That cannot be done so; the message says why, in Chinese."""


@dataclass(frozen=True, slots=True)
class Claim:
    """What a complainant says."""

    claimant: str
    contact: str
    capacity: str
    grounds: str


@dataclass(frozen=True, slots=True)
class Tombstone:
    """What is told of a page that was removed: that it was, when, and on which public grounds. Nothing of its content."""

    page_id: str
    since: datetime | None
    reason: str


def find_page(words: str) -> Page | None:
    """The page that a complainant means: by its id, our address of it, or the address where it first stood."""
    words = words.strip()
    ours = _OUR_PAGE.search(urlsplit(words).path)
    wanted = {words, page_id(address_of(RawPage(b"", url=words)))}
    if ours:
        wanted.add(ours["id"])
    return Page.objects.select_related("site").filter(pk__in=wanted).exclude(state=Page.State.WITHDRAWN).first()


@transaction.atomic
def receive(page: Page, claim: Claim) -> Takedown:
    """Take a complaint in: it gets a number that nobody can guess, and the clock of the page's source."""
    days = page.site.claim_days if page.site else CLAIM_DAYS
    takedown = Takedown.objects.create(
        number=_new_number(),
        page=page,
        page_key=page.pk,
        claimant=claim.claimant[:128],
        contact=claim.contact[:255],
        capacity=claim.capacity[:128],
        grounds=claim.grounds,
        due_at=timezone.now() + timedelta(days=days),
    )
    TakedownEvent.objects.create(takedown=takedown, state=Takedown.State.RECEIVED)
    record("takedown.receive", actor=None, target=takedown.number, detail={"page": page.pk})
    return takedown


@transaction.atomic
def decide(takedown_id: int, state: str, *, by: User, public_reason: str, private_reason: str = "") -> Takedown:
    """Decide a demand, or decide it otherwise; the page follows at once.

    Raises:
        TakedownError: no such state, no reason for the public, or the page was purged already.
    """
    takedown = Takedown.objects.select_for_update().get(pk=takedown_id)
    if state not in set(Takedown.State.values) - {Takedown.State.RECEIVED}:
        raise TakedownError("请选择处理结果")
    if not public_reason.strip():
        raise TakedownError("请写明对外的理由：投诉人和读者都会看到它")
    if takedown.purged_at is not None:
        raise TakedownError("此页已彻底清除，不能再更改")
    takedown.state, takedown.public_reason = state, public_reason.strip()[:512]
    takedown.decided_at = timezone.now()
    takedown.save()
    TakedownEvent.objects.create(takedown=takedown, state=state, reason=private_reason.strip(), by=by)
    record("takedown.decide", actor=by, target=takedown.number, detail={"state": state, "page": takedown.page_key})
    page = Page.objects.filter(pk=takedown.page_key).first()
    if page is not None:
        _carry_out(page, takedown.public_reason)
    return takedown


@transaction.atomic
def purge(takedown_id: int, *, by: User) -> int:
    """Erase a removed page for good: bytes, readings, facts, keys, quotes, corrections.

    Where the same bytes stand at other addresses, they go too. Only the tombstone and the keyed hashes stay. Returns
    how many pages were erased.

    Raises:
        TakedownError: the demand is not decided as removed.
    """
    takedown = Takedown.objects.select_for_update().get(pk=takedown_id)
    if takedown.state != Takedown.State.REMOVED:
        raise TakedownError("只有已移除的页可以彻底清除")
    pages = _same_content(takedown.page_key)
    for page in pages:
        _erase(page, takedown.public_reason)
    Takedown.objects.filter(page_key__in=[page.pk for page in pages]).update(purged_at=timezone.now())
    record("takedown.purge", actor=by, target=takedown.number, detail={"pages": [page.pk for page in pages]})
    return len(pages)


def tombstone(page_key: str) -> Tombstone | None:
    """What to answer (410) for a page that was removed; None where it was not."""
    page = Page.objects.filter(pk=page_key, visibility=Page.Visibility.REMOVED).first()
    if page is None:
        return None
    decided = Takedown.objects.filter(page_key=page_key, state=Takedown.State.REMOVED).order_by("-decided_at").first()
    return Tombstone(page.pk, decided.decided_at if decided else None, decided.public_reason if decided else "")


def tombstones(*, since: datetime | None = None) -> list[Tombstone]:
    """Every removed page, the newest first: for the deleted entries of feeds."""
    found = Takedown.objects.filter(state=Takedown.State.REMOVED).order_by("-decided_at")
    if since is not None:
        found = found.filter(decided_at__gte=since)
    return [Tombstone(row.page_key, row.decided_at, row.public_reason) for row in found]


def board() -> QuerySet[Takedown]:
    """The demands that wait, the most urgent first."""
    waiting = (Takedown.State.RECEIVED, Takedown.State.HIDDEN)
    return Takedown.objects.filter(state__in=waiting).select_related("page", "page__site").order_by("due_at")


def is_overdue(takedown: Takedown) -> bool:
    """Whether the source's time to answer is over."""
    return takedown.decided_at is None and takedown.due_at < timezone.now()


def reapply() -> int:
    """Let the list of suppressions hold again on every page: after a rebuild or a restore; returns how many changed."""
    if not learn_suppressions():
        return 0
    changed = 0
    for page in Page.objects.exclude(address="").prefetch_related("captures").iterator(chunk_size=500):
        found = find_suppression(_fingerprints(page))
        if found is not None and (found.is_purged or page.visibility != found.visibility):
            with transaction.atomic():
                if found.is_purged:
                    _erase(page, "")
                else:
                    _set_visibility(page, found.visibility)
            changed += 1
    return changed


def _new_number() -> str:
    """``20261122-K7PM-3X9Q``: the day, and eight letters that nobody can guess."""
    letters = "".join(secrets.choice(_LETTERS) for _ in range(8))
    return f"{timezone.localdate():%Y%m%d}-{letters[:4]}-{letters[4:]}"


def _fingerprints(page: Page) -> tuple[str, ...]:
    return fingerprints_of(page.address, *(capture.blob_id for capture in page.captures.all()))


def _same_content(page_key: str) -> list[Page]:
    """The page, and every other that has any of its contents."""
    digests = Capture.objects.filter(page_id=page_key).values("blob")
    others = Capture.objects.filter(blob__in=digests).values("page")
    return list(Page.objects.filter(Q(pk=page_key) | Q(pk__in=others)))


def _carry_out(page: Page, reason: str) -> None:
    """Give the page, and whoever has its content, the severest visibility that any demand decided."""
    states = Takedown.objects.filter(page_key=page.pk).values_list("state", flat=True)
    visibility = max((_VISIBILITY[Takedown.State(state)] for state in states), key=severity)
    suppress(_fingerprints(page), visibility, reason=reason)
    for each in _same_content(page.pk):
        _set_visibility(each, visibility)


def _set_visibility(page: Page, visibility: str) -> None:
    if page.visibility == visibility:
        return
    page.visibility = visibility
    page.save(update_fields=["visibility"])
    touch("page", page.pk, is_public=page.is_public)
    RecordTask.objects.create(kind="page", target=page.pk)


def _erase(page: Page, reason: str) -> None:
    digests = list(page.captures.values_list("blob_id", flat=True))
    suppress(_fingerprints(page), Page.Visibility.REMOVED, reason=reason, is_purged=True)
    _erase_records(page)
    page.reading = None
    page.address = page.title = page.summary = page.publisher = page.source = page.origin = page.story = ""
    page.doubts, page.accepted_doubts, page.claims, page.doubt, page.beside = [], [], [], 0.0, {}
    page.region, page.views, page.published, page.published_on = "", None, None, None
    page.visibility, page.state = Page.Visibility.REMOVED, Page.State.WITHDRAWN
    page.save()
    for rows in (page.facts, page.lines, page.keys, page.members, page.corrections, page.finding_decisions):
        rows.all().delete()
    page.notes.all().delete()
    page.review_steps.all().delete()
    page.captures.all().delete()
    Tally.objects.all().delete()  # they hold names; the worker counts again
    Blob.objects.filter(pk__in=digests).update(purged_at=timezone.now())
    transaction.on_commit(lambda: _erase_bytes(digests))
    touch("page", page.pk, is_public=False)


def _erase_records(page: Page) -> None:
    """Records quote their members: those of this page alone go, those with other sources are compiled anew."""
    for found in Record.objects.filter(members__page=page).distinct():
        others = Member.objects.filter(record=found).exclude(page=page).values_list("page_id", flat=True).distinct()
        for other in others:
            RecordTask.objects.create(kind="page", target=other)
        # Compiled anew from the others by the worker; until then it is better gone than quoting.
        touch("record", found.pk, is_public=False)
        found.delete()


def _erase_bytes(digests: Iterable[str]) -> None:
    for digest in digests:
        if not Capture.objects.filter(blob_id=digest).exists():
            purge_blob(digest)
