"""This edition's figures beside the last edition's, and beside what pages print about it.

Comes in: the scope of a report, the report of the last edition, figures of pages. Goes out: tables with the difference as
a cell of its own. Neither changes a total: they stand beside it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from zhiyue.campaigns.cells import key_id, key_label, less, plain, stage_cell, to_thousandths
from zhiyue.campaigns.counting import Key, Stage
from zhiyue.campaigns.tables import Scope
from zhiyue.model import Relation
from zhiyue.reference.measures import summed_as
from zhiyue.report import Cell, Column, Report, Row, Table

_BOTH: tuple[tuple[Stage, str], ...] = (("reported", "上报"), ("deduplicated", "剔重后"))


@dataclass(frozen=True, slots=True)
class PageFigure:
    """A figure that a page prints about the edition, or about the branch `node` of it.

    `id` is the fact's; `code` is of ``reference/measures.csv``; `source` and `title` are as printed, `exact` are the words.
    """

    id: str
    code: str
    number: str
    unit: str
    source: str
    title: str = ""
    address: str = ""
    published: str = ""
    exact: str = ""
    relation: Relation = "="
    node: str | None = None


def previous_table(scope: Scope, before: Report | None) -> Table | None:
    """Every measure of either edition: then, now, the difference, and by how many percent. None without a last edition."""
    if before is None:
        return None
    known = {cell.id: cell for cell in before.cells()}
    rows = []
    for key in scope.keys:
        id = f"previous.{key_id(key)}"
        cells: list[Cell] = []
        for stage, _ in _BOTH:
            then = _then(id, key, stage, known, before.id)
            now = stage_cell(f"{id}.now", key, stage, scope.total(key))
            cells += [then, now, less(f"{id}.difference.{stage}", now, then)]
        cells.append(_growth(f"{id}.growth", cells[-2], cells[-3]))
        rows.append(Row(id, key_label(key), tuple(cells)))
    columns = tuple(
        Column(f"{name}.{stage}", f"{words}·{label}")
        for stage, label in _BOTH
        for name, words in (("before", "上届"), ("now", "本届"), ("difference", "增减"))
    )
    note = "增幅按剔重后计算；上届没有该项数据的不比。"
    return Table("previous", "与上届相比", "指标", (*columns, Column("growth", "增幅", "%")), tuple(rows), note=note)


def pages_table(scope: Scope, pages: Sequence[PageFigure]) -> Table | None:
    """What pages print, ours beside it, and what the page says more. None where no page says anything."""
    rows = []
    for page in pages:
        unit, factor = summed_as(page.code, page.unit)
        if not unit:
            continue
        key, id = Key(page.code, unit), f"pages.{page.id}"
        theirs = Cell(f"{id}.page", plain(Decimal(page.number) * factor), unit, page.relation, (page.id,))
        totals = scope.ledger.total(key, page.node if page.node is not None else scope.node)
        cells = [theirs]
        for stage, _ in _BOTH:
            ours = stage_cell(id, key, stage, totals)
            cells += [ours, less(f"{id}.difference.{stage}", theirs, ours)]
        label = "，".join(words for words in (key_label(key), page.source, page.published) if words)
        rows.append(Row(id, label, tuple(cells), leads_to=page.address))
    columns = [Column("page", "网页所载")]
    for stage, label in _BOTH:
        columns += [Column(stage, f"本报告·{label}"), Column(f"difference.{stage}", f"相差·{label}")]
    note = "网页数据只作对照，不计入本报告。"
    return Table("pages", "网页所载数据对照", "指标、来源", tuple(columns), tuple(rows), note=note) if rows else None


def _then(id: str, key: Key, stage: Stage, known: dict[str, Cell], report: str) -> Cell:
    """The last edition's cell; it rests on that report."""
    found = known.get(f"total.{key_id(key)}.{stage}")
    if found is None or found.value is None:
        return Cell(f"{id}.before.{stage}", None, key.unit, why="上届没有该项数据")
    return Cell(f"{id}.before.{stage}", found.value, key.unit, found.relation, (f"{report}#{found.id}",))


def _growth(id: str, now: Cell, then: Cell) -> Cell:
    rests_on = tuple(sorted({*now.rests_on, *then.rests_on}))
    if now.value is None or then.value is None or not Decimal(then.value):
        return Cell(id, None, "%", rests_on=rests_on, why="缺少可比的数")
    percent = to_thousandths((Decimal(now.value) / Decimal(then.value) - 1) * 100)
    relation: Relation = "=" if {now.relation, then.relation} == {"="} else "≈"
    arithmetic = f"({now.value} − {then.value}) ÷ {then.value} = {percent} %"
    return Cell(id, percent, "%", relation, rests_on, arithmetic=arithmetic)
