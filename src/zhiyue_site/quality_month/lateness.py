"""Who is late, told by branch; reminders that wait in a queue until a person of the unit sees them; the list for mail.

Comes in: the edition and a day. Goes out: lines of the late list, rows of `Reminder`, CSV. What is late is the library's
to say (`zhiyue.campaigns`); here is who is told.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone

from zhiyue.campaigns.late import late
from zhiyue_site.accounts.audit import record as audit
from zhiyue_site.accounts.models import User
from zhiyue_site.quality_month.campaign import campaign_of, pk_of
from zhiyue_site.quality_month.models import Activity, Edition, Reminder, Task, Unit
from zhiyue_site.quality_month.rights import units_of

QUIET_DAYS = 3
"""Nobody is reminded of the same thing twice within so many days."""


@dataclass(frozen=True, slots=True)
class LateLine:
    """One thing that a unit owes, with the units above it and when it was last reminded."""

    unit: Unit
    way: tuple[Unit, ...]
    task: str
    label: str
    activity: Activity | None
    due: date
    days: int
    reminded: date | None


def late_list(edition: Edition, *, on: date | None = None, units: Iterable[int] | None = None) -> list[LateLine]:
    """What is late on a day, in the order of the tree; of these units only, where they are given."""
    day = on or timezone.localdate()
    wanted = set(units) if units is not None else None
    found = [
        item for item in late(campaign_of(edition), day.isoformat()) if wanted is None or pk_of(item.unit) in wanted
    ]
    rows = Unit.objects.in_bulk({pk_of(id) for item in found for id in (item.unit, *item.way)})
    activities = Activity.objects.in_bulk([pk_of(item.activity) for item in found if item.activity])
    reminded = _reminded(edition)
    return [
        LateLine(
            unit=rows[pk_of(item.unit)],
            way=tuple(rows[pk_of(id)] for id in item.way[:-1]),
            task=item.task,
            label=str(Task(item.task).label),
            activity=activities[pk_of(item.activity)] if item.activity else None,
            due=date.fromisoformat(item.due),
            days=item.days,
            reminded=reminded.get((pk_of(item.unit), item.task, pk_of(item.activity) if item.activity else None)),
        )
        for item in found
    ]


@transaction.atomic
def remind(edition: Edition, lines: Iterable[LateLine], *, by: User) -> int:
    """Queue a reminder for each line on the person's branches; returns how many. Nobody is told twice within days."""
    mine = units_of(by, "moderate", edition=edition)
    today = timezone.localdate()
    made = [
        Reminder(
            edition=edition,
            unit=line.unit,
            task=line.task,
            activity=line.activity,
            due=line.due,
            text=_text(line),
            by=by,
        )
        for line in lines
        if line.unit.pk in mine and (line.reminded is None or (today - line.reminded).days >= QUIET_DAYS)
    ]
    Reminder.objects.bulk_create(made)
    if made:
        audit("month.remind", actor=by, target=f"edition/{edition.pk}", detail={"reminders": len(made)})
    return len(made)


def send_waiting() -> int:
    """Let what is queued be seen on the desks of the units. A job of the worker; returns how many."""
    return Reminder.objects.filter(sent_at=None).update(sent_at=timezone.now())


def reminders_of(user: User) -> list[Reminder]:
    """What a person's units were reminded of and have not said they have seen, newest first."""
    units = units_of(user, "file")
    found = Reminder.objects.filter(unit__in=units, shown_at=None).exclude(sent_at=None)
    return list(found.select_related("unit", "edition", "activity")[:200])


def seen(user: User, reminder: Reminder) -> None:
    """Say that a reminder was seen; one of another branch stays as it is."""
    if reminder.unit_id in units_of(user, "file"):
        Reminder.objects.filter(pk=reminder.pk, shown_at=None).update(shown_at=timezone.now())


def as_csv(lines: Iterable[LateLine]) -> str:
    """The list as CSV for a mail or a spreadsheet, with a mark that makes Excel read it as UTF-8."""
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\r\n")
    writer.writerow(["上级", "单位", "应报事项", "活动", "截止日期", "逾期天数", "最近提醒"])
    for line in lines:
        row = [
            " › ".join(unit.name for unit in line.way), line.unit.name, line.label, str(line.activity or ""),
            line.due.isoformat(), line.days, line.reminded.isoformat() if line.reminded else "",
        ]  # fmt: skip
        writer.writerow([_plain(value) for value in row])
    return "\ufeff" + file.getvalue()


def _plain(value: object) -> object:
    """A name that begins like a formula stays a name in a spreadsheet."""
    return f"'{value}" if isinstance(value, str) and value[:1] in ("=", "+", "-", "@") else value


def _text(line: LateLine) -> str:
    about = f"“{line.activity}”" if line.activity is not None else ""
    return f"{line.label}{about}应于 {line.due:%Y-%m-%d} 完成，已逾期 {line.days} 天"[:255]


def _reminded(edition: Edition) -> dict[tuple[int, str, int | None], date]:
    """When each thing was last reminded of."""
    found: dict[tuple[int, str, int | None], date] = {}
    for row in edition.reminders.order_by("queued_at"):
        found[row.unit_id, row.task, row.activity_id] = timezone.localtime(row.queued_at).date()
    return found
