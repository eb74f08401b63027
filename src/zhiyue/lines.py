"""Lines: what was bought, of which brand and model, how many, at what price; flat, one row an item.

Comes in: the facts of one reading. Goes out: `Line`s, with the fact that each belongs to (the award, the contract, the
tender) and the words that it stands on. The archive's table and a folder of Parquet are drawn from this one function,
so that a report over either counts the same.

Amounts are decimals in `currency`; nothing is converted. `amount_basis` says where an amount comes from: ``stated`` as
the total of the line, ``product`` of quantity and unit price, ``whole`` where the fact has this line alone. A bundle with
one price has lines without amounts.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from zhiyue.model import Evidence, Fact, Field, Money, Named, Quantity
from zhiyue.spans import Span

Category = Literal["goods", "consumable", "part", "service", "lease", "software", "works"]
AmountBasis = Literal["stated", "product", "whole"]

ITEM = "item"
"""The kind of fact that tells of one item by itself."""

_CENT = Decimal("0.01")
_WHOLE = ("amount", "price", "budget")
"""The fields that hold the money of all lines of a fact together, the first that it has."""


@dataclass(frozen=True, slots=True)
class Line:
    """One item of a fact.

    `fact` and `kind` name the fact that it belongs to: award, contract, tender … ; `item` the fact of kind ``item`` that
    tells of it by itself, None where the notice prints the name alone. `instrument` and `brand_id` are codes of the
    lists, None where they do not know the words; `brand_region` is the ISO code of the brand's home, never where the
    product was made: that is `product_origin` (ISO code, ``imported``, ``domestic``). `evidence` are the words of the
    line, the name first.
    """

    fact: str
    kind: str
    item: str | None
    notice: int
    ordinal: int
    lot: str | None
    name: str
    instrument: str | None = None
    category: Category = "goods"
    brand: str = ""
    brand_id: str | None = None
    brand_region: str | None = None
    model: str = ""
    quantity: Decimal | None = None
    unit: str = ""
    unit_price: Decimal | None = None
    amount: Decimal | None = None
    amount_basis: AmountBasis | None = None
    currency: str = ""
    product_origin: str | None = None
    evidence: tuple[Evidence, ...] = ()


def lines_of(facts: Iterable[Fact]) -> tuple[Line, ...]:
    """Return the lines of a reading, in the order of its facts."""
    kept = tuple(facts)
    owned = items_by_fact(kept)
    lines = [line for fact in kept if fact.id in owned for line in _lines_of_fact(fact, owned[fact.id])]
    linked = {item.id for items in owned.values() for item in items}
    lines += [
        _line(fact, fact, ordinal=1, is_only=False) for fact in kept if fact.kind == ITEM and fact.id not in linked
    ]
    return tuple(lines)


def items_by_fact(facts: Sequence[Fact]) -> Mapping[str, tuple[Fact, ...]]:
    """Return the items of every fact that may have some: its id → facts of kind ``item``, in reading order."""
    items = [fact for fact in facts if fact.kind == ITEM]
    carriers = [fact for fact in facts if fact.kind != ITEM and ("items" in fact.fields or fact.kind in _CARRYING)]
    owner = {item.id: _owner(item, carriers) for item in items}
    return {fact.id: tuple(item for item in items if owner[item.id] is fact) for fact in carriers}


_CARRYING = ("award", "contract", "tender", "single_source", "candidate", "intent", "import_approval")


def category_of(name: str) -> Category:
    """Tell what kind of thing a name speaks of: only goods are sales of instruments.

    >>> category_of("离子色谱仪"), category_of("核磁共振维保"), category_of("64排CT球管"), category_of("色谱柱")
    ('goods', 'service', 'part', 'consumable')
    """
    return next((category for category, pattern in _CATEGORIES if pattern.search(name)), "goods")


_CATEGORIES: tuple[tuple[Category, re.Pattern[str]], ...] = (
    ("lease", re.compile(r"租赁|租用|租借")),
    (
        "service",
        re.compile(
            r"维保|维修|保养|运维|维护(?:服务|保养|项目)?$|(?:检测|校准|检定|测试|技术|安装|检验|加工|委托|物业|咨询|运营|监理|设计)服务|"
            r"服务(?:项目|费|采购|外包)?$|培训|延保"
        ),
    ),
    ("works", re.compile(r"实训室|装修|改造工程|(?:工程|施工)(?:项目)?$|(?:实验室|机房)建设")),
    ("software", re.compile(r"软件|信息系统|信息化平台|管理平台|(?:LIMS|HIS|PACS|LIS)(?:系统)?$", re.IGNORECASE)),
    ("part", re.compile(r"球管|[配备附]件|探测器组件|灯管|滤芯|探头$|主板|电源模块|易损件")),
    (
        "consumable",
        re.compile(
            r"试剂|耗材|色谱柱|标准(?:物质|品|溶液|样品|气体)|标液|缓冲液|培养基|试纸|滤膜|移液(?:枪)?头|吸头|离心管|采血管|进样瓶|"
            r"[高]纯气|对照品|血清|抗体|胶体金"
        ),
    ),
)


# ── whose ────────────────────────────────────────────────────────────────────────────────────────────────────────


def _owner(item: Fact, carriers: Sequence[Fact]) -> Fact | None:
    """The fact of the same notice that an item is of: by lot, supplier, the place of its name, else the only one there."""
    here = [fact for fact in carriers if fact.notice == item.notice]
    lot = _lot(item)
    by_lot = [fact for fact in here if lot is not None and _lot(fact) == lot]
    by_name = [fact for fact in here if _names_it(fact, item)]
    by_supplier = [fact for fact in here if _sells_it(fact, item)]
    both = [fact for fact in by_name if fact in by_lot or fact in by_supplier]
    for found in (both, by_lot, by_supplier, by_name, here):
        if len(found) == 1:
            return found[0]
    return None


def _names_it(fact: Fact, item: Fact) -> bool:
    name = item.one("name")
    if name is None or name.span is None:
        return False
    return any(_touch(name.span, Span(e.start, e.end)) for field in fact.all("items") for e in field.evidence)


def _sells_it(fact: Fact, item: Fact) -> bool:
    seller = item.one("supplier")
    names = {field.exact for name in ("winner", "supplier") for field in fact.all(name)}
    return seller is not None and seller.exact in names


def _touch(left: Span, right: Span) -> bool:
    return left.start < right.end and right.start < left.end


def _lot(fact: Fact) -> str | None:
    field = fact.one("lot")
    return (field.canonical or field.exact) if field is not None else None


# ── what ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def _lines_of_fact(fact: Fact, items: Sequence[Fact]) -> Iterator[Line]:
    told = {name.exact for item in items if (name := item.one("name")) is not None}
    bare = [field for field in fact.all("items") if isinstance(field.value, Named) and field.exact not in told]
    if items and any(item.one("name") is None for item in items) and len(items) == 1:
        bare = []  # the only item has no name of its own: it is what the notice names
    is_only = len(items) + len(bare) == 1
    ordinal = 0
    for ordinal, item in enumerate(items, start=1):
        yield _line(fact, item, ordinal=ordinal, is_only=is_only)
    for place, field in enumerate(bare, start=ordinal + 1):
        yield _named(fact, field, ordinal=place, is_only=is_only)


def _line(fact: Fact, item: Fact, *, ordinal: int, is_only: bool) -> Line:
    name = item.one("name") or next(iter(fact.all("items")), None)
    value = name.value if name is not None else None
    words = value.name if isinstance(value, Named) else ""
    brand = _brand(item)
    number, unit = _quantity(item.one("quantity") or (fact.one("quantity") if is_only else None))
    unit_price, currency = _money(item.one("unit_price"))
    amount, basis, paid_in = _amount(fact, item, number, is_only=is_only)
    origin = item.one("product_origin")
    return Line(
        fact=fact.id,
        kind=fact.kind,
        item=item.id,
        notice=item.notice,
        ordinal=ordinal,
        lot=_lot(item) or _lot(fact),
        name=words,
        instrument=value.id if isinstance(value, Named) else None,
        category=category_of(words),
        brand=brand.name if brand is not None else "",
        brand_id=brand.id if brand is not None else None,
        brand_region=brand.region if brand is not None else None,
        model=_words(item.one("model")),
        quantity=number,
        unit=unit,
        unit_price=unit_price,
        amount=amount,
        amount_basis=basis,
        currency=paid_in or currency,
        product_origin=origin.canonical if origin is not None else None,
        evidence=tuple(_evidence(name, item)),
    )


def _named(fact: Fact, field: Field, *, ordinal: int, is_only: bool) -> Line:
    """A line of which the notice prints the name alone, with the quantity and money of a fact that has no other."""
    value = field.value
    words = value.name if isinstance(value, Named) else ""
    number, unit = _quantity(fact.one("quantity")) if is_only else (None, "")
    amount, currency = _whole(fact) if is_only else (None, "")
    return Line(
        fact=fact.id,
        kind=fact.kind,
        item=None,
        notice=fact.notice,
        ordinal=ordinal,
        lot=_lot(fact),
        name=words,
        instrument=value.id if isinstance(value, Named) else None,
        category=category_of(words),
        quantity=number,
        unit=unit,
        amount=amount,
        amount_basis="whole" if amount is not None else None,
        currency=currency,
        evidence=field.evidence[:1],
    )


def _brand(item: Fact) -> Named | None:
    """The brand of a line; of several the names joined, and what all of them share: a kit of two homes has none."""
    brands = [field.value for field in item.all("brand") if isinstance(field.value, Named)]
    if len(brands) < 2:
        return brands[0] if brands else None
    regions, ids = {brand.region for brand in brands}, {brand.id for brand in brands}
    return Named(
        "、".join(brand.name for brand in brands),
        ids.pop() if len(ids) == 1 else None,
        regions.pop() if len(regions) == 1 else None,
    )


def _amount(
    fact: Fact, item: Fact, number: Decimal | None, *, is_only: bool
) -> tuple[Decimal | None, AmountBasis | None, str]:
    total, currency = _money(item.one("line_total"))
    if total is not None:
        return total, "stated", currency
    price, currency = _money(item.one("unit_price"))
    whole, paid_in = _whole(fact) if is_only else (None, "")
    if price is not None and number is not None:
        product = (price * number).quantize(_CENT)
        # 54416.67 × 12 is 653000.04, and 653000.00 was paid: the price of one is rounded. Where the column 单价 holds
        # what was paid for all of them, arithmetic beats its label.
        is_paid = whole is not None and (0 < abs(product - whole) <= number * _CENT or (price == whole and number > 1))
        return (whole, "whole", paid_in) if is_paid else (product, "product", currency)
    return whole, "whole" if whole is not None else None, paid_in


def _whole(fact: Fact) -> tuple[Decimal | None, str]:
    """The money of the fact itself. A rate, a price for one and a masked amount are none."""
    field = next((field for name in _WHOLE if (field := fact.one(name)) is not None), None)
    if field is None or (isinstance(field.value, Money) and field.value.basis != "total"):
        return None, ""
    return _money(field)


def _money(field: Field | None) -> tuple[Decimal | None, str]:
    if field is None or field.status != "stated" or not isinstance(field.value, Money) or field.value.amount is None:
        return None, ""
    return Decimal(field.value.amount), field.value.currency


def _quantity(field: Field | None) -> tuple[Decimal | None, str]:
    if field is None or not isinstance(field.value, Quantity):
        return None, ""
    return Decimal(field.value.number), field.value.unit


def _words(field: Field | None) -> str:
    return str(field.value) if field is not None and field.value is not None else ""


def _evidence(name: Field | None, item: Fact) -> Iterator[Evidence]:
    own = [name, *(field for key in item.fields if key != "name" for field in item.all(key))]
    yield from dict.fromkeys(field.evidence[0] for field in own if field is not None and field.evidence)
