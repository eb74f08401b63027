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

HIDDEN = frozenset({"masked_figures", "masked_words", "deleted_figures"})
"""Marks where the publisher hid what stood there: a value on one is ``masked``."""
DOUBTFUL = frozenset({"doubtful_question_mark", "doubtful_run", "swallowed_sign", "lost_text"})
"""Marks beside which a figure, or the unit behind it, may be gone: a number that touches one is ``unreadable``."""

_NUMBERS = frozenset({"money", "share", "date", "month", "year", "moment", "period", "count", "quantity", "ordinal"})
_PRINTED_WHOLE = frozenset({"date", "moment"})
_WORDS = frozenset({"text", "name"})
_BLANKS = " \u3000\xa0"
_MOST = 0.5
"""Share of a text that may be lost before there is nothing left to show."""


def field_of(repaired: Repaired, found: Found, *also: Found, derived: str | None = None) -> Field:
    """Make a field of one mention, with further mentions of the same value as further evidence.

    A number beside a missing character (〓) is ``unreadable``: a digit is never guessed, and none is left out either.
    What stands where the publisher hid something is ``masked``.
    """
    status = _status(repaired, found.type, found.span)
    if status is not None and found.status != "masked":
        found = replace(found, value=None, status=status)
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


def _status(repaired: Repaired, type: ValueType, span: Span) -> Status | None:
    """The status of a value that a mark keeps from being read; None where it can be."""
    if type in _NUMBERS and GAP in _around(repaired.text, span):
        return "unreadable"
    wide = _with_blanks(repaired.text, span)
    near = [mark for mark in repaired.marks if mark.start <= wide.end and wide.start <= mark.end]
    on = {mark.code for mark in near if mark.start < span.end and span.start < mark.end}
    if type in _WORDS:
        lost = sum(min(mark.end, span.end) - max(mark.start, span.start) for mark in near if mark.code == "lost_text")
        return "unreadable" if lost > _MOST * len(span.of(repaired.text).replace(" ", "")) else None
    if on & HIDDEN:
        return "masked"
    beside = {mark.code for mark in near}
    # Of text that became question marks ASCII survives: a date that is printed whole is whole.
    if type in _NUMBERS and beside & (DOUBTFUL - {"lost_text"} if type in _PRINTED_WHOLE else DOUBTFUL):
        return "unreadable"
    return None


def _around(text: str, span: Span) -> str:
    wide = _with_blanks(text, span)
    return text[max(0, wide.start - 1) : wide.end + 1]


def _with_blanks(text: str, span: Span) -> Span:
    """A range with the blanks on either side: what is lost in 〓 930万 is the first figure of 1 930."""
    start, end = span.start, span.end
    while start > 0 and text[start - 1] in _BLANKS:
        start -= 1
    while end < len(text) and text[end] in _BLANKS:
        end += 1
    return Span(start, end)


def text_field(
    repaired: Repaired, span: Span, *also: Span, type: ValueType = "text", canonical: str | None = None
) -> Field:
    """Make a field whose value is the words themselves (``text``, ``name``, ``code``), where they can be read."""
    evidence = tuple(repaired.evidence(s) for s in (span, *also))
    status = _status(repaired, type, span)
    if status is not None:
        return Field(type, None, status, evidence)
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
