"""The margin of an article: what was read from the page and what became of its claims, each linked to its sentence.

Comes in: a page as it may be shown. Goes out: groups of rows and verdicts for the template, and, on the way, every
place in `Places`: the margin is made first, so that the text knows what rests on it. Where the text may not be shown,
rows carry the short sentence instead of a link into the text.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import groupby, islice

from django.utils.translation import gettext as _

from zhiyue.codec import findings_from_json
from zhiyue.exports.values import fact_fields, is_figure
from zhiyue.exports.viewer import Places
from zhiyue.exports.wording import Term
from zhiyue.model import Evidence, Fact, Field, Finding, Notice
from zhiyue.record import RecordFinding
from zhiyue.spans import Span
from zhiyue_site.archive.shown import Quote, Shown
from zhiyue_site.portal.words import exact_words, say, value_words, wording

QUOTES = 3
"""Sentences quoted under a verdict where the page itself may not be shown: a list of six would quote the article."""

_PLAIN_STATUS = frozenset({"stated"})
_DATES = frozenset({"date", "month", "year", "moment", "period"})


@dataclass(frozen=True, slots=True)
class Row:
    """One value: its label (empty where it goes on with the one above), its words, where it stands."""

    id: str
    label: str
    value: str
    exact: str
    status: str
    is_figure: bool
    is_absent: bool
    places: tuple[str, ...]
    quote: Quote | None


@dataclass(frozen=True, slots=True)
class Group:
    """The rows of one fact."""

    label: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Check:
    """What became of one claim, its arithmetic in one line."""

    id: str
    verdict: str
    sign: str
    word: str
    rule: str
    arithmetic: str
    message: str
    places: tuple[str, ...]
    quotes: tuple[Quote, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """One notice of the page, or the page itself: kind, title, verdicts, facts."""

    kind: str
    origin: str
    title: str
    checks: tuple[Check, ...]
    groups: tuple[Group, ...]


@dataclass(frozen=True, slots=True)
class Margin:
    """All sections: those of the article, and those of the related list, which a reader opens when she wants."""

    main: tuple[Section, ...]
    related: tuple[Section, ...]

    @property
    def checks(self) -> tuple[Check, ...]:
        """Every verdict of the article itself."""
        return tuple(check for section in self.main for check in section.checks)


def margin_of(shown: Shown, places: Places) -> Margin:
    """The margin of a page."""
    maker = _Maker(shown, places)
    result = shown.result
    loose = [finding for finding in result.findings if finding.notice is None]
    loose += map(_as_finding, findings_from_json(shown.page.claims))
    sections = [(notice, maker.section(notice)) for notice in result.notices]
    main = [section for notice, section in sections if notice.origin != "related"]
    related = [section for notice, section in sections if notice.origin == "related" and section.groups]
    if loose:
        main.append(Section(_("全页核对"), "", "", tuple(map(maker.check, loose)), ()))
    return Margin(tuple(item for item in main if item.groups or item.checks), tuple(related))


class _Maker:
    def __init__(self, shown: Shown, places: Places) -> None:
        self._shown = shown
        self._places = places

    def section(self, notice: Notice) -> Section:
        result = self._shown.result
        checks = tuple(self.check(finding) for finding in result.findings if finding.notice == notice.id)
        groups = tuple(self._group(fact) for fact in result.facts if fact.notice == notice.id)
        title = value_words(notice.title) if notice.title is not None and notice.title.value is not None else ""
        origin = wording().term("origin", notice.origin)
        return Section(say(wording().kind(notice.kind)), say(origin), title, checks, groups)

    def _group(self, fact: Fact) -> Group:
        rows: list[Row] = []
        for name, fields in groupby(fact_fields(fact, wording().facts), key=lambda item: item[0]):
            for number, (_name, field) in enumerate(fields):
                rows.append(self._row(wording().field(fact.kind, name) if number == 0 else None, field))
        return Group(say(wording().fact(fact.kind)), tuple(rows))

    def _row(self, label: Term | None, field: Field) -> Row:
        row, keys = self._places.row(field.evidence)
        status = "" if field.status in _PLAIN_STATUS or field.value is None else field.status
        return Row(
            id=row,
            label=say(label) if label else "",
            value=value_words(field),
            exact=exact_words(field.value),
            status=say(wording().term("status", status)) if status else "",
            is_figure=is_figure(field) or field.type in _DATES,
            is_absent=field.value is None,
            places=self._links(keys),
            quote=None if self._shown.has_text else _tidy(self._shown.quote(field)),
        )

    def check(self, finding: Finding) -> Check:
        row, keys = self._places.row(finding.evidence)
        term = wording().term("verdict", finding.verdict)
        return Check(
            id=row,
            verdict=finding.verdict,
            sign=term.sign,
            word=say(term),
            rule=say(wording().rule(finding)),
            arithmetic=finding.arithmetic or "",
            message=finding.message,
            places=self._links(keys),
            quotes=() if self._shown.has_text else tuple(islice(self._quotes(finding.evidence), QUOTES)),
        )

    def _links(self, keys: Iterable[str]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(keys)) if self._shown.has_text else ()

    def _quotes(self, evidence: Iterable[Evidence]) -> Iterator[Quote]:
        for place, words in {(item.start, item.end): item.exact for item in evidence}.items():
            # A claim about other pages rests on a sentence that no fact of the page opens to.
            quote = _tidy(self._shown.quotes.get(place, Quote("", words, "")))
            if quote is not None:
                yield quote


def _as_finding(found: RecordFinding) -> Finding:
    """A claim about other pages, checked against records, as a finding of the page that makes it."""
    evidence = tuple(Evidence(item.exact, item.start, item.end, Span(item.start, item.end)) for item in found.sayings)
    return Finding(found.code, found.verdict, found.message, found.rule, found.arithmetic, evidence=evidence)


def _tidy(quote: Quote | None) -> Quote | None:
    """A sentence without the blanks of its line."""
    return replace(quote, before=quote.before.lstrip(), after=quote.after.rstrip()) if quote else None
