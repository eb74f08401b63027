"""The way of an activity: which step follows which, who may take it, and the log of every change.

Comes in: an activity and a step. Goes out: the activity in its new state, a row of its log, an audit entry. Nothing
changes an activity but `take` and `change`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from zhiyue_site.accounts.audit import record as audit
from zhiyue_site.accounts.models import User
from zhiyue_site.quality_month.models import Activity, ActivityLog, Edition
from zhiyue_site.quality_month.refusals import Refused
from zhiyue_site.quality_month.rights import require, units_of

S = Activity.State


@dataclass(frozen=True, slots=True)
class Step:
    """One step: its name on a button, from which states to which, the action that it needs, whether it needs words."""

    label: str
    sources: frozenset[str]
    target: str
    action: str
    needs_reason: bool = False


STEPS: Mapping[str, Step] = {
    "submit": Step("提交", frozenset({S.DRAFT, S.RETURNED}), S.SUBMITTED, "file"),
    "return": Step("退回", frozenset({S.SUBMITTED, S.APPROVED}), S.RETURNED, "moderate", needs_reason=True),
    "approve": Step("通过", frozenset({S.SUBMITTED}), S.APPROVED, "moderate"),
    "publish": Step("发布", frozenset({S.APPROVED}), S.PUBLISHED, "moderate"),
    "report": Step("报送", frozenset({S.PUBLISHED}), S.REPORTED, "report"),
    "reopen": Step("退回重报", frozenset({S.REPORTED, S.VERIFIED}), S.PUBLISHED, "moderate", needs_reason=True),
    "verify": Step("核实", frozenset({S.REPORTED}), S.VERIFIED, "moderate"),
    "archive": Step("归档", frozenset({S.VERIFIED}), S.ARCHIVED, "arrange"),
    "withdraw": Step(
        "撤销",
        frozenset({S.SUBMITTED, S.RETURNED, S.APPROVED, S.PUBLISHED, S.REPORTED, S.VERIFIED}),
        S.WITHDRAWN,
        "file",
        needs_reason=True,
    ),
}
"""Step → what it does. The reason of a withdrawal of what was public is shown to the public."""

COUNTED = frozenset({S.PUBLISHED, S.REPORTED, S.VERIFIED, S.ARCHIVED})
"""States in which an activity stands in the calendar and counts: as `zhiyue.campaign.COUNTED_ACTIVITIES`."""


class StepError(Refused):
    """The step cannot be taken; the message says why, in Chinese."""


def steps_from(state: str) -> list[str]:
    """The steps that lead on from a state, in order."""
    return [name for name, step in STEPS.items() if state in step.sources]


@transaction.atomic
def take(activity: Activity, name: str, *, by: User, reason: str = "") -> Activity:
    """Take a step.

    Raises:
        NotAllowed: the person may not take it on this branch.
        StepError: there is no such step from where the activity stands, or it needs a reason.
    """
    step = STEPS.get(name)
    if step is None:
        raise StepError("没有这一步")
    require(by, step.action, activity.unit)
    current = Activity.objects.select_for_update().get(pk=activity.pk)
    if current.state not in step.sources:
        raise StepError(f"“{current}”为{current.get_state_display()}，不能{step.label}")
    if step.needs_reason and not reason.strip():
        raise StepError(f"{step.label}须说明理由")
    was_public = current.state in COUNTED
    old, current.state = current.state, step.target
    if name == "withdraw" and was_public:
        current.public_note = reason.strip()[:255]
    current.save()
    log(current, name, by=by, old={"state": old}, new={"state": current.state}, reason=reason)
    audit(f"month.activity.{name}", actor=by, target=f"activity/{current.pk}", detail={"old": old, "reason": reason})
    return current


def take_all(activities: Iterable[Activity], names: Iterable[str], *, by: User) -> list[str]:
    """Take these steps, one after the other, with each activity; returns why some could not go on."""
    failed = []
    steps = tuple(names)
    for activity in activities:
        current = activity
        try:
            for name in steps:
                current = take(current, name, by=by)
        except StepError as error:
            failed.append(str(error))
    return failed


def approve_trusted(edition: Edition, *, by: User) -> int:
    """Approve and publish what trusted units submitted, on the branches of the person; returns how many."""
    units = units_of(by, "moderate", edition=edition)
    found = edition.activities.filter(state=S.SUBMITTED, unit__in=units, unit__is_trusted=True)
    waiting = list(found.select_related("unit"))
    return len(waiting) - len(take_all(waiting, ("approve", "publish"), by=by))


@transaction.atomic
def change(
    activity: Activity, values: Mapping[str, Any], *, by: User, reason: str = "", on_behalf: bool = False
) -> bool:
    """Set fields of an activity; returns whether anything changed. Old and new values go to its log.

    Raises:
        NotAllowed: the person may not file on this branch.
        StepError: it was withdrawn or archived, or a change after publication has no reason.
    """
    require(by, "file", activity.unit)
    if activity.state in (S.WITHDRAWN, S.ARCHIVED):
        raise StepError(f"“{activity}”已{'撤销' if activity.state == S.WITHDRAWN else '归档'}，不能更改")
    old = {name: getattr(activity, name) for name, value in values.items() if getattr(activity, name) != value}
    if not old:
        return False
    if activity.state in COUNTED and not reason.strip():
        raise StepError(f"“{activity}”已发布，变更须说明理由")
    for name in old:
        setattr(activity, name, values[name])
    activity.save()
    new = {name: values[name] for name in old}
    log(activity, "change", by=by, old=old, new=new, reason=reason, on_behalf=on_behalf)
    audit("month.activity.change", actor=by, target=f"activity/{activity.pk}", detail={"fields": sorted(old)})
    return True


def log(
    activity: Activity,
    what: str,
    *,
    by: User | None,
    old: Mapping[str, Any] | None = None,
    new: Mapping[str, Any] | None = None,
    **more: Any,
) -> ActivityLog:
    """Write one row of the log; `more` is ``reason`` and ``on_behalf``."""
    return ActivityLog.objects.create(
        activity=activity,
        by=by,
        what=what,
        old=dict(old or {}),
        new=dict(new or {}),
        reason=str(more.get("reason", ""))[:255],
        is_on_behalf=bool(more.get("on_behalf")),
    )


def label_of(field: str) -> str:
    """What a field of an activity is called. Raises StopIteration for a field that it has not."""
    names = (item for item in Activity._meta.concrete_fields if item.name == field)  # noqa: SLF001  # Django's own name
    return str(next(names).verbose_name)
