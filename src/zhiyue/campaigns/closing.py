"""The closing report of an edition: every figure three ways, every figure opening to the returns it rests on.

Comes in: a `Campaign`, the last edition, figures that pages print about this one. Goes out: a `Report` of kind
``closing``: opening, organisation, activities, results, problems, next steps, with their tables and checks. Its sentences are
patterns over cells; a clause whose figure is missing is dropped, never filled. The same input gives the same report.

Sentences speak of the third total (剔重后) and name the other two where they differ; tables show all three.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import asdict, replace
from typing import Protocol, TypeVar

from zhiyue.campaign import Campaign
from zhiyue.campaigns import sentences, tables
from zhiyue.campaigns.closing_checks import checks_of
from zhiyue.campaigns.comparing import PageFigure, pages_table, previous_table
from zhiyue.campaigns.counting import COUNT, Ledger
from zhiyue.campaigns.late import Late, last_day, late
from zhiyue.campaigns.tables import Scope
from zhiyue.codec import campaign_to_json
from zhiyue.report import Chart, Report, Rule, Section, Table


class _Named(Protocol):
    @property
    def id(self) -> str: ...


_T = TypeVar("_T", bound=_Named)

RULES_VERSION = "1"
RULES = (
    Rule("closing.reported", "上报：本级及所属单位已报送（已提交或已核验）材料中各项数据之和，每条数据只计一次。"),
    Rule("closing.supported", "有佐证：上报数据中至少附有一份未撤回佐证材料（网页、照片、名单、文件）的部分。"),
    Rule("closing.deduplicated", "剔重后：有佐证数据中，同一活动由多家填报、经人工合并的，只取保留件所报（保留件无佐证的取其余各件中最大者）；隶属两支的单位只计入其计数归口。"),
    Rule("closing.activities", "活动：已发布且有情况反馈的活动；撤回、退回、未审核的不计。"),
    Rule("closing.units", "人与人次、家与家次分列，互不相加；比率不相加。"),
    Rule("closing.hedges", "“余”“约”等限定词随数据保留：合计中有“不少于”的，合计即为“不少于”。"),
    Rule("closing.classes", "活动类别、重点方面由单位填报；未填的按活动名称和内容的线索词归入。"),
)  # fmt: skip


def close(
    campaign: Campaign,
    *,
    node: str | None = None,
    previous: Campaign | Report | None = None,
    pages: Iterable[PageFigure] = (),
    as_of: str = "",
) -> Report:
    """Return the closing report of an edition, or of the branch `node` of it.

    Args:
        campaign: the edition as it stands.
        node: the unit whose report it is; None for the whole edition.
        previous: the last edition, or its closing report, to stand beside this one; a report of another node is no
            measure and is left aside.
        pages: what pages that were read print about this edition.
        as_of: the day (``YYYY-MM-DD``) from which lateness is counted; the edition's last day for summaries, or its
            end, where it is not given. There is no clock here.

    Raises:
        KeyError: a node that is no unit.
        ValueError: a campaign whose parts do not fit each other; the message names the part.
    """
    ledger = Ledger(campaign)
    ledger.tree.require(node)
    scope, edition = Scope.of(ledger, node), campaign.edition
    day = as_of or _last_day(campaign)
    before = _before(previous, node)
    found = sorted(pages, key=lambda page: (page.code, page.source, page.id))
    sections = _sections(scope, late(campaign, day, node=node), day, before, found)
    report = Report(
        id=_id(edition.id, node),
        kind="closing",
        title=f"关于{edition.title}活动情况的报告",
        start=edition.start,
        end=edition.end,
        rules_version=RULES_VERSION,
        rules=RULES,
        state=_state(campaign, before, found, (node or "", day)),
        sections=sections,
        audience="internal",
        is_partial=bool(sentences.silent_units(scope)),
        subtitle=f"主题：{edition.theme}" if edition.theme else "",
        issuer=_issuer(scope),
    )
    return replace(report, checks=checks_of(report, scope))


def _id(edition: str, node: str | None) -> str:
    return f"closing/{edition}" if node is None else f"closing/{edition}#{node}"


def _before(previous: Campaign | Report | None, node: str | None) -> Report | None:
    """The last edition's report of the same node; None where there is none."""
    if isinstance(previous, Campaign):
        there = node is None or any(unit.id == node for unit in previous.units)
        return close(previous, node=node) if there else None
    of = "" if previous is None else previous.id.partition("#")[2]
    return previous if of == (node or "") else None


def _sections(
    scope: Scope, owed: tuple[Late, ...], day: str, before: Report | None, pages: list[PageFigure]
) -> tuple[Section, ...]:
    measures = tables.measures_table(scope)
    results = (measures, tables.classes_table(scope), tables.areas_table(scope))
    beside = [table for table in (previous_table(scope, before), pages_table(scope, pages)) if table is not None]
    places = tuple(t for t in (tables.branches_table(scope), tables.places_table(scope)) if t is not None)
    problems = [tables.unsupported_table(scope), sentences.silent_table(scope), sentences.late_table(scope, owed)]
    found = (
        Section("opening", "", sentences.opening(scope, day)),
        Section("organisation", "组织部署", sentences.organisation(scope), (tables.completion_table(scope),)),
        Section("activities", "活动开展", sentences.activities(scope), results, _charts(results[1:])),
        Section("branches", "各单位、各地开展情况", tables=places, charts=_charts(places)),
        Section("results", "活动成效", sentences.results(scope, before), tuple(beside)),
        Section("problems", "存在问题", sentences.problems(scope, owed), tuple(t for t in problems if t.rows)),
        Section("next", "下一步打算", sentences.next_steps(scope)),
    )
    return tuple(section for section in found if section.sentences or section.tables)


def _charts(shown: Iterable[Table]) -> tuple[Chart, ...]:
    """A picture of the activities counted once, for each table that has at least two rows to compare."""
    column = f"{COUNT.code}.deduplicated"
    return tuple(
        Chart(f"chart.{table.id}", table.title, table.id, (column,), "tiles" if table.head == "省份" else "bars")
        for table in shown
        if len(table.rows) > 2
    )


def _issuer(scope: Scope) -> str:
    tree = scope.ledger.tree
    roots = tree.roots
    if scope.node is not None:
        return tree.units[scope.node].name
    return tree.units[roots[0]].name if len(roots) == 1 else ""


def _last_day(campaign: Campaign) -> str:
    due = dict(campaign.edition.due).get("summary") or campaign.edition.end
    found = last_day(due)
    if found is None:
        raise ValueError(f"the edition {campaign.edition.id!r} has neither end nor a day for summaries; write one")
    return found.isoformat()


def _state(campaign: Campaign, before: Report | None, pages: list[PageFigure], more: tuple[str, ...]) -> str:
    """The digest of everything that the report is computed from; the order of units or returns is no part of it."""
    state = {
        "campaign": campaign_to_json(_in_order(campaign)),
        "previous": before.state if before is not None else None,
        "pages": [asdict(page) for page in pages],
        "of": more,
        "rules": RULES_VERSION,
    }
    written = json.dumps(state, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return f"sha256:{hashlib.sha256(written.encode()).hexdigest()}"


def _in_order(campaign: Campaign) -> Campaign:
    """The campaign with everything sorted whose order says nothing."""
    returns = (replace(r, measures=_sorted(r.measures), proofs=tuple(sorted(r.proofs))) for r in campaign.returns)
    return replace(
        campaign,
        units=_sorted(replace(unit, parents=tuple(sorted(unit.parents))) for unit in campaign.units),
        activities=_sorted(campaign.activities),
        returns=_sorted(returns),
        proofs=_sorted(campaign.proofs),
        merges=_sorted(replace(merge, activities=tuple(sorted(merge.activities))) for merge in campaign.merges),
        apart=tuple(sorted((min(pair), max(pair)) for pair in campaign.apart)),
    )


def _sorted(items: Iterable[_T]) -> tuple[_T, ...]:
    return tuple(sorted(items, key=lambda item: item.id))
