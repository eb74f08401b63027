"""The sample edition: what 34 units mailed, read without any mapping, against what each file was written to say."""

import json
from pathlib import Path

import pytest

from zhiyue.model import Period, Quantity
from zhiyue.reference.sheets import wording_key
from zhiyue.sheets import read_sheet

EDITION = Path(__file__).parents[2] / "samples" / "edition"
EXPECTED = json.loads((EDITION / "expected.json").read_text(encoding="utf-8"))
PLANS = sorted({activity["file"] for activity in EXPECTED["activities"]})
NAMES = {unit["key"]: unit["name"] for unit in EXPECTED["units"]}


def read(path: str):
    days = Period("2025-09-01", "2025-09-30")
    return read_sheet(path, (EDITION / path).read_bytes(), year=2025, days=days)


@pytest.mark.parametrize("path", PLANS)
def test_every_activity_is_found_with_its_days(path):
    wanted = {
        wording_key(activity["name"]): (activity["start"] or None, activity["end"] or None)
        for activity in EXPECTED["activities"]
        if activity["file"] == path
    }
    found = {
        wording_key(draft.name): (draft.days.start, draft.days.end) if draft.days else (None, None)
        for draft in read(path).drafts
    }
    assert found == wanted


@pytest.mark.parametrize("unit", sorted({answer["unit"] for answer in EXPECTED["answers"]}))
def test_every_answer_is_found_with_its_figures(unit):
    wanted = {
        wording_key(answer["activity"]): (
            answer["done"],
            *((answer["number"], answer["relation"]) if answer["done"] else (None, "=")),
            answer["leaflets"],
        )
        for answer in EXPECTED["answers"]
        if answer["unit"] == unit
    }
    drafts = read(f"returns/{NAMES[unit]}-统计表.xlsx").drafts
    found = {wording_key(draft.name): answered(draft.cells) for draft in drafts}
    assert found == wanted


def answered(cells):
    """Done, number, relation, leaflets. A dash among the leaflets is none."""
    people, leaflets = cells["attendances"], cells["leaflets"].value
    number = float(people.value.number) if isinstance(people.value, Quantity) else None
    return (
        cells["done"].value == "yes",
        number,
        people.relation,
        int(leaflets.number) if isinstance(leaflets, Quantity) else 0,
    )


@pytest.mark.parametrize("name", ["江东省卫生健康委员会", "沙原自治县市场监督管理局"])
def test_nil_returns(name):
    reading = read(f"returns/{name}-统计表.xlsx")
    assert (reading.is_nil, reading.drafts) == (True, ())
