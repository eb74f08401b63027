"""The parties on a page: national bodies under their short and full names, and the types of buyers.

Comes in: ``organisations.csv``, ``buyer_types.csv`` and ``buyer_groups.csv``. Goes out: frozen entries.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from zhiyue.errors import ReferenceDataError
from zhiyue.reference.tables import read_table, split_list


@dataclass(frozen=True, slots=True)
class Organisation:
    """A national body. `former_names` are of bodies that it took over: same id, another name."""

    code: str
    name: str
    level: str
    short_names: tuple[str, ...]
    former_names: tuple[str, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """Every name a page may use, the full one first."""
        return (self.name, *self.short_names, *self.former_names)


@dataclass(frozen=True, slots=True)
class BuyerType:
    """A type of buyer; `pattern` is searched in its name, the lowest `priority` that matches decides."""

    code: str
    title_zh: str
    title_en: str
    priority: int
    pattern: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class BuyerGroup:
    """What a type of buyers is added up under in a report, and both in words."""

    code: str
    title_zh: str
    type_en: str
    group: str
    name_zh: str
    name_en: str


@cache
def organisations() -> tuple[Organisation, ...]:
    """Return every national body, sorted by code."""
    rows = read_table("organisations.csv", ("code", "name", "level", "short_names", "former_names"))
    return tuple(
        Organisation(
            row["code"], row["name"], row["level"], split_list(row["short_names"]), split_list(row["former_names"])
        )
        for row in rows
    )


@cache
def buyer_types() -> tuple[BuyerType, ...]:
    """Return every type of buyer in the order in which they are tried."""
    rows = read_table("buyer_types.csv", ("code", "title_zh", "title_en", "priority", "pattern"))
    types = (
        BuyerType(row["code"], row["title_zh"], row["title_en"], int(row["priority"]), re.compile(row["pattern"]))
        for row in rows
    )
    return tuple(sorted(types, key=lambda type: type.priority))


@cache
def buyer_groups() -> dict[str, BuyerGroup]:
    """Return the group of every type of buyers, by the type's code.

    Raises:
        ReferenceDataError: a type without group, or a group of no type.
    """
    rows = read_table("buyer_groups.csv", ("code", "group", "name_zh", "name_en", "type_en"))
    titles = {type.code: type.title_zh for type in buyer_types()}
    if odd := titles.keys() ^ {row["code"] for row in rows}:
        raise ReferenceDataError(
            f"buyer_groups.csv: {', '.join(sorted(odd))} stand in one list of buyers alone; add them"
        )
    return {
        row["code"]: BuyerGroup(
            row["code"], titles[row["code"]], row["type_en"], row["group"], row["name_zh"], row["name_en"]
        )
        for row in rows
    }
