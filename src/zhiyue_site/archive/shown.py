"""What of a page may be shown, and to whom: the one place where rights and the mask meet.

Comes in: a page and the audience. Goes out: `Shown`, from which every public page, feed, API answer and export is
made. Where the terms allow no full text, `Shown` does not hold it: no later room can leak what it was not given.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from zhiyue.masking import mask
from zhiyue.model import Audience, Evidence, Field, Finding, PageResult
from zhiyue_site.archive.corrections import corrected
from zhiyue_site.archive.models import Page
from zhiyue_site.archive.models.pages import Terms
from zhiyue_site.archive.rights import REASONS, excerpt_limit, source_line
from zhiyue_site.archive.stored import unpack

QUOTE = 60
"""Most characters of a sentence that are quoted as evidence on a page that may not be reprinted."""

_BORDERS = "。！？；\n\r"


@dataclass(frozen=True, slots=True)
class Quote:
    """The words that say it, in their sentence: ``before + exact + after`` stands so on the page."""

    before: str
    exact: str
    after: str


@dataclass(frozen=True, slots=True)
class Shown:
    """A page as one audience may see it.

    `result` is masked; where `has_text` is false its text, original, body, blocks and tables are empty, and only
    `quotes` open a value to its sentence. `excerpt` is empty where the terms allow a link alone. Of a page that is open
    on request, or reduced to its metadata, there are no facts either. `source_line` must
    stand wherever the page is shown.
    """

    page: Page
    result: PageResult
    has_text: bool
    excerpt: str
    reason: str
    source_line: str
    quotes: dict[tuple[int, int], Quote]

    def quote(self, field: Field) -> Quote | None:
        """The sentence of a field's first evidence; None where the field rests on no words."""
        return self.quotes.get((field.evidence[0].start, field.evidence[0].end)) if field.evidence else None


def show(page: Page, *, audience: Audience = "public", is_edited: bool = True) -> Shown:
    """Open a page to an audience. Editors (`internal`) see the whole text whatever its terms, to judge it.

    `is_edited` false: the caller knows that no person corrected the page or decided about its findings, and saves two
    questions to the database.

    Raises:
        ValueError: the page has no reading yet.
    """
    if page.reading is None:
        raise ValueError(f"page {page.pk} has no reading")
    result = unpack(page.reading.result)
    if is_edited:
        result = corrected(page, result)
    if audience == "public" and is_edited:
        result = _decided(page, result)
    result = mask(result, audience=audience)
    is_metadata = audience == "public" and (
        page.visibility == Page.Visibility.METADATA or page.openness == Page.Openness.ON_REQUEST
    )
    if is_metadata:
        result = replace(result, facts=(), findings=())
    has_text = audience == "internal" or (page.terms == Terms.FULL and not is_metadata)
    quotes = {} if is_metadata else _quotes(result)
    excerpt = "" if page.terms == Terms.LINK or is_metadata else _excerpt(page, result)
    return Shown(
        page,
        result if has_text else _without_text(result),
        has_text,
        excerpt,
        REASONS[page.terms_reason],
        source_line(page),
        quotes,
    )


def _decided(page: Page, result: PageResult) -> PageResult:
    """The findings that the public may see: without those that an editor withheld, with those that one released."""
    decided = {(item.code, item.exact): item.is_released for item in page.finding_decisions.all()}
    findings = (
        replace(finding, audience="public") if decided.get(finding_key(finding)) else finding
        for finding in result.findings
        if decided.get(finding_key(finding), True)
    )
    return replace(result, findings=tuple(findings))


def finding_key(finding: Finding) -> tuple[str, str]:
    """What a decision about a finding hangs on: its code and the words that it rests on."""
    return finding.code, "|".join(item.exact for item in finding.evidence)[:512]


def _without_text(result: PageResult) -> PageResult:
    page = replace(result.page, text="", original=None, repaired=(), body="", blocks=(), tables=())
    return replace(result, page=page, repairs=(), marks=())


def _excerpt(page: Page, result: PageResult) -> str:
    limit = excerpt_limit(page)
    body = " ".join(result.page.body.split())
    return body if len(body) <= limit else f"{body[:limit]}…"


def _quotes(result: PageResult) -> dict[tuple[int, int], Quote]:
    text = result.page.text
    places = [e for fact in result.facts for name in fact.fields for f in fact.all(name) for e in f.evidence]
    places += [e for finding in result.findings for e in finding.evidence]
    return {(e.start, e.end): _quote(text, e) for e in places}


def _quote(text: str, evidence: Evidence) -> Quote:
    """The sentence around a place, cut to `QUOTE` characters beside it."""
    room = max(0, QUOTE - (evidence.end - evidence.start))
    before = text[max(0, evidence.start - room // 2) : evidence.start]
    after = text[evidence.end : evidence.end + room - room // 2]
    start = max(before.rfind(border) for border in _BORDERS) + 1
    ends = [at for border in _BORDERS if (at := after.find(border)) >= 0]
    return Quote(before[start:], evidence.exact, after[: min(ends) + 1].rstrip() if ends else after)
