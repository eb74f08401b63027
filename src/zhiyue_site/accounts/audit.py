"""The audit: what was done, by whom, on what. Only ever added to; each entry carries the hash of the one before.

Comes in: an actor and an action. Goes out: a row, and `find_break`, which tells where a chain was tampered with.
Nothing here deletes: entries are kept for as long as the archive stands, which is longer than the 180 days that the
Cybersecurity Law (article 21) asks for.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone

from zhiyue_site.accounts.addresses import CURRENT, client_address
from zhiyue_site.accounts.models import AuditEntry, User

GENESIS = "0" * 64


def record(
    action: str,
    *,
    actor: User | None,
    target: str = "",
    detail: Mapping[str, Any] | None = None,
    request: HttpRequest | None = None,
) -> AuditEntry:
    """Write one entry, in the transaction of what it tells of."""
    with transaction.atomic():
        # The lock on the last entry keeps the chain a chain where several write at once.
        last = AuditEntry.objects.select_for_update().order_by("-id").first()
        entry = AuditEntry(
            at=timezone.now(),
            actor=actor,
            actor_name=actor.username if actor else "system",
            action=action,
            target=target,
            detail=dict(detail or {}),
            address=client_address(request) if request else CURRENT.get(),
            previous=last.digest if last else GENESIS,
        )
        entry.digest = digest_of(entry)
        entry.save(force_insert=True)
    return entry


def digest_of(entry: AuditEntry) -> str:
    """The hash of an entry's content and of the one before it."""
    at: datetime = entry.at
    content = [
        at.isoformat(),
        entry.actor_name,
        entry.action,
        entry.target,
        entry.detail,
        entry.address,
        entry.previous,
    ]
    return hashlib.sha256(json.dumps(content, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def find_break() -> int | None:
    """The id of the first entry that does not follow from the one before it; None where the chain holds."""
    previous = GENESIS
    for entry in AuditEntry.objects.order_by("id").iterator():
        if entry.previous != previous or entry.digest != digest_of(entry):
            return entry.pk
        previous = entry.digest
    return None


def entries(*, actor: str = "", action: str = "", target: str = "", since: date | None = None) -> QuerySet[AuditEntry]:
    """The log, newest first, cut to what is asked for: a person, the beginning of an action, a part of a target."""
    found = AuditEntry.objects.select_related("actor").order_by("-id")
    if actor:
        found = found.filter(actor_name=actor)
    if action:
        found = found.filter(action__startswith=action)
    if target:
        found = found.filter(target__contains=target)
    if since:
        found = found.filter(at__date__gte=since)
    return found


def export(found: QuerySet[AuditEntry]) -> Iterator[str]:
    """Entries as JSON lines, oldest first: what another machine needs to check the chain again."""
    for entry in found.order_by("id").iterator():
        columns = ("id", "actor_name", "action", "target", "detail", "address", "previous", "digest")
        row = {"at": entry.at.isoformat(), **{name: getattr(entry, name) for name in columns}}
        yield json.dumps(row, ensure_ascii=False) + "\n"
