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
def test_page_reads_as_its_source(source: Path) -> None:
    clean = source.read_text(encoding="utf-8")
    page = (SAMPLES / "pages" / source.name).read_bytes()
    text = zhiyue.process(RawPage(body=page, path=source.name)).page.text
    assert [line.strip() for line in text.splitlines()] == [line.strip() for line in clean.splitlines()]


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.stem)
def test_readme_explains_the_page(page: Path) -> None:
    readme = (SAMPLES / "README.md").read_text(encoding="utf-8")
    assert readme.count(f"`{page.name}`") == 1
