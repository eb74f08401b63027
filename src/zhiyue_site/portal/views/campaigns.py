"""A campaign edition for the public: its page, its activities, one activity, its calendar, its closing report.

These pages are made for each request: what they tell changes with every approval, and no change feed tells of it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from functools import wraps

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from zhiyue.codec import report_to_json
from zhiyue.exports.report.charts import chart_svg
from zhiyue.exports.report.page import Links, report_fragment
from zhiyue.report import Report, walk
from zhiyue_site.portal import campaign
from zhiyue_site.portal.answers import MAX_AGE, Found, Table, answer
from zhiyue_site.portal.campaign import Shown
from zhiyue_site.portal.frame import Link
from zhiyue_site.portal.structured import crumbs_ld, embed, event_ld
from zhiyue_site.quality_month.closing import issued
from zhiyue_site.quality_month.enrolment import open_places
from zhiyue_site.quality_month.models import Activity, Edition, Enrolment
from zhiyue_site.quality_month.pledges import signers, text_of

COLUMNS = ("id", "name", "start", "end", "part", "place", "region", "unit", "also", "areas", "state", "note", "url")
View = Callable[..., HttpResponseBase]


def current(view: View) -> View:
    """A public address that is read only, made anew each time, and kept by caches for a minute."""

    @wraps(view)
    def shown(request: HttpRequest, *args: object, **named: object) -> HttpResponseBase:
        if request.method not in ("GET", "HEAD"):
            refused: HttpResponseBase = HttpResponse(status=405, headers={"Allow": "GET, HEAD"})
            return refused
        response = view(request, *args, **named)
        if response.status_code == 200:
            patch_cache_control(response, public=True, max_age=MAX_AGE)
        return response

    return shown


def public_edition(pk: int) -> Edition:
    """The edition, if the public may see it. Raises Http404."""
    return get_object_or_404(campaign.editions(), pk=pk)


def way_to(edition: Edition) -> tuple[Link, ...]:
    """The crumbs below an edition."""
    return (
        Link(reverse("home"), ""),
        Link(reverse("campaigns"), _("活动")),
        Link(reverse("campaign", args=[edition.pk]), edition.title),
    )


@current
def editions(request: HttpRequest) -> HttpResponseBase:
    """The editions that are run here."""
    found = list(campaign.editions())
    crumbs = (Link(reverse("home"), ""),)
    context = {"editions": found, "crumbs": crumbs, "json_ld": embed(crumbs_ld(request, crumbs, _("活动")))}
    columns = ("id", "title", "theme", "start", "end", "organiser", "url")
    rows = [
        (one.pk, one.title, one.theme, one.start, one.end, one.root.name, reverse("campaign", args=[one.pk]))
        for one in found
    ]
    return answer(
        request,
        Found(
            "portal/campaigns.html",
            context,
            lambda: {"editions": [dict(zip(columns, row, strict=True)) for row in rows]},
            lambda: Table(columns, rows),
            name="campaigns",
        ),
    )


@current
def edition(request: HttpRequest, pk: int) -> HttpResponseBase:
    """An edition and its activities: filtered by the address, listed by day."""
    found = public_edition(pk)
    every = campaign.shown_of(found)
    rows, filters = campaign.filtered(found, every, request.GET)
    crumbs = way_to(found)[:2]
    query = request.GET.copy()
    query.pop("format", None)
    pledge = text_of(found)
    context = {
        "edition": found,
        "areas": _areas(found, every),
        "days": _by_day(rows),
        "week": _days_ahead(every),
        "tally": len(rows),
        "all": len(every),
        "filters": filters,
        "is_filtered": any(choice.is_chosen for one in filters for choice in one.choices),
        "grid": campaign.provinces(every) if any(row.region for row in every) else (),
        "calendar": f"{reverse('campaign-calendar', args=[pk])}{'?' + query.urlencode() if query else ''}",
        "notices": found.documents.exclude(issued_at=None).select_related("parent"),
        "closing": found.closings.filter(is_public=True).first(),
        "pledge": pledge,
        "signed": len(signers(pledge, kind="firm")) + len(signers(pledge, kind="person")) if pledge else 0,
        "crumbs": crumbs,
        "json_ld": embed(crumbs_ld(request, crumbs, found.title)),
    }
    return answer(
        request,
        Found(
            "portal/campaign.html",
            context,
            lambda: {"edition": found.title, "activities": [dict(zip(COLUMNS, _row(r), strict=True)) for r in rows]},
            lambda: Table(COLUMNS, (_row(row) for row in rows)),
            name=f"campaign-{pk}",
        ),
    )


@current
def calendar(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The filtered activities as a calendar to subscribe to."""
    found = public_edition(pk)
    rows, _filters = campaign.filtered(found, campaign.shown_of(found), request.GET)
    return _ics(request, rows, found.title)


@current
def activity(request: HttpRequest, pk: int) -> HttpResponseBase:
    """One activity: when, where, who, what; with whom together; why it stands under its area."""
    row = _public(pk)
    shown = next((one for one in campaign.shown_of(row.edition) if one.row.pk == pk), None)
    if shown is None:
        raise Http404("another filing speaks for this activity")
    enrolment = Enrolment.objects.filter(activity=row, is_open=True).first()
    crumbs = way_to(row.edition)
    context = {
        "edition": row.edition,
        "one": shown,
        "row": row,
        "choices": row.area_choices.select_related("area"),
        "enrolment": enrolment if enrolment and not shown.is_withdrawn else None,
        "left": open_places(enrolment) if enrolment else 0,
        "calendar": reverse("campaign-activity-calendar", args=[pk]) if shown.day else "",
        "crumbs": crumbs,
        "json_ld": embed(_event(request, shown), crumbs_ld(request, crumbs, row.name)),
    }
    return answer(
        request,
        Found(
            "portal/campaign_activity.html",
            context,
            lambda: dict(zip(COLUMNS, _row(shown), strict=True)),
            lambda: Table(COLUMNS, [_row(shown)]),
            name=f"activity-{pk}",
        ),
    )


@current
def activity_calendar(request: HttpRequest, pk: int) -> HttpResponseBase:
    """One activity as a calendar entry."""
    row = _public(pk)
    return _ics(request, [one for one in campaign.shown_of(row.edition) if one.row.pk == pk], row.name)


def _public(pk: int) -> Activity:
    return get_object_or_404(campaign.public_activities(), pk=pk)


@current
def report(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The closing report that was made public, as it was issued."""
    found = public_edition(pk)
    made = _public_report(found)
    links = Links(picture=lambda chart: reverse("campaign-chart", args=[pk, chart.id]))
    crumbs = way_to(found)
    columns = ("id", "value", "unit", "relation", "check", "arithmetic", "why")
    context = {
        "edition": found,
        "article": mark_safe(report_fragment(made, links=links)),  # noqa: S308  # the library escapes every word
        "crumbs": crumbs,
        "json_ld": embed(crumbs_ld(request, crumbs, made.title)),
    }
    return answer(
        request,
        Found(
            "portal/campaign_report.html",
            context,
            lambda: report_to_json(made),
            lambda: Table(columns, ([getattr(cell, name) for name in columns] for cell in made.cells())),
            name=f"report-{pk}",
        ),
    )


@current
def chart(_request: HttpRequest, pk: int, chart: str) -> HttpResponseBase:
    """One chart of the public closing report."""
    made = _public_report(public_edition(pk))
    drawn = next((one for section in walk(made.sections) for one in section.charts if one.id == chart), None)
    if drawn is None:
        raise Http404(f"no chart {chart}")
    return HttpResponse(chart_svg(made, drawn), content_type="image/svg+xml")


def _public_report(found: Edition) -> Report:
    issue = found.closings.filter(is_public=True).first()
    if issue is None:
        raise Http404("no report is public")
    return issued(issue)


def _event(request: HttpRequest, one: Shown) -> dict[str, object]:
    row = one.row
    url = request.build_absolute_uri(request.path)
    return event_ld(name=row.name, start=row.start, end=row.end or row.start, place=row.place, url=url)


def _ics(request: HttpRequest, rows: Iterable[Shown], name: str) -> HttpResponse:
    base = request.build_absolute_uri("/").rstrip("/")
    return HttpResponse(campaign.as_ics(rows, name=name, base=base), content_type="text/calendar; charset=utf-8")


def _areas(found: Edition, rows: Sequence[Shown]) -> list[tuple[object, int, str]]:
    """Each area with the number of activities filed first under it, and the address that lists them."""
    counts = Counter(row.areas[0].pk for row in rows if row.areas)
    return [(area, counts[area.pk], f"?area={area.pk}#list") for area in found.areas.order_by("order")]


def _by_day(rows: Iterable[Shown]) -> list[tuple[date | None, str, list[Shown]]]:
    """The rows under their first day; bare months and gaps under their words."""
    days: dict[tuple[date | None, str], list[Shown]] = {}
    for row in rows:
        days.setdefault((row.day, "" if row.day else row.row.start), []).append(row)
    return [(day, words, found) for (day, words), found in days.items()]


def _days_ahead(rows: Sequence[Shown]) -> list[tuple[date, int, bool]]:
    """Every day that has activities, how many begin, and whether it is today: the strip above the list."""
    counts = Counter(row.day for row in rows if row.day is not None)
    today = timezone.localdate()
    return [(day, counts[day], day == today) for day in sorted(counts)]


def _row(one: Shown) -> tuple[object, ...]:
    row = one.row
    return (
        row.pk, row.name, row.start or None, row.end or None, row.part or None, row.place or None, one.region or None,
        row.unit.name, "|".join(one.also), "|".join(area.title for area in one.areas), row.state, row.public_note or None,
        one.href,
    )  # fmt: skip
