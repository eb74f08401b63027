"""The rows that a reading becomes: facts with their payload, items as lines, and the keys by which a page is found.

Comes in: a `PageResult`. Goes out: unsaved rows of `Fact`, `Line` and `Key`. Which fields become keys follows from
their types, so that a new kind of page needs nothing here.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from zhiyue.codec import to_json
from zhiyue.lines import ITEM, lines_of
from zhiyue.lines import Line as ReadLine
from zhiyue.model import Fact as ReadFact
from zhiyue.model import Field, Money, Named, PageResult, Period
from zhiyue_site.archive.models import Fact, Key, Line, Page

_ROLE_OF_TYPE = {
    "organisation": Key.Role.PARTY,
    "place": Key.Role.PLACE,
    "instrument": Key.Role.INSTRUMENT,
    "brand": Key.Role.BRAND,
    "standard": Key.Role.NUMBER,
    "code": Key.Role.NUMBER,
}
_NOT_IN_NUMBERS = re.compile(r"[\s\-–—_/()（）\[\]〔〕【】.·]+")  # every dash that prints


@dataclass(frozen=True, slots=True)
class Rows:
    """One fact with the rows that hang on it."""

    fact: Fact
    lines: tuple[Line, ...]
    keys: tuple[Key, ...]


def rows_of(page: Page, result: PageResult) -> tuple[Rows, ...]:
    """The rows of every fact of a reading, in its order."""
    payloads = to_json(result)["facts"]
    by_fact: defaultdict[str, list[ReadLine]] = defaultdict(list)
    for line in lines_of(result.facts):
        by_fact[line.fact].append(line)
    return tuple(
        _rows(page, fact, payload, by_fact[fact.id]) for fact, payload in zip(result.facts, payloads, strict=True)
    )


def _rows(page: Page, fact: ReadFact, payload: dict[str, object], lines: Iterable[ReadLine]) -> Rows:
    row = Fact(content_id=fact.id, page=page, notice=fact.notice, kind=fact.kind, payload=payload)
    return Rows(row, tuple(_line(page, row, line) for line in lines), tuple(_distinct(_keys(page, row, fact))))


def _line(page: Page, row: Fact, line: ReadLine) -> Line:
    first = line.evidence[0] if line.evidence else None
    return Line(
        fact=row,
        page=page,
        item=line.item or "",
        ordinal=line.ordinal,
        lot=(line.lot or "")[:32],
        name=line.name[:256],
        instrument=line.instrument or "",
        category=line.category,
        brand=line.brand[:128],
        brand_id=line.brand_id or "",
        brand_region=line.brand_region or "",
        product_origin=line.product_origin or "",
        model=line.model[:128],
        quantity=_within(line.quantity, whole_digits=14),
        unit=line.unit[:16],
        unit_price=_within(line.unit_price, whole_digits=18),
        amount=_within(line.amount, whole_digits=18),
        amount_basis=line.amount_basis or "",
        currency=line.currency,
        start=first.start if first is not None else 0,
        end=first.end if first is not None else 0,
    )


def _within(number: Decimal | None, *, whole_digits: int) -> Decimal | None:
    """A number that the column can hold; what a slip of the page makes longer stays in the fact alone."""
    return number if number is not None and number.adjusted() < whole_digits else None


def _keys(page: Page, row: Fact, fact: ReadFact) -> Iterator[Key]:
    # The notice's own fact names goods and parties; a key for each item would count a page as often as it has rows.
    names = [name for name in fact.fields if fact.kind != ITEM or name == "brand"]
    for name in names:
        for field in fact.all(name):
            for key in _keys_of_field(name, field):
                key.page, key.fact = page, row
                yield key


def _keys_of_field(name: str, field: Field) -> Iterator[Key]:
    match field.value:
        case Named(name=words, id=code) if field.type in _ROLE_OF_TYPE:
            yield Key(role=_ROLE_OF_TYPE[field.type], name=name, value=words[:256], normal=(code or words)[:256])
        case str() if field.type == "code":
            yield Key(role=Key.Role.NUMBER, name=name, value=field.value[:256], normal=number_key(field.value)[:256])
        case str() if field.type in ("date", "moment") and (day := _day(field.value)):
            yield Key(role=Key.Role.DATE, name=name, value=field.value, normal=field.value, on=day)
        case Period(start=start, end=end):
            for end_name, words in (("start", start), ("end", end)):
                if day := _day(words):
                    yield Key(role=Key.Role.DATE, name=f"{name}.{end_name}", value=words, normal=words, on=day)
        case Money(amount=str(amount), currency="CNY", basis="total"):
            yield Key(role=Key.Role.AMOUNT, name=name, value=amount, normal=amount, amount=Decimal(amount))
        case _:
            return


def _distinct(keys: Iterator[Key]) -> Iterator[Key]:
    seen: set[tuple[str, str, str]] = set()
    for key in keys:
        mark = (key.role, key.name, key.normal)
        if mark not in seen:
            seen.add(mark)
            yield key


def _day(words: str) -> date | None:
    """The calendar day of a value, or None where only a month or year is printed."""
    try:
        return date.fromisoformat(words[:10])
    except ValueError:
        return None


def number_key(words: str) -> str:
    """A project, document or standard number as it is compared: no blanks, dashes or brackets, capitals.

    >>> number_key("0811-254DSITC1745") == number_key("0811 – 254dsitc1745")
    True
    """
    return _NOT_IN_NUMBERS.sub("", words).upper()
