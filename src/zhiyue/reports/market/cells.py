"""Cells from figures: counts, money, shares, changes, each with what it rests on and its arithmetic.

Comes in: numbers (money in fen) and the ids behind them. Goes out: `Cell`s. A share is rounded half up to two decimals.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal

from zhiyue.report import Cell, Language
from zhiyue.reports.market.figures import Tally
from zhiyue.reports.market.words import say

AWARDS, UNITS, YUAN, PERCENT, POINTS = "宗", "台套", "元", "%", "个百分点"

_TWO = Decimal("0.01")


def percent(part: int, whole: int) -> Decimal:
    """Part of a whole in percent, half up to two decimals.

    >>> percent(381_1000_00, 1044_8800_00)
    Decimal('36.47')
    """
    return (Decimal(part) * 100 / whole).quantize(_TWO, ROUND_HALF_UP)


def yuan(fen: int) -> str:
    """Money in yuan with two decimals.

    >>> yuan(381_1000_05), yuan(-7)
    ('3811000.05', '-0.07')
    """
    return f"{'-' if fen < 0 else ''}{abs(fen) // 100}.{abs(fen) % 100:02}"


def text(id: str, words: str, rests_on: Sequence[str] = ()) -> Cell:
    """A cell of words: a name, a day."""
    return Cell(id, words or None, rests_on=tuple(rests_on))


def count(id: str, ids: Sequence[str]) -> Cell:
    """How many awards."""
    return Cell(id, str(len(ids)), AWARDS, rests_on=tuple(ids))


def absent(id: str, unit: str, why: str, language: Language, rests_on: Sequence[str] = ()) -> Cell:
    """A figure that is not known, and why."""
    return Cell(id, None, unit, rests_on=tuple(rests_on), check="not_checkable", why=say(f"why.{why}", language))


def units(id: str, of: Tally, language: Language) -> Cell:
    """How many units, where quantities are stated. Where nothing was awarded, none were bought: that is known."""
    if of.awards and not of.sized:
        return absent(id, UNITS, "no_quantity", language, of.awards)
    return Cell(id, str(of.units), UNITS, rests_on=of.sized)


def money(id: str, of: Tally, language: Language) -> Cell:
    """The sum of the amounts that are stated; zero where nothing was awarded."""
    if of.awards and not of.paid:
        return absent(id, YUAN, "no_amount", language, of.awards)
    return Cell(id, yuan(of.fen), YUAN, rests_on=of.paid)


def share(id: str, part: Tally, whole: Tally, language: Language, *, why: str = "no_amount") -> Cell:
    """The share of a part in a whole, by amount."""
    if whole.fen <= 0:
        return absent(id, PERCENT, why, language, whole.awards)
    found = percent(part.fen, whole.fen)
    arithmetic = f"{yuan(part.fen)} ÷ {yuan(whole.fen)} = {found} %"
    return Cell(id, str(found), PERCENT, rests_on=whole.paid, arithmetic=arithmetic)


def change(id: str, now: int, before: int, language: Language, *, rests_on: Sequence[str], is_money: bool) -> Cell:
    """The change from an earlier figure, in percent of it."""
    if before == 0:
        return absent(id, PERCENT, "no_base", language)
    found = percent(now - before, before)
    a, b = (yuan(now), yuan(before)) if is_money else (str(now), str(before))
    return Cell(id, str(found), PERCENT, rests_on=tuple(rests_on), arithmetic=f"({a} − {b}) ÷ {b} = {found} %")
