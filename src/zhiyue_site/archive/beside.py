"""What else to read beside a page, worked out when its records are compiled and not when it is opened.

Comes in: pages whose records were compiled. Goes out: `Page.beside`, ids and codes alone: the copies of its story, the
records that it is part of, and pages that name the same thing, with what that is. Nothing of another page is copied here:
whether it may be seen, and what it is called, is asked when it is shown. A page that comes new is written beside those
that it names, so their lists know of it too.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypedDict

from zhiyue_site.archive.models import Key, Member, Page
from zhiyue_site.archive.models.pages import is_public

COPIES = 20
READINGS = 12
"""Pages kept: more than are shown, for some may be taken down before the list is drawn anew."""

TYPES = ("purchase", "campaign_edition", "exhibition", "standards_plan", "story")
NAMES = ("buyer", "winner", "issuer", "organisers", "instrument", "items")
"""The fields by which pages are related, the telling ones first: all keys of one role and name share a reason."""

_OF_A_KEY = 6
_NEIGHBOURS = 8
_AT_ONCE = 500


class Beside(TypedDict):
    """What `Page.beside` holds: ids of pages and records; readings as (page, type of record or name of field, name)."""

    copies: list[str]
    records: list[str]
    readings: list[tuple[str, str, str]]


NOTHING: Beside = {"copies": [], "records": [], "readings": []}


def draw_beside(pages: Iterable[str]) -> None:
    """Work out anew what stands beside these pages, and beside those that are nearest to them."""
    drawn = _draw(set(pages))
    near = {id for beside in drawn.values() for id in _nearest(beside)} - set(drawn)
    _draw(near)


def _nearest(beside: Beside) -> list[str]:
    return [*beside["copies"], *(id for id, _why, _name in beside["readings"])][:_NEIGHBOURS]


def _draw(ids: set[str]) -> dict[str, Beside]:
    drawn: dict[str, Beside] = {}
    changed: list[Page] = []
    for page in Page.objects.filter(pk__in=ids).only("pk", "beside"):
        beside = drawn[page.pk] = _beside(page.pk)
        # As JSON reads it back: a tuple is a list then.
        if page.beside != {**beside, "readings": [list(reading) for reading in beside["readings"]]}:
            page.beside = beside
            changed.append(page)
    Page.objects.bulk_update(changed, ["beside"], batch_size=_AT_ONCE)
    return drawn


def _beside(page: str) -> Beside:
    members = Member.objects.filter(page=page, record__type__in=TYPES).order_by("payload__notice", "pk")
    records = {id: type for id, type in members.values_list("record_id", "record__type") if id}
    stories = [id for id, type in records.items() if type == "story"]
    others = [id for id, type in records.items() if type != "story"]
    copies = list(dict.fromkeys(_with_these(stories, page, order="page__listed_at", most=COPIES)))
    seen = {page, *(id for id, _type in copies)}
    readings: list[tuple[str, str, str]] = []
    for id, type in _with_these(others, page, order="-page__listed_at", most=READINGS * 2):
        if id not in seen and len(readings) < _OF_A_KEY:
            seen.add(id)
            readings.append((id, type, ""))
    readings += _by_keys(page, seen)
    return {"copies": [id for id, _type in copies], "records": list(records), "readings": readings[:READINGS]}


def _with_these(records: list[str], page: str, *, order: str, most: int) -> list[tuple[str, str]]:
    """Public pages with a part in these records: id, and type of the record."""
    if not records:
        return []
    rows = Member.objects.filter(is_public("page__"), record__in=records).exclude(page=page)
    return list(rows.order_by(order, "page_id").values_list("page_id", "type")[:most])


def _by_keys(page: str, seen: set[str]) -> Iterator[tuple[str, str, str]]:
    """Pages that name the same buyer, supplier or instrument, each of the page's first such names asked once."""
    for key in _telling(Key.objects.filter(page=page, name__in=NAMES)):
        same = Page.public.filter(keys__role=key.role, keys__normal=key.normal).exclude(pk__in=seen)
        newest = same.order_by("-keys__id").values_list("pk", flat=True)[: _OF_A_KEY * 2]
        for id in list(dict.fromkeys(newest))[:_OF_A_KEY]:
            seen.add(id)
            yield id, key.name, key.value


def _telling(keys: Iterable[Key]) -> list[Key]:
    """The most telling keys of a page: one buyer or supplier, then one instrument."""
    ordered = sorted(keys, key=lambda key: (NAMES.index(key.name), key.pk))
    parties = [key for key in ordered if key.role == Key.Role.PARTY][:1]
    return [*parties, *[key for key in ordered if key.role == Key.Role.INSTRUMENT][:1]]
