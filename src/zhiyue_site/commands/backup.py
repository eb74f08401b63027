"""``zhiyue backup FILE`` and ``zhiyue restore FILE``."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import click

from zhiyue.errors import ZhiyueError
from zhiyue_site.commands._django import migrate, start_django


def _say(name: str, count: int) -> None:
    click.echo(f"{count:>9}  {name}", err=True)


@click.command()
@click.argument("file", required=False, type=click.Path(path_type=Path, dir_okay=False))
def backup(file: Path | None) -> None:
    """Write everything to one file, while the site runs (default: zhiyue-DATE.tar.gz)."""
    start_django()
    migrate()
    from zhiyue_site.archive.backup import back_up  # noqa: PLC0415  # Django must have started

    target = file or Path(f"zhiyue-{datetime.now(UTC):%Y%m%dT%H%M%SZ}.tar.gz")
    try:
        back_up(target, report=_say)
    except FileExistsError as error:
        raise click.ClickException(str(error)) from error
    click.echo(target)


@click.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False, exists=True))
def restore(file: Path) -> None:
    """Bring a backup back into a new, empty ZHIYUE_DATA."""
    start_django()
    from zhiyue_site.archive.backup import restore as bring_back  # noqa: PLC0415  # Django must have started

    try:
        bring_back(file, report=_say)
    except ZhiyueError as error:
        raise click.ClickException(str(error)) from error
    click.echo("Restored. Now: zhiyue reindex")
