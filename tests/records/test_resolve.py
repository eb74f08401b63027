"""Which pages are about one thing: keys, scores, and the last word of a person."""

from dataclasses import replace

import pytest

from tests.records.made import field, members_like, money, page_members, purchase
from zhiyue.model import Field, Named, Ordinal, Period
from zhiyue.record import Judgement, Key, Member, Source
from zhiyue.records import MAYBE, SAME, Clustering, cluster, compare, compile_record
from zhiyue.records.identity import keys_of
from zhiyue.records.resolve import standing

MORNING, NOON, EVENING = (f"2026-01-05T{hour}:00:00+08:00" for hour in ("08", "12", "20"))


def together(found: Clustering) -> list[list[str]]:
    return sorted(sorted(member.id for member in group.members) for group in found.groups)


def without_number(id: str, **options: object) -> Member:
    hidden: Field = field(None, "code", status="masked", exact="***")
    told = {
        "project_number": hidden,
        "buyer": field(Named("江州海洋环境监测站"), "organisation"),
        "items": (field(Named("离子色谱仪", "ic"), "instrument"),),
        "budget": field(money("1286000.00", "128.6"), "money"),
    }
    return purchase(id, **{**told, **options})


def with_number(id: str, number: str, **options: object) -> Member:
    return without_number(id, project_number=field(number, "code"), **options)


def judge(a: str, b: str, verdict: str, at: str = MORNING) -> Judgement:
    return Judgement(a, b, verdict, "林", at, "两个标段")


def test_shared_project_number_joins() -> None:
    found = cluster([purchase("a"), purchase("b")])

    assert together(found) == [["a", "b"]]
    assert [(link.how, link.reasons[0].words) for link in found.groups[0].links] == [
        ("certain", "number:0722256211hj0317")
    ]


def test_page_without_number_joins_by_its_likeness() -> None:
    found = cluster([with_number("a", "0722-256211HJ0317"), without_number("b")])

    assert together(found) == [["a", "b"]]
    link = found.groups[0].links[0]
    assert (link.how, [reason.code for reason in link.reasons]) == (
        "likely",
        ["same_budget", "same_items", "same_buyer", "near_in_time"],
    )
    assert link.score >= SAME


def test_two_numbers_are_two_purchases_however_alike() -> None:
    found = cluster([with_number("a", "0722-256211HJ0317"), with_number("b", "0722-256211HJ0318")])

    assert together(found) == [["a"], ["b"]]


def test_pair_that_is_almost_alike_is_left_to_a_person() -> None:
    other = without_number("b", budget=field(money("1310000.00", "131"), "money"), published="2025-03-20")
    same_project = field("近岸海水监测能力提升项目", "name")
    a = with_number("a", "0722-256211HJ0317", project=same_project)
    b = without_number("b", project=same_project, budget=other.fields["budget"])

    found = cluster([a, b])

    assert together(found) == [["a"], ["b"]]
    assert [(match.a, match.b, MAYBE <= match.score < SAME) for match in found.suggestions] == [("a", "b", True)]


def test_short_number_counts_for_its_buyer_only() -> None:
    ours = with_number("a", "2025-021")
    theirs = with_number("b", "2025-021", buyer=field(Named("云溪县中医院"), "organisation"))

    assert together(cluster([ours, theirs])) == [["a"], ["b"]]
    assert together(cluster([ours, replace(ours, id="c")])) == [["a", "c"]]


def test_person_joins_what_nothing_else_would() -> None:
    members = [with_number("a", "0722-256211HJ0317"), with_number("b", "0722-256211HJ0318")]
    found = cluster(members, [judge("b", "a", "same")])

    assert together(found) == [["a", "b"]]
    assert [(link.how, link.reasons[0].words) for link in found.groups[0].links] == [
        ("judged", f"林 {MORNING} 两个标段")
    ]


def test_person_parts_what_a_key_joins_and_the_others_still_find_each_other() -> None:
    members = [purchase(id) for id in "abc"]
    found = cluster(members, [judge("a", "b", "not_same"), judge("a", "c", "not_same")])

    assert together(found) == [["a"], ["b", "c"]]
    assert {(link.a, link.b) for link in found.refused} == {("a", "b"), ("a", "c")}
    assert found.suggestions == ()


def test_judgement_on_one_capture_holds_for_the_next_of_the_same_address() -> None:
    first, again = purchase("b1"), purchase("b2")
    again = replace(again, source=replace(again.source, address=first.source.address))
    found = cluster([purchase("a"), first, again], [judge("a", "b1", "not_same")])

    assert together(found) == [["a"], ["b1", "b2"]]


def test_last_word_counts_where_persons_contradict_each_other() -> None:
    members = [with_number(id, f"0722-256211HJ031{index}") for index, id in enumerate("abc")]
    said = [judge("a", "b", "same", MORNING), judge("b", "c", "same", NOON), judge("a", "c", "not_same", EVENING)]

    assert together(cluster(members, said)) == [["a"], ["b", "c"]]


def test_undoing_takes_back_one_judgement_and_no_more() -> None:
    said = [judge("a", "b", "same", MORNING), judge("a", "b", "not_same", NOON), judge("b", "a", "undone", EVENING)]

    assert {pair: item.verdict for pair, item in standing(said).items()} == {("a", "b"): "same"}
    assert standing([*said, judge("a", "b", "undone", "2026-01-06T08:00:00+08:00")]) == {}
    assert standing([judge("a", "b", "undone")]) == {}


def fair(id: str, *, year: str | None, number: int, name: str = "北京分析测试学术报告会暨展览会") -> Member:
    fields: dict[str, Field | tuple[Field, ...]] = {
        "name": field(name, "name"),
        "number": field(Ordinal(number), "ordinal", exact=f"第{number}届"),
    }
    if year is not None:
        fields["dates"] = field(Period(f"{year}-09-06", f"{year}-09-08"), "period")
    source = Source(f"sha256:{id}", "0.2", f"{id}.txt", published=f"{year or '2021'}-08-20")
    keys = keys_of("exhibition", fields, published=source.published)
    return Member(id, "exhibition", source, "exhibition", "announced", 0, fields, keys=keys, published=source.published)


def test_wrong_number_does_not_pull_two_years_together() -> None:
    members = [fair("a", year="2021", number=19), fair("b", year="2023", number=19), fair("c", year=None, number=19)]

    assert together(cluster(members)) == [["a", "c"], ["b"]]


def test_name_and_acronym_of_a_known_fair_are_one() -> None:
    short = fair("b", year="2023", number=20, name="BCEIA")

    assert together(cluster([fair("a", year="2023", number=20), short])) == [["a", "b"]]


def test_comparison_is_symmetric_and_explains_itself() -> None:
    a, b = with_number("a", "0722-256211HJ0317"), without_number("b", published="2025-03-05")

    assert compare(a, b) == compare(b, a)
    assert compare(a, b).reasons[0].words == "128.6万元"
    assert compare(a, replace(b, fields={}, keys=(), published=None)).score == 0


def test_reasons_against_take_their_part_away() -> None:
    a = with_number("a", "0722-256211HJ0317")
    b = without_number("b", buyer=field(Named("云溪县中医院"), "organisation"))

    against = [(reason.code, reason.points) for reason in compare(a, b).reasons if reason.points < 0]
    assert against == [("other_buyer", -0.7)]
    assert compare(a, b).score < MAYBE


def test_members_of_two_types_are_not_compared() -> None:
    with pytest.raises(ValueError, match="compare members of one type"):
        compare(purchase("a"), fair("b", year="2023", number=20))


def test_page_that_names_the_thing_better_renames_it_and_the_old_id_still_leads_there() -> None:
    nameless = compile_record([without_number("b")])
    named = compile_record(cluster([with_number("a", "0722-256211HJ0317"), without_number("b")]).groups[0].members)

    assert named.id == "purchase/0722256211hj0317"
    assert nameless.id in named.also


def test_pages_of_this_folder_fall_into_their_things() -> None:
    purchases = cluster(members_like("purchase", "purchase")).groups
    stories = cluster(members_like("story", "story")).groups

    assert [len(group.members) for group in purchases] == [4]
    assert [len(group.members) for group in stories] == [2]


def test_no_story_of_the_samples_is_joined_with_another_but_the_copy() -> None:
    stories = [member for member in page_members() if member.type == "story"]

    joined = [sorted({m.source.address for m in g.members}) for g in cluster(stories).groups if len(g.members) > 1]
    assert sorted(len(group) for group in joined) == [2, 2]


def test_crowded_likely_key_is_no_reason_to_compare_everybody() -> None:
    headline = Key("headline", "中标公告", "likely")
    crowd = [replace(purchase(f"p{n:03d}"), type="story", keys=(headline,)) for n in range(100)]

    assert len(cluster(crowd).groups) == 100
