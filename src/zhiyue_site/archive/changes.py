"""The change feed: what became public, changed, or was taken away, in an order that followers can trust.

Comes in: rows of `Change`. Goes out: the ones after a cursor that no late commit can slip in before.
"""

from __future__ import annotations

from zhiyue_site.archive.database import oldest_open_write
from zhiyue_site.archive.models import Change, IndexTask


def changes_after(cursor: int, *, limit: int) -> list[Change]:
    """The next changes behind `cursor`, at most `limit`, the oldest first.

    A change is given only when everything before it is committed: ids are dealt out before the commit, so on a
    database with several writers a smaller id may still be on its way.
    """
    found = Change.objects.filter(pk__gt=cursor).order_by("pk")
    horizon = oldest_open_write()
    if horizon is not None:
        found = found.filter(at__lt=horizon)
    return list(found[:limit])


def touch(kind: str, target: str, *, is_public: bool) -> None:
    """Say that a page or record changed: the index learns it anew or forgets it, and followers are told."""
    IndexTask.objects.create(kind=kind, target=target)
    action = Change.Action.UPSERT if is_public else Change.Action.DELETE
    Change.objects.create(kind=kind, target=target, action=action)
