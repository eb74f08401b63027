"""What becomes of drafts that a person confirms: activities made or changed, figures reported. Nothing is doubled.

Comes in: drafts of one file. Goes out: activities and returns, each with its log; `Outcome` says what was made, changed
and left alone. A row whose activity is known changes it; the differences are shown before (`differences_of`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from rapidfuzz import fuzz

from zhiyue.reference.measures import campaign_measures
from zhiyue_site.accounts.audit import record as audit
from zhiyue_site.accounts.models import User
from zhiyue_site.quality_month import returns, states
from zhiyue_site.quality_month.areas import class_of, file_areas
from zhiyue_site.quality_month.cells import CellJson, names_in
from zhiyue_site.quality_month.intake import IntakeError
from zhiyue_site.quality_month.models import Activity, Contact, Draft, Edition, Intake, Return, Task, Unit
from zhiyue_site.quality_month.rights import allowed, require

KEEP_CONTACTS = 180
"""Days after the end of an edition for which contact data is kept."""

_ALIKE = 88
"""How like two names must be that one report names the activity of a plan with a slip of the pen (of 100)."""

_NOT_DONE = frozenset({"否", "未开展", "未完成", "取消", "no", "False"})


@dataclass(frozen=True, slots=True)
class Outcome:
    """What confirming did, with the rows that could not be taken in and why."""

    made: int
    changed: int
    same: int
    reported: int
    failed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """A field that the row says otherwise than the activity it belongs to."""

    field: str
    label: str
    before: str
    after: str


@transaction.atomic
def confirm(intake: Intake, *, by: User, drafts: Iterable[int] | None = None, publish: bool = False) -> Outcome:
    """Confirm rows of a file (all that wait, or those of these ids); with `publish`, let them through at once.

    Publishing needs the right to moderate the unit. Raises NotAllowed; IntakeError where no unit is known.
    """
    intake = Intake.objects.select_for_update().get(pk=intake.pk)
    require(by, "file", intake.unit if intake.unit is not None else intake.edition.root)
    if intake.state not in (Intake.State.READ, Intake.State.CONFIRMED):
        raise IntakeError("这份材料还不能确认")
    waiting = intake.drafts.filter(state=Draft.State.WAITING).select_related("unit", "activity")
    wanted = set(drafts) if drafts is not None else None
    counts = {"made": 0, "changed": 0, "same": 0, "reported": 0}
    failed: list[str] = []
    for draft in waiting.order_by("order"):
        if wanted is None or draft.pk in wanted:
            try:
                with transaction.atomic():
                    counts[_confirm_row(intake, draft, by=by, publish=publish)] += 1
            except (IntakeError, states.StepError, returns.ReturnError) as error:
                failed.append(f"{draft.sheet} 第 {draft.row} 行：{error}")
    if intake.reading.get("is_nil") and intake.unit is not None:
        returns.nil_return(intake.edition, intake.unit, by=by, on_behalf=intake.is_on_behalf)
        counts["reported"] += 1
    if not intake.drafts.filter(state=Draft.State.WAITING).exists():
        intake.state = Intake.State.CONFIRMED
        intake.save(update_fields=["state"])
    detail = {**counts, "failed": len(failed), "unit": str(intake.unit or ""), "on_behalf": intake.is_on_behalf}
    audit("month.intake.confirm", actor=by, target=f"intake/{intake.pk}", detail=detail)
    return Outcome(**counts, failed=tuple(failed))


def differences_of(draft: Draft) -> list[Difference]:
    """What confirming this row would change in the activity that it belongs to; nothing for a new one."""
    if draft.activity is None or draft.intake.task == Task.REPORT:
        return []
    found = []
    for field, value in _values(draft).items():
        before = getattr(draft.activity, field)
        if before != value and field != "start_words":
            label = states.label_of(field)
            found.append(Difference(field, label, _shown(before), _shown(value)))
    return found


def missing_since(intake: Intake) -> list[Activity]:
    """Activities that the unit filed before and this file does not name: told, never withdrawn by a file."""
    if intake.unit is None or intake.task == Task.REPORT:
        return []
    keys = set(intake.drafts.filter(unit=intake.unit).values_list("key", flat=True))
    found = Activity.objects.filter(edition=intake.edition, unit=intake.unit).exclude(state=Activity.State.WITHDRAWN)
    return [activity for activity in found if activity.key not in keys]


def _confirm_row(intake: Intake, draft: Draft, *, by: User, publish: bool) -> str:
    unit = draft.unit or intake.unit
    if unit is None:
        raise IntakeError("请先确定这份材料是哪个单位的")
    require(by, "file", unit)
    if intake.task == Task.REPORT:
        outcome = _report(intake, draft, unit, by=by)
    else:
        outcome = _plan(intake, draft, unit, by=by)
        if publish and draft.activity is not None and draft.activity.state == Activity.State.SUBMITTED:
            _publish(draft.activity, unit, by=by)
    draft.state, draft.confirmed_by, draft.confirmed_at = Draft.State.CONFIRMED, by, timezone.now()
    draft.save()
    return outcome


def _publish(activity: Activity, unit: Unit, *, by: User) -> None:
    if allowed(by, "moderate", unit):
        states.take(states.take(activity, "approve", by=by), "publish", by=by)


def _plan(intake: Intake, draft: Draft, unit: Unit, *, by: User) -> str:
    values = _values(draft)
    if not values["name"]:
        raise IntakeError("没有活动名称，请补上或不采用此行")
    # Looked up anew: an earlier row or another person may have made it since the preview.
    known = Activity.objects.filter(edition=intake.edition, unit=unit, key=draft.key).first()
    if known is None:
        draft.activity = activity = _made(intake, draft, unit, values, by=by)
        file_areas(activity, said=_words(draft, "category"))
        return "made"
    draft.activity = known
    reason = f"重新报送：{intake.name}"[:255]
    changed = states.change(known, values, by=by, reason=reason, on_behalf=intake.is_on_behalf)
    if known.state == Activity.State.RETURNED:
        states.take(known, "submit", by=by)
    if changed:
        file_areas(known, said=_words(draft, "category"))
    _keep_contact(draft, known)
    return "changed" if changed else "same"


def _made(intake: Intake, draft: Draft, unit: Unit, values: Mapping[str, Any], *, by: User) -> Activity:
    activity = Activity.objects.create(
        edition=intake.edition, unit=unit, key=draft.key, state=Activity.State.SUBMITTED, origin=draft, **values
    )
    new = {"state": activity.state, **values}
    where = f"{intake.name} {draft.sheet} 第 {draft.row} 行"
    states.log(activity, "file", by=by, new=new, reason=where, on_behalf=intake.is_on_behalf)
    _keep_contact(draft, activity)
    return activity


def _values(draft: Draft) -> dict[str, Any]:
    """The fields of an activity as a row says them. What it does not say stays as it is, so a gap changes nothing."""
    cells = draft.cells
    day = cells.get("date") or {}
    end = (cells.get("end_date") or {}).get("end") or day.get("end", "")
    values: dict[str, Any] = {
        "name": _words(draft, "name")[:255],
        "form": _words(draft, "form")[:64],
        "start": day.get("start", ""),
        "end": end,
        "part": day.get("part", "") or (cells.get("clock") or {}).get("part", ""),
        "start_words": " ".join(filter(None, (day.get("printed", ""), _printed(cells, "clock"))))[:64],
        "place": _words(draft, "place")[:128],
        "hosts": names_in(_words(draft, "host")),
        "undertakers": names_in(_words(draft, "undertaker") or _words(draft, "responsible_unit")),
        "co_hosts": names_in(_words(draft, "co_host")),
        "audience": _words(draft, "audience")[:128],
        "expected": (_printed(cells, "participants") or _printed(cells, "attendances"))[:64],
        "content": _words(draft, "content"),
    }
    values = {name: value for name, value in values.items() if value or draft.activity is None}
    # Only a class that the unit names itself: what words propose is computed where it is counted, and may improve.
    kind = class_of(_words(draft, "form")) or class_of(_words(draft, "category"))
    return {**values, "kind": kind} if kind else values


def _words(draft: Draft, field: str) -> str:
    return str((draft.cells.get(field) or {}).get("words", "")).strip()


def _printed(cells: Mapping[str, CellJson], field: str) -> str:
    return str((cells.get(field) or {}).get("printed", "")).strip()


def _keep_contact(draft: Draft, activity: Activity) -> None:
    """Whom to call about an activity goes to the one table that is shown inside the tree only, and erased in time."""
    name = _words(draft, "contact") or _words(draft, "owner")
    phone = _words(draft, "phone")
    if not name and not phone:
        return
    Contact.objects.update_or_create(
        unit=activity.unit,
        edition=activity.edition,
        activity=activity,
        defaults={"name": name[:64], "phone": phone[:64], "delete_on": contact_end(activity.edition)},
    )


def contact_end(edition: Edition) -> date:
    """The day on which contact data of an edition is erased."""
    return edition.end + timedelta(days=KEEP_CONTACTS)


# ── reports of what was done ─────────────────────────────────────────────────────────────────────────────────────


def _report(intake: Intake, draft: Draft, unit: Unit, *, by: User) -> str:
    name = _words(draft, "name")
    activity = activity_like(intake.edition, unit, draft.key) if name else None
    if name and activity is None:
        activity = _made(intake, draft, unit, {**_values(draft), "name": name[:255]}, by=by)
        file_areas(activity, said=_words(draft, "category"))
    draft.activity = activity
    made = returns.report(
        intake.edition,
        unit,
        activity,
        returns.Said(
            figures=tuple(_figures(draft)),
            is_nil=_words(draft, "done") in _NOT_DONE or (bool(_words(draft, "reason")) and not any(_figures(draft))),
            why_not=_words(draft, "reason"),
            held_on=(draft.cells.get("date") or {}).get("start", ""),
            evidence=_words(draft, "evidence"),
        ),
        by=by,
        on_behalf=intake.is_on_behalf,
    )
    return "reported" if made.state != Return.State.DRAFT else "same"


def activity_like(edition: Edition, unit: Unit, key: str) -> Activity | None:
    """The unit's activity of that name, or the one whose name is nearly the same; None where there is none."""
    own = list(Activity.objects.filter(edition=edition, unit=unit).exclude(state=Activity.State.WITHDRAWN))
    exact = [activity for activity in own if activity.key == key]
    if exact:
        return exact[0]
    alike = sorted(own, key=lambda activity: -fuzz.ratio(activity.key, key))
    return alike[0] if alike and fuzz.ratio(alike[0].key, key) >= _ALIKE else None


def _figures(draft: Draft) -> Iterable[returns.Figure]:
    for code, cell in draft.cells.items():
        if code in campaign_measures() and cell["number"]:
            yield returns.Figure(code, cell["number"], cell["unit"], cell["relation"], cell["printed"])


def _shown(value: Any) -> str:
    return "、".join(value) if isinstance(value, list) else str(value)
