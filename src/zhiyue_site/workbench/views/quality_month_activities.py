"""Activities: the queue of those that wait, one activity with everything about it, pairs that may be one."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from zhiyue.reference.measures import activity_classes, campaign_measures
from zhiyue_site.accounts.models import User
from zhiyue_site.quality_month import areas, merging, returns, states
from zhiyue_site.quality_month.cells import names_in
from zhiyue_site.quality_month.intake import Incoming
from zhiyue_site.quality_month.models import Activity, Area, Contact, Edition, Measure, Merge, Return
from zhiyue_site.quality_month.rights import allowed, require, units_of
from zhiyue_site.workbench.access import person
from zhiyue_site.workbench.month import attempt, month_screen, of_edition

DAY = r"^\d{4}-\d{2}(-\d{2})?$"
VERBS = {
    "file": "提交", "change": "变更", "submit": "提交", "return": "退回", "approve": "通过", "publish": "发布",
    "report": "报送", "reopen": "退回重报", "verify": "核实", "archive": "归档", "withdraw": "撤销", "area": "归类",
    "merge": "归并", "unmerge": "撤销归并", "proof": "撤回佐证",
}  # fmt: skip
"""What a row of the log is called."""


class ActivityForm(forms.ModelForm):  # type: ignore[type-arg]  # generic in the stubs alone
    """The fields of an activity that its unit may set; a change after publication needs a reason."""

    start = forms.RegexField(DAY, label="开始（2025-09-05，只知月份写 2025-09）", required=False)
    end = forms.RegexField(DAY, label="结束", required=False)
    hosts = forms.CharField(label="主办（用顿号分开）", required=False)
    undertakers = forms.CharField(label="承办", required=False)
    co_hosts = forms.CharField(label="协办", required=False)
    kind = forms.ChoiceField(label="活动类别", required=False)
    reason = forms.CharField(label="变更理由（已发布的必填）", required=False, max_length=255)

    class Meta:
        model = Activity
        fields = (
            "name", "kind", "form", "start", "end", "part", "place", "is_online", "hosts", "undertakers", "co_hosts",
            "audience", "content", "agenda", "joint_with", "is_internal",
        )  # fmt: skip
        widgets = {"content": forms.Textarea(attrs={"rows": 3}), "agenda": forms.Textarea(attrs={"rows": 4})}  # noqa: RUF012  # Django's own shape

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = [(item.code, item.label_zh) for item in activity_classes()]
        self.fields["kind"].choices = [("", "按名称和内容判断"), *kinds]  # type: ignore[attr-defined]  # a ChoiceField
        for name in ("hosts", "undertakers", "co_hosts"):
            self.initial[name] = "、".join(self.initial.get(name) or [])

    def clean(self) -> dict[str, Any]:
        """Organisations as lists; an end that is not before the start."""
        said = super().clean() or {}
        for name in ("hosts", "undertakers", "co_hosts"):
            said[name] = names_in(said.get(name, ""))
        if said.get("start") and not said.get("end"):
            said["end"] = said["start"]
        if said.get("end") and said.get("end", "") < said.get("start", ""):
            raise forms.ValidationError("结束日期早于开始日期")
        return said


@of_edition
def queue(request: HttpRequest, edition: Edition) -> HttpResponseBase:
    """What waits to be moderated, by state; many at once."""
    user = person(request)
    if request.method == "POST":
        _bulk(request, edition)
        return redirect("month-queue", edition.pk)
    state = request.GET.get("state", Activity.State.SUBMITTED)
    state = state if state in Activity.State.values else Activity.State.SUBMITTED
    mine = Activity.objects.filter(edition=edition, unit__in=units_of(user, "view", edition=edition))
    rows = mine.filter(state=state).select_related("unit").prefetch_related("area_choices__area")
    moderated = units_of(user, "moderate", edition=edition)
    context = {
        "rows": [{"activity": row, "gaps": gaps_of(row), "may": row.unit_id in moderated} for row in rows],
        "state": state,
        "states": [(value, label, mine.filter(state=value).count()) for value, label in Activity.State.choices],
        "trusted": mine.filter(state=Activity.State.SUBMITTED, unit__is_trusted=True).count(),
        "steps": [
            (name, states.STEPS[name].label) for name in states.steps_from(state) if not states.STEPS[name].needs_reason
        ],
        "may_any": bool(moderated),
    }
    return month_screen(request, edition, "workbench/month/queue.html", context)


@of_edition
def activity(request: HttpRequest, edition: Edition, activity: int) -> HttpResponseBase:
    """One activity: what it is, where it stands, its figures and evidence, its log."""
    found = get_object_or_404(edition.activities.select_related("unit", "origin__intake"), pk=activity)
    user = person(request)
    require(user, "view", found.unit)
    may = {action: allowed(user, action, found.unit) for action in ("file", "report", "moderate", "arrange")}
    form = ActivityForm(request.POST or None, instance=Activity.objects.get(pk=found.pk))
    if request.method == "POST" and form.is_valid() and _change(request, found, form):
        return redirect("month-activity", edition.pk, found.pk)
    context = {
        "activity": found,
        "form": form,
        "gaps": gaps_of(found),
        "may_here": may,
        "steps": [
            (name, states.STEPS[name])
            for name in states.steps_from(found.state)
            if may.get(states.STEPS[name].action) and name not in ("report", "reopen", "verify")
        ],
        "log": [(row, VERBS.get(row.what, row.what), _changes(row)) for row in found.log.select_related("by")],
        "choices": found.area_choices.select_related("area", "by"),
        "areas": edition.areas.all(),
        "returns": found.returns.select_related("unit").prefetch_related("measures__proofs", "proofs"),
        "proofs": found.proofs.all(),
        "measures": measure_rows(found.returns.filter(unit=found.unit).first()),
        "contacts": Contact.objects.filter(activity=found),
        "merges": Merge.objects.filter(activities=found, undone_at=None).select_related("kept__unit", "by"),
        "relations": Measure.Relation.choices,
    }
    return month_screen(request, edition, "workbench/month/activity.html", context)


@require_POST
@of_edition
def step(request: HttpRequest, edition: Edition, activity: int) -> HttpResponseBase:
    """Take a step, or correct the areas."""
    found = get_object_or_404(edition.activities.select_related("unit", "edition"), pk=activity)
    user, said = person(request), request.POST
    if said.get("what") == "area":
        areas_ = Area.objects.filter(edition=edition).in_bulk()
        primary = areas_.get(int(said.get("primary") or 0))
        others = [areas_[int(pk)] for pk in said.getlist("secondary") if pk.isdecimal() and int(pk) in areas_]
        if primary is not None:
            attempt(
                request,
                lambda: areas.choose_areas(found, primary, others, by=user),
                lambda learned: (
                    f"已改归“{primary}”" + (f"，今后见到“{'”“'.join(learned)}”即归此方面" if learned else "")
                ),
            )
    else:
        name = said.get("what", "")
        attempt(
            request,
            lambda: states.take(found, name, by=user, reason=said.get("reason", "")),
            lambda now: f"{now.get_state_display()}",
        )
    return redirect(said.get("next") or "month-activity", edition.pk, *([] if said.get("next") else [found.pk]))


@require_POST
@of_edition
def report(request: HttpRequest, edition: Edition, activity: int) -> HttpResponseBase:
    """Report of an activity: figures with their hedge, and files that support them."""
    found = get_object_or_404(edition.activities.select_related("unit"), pk=activity)
    user, said = person(request), request.POST
    figures = tuple(figures_said(said.getlist("code"), said.getlist("number"), said.getlist("relation")))
    words = returns.Said(
        figures=figures,
        is_nil="not_done" in said,
        why_not=said.get("why_not", ""),
        held_on=said.get("held_on", ""),
    )
    item = attempt(request, lambda: returns.report(edition, found.unit, found, words, by=user), "已报送")
    files = [Incoming(file.name or "", file.read()) for file in request.FILES.getlist("files")]
    if item is not None and files:
        attempt(request, lambda: [_support(file, item, edition, user) for file in files])
    return redirect("month-activity", edition.pk, found.pk)


@of_edition
def pairs(request: HttpRequest, edition: Edition) -> HttpResponseBase:
    """Filings that may be one activity, and those that were merged."""
    if request.method == "POST":
        _decide(request, edition)
        return redirect("month-pairs", edition.pk)
    mine = units_of(person(request), "view", edition=edition)
    waiting = [pair for pair in merging.waiting_pairs(edition) if {pair.left.unit_id, pair.right.unit_id} <= mine]
    merges = (
        edition.merges.filter(undone_at=None).select_related("kept__unit", "by").prefetch_related("activities__unit")
    )
    context = {"pairs": waiting, "merges": merges}
    return month_screen(request, edition, "workbench/month/pairs.html", context)


def gaps_of(activity: Activity) -> list[str]:
    """What an activity lacks for the calendar, named."""
    gaps = []
    if not activity.start:
        gaps.append("时间")
    if not activity.place and not activity.is_online:
        gaps.append("地点")
    return gaps


def measure_rows(item: Return | None) -> list[dict[str, Any]]:
    """The figures of a return as rows of a form: those said, then the two that every activity is asked for."""
    known = campaign_measures()
    said = {row.code: row for row in item.measures.all()} if item is not None else {}
    codes = [*said, *(code for code in ("attendances", "leaflets") if code not in said), ""]
    return [{"measure": known.get(code), "row": said.get(code), "choices": known.values()} for code in codes]


def figures_said(codes: Iterable[str], numbers: Iterable[str], relations: Iterable[str]) -> Iterable[returns.Figure]:
    """The rows of the form that were filled in."""
    for code, number, relation in zip(codes, numbers, relations, strict=False):
        if code and number.strip():
            sign = relation if relation in Measure.Relation.values else "="
            yield returns.Figure(code, number.strip().replace(",", ""), relation=sign, printed=number.strip())


def _support(file: Incoming, item: Return, edition: Edition, user: User) -> int:
    """Take a file as evidence of a return and of all its figures."""
    proof = returns.add_proof(file, unit=item.unit, edition=edition, by=user, activity=item.activity)
    item.proofs.add(proof)
    return returns.attach(proof, item.measures.select_related("report"), by=user)


def _change(request: HttpRequest, activity: Activity, form: ActivityForm) -> bool:
    values = {name: form.cleaned_data[name] for name in ActivityForm.Meta.fields}
    made = attempt(
        request,
        lambda: [states.change(activity, values, by=person(request), reason=form.cleaned_data["reason"])],
        lambda changed: "已保存" if changed[0] else "没有变化",
    )
    if made and made[0]:
        areas.file_areas(activity)
    return made is not None


def _bulk(request: HttpRequest, edition: Edition) -> None:
    user, said = person(request), request.POST
    if said.get("what") == "trusted":
        attempt(request, lambda: states.approve_trusted(edition, by=user), lambda n: f"已通过并发布 {n} 项")
        return
    names = {"publish-all": ("approve", "publish")}.get(said.get("what", ""), (said.get("what", ""),))
    ticked = [pk for pk in said.getlist("activity") if pk.isdecimal()]
    rows = list(edition.activities.filter(pk__in=ticked).select_related("unit"))
    failed = states.take_all(rows, names, by=user)
    messages.success(request, f"已办理 {len(rows) - len(failed)} 项")
    for why in failed:
        messages.warning(request, why)


def _decide(request: HttpRequest, edition: Edition) -> None:
    user, said = person(request), request.POST
    if said.get("what") == "unmerge":
        found = get_object_or_404(edition.merges, pk=said.get("merge") or 0)
        attempt(request, lambda: merging.unmerge(found, by=user) or True, "已撤销归并，各自单列")
        return
    left = get_object_or_404(edition.activities.select_related("unit"), pk=said.get("left") or 0)
    right = get_object_or_404(edition.activities.select_related("unit"), pk=said.get("right") or 0)
    if said.get("what") == "apart":
        attempt(request, lambda: merging.tell_apart(left, right, by=user) or True, "已记为两项活动，不再提示")
    elif said.get("what") in ("keep-left", "keep-right"):
        kept = left if said["what"] == "keep-left" else right
        reason = said.get("reason", "")
        attempt(
            request,
            lambda: merging.merge([left, right], kept, by=user, reason=reason),
            "已归并：各单位的报送都保留，统计时只计一次",
        )


def _changes(row: Any) -> list[tuple[str, str, str]]:
    """What a row of the log changed: label, before, after."""
    found = []
    for name in dict.fromkeys((*row.old, *row.new)):
        if name == "state" or row.what == "file":
            continue
        found.append((_label(name), _words(row.old.get(name)), _words(row.new.get(name))))
    return found


def _label(name: str) -> str:
    measure = campaign_measures().get(name)
    if measure is not None:
        return measure.label_zh
    names = {"areas": "重点方面", "learned": "学到的线索", "merge": "归并", "kept": "保留", "proof": "佐证"}
    if name in names:
        return names[name]
    return states.label_of(name)


def _words(value: Any) -> str:
    if isinstance(value, list):
        return "、".join(str(item) for item in value)
    return "" if value is None else str(value)
