"""Returns: what a unit reports, what supports it, and how one piece of evidence is withdrawn again.

Comes in: figures as said (a hedge stays a hedge), files. Goes out: returns with measures and proofs. The totals are
none of this module's business: they are computed from what stands here (`closing`), so nothing is ever adjusted.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation
from typing import cast

from django.db import transaction
from django.utils import timezone

from zhiyue.campaigns.classify import classify
from zhiyue.campaigns.counting import STANDING, combine
from zhiyue.model import Relation
from zhiyue.reference.measures import CampaignMeasure, activity_classes, campaign_measures
from zhiyue_site.accounts.audit import record as audit
from zhiyue_site.accounts.models import User
from zhiyue_site.archive.models import Page
from zhiyue_site.quality_month import states
from zhiyue_site.quality_month.campaign import activity_of
from zhiyue_site.quality_month.intake import Incoming, keep_bytes
from zhiyue_site.quality_month.models import Activity, Edition, Measure, Problem, Proof, Return, Unit
from zhiyue_site.quality_month.refusals import Refused
from zhiyue_site.quality_month.rights import require

PHOTOS = {"png": "image/png", "jpg": "image/jpeg", "jpeg": "image/jpeg", "webp": "image/webp"}
LISTS = {
    "csv": "text/csv",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "xls": "application/vnd.ms-excel",
}
FILES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "doc": "application/msword",
    "txt": "text/plain",
}
MAX_PROOF = 20 * 1024 * 1024
MOST_DIGITS = 15
"""More digits before or behind the point than any figure of a campaign has."""


class ReturnError(Refused):
    """The return cannot be made or changed so; the message says why, in Chinese."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure as a unit says it: a decimal string, its unit, its hedge, and how it was printed."""

    code: str
    number: str
    unit: str = ""
    relation: str = "="
    printed: str = ""


@dataclass(frozen=True, slots=True)
class Said:
    """What a unit says of an activity or of itself: figures, or that there is nothing and why."""

    figures: tuple[Figure, ...] = ()
    is_nil: bool = False
    why_not: str = ""
    held_on: str = ""
    evidence: str = ""
    summary: str = ""


@transaction.atomic
def report(
    edition: Edition, unit: Unit, activity: Activity | None, said: Said, *, by: User, on_behalf: bool = False
) -> Return:
    """Report: the return of this unit about this activity, made or changed, and submitted.

    A figure that is said again the same keeps its evidence; a figure that is no longer said is gone with its links.
    Raises NotAllowed; ReturnError where the return is verified already, or a figure is none.
    """
    require(by, "report", unit)
    figures = [_checked(figure) for figure in said.figures]
    item, is_new = Return.objects.get_or_create(
        edition=edition, unit=unit, activity=activity, defaults={"made_by": by, "is_on_behalf": on_behalf}
    )
    if item.state == Return.State.VERIFIED:
        raise ReturnError(f"“{item}”的报送已核实，须先退回再更改")
    old = {measure.code: str(measure) for measure in item.measures.all()}
    item.is_nil, item.is_on_behalf = said.is_nil, on_behalf
    item.why_not, item.held_on = said.why_not[:255], said.held_on[:10]
    item.evidence_words = said.evidence[:255] or item.evidence_words
    item.summary = said.summary or item.summary
    item.state, item.submitted_at, item.reason = Return.State.SUBMITTED, timezone.now(), ""
    item.save()
    _set_figures(item, figures)
    new = {figure.code: f"{figure.relation} {figure.number} {figure.unit}" for figure in figures}
    if activity is not None:
        states.log(activity, "report", by=by, old=old, new=new, reason=said.why_not, on_behalf=on_behalf)
        # Asked anew: who called may hold the activity as it was before a step.
        waits = Activity.objects.filter(pk=activity.pk, unit=unit, state=Activity.State.PUBLISHED)
        if waits.exists():
            states.take(activity, "report", by=by)
    detail = {"old": old, "new": new, "nil": said.is_nil, "on_behalf": on_behalf, "is_new": is_new}
    audit("month.return.submit", actor=by, target=f"return/{item.pk}", detail=detail)
    return item


def nil_return(edition: Edition, unit: Unit, *, by: User, on_behalf: bool = False) -> Return:
    """Say of a unit that it has nothing to report: it is not late, and not missing."""
    return report(edition, unit, None, Said(is_nil=True), by=by, on_behalf=on_behalf)


@transaction.atomic
def send_back(item: Return, reason: str, *, by: User) -> None:
    """Send a return back to its unit: until it comes again, it counts nothing.

    Raises:
        ReturnError: without a reason, or where it does not stand.
    """
    require(by, "moderate", item.unit)
    if not reason.strip():
        raise ReturnError("退回须说明理由")
    if item.state not in (Return.State.SUBMITTED, Return.State.VERIFIED):
        raise ReturnError("这份报送不能退回")
    item.state, item.reason = Return.State.RETURNED, reason.strip()[:255]
    item.save(update_fields=["state", "reason"])
    told = (Activity.State.REPORTED, Activity.State.VERIFIED)
    for activity in Activity.objects.filter(returns=item, unit=item.unit, state__in=told):
        states.take(activity, "reopen", by=by, reason=reason)
    audit("month.return.back", actor=by, target=f"return/{item.pk}", detail={"reason": reason})


@transaction.atomic
def verify(item: Return, *, by: User) -> None:
    """Verify a return after looking at its evidence.

    Raises:
        ReturnError: it was not submitted.
    """
    require(by, "moderate", item.unit)
    if item.state != Return.State.SUBMITTED:
        raise ReturnError("只有已报送的才能核实")
    item.state = Return.State.VERIFIED
    item.save(update_fields=["state"])
    for activity in Activity.objects.filter(returns=item, unit=item.unit, state=Activity.State.REPORTED):
        states.take(activity, "verify", by=by)
    audit("month.return.verify", actor=by, target=f"return/{item.pk}")


# ── evidence ─────────────────────────────────────────────────────────────────────────────────────────────────────


@transaction.atomic
def add_proof(
    file: Incoming, *, unit: Unit, edition: Edition, by: User, activity: Activity | None = None, title: str = ""
) -> Proof:
    """Keep a file as evidence. The same bytes of the same unit about the same activity are one proof.

    Raises:
        ReturnError: empty, too large, or of a form that cannot be opened by whoever checks it.
    """
    require(by, "report", unit)
    suffix = file.name.rpartition(".")[2].lower()
    known = {**PHOTOS, **LISTS, **FILES}
    if suffix not in known:
        raise ReturnError(f"{file.name}：请用照片（PNG、JPEG）、名册（CSV、XLSX）、PDF 或 Word 文件")
    if not file.body or len(file.body) > MAX_PROOF:
        raise ReturnError(f"{file.name}：文件为空，或超过 {MAX_PROOF // 2**20} MB")
    digest = keep_bytes(file.body)
    same = Proof.objects.filter(edition=edition, unit=unit, digest=digest, activity=activity, withdrawn_at=None).first()
    if same is not None:
        return same
    form = Proof.Form.PHOTO if suffix in PHOTOS else Proof.Form.LIST if suffix in LISTS else Proof.Form.FILE
    proof = Proof.objects.create(
        edition=edition,
        unit=unit,
        activity=activity,
        form=form,
        title=(title or file.name)[:255],
        name=file.name[:255],
        digest=digest,
        content_type=known[suffix],
        size=len(file.body),
        by=by,
    )
    audit("month.proof.add", actor=by, target=f"proof/{proof.pk}", detail={"digest": digest, "unit": unit.name})
    return proof


@transaction.atomic
def add_page(page: Page, *, unit: Unit, edition: Edition, by: User, activity: Activity | None = None) -> Proof:
    """Take a page of the archive as evidence: its bytes are kept there already.

    Raises:
        ReturnError: the page has no reading.
    """
    require(by, "report", unit)
    if page.reading is None:
        raise ReturnError("这一页还没有识读")
    proof, _ = Proof.objects.get_or_create(
        edition=edition,
        unit=unit,
        activity=activity,
        page=page.pk,
        withdrawn_at=None,
        defaults={
            "form": Proof.Form.PAGE,
            "title": page.title[:255],
            "digest": page.reading.capture.blob_id,
            "address": page.address,
            "by": by,
        },
    )
    audit("month.proof.add", actor=by, target=f"proof/{proof.pk}", detail={"page": page.pk, "unit": unit.name})
    return proof


@transaction.atomic
def attach(proof: Proof, measures: Iterable[Measure], *, by: User) -> int:
    """Say that a proof supports these figures; returns how many. Only figures of its own unit.

    Raises:
        ReturnError: the proof was withdrawn, or a figure is another unit's.
    """
    require(by, "report", proof.unit)
    if proof.withdrawn_at is not None:
        raise ReturnError("这份佐证已撤回")
    wanted = list(measures)
    if any(measure.report.unit_id != proof.unit_id for measure in wanted):
        raise ReturnError("佐证只能用于本单位的数字")
    for measure in wanted:
        measure.proofs.add(proof)
    detail = {"measures": [measure.pk for measure in wanted]}
    audit("month.proof.attach", actor=by, target=f"proof/{proof.pk}", detail=detail)
    return len(wanted)


@transaction.atomic
def withdraw(proof: Proof, reason: str, *, by: User) -> None:
    """Withdraw a piece of evidence: it stays with its reason, and supports nothing from now on.

    Raises:
        ReturnError: without a reason, or withdrawn before.
    """
    require(by, "report", proof.unit)
    if not reason.strip():
        raise ReturnError("撤回佐证须说明理由")
    current = Proof.objects.select_for_update().get(pk=proof.pk)
    if current.withdrawn_at is not None:
        raise ReturnError("这份佐证已撤回")
    current.withdrawn_by, current.withdrawn_at, current.withdrawn_reason = by, timezone.now(), reason.strip()[:255]
    current.save()
    proof.refresh_from_db()
    if proof.activity is not None:
        states.log(proof.activity, "proof", by=by, old={"proof": proof.title}, reason=reason)
    audit("month.proof.withdraw", actor=by, target=f"proof/{proof.pk}", detail={"reason": reason})


@transaction.atomic
def take_evidence(
    edition: Edition, unit: Unit, files: Iterable[Incoming], *, by: User
) -> tuple[list[Proof], list[str]]:
    """Take many files at once: each supports the figures of the return that names it (佐证材料: 01-签到表.csv).

    Returns the proofs kept, and the names of files that no return names: these are kept too, and wait to be attached.
    """
    kept, loose = [], []
    for file in files:
        named = [item for item in edition.returns.filter(unit=unit) if _names(item.evidence_words, file.name)]
        item = named[0] if len(named) == 1 else None
        proof = add_proof(file, unit=unit, edition=edition, by=by, activity=item.activity if item else None)
        if item is None:
            loose.append(file.name)
        else:
            attach(proof, item.measures.select_related("report"), by=by)
            item.proofs.add(proof)
        kept.append(proof)
    return kept, loose


# ── the return of a unit as a whole ──────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Proposed:
    """A field of a unit's return: what the activities say, from which of them, and who asks for it."""

    measure: CampaignMeasure
    number: str
    relation: str
    activities: tuple[int, ...]


def proposed(edition: Edition, unit: Unit) -> list[Proposed]:
    """The fields that a unit is asked for as a whole, filled from what stands already: the unit only confirms.

    Activities are counted by class, where a standing return says that they took place; all else is the sum of what was
    reported of them, and the ledger's problems. The national fields come first.
    """
    known = sorted(campaign_measures().values(), key=lambda measure: (not measure.is_national, measure.family))
    classes, ledger = _by_class(edition, unit), _by_ledger(edition, unit)
    found = []
    for measure in known:
        if measure.code in ledger and not measure.is_national:
            found.append(Proposed(measure, str(ledger[measure.code]), "=", ()))
        elif measure.family == "activities" and measure.is_national:
            pks = classes.get(measure.code, [])
            found.append(Proposed(measure, str(len(pks)), "=", tuple(pks)))
        elif measure.code != "activities":
            found.append(_summed(edition, unit, measure))
    return found


@transaction.atomic
def report_whole(edition: Edition, unit: Unit, said: Said, *, by: User) -> Return:
    """Report of a unit as a whole. What its activities reported already is not said twice: only the rest is kept.

    Raises:
        ReturnError: a figure is smaller than what the unit's own activities add up to.
    """
    rest = []
    for figure in map(_checked, said.figures):
        summed = _summed(edition, unit, campaign_measures()[figure.code])
        left = Decimal(figure.number) - Decimal(summed.number)
        if left < 0:
            raise ReturnError(
                f"{summed.measure.label_zh}：填报 {figure.number}，各项活动已报 {summed.number}，请先更正活动"
            )
        if left or not summed.activities:
            rest.append(
                replace(figure, number=f"{left:f}", printed=figure.number if summed.activities else figure.printed)
            )
    return report(edition, unit, None, replace(said, figures=tuple(rest)), by=by)


def _by_class(edition: Edition, unit: Unit) -> dict[str, list[int]]:
    """Measure of a class → the unit's activities of that class that took place."""
    measures = {item.code: item.measure for item in activity_classes()}
    standing = edition.returns.filter(unit=unit, is_nil=False, state__in=STANDING).values("activity")
    found: dict[str, list[int]] = {}
    for activity in edition.activities.filter(unit=unit, state__in=states.COUNTED, pk__in=standing):
        code = classify(activity_of(activity), theme=edition.theme).code
        found.setdefault(measures.get(code, ""), []).append(activity.pk)
    return found


def _by_ledger(edition: Edition, unit: Unit) -> dict[str, int]:
    """What the ledger of problems says of a unit; nothing where nothing was entered."""
    rows = edition.problems.filter(unit=unit)
    fixed = rows.exclude(state=Problem.State.FOUND).count()
    return {"hazards": rows.count(), "hazards_fixed": fixed} if rows.exists() else {}


def _summed(edition: Edition, unit: Unit, measure: CampaignMeasure) -> Proposed:
    rows = Measure.objects.filter(
        report__edition=edition, report__unit=unit, code=measure.code, report__state__in=STANDING, unit=measure.unit
    ).exclude(report__activity=None)
    total = sum((Decimal(row.number) for row in rows), Decimal(0))
    activities = tuple(rows.values_list("report__activity", flat=True))
    return Proposed(measure, f"{total:f}", combine(cast("Relation", row.relation) for row in rows), activities)


def _checked(figure: Figure) -> Figure:
    measure = campaign_measures().get(figure.code)
    if measure is None:
        raise ReturnError(f"没有“{figure.code}”这一项")
    try:
        number = Decimal(figure.number)
    except InvalidOperation as error:
        raise ReturnError(f"{measure.label_zh}：“{figure.number}”不是数") from error
    if not number.is_finite() or number < 0 or abs(number.adjusted()) > MOST_DIGITS:
        raise ReturnError(f"{measure.label_zh}：“{figure.number}”为负，或大得不合情理")
    return Figure(
        figure.code, f"{number.normalize():f}", figure.unit or measure.unit, figure.relation, figure.printed[:64]
    )


def _set_figures(item: Return, figures: Sequence[Figure]) -> None:
    item.measures.exclude(code__in=[figure.code for figure in figures]).delete()
    for figure in figures:
        Measure.objects.update_or_create(
            report=item,
            code=figure.code,
            defaults={
                "number": figure.number,
                "unit": figure.unit[:16],
                "relation": figure.relation,
                "printed": figure.printed,
                "start": item.held_on,
                "end": item.held_on,
            },
        )


def _names(words: str, file: str) -> bool:
    """Whether 佐证材料 names the file, whatever stands around it."""
    return any(part.strip() == file for part in re.split(r"[、；;，,\n]", words)) if words else False
