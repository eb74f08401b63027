"""By what names a thing is known."""

from dataclasses import replace

import pytest

from tests.records.made import field, members_like, money, page_members
from zhiyue.model import Fact, Field, Named, Ordinal
from zhiyue.record import Member
from zhiyue.records import compile_record, compile_records
from zhiyue.records.identity import keys_of, normal_project
from zhiyue.records.parts import part_of
from zhiyue.records.roles import role_members


def keys(record: str, published: str | None = "2025-03-01", /, **fields: Field | tuple[Field, ...]) -> list[str]:
    found = keys_of(record, fields, published=published)
    return [f"{key}{'' if key.strength == 'certain' else '?'}" for key in found]


@pytest.mark.parametrize(
    "name",
    [
        "离子色谱仪采购项目",
        "离子色谱仪项目",
        "离子色谱仪采购项目（二次）",
        "离子色谱仪采购项目公开招标",
        "离子色谱仪采购",
    ],
)
def test_project_has_one_normal_form(name: str) -> None:
    assert normal_project(name) == "离子色谱仪"


def test_project_number_is_certain_whatever_its_signs() -> None:
    assert keys("purchase", project_number=field("0722－256211hj0317号", "code")) == ["number:0722256211hj0317"]


def test_short_number_without_a_buyer_is_only_likely() -> None:
    assert keys("purchase", project_number=field("2025-021", "code")) == ["number:2025021?"]


def test_purchase_without_number_is_named_by_buyer_project_and_year() -> None:
    buyer, project = field(Named("云溪县中医院"), "organisation"), field("全自动生化分析仪采购项目", "name")
    told = keys("purchase", buyer=buyer, project=project)

    assert [key.partition(":")[0] for key in told if not key.endswith("?")] == ["named"]
    assert told == keys("purchase", buyer=buyer, project=field("全自动生化分析仪项目", "name"))
    assert told != keys("purchase", "2024-03-01", buyer=buyer, project=project)


def test_edition_is_named_by_series_and_year() -> None:
    series = field("“质量月”", "name")

    assert keys("campaign_edition", series=series, year=field("2022", "year")) == ["edition:quality-month-2022"]
    assert keys("campaign_edition", "2022-08-01", series=series) == ["edition:quality-month-2022?"]


def test_standards_plan_is_named_by_year_batch_and_type() -> None:
    told = keys(
        "standards_plan",
        year=field("2025", "year"),
        batch=field(Ordinal(5), "ordinal"),
        type=field("推荐性国家标准", "text"),
    )

    assert told == ["plan:2025-5-推荐性国家标准"]


def test_ids_of_our_pages_are_readable() -> None:
    ids = {record.id for record in compile_records(page_members())}

    assert {
        "campaign-edition/quality-month-2022",
        "exhibition/bceia-2023",
        "instrument/lc",
        "organisation/samr",
        "organisation/江东公允招标有限公司",
        "purchase/0722256211hj0317",
        "standards-plan/2025-5-推荐性国家标准",
    } - ids == set()


# ── parts ────────────────────────────────────────────────────────────────────────────────────────────────────────


def lots(*told: tuple[str, str, str]) -> dict[str, Member]:
    """The members of one award notice: lot, winner, amount in 万元."""
    like = members_like("purchase-3", "purchase")[0]
    return {
        f"lot{index}": replace(
            like,
            id=f"lot{index}",
            fields={
                "project_number": like.fields["project_number"],
                **({"lot": field(lot, "text")} if lot else {}),
                "winner": (field(Named(winner), "organisation"),),
                "amount": field(money(f"{amount}0000.00", amount), "money"),
            },
        )
        for index, (lot, winner, amount) in enumerate(told)
    }


def test_lots_of_one_notice_do_not_contradict_each_other() -> None:
    members = lots(("第一包", "甲仪器有限公司", "10"), ("包2", "乙仪器有限公司", "20"))
    record = compile_record(part_of(members).values())

    amount = record.field("amount")
    assert (amount.shown, amount.agreement) == ((), "variant")
    assert [(voice.value.printed, voice.scope) for voice in amount.voices] == [("10", "包1"), ("20", "包2")]
    assert [value.name for value in record.field("winner").shown] == ["甲仪器有限公司", "乙仪器有限公司"]
    assert [finding.code for finding in record.findings] == []


def test_parts_without_a_lot_are_told_apart_by_who_won() -> None:
    members = lots(("", "甲仪器有限公司", "10"), ("", "乙仪器有限公司", "20"))

    assert [part.scope for part in part_of(members).values()] == ["甲仪器有限公司", "乙仪器有限公司"]


def test_one_fact_without_a_lot_speaks_of_the_whole() -> None:
    assert part_of(lots(("", "甲仪器有限公司", "10"))) == {}


def test_same_lot_on_two_pages_is_compared() -> None:
    here, there = (part_of(lots(("包1", "甲仪器有限公司", amount))) for amount in ("10", "12"))
    other = replace(here["lot0"], id="other", source=replace(here["lot0"].source, digest="sha256:1"))
    record = compile_record([there["lot0"], other])

    assert [voice.scope for voice in record.field("amount").voices] == ["包1", "包1"]


# ── roles ────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_organisation_counts_purchases_and_not_pages() -> None:
    records = {record.id: record for record in compile_records(page_members())}
    agency = records["organisation/江东公允招标有限公司"].field("as_agency")

    assert agency.value.number == str(len(agency.voices)) == "3"
    assert sorted(len(voice.sayings) for voice in agency.voices) == [1, 1, 3]


def test_national_body_is_one_under_all_its_names() -> None:
    records = {record.id: record for record in compile_records(page_members())}
    names = records["organisation/sac"].field("names")

    assert [value.name for value in names.shown] == ["国家标准化管理委员会", "国家标准委"]


def test_office_of_a_place_is_named_in_full() -> None:
    ids = {record.id: record for record in compile_records(page_members()) if record.type == "organisation"}

    assert ids["organisation/云溪县教育局"].title == "云溪县教育局"
    assert [id for id in ids if id.split("/")[1].startswith(("省", "市", "县"))] == []


def roles(kind: str, **fields: Field | tuple[Field, ...]) -> list[tuple[str, str]]:
    source = page_members()[0].source
    found = role_members(Fact("f" * 24, 0, kind, fields), None, source, title="", published=None)
    return [(member.type, member.stage) for member in found]


def test_proposed_supplier_is_no_winner() -> None:
    supplier = field(Named("江东海测仪器有限公司"), "organisation")

    assert roles("candidate", supplier=supplier) == []
    assert roles("contract", supplier=supplier) == [("organisation", "as_winner")]


def test_two_items_of_one_instrument_play_one_role() -> None:
    items = tuple(field(Named(name, "ic"), "instrument") for name in ("离子色谱仪", "离子色谱仪维保"))

    assert roles("award", items=items) == [("instrument", "as_awarded")]


def test_name_that_anybody_may_have_joins_nothing_by_itself() -> None:
    source = page_members()[0].source
    fact = Fact("f" * 24, 0, "tender", {"buyer": field(Named("第一人民医院"), "organisation")})
    (member,) = role_members(fact, None, source, title="", published=None)

    assert [key.strength for key in member.keys if key.scheme == "name"] == ["likely"]


def test_instrument_needs_an_id_of_the_list() -> None:
    assert roles("tender", items=(field(Named("离子色谱仪", "ic"), "instrument"),)) == [("instrument", "as_wanted")]
    assert roles("tender", items=(field(Named("某某装置"), "instrument"),)) == []
