"""The tables of a closing report, each with three totals: by measure, class, area, branch and place.

Comes in: a `Ledger` and the node that the report is of. Goes out: tables of `zhiyue.report`. Every table that parts a whole
ends with the row of its total, so that a check can add it up again.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from zhiyue.campaign import Activity, Edition
from zhiyue.campaigns.areas import file
from zhiyue.campaigns.cells import count_cell, key_id, key_label, rate, stage_cells, stage_columns
from zhiyue.campaigns.classify import classes_of
from zhiyue.campaigns.counting import COUNT, Figure, Key, Ledger, Part, Totals
from zhiyue.campaigns.late import Outcome, outcomes
from zhiyue.reference import division_by_code
from zhiyue.reference.measures import activity_classes, campaign_measures
from zhiyue.report import Cell, Column, Row, Table

ATTENDANCES = Key("attendances", "人次")
FAMILIES = ("activities", "participants", "services", "publicity", "problems", "enforcement", "improvement")
TOTAL = "合计"


@dataclass(frozen=True)
class Scope:
    """What a report is of: the figures, the node (None: the whole edition), each activity's class, area and what became of it."""

    ledger: Ledger
    node: str | None = None
    classes: Mapping[str, str] = field(default_factory=dict)
    outcomes: Mapping[str, Outcome] = field(default_factory=dict)
    areas: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, ledger: Ledger, node: str | None = None) -> Scope:
        """The scope of a report, with activities put into classes and areas where no person did."""
        edition = ledger.campaign.edition
        activities = ledger.activities
        classes = classes_of(activities.values(), theme=edition.theme)
        areas = {id: _primary(one, edition) for id, one in activities.items()}
        return cls(ledger, node, classes, outcomes(ledger.campaign), areas)

    @property
    def top(self) -> str | None:
        """The unit under which the branches hang: the node, else the one root, None where there are several."""
        roots = self.ledger.tree.roots
        return self.node if self.node is not None or len(roots) != 1 else roots[0]

    def total(self, key: Key, where: Callable[[Figure], bool] | None = None) -> Totals:
        """The three totals of a key here."""
        return self.ledger.total(key, self.node, where=where)

    def is_here(self, unit: str) -> bool:
        """Whether the unit is below the node."""
        return self.ledger.tree.is_below(unit, self.node)

    def activities(self) -> Iterator[Activity]:
        """The activities filed below the node, by id."""
        return (one for one in self.ledger.activities.values() if self.is_here(one.unit))

    @cached_property
    def keys(self) -> tuple[Key, ...]:
        """What anything is reported of below the node, in the order of a report."""
        found = [key for key in self.ledger.keys if self.total(key).reported.figures]
        return tuple(sorted(found, key=_place))

    def parted(self) -> tuple[Key, ...]:
        """What the tables by class, area, branch and place show: activities and, where reported, attendances."""
        return (COUNT, ATTENDANCES) if ATTENDANCES in self.ledger.keys else (COUNT,)


def _primary(activity: Activity, edition: Edition) -> str:
    """The primary area of an activity: the one filed with it, else what its words say; empty where none speaks."""
    if activity.areas:
        return activity.areas[0]
    filed = file(activity, edition)
    return filed[0].area.id if filed else ""


def _place(key: Key) -> tuple[bool, int, bool, Key]:
    measure = campaign_measures().get(key.code)
    family = FAMILIES.index(measure.family) if measure is not None else len(FAMILIES)
    return key != COUNT, family, measure is None or not measure.is_national, key


def measures_table(scope: Scope) -> Table:
    """Every measure with its three totals, and how many figures stand behind it."""
    columns = (
        *(Column(stage.id.rpartition(".")[2], stage.label.partition("·")[2]) for stage in stage_columns(COUNT)),
        Column("figures", "数据", "条"),
        Column("supported_figures", "有佐证的数据", "条"),
    )
    rows = []
    for key in scope.keys:
        totals, id = scope.total(key), key_id(key)
        behind = (
            count_cell(f"total.{id}.figures", totals.reported.figures, "条"),
            count_cell(f"total.{id}.supported_figures", totals.supported.figures, "条"),
        )
        rows.append(Row(f"total.{id}", key_label(key), (*stage_cells("total", key, totals), *behind)))
    note = "上报＝报送数之和；有佐证＝其中至少附有一份未撤回佐证材料的；剔重后＝再合并重复填报、按计数归口只计一次。"
    return Table("measures", "主要指标", "指标", columns, tuple(rows), note=note)


def classes_table(scope: Scope) -> Table:
    """Activities by the classes of the national return."""
    names = {item.code: item.label_zh for item in activity_classes()}
    found = {code for code in scope.classes.values() if code not in names}
    rows = list(names.items())
    rows += [(code or "none", code or "未归类") for code in sorted(found)]
    return _parting(scope, "classes", "按活动类别", "类别", rows, lambda one: scope.classes[one.id] or "none")


def areas_table(scope: Scope) -> Table:
    """Activities by focus area: each under its primary one, so that the parts make the whole."""
    areas = sorted(scope.ledger.campaign.edition.areas, key=lambda area: (area.order, area.id))
    rows = [(area.id, area.title) for area in areas]
    named = {area.id for area in areas}
    other = sorted({scope.areas[one.id] for one in scope.activities()} - named - {""})
    rows += [(id, id) for id in other] + [("none", "未归入")]
    table = _parting(scope, "areas", "按重点方面", "重点方面", rows, lambda one: scope.areas[one.id] or "none")
    return _noted(table, "每项活动只计入其主要方面。")


def places_table(scope: Scope) -> Table | None:
    """Activities by place: provinces; within one province its prefectures; within one of these its counties.

    None where no place is known: a table of nothing tells nothing.
    """
    places = {one.id: _region(scope, one) for one in scope.ledger.activities.values()}
    here = {places[one.id] for one in scope.activities()} - {""}
    if not here:
        return None
    width = next((n for n in (2, 4, 6) if len({code[:n] for code in here}) > 1), 2)
    level = {2: "省份", 4: "地市", 6: "县区"}[width]
    codes = {id: _division(code, width) for id, code in places.items()}
    known = division_by_code()
    rows = [(code, known[code].name) for code in sorted(set(codes.values()) - {"none"})] + [("none", "未注明地区")]
    return _parting(scope, "places", f"按{level}", level, rows, lambda one: codes[one.id])


def branches_table(scope: Scope) -> Table:
    """What each branch brings; figures that stand under two branches are taken off again in a row of their own."""
    keys = scope.parted()
    whole = _totals_row("branches", scope, keys, lambda _: True)
    rows: list[Row] = []
    for parts in zip(*(scope.ledger.parts(key, scope.top) for key in keys), strict=True):
        cells = tuple(cell for key, part in zip(keys, parts, strict=True) for cell in _part_cells(key, part))
        row = Row(_part_id(parts[0]), _part_label(scope, parts[0]), cells, leads_to=parts[0].unit or "")
        if parts[0].role == "child" or any(part.totals.reported.figures for part in parts):
            rows.append(row)
    columns = tuple(column for key in keys for column in stage_columns(key))
    note = "同属两支的单位，上报数、有佐证数在两支分别列出，末行扣回；剔重后只计入其计数归口。"
    return Table("branches", "按分支", "单位", columns, (*rows, whole), whole.id, note)


def completion_table(scope: Scope) -> Table:
    """Planned, done, not done, not told of: filings of each branch where they count."""
    columns = (
        Column("planned", "计划", "项"),
        Column("done", "已开展", "项"),
        Column("dropped", "未开展", "项"),
        Column("untold", "未报结果", "项"),
        Column("rate", "完成率", "%"),
    )
    tree = scope.ledger.tree
    rows = []
    if scope.top is not None:
        rows.append(_completion(scope, "own", "本级", lambda unit: unit == scope.top, leads_to=scope.top))
    for child in tree.children(scope.top):
        if tree.homes[child] == scope.top:
            name = tree.units[child].name
            rows.append(_completion(scope, child, name, _counts_at(scope, child), leads_to=child))
    rows.append(_completion(scope, "total", TOTAL, _counts_at(scope, scope.node)))
    note = "按填报件数，未合并重复填报；各单位只在其计数归口下列出。"
    return Table("completion", "计划完成情况", "单位", columns, tuple(rows), "completion.total", note)


def unsupported_table(scope: Scope) -> Table:
    """For each unit how many of its figures nothing supports."""
    columns = (Column("figures", "数据", "条"), Column("unsupported", "无佐证", "条"))
    by_unit: dict[str, list[Figure]] = defaultdict(list)
    for figure in scope.ledger.figures:
        if figure.key != COUNT:
            by_unit[figure.unit].append(figure)
    rows = []
    for unit, _ in scope.ledger.tree.walk():
        own = by_unit[unit]
        lacking = [figure.id for figure in own if not figure.is_supported]
        if lacking and scope.is_here(unit):
            cells = (
                count_cell(f"unsupported.{unit}.figures", (figure.id for figure in own), "条"),
                count_cell(f"unsupported.{unit}.unsupported", lacking, "条"),
            )
            rows.append(Row(f"unsupported.{unit}", scope.ledger.tree.units[unit].name, cells, leads_to=unit))
    return Table("unsupported", "无佐证的数据", "单位", columns, tuple(rows))


# ── how ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def _parting(
    scope: Scope,
    id: str,
    title: str,
    head: str,
    rows: Sequence[tuple[str, str]],
    part_of: Callable[[Activity], str],
) -> Table:  # fmt: skip
    """A table of activities by some property; figures that are about no activity have a row of their own."""
    keys = scope.parted()
    found = [_totals_row(id, scope, keys, _in(part_of, part), part, label) for part, label in rows]
    found = [row for row in found if row.id != f"{id}.none" or _says(row)]
    whole_units = _totals_row(id, scope, keys, lambda figure: figure.activity is None, "units", "单位综合报送")
    if _says(whole_units):
        found.append(whole_units)
    total = _totals_row(id, scope, keys, lambda _: True)
    columns = tuple(column for key in keys for column in stage_columns(key))
    return Table(id, title, head, columns, (*found, total), total.id)


def _in(part_of: Callable[[Activity], str], part: str) -> Callable[[Figure], bool]:
    return lambda figure: figure.activity is not None and part_of(figure.activity) == part


def _totals_row(
    table: str,
    scope: Scope,
    keys: Iterable[Key],
    where: Callable[[Figure], bool],
    part: str = "total",
    label: str = TOTAL,
) -> Row:  # fmt: skip
    prefix = f"{table}.{part}"
    cells = (cell for key in keys for cell in _part_of_whole(stage_cells(prefix, key, scope.total(key, where))))
    return Row(prefix, label, tuple(cells))


def _part_of_whole(cells: tuple[Cell, ...]) -> tuple[Cell, ...]:
    """A part of a whole that nobody filled is zero, not unknown: the whole is known."""
    return tuple(Cell(cell.id, "0", cell.unit) if cell.value is None else cell for cell in cells)


def _says(row: Row) -> bool:
    return any(cell.value != "0" for cell in row.cells)


def _noted(table: Table, note: str) -> Table:
    return Table(table.id, table.title, table.head, table.columns, table.rows, table.total, note)


def _region(scope: Scope, activity: Activity) -> str:
    return activity.region or scope.ledger.tree.units[activity.unit].region or ""


def _division(code: str, width: int) -> str:
    wide = (code[:width] + "0000")[:6]
    return wide if code and wide in division_by_code() else "none"


def _part_id(part: Part) -> str:
    return f"branches.{part.unit}" if part.role == "child" else f"branches.{part.role}"


def _part_label(scope: Scope, part: Part) -> str:
    if part.role == "overlap":
        return "同属两支，扣回"
    return scope.ledger.tree.units[part.unit].name if part.role == "child" and part.unit else "本级"


def _part_cells(key: Key, part: Part) -> tuple[Cell, ...]:
    return _part_of_whole(stage_cells(_part_id(part), key, part.totals))


def _counts_at(scope: Scope, node: str | None) -> Callable[[str], bool]:
    return lambda unit: scope.ledger.tree.counts_at(unit, node)


def _completion(scope: Scope, id: str, label: str, belongs: Callable[[str], bool], *, leads_to: str = "") -> Row:
    became = scope.outcomes
    planned = [one.id for one in scope.ledger.activities.values() if one.id in became and belongs(one.unit)]
    counts = [count_cell(f"completion.{id}.planned", planned, "项")]
    for outcome in ("done", "dropped", "untold"):
        ids = [one for one in planned if became[one] == outcome]
        counts.append(count_cell(f"completion.{id}.{outcome}", ids, "项"))
    share = rate(f"completion.{id}.rate", counts[1], counts[0])
    return Row(f"completion.{id}", label, (*counts, share), leads_to=leads_to)
