"""The candidates of a tender: who is proposed to win, in which rank, at what price, with what score.

Comes in: a purchase as read. Goes out: `Bid`s in reading order. They stand in a table with a row each, in a table that lies
on its side (投标报价 | 甲的 | 乙的), or in blocks that a rank opens (第一中标候选人：…). A name without a rank is proposed alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from zhiyue.notices.labels import Labelled, Role, is_nothing, role_of, unit_in
from zhiyue.notices.lots import Lot
from zhiyue.notices.parties import named_in
from zhiyue.notices.purchase import Purchase
from zhiyue.notices.tables import Row, find_rows
from zhiyue.spans import Span
from zhiyue.values import Found, find_counts, find_money, find_ordinals, parse

_RANK = r"第\s?(?P<rank>[一二三四五六七八九十1-9]{1,2})"
# 第一中标候选人：某公司 | 第2名 | 第三推荐成交候选供应商为…
_OPENS = re.compile(
    rf"{_RANK}(?:名|(?:推荐)?的?(?:中标|成交|中选|入围)?候选(?:人|供应商|单位|中标人)?)(?:[（(][^（()）\n]{{1,12}}[)）])?"
    r"(?:名称|单位名称|单位)?[ \t]*[：:为|｜]?[ \t\n]*(?:(?:单位)?名\s?称[：:])?[ \t]*"
)
_SECTION = re.compile(
    r"\n[ \t\u3000\xa0]*[一二三四五六七八九十]{1,2}、|(?<=\n)[ \t\u3000]*(?:公示|异议|投诉|招标人|采购人|联系)"
)
_ORGANISATION = re.compile(r"(?:公司|厂|院|大学|学校|中心|所|商行|经营部|集团|社|店|部|Limited|Ltd\.?|GmbH)$")
_BARE = re.compile(r"第?(?:[0-9]{1,2}|[一二三四五六七八九十])")
_PRICE_WORD = re.compile(r"(?:报价|金额|价格?)[^，。；\n0-9￥¥]{0,14}$")
_PRICES: tuple[Role, ...] = ("offer", "amount")
_NAMES: tuple[Role, ...] = ("candidate", "winner", "name")
_LONGEST = 400


@dataclass(frozen=True, slots=True)
class Bid:
    """One candidate; what the page does not print is None."""

    supplier: Found
    rank: Found | None = None
    price: Found | None = None
    score: Found | None = None
    lot: Span | None = None


def read_bids(purchase: Purchase) -> tuple[Bid, ...]:
    """Return the candidates, each once a lot; none where the notice names nobody."""
    for bids in (_lying(purchase), _in_rows(purchase), _in_blocks(purchase), _unranked(purchase)):
        text = purchase.excerpt.text
        each = {(bid.lot and bid.lot.of(text), bid.supplier.span.of(text)): bid for bid in reversed(list(bids))}
        if each:
            return tuple(reversed(each.values()))
    return ()


def _lot_at(purchase: Purchase, at: Span) -> Span | None:
    lot: Lot | None = next((lot for lot in purchase.lots if lot.content.holds(at)), None)
    return lot.mark if lot is not None else None


def _supplier(text: str, value: Span) -> Found | None:
    found = named_in(text, value)
    return found[0] if found and not is_nothing(value.of(text)) else None


def _price(text: str, value: Span, unit: Span | None) -> Found | None:
    return next(find_money(text, value, unit=unit, label=True), None)


def _score(text: str, value: Span) -> Found | None:
    return next(find_counts(text, value, label=True), None)


def _rank(text: str, value: Span) -> Found | None:
    """A cell of the column 排名: 1, 第一, 第一中标候选人."""
    found = next(find_ordinals(text, value), None)
    if found is not None:
        return found
    bare = _BARE.fullmatch(text, value.start, value.end)
    return Found("ordinal", value, parse("ordinal", value.of(text))) if bare is not None else None


# ── tables ───────────────────────────────────────────────────────────────────────────────────────────────────────


def _in_rows(purchase: Purchase) -> Iterator[Bid]:
    text = purchase.excerpt.text
    cells = sorted((item for item in purchase.form.labelled if item.row is not None), key=lambda item: item.row or 0)
    for _, group in groupby(cells, key=lambda item: item.row):
        row = list(group)
        bid = _of_cells(purchase, text, row)
        if bid is not None:
            yield bid


def _of_cells(purchase: Purchase, text: str, row: Sequence[Labelled]) -> Bid | None:
    name = _cell(row, _NAMES)
    price, score, rank, lot = (_cell(row, roles) for roles in (_PRICES, ("score",), ("rank",), ("lot",)))
    supplier = _supplier(text, name.value) if name is not None else None
    if name is None or supplier is None or not (price or score or rank or name.role == "candidate"):
        return None
    opens = _OPENS.match(text, name.label.start, name.label.end)
    return Bid(
        supplier,
        _rank(text, rank.value) if rank is not None else _rank(text, name.label) if opens is not None else None,
        _price(text, price.value, price.unit) if price is not None else None,
        _score(text, score.value) if score is not None else None,
        lot.value if lot is not None else _lot_at(purchase, name.value),
    )


def _cell(row: Iterable[Labelled], roles: Sequence[str]) -> Labelled | None:
    return next((item for item in row if item.role in roles), None)


def _lying(purchase: Purchase) -> Iterator[Bid]:
    """A table with a column for each candidate: the first cell of every row is its label."""
    text = purchase.excerpt.text
    zones = purchase.excerpt.prose
    if not zones:
        return
    rows = find_rows(text, Span(min(zone.start for zone in zones), max(zone.end for zone in zones)))
    for _, group in groupby(rows, key=lambda row: len(row.cells)):
        table = list(group)
        if len(table[0].cells) >= 3:
            yield from _of_columns(purchase, text, table)


def _of_columns(purchase: Purchase, text: str, table: Sequence[Row]) -> Iterator[Bid]:
    head = [_rank(text, cell) for cell in table[0].cells]
    below = table[1:] if all(head[1:]) else table
    sides = [row for row in below if _rank(text, row.cells[0]) is None]
    labels = {role: row for row in sides if (role := role_of(row.cells[0].of(text))) is not None}
    name_row = next((labels[role] for role in _NAMES if role in labels), None)
    price_row = next((labels[role] for role in _PRICES if role in labels), None)
    if name_row is None or not (price_row or "score" in labels or "rank" in labels):
        return
    for column in range(1, len(name_row.cells)):
        supplier = _supplier(text, name_row.cells[column])
        if supplier is None:
            continue
        price = _price(text, price_row.cells[column], unit_in(text, price_row.cells[0])) if price_row else None
        yield Bid(
            supplier,
            _rank(text, labels["rank"].cells[column]) if "rank" in labels else head[column],
            price,
            _score(text, labels["score"].cells[column]) if "score" in labels else None,
            _lot_at(purchase, name_row.span),
        )


# ── text ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def _in_blocks(purchase: Purchase) -> Iterator[Bid]:
    """Everything up to the next rank or section is of the candidate whose rank opens the block."""
    text = purchase.excerpt.text
    zones = purchase.excerpt.prose or (purchase.excerpt.title,)
    start, end = min(zone.start for zone in zones), max(zone.end for zone in zones)
    opens = list(_OPENS.finditer(text, start, end))
    for place, match in enumerate(opens):
        limit = opens[place + 1].start() if place + 1 < len(opens) else end
        section = _SECTION.search(text, match.end(), limit)
        block = Span(match.end(), min(section.start() if section is not None else limit, match.end() + _LONGEST))
        line = text.find("\n", block.start, block.end)
        supplier = _supplier(text, Span(block.start, line if line > block.start else block.end))
        is_announced = re.search("[：:为|｜]", match.group()) is not None
        if supplier is None or not (is_announced or _ORGANISATION.search(supplier.span.of(text))):
            continue
        yield Bid(
            supplier,
            next(find_ordinals(text, Span(*match.span())), None),
            _price_in(purchase, Span(supplier.span.end, max(supplier.span.end, block.end))),
            _score_in(purchase, block),
            _lot_at(purchase, supplier.span),
        )


def _price_in(purchase: Purchase, block: Span) -> Found | None:
    text = purchase.excerpt.text
    for item in purchase.form.of(*_PRICES):
        if block.holds(item.value) and (found := _price(text, item.value, item.unit)) is not None:
            return found
    for found in find_money(text, block):
        before = text[block.start : found.span.start]
        if _PRICE_WORD.search(before) or not before.strip(" \t\u3000，,："):
            return found
    return None


def _score_in(purchase: Purchase, block: Span) -> Found | None:
    text = purchase.excerpt.text
    values = (item.value for item in purchase.form.of("score") if block.holds(item.value))
    return next((found for value in values if (found := _score(text, value)) is not None), None)


def _unranked(purchase: Purchase) -> Iterator[Bid]:
    """拟中标供应商：某公司 拟中标金额：…: proposed alone, or several without a rank."""
    text = purchase.excerpt.text
    lines = (item for item in purchase.form.of("candidate") if item.row is None and not item.is_spoken)
    named = [item for item in lines if not is_nothing(item.value.of(text))]
    for place, item in enumerate(named):
        end = named[place + 1].label.start if place + 1 < len(named) else item.value.end + _LONGEST
        block = Span(item.value.end, max(item.value.end, min(end, len(text))))
        for supplier in named_in(text, item.value):
            yield Bid(
                supplier,
                price=_price_in(purchase, block),
                score=_score_in(purchase, block),
                lot=_lot_at(purchase, item.value),
            )
