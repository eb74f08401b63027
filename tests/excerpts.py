"""Excerpts of pages written in a test, and what is asked of every kind that reads them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from zhiyue.kinds import kinds, recognise
from zhiyue.layout import read_page_layout
from zhiyue.model import Fact, Finding, Origin, Repaired
from zhiyue.notices.excerpt import Excerpt
from zhiyue.notices.split import split_notices
from zhiyue.spans import Span
from zhiyue.values import find_dates, find_moments, parse
from zhiyue.values.found import field_of


def excerpt_of(
    *body: str, title: str = "", summary: str | None = None, published: str | None = None, origin: Origin = "main"
) -> Excerpt:
    """An excerpt with these words in these places: a body line each, one after the other."""
    text = ""

    def put(words: str) -> Span:
        nonlocal text
        start = len(text)
        text += words + "\n"
        return Span(start, start + len(words))

    title_span = put(title)
    time_span = put(published) if published is not None else None
    summary_span = put(summary) if summary is not None else None
    lines = tuple(put(line) for line in body)
    page = Repaired(text, text)
    times = [*find_moments(text, time_span), *find_dates(text, time_span)] if time_span else []
    moment = times[0] if times else None
    field = field_of(page, moment) if moment else None
    return Excerpt(page, "sha256:test", 0, origin, title_span, summary_span, lines, field)


def notice_of(title: str, *, summary: str = "", body: str = "", published: str = "") -> Excerpt:
    """An entry of a related list (title and summary), or a page (title and body)."""
    return excerpt_of(
        *([body] if body else []),
        title=title,
        summary=summary or None,
        published=published or None,
        origin="main" if body else "related",
    )


def words(fact: Fact, name: str) -> list[str | None]:
    """The words shown for each value of a field."""
    return [field.exact for field in fact.all(name)]


def value(fact: Fact, name: str) -> object:
    """The value of a field, None where the fact has none."""
    field = fact.one(name)
    return field.value if field is not None else None


def facts_of(kind: str, excerpt: Excerpt) -> list[Fact]:
    """The facts of that name that the kind brings."""
    return [fact for fact in kinds()[kind].extract(excerpt) if fact.kind != "policy_citation"]


def values_of(fact: Fact) -> dict[str, Any]:
    """Field name → value, or values where a field repeats; names of organisations and areas stand for them."""
    shown: dict[str, Any] = {}
    for name, field in fact.fields.items():
        many = isinstance(field, tuple)
        values = [getattr(f.value, "name", f.value) for f in (field if many else (field,))]
        shown[name] = values if many else values[0]
    return shown


def findings_of(kind: str, excerpt: Excerpt) -> list[Finding]:
    """What the kind's own checks say of its facts."""
    return list(kinds()[kind].check(excerpt, tuple(kinds()[kind].extract(excerpt))))


def score_of(kind: str, excerpt: Excerpt) -> float:
    """How much speaks for a kind, 0 where nothing does."""
    scores = recognise(excerpt).scores
    return scores[kind].value if kind in scores else 0.0


def excerpts_in(text: str) -> tuple[Excerpt, ...]:
    """The notices of a page of that text."""
    page = Repaired(text, text)
    return split_notices(page, read_page_layout(page), digest="sha256:test")


def assert_facts_hold(excerpt: Excerpt, fact: Fact) -> None:
    """Every evidence quotes the page, and every value is what its words make."""
    for name in fact.fields:
        for field in fact.all(name):
            assert [e.exact for e in field.evidence] == [excerpt.text[e.start : e.end] for e in field.evidence]
            if field.evidence:
                context: Mapping[str, str] = {key: evidence.exact for key, evidence in field.context.items()}
                assert parse(field.type, field.evidence[0].exact, context) == field.value
