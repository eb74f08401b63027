"""What a value parser found: a range, the value, and the context it leaned on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from zhiyue.model import Part, Relation, Status, Value, ValueType
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


def scope(text: str, within: Span | None) -> tuple[int, int]:
    """Return where to search: the ends of `within`, or of the whole text."""
    return (within.start, min(within.end, len(text))) if within is not None else (0, len(text))


def words_of(text: str, context: Mapping[str, Span]) -> dict[str, str]:
    """Return the words of each context range, as `zhiyue.values.parse` takes them."""
    return {name: span.of(text) for name, span in context.items()}
