"""What else to read beside an article, and why: the same report elsewhere, the same purchase, buyer, instrument.

Comes in: a page. Goes out: `Elsewhere` for the copies of its own story, and `Reading`s with their reason in words.
Nothing is guessed: each stands there because the two pages name the same thing, and the page says which.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from zhiyue_site.archive.beside import NOTHING, Beside
from zhiyue_site.archive.models import Page, Record
from zhiyue_site.portal.listing import LISTED, PageRow, rows_of, source_name
from zhiyue_site.portal.words import moment_words

_MOST = 8
_REASONS = {
    "purchase": gettext_noop("同一采购"),
    "campaign_edition": gettext_noop("同一届活动"),
    "exhibition": gettext_noop("同一展会"),
    "buyer": gettext_noop("同一采购人"),
    "winner": gettext_noop("同一供应商"),
    "issuer": gettext_noop("同一下达单位"),
    "organisers": gettext_noop("同一主办单位"),
    "instrument": gettext_noop("同一仪器"),
    "items": gettext_noop("同一仪器"),
}
_OTHERWISE = gettext_noop("同一事项")
# Put together once: see views.articles.
_LISTED = Page.public.select_related("site").only(*LISTED).order_by()
_RECORDS = Record.objects.only("type", "title", "sources", "conflicts").order_by()


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


def around(page: Page) -> Around:
    """What stands around an article: two queries. Its neighbours were worked out when its records were compiled."""
    beside: Beside = {**NOTHING, **page.beside}
    wanted = [*beside["copies"], *(id for id, _why, _name in beside["readings"])]
    pages = {item.pk: item for item in _LISTED.filter(pk__in=wanted)} if wanted else {}
    found = [(pages[id], _reason(why, name)) for id, why, name in beside["readings"] if id in pages][:_MOST]
    rows = rows_of([item for item, _why in found], with_records=False)
    return Around(
        views=_views(page),
        elsewhere=tuple(_elsewhere(pages[id]) for id in beside["copies"] if id in pages),
        records=tuple(_together(beside["records"])),
        readings=tuple(Reading(row, reason) for row, (_item, reason) in zip(rows, found, strict=True)),
    )


def _together(ids: list[str]) -> Iterator[Together]:
    """The records that a page is part of, but for its story, whose copies stand by themselves."""
    rows = {row.pk: row for row in _RECORDS.filter(pk__in=ids)} if ids else {}
    for row in (rows[id] for id in ids if id in rows):
        if row.type != "story":
            yield Together(reverse("record", args=[row.pk]), row.type, row.title, row.sources, row.conflicts)


def _reason(why: str, name: str) -> str:
    """Why a page stands beside another, in words: the record that they share, or the name."""
    said = _(_REASONS.get(why, _OTHERWISE))
    return _("%(what)s：%(name)s") % {"what": said, "name": name} if name else said


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
