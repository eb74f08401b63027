"""The closing report: drawn up anew at any time, issued as it stands, and every figure open to what it rests on.

Comes in: an edition. Goes out: the library's `Report` (page, workbook, document are `zhiyue.exports`'), stored issues with
what each amended, and `Opened`: a figure with its activities, returns and evidence. Nothing here adds anything up.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.db import transaction

from zhiyue.campaigns.closing import close
from zhiyue.campaigns.comparing import PageFigure
from zhiyue.campaigns.pages import page_figures
from zhiyue.codec import report_from_json, report_to_json
from zhiyue.exports.report.printing import words_of
from zhiyue.report import Amendment, Cell, Report, walk
from zhiyue_site.accounts.audit import record as audit
from zhiyue_site.accounts.models import User
from zhiyue_site.archive.models import Page
from zhiyue_site.archive.shown import show
from zhiyue_site.quality_month.campaign import campaign_of, pk_of
from zhiyue_site.quality_month.models import Activity, Closing, Edition, Measure, Proof, Return, Unit
from zhiyue_site.quality_month.refusals import Refused
from zhiyue_site.quality_month.rights import require
from zhiyue_site.quality_month.tree import units_below


class ClosingError(Refused):
    """The report cannot be issued so; the message says why, in Chinese."""


@dataclass(frozen=True, slots=True)
class Rest:
    """One thing that a figure rests on: the figure as said, of which return, about which activity, supported by what."""

    measure: Measure | None
    report: Return | None
    activity: Activity | None
    proofs: tuple[Proof, ...]

    @property
    def is_supported(self) -> bool:
        """Whether a proof stands behind it that nobody withdrew."""
        return any(proof.withdrawn_at is None for proof in self.proofs)


def draw_up(edition: Edition, *, node: Unit | None = None) -> Report:
    """The report as of now, of the edition or of one branch of it, with what changed since the last issue.

    Only the whole edition's report is issued; a branch's is drawn up for whoever works there.
    """
    before = edition.previous.closings.first() if edition.previous is not None else None
    report = close(
        campaign_of(edition),
        node=f"unit/{node.pk}" if node is not None else None,
        previous=issued(before) if before is not None else None,
        pages=_figures_of_pages(edition) if node is None else (),
    )
    last = edition.closings.first() if node is None else None
    report = replace(report, issuer=(node or edition.root).name)
    if last is None:
        return report
    amended = amendments(issued(last), report)
    return replace(report, version=last.version + 1, amendments=amended)


def amendments(before: Report, now: Report) -> tuple[Amendment, ...]:
    """Every figure that is another than in the issue before, in reading order; a figure that is gone, or new, too."""
    old, new = ({cell.id: cell for cell in report.cells()} for report in (before, now))
    labels = _labels(before) | _labels(now)
    return tuple(
        Amendment(id, labels.get(id, id), _value(old.get(id)), _value(new.get(id)))
        for id in dict.fromkeys((*new, *old))
        if _value(old.get(id)) != _value(new.get(id))
    )


@transaction.atomic
def issue(edition: Edition, *, by: User, is_public: bool = False) -> Closing:
    """Issue the report as it stands: a new version, which never changes.

    Raises:
        NotAllowed: the person may not.
        ClosingError: nothing changed since the last issue.
    """
    require(by, "issue", edition.root)
    last = edition.closings.select_for_update().first()
    report = draw_up(edition)
    if last is not None and last.digest == report.state:
        raise ClosingError(f"与第 {last.version} 版所依据的数据相同，无需再出")
    made = Closing.objects.create(
        edition=edition,
        version=report.version,
        payload=report_to_json(report),
        digest=report.state,
        is_public=is_public,
        issued_by=by,
    )
    detail = {"version": made.version, "state": made.digest, "amendments": len(report.amendments)}
    audit("month.closing.issue", actor=by, target=f"edition/{edition.pk}", detail=detail)
    return made


def issued(closing: Closing) -> Report:
    """A report as it was issued."""
    return report_from_json(closing.payload)


def opened(edition: Edition, cell: Cell) -> list[Rest]:
    """What a figure rests on: each return's figure with its activity and evidence, in the order of filing."""
    measures = [pk_of(id) for id in cell.rests_on if id.startswith("measure/")]
    activities = [pk_of(id) for id in cell.rests_on if id.startswith("activity/")]
    told = [pk_of(id) for id in cell.rests_on if id.startswith("return/")]
    return [*_by_measure(edition, measures), *_by_activity(edition, activities), *_by_return(edition, told)]


def label_of(report: Report, cell: str) -> str:
    """What a reader calls a figure: its row and column; where it stands in a sentence alone, that sentence."""
    said = {
        item.id: words_of(sentence)
        for section in walk(report.sections)
        for sentence in section.sentences
        for item in sentence.cells
    }
    return _labels(report).get(cell) or said.get(cell, cell)


def units_behind(edition: Edition, cell: Cell) -> list[Unit]:
    """The units that a figure counts, in the order of the tree: who was asked, who told."""
    wanted = {pk_of(id) for id in cell.rests_on if id.startswith("unit/")}
    return [unit for unit in units_below(edition.root) if unit.pk in wanted] if wanted else []


def _by_measure(edition: Edition, pks: Iterable[int]) -> Iterable[Rest]:
    rows = Measure.objects.filter(report__edition=edition, pk__in=list(pks))
    rows = rows.select_related("report__unit", "report__activity__unit").prefetch_related("proofs")
    for row in rows.order_by("report__unit_id", "id"):
        yield Rest(row, row.report, row.report.activity, tuple(row.proofs.all()))


def _by_return(edition: Edition, pks: Iterable[int]) -> Iterable[Rest]:
    rows = edition.returns.filter(pk__in=list(pks)).select_related("unit", "activity__unit").prefetch_related("proofs")
    for row in rows.order_by("unit_id", "id"):
        yield Rest(None, row, row.activity, tuple(row.proofs.all()))


def _by_activity(edition: Edition, pks: Iterable[int]) -> Iterable[Rest]:
    rows = Activity.objects.filter(edition=edition, pk__in=list(pks)).select_related("unit")
    for activity in rows.order_by("unit_id", "id"):
        item = activity.returns.order_by("id").first()
        proofs = Proof.objects.filter(returns__activity=activity) | Proof.objects.filter(
            measures__report__activity=activity
        )
        yield Rest(None, item, activity, tuple(proofs.distinct()))


def _figures_of_pages(edition: Edition) -> list[PageFigure]:
    """What public pages about this edition say in figures: those of the archive's record that it was taken over from."""
    if not edition.record:
        return []
    pages = Page.public.filter(members__record=edition.record).exclude(reading=None).distinct().order_by("pk")
    # Internal, so that pages of which the public sees an excerpt are read whole; persons are masked all the same.
    return [figure for page in pages for figure in page_figures(show(page, audience="internal").result)]


def _labels(report: Report) -> dict[str, str]:
    """What a reader calls each figure: its row and column."""
    return {
        cell.id: f"{row.label} {column.label}".strip()
        for section in walk(report.sections)
        for table in section.tables
        for row in table.rows
        for column, cell in zip(table.columns, row.cells, strict=True)
    }


def _value(cell: Cell | None) -> str | None:
    """A figure with its hedge; None where there is none."""
    if cell is None or cell.value is None:
        return None
    return cell.value if cell.relation == "=" else f"{cell.relation} {cell.value}"
