"""The tree of units: any depth, a unit below several parents, exactly one of them its counting home.

Comes in: ids, names, rows of a sheet. Goes out: sets of ids, units. Nothing here asks who may; services do.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db import transaction

from zhiyue_site.accounts.audit import record as audit
from zhiyue_site.accounts.models import User
from zhiyue_site.quality_month.models import Unit, UnitLink
from zhiyue_site.quality_month.refusals import Refused


class TreeError(Refused):
    """The tree cannot be changed so; the message says why, in Chinese."""


@dataclass(frozen=True, slots=True)
class NewUnit:
    """One row of a list of units: its name, those of its parents, the one under which it counts (else the first).

    Without a parent it hangs directly below the branch.
    """

    name: str
    parents: tuple[str, ...] = ()
    home: str = ""
    level: str = ""
    region: str = ""
    staff: int | None = None


@dataclass(frozen=True, slots=True)
class Added:
    """What became of a list: units made, those known already, and rows that could not be placed with the reason."""

    made: tuple[Unit, ...]
    known: tuple[Unit, ...]
    failed: tuple[tuple[str, str], ...]


def below(unit: int) -> set[int]:
    """The ids of a unit and of everything below it, through any parent."""
    return _reach(unit, _links(down=True))


def above(unit: int) -> set[int]:
    """The ids of a unit and of everything above it, through any parent."""
    return _reach(unit, _links(down=False))


def units_below(root: Unit) -> list[Unit]:
    """A unit and everything below it, by depth and then in order of filing."""
    wanted = below(root.pk)
    found = Unit.objects.in_bulk(wanted)
    return [found[pk] for pk in in_order(root.pk) if pk in found]


def in_order(root: int) -> list[int]:
    """The ids of a branch as one reads it: each unit once, where it counts."""
    return list(depths(root))


def depths(root: int) -> dict[int, int]:
    """How deep each unit of a branch stands, by counting homes, in the order in which one reads it; the root is 0."""
    children: dict[int, list[int]] = defaultdict(list)
    _, homes = counting_homes(below(root))
    for child in sorted(homes):
        if child != root:
            children[homes[child]].append(child)
    found: dict[int, int] = {}
    waiting = [(root, 0)]
    while waiting:
        unit, depth = waiting.pop()
        found[unit] = depth
        waiting.extend((child, depth + 1) for child in reversed(children[unit]))
    return found


def counting_homes(wanted: Iterable[int]) -> tuple[dict[int, tuple[int, ...]], dict[int, int]]:
    """Of these units: parents among them, and the one under which each counts.

    Where the counting home lies outside of them, the first parent inside takes its place: within one branch a unit
    counts once, whichever way one comes to it.
    """
    inside = set(wanted)
    parents: dict[int, list[int]] = defaultdict(list)
    homes: dict[int, int] = {}
    for link in UnitLink.objects.filter(child__in=inside, parent__in=inside).order_by("-is_counting_home", "id"):
        parents[link.child_id].append(link.parent_id)
        homes.setdefault(link.child_id, link.parent_id)
    return {child: tuple(found) for child, found in parents.items()}, homes


@transaction.atomic
def add_unit(name: str, *, parent: Unit | None, by: User | None, level: str = "", region: str = "") -> Unit:
    """Make a unit, counting below `parent`; a root where that is None.

    Raises:
        TreeError: the name is empty, or the parent has a unit of that name.
    """
    name = name.strip()
    if not name:
        raise TreeError("请填写单位名称")
    if parent is not None and parent.links_down.filter(child__name=name).exists():
        raise TreeError(f"“{parent}”下已有“{name}”")
    unit = Unit.objects.create(name=name[:128], level=level[:32], region=region[:12])
    if parent is not None:
        UnitLink.objects.create(parent=parent, child=unit, is_counting_home=True)
    audit("month.unit.add", actor=by, target=f"unit/{unit.pk}", detail={"name": name, "parent": str(parent or "")})
    return unit


@transaction.atomic
def hang(unit: Unit, parent: Unit, *, by: User, is_counting_home: bool = False) -> UnitLink:
    """Hang a unit below one more parent, or make that parent its counting home.

    Raises:
        TreeError: the parent lies below the unit.
    """
    if parent.pk in below(unit.pk):
        raise TreeError(f"“{parent}”在“{unit}”之下，不能作为其上级")
    if is_counting_home:
        unit.links_up.update(is_counting_home=False)
    link, _ = UnitLink.objects.update_or_create(
        parent=parent, child=unit, defaults={"is_counting_home": is_counting_home}
    )
    if not unit.links_up.filter(is_counting_home=True).exists():
        UnitLink.objects.filter(pk=link.pk).update(is_counting_home=True)
    detail = {"parent": parent.name, "counting": is_counting_home}
    audit("month.unit.hang", actor=by, target=f"unit/{unit.pk}", detail=detail)
    return link


@transaction.atomic
def unhang(unit: Unit, parent: Unit, *, by: User) -> None:
    """Take a unit from below a parent that is not its last one.

    Raises:
        TreeError: it is the last one, or its counting home.
    """
    link = unit.links_up.filter(parent=parent).first()
    if link is None or unit.links_up.count() == 1:
        raise TreeError(f"“{unit}”须保留一个上级")
    if link.is_counting_home:
        raise TreeError(f"“{parent}”是“{unit}”的归口统计单位，请先改归口")
    link.delete()
    audit("month.unit.unhang", actor=by, target=f"unit/{unit.pk}", detail={"parent": parent.name})


@transaction.atomic
def add_units(rows: Iterable[NewUnit], *, root: Unit, by: User) -> Added:
    """Add a list of units below a branch. Parents may stand after their children; a known unit is not made again."""
    known = {unit.name: unit for unit in units_below(root)}
    made: list[Unit] = []
    met: list[Unit] = []
    waiting = list(dict.fromkeys(rows))
    while waiting:
        later = [row for row in waiting if row.name not in known and not all(name in known for name in row.parents)]
        for row in waiting:
            if row.name in known:
                met.append(known[row.name])
            elif row not in later:
                known[row.name] = unit = _add_row(row, known, root, by)
                made.append(unit)
        if len(later) == len(waiting):
            break
        waiting = later
    failed = tuple((row.name, f"找不到上级“{'、'.join(n for n in row.parents if n not in known)}”") for row in waiting)
    return Added(tuple(made), tuple(met), failed)


def _add_row(row: NewUnit, known: Mapping[str, Unit], root: Unit, by: User) -> Unit:
    home = row.home if row.home in row.parents else next(iter(row.parents), "")
    unit = add_unit(row.name, parent=known[home] if home else root, by=by, level=row.level, region=row.region)
    if row.staff is not None:
        Unit.objects.filter(pk=unit.pk).update(staff=row.staff)
    for name in row.parents:
        if name != home:
            hang(unit, known[name], by=by)
    return unit


def _links(*, down: bool) -> Mapping[int, list[int]]:
    """Every link of the tree, read at once: a tree of thousands is small, and a query for each level is not."""
    found: dict[int, list[int]] = defaultdict(list)
    for parent, child in UnitLink.objects.order_by("id").values_list("parent_id", "child_id"):
        found[parent if down else child].append(child if down else parent)
    return found


def _reach(start: int, links: Mapping[int, list[int]]) -> set[int]:
    found = {start}
    waiting = [start]
    while waiting:
        fresh = [unit for unit in links.get(waiting.pop(), ()) if unit not in found]
        found.update(fresh)
        waiting.extend(fresh)
    return found
