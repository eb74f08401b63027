"""Market reports: preview any, publish with a note, withdraw, and let some be issued every month."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_POST

from zhiyue.errors import ConfigurationError
from zhiyue.exports.report.page import report_fragment
from zhiyue.reference import buyer_groups, instrument_by_id, instruments
from zhiyue_site.accounts.roles import may
from zhiyue_site.archive import reports as rules
from zhiyue_site.archive.models import MarketReport, MarketSchedule
from zhiyue_site.workbench.access import person, requires, screen

_MAX_DAY = 28


class ScopeForm(forms.Form):
    """What a report is about, in the words of a person."""

    first = forms.CharField(label="月份", help_text="如 2025-06；跨月时写首月", max_length=10)
    last = forms.CharField(label="至", required=False, max_length=10)
    instrument = forms.CharField(
        label="仪器", required=False, max_length=64, help_text="编号或任一名称；留空为全部仪器"
    )
    region = forms.CharField(label="地区", required=False, max_length=32)
    buyer = forms.CharField(label="采购单位类型", required=False, max_length=32)

    def asked(self) -> rules.Asked:
        """The codes of what was written. Raises ConfigurationError where a name is not known."""
        from zhiyue.reports import market  # noqa: PLC0415  # polars is loaded for reports alone

        said = self.cleaned_data
        period = market.period_of(said["first"], said["last"])
        return rules.Asked(
            period.first,
            period.last,
            market.instrument_of(said["instrument"]) if said["instrument"] else "",
            market.region_of(said["region"]) if said["region"] else "",
            market.buyer_of(said["buyer"]) if said["buyer"] else "",
        )

    def clean(self) -> dict[str, Any]:
        """Refuse names that no list knows, with the words that say which are."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if not self.errors:
            try:
                self.asked()
            except ConfigurationError as error:
                raise forms.ValidationError(str(error)) from error
        return cleaned


@requires("report.preview")
def reports(request: HttpRequest) -> HttpResponseBase:
    """What was issued, what is issued every month, and the form for another."""
    last_month = timezone.localdate().replace(day=1)
    form = ScopeForm(initial={"first": _month_before(last_month)})
    context = {
        "form": form,
        "reports": [(row, row.issues.first()) for row in MarketReport.objects.prefetch_related("issues")],
        "schedules": [(item, _words(item)) for item in MarketSchedule.objects.all()],
        "may_publish": may(request.user, "report.publish"),
        "instruments": instruments(),
    }
    return screen(request, "workbench/reports.html", context)


@requires("report.preview")
def preview(request: HttpRequest) -> HttpResponseBase:
    """The report as it would be issued now; nothing is kept."""
    form = ScopeForm(request.GET)
    if not form.is_valid():
        return screen(request, "workbench/report.html", {"form": form}, status=400)
    made = rules.compute(form.asked())["zh"]
    context = {
        "form": form,
        "report": made,
        "body": mark_safe(report_fragment(made, level=2)),  # noqa: S308  # escaped there
        "said": form.cleaned_data,
        "issued": MarketReport.objects.filter(pk=made.id).first(),
        "may_publish": may(request.user, "report.publish"),
    }
    return screen(request, "workbench/report.html", context)


@require_POST
@requires("report.publish")
def publish(request: HttpRequest) -> HttpResponseBase:
    """Issue a report, or its next version."""
    form = ScopeForm(request.POST)
    if not form.is_valid():
        return screen(request, "workbench/report.html", {"form": form}, status=400)
    issue = rules.publish(form.asked(), by=person(request), note=request.POST.get("note", "").strip())
    messages.success(request, f"已发布：第 {issue.version} 版")
    return redirect("desk-reports")


@require_POST
@requires("report.publish")
def withdraw(request: HttpRequest, id: str) -> HttpResponseBase:
    """Take a report back from the public."""
    found = get_object_or_404(MarketReport, pk=id)
    rules.withdraw(found.pk, by=person(request), reason=request.POST.get("reason", ""))
    messages.success(request, "已撤回；各版仍保存")
    return redirect("desk-reports")


@require_POST
@requires("report.publish")
def note(request: HttpRequest, id: str) -> HttpResponseBase:
    """Put an editor's note above a report."""
    found = get_object_or_404(MarketReport, pk=id)
    rules.annotate(found.pk, request.POST.get("note", ""), by=person(request))
    messages.success(request, "编者说明已保存")
    return redirect("desk-reports")


@require_POST
@requires("report.publish")
def schedule(request: HttpRequest) -> HttpResponseBase:
    """Have a report issued every month, or no longer: a schedule that is there already is taken away."""
    form = ScopeForm({**request.POST.dict(), "first": "2000-01", "last": ""})
    day = request.POST.get("day", "")
    if not form.is_valid() or not day.isdecimal() or not 1 <= int(day) <= _MAX_DAY:
        messages.error(request, f"请写明仪器，日期在 1 至 {_MAX_DAY} 之间")
        return redirect("desk-reports")
    rules.schedule(form.asked(), day=int(day), by=person(request))
    messages.success(request, "已安排每月发布")
    return redirect("desk-reports")


@require_POST
@requires("report.publish")
def unschedule(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Issue it no longer."""
    rules.unschedule(get_object_or_404(MarketSchedule, pk=pk), by=person(request))
    messages.success(request, "不再每月发布")
    return redirect("desk-reports")


def _month_before(first: date) -> str:
    return f"{first.year - (first.month == 1)}-{(first.month - 2) % 12 + 1:02}"


def _words(item: MarketSchedule) -> str:
    names = instrument_by_id()
    groups = {group.group: group.name_zh for group in buyer_groups().values()}
    instrument = names[item.instrument].name_zh if item.instrument in names else "全部仪器"
    return " · ".join(filter(None, (instrument, item.region, groups.get(item.buyer, item.buyer))))
