"""What editors set right: a statement beside the machine's, with who, when and why. Nothing is overwritten.

Comes in: a range of the page's text that an editor selected, and the field that it states. Goes out: a `Correction`
whose value `zhiyue.values` made of those words; and `corrected`, the one function that lays corrections over a reading,
so that page, record, index and API all see the same. A correction hangs on the fact's content id: where a newer
reading has no such fact, it is told as lost, never dropped in silence.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.db import transaction
from django.utils import timezone

from zhiyue.codec import field_from_json, field_to_json
from zhiyue.kinds import fact_types
from zhiyue.model import Evidence, Fact, Field, PageResult, ValueType
from zhiyue.spans import Edit, Span, SpanMap
from zhiyue.values import parse
from zhiyue_site.accounts.audit import record
from zhiyue_site.accounts.models import User
from zhiyue_site.archive.models import Correction, Page

PAGE_FIELDS: Mapping[str, tuple[str, ValueType]] = {
    "title": ("题名", "text"),
    "published": ("发布时间", "moment"),
    "publisher": ("发布网站", "organisation"),
    "source": ("来源", "organisation"),
    "first_source": ("首发来源", "organisation"),
}
"""Properties of the page itself that may be corrected: their labels and types."""


class CorrectionError(Exception):
    """That cannot be corrected so; the message says why, in Chinese."""


@dataclass(frozen=True, slots=True)
class Target:
    """The field that a correction speaks of: of a fact (by its content id), or of the page itself (no id)."""

    fact_id: str
    field: str
    ordinal: int = 0


@transaction.atomic
def correct(
    page: Page, result: PageResult, target: Target, *, span: tuple[int, int] | None, by: User, reason: str
) -> Correction:
    """Say what a field really is: the words at `span` of the page's text, or (None) that the page does not say.

    Args:
        page: the page, whose current reading is `result` as the machine made it.
        result: the reading, not masked.
        target: which field.
        span: half-open range of code points of ``page.text``.
        by: who corrects.
        reason: why.

    Raises:
        CorrectionError: no reason, nothing selected, no such field, or words that are not of the field's type.
    """
    if not reason.strip():
        raise CorrectionError("请写明更正的理由")
    machine = find_field(result, target)
    type_ = machine.type if machine else _type_of(result, target)
    field = Field(type_, None, status="not_stated") if span is None else _read(result, type_, span, machine)
    _withdraw_older(page, target, by)
    made = Correction.objects.create(
        page=page,
        digest=result.digest,
        fact_id=target.fact_id,
        field=target.field,
        ordinal=target.ordinal,
        payload=field_to_json(field),
        machine=field_to_json(machine) if machine else None,
        reason=reason.strip()[:255],
        by=by,
    )
    detail = {"fact": target.fact_id, "field": target.field, "correction": made.pk}
    record("page.correct", actor=by, target=page.pk, detail=detail)
    return made


@transaction.atomic
def withdraw_correction(correction: Correction, *, by: User) -> None:
    """Undo a correction: the machine's statement holds again. Who undid it, and when, stays written."""
    undone = Correction.objects.filter(pk=correction.pk, withdrawn_at=None).update(
        withdrawn_by=by, withdrawn_at=timezone.now()
    )
    if undone:
        record("page.correct.undo", actor=by, target=correction.page_id, detail={"correction": correction.pk})


def find_field(result: PageResult, target: Target) -> Field | None:
    """The machine's field; None where it found none.

    Raises:
        CorrectionError: the reading has no such fact, or pages have no such property.
    """
    if not target.fact_id:
        if target.field not in PAGE_FIELDS:
            raise CorrectionError(f"页面没有可更正的 {target.field}")
        found: Field | None = getattr(result.page, target.field)
        return found
    fields = _fact_of(result, target.fact_id).all(target.field)
    return fields[target.ordinal] if target.ordinal < len(fields) else None


def corrected(page: Page, result: PageResult) -> PageResult:
    """Lay the corrections that hold over a reading.

    Evidence of another capture is not carried over: its offsets would point to other words.
    """
    for item in _holding(page, result):
        result = _lay(result, Target(item.fact_id, item.field, item.ordinal), field_from_json(item.payload))
    return result


def lost_corrections(page: Page, result: PageResult) -> list[Correction]:
    """The corrections that find their fact, or their words, no more in a new reading."""
    held = {item.pk for item in _holding(page, result)}
    return [item for item in page.corrections.filter(withdrawn_at=None) if item.pk not in held]


def _holding(page: Page, result: PageResult) -> list[Correction]:
    facts = {fact.id for fact in result.facts} | {""}
    return [
        item
        for item in page.corrections.filter(withdrawn_at=None)
        if item.fact_id in facts and _still_says(result, item.payload)
    ]


def _still_says(result: PageResult, payload: Mapping[str, Any]) -> bool:
    """Whether the words of a correction stand where it says, in this reading's text."""
    return payload["exact"] is None or result.page.text[payload["start"] : payload["end"]] == payload["exact"]


def _withdraw_older(page: Page, target: Target, by: User) -> None:
    older = page.corrections.filter(
        withdrawn_at=None, fact_id=target.fact_id, field=target.field, ordinal=target.ordinal
    )
    older.update(withdrawn_by=by, withdrawn_at=timezone.now())


def _fact_of(result: PageResult, fact_id: str) -> Fact:
    fact = next((fact for fact in result.facts if fact.id == fact_id), None)
    if fact is None:
        raise CorrectionError("此页没有这条事实：请重新打开此页")
    return fact


def _type_of(result: PageResult, target: Target) -> ValueType:
    if not target.fact_id:
        return PAGE_FIELDS[target.field][1]
    fact = _fact_of(result, target.fact_id)
    try:
        return fact_types()[fact.kind].prop(target.field).type
    except KeyError as error:
        raise CorrectionError(f"这类事实没有 {target.field} 一项") from error


def _read(result: PageResult, type_: ValueType, span: tuple[int, int], machine: Field | None) -> Field:
    """The field that the selected words state, made by the same parser as every other."""
    text, (start, end) = result.page.text, span
    if not 0 <= start < end <= len(text):
        raise CorrectionError("请先在页面上选中原文")
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    exact = text[start:end]
    context = machine.context if machine else {}
    try:
        value = parse(type_, exact, {name: item.exact for name, item in context.items()})
    except ValueError as error:
        raise CorrectionError(f"“{exact[:40]}”不能读作此项：请选中完整的原文，或改选别处") from error
    place = Evidence(exact, start, end, _original(result, start, end), value=value)
    return Field(type_, value, evidence=(place,), context=context, status="stated" if value is not None else "masked")


def _original(result: PageResult, start: int, end: int) -> Span:
    """Where the words stood before repair."""
    page = result.page
    edits = [Edit(run.original.start, run.original.end, page.text[run.start : run.end]) for run in page.repaired]
    return SpanMap(lambda: edits).original(start, end)


def _lay(result: PageResult, target: Target, field: Field) -> PageResult:
    if not target.fact_id:
        changed: dict[str, Any] = {target.field: field}
        return replace(result, page=replace(result.page, **changed))
    facts = tuple(_with(fact, target, field) if fact.id == target.fact_id else fact for fact in result.facts)
    return replace(result, facts=facts)


def _with(fact: Fact, target: Target, field: Field) -> Fact:
    fields = dict(fact.fields)
    found = fields.get(target.field)
    if isinstance(found, tuple):
        items = list(found)
        items[target.ordinal : target.ordinal + 1] = [field]
        fields[target.field] = tuple(items)
    else:
        fields[target.field] = field
    return replace(fact, fields=fields)
