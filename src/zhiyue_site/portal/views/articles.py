"""One page of the archive as an article, as data, as a sheet; or what is left of it."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Exists, OuterRef
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse

from zhiyue.codec import to_json
from zhiyue.exports.values import fact_fields
from zhiyue_site.archive.contracting import CONTRACTING
from zhiyue_site.archive.models import Correction, CorrectionNote, FindingDecision, Page, Takedown
from zhiyue_site.archive.shown import Shown, show
from zhiyue_site.portal.answers import Found, Table, answer, public
from zhiyue_site.portal.article import article_of
from zhiyue_site.portal.frame import Link, channel_name
from zhiyue_site.portal.listing import as_json, rows_of
from zhiyue_site.portal.related import around
from zhiyue_site.portal.structured import article_ld, crumbs_ld, embed
from zhiyue_site.portal.words import exact_words, say, value_words, wording

COLUMNS = ("notice", "fact", "kind", "field", "label", "value", "exact", "amount", "status", "start", "end", "sentence")

# Put together once, for putting a question together takes longer than the answer. Nearly no page was touched by a person:
# asked with the page, and then three tables need not be opened.
_PAGES = (
    Page.objects.select_related("site", "origin_site", "reading")
    .annotate(
        is_edited=Exists(Correction.objects.filter(page=OuterRef("pk")).order_by())
        | Exists(FindingDecision.objects.filter(page=OuterRef("pk")).order_by()),
        is_noted=Exists(CorrectionNote.objects.filter(page=OuterRef("pk")).order_by()),
    )
    .order_by()
)


@public
def page(request: HttpRequest, id: str) -> HttpResponseBase:
    """An article; 410 with its reason where it was removed, 404 where it never was public."""
    found = next(iter(_PAGES.filter(pk=id)), None)
    if found is not None and found.visibility == Page.Visibility.REMOVED:
        return gone(request, found)
    if found is None or not found.is_public or found.reading is None:
        raise Http404(f"page {id}")
    shown = show(found, is_edited=vars(found)["is_edited"])
    return answer(
        request,
        Found(
            template="portal/article.html",
            context={} if request.GET.get("format") else _context(request, shown),
            data=lambda: _data(shown),
            table=lambda: Table(COLUMNS, _lines(shown)),
            name=f"page-{id}",
        ),
    )


def gone(request: HttpRequest, page: Page) -> HttpResponseBase:
    """A tombstone: that there was a page, when and why it was removed, and nothing of what it said."""
    demand = Takedown.objects.filter(page_key=page.pk, state=Takedown.State.REMOVED).order_by("-decided_at").first()
    return render(request, "portal/gone.html", {"demand": demand}, status=410)


def _context(request: HttpRequest, shown: Shown) -> dict[str, object]:
    article = article_of(shown)
    channel = article.channel
    crumbs: tuple[Link, ...] = (Link(reverse("home"), ""),)
    if channel:
        crumbs += (Link(reverse("channel", args=[channel.slug]), channel_name(channel)),)
    url = request.build_absolute_uri(request.path)
    return {
        "article": article,
        "page": article.page,
        "around": around(article.page),
        "notes": list(article.page.notes.all()) if vars(shown.page)["is_noted"] else (),
        "crumbs": crumbs,
        "ocds": reverse("api:get_page_ocds", args=[article.page.pk]) if article.page.kind in CONTRACTING else "",
        "json_ld": embed(article_ld(article, url), crumbs_ld(request, crumbs, article.page.title)),
    }


def _data(shown: Shown) -> dict[str, object]:
    """The page's row, its terms, and its reading in the contract's own JSON."""
    row = as_json(rows_of([shown.page])[0])
    terms = {"terms": shown.page.terms, "reason": shown.page.terms_reason, "has_text": shown.has_text}
    reading = {} if shown.page.visibility == Page.Visibility.METADATA else to_json(shown.result)
    return {**row, "rights": terms, "excerpt": shown.excerpt, "reading": reading}


def _lines(shown: Shown) -> Iterator[tuple[object, ...]]:
    """Every fact of the page, one value a line, with the sentence that says it."""
    if shown.page.visibility == Page.Visibility.METADATA:
        return
    for fact in shown.result.facts:
        for name, field in fact_fields(fact, wording().facts):
            quote = shown.quote(field)
            place = field.span
            yield (
                fact.notice, fact.id, fact.kind, name, say(wording().field(fact.kind, name)), value_words(field),
                field.exact, exact_words(field.value), field.status, place.start if place else None,
                place.end if place else None, f"{quote.before}{quote.exact}{quote.after}" if quote else None,
            )  # fmt: skip
