"""The one mask: what may be shown of a reading, and to whom.

Comes in: a `PageResult` as the pipeline made it. Goes out: the same reading with █ in place of every redacted
character, and without the findings that the audience may not see. Exists so that a name or a number is hidden in one
place and not in twenty: every renderer, export, index and feed shows what this function returns, and nothing else.

Lengths never change, so every offset of the reading still holds. Redacted are the ranges that the reading lists:
bylines are attribution and do not stand among them. `path`, `url` and `digest` are the reading's identity and stay.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Any, TypeVar

from zhiyue.model import (
    Audience,
    Evidence,
    Field,
    Finding,
    Mark,
    Named,
    Page,
    PageResult,
    Redaction,
    Step,
    Value,
    ValueType,
)
from zhiyue.spans import Span

BLOCK = "█"

_WORDS: frozenset[ValueType] = frozenset(
    {"text", "name", "code", "organisation", "place", "instrument", "brand", "standard", "area"}
)
"""Types whose values are words and can be covered word by word; the others are left out."""

_T = TypeVar("_T")
_NOT_BREAK = re.compile(r"[^\r\n]")


def mask(result: PageResult, *, audience: Audience = "public") -> PageResult:
    """Return what `audience` may see of a reading.

    A redacted range is covered in the text, in the original, in the body and in whatever repeats its words: evidence,
    values, canonical forms, messages, arithmetic, candidates of marks. A typed value (a date, an amount) that rests on
    covered words is left out, with status ``masked``. Findings for editors only are left out for the public.

    Masking twice changes nothing. A reading that hides nothing comes back as the same object.

    >>> from zhiyue.model import Encoding
    >>> page = Page(text="联系人：李四方", body="联系人：李四方")
    >>> result = PageResult("sha256:0", None, None, "1", Encoding("utf-8", 1.0), page,
    ...                     redactions=(Redaction(4, 7, "person"),))
    >>> mask(result).page.text
    '联系人：███'
    """
    if audience == "public":
        kept = tuple(finding for finding in result.findings if finding.audience == "public")
        if len(kept) != len(result.findings):
            result = replace(result, findings=kept)
    return _Mask.of(result).result(result) if result.redactions else result


@dataclass(frozen=True, slots=True)
class _Mask:
    """The redactions of one reading, ready to be laid over each of its parts."""

    text: str
    covered_text: str
    original: str | None
    covered_original: str | None
    ranges: tuple[Span, ...]
    secrets: re.Pattern[str] | None

    @classmethod
    def of(cls, result: PageResult) -> _Mask:
        page, redactions = result.page, result.redactions
        ranges = _merged(Span(r.start, r.end) for r in redactions)
        covered = _cover(page.text, ranges)
        original = None if page.original is None else _cover_original(page.original, redactions)
        return cls(page.text, covered, page.original, original, ranges, _secrets(page, redactions, ranges))

    # ── strings ──────────────────────────────────────────────────────────────────────────────────────────────────

    def scrub(self, text: str) -> str:
        """Cover redacted words in a string that has no range of its own."""
        return self.secrets.sub(lambda found: BLOCK * len(found[0]), text) if self.secrets else text

    def scrub_json(self, value: Any) -> Any:
        if isinstance(value, str):
            return self.scrub(value)
        if isinstance(value, Mapping):
            return {self.scrub_json(key): self.scrub_json(item) for key, item in value.items()}
        if isinstance(value, list | tuple):
            return type(value)(self.scrub_json(item) for item in value)
        return value

    def hides(self, start: int, end: int) -> bool:
        return any(span.start < end and start < span.end for span in self.ranges)

    def hides_all(self, start: int, end: int) -> bool:
        return any(span.start <= start < end <= span.end for span in self.ranges)

    def body(self, page: Page) -> str:
        """Cover the body. It is blocks of the text joined by newlines; where it is not, words are covered."""
        covered: list[str] = []
        at = 0
        for block in page.blocks:
            words = page.text[block.start : block.end]
            end = at + len(words)
            if words and page.body.startswith(words, at) and page.body[end : end + 1] in ("", "\n"):
                covered.append(self.covered_text[block.start : block.end])
                at = end + 1
        # Behind the last block stands nothing, not even a newline: `at` is then one past the end.
        if at != len(page.body) + 1:
            covered.append(self.scrub(page.body[at:]))
        return "\n".join(covered)

    # ── values ───────────────────────────────────────────────────────────────────────────────────────────────────

    def value(self, value: Value | None, words: str, covered: str) -> Value | None:
        """Cover a value read from `words`. What cannot be covered word by word is left out."""
        match value:
            case None:
                return None
            case str():
                return self._wording(value, words, covered)
            case Named(name=name):
                shown = self._wording(name, words, covered)
                return Named(shown) if shown is not None else None
            case _:
                return None

    def _scrub_value(self, value: Value | None) -> Value | None:
        match value:
            case str():
                return self.scrub(value)
            case Named(name=name):
                scrubbed = self.scrub(name)
                return value if scrubbed == name else Named(scrubbed)
            case _:
                return value

    def _wording(self, value: str, words: str, covered: str) -> str | None:
        if value in (words, covered):
            return covered
        scrubbed = self.scrub(value)
        return scrubbed if scrubbed != value or BLOCK in value else None

    def evidence(self, evidence: Evidence) -> Evidence:
        if not self.hides(evidence.start, evidence.end):
            return evidence
        words, covered = evidence.exact, self.covered_text[evidence.start : evidence.end]
        value = self.value(evidence.value, words, covered)
        hidden = self.hides_all(evidence.start, evidence.end) or (value is None and evidence.value is not None)
        return replace(evidence, exact=covered, value=value, status="masked" if hidden else evidence.status)

    def field(self, field: Field) -> Field:
        leans_on = (*field.evidence[:1], *field.context.values())
        value, canonical, status = field.value, field.canonical, field.status
        if not field.evidence:
            value = self._scrub_value(value)
        elif any(self.hides(item.start, item.end) for item in leans_on):
            first = field.evidence[0]
            words, covered = first.exact, self.covered_text[first.start : first.end]
            value = self.value(value, words, covered) if field.type in _WORDS else None
            canonical = self._wording(canonical, words, covered) if canonical is not None else None
            if self.hides_all(first.start, first.end) or (value is None and field.value is not None):
                status = "masked"
        return replace(
            field,
            value=value,
            canonical=canonical,
            status=status,
            derived=self.scrub(field.derived) if field.derived is not None else None,
            evidence=tuple(self.evidence(item) for item in field.evidence),
            context={name: self.evidence(item) for name, item in field.context.items()},
        )

    # ── the reading ──────────────────────────────────────────────────────────────────────────────────────────────

    def walk(self, part: _T) -> _T:
        """Cover one part of the reading, whatever it is; what holds no words comes back as it is."""
        covered: Any = part
        match part:
            case Evidence():
                covered = self.evidence(part)
            case Field():
                covered = self.field(part)
            case Mark():
                covered = replace(part, candidates=()) if self.hides(part.start, part.end) else part
            case Step():
                covered = replace(part, parameters=self.scrub_json(part.parameters))
            case Finding():
                covered = replace(
                    part,
                    message=self.scrub(part.message),
                    arithmetic=self.scrub(part.arithmetic) if part.arithmetic is not None else None,
                    evidence=self.walk(part.evidence),
                )
            case tuple():
                covered = tuple(self.walk(item) for item in part)
            case dict():
                covered = {name: self.walk(item) for name, item in part.items()}
            case _ if is_dataclass(part) and not isinstance(part, Span):
                covered = self._walk_parts(part)
        return covered  # type: ignore[no-any-return]

    def _walk_parts(self, part: Any) -> Any:
        changed = {}
        for name in (item.name for item in fields(part)):
            before = getattr(part, name)
            after = self.walk(before)
            if after is not before:
                changed[name] = after
        return replace(part, **changed) if changed else part

    def result(self, result: PageResult) -> PageResult:
        page = result.page
        page = replace(
            self.walk(page),
            text=self.covered_text,
            original=self.covered_original,
            body=self.body(page),
            attachments=tuple(
                replace(item, name=self.field(item.name), url=self.scrub(item.url) if item.url is not None else None)
                for item in page.attachments
            ),
        )
        notices = tuple(
            replace(self.walk(notice), signals=tuple(map(self.scrub, notice.signals))) for notice in result.notices
        )
        return replace(
            result,
            page=page,
            notices=notices,
            repairs=self.walk(result.repairs),
            marks=self.walk(result.marks),
            facts=self.walk(result.facts),
            findings=self.walk(result.findings),
        )


def _merged(spans: Iterable[Span]) -> tuple[Span, ...]:
    merged: list[Span] = []
    for span in sorted(spans):
        if merged and span.start <= merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, span.end))
        elif len(span):
            merged.append(span)
    return tuple(merged)


def _cover(text: str, ranges: Iterable[Span]) -> str:
    parts: list[str] = []
    at = 0
    for span in ranges:
        parts += [text[at : span.start], BLOCK * len(span.of(text))]
        at = span.end
    return "".join((*parts, text[at:]))


def _cover_original(original: str, redactions: Iterable[Redaction]) -> str:
    ranges = [r.original for r in redactions]
    known = [span for span in ranges if span is not None]
    if len(known) < len(ranges):
        # A redaction that does not say where it stood before repair: too much is hidden rather than too little.
        return _NOT_BREAK.sub(BLOCK, original)
    return _cover(original, _merged(known))


def _secrets(page: Page, redactions: Iterable[Redaction], ranges: Iterable[Span]) -> re.Pattern[str] | None:
    words = {span.of(page.text) for span in ranges}
    for redaction in redactions:
        words.add(page.text[redaction.start : redaction.end])
        if page.original is not None and redaction.original is not None:
            words.add(redaction.original.of(page.original))
    # One character alone names nobody: 王 would be covered in 国王 as well.
    named = sorted((word for word in words if len(word.strip()) > 1), key=len, reverse=True)
    return re.compile("|".join(map(re.escape, named))) if named else None
