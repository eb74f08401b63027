"""What holds for every tree and every set of returns: the laws that make the three totals worth printing."""

from collections.abc import Iterator
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.campaigns.made import campaigns, withdraw
from zhiyue.campaign import Campaign, Merge
from zhiyue.campaigns.counting import STAGES, Key, Ledger, Totals

laws = settings(max_examples=150, deadline=None)


def everywhere(campaign: Campaign) -> dict[tuple[str | None, Key], Totals]:
    ledger = Ledger(campaign)
    nodes = (None, *(unit.id for unit in campaign.units))
    return {(node, key): ledger.total(key, node) for node in nodes for key in ledger.keys}


def shuffled(campaign: Campaign, data: st.DataObject) -> Campaign:
    names = ("units", "activities", "returns", "proofs", "merges")
    return replace(campaign, **{name: tuple(data.draw(st.permutations(getattr(campaign, name)))) for name in names})


def proofs_behind(campaign: Campaign, id: str) -> Iterator[str]:
    """The proofs of a measure; of an activity, those of all that is returned about it."""
    for item in campaign.returns:
        for measure in item.measures:
            if id in (measure.id, item.activity):
                yield from measure.proofs
        if item.activity == id:
            yield from item.proofs


@given(campaigns())
@laws
def test_reported_is_at_least_supported_is_at_least_deduplicated(campaign: Campaign) -> None:
    for totals in everywhere(campaign).values():
        assert totals.reported.number >= totals.supported.number >= totals.deduplicated.number
        assert set(totals.reported.figures) >= set(totals.supported.figures) >= set(totals.deduplicated.figures)


@given(campaigns())
@laws
def test_a_total_is_the_sum_of_the_figures_that_it_names(campaign: Campaign) -> None:
    ledger = Ledger(campaign)
    for (_, key), totals in everywhere(campaign).items():
        numbers = {figure.id: figure.number for figure in ledger.figures if figure.key == key}
        for stage in STAGES:
            assert totals.of(stage).number == sum(numbers[id] for id in totals.of(stage).figures)


@given(campaigns())
@laws
def test_parts_sum_to_totals(campaign: Campaign) -> None:
    ledger = Ledger(campaign)
    for (node, key), totals in everywhere(campaign).items():
        parts = ledger.parts(key, node)
        for stage in STAGES:
            assert sum(part.totals.of(stage).number for part in parts) == totals.of(stage).number
        assert all(part.totals.deduplicated.number >= 0 for part in parts)


@given(campaigns())
@laws
def test_every_supported_figure_is_counted_once_or_spoken_for(campaign: Campaign) -> None:
    ledger = Ledger(campaign)
    for figure in ledger.figures:
        speak = ledger.speaks_for(figure.id)
        assert bool(speak) == figure.is_supported
        assert all(ledger.is_counted(id) for id in speak)


@given(campaigns(), st.data())
@laws
def test_withdrawing_one_proof_moves_only_the_totals_that_rest_on_it(campaign: Campaign, data: st.DataObject) -> None:
    gone = data.draw(st.sampled_from([item.id for item in campaign.proofs]))
    before, after = everywhere(campaign), everywhere(withdraw(campaign, gone))

    assert before.keys() == after.keys()
    for place, totals in before.items():
        assert totals.reported == after[place].reported
        for stage in ("supported", "deduplicated"):
            rests_on = {one for id in totals.of(stage).rests_on for one in proofs_behind(campaign, id)}
            if gone not in rests_on:
                assert totals.of(stage) == after[place].of(stage), (place, stage)


@given(campaigns(), st.data())
@laws
def test_order_never_matters(campaign: Campaign, data: st.DataObject) -> None:
    assert everywhere(shuffled(campaign, data)) == everywhere(campaign)


@given(campaigns(), st.data())
@laws
def test_merging_and_taking_it_back_changes_nothing(campaign: Campaign, data: st.DataObject) -> None:
    ids = [item.id for item in campaign.activities]
    if len(ids) < 2:
        return
    group = data.draw(st.lists(st.sampled_from(ids), unique=True, min_size=2, max_size=3))
    merged = replace(campaign, merges=(*campaign.merges, Merge("late", tuple(group), group[0])))
    undone = replace(merged, merges=tuple(item for item in merged.merges if item.id != "late"))

    assert everywhere(undone) == everywhere(campaign)
    for place, totals in everywhere(merged).items():
        assert totals.reported == everywhere(campaign)[place].reported
        assert totals.supported == everywhere(campaign)[place].supported


@given(campaigns())
@laws
def test_merges_never_add(campaign: Campaign) -> None:
    plain = replace(campaign, merges=())
    for (node, key), totals in everywhere(campaign).items():
        if node is None:
            assert totals.deduplicated.number <= Ledger(plain).total(key).deduplicated.number


@given(campaigns())
@laws
def test_persons_and_attendances_are_never_added(campaign: Campaign) -> None:
    for figure in Ledger(campaign).figures:
        assert figure.key.unit in {"人", "人次", "份", "项"}
    for (_, key), totals in everywhere(campaign).items():
        units = {
            measure.unit
            for item in campaign.returns
            for measure in item.measures
            if measure.id in totals.reported.figures
        }
        assert units <= {key.unit}
