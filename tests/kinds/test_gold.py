"""The comparison with gold must notice each way in which a reading can be wrong."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

import pytest
from tests.kinds.gold import differences, is_same


def field(exact: str, value: Any, status: str = "stated") -> dict[str, Any]:
    return {"exact": exact, "value": value, "status": status}


GOLD: dict[str, Any] = {
    "page": {"title": "某馆采购公告", "author": [], "views": "12", "source": None, "related": 0},
    "notices": [{"origin": "main", "kind": ["tender", "news"]}],
    "facts": [
        {
            "notice": 0,
            "kind": "tender",
            "fields": {
                "budget": {"value": {"amount": "20000.00"}, "exact": "2万元"},
                "items": [{"value": {"name": "天平"}}],
                "deadline": {"value": "2024-05-29T09:30"},
            },
            "absent": ["ceiling"],
        }
    ],
    "findings": [{"code": "title.summary", "verdict": "doubtful"}],
    "redactions": [["phone", "0999-5550000"]],
}
READING: dict[str, Any] = {
    "page": {
        "title": field("某馆采购公告", "某馆采购公告"),
        "author": [],
        "views": field("12", {"number": "12"}),
        "source": None,
        "related": [],
        "text": "某馆采购公告 2万元 0999-5550000",
    },
    "notices": [{"id": 0, "origin": "main", "kind": "tender", "confidence": 1.0, "signals": []}],
    "facts": [
        {
            "notice": 0,
            "kind": "tender",
            "fields": {
                "budget": field("2万元", {"amount": "20000.00", "unit": "万元"}),
                "items": [field("天平", {"name": "天平"})],
                "deadline": field("5月29日9点30分", "2024-05-29T09:30:00+08:00"),
                "ceiling": field("", None, "not_stated"),
            },
        }
    ],
    "findings": [{"code": "title.summary", "verdict": "doubtful", "arithmetic": None, "message": ""}],
    "redactions": [{"kind": "phone", "start": 11, "end": 23}],
}


def test_a_right_reading_has_no_difference() -> None:
    assert differences(GOLD, READING) == []


@pytest.mark.parametrize(
    ("place", "wrong"),
    [
        (("page", "title"), field("别的", "别的")),
        (("page", "title"), None),
        (("page", "author"), [field("某", "某")]),
        (("page", "source"), field("某网", "某网")),
        (("page", "related"), [{"title": field("别的", "别的")}]),
        (("notices", 0, "kind"), "award"),
        (("notices",), []),
        (("facts",), []),
        (("facts", 0, "kind"), "award"),
        (("facts", 0, "notice"), 1),
        (("facts", 0, "fields", "budget", "value", "amount"), "2.00"),
        (("facts", 0, "fields", "items"), []),
        (("facts", 0, "fields", "deadline", "value"), "2024-05-29T19:30:00+08:00"),
        (("facts", 0, "fields", "ceiling"), field("1万元", {"amount": "10000.00"})),
        (("findings",), []),
        (("findings", 0, "verdict"), "confirmed"),
        (("findings", 0, "code"), "share.of_parts"),
        (("redactions",), []),
    ],
)
def test_a_wrong_reading_is_noticed(place: tuple[str | int, ...], wrong: Any) -> None:
    reading = deepcopy(READING)
    *path, last = place
    holder: Any = reading
    for step in path:
        holder = holder[step]
    holder[last] = wrong
    assert differences(GOLD, reading) != []


def test_an_invented_fact_is_noticed() -> None:
    reading = deepcopy(READING)
    reading["facts"].append({"notice": 0, "kind": "award", "fields": {}})
    assert differences(GOLD, reading) == ["facts[0 award]: gold has no such fact; read {}"]


@pytest.mark.parametrize(
    ("gold", "value", "same"),
    [
        ("2024-05-29T09:30", "2024-05-29T09:30:00+08:00", True),
        ("2024-05-29", "2024-05-29T09:30:00+08:00", False),
        ("天平", {"name": "天平", "id": "balance"}, True),
        ({"number": "1", "unit": "台"}, {"number": "1", "unit": "套"}, False),
        (None, "x", False),
    ],
)
def test_a_value_is_the_one_that_gold_names(gold: Any, value: Any, *, same: bool) -> None:
    assert is_same(gold, value) is same
