"""The sample edition is what `tools/make_edition.py` makes today: 34 units, 150 filings, uneven as in life."""

from __future__ import annotations

import json
from collections import Counter
from functools import cache
from typing import Any

from tools.edition.units import UNITS
from tools.make_edition import EDITION, files


@cache
def _made() -> dict[str, bytes]:
    return dict(files())


@cache
def _expected() -> dict[str, Any]:
    return json.loads(_made()["expected.json"])


def test_the_folder_holds_what_the_tool_makes() -> None:
    made = _made()
    written = {str(path.relative_to(EDITION)) for path in EDITION.rglob("*") if path.is_file()} - {"README.md"}
    assert written == set(made)
    assert [name for name, body in made.items() if (EDITION / name).read_bytes() != body] == []


def test_it_has_the_size_of_a_real_edition() -> None:
    expected = _expected()
    plans = [name for name in _made() if name.startswith("plans/")]
    assert (len(expected["units"]), len(expected["activities"]), len(plans)) == (34, 150, 34)
    assert Counter(name.rpartition(".")[2] for name in plans).keys() == {"xlsx", "xls", "docx", "txt", "html"}
    assert Counter(unit.answers for unit in UNITS) == {"full": 29, "nil": 2, "late": 3}


def test_some_filings_are_one_activity_and_some_have_gaps() -> None:
    filed = _expected()["activities"]
    joint = Counter(one["joint"] for one in filed if one["joint"])
    assert joint == {"launch": 3, "lift-week": 2, "metrology": 2, "qc": 2, "site": 3}
    assert sum(not one["start"] for one in filed) == 12
    assert sum(not one["place"] for one in filed) == 16


def test_units_hang_in_two_trees_and_have_one_home() -> None:
    keys = {unit.key for unit in UNITS}
    assert all(set(unit.parents) <= keys for unit in UNITS)
    assert sum(len(unit.parents) == 2 for unit in UNITS) == 5
