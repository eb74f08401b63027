"""A campaign edition as the public sees it: which activities, in which order, by which filter, as which calendar.

Comes in: an edition and the filters of the address. Goes out: `Shown` rows, one for each activity however many units
filed it, counts beside every filter, the tile grid of provinces, and iCalendar. Public is what `is_public` lets
through: nothing here knows another rule.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Prefetch, Q, QuerySet
from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from zhiyue.exports.report.tiles import TILES, Tile
from zhiyue.exports.wording import Term
from zhiyue.reference.divisions import division_by_code
from zhiyue.report import Language
from zhiyue_site.portal.frame import is_english
from zhiyue_site.portal.words import say
from zhiyue_site.quality_month.models import Activity, Area, AreaChoice, Edition, Merge, Unit
from zhiyue_site.quality_month.states import COUNTED
from zhiyue_site.quality_month.tree import below

AUDIENCES: Mapping[str, tuple[Term, tuple[str, ...]]] = {
    "public": (Term("市民", "the public"), ("市民", "居民", "群众", "公众", "社区", "消费者", "市场", "商场")),
    "pupils": (Term("学生", "pupils and students"), ("学生", "师生", "校园", "小学", "中学", "大学", "高校")),
    "firms": (Term("企业", "firms"), ("企业", "小微", "经营者", "供应商", "产业链", "产业园", "开发区")),
    "staff": (Term("职工", "staff"), ("职工", "员工", "班组", "车间", "厂房", "班前会", "岗位", "项目部")),
}
"""For whom an activity is: the words of its audience, place and content that say so."""


@dataclass(frozen=True, slots=True)
class Shown:
    """One activity as the public sees it. `also` are the other units that filed it."""

    row: Activity
    also: tuple[str, ...]
    areas: tuple[Area, ...]

    @property
    def href(self) -> str:
        """Its page."""
        return reverse("campaign-activity", args=[self.row.pk])

    @property
    def day(self) -> date | None:
        """Its first day, where it has one; None for a gap or a bare month."""
        return _day(self.row.start)

    @property
    def last(self) -> date | None:
        """Its last day, where that is another than the first."""
        last = _day(self.row.end)
        return last if last != self.day else None

    @property
    def region(self) -> str:
        """The province: of the place where it says so, else of its unit; two digits of the division's code, or empty."""
        return (self.row.region or self.row.unit.region)[:2]

    @property
    def part(self) -> str:
        """The half of the day in words, where one is printed."""
        return {"am": _("上午"), "pm": _("下午"), "evening": _("晚上")}.get(self.row.part, "")

    @property
    def is_withdrawn(self) -> bool:
        """Whether it was called off after it had been public."""
        return self.row.state == Activity.State.WITHDRAWN

    @property
    def audiences(self) -> tuple[str, ...]:
        """For whom it is: keys of `AUDIENCES`."""
        words = f"{self.row.audience} {self.row.name} {self.row.place} {self.row.content}"
        return tuple(key for key, (_term, cues) in AUDIENCES.items() if any(cue in words for cue in cues))


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of a filter: its name, how many activities it keeps, the address that chooses or drops it."""

    name: str
    count: int
    href: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Filter:
    """One filter of the list: what it is, its values."""

    key: str
    name: str
    choices: tuple[Choice, ...]


def _day(words: str) -> date | None:
    try:
        return date.fromisoformat(words)
    except ValueError:
        return None


# ── which are public ─────────────────────────────────────────────────────────────────────────────────────────────


def editions() -> QuerySet[Edition]:
    """The editions that the public may see, the newest first."""
    return Edition.objects.filter(is_public=True).select_related("root")


def public_activities() -> QuerySet[Activity]:
    """What the public may see: published and what came after; and what was withdrawn with a word to the public."""
    withdrawn = Q(state=Activity.State.WITHDRAWN) & ~Q(public_note="")
    found = Activity.objects.filter(Q(state__in=COUNTED) | withdrawn, edition__is_public=True, is_internal=False)
    choices = AreaChoice.objects.select_related("area").order_by("-is_primary", "id")
    return found.select_related("unit", "edition").prefetch_related(Prefetch("area_choices", choices))


def shown_of(edition: Edition) -> tuple[Shown, ...]:
    """Every public activity of an edition in the order of its days; several filings of one stand as one."""
    rows = list(public_activities().filter(edition=edition).order_by("start", "id"))
    also = _also(edition, rows)
    kept = [Shown(row, also.get(row.pk, ()), _areas(row)) for row in rows if row.pk not in _spoken_for(edition)]
    # A gap comes last: an empty day would sort before every other.
    return tuple(sorted(kept, key=lambda one: (one.row.start == "", one.row.start, one.row.pk)))


def _areas(row: Activity) -> tuple[Area, ...]:
    return tuple(choice.area for choice in row.area_choices.all())


def _merges(edition: Edition) -> Iterable[Merge]:
    return edition.merges.filter(undone_at=None).prefetch_related("activities__unit")


def _spoken_for(edition: Edition) -> frozenset[int]:
    """Filings for which another one speaks."""
    return frozenset(row.pk for merge in _merges(edition) for row in merge.activities.all() if row.pk != merge.kept_id)


def _also(edition: Edition, rows: Sequence[Activity]) -> dict[int, tuple[str, ...]]:
    public = {row.pk for row in rows}
    return {
        merge.kept_id: tuple(
            row.unit.name for row in merge.activities.all() if row.pk != merge.kept_id and row.pk in public
        )
        for merge in _merges(edition)
    }


# ── filters ──────────────────────────────────────────────────────────────────────────────────────────────────────

Keys = Callable[[Shown], Iterable[str]]


def filtered(edition: Edition, rows: Sequence[Shown], query: QueryDict) -> tuple[tuple[Shown, ...], tuple[Filter, ...]]:
    """The rows that pass every filter of the address; and the filters, each counted over what the others leave."""
    makers = _makers(edition, rows)
    chosen = {key: query.get(key, "") for key in makers}
    passed = tuple(row for row in rows if _passes(row, chosen, makers, skip=""))
    filters = []
    for key, (name, keys, naming) in makers.items():
        others = [row for row in rows if _passes(row, chosen, makers, skip=key)]
        counts = Counter(value for row in others for value in keys(row))
        ordered = sorted(counts, key=lambda value: (-counts[value], value)) if key != "day" else sorted(counts)
        choices = tuple(
            Choice(naming(value), counts[value], _href(query, key, value), value == chosen[key])
            for value in ordered
            if value == chosen[key] or key != "day"
        )
        if choices:
            filters.append(Filter(key, name, choices))
    return passed, tuple(filters)


def _passes(
    row: Shown, chosen: Mapping[str, str], makers: Mapping[str, tuple[str, Keys, object]], *, skip: str
) -> bool:
    return all(not value or key == skip or value in makers[key][1](row) for key, value in chosen.items())


def _makers(edition: Edition, rows: Sequence[Shown]) -> dict[str, tuple[str, Keys, Callable[[str], str]]]:
    """Filter → its name, the values that a row has in it, the name of a value."""
    areas = {str(area.pk): area.title for area in edition.areas.all()}
    homes = _branches(edition, rows)
    return {
        "area": (_("领域"), lambda row: [str(area.pk) for area in row.areas], lambda value: areas.get(value, value)),
        "branch": (_("单位"), lambda row: homes.get(row.row.unit_id, ()), lambda value: _unit_name(rows, value)),
        "region": (_("地区"), lambda row: [row.region] if row.region else [], province_name),
        "audience": (_("对象"), lambda row: row.audiences, lambda value: say(AUDIENCES[value][0])),
        "day": (_("日期"), _days_of, lambda value: value),
    }


def _branches(edition: Edition, rows: Sequence[Shown]) -> dict[int, tuple[str, ...]]:
    """Unit → the branches just below the root that hold it. The root's own activities are its own branch."""
    wanted = {row.row.unit_id for row in rows}
    found: dict[int, list[str]] = {unit: [] for unit in wanted}
    for link in edition.root.links_down.select_related("child"):
        for unit in below(link.child_id) & wanted:
            found[unit].append(str(link.child_id))
    if edition.root_id in found:
        found[edition.root_id].append(str(edition.root_id))
    return {unit: tuple(sorted(branches)) for unit, branches in found.items()}


def _unit_name(rows: Sequence[Shown], value: str) -> str:
    units = {str(row.row.unit_id): row.row.unit.name for row in rows}
    if value in units:
        return units[value]
    found = Unit.objects.filter(pk=value).first() if value.isdecimal() else None
    return found.name if found else value


def _days_of(row: Shown) -> Iterable[str]:
    first = row.day
    if first is None:
        return ()
    last = row.last or first
    return [(first + timedelta(days=n)).isoformat() for n in range(min((last - first).days, 60) + 1)]


def _href(query: QueryDict, key: str, value: str) -> str:
    changed = query.copy()
    changed.pop("format", None)
    if changed.get(key) == value:
        changed.pop(key)
    else:
        changed[key] = value
    return f"?{changed.urlencode()}"


# ── regions ──────────────────────────────────────────────────────────────────────────────────────────────────────


def province_name(code: str) -> str:
    """The name of a province by the first two digits of its code."""
    found = division_by_code().get(f"{code}0000")
    return found.name if found else code


@dataclass(frozen=True, slots=True)
class Province:
    """One tile of the grid: how many activities the province has, and the address that lists them."""

    tile: Tile
    count: int
    name: str

    @property
    def href(self) -> str:
        """Its activities."""
        return f"?region={self.tile.code[:2]}"


def provinces(rows: Iterable[Shown]) -> tuple[tuple[Province | None, ...], ...]:
    """The tile grid by lines, each as wide as the grid; every provincial unit stands in it, also those with none."""
    counts = Counter(row.region for row in rows if row.region)
    language: Language = "en" if is_english() else "zh"
    placed = {(tile.line, tile.column): Province(tile, counts[tile.code[:2]], tile.name(language)) for tile in TILES}
    lines, columns = (max(place[axis] for place in placed) + 1 for axis in (0, 1))
    return tuple(tuple(placed.get((line, column)) for column in range(columns)) for line in range(lines))


# ── calendars ────────────────────────────────────────────────────────────────────────────────────────────────────


def as_ics(rows: Iterable[Shown], *, name: str, base: str) -> bytes:
    """The rows as a calendar to subscribe to. Each links back; a withdrawn one is cancelled, a gap is no event.

    A half day stays words: no hour is printed, so none is written.
    """
    calendar = Calendar()
    calendar.add("prodid", "-//zhiyue//campaign//ZH")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", name)
    calendar.add("refresh-interval;value=duration", "PT1H")
    for row in rows:
        if row.day is not None:
            calendar.add_component(_event(row, row.day, base))
    return bytes(calendar.to_ical())


def _event(row: Shown, day: date, base: str) -> Event:
    event = Event()
    event.add("uid", f"activity-{row.row.pk}@zhiyue")
    event.add("dtstamp", timezone.now())
    event.add("last-modified", row.row.changed_at)
    event.add("summary", f"{row.part} {row.row.name}".strip())
    event.add("dtstart", day)
    event.add("dtend", (row.last or day) + timedelta(days=1))
    event.add("url", f"{base}{row.href}")
    event.add("status", "CANCELLED" if row.is_withdrawn else "CONFIRMED")
    if row.row.place:
        event.add("location", row.row.place)
    if row.areas:
        event.add("categories", [area.title for area in row.areas])
    event.add("description", row.row.public_note or row.row.content or row.row.unit.name)
    return event
