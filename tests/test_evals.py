"""Reading the pages nobody tuned on stays at or above its floors, and the floors can break."""

import dataclasses
import json
import tomllib
from decimal import Decimal
from pathlib import Path

import pytest
from evals import reading

from zhiyue.kinds import kinds

CORPUS = "sha256:0"


@pytest.fixture(scope="module")
def score() -> reading.Score:
    return reading.evaluate()


def test_evals_figures_reach_their_floors(score: reading.Score) -> None:
    floors = tomllib.loads(reading.FLOORS.read_text(encoding="utf-8"))

    faults = reading.below_floors(score.figures(), floors, reading.digest())

    assert faults == [], "\n".join((*faults, "", *score.misses))


def test_evals_has_pages_of_every_kind_with_gold() -> None:
    pages = sorted(path.stem for path in reading.PAGES.glob("*.txt"))
    gold = sorted(path.name.removesuffix(".facts.json") for path in reading.PAGES.glob("*.facts.json"))

    assert gold == pages
    numbers = {
        kind: sorted(int(p.rpartition("-")[2]) for p in pages if p.rpartition("-")[0] == kind) for kind in kinds()
    }
    assert sum(map(len, numbers.values())) == len(pages)
    # Four at least, numbered without a gap.
    assert [kind for kind, found in numbers.items() if found != list(range(1, max(4, len(found)) + 1))] == []


def test_evals_names_other_pages_than_those_of_the_tests() -> None:
    tuned = {path.read_text(encoding="utf-8") for path in (Path(__file__).parent / "kinds").glob("*/*.txt")}

    assert [path.name for path in reading.PAGES.glob("*.txt") if path.read_text(encoding="utf-8") in tuned] == []


def test_below_floors_tells_what_fell_what_is_new_and_what_is_gone() -> None:
    figures = {"kinds": Decimal(100), "facts.recall": Decimal(100)}
    floors = {"corpus": CORPUS, "floors": {"kinds": 101, "findings": 90}}

    assert reading.below_floors(figures, floors, CORPUS) == [
        "facts.recall: no floor",
        "findings: no figure",
        "kinds: 100.0 % is below its floor, 101 %",
    ]


def test_below_floors_refuses_another_corpus() -> None:
    faults = reading.below_floors({}, {"corpus": CORPUS, "floors": {}}, "sha256:1")

    assert [fault.partition(" (")[0] for fault in faults] == ["the pages have changed"]


def test_as_floors_rounds_down_and_holds(score: reading.Score) -> None:
    floors = tomllib.loads(reading.as_floors(score.figures(), CORPUS))

    assert reading.below_floors(score.figures(), floors, CORPUS) == []
    assert {name: floor for name, floor in floors["floors"].items() if not isinstance(floor, int)} == {}


def test_evaluate_counts_a_wrong_label_against_precision_and_recall(tmp_path: Path) -> None:
    name = "standards_plan-3"
    gold = json.loads((reading.PAGES / f"{name}.facts.json").read_text(encoding="utf-8"))
    gold["facts"][0]["fields"]["count"] = {"value": {"number": "1"}}
    (tmp_path / f"{name}.facts.json").write_text(json.dumps(gold), encoding="utf-8")
    (tmp_path / f"{name}.txt").write_text((reading.PAGES / f"{name}.txt").read_text(encoding="utf-8"), encoding="utf-8")

    tally = reading.evaluate(tmp_path).fields["standards_plan", "count"]

    assert dataclasses.astuple(tally) == (0, 1, 1)
