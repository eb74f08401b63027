"""Signing up for an activity: asked for a stated purpose, kept for stated days, erased by the clock.

Comes in: an activity that is open for sign-up, and what a person entered. Goes out: words (a token) that only this
person has, by which they see their entry and leave again. Of the token a hash is kept; of the person nothing is, after
`SignUp.delete_on`.
"""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction
from django.db.models import Sum
from django.utils import timezone

from zhiyue_site.accounts.audit import record as audit
from zhiyue_site.accounts.models import User
from zhiyue_site.quality_month.models import Activity, Enrolment, SignUp
from zhiyue_site.quality_month.rights import require

MOST_PEOPLE = 20
"""People whom one entry may bring along, so that one entry cannot fill a hall."""


class EnrolmentError(Exception):
    """It cannot be done; the message says why, in Chinese."""


@dataclass(frozen=True, slots=True)
class Terms:
    """On what terms people sign up: why their data is asked, how many places, until when, for how long it is kept."""

    purpose: str
    capacity: int
    keep_days: int = 30


@transaction.atomic
def open_enrolment(activity: Activity, terms: Terms, *, by: User) -> Enrolment:
    """Let people sign up, or change the terms. Who signed up keeps the terms under which they did.

    Raises:
        NotAllowed: the person may not file on this branch.
        EnrolmentError: the purpose is empty, there is no place, or fewer places than were given already.
    """
    require(by, "file", activity.unit)
    if not terms.purpose.strip():
        raise EnrolmentError("请写明为何收集报名信息")
    if terms.capacity < 1:
        raise EnrolmentError("名额至少为 1")
    found, _made = Enrolment.objects.get_or_create(
        activity=activity, defaults={"purpose": terms.purpose, "capacity": terms.capacity}
    )
    if terms.capacity < taken(found):
        raise EnrolmentError(f"已有 {taken(found)} 人报名，名额不能更少")
    found.purpose, found.capacity, found.keep_days = terms.purpose.strip()[:255], terms.capacity, terms.keep_days
    found.is_open = True
    found.save()
    audit("month.enrolment.open", actor=by, target=f"activity/{activity.pk}", detail={"capacity": terms.capacity})
    return found


@transaction.atomic
def close_enrolment(activity: Activity, *, by: User) -> None:
    """Take no more sign-ups; those who signed up stay."""
    require(by, "file", activity.unit)
    Enrolment.objects.filter(activity=activity).update(is_open=False)
    audit("month.enrolment.close", actor=by, target=f"activity/{activity.pk}")


def taken(enrolment: Enrolment) -> int:
    """How many places are given."""
    return enrolment.signups.filter(cancelled_at=None).aggregate(n=Sum("people"))["n"] or 0


def open_places(enrolment: Enrolment) -> int:
    """How many places are left; none where sign-up is closed, its day has passed, or the activity is over."""
    closed = enrolment.closes_at is not None and enrolment.closes_at <= timezone.now()
    closed = closed or last_day(enrolment.activity) < timezone.localdate()
    return 0 if closed or not enrolment.is_open else max(0, enrolment.capacity - taken(enrolment))


@transaction.atomic
def sign_up(activity: Activity, *, name: str, contact: str, people: int = 1) -> str:
    """Sign a person up, who has consented to the purpose as it stands; returns the words that open their entry.

    Raises:
        EnrolmentError: there is no sign-up, it is closed, or fewer places are left.
    """
    found = Enrolment.objects.select_for_update().filter(activity=activity).first()
    if found is None:
        raise EnrolmentError("此活动不需要报名")
    left = open_places(found)
    if not 1 <= people <= min(left, MOST_PEOPLE):
        raise EnrolmentError(f"仅余 {left} 个名额，每次至多 {MOST_PEOPLE} 人" if left else "报名已满或已截止")
    words = secrets.token_urlsafe(24)
    now = timezone.now()
    SignUp.objects.create(
        enrolment=found,
        name=name.strip()[:64],
        contact=contact.strip()[:128],
        people=people,
        purpose=found.purpose,
        consented_at=now,
        token=hash_of(words),
        delete_on=last_day(activity) + timedelta(days=found.keep_days),
    )
    audit("month.signup", actor=None, target=f"activity/{activity.pk}", detail={"people": people})
    return words


def entry_of(words: str) -> SignUp | None:
    """The entry that these words open; None where they open none, or it was erased."""
    entries = SignUp.objects.select_related("enrolment__activity__edition", "enrolment__activity__unit")
    return entries.filter(token=hash_of(words)).first()


@transaction.atomic
def leave(entry: SignUp) -> None:
    """Give the place back. Name and contact are erased at once: nothing needs them any more."""
    entry.cancelled_at = timezone.now()
    entry.name = entry.contact = ""
    entry.save()
    audit("month.signup.leave", actor=None, target=f"activity/{entry.enrolment.activity_id}")


def erase_signups() -> int:
    """Erase the entries whose day has come; returns how many. Run by the worker."""
    return SignUp.objects.filter(delete_on__lte=timezone.localdate()).delete()[0]


def last_day(activity: Activity) -> date:
    """The day on which the activity is over: its last day where one is printed, else the last of its edition."""
    try:
        return date.fromisoformat(activity.end or activity.start)
    except ValueError:
        # A bare month or a gap: the edition's end is the latest that it can be.
        return activity.edition.end


def hash_of(words: str) -> str:
    """The hash under which a token lies; its random bits need no salt."""
    return hashlib.sha256(words.encode()).hexdigest()
