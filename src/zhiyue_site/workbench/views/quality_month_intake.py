"""Files in: dropped, pasted, read; the preview of each, cell by cell, until a person confirms it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_POST

from zhiyue.reference.measures import campaign_measures
from zhiyue.reference.sheets import sheet_columns
from zhiyue_site.archive.blobs import get_blob
from zhiyue_site.quality_month import cells, confirming, intake
from zhiyue_site.quality_month.models import Activity, Draft, Edition, Intake, Task
from zhiyue_site.quality_month.rights import allowed, require, units_of
from zhiyue_site.quality_month.tree import units_below
from zhiyue_site.workbench.access import person
from zhiyue_site.workbench.month import attempt, month_screen, of_edition, unit_within

AT_ONCE = 4.0
"""Seconds of reading in the request itself: thirty files are there when the next screen opens."""

RELATIONS = {"=": "", "≥": "不少于 ", "≤": "不超过 ", "≈": "约 ", ">": "超过 ", "<": "不足 "}


@of_edition
def files(request: HttpRequest, edition: Edition) -> HttpResponseBase:
    """Every file, those that wait first; the form takes more."""
    user = person(request)
    if request.method == "POST":
        made = _receive(request, edition)
        if made is not None and len(made) == 1:
            return redirect("month-file", edition.pk, made[0].pk)
        return redirect("month-intake", edition.pk)
    if edition.intakes.filter(state=Intake.State.WAITING).exists():
        intake.read_waiting(edition, seconds=AT_ONCE)
    mine = units_of(user, "view", edition=edition)
    found = edition.intakes.select_related("unit", "by")
    if edition.root_id not in mine:
        found = found.filter(unit__in=mine)
    rows = [_file_row(item) for item in found.prefetch_related("drafts")]
    order = {state: n for n, state in enumerate(("failed", "read", "waiting", "confirmed", "discarded"))}
    rows.sort(key=lambda row: (order[row["file"].state], row["file"].name))
    context = {
        "rows": rows,
        "waiting": sum(row["file"].state == Intake.State.WAITING for row in rows),
        "done": sum(row["file"].state == Intake.State.CONFIRMED for row in rows),
        "to_confirm": sum(row["file"].state == Intake.State.READ and row["file"].unit is not None for row in rows),
        "units": [unit for unit in units_below(edition.root) if unit.pk in units_of(user, "file", edition=edition)],
        "tasks": [(Task.PLAN, "活动计划"), (Task.REPORT, "活动情况")],
    }
    return month_screen(request, edition, "workbench/month/files.html", context)


@dataclass(frozen=True, slots=True)
class Shown:
    """One cell of the preview."""

    field: str
    label: str
    words: str
    printed: str
    where: str
    confidence: cells.Confidence
    reason: str
    problems: tuple[str, ...]
    is_gap: bool


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the preview, with what confirming it would change."""

    draft: Draft
    cells: tuple[Shown, ...]
    figures: tuple[Shown, ...]
    gaps: tuple[str, ...]
    differences: tuple[confirming.Difference, ...]

    @property
    def doubts(self) -> int:
        """How many cells a person should look at."""
        return sum(cell.confidence.style in ("doubtful", "contradicted") for cell in (*self.cells, *self.figures))


@of_edition
def file(request: HttpRequest, edition: Edition, intake: int) -> HttpResponseBase:
    """The preview of one file."""
    found = get_object_or_404(edition.intakes.select_related("unit", "by"), pk=intake)
    user = person(request)
    require(user, "view", found.unit if found.unit is not None else edition.root)
    if request.GET.get("format") == "original":
        response = HttpResponse(get_blob(found.digest), content_type="application/octet-stream")
        response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=found.name) or ""
        return response
    drafts = list(found.drafts.select_related("unit", "activity"))
    rows = [row_of(found, draft) for draft in drafts]
    columns = [column for table in found.reading.get("tables", []) for column in table["columns"]]
    editing = request.GET.get("edit", "").partition("-")
    context = {
        "file": found,
        "rows": rows,
        "columns": columns,
        "fields": [(code, column.label_zh) for code, column in sheet_columns().items()],
        "head": [label for _, label in _fields(found)],
        "waiting": sum(draft.state == Draft.State.WAITING for draft in drafts),
        "gaps": sum(len(row.gaps) for row in rows if row.draft.state == Draft.State.WAITING),
        "doubts": sum(row.doubts for row in rows if row.draft.state == Draft.State.WAITING),
        "changes": sum(bool(row.differences) for row in rows),
        "missing": confirming.missing_since(found),
        "units": units_below(edition.root) if found.unit is None else [],
        "may_file": allowed(user, "file", found.unit if found.unit is not None else edition.root),
        "may_publish": found.unit is not None and allowed(user, "moderate", found.unit),
        "is_plan": found.task == Task.PLAN,
        "edited": (editing[0], editing[2]),
    }
    return month_screen(request, edition, "workbench/month/file.html", context)


@require_POST
@of_edition
def change(request: HttpRequest, edition: Edition, intake: int) -> HttpResponseBase:
    """Set a cell, leave a row out, name the unit, say what headings mean, read again, set the file aside."""
    found = get_object_or_404(edition.intakes.select_related("unit"), pk=intake)
    verb = _VERBS.get(request.POST.get("what", ""))
    anchor = verb(request, found) if verb is not None else ""
    return redirect(reverse("month-file", args=[edition.pk, found.pk]) + anchor)


@require_POST
@of_edition
def confirm(request: HttpRequest, edition: Edition, intake: int) -> HttpResponseBase:
    """Confirm all rows, or those that are ticked; with `publish`, let them through at once."""
    found = get_object_or_404(edition.intakes, pk=intake)
    said = request.POST
    ticked = [int(pk) for pk in said.getlist("draft") if pk.isdecimal()] if said.get("what") == "ticked" else None
    publish = "publish" in said
    made = attempt(
        request, lambda: confirming.confirm(found, by=person(request), drafts=ticked, publish=publish), _told
    )
    for why in made.failed if made is not None else ():
        messages.warning(request, why)
    return redirect("month-file", edition.pk, found.pk)


@require_POST
@of_edition
def confirm_all(request: HttpRequest, edition: Edition) -> HttpResponseBase:
    """Confirm every file that was read and whose unit is known: after a look at each, or at none."""
    user = person(request)
    publish = "publish" in request.POST
    mine = units_of(user, "file", edition=edition)
    waiting = edition.intakes.filter(state=Intake.State.READ, unit__in=mine).order_by("id")
    outcomes = [confirming.confirm(item, by=user, publish=publish) for item in waiting]
    total = confirming.Outcome(
        made=sum(outcome.made for outcome in outcomes),
        changed=sum(outcome.changed for outcome in outcomes),
        same=sum(outcome.same for outcome in outcomes),
        reported=sum(outcome.reported for outcome in outcomes),
        failed=tuple(why for outcome in outcomes for why in outcome.failed),
    )
    messages.success(request, f"{len(outcomes)} 份：{_told(total)}")
    for why in total.failed[:20]:
        messages.warning(request, why)
    return redirect("month-intake", edition.pk)


def row_of(file: Intake, draft: Draft) -> Row:
    """One row of the preview."""
    known = tuple(shown_cell(field, label, draft.cells.get(field), file.task) for field, label in _fields(file))
    names = {field for field, _ in _fields(file)}
    measures = campaign_measures()
    figures = tuple(
        shown_cell(field, measures[field].label_zh, cell, file.task)
        for field, cell in draft.cells.items()
        if field in measures and field not in names and cell["status"] != "absent"
    )
    gaps = tuple(cell.label for cell in known if cell.is_gap)
    return Row(draft, known, figures, gaps, tuple(confirming.differences_of(draft)))


def shown_cell(field: str, label: str, cell: Mapping[str, Any] | None, task: str) -> Shown:
    """One cell of the preview; what the sheet does not have at all is a gap where it is needed."""
    is_absent = cell is None or cell["status"] == "absent" or not cell["words"]
    words = "" if cell is None else cell["words"]
    if cell is not None and cell["number"]:
        words = f"{RELATIONS[cell['relation']]}{words}"
    elif cell is not None and cell["part"]:
        words = f"{words} {dict(Activity.Part.choices)[cell['part']]}".strip()
    return Shown(
        field=field,
        label=label,
        words={"yes": "是", "no": "否"}.get(words, words),
        printed="" if cell is None or cell["printed"] == cell["words"] else cell["printed"],
        where="" if cell is None else cell["where"],
        confidence=cells.confidence_of(None if is_absent else cell),
        reason="" if cell is None else cell["reason"],
        problems=() if cell is None else tuple(cell["problems"]),
        is_gap=is_absent and field in cells.NEEDED[task],
    )


def _fields(file: Intake) -> tuple[tuple[str, str], ...]:
    """The columns of the preview: those that matter, and of the rest those that the file has."""
    wanted = cells.REPORT_FIELDS if file.task == Task.REPORT else cells.PLAN_FIELDS
    has = {cells.field_of(c["field"]) for table in file.reading.get("tables", []) for c in table["columns"]}
    return tuple((field, label) for field, label in wanted if field in has or field in cells.NEEDED[file.task])


def _file_row(item: Intake) -> dict[str, Any]:
    drafts = [draft for draft in item.drafts.all() if draft.state == Draft.State.WAITING]
    shown = [
        shown_cell(field, "", draft.cells.get(field), item.task)
        for draft in drafts
        for field in cells.NEEDED[item.task]
    ]
    others = [cell for draft in drafts for cell in draft.cells.values()]
    doubts = sum(cells.confidence_of(cell).style in ("doubtful", "contradicted") for cell in others)
    return {"file": item, "rows": len(item.drafts.all()), "gaps": sum(cell.is_gap for cell in shown), "doubts": doubts}


def _receive(request: HttpRequest, edition: Edition) -> list[Intake] | None:
    user, said = person(request), request.POST
    brought = [intake.Incoming(file.name or "", file.read()) for file in request.FILES.getlist("files")]
    if said.get("text", "").strip():
        brought.append(intake.Incoming("粘贴的表格.txt", said["text"].encode()))
    unit = unit_within(edition, said["unit"]) if said.get("unit", "").isdecimal() else None
    task = said.get("task", "") if said.get("task", "") in (Task.PLAN, Task.REPORT) else ""
    made = attempt(
        request,
        lambda: intake.receive(edition, brought, by=user, unit=unit, task=task),
        lambda rows: f"收到 {len(rows)} 份",
    )
    if made:
        intake.read_waiting(edition, seconds=AT_ONCE)
    return made


def _told(outcome: confirming.Outcome) -> str:
    said = (
        (outcome.made, "新增 {} 项活动"),
        (outcome.changed, "更新 {} 项"),
        (outcome.same, "{} 项无变化"),
        (outcome.reported, "收到 {} 项情况报送"),
        (len(outcome.failed), "{} 行未能确认"),
    )
    words = [pattern.format(n) for n, pattern in said if n]
    return "，".join(words) or "没有可确认的行"


def _draft(request: HttpRequest, file: Intake) -> Draft:
    return get_object_or_404(file.drafts.select_related("intake__edition", "unit"), pk=request.POST.get("draft") or 0)


def _cell(request: HttpRequest, file: Intake) -> str:
    draft, said = _draft(request, file), request.POST
    field = said.get("field", "")
    if field in dict(cells.PLAN_FIELDS) | dict(cells.REPORT_FIELDS) or field in campaign_measures():
        attempt(request, lambda: intake.set_cell(draft, field, said.get("words", ""), by=person(request)))
    return f"#row-{draft.pk}"


def _skip(request: HttpRequest, file: Intake) -> str:
    draft = _draft(request, file)
    attempt(request, lambda: intake.skip(draft, by=person(request)) or True)
    return f"#row-{draft.pk}"


def _unit(request: HttpRequest, file: Intake) -> str:
    unit = unit_within(file.edition, request.POST.get("unit"))
    attempt(request, lambda: intake.set_unit(file, unit, by=person(request)) or True, f"这份材料归“{unit}”")
    return ""


def _map(request: HttpRequest, file: Intake) -> str:
    said = request.POST
    known = sheet_columns()
    wanted = zip(said.getlist("heading"), said.getlist("field"), strict=False)
    headings = {heading: field for heading, field in wanted if field in known or field in ("", "-")}
    attempt(
        request,
        lambda: intake.map_columns(file, headings, by=person(request)) or True,
        "已按此重新识读，并为该单位记住",
    )
    return ""


def _discard(request: HttpRequest, file: Intake) -> str:
    attempt(request, lambda: intake.discard(file, by=person(request)) or True, "已不采用，文件仍保留")
    return ""


_VERBS = {"cell": _cell, "skip": _skip, "unit": _unit, "map": _map, "discard": _discard}
