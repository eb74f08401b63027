"""The ledger of problems and the suggestions of the public: each with a clock, a person and an end.

Comes in: a problem found, a suggestion received. Goes out: rows that go found → fixed → checked, received → answered.
The one who fixed does not check: a second person does, above or beside.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from zhiyue_site.accounts.audit import record as audit
from zhiyue_site.accounts.models import User
from zhiyue_site.quality_month.models import Edition, Problem, Proof, Suggestion, Unit
from zhiyue_site.quality_month.refusals import Refused
from zhiyue_site.quality_month.rights import require


class LedgerError(Refused):
    """That step cannot be taken; the message says why, in Chinese."""


@transaction.atomic
def find(edition: Edition, unit: Unit, values: Mapping[str, Any], *, by: User) -> Problem:
    """Enter a problem: title, place, day, who has to fix it and until when.

    Raises:
        LedgerError: no title, or due before it was found.
    """
    require(by, "file", unit)
    problem = Problem(edition=edition, unit=unit, found_by=by, **values)
    if not problem.title.strip():
        raise LedgerError("请写明问题")
    if problem.due is not None and problem.due < problem.found_on:
        raise LedgerError("整改期限早于发现日期")
    problem.save()
    audit("month.problem.add", actor=by, target=f"problem/{problem.pk}", detail={"title": problem.title})
    return problem


@transaction.atomic
def fix(problem: Problem, what: str, on: date, *, by: User, after: Proof | None = None) -> None:
    """Say how a problem was fixed, with a photo where there is one.

    Raises:
        LedgerError: it does not wait to be fixed, no words, or a day before it was found.
    """
    require(by, "file", problem.unit)
    if problem.state != Problem.State.FOUND:
        raise LedgerError("这一问题不在待整改之中")
    if not what.strip() or on < problem.found_on:
        raise LedgerError("请写明整改情况，日期不早于发现日期")
    problem.fix, problem.fixed_on, problem.after = what.strip()[:512], on, after or problem.after
    problem.state = Problem.State.FIXED
    problem.save()
    audit("month.problem.fix", actor=by, target=f"problem/{problem.pk}", detail={"fix": problem.fix})


@transaction.atomic
def check(problem: Problem, *, passed: bool, by: User, on: date | None = None) -> None:
    """Check a fix: done with, or back to be fixed.

    Raises:
        LedgerError: nothing to check, or the day is before the fix.
    """
    require(by, "moderate", problem.unit)
    day = on or timezone.localdate()
    if problem.state != Problem.State.FIXED or problem.fixed_on is None:
        raise LedgerError("这一问题不在待复查之中")
    if day < problem.fixed_on:
        raise LedgerError("复查日期早于整改日期")
    problem.state = Problem.State.CHECKED if passed else Problem.State.FOUND
    problem.checked_on, problem.checked_by = (day, by) if passed else (None, None)
    problem.save()
    audit("month.problem.check", actor=by, target=f"problem/{problem.pk}", detail={"passed": passed})


@transaction.atomic
def answer(suggestion: Suggestion, words: str, *, by: User, is_public: bool, refused: bool = False) -> None:
    """Answer a suggestion, or refuse it with the reason. What the public sees is the person's choice.

    Raises:
        LedgerError: no words, or answered before.
    """
    require(by, "moderate", suggestion.unit if suggestion.unit is not None else suggestion.edition.root)
    if suggestion.state != Suggestion.State.RECEIVED:
        raise LedgerError("这条建议已办结")
    if not words.strip():
        raise LedgerError("请写明答复")
    suggestion.answer, suggestion.answered_by, suggestion.answered_at = words.strip(), by, timezone.now()
    suggestion.state = Suggestion.State.REFUSED if refused else Suggestion.State.ANSWERED
    suggestion.is_public = is_public
    suggestion.save()
    audit("month.suggestion.answer", actor=by, target=f"suggestion/{suggestion.number}", detail={"refused": refused})
