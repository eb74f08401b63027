"""Records: which facts they are made of, judged by people; and editions of campaigns, confirmed."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from zhiyue_site.accounts.roles import may
from zhiyue_site.archive import judging
from zhiyue_site.archive.models import Judgement, Member, Record
from zhiyue_site.workbench.access import person, requires, screen

SIZE = 50


@requires("record.judge")
def records(request: HttpRequest) -> HttpResponseBase:
    """Records with disagreements first, editions that wait for confirmation, and the last judgements."""
    editions = Record.objects.filter(type="campaign_edition", confirmed_at=None)[:SIZE]
    found = Record.objects.filter(sources__gt=1).order_by("-conflicts", "type", "pk")
    context = {
        "editions": editions,
        "part": Paginator(found, SIZE).get_page(request.GET.get("part")),
        "judgements": Judgement.objects.select_related("by", "undone_by").order_by("-id")[:SIZE],
        "may_confirm": may(request.user, "edition.confirm"),
    }
    return screen(request, "workbench/records.html", context)


@requires("record.judge")
def record(request: HttpRequest, id: str) -> HttpResponseBase:
    """One record: its members, each of which may be told apart, and members that may belong to it."""
    found = get_object_or_404(Record, pk=id)
    members = list(found.members.select_related("page").order_by("page_id"))
    keys = {key.key for member in members for key in member.keys.all()}
    near = Member.objects.filter(type=found.type, keys__key__in=keys).exclude(record=found).select_related("page")
    ids = {member.member_id for member in members}
    judged = Judgement.objects.filter(undone_at=None, left__in=ids) | Judgement.objects.filter(
        undone_at=None, right__in=ids
    )
    context = {
        "record": found,
        "members": members,
        "near": near.distinct()[:SIZE],
        "judgements": judged.select_related("by"),
        "may_confirm": may(request.user, "edition.confirm") and found.type == "campaign_edition",
    }
    return screen(request, "workbench/record.html", context)


@require_POST
@requires("record.judge")
def judge(request: HttpRequest) -> HttpResponseBase:
    """Two members are the same thing, or not."""
    said = request.POST
    try:
        judging.judge(
            said.get("left", ""),
            said.get("right", ""),
            said.get("choice", ""),
            by=person(request),
            reason=said.get("reason", ""),
        )
    except judging.JudgingError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, "已记下判断，档案随即重新归并")
    return redirect("desk-records")


@require_POST
@requires("record.judge")
def undo(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Take a judgement back."""
    judging.undo_judgement(get_object_or_404(Judgement, pk=pk), by=person(request))
    messages.success(request, "判断已撤销")
    return redirect("desk-records")


@require_POST
@requires("edition.confirm")
def confirm(request: HttpRequest) -> HttpResponseBase:
    """Confirm an edition of a campaign in one step, or take that back."""
    found = get_object_or_404(Record, pk=request.POST.get("record", ""))
    try:
        if "undo" in request.POST:
            judging.unconfirm_edition(found, by=person(request))
            messages.success(request, "已撤销确认")
        else:
            judging.confirm_edition(found, by=person(request))
            messages.success(request, f"已确认：{found.title}")
    except judging.JudgingError as error:
        messages.error(request, str(error))
    return redirect("desk-records")
