"""The sentences of a closing report: patterns over cells, in the order in which offices write them.

Comes in: the scope of a report and what is late. Goes out: `Sentence`s. A clause whose figure is missing is dropped, and with
its last clause a sentence; nothing is ever filled in. A cell is printed with its unit and its hedge, so the words around
it name neither: ``参与{…}`` reads 参与不少于6900人次.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal

from zhiyue.campaigns.cells import count_cell, key_id, known_cell, rate, stage_cells
from zhiyue.campaigns.comparing import previous_table
from zhiyue.campaigns.counting import COUNT, STANDING, Chooses, Key
from zhiyue.campaigns.late import TASK_LABELS, TASKS, Late
from zhiyue.campaigns.tables import ATTENDANCES, Scope
from zhiyue.reference.measures import activity_classes, campaign_measures
from zhiyue.report import Cell, Column, Report, Row, Sentence, Table

_DIGIT = re.compile(r"\d")
_YEAR = re.compile(r"(?:19|20)\d{2}年(?:度)?")


def opening(scope: Scope, day: str) -> tuple[Sentence, ...]:
    """What was held, under which theme, and how many of the units that should report have."""
    edition = scope.ledger.campaign.edition
    name, theme = _YEAR.sub("", edition.title), edition.theme
    name = "本届活动" if not name or _DIGIT.search(name) else name
    under = f"以“{theme}”为主题" if theme and not _DIGIT.search(theme) else ""
    asked = asked_units(scope)
    should = count_cell("units.asked", asked, "家")
    told = count_cell("units.told", set(asked) - set(silent_units(scope)), "家")
    start, end = Cell("edition.start", edition.start), Cell("edition.end", edition.end)
    return _all(
        _say(f"{{}}至{{}}，{name}{under}开展。", start, end) if edition.start and edition.end else None,
        _say("截至{}，应报送{}单位，已报送{}单位。", Cell("as_of", day), should, told),
        Sentence("现将有关情况报告如下。"),
    )


def organisation(scope: Scope) -> tuple[Sentence, ...]:
    """What was planned and what became of it."""
    counts = {name: _completion(scope, name) for name in ("planned", "done", "dropped", "untold")}
    areas = scope.ledger.campaign.edition.areas
    around = count_cell("edition.areas", (area.id for area in areas), "个")
    return _all(
        _say("活动围绕{}重点方面部署。", around) if areas else None,
        _clauses(
            ("计划开展活动{}", counts["planned"]),
            ("已开展{}", counts["done"]),
            ("未开展{}", _more(counts["dropped"])),
            ("尚未报送结果{}", _more(counts["untold"])),
        ),
    )


def activities(scope: Scope) -> tuple[Sentence, ...]:
    """How many activities and people, of which classes, what was handed out."""
    figures = [f for f in scope.ledger.figures if f.key == COUNT and scope.is_here(f.unit)]
    holders = count_cell("units.active", (figure.unit for figure in figures), "家")
    merges = [
        m
        for m in scope.ledger.campaign.merges
        if any(scope.is_here(scope.ledger.activities[id].unit) for id in m.activities)
    ]
    joint = count_cell("joint.activities", (merge.id for merge in merges), "项")
    filings = count_cell("joint.filings", (id for merge in merges for id in merge.activities), "件")
    return _all(
        _clauses(("活动期间，{}单位共开展各类活动", holders), _headline(scope, COUNT), _headline(scope, ATTENDANCES, "参与"), glue=True),
        _classes(scope),
        _list(scope, "参与方面，", (("firms", "家次"), ("staff", "人次"), ("public", "人次"), ("participants", "人"), ("volunteers", "人"))),
        _list(scope, "累计", (("leaflets", "份"), ("banners", "条"), ("boards", "块"), ("posters", "张"), ("consultations", "次"), ("media", "篇"))),
        _say("其中{}由多家单位联合开展，合并填报{}。", joint, filings) if merges else None,
    )  # fmt: skip


def results(scope: Scope, before: Report | None) -> tuple[Sentence, ...]:
    """Training, services, inspections, cases; more or less than the last time."""
    found, fixed = _third(scope, Key("hazards", "处")), _third(scope, Key("hazards_fixed", "处"))
    share = rate("results.hazards_rate", fixed, found)
    left = _left(found, fixed)
    return _all(
        _list(scope, "", (("trainings", "期"), ("trainees", "人次"), ("trainees_passed", "人"))),
        _list(scope, "为企业和群众服务：", (("technical_help", "次"), ("free_tests", "次"), ("instruments", "台件"), ("visits", "家次"), ("fees_waived", "元"))),
        _list(scope, "", (("inspections", "次"), ("batches", "批次"))),
        _say("发现问题{}，已整改{}，整改率{}。", found, fixed, share),
        _say("其余{}尚未整改。", left) if left is not None else None,
        _list(scope, "", (("cases", "件"), ("suspects", "人"), ("goods", "件"), ("value", "元"))),
        _list(scope, "", (("qc_results", "项"), ("proposals", "条"))),
        _compared(scope, before),
    )  # fmt: skip


def problems(scope: Scope, owed: Sequence[Late]) -> tuple[Sentence, ...]:
    """Who has not reported, what nothing supports, what was not held."""
    silent = silent_units(scope)
    lacking = [f for f in scope.ledger.figures if not f.is_supported and f.key != COUNT and scope.is_here(f.unit)]
    dropped = _completion(scope, "dropped")
    return _all(
        _say("{}单位尚未报送，上述数据未包含在内，为不完全统计。", count_cell("units.silent", silent, "家")) if silent else None,
        _say("{}数据没有佐证材料，涉及{}单位，只计入上报数。",
             count_cell("figures.unsupported", (f.id for f in lacking), "条"),
             count_cell("units.unsupported", (f.unit for f in lacking), "家")) if lacking else None,
        _say("{}计划内活动未开展。", dropped) if dropped.value != "0" else None,
        _say("{}逾期未报，涉及{}单位。", _owed_cell(owed), count_cell("units.late", (one.unit for one in owed), "家")) if owed else None,
    )  # fmt: skip


def next_steps(scope: Scope) -> tuple[Sentence, ...]:
    """What the figures themselves leave to be done; what an office means to do beside that, a person writes."""
    lacking = [f.id for f in scope.ledger.figures if not f.is_supported and f.key != COUNT and scope.is_here(f.unit)]
    left = _left(_third(scope, Key("hazards", "处")), _third(scope, Key("hazards_fixed", "处")))
    silent = silent_units(scope)
    return _all(
        _clauses(
            ("督促{}单位补报", _more(count_cell("next.silent", silent, "家"))),
            ("对{}无佐证数据补充材料", _more(count_cell("next.unsupported", lacking, "条"))),
            ("跟踪{}未整改问题", _more(Cell("next.hazards", left.value, left.unit, left.relation, left.rests_on)) if left else None),
        ),
    )  # fmt: skip


def silent_units(scope: Scope) -> tuple[str, ...]:
    """The units below the node that are asked and from which no standing return has come, by id."""
    told = {item.unit for item in scope.ledger.campaign.returns if item.state in STANDING}
    return tuple(id for id in asked_units(scope) if id not in told)


def asked_units(scope: Scope) -> tuple[str, ...]:
    """The units below the node that should report, by id. A root reports to nobody but of activities of its own."""
    owing = {scope.ledger.activities[id].unit for id in scope.outcomes}
    units = scope.ledger.tree.units
    return tuple(id for id in units if scope.is_here(id) and (units[id].parents or id in owing))


def silent_table(scope: Scope) -> Table:
    """Who has not reported: how many activities each of them filed."""
    tree, silent = scope.ledger.tree, set(silent_units(scope))
    rows = []
    for unit, _ in tree.walk():
        if unit in silent:
            filed = (
                one.id for one in scope.ledger.activities.values() if one.unit == unit and one.id in scope.outcomes
            )
            label = " / ".join(tree.units[id].name for id in tree.way(unit)[-2:])
            rows.append(
                Row(f"silent.{unit}", label, (count_cell(f"silent.{unit}.planned", filed, "项"),), leads_to=unit)
            )
    return Table("silent", "尚未报送的单位", "单位", (Column("planned", "计划活动", "项"),), tuple(rows))


def late_table(scope: Scope, owed: Sequence[Late]) -> Table:
    """What is late, by branch: how many of each task, and the longest delay."""
    tree = scope.ledger.tree
    branches: dict[str, list[Late]] = {}
    for one in owed:
        branches.setdefault(_branch(scope, one), []).append(one)
    rows = [
        _late_row(branch, tree.units[branch].name, branches[branch]) for branch, _ in tree.walk() if branch in branches
    ]
    columns = [Column(task, TASK_LABELS[task][0], "项") for task in TASKS]
    return Table("late", "逾期未报", "分支", (*columns, Column("days", "最长逾期", "天")), tuple(rows))


# ── how ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def _branch(scope: Scope, one: Late) -> str:
    """The unit below the node (or below the one root) on the way to a late unit; itself where there is none between."""
    if scope.top is None:
        return one.way[0]
    below = one.way[one.way.index(scope.top) + 1 :] if scope.top in one.way else ()
    return below[0] if below else one.unit


def _late_row(branch: str, label: str, owed: Sequence[Late]) -> Row:
    cells = [
        known_cell(f"late.{branch}.{task}", Decimal(sum(one.task == task for one in owed)), "项",
                   (one.activity or one.unit for one in owed if one.task == task))
        for task in TASKS
    ]  # fmt: skip
    longest = known_cell(
        f"late.{branch}.days", Decimal(max(one.days for one in owed)), "天", (one.unit for one in owed)
    )
    return Row(f"late.{branch}", label, (*cells, longest), leads_to=branch)


def _owed_cell(owed: Sequence[Late]) -> Cell:
    return known_cell("late.all", Decimal(len(owed)), "项", (one.activity or one.unit for one in owed))


def _completion(scope: Scope, outcome: str) -> Cell:
    here = (one.id for one in scope.activities() if one.id in scope.outcomes)
    return count_cell(f"activities.{outcome}", (id for id in here if outcome in ("planned", scope.outcomes[id])), "项")


def _third(scope: Scope, key: Key) -> Cell:
    return stage_cells("total", key, scope.total(key))[2]


def _left(found: Cell, fixed: Cell) -> Cell | None:
    """What is left of exact figures; hedged ones leave nothing that could be said."""
    if found.value is None or fixed.value is None or {found.relation, fixed.relation} != {"="}:
        return None
    left = Decimal(found.value) - Decimal(fixed.value)
    arithmetic = f"{found.value} − {fixed.value} = {left}"
    cell = known_cell(
        "results.hazards_left", left, found.unit, (*found.rests_on, *fixed.rests_on), arithmetic=arithmetic
    )
    return cell if left > 0 else None


def _headline(scope: Scope, key: Key, words: str = "") -> Sentence | None:
    """The third total; the other two behind it where they differ."""
    reported, supported, third = stage_cells("total", key, scope.total(key))
    if reported.value is None:
        return None
    if reported.value == third.value:
        return _say(f"{words}{{}}", third)
    if third.value == "0":
        return _say(f"{words}上报{{}}（均无佐证）", reported)
    return _say(f"{words}{{}}（上报{{}}，有佐证{{}}）", third, reported, supported)


def _list(scope: Scope, start: str, keys: Iterable[tuple[str, str]]) -> Sentence | None:
    """One sentence over several measures; those that nobody reported are left out."""
    measures = campaign_measures()
    found = [_headline(scope, Key(code, unit), measures[code].label_zh) for code, unit in keys]
    said = [item for item in found if item is not None]
    if not said:
        return None
    template = start + "，".join(item.template for item in said) + "。"
    return Sentence(template, tuple(cell for item in said for cell in item.cells))


def _classes(scope: Scope) -> Sentence | None:
    whole = stage_cells("classes.total", COUNT, scope.total(COUNT))[2]
    said = []
    for item in activity_classes():
        part = stage_cells(f"classes.{item.code}", COUNT, scope.total(COUNT, _of_class(scope, item.code)))[2]
        if part.value not in {None, "0"}:
            said.append(_say(f"{item.label_zh}{{}}，占{{}}", part, rate(f"classes.{item.code}.share", part, whole)))
    if not said:
        return None
    return Sentence("其中，" + "；".join(s.template for s in said) + "。", tuple(c for s in said for c in s.cells))


def _of_class(scope: Scope, code: str) -> Chooses:
    return lambda figure: figure.activity is not None and scope.classes[figure.activity.id] == code


def _compared(scope: Scope, before: Report | None) -> Sentence | None:
    """More or less than the last time, by the third total."""
    table = previous_table(scope, before)
    if table is None:
        return None
    said = []
    for row in table.rows:
        if row.id in {f"previous.{key_id(COUNT)}", f"previous.{key_id(ATTENDANCES)}"}:
            difference = row.cells[5]
            if difference.value is not None and Decimal(difference.value):
                more = "增加" if Decimal(difference.value) > 0 else "减少"
                size = replace(difference, id=f"{row.id}.size", value=difference.value.lstrip("-"))
                said.append(_say(f"{row.label}{more}{{}}", size))
    if not said:
        return None
    template = "与上届相比，" + "，".join(item.template for item in said) + "。"
    return Sentence(template, tuple(cell for item in said for cell in item.cells))


def _say(template: str, *cells: Cell) -> Sentence:
    """The template with each ``{}`` made the name of the next cell."""
    for cell in cells:
        template = template.replace("{}", f"{{{cell.id}}}", 1)
    return Sentence(template, cells)


def _clauses(*clauses: tuple[str, Cell | None] | Sentence | None, glue: bool = False) -> Sentence | None:
    """One sentence of the clauses that have their figure; with `glue` the first two are one clause."""
    said = []
    for clause in clauses:
        if isinstance(clause, Sentence):
            said.append(clause)
        elif clause is not None and clause[1] is not None and clause[1].value is not None:
            said.append(_say(clause[0], clause[1]))
    if not said or (glue and len(said) < 2):
        return None
    words = [item.template for item in said]
    if glue:
        words[:2] = ["".join(words[:2])]
    return Sentence("，".join(words) + "。", tuple(cell for item in said for cell in item.cells))


def _more(cell: Cell | None) -> Cell | None:
    """The cell where it is more than nothing."""
    return None if cell is None or cell.value in {None, "0"} else cell


def _all(*found: Sentence | None) -> tuple[Sentence, ...]:
    """The sentences that have all their figures."""
    return tuple(item for item in found if item is not None and all(cell.value is not None for cell in item.cells))
