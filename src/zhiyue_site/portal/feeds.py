"""Atom feeds: the newest of a channel, a topic, a search.

Comes in: rows of a list. Goes out: a feed. It holds what the list shows: where the terms allow a link alone, the entry
has no summary either.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed

from zhiyue_site.portal.frame import is_english
from zhiyue_site.portal.listing import PageRow


def atom(request: HttpRequest, rows: Iterable[PageRow], *, title: str, href: str) -> HttpResponse:
    """A feed of some rows; `href` is the page that it is the feed of."""
    feed = Atom1Feed(
        title=title,
        link=request.build_absolute_uri(href),
        description=title,
        language="en" if is_english() else "zh-Hans",
        feed_url=request.build_absolute_uri(),
    )
    for row in rows:
        feed.add_item(
            title=row.page.title,
            link=request.build_absolute_uri(row.href),
            description=row.summary,
            author_name=row.source or None,
            unique_id=f"urn:zhiyue:page:{row.page.pk}",
            pubdate=timezone.localtime(row.page.published or row.page.listed_at),
            updateddate=timezone.localtime(row.page.listed_at),
            categories=(row.channel, row.kind),
        )
    response = HttpResponse(content_type="application/atom+xml; charset=utf-8")
    feed.write(response, "utf-8")
    return response
