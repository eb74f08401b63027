"""One notice of a page as the kinds see it: title, summary and paragraphs as ranges of the page's one text.

Comes in: the page's text, its span map, and the ranges that layout found. Goes out: `Excerpt`, from which a kind
builds every `Evidence` and `Field`, so that no kind ever computes an offset into the original by itself.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from zhiyue.model import Evidence, Fact, Field, Origin, Status, Value, ValueType
from zhiyue.spans import Span, SpanMap
from zhiyue.values.found import Found


@dataclass(frozen=True, slots=True)
class Excerpt:
    """The part of a page that is one notice.

    `title`, `summary` and `body` are ranges of `text`; `published` is the notice's own time line (or its page's),
    the context for dates without a year. `digest` names the page. Related items have a title, a (often cut) summary
    and no body.
    """

    text: str
    span_map: SpanMap
    digest: str
    notice: int
    origin: Origin
    title: Span
    summary: Span | None = None
    body: tuple[Span, ...] = ()
    published: Field | None = None

    @property
    def zones(self) -> tuple[Span, ...]:
        """Every range in the order in which evidence counts: the body first, then the summary, then the title."""
        summary = (self.summary,) if self.summary is not None else ()
        return (*self.body, *summary, self.title)

    @property
    def prose(self) -> tuple[Span, ...]:
        """Body and summary, without the title."""
        return self.zones[:-1]

    def in_title(self, span: Span) -> bool:
        """Whether a range lies in the title."""
        return self.title.holds(span)

    def evidence(self, span: Span, *, status: Status = "stated", value: Value | None = None) -> Evidence:
        """Open a range: its words, and where they stood before repair."""
        original = self.span_map.original(span.start, span.end)
        return Evidence(span.of(self.text), span.start, span.end, original, status, value)

    def field_of(self, found: Found, *also: Found, derived: str | None = None) -> Field:
        """Make a field of one mention, with further mentions of the same value as further evidence."""
        mentions = (found, *also)
        return Field(
            type=found.type,
            value=found.value,
            status=found.status,
            evidence=tuple(self.evidence(m.span, status=m.status, value=m.value) for m in mentions),
            relation=found.relation,
            context={name: self.evidence(span) for name, span in found.context.items()},
            derived=derived,
            part=found.part,
            canonical=found.canonical,
        )

    def text_field(self, span: Span, *also: Span, type: ValueType = "text") -> Field:
        """Make a field whose value is the words themselves (``text``, ``name``, ``code``)."""
        value = span.of(self.text)
        return Field(type, value, evidence=tuple(self.evidence(s) for s in (span, *also)))

    def fact(self, kind: str, fields: Mapping[str, Field | Sequence[Field] | None], *, key: Sequence[str]) -> Fact:
        """Make a fact of the fields that were found; fields that are None or empty are left out.

        The id is made of content only, (digest, notice, kind, key field, its words): a person's judgement on the
        fact survives a better extractor. `key` lists the fields that name the thing, best first.
        """
        kept: dict[str, Field | tuple[Field, ...]] = {}
        for name, value in fields.items():
            if isinstance(value, Field):
                kept[name] = value
            elif value:
                kept[name] = tuple(value)
        named = next(((name, f) for name in key for f in _each(kept.get(name)) if f.exact is not None), None)
        exact = f"{named[0]}\x1f{named[1].exact}" if named else ""
        content = "\x1f".join((self.digest, str(self.notice), kind, exact))
        return Fact(hashlib.sha256(content.encode()).hexdigest()[:24], self.notice, kind, kept)


def _each(value: Field | tuple[Field, ...] | None) -> Iterator[Field]:
    if isinstance(value, Field):
        yield value
    elif value is not None:
        yield from value


def absent(type: ValueType, status: Status = "not_stated") -> Field:
    """A field that the page does not fill: ``not_stated``, ``masked``, ``not_applicable``, ``unreadable``."""
    return Field(type, None, status=status)


def in_zones(zones: Iterable[Span], text: str) -> Iterator[tuple[Span, str]]:
    """Walk ranges with their words."""
    for zone in zones:
        yield zone, zone.of(text)
