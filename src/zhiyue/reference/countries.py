"""Countries and regions that brands and goods come from.

Comes in: ``countries.csv``. Goes out: `Country` entries; codes are ISO 3166: two letters, for Hong Kong, Macao and Taiwan
the codes of their subdivisions of CN.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from zhiyue.reference.tables import read_table, split_list


@dataclass(frozen=True, slots=True)
class Country:
    """A country or region, with the short names that pages print."""

    code: str
    name_zh: str
    name_en: str
    aliases: tuple[str, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """Every Chinese name."""
        return (self.name_zh, *self.aliases)


@cache
def countries() -> tuple[Country, ...]:
    """Return every country, sorted by code."""
    rows = read_table("countries.csv", ("code", "name_zh", "name_en", "aliases"))
    return tuple(Country(row["code"], row["name_zh"], row["name_en"], split_list(row["aliases"])) for row in rows)
