"""What holds for every set of pages: the laws that make a record something one can rely on."""

import json
from collections.abc import Iterable
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.records.made import judgements, page_members, purchases
from zhiyue.codec import member_from_json, member_to_json, record_from_json, record_to_json
from zhiyue.record import Correction, Judgement, Member, Record
from zhiyue.records import cluster, compile_records
from zhiyue.records.resolve import standing


def written(records: Iterable[Record]) -> str:
    """Records byte for byte."""
    return json.dumps([record_to_json(record) for record in records], ensure_ascii=False, sort_keys=True)


def sayings(records: Iterable[Record]) -> set[tuple[object, ...]]:
    """Every voice's every place: who says what of which field, in which record of which member."""
    return {
        (saying.member, field.name, saying.digest, saying.start, saying.end, repr(saying.value), saying.status)
        for record in records
        for field in record.fields
        for voice in field.voices
        for saying in voice.sayings
    }


@given(purchases(), st.data())
@settings(max_examples=60, deadline=None)
def test_order_of_members_and_judgements_never_matters(members: tuple[Member, ...], data: st.DataObject) -> None:
    judged = data.draw(judgements(tuple(member.id for member in members)))
    shuffled = data.draw(st.permutations(members))
    rejudged = data.draw(st.permutations(judged))

    once = compile_records(members, judgements=judged)
    again = compile_records([*shuffled, *shuffled[:2]], judgements=rejudged)

    assert written(again) == written(once)


@given(purchases(), st.data())
@settings(max_examples=60, deadline=None)
def test_another_source_never_loses_a_voice(members: tuple[Member, ...], data: st.DataObject) -> None:
    fewer = data.draw(st.lists(st.sampled_from(members), unique_by=lambda member: member.id))

    assert sayings(compile_records(fewer)) - sayings(compile_records(members)) == set()


@given(purchases(), st.data())
@settings(max_examples=60, deadline=None)
def test_undoing_a_judgement_gives_back_the_same_bytes(members: tuple[Member, ...], data: st.DataObject) -> None:
    ids = tuple(member.id for member in members)
    judged = data.draw(judgements(ids))
    a, b = data.draw(st.sampled_from(ids)), data.draw(st.sampled_from(ids))
    verdict = data.draw(st.sampled_from(["same", "not_same"]))
    late = Judgement(a, b, verdict, "林", "2026-02-01T08:00:00+08:00")
    undone = Judgement(b, a, "undone", "周", "2026-02-02T08:00:00+08:00")

    before = compile_records(members, judgements=judged)
    after = compile_records(members, judgements=[*judged, late, undone])

    assert written(after) == written(before)


@given(purchases(), st.data())
@settings(max_examples=60, deadline=None)
def test_groups_part_all_members_and_keep_apart_what_a_person_parted(
    members: tuple[Member, ...], data: st.DataObject
) -> None:
    judged = data.draw(judgements(tuple(member.id for member in members)))
    found = cluster(members, judged)

    assert sorted(m.id for group in found.groups for m in group.members) == sorted(member.id for member in members)
    parted = {pair for pair, item in standing(judged).items() if item.verdict == "not_same" and item.a != item.b}
    together = [{m.id for m in group.members} for group in found.groups]
    assert [pair for pair in parted for group in together if group >= set(pair)] == []
    ids = [record.id for record in compile_records(members, judgements=judged)]
    assert len(ids) == len(set(ids))


@given(purchases(), st.data())
@settings(max_examples=40, deadline=None)
def test_an_id_once_given_still_leads_to_its_members(members: tuple[Member, ...], data: st.DataObject) -> None:
    fewer = data.draw(st.lists(st.sampled_from(members), unique_by=lambda member: member.id, min_size=1))
    now = {id: set(record.members) for record in compile_records(members) for id in (record.id, *record.also)}

    lost = [record.id for record in compile_records(fewer) if not set(record.members) & now.get(record.id, set())]
    assert lost == []


def test_records_of_our_pages_do_not_depend_on_order() -> None:
    members = page_members()
    by_title = sorted(members, key=lambda member: (member.title, member.stage))

    assert by_title != list(members)
    assert written(compile_records(by_title)) == written(compile_records(members))


def test_record_ids_are_distinct_and_fit_an_address() -> None:
    ids = [record.id for record in compile_records(page_members())]

    assert len(ids) == len(set(ids))
    assert [id for id in ids if id.strip("/") != id or any(sign in id for sign in " ?#%&\"'<>")] == []


def test_records_and_members_of_our_pages_survive_json() -> None:
    for record in compile_records(page_members()):
        assert record_from_json(json.loads(json.dumps(record_to_json(record)))) == record
    for member in page_members():
        assert member_from_json(json.loads(json.dumps(member_to_json(member)))) == member


def test_every_saying_opens_on_its_page() -> None:
    texts = {member.source.digest: member for member in page_members()}

    for record in compile_records(page_members()):
        for field in record.fields:
            for saying in (saying for voice in field.voices for saying in voice.sayings):
                assert saying.digest in texts
                assert len(saying.exact) == saying.end - saying.start
                assert record.source(saying.digest) == texts[saying.digest].source


def test_newer_reading_of_a_fact_replaces_the_older() -> None:
    member = next(member for member in page_members() if member.type == "purchase")
    older = replace(member, source=replace(member.source, version="0.0.9"), fields={})

    assert written(compile_records([older, member])) == written(compile_records([member]))


def test_correction_is_taken_back_without_trace() -> None:
    members = [member for member in page_members() if member.type == "purchase"]
    made = Correction(members[0].id, "buyer", ("江州市环境监测中心",), "林", "2026-02-01T08:00:00+08:00")
    taken_back = Correction(members[0].id, "buyer", (), "林", "2026-02-02T08:00:00+08:00")

    assert written(compile_records(members, corrections=[made, taken_back])) == written(compile_records(members))
    assert written(compile_records(members, corrections=[made])) != written(compile_records(members))
