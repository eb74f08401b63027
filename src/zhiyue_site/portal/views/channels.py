"""Channels and topics: lists of pages that have a name."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _

from zhiyue_site.archive.channels import channel_named
from zhiyue_site.archive.models import Page
from zhiyue_site.portal.answers import Found, Table, answer, public
from zhiyue_site.portal.frame import Link, channel_name
from zhiyue_site.portal.topics import Topic, topic_named, topics
from zhiyue_site.portal.views.lists import PageList, list_calendar, list_feed, list_page


def _channel(slug: str) -> PageList:
    found = channel_named(slug)
    if found is None:
        raise Http404(f"channel {slug}")
    return PageList("channel", slug, channel_name(found), Page.public.filter(channel=slug))


@public
def channel(request: HttpRequest, slug: str) -> HttpResponseBase:
    """One channel, newest first."""
    return list_page(request, _channel(slug))


@public
def channel_feed(request: HttpRequest, slug: str) -> HttpResponseBase:
    """One channel as Atom."""
    return list_feed(request, _channel(slug))


@public
def channel_calendar(request: HttpRequest, slug: str) -> HttpResponseBase:
    """The dates of one channel."""
    return list_calendar(request, _channel(slug))


def _topic(slug: str) -> PageList:
    found = topic_named(slug)
    if found is None:
        raise Http404(f"topic {slug}")
    crumbs = (Link(reverse("home"), ""), Link(reverse("topics"), _("专题")))
    return PageList("topic", slug, found.name, found.pages(), lead=found.lead, crumbs=crumbs)


@public
def topic(request: HttpRequest, slug: str) -> HttpResponseBase:
    """One topic, newest first."""
    return list_page(request, _topic(slug))


@public
def topic_feed(request: HttpRequest, slug: str) -> HttpResponseBase:
    """One topic as Atom."""
    return list_feed(request, _topic(slug))


@public
def topic_calendar(request: HttpRequest, slug: str) -> HttpResponseBase:
    """The dates of one topic."""
    return list_calendar(request, _topic(slug))


@public
def all_topics(request: HttpRequest) -> HttpResponseBase:
    """Every topic, with what it asks for."""
    return answer(
        request,
        Found(
            template="portal/topics.html",
            context={"topics": topics()},
            data=lambda: {"topics": [_row(item) for item in topics()]},
            table=lambda: Table(("slug", "title", "lead"), (tuple(_row(item).values()) for item in topics())),
            name="topics",
        ),
    )


def _row(topic: Topic) -> dict[str, str]:
    return {"slug": topic.slug, "title": topic.name, "lead": topic.lead}
