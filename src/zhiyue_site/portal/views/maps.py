"""For machines that walk the site: sitemaps and robots.txt."""

from __future__ import annotations

from xml.sax.saxutils import escape

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils import timezone

from zhiyue_site.archive.channels import CHANNELS
from zhiyue_site.archive.models import Page
from zhiyue_site.archive.models.pages import Terms
from zhiyue_site.portal.answers import public
from zhiyue_site.portal.topics import topics

PART = 1000
_NS = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'


@public
def sitemap(request: HttpRequest) -> HttpResponseBase:
    """The index: one file of lists, and as many of pages as a thousand each need."""
    count = _listed().count()
    files = [reverse("sitemap-lists"), *(reverse("sitemap-pages", args=[n]) for n in range(1, -(-count // PART) + 1))]
    lines = "".join(f"<sitemap><loc>{escape(request.build_absolute_uri(file))}</loc></sitemap>" for file in files)
    return _xml(f"<sitemapindex {_NS}>{lines}</sitemapindex>")


@public
def sitemap_lists(request: HttpRequest) -> HttpResponseBase:
    """Home, channels, topics, series."""
    named = [
        reverse(name) for name in ("home", "about", "calendar", "topics", "statistics", "organisations", "instruments")
    ]
    named += [reverse("channel", args=[channel.slug]) for channel in CHANNELS]
    named += [reverse("topic", args=[topic.slug]) for topic in topics()]
    named.append(reverse("series", args=["quality-month"]))
    lines = "".join(f"<url><loc>{escape(request.build_absolute_uri(href))}</loc></url>" for href in named)
    return _xml(f"<urlset {_NS}>{lines}</urlset>")


@public
def sitemap_pages(request: HttpRequest, number: int) -> HttpResponseBase:
    """A thousand pages, in the order of their ids: a file changes only where its pages do."""
    start = (number - 1) * PART
    rows = list(_listed().order_by("pk").values_list("pk", "listed_at")[start : start + PART]) if number else []
    if not rows:
        raise Http404(f"sitemap {number}")
    lines = "".join(
        f"<url><loc>{escape(request.build_absolute_uri(reverse('page', args=[id])))}</loc>"
        f"<lastmod>{timezone.localtime(at).isoformat(timespec='seconds')}</lastmod></url>"
        for id, at in rows
    )
    return _xml(f"<urlset {_NS}>{lines}</urlset>")


@public
def robots(request: HttpRequest) -> HttpResponseBase:
    """What a crawler may fetch: pages, not every question that can be asked of them."""
    lines = (
        "User-agent: *",
        f"Disallow: {reverse('search')}",
        f"Disallow: {reverse('size')}",
        "Disallow: /*?format=",
        f"Sitemap: {request.build_absolute_uri(reverse('sitemap'))}",
    )
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


def _listed() -> QuerySet[Page]:
    """The pages that are ours to offer: where only a link is shown, the original should be found and not we."""
    return Page.public.exclude(terms=Terms.LINK)


def _xml(words: str) -> HttpResponse:
    return HttpResponse(f'<?xml version="1.0" encoding="UTF-8"?>{words}', content_type="application/xml; charset=utf-8")
