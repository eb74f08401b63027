"""Which value is shown, by which rule, and who else said what."""

from dataclasses import replace

import pytest

from tests.records.made import field, money, purchase
from zhiyue.model import Count, Field, Named, Quantity
from zhiyue.record import CHOICES, Correction, Member, Record
from zhiyue.records import compile_record
from zhiyue.records.types import record_kinds
from zhiyue.records.voices import RANK_ORDER

FULL = money("4051800.00", "405.18")
YUAN = money("4051800.00", "4051800", "元")
CUT = money("4051000.00", "405.1")
OTHER = money("4120000.00", "412")


def record_of(*members: Member, corrections: tuple[Correction, ...] = ()) -> Record:
    return compile_record(members, corrections=corrections)


def budget(id: str, value: object, **options: object) -> Member:
    status = options.pop("status", "stated")
    return purchase(id, budget=field(value, "money", status=status), **options)


def test_values_equal_in_meaning_are_one_voice() -> None:
    found = record_of(budget("a", FULL), budget("b", YUAN)).field("budget")

    assert (found.rule, found.agreement, len(found.voices), found.voices[0].sources) == ("agreed", "agreed", 1, 2)


@pytest.mark.parametrize("status", ["stated", "truncated"])
def test_cut_value_agrees_with_the_whole_one(status: str) -> None:
    found = record_of(budget("a", CUT, rank="official_notice", status=status), budget("b", FULL)).field("budget")

    assert (found.value, found.rule, found.agreement, len(found.voices)) == (FULL, "digits", "compatible", 1)
    assert [saying.exact for saying in found.voices[0].sayings] == ["405.1", "405.18"]


def test_cut_value_that_fits_two_stays_alone() -> None:
    shorter, a, b = money("4100000.00", "410"), money("4101000.00", "410.1"), money("4102000.00", "410.2")
    found = record_of(budget("a", shorter), budget("b", a), budget("c", b)).field("budget")

    assert (found.agreement, len(found.voices)) == ("disputed", 3)


def test_figure_that_was_cut_before_it_could_be_read_agrees_with_what_it_begins() -> None:
    cut = purchase("a", budget=field(None, "money", status="truncated", exact="预算4..."))
    found = record_of(cut, budget("b", FULL)).field("budget")

    assert (found.value, len(found.voices), found.agreement) == (FULL, 1, "compatible")


def test_masked_value_is_a_voice_and_no_disagreement() -> None:
    hidden = purchase("a", budget=field(None, "money", status="masked", exact="***"))
    found = record_of(hidden, budget("b", FULL)).field("budget")

    assert (found.value, found.agreement, [voice.status for voice in found.voices]) == (
        FULL,
        "single",
        ["stated", "masked"],
    )


def test_value_that_every_page_hides_is_absent() -> None:
    found = record_of(purchase("a", budget=field(None, "money", status="masked", exact="***"))).field("budget")

    assert (found.shown, found.rule, found.agreement, found.status) == ((), "none", "absent", "masked")


def test_better_rank_wins_over_more_sources() -> None:
    found = record_of(
        budget("a", OTHER, rank="answer_site"), budget("b", OTHER, rank="trade"), budget("c", FULL, rank="press")
    ).field("budget")

    assert (found.value, found.rule, found.agreement) == (FULL, "rank", "disputed")
    assert [voice.sources for voice in found.voices] == [1, 2]


def test_correction_wins_over_the_original_of_any_rank() -> None:
    corrected = budget("b", OTHER, rank="trade", published="2025-03-09", is_correction=True)
    found = record_of(budget("a", FULL, rank="official_notice"), corrected).field("budget")

    assert (found.value, found.rule) == (OTHER, "correction")


def test_later_correction_wins_over_the_earlier() -> None:
    first = budget("a", FULL, published="2025-03-09", is_correction=True)
    second = budget("b", OTHER, published="2025-03-12", is_correction=True)

    assert record_of(first, second).field("budget").value == OTHER


def test_more_independent_sources_win_among_equals() -> None:
    members = (budget("a", OTHER), budget("b", FULL), budget("c", FULL))

    assert record_of(*members).field("budget").rule == "sources"


def test_copies_of_one_source_count_once() -> None:
    copies = tuple(
        replace(member, source=replace(member.source, first_source="江东质量网"))
        for member in (budget("a", OTHER), budget("b", OTHER), budget("c", OTHER))
    )
    found = record_of(*copies, budget("d", FULL, published="2025-02-01")).field("budget")

    assert [(voice.value, voice.sources, len(voice.sayings)) for voice in found.voices] == [
        (FULL, 1, 1),
        (OTHER, 1, 3),
    ]


def test_earliest_wins_where_nothing_else_decides() -> None:
    late, early = (money("4120000.00", "412.00"), money("4051800.00", "405.18"))
    found = record_of(budget("a", late, published="2025-03-02"), budget("b", early, published="2025-03-01"))

    assert (found.field("budget").value, found.field("budget").rule) == (early, "first")


def test_editor_beats_every_page_and_the_pages_stay_visible() -> None:
    said = Correction("b", "budget", (money("4000000.00", "400"),), "林", "2026-01-05T09:00:00+08:00", "合同原件")
    found = record_of(budget("a", FULL, rank="official_notice"), budget("b", OTHER), corrections=(said,)).field(
        "budget"
    )

    assert (found.value, found.rule, found.agreement) == (money("4000000.00", "400"), "editor", "disputed")
    shown = found.voices[0].sayings[0]
    assert (shown.digest, shown.by, shown.at, shown.why) == (None, "林", "2026-01-05T09:00:00+08:00", "合同原件")
    assert {voice.value for voice in found.voices[1:]} == {FULL, OTHER}


def test_editor_can_fill_what_no_page_gives() -> None:
    said = Correction("a", "quantity", (Count("2"),), "林", "2026-01-05T09:00:00+08:00")
    found = record_of(purchase("a"), corrections=(said,)).field("quantity")

    assert (found.shown, found.rule) == ((Count("2"),), "editor")


def test_lists_of_items_add_up() -> None:
    one = purchase("a", items=(field(Named("离子色谱仪"), "instrument"),))
    two = purchase("b", items=(field(Named("纯水机"), "instrument"), field(Named("离子色谱仪"), "instrument")))
    found = record_of(one, two).field("items")

    assert ([value.name for value in found.shown], found.rule, found.agreement) == (
        ["离子色谱仪", "纯水机"],
        "union",
        "compatible",
    )
    assert [voice.sources for voice in found.voices] == [2, 1]


def winners(id: str, *names: str, **options: object) -> Member:
    return purchase(id, winner=tuple(field(Named(name), "organisation") for name in names), **options)


def test_name_within_a_longer_one_agrees_and_the_better_source_words_it() -> None:
    long = purchase("a", project=field("我单位离子色谱仪采购项目", "name"), published="2025-03-01")
    short = purchase("b", project=field("离子色谱仪采购项目", "name"), published="2025-03-02", rank="press")
    found = record_of(long, short).field("project")

    assert (found.value, found.rule, found.agreement, len(found.voices)) == (
        "离子色谱仪采购项目",
        "rank",
        "compatible",
        1,
    )


def test_organisation_within_its_owners_name_is_one() -> None:
    long = purchase("a", buyer=field(Named("北岭特钢理化检测中心"), "organisation"))
    short = purchase("b", buyer=field(Named("理化检测中心"), "organisation"), published="2025-03-02")

    assert record_of(long, short).field("buyer").value == Named("北岭特钢理化检测中心")


def test_quantity_without_unit_agrees_with_one_that_has_it() -> None:
    bare = purchase("a", quantity=field(Quantity("6", ""), "quantity", exact="6"))
    found = record_of(bare, purchase("b", quantity=field(Quantity("6", "台"), "quantity", exact="6台"))).field(
        "quantity"
    )

    assert (found.value, found.agreement) == (Quantity("6", "台"), "compatible")


def test_fuller_list_wins_where_the_other_is_its_part() -> None:
    found = record_of(winners("a", "甲仪器有限公司"), winners("b", "甲仪器有限公司", "乙仪器有限公司")).field("winner")

    assert (len(found.shown), found.rule, found.agreement) == (2, "longest", "compatible")


def test_lists_that_contradict_each_other_are_disputed() -> None:
    official = winners("a", "甲仪器有限公司", rank="official_notice")
    found = record_of(winners("b", "乙仪器有限公司"), official).field("winner")

    assert ([value.name for value in found.shown], found.rule, found.agreement) == (
        ["甲仪器有限公司"],
        "rank",
        "disputed",
    )
    assert [voice.value.name for voice in found.voices] == ["甲仪器有限公司", "乙仪器有限公司"]


def test_ranks_are_asked_in_the_published_order() -> None:
    assert sorted(RANK_ORDER, key=RANK_ORDER.get) == [
        "official_notice",
        "official_relay",
        "press",
        "trade",
        "unknown",
        "answer_site",
    ]


def test_disagreement_is_a_finding_that_names_the_field() -> None:
    found = [
        item for item in record_of(budget("a", FULL), budget("b", OTHER)).findings if item.code == "record.sources"
    ]

    assert [(item.verdict, item.message) for item in found] == [
        ("contradicted", "预算金额有 2 种说法：405.18（1 个来源）；412（1 个来源）")
    ]


def test_every_rule_of_choice_is_explained() -> None:
    assert [code for code, reason in CHOICES.items() if not reason] == []


def test_members_of_two_types_make_no_record() -> None:
    with pytest.raises(ValueError, match="members of 2 types"):
        record_of(purchase("a"), replace(purchase("b"), type="exhibition"))


def test_page_that_does_not_say_it_is_no_second_opinion() -> None:
    supplier = Named("江东启明仪器有限公司")
    silent = purchase("b", supplier=(Field("organisation", None, status="not_stated"),))
    found = record_of(purchase("a", supplier=(field(supplier, "organisation"),)), silent).field("supplier")

    assert (found.shown, found.agreement, len(found.voices)) == ((supplier,), "single", 1)


def test_fields_of_a_purchase_have_labels_of_no_single_kind() -> None:
    kind = record_kinds()["purchase"]
    labels = {name: kind.prop(name).label_zh for name in ("items", "deadline", "supplier", "amount")}

    assert labels == {"items": "采购标的", "deadline": "投标截止时间", "supplier": "供应商", "amount": "成交金额"}
