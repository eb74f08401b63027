"""Counts over the whole archive, made by the worker and not while a reader waits.

Comes in: the archive. Goes out: what is counted under a name: the organisations and instruments that most pages name,
how many pages each channel and website has. A count is made anew when something changed, but the worker spends no more
than a hundredth of its time on it; so a large archive's counts are some minutes old. After something was taken away,
no older count is given out: then it is counted at once.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping
from datetime import timedelta
from heapq import nsmallest
from itertools import groupby
from operator import itemgetter
from typing import Any

from django.db.models import Count, Exists, OuterRef
from django.utils import timezone

from zhiyue_site.archive.database import learn_shape
from zhiyue_site.archive.models import Change, Key, Page, Record, Tally

MOST_NAMES = 200
MOST_SITES = 100
QUICK = 50.0
"""What is counted in so many milliseconds is counted for each reader, as it stands."""

_REST = 100  # times as long as counting took, before it is done again


def tally(name: str) -> Any:
    """What is counted under a name of `COUNTS`; a public read writes nothing."""
    row = Tally.objects.filter(pk=name).first()
    if row is None or (row.change < _newest() and (row.took < QUICK or _took_away(row.change))):
        return COUNTS[name]()
    return row.payload


def count_due() -> int:
    """Count anew what is due; returns how many counts were made. A job of the worker.

    Where the archive changed, the database learns its new shape with it.
    """
    made, newest, now = 0, _newest(), timezone.now()
    rows = {row.pk: row for row in Tally.objects.all()}
    for name, count in COUNTS.items():
        row = rows.get(name)
        is_resting = row is not None and now - row.made_at < timedelta(milliseconds=row.took * _REST)
        if row is not None and (row.change == newest or (is_resting and not _took_away(row.change))):
            continue
        began = time.perf_counter()
        payload = count()
        took = (time.perf_counter() - began) * 1000
        values = {"payload": payload, "change": newest, "took": took, "made_at": now}
        Tally.objects.update_or_create(pk=name, defaults=values)
        made += 1
    if made:
        learn_shape()
    return made


def most_named(role: Key.Role) -> list[tuple[str, str, int]]:
    """The names of a role that most pages have: normal form, name, pages.

    Read along the index and counted here: to let the database look at each key's page takes twenty times as long.
    """
    public = frozenset(Page.public.order_by().values_list("pk", flat=True))
    rows = Key.objects.filter(role=role).order_by("normal").values_list("normal", "value", "page_id").iterator()
    counted = (_named(normal, of_it, public) for normal, of_it in groupby(rows, key=itemgetter(0)))
    return nsmallest(MOST_NAMES, (found for found in counted if found[2]), key=lambda found: (-found[2], found[0]))


def _named(normal: str, keys: Iterable[tuple[str, str, str]], public: frozenset[str]) -> tuple[str, str, int]:
    """How many public pages have a name, and how it is written on one of them."""
    written = {page: value for _normal, value, page in keys if page in public}
    return normal, written[min(written)] if written else "", len(written)


def coverage() -> dict[str, list[Any]]:
    """What the archive covers: public pages by channel and by website, records by type."""
    channels = Page.public.values("channel").annotate(pages=Count("pk")).order_by("-pages", "channel")
    sites = (
        Page.public.values("site__name", "terms").annotate(pages=Count("pk")).order_by("-pages", "site__name", "terms")
    )
    types = Record.objects.values("type").annotate(records=Count("pk")).order_by("-records", "type")
    return {"channels": list(channels), "sites": list(sites[:MOST_SITES]), "records": list(types)}


COUNTS: Mapping[str, Callable[[], Any]] = {
    "organisations": lambda: most_named(Key.Role.PARTY),
    "instruments": lambda: most_named(Key.Role.INSTRUMENT),
    "coverage": coverage,
}
"""Name → how it is counted."""


def _newest() -> int:
    return Change.objects.order_by("-id").values_list("id", flat=True).first() or 0


def _took_away(since: int) -> bool:
    """Whether something that was public is so no more; a page that comes in held is told of as a deletion, too."""
    before = Change.objects.filter(target=OuterRef("target"), pk__lt=OuterRef("pk"), action=Change.Action.UPSERT)
    return Change.objects.filter(Exists(before), pk__gt=since, action=Change.Action.DELETE).exists()
