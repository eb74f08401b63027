"""The one way from the tables to the pure functions: an edition as a `zhiyue.campaign.Campaign`.

Comes in: an edition. Goes out: frozen objects, from which duplicates, lateness, counts and the closing report are
computed (`zhiyue.campaigns`). Ids are ``unit/7``, ``activity/12``, ``measure/3``: they open again as addresses.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import cast

from zhiyue import campaign as pure
from zhiyue.model import Part, Relation
from zhiyue_site.quality_month.models import Activity, Area, AreaChoice, Deadline, Edition, Measure, Proof, Unit
from zhiyue_site.quality_month.tree import counting_homes, units_below


def campaign_of(edition: Edition) -> pure.Campaign:
    """The edition as it stands. A dozen queries, whatever its size."""
    units = units_below(edition.root)
    return pure.Campaign(
        edition=edition_of(edition),
        units=tuple(_units(edition, units)),
        activities=tuple(_activities(edition)),
        returns=tuple(_returns(edition)),
        proofs=tuple(_proof(proof) for proof in edition.proofs.order_by("id")),
        merges=tuple(_merges(edition)),
        apart=tuple((f"activity/{pair.left_id}", f"activity/{pair.right_id}") for pair in edition.distinct_pairs.all()),
    )


def edition_of(edition: Edition) -> pure.Edition:
    """The edition itself with its areas and days."""
    areas = tuple(
        pure.Area(f"area/{area.pk}", area.order, area.title, cast("pure.AreaFamily", area.family), _cues(area))
        for area in edition.areas.order_by("order")
    )
    due = tuple(_due(edition.deadlines.filter(unit=None)))
    return pure.Edition(
        id=f"edition/{edition.pk}",
        series=edition.series,
        year=str(edition.year),
        title=edition.title,
        theme=edition.theme,
        start=edition.start.isoformat(),
        end=edition.end.isoformat(),
        areas=areas,
        due=due,
        report_within=edition.report_within,
    )


def activity_of(activity: Activity) -> pure.Activity:
    """One activity; its areas are read for it alone: for many, take `campaign_of`."""
    areas = activity.area_choices.order_by("-is_primary", "id").values_list("area_id", flat=True)
    return _activity(activity, tuple(f"area/{area}" for area in areas))


def pk_of(id: str) -> int:
    """The row behind an id.

    >>> pk_of("activity/12")
    12
    """
    return int(id.rpartition("/")[2])


def _cues(area: Area) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*area.cues, *area.learned)))


def _due(rows: Iterable[Deadline]) -> Iterator[tuple[pure.Task, str]]:
    for row in sorted(rows, key=lambda row: (row.day, row.task)):
        yield cast("pure.Task", row.task), row.day.isoformat()


def _units(edition: Edition, units: list[Unit]) -> Iterator[pure.Unit]:
    own: dict[int, list[Deadline]] = {}
    for row in edition.deadlines.exclude(unit=None):
        own.setdefault(row.unit_id or 0, []).append(row)
    parents, homes = counting_homes(unit.pk for unit in units)
    for unit in units:
        home = homes.get(unit.pk)
        yield pure.Unit(
            id=f"unit/{unit.pk}",
            name=unit.name,
            parents=tuple(f"unit/{parent}" for parent in parents.get(unit.pk, ())),
            counting_home=f"unit/{home}" if home is not None else None,
            level=unit.level,
            region=unit.region or None,
            staff=str(unit.staff) if unit.staff is not None else None,
            due=tuple(_due(own.get(unit.pk, ()))),
        )


def _activities(edition: Edition) -> Iterator[pure.Activity]:
    areas: dict[int, list[str]] = {}
    for choice in AreaChoice.objects.filter(activity__edition=edition).order_by("-is_primary", "id"):
        areas.setdefault(choice.activity_id, []).append(f"area/{choice.area_id}")
    for activity in edition.activities.order_by("id"):
        yield _activity(activity, tuple(areas.get(activity.pk, ())))


def _activity(activity: Activity, areas: tuple[str, ...]) -> pure.Activity:
    return pure.Activity(
        id=f"activity/{activity.pk}",
        unit=f"unit/{activity.unit_id}",
        name=activity.name,
        state=cast("pure.ActivityState", activity.state),
        kind=activity.kind,
        areas=areas,
        start=activity.start,
        end=activity.end,
        part=cast("Part", activity.part) if activity.part else None,
        place=activity.place,
        region=activity.region or None,
        is_online=activity.is_online,
        hosts=tuple(activity.hosts),
        undertakers=tuple(activity.undertakers),
        co_hosts=tuple(activity.co_hosts),
        audience=activity.audience,
        content=activity.content,
    )


def _returns(edition: Edition) -> Iterator[pure.Return]:
    measures: dict[int, list[pure.Measure]] = {}
    for measure in Measure.objects.filter(report__edition=edition).order_by("id").prefetch_related("proofs"):
        measures.setdefault(measure.report_id, []).append(_measure(measure))
    for item in edition.returns.order_by("id").prefetch_related("proofs"):
        yield pure.Return(
            id=f"return/{item.pk}",
            unit=f"unit/{item.unit_id}",
            state=cast("pure.ReturnState", item.state),
            activity=f"activity/{item.activity_id}" if item.activity_id else None,
            measures=tuple(measures.get(item.pk, ())),
            is_nil=item.is_nil,
            proofs=tuple(f"proof/{pk}" for pk in sorted(proof.pk for proof in item.proofs.all())),
        )


def _measure(measure: Measure) -> pure.Measure:
    return pure.Measure(
        id=f"measure/{measure.pk}",
        code=measure.code,
        number=measure.number,
        unit=measure.unit,
        relation=cast("Relation", measure.relation),
        start=measure.start,
        end=measure.end,
        proofs=tuple(f"proof/{proof.pk}" for proof in measure.proofs.all()),
        printed=measure.printed,
    )


def _proof(proof: Proof) -> pure.Proof:
    return pure.Proof(
        id=f"proof/{proof.pk}",
        form=cast("pure.ProofForm", proof.form),
        title=proof.title,
        digest=proof.digest,
        address=proof.address,
        is_withdrawn=proof.withdrawn_at is not None,
    )


def _merges(edition: Edition) -> Iterator[pure.Merge]:
    for merge in edition.merges.filter(undone_at=None).prefetch_related("activities").order_by("id"):
        members = sorted(activity.pk for activity in merge.activities.all())
        yield pure.Merge(
            id=f"merge/{merge.pk}",
            activities=tuple(f"activity/{pk}" for pk in members),
            kept=f"activity/{merge.kept_id}",
            reason=merge.reason,
        )
