"""Excerpts for tests of kinds: a title, a summary, a body, cut out of one text as a page would be."""

from __future__ import annotations

from zhiyue.model import Fact, Field, Repaired
from zhiyue.notices.excerpt import Excerpt
from zhiyue.spans import Span
from zhiyue.values.found import text_field


def excerpt_of(title: str, *, summary: str = "", body: str = "", published: str = "") -> Excerpt:
    """An entry of a list (title and summary), or a page (title and body), with the time at its end."""
    text = f"{title}\n{summary}\n{body}\n{published}"
    page = Repaired(text, text)
    at_summary = len(title) + 1
    at_body = at_summary + len(summary) + 1
    at_time = at_body + len(body) + 1
    time = text_field(page, Span(at_time, len(text)), type="date") if published else None
    return Excerpt(
        page=page,
        digest="sha256:0",
        notice=0 if body else 1,
        origin="main" if body else "related",
        title=Span(0, len(title)),
        summary=Span(at_summary, at_summary + len(summary)) if summary else None,
        body=(Span(at_body, at_body + len(body)),) if body else (),
        published=time,
    )


def words(fact: Fact, name: str) -> list[str | None]:
    """The words shown for each value of a field."""
    return [field.exact for field in fact.all(name)]


def value(fact: Fact, name: str) -> object:
    """The value of a field, None where the fact has none."""
    field: Field | None = fact.one(name)
    return field.value if field is not None else None
