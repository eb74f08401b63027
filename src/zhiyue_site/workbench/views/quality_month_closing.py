"""The closing report: drawn up, read, issued, handed out in four forms; each figure opens to what it rests on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.safestring import mark_safe

from zhiyue.exports import gongwen
from zhiyue.exports.report.json_file import write_json
from zhiyue.exports.report.page import Links, report_fragment, report_page, stylesheet
from zhiyue.exports.report.printing import exact
from zhiyue.exports.report.workbook import write_workbook
from zhiyue.report import Cell, Report, Row
from zhiyue_site.accounts.models import User
from zhiyue_site.archive.addresses import page_id
from zhiyue_site.quality_month import closing, folder
from zhiyue_site.quality_month.models import Edition, Unit
from zhiyue_site.quality_month.rights import allowed, require
from zhiyue_site.quality_month.tree import units_below
from zhiyue_site.workbench.access import person
from zhiyue_site.workbench.month import attempt, month_screen, of_edition, unit_within

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
FORMS: dict[str, tuple[str, Callable[[Report], bytes]]] = {
    "html": ("text/html; charset=utf-8", lambda report: report_page(report).encode()),
    "xlsx": (XLSX, write_workbook),
    "json": ("application/json", write_json),
    "docx": (DOCX, lambda report: gongwen.write_document(gongwen.report_as_document(report))),
}
"""Each form of the report: its content type, and who writes it."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Which report: of the whole edition as of now, as one version was issued, or of one branch as of now."""

    report: Report
    tail: str
    node: Unit | None


@of_edition
def report(request: HttpRequest, edition: Edition) -> HttpResponseBase:
    """The report of the edition or of the person's branch; a POST issues the edition's."""
    user = person(request)
    if request.method == "POST":
        attempt(request, lambda: closing.issue(edition, by=user), lambda made: f"已出具第 {made.version} 版，不再改动")
        return redirect("month-closing", edition.pk)
    asked = _asked(request, edition)
    form = request.GET.get("format", "")
    if form in FORMS:
        return _handed_out(asked.report, form)
    article = report_fragment(asked.report, links=_links(edition, asked))
    context = {
        "report": asked.report,
        "article": mark_safe(article),  # noqa: S308  # the library escapes every word
        "issues": edition.closings.select_related("issued_by") if asked.node is None else [],
        "version": request.GET.get("version", ""),
        "node": asked.node,
        "tail": asked.tail,
        "forms": tuple(FORMS),
    }
    return month_screen(request, edition, "workbench/month/closing.html", context)


@of_edition
def figure(request: HttpRequest, edition: Edition) -> HttpResponseBase:
    """One figure, opened: activity, return, evidence of everything it rests on."""
    asked = _asked(request, edition)
    try:
        cell = asked.report.cell(request.GET.get("id", ""))
    except KeyError as error:
        raise Http404("the report has no such figure") from error
    context = {
        "cell": cell,
        "figure": exact(cell),
        "label": closing.label_of(asked.report, cell.id),
        "rests": closing.opened(edition, cell),
        "units": closing.units_behind(edition, cell),
        "tail": asked.tail,
    }
    return month_screen(request, edition, "workbench/month/figure.html", context)


@of_edition
def archive(request: HttpRequest, edition: Edition) -> HttpResponseBase:
    """The whole edition as one folder, readable without Zhiyue."""
    response = HttpResponse(folder.as_zip(edition, by=person(request)), content_type="application/zip")
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=f"{edition}.zip") or ""
    return response


def style(_request: HttpRequest) -> HttpResponse:
    """The style of a report, as the library has it for its own files: the same for everybody."""
    return HttpResponse(stylesheet(), content_type="text/css; charset=utf-8")


def _asked(request: HttpRequest, edition: Edition) -> Asked:
    """The report that the address names. Who sees only a branch gets the report of their first unit.

    Raises:
        NotAllowed: a branch, or an issue of the whole edition, that the person may not see.
    """
    user, said = person(request), request.GET
    node = _node(edition, user, said.get("unit", ""))
    if node is not None:
        return Asked(closing.draw_up(edition, node=node), f"unit={node.pk}", node)
    version = said.get("version", "")
    if version.isdecimal():
        found = get_object_or_404(edition.closings, version=int(version))
        return Asked(closing.issued(found), f"version={version}", None)
    return Asked(closing.draw_up(edition), "", None)


def _node(edition: Edition, user: User, said: str) -> Unit | None:
    """The unit whose report it is; None for the whole edition."""
    if said.isdecimal() and int(said) != edition.root_id:
        node = unit_within(edition, said)
        require(user, "view", node)
        return node
    if allowed(user, "view", edition.root):
        return None
    own = [unit for unit in units_below(edition.root) if allowed(user, "view", unit)]
    return own[0]


def _links(edition: Edition, asked: Asked) -> Links:
    def cell(found: Cell) -> str | None:
        address = reverse("month-figure", args=[edition.pk])
        return f"{address}?id={found.id}&{asked.tail}".rstrip("&") if found.rests_on else None

    def row(found: Row) -> str | None:
        if found.leads_to.startswith("http"):
            return reverse("page", args=[page_id(found.leads_to)])
        name, _, number = found.leads_to.partition("/")
        names = {"unit": "month-unit", "activity": "month-activity", "proof": "month-proof"}
        return reverse(names[name], args=[edition.pk, int(number)]) if name in names and number.isdecimal() else None

    return Links(cell, row)


def _handed_out(report: Report, form: str) -> HttpResponse:
    content_type, write = FORMS[form]
    response = HttpResponse(write(report), content_type=content_type)
    name = f"{report.title}.{form}"
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name) or ""
    return response
