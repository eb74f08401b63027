"""``zhiyue worker``: the one process that compiles records, writes the index, keeps the clocks."""

from __future__ import annotations

import signal
import threading

import click

from zhiyue_site.commands._django import migrate, start_django


@click.command()
@click.option("--once", is_flag=True, help="Do what is to be done now, and leave.")
@click.option("--every", default=2.0, show_default=True, help="Seconds between two looks.")
def worker(*, once: bool, every: float) -> None:
    """Compile records, index pages, publish on time, watch the clocks."""
    start_django()
    migrate()
    from zhiyue_site.archive.work import run_all  # noqa: PLC0415  # Django must have started

    stopped = threading.Event()
    for name in (signal.SIGINT, signal.SIGTERM):
        signal.signal(name, lambda *_: stopped.set())
    while not stopped.is_set():
        for done in run_all():
            click.echo(str(done), err=True)
        if once:
            break
        stopped.wait(every)
