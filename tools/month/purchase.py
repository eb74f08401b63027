"""One purchase from intention to contract, drawn by a seeded generator: everything its pages may say.

Comes in: a number (the seed). Goes out: a `Purchase` whose lots add up, whose prices lie below its ceiling, whose days
follow one another. The layouts print parts of it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
from random import Random

from tools.month.cast import (
    AGENCY_STEMS,
    AGENCY_TAILS,
    BUYERS,
    DEALER_STEMS,
    DEALER_TAILS,
    GIVEN,
    GOODS,
    STREETS,
    SURNAMES,
    TITLES_OF,
    Buyer,
    Good,
    Product,
)
from tools.month.dice import dice

METHODS = ("公开招标", "公开招标", "竞争性磋商", "竞争性谈判", "询价")


@dataclass(frozen=True, slots=True)
class Item:
    """A line of goods: which, the product that won, how many."""

    good: Good
    product: Product
    quantity: int

    @property
    def total(self) -> int:
        """Yuan for all of them."""
        return self.quantity * self.product.price


@dataclass(frozen=True, slots=True)
class Lot:
    """A lot: number from 1, its lines, who won it, what it may cost (yuan)."""

    number: int
    items: tuple[Item, ...]
    winner: str
    budget: int

    @property
    def amount(self) -> int:
        """What was paid: the sum of its lines."""
        return sum(item.total for item in self.items)

    @property
    def names(self) -> str:
        """离子色谱仪、微波消解仪."""
        return "、".join(item.good.name for item in self.items)


@dataclass(frozen=True, slots=True)
class Contact:
    """A person to ask, with a telephone."""

    name: str
    polite: str
    phone: str


@dataclass(frozen=True)
class Purchase:
    """A purchase; amounts in yuan, `announced` the day of its tender."""

    seed: int
    buyer: Buyer
    agency: str
    number: str
    project: str
    method: str
    lots: tuple[Lot, ...]
    ceiling: int | None
    announced: date
    deadline: datetime
    asks: Contact
    agent: Contact
    street: str
    agency_street: str
    experts: tuple[str, ...]

    @cached_property
    def items(self) -> tuple[Item, ...]:
        """Every line of every lot."""
        return tuple(item for lot in self.lots for item in lot.items)

    @cached_property
    def budget(self) -> int:
        """The sum of the lots' budgets."""
        return sum(lot.budget for lot in self.lots)

    @cached_property
    def amount(self) -> int:
        """The sum of the lots' prices."""
        return sum(lot.amount for lot in self.lots)

    @property
    def awarded(self) -> date:
        """The bids are judged on the day on which they are opened."""
        return self.deadline.date()

    @property
    def published(self) -> date:
        """The award's day of publication: the next working day but one."""
        return working_day(self.awarded + timedelta(days=2))

    @property
    def signed(self) -> date:
        """The contract's day."""
        return working_day(self.published + timedelta(days=5 + self.seed % 9))

    @property
    def item_names(self) -> list[str]:
        """The instruments, each once."""
        return list(dict.fromkeys(item.good.name for item in self.items))


_HOLIDAY = (date(2025, 10, 1), date(2025, 10, 8))
"""National Day and Mid-Autumn Festival of 2025: offices publish nothing."""


def working_day(day: date) -> date:
    """The day itself, or the next on which offices work."""
    while day.weekday() >= 5 or _HOLIDAY[0] <= day <= _HOLIDAY[1]:
        day += timedelta(days=1)
    return day


def _street(rng: Random, city: str) -> str:
    return f"{city}市{rng.choice(STREETS)}{rng.randrange(2, 399)}号"


def person(rng: Random) -> str:
    """An invented person's name."""
    return rng.choice(SURNAMES) + rng.choice(GIVEN)


def _contact(rng: Random, area: str) -> Contact:
    name = person(rng)
    return Contact(name, name[0] + rng.choice(TITLES_OF), f"{area}-555{rng.randrange(10_000):05}")


def dealer(rng: Random, city: str) -> str:
    """An invented supplier of a city."""
    return city + rng.choice(DEALER_STEMS) + rng.choice(DEALER_TAILS)


def compose(seed: int, *, announced: date, lots: int = 1) -> Purchase:
    """Draw the purchase of a seed, announced on a day, in a number of lots."""
    rng = dice(f"purchase {seed}")
    buyer = BUYERS[seed % len(BUYERS)]
    region = buyer.region
    wants = [GOODS[key] for key in buyer.wants]
    rng.shuffle(wants)
    drawn = tuple(_lot(rng, n + 1, wants[n :: max(lots, 2)], region.city, lots) for n in range(lots))
    budget = sum(lot.budget for lot in drawn)
    deadline = datetime.combine(
        working_day(announced + timedelta(days=rng.choice((10, 12, 20, 21)))), datetime.min.time()
    ) + timedelta(hours=rng.choice((9, 10, 14)), minutes=rng.choice((0, 30)))
    return Purchase(
        seed=seed,
        buyer=buyer,
        agency=region.short + rng.choice(AGENCY_STEMS) + rng.choice(AGENCY_TAILS),
        number=_number(rng, seed, region.slug, announced.year),
        project=_project(rng, drawn, announced.year),
        method=METHODS[seed % len(METHODS)],
        lots=drawn,
        ceiling=_ceiling(drawn, budget) if rng.random() < 0.5 else None,
        announced=announced,
        deadline=deadline,
        asks=_contact(rng, region.area),
        agent=_contact(rng, region.area),
        street=_street(rng, region.city),
        agency_street=_street(rng, region.city),
        experts=tuple(person(rng) for _ in range(5)),
    )


def _lot(rng: Random, number: int, wants: list[Good], city: str, lots: int) -> Lot:
    items = []
    for good in wants[: rng.choice((1, 1, 2, 3)) if lots > 1 else rng.choice((1, 1, 1, 2))]:
        product = rng.choice(good.products)
        quantity = 1 if product.price > 900_000 else rng.choice((1, 2, 2, 3, 4)) if product.price > 100_000 else 6
        items.append(Item(good, product, quantity))
    paid = sum(item.total for item in items)
    # Budgets are round figures a few per cent above what is paid in the end.
    step = 10_000 if paid > 300_000 else 1_000
    budget = -(-int(paid * rng.uniform(1.03, 1.22)) // step) * step
    return Lot(number, tuple(items), dealer(rng, city), budget)


def _ceiling(lots: tuple[Lot, ...], budget: int) -> int:
    paid = sum(lot.amount for lot in lots)
    return -(-(paid + (budget - paid) * 3 // 5) // 1000) * 1000


def _project(rng: Random, lots: tuple[Lot, ...], year: int) -> str:
    goods = lots[0].items
    if len(lots) == 1 and len(goods) == 1:
        return rng.choice(
            (f"{goods[0].good.name}采购项目", f"{goods[0].good.name}采购", f"{year}年{goods[0].good.name}购置项目")
        )
    return rng.choice(
        (
            f"{year}年实验室能力提升设备采购项目",
            f"{goods[0].good.name}等设备采购项目",
            f"{year}年仪器设备更新项目（第二批）",
            f"{goods[0].good.use}能力建设项目",
        )
    )


_CODES = {"jiangsu": "JSZC-320{d3}-{s}-G{y}-{n4}", "ningxia": "NX{y}-ZC-{n4}", "heilongjiang": "[2301]{s}[GK]{y}{n4}"}
_SHAPES = ("0{d3}-{yy}{d2}{s}{n4}", "{s}-{y}-{n4}", "{s}{y}-CG-0{d3}", "{s}ZB-{y}-{n4}", "SD{d3}{n4}{y}0{d2}")


def _number(rng: Random, seed: int, slug: str, year: int) -> str:
    shape = _CODES.get(slug) or _SHAPES[seed % len(_SHAPES)]
    letters = "".join(rng.choice("ABCDEGHJKLMNPQRSTXYZ") for _ in range(4))
    return shape.format(
        d3=rng.randrange(100, 999),
        d2="0" + str(seed % 9 + 1),
        s=letters,
        y=year,
        yy=f"{year % 100:02}",
        n4=f"{seed:04}",
    )
