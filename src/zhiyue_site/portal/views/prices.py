"""The price history of an instrument: a page, JSON and a sheet."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _

from zhiyue.reference import instrument_by_id
from zhiyue_site.archive.models import Key, Page
from zhiyue_site.portal.answers import Found, Table, answer, public
from zhiyue_site.portal.frame import Link, is_english
from zhiyue_site.portal.prices import COLUMNS, prices_of, ranges_of


@public
def prices(request: HttpRequest, name: str) -> HttpResponseBase:
    """Every price that the archive knows of one kind of instrument, by brand and model."""
    instrument = instrument_by_id().get(name)
    if instrument is None:
        raise Http404(f"no instrument {name}")
    brand = request.GET.get("brand", "")
    points = prices_of(name, brand=brand)
    title = instrument.name_en if is_english() else instrument.name_zh
    crumbs = [Link(reverse("home"), ""), Link(reverse("instruments"), _("仪器"))]
    if Key.objects.filter(role=Key.Role.INSTRUMENT, normal=name, page__in=Page.public.all()).exists():
        crumbs.append(Link(reverse("instrument", args=[name]), title))
    rows = [point.as_row() for point in points]
    return answer(
        request,
        Found(
            "portal/prices.html",
            {
                "instrument": title,
                "points": points,
                "ranges": ranges_of(points),
                "brand": points[0].brand if brand and points else brand,
                "all": reverse("prices", args=[name]),
                "crumbs": crumbs,
            },
            lambda: {"instrument": name, "name": instrument.name_zh, "prices": rows},
            lambda: Table(COLUMNS, (tuple(row.values()) for row in rows)),
            name=f"prices-{name}",
        ),
    )
