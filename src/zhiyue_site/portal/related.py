"""What else to read beside an article, and why: the same report elsewhere, the same purchase, buyer, instrument.

Comes in: a page. Goes out: `Elsewhere` for the copies of its own story, and `Reading`s with their reason in words.
Nothing is guessed: each stands there because the two pages name the same thing, and the page says which.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from zhiyue_site.archive.models import Key, Member, Page
from zhiyue_site.portal.listing import LISTED, PageRow, rows_of, source_name
from zhiyue_site.portal.words import moment_words

_MOST = 8
_OF_A_KEY = 5
_NAMES = ("buyer", "winner", "issuer", "organisers", "instrument", "items")
"""The fields by which pages are related, the telling ones first: all keys of one role and name share a reason."""


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """The same report on another website: its own time and view count."""

    page: Page
    href: str
    source: str
    published: str
    views: str


@dataclass(frozen=True, slots=True)
class Together:
    """A record that this page is part of."""

    href: str
    type: str
    title: str
    sources: int
    conflicts: int


@dataclass(frozen=True, slots=True)
class Reading:
    """One page to read next, and why."""

    row: PageRow
    reason: str


@dataclass(frozen=True, slots=True)
class Around:
    """Everything around an article."""

    views: str
    elsewhere: tuple[Elsewhere, ...]
    records: tuple[Together, ...]
    readings: tuple[Reading, ...]

    @property
    def views_differ(self) -> bool:
        """Whether the copies count different numbers of readers: a figure of the page, not of the story."""
        return len({views for views in (self.views, *(item.views for item in self.elsewhere)) if views}) > 1


_RECORD_TYPES = ("purchase", "campaign_edition", "exhibition", "standards_plan", "story")


def around(page: Page) -> Around:
    """What stands around an article: at most seven queries."""
    members = list(
        Member.objects.filter(page=page, record__type__in=_RECORD_TYPES)
        .select_related("record")
        .only("record__type", "record__title", "record__sources", "record__conflicts")
        .order_by("id")
    )
    records = {member.record.pk: member.record for member in members if member.record is not None}
    stories = [id for id, record in records.items() if record.type == "story"]
    copies = _copies(page, stories)
    seen = {page.pk, *(copy.pk for copy in copies)}
    siblings = _siblings([id for id, record in records.items() if record.type != "story"], seen)
    seen.update(found.pk for found, _reason in siblings)
    found = [*siblings, *_by_keys(page, seen)][:_MOST]
    rows = rows_of([item for item, _reason in found], with_records=False)
    return Around(
        views=_views(page),
        elsewhere=tuple(_elsewhere(copy) for copy in copies),
        records=tuple(
            Together(reverse("record", args=[item.id]), item.type, item.title, item.sources, item.conflicts)
            for item in records.values()
            if item.type != "story"
        ),
        readings=tuple(Reading(row, reason) for row, (_item, reason) in zip(rows, found, strict=True)),
    )


def _copies(page: Page, stories: list[str]) -> list[Page]:
    if not stories:
        return []
    copies = Page.public.filter(members__record__in=stories).exclude(pk=page.pk).select_related("site").distinct()
    return list(copies.order_by("listed_at", "id")[:20])


def _elsewhere(page: Page) -> Elsewhere:
    return Elsewhere(
        page=page,
        href=reverse("page", args=[page.pk]),
        source=source_name(page),
        published=moment_words(page.published),
        views=_views(page),
    )


def _views(page: Page) -> str:
    return f"{page.views:,}" if page.views is not None else ""


def _siblings(records: list[str], seen: set[str]) -> list[tuple[Page, str]]:
    if not records:
        return []
    reasons = {"purchase": _("同一采购"), "campaign_edition": _("同一届活动"), "exhibition": _("同一展会")}
    rows = (
        Member.objects.filter(record__in=records, page__in=Page.public.all())
        .exclude(page__in=seen)
        .select_related("page", "page__site")
        .only("type", *(f"page__{column}" for column in LISTED))
        .order_by("-page__listed_at")[: _MOST * 2]
    )
    found: dict[str, tuple[Page, str]] = {}
    for member in rows:
        found.setdefault(member.page_id, (member.page, reasons.get(member.type, _("同一事项"))))
    return list(found.values())[:_OF_A_KEY]


def _by_keys(page: Page, seen: set[str]) -> Iterator[tuple[Page, str]]:
    """Pages that name the same buyer, supplier or instrument, each of the page's first such names asked once."""
    reasons = {"buyer": _("同一采购人"), "winner": _("同一供应商"), "issuer": _("同一下达单位")}
    reasons |= {"organisers": _("同一主办单位"), "instrument": _("同一仪器"), "items": _("同一仪器")}
    for key in _telling(page.keys.filter(name__in=_NAMES)):
        pages = list(
            Page.public.filter(keys__role=key.role, keys__normal=key.normal)
            .exclude(pk__in=seen)
            .select_related("site")
            .only(*LISTED)
            .order_by("-keys__id")[: _OF_A_KEY * 2]
        )
        distinct = {item.pk: item for item in pages}
        for item in list(distinct.values())[:_OF_A_KEY]:
            seen.add(item.pk)
            yield item, _("%(what)s：%(name)s") % {"what": reasons[key.name], "name": key.value}


def _telling(keys: Iterable[Key]) -> list[Key]:
    """The most telling keys of a page: one buyer or supplier, then one instrument."""
    ordered = sorted(keys, key=lambda key: (_NAMES.index(key.name), key.pk))
    parties = [key for key in ordered if key.role == Key.Role.PARTY][:1]
    return [*parties, *[key for key in ordered if key.role == Key.Role.INSTRUMENT][:1]]
