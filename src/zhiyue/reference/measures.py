"""What units of a campaign report, and in which classes the national return counts activities.

Comes in: ``measures.csv`` and ``activity_classes.csv``. Goes out: frozen entries. `summed_as` says under which unit a
printed figure is summed: 场 and 场次 of one measure are one thing, 人 and 人次, 家 and 家次 never are.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from zhiyue.reference.tables import read_table, split_list

_MEASURE = ("code", "label_zh", "label_en", "unit", "other_units", "national", "asked_by", "family", "cues")
_CLASS = ("code", "order", "label_zh", "label_en", "measure", "cues")
_SCALES = {"万": Decimal(10) ** 4, "亿": Decimal(10) ** 8}
_RATES = frozenset({"%", "％", "‰", "百分比", "个百分点"})


@dataclass(frozen=True, slots=True)
class CampaignMeasure:
    """A figure that is asked of units: its unit, other words for that unit, who asks.

    `is_national` tells the fields of the national return. `family` groups rows of a report; `cues` are the words beside
    which a sentence gives such a figure.
    """

    code: str
    label_zh: str
    label_en: str
    unit: str
    other_units: tuple[str, ...]
    is_national: bool
    asked_by: str
    family: str
    cues: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ActivityClass:
    """One of the classes of the national return; `measure` is the field it fills, `cues` the words that speak for it."""

    code: str
    order: int
    label_zh: str
    label_en: str
    measure: str
    cues: tuple[str, ...]


@cache
def campaign_measures() -> dict[str, CampaignMeasure]:
    """Return the measures by code, sorted."""
    return {
        row["code"]: CampaignMeasure(
            row["code"],
            row["label_zh"],
            row["label_en"],
            row["unit"],
            split_list(row["other_units"]),
            row["national"] == "yes",
            row["asked_by"],
            row["family"],
            split_list(row["cues"]),
        )
        for row in read_table("measures.csv", _MEASURE)
    }


@cache
def activity_classes() -> tuple[ActivityClass, ...]:
    """Return the classes in the order of the national return."""
    rows = read_table("activity_classes.csv", _CLASS)
    found = (
        ActivityClass(
            row["code"],
            int(row["order"]),
            row["label_zh"],
            row["label_en"],
            row["measure"],
            split_list(row["cues"]),
        )
        for row in rows
    )
    return tuple(sorted(found, key=lambda item: item.order))


def summed_as(code: str, unit: str) -> tuple[str, Decimal]:
    """Return the unit under which figures of `code` printed in `unit` are summed, and the factor to get there.

    An empty unit is the measure's own. A rate has no sum: its unit comes back empty.

    >>> summed_as("sessions", "场"), summed_as("attendances", "万人次"), summed_as("attendances", "人")
    (('场次', Decimal('1')), ('人次', Decimal('10000')), ('人', Decimal('1')))
    """
    measure = campaign_measures().get(code)
    own = measure.unit if measure is not None else ""
    others = measure.other_units if measure is not None else ()
    words, factor = unit.strip() or own, Decimal(1)
    if words in _RATES:
        return "", Decimal(0)
    if words[:1] in _SCALES:
        words, factor = words[1:] or own, _SCALES[words[0]]
    return (own if words in others else words), factor
