"""``zhiyue reindex``: build the search index anew, while the site goes on serving from the old one."""

from __future__ import annotations

import click
from rich.console import Console
from rich.progress import Progress

from zhiyue_site.commands._django import migrate, start_django


@click.command()
def reindex() -> None:
    """Build the search index anew; readers change over when it is done."""
    start_django()
    migrate()
    from zhiyue_site.archive.search import IndexBusy, rebuild  # noqa: PLC0415  # Django must have started

    console = Console(stderr=True)
    with Progress(console=console, transient=True) as progress:
        task = progress.add_task("reindex", total=None)
        try:
            count = rebuild(lambda done, total: progress.update(task, completed=done, total=total))
        except IndexBusy as error:
            raise click.ClickException(str(error)) from error
    console.print(f"{count} pages and records indexed")
