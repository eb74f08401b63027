"""What a value parser found: a range, the value, and the context it leaned on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from zhiyue.model import Field, Part, Relation, Repaired, Status, Value, ValueType
from zhiyue.spans import Span


@dataclass(frozen=True, slots=True)
class Found:
    """One value in a text. Offsets are code points of the text that was searched.

    `context` names the ranges outside `span` that the value leans on (``unit_from``, ``year_from``, ``zone`` …):
    ``parse(type, span.of(text), {name: range.of(text)})`` gives `value` again, always.
    """

    type: ValueType
    span: Span
    value: Value | None
    status: Status = "stated"
    relation: Relation = "="
    part: Part | None = None
    canonical: str | None = None
    context: Mapping[str, Span] = field(default_factory=dict)


GAP = "〓"
"""Where a character is missing. A number that touches one may have lost a digit: it cannot be read."""

_NUMBERS = frozenset({"money", "share", "date", "month", "year", "moment", "period", "count", "quantity", "ordinal"})


def field_of(repaired: Repaired, found: Found, *also: Found, derived: str | None = None) -> Field:
    """Make a field of one mention, with further mentions of the same value as further evidence.

    A number beside a missing character (〓) is ``unreadable``: a digit is never guessed, and none is left out either.
    """
    if found.type in _NUMBERS and GAP in _around(repaired.text, found.span):
        found = replace(found, value=None, status="unreadable")
    return Field(
        type=found.type,
        value=found.value,
        status=found.status,
        evidence=tuple(repaired.evidence(m.span, status=m.status, value=m.value) for m in (found, *also)),
        relation=found.relation,
        context={name: repaired.evidence(span) for name, span in found.context.items()},
        derived=derived,
        part=found.part,
        canonical=found.canonical,
    )


def _around(text: str, span: Span) -> str:
    return text[max(0, span.start - 1) : span.start] + span.of(text) + text[span.end : span.end + 1]


def text_field(
    repaired: Repaired, span: Span, *also: Span, type: ValueType = "text", canonical: str | None = None
) -> Field:
    """Make a field whose value is the words themselves (``text``, ``name``, ``code``)."""
    evidence = tuple(repaired.evidence(s) for s in (span, *also))
    return Field(type, span.of(repaired.text), evidence=evidence, canonical=canonical)


def absent(type: ValueType, status: Status = "not_stated") -> Field:
    """A field that the page does not fill: ``not_stated``, ``masked``, ``not_applicable``, ``unreadable``."""
    return Field(type, None, status=status)


def scope(text: str, within: Span | None) -> tuple[int, int]:
    """Return where to search: the ends of `within`, or of the whole text."""
    return (within.start, min(within.end, len(text))) if within is not None else (0, len(text))


def words_of(text: str, context: Mapping[str, Span]) -> dict[str, str]:
    """Return the words of each context range, as `zhiyue.values.parse` takes them."""
    return {name: span.of(text) for name, span in context.items()}
