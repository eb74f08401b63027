"""How well Zhiyue reads pages that nobody tuned on.

Comes in: `evals/pages`, each page with its gold (the form is that of `tests.kinds.gold`), labelled by a person before
the line read it. Goes out: a table of precision and recall, and exit code 1 where a figure falls below its floor in
`evals/floors.toml`. Exists because examples that were mended until they passed say nothing about the next page.

Gold is closed here: a value that it does not name is a wrong one. It has two members more than in the tests: `either`
(a list of fair values for one field) and `open` of a fact and `open_facts` of a page (what careful readers may read
differently; neither counted for nor against). Facts that may stand in a page any number of times (`policy_citation`)
count for recall alone.

Run it with ``make evals``; ``--misses`` prints every single miss.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import ROUND_FLOOR, Decimal
from pathlib import Path
from typing import Any

from tests.kinds.gold import is_same

import zhiyue
from zhiyue import codec
from zhiyue.kinds import fact_types
from zhiyue.model import RawPage

HERE = Path(__file__).parent
PAGES = HERE / "pages"
FLOORS = HERE / "floors.toml"
DAMAGED = "*-3.txt"
"""The pages that are read a second time, damaged: one portal page of every kind."""

PAGE_FIELDS = ("title", "published", "source", "author", "views", "related")
COUNTED_FOR_RECALL = frozenset({"policy_citation"})
ALARMS = frozenset({"contradicted", "doubtful"})

Json = Mapping[str, Any]


@dataclass(slots=True)
class Tally:
    """What was read right, what was read and is not so, and what was not read."""

    right: int = 0
    wrong: int = 0
    missed: int = 0

    def figures(self) -> Iterator[tuple[str, Decimal]]:
        """Precision and recall in percent, each where it has a denominator."""
        for name, others in (("precision", self.wrong), ("recall", self.missed)):
            if self.right + others:
                yield name, Decimal(100 * self.right) / (self.right + others)


@dataclass(slots=True)
class Score:
    """Everything counted over a set of pages, with the misses in words."""

    fields: defaultdict[tuple[str, str], Tally] = field(default_factory=lambda: defaultdict(Tally))
    answers: defaultdict[str, Counter[bool]] = field(default_factory=lambda: defaultdict(Counter))
    misses: list[str] = field(default_factory=list)

    def answer(self, what: str, *, is_right: bool, miss: str) -> None:
        """Count a question that has one answer."""
        self.answers[what][is_right] += 1
        if not is_right:
            self.misses.append(miss)

    def figures(self) -> dict[str, Decimal]:
        """Every figure by name, in percent: the names of the floors."""
        found: dict[str, Decimal] = {}
        for what, counts in self.answers.items():
            found[what] = Decimal(100 * counts[True]) / counts.total()
        for name, tally in {**self.by("kind"), **self.by("type"), "facts": self.total()}.items():
            found |= {f"{name}.{figure}": value for figure, value in tally.figures()}
        return found

    def by(self, what: str) -> dict[str, Tally]:
        """Sum the tallies of the fields by fact kind or by field type."""
        sums: defaultdict[str, Tally] = defaultdict(Tally)
        for key, tally in self.fields.items():
            name = f"{what}.{key[('kind', 'type').index(what)]}"
            _add(sums[name], tally)
        return dict(sorted(sums.items()))

    def total(self) -> Tally:
        """Sum the tallies of all fields."""
        whole = Tally()
        for tally in self.fields.values():
            _add(whole, tally)
        return whole


def _add(into: Tally, tally: Tally) -> None:
    into.right += tally.right
    into.wrong += tally.wrong
    into.missed += tally.missed


def evaluate(pages: Path = PAGES) -> Score:
    """Read every page, compare each with its gold, and the damaged ones with their clean readings."""
    score = Score()
    for path in sorted(pages.glob("*.txt")):
        gold = json.loads(path.with_suffix(".facts.json").read_text(encoding="utf-8"))
        text = path.read_text(encoding="utf-8")
        reading = read(text)
        _score_page(score, path.stem, gold, reading)
        if path.match(DAMAGED):
            _score_damaged(score, path.stem, reading, read(zhiyue.damage_text(text)))
    return score


def read(text: str) -> Json:
    """Read a text as the line reads a file."""
    data: Json = codec.to_json(zhiyue.process(RawPage(body=text.encode())))
    return data


def digest(pages: Path = PAGES) -> str:
    """Hash the pages and their gold: floors hold for one corpus only."""
    whole = hashlib.sha256()
    for path in sorted(pages.iterdir()):
        whole.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return f"sha256:{whole.hexdigest()}"


# ── page, kinds, findings ────────────────────────────────────────────────────────────────────────────────────────


def _score_page(score: Score, name: str, gold: Json, reading: Json) -> None:
    for what in PAGE_FIELDS:
        expected, found = gold["page"][what], _page_value(reading["page"], what)
        is_right = is_same(expected, found) if expected is not None else found is None
        score.answer(f"page.{what}", is_right=is_right, miss=f"{name} page.{what}: read {found!r}; gold {expected!r}")
    ids = _align(gold, reading)
    kinds = {notice["id"]: notice["kind"] for notice in reading["notices"]}
    for number, expected in enumerate(gold["notices"]):
        fair = expected["kind"] if isinstance(expected["kind"], list) else [expected["kind"]]
        found = kinds.get(ids[number])
        miss = f"{name} notice {number}: read {found}; gold {' or '.join(fair)}"
        score.answer("kinds", is_right=found in fair, miss=miss)
    _score_facts(score, name, gold, reading, ids)
    _score_findings(score, name, gold["findings"], reading["findings"])


def _page_value(page: Json, what: str) -> Any:
    found = page[what]
    if what == "related":
        return [entry["title"]["exact"] for entry in found]
    return [item["value"] for item in found] if isinstance(found, list) else found and found["value"]


def _align(gold: Json, reading: Json) -> list[Any]:
    """The reading's notice for every one of gold: the main one is first, related ones are found by their titles."""
    by_title = {entry["title"]["exact"]: entry["notice"] for entry in reading["page"]["related"]}
    return [0, *(by_title.get(title) for title in gold["page"]["related"])]


def _score_findings(score: Score, name: str, gold: Sequence[Json], findings: Sequence[Json]) -> None:
    left = Counter((item["code"], item["verdict"]) for item in findings)
    for expected in gold:
        verdicts = expected["verdict"] if isinstance(expected["verdict"], list) else [expected["verdict"]]
        given = next((verdict for verdict in verdicts if left[expected["code"], verdict]), None)
        left[expected["code"], given or ""] -= 1
        read_as = [item["verdict"] for item in findings if item["code"] == expected["code"]]
        miss = f"{name} findings.{expected['code']}: read {read_as}; gold {' or '.join(verdicts)}"
        score.answer("findings", is_right=given is not None, miss=miss)
    for (code, verdict), count in left.items():
        for _ in range(count if verdict in ALARMS else 0):
            score.answer("findings", is_right=False, miss=f"{name} findings.{code}: false alarm {verdict}")


# ── facts ────────────────────────────────────────────────────────────────────────────────────────────────────────


def _score_facts(score: Score, name: str, gold: Json, reading: Json, ids: Sequence[Any]) -> None:
    left = list(reading["facts"])
    pairs = _pairs(gold["facts"], left, ids)
    for number, expected in enumerate(gold["facts"]):
        best = pairs.get(number)
        if best is not None:
            left.remove(best)
        where = f"{name} notice {expected['notice']} {expected['kind']}"
        for what, tally in _compare(expected, best or {"fields": {}}):
            _count(score, (where, expected["kind"], what), tally, (expected["fields"].get(what), best))
    free = {(ids[item["notice"]], item["kind"]) for item in gold.get("open_facts", ())}
    for fact in left:
        if fact["kind"] in COUNTED_FOR_RECALL or (fact["notice"], fact["kind"]) in free:
            continue
        where = f"{name} no such fact: {fact['notice']} {fact['kind']}"
        for what, tally in _compare({"fields": {}}, fact):
            _count(score, (where, fact["kind"], what), tally, (None, fact))


def _pairs(gold: Sequence[Json], facts: Sequence[Json], ids: Sequence[Any]) -> dict[int, Json]:
    """Number of a gold fact → its reading: best pairs first, so that one that was not read takes no other's reading."""
    ranked = sorted(
        (-sum(tally.right for _, tally in _compare(expected, fact)), number, place)
        for number, expected in enumerate(gold)
        for place, fact in enumerate(facts)
        if fact["kind"] == expected["kind"] and fact["notice"] == ids[expected["notice"]]
    )
    found: dict[int, int] = {}
    for _, number, place in ranked:
        if number not in found and place not in found.values():
            found[number] = place
    return {number: facts[place] for number, place in found.items()}


def _compare(gold: Json, fact: Json) -> Iterator[tuple[str, Tally]]:
    """Compare two facts field by field, the open ones left out."""
    for what in sorted({*gold["fields"], *fact["fields"]} - {*gold.get("open", ())}):
        expected, found = _as_list(gold["fields"].get(what)), _as_list(fact["fields"].get(what))
        found = [item for item in found if item["value"] is not None]
        tally = Tally(missed=len(expected))
        for spec in expected:
            match = next((item for item in found if _agrees(spec, item)), None)
            if match is not None:
                found.remove(match)
                tally.right, tally.missed = tally.right + 1, tally.missed - 1
        tally.wrong = len(found)
        yield what, tally


def _agrees(spec: Json, item: Json) -> bool:
    if "either" in spec:
        return any(_agrees(fair, item) for fair in spec["either"])
    return all(is_same(expected, item.get(member)) for member, expected in spec.items())


def _as_list(value: Any) -> list[Any]:
    return [] if value is None else value if isinstance(value, list) else [value]


def _count(score: Score, place: tuple[str, str, str], tally: Tally, both: tuple[Any, Json | None]) -> None:
    where, kind, what = place
    gold, fact = both
    types = {prop.name: prop.type for prop in fact_types()[kind].props}
    _add(score.fields[kind, types[what]], tally)
    if tally.wrong or tally.missed:
        found = [item["value"] for item in _as_list((fact or {"fields": {}})["fields"].get(what))]
        score.misses.append(f"{where}.{what}: read {found}; gold {gold}")


# ── damage ───────────────────────────────────────────────────────────────────────────────────────────────────────


def _score_damaged(score: Score, name: str, clean: Json, damaged: Json) -> None:
    """Everything that the clean page tells should be told by the damaged one, and nothing else."""
    told, again = Counter(_told(clean)), Counter(_told(damaged))
    for item in (told | again).elements():
        in_both = bool(told[item] and again[item])
        miss = f"{name} damaged: {'lost' if told[item] else 'new'} {item}"
        score.answer("damaged", is_right=in_both, miss=miss)


def _told(reading: Json) -> Iterator[str]:
    for what in PAGE_FIELDS:
        yield f"page.{what} {_page_value(reading['page'], what)}"
    for notice in reading["notices"]:
        yield f"notice {notice['id']} {notice['kind']}"
    for fact in reading["facts"]:
        for what, fields in fact["fields"].items():
            for item in _as_list(fields):
                value = json.dumps(item["value"], ensure_ascii=False, sort_keys=True)
                yield f"{fact['notice']} {fact['kind']}.{what} {item['status']} {value}"
    for finding in reading["findings"]:
        yield f"findings.{finding['code']} {finding['verdict']} {finding['notice']}"


# ── report ───────────────────────────────────────────────────────────────────────────────────────────────────────


def below_floors(figures: Mapping[str, Decimal], floors: Json, corpus: str) -> list[str]:
    """Say what is wrong: a corpus that the floors are not for, a figure without a floor, a figure below it."""
    if floors["corpus"] != corpus:
        return [f"the pages have changed ({corpus}): measure anew and set evals/floors.toml from the first figures"]
    found = []
    for name in sorted({*figures, *floors["floors"]}):
        figure, floor = figures.get(name), floors["floors"].get(name)
        if figure is None or floor is None:
            found.append(f"{name}: {'no figure' if figure is None else 'no floor'}")
        elif figure < floor:
            found.append(f"{name}: {figure:.1f} % is below its floor, {floor} %")
    return found


def as_floors(figures: Mapping[str, Decimal], corpus: str) -> str:
    """Write the figures, rounded down, as a floors file."""
    lines = [f'"{name}" = {value.to_integral_value(ROUND_FLOOR)}' for name, value in sorted(figures.items())]
    return "\n".join([f'corpus = "{corpus}"', "", "[floors]", *lines, ""])


def _print(score: Score) -> None:
    print(f"{'one answer each':28} {'right':>6} {'of':>5} {'%':>7}")
    for what, counts in sorted(score.answers.items()):
        print(f"{what:28} {counts[True]:6} {counts.total():5} {100 * counts[True] / counts.total():7.1f}")
    print(f"\n{'fields of facts':28} {'right':>6} {'wrong':>6} {'missed':>7} {'precision':>10} {'recall':>8}")
    cells = {f"{kind} · {what}": tally for (kind, what), tally in sorted(score.fields.items())}
    for name, tally in {**cells, **score.by("kind"), **score.by("type"), "facts": score.total()}.items():
        figures = {what: f"{value:.1f}" for what, value in tally.figures()}
        shares = f"{figures.get('precision', '–'):>10} {figures.get('recall', '–'):>8}"
        print(f"{name:28} {tally.right:6} {tally.wrong:6} {tally.missed:7} {shares}")


def main() -> int:
    """Print the table; 1 where a figure is below its floor."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--misses", action="store_true", help="print every miss")
    parser.add_argument("--floors", action="store_true", help="print the figures as a floors file and stop")
    options = parser.parse_args()
    score = evaluate()
    figures = score.figures()
    if options.floors:
        print(as_floors(figures, digest()), end="")
        return 0
    _print(score)
    if options.misses:
        print("", *score.misses, sep="\n")
    faults = below_floors(figures, tomllib.loads(FLOORS.read_text(encoding="utf-8")), digest())
    print("", *faults, sep="\n") if faults else print("\nevery figure is at or above its floor")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
