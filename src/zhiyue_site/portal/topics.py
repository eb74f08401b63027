"""Topics: saved questions that have a page of their own.

Comes in: ``topics.toml`` beside this module, and one of the same name in the data folder. Goes out: `Topic`s. Which
pages belong follows from the question alone, so a topic is complete on the day it is written.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import lru_cache
from importlib.resources import files
from pathlib import Path

from django.conf import settings
from django.db.models import Q, QuerySet

from zhiyue.errors import ConfigurationError
from zhiyue_site.archive.models import Key, Page
from zhiyue_site.portal.frame import is_english

FILE = "topics.toml"


@dataclass(frozen=True, slots=True)
class Topic:
    """One topic: its names, and what a page must have. Of several values of one line any will do."""

    slug: str
    zh: str
    en: str = ""
    lead_zh: str = ""
    lead_en: str = ""
    channel: tuple[str, ...] = ()
    kind: tuple[str, ...] = ()
    region: tuple[str, ...] = ()
    instrument: tuple[str, ...] = ()
    party: tuple[str, ...] = ()
    words: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """Its name in the language of the page."""
        return (self.en if is_english() else "") or self.zh

    @property
    def lead(self) -> str:
        """What it gathers, in the language of the page."""
        return (self.lead_en if is_english() else "") or self.lead_zh

    def pages(self) -> QuerySet[Page]:
        """The public pages that answer it."""
        pages = Page.public.all()
        for column in ("channel", "kind"):
            if values := getattr(self, column):
                pages = pages.filter(**{f"{column}__in": values})
        if self.region:
            pages = pages.filter(_any("region__startswith", self.region))
        if self.words:
            pages = pages.filter(_any("title__contains", self.words))
        for role, values in ((Key.Role.INSTRUMENT, self.instrument), (Key.Role.PARTY, self.party)):
            if values:
                keys = Key.objects.filter(role=role, normal__in=values)
                pages = pages.filter(pk__in=keys.values("page"))
        return pages


def topics() -> tuple[Topic, ...]:
    """Every topic, ours first.

    Raises:
        ConfigurationError: a file is no TOML, or says something that no topic has.
    """
    own: Path = settings.ENVIRONMENT.data / FILE
    changed = own.stat().st_mtime_ns if own.exists() else 0
    return _topics(own, changed)


def topic_named(slug: str) -> Topic | None:
    """The topic of that name in addresses, or None where there is none."""
    return next((topic for topic in topics() if topic.slug == slug), None)


@lru_cache(maxsize=4)
def _topics(own: Path, changed: int) -> tuple[Topic, ...]:
    tables = dict(_read((files(__package__) / FILE).read_text(encoding="utf-8"), FILE))
    if changed:
        tables |= _read(own.read_text(encoding="utf-8"), str(own))
    return tuple(_topic(slug, table) for slug, table in tables.items())


def _read(words: str, where: str) -> Mapping[str, Mapping[str, object]]:
    try:
        found: Mapping[str, Mapping[str, object]] = tomllib.loads(words).get("topic", {})
    except tomllib.TOMLDecodeError as error:
        raise ConfigurationError(f"{where}: {error}") from error
    known = {field.name for field in fields(Topic)} - {"slug"}
    for slug, table in found.items():
        if unknown := set(table) - known:
            raise ConfigurationError(f"{where}: [topic.{slug}] has {', '.join(sorted(unknown))}: no topic has that")
        if "zh" not in table:
            raise ConfigurationError(f"{where}: [topic.{slug}] needs zh, its name")
    return found


def _topic(slug: str, table: Mapping[str, object]) -> Topic:
    def words(name: str) -> str:
        return str(table.get(name, ""))

    def values(name: str) -> tuple[str, ...]:
        return _values(table[name]) if name in table else ()

    return Topic(
        slug,
        zh=words("zh"),
        en=words("en"),
        lead_zh=words("lead_zh"),
        lead_en=words("lead_en"),
        channel=values("channel"),
        kind=values("kind"),
        region=values("region"),
        instrument=values("instrument"),
        party=values("party"),
        words=values("words"),
    )


def _values(value: object) -> tuple[str, ...]:
    return tuple(map(str, value)) if isinstance(value, list) else (str(value),)


def _any(lookup: str, values: tuple[str, ...]) -> Q:
    found = Q()
    for value in values:
        found |= Q(**{lookup: value})
    return found
