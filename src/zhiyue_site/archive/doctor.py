"""Is the archive whole? Each check says what it looked at, whether it holds, and what to do where it does not.

Comes in: the installed site. Goes out: `Check`s. Nothing is changed.
"""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.conf import settings
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from zhiyue.errors import UnreadableInput
from zhiyue_site.accounts.audit import find_break
from zhiyue_site.accounts.models import ADMINISTRATORS, Grant
from zhiyue_site.archive.blobs import get_blob
from zhiyue_site.archive.models import Blob, Capture, IndexTask, Page, RecordTask

LITTLE_SPACE = 1 << 30


@dataclass(frozen=True, slots=True)
class Check:
    """One thing looked at."""

    name: str
    holds: bool
    said: str
    remedy: str = ""


def examine(*, thorough: bool = False) -> Iterator[Check]:
    """Run every check; `thorough` also reads all raw bytes and compares them with their digests."""
    tables = _tables()
    yield tables
    if not tables.holds:
        return
    checks: list[Callable[[], Check]] = [_space, _readings, _queues, _audit, _administrators]
    for check in checks:
        yield check()
    yield _blobs(thorough=thorough)


def _tables() -> Check:
    executor = MigrationExecutor(connection)
    missing = executor.migration_plan(executor.loader.graph.leaf_nodes())
    said = f"{connection.vendor}, {len(missing)} migrations missing" if missing else f"{connection.vendor}, up to date"
    return Check("tables", not missing, said, "run zhiyue worker --once")


def _space() -> Check:
    free = shutil.disk_usage(settings.ENVIRONMENT.data).free
    return Check("space", free > LITTLE_SPACE, f"{free / 2**30:.1f} GiB free", "make room in ZHIYUE_DATA")


def _readings() -> Check:
    pages = Page.objects.count()
    unread = Page.objects.filter(reading=None).count()
    remedy = "load their files again"
    return Check("readings", not unread, f"{pages} pages, {unread} without a reading", remedy)


def _queues() -> Check:
    waiting = RecordTask.objects.count() + IndexTask.objects.count()
    oldest = IndexTask.objects.order_by("pk").first()
    said = f"{waiting} tasks wait" + (f", the oldest since {oldest.at:%Y-%m-%d %H:%M}" if oldest else "")
    return Check("queues", waiting < 10_000, said, "start zhiyue worker")


def _audit() -> Check:
    broken = find_break()
    said = "the chain holds" if broken is None else f"entry {broken} does not follow from the one before it"
    return Check("audit", broken is None, said, "compare with a backup: someone wrote to the table by hand")


def _administrators() -> Check:
    held = set(Grant.objects.filter(role__in=ADMINISTRATORS).values_list("role", flat=True))
    missing = sorted(role.value for role in ADMINISTRATORS - held)
    said = f"nobody is {', '.join(missing)}" if missing else "all three are there"
    return Check("administrators", not missing, said, "zhiyue user add NAME --role " + (missing[0] if missing else ""))


def _blobs(*, thorough: bool) -> Check:
    wrong: list[str] = []
    count = 0
    for digest in Blob.objects.filter(purged_at=None).values_list("digest", flat=True).iterator():
        count += 1
        if not _is_whole(digest, thorough=thorough):
            wrong.append(digest)
    orphans = Blob.objects.exclude(pk__in=Capture.objects.values("blob")).count()
    said = f"{count} contents, {len(wrong)} lost or changed, {orphans} of no page (mailed sheets, evidence)"
    if wrong:
        said += f": {wrong[0]}"
    return Check("raw bytes", not wrong, said, "restore these files from a backup")


def _is_whole(digest: str, *, thorough: bool) -> bool:
    try:
        body = get_blob(digest)
    except UnreadableInput:
        return False
    return not thorough or f"sha256:{hashlib.sha256(body).hexdigest()}" == digest
