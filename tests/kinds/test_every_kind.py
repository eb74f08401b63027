"""Reads every example page of every kind and compares the reading with what a careful reader says.

A kind is one module and one folder here. The folder holds a ``plain`` page, a look-alike of another kind
(``negative``), a page with fields missing (``missing``), the clean source of a damaged page (``garbled.clean.txt``:
it is damaged here, so the damaged page can never go stale), and what odd layouts were met (``odd-…``). Beside each
stands its gold, ``….facts.json``, read and signed by a person; `tests.kinds.gold` says how the two are compared.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from tests.kinds.gold import differences

import zhiyue
from zhiyue import codec
from zhiyue.kinds import kinds
from zhiyue.model import Evidence, Field, PageResult, RawPage
from zhiyue.values import parse

FOLDER = Path(__file__).parent
KINDS = tuple(kinds())
PAGES = tuple(sorted((*FOLDER.glob("*/*.page.txt"), *FOLDER.glob("*/*.clean.txt"))))
EXAMPLES = ("plain.page.txt", "negative.page.txt", "missing.page.txt", "garbled.clean.txt")
SIGNED = re.compile(r"\S.* \d{4}-\d\d-\d\d")  # quality editor 2026-11-22
UNREAD = "nobody yet"


def name_of(path: Path) -> str:
    return f"{path.parent.name}/{path.name.split('.')[0]}"


def gold_path(path: Path) -> Path:
    return path.parent / f"{path.name.split('.')[0]}.facts.json"


def as_served(path: Path) -> bytes:
    """The bytes that a reader meets: a clean source is damaged first."""
    text = path.read_text(encoding="utf-8")
    return (zhiyue.damage_text(text) if path.name.endswith(".clean.txt") else text).encode()


@cache
def reading_of(path: Path) -> PageResult:
    return zhiyue.process(RawPage(body=as_served(path), path=path.name))


def gold_of(path: Path) -> dict[str, Any]:
    """The gold of a page. Where there is none it is drafted from the reading, for a person to correct and sign."""
    gold = gold_path(path)
    if not gold.exists():
        draft = {"reviewed": UNREAD, **codec.to_json(reading_of(path))}
        gold.write_text(json.dumps(draft, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
        pytest.fail(f"{gold.name} was missing and is drafted now. Read the page, correct the draft to gold, sign it.")
    data: dict[str, Any] = json.loads(gold.read_text(encoding="utf-8"))
    return data


def evidence_in(data: Any) -> Iterator[Mapping[str, Any]]:
    """Every place of a reading's JSON that quotes the page."""
    if isinstance(data, Mapping):
        if data.get("exact") is not None:
            yield data
        data = tuple(data.values())
    if isinstance(data, list | tuple):
        for item in data:
            yield from evidence_in(item)


def exact_words(data: Any) -> Iterator[str]:
    """Every `exact` of gold."""
    if isinstance(data, Mapping):
        if isinstance(data.get("exact"), str):
            yield data["exact"]
        data = tuple(data.values())
    if isinstance(data, list | tuple):
        for item in data:
            yield from exact_words(item)


every_page = pytest.mark.parametrize("path", PAGES, ids=name_of)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("example", EXAMPLES)
def test_kind_has_example(kind: str, example: str) -> None:
    assert (FOLDER / kind / example).is_file()


def test_folders_are_the_kinds() -> None:
    folders = {path.parent.name for path in PAGES}
    assert folders == set(KINDS)


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*/*.facts.json")), ids=name_of)
def test_gold_belongs_to_a_page_and_is_signed(path: Path) -> None:
    gold = json.loads(path.read_text(encoding="utf-8"))
    stem = path.name.removesuffix(".facts.json")
    pages = [page.name for page in PAGES if page.parent == path.parent and page.name.split(".")[0] == stem]
    assert len(pages) == 1
    assert SIGNED.fullmatch(gold["reviewed"]), "a person reads the page, corrects the gold and signs it"


@pytest.mark.parametrize(
    "path", sorted((*PAGES, *FOLDER.glob("*/*.facts.json"))), ids=lambda p: f"{p.parent.name}/{p.name}"
)
def test_labels_and_sources_are_undamaged(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert "\N{REPLACEMENT CHARACTER}" not in text
    assert zhiyue.repair_text(text).text is text


@every_page
def test_gold_quotes_the_page(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert [words for words in exact_words(gold_of(path)["facts"]) if words not in text] == []


@every_page
def test_reading_is_what_a_careful_reader_says(path: Path) -> None:
    found = differences(gold_of(path), codec.to_json(reading_of(path)))
    assert not found, "\n".join(("", *found))


@every_page
def test_every_evidence_quotes_the_page(path: Path) -> None:
    data = codec.to_json(reading_of(path))
    text, original = data["page"]["text"], data["page"]["original"] or data["page"]["text"]
    quoted = list(evidence_in(data))
    assert [e["exact"] for e in quoted] == [text[e["start"] : e["end"]] for e in quoted]
    if not data["repairs"]:
        assert [e["exact"] for e in quoted] == [original[e["original"]["start"] : e["original"]["end"]] for e in quoted]


@every_page
def test_every_field_parses_again(path: Path) -> None:
    fields = [field for fact in reading_of(path).facts for name in fact.fields for field in fact.all(name)]
    again = [(field.exact, field.value) for field in fields if field.evidence]
    assert [(field.exact, parse_again(field)) for field in fields if field.evidence] == again


def parse_again(field: Field) -> Any:
    assert field.exact is not None
    return parse(field.type, field.exact, words(field.context))


def words(context: Mapping[str, Evidence]) -> dict[str, str]:
    return {name: evidence.exact for name, evidence in context.items()}


@every_page
def test_reading_round_trips_through_json(path: Path) -> None:
    reading = reading_of(path)
    assert codec.from_json(json.loads(json.dumps(codec.to_json(reading), ensure_ascii=False))) == reading


@pytest.mark.parametrize("path", [path for path in PAGES if path.name.endswith(".clean.txt")], ids=name_of)
def test_damaged_page_comes_back_perfect(path: Path) -> None:
    clean = zhiyue.process(RawPage(body=path.read_bytes(), path=path.name))
    reading = reading_of(path)
    assert reading.repairs
    assert reading.page.original != clean.page.text
    assert reading.page.text == clean.page.text
