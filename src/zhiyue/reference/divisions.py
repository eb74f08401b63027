"""The administrative divisions of China: provinces, prefectures and counties in use, with the codes they replaced.

Comes in: ``divisions.csv``. Goes out: `Division` entries; codes are six-digit strings. Twin names (鼓楼区 stands four
times) are the readers' business: see `zhiyue.values.places`.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Literal, cast

from zhiyue.reference.tables import read_table, require_parents, split_list

Level = Literal["province", "prefecture", "county"]


@dataclass(frozen=True, slots=True)
class Division:
    """One division. `parent` is the code of the next higher one in use; `valid_from` the year its code began.

    `former_codes` are the retired codes whose area it took over (1980 and later).
    """

    code: str
    name: str
    level: Level
    parent: str
    valid_from: str
    former_codes: tuple[str, ...]


@cache
def divisions() -> tuple[Division, ...]:
    """Return every division in use, sorted by code."""
    rows = read_table("divisions.csv", ("code", "name", "level", "parent", "valid_from", "former_codes"))
    require_parents("divisions.csv", ((row["code"], row["parent"]) for row in rows))
    return tuple(
        Division(
            row["code"],
            row["name"],
            cast("Level", row["level"]),
            row["parent"],
            row["valid_from"],
            split_list(row["former_codes"]),
        )
        for row in rows
    )


@cache
def division_by_code() -> dict[str, Division]:
    """Return the divisions by code."""
    return {division.code: division for division in divisions()}
