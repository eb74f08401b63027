"""Websites and their rules: from TOML into the tables.

Comes in: a file with one ``[site.<key>]`` table a website. Goes out: rows of `Site` and `SiteHost`; a website that
the file names again is brought to what the file says.
"""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from django.db import transaction

from zhiyue.errors import ConfigurationError
from zhiyue_site.accounts.audit import record
from zhiyue_site.accounts.models import User
from zhiyue_site.archive.models import Site, SiteHost
from zhiyue_site.archive.models.pages import Rank, Terms
from zhiyue_site.archive.rights import redecide

_COLUMNS = {
    "name",
    "rank",
    "terms",
    "excerpt_characters",
    "attribution",
    "claim_days",
    "note",
    "expected_a_month",
    "has_news_licence",
}


@transaction.atomic
def load_sites(path: Path) -> int:
    """Configure every website of a file; returns how many.

    Raises:
        ConfigurationError: the file is no TOML, or says something that no website has.
    """
    try:
        tables = tomllib.loads(path.read_text(encoding="utf-8")).get("site", {})
    except tomllib.TOMLDecodeError as error:
        raise ConfigurationError(f"{path}: {error}") from error
    for key, table in tables.items():
        _check(path, key, table)
        hosts = table.pop("hosts")
        site, _ = Site.objects.update_or_create(key=key, defaults=table)
        for host in hosts:
            SiteHost.objects.update_or_create(host=host, defaults={"site": site})
        redecide(site)
    return len(tables)


def _check(path: Path, key: str, table: dict[str, Any]) -> None:
    unknown = set(table) - _COLUMNS - {"hosts"}
    if unknown:
        raise ConfigurationError(f"{path}: [site.{key}] has {', '.join(sorted(unknown))}: no website has that")
    if not table.get("hosts") or not table.get("name"):
        raise ConfigurationError(f"{path}: [site.{key}] needs a name and hosts")
    for column, choices in (("rank", Rank.values), ("terms", Terms.values)):
        if table.get(column, choices[0]) not in choices:
            raise ConfigurationError(f"{path}: [site.{key}] {column} is {table[column]!r}: one of {', '.join(choices)}")


@transaction.atomic
def change_site(site: Site, values: dict[str, Any], hosts: list[str], *, by: User) -> int:
    """Change a website's rules; every page that they bear on is decided anew. Returns on how many the terms changed.

    `values` are columns of `Site`, checked by a form; `hosts` replace those it had.
    """
    before = {name: getattr(site, name) for name in values}
    for name, value in values.items():
        setattr(site, name, value)
    site.save()
    site.hosts.exclude(host__in=hosts).delete()
    for host in hosts:
        SiteHost.objects.update_or_create(host=host, defaults={"site": site})
    changed = redecide(site)
    detail = {name: [before[name], value] for name, value in values.items() if before[name] != value}
    record("site.configure", actor=by, target=site.pk, detail={**detail, "hosts": hosts, "pages": changed})
    return changed
