"""A series that recurs, all its years; and one edition of it."""

from __future__ import annotations

from django.db.models import Count, Max
from django.http import Http404, HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _

from zhiyue.codec import record_from_json
from zhiyue.record import Record as Compiled
from zhiyue.records import SeriesYear, series_years
from zhiyue.reference import Series, series
from zhiyue_site.archive.models import Page, Record
from zhiyue_site.portal.answers import Found, Table, answer, public
from zhiyue_site.portal.campaign import editions
from zhiyue_site.portal.dossier import dossier_of
from zhiyue_site.portal.frame import Link, is_english
from zhiyue_site.portal.listing import as_json, part_of
from zhiyue_site.portal.structured import crumbs_ld, dataset_ld, embed

COLUMNS = (
    "year", "number", "held_number", "held", "theme", "theme_other", "departments", "launch", "lead", "notice_no",
    "record", "sources", "remarks",
)  # fmt: skip
_cache: dict[str, tuple[object, tuple[SeriesYear, ...]]] = {}
"""The years of each series as last compiled: code → (count and time of the newest record, years)."""


def years_of(code: str) -> tuple[SeriesYear, ...]:
    """Every year of a series, from the reference lists and the records; made anew when a record changed."""
    rows = Record.objects.filter(type="campaign_edition")
    stamp = tuple(rows.aggregate(Count("pk"), Max("compiled_at")).values())
    known = _cache.get(code)
    if known is None or known[0] != stamp:
        compiled: list[Compiled] = [record_from_json(payload) for payload in rows.values_list("payload", flat=True)]
        known = _cache[code] = (stamp, series_years(code, compiled))
    return known[1]


def _series(code: str) -> Series:
    found = next((item for item in series() if item.code == code), None)
    if found is None:
        raise Http404(f"series {code}")
    return found


def _name(found: Series) -> str:
    return found.name_en if is_english() else found.name_zh


@public
def series_page(request: HttpRequest, code: str) -> HttpResponseBase:
    """All years of a series, the newest first: what the lists know, what the pages say, where they differ."""
    found, years = _series(code), years_of(code)
    crumbs = (Link(reverse("home"), ""), Link(reverse("topics"), _("专题")))
    url = request.build_absolute_uri(request.path)
    formats = {format: f"{url}?format={format}" for format in ("json", "csv")}
    dataset = dataset_ld(
        name=_name(found), description=_("历届的届次、主题、部门、启动与出处"), url=url, formats=formats
    )
    context = {
        "series": found,
        "name": _name(found),
        "years": years[::-1],
        "held": sum(year.held == "yes" for year in years),
        "crumbs": crumbs,
        "json_ld": embed(dataset, crumbs_ld(request, crumbs, _name(found))),
    }
    return answer(
        request,
        Found(
            "portal/series.html",
            context,
            lambda: {"series": code, "years": [dict(zip(COLUMNS, _row(year), strict=True)) for year in years]},
            lambda: Table(COLUMNS, (_row(year) for year in years)),
            name=code,
        ),
    )


@public
def edition_page(request: HttpRequest, code: str, year: int) -> HttpResponseBase:
    """One edition: what is known of it from the lists, what the pages say, the pages themselves."""
    found, years = _series(code), years_of(code)
    edition = next((item for item in years if item.year == year), None)
    if edition is None:
        raise Http404(f"{code} {year}")
    row = Record.objects.filter(pk=edition.record).first() if edition.record else None
    dossier = dossier_of(row) if row else None
    part = part_of(Page.public.filter(members__record=row).distinct()) if row else None
    crumbs = (Link(reverse("home"), ""), Link(reverse("series", args=[code]), _name(found)))
    context = {
        "series": found,
        "name": _name(found),
        "edition": edition,
        "before": next((item for item in years if item.year == year - 1), None),
        "after": next((item for item in years if item.year == year + 1), None),
        "years": years,
        "dossier": dossier,
        "part": part,
        "campaigns": editions().filter(series=code, year=year),
        "crumbs": crumbs,
        "json_ld": embed(crumbs_ld(request, crumbs, str(year))),
    }
    return answer(
        request,
        Found(
            "portal/edition.html",
            context,
            lambda: {
                **dict(zip(COLUMNS, _row(edition), strict=True)),
                "pages": [as_json(item) for item in part.rows] if part else [],
            },
            lambda: Table(COLUMNS, [_row(edition)]),
            name=f"{code}-{year}",
        ),
    )


def _row(year: SeriesYear) -> tuple[object, ...]:
    record = reverse("record", args=[year.record]) if year.record else None
    return (
        year.year, year.number, year.held_number, year.held, year.theme.value, year.theme.other,
        year.departments.value, year.launch.value, year.lead, year.notice_no, record, "|".join(year.sources),
        year.conflicts,
    )  # fmt: skip
