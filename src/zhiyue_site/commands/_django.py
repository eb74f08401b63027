"""Starting Django for a command, so that ``zhiyue read`` never pays for it."""

from __future__ import annotations

import os

import click

from zhiyue.errors import ConfigurationError


def start_django() -> None:
    """Load the settings and the tables. A wrong setting becomes a message, not a traceback."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "zhiyue_site.settings")
    import django  # noqa: PLC0415  # a command that needs no site must not load it

    try:
        django.setup()
    except ConfigurationError as error:
        raise click.ClickException(str(error)) from error


def migrate() -> None:
    """Bring the tables up to date, and what must stay removed after a rebuild or a restore; at once where they are."""
    from django.core.management import call_command  # noqa: PLC0415  # as above

    call_command("migrate", interactive=False, verbosity=0)
    from zhiyue_site.archive.takedown import reapply  # noqa: PLC0415  # Django must have started

    reapply()
