"""Award lines of the archive: what its public pages put into the table that market reports are computed from.

Comes in: members of purchases (masked, corrected), their items, the changes that corrections print. Goes out: the
table of `zhiyue.reports.market`, the same as the library makes of a folder. Pages that the public may not see take no part.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, cast

from zhiyue.codec import fact_from_json, member_from_json, record_from_json
from zhiyue.lines import AmountBasis, Category
from zhiyue.lines import Line as ReadLine
from zhiyue.model import Evidence, Fact
from zhiyue.spans import Span
from zhiyue_site.archive.models import Fact as FactRow
from zhiyue_site.archive.models import Line, Member, Page, Record

if TYPE_CHECKING:
    import polars as pl

    from zhiyue.reports.market import Days, Publication, Purchase, Told

_EARLIER = timedelta(days=92)
"""How long before a period its first notices are looked for: a copy may come months after the award."""

_STAGES = ("award", "termination", "correction")


def lines_of_archive(reach: Days | None = None) -> pl.LazyFrame:
    """The table of award lines of all public pages from the beginning of `reach` on.

    There is no end: a correction of today changes an award of last year.
    """
    from zhiyue.reports.market import lines_of_facts, table_of  # noqa: PLC0415  # polars is loaded for reports alone

    pages = Page.public.all()
    if reach is not None:
        pages = pages.filter(published_on__gte=reach.first - _EARLIER)
    members = Member.objects.filter(type="purchase", page__in=pages, payload__kind__in=_STAGES)
    rows = list(members.order_by("page_id", "pk").values_list("page_id", "record_id", "payload"))
    told = [*_told(rows), *_changes(pages)]
    return table_of(
        lines_of_facts(told, _purchases({(record, payload["id"]) for _page, record, payload in rows if record}))
    )


def publications_of_archive() -> tuple[Publication, ...]:
    """What the public pages say of markets, in the order of their ids."""
    from zhiyue.reports.market import publication_of  # noqa: PLC0415  # as above

    found = []
    rows = FactRow.objects.filter(kind="market_report", page__in=Page.public.all()).select_related("page")
    for row in rows.order_by("page_id", "pk"):
        name = row.page.source or row.page.publisher or row.page.title
        title = f"{name} {row.page.published_on}" if row.page.published_on else name
        publication = publication_of(fact_from_json(row.payload), page=row.page_id, title=title)
        if publication is not None:
            found.append(publication)
    return tuple(found)


def _told(rows: Iterable[tuple[str, str | None, dict[str, object]]]) -> Iterator[Told]:
    from zhiyue.reports.market import Told, day_of  # noqa: PLC0415  # as above

    kept = list(rows)
    lines = _lines({str(payload["id"]) for _page, _record, payload in kept})
    for page, _record, payload in kept:
        member = member_from_json(payload)
        fact = Fact(member.id, member.notice, member.kind, member.fields)
        yield Told(fact, page, day_of(member.published or ""), tuple(lines.get((page, member.id), ())))


def _lines(ids: set[str]) -> dict[tuple[str, str], list[ReadLine]]:
    """Page and fact → its items, as the library knows them."""
    found: dict[tuple[str, str], list[ReadLine]] = {}
    for chunk in _chunks(sorted(ids)):
        for row in Line.objects.filter(fact__content_id__in=chunk).select_related("fact").order_by("fact", "ordinal"):
            found.setdefault((row.page_id, row.fact.content_id), []).append(_read_line(row))
    return found


def _read_line(row: Line) -> ReadLine:
    return ReadLine(
        fact=row.fact.content_id,
        kind=row.fact.kind,
        item=row.item or None,
        notice=row.fact.notice,
        ordinal=row.ordinal,
        lot=row.lot or None,
        name=row.name,
        instrument=row.instrument or None,
        category=cast("Category", row.category),
        brand=row.brand,
        brand_id=row.brand_id or None,
        brand_region=row.brand_region or None,
        model=row.model,
        quantity=_decimal(row.quantity),
        unit=row.unit,
        unit_price=_decimal(row.unit_price),
        amount=_decimal(row.amount),
        amount_basis=cast("AmountBasis", row.amount_basis) if row.amount_basis else None,
        currency=row.currency,
        product_origin=row.product_origin or None,
        evidence=(Evidence(row.name, row.start, row.end, Span(row.start, row.end)),),
    )


def _decimal(number: Decimal | None) -> Decimal | None:
    return Decimal(number) if number is not None else None


def _changes(pages: Iterable[Page]) -> Iterator[Told]:
    from zhiyue.reports.market import Told  # noqa: PLC0415  # as above

    rows = FactRow.objects.filter(kind="change", page__in=pages).select_related("page").order_by("page_id", "pk")
    for row in rows:
        yield Told(fact_from_json(row.payload), row.page_id, row.page.published_on)


def _purchases(members: set[tuple[str, str]]) -> dict[str, Purchase]:
    """What the records know of the purchases of these members: (record, member)."""
    from zhiyue.reports.market import purchases_of  # noqa: PLC0415  # as above

    known: dict[str, Purchase] = {}
    for chunk in _chunks(sorted({record for record, _member in members})):
        known |= purchases_of(record_from_json(row.payload) for row in Record.objects.filter(pk__in=chunk))
    return known


def _chunks(items: list[str], size: int = 500) -> Iterator[list[str]]:
    for start in range(0, len(items), size):
        yield items[start : start + size]
