"""The national return, filled from what is there already: a unit only confirms.

Comes in: a `Campaign` and a unit (or none, for the edition). Goes out: a table with a row for each field of the return:
five classes counted from the activities, participants, services and cases summed from the returns. A field that nobody
reported has no value and says so; it is never zero by default.
"""

from __future__ import annotations

from zhiyue.campaign import Campaign
from zhiyue.campaigns.cells import count_cell, stage_cells, stage_columns
from zhiyue.campaigns.counting import ACTIVITIES, COUNT, Figure, Key, Ledger, Totals
from zhiyue.campaigns.tables import Scope
from zhiyue.reference.measures import CampaignMeasure, activity_classes, campaign_measures
from zhiyue.report import Cell, Column, Row, Table

_IN_ORDER = (
    "firms",
    "staff",
    "public",
    "trainees",
    "technical_help",
    "free_tests",
    "cases",
    "suspects",
    "goods",
    "value",
)


def national_return(campaign: Campaign, unit: str | None = None) -> Table:
    """Return the fields of the national return for a unit and all below it, or for the whole edition.

    Columns: the three totals; ``proposed``: of how many activities cue words chose the class and a person has not yet;
    ``apart``: how much was reported of the same thing in another unit (家 beside 家次), which is not added.

    Raises:
        KeyError: no such unit.
    """
    ledger = Ledger(campaign)
    ledger.tree.require(unit)
    scope = Scope.of(ledger, unit)
    national = {code: measure for code, measure in campaign_measures().items() if measure.is_national}
    classes = {item.measure: item.code for item in activity_classes()}
    order = [*classes, *_IN_ORDER, *sorted(national.keys() - classes.keys() - set(_IN_ORDER))]
    rows = [
        _class_row(scope, national[code], classes[code]) if code in classes else _row(scope, national[code])
        for code in order
    ]
    head = (Column(column.id, column.label.partition("·")[2]) for column in stage_columns(COUNT))
    more = (Column("proposed", "类别待确认", "项"), Column("apart", "另有其他单位的数"))
    note = "活动类各栏按活动类别自动计数；人次与人、家次与家不相加，另列。"
    return Table("national", "全国统计表", "指标", (*head, *more), tuple(rows), note=note)


def _class_row(scope: Scope, measure: CampaignMeasure, code: str) -> Row:
    """The activities of a class, and what units reported under that field without naming the activities."""
    key = Key(measure.code, measure.unit)

    def belongs(figure: Figure) -> bool:
        is_count = figure.key.code == ACTIVITIES
        return not is_count or (figure.activity is not None and scope.classes[figure.activity.id] == code)

    totals = scope.ledger.total_of((COUNT, key), scope.node, where=belongs)
    filed = scope.ledger.activities
    guessed = [id for id in totals.reported.figures if id in filed and not filed[id].kind]
    cells = _zeros(stage_cells("national", key, totals))
    return _as_row(
        measure, cells, count_cell(f"national.{measure.code}.proposed", guessed, "项"), _apart(scope, measure)
    )


def _row(scope: Scope, measure: CampaignMeasure) -> Row:
    key = Key(measure.code, measure.unit)
    cells = stage_cells("national", key, scope.total(key))
    none = Cell(f"national.{measure.code}.proposed", None, "项", why="不按活动归类")
    return _as_row(measure, cells, none, _apart(scope, measure))


def _apart(scope: Scope, measure: CampaignMeasure) -> Cell:
    """What was reported of the measure in another unit; the first such unit where there are several."""
    id = f"national.{measure.code}.apart"
    for key in scope.ledger.keys:
        if key.code == measure.code and key.unit != measure.unit:
            totals: Totals = scope.total(key)
            if totals.reported.figures:
                third = stage_cells(id, key, totals)[2]
                return Cell(id, third.value, key.unit, third.relation, third.rests_on)
    return Cell(id, None, "", why="没有")


def _zeros(cells: tuple[Cell, ...]) -> tuple[Cell, ...]:
    """No activity of a class is a known nothing: the activities are all there."""
    return tuple(Cell(cell.id, "0", cell.unit) if cell.value is None else cell for cell in cells)


def _as_row(measure: CampaignMeasure, cells: tuple[Cell, ...], *more: Cell) -> Row:
    return Row(f"national.{measure.code}", measure.label_zh, (*cells, *more))
