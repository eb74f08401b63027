"""One notice of a page as the kinds see it: title, summary and paragraphs as ranges of the page's one text.

Comes in: the page's text, its span map, and the ranges that layout found. Goes out: `Excerpt`, from which a kind
builds every `Evidence` and `Field`, so that no kind ever computes an offset into the original by itself.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import wraps
from typing import Any, TypeVar

from zhiyue.model import Evidence, Fact, Field, Origin, Repaired, Status, Table, Value, ValueType
from zhiyue.spans import Span
from zhiyue.values.found import Found, field_of, text_field


@dataclass(frozen=True, slots=True)
class Excerpt:
    """The part of a page that is one notice.

    `title`, `summary` and `body` are ranges of ``page.text``; `published` is the notice's own time line (or its
    page's), the context for dates without a year; `tables` are the page's as its markup has them. `digest` names the page. Related items have a title, a summary that
    is often cut, and no body.
    """

    page: Repaired
    digest: str
    notice: int
    origin: Origin
    title: Span
    summary: Span | None = None
    body: tuple[Span, ...] = ()
    published: Field | None = None
    tables: tuple[Table, ...] = ()
    _kept: dict[Callable[..., Any], Any] = field(default_factory=dict, init=False, repr=False, compare=False)
    """What `once_for_each` readers made of this excerpt."""

    @property
    def text(self) -> str:
        """The whole page's text, to which every range refers."""
        return self.page.text

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
        return self.page.evidence(span, status=status, value=value)

    def field_of(self, found: Found, *also: Found, derived: str | None = None) -> Field:
        """Make a field of one mention, with further mentions of the same value as further evidence."""
        return field_of(self.page, found, *also, derived=derived)

    def text_field(self, span: Span, *also: Span, type: ValueType = "text", canonical: str | None = None) -> Field:
        """Make a field whose value is the words themselves (``text``, ``name``, ``code``)."""
        return text_field(self.page, span, *also, type=type, canonical=canonical)

    def fact(
        self,
        kind: str,
        fields: Mapping[str, Field | Sequence[Field] | None],
        *,
        key: Sequence[str],
        apart: Sequence[str] = (),
    ) -> Fact:
        """Make a fact of the fields that were found; fields that are None or empty are left out.

        The id is made of content only, (digest, notice, kind, key field, its words): a person's judgement on the
        fact survives a better extractor. `key` lists the fields that name the thing, best first; `apart` those by
        which several facts of one notice that share their key (the lots of one purchase) are told from each other.
        """
        kept: dict[str, Field | tuple[Field, ...]] = {}
        for name, value in fields.items():
            if isinstance(value, Field):
                kept[name] = value
            elif value:
                kept[name] = tuple(value)
        named = next(((name, f) for name in key for f in _each(kept.get(name)) if f.exact is not None), None)
        exact = f"{named[0]}\x1f{named[1].exact}" if named else ""
        own = [f"{name}={f.exact}" for name in apart for f in _each(kept.get(name)) if f.exact is not None]
        content = "\x1f".join((self.digest, str(self.notice), kind, exact, *own))
        return Fact(hashlib.sha256(content.encode()).hexdigest()[:24], self.notice, kind, kept)


def _each(value: Field | tuple[Field, ...] | None) -> Iterator[Field]:
    if isinstance(value, Field):
        yield value
    elif value is not None:
        yield from value


T = TypeVar("T")


def once_for_each(read: Callable[[Excerpt], T]) -> Callable[[Excerpt], T]:
    """Let `read` read an excerpt once, however many kinds ask: recognising, extracting and checking share the result.

    The result lives and dies with the excerpt, so that nothing of a page outlives its reading.
    """

    @wraps(read)
    def reader(excerpt: Excerpt) -> T:
        kept = excerpt._kept  # noqa: SLF001 - the excerpt keeps it for this function alone
        if read not in kept:
            kept[read] = read(excerpt)
        result: T = kept[read]
        return result

    return reader
