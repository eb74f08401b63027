"""The instruments of the trade and the brands that make them.

Comes in: ``instruments.csv`` (a tree of some 160 kinds of instrument) and ``brands.csv`` (some 190 makers with the
home of the brand). Goes out: frozen entries with every name under which pages speak of them.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from zhiyue.reference.tables import read_table, require_parents, split_list


@dataclass(frozen=True, slots=True)
class Instrument:
    """A kind of instrument: `parent` is the id of the wider kind, empty for a root."""

    id: str
    name_zh: str
    name_en: str
    parent: str
    aliases: tuple[str, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """Every name a page may use."""
        return (self.name_zh, *self.aliases)


@dataclass(frozen=True, slots=True)
class Brand:
    """A maker. `region` is the ISO 3166 code of the brand's home, not of the factory.

    `weak_aliases` are also everyday words or letters (理学, PE): they name the brand only beside a word that says so.
    """

    id: str
    name_zh: str
    name_en: str
    region: str
    aliases: tuple[str, ...]
    weak_aliases: tuple[str, ...]


@cache
def instruments() -> tuple[Instrument, ...]:
    """Return every instrument, sorted by id."""
    rows = read_table("instruments.csv", ("id", "name_zh", "name_en", "parent", "aliases"))
    require_parents("instruments.csv", ((row["id"], row["parent"]) for row in rows))
    return tuple(
        Instrument(row["id"], row["name_zh"], row["name_en"], row["parent"], split_list(row["aliases"])) for row in rows
    )


@cache
def instrument_by_id() -> dict[str, Instrument]:
    """Return the instruments by id."""
    return {instrument.id: instrument for instrument in instruments()}


@cache
def brands() -> tuple[Brand, ...]:
    """Return every brand, sorted by id."""
    rows = read_table("brands.csv", ("id", "name_zh", "name_en", "region", "aliases", "weak_aliases"))
    return tuple(
        Brand(
            row["id"],
            row["name_zh"],
            row["name_en"],
            row["region"],
            split_list(row["aliases"]),
            split_list(row["weak_aliases"]),
        )
        for row in rows
    )
