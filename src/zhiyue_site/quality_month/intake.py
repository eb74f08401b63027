"""Plans and reports in, from what units have: any number of files at once, read, shown, confirmed by a person.

Comes in: files, with or without the unit they are from. Goes out: drafts, of which nothing counts before somebody
confirms them (`confirming`). A file that somebody above files for a unit is 代填, and is logged so.
"""

from __future__ import annotations

import hashlib
import io
import time
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

from django.db import transaction

from zhiyue.draft import Draft as Row
from zhiyue.draft import SheetReading
from zhiyue.errors import UnreadableInput
from zhiyue.model import Period
from zhiyue.readers import MAX_BYTES
from zhiyue.reference.measures import campaign_measures
from zhiyue.sheets import read_sheet
from zhiyue.sheets.cells import read_count
from zhiyue.sheets.days import read_date
from zhiyue_site.accounts.audit import record as audit
from zhiyue_site.accounts.models import User
from zhiyue_site.archive.blobs import get_blob, put_blob
from zhiyue_site.archive.models import Blob
from zhiyue_site.quality_month.cells import (
    CellJson,
    cell_json,
    cell_set,
    days_of,
    empty_cell,
    field_of,
    key_of,
    words_of,
)
from zhiyue_site.quality_month.models import Activity, Draft, Edition, Intake, Membership, Task, Unit
from zhiyue_site.quality_month.models import Mapping as Remembered
from zhiyue_site.quality_month.refusals import Refused
from zhiyue_site.quality_month.rights import require
from zhiyue_site.quality_month.tree import units_below

MAX_FILES = 500
REPORT_SIGNS = frozenset({"done", "actual_date", "evidence"})
"""Columns that only a report of what was done has."""


class IntakeError(Refused):
    """The files cannot be taken in, or the draft cannot be changed so; the message says why, in Chinese."""


@dataclass(frozen=True, slots=True)
class Incoming:
    """One file as it came."""

    name: str
    body: bytes


@transaction.atomic
def receive(
    edition: Edition, files: Iterable[Incoming], *, by: User, unit: Unit | None = None, task: str = ""
) -> list[Intake]:
    """Take files in; a ZIP archive is unpacked. Without `unit`, each file's unit is found when it is read.

    The same bytes for the same edition are taken in once. Raises NotAllowed; IntakeError for no file or a broken archive.
    """
    require(by, "file", unit if unit is not None else edition.root)
    if edition.state in (Edition.State.CLOSED, Edition.State.ARCHIVED):
        raise IntakeError("该届次已结束，不再接收材料")
    found = [inner for file in files for inner in _unpacked(file)]
    if not found:
        raise IntakeError("请选择文件，或粘贴表格文字")
    if len(found) > MAX_FILES:
        raise IntakeError(f"一次至多 {MAX_FILES} 个文件，请分批")
    made = [_keep(edition, file, by=by, unit=unit, task=task) for file in found]
    detail = {"files": len(made), "unit": str(unit or "")}
    audit("month.intake.add", actor=by, target=f"edition/{edition.pk}", detail=detail)
    return made


def read_waiting(edition: Edition | None = None, *, seconds: float = 60.0) -> int:
    """Read files that wait, for at most so long; returns how many were read. A job of the worker."""
    end = time.monotonic() + seconds
    count = 0
    waiting = Intake.objects.filter(state=Intake.State.WAITING)
    if edition is not None:
        waiting = waiting.filter(edition=edition)
    while time.monotonic() < end and (intake := waiting.order_by("id").first()):
        read(intake)
        count += 1
    return count


@transaction.atomic
def read(intake: Intake) -> None:
    """Read a file again from its bytes: its rows become drafts, its unit is found where nobody named it."""
    try:
        reading = _reading(intake)
        if intake.unit is None:
            intake.unit, intake.found_by = find_unit(intake.edition, intake.name, reading)
            if intake.unit is not None and hasattr(intake.unit, "mapping"):
                reading = _reading(intake)
    except UnreadableInput as error:
        if intake.unit is None:
            intake.unit, intake.found_by = _unit_by_name(intake.edition, intake.name)
        intake.state, intake.message = Intake.State.FAILED, f"{error.what}。{error.remedy}"[:512]
        intake.save()
        return
    intake.is_on_behalf = intake.unit is not None and not _is_own(intake.by, intake.unit)
    intake.reading, intake.mapping = _summary(reading), dict(reading.mapping)
    intake.task = intake.task if intake.message == "said" else _task(reading, intake.name)
    intake.state, intake.message = Intake.State.READ, ""
    intake.save()
    intake.drafts.filter(state=Draft.State.WAITING).delete()
    _draw(intake, reading)


def find_unit(edition: Edition, name: str, reading: SheetReading) -> tuple[Unit | None, str]:
    """Whose file it is: the unit that the sheet names, else the longest unit name within the file's name."""
    by_key = _by_key(edition)
    said = reading.context.get("unit")
    if said is not None and said.value is not None and key_of(str(said.value)) in by_key:
        return by_key[key_of(str(said.value))], f"表内 {said.place}"
    return _unit_by_name(edition, name)


@transaction.atomic
def set_unit(intake: Intake, unit: Unit, *, by: User) -> None:
    """Say whose file it is, and read it with what is remembered of that unit."""
    require(by, "file", unit)
    _still_open(intake)
    intake.unit, intake.found_by, intake.by = unit, str(by), by
    intake.save()
    audit("month.intake.unit", actor=by, target=f"intake/{intake.pk}", detail={"unit": unit.name})
    read(intake)


@transaction.atomic
def map_columns(intake: Intake, headings: Mapping[str, str], *, by: User) -> None:
    """Say what headings mean; remembered for the unit, and the file is read anew with it."""
    require(by, "file", _unit_of(intake))
    _still_open(intake)
    unit = _unit_of(intake)
    known = Remembered.objects.filter(unit=unit).first()
    merged = {**(known.headings if known else {}), **headings}
    Remembered.objects.update_or_create(unit=unit, defaults={"headings": merged, "by": by})
    audit("month.intake.map", actor=by, target=f"intake/{intake.pk}", detail=dict(headings))
    read(Intake.objects.select_related("unit", "edition").get(pk=intake.pk))


@transaction.atomic
def set_cell(draft: Draft, field: str, words: str, *, by: User) -> Draft:
    """Set one cell of a draft by hand: read as a cell of a sheet would be.

    Raises:
        IntakeError: the row is confirmed already, or the words are no such value.
    """
    unit = draft.unit or _unit_of(draft.intake)
    require(by, "file", unit)
    if draft.state != Draft.State.WAITING:
        raise IntakeError("这一行已确认，请在活动中更改")
    old = draft.cells.get(field)
    draft.cells = {**draft.cells, field: _typed(draft, field, words.strip(), old, by)}
    if field == "name":
        draft.key = _fresh_key(draft, words)
        draft.activity = _known(draft.intake.edition, unit, draft.key)
    draft.save()
    detail = {"field": field, "old": (old or {}).get("words", ""), "new": words.strip()}
    audit("month.draft.set", actor=by, target=f"draft/{draft.pk}", detail=detail)
    return draft


@transaction.atomic
def skip(draft: Draft, *, by: User) -> None:
    """Leave a row out; taking it in again is `restore`."""
    require(by, "file", draft.unit or _unit_of(draft.intake))
    if draft.state == Draft.State.CONFIRMED:
        raise IntakeError("这一行已确认，请撤销活动")
    draft.state = Draft.State.WAITING if draft.state == Draft.State.SKIPPED else Draft.State.SKIPPED
    draft.save(update_fields=["state"])
    audit("month.draft.skip", actor=by, target=f"draft/{draft.pk}", detail={"state": draft.state})


@transaction.atomic
def discard(intake: Intake, *, by: User) -> None:
    """Set a file aside: it stays, and its rows count nothing."""
    require(by, "file", intake.unit if intake.unit is not None else intake.edition.root)
    _still_open(intake)
    intake.state = Intake.State.DISCARDED
    intake.save(update_fields=["state"])
    audit("month.intake.discard", actor=by, target=f"intake/{intake.pk}")


def keep_bytes(body: bytes) -> str:
    """Keep bytes among the archive's; returns their digest."""
    digest = f"sha256:{hashlib.sha256(body).hexdigest()}"
    stored = put_blob(digest, body)
    Blob.objects.update_or_create(digest=digest, defaults={"size": len(body), "stored_size": stored, "purged_at": None})
    return digest


def _by_key(edition: Edition) -> dict[str, Unit]:
    units = units_below(edition.root)
    short = {key_of(unit.short_name): unit for unit in units if unit.short_name}
    return short | {key_of(unit.name): unit for unit in units}


def _unit_by_name(edition: Edition, name: str) -> tuple[Unit | None, str]:
    file = key_of(PurePosixPath(name).name)
    by_key = _by_key(edition)
    inside = sorted((key for key in by_key if key and key in file), key=len)
    return (by_key[inside[-1]], "文件名") if inside else (None, "")


def _keep(edition: Edition, file: Incoming, *, by: User, unit: Unit | None, task: str) -> Intake:
    digest = keep_bytes(file.body)
    name = PurePosixPath(file.name.replace("\\", "/")).name[:255]
    same = edition.intakes.filter(digest=digest, name=name).exclude(state=Intake.State.DISCARDED).first()
    if same is not None:
        return same
    return Intake.objects.create(
        edition=edition,
        unit=unit,
        found_by=str(by) if unit is not None else "",
        name=name,
        digest=digest,
        size=len(file.body),
        by=by,
        task=task or Task.PLAN,
        message="said" if task else "",
    )


def _unpacked(file: Incoming) -> Iterator[Incoming]:
    """The file itself, or what a ZIP archive holds; a workbook is one too, and is left whole."""
    is_archive = file.name.lower().endswith(".zip")
    if not is_archive:
        yield file
        return
    try:
        with zipfile.ZipFile(io.BytesIO(file.body)) as archive:
            entries = [e for e in archive.infolist() if not e.is_dir() and "__MACOSX" not in e.filename]
            if len(entries) > MAX_FILES or sum(e.file_size for e in entries) > MAX_BYTES * 8:
                raise IntakeError(f"{file.name}：压缩包过大，请分批")
            for entry in entries:
                yield Incoming(_entry_name(entry), archive.read(entry))
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError) as error:
        raise IntakeError(f"{file.name}：压缩包损坏或有密码，请重新打包") from error


def _entry_name(entry: zipfile.ZipInfo) -> str:
    """The name of a packed file; archives made on Chinese Windows write it in GBK and say nothing."""
    if entry.flag_bits & 0x800:
        return entry.filename
    try:
        return entry.filename.encode("cp437").decode("gb18030")
    except (UnicodeEncodeError, UnicodeDecodeError):
        return entry.filename


def _reading(intake: Intake) -> SheetReading:
    known = Remembered.objects.filter(unit=intake.unit).first() if intake.unit is not None else None
    body = get_blob(intake.digest)
    edition = intake.edition
    days = Period(edition.start.isoformat(), edition.end.isoformat())
    return read_sheet(intake.name, body, year=edition.year, mapping=known.headings if known else None, days=days)


def _summary(reading: SheetReading) -> dict[str, Any]:
    """What the preview says of the file as a whole. Values stand in the drafts, whom to call in no place but there."""
    return {
        "format": reading.format,
        "is_nil": reading.is_nil,
        "tables": [
            {
                "sheet": table.sheet,
                "title": table.title,
                "shape": table.shape,
                "drafts": table.drafts,
                "totals": list(table.totals),
                "columns": [
                    {"heading": c.heading, "field": c.field, "confidence": round(c.confidence, 2), "reason": c.reason}
                    for c in table.columns
                ],
            }
            for table in reading.tables
        ],
        "findings": [
            {"verdict": f.verdict, "message": f.message, "arithmetic": f.arithmetic} for f in reading.findings
        ],
        "problems": [{"where": str(problem.place), "words": problem.zh} for problem in reading.problems],
    }


def _task(reading: SheetReading, name: str) -> str:
    """A plan where file or title says so; else a report where columns tell of what was done, or count and name no day."""
    titles = [name, *(table.title for table in reading.tables)]
    if any(word in title for title in titles for word in ("计划", "安排", "方案")):
        return str(Task.PLAN)
    fields = {column.field for table in reading.tables for column in table.columns}
    counts = fields & campaign_measures().keys() - {"participants"}
    is_report = bool(fields & REPORT_SIGNS) or (bool(counts) and not fields & {"date", "planned_date"})
    return str(Task.REPORT if is_report or reading.is_nil else Task.PLAN)


def _draw(intake: Intake, reading: SheetReading) -> None:
    """The rows as drafts; those confirmed before keep their row, and are not drawn twice."""
    taken: Counter[tuple[int | None, str]] = Counter()
    done = set(intake.drafts.values_list("sheet", "row"))
    for order, row in enumerate(reading.drafts, start=1):
        unit = _row_unit(intake, row)
        key = key_of(row.name)
        taken[unit.pk if unit else None, key] += 1
        number = taken[unit.pk if unit else None, key]
        key = key if number == 1 else f"{key}#{number}"
        if (row.place.sheet[:64], row.place.row) in done:
            continue
        Draft.objects.create(
            intake=intake,
            order=order,
            sheet=row.place.sheet[:64],
            row=row.place.row,
            key=key,
            cells=_cells(row),
            unit=unit,
            activity=_known(intake.edition, unit, key) if unit is not None else None,
        )


def _cells(row: Row) -> dict[str, CellJson]:
    cells: dict[str, CellJson] = {}
    for name, cell in row.cells.items():
        if name != "sequence" and (field := field_of(name)) not in cells:
            cells[field] = cell_json(cell)
    for heading, cell in row.others.items():
        cells[f"*{heading}"[:64]] = cell_json(cell)
    if "name" not in cells and row.name and "content" in cells:
        cells["name"] = {**empty_cell(row.name[:255]), "confidence": 0.5, "reason": "无名称列，取自内容"}
    return cells


def _row_unit(intake: Intake, row: Row) -> Unit | None:
    """The unit that the row names where it is one below the file's; else the file's."""
    said = row.cells.get("unit")
    if said is not None and said.value is not None:
        for unit in units_below(intake.unit or intake.edition.root):
            if key_of(unit.name) == key_of(str(said.value)):
                return unit
    return intake.unit


def _known(edition: Edition, unit: Unit, key: str) -> Activity | None:
    return Activity.objects.filter(edition=edition, unit=unit, key=key).first()


def _fresh_key(draft: Draft, name: str) -> str:
    key, number = key_of(name), 1
    others = set(draft.intake.drafts.exclude(pk=draft.pk).filter(unit=draft.unit).values_list("key", flat=True))
    while (found := key if number == 1 else f"{key}#{number}") in others:
        number += 1
    return found


def _typed(draft: Draft, field: str, words: str, old: Mapping[str, Any] | None, by: User) -> CellJson:
    """Words that a person typed, read as those of a sheet: 9月5日 is a day of the edition's year."""
    cell = empty_cell(words)
    if words and field == "date":
        dated = read_date(words, year=draft.intake.edition.year)
        if dated is None or dated.value is None:
            raise IntakeError(f"“{words}”不能识别为日期：请写成 9月5日、9月5日至7日 或 2025-09-05")
        cell |= {"words": words_of(dated.value), "part": dated.part or "", **days_of(dated.value)}
    elif words and field in campaign_measures():
        count = read_count(words)
        if count is None:
            raise IntakeError(f"“{words}”不能识别为数：请写成 120、约300 或 1200余份")
        number, unit, relation, _, _ = count
        cell |= {"number": f"{number:f}", "unit": unit, "relation": relation}
    return cell_set(old, cell, by=str(by) if words else "")


def _is_own(user: User | None, unit: Unit) -> bool:
    """Whether the person belongs to the unit itself: who belongs above it files on its behalf."""
    return user is not None and Membership.objects.filter(user=user, unit=unit).exclude(role="reader").exists()


def _unit_of(intake: Intake) -> Unit:
    if intake.unit is None:
        raise IntakeError("请先确定这份材料是哪个单位的")
    return intake.unit


def _still_open(intake: Intake) -> None:
    if intake.drafts.filter(state=Draft.State.CONFIRMED).exists():
        raise IntakeError("其中已有确认的行，不能再更改")
