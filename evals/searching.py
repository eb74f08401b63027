"""How well search finds what a person says it must find.

Comes in: `samples/month`, loaded into an archive of its own, and `evals/queries.toml`, judged by reading the pages. Goes
out: a table of figures, and exit code 1 where one falls below its floor. Every page is put on full terms and published:
what is measured is finding, not rights.

Run it with ``make evals``; ``--misses`` prints every single miss.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
MONTH = ROOT / "samples" / "month"
QUERIES = Path(__file__).parent / "queries.toml"
FIRST = 10

Judged = Mapping[str, Any]
Find = Callable[[str], list[str]]
"""What is asked → paths of the pages that are found, the best first; every one of them."""


@dataclass(slots=True)
class Score:
    """Figure → how many of how many; and what went wrong, in words."""

    counts: dict[str, tuple[int, int]] = field(default_factory=dict)
    misses: list[str] = field(default_factory=list)

    def add(self, figure: str, *, is_right: bool, miss: str) -> None:
        """Count one judgement."""
        right, all_ = self.counts.get(figure, (0, 0))
        self.counts[figure] = (right + is_right, all_ + 1)
        if not is_right:
            self.misses.append(f"{figure}: {miss}")

    def figures(self) -> dict[str, int]:
        """Each figure in whole percent, rounded down."""
        return {figure: 100 * right // all_ for figure, (right, all_) in self.counts.items()}


def judge(find: Find, judged: list[Judged]) -> Score:
    """Ask every query, and compare."""
    score = Score()
    found = {query["ask"]: find(query["ask"]) for query in judged}
    for query in judged:
        ask, pages = query["ask"], found[query["ask"]]
        for page in (*query.get("all", ()), *query.get("first", ())):
            score.add("recall", is_right=page in pages, miss=f"{ask} does not find {page}")
        for page in query.get("first", ()):
            score.add("first_ten", is_right=page in pages[:FIRST], miss=f"{ask} does not show {page} among the first")
        for page in query.get("never", ()):
            score.add("never", is_right=page not in pages, miss=f"{ask} finds {page}")
        if query.get("none"):
            score.add("never", is_right=not pages, miss=f"{ask} finds {pages[:3]}")
        if "same_as" in query:
            others = found[query["same_as"]]
            differ = set(pages) ^ set(others)
            score.add("same", is_right=not differ and bool(pages), miss=f"{ask}: {sorted(differ)[:4]} of {len(others)}")
    return score


def load_month() -> dict[str, str]:
    """Put the sample month into the archive, published and on full terms; page id → path."""
    from zhiyue.pipeline import process  # noqa: PLC0415  # Django must have started
    from zhiyue.readers import read_page  # noqa: PLC0415  # as above
    from zhiyue_site.archive.ingest import save  # noqa: PLC0415  # as above
    from zhiyue_site.archive.models import Page  # noqa: PLC0415  # as above
    from zhiyue_site.archive.models.pages import Terms  # noqa: PLC0415  # as above

    paths: dict[str, str] = {}
    for line in (MONTH / "index.jsonl").read_text(encoding="utf-8").splitlines():
        about = json.loads(line)
        raw = replace(read_page(MONTH / about["path"]), url=about["url"], fetched_at=about["fetched_at"])
        raw = replace(raw, content_type=about["content_type"])
        paths[save(raw, process(raw)).page.pk] = about["path"]
    Page.objects.update(state=Page.State.PUBLISHED, terms=Terms.FULL)
    return paths


def finder(paths: Mapping[str, str]) -> Find:
    """Ask the site's own search, page by page, without what is merely near."""
    from zhiyue_site.archive.search import Query, search  # noqa: PLC0415  # Django must have started

    def pages(ask: str) -> Iterator[str]:
        query = Query(ask, filters=(("type", ("page",)),), size=100)
        results = search(query)
        if results.relaxed:
            return
        for number in range(1, results.pages + 1):
            yield from (paths[hit.id] for hit in search(query.on_page(number)).hits)

    return lambda ask: list(pages(ask))


def below_floors(score: Score, floors: Mapping[str, int]) -> list[str]:
    """What fell below its floor, or has none."""
    figures = score.figures()
    return [
        f"{name}: {figures.get(name)} %, floor {floor} %"
        for name, floor in floors.items()
        if figures.get(name, 0) < floor
    ]


def main() -> int:
    """Load, ask, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--misses", action="store_true", help="print every miss")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {"ZHIYUE_DATA": folder, "DJANGO_SETTINGS_MODULE": "zhiyue_site.settings"}
        import django  # noqa: PLC0415  # the folder above must be set first
        from django.core.management import call_command  # noqa: PLC0415  # as above

        django.setup()
        call_command("migrate", verbosity=0)
        from zhiyue_site.archive.search import index_pending  # noqa: PLC0415  # as above

        paths = load_month()
        index_pending()
        asked = tomllib.loads(QUERIES.read_text(encoding="utf-8"))
        score = judge(finder(paths), asked["query"])
    for name, percent in score.figures().items():
        print(f"search {name:12} {percent:4} %   of {score.counts[name][1]}")
    faults = below_floors(score, asked["floors"])
    for line in (*(score.misses if options.misses else ()), *faults):
        print(line)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
