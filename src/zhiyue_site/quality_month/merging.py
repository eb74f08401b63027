"""Duplicates and joint activities: pairs with their reasons, merged by a person and taken apart again; nothing is deleted.

Comes in: the edition. Goes out: `Pair`s that wait for a person, and rows of `Merge` and `Distinct` for what they said.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from zhiyue.campaigns.duplicates import find_duplicates
from zhiyue_site.accounts.audit import record as audit
from zhiyue_site.accounts.models import User
from zhiyue_site.quality_month.campaign import campaign_of, pk_of
from zhiyue_site.quality_month.models import Activity, Distinct, Edition, Merge
from zhiyue_site.quality_month.refusals import Refused
from zhiyue_site.quality_month.rights import require
from zhiyue_site.quality_month.states import log


class MergeError(Refused):
    """These cannot be merged; the message says why, in Chinese."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two filings that look like one activity, how much so (0…1), and why."""

    left: Activity
    right: Activity
    score: float
    reasons: tuple[str, ...]


def waiting_pairs(edition: Edition) -> list[Pair]:
    """Pairs that nobody has decided on yet, the likeliest first."""
    rows = Activity.objects.filter(edition=edition).select_related("unit").in_bulk()
    return [
        Pair(rows[pk_of(pair.left)], rows[pk_of(pair.right)], pair.score, tuple(reason.zh for reason in pair.reasons))
        for pair in find_duplicates(campaign_of(edition))
    ]


@transaction.atomic
def merge(activities: Iterable[Activity], kept: Activity, *, by: User, reason: str = "") -> Merge:
    """Say that these filings are one activity, for which `kept` speaks. Each keeps its reporter and its return.

    Raises:
        NotAllowed: the person does not moderate all of their units.
        MergeError: fewer than two, of different editions, or the kept one is none of them.
    """
    members = list({activity.pk: activity for activity in (kept, *activities)}.values())
    if len(members) < 2 or len({activity.edition_id for activity in members}) != 1:
        raise MergeError("请选择同一届次的两项以上活动")
    for activity in members:
        require(by, "moderate", activity.unit)
    pks = {activity.pk for activity in members}
    if (
        Merge.objects.filter(activities__in=pks, undone_at=None, kept=kept)
        .filter(activities__in=pks - {kept.pk})
        .exists()
    ):
        raise MergeError("其中已有归并，请先撤销")
    made = Merge.objects.create(edition=kept.edition, kept=kept, reason=reason[:255], by=by)
    made.activities.set(members)
    for activity in members:
        log(activity, "merge", by=by, new={"merge": made.pk, "kept": kept.name}, reason=reason)
    detail = {"activities": sorted(pks), "reason": reason}
    audit("month.merge", actor=by, target=f"activity/{kept.pk}", detail=detail)
    return made


@transaction.atomic
def unmerge(merge: Merge, *, by: User) -> None:
    """Take a merge apart: the filings stand for themselves again. Twice changes nothing."""
    require(by, "moderate", merge.kept.unit)
    if merge.undone_at is None:
        merge.undone_by, merge.undone_at = by, timezone.now()
        merge.save(update_fields=["undone_by", "undone_at"])
        for activity in merge.activities.all():
            log(activity, "unmerge", by=by, old={"merge": merge.pk})
        audit("month.unmerge", actor=by, target=f"activity/{merge.kept_id}")


@transaction.atomic
def tell_apart(left: Activity, right: Activity, *, by: User) -> None:
    """Say that two filings are two activities: the pair is proposed no more."""
    for activity in (left, right):
        require(by, "moderate", activity.unit)
    first, second = sorted((left, right), key=lambda activity: activity.pk)
    Distinct.objects.get_or_create(edition=first.edition, left=first, right=second, defaults={"by": by})
    audit("month.distinct", actor=by, target=f"activity/{first.pk} activity/{second.pk}")
