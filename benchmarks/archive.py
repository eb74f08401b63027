"""An archive of 200,000 pages to measure on: the sample month, read once by the real line, then repeated.

    python benchmarks/archive.py FOLDER [--pages 200000]

Reading 200,000 pages would take hours, so 350 are read, saved, compiled and decided by the site's own code, and their
rows are written again for other months: every page with an address, an id, a day and a title of its own, its reading,
facts, lines, keys and members beside it, organisations under fifty times as many names, and each record whose pages readers open with
its sources at the new addresses. What only the compiler reads (the payload of members, their keys) is left out.
The index is made of the same pages' documents. FOLDER is then a data folder like any other.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "src")]
BATCH = 2_000
DAYS_BACK = 6
"""Each repetition lies so many days before the one before it: 571 of them are nine years."""
NAMES = 50
OPENED = ("purchase", "exhibition", "standards_plan", "story")
"""The records that are written again: of a campaign there is one edition a year, however many pages tell of it."""


def start(folder: Path) -> None:
    """Start Django on a data folder."""
    os.environ |= {
        "ZHIYUE_DATA": str(folder), "DJANGO_SETTINGS_MODULE": "zhiyue_site.settings", "ZHIYUE_HOSTS": "localhost",
    }  # fmt: skip
    import django  # noqa: PLC0415  # the folder above must be set first
    from django.core.management import call_command  # noqa: PLC0415  # as above

    django.setup()
    call_command("migrate", verbosity=0)


class Month:
    """The rows of the sample month, ready to be written again."""

    def __init__(self) -> None:
        from zhiyue_site.archive.models import Fact, Key, Line, Member, Page, Record  # noqa: PLC0415  # Django must run

        self.pages: list[Any] = list(Page.objects.select_related("reading__capture").order_by("pk"))
        self.facts: list[Any] = list(Fact.objects.all())
        self.lines: list[Any] = list(Line.objects.all())
        self.keys: list[Any] = list(Key.objects.all())
        self.members: list[Any] = list(Member.objects.filter(record__type__in=OPENED).defer("payload"))
        self.records = {row.pk: (row, self._template(row)) for row in Record.objects.filter(type__in=OPENED)}

    def _template(self, row: Any) -> str:
        """A record's payload with a mark behind each address: where the number of the repetition goes."""
        words = json.dumps(row.payload, ensure_ascii=False)
        for source in row.payload["sources"]:
            address = json.dumps(source["address"], ensure_ascii=False)
            words = words.replace(address, f'{address[:-1]}?issue=@@"')
        return words

    def again(self, number: int) -> None:
        """Write every row once more."""
        from zhiyue_site.archive.addresses import page_id  # noqa: PLC0415  # as above
        from zhiyue_site.archive.models import (  # noqa: PLC0415  # as above
            Capture,
            Change,
            Fact,
            Key,
            Line,
            Member,
            Page,
            Reading,
            Record,
        )  # fmt: skip

        back = timedelta(days=DAYS_BACK * number)
        ids = {page.pk: page_id(f"{page.address}?issue={number}") for page in self.pages}

        def beside(old: Any) -> dict[str, Any]:
            return {
                "copies": [ids[id] for id in old["copies"]],
                "records": [f"{id}-{number}" for id in old["records"] if id in self.records],
                "readings": [[ids[id], why, name] for id, why, name in old["readings"]],
            }

        captures, readings, pages = [], [], []
        for page in self.pages:
            old = page.reading
            capture = copied(old.capture, page_id=ids[page.pk])
            reading = copied(old, capture=capture)
            captures.append(capture)
            readings.append(reading)
            pages.append(
                copied(
                    page, pk=ids[page.pk], reading=reading, address=f"{page.address}?issue={number}",
                    title=f"{page.title}（之{number}）"[:512], listed_at=page.listed_at - back,
                    published=page.published and page.published - back,
                    published_on=page.published_on and page.published_on - back,
                    story=f"{page.story}-{number}" if page.story else "", beside=beside(page.beside),
                )
            )  # fmt: skip
        for page in pages:
            page.reading = None
        Page.objects.bulk_create(pages, BATCH)
        Capture.objects.bulk_create(captures, BATCH)
        Reading.objects.bulk_create(readings, BATCH)
        for page, reading in zip(pages, readings, strict=True):
            page.reading = reading
        Page.objects.bulk_update(pages, ["reading"], BATCH)
        facts = {fact.pk: copied(fact, pk=None, page_id=ids[fact.page_id]) for fact in self.facts}
        Fact.objects.bulk_create(facts.values(), BATCH)
        Line.objects.bulk_create(
            (copied(line, pk=None, page_id=ids[line.page_id], fact=facts[line.fact_id]) for line in self.lines), BATCH
        )
        Key.objects.bulk_create((self._key(key, ids, facts, number) for key in self.keys), BATCH)
        Record.objects.bulk_create((self._record(*one, number, back) for one in self.records.values()), BATCH)
        Member.objects.bulk_create(
            (
                copied(
                    member, pk=None, page_id=ids[member.page_id], member_id=f"{member.member_id}-{number}"[:80],
                    record_id=f"{member.record_id}-{number}", payload={},
                )
                for member in self.members
            ),
            BATCH,
        )  # fmt: skip
        Change.objects.bulk_create((Change(kind="page", target=id, action="upsert") for id in ids.values()), BATCH)

    def _key(self, key: Any, ids: dict[str, str], facts: dict[int, Any], number: int) -> Any:
        made = copied(key, pk=None, page_id=ids[key.page_id], fact=facts.get(key.fact_id))
        if key.role == "party" and number % NAMES:
            made.value, made.normal = f"{key.value}{number % NAMES}部", f"{key.normal}{number % NAMES}部"
        if key.on:
            made.on = key.on - timedelta(days=DAYS_BACK * number)
        return made

    def _record(self, row: Any, template: str, number: int, back: timedelta) -> Any:
        payload = json.loads(template.replace("@@", str(number)))
        days = {"first_on": row.first_on and row.first_on - back, "last_on": row.last_on and row.last_on - back}
        return copied(row, pk=f"{row.pk}-{number}", payload=payload, **days)


def copied(row: Any, **changed: Any) -> Any:
    """A new row with the columns of another; without a key of its own unless one is given."""
    columns = [field.attname for field in row._meta.concrete_fields]  # noqa: SLF001  # Django's way to a model's columns
    made = type(row)(**{name: row.__dict__[name] for name in columns if name in row.__dict__})
    made.pk = None
    for name, value in changed.items():
        setattr(made, name, value)
    return made


def documents(months: int, records: list[str]) -> Iterator[Any]:
    """What the index is told of every page, and of the records of the month that was read."""
    from zhiyue_site.archive.addresses import page_id  # noqa: PLC0415  # Django must run
    from zhiyue_site.archive.models import Page, Record  # noqa: PLC0415  # as above
    from zhiyue_site.archive.search.documents import documents_of_page, documents_of_record  # noqa: PLC0415  # as above

    pages = Page.objects.select_related("reading", "site").exclude(address__contains="?issue=").order_by("pk")
    samples = [(page.address, documents_of_page(page)) for page in pages]
    for _address, made in samples:
        yield from made
    for record in Record.objects.filter(pk__in=records).order_by("pk"):
        yield from documents_of_record(record)
    for number in range(1, months):
        back = timedelta(days=DAYS_BACK * number)
        for address, made in samples:
            id = page_id(f"{address}?issue={number}")
            for document in made:
                title = f"{document.title}（之{number}）"
                yield replace(document, key=f"page:{id}", id=id, title=title, on=document.on and document.on - back)


def make(pages: int) -> None:
    """Fill the data folder that Django runs on."""
    from django.db import transaction  # noqa: PLC0415  # Django must run
    from evals.searching import load_month  # noqa: PLC0415  # as above

    from zhiyue_site.archive.models import IndexTask, Page  # noqa: PLC0415  # as above
    from zhiyue_site.archive.records import compile_pending  # noqa: PLC0415  # as above
    from zhiyue_site.archive.search import store  # noqa: PLC0415  # as above

    load_month()
    while compile_pending():
        pass
    month = Month()
    months = -(-pages // len(month.pages))
    began = time.perf_counter()
    for number in range(1, months):
        with transaction.atomic():
            month.again(number)
        if number % 50 == 0:
            print(f"{number} of {months} months, {time.perf_counter() - began:,.0f} s", flush=True)
    IndexTask.objects.all().delete()
    began = time.perf_counter()
    with store.rebuilding() as writer:
        for document in documents(months, list(month.records)):
            writer.add(document)
        writer.commit()
    seconds = time.perf_counter() - began
    print(f"{Page.objects.count():,} pages; index {Page.objects.count() / seconds:,.0f} pages/s", flush=True)


def main() -> None:
    """Make one."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--pages", type=int, default=200_000)
    options = parser.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)
    start(options.folder.absolute())
    make(options.pages)


if __name__ == "__main__":
    main()
