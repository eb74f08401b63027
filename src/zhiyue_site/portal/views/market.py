"""Market reports: the list, one report, one figure with the awards behind it, and every file to take along.

Nothing is computed here: a report is read as it was issued. What a figure rests on is asked of the archive as it is
today, so that a page that was taken away since is not shown.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from zhiyue.codec import report_to_json
from zhiyue.exports.report.charts import chart_png, chart_svg
from zhiyue.exports.report.forms import FORMS, can_write, chart_of
from zhiyue.exports.report.page import Links, report_fragment
from zhiyue.exports.report.printing import Style, exact, printed, words_of
from zhiyue.exports.wording import standard_wording
from zhiyue.report import Cell, Chart, Language, Report, walk
from zhiyue_site.archive.models import MarketIssue, MarketReport
from zhiyue_site.archive.reports import grounds, public_reports, report_of
from zhiyue_site.portal.answers import Found, Table, answer, public
from zhiyue_site.portal.frame import Link, is_english
from zhiyue_site.portal.structured import crumbs_ld, embed
from zhiyue_site.portal.words import say

PART = 40
"""Awards of one figure that are opened at once."""

COLUMNS = ("table", "row", "column", "id", "value", "unit", "relation", "rests_on", "check", "arithmetic", "why")

_NAMES = {"html": "HTML", "wechat": "公众号"}

_LEADING = ("total.awards", "total.amount", "origin.domestic.share_known", "origin.foreign.share_known")


@dataclass(frozen=True, slots=True)
class Leading:
    """A figure that stands large at the head of a report."""

    name: str
    words: str
    href: str


@dataclass(frozen=True, slots=True)
class Listed:
    """A report in the list: its title, its headline, its version."""

    href: str
    title: str
    headline: str
    period: str
    version: int


@public
def reports(request: HttpRequest) -> HttpResponseBase:
    """Every public report, the newest period first."""
    rows = [(row, _newest(row)) for row in public_reports()]
    found = [_listed(row, issue) for row, issue in rows if issue is not None]
    columns = ("url", "title", "headline", "period", "version")
    context = {"reports": found, "crumbs": (Link(reverse("home"), ""),)}
    lines = [(item.href, item.title, item.headline, item.period, item.version) for item in found]
    return answer(
        request,
        Found(
            "portal/market_list.html",
            context,
            lambda: {"reports": [dict(zip(columns, line, strict=True)) for line in lines]},
            lambda: Table(columns, lines),
            name="market",
        ),
    )


@public
def market_report(request: HttpRequest, id: str) -> HttpResponseBase:
    """One report, its newest version or the one that ``?version=`` names."""
    row, issue = _asked(request, id)
    made = report_of(issue, _language())
    crumbs = (Link(reverse("home"), ""), Link(reverse("market-reports"), _("市场月报")))
    query = f"?version={issue.version}" if issue.version != _newest_version(row) else ""
    links = Links(
        cell=lambda cell: _figure_href(id, cell) + query if cell.rests_on else None,
        picture=lambda chart: reverse("market-file", args=[id, f"{chart.id}.svg"]) + query,
    )
    context = {
        "report": made,
        "note": row.note,
        "headline": mark_safe(_headline(made, links)),  # noqa: S308  # escaped piece by piece by `report_fragment`
        "leading": tuple(_leading(made, links)),
        "chart": _trend(made, id, query),
        "body": mark_safe(report_fragment(_body(made), links=links, level=1)),  # noqa: S308  # escaped there
        "files": tuple(_files(made, id, query)),
        "versions": tuple(row.issues.values_list("version", flat=True)),
        "version": issue.version,
        "crumbs": crumbs,
        "json_ld": embed(_dataset(request, made), crumbs_ld(request, crumbs, made.title)),
    }
    return answer(
        request,
        Found(
            "portal/market.html", context, lambda: report_to_json(made), lambda: Table(COLUMNS, _lines(made)), name=id
        ),
    )


@public
def figure(request: HttpRequest, id: str, cell: str) -> HttpResponseBase:
    """One figure: its arithmetic, and the awards behind it with their sentences."""
    _row, issue = _asked(request, id)
    made = report_of(issue, _language())
    found = next((item for item in made.cells() if item.id == cell), None)
    if found is None:
        raise Http404(f"{id} has no figure {cell}")
    start = _start(request.GET.get("from", "0"))
    shown = grounds(found.rests_on[start : start + PART])
    crumbs = (Link(reverse("market-reports"), _("市场月报")), Link(reverse("market-report", args=[id]), made.title))
    style = Style(made.language)
    context = {
        "report": made,
        "cell": found,
        "label": _label(made, cell),
        "printed": printed(found, style),
        "exact": exact(found, made.language),
        "verdict": say(standard_wording().term("verdict", found.check)),
        "grounds": shown,
        "gone": sum(item.page is None for item in shown),
        "count": len(found.rests_on),
        "after": start + PART if len(found.rests_on) > start + PART else None,
        "crumbs": crumbs,
    }
    columns = ("id", "page", "title", "words")
    lines = [
        (item.id, reverse("page", args=[item.page.pk]) if item.page else "", item.page.title if item.page else "", " / ".join(q.exact for q in item.quotes))
        for item in shown
    ]  # fmt: skip
    return answer(
        request,
        Found(
            "portal/market_figure.html",
            context,
            lambda: {"id": found.id, "value": found.value, "unit": found.unit, "arithmetic": found.arithmetic,
                     "rests_on": [dict(zip(columns, line, strict=True)) for line in lines]},
            lambda: Table(columns, lines),
            name="figure",
        ),
    )  # fmt: skip


@public
def file(request: HttpRequest, id: str, name: str) -> HttpResponseBase:
    """A report in one of its forms (``report.docx``), or one of its charts (``months.svg``)."""
    _row, issue = _asked(request, id)
    made = report_of(issue, _language())
    form = next((form for key, form in FORMS.items() if name == f"report.{form.suffix}" and can_write(made, key)), None)
    if form is not None:
        response = HttpResponse(form.write(made), content_type=form.media_type)
        response.headers["Content-Disposition"] = f'attachment; filename="{id}.{form.suffix}"'
        return response
    stem, _dot, suffix = name.rpartition(".")
    try:
        chart = chart_of(made, stem)
    except KeyError as error:
        raise Http404(f"{id} has no file {name}") from error
    if suffix == "svg":
        return HttpResponse(chart_svg(made, chart), content_type="image/svg+xml")
    if suffix == "png":
        return HttpResponse(chart_png(made, chart), content_type="image/png")
    raise Http404(f"{id} has no file {name}")


# ── which report ─────────────────────────────────────────────────────────────────────────────────────────────────


def _asked(request: HttpRequest, id: str) -> tuple[MarketReport, MarketIssue]:
    row = MarketReport.objects.filter(pk=id, state=MarketReport.State.PUBLISHED).first()
    if row is None:
        raise Http404(f"no report {id}")
    version = request.GET.get("version", "")
    issue = (
        row.issues.filter(version=int(version)).first() if version.isdecimal() and len(version) < 5 else _newest(row)
    )
    if issue is None:
        raise Http404(f"{id} has no version {version}")
    return row, issue


def _newest(row: MarketReport) -> MarketIssue | None:
    return row.issues.order_by("-version").first()


def _newest_version(row: MarketReport) -> int:
    issue = _newest(row)
    return issue.version if issue is not None else 0


def _language() -> Language:
    return "en" if is_english() else "zh"


def _start(words: str) -> int:
    return int(words) if words.isdecimal() and len(words) < 7 else 0


# ── how it is shown ──────────────────────────────────────────────────────────────────────────────────────────────


def _listed(row: MarketReport, issue: MarketIssue) -> Listed:
    made = report_of(issue, _language())
    words = "".join(words_of(sentence, Style(made.language)) for sentence in made.sections[0].sentences[:1])
    return Listed(reverse("market-report", args=[row.pk]), made.title, words, f"{row.start:%Y-%m}", issue.version)


def _headline(made: Report, links: Links) -> str:
    """The first sentence, its figures linked: drawn as the report's own page draws it."""
    first = replace(made.sections[0], sentences=made.sections[0].sentences[:1], tables=(), charts=(), sections=())
    drawn = report_fragment(replace(made, sections=(first,), rules=(), checks=(), amendments=()), links=links)
    found = re.search(r"</h2>(<p>.*?</p>)", drawn, re.DOTALL)
    return found.group(1) if found else ""


def _leading(made: Report, links: Links) -> Iterator[Leading]:
    labels = _labels(made)
    cells = {cell.id: cell for cell in made.cells()}
    for id in _LEADING:
        if id in cells and cells[id].value is not None:
            cell = cells[id]
            yield Leading(labels.get(id, id), printed(cell, Style(made.language)), links.cell(cell) or "")


def _trend(made: Report, id: str, query: str) -> Link | None:
    """The picture over thirteen months."""
    chart = next((chart for chart in _charts(made) if chart.id == "months"), None)
    return Link(reverse("market-file", args=[id, "months.svg"]) + query, chart.title) if chart is not None else None


def _charts(made: Report) -> Iterator[Chart]:
    for section in walk(made.sections):
        yield from section.charts


def _body(made: Report) -> Report:
    """What follows under the head of the page: everything but the headline and the picture that stand there."""
    first, *rest = made.sections
    sections = [replace(first, sentences=first.sentences[1:]), *rest]
    kept = (
        replace(
            part,
            sections=tuple(replace(inner, charts=()) if inner.id == "months" else inner for inner in part.sections),
        )
        for part in sections
    )
    return replace(made, sections=tuple(kept))


def _files(made: Report, id: str, query: str) -> Iterator[Link]:
    for name, form in FORMS.items():
        if can_write(made, name):
            yield Link(
                reverse("market-file", args=[id, f"report.{form.suffix}"]) + query, _NAMES.get(name, name.upper())
            )


def _figure_href(id: str, cell: Cell) -> str:
    return reverse("market-figure", args=[id, cell.id])


def _labels(made: Report) -> dict[str, str]:
    """Cell → what it is called: its row, and its column where that says more."""
    return {
        cell.id: row.label if column.id == "value" else f"{row.label} · {column.label}"
        for section in walk(made.sections)
        for table in section.tables
        for row in table.rows
        for cell, column in zip(row.cells, table.columns, strict=True)
    }


def _label(made: Report, cell: str) -> str:
    return _labels(made).get(cell, made.title)


def _lines(made: Report) -> Iterator[tuple[object, ...]]:
    for section in walk(made.sections):
        for table in section.tables:
            for row in table.rows:
                for cell, column in zip(row.cells, table.columns, strict=True):
                    head = (table.title, row.label, column.label, cell.id, cell.value, cell.unit, cell.relation)
                    yield (*head, len(cell.rests_on), cell.check, cell.arithmetic, cell.why)


def _dataset(request: HttpRequest, made: Report) -> dict[str, object]:
    return {
        "@type": "Dataset",
        "name": made.title,
        "description": made.subtitle,
        "temporalCoverage": f"{made.start}/{made.end}",
        "version": str(made.version),
        "datePublished": made.issued,
        "url": request.build_absolute_uri(request.path),
    }
