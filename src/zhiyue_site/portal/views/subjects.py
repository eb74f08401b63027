"""Organisations and instruments: lists of them, and one page each."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _

from zhiyue.reference import instrument_by_id
from zhiyue_site.archive.models import Key
from zhiyue_site.archive.tallies import tally
from zhiyue_site.portal.answers import Found, Table, answer, public
from zhiyue_site.portal.frame import Link
from zhiyue_site.portal.listing import as_json, part_of, table_of
from zhiyue_site.portal.prices import prices_of
from zhiyue_site.portal.structured import crumbs_ld, embed, organisation
from zhiyue_site.portal.subjects import Subject, address, subject_of

_LATEST = 12
_PRICES = 6


@public
def organisations(request: HttpRequest) -> HttpResponseBase:
    """The organisations that most pages name."""
    return _index(request, Key.Role.PARTY, _("机构"), "organisations")


@public
def instruments(request: HttpRequest) -> HttpResponseBase:
    """The instruments that most pages name."""
    return _index(request, Key.Role.INSTRUMENT, _("仪器"), "instruments")


@public
def organisation_page(request: HttpRequest, name: str) -> HttpResponseBase:
    """One organisation: in which roles, with whom, how much."""
    return _subject(request, Key.Role.PARTY, name)


@public
def instrument_page(request: HttpRequest, name: str) -> HttpResponseBase:
    """One instrument: who wants it, who sold it, at what price."""
    return _subject(request, Key.Role.INSTRUMENT, name)


def _index(request: HttpRequest, role: Key.Role, title: str, route: str) -> HttpResponseBase:
    rows = [{"name": name, "url": address(role, normal), "pages": pages} for normal, name, pages in tally(route)]
    return answer(
        request,
        Found(
            "portal/subjects.html",
            {"title": title, "subjects": rows, "crumbs": (Link(reverse("home"), ""),)},
            lambda: {route: rows},
            lambda: Table(("name", "url", "pages"), (tuple(row.values()) for row in rows)),
            name=route,
        ),
    )


def _subject(request: HttpRequest, role: Key.Role, normal: str) -> HttpResponseBase:
    found = subject_of(role, normal)
    if found is None:
        raise Http404(f"{role} {normal}")
    is_party = role == Key.Role.PARTY
    above = Link(reverse("organisations" if is_party else "instruments"), _("机构") if is_party else _("仪器"))
    crumbs = (Link(reverse("home"), ""), above)
    part = part_of(found.pages, size=_LATEST)
    things = [organisation(found.name) or {}] if is_party else []
    return answer(
        request,
        Found(
            "portal/subject.html",
            {
                "subject": found,
                "part": part,
                "kind": above.name,
                "crumbs": crumbs,
                "points": () if is_party else prices_of(normal, limit=_PRICES),
                "prices": "" if is_party or normal not in instrument_by_id() else reverse("prices", args=[normal]),
                "json_ld": embed(*things, crumbs_ld(request, crumbs, found.name)),
            },
            lambda: {**_data(found), "pages": [as_json(row) for row in part.rows]},
            lambda: table_of(found.pages),
            name=str(role),
        ),
    )


def _data(found: Subject) -> dict[str, object]:
    return {
        "name": found.name,
        "names": found.names,
        "roles": dict(found.roles),
        "months": {month.name: month.count for month in found.months},
        "purchases": [
            {"url": deal.href, "title": deal.title, "on": deal.on, "amount": deal.amount, "amount_of": deal.amount_name}
            for deal in found.deals
        ],
    }
