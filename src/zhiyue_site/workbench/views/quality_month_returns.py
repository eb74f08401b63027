"""What a unit reports of itself, its evidence, and who is late."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_POST

from zhiyue.reference.measures import campaign_measures
from zhiyue_site.archive.blobs import get_blob
from zhiyue_site.archive.models import Page
from zhiyue_site.quality_month import lateness, returns
from zhiyue_site.quality_month.intake import Incoming
from zhiyue_site.quality_month.models import Edition, Measure
from zhiyue_site.quality_month.rights import allowed, require, units_of
from zhiyue_site.workbench.access import person
from zhiyue_site.workbench.month import attempt, month_screen, of_edition, unit_within
from zhiyue_site.workbench.views.quality_month_activities import figures_said

INLINE = frozenset({"image/png", "image/jpeg", "image/webp", "application/pdf"})


@of_edition
def unit_return(request: HttpRequest, edition: Edition, unit: int) -> HttpResponseBase:
    """The national return of a unit, filled from its activities; the unit looks, mends and confirms."""
    found = unit_within(edition, unit)
    user = person(request)
    require(user, "view", found)
    if request.method == "POST":
        said = request.POST
        figures = tuple(figures_said(said.getlist("code"), said.getlist("number"), said.getlist("relation")))
        words = returns.Said(figures=figures, is_nil="nil" in said, summary=said.get("summary", ""))
        if attempt(request, lambda: returns.report_whole(edition, found, words, by=user), "已报送") is not None:
            return redirect("month-unit", edition.pk, found.pk)
    item = edition.returns.filter(unit=found, activity=None).first()
    said_before = {row.code: row for row in item.measures.all()} if item is not None else {}
    rows = [
        {"proposed": row, **_beside(row, said_before.get(row.measure.code))} for row in returns.proposed(edition, found)
    ]
    context = {
        "unit": found,
        "item": item,
        "national": [row for row in rows if row["proposed"].measure.is_national],
        "extra": [row for row in rows if not row["proposed"].measure.is_national],
        "relations": Measure.Relation.choices,
        "may_report": allowed(user, "report", found),
    }
    return month_screen(request, edition, "workbench/month/return.html", context)


@require_POST
@of_edition
def decide(request: HttpRequest, edition: Edition, item: int) -> HttpResponseBase:
    """Verify a return, or send it back."""
    found = get_object_or_404(edition.returns.select_related("unit", "activity__unit"), pk=item)
    user, said = person(request), request.POST
    if said.get("what") == "verify":
        attempt(request, lambda: returns.verify(found, by=user) or True, "已核实")
    else:
        attempt(
            request,
            lambda: returns.send_back(found, said.get("reason", ""), by=user) or True,
            "已退回，在重报之前不计入",
        )
    if found.activity is not None:
        return redirect("month-activity", edition.pk, found.activity_id)
    return redirect("month-unit", edition.pk, found.unit_id)


@require_POST
@of_edition
def evidence(request: HttpRequest, edition: Edition, unit: int) -> HttpResponseBase:
    """Take many files of a unit at once: each goes to the figures of the return that names it; or a page of the archive."""
    found = unit_within(edition, unit)
    user, said = person(request), request.POST
    page = Page.objects.filter(pk=said.get("page", "").strip()[:16]).select_related("reading__capture").first()
    if page is not None:
        attempt(request, lambda: returns.add_page(page, unit=found, edition=edition, by=user), "已收为佐证")
        return redirect("month-unit", edition.pk, found.pk)
    files = [Incoming(file.name or "", file.read()) for file in request.FILES.getlist("files")]
    made = attempt(
        request, lambda: returns.take_evidence(edition, found, files, by=user), lambda m: f"收到 {len(m[0])} 份佐证"
    )
    if made is not None and made[1]:
        messages.warning(request, f"{'、'.join(made[1])}：没有哪项报送提到它，请在佐证页上指定所支持的数字")
    return redirect("month-unit", edition.pk, found.pk)


@of_edition
def proof(request: HttpRequest, edition: Edition, proof: int) -> HttpResponseBase:
    """One piece of evidence: what it supports; attached to more, or withdrawn."""
    found = get_object_or_404(edition.proofs.select_related("unit", "activity", "by"), pk=proof)
    user = person(request)
    require(user, "view", found.unit)
    own = Measure.objects.filter(report__edition=edition, report__unit=found.unit).select_related("report__activity")
    if request.method == "POST":
        said = request.POST
        if said.get("what") == "withdraw":
            attempt(
                request,
                lambda: returns.withdraw(found, said.get("reason", ""), by=user) or True,
                "已撤回：只有依据它的数字变动",
            )
        else:
            chosen = own.filter(pk__in=[pk for pk in said.getlist("measure") if pk.isdecimal()])
            attempt(request, lambda: returns.attach(found, chosen, by=user), lambda n: f"已用于 {n} 个数字")
        return redirect("month-proof", edition.pk, found.pk)
    if request.GET.get("format") == "file":
        return _file(found.digest, found.content_type, found.name or found.title)
    context = {
        "proof": found,
        "supports": found.measures.select_related("report__activity"),
        "others": own.exclude(proofs=found),
        "may_report": allowed(user, "report", found.unit),
        "is_picture": found.content_type in INLINE and found.content_type != "application/pdf",
        "known": campaign_measures(),
    }
    return month_screen(request, edition, "workbench/month/proof.html", context)


@of_edition
def late(request: HttpRequest, edition: Edition) -> HttpResponseBase:
    """What is late, by branch; reminders; the list as CSV."""
    user = person(request)
    lines = lateness.late_list(edition, units=units_of(user, "view", edition=edition))
    if request.method == "POST":
        wanted = set(request.POST.getlist("line"))
        chosen = [line for n, line in enumerate(lines) if not wanted or str(n) in wanted]
        attempt(request, lambda: lateness.remind(edition, chosen, by=user), lambda n: f"{n} 条提醒已排队，对方登录即见")
        return redirect("month-late", edition.pk)
    if request.GET.get("format") == "csv":
        response = HttpResponse(lateness.as_csv(lines), content_type="text/csv; charset=utf-8")
        response["Content-Disposition"] = (
            content_disposition_header(as_attachment=True, filename=f"{edition}逾期名单.csv") or ""
        )
        return response
    context = {"lines": lines, "may_remind": bool(units_of(user, "moderate", edition=edition))}
    return month_screen(request, edition, "workbench/month/late.html", context)


def _beside(row: returns.Proposed, said: Measure | None) -> dict[str, Any]:
    """What the form shows: what was said as a whole, else what is proposed; empty where an extra field has nothing."""
    if said is not None:
        number = Decimal(said.number) + (Decimal(row.number) if row.measure.family != "activities" else 0)
        return {"number": f"{number:f}", "relation": said.relation, "is_said": True}
    is_empty = not row.measure.is_national and row.number == "0"
    return {"number": "" if is_empty else row.number, "relation": row.relation, "is_said": False}


def _file(digest: str, content_type: str, name: str) -> HttpResponse:
    """The bytes of a proof: pictures are shown, all else is handed out to be opened elsewhere."""
    shown = content_type if content_type in INLINE else "application/octet-stream"
    response = HttpResponse(get_blob(digest), content_type=shown)
    response["Content-Disposition"] = (
        content_disposition_header(as_attachment=content_type not in INLINE, filename=name) or ""
    )
    return response
