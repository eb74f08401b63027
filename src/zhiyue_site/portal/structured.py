"""JSON-LD: what a page is about, in the words of schema.org, for machines that read along.

Comes in: what a view found. Goes out: objects, and `embed`, which writes them so that no word of a page can end the
element that holds them.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping

from django.http import HttpRequest
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe

from zhiyue_site.archive.models.pages import Terms
from zhiyue_site.portal.article import Article
from zhiyue_site.portal.frame import Link

Thing = dict[str, object]


def embed(*things: Mapping[str, object]) -> SafeString:
    """The objects as one ``application/ld+json`` element."""
    words = json.dumps([_whole(thing) for thing in things], ensure_ascii=False, separators=(",", ":"))
    # "<" is written as an escape: no words of a page can end the element.
    return mark_safe('<script type="application/ld+json">' + words.replace("<", "\\u003c") + "</script>")  # noqa: S308  # no element can end


def _whole(thing: Mapping[str, object]) -> Thing:
    return {"@context": "https://schema.org", **{key: value for key, value in thing.items() if value not in (None, "")}}


def article_ld(article: Article, url: str) -> Thing:
    """An article: what it is called, whose it is, where it stood first."""
    page = article.page
    return {
        "@type": "NewsArticle",
        "headline": page.title,
        "url": url,
        "mainEntityOfPage": url,
        "isBasedOn": page.address if page.address.startswith(("http://", "https://")) else None,
        "datePublished": timezone.localtime(page.published).isoformat() if page.published else None,
        "publisher": organisation(page.publisher or article.dateline.source),
        "sourceOrganization": organisation(article.dateline.source),
        "articleSection": article.channel.zh if article.channel else None,
        "inLanguage": "zh-Hans",
        "isAccessibleForFree": True,
        "articleBody": article.shown.result.page.body if page.terms == Terms.FULL else None,
    }


def organisation(name: str) -> Thing | None:
    """An organisation by its name, None for no name."""
    return {"@type": "Organization", "name": name} if name else None


def crumbs_ld(request: HttpRequest, crumbs: Iterable[Link], last: str) -> Thing:
    """The way to a page."""
    links = [(link.name or "首页", request.build_absolute_uri(link.href)) for link in crumbs]
    links.append((last, request.build_absolute_uri(request.path)))
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": number, "name": name, "item": href}
            for number, (name, href) in enumerate(links, start=1)
        ],
    }


def dataset_ld(*, name: str, description: str, url: str, formats: Mapping[str, str]) -> Thing:
    """A list or table as a dataset, with its downloads."""
    types = {"json": "application/json", "csv": "text/csv"}
    return {
        "@type": "Dataset",
        "name": name,
        "description": description,
        "url": url,
        "distribution": [
            {"@type": "DataDownload", "encodingFormat": types[format], "contentUrl": href}
            for format, href in formats.items()
        ],
    }


def event_ld(*, name: str, start: str, end: str, place: str, url: str) -> Thing:
    """An exhibition or meeting."""
    return {
        "@type": "Event",
        "name": name,
        "startDate": start,
        "endDate": end,
        "location": {"@type": "Place", "name": place} if place else None,
        "url": url,
    }
