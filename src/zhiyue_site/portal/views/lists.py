"""What all lists of pages share: a page of rows, JSON, a sheet, a feed, a calendar, and the way on."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils import timezone

from zhiyue_site.archive.models import Page
from zhiyue_site.portal.agenda import as_ics, entries
from zhiyue_site.portal.answers import Found, answer
from zhiyue_site.portal.feeds import atom
from zhiyue_site.portal.frame import Link
from zhiyue_site.portal.listing import Part, as_json, part_of, table_of
from zhiyue_site.portal.structured import crumbs_ld, dataset_ld, embed

AHEAD = timedelta(days=400)
BEHIND = timedelta(days=31)
_IN_A_FEED = 40


@dataclass(frozen=True, slots=True)
class PageList:
    """A list of pages with an address of its own: its name there, its title, its pages."""

    route: str
    slug: str
    title: str
    pages: QuerySet[Page]
    lead: str = ""
    crumbs: tuple[Link, ...] = field(default_factory=lambda: (Link(reverse("home"), ""),))

    @property
    def href(self) -> str:
        """The address of the list."""
        return reverse(self.route, args=[self.slug])

    @property
    def feed(self) -> str:
        """The address of its feed."""
        return reverse(f"{self.route}-feed", args=[self.slug])

    @property
    def calendar(self) -> str:
        """The address of its calendar."""
        return reverse(f"{self.route}-calendar", args=[self.slug])


def list_page(request: HttpRequest, found: PageList) -> HttpResponseBase:
    """The list in the notation asked for."""
    part = part_of(found.pages, after=request.GET.get("after", ""))
    return answer(
        request,
        Found(
            template="portal/channel.html",
            context=_context(request, found, part),
            data=lambda: _data(found, part),
            table=lambda: table_of(found.pages),
            name=found.slug,
        ),
    )


def list_feed(request: HttpRequest, found: PageList) -> HttpResponse:
    """The newest of the list as Atom."""
    rows = part_of(found.pages, size=_IN_A_FEED).rows
    return atom(request, rows, title=f"{found.title} · 质阅", href=found.href)


def list_calendar(request: HttpRequest, found: PageList) -> HttpResponse:
    """The dates of the list's pages, from a month ago on, as iCalendar."""
    today = timezone.localdate()
    dates = entries(today - BEHIND, today + AHEAD, pages=found.pages)
    base = request.build_absolute_uri("/").rstrip("/")
    return HttpResponse(as_ics(dates, name=found.title, base=base), content_type="text/calendar; charset=utf-8")


def _context(request: HttpRequest, found: PageList, part: Part) -> dict[str, object]:
    url = request.build_absolute_uri(found.href)
    formats = {"json": f"{url}?format=json", "csv": f"{url}?format=csv"}
    dataset = dataset_ld(name=found.title, description=found.lead or found.title, url=url, formats=formats)
    return {
        "list": found,
        "part": part,
        "feed": found.feed,
        "calendar": found.calendar,
        "crumbs": found.crumbs,
        "json_ld": embed(dataset, crumbs_ld(request, found.crumbs, found.title)),
    }


def _data(found: PageList, part: Part) -> dict[str, object]:
    next_ = f"{found.href}?{urlencode({'after': part.after, 'format': 'json'})}" if part.after else None
    return {"title": found.title, "url": found.href, "pages": [as_json(row) for row in part.rows], "next": next_}
