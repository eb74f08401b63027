"""Every form that a report is written in, by name: what the command, the site and the API offer.

Comes in: a `Report`. Goes out: the bytes of a file. What a form cannot hold (a document in English) is refused with
words, never left out in silence.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

from zhiyue.exports.gongwen import report_as_document, write_document
from zhiyue.exports.report.charts import chart_png, chart_svg
from zhiyue.exports.report.json_file import write_json
from zhiyue.exports.report.page import report_page
from zhiyue.exports.report.wechat import write_article
from zhiyue.exports.report.workbook import write_workbook
from zhiyue.report import Chart, Report, walk

ISSUER = "质阅"
"""Who issues a report that names nobody."""


@dataclass(frozen=True, slots=True)
class Form:
    """One form: the end of its file name, its media type, and what makes it."""

    suffix: str
    media_type: str
    write: Callable[[Report], bytes]


def _document(report: Report) -> bytes:
    return write_document(report_as_document(report if report.issuer else replace(report, issuer=ISSUER)))


_OFFICE = "application/vnd.openxmlformats-officedocument"
FORMS: Mapping[str, Form] = {
    "json": Form("json", "application/json", write_json),
    "html": Form("html", "text/html; charset=utf-8", lambda report: report_page(report).encode()),
    "docx": Form("docx", f"{_OFFICE}.wordprocessingml.document", _document),
    "xlsx": Form("xlsx", f"{_OFFICE}.spreadsheetml.sheet", write_workbook),
    "wechat": Form("wechat.html", "text/html; charset=utf-8", lambda report: write_article(report).page.encode()),
}
"""Name → form of the whole report."""


def can_write(report: Report, form: str) -> bool:
    """Whether a report can be written so: the official document is Chinese."""
    return form != "docx" or report.language == "zh"


def charts_of(report: Report) -> tuple[Chart, ...]:
    """Every chart, in reading order."""
    return tuple(chart for section in walk(report.sections) for chart in section.charts)


def chart_of(report: Report, id: str) -> Chart:
    """The chart of that id. Raises KeyError where the report has none."""
    for chart in charts_of(report):
        if chart.id == id:
            return chart
    raise KeyError(f"the report {report.id} has no chart {id}")


def all_files(report: Report) -> Iterator[tuple[str, bytes]]:
    """Name and bytes of every file: each form that the report can be written in, and each chart as SVG and PNG."""
    for name, form in FORMS.items():
        if can_write(report, name):
            yield f"report.{form.suffix}", form.write(report)
    for name, picture in write_article(report).pictures.items():
        yield f"wechat/{name}", picture
    for chart in charts_of(report):
        yield f"charts/{chart.id}.svg", chart_svg(report, chart).encode()
        yield f"charts/{chart.id}.png", chart_png(report, chart)
