"""``zhiyue doctor``: is the archive whole?"""

from __future__ import annotations

import sys

import click

from zhiyue_site.commands._django import start_django


@click.command()
@click.option("--thorough", is_flag=True, help="Also read all raw bytes and compare them with their digests.")
def doctor(*, thorough: bool) -> None:
    """Look at everything, change nothing; exit code 1 where something does not hold."""
    start_django()
    from zhiyue_site.archive.doctor import examine  # noqa: PLC0415  # Django must have started

    whole = True
    for check in examine(thorough=thorough):
        whole = whole and check.holds
        click.echo(f"{'✓' if check.holds else '≠'} {check.name}: {check.said}")
        if not check.holds:
            click.echo(f"    → {check.remedy}")
    sys.exit(0 if whole else 1)
