"""The arithmetic of a closing report, done once more on its own cells, and what its returns say against each other.

Comes in: the report and its scope. Goes out: `Check`s: parts against totals, supported against reported, rectified
against found, done against planned, a unit's own figure against the sum of its activities'.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal

from zhiyue.campaigns.cells import key_id, plain
from zhiyue.campaigns.counting import COUNT, STAGES, STANDING, Figure, Key
from zhiyue.campaigns.duplicates import find_duplicates
from zhiyue.campaigns.tables import Scope
from zhiyue.model import Verdict
from zhiyue.reference.measures import campaign_measures, summed_as
from zhiyue.report import Cell, Check, Report, Table, walk

_PAIRS = (
    ("hazards_fixed", "hazards", "已整改问题不多于发现问题"),
    ("trainees_passed", "trainees", "考核合格人数不多于培训人次"),
)
_APART = (("人", "人次"), ("家", "家次"))
CHECK_CODES: Mapping[str, str] = {
    "closing.parts": "各部分之和等于合计",
    "closing.stages": "上报数 ≥ 有佐证数 ≥ 剔重后数",
    "closing.completion": "计划＝已开展＋未开展＋未报结果",
    "closing.not_more": "部分不多于整体",
    "closing.own_sum": "同一单位的综合数与其各项活动数不应重复报送",
    "closing.units_apart": "人与人次、家与家次不相加",
    "closing.duplicates": "疑似同一活动的填报应由人认定",
    "closing.rates": "比率不相加",
    "closing.unknown_measure": "指标在指标表内",
}
"""Every code of a check here, with the rule it stands for."""


def checks_of(report: Report, scope: Scope) -> tuple[Check, ...]:
    """Every check of a closing report, in the order of `CHECK_CODES`."""
    tables = [table for section in walk(report.sections) for table in section.tables]
    return (
        *(check for table in tables if table.total for check in _parts(table)),
        _stages(tables),
        *_completion(tables),
        *_not_more(scope),
        *_own_sums(scope),
        *_apart(scope),
        *_undecided(scope),
        *_left_out(scope),
    )


def _parts(table: Table) -> Iterator[Check]:
    """Rows against the row of the total, column by column; shares and delays are no sums."""
    total = next(row for row in table.rows if row.id == table.total)
    for index, column in enumerate(table.columns):
        if column.unit in {"%", "天"}:
            continue
        cells = [row.cells[index] for row in table.rows if row.id != table.total]
        yield _sum("closing.parts", f"{table.title}·{column.label}", cells, total.cells[index])


def _sum(code: str, what: str, parts: Iterable[Cell], whole: Cell) -> Check:
    known = [cell for cell in parts if cell.value is not None]
    computed = sum((Decimal(cell.value or 0) for cell in known), Decimal(0))
    agrees = whole.value is not None and computed == Decimal(whole.value)
    arithmetic = f"{' + '.join(cell.value or '' for cell in known if cell.value != '0') or '0'} = {plain(computed)}"
    message = f"{what}：各部分之和 {plain(computed)}，合计 {whole.value}"
    ids = (*(cell.id for cell in known), whole.id)
    return Check(code, "confirmed" if agrees else "contradicted", message, arithmetic, ids)


def _stages(tables: Iterable[Table]) -> Check:
    cells = {cell.id: cell for table in tables for row in table.rows for cell in row.cells if cell.value is not None}
    wrong = []
    seen = 0
    for id, cell in cells.items():
        stem, _, stage = id.rpartition(".")
        if stage == "reported" and f"{stem}.supported" in cells and not id.startswith("branches.overlap"):
            seen += 1
            values = [Decimal(cells[f"{stem}.{name}"].value or 0) for name in STAGES]
            if values != sorted(values, reverse=True):
                wrong.append(cell.id)
    message = f"{seen} 组数据均符合" if not wrong else f"{len(wrong)} 组数据不符合"
    return Check("closing.stages", "contradicted" if wrong else "confirmed", message, cells=tuple(wrong))


def _completion(tables: Iterable[Table]) -> Iterator[Check]:
    table = next((table for table in tables if table.id == "completion"), None)
    if table is not None:
        total = next(row for row in table.rows if row.id == table.total)
        yield _sum("closing.completion", "计划完成情况", total.cells[1:4], total.cells[0])


def _not_more(scope: Scope) -> Iterator[Check]:
    """A part is not more than its whole, for each unit by itself: sums may hide it."""
    for part, whole, rule in _PAIRS:
        by_unit: dict[str, dict[str, list[Figure]]] = defaultdict(lambda: defaultdict(list))
        for figure in _here(scope):
            if figure.key.code in {part, whole}:
                by_unit[figure.unit][figure.key.code].append(figure)
        for unit, codes in sorted(by_unit.items()):
            if part in codes:
                yield _pair(scope.ledger.tree.units[unit].name, rule, codes[part], codes.get(whole, []))


def _pair(name: str, rule: str, parts: list[Figure], wholes: list[Figure]) -> Check:
    ids = tuple(sorted(figure.id for figure in (*parts, *wholes)))
    if not wholes:
        return Check("closing.not_more", "not_checkable", f"{name}：{rule}，但未报整体数", cells=ids)
    part, whole = _number(parts), _number(wholes)
    hedged = {figure.relation for figure in (*parts, *wholes)} != {"="}
    verdict: Verdict = "confirmed" if part <= whole else "doubtful" if hedged else "contradicted"
    sign = "≤" if part <= whole else ">"
    return Check("closing.not_more", verdict, f"{name}：{rule}", f"{plain(part)} {sign} {plain(whole)}", ids)


def _own_sums(scope: Scope) -> Iterator[Check]:
    """A unit that reports a measure both for itself and by activities may have reported it twice."""
    found: dict[tuple[str, Key], tuple[list[Figure], list[Figure]]] = defaultdict(lambda: ([], []))
    for figure in _here(scope):
        if figure.key != COUNT or figure.activity is None:
            found[figure.unit, figure.key][figure.activity is not None].append(figure)
    for (unit, key), (own, single) in sorted(found.items()):
        if own and single:
            name, ids = scope.ledger.tree.units[unit].name, tuple(f.id for f in (*own, *single))
            message = f"{name}：{key_id(key)} 既有综合数又有活动数，可能重复"
            arithmetic = f"综合 {plain(_number(own))}，各项活动之和 {plain(_number(single))}"
            yield Check("closing.own_sum", "doubtful", message, arithmetic, ids)


def _apart(scope: Scope) -> Iterator[Check]:
    """Where a measure was reported in both units the report says that they stand apart."""
    units: dict[str, set[str]] = defaultdict(set)
    for key in scope.keys:
        units[key.code].add(key.unit)
    for code, found in sorted(units.items()):
        for one, other in _APART:
            if {one, other} <= found:
                cells = (f"total.{key_id(Key(code, one))}.reported", f"total.{key_id(Key(code, other))}.reported")
                message = f"{_label(code)}有以“{one}”报的，也有以“{other}”报的，分列，未相加"
                yield Check("closing.units_apart", "confirmed", message, cells=cells)


def _undecided(scope: Scope) -> Iterator[Check]:
    """Pairs that may be one activity and on which nobody has decided: they are counted twice as yet."""
    filed = scope.ledger.activities
    pairs = [p for p in find_duplicates(scope.ledger.campaign) if scope.is_here(filed[p.left].unit)]
    if pairs:
        ids = tuple(sorted({id for pair in pairs for id in (pair.left, pair.right)}))
        message = f"{len(pairs)} 对填报疑似同一活动，尚未认定，各计一次"
        yield Check("closing.duplicates", "doubtful", message, cells=ids)


def _left_out(scope: Scope) -> Iterator[Check]:
    """Rates, which have no sum, and measures that no list knows."""
    standing = [item for item in scope.ledger.campaign.returns if item.state in STANDING and scope.is_here(item.unit)]
    measures = sorted((measure for item in standing for measure in item.measures), key=lambda measure: measure.id)
    rates = tuple(measure.id for measure in measures if not summed_as(measure.code, measure.unit)[0])
    if rates:
        yield Check("closing.rates", "not_checkable", f"{len(rates)} 条比率只列示，不计入合计", cells=rates)
    unknown = tuple(measure.id for measure in measures if measure.code not in campaign_measures())
    if unknown:
        names = "、".join(sorted({measure.code for measure in measures if measure.id in set(unknown)}))
        yield Check("closing.unknown_measure", "doubtful", f"指标表中没有：{names}", cells=unknown)


def _here(scope: Scope) -> Iterator[Figure]:
    return (figure for figure in scope.ledger.figures if scope.is_here(figure.unit))


def _number(figures: Iterable[Figure]) -> Decimal:
    return sum((figure.number for figure in figures), Decimal(0))


def _label(code: str) -> str:
    measure = campaign_measures().get(code)
    return measure.label_zh if measure is not None else code
