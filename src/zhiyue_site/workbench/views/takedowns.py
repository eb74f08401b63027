"""The board of demands, with their clocks, and one demand with its decision."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from zhiyue_site.archive import takedown as rules
from zhiyue_site.archive.models import Page, Takedown
from zhiyue_site.workbench.access import person, requires, screen


@requires("takedown.decide")
def board(request: HttpRequest) -> HttpResponseBase:
    """What waits, the most urgent first; then what was decided lately."""
    waiting = [_row(takedown) for takedown in rules.board()]
    decided = Takedown.objects.exclude(state__in=("received", "hidden")).select_related("page").order_by("-decided_at")
    return screen(request, "workbench/takedowns.html", {"waiting": waiting, "decided": decided[:50]})


@requires("takedown.decide")
def case(request: HttpRequest, pk: int) -> HttpResponseBase:
    """One demand; the form decides it."""
    found = get_object_or_404(Takedown.objects.select_related("page__site", "page__origin_site"), pk=pk)
    if request.method == "POST":
        said = request.POST
        try:
            rules.decide(
                found.pk,
                said.get("state", ""),
                by=person(request),
                public_reason=said.get("public_reason", ""),
                private_reason=said.get("private_reason", ""),
            )
        except rules.TakedownError as error:
            messages.error(request, str(error))
        else:
            messages.success(request, "已办理；页面的展示随即改变")
        return redirect("takedown", pk)
    context = {
        **_row(found),
        "page": found.page if found.page and found.page.visibility != Page.Visibility.REMOVED else None,
        "events": found.events.select_related("by"),
        "choices": [choice for choice in Takedown.State.choices if choice[0] != Takedown.State.RECEIVED],
        "others": Takedown.objects.filter(page_key=found.page_key).exclude(pk=found.pk),
    }
    return screen(request, "workbench/takedown.html", context)


@require_POST
@requires("page.purge")
def purge(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Erase a removed page for good; the number of the demand must be typed once more."""
    found = get_object_or_404(Takedown, pk=pk)
    if request.POST.get("number", "").strip() != found.number:
        messages.error(request, "请照抄投诉编号以确认：彻底清除不能恢复")
        return redirect("takedown", pk)
    try:
        count = rules.purge(found.pk, by=person(request))
    except rules.TakedownError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, f"已彻底清除 {count} 页的原始数据、识读结果与引文")
    return redirect("takedown", pk)


def _row(takedown: Takedown) -> dict[str, object]:
    """A demand with its clock in words."""
    left = takedown.due_at - timezone.now()
    hours = left.total_seconds() / 3600
    if takedown.decided_at and takedown.state != Takedown.State.HIDDEN:
        clock = ""
    elif hours < 0:
        clock = f"已超期 {max(1, round(-hours / 24))} 天" if hours < -24 else "已超期"
    else:
        clock = f"还有 {round(hours / 24)} 天" if hours >= 48 else f"还有 {max(1, round(hours))} 小时"
    return {"takedown": takedown, "clock": clock, "is_overdue": hours < 0 and bool(clock)}
