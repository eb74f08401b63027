"""Totals as cells of a report: figure, unit, hedge, what it rests on, and why where there is none.

Comes in: totals. Goes out: `Cell` and `Column`. Exists apart from the closing report so that every table of it says
unknown, zero and hedged in one way.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal

from zhiyue.campaigns.counting import STAGES, Key, Stage, Totals, combine
from zhiyue.model import Relation
from zhiyue.reference.measures import campaign_measures
from zhiyue.report import Cell, Column

NOTHING = "没有单位上报"
_OPPOSITE: dict[Relation, Relation] = {"=": "=", "≈": "≈", "≥": "≤", ">": "<", "≤": "≥", "<": ">"}


def plain(number: Decimal) -> str:
    """A decimal string without exponent or idle zeros.

    >>> plain(Decimal("1.2E+4")), plain(Decimal("0.50"))
    ('12000', '0.5')
    """
    words = format(number, "f")
    return words.rstrip("0").rstrip(".") if "." in words else words


def key_id(key: Key) -> str:
    """The part of a cell's id that names a key: the code, with the unit where it is not the measure's own."""
    own = campaign_measures().get(key.code)
    return key.code if own is not None and own.unit == key.unit else f"{key.code}-{key.unit}"


def key_label(key: Key) -> str:
    """What a row of that key is called; the unit stands there where it is not the measure's own."""
    own = campaign_measures().get(key.code)
    if own is None:
        return key.code
    return own.label_zh if own.unit == key.unit else f"{own.label_zh}（{key.unit}）"


def stage_cell(prefix: str, key: Key, stage: Stage, totals: Totals) -> Cell:
    """One of the three totals. Nothing reported is not known; nothing supported among what is reported is zero."""
    total = totals.of(stage)
    id = f"{prefix}.{key_id(key)}.{stage}"
    if not totals.reported.figures:
        return Cell(id, None, key.unit, why=NOTHING)
    aside = totals.supported.number - totals.deduplicated.number
    arithmetic = ""
    if stage == "deduplicated" and aside:
        arithmetic = f"{plain(totals.supported.number)} − {plain(aside)} = {plain(total.number)}"
    return Cell(id, plain(total.number), key.unit, total.relation, total.rests_on, arithmetic=arithmetic)


def stage_cells(prefix: str, key: Key, totals: Totals) -> tuple[Cell, ...]:
    """The three totals of a key, in their order."""
    return tuple(stage_cell(prefix, key, stage, totals) for stage in STAGES)


def stage_columns(key: Key, *, heading: str = "") -> tuple[Column, ...]:
    """Three columns for the totals of a key."""
    words = heading or key_label(key)
    return tuple(Column(f"{key_id(key)}.{stage}", f"{words}·{label}", key.unit) for stage, label in STAGES.items())


def count_cell(id: str, ids: Iterable[str], unit: str) -> Cell:
    """How many these are; the cell rests on each."""
    found = tuple(sorted(set(ids)))
    return Cell(id, str(len(found)), unit, rests_on=found)


def known_cell(id: str, number: Decimal, unit: str, rests_on: Iterable[str] = (), *, arithmetic: str = "") -> Cell:
    """A figure that is computed from others."""
    return Cell(id, plain(number), unit, rests_on=tuple(sorted(set(rests_on))), arithmetic=arithmetic)


def less(id: str, this: Cell, other: Cell) -> Cell:
    """What `this` is more than `other` (negative: less). Hedges go along; unknown on either side is unknown."""
    rests_on = tuple(sorted({*this.rests_on, *other.rests_on}))
    if this.value is None or other.value is None:
        return Cell(id, None, this.unit, rests_on=rests_on, why="缺少可比的数")
    difference = Decimal(this.value) - Decimal(other.value)
    relation = combine((this.relation, _OPPOSITE[other.relation]))
    arithmetic = f"{this.value} − {other.value} = {plain(difference)}"
    return Cell(id, plain(difference), this.unit, relation, rests_on, arithmetic=arithmetic)


def rate(id: str, part: Cell, whole: Cell) -> Cell:
    """`part` ÷ `whole` in percent, to three decimals; the arithmetic shows numerator and denominator."""
    rests_on = tuple(sorted({*part.rests_on, *whole.rests_on}))
    if part.value is None or whole.value is None or not Decimal(whole.value):
        return Cell(id, None, "%", rests_on=rests_on, why="缺少分子或分母")
    percent = to_thousandths(Decimal(part.value) * 100 / Decimal(whole.value))
    arithmetic = f"{part.value} ÷ {whole.value} = {percent} %"
    relation: Relation = "=" if {part.relation, whole.relation} == {"="} else "≈"
    return Cell(id, percent, "%", relation, rests_on, arithmetic=arithmetic)


def to_thousandths(percent: Decimal) -> str:
    """A share to three decimals, half up: whoever prints it rounds once more, to fewer.

    >>> to_thousandths(Decimal(1300) / 17)
    '76.471'
    """
    return plain(percent.quantize(Decimal("0.001"), ROUND_HALF_UP))
