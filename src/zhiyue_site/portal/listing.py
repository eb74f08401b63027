"""Lists of pages: the rows that every channel, search, topic and feed is made of.

Comes in: pages of the archive. Goes out: `PageRow`s, and a key from which the next part of the list goes on. Paging is
by key and not by number: page 4,000 costs what page 1 costs, and nothing moves while somebody reads.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q, QuerySet
from django.http import Http404
from django.urls import reverse
from django.utils import timezone

from zhiyue_site.archive.addresses import host_of
from zhiyue_site.archive.channels import channel_named
from zhiyue_site.archive.models import Member, Page
from zhiyue_site.archive.models.pages import Terms
from zhiyue_site.portal.answers import Table
from zhiyue_site.portal.frame import channel_name
from zhiyue_site.portal.words import say, wording

PART = 40
"""Rows of one part of a list."""

COLUMNS = (
    "id", "url", "title", "channel", "kind", "published", "publisher", "source", "region", "views", "terms", "address",
    "summary",
)  # fmt: skip
LISTED = (
    "id", "title", "summary", "channel", "kind", "listed_at", "published", "publisher", "source", "region", "views",
    "terms", "address", "visibility", "site__name",
)  # fmt: skip
"""The columns that a row needs: doubts, terms and the like stay where they are."""


@dataclass(frozen=True, slots=True)
class PageRow:
    """One page in a list. `also` counts the other sources of the same story or purchase, `record` opens them."""

    page: Page
    href: str
    channel: str
    kind: str
    source: str
    summary: str
    also: int = 0
    record: str = ""

    @property
    def at(self) -> datetime | None:
        """When it was published, where it says so."""
        return self.page.published


@dataclass(frozen=True, slots=True)
class Part:
    """Some rows of a list, and the key after which the next ones begin; empty at its end."""

    rows: tuple[PageRow, ...]
    after: str = ""

    @property
    def days(self) -> tuple[tuple[str, tuple[PageRow, ...]], ...]:
        """The rows by day, as a newspaper groups them."""
        found: dict[str, list[PageRow]] = {}
        for row in self.rows:
            found.setdefault(timezone.localdate(row.at).isoformat() if row.at else "", []).append(row)
        return tuple((day, tuple(rows)) for day, rows in found.items())


def part_of(pages: QuerySet[Page], *, after: str = "", size: int = PART) -> Part:
    """The part of a list that begins after a key.

    Raises:
        Http404: the key is none of ours.
    """
    if after:
        at, id = _key(after)
        pages = pages.filter(Q(listed_at__lt=at) | Q(listed_at=at, id__lt=id), listed_at__lte=at)
    found = list(pages.select_related("site").only(*LISTED).order_by("-listed_at", "-id")[: size + 1])
    last = f"{found[size - 1].listed_at.isoformat()}~{found[size - 1].pk}" if len(found) > size else ""
    return Part(rows_of(found[:size]), last)


def rows_of(pages: Sequence[Page], *, with_records: bool = True) -> tuple[PageRow, ...]:
    """Rows for pages in their order; two queries for the records that they are part of, none without these."""
    records = _records([page.pk for page in pages]) if with_records else {}
    return tuple(_row(page, records.get(page.pk)) for page in pages)


def table_of(pages: QuerySet[Page]) -> Table:
    """Every row of a list, for a sheet: read piece by piece, however many there are."""
    found = pages.select_related("site").only(*LISTED).order_by("-listed_at", "-id").iterator(chunk_size=500)
    return Table(COLUMNS, (tuple(as_json(_row(page, None)).values()) for page in found))


def as_json(row: PageRow) -> dict[str, object]:
    """A row as data: the same columns as in the sheet."""
    page = row.page
    return {
        "id": page.pk,
        "url": row.href,
        "title": page.title,
        "channel": page.channel,
        "kind": page.kind,
        "published": timezone.localtime(page.published).isoformat() if page.published else None,
        "publisher": page.publisher,
        "source": row.source,
        "region": page.region,
        "views": page.views,
        "terms": page.terms,
        "address": page.address,
        "summary": row.summary,
    }


def source_name(page: Page) -> str:
    """Whose page it is, by the name that says most: 来源 as printed, the publisher, the website, its host."""
    return page.source or page.publisher or (page.site.name if page.site else "") or host_of(page.address)


def _row(page: Page, record: tuple[str, int] | None) -> PageRow:
    channel = channel_named(page.channel)
    is_bare = page.terms == Terms.LINK or page.visibility == Page.Visibility.METADATA
    return PageRow(
        page=page,
        href=reverse("page", args=[page.pk]),
        channel=channel_name(channel) if channel else page.channel,
        kind=say(wording().kind(page.kind)),
        source=source_name(page),
        summary="" if is_bare else page.summary,
        also=record[1] - 1 if record else 0,
        record=reverse("record", args=[record[0]]) if record and record[1] > 1 else "",
    )


_IN_LISTS = ("story", "purchase", "exhibition")
"""The records that a list counts sources of, the closest first. Of a campaign everybody tells something else."""


def _records(pages: Iterable[str]) -> Mapping[str, tuple[str, int]]:
    """Page → its closest record, and how many pages that has: two queries for a whole list."""
    rows = Member.objects.filter(page__in=list(pages), record__type__in=_IN_LISTS)
    found = list(rows.values_list("page_id", "record_id", "type"))
    of_these = Member.objects.filter(record__in={id for _page, id, _type in found}).values("record")
    counts = {row["record"]: row["pages"] for row in of_these.annotate(pages=Count("page", distinct=True))}
    best: dict[str, tuple[int, str]] = {}
    for page, id, type in found:
        if counts.get(id, 0) > 1:
            best[page] = min((_IN_LISTS.index(type), id), best.get(page, (len(_IN_LISTS), "")))
    return {page: (id, counts[id]) for page, (_rank, id) in best.items()}


def _key(after: str) -> tuple[datetime, str]:
    at, _tilde, id = after.partition("~")
    try:
        return datetime.fromisoformat(at), id
    except ValueError as error:
        raise Http404(f"no list goes on after {after!r}") from error
