"""``zhiyue serve``: the site and its worker, together."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import webbrowser

import click

from zhiyue_site.commands._django import migrate, start_django


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535), help="Port to listen on.")
@click.option(
    "--processes",
    default=max(1, os.cpu_count() or 1),
    show_default="one a core",
    type=click.IntRange(1, 64),
    help="Processes that answer.",
)
@click.option(
    "--open", "with_browser", is_flag=True, help="Open it in the browser of this machine, where there is one."
)
@click.option("--worker/--no-worker", "with_worker", default=True, help="Start the worker beside it.")
def serve(*, host: str, port: int, processes: int, with_worker: bool, with_browser: bool) -> None:
    """Serve the site: open http://localhost:8000."""
    start_django()
    migrate()
    from django.core.management import call_command  # noqa: PLC0415  # Django must have started
    from granian.constants import Interfaces  # noqa: PLC0415  # not needed by other commands
    from granian.server import Server  # noqa: PLC0415  # as above

    call_command("collectstatic", interactive=False, verbosity=0)
    worker = subprocess.Popen([sys.executable, "-m", "zhiyue", "worker"]) if with_worker else None  # ourselves
    url = f"http://{'localhost' if host == '127.0.0.1' else host}:{port}"
    click.echo(f"质阅 {url}    (Ctrl-C stops it)", err=True)
    if with_browser:
        threading.Timer(1.0, webbrowser.open, [url]).start()
    try:
        Server(
            "zhiyue_site.wsgi:application",
            address=host,
            port=port,
            interface=Interfaces.WSGI,
            workers=processes,
            blocking_threads=4,
            log_access=False,
        ).serve()
    finally:
        if worker:
            worker.terminate()
            worker.wait()
