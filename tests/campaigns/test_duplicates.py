"""Pairs of filings that may be one activity: found among the sample edition's, told apart where they are two."""

import time
from dataclasses import replace

import pytest
from tools.edition.doings import doings
from tools.edition.units import UNITS

from tests.campaigns.made import EDITION, activity, small
from zhiyue.campaign import Activity, Campaign, Unit
from zhiyue.campaigns import find_duplicates
from zhiyue.campaigns.duplicates import LIKELY, compare

HALVES = {"上午": "am", "下午": "pm"}


def sample() -> tuple[Campaign, set[tuple[str, str]]]:
    """The sample edition's 150 filings, and the pairs of them that are one activity."""
    units = tuple(Unit(u.key, u.name, u.parents, u.parents[0] if u.parents else None) for u in UNITS)
    filed, joint = [], {}
    for n, one in enumerate(doings()):
        id = f"a{n:03}"
        more = {
            "start": one.start,
            "end": one.end,
            "part": HALVES.get(one.part),
            "place": one.place,
            "hosts": (one.host,),
        }
        filed.append(activity(id, one.unit, one.name, is_online=one.place == "线上", **more))
        if one.joint:
            joint.setdefault(one.joint, []).append(id)
    pairs = {(a, b) for group in joint.values() for a in group for b in group if a < b}
    return Campaign(EDITION, units, tuple(filed)), pairs


def score(left: Activity, right: Activity) -> float:
    return compare(left, right, small()).score


def test_every_joint_activity_of_the_sample_edition_is_found_and_few_others() -> None:
    campaign, joint = sample()
    found = {(pair.left, pair.right): pair for pair in find_duplicates(campaign)}
    assert joint - found.keys() == set()
    assert len(found) <= 2 * len(joint)
    assert {found[pair].kind for pair in joint} == {"joint"}


def test_pair_says_why() -> None:
    (pair,) = find_duplicates(replace(small(), merges=()))
    assert (pair.left, pair.right, pair.kind) == ("a1", "a2", "joint")
    assert {reason.code for reason in pair.reasons} >= {"same_day", "same_place", "like_name"}
    assert all(reason.zh and reason.en for reason in pair.reasons)


def test_decided_pair_is_proposed_no_more_and_drafts_never() -> None:
    assert find_duplicates(small()) == ()
    assert find_duplicates(replace(small(), merges=(), apart=(("a2", "a1"),))) == ()
    drafts = tuple(replace(one, state="draft") for one in small().activities)
    assert find_duplicates(replace(small(), merges=(), activities=drafts)) == ()


def test_one_unit_filing_twice_is_told_from_a_joint_activity() -> None:
    once = activity("b1", "cj", "家用血压计免费校准", start="2025-09-10", place="和平社区")
    again = activity("b2", "cj", "血压计免费校准进和平社区", start="2025-09-11", place="和平社区服务站")
    (pair,) = find_duplicates(Campaign(EDITION, small().units, (once, again)))
    assert pair.kind == "twice"


@pytest.mark.parametrize(
    "change",
    [
        {"start": "2025-09-12"},
        {"name": "质量大讲堂（第二期）"},
        {"place": "澄江市市民广场"},
        {"start": "2025-09-11", "name": "职工技能比武"},
    ],
    ids=["two days on", "another number", "another city", "another thing"],
)
def test_what_speaks_against_keeps_two_apart(change: dict[str, str]) -> None:
    one = activity("b1", "wz", "质量大讲堂（第一期）", start="2025-09-10", place="望州市市民广场")
    other = replace(one, id="b2", unit="cj")
    assert score(one, other) >= LIKELY
    assert score(one, replace(other, **change)) < LIKELY


def test_theme_in_both_names_makes_no_pair() -> None:
    theme = EDITION.theme
    one = activity("b1", "wz", f"“{theme}”质量月计量培训", start="2025-09-10")
    other = activity("b2", "cj", f"“{theme}”质量月消费投诉接待", start="2025-09-10")
    assert score(one, other) < 0.3


def test_order_of_filings_never_matters() -> None:
    campaign, _ = sample()
    turned = tuple(sorted(campaign.activities, key=lambda one: one.name))
    assert find_duplicates(replace(campaign, activities=turned)) == find_duplicates(campaign)


def test_ten_thousand_filings_take_seconds() -> None:
    campaign, _ = sample()
    many = tuple(
        replace(
            one,
            id=f"{one.id}-{n}",
            name=f"{one.name}{chr(0x4E00 + n * 7)}{chr(0x5E00 + n * 11)}",
            place=f"{one.place}{n}",
        )
        for n in range(67)
        for one in campaign.activities
    )
    begun = time.perf_counter()
    find_duplicates(replace(campaign, activities=many))
    assert len(many) > 10_000
    assert time.perf_counter() - begun < 20
