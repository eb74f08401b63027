"""The closing report: drawn up, read, issued, handed out in four forms; each figure opens to what it rests on."""

from __future__ import annotations

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.safestring import mark_safe

from zhiyue.exports import gongwen
from zhiyue.exports.report.charts import chart_svg
from zhiyue.exports.report.json_file import write_json
from zhiyue.exports.report.page import Links, report_fragment, report_page, stylesheet
from zhiyue.exports.report.printing import exact
from zhiyue.exports.report.workbook import write_workbook
from zhiyue.reference.measures import campaign_measures
from zhiyue.report import Cell, Chart, Report, Row, walk
from zhiyue_site.quality_month import closing, folder
from zhiyue_site.quality_month.models import Edition
from zhiyue_site.quality_month.rights import require
from zhiyue_site.workbench.access import person
from zhiyue_site.workbench.month import attempt, month_screen, of_edition

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
FORMS: dict[str, tuple[str, Callable[[Report], bytes]]] = {
    "html": ("text/html; charset=utf-8", lambda report: report_page(report).encode()),
    "xlsx": (XLSX, write_workbook),
    "json": ("application/json", write_json),
    "docx": (DOCX, lambda report: gongwen.write_document(gongwen.report_as_document(report))),
}
"""Each form of the report: its content type, and who writes it."""


@of_edition
def report(request: HttpRequest, edition: Edition) -> HttpResponseBase:
    """The report as of now, or as one version was issued; a POST issues it."""
    user = person(request)
    require(user, "view", edition.root)
    if request.method == "POST":
        attempt(request, lambda: closing.issue(edition, by=user), lambda made: f"已出具第 {made.version} 版，不再改动")
        return redirect("month-closing", edition.pk)
    found = _version(edition, request.GET.get("version", ""))
    form = request.GET.get("format", "")
    if form in FORMS:
        return _handed_out(found, form)
    context = {
        "report": found,
        "article": mark_safe(report_fragment(found, links=_links(edition, request), level=2)),  # noqa: S308  # the library escapes
        "issues": edition.closings.select_related("issued_by"),
        "version": request.GET.get("version", ""),
        "forms": tuple(FORMS),
        "changed": len(found.amendments),
    }
    return month_screen(request, edition, "workbench/month/closing.html", context)


@of_edition
def figure(request: HttpRequest, edition: Edition) -> HttpResponseBase:
    """One figure, opened: activity, return, evidence of everything it rests on."""
    require(person(request), "view", edition.root)
    found = _version(edition, request.GET.get("version", ""))
    try:
        cell = found.cell(request.GET.get("id", ""))
    except KeyError as error:
        raise Http404("the report has no such figure") from error
    context = {
        "cell": cell,
        "words": exact(cell),
        "label": closing.label_of(found, cell.id),
        "rests": closing.opened(edition, cell),
        "known": campaign_measures(),
        "version": request.GET.get("version", ""),
    }
    return month_screen(request, edition, "workbench/month/figure.html", context)


@of_edition
def picture(request: HttpRequest, edition: Edition, chart: str) -> HttpResponseBase:
    """A chart of the report as SVG: a file of its own, so that no style stands in the page."""
    require(person(request), "view", edition.root)
    found = _version(edition, request.GET.get("version", ""))
    for section in walk(found.sections):
        for item in section.charts:
            if item.id == chart:
                return HttpResponse(chart_svg(found, item), content_type="image/svg+xml")
    raise Http404("the report has no such chart")


@of_edition
def archive(request: HttpRequest, edition: Edition) -> HttpResponseBase:
    """The whole edition as one folder, readable without Zhiyue."""
    require(person(request), "arrange", edition.root)
    response = HttpResponse(folder.as_zip(edition, by=person(request)), content_type="application/zip")
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=f"{edition}.zip") or ""
    return response


def _version(edition: Edition, number: str) -> Report:
    if number.isdecimal():
        return closing.issued(get_object_or_404(edition.closings, version=int(number)))
    return closing.draw_up(edition)


def _links(edition: Edition, request: HttpRequest) -> Links:
    version = request.GET.get("version", "")
    tail = f"&version={version}" if version.isdecimal() else ""

    def cell(found: Cell) -> str | None:
        return f"{reverse('month-figure', args=[edition.pk])}?id={found.id}{tail}" if found.rests_on else None

    def row(found: Row) -> str | None:
        name, _, number = found.leads_to.partition("/")
        names = {"unit": "month-unit", "activity": "month-activity", "proof": "month-proof"}
        return reverse(names[name], args=[edition.pk, int(number)]) if name in names and number.isdecimal() else None

    def chart(found: Chart) -> str | None:
        return f"{reverse('month-picture', args=[edition.pk, found.id])}?{tail.lstrip('&')}"

    return Links(cell, row, chart)


def _handed_out(report: Report, form: str) -> HttpResponse:
    content_type, write = FORMS[form]
    response = HttpResponse(write(report), content_type=content_type)
    name = f"{report.title}.{form}"
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name) or ""
    return response


def style(_request: HttpRequest) -> HttpResponse:
    """The style of a report, as the library has it for its own files: the same for everybody."""
    return HttpResponse(stylesheet(), content_type="text/css; charset=utf-8")
