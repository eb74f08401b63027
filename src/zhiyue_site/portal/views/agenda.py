"""The calendar: what is due when, by month or week, to read, to print, to subscribe to."""

from __future__ import annotations

from calendar import Calendar, monthrange
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from zhiyue_site.portal.agenda import KINDS, Entry, as_ics, entries, week_of
from zhiyue_site.portal.answers import Found, Table, answer, public
from zhiyue_site.portal.frame import Link
from zhiyue_site.portal.structured import crumbs_ld, embed
from zhiyue_site.portal.views.lists import AHEAD, BEHIND
from zhiyue_site.portal.words import say

COLUMNS = ("on", "at", "until", "kind", "title", "source", "url")
_WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Span:
    """The days shown: their name, the days before and after as queries."""

    first: date
    last: date
    name: str
    before: str
    after: str
    is_week: bool


@dataclass(frozen=True, slots=True)
class Day:
    """One day of the grid."""

    on: date
    count: int
    is_inside: bool
    is_today: bool


@dataclass(frozen=True, slots=True)
class Choice:
    """One kind of date, as a switch in the address."""

    name: str
    href: str
    is_chosen: bool


@public
def calendar(request: HttpRequest) -> HttpResponseBase:
    """A month or a week of dates."""
    span, kinds = _span(request.GET), _kinds(request.GET)
    found = entries(span.first, span.last, kinds=kinds)
    crumbs = (Link(reverse("home"), ""),)
    context = {
        "span": span,
        "weeks": _grid(span, found),
        "days": _by_day(found),
        "choices": _choices(request.GET, kinds),
        "kept": "".join(f"&what={kind}" for kind in kinds),
        "calendar": f"{reverse('calendar-ics')}?{_query(kinds)}",
        "crumbs": crumbs,
        "json_ld": embed(crumbs_ld(request, crumbs, _("日历"))),
        "today": timezone.localdate(),
    }
    return answer(
        request,
        Found(
            "portal/calendar.html",
            context,
            lambda: {"first": span.first, "last": span.last, "entries": [_row(entry) for entry in found]},
            lambda: Table(COLUMNS, (tuple(_row(entry).values()) for entry in found)),
            name="calendar",
        ),
    )


@public
def calendar_ics(request: HttpRequest) -> HttpResponseBase:
    """The same as a calendar to subscribe to, from a month ago to a year ahead."""
    today = timezone.localdate()
    found = entries(today - BEHIND, today + AHEAD, kinds=_kinds(request.GET))
    base = request.build_absolute_uri("/").rstrip("/")
    return HttpResponse(as_ics(found, name=_("质阅日历"), base=base), content_type="text/calendar; charset=utf-8")


def _kinds(query: QueryDict) -> tuple[str, ...]:
    return tuple(kind for kind in KINDS if kind in query.getlist("what"))


def _query(kinds: tuple[str, ...]) -> str:
    return "&".join(f"what={kind}" for kind in kinds)


def _choices(query: QueryDict, kinds: tuple[str, ...]) -> Iterator[Choice]:
    for kind, (term, _names) in KINDS.items():
        chosen = tuple(item for item in KINDS if (item in kinds) != (item == kind))
        kept = "&".join(f"{name}={query[name]}" for name in ("month", "week") if name in query)
        yield Choice(say(term), "?" + "&".join(part for part in (kept, _query(chosen)) if part), kind in kinds)


def _span(query: QueryDict) -> Span:
    try:
        if week := query.get("week"):
            first = date.fromisoformat(f"{week}-1")
            return _week(first)
        first = (
            date.fromisoformat(f"{query['month']}-01") if query.get("month") else timezone.localdate().replace(day=1)
        )
        return _month(first)
    except (ValueError, OverflowError) as error:
        raise BadRequest("month=2025-09, week=2025-W37") from error


def _week(first: date) -> Span:
    first, last = week_of(first)
    names = [f"week={day.isocalendar().year}-W{day.isocalendar().week:02}" for day in (first - _WEEK, first + _WEEK)]
    return Span(first, last, f"{first.isoformat()} – {last.isoformat()}", names[0], names[1], is_week=True)


def _month(first: date) -> Span:
    last = first.replace(day=monthrange(first.year, first.month)[1])
    names = [f"month={day:%Y-%m}" for day in (first - timedelta(days=1), last + timedelta(days=1))]
    return Span(first, last, f"{first:%Y-%m}", names[0], names[1], is_week=False)


def _grid(span: Span, found: tuple[Entry, ...]) -> list[list[Day]]:
    counts, today = Counter(entry.on for entry in found), timezone.localdate()
    weeks = Calendar().monthdatescalendar(span.first.year, span.first.month)
    if span.is_week:
        weeks = [[span.first + timedelta(days=day) for day in range(7)]]
    return [[Day(on, counts[on], span.first <= on <= span.last, on == today) for on in week] for week in weeks]


def _by_day(found: tuple[Entry, ...]) -> list[tuple[date, list[Entry]]]:
    days: dict[date, list[Entry]] = {}
    for entry in found:
        days.setdefault(entry.on, []).append(entry)
    return list(days.items())


def _row(entry: Entry) -> dict[str, object]:
    return {
        "on": entry.on,
        "at": entry.at.isoformat() if entry.at else None,
        "until": entry.until,
        "kind": entry.kind,
        "title": entry.title,
        "source": entry.source,
        "url": entry.href,
    }
