"""``zhiyue user``: the first accounts, made by who owns the machine. Later ones are made by the security administrator."""

from __future__ import annotations

import click

from zhiyue_site.commands._django import migrate, start_django


@click.group()
def user() -> None:
    """Make accounts and grant roles."""
    start_django()
    migrate()


@user.command()
@click.argument("username")
@click.option("--name", default="", help="The person's name.")
@click.option("--role", "roles", multiple=True, help="A role to grant; may be repeated.")
@click.password_option(help="Asked for where it is not given.")
def add(username: str, *, name: str, roles: tuple[str, ...], password: str) -> None:
    """Make an account."""
    from zhiyue_site.accounts.people import AccountError, add_user  # noqa: PLC0415  # Django must have started

    try:
        made = add_user(username, password, name=name, roles=roles, by=None)
    except AccountError as error:
        raise click.ClickException(str(error)) from error
    click.echo(f"{made.username}: {', '.join(roles) or 'reader'}")
