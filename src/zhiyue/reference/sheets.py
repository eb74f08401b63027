"""The columns of the sheets that units mail: what a heading may be called, and what stands below it.

Comes in: ``sheet_columns.csv``. Goes out: frozen entries, and `wording_key`, under which two wordings are the same.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from zhiyue.reference.tables import read_table, split_list

_COLUMNS = ("field", "type", "label_zh", "label_en", "unit", "is_contact", "synonyms", "weak")
_FULL = {**{0xFF01 + n: 0x21 + n for n in range(94)}, 0x3000: 0x20, 0xA0: 0x20}
# （人） | (场次) | 〔份〕: what stands in brackets is a unit or a hint, never the name
_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|【[^】]*】|〔[^〕]*〕")
_SIGNS = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """One field that a column may hold.

    `unit` is the measure word that is meant where none is printed. `synonyms` name the field wherever they stand; `weak`
    words (项目, 类型) only where nothing else on the sheet does. `is_contact` values never leave the tree of units.
    """

    field: str
    type: str
    label_zh: str
    label_en: str
    unit: str
    is_contact: bool
    synonyms: tuple[str, ...]
    weak: tuple[str, ...]


@lru_cache(maxsize=8192)
def wording_key(words: str) -> str:
    """Return `words` without width, blanks, signs and bracketed units: two headings with one key say the same.

    >>> wording_key("参加人数（人）") == wording_key("参 加 人数") == "参加人数"
    True
    """
    plain = words.translate(_FULL).lower()
    bare = _SIGNS.sub("", _BRACKETS.sub("", plain))
    return bare or _SIGNS.sub("", plain)


@cache
def sheet_columns() -> Mapping[str, SheetColumn]:
    """Return every field, by its name."""
    return {
        row["field"]: SheetColumn(
            row["field"],
            row["type"],
            row["label_zh"],
            row["label_en"],
            row["unit"],
            row["is_contact"] == "yes",
            split_list(row["synonyms"]),
            split_list(row["weak"]),
        )
        for row in read_table("sheet_columns.csv", _COLUMNS)
    }


@cache
def column_wordings() -> Mapping[str, tuple[str, bool]]:
    """Return wording → (field, is it strong), by `wording_key`."""
    found: dict[str, tuple[str, bool]] = {}
    for column in sheet_columns().values():
        for word in column.weak:
            found.setdefault(wording_key(word), (column.field, False))
    for column in sheet_columns().values():
        for word in column.synonyms:
            found[wording_key(word)] = (column.field, True)
    return found
