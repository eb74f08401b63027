"""How often something may be tried from one place.

Comes in: what is tried, by whom or from where. Goes out: nothing, or `TooMany` with the seconds to wait. The count
lies in the database, so that all processes count together; the place lies there only as a hash.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from zhiyue_site.accounts.models import Attempts


@dataclass(frozen=True, slots=True)
class Limit:
    """At most `count` times in `seconds`."""

    count: int
    seconds: int


LIMITS = {
    "signin": Limit(20, 600),
    "claim": Limit(5, 3600),
    "claim.status": Limit(30, 600),
    "upload": Limit(60, 3600),
    "token": Limit(10, 3600),
    "signup": Limit(10, 3600),
    "pledge": Limit(10, 3600),
    "suggestion": Limit(5, 3600),
}
"""What is limited, and how much of it one place may do."""


class TooMany(Exception):
    """Tried too often: `wait` is the number of seconds after which it may be tried again."""

    def __init__(self, wait: int) -> None:
        super().__init__(f"尝试过于频繁，请在 {max(1, round(wait / 60))} 分钟后再试")
        self.wait = wait


def allow(what: str, place: str) -> None:
    """Count one try.

    Raises:
        TooMany: the limit is reached; this try was not counted.
        KeyError: nobody defined a limit of that name.
    """
    limit = LIMITS[what]
    now = timezone.now()
    with transaction.atomic():
        row, _ = Attempts.objects.select_for_update().get_or_create(pk=_key(what, place), defaults={"since": now})
        if row.since + timedelta(seconds=limit.seconds) <= now:
            row.since, row.count = now, 0
        if row.count >= limit.count:
            raise TooMany(int((row.since + timedelta(seconds=limit.seconds) - now).total_seconds()))
        row.count += 1
        row.save()


def forget(what: str, place: str) -> None:
    """Begin to count anew: it succeeded, or an administrator unlocked it."""
    Attempts.objects.filter(pk=_key(what, place)).delete()


def sweep() -> int:
    """Delete counts that no limit needs any more; returns how many."""
    longest = max(limit.seconds for limit in LIMITS.values())
    return Attempts.objects.filter(since__lt=timezone.now() - timedelta(seconds=longest)).delete()[0]


def _key(what: str, place: str) -> str:
    return hashlib.sha256(f"{what}\0{place}".encode()).hexdigest()
