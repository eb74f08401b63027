"""What must not be shown again, whoever loads it: addresses and contents, known only by keyed hashes.

Comes in: an address and a digest. Goes out: the suppression that bears on them, or none. Each decision is also written
to ``suppressions.jsonl`` in the data folder: a database that is built anew, or restored from an older backup, learns
from it what was decided since. The hashes are keyed with the site's secret, so that the list tells nobody anything.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import os
from collections.abc import Iterable
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from zhiyue_site.archive.models import Page, Suppression

FILE = "suppressions.jsonl"
_SEVERITY = {
    Page.Visibility.SHOWN: 0,
    Page.Visibility.METADATA: 1,
    Page.Visibility.HIDDEN: 2,
    Page.Visibility.REMOVED: 3,
}


def fingerprints_of(address: str, *digests: str) -> tuple[str, ...]:
    """The keyed hashes of an address and of the contents that it had."""
    key = settings.SECRET_KEY.encode()
    said = [f"address:{address}", *(f"content:{digest}" for digest in digests)]
    return tuple(hmac.new(key, words.encode(), hashlib.sha256).hexdigest() for words in said)


def find_suppression(fingerprints: Iterable[str]) -> Suppression | None:
    """The severest suppression of any of these; None where nothing bears on them."""
    found = Suppression.objects.filter(fingerprint__in=tuple(fingerprints)).exclude(visibility=Page.Visibility.SHOWN)
    return max(found, key=lambda row: (row.is_purged, severity(row.visibility)), default=None)


def severity(visibility: str) -> int:
    """How much a visibility takes away: a larger number takes more."""
    return _SEVERITY[Page.Visibility(visibility)]


@transaction.atomic
def suppress(fingerprints: Iterable[str], visibility: str, *, reason: str = "", is_purged: bool = False) -> None:
    """Remember what became of an address and its contents. `SHOWN` lifts what was decided before; a purge stays."""
    lines = []
    for fingerprint in fingerprints:
        row, _ = Suppression.objects.get_or_create(fingerprint=fingerprint, defaults={"visibility": visibility})
        row.visibility = Page.Visibility.REMOVED if row.is_purged or is_purged else visibility
        row.is_purged, row.reason = row.is_purged or is_purged, reason[:512]
        row.save()
        lines.append({"fingerprint": fingerprint, "visibility": row.visibility, "is_purged": row.is_purged})
    transaction.on_commit(lambda: _append(lines))


@transaction.atomic
def learn_suppressions() -> int:
    """Bring the table up to what the file says: after a rebuild or a restore; returns how many rows changed."""
    path = _path()
    if not path.exists():
        return 0
    said: dict[str, tuple[str, bool]] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        before = said.get(row["fingerprint"], ("", False))
        said[row["fingerprint"]] = (row["visibility"], row["is_purged"] or before[1])
    known = {row.fingerprint: row for row in Suppression.objects.filter(fingerprint__in=said)}
    changed = 0
    for fingerprint, (visibility, is_purged) in said.items():
        held = known.get(fingerprint)
        if held is None or (held.visibility, held.is_purged) != (visibility, is_purged):
            Suppression.objects.update_or_create(
                fingerprint=fingerprint, defaults={"visibility": visibility, "is_purged": is_purged}
            )
            changed += 1
    return changed


def _path() -> Path:
    folder: Path = settings.ENVIRONMENT.data
    return folder / FILE


def _append(lines: list[dict[str, object]]) -> None:
    at = timezone.now().isoformat(timespec="seconds")
    with _path().open("a", encoding="utf-8") as file:
        file.writelines(json.dumps({**line, "at": at}) + "\n" for line in lines)
        file.flush()
        os.fsync(file.fileno())
