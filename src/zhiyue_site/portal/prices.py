"""Price history: what one kind of instrument was sold for, by brand and model, each price with its sentence.

Comes in: the id of an instrument. Goes out: `PricePoint`s, newest first, and what they come to by brand and model. A price
is that of one piece: as printed, or what a line cost divided by its quantity where both are told, and then it says so.
Awards and contracts of one purchase tell one price once. Services, parts and consumables that bear an instrument's name
are no prices of it. What a page's terms keep back is not shown here either: every sentence comes out of `archive.shown`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from statistics import median

from django.db.models import Q, QuerySet
from django.urls import reverse

from zhiyue.model import Fact, Field, Named
from zhiyue.reference import instruments
from zhiyue_site.archive.models import Line, Member, Page
from zhiyue_site.archive.shown import Quote, Shown, show

_KINDS = ("award", "contract")
_MOST = 400
"""Lines that a history is drawn from at most: the newest ones."""

COLUMNS = (
    "on", "brand", "brand_id", "brand_region", "model", "product_origin", "name", "price", "currency", "is_derived",
    "quantity", "unit", "amount", "buyer", "supplier", "sentence", "url",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class PricePoint:
    """One price of one piece: when, of which brand and model, who bought from whom, and the sentence that says it.

    `price` and `amount` are in `currency`. `is_derived` says that the price was divided out of the line's amount.
    """

    on: date | None
    name: str
    brand: str
    brand_id: str
    brand_region: str
    model: str
    product_origin: str
    price: Decimal
    currency: str
    is_derived: bool
    quantity: Decimal | None
    unit: str
    amount: Decimal | None
    buyer: str
    supplier: str
    sentence: Quote
    href: str

    def as_row(self) -> dict[str, object]:
        """The point as data, with the names of `COLUMNS`."""
        own = {name: getattr(self, name) for name in COLUMNS if name not in ("sentence", "url")}
        said = f"{self.sentence.before}{self.sentence.exact}{self.sentence.after}"
        told = {**own, "sentence": said, "url": self.href}
        return {name: _plain(told[name]) for name in COLUMNS}


@dataclass(frozen=True, slots=True)
class Range:
    """The prices of one brand and model: how many, from where to where. Yuan alone: other money is not converted."""

    key: str
    brand: str
    brand_region: str
    model: str
    count: int
    lowest: Decimal
    middle: Decimal
    highest: Decimal
    latest: date | None


def priced_lines(instrument: str) -> QuerySet[Line]:
    """The lines that may tell a price of an instrument or a narrower kind of it, newest first."""
    told = Q(unit_price__isnull=False) | Q(amount__isnull=False, quantity__gt=0)
    return (
        Line.objects.filter(
            told,
            instrument__in=_with_narrower(instrument),
            category="goods",
            fact__kind__in=_KINDS,
            page__in=Page.public.all(),
        )
        .select_related("fact", "page", "page__reading", "page__site")
        .order_by("-page__listed_at", "page_id", "ordinal")
    )


def prices_of(instrument: str, *, brand: str = "", limit: int = _MOST) -> tuple[PricePoint, ...]:
    """The newest prices; `brand` is the id of a brand, or its name where the list does not know it."""
    lines = priced_lines(instrument)
    if brand:
        lines = lines.filter(Q(brand_id=brand) | Q(brand_id="", brand=brand))
    found = list(lines[:_MOST])
    pages = {line.page_id: line.page for line in found}
    shown = {id: show(page) for id, page in pages.items()}
    purchases = _purchases(pages)
    points: dict[tuple[object, ...], PricePoint] = {}
    # An award tells a price before its contract repeats it.
    for line in sorted(found, key=lambda line: _KINDS.index(line.fact.kind)):
        point = _point(line, shown[line.page_id])
        if point is not None:
            thing = purchases.get(line.page_id, line.page_id)
            points.setdefault((thing, line.lot, line.name, line.brand, line.model, point.price, line.quantity), point)
    newest = sorted(points.values(), key=lambda point: point.on or date.min, reverse=True)
    return tuple(newest[:limit])


def ranges_of(points: Iterable[PricePoint]) -> tuple[Range, ...]:
    """The prices in yuan by brand and model, those with the most prices first."""
    groups: dict[tuple[str, str, str], list[PricePoint]] = {}
    for point in points:
        if point.currency == "CNY" and point.brand:
            groups.setdefault((point.brand_id or point.brand, point.brand_region, point.model), []).append(point)
    found = [_range(own) for own in groups.values()]
    return tuple(sorted(found, key=lambda item: (-item.count, item.brand, item.model)))


def _range(points: Sequence[PricePoint]) -> Range:
    prices = [point.price for point in points]
    first = points[0]
    days = [point.on for point in points if point.on is not None]
    return Range(
        first.brand_id or first.brand,
        first.brand,
        first.brand_region,
        first.model,
        len(points),
        min(prices),
        median(prices),
        max(prices),
        max(days, default=None),
    )


def _point(line: Line, shown: Shown) -> PricePoint | None:
    """The price that a line tells, in the words that its page may show; None where it may not, or tells none."""
    facts = {fact.id: fact for fact in shown.result.facts}
    own, item = facts.get(line.fact.content_id), facts.get(line.item)
    price = line.unit_price or _each(line.amount, line.quantity)
    sentence = _sentence(shown, item, own)
    if own is None or price is None or sentence is None:
        return None
    return PricePoint(
        on=line.page.published_on,
        name=line.name,
        brand=line.brand,
        brand_id=line.brand_id,
        brand_region=line.brand_region,
        model=line.model,
        product_origin=line.product_origin,
        price=price,
        currency=line.currency,
        is_derived=line.unit_price is None,
        quantity=line.quantity,
        unit=line.unit,
        amount=line.amount,
        buyer=_names(own, "buyer"),
        supplier=_names(own, "winner", "supplier"),
        sentence=sentence,
        href=reverse("page", args=[line.page_id]),
    )


def _each(amount: Decimal | None, quantity: Decimal | None) -> Decimal | None:
    return (amount / quantity).quantize(Decimal("0.01")) if amount is not None and quantity else None


def _sentence(shown: Shown, item: Fact | None, own: Fact | None) -> Quote | None:
    """The words of the price itself, else of the money that it is divided out of."""
    told: list[Field] = [field for name in ("unit_price", "line_total") for field in (item.all(name) if item else ())]
    told += own.all("amount") if own is not None else ()
    return next((quote for field in told if field.value is not None and (quote := shown.quote(field))), None)


def _names(fact: Fact, *names: str) -> str:
    found = [field.value.name for name in names for field in fact.all(name) if isinstance(field.value, Named)]
    return "、".join(dict.fromkeys(found))


def _purchases(pages: Iterable[str]) -> Mapping[str, str]:
    """Page → the purchase that it is part of."""
    members = Member.objects.filter(page__in=list(pages), type="purchase", record__isnull=False)
    return {page: record for page, record in members.values_list("page_id", "record_id") if record is not None}


def _with_narrower(instrument: str) -> tuple[str, ...]:
    """An instrument and every kind below it."""
    return tuple(_below(instrument))


def _below(instrument: str) -> Iterator[str]:
    yield instrument
    for kind in instruments():
        if kind.parent == instrument:
            yield from _below(kind.id)


def _plain(value: object) -> object:
    """Numbers as strings with their decimals, days as printed: what JSON and a sheet can hold."""
    if isinstance(value, Decimal):
        return format(value.normalize() if value == value.to_integral_value() else value, "f")
    return value.isoformat() if isinstance(value, date) else value
