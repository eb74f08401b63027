"""The audit: what was done, by whom, on what. Only ever added to; each entry carries the hash of the one before.

Comes in: an actor and an action. Goes out: a row, and `find_break`, which tells where a chain was tampered with.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone

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
            address=request.META.get("REMOTE_ADDR") if request else None,
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
    previous: str | None = None
    for entry in AuditEntry.objects.order_by("id").iterator():
        if (previous is not None and entry.previous != previous) or entry.digest != digest_of(entry):
            return entry.pk
        previous = entry.digest
    return None
