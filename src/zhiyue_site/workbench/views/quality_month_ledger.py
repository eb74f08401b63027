"""The ledger of problems and the inbox of suggestions."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone

from zhiyue_site.accounts.models import User
from zhiyue_site.quality_month import ledger, returns
from zhiyue_site.quality_month.intake import Incoming
from zhiyue_site.quality_month.models import Edition, Problem, Proof, Suggestion, Unit
from zhiyue_site.quality_month.rights import require, units_of
from zhiyue_site.workbench.access import person
from zhiyue_site.workbench.month import attempt, month_screen, of_edition, unit_within

DATE = {"type": "date"}


class ProblemForm(forms.Form):
    """A problem found."""

    title = forms.CharField(label="问题", max_length=255)
    place = forms.CharField(label="部位", max_length=128, required=False)
    owner = forms.CharField(label="责任单位（部门）", max_length=128, required=False)
    found_on = forms.DateField(label="发现日期", widget=forms.DateInput(attrs=DATE, format="%Y-%m-%d"))
    due = forms.DateField(label="整改期限", required=False, widget=forms.DateInput(attrs=DATE, format="%Y-%m-%d"))


@of_edition
def problems(request: HttpRequest, edition: Edition) -> HttpResponseBase:
    """The ledger: found, fixed, checked; the form enters one more."""
    user = person(request)
    is_new = request.method == "POST" and request.POST.get("what") == "new"
    form = ProblemForm(request.POST if is_new else None, initial={"found_on": timezone.localdate()})
    if request.method == "POST" and (not is_new or form.is_valid()):
        if is_new:
            unit = unit_within(edition, request.POST.get("unit"))
            attempt(request, lambda: _find(request, edition, unit, form.cleaned_data, user), "已记入台账")
        else:
            _step(request, edition, user)
        return redirect("month-problems", edition.pk)
    mine = units_of(user, "view", edition=edition)
    rows = Problem.objects.filter(edition=edition, unit__in=mine).select_related(
        "unit", "before", "after", "checked_by"
    )
    today = timezone.localdate()
    fileable = units_of(user, "file", edition=edition)
    moderated = units_of(user, "moderate", edition=edition)
    context = {
        "rows": [
            {
                "problem": row,
                "is_late": row.state == Problem.State.FOUND and row.due is not None and row.due < today,
                "may_fix": row.unit_id in fileable and row.state == Problem.State.FOUND,
                "may_check": row.unit_id in moderated and row.state == Problem.State.FIXED,
            }
            for row in rows
        ],
        "counts": [(label, sum(row.state == value for row in rows)) for value, label in Problem.State.choices],
        "form": form,
        "units": Unit.objects.filter(pk__in=fileable),
        "today": today,
    }
    return month_screen(request, edition, "workbench/month/problems.html", context)


@of_edition
def suggestions(request: HttpRequest, edition: Edition) -> HttpResponseBase:
    """What the public proposes, the most urgent first, and the answers."""
    user = person(request)
    if request.method == "POST":
        said = request.POST
        found = get_object_or_404(
            edition.suggestions.select_related("unit", "edition__root"), pk=said.get("suggestion") or 0
        )
        is_public, refused = "public" in said, said.get("what") == "refuse"
        attempt(
            request,
            lambda: ledger.answer(found, said.get("answer", ""), by=user, is_public=is_public, refused=refused) or True,
            "已答复",
        )
        return redirect("month-suggestions", edition.pk)
    require(user, "view", edition.root)
    rows = edition.suggestions.select_related("unit", "answered_by")
    today = timezone.localdate()
    context = {
        "waiting": [
            {"suggestion": row, "days": (row.due - today).days}
            for row in rows
            if row.state == Suggestion.State.RECEIVED
        ],
        "done": [row for row in rows if row.state != Suggestion.State.RECEIVED],
    }
    return month_screen(request, edition, "workbench/month/suggestions.html", context)


def _find(request: HttpRequest, edition: Edition, unit: Unit, said: dict[str, Any], user: User) -> Problem:
    photo = _photo(request, edition, unit, user)
    return ledger.find(edition, unit, {**said, "before": photo}, by=user)


def _step(request: HttpRequest, edition: Edition, user: User) -> None:
    said = request.POST
    problem = get_object_or_404(edition.problems.select_related("unit"), pk=said.get("problem") or 0)
    if said.get("what") == "fix":
        attempt(request, lambda: _fix(request, edition, problem, user), "已记为整改，待复查")
    elif said.get("what") in ("pass", "fail"):
        passed = said["what"] == "pass"
        done = "复查通过，已销号" if passed else "复查未通过，退回整改"
        attempt(request, lambda: ledger.check(problem, passed=passed, by=user) or True, done)


def _fix(request: HttpRequest, edition: Edition, problem: Problem, user: User) -> None:
    require(user, "file", problem.unit)
    try:
        day = forms.DateField().to_python(request.POST.get("on")) or timezone.localdate()
    except forms.ValidationError as error:
        raise ledger.LedgerError("请填写整改日期") from error
    after = _photo(request, edition, problem.unit, user)
    ledger.fix(problem, request.POST.get("fix", ""), day, by=user, after=after)


def _photo(request: HttpRequest, edition: Edition, unit: Unit, user: User) -> Proof | None:
    """The photo that came with the form, where one did."""
    file = request.FILES.get("photo")
    if file is None:
        return None
    return returns.add_proof(Incoming(file.name or "", file.read()), unit=unit, edition=edition, by=user)
