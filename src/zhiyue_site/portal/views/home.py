"""The home page: today in one line, the newest of every channel, what is due this week."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils import timezone

from zhiyue.records import SeriesYear
from zhiyue_site.archive.channels import CHANNELS, Channel
from zhiyue_site.archive.models import Key, Page, Record
from zhiyue_site.archive.reports import public_reports, report_of
from zhiyue_site.archive.tallies import tally
from zhiyue_site.portal.agenda import Entry, entries
from zhiyue_site.portal.answers import Found, Table, answer, public
from zhiyue_site.portal.feeds import atom
from zhiyue_site.portal.frame import channel_name, is_english
from zhiyue_site.portal.listing import COLUMNS, LISTED, PageRow, as_json, part_of, rows_of
from zhiyue_site.portal.structured import embed
from zhiyue_site.portal.views.series import years_of

_OF_A_CHANNEL = 6
_WEEK = timedelta(days=7)
_REPORTS = 4


@dataclass(frozen=True, slots=True)
class Newest:
    """The newest pages of one channel."""

    href: str
    name: str
    rows: tuple[PageRow, ...]


@dataclass(frozen=True, slots=True)
class Today:
    """Today in one line. `day` is the last day on which pages came in."""

    day: date | None
    is_today: bool
    pages: int
    due: int
    conflicts: int


@dataclass(frozen=True, slots=True)
class Figure:
    """Domestic or foreign: one report's two amounts."""

    href: str
    title: str
    domestic: Decimal
    foreign: Decimal

    @property
    def share(self) -> str:
        """Share of the domestic brands in percent, two digits."""
        return f"{100 * self.domestic / (self.domestic + self.foreign):.2f}"

    @property
    def rest(self) -> str:
        """Share of the foreign brands."""
        return f"{100 - Decimal(self.share):.2f}"


@public
def home(request: HttpRequest) -> HttpResponseBase:
    """The front of the information centre."""
    newest = _newest()
    return answer(
        request,
        Found(
            "portal/home.html",
            {} if request.GET.get("format") else _context(request, newest),
            lambda: {"channels": {item.href: [as_json(row) for row in item.rows] for item in newest}},
            lambda: Table(COLUMNS, (tuple(as_json(row).values()) for item in newest for row in item.rows)),
            name="home",
        ),
    )


@public
def feed(request: HttpRequest) -> HttpResponseBase:
    """The newest of all channels as Atom."""
    return atom(request, part_of(Page.public.all()).rows, title="质阅", href=reverse("home"))


def _context(request: HttpRequest, newest: tuple[Newest, ...]) -> dict[str, object]:
    today = timezone.localdate()
    due = entries(today, today + _WEEK)
    url = request.build_absolute_uri("/")
    target = {"@type": "EntryPoint", "urlTemplate": f"{url.rstrip('/')}{reverse('search')}?q={{q}}"}
    action = {"@type": "SearchAction", "target": target, "query-input": "required name=q"}
    return {
        "newest": newest,
        "today": _today(today, due),
        "due": due,
        "edition": _edition(),
        "figures": _figures(),
        "json_ld": embed({"@type": "WebSite", "name": "质阅", "url": url, "potentialAction": action}),
    }


def _newest() -> tuple[Newest, ...]:
    pages: dict[Channel, list[Page]] = {}
    for channel in CHANNELS:
        found = Page.public.filter(channel=channel.slug).select_related("site").only(*LISTED)
        pages[channel] = list(found.order_by("-listed_at", "-id")[:_OF_A_CHANNEL])
    # One query tells what else each of them is part of.
    rows = {row.page.pk: row for row in rows_of([page for found in pages.values() for page in found])}
    return tuple(
        Newest(reverse("channel", args=[channel.slug]), channel_name(channel), tuple(rows[page.pk] for page in found))
        for channel, found in pages.items()
        if found
    )


def _today(today: date, due: tuple[Entry, ...]) -> Today:
    start = timezone.make_aware(timezone.datetime(today.year, today.month, today.day))  # type: ignore[attr-defined]
    count = Page.public.filter(listed_at__gte=start, listed_at__lt=start + timedelta(days=1)).count()
    day, is_today = today, True
    if not count:
        last = (
            Page.public.filter(listed_at__lt=start).order_by("-listed_at").values_list("listed_at", flat=True).first()
        )
        if last is None:
            return Today(None, False, 0, 0, 0)
        day, is_today = timezone.localdate(last), False
        begin = timezone.localtime(last).replace(hour=0, minute=0, second=0, microsecond=0)
        count = Page.public.filter(listed_at__gte=begin, listed_at__lt=begin + timedelta(days=1)).count()
    conflicts = Record.objects.filter(type="purchase", conflicts__gt=0, last_on__gte=day - _WEEK).count()
    return Today(day, is_today, count, sum(entry.kind == "deadline" for entry in due), conflicts)


def _edition() -> SeriesYear | None:
    """The newest edition of the Quality Month that is known."""
    years = [year for year in years_of("quality-month") if year.theme.value]
    return years[-1] if years else None


def _figures() -> tuple[Figure, ...]:
    """The newest reports computed here; as long as there are none, what others published."""
    return _issued() or _published()


def _issued() -> tuple[Figure, ...]:
    """The newest of our own reports of which both amounts are known."""
    found = []
    for row in public_reports()[: _REPORTS * 2]:
        issue = row.issues.order_by("-version").first()
        made = report_of(issue, "en" if is_english() else "zh") if issue is not None else None
        cells = {cell.id: cell.value for cell in made.cells()} if made is not None else {}
        domestic, foreign = (Decimal(cells.get(f"origin.{name}.amount") or 0) for name in ("domestic", "foreign"))
        if made is not None and domestic + foreign > 0:
            found.append(Figure(reverse("market-report", args=[row.pk]), made.title, domestic, foreign))
    return tuple(found[:_REPORTS])


def _published() -> tuple[Figure, ...]:
    """The newest market reports of others that give both amounts."""
    pages = Page.public.filter(channel="market").order_by("-listed_at", "-id").values_list("pk", "title")
    newest = dict(pages[: _REPORTS * 4])
    keys = Key.objects.filter(page__in=newest, role=Key.Role.AMOUNT, name__in=("domestic_amount", "foreign_amount"))
    amounts: dict[str, dict[str, Decimal]] = {}
    for page, name, amount in keys.values_list("page_id", "name", "amount"):
        amounts.setdefault(page, {}).setdefault(name, amount or Decimal(0))
    both = [(page, found) for page in newest if len(found := amounts.get(page, {})) == 2 and any(found.values())]
    return tuple(
        Figure(reverse("page", args=[page]), newest[page], found["domestic_amount"], found["foreign_amount"])
        for page, found in both[:_REPORTS]
    )


@public
def statistics(request: HttpRequest) -> HttpResponseBase:
    """What the archive covers: pages by channel, by website, by month."""
    counted = tally("coverage")
    names = {channel.slug: channel_name(channel) for channel in CHANNELS}
    channels = [
        {"channel": names.get(row["channel"], row["channel"]), "pages": row["pages"]} for row in counted["channels"]
    ]
    sites = [
        {"site": row["site__name"] or "", "terms": row["terms"], "pages": row["pages"]} for row in counted["sites"]
    ]
    total = sum(row["pages"] for row in channels)
    return answer(
        request,
        Found(
            "portal/statistics.html",
            {"channels": channels, "sites": sites, "records": counted["records"], "total": total},
            lambda: {"total": total, "channels": channels, "sites": sites, "records": counted["records"]},
            lambda: Table(("site", "terms", "pages"), (tuple(row.values()) for row in sites)),
            name="statistics",
        ),
    )
