"""How the index learns: what changed, one batch after the other, or everything anew.

Comes in: `IndexTask`s, or the whole archive. Goes out: the index on disk. A task goes only when what it asks for is
durable; while the index is built anew tasks wait, and are done before the new one is read: none is lost, and both ways
end in the same index.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator

from django.db.models import QuerySet

from zhiyue_site.archive.models import IndexTask, Page, Record
from zhiyue_site.archive.search import store
from zhiyue_site.archive.search.documents import Document, documents_of_page, documents_of_record, key_of

Progress = Callable[[int, int], None]

_BATCH = 500
_CHUNK = 200

log = logging.getLogger(__name__)


def index_pending() -> int:
    """Bring the index up to date; returns how many pages and records were learned or forgotten.

    Where there is no index yet, or one of another version, it is built. While another process writes, tasks wait: 0.
    """
    if not store.exists():
        try:
            return rebuild(wait=0)
        except store.IndexBusy as error:
            log.info("%s", error)
            return 0
    if not IndexTask.objects.exists():
        return 0
    try:
        with store.writing() as writer:
            return _do_tasks(writer)
    except store.IndexBusy as error:
        log.info("%s", error)
        return 0


def rebuild(progress: Progress | None = None, *, wait: float = 30.0) -> int:
    """Build the index anew while the old one is read; returns how many pages and records it holds.

    `progress` is called with how many are done, and of how many.

    Raises:
        IndexBusy: another process still writes after `wait` seconds.
    """
    total = Page.objects.filter(reading__isnull=False).count() + Record.objects.count()
    done = found = 0
    with store.rebuilding(wait=wait) as writer:
        for documents in _everything():
            for document in documents:
                writer.add(document)
            done += 1
            found += bool(documents)
            if progress:
                progress(done, max(done, total))
        writer.commit()
        _do_tasks(writer)
    return found


def _do_tasks(writer: store.Writer) -> int:
    done = 0
    while tasks := list(IndexTask.objects.order_by("id")[:_BATCH]):
        targets = {(task.kind, task.target) for task in tasks}
        for (kind, target), documents in _documents(targets).items():
            writer.replace(key_of(kind, target), documents)
        writer.commit()
        IndexTask.objects.filter(pk__in=[task.pk for task in tasks]).delete()
        done += len(targets)
    return done


def _documents(targets: Iterable[tuple[str, str]]) -> dict[tuple[str, str], tuple[Document, ...]]:
    """What is to be known of each target now; nothing of what is gone."""
    found: dict[tuple[str, str], tuple[Document, ...]] = dict.fromkeys(sorted(targets), ())
    pages = [target for kind, target in found if kind == "page"]
    records = [target for kind, target in found if kind == "record"]
    for page in _pages().filter(pk__in=pages):
        found["page", page.pk] = documents_of_page(page)
    for record in Record.objects.filter(pk__in=records):
        found["record", record.pk] = documents_of_record(record)
    return found


def _everything() -> Iterator[tuple[Document, ...]]:
    last = ""
    while pages := list(_pages().filter(reading__isnull=False, pk__gt=last).order_by("pk")[:_CHUNK]):
        yield from map(documents_of_page, pages)
        last = pages[-1].pk
    last = ""
    while records := list(Record.objects.filter(pk__gt=last).order_by("pk")[:_CHUNK]):
        yield from map(documents_of_record, records)
        last = records[-1].pk


def _pages() -> QuerySet[Page]:
    """Pages with what their documents need."""
    return Page.objects.select_related("reading", "site").prefetch_related("finding_decisions")
