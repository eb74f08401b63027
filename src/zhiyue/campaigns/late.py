"""Who is late, with what, and for how many days.

Comes in: a `Campaign` and a day; this module has no clock. Goes out: `Late` entries in the order of the tree. A unit is late
with what is still missing; what came in late is no longer missing. A nil return is an answer, never late. A root owes nobody a plan or a summary, only
what became of its own activities.

| task | missing while | due |
| --- | --- | --- |
| plan | the unit has submitted no activity | `due` of the unit or of the nearest one above it, else of the edition |
| change | an activity that was sent back has not been submitted again | likewise |
| report | an activity that takes place has no standing return, nor has one merged with it | so many days after its end |
| summary | the unit has no standing return about itself | likewise `due` |
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from zhiyue.campaign import COUNTED_ACTIVITIES, Activity, Campaign, Task
from zhiyue.campaigns.counting import STANDING, groups_of
from zhiyue.campaigns.tree import Tree

Outcome = Literal["done", "dropped", "untold"]
"""What became of an activity: it took place, it did not, nobody has said."""
_SUBMITTED = COUNTED_ACTIVITIES | {"submitted", "approved"}
TASKS: tuple[Task, ...] = ("plan", "change", "report", "summary")
TASK_LABELS: dict[Task, tuple[str, str]] = {
    "plan": ("活动计划", "plan"),
    "change": ("退回后修改", "change"),
    "report": ("活动情况", "report"),
    "summary": ("工作总结", "summary"),
}
"""Each task in Chinese and English."""


@dataclass(frozen=True, slots=True)
class Late:
    """One thing that a unit owes: due on `due`, `days` ago. `way` leads from the root to the unit by counting homes."""

    unit: str
    task: Task
    due: str
    days: int
    way: tuple[str, ...]
    activity: str | None = None


def late(campaign: Campaign, today: str, *, node: str | None = None) -> tuple[Late, ...]:
    """Return what is late on `today` (``YYYY-MM-DD``) below `node`, in the order of the tree, then of tasks.

    A task without a due day is not late: nobody said when. Raises KeyError for a node that is no unit.
    """
    tree = Tree(campaign.units)
    tree.require(node)
    now = date.fromisoformat(today)
    found = []
    for unit, task, due, activity in _owed(campaign, tree):
        days = (now - due).days
        if days > 0 and tree.is_below(unit, node):
            found.append(Late(unit, task, due.isoformat(), days, tree.way(unit), activity))
    place = {id: n for n, (id, _) in enumerate(tree.walk())}
    return tuple(sorted(found, key=lambda item: (place[item.unit], TASKS.index(item.task), item.activity or "")))


def due_day(campaign: Campaign, tree: Tree, unit: str, task: Task) -> date | None:
    """The day on which `unit` owes `task`: its own, else that of the nearest unit above it, else the edition's.

    None where nobody set one.
    """
    for id in reversed(tree.way(unit)):
        own = dict(tree.units[id].due)
        if task in own:
            return date.fromisoformat(own[task])
    days = dict(campaign.edition.due)
    return date.fromisoformat(days[task]) if task in days else None


def _owed(campaign: Campaign, tree: Tree) -> Iterator[tuple[str, Task, date, str | None]]:
    """Every task that is not done, with its due day."""
    told = [item for item in campaign.returns if item.state in STANDING]
    answered = {item.unit for item in told if item.activity is None}
    nil = {item.unit for item in told if item.activity is None and item.is_nil}
    planned = {activity.unit for activity in campaign.activities if activity.state in _SUBMITTED}
    sent_back: dict[str, list[str]] = defaultdict(list)
    for one in campaign.activities:
        if one.state == "returned":
            sent_back[one.unit].append(one.id)
    for unit in tree.units:
        missing: list[tuple[Task, str | None]] = []
        owes = bool(tree.units[unit].parents)
        if owes and unit not in planned | nil:
            missing.append(("plan", None))
        missing += [("change", id) for id in sent_back[unit]]
        if owes and unit not in answered:
            missing.append(("summary", None))
        for task, activity in missing:
            due = due_day(campaign, tree, unit, task)
            if due is not None:
                yield unit, task, due, activity
    became = outcomes(campaign)
    for one in campaign.activities:
        if became.get(one.id) == "untold":
            yield one.unit, "report", _report_due(campaign, tree, one), one.id


def outcomes(campaign: Campaign) -> dict[str, Outcome]:
    """What became of each activity that a report counts, by id: one merged with it speaks for it too.

    A unit that returned nil for itself held none of those of which nobody has told.
    """
    group = groups_of(campaign.merges, {activity.id: activity for activity in campaign.activities})
    told: dict[str, Outcome] = {}
    for item in campaign.returns:
        if item.activity is not None and item.state in STANDING:
            kept = group.get(item.activity, item.activity)
            told[kept] = "dropped" if item.is_nil and told.get(kept) != "done" else "done"
    nil = {item.unit for item in campaign.returns if item.activity is None and item.is_nil and item.state in STANDING}
    counted = sorted((one.id, one.unit) for one in campaign.activities if one.state in COUNTED_ACTIVITIES)
    return {id: told.get(group.get(id, id), "dropped" if unit in nil else "untold") for id, unit in counted}


def _report_due(campaign: Campaign, tree: Tree, activity: Activity) -> date:
    """So many days after the activity's end, but not after the last day for reports; without a day, after the edition's."""
    last = last_day(activity.end or activity.start) or last_day(campaign.edition.end)
    if last is None:
        raise ValueError(f"the edition {campaign.edition.id!r} has the end {campaign.edition.end!r}; write a day")
    due = last + timedelta(days=campaign.edition.report_within)
    latest = due_day(campaign, tree, activity.unit, "report")
    return due if latest is None else min(due, latest)


def last_day(printed: str) -> date | None:
    """The last day that a date with its printed precision may mean: 2025-09 is the 30th. None where nothing is printed.

    >>> last_day("2025-09"), last_day("2024-02-03"), last_day("")
    (datetime.date(2025, 9, 30), datetime.date(2024, 2, 3), None)
    """
    parts = [int(part) for part in printed[:10].split("-")] if printed else []
    if len(parts) == 3:
        return date(*parts)
    if len(parts) == 2:
        return date(parts[0] + parts[1] // 12, parts[1] % 12 + 1, 1) - timedelta(days=1)
    return date(parts[0], 12, 31) if parts else None
