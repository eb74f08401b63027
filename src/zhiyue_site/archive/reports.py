"""Market reports of the archive: computed, issued, issued again when what they rest on changes, opened to their awards.

Comes in: what a person or a schedule asked for. Goes out: rows of `MarketReport` and `MarketIssue`, the audit entry and
the public change, in one transaction. A version is never changed: when the state of the archive differs from the one
that a published report was computed from, the next version says what changed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from zhiyue.codec import report_from_json, report_to_json
from zhiyue.lines import ITEM
from zhiyue.model import Fact as ReadFact
from zhiyue.model import Field
from zhiyue.report import Language, Report
from zhiyue_site.accounts.audit import record
from zhiyue_site.accounts.models import User
from zhiyue_site.archive.changes import touch
from zhiyue_site.archive.models import Change, Fact, MarketIssue, MarketReport, MarketSchedule, Page, RecordTask
from zhiyue_site.archive.shown import Quote, Shown, show

if TYPE_CHECKING:
    from zhiyue.reports.market import Scope

LANGUAGES: tuple[Language, ...] = ("zh", "en")
KIND = "report"
"""The kind under which the change feed tells of reports."""

BETWEEN = timedelta(minutes=10)
"""How long a report that was looked at is let alone, however much comes in."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What a report is about, as the tables keep it: codes, and the first and last day."""

    start: date
    end: date
    instrument: str = ""
    region: str = ""
    buyer: str = ""

    def scope(self, language: Language = "zh") -> Scope:
        """The library's scope. What the archive received last is how far it covers."""
        from zhiyue.reports.market import Days, Scope  # noqa: PLC0415  # polars is loaded for reports alone

        return Scope(Days(self.start, self.end), self.instrument, self.region, self.buyer, language)


def compute(asked: Asked) -> dict[Language, Report]:
    """The report as the archive stands, in both languages, not issued."""
    from zhiyue.reports.market import compile_lines, market_report  # noqa: PLC0415  # as above
    from zhiyue_site.archive.market import lines_of_archive, publications_of_archive  # noqa: PLC0415  # as above

    compiled = compile_lines(lines_of_archive(asked.scope().reaches())).collect().lazy()
    publications = publications_of_archive()
    return {language: market_report(compiled, asked.scope(language), publications) for language in LANGUAGES}


@transaction.atomic
def publish(asked: Asked, *, by: User | None, note: str = "") -> MarketIssue:
    """Issue a report to the public: its first version, or the next one where the archive changed since.

    A report that was withdrawn is public again.
    """
    seen = _last_change()
    computed = compute(asked)
    row, _is_new = MarketReport.objects.get_or_create(
        pk=computed["zh"].id,
        defaults={
            "instrument": asked.instrument, "region": asked.region, "buyer": asked.buyer, "start": asked.start,
            "end": asked.end, "by": by,
        },
    )  # fmt: skip
    row.state, row.note, row.seen_change, row.checked_at = MarketReport.State.PUBLISHED, note, seen, None
    row.save()
    issue = _issue(row, computed, by)
    record("report.publish", actor=by, target=row.pk, detail={"version": issue.version, "state": issue.state})
    touch(KIND, row.pk, is_public=True)
    return issue


@transaction.atomic
def withdraw(report_id: str, *, by: User, reason: str) -> MarketReport:
    """Take a report back from the public. Its versions stay."""
    row = MarketReport.objects.select_for_update().get(pk=report_id)
    row.state = MarketReport.State.WITHDRAWN
    row.save(update_fields=["state"])
    record("report.withdraw", actor=by, target=row.pk, detail={"reason": reason})
    touch(KIND, row.pk, is_public=False)
    return row


@transaction.atomic
def annotate(report_id: str, note: str, *, by: User) -> MarketReport:
    """Put an editor's note above a report."""
    row = MarketReport.objects.select_for_update().get(pk=report_id)
    row.note = note.strip()
    row.save(update_fields=["note"])
    record("report.note", actor=by, target=row.pk)
    touch(KIND, row.pk, is_public=row.state == MarketReport.State.PUBLISHED)
    return row


@transaction.atomic
def schedule(asked: Asked, *, day: int, by: User) -> MarketSchedule:
    """Have a report issued for every month, on that day of the month after; the period of `asked` does not matter."""
    made, _is_new = MarketSchedule.objects.update_or_create(
        instrument=asked.instrument, region=asked.region, buyer=asked.buyer, defaults={"day": day, "by": by}
    )
    record("report.schedule", actor=by, target=str(made), detail={"day": day})
    return made


@transaction.atomic
def unschedule(made: MarketSchedule, *, by: User) -> None:
    """Issue it no longer; what was issued stays."""
    record("report.unschedule", actor=by, target=str(made))
    made.delete()


def _issue(row: MarketReport, computed: Mapping[Language, Report], by: User | None) -> MarketIssue:
    """The newest version where nothing changed, else a new one."""
    from zhiyue.reports.amendments import amended  # noqa: PLC0415  # as above

    last = row.issues.order_by("-version").first()
    issued = dict(computed)
    if last is not None:
        issued = {code: amended(report_from_json(last.payload[code]), made) for code, made in computed.items()}
        if issued["zh"].version == last.version:
            return last
    today = timezone.localdate().isoformat()
    payload: dict[str, Any] = {code: report_to_json(replace(made, issued=today)) for code, made in issued.items()}
    version = issued["zh"].version
    return MarketIssue.objects.create(report=row, version=version, state=computed["zh"].state, payload=payload, by=by)


def _last_change() -> int:
    return Change.objects.order_by("-pk").values_list("pk", flat=True).first() or 0


# ── what the worker does ─────────────────────────────────────────────────────────────────────────────────────────


def reissue_changed() -> int:
    """Look at published reports after pages changed, and issue the next version of those that differ.

    A job of the worker; one report a call, so that it is never long away. Returns how many were looked at.
    """
    last = Change.objects.exclude(kind=KIND).order_by("-pk").values_list("pk", flat=True).first() or 0
    now = timezone.now()
    is_due = Q(checked_at=None) | Q(checked_at__lt=now - BETWEEN)
    published = MarketReport.objects.filter(is_due, state=MarketReport.State.PUBLISHED, seen_change__lt=last)
    row = published.order_by("pk").first()
    if row is None or RecordTask.objects.exists():
        return 0
    computed = compute(asked_of(row))
    with transaction.atomic():
        before = row.issues.count()
        issue = _issue(row, computed, None)
        MarketReport.objects.filter(pk=row.pk).update(seen_change=last, checked_at=now)
        if row.issues.count() > before:
            record("report.reissue", actor=None, target=row.pk, detail={"version": issue.version})
            touch(KIND, row.pk, is_public=True)
    return 1


def issue_scheduled() -> int:
    """Issue what is due: on its day of the month, the month before. A job of the worker; returns how many."""
    today = timezone.localdate()
    last = today.replace(day=1) - timedelta(days=1)
    month = last.replace(day=1)
    due = MarketSchedule.objects.filter(day__lte=today.day).exclude(last_month__gte=month).select_related("by")
    count = 0
    for schedule in due:
        publish(Asked(month, last, schedule.instrument, schedule.region, schedule.buyer), by=schedule.by)
        MarketSchedule.objects.filter(pk=schedule.pk).update(last_month=month)
        count += 1
    return count


def asked_of(row: MarketReport) -> Asked:
    """What a report is about."""
    return Asked(row.start, row.end, row.instrument, row.region, row.buyer)


# ── what the public sees ─────────────────────────────────────────────────────────────────────────────────────────


def public_reports() -> QuerySet[MarketReport]:
    """Published reports, the newest period first."""
    return MarketReport.objects.filter(state=MarketReport.State.PUBLISHED).order_by("-end", "id")


def report_of(issue: MarketIssue, language: Language) -> Report:
    """A version as issued."""
    return report_from_json(issue.payload[language])


@dataclass(frozen=True, slots=True)
class Ground:
    """One thing that a figure rests on: the page, its title, and the sentences that say it; no page where it is gone."""

    id: str
    page: Page | None
    quotes: tuple[Quote, ...] = ()


def _told(shown: Shown, fact: ReadFact) -> Iterator[Field]:
    """The fields whose sentences are quoted: of the fact, then the brands of the items beside it."""
    for name in _QUOTED:
        yield from fact.all(name)
    for item in shown.result.facts:
        if fact.kind == "award" and item.kind == ITEM and item.notice == fact.notice:
            yield from item.all("brand")


_QUOTED = (
    "winner",
    "amount",
    "items",
    "project_number",
    "foreign_share",
    "foreign_amount",
    "domestic_share",
    "domestic_amount",
)
"""Fields whose sentences are shown first, as far as a fact has them."""


def grounds(ids: Iterable[str]) -> tuple[Ground, ...]:
    """What the facts of these ids say, as the public may see it: each with its page and its sentences."""
    wanted = list(ids)
    rows = Fact.objects.filter(content_id__in=wanted, page__in=Page.public.all()).order_by("page_id")
    page_of = {row.content_id: row.page_id for row in rows}
    pages = {page.pk: page for page in Page.objects.filter(pk__in=page_of.values()).select_related("reading", "site")}
    shown = {pk: show(page) for pk, page in pages.items()}
    found = []
    for id in wanted:
        pk = page_of.get(id, "")
        if pk not in shown:
            found.append(Ground(id, None))
            continue
        fact = next((fact for fact in shown[pk].result.facts if fact.id == id), None)
        quotes = (
            [quote for field in _told(shown[pk], fact) if (quote := shown[pk].quote(field)) is not None] if fact else []
        )
        found.append(Ground(id, pages[pk], tuple({quote.exact: quote for quote in quotes}.values())))
    return tuple(found)
