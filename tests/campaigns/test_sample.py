"""The sample edition of 34 units and 150 filings, counted three ways and checked against its planned truth."""

from functools import cache
from itertools import groupby

from tools.edition.doings import CLASSES, YEAR, Doing, doings
from tools.edition.returns import Answer, answers_of
from tools.edition.units import UNITS

from tests.campaigns.made import EDITION, activity, measure, proof, returned
from tests.campaigns.test_closing import said
from zhiyue.campaign import Campaign, Merge, Return, Unit
from zhiyue.campaigns import COUNT, Key, Ledger, classify, close, late
from zhiyue.campaigns.duplicates import find_duplicates

PEOPLE, LEAFLETS = Key("attendances", "人次"), Key("leaflets", "份")
CODES = dict(zip(CLASSES, ("literacy", "methods", "brands", "groups", "services"), strict=True))


@cache
def told() -> tuple[tuple[str, Doing, Answer | None], ...]:
    """Every filing with its id and what came back about it."""
    found = []
    for unit in UNITS:
        own = [one for one in doings() if one.unit == unit.key]
        answers = answers_of(unit, own) or [None] * len(own)
        found += [(f"a.{unit.key}.{n}", one, answer) for n, (one, answer) in enumerate(zip(own, answers, strict=True))]
    return tuple(found)


def _return(id: str, one: Doing, answer: Answer) -> Return:
    support = (f"p.{id}",) if answer.proof else ()
    figures = [measure(f"m.{id}", "attendances", str(answer.number), *support, relation=answer.relation)]
    if answer.leaflets:
        figures.append(measure(f"l.{id}", "leaflets", str(answer.leaflets)))
    return returned(f"r.{id}", one.unit, id, *(figures if answer.done else ()), is_nil=not answer.done)


@cache
def sample() -> Campaign:
    units = tuple(Unit(u.key, u.name, u.parents, u.parents[0] if u.parents else None, u.level) for u in UNITS)
    filed = tuple(
        activity(
            id,
            one.unit,
            one.name,
            kind=CODES[one.kind],
            start=one.start,
            end=one.end,
            place=one.place,
            hosts=(one.host,),
        )
        for id, one, _ in told()
    )
    nil = [returned(f"s.{u.key}", u.key, None, is_nil=True) for u in UNITS if u.answers == "nil"]
    returns = (*(_return(id, one, answer) for id, one, answer in told() if answer is not None), *nil)
    proofs = tuple(proof(f"p.{id}", answer.proof) for id, _, answer in told() if answer is not None and answer.proof)
    joint = sorted((one.joint, id) for id, one, _ in told() if one.joint)
    groups = [tuple(id for _, id in group) for _, group in groupby(joint, key=lambda pair: pair[0])]
    merges = tuple(Merge(f"j.{n}", group, group[0]) for n, group in enumerate(groups))
    return Campaign(EDITION, units, filed, returns, proofs, merges)


def test_totals_are_those_of_the_planned_truth() -> None:
    answers = [(id, one, answer) for id, one, answer in told() if answer is not None and answer.done]
    reported = sum(answer.number for _, _, answer in answers)
    supported = sum(answer.number for _, _, answer in answers if answer.proof)
    kept = {group.kept for group in sample().merges}
    spoken: dict[str, list[tuple[bool, int, str]]] = {}
    for id, one, answer in answers:
        if answer.proof:
            spoken.setdefault(one.joint or id, []).append((id not in kept, -answer.number, id))
    once = -sum(min(speakers)[1] for speakers in spoken.values())

    totals = Ledger(sample()).total(PEOPLE)
    assert (totals.reported.number, totals.supported.number, totals.deduplicated.number) == (reported, supported, once)
    assert reported > supported > once > 0
    assert totals.reported.relation == "≈"


def test_leaflets_without_proof_are_reported_and_no_more() -> None:
    totals = Ledger(sample()).total(LEAFLETS)
    assert totals.reported.number == sum(a.leaflets for _, _, a in told() if a is not None and a.done)
    assert (totals.supported.number, totals.deduplicated.number) == (0, 0)


def test_report_adds_up_and_names_who_is_silent() -> None:
    report = close(sample())
    assert {check.verdict for check in report.checks if check.code in {"closing.parts", "closing.stages"}} == {
        "confirmed"
    }
    silent = {row.id.removeprefix("silent.") for row in report.table("silent").rows}
    assert silent == {unit.key for unit in UNITS if unit.answers == "late"}
    assert "3家单位尚未报送，上述数据未包含在内，为不完全统计。" in said(report)
    assert str(YEAR) in report.title


def test_late_ones_are_those_from_whom_nothing_came() -> None:
    owed = late(sample(), f"{YEAR}-11-30")
    assert {one.unit for one in owed if one.task == "report"} == {unit.key for unit in UNITS if unit.answers == "late"}


def test_nothing_is_left_to_propose_once_joint_filings_are_merged() -> None:
    joint = {id for merge in sample().merges for id in merge.activities}
    assert [pair for pair in find_duplicates(sample()) if {pair.left, pair.right} <= joint] == []


def test_classes_that_words_propose() -> None:
    right = [
        classify(activity("a", one.unit, one.name, content=one.content), theme=EDITION.theme).code == CODES[one.kind]
        for _, one, _ in told()
    ]
    assert len(right) == 150
    assert sum(right) >= 120


def test_activities_counted_once_are_fewer_by_the_filings_merged_away() -> None:
    totals = Ledger(sample()).total(COUNT)
    done = {id for id, _, answer in told() if answer is not None and answer.done}
    assert set(totals.reported.figures) == done
    assert totals.deduplicated.number <= totals.supported.number < len(done)
