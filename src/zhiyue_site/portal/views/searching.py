"""Search: what was found, narrowed by facets whose choice stands in the address; its feed, dates and suggestions."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from zhiyue.exports.wording import Term
from zhiyue.records import record_kinds
from zhiyue_site.archive.models import Page, Record
from zhiyue_site.archive.search import SORTS, Hit, Part, Query, Results
from zhiyue_site.archive.search import search as find
from zhiyue_site.archive.search import suggest as suggestions
from zhiyue_site.portal.agenda import as_ics, entries
from zhiyue_site.portal.answers import Found, Table, answer, public
from zhiyue_site.portal.feeds import atom
from zhiyue_site.portal.frame import Link
from zhiyue_site.portal.listing import COLUMNS, as_json, rows_of
from zhiyue_site.portal.views.lists import AHEAD, BEHIND
from zhiyue_site.portal.words import say

_IN_A_FEED = 40


@public
def search(request: HttpRequest) -> HttpResponseBase:
    """What was found."""
    query = Query.from_params(request.GET)
    found = find(query)
    return answer(
        request,
        Found(
            "portal/search.html",
            {} if request.GET.get("format") else _context(found),
            lambda: _data(found),
            lambda: Table(("type", *COLUMNS), _lines(query)),
            name="search",
        ),
    )


@public
def search_feed(request: HttpRequest) -> HttpResponseBase:
    """The newest that a search finds, as Atom."""
    query = replace(Query.from_params(request.GET, size=_IN_A_FEED), sort="date", page=1)
    rows = rows_of(_pages(find(query)))
    href = f"{reverse('search')}?{query.query_string}"
    return atom(request, rows, title=_("搜索：%(words)s") % {"words": query.text}, href=href)


@public
def search_calendar(request: HttpRequest) -> HttpResponseBase:
    """The dates of what a search finds, as iCalendar."""
    query = replace(Query.from_params(request.GET, size=100), sort="date", page=1)
    today = timezone.localdate()
    pages = Page.public.filter(pk__in=[page.pk for page in _pages(find(query))])
    found = entries(today - BEHIND, today + AHEAD, pages=pages)
    base = request.build_absolute_uri("/").rstrip("/")
    name = _("搜索：%(words)s") % {"words": query.text}
    return HttpResponse(as_ics(found, name=name, base=base), content_type="text/calendar; charset=utf-8")


@public
def suggest(request: HttpRequest) -> HttpResponseBase:
    """What the words typed so far may become."""
    found = suggestions(request.GET.get("q", "")[:100])
    rows = [
        {
            "text": item.text,
            "label": item.label,
            "href": reverse("page", args=[item.page_id])
            if item.page_id
            else f"{reverse('search')}?{Query(item.query).query_string}",
        }
        for item in found
    ]
    return JsonResponse(rows, safe=False, json_dumps_params={"ensure_ascii": False})


def _pages(found: Results) -> list[Page]:
    return [hit.object for hit in found.hits if isinstance(hit.object, Page)]


def _context(found: Results) -> dict[str, object]:
    query, href = found.query, reverse("search")
    rows = {row.page.pk: row for row in rows_of(_pages(found))}
    sorts = [
        (query.sorted_by(sort).query_string, say(Term(*names)), sort == query.sort) for sort, names in SORTS.items()
    ]
    return {
        "query": query,
        "found": found,
        "hits": [(hit, rows.get(hit.id), _kind(hit), _text(hit.snippet) not in _text(hit.title)) for hit in found.hits],
        "sorts": sorts,
        "chosen": [value for facet in found.facets for value in facet.values if value.chosen],
        "before": query.on_page(query.page - 1).query_string if query.page > 1 else None,
        "after": query.on_page(query.page + 1).query_string if query.page < found.pages else None,
        "feed": f"{reverse('search-feed')}?{query.query_string}",
        "ocds": f"{reverse('api:search_ocds')}?{query.query_string}",
        "calendar": f"{reverse('search-calendar')}?{query.query_string}",
        "crumbs": (Link(reverse("home"), ""),),
        "href": href,
    }


def _data(found: Results) -> dict[str, object]:
    facets = {
        facet.name: [{"value": item.value, "label": item.label, "count": item.count} for item in facet.values]
        for facet in found.facets
    }
    hits = [_hit(hit) for hit in found.hits]
    return {
        "query": found.query.query_string,
        "total": found.total,
        "pages": found.pages,
        "hits": hits,
        "facets": facets,
        "facets_are_estimates": any(facet.is_estimate for facet in found.facets),
    }


def _text(parts: Iterable[Part]) -> str:
    return "".join(part.text for part in parts)


def _kind(hit: Hit) -> str:
    """What a record is of; empty for a page, whose row says it."""
    if not isinstance(hit.object, Record):
        return ""
    kind = next(kind for kind in record_kinds().values() if kind.name == hit.object.type)
    return say(Term(kind.label_zh, kind.label_en))


def _hit(hit: Hit) -> dict[str, object]:
    words = {"type": hit.type, "title": _text(hit.title)}
    if isinstance(hit.object, Page):
        return {**as_json(rows_of([hit.object])[0]), **words, "snippet": _text(hit.snippet)}
    return {**words, "id": hit.id, "url": reverse("record", args=[hit.id])}


def _lines(query: Query) -> list[tuple[object, ...]]:
    """The first hundred hits as a sheet: pages with all their columns, records with their address."""
    found = find(replace(query, page=1, size=100))
    rows = {row.page.pk: row for row in rows_of(_pages(found))}
    return [
        ("page", *as_json(rows[hit.id]).values())
        if hit.id in rows
        else ("record", hit.id, reverse("record", args=[hit.id]), _text(hit.title), *[""] * 10)
        for hit in found.hits
    ]
