"""How an edition stands: what waits for whom, what is late, what the totals are. For the board alone.

Comes in: an edition and a person. Goes out: `Standing`, cut to the branches that the person may see.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count

from zhiyue.campaigns.counting import Ledger, Totals
from zhiyue.reference.measures import campaign_measures
from zhiyue_site.accounts.models import User
from zhiyue_site.quality_month.campaign import campaign_of
from zhiyue_site.quality_month.lateness import LateLine, late_list
from zhiyue_site.quality_month.models import Activity, Edition, Intake, Problem, Return, Suggestion, Unit
from zhiyue_site.quality_month.rights import units_of
from zhiyue_site.quality_month.tree import depths, units_below


@dataclass(frozen=True, slots=True)
class Line:
    """One total on the board, in its three stages."""

    label: str
    unit: str
    totals: Totals


@dataclass(frozen=True, slots=True)
class UnitLine:
    """One unit of the tree as it stands: how deep, how many activities and returns, what it owes."""

    unit: Unit
    depth: int
    filed: int
    public: int
    reported: int
    late: int


@dataclass(frozen=True, slots=True)
class Standing:
    """The board."""

    totals: tuple[Line, ...]
    late: tuple[LateLine, ...]
    units: tuple[UnitLine, ...]
    to_confirm: int
    to_moderate: int
    to_verify: int
    gaps: int
    open_problems: int
    open_suggestions: int

    @property
    def silent(self) -> int:
        """Units that have filed nothing."""
        return sum(line.filed == 0 for line in self.units)


def standing_of(edition: Edition, user: User, *, on: date | None = None) -> Standing:
    """The board of an edition for a person."""
    mine = units_of(user, "view", edition=edition)
    activities = Activity.objects.filter(edition=edition, unit__in=mine)
    late = late_list(edition, on=on, units=mine)
    open_states = (Activity.State.WITHDRAWN, Activity.State.ARCHIVED)
    living = activities.exclude(state__in=open_states)
    return Standing(
        totals=tuple(totals_of(edition)) if edition.root_id in mine else (),
        late=tuple(late),
        units=tuple(_units(edition, mine, late)),
        to_confirm=edition.intakes.filter(state=Intake.State.READ).count(),
        to_moderate=activities.filter(state=Activity.State.SUBMITTED).count(),
        to_verify=Return.objects.filter(edition=edition, unit__in=mine, state=Return.State.SUBMITTED).count(),
        gaps=(living.filter(start="") | living.filter(place="", is_online=False)).distinct().count(),
        open_problems=Problem.objects.filter(edition=edition, unit__in=mine).exclude(state="checked").count(),
        open_suggestions=Suggestion.objects.filter(edition=edition, state=Suggestion.State.RECEIVED).count(),
    )


def totals_of(edition: Edition) -> Iterable[Line]:
    """Every measure that was reported, in three stages; what the national return asks for stands first."""
    ledger = Ledger(campaign_of(edition))
    known = campaign_measures()
    for key in sorted(ledger.keys, key=lambda key: (key.code != "activities", not known[key.code].is_national, key)):
        yield Line(known[key.code].label_zh, key.unit, ledger.total(key))


def _units(edition: Edition, mine: set[int], late: list[LateLine]) -> Iterable[UnitLine]:
    depth = depths(edition.root_id)
    counted = Activity.objects.filter(edition=edition).values_list("unit", "state").annotate(n=Count("pk"))
    filed: Counter[int] = Counter()
    public: Counter[int] = Counter()
    for unit, state, n in counted:
        filed[unit] += n
        public[unit] += n if state in ("published", "reported", "verified", "archived") else 0
    told = Counter(
        Return.objects.filter(edition=edition, state__in=("submitted", "verified")).values_list("unit", flat=True)
    )
    owing = Counter(line.unit.pk for line in late)
    for unit in units_below(edition.root):
        if unit.pk in mine:
            pk = unit.pk
            yield UnitLine(unit, depth[pk], filed[pk], public[pk], told[pk], owing[pk])
