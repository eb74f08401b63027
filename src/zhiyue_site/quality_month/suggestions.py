"""Suggestions from the public, as they come in: a number, and a day by which they are answered (`ledger.answer`).

Comes in: what somebody wrote, and their contact data if they want to be told. Goes out: a number that nobody can guess.
Contact data is erased some time after the answer; the words stay with the edition.
"""

from __future__ import annotations

import secrets
from datetime import date, timedelta

import chinese_calendar
from django.db import transaction
from django.utils import timezone

from zhiyue_site.accounts.audit import record as audit
from zhiyue_site.quality_month.models import Edition, Suggestion, Unit

ANSWER_WITHIN = 15
"""Working days until the answer."""
KEEP = timedelta(days=90)
"""So long contact data is kept after an answer."""
_ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"


class SuggestionError(Exception):
    """It cannot be taken in; the message says why, in Chinese."""


@transaction.atomic
def receive(edition: Edition, text: str, *, contact: str = "", unit: Unit | None = None) -> Suggestion:
    """Take a suggestion in.

    Raises:
        SuggestionError: it says nothing.
    """
    if len(text.strip()) < 5:
        raise SuggestionError("请写明建议的内容")
    made = Suggestion.objects.create(
        edition=edition,
        unit=unit,
        number="".join(secrets.choice(_ALPHABET) for _ in range(10)),
        text=text.strip()[:4000],
        contact=contact.strip()[:128],
        due=working_day(timezone.localdate(), ANSWER_WITHIN),
    )
    audit("month.suggestion.receive", actor=None, target=f"suggestion/{made.number}")
    return made


def working_day(first: date, count: int) -> date:
    """The day that is `count` working days after `first`, by the published calendar of holidays.

    For a year whose holidays are not published yet, Monday to Friday count.
    """
    day = first
    while count > 0:
        day += timedelta(days=1)
        count -= _is_working(day)
    return day


def _is_working(day: date) -> bool:
    try:
        return bool(chinese_calendar.is_workday(day))
    except NotImplementedError:
        return day.weekday() < 5


def erase_contacts() -> int:
    """Erase the contact data of suggestions answered long ago; returns how many. Run by the worker."""
    found = Suggestion.objects.filter(answered_at__lte=timezone.now() - KEEP).exclude(contact="")
    return found.update(contact="")
