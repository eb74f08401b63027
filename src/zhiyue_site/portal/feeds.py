"""Atom feeds: the newest of a channel, a topic, a search.

Comes in: rows of a list. Goes out: a feed. It holds what the list shows: where the terms allow a link alone, the entry
has no summary either. Pages that were removed stand in it as deleted entries (RFC 6721) for `TOLD`, so that readers'
programs forget them too.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from django.utils.xmlutils import SimplerXMLGenerator

from zhiyue_site.archive.takedown import Tombstone, tombstones
from zhiyue_site.portal.frame import is_english
from zhiyue_site.portal.listing import PageRow

TOLD = timedelta(days=90)
"""How long feeds tell that a page was removed."""


class _Feed(Atom1Feed):
    """Atom with the tombstones of RFC 6721."""

    def __init__(self, *args: Any, removed: Iterable[Tombstone], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._removed = tuple(removed)

    def root_attributes(self) -> dict[str, str]:
        return {**super().root_attributes(), "xmlns:at": "http://purl.org/atompub/tombstones/1.0"}

    def add_root_elements(self, handler: SimplerXMLGenerator) -> None:
        super().add_root_elements(handler)
        for item in self._removed:
            if item.since is not None:
                when = timezone.localtime(item.since).isoformat(timespec="seconds")
                handler.addQuickElement("at:deleted-entry", None, {"ref": page_urn(item.page_id), "when": when})


def page_urn(page_id: str) -> str:
    """The name of a page's entry in every feed."""
    return f"urn:zhiyue:page:{page_id}"


def atom(request: HttpRequest, rows: Iterable[PageRow], *, title: str, href: str) -> HttpResponse:
    """A feed of some rows; `href` is the page that it is the feed of."""
    feed = _Feed(
        title=title,
        link=request.build_absolute_uri(href),
        description=title,
        language="en" if is_english() else "zh-Hans",
        feed_url=request.build_absolute_uri(),
        removed=tombstones(since=timezone.now() - TOLD),
    )
    for row in rows:
        feed.add_item(
            title=row.page.title,
            link=request.build_absolute_uri(row.href),
            description=row.summary,
            author_name=row.source or None,
            unique_id=page_urn(row.page.pk),
            pubdate=timezone.localtime(row.page.published or row.page.listed_at),
            updateddate=timezone.localtime(row.page.listed_at),
            categories=(row.channel, row.kind),
        )
    response = HttpResponse(content_type="application/atom+xml; charset=utf-8")
    feed.write(response, "utf-8")
    return response
