"""What the index is told of a page or a record: drawn from what an audience may see, and from nothing else.

Comes in: a page, opened by `archive.shown`, or a record. Goes out: `Document`s: the words, the names and numbers, the
values to narrow by, and the passages that may be quoted in a list of results. A page that the public may see in part
has two: one for the public, one for editors. A page with its whole text has one for both, a held page one for editors.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from itertools import chain
from typing import Any

from zhiyue.model import Audience, Fact, Field, Money, Named, PageResult
from zhiyue.reference import division_by_code
from zhiyue.values import (
    buyer_type_of,
    find_document_numbers,
    find_project_numbers,
    find_standard_numbers,
    region_of_buyer,
)
from zhiyue_site.archive.models import Page, Record
from zhiyue_site.archive.models.pages import Terms
from zhiyue_site.archive.projection import number_key
from zhiyue_site.archive.records import STORY
from zhiyue_site.archive.search.fold import fold
from zhiyue_site.archive.search.synonyms import instruments_mentioned, short_names, with_wider_kinds
from zhiyue_site.archive.search.tokens import HAN
from zhiyue_site.archive.shown import Shown, show

EVERYONE: tuple[Audience, ...] = ("public", "internal")
EDITORS: tuple[Audience, ...] = ("internal",)
AMOUNT_FIELDS = ("amount", "budget", "ceiling")
"""Which amount a page is sorted by: what was paid, else what there is to spend."""

_QUOTED_BLOCKS = frozenset({"lede", "heading", "paragraph", "list_item", "table", "keywords"})
_WRAPPED = re.compile(rf"(?<=[{HAN}，、；])\n(?=[{HAN}])")


@dataclass(frozen=True, slots=True)
class Document:
    """One page or record as one audience may find it.

    `key` is the target of its `IndexTask`. `numbers` are pairs of what is compared and what is
    printed, `numbers_aside` those of other pages. `instruments` are the kinds that it
    is about, `concepts` all that it mentions with every wider kind. `region` is a division's code, empty where unknown;
    `amount` is in yuan. `passages` may be quoted, `aside` too: it is what the page says of other pages.
    """

    key: str
    type: str
    id: str
    audiences: tuple[Audience, ...]
    title: str
    names: tuple[str, ...] = ()
    numbers: tuple[tuple[str, str], ...] = ()
    numbers_aside: tuple[tuple[str, str], ...] = ()
    passages: tuple[str, ...] = ()
    aside: tuple[str, ...] = ()
    kind: str = ""
    channel: str = ""
    on: date | None = None
    region: str = ""
    buyer_types: tuple[str, ...] = ()
    instruments: tuple[str, ...] = ()
    concepts: frozenset[str] = frozenset()
    brand_origins: tuple[str, ...] = ()
    amount: Decimal | None = None
    source: str = ""


def key_of(kind: str, target: str) -> str:
    """The name by which the index replaces or forgets a page or record.

    >>> key_of("page", "b7wozjjfqxlym")
    'page:b7wozjjfqxlym'
    """
    return f"{kind}:{target}"


def documents_of_page(page: Page) -> tuple[Document, ...]:
    """What the index holds of a page: nothing where it was never read."""
    if page.reading is None:
        return ()
    if page.is_public and page.terms == Terms.FULL and page.visibility == Page.Visibility.SHOWN:
        return (_of_page(show(page), EVERYONE),)
    internal = _of_page(show(page, audience="internal"), EDITORS)
    if not page.is_public:
        return (internal,)
    shown = show(page)
    is_bare = page.visibility == Page.Visibility.METADATA
    return (_bare(page) if is_bare else _of_page(shown, ("public",)), internal)


def documents_of_record(record: Record) -> tuple[Document, ...]:
    """What the index holds of a record: for editors alone where none of its pages is public.

    A story is found by its pages, which say how many others tell it: as a hit of its own it would stand there twice.
    """
    if record.type == STORY:
        return ()
    pages = Page.objects.filter(members__record=record).distinct()
    is_public = any(page.is_public for page in pages)
    values = tuple(_payload_values(record.payload))
    words = tuple(dict.fromkeys(text for _, text, _ in values if text and text not in record.title))
    text = "\n".join((record.title, *words))
    names = tuple(dict.fromkeys(text for type, text, _ in values if type == "organisation"))
    instruments = tuple(dict.fromkeys(id for type, _, id in values if type == "instrument" and id))
    document = Document(
        key=key_of("record", record.pk),
        type="record",
        id=record.pk,
        audiences=EVERYONE if is_public else EDITORS,
        title=record.title,
        names=names,
        numbers=_numbers(text, (text for type, text, _ in values if type in ("code", "standard"))),
        passages=words,
        kind=record.type,
        on=record.last_on,
        region=next((id[:6] for type, _, id in values if type == "place" and id in division_by_code()), ""),
        instruments=instruments,
        concepts=with_wider_kinds((*instruments, *instruments_mentioned(text))),
    )
    return (document,)


def _bare(page: Page) -> Document:
    """What is left of a page of which only the title may be shown."""
    return Document(
        key=key_of("page", page.pk),
        type="page",
        id=page.pk,
        audiences=("public",),
        title=page.title,
        kind=page.kind,
        channel=page.channel,
        on=page.published_on,
        source=_source(page),
    )


def _of_page(shown: Shown, audiences: tuple[Audience, ...]) -> Document:
    page, result = shown.page, shown.result
    passages, aside = (tuple(text for text in texts if text not in page.title) for texts in _passages(shown))
    facts = tuple(_main_facts(result))
    text = "\n".join((page.title, *passages))
    named = tuple(_named(facts))
    organisations = tuple(dict.fromkeys(value.name for type, value in named if type == "organisation"))
    instruments = _instruments(named, page.title)
    return replace(
        _bare(page),
        audiences=audiences,
        names=(*organisations, *_bylines(result)),
        numbers=_numbers(text, _codes(facts)),
        numbers_aside=_numbers("\n".join(aside), ()),
        passages=passages,
        aside=aside,
        region=page.region or _region_of_buyer(facts),
        buyer_types=_buyer_types(facts),
        instruments=instruments,
        concepts=with_wider_kinds((*instruments, *instruments_mentioned(text))),
        brand_origins=tuple(
            sorted({origin_of(value.region) for type, value in named if type == "brand" and value.region})
        ),
        amount=_amount(facts),
    )


def origin_of(region: str) -> str:
    """Whether a brand is at home in China: domestic or foreign.

    >>> origin_of("CN"), origin_of("CN-HK"), origin_of("JP")
    ('domestic', 'domestic', 'foreign')
    """
    return "domestic" if region == "CN" or region.startswith("CN-") else "foreign"


# ── what may be quoted ───────────────────────────────────────────────────────────────────────────────────────────


def _passages(shown: Shown) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The passages of a page, and those about other pages: its text, or the quotes that its terms allow."""
    result = shown.result
    related = [text for item in result.page.related for text in _texts((item.title, item.summary))]
    if shown.has_text:
        blocks = (block for block in result.page.blocks if block.type in _QUOTED_BLOCKS)
        passages = [_WRAPPED.sub("", result.page.text[block.start : block.end]) for block in blocks]
        return _distinct(passages or [result.page.body]), _distinct(related)
    ranges = [(notice.start, notice.end) for notice in result.notices if notice.origin == "related"]
    quotes: dict[bool, list[str]] = {False: [], True: []}
    for (start, _), quote in sorted(shown.quotes.items()):
        is_aside = any(left <= start < right for left, right in ranges)
        quotes[is_aside].append(f"{quote.before}{quote.exact}{quote.after}")
    return _distinct([shown.excerpt, *_longest(quotes[False])]), _distinct([*related, *_longest(quotes[True])])


def _longest(quotes: list[str]) -> Iterator[str]:
    """The quotes that are not part of another one."""
    for at, quote in enumerate(quotes):
        others = (other for place, other in enumerate(quotes) if place != at)
        if not any(quote in other and (quote != other) for other in others):
            yield quote


def _distinct(passages: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(clean for passage in passages if (clean := passage.strip())))


def _texts(fields: Iterable[Field | None]) -> Iterator[str]:
    return (field.value for field in fields if field is not None and isinstance(field.value, str))


def _bylines(result: PageResult) -> tuple[str, ...]:
    page = result.page
    fields = (page.publisher, page.source, page.first_source, *page.author, *page.editor)
    words = (_name(field) for field in fields if field is not None)
    return tuple(dict.fromkeys(name for name in words if name))


def _name(field: Field) -> str:
    return field.value.name if isinstance(field.value, Named) else field.value if isinstance(field.value, str) else ""


# ── values ───────────────────────────────────────────────────────────────────────────────────────────────────────


def _main_facts(result: PageResult) -> Iterator[Fact]:
    """The facts of the page itself, not of the pages that it links beside its text."""
    others = {notice.id for notice in result.notices if notice.origin == "related"}
    return (fact for fact in result.facts if fact.notice not in others)


def _fields(facts: Iterable[Fact]) -> Iterator[tuple[str, Field]]:
    return ((name, field) for fact in facts for name in fact.fields for field in fact.all(name))


def _named(facts: Iterable[Fact]) -> Iterator[tuple[str, Named]]:
    return ((field.type, field.value) for _, field in _fields(facts) if isinstance(field.value, Named))


def _codes(facts: Iterable[Fact]) -> Iterator[str]:
    for _, field in _fields(facts):
        if field.type in ("code", "standard") and field.exact:
            yield field.exact


def _numbers(text: str, known: Iterable[str]) -> tuple[tuple[str, str], ...]:
    """Every number that names something: key → as printed. Of several spellings the first one is kept."""
    upright = fold(text).upper()
    spans = chain(find_project_numbers(upright), find_standard_numbers(upright), find_document_numbers(upright))
    printed = chain(known, (text[found.span.start : found.span.end] for found in spans))
    found: dict[str, str] = {}
    for number in printed:
        if key := number_key(fold(number)):
            found.setdefault(key, number.strip())
    return tuple(found.items())


def _instruments(named: Iterable[tuple[str, Named]], title: str) -> tuple[str, ...]:
    ids = [value.id for type, value in named if type == "instrument" and value.id]
    return tuple(dict.fromkeys((*ids, *sorted(instruments_mentioned(title)))))


def _buyer_types(facts: Iterable[Fact]) -> tuple[str, ...]:
    types = (buyer_type_of(_name(field)) for name, field in _fields(facts) if name == "buyer" and _name(field))
    return tuple(dict.fromkeys(type.code for type in types if type))


def _region_of_buyer(facts: Iterable[Fact]) -> str:
    """Where the buyer is at home, as far as its name says."""
    places = (region_of_buyer(_name(field)) for name, field in _fields(facts) if name == "buyer")
    return next((place.id[:6] for place in places if place and place.id), "")


def _amount(facts: tuple[Fact, ...]) -> Decimal | None:
    for wanted in AMOUNT_FIELDS:
        for name, field in _fields(facts):
            match field.value:
                case Money(amount=str(amount), currency="CNY", basis="total") if name == wanted:
                    return Decimal(amount)
    return None


def _source(page: Page) -> str:
    return page.source or page.publisher or (page.site.name if page.site else "")


def _payload_values(payload: Any) -> Iterator[tuple[str, str, str]]:
    """(type, words, id) of every value that a record shows."""
    for field in payload.get("fields", ()) if isinstance(payload, dict) else ():
        for value in field.get("shown", ()):
            match value:
                case str():
                    yield field["type"], value, ""
                case {"name": str(name)}:
                    yield field["type"], name, value.get("id") or ""
                case {"printed": str(printed), "unit": str(unit)}:
                    yield field["type"], f"{printed}{unit}", ""
                case {"start": str(start), "end": str(end)}:
                    yield field["type"], f"{start} 至 {end}", ""


def searched_names(document: Document) -> Iterator[str]:
    """The names of a document as they may be asked for: in full, and shortened as people do."""
    for name in document.names:
        yield name
        yield from short_names(name)
