"""The three totals of a small edition, counted by hand."""

from dataclasses import replace

import pytest

from tests.campaigns.made import UNITS, activity, measure, proof, returned, small, withdraw
from zhiyue.campaign import Campaign, Merge, Unit
from zhiyue.campaigns.counting import COUNT, Key, Ledger

ATTENDANCES, LEAFLETS = Key("attendances", "人次"), Key("leaflets", "份")


def numbers(campaign: Campaign, key: Key, node: str | None = None) -> tuple[str, str, str]:
    totals = Ledger(campaign).total(key, node)
    return tuple(
        f"{total.relation}{total.number}" for total in (totals.reported, totals.supported, totals.deduplicated)
    )


def test_three_totals_of_the_whole_edition() -> None:
    assert numbers(small(), COUNT) == ("=4", "=4", "=3")
    assert numbers(small(), ATTENDANCES) == ("≈786", "=666", "=386")


def test_kept_filing_without_proof_leaves_the_word_to_the_other() -> None:
    totals = Ledger(small()).total(LEAFLETS)
    assert numbers(small(), LEAFLETS) == ("≥2200", "=1000", "=1000")
    assert totals.deduplicated.figures == ("m4",)


def test_merged_activity_counts_where_the_filing_counts_that_speaks() -> None:
    assert numbers(small(), ATTENDANCES, "hb") == ("=280", "=280", "=0")
    assert Ledger(small()).total(ATTENDANCES, "hb").deduplicated.rests_on == ("m1",)
    assert numbers(withdraw(small(), "p1"), ATTENDANCES, "hb") == ("=280", "=280", "=280")


def test_unit_under_two_parents_counts_under_its_home() -> None:
    campaign = replace(
        small(), returns=(*small().returns, returned("r9", "zg", None, measure("m99", "leaflets", "50", "p4")))
    )
    assert numbers(campaign, LEAFLETS, "gzw") == ("=50", "=50", "=50")
    assert numbers(campaign, LEAFLETS, "wz") == ("≥2250", "=1050", "=1000")
    assert numbers(campaign, LEAFLETS, "jd") == ("≥2250", "=1050", "=1050")


def test_overlap_of_branches_is_taken_off_again() -> None:
    parts = {part.unit or part.role: part.totals for part in Ledger(small()).parts(COUNT, "jd")}
    assert {name: int(totals.reported.number) for name, totals in parts.items()} == {
        "jd": 0, "cj": 1, "gzw": 1, "wz": 3, "overlap": -1,
    }  # fmt: skip
    assert parts["overlap"].reported.figures == ("a4",)


def test_persons_and_attendances_stand_apart() -> None:
    keys = Ledger(small()).keys
    assert Key("participants", "人") in keys
    assert Key("attendances", "人次") in keys


def test_scales_and_other_words_of_a_unit_are_one() -> None:
    told = returned(
        "r9", "cj", None,
        measure("x1", "attendances", "1.2", "p1", unit="万人次"), measure("x2", "sessions", "3", "p1", unit="场"),
        measure("x3", "sessions", "2", "p1", unit="场次"), measure("x4", "hazards", "95", "p1", unit="%"),
    )  # fmt: skip
    ledger = Ledger(replace(small(), returns=(told,)))
    assert ledger.total(ATTENDANCES).reported.number == 12000
    assert ledger.total(Key("sessions", "场次")).reported.figures == ("x2", "x3")
    assert [figure.id for figure in ledger.figures if figure.id == "x4"] == []


def test_drafts_withdrawn_returns_and_withdrawn_activities_say_nothing() -> None:
    campaign = small()
    gone = replace(campaign, activities=tuple(replace(a, state="withdrawn") for a in campaign.activities))
    assert numbers(gone, COUNT) == ("=0", "=0", "=0")
    draft = replace(campaign, returns=tuple(replace(r, state="draft") for r in campaign.returns))
    assert Ledger(draft).keys == ()


def test_photograph_of_a_return_supports_that_the_activity_took_place_and_no_figure() -> None:
    base = small()
    told = replace(base.returns[3], proofs=("p2",), measures=(measure("m7", "attendances", "120"),))
    campaign = replace(base, returns=(told,), merges=())
    assert numbers(campaign, COUNT) == ("=1", "=1", "=1")
    assert numbers(campaign, ATTENDANCES) == ("=120", "=0", "=0")


def test_joint_activity_with_several_reporters_is_counted_by_its_own_unit() -> None:
    told = (
        returned("r1", "hb", "a1", measure("m1", "attendances", "500", "p1")),
        returned("r2", "wz", "a1", measure("m2", "attendances", "300", "p1")),
    )
    campaign = replace(small(), returns=told)
    assert numbers(campaign, ATTENDANCES) == ("=800", "=800", "=300")
    assert numbers(campaign, COUNT) == ("=1", "=1", "=1")


@pytest.mark.parametrize(
    ("broken", "words"),
    [
        ({"units": (*UNITS, UNITS[0])}, "twice"),
        ({"units": (*UNITS, Unit("x", "乙", ("nobody",)))}, "'nobody'"),
        ({"units": (*UNITS, Unit("x", "乙", ("wz", "cj")))}, "say which"),
        ({"units": (*UNITS, Unit("x", "乙", ("wz",), "cj"))}, "none of its parents"),
        ({"units": (*UNITS, Unit("x", "乙", ("y",)), Unit("y", "丙", ("x",)))}, "below itself"),
        ({"activities": (*small().activities, activity("a9", "nobody"))}, "the unit 'nobody'"),
        ({"returns": (returned("r", "wz", "a99"),)}, "'a99'"),
        ({"returns": (returned("r", "wz", None, measure("m", "leaflets", "many")),)}, "'many'"),
        ({"returns": (returned("r", "wz", None, measure("m", "leaflets", "-3")),)}, "below zero"),
        ({"returns": (returned("r", "wz", None, measure("a1", "leaflets", "3")),)}, "'a1' is there twice"),
        ({"returns": (returned("r", "wz", None, measure("m", "leaflets", "3", "p9")),)}, "'p9'"),
        ({"merges": (Merge("j", ("a1", "a2"), "a3"),)}, "name one of its own"),
    ],
)
def test_what_does_not_fit_is_refused_by_name(broken: dict[str, object], words: str) -> None:
    with pytest.raises(ValueError, match=words):
        Ledger(replace(small(), **broken))


def test_unknown_node_is_refused() -> None:
    with pytest.raises(KeyError, match="nobody"):
        Ledger(small()).total(COUNT, "nobody")


def test_withdrawn_proof_beside_a_standing_one_changes_nothing() -> None:
    campaign = replace(small(), proofs=(*small().proofs, proof("p5")), merges=())
    both = replace(campaign, returns=(returned("r", "cj", "a3", measure("m5", "attendances", "86", "p3", "p5")),))
    assert numbers(withdraw(both, "p3"), ATTENDANCES) == numbers(both, ATTENDANCES)
