"""One page under review: the page on the left, what was read in it on the right, and every decision about it."""

from __future__ import annotations

from datetime import datetime

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from zhiyue_site.accounts.roles import may
from zhiyue_site.archive import publishing
from zhiyue_site.archive.corrections import CorrectionError, Target
from zhiyue_site.archive.models import Correction, Page, ReviewStep
from zhiyue_site.archive.publishing import PublishingError
from zhiyue_site.archive.reviewing import correct_words, undo
from zhiyue_site.workbench.access import person, requires, screen
from zhiyue_site.workbench.sheet import sheet_of

_STEP_ACTIONS = {
    "return": ("page.review", publishing.send_back, "已退回"),
    "withdraw": ("page.release", publishing.withdraw, "已撤回，公众不再看到此页"),
}


class CorrectionForm(forms.Form):
    """What an editor says of a field."""

    target = forms.RegexField(r"^[^|]{0,80}\|[a-z_]{1,64}\|\d{1,3}$")
    words = forms.CharField(required=False, max_length=2000, strip=False)
    absent = forms.BooleanField(required=False)
    start = forms.IntegerField(required=False, min_value=0)
    end = forms.IntegerField(required=False, min_value=0)
    reason = forms.CharField(max_length=255)


@requires("page.review")
def review(request: HttpRequest, id: str) -> HttpResponseBase:
    """The review screen."""
    page = get_object_or_404(Page.objects.select_related("site", "origin_site", "reading"), pk=id)
    user = person(request)
    step = publishing.next_step(page)
    context = {
        "page": page,
        "sheet": sheet_of(page) if page.reading else None,
        "step": step,
        "step_name": ReviewStep.Step(step).label if step else "",
        "steps": page.review_steps.select_related("by"),
        "may_take_step": bool(step) and may(user, publishing.ACTION_OF_STEP[step or ""]),
        "may_correct": may(user, "page.correct"),
        "may_release": may(user, "page.release"),
        "may_decide": may(user, "finding.decide"),
        "opennesses": Page.Openness.choices,
        "following": _following(page),
    }
    return screen(request, "workbench/review.html", context)


@require_POST
@requires("page.correct")
def correct(request: HttpRequest, id: str) -> HttpResponseBase:
    """Correct one field by selected or typed words."""
    form = CorrectionForm(request.POST)
    if not form.is_valid():
        messages.error(request, "请选中或填写原文，并写明理由")
        return redirect("review", id)
    said = form.cleaned_data
    if not said["words"].strip() and not said["absent"]:
        messages.error(request, "请选中或填写原文；若页面未载明此项，请勾选“页面未载明”")
        return redirect("review", id)
    at = (said["start"], said["end"]) if said["start"] is not None and said["end"] is not None else None
    fact_id, field, ordinal = said["target"].split("|")
    target = Target(fact_id, field, int(ordinal))
    words = "" if said["absent"] else said["words"]
    try:
        correct_words(id, target, words, at=at, by=person(request), reason=said["reason"])
    except CorrectionError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, "已更正；机器所读仍留在旁边，可随时撤销")
    return redirect("review", id)


@require_POST
@requires("page.correct")
def undo_correction(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Undo a correction."""
    page = undo(get_object_or_404(Correction, pk=pk).pk, by=person(request))
    messages.success(request, "更正已撤销")
    return redirect("review", page.pk)


@require_POST
@requires("page.review")
def step(request: HttpRequest, id: str) -> HttpResponseBase:
    """Pass the next step, send back, withdraw or bring back to review."""
    page = get_object_or_404(Page, pk=id)
    try:
        messages.success(request, _take(request, page))
    except PublishingError as error:
        messages.error(request, str(error))
    return redirect("review", id)


@require_POST
@requires("page.release")
def openness(request: HttpRequest, id: str) -> HttpResponseBase:
    """Say how open the page is."""
    page = get_object_or_404(Page, pk=id)
    try:
        said = request.POST
        publishing.set_openness(page.pk, said.get("openness", ""), by=person(request), reason=said.get("reason", ""))
    except PublishingError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, "公开属性已更改")
    return redirect("review", id)


@require_POST
@requires("finding.decide")
def finding(request: HttpRequest, id: str) -> HttpResponseBase:
    """Release a finding to the public, or withhold it."""
    page = get_object_or_404(Page, pk=id)
    said = request.POST
    is_released = said.get("what") == "release"
    key = (said.get("code", "")[:64], said.get("exact", "")[:512])
    publishing.decide_finding(page, key, is_released=is_released, by=person(request), reason=said.get("reason", ""))
    messages.success(request, "已向公众展示" if is_released else "已不向公众展示")
    return redirect("review", id)


@require_POST
@requires("page.release")
def note(request: HttpRequest, id: str) -> HttpResponseBase:
    """Put a public note of correction on the page."""
    try:
        publishing.add_note(get_object_or_404(Page, pk=id), request.POST.get("text", ""), by=person(request))
    except PublishingError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, "更正说明已公布")
    return redirect("review", id)


def _take(request: HttpRequest, page: Page) -> str:
    """Take the step that was asked for; returns what to tell the person."""
    user, said = person(request), request.POST
    what, reason = said.get("what", ""), said.get("reason", "")
    if what in publishing.ACTION_OF_STEP:
        _allow(request, publishing.ACTION_OF_STEP[what])
        moment = _moment(said.get("publish_at", ""))
        page = publishing.pass_step(page.pk, what, by=user, reason=reason, publish_at=moment)
        return f"{ReviewStep.Step(what).label}通过：{page.get_state_display()}"
    if what in _STEP_ACTIONS:
        action, verb, words = _STEP_ACTIONS[what]
        _allow(request, action)
        verb(page.pk, by=user, reason=reason)
        return words
    if what == "reopen":
        _allow(request, "page.release")
        publishing.reopen(page.pk, by=user)
        return "已重新送审"
    raise PublishingError("没有这一步")


def _allow(request: HttpRequest, action: str) -> None:
    if not may(person(request), action):
        raise PublishingError("这一步须由审核人员办理")


def _moment(words: str) -> datetime | None:
    """The moment of a form, in Shanghai."""
    try:
        return timezone.make_aware(datetime.fromisoformat(words)) if words else None
    except ValueError as error:
        raise PublishingError("定时发布的时间不能识别：请写成 2025-09-10 08:00") from error


def _following(page: Page) -> Page | None:
    """The next page of the inbox, so that a morning's work needs no way back."""
    waiting = Page.objects.filter(state=Page.State.HELD).exclude(reading=None).exclude(pk=page.pk)
    return waiting.order_by("-doubt", "-received_at", "pk").first()
