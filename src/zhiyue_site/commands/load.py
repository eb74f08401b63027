"""``zhiyue load PATH…``: read pages and put them into the archive.

Comes in: files, folders and WARC archives; beside them, or in a folder given, an ``index.jsonl`` may say the address and the time of
capture of each page, and a ``sites.toml`` may configure their websites. Goes out: a count. Interrupted, it is simply
run again: what is in the archive is not read twice.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import click
from rich.console import Console
from rich.progress import Progress

from zhiyue.bulk import is_archive
from zhiyue.errors import UnreadableInput
from zhiyue.model import RawPage
from zhiyue.pipeline import process
from zhiyue.readers import find_pages, read_page
from zhiyue.warc import read_warc
from zhiyue_site.commands._django import migrate, start_django

INDEX = "index.jsonl"
SITES = "sites.toml"


@dataclass(slots=True)
class Tally:
    """What became of the pages so far."""

    new: int = 0
    known: int = 0
    rejected: int = 0


@click.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True))
def load(paths: tuple[Path, ...]) -> None:
    """Read pages of files, folders and WARC archives, and put them into the archive."""
    start_django()
    migrate()
    console = Console(stderr=True)
    tally = Tally()
    for path in paths:
        _load_sites(path, console)
        pages = list(_pages(path))
        with Progress(console=console, transient=True) as progress:
            task = progress.add_task(str(path), total=len(pages))
            for page in pages:
                for raw in _raws(page):
                    _load_page(raw, tally, console)
                progress.advance(task)
    console.print(f"{tally.new} new, {tally.known} known already, {tally.rejected} could not be read")
    _finish(console)
    sys.exit(1 if tally.rejected else 0)


@dataclass(frozen=True, slots=True)
class _File:
    """A page to read, and what the index says of it."""

    path: Path
    about: Mapping[str, str]


def _pages(path: Path) -> Iterator[_File]:
    if path.is_dir() and (path / INDEX).exists():
        for line in (path / INDEX).read_text(encoding="utf-8").splitlines():
            about = json.loads(line)
            yield _File(path / about["path"], about)
    else:
        for found in find_pages(path):
            yield _File(found, {})


def _raws(page: _File) -> Iterator[RawPage | UnreadableInput]:
    """The page of a file, or every page of an archive; or why there is none."""
    if is_archive(page.path):
        with page.path.open("rb") as file:
            yield from read_warc(file, name=str(page.path))
        return
    try:
        yield _raw(page)
    except UnreadableInput as error:
        yield error


def _raw(page: _File) -> RawPage:
    raw = read_page(page.path)
    about = page.about
    return replace(
        raw,
        path=about.get("path", raw.path),
        url=about.get("url", raw.url),
        fetched_at=about.get("fetched_at", raw.fetched_at),
        content_type=about.get("content_type", raw.content_type),
    )


def _load_page(raw: RawPage | UnreadableInput, tally: Tally, console: Console) -> None:
    from zhiyue_site.archive.ingest import save  # noqa: PLC0415  # Django must have started

    try:
        if isinstance(raw, UnreadableInput):
            raise raw
        saved = save(raw, process(raw))
    except UnreadableInput as error:
        tally.rejected += 1
        console.print(f"[red]not read[/red] {error}", highlight=False)
    else:
        tally.new += saved.is_new
        tally.known += not saved.is_new


def _load_sites(path: Path, console: Console) -> None:
    from zhiyue_site.archive.sites import load_sites  # noqa: PLC0415  # Django must have started

    if path.is_dir() and (path / SITES).exists():
        console.print(f"{load_sites(path / SITES)} websites configured")


def _finish(console: Console) -> None:
    """Compile records and index what was loaded, so that the portal shows it at once."""
    from zhiyue_site.archive.work import run_all  # noqa: PLC0415  # Django must have started

    for done in run_all():
        console.print(str(done))
