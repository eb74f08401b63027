"""The families that focus areas of all years belong to: the set of areas changes every year, these six do not.

Comes in: ``area_families.csv``. Goes out: frozen entries; their cues speak for an area of that family in any edition.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from zhiyue.reference.tables import read_table, split_list


@dataclass(frozen=True, slots=True)
class AreaFamily:
    """What areas of different years have in common; `cues` are the words that speak for it."""

    code: str
    order: int
    label_zh: str
    label_en: str
    cues: tuple[str, ...]


@cache
def area_families() -> dict[str, AreaFamily]:
    """Return the families by code, sorted."""
    rows = read_table("area_families.csv", ("code", "order", "label_zh", "label_en", "cues"))
    return {
        row["code"]: AreaFamily(
            row["code"], int(row["order"]), row["label_zh"], row["label_en"], split_list(row["cues"])
        )
        for row in rows
    }
