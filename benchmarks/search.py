"""How fast is search at 200,000 pages? Beside SQLite's own full text in trigrams, same documents, same machine, same run.

    python benchmarks/search.py [--pages 200000] [--no-peer] [--folder FOLDER]

Documents are put together from the passages, names and titles of the sample month; queries are drawn from the same words
by a fixed seed and not chosen: whole names, their last parts, pairs of characters out of titles, numbers in two
spellings, two words at once, a third of them narrowed by a filter. Measured is the site's own `search`: words, facets,
the database's word on what may be seen, and the lit sentences; every query is new to it. Then `suggest`, and the time
until a change can be found. Times are the processor's; the clock's stand beside them, for the machine may be shared.
With `--folder` the index is kept there, and measured at once when it is there already.
"""

from __future__ import annotations

import argparse
import os
import random
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from statistics import quantiles
from typing import Any

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "src")]
SEED = 20250901
QUERIES = 400
FIRST_DAY = date(2016, 1, 1)
KINDS = (("tender", "tenders"), ("award", "awards"), ("news", "news"), ("market_report", "market"))


def documents(samples: list[Any], pages: int) -> Iterator[Any]:
    """Documents of about the length of the samples, each a mixture of four of them, with a number of its own."""
    chance = random.Random(SEED)  # noqa: S311  # a fixed seed, no secret
    for number in range(pages):
        title, *others = chance.choices(samples, k=4)
        kind, channel = chance.choice(KINDS)
        passages = [passage for other in (title, *others) for passage in other.passages[: chance.randint(1, 8)]]
        printed = f"{chance.randint(100, 999)}-25{chance.randint(0, 99):02}HW{number:06}"
        yield replace(
            title,
            key=f"page:{number:013}",
            id=f"{number:013}",
            audiences=("public", "internal"),
            passages=tuple(passages),
            numbers=((printed.replace("-", ""), printed),),
            kind=kind,
            channel=channel,
            on=FIRST_DAY + timedelta(days=chance.randint(0, 3600)),
            region=f"{chance.choice((11, 31, 32, 33, 37, 42, 44, 51))}0{chance.randint(1, 9)}00",
            amount=Decimal(chance.randint(1, 9) * 10 ** chance.randint(4, 6)),
            source=f"来源{chance.randint(1, 300)}",
        )


def queries(samples: list[Any]) -> list[tuple[str, tuple[tuple[str, tuple[str, ...]], ...]]]:
    """What is asked, and what it is narrowed to: none twice."""
    chance = random.Random(SEED + 1)  # noqa: S311  # as above
    found: dict[tuple[str, tuple[tuple[str, tuple[str, ...]], ...]], None] = {}
    while len(found) < QUERIES:
        sample = chance.choice(samples)
        title, name = sample.title, chance.choice(sample.names or (sample.title,))
        at = chance.randrange(max(1, len(title) - 1))
        number = f"{chance.randint(100, 999)}25{chance.randint(0, 99):02}"
        words = chance.choice(
            (name, name[-4:], title[at : at + 2], title[at : at + 5], number, f"{name[-4:]} {title[:4]}", "HPLC")
        )
        narrowed = chance.choice(((), (), (("kind", ("tender",)),)))
        if words.strip() and any(char.isalnum() for char in words):
            found[words, narrowed] = None
    return list(found)


Times = tuple[float, float]
"""Milliseconds of the processor, and by the clock."""


def say(what: str, times: list[Times]) -> None:
    """One line of the table for each of the two."""
    for kind, one in zip(("processor", "clock"), zip(*times, strict=True), strict=True):
        cuts = quantiles(one, n=100)
        print(
            f"{what:40} {kind:9} p50 {cuts[49]:7.2f}   p95 {cuts[94]:7.2f}   p99 {cuts[98]:7.2f}   max {max(one):7.2f} ms"
        )


def timed(ask: Callable[[], object]) -> Times:
    """How long it takes."""
    began, worked = time.perf_counter(), time.process_time()
    ask()
    return (time.process_time() - worked) * 1000, (time.perf_counter() - began) * 1000


def measure_ours(made: list[Any], asked: list[Any], samples: list[Any]) -> None:
    """Fill an index and ask it."""
    from zhiyue_site.archive.models import IndexTask, Page  # noqa: PLC0415  # Django must have started
    from zhiyue_site.archive.search import Query, index_pending, search, store, suggest  # noqa: PLC0415  # as above

    if not store.exists():
        began = time.perf_counter()
        with store.rebuilding() as writer:
            for document in made:
                writer.add(document)
            writer.commit()
        print(f"{'zhiyue: index':44} {len(made) / (time.perf_counter() - began):,.0f} documents/s")
    size = sum(path.stat().st_size for path in store._root().rglob("*") if path.is_file())  # noqa: SLF001  # to weigh it
    print(f"{'zhiyue: index':44} {size / 1e6:,.0f} MB")
    search(Query("质谱"))  # the lists of names are read once a process
    found = [0]

    def ask(words: str, narrowed: Any, sort: Any) -> None:
        found[0] += search(Query(words, filters=narrowed, sort=sort)).total > 0

    say("zhiyue: search, facets, snippets", [timed(lambda q=q: ask(*q, "relevance")) for q in asked])
    print(f"{'':44} {found[0]} of {len(asked)} queries found something")
    say("zhiyue: the same by date, facets known", [timed(lambda q=q: ask(*q, "date")) for q in asked])
    beginnings = [sample.title[:size] for sample in samples for size in (1, 2, 4)][:300]
    say("zhiyue: suggest", [timed(lambda b=b: suggest(b)) for b in beginnings])
    page = Page.objects.get(pk=made[0].id)
    IndexTask.objects.create(kind="page", target=page.pk)
    print(f"{'zhiyue: one change, until it is found':44} {timed(index_pending)[1]:.0f} ms")


def measure_peer(made: list[Any], asked: list[Any], folder: Path) -> None:
    """The same documents in FTS5 with trigrams: first page by rank, no facets, no snippets."""
    base = sqlite3.connect(folder / "peer.sqlite3")
    base.execute("CREATE VIRTUAL TABLE page USING fts5(title, names, text, tokenize='trigram')")
    began = time.perf_counter()
    rows = ((one.title, " ".join(one.names), "\n".join(one.passages)) for one in made)
    base.executemany("INSERT INTO page VALUES (?, ?, ?)", rows)
    base.commit()
    print(f"{'FTS5 trigram: index':44} {len(made) / (time.perf_counter() - began):,.0f} documents/s")
    found = [0]

    def ask(words: str) -> None:
        match = " AND ".join('"' + word.replace('"', "") + '"' for word in words.split())
        sql = "SELECT rowid FROM page WHERE page MATCH ? ORDER BY rank LIMIT 20"
        found[0] += bool(base.execute(sql, (match,)).fetchall())

    say("FTS5 trigram: first page alone", [timed(lambda q=q: ask(q[0])) for q in asked])
    print(f"{'':44} {found[0]} of {len(asked)} queries found something")


def main() -> None:
    """Make the archive, then measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=200_000)
    parser.add_argument("--no-peer", action="store_true")
    parser.add_argument("--folder", type=Path, help="keep the archive and its index here")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as passing:
        name = str(options.folder.absolute() if options.folder else passing)
        os.environ |= {"ZHIYUE_DATA": name, "DJANGO_SETTINGS_MODULE": "zhiyue_site.settings"}
        import django  # noqa: PLC0415  # the folder above must be set first
        from django.core.management import call_command  # noqa: PLC0415  # as above

        django.setup()
        call_command("migrate", verbosity=0)
        from django.utils import timezone  # noqa: PLC0415  # as above
        from evals.searching import load_month  # noqa: PLC0415  # as above

        from zhiyue_site.archive.models import IndexTask, Page  # noqa: PLC0415  # as above
        from zhiyue_site.archive.search.documents import documents_of_page  # noqa: PLC0415  # as above

        load_month()
        pages = Page.objects.exclude(reading=None).select_related("reading", "site").order_by("pk")
        samples = [document for page in pages for document in documents_of_page(page)[:1]]
        IndexTask.objects.all().delete()
        made = list(documents(samples, options.pages))
        letters = sum(len(passage) for one in made for passage in one.passages) / len(made)
        print(f"{len(made):,} documents of {letters:.0f} characters on average")
        rows = (
            Page(
                id=one.id, address=one.id, title=one.title, kind=one.kind, channel=one.channel, state="published",
                received_at=timezone.now(), published_on=one.on,
            )
            for one in made
        )  # fmt: skip
        if not Page.objects.filter(pk=made[-1].id).exists():
            Page.objects.bulk_create(rows, batch_size=5_000)
        asked = queries(samples)
        measure_ours(made, asked, samples)
        if not options.no_peer:
            measure_peer(made, asked, Path(passing))


if __name__ == "__main__":
    main()
