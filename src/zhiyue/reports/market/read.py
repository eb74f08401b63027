"""Award lines from readings: what the facts of one page put into the table.

Comes in: a reading, and what the records know of its purchases. Goes out: `AwardLine`s of its awards, its corrections
of awards, its terminations. The site's rows and a folder of pages pass through here alike.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from zhiyue.lines import Line, lines_of
from zhiyue.model import Fact, Field, Money, Named, PageResult
from zhiyue.record import Record
from zhiyue.reference import brands
from zhiyue.reports.market.published import Publication, publication_of
from zhiyue.reports.market.table import AwardLine
from zhiyue.reports.market.universe import AWARD, CORRECTION, TERMINATION
from zhiyue.values import find_money, find_organisations, find_places
from zhiyue.values.organisations import buyer_type_of

CHINA = ZoneInfo("Asia/Shanghai")

_SIGNS = re.compile(r"[\s\-–—_/()（）\[\]〔〕【】.·:：]+")
# …（第二次） | …二次
_ROUND_OF_NUMBER = re.compile(r"[（(]?第?[二三四五六]次[）)]?$")
# … 包2 | …（第1包） | …-第二标段: a figure that touches the number is a part of it
_LOT_OF_NUMBER = re.compile(
    r"(?:\s+[（(]?|[（(]|[-—/_](?=第)|(?=第|包|标段|标项))(?:第?[0-9一二三四五六]{1,2}|[A-Z])?\s*(?:包|标段|标项)\s*\d{0,2}[）)]?$"
)
_OF_MONEY = re.compile(r"金额|报价|总价|中标价|成交价")
_OF_TENDER = re.compile(r"预算|限价|控制价|保证金|服务费")
_OF_WINNER = re.compile(r"供应商|中标人|成交人|中标单位|成交单位|中选人")


@dataclass(frozen=True, slots=True)
class Purchase:
    """What the record of a purchase adds to an award: its id, the budget of the whole in fen, the method."""

    id: str = ""
    budget_fen: int | None = None
    method: str = ""


def purchases_of(records: Iterable[Record]) -> dict[str, Purchase]:
    """What compiled records know, by the id of every fact that is part of one."""
    return {member: _purchase(record) for record in records if record.type == "purchase" for member in record.members}


def _purchase(record: Record) -> Purchase:
    budget, method = record.field("budget"), record.field("method")
    money = budget.value if budget is not None else None
    words = method.value if method is not None else None
    is_yuan = isinstance(money, Money) and money.currency == "CNY" and money.amount is not None
    fen = _cents(Decimal(money.amount)) if is_yuan else None  # type: ignore[union-attr,arg-type]  # said by is_yuan
    return Purchase(record.id, fen, words if isinstance(words, str) else "")


def award_lines(
    result: PageResult, *, page: str = "", purchases: Mapping[str, Purchase] | None = None
) -> Iterator[AwardLine]:
    """The lines of one reading.

    Args:
        result: the reading, masked where the report is to be shown.
        page: where it is read; without it its address or path.
        purchases: id of a fact → what its record knows.
    """
    where = page or result.url or result.path or result.digest
    by_fact: dict[str, list[Line]] = {}
    for line in lines_of(result.facts):
        by_fact.setdefault(line.fact, []).append(line)
    told = [
        Told(fact, where, published_on(result, fact.notice), tuple(by_fact.get(fact.id, ()))) for fact in result.facts
    ]
    yield from lines_of_facts(told, purchases or {})


@dataclass(frozen=True, slots=True)
class Told:
    """One fact with its day and its items, as a page or a database tells it."""

    fact: Fact
    page: str
    published: date | None
    lines: tuple[Line, ...] = ()


def lines_of_facts(told: Iterable[Told], purchases: Mapping[str, Purchase]) -> Iterator[AwardLine]:
    """The lines of facts: of awards, of changes to them, of terminations; other kinds say nothing here."""
    kept = list(told)
    corrections = {(item.page, item.fact.notice): item.fact.id for item in kept if item.fact.kind == CORRECTION}
    for item in kept:
        fact = item.fact
        # A change is no part of a record: the correction that prints it is.
        owner = corrections.get((item.page, fact.notice), fact.id) if fact.kind == "change" else fact.id
        known = purchases.get(owner, Purchase())
        base = AwardLine(fact.id, item.page, fact.kind, item.published)
        if fact.kind == AWARD:
            yield from _award(_common(base, fact, known), fact, item.lines, known.budget_fen)
        elif fact.kind == TERMINATION:
            yield _common(base, fact, known)
        elif fact.kind == "change":
            correction = _correction(_common(base, fact, known), fact)
            if correction is not None:
                yield correction


def publications_of(results: Iterable[PageResult]) -> Iterator[Publication]:
    """The market reports among readings."""
    for result in results:
        for fact in result.facts:
            if fact.kind == "market_report":
                page = result.url or result.path or result.digest
                found = publication_of(fact, page=page, title=_page_name(result))
                if found is not None:
                    yield found


def _page_name(result: PageResult) -> str:
    """The publisher and the day, by which a page is spoken of."""
    names = (result.page.source, result.page.publisher, result.page.title)
    name = next((_words(field) for field in names if _words(field)), result.path or result.digest)
    day = published_on(result, 0)
    return f"{name} {day}" if day else name


def published_on(result: PageResult, notice: int) -> date | None:
    """The day in China on which a notice was published; an entry of a related list has its own."""
    entry = next((item for item in result.page.related if item.notice == notice), None)
    found = entry.published if entry is not None and notice != 0 else result.page.published
    return day_of(found.value if found is not None and isinstance(found.value, str) else "")


def day_of(words: str) -> date | None:
    """The day in China of a moment or day as printed; None where less than a day is printed."""
    try:
        if "T" in words:
            moment = datetime.fromisoformat(words)
            return (moment.astimezone(CHINA) if moment.tzinfo else moment).date()
        return date.fromisoformat(words)
    except ValueError:
        return None


def base_number(words: str) -> str:
    """A project number as purchases are compared: without round and lot, signs and case.

    >>> base_number("0625-25HW0731（第二次）"), base_number("JS2025-CG-017 包2")
    ('062525HW0731', 'JS2025CG017')
    """
    bare = _LOT_OF_NUMBER.sub("", _ROUND_OF_NUMBER.sub("", words.strip()))
    return _SIGNS.sub("", bare).upper()


def _common(base: AwardLine, fact: Fact, known: Purchase) -> AwardLine:
    number, lot, buyer = fact.one("project_number"), fact.one("lot"), _name(fact.one("buyer"))
    kind = buyer_type_of(buyer) if buyer else None
    place = next(iter(find_places(buyer)), None) if buyer else None
    method = _words(fact.one("method")) or known.method
    return base._replace(
        purchase=known.id,
        number=base_number(_words(number)),
        lot=(lot.canonical or _words(lot)) if lot is not None else "",
        project=_name(fact.one("project")),
        buyer=buyer,
        buyer_type=kind.code if kind is not None else "",
        region=(place.value.id or "") if place is not None and isinstance(place.value, Named) else "",
        method=method,
    )


def _award(base: AwardLine, fact: Fact, lines: Sequence[Line], known_budget: int | None) -> Iterator[AwardLine]:
    amount, budget = fact.one("amount"), fact.one("budget")
    fen, currency = _fen(amount)
    own_budget, _ = _fen(budget)
    award = base._replace(
        winner="、".join(dict.fromkeys(filter(None, map(_name, fact.all("winner"))))),
        award_fen=fen,
        award_status=amount.status if amount is not None else "not_stated",
        # The budget is of the whole purchase: beside one lot of it, it says nothing.
        budget_fen=own_budget if own_budget is not None or base.lot else known_budget,
        currency=currency or "CNY",
        evidence=(amount.exact or "") if amount is not None else "",
    )
    if not lines:
        yield award
    for line in lines:
        yield award._replace(
            ordinal=line.ordinal,
            name=line.name,
            category=line.category,
            instrument=line.instrument or "",
            brand=brand_name(line),
            brand_region=line.brand_region or "",
            model=line.model,
            quantity=_whole(line.quantity),
            unit_fen=_cents(line.unit_price),
            line_fen=_cents(line.amount) if line.amount_basis == "stated" else None,
            currency=line.currency or award.currency,
            evidence="；".join(item.exact for item in line.evidence) or award.evidence,
        )


def brand_name(line: Line) -> str:
    """The brand as the list calls it, else as printed: 安捷伦 and Agilent are one."""
    names = _brand_names()
    return names.get(line.brand_id or "", line.brand)


def _brand_names() -> Mapping[str, str]:
    return {brand.id: brand.name_zh or brand.name_en for brand in brands()}


def _correction(base: AwardLine, fact: Fact) -> AwardLine | None:
    """A change of an award's amount or winner; None where something else is changed."""
    item, before, after = (_words(fact.one(name)) for name in ("item", "before", "after"))
    new, old = _money_in(after, item), _money_in(before, item)
    # Without a word on what is changed, only an amount that the award has can be meant.
    is_amount = _OF_MONEY.search(item) is not None and _OF_TENDER.search(item) is None
    if is_amount or (not item and old is not None):
        made = base._replace(stage=CORRECTION, award_fen=new, former_fen=old, evidence=after)
        return made if new is not None else None
    if _OF_WINNER.search(item) and "地址" not in item:
        found = next(iter(find_organisations(after)), None)
        name = found.value.name if found is not None and isinstance(found.value, Named) else ""
        return base._replace(stage=CORRECTION, winner=name, evidence=after) if name else None
    return None


def _money_in(words: str, item: str) -> int | None:
    """The amount in the words of a change; 中标金额（万元）gives its unit to a bare figure."""
    joined = f"{item}：{words}"
    found = next((m for m in find_money(joined) if m.span.end > len(item)), None)
    if (
        found is None
        or not isinstance(found.value, Money)
        or found.value.amount is None
        or found.value.currency != "CNY"
    ):
        return None
    return _cents(Decimal(found.value.amount))


def _fen(field: Field | None) -> tuple[int | None, str]:
    if field is None or field.status != "stated" or not isinstance(field.value, Money):
        return None, ""
    if field.value.amount is None or field.value.basis != "total":
        return None, ""
    return _cents(Decimal(field.value.amount)), field.value.currency


def _cents(amount: Decimal | None) -> int | None:
    return int(amount * 100) if amount is not None else None


def _whole(number: Decimal | None) -> int | None:
    """A number of units; a fraction of one is none that could be counted."""
    return int(number) if number is not None and number == int(number) else None


def _name(field: Field | None) -> str:
    if field is None:
        return ""
    return field.value.name if isinstance(field.value, Named) else _words(field)


def _words(field: Field | None) -> str:
    if field is None or field.value is None:
        return ""
    return field.value if isinstance(field.value, str) else field.value.name if isinstance(field.value, Named) else ""
