"""The lots of a result: for each, who won it and for how much.

Comes in: a purchase as read. Goes out: `Result`s, more than one only where the page itself keeps them apart: by rows of a
table, by lots (包1：…), by blocks of 供应商名称 and 中标金额, or by lists of equal length in one cell (甲；乙 beside 20万；30万). A notice
of one award, and one whose suppliers share a price or have none (入围), has no results to part.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from zhiyue.model import Field, Money, Named
from zhiyue.notices.figures import merge
from zhiyue.notices.labels import Labelled
from zhiyue.notices.lots import Lot, is_marked, lot_key
from zhiyue.notices.parties import is_masked_name, named_in, winner_labels
from zhiyue.notices.purchase import Purchase
from zhiyue.spans import Span
from zhiyue.values import Found, find_money, find_quantities

_PARTS = re.compile(r"[^;；\n]+")
_NEAR = 6
_TOTAL = re.compile(r"总|合计|合同金额")


@dataclass(slots=True)
class Result:
    """One lot's result: its mark where it has one, its winners, its amounts, and the row of the table it stands in."""

    lot: Span | None = None
    winners: list[Found] = field(default_factory=list)
    amounts: list[Found] = field(default_factory=list)
    row: int | None = None
    place: Lot | None = None

    def names(self) -> tuple[str, ...]:
        """Who won, as printed."""
        return tuple(found.value.name for found in self.winners if isinstance(found.value, Named))

    def is_told(self) -> bool:
        """Whether it says who won and for how much."""
        return bool(self.winners and self.amounts)


def read_results(purchase: Purchase) -> tuple[Result, ...]:
    """Return the results that the page keeps apart; none where there is one award of it all, or names are masked."""
    text = purchase.excerpt.text
    items = sorted([*winner_labels(text, purchase.form), *purchase.form.of("amount")], key=lambda item: item.value)
    if any(item.role != "amount" and is_masked_name(item.value.of(text)) for item in items):
        return ()
    for results in (_in_rows(purchase, items), _in_lots(purchase, items), _in_blocks(purchase, items)):
        told = [result for result in results if result.is_told()]
        if len(told) > 1 and len({(*result.names(), _words(text, result.lot)) for result in told}) > 1:
            return tuple(told)
    winners = [item for item in items if item.role != "amount"]
    single = [result for result in _in_lots(purchase, items) if result.is_told()]
    # The only lot that anybody won, beside others that failed.
    return tuple(single) if len(single) == 1 and len(winners) == 1 else ()


def _words(text: str, span: Span | None) -> str:
    return span.of(text) if span is not None else ""


def _take(purchase: Purchase, result: Result, items: Iterable[Labelled]) -> Result:
    for item in items:
        if item.role == "amount":
            found = purchase.amount_of(item)
            if found is not None:
                result.amounts.append(found)
        else:
            result.winners.extend(named_in(purchase.excerpt.text, item.value))
    return result


def _in_rows(purchase: Purchase, items: Sequence[Labelled]) -> Iterator[Result]:
    """A row each; the lot is the row's own cell, else the one in whose part of the page the table stands."""
    text = purchase.excerpt.text
    named = (item for item in purchase.form.of("project", "item") if is_marked(item.value.of(text)))
    marks = {item.row: item.value for item in (*named, *purchase.form.of("lot")) if item.row is not None}
    for row in dict.fromkeys(item.row for item in items if item.row is not None):
        cells = [item for item in items if item.row == row]
        place = _lot_of(purchase, cells[0])
        mark = marks.get(row) or (place.mark if place is not None else None)
        yield _take(purchase, Result(mark, row=row, place=place), cells)


def _in_lots(purchase: Purchase, items: Sequence[Labelled]) -> Iterator[Result]:
    for lot in purchase.lots:
        yield _take(purchase, Result(lot.mark, place=lot), (item for item in items if lot.content.holds(item.label)))


def _in_blocks(purchase: Purchase, items: Sequence[Labelled]) -> Iterator[Result]:
    """供应商名称：甲 … 中标金额：20万 供应商名称：乙 … 中标金额：30万: a winner behind a price opens the next block."""
    text = purchase.excerpt.text
    single = [item for item in items if item.row is None and not _TOTAL.search(item.label.of(text))]
    zipped = tuple(_in_lists(purchase, single))
    if zipped:
        yield from zipped
        return
    blocks: dict[tuple[str, ...], Result] = {}
    current = Result()
    for item in single:
        if item.role != "amount" and current.amounts:
            blocks.setdefault(current.names(), current)
            current = Result()
        _take(purchase, current, (item,))
    blocks.setdefault(current.names(), current)
    yield from blocks.values()


def _in_lists(purchase: Purchase, items: Sequence[Labelled]) -> Iterator[Result]:
    """One cell with several winners beside one with as many prices; lists of unequal length are no lots."""
    text = purchase.excerpt.text
    winners = [item for item in items if item.role != "amount"]
    amounts = [item for item in items if item.role == "amount"]
    if len(winners) != 1 or len(amounts) != 1:
        return
    names = [
        named_in(text, Span(*m.span())) for m in _PARTS.finditer(text, winners[0].value.start, winners[0].value.end)
    ]
    prices = _prices(text, amounts[0], len(names))
    if len(names) < 2 or len(prices) != len(names):
        return
    for name, price in zip(names, prices, strict=True):
        if name:
            yield Result(winners=list(name), amounts=[price])


def _prices(text: str, item: Labelled, most: int) -> list[Found]:
    """The prices of a list, up to the first part of it that opens with none; the value itself ends at the first ；."""
    line = text.find("\n", item.value.start)
    found: list[Found] = []
    for part in _PARTS.finditer(text, item.value.start, line if line >= 0 else len(text)):
        price = next(find_money(text, Span(*part.span()), unit=item.unit, label=True), None)
        if price is None or price.span.start > part.start() + _NEAR or len(found) > most:
            break
        found.append(price)
    return found


def _lot_of(purchase: Purchase, item: Labelled) -> Lot | None:
    return next((lot for lot in purchase.lots if lot.content.holds(item.value)), None)


def total_of(purchase: Purchase) -> list[Found]:
    """The amounts of all lots together (总中标金额), where they are printed as such."""
    text = purchase.excerpt.text
    labels = [item for item in purchase.form.of("amount") if item.row is None and "总" in item.label.of(text)]
    found = [amount for item in labels if (amount := purchase.amount_of(item)) is not None]
    return [amount for amount in found if isinstance(amount.value, Money)]


def items_of(purchase: Purchase, results: Sequence[Result]) -> tuple[tuple[Found, ...], ...]:
    """Part the goods of a purchase among its results: by row, by lot, else one each in order; none where that is open."""
    text, items = purchase.excerpt.text, purchase.items()
    keys = [lot_key(_words(text, result.lot)) for result in results]
    parted: list[list[Found]] = [[] for _ in results]
    for item in items:
        place = next((n for n, r in enumerate(results) if _holds(purchase, r, keys[n], item)), None)
        if place is not None:
            parted[place].append(item)
    if not any(parted) and len(items) == len(results):
        return tuple((item,) for item in items)
    return tuple(tuple(part) for part in parted)


def quantity_of(purchase: Purchase, items: Sequence[Found]) -> Field | None:
    """How much of its one item a lot buys: from the rows that name the item; None where they differ or tell none."""
    if len(items) != 1:
        return None
    text, cells = purchase.excerpt.text, [cell for cell in purchase.form.labelled if cell.row is not None]
    rows = {cell.row for cell in cells if cell.value.holds(items[0].span)}
    told = [
        next(find_quantities(text, cell.value, label=True), None)
        for cell in cells
        if cell.role == "quantity" and cell.row in rows
    ]
    found = [quantity for quantity in told if quantity is not None and quantity.value is not None]
    return merge(purchase.excerpt, found) if len(found) == 1 else None


def _holds(purchase: Purchase, result: Result, key: str | None, item: Found) -> bool:
    if result.place is not None and result.place.content.holds(item.span):
        return True
    text = purchase.excerpt.text
    rows = {cell.row for cell in purchase.form.labelled if cell.row is not None and cell.value.holds(item.span)}
    if result.row in rows:
        return True
    marks = {lot_key(cell.value.of(text)) for cell in purchase.form.of("lot") if cell.row in rows}
    return key is not None and key in marks
