"""The stored sample pages are what `tools/make_samples.py` makes of their sources today."""

from __future__ import annotations

from pathlib import Path

import pytest
from tools.make_samples import AS_SERVED, SAMPLES, page_of

import zhiyue
from zhiyue.model import RawPage

SOURCES = tuple(sorted((SAMPLES / "clean").glob("*.txt")))
PAGES = tuple(sorted((SAMPLES / "pages").glob("*.txt")))


def test_every_source_is_served() -> None:
    assert {source.stem for source in SOURCES} == set(AS_SERVED)


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: path.stem)
def test_stored_page_is_fresh(source: Path) -> None:
    assert (SAMPLES / "pages" / source.name).read_bytes() == page_of(source), "run tools/make_samples.py"


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: path.stem)
def test_page_reads_as_its_source_but_for_marked_places(source: Path) -> None:
    clean = source.read_text(encoding="utf-8").replace("\n", AS_SERVED[source.stem].newline)
    reading = zhiyue.process(RawPage(body=page_of(source), path=source.name))
    marked = {place for mark in reading.marks for place in range(mark.start, mark.end)}
    assert len(reading.page.text) == len(clean)
    differing = {n for n, (read, wrote) in enumerate(zip(reading.page.text, clean, strict=True)) if read != wrote}
    assert differing <= marked
    # A place that is marked and right was filled with its best candidate; one left open (〓) cannot be right.
    filled = {mark.start for mark in reading.marks if mark.candidates and mark.candidates[0].text == clean[mark.start]}
    assert marked - differing <= filled


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.stem)
def test_readme_explains_the_page(page: Path) -> None:
    readme = (SAMPLES / "README.md").read_text(encoding="utf-8")
    assert readme.count(f"`{page.name}`") == 1
