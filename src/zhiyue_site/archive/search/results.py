"""A search: what was found, in order, with its words lit, and what it can be narrowed by.

Comes in: a `Query`. Goes out: `Results`. The index finds and counts; whether a page may be seen, the database says each
time: what was taken down a moment ago is not shown, whatever the index still holds.
"""

from __future__ import annotations

import json
import time
from collections import OrderedDict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from threading import Lock
from typing import Any

import tantivy
from django.db.models import Exists, OuterRef

from zhiyue.model import Audience
from zhiyue_site.archive.models import IndexTask, Member, Page, Record
from zhiyue_site.archive.search.documents import Document, documents_of_page, documents_of_record
from zhiyue_site.archive.search.facets import BANDS, FACETS, Narrowing, place_field, places_of, reads_english
from zhiyue_site.archive.search.highlight import Lamp, Part, plain
from zhiyue_site.archive.search.matching import Matcher
from zhiyue_site.archive.search.query import Query, Sort, terms_of
from zhiyue_site.archive.search.store import SAMPLE, Reader, reader

_ORDER_FIELDS: Mapping[Sort, str] = {"date": "date", "amount": "amount"}
_OF_A_HIT = (
    "title", "summary", "channel", "kind", "listed_at", "published", "publisher", "source", "region", "views", "terms",
    "address", "visibility", "state", "site__name",
)  # fmt: skip
"""The columns that lists of results show."""

# Put together once, for putting a question together takes longer than the answer.
_HITS = Page.objects.select_related("site").only(*_OF_A_HIT).order_by()
_TASKS = IndexTask.objects.order_by().values_list("kind", "target")

COUNTED_IN_FULL = 10_000
"""So many hits are counted one by one for the facets. Of more, one in eight is counted, and the reader is told so."""

_KEPT = 256
_HAS_PUBLIC_PAGE = Exists(
    Member.objects.filter(
        record_id=OuterRef("pk"),
        page__state=Page.State.PUBLISHED,
        page__visibility__in=(Page.Visibility.SHOWN, Page.Visibility.METADATA),
    )
)


@dataclass(frozen=True, slots=True)
class FacetValue:
    """One value of a facet, and the search in which it stands."""

    value: str
    label: str
    count: int
    chosen: bool
    facet: str
    query: Query

    @property
    def query_string(self) -> str:
        """The address of the search with this value switched on, or off where it is chosen."""
        if self.chosen:
            return self.query.without_filter(self.facet, self.value).query_string
        # A part of the chosen place narrows it; the two together would not.
        other = self.query.without_filter("region") if self.facet == "region" else self.query
        return other.with_filter(self.facet, self.value).query_string


@dataclass(frozen=True, slots=True)
class Facet:
    """What results can be narrowed by, with how many each value would leave.

    `is_estimate`: there are so many hits that one in eight was counted; the counts are rounded to two digits.
    """

    name: str
    label: str
    values: tuple[FacetValue, ...]
    is_estimate: bool = False


@dataclass(frozen=True, slots=True)
class Hit:
    """One page or record that was found; `object` is its row. `score` is 0 where the order is not by relevance."""

    type: str
    id: str
    object: Page | Record
    score: float
    title: tuple[Part, ...]
    snippet: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Results:
    """What was found. `took` is in milliseconds.

    `relaxed`: nothing holds everything that was asked for; these come near, and are not counted. `is_ready` is false where there is no index yet.
    """

    query: Query
    total: int = 0
    hits: tuple[Hit, ...] = ()
    facets: tuple[Facet, ...] = ()
    took: float = 0.0
    relaxed: bool = False
    is_ready: bool = True

    @property
    def pages(self) -> int:
        """Number of pages of results."""
        return -(-self.total // self.query.size)


@dataclass(frozen=True, slots=True)
class Found:
    """What the index gives back of one document."""

    type: str
    id: str
    quotable: Mapping[str, list[str]]
    score: float


def search(query: Query) -> Results:
    """Find pages and records. Never fails for what was typed."""
    began = time.perf_counter()
    index = reader()
    if index is None:
        return Results(query, is_ready=False)
    if not query.text and query.sort == "relevance":
        query = replace(query, sort="date")  # nothing was asked that one page could answer better than another
    matcher = Matcher(index.schema)
    words = matcher.words(query)
    total, found = _find(index, matcher, words, query)
    relaxed = total == 0 and bool(query.text)
    if relaxed:
        words = matcher.words(query, is_near=True)
        total, found = _find(index, matcher, words, query)
    lamp = Lamp.of(terms_of(query.text), is_near=relaxed)
    hits = tuple(_hits(found, lamp, query.audience))
    counting = _Counting(index, matcher, words, query, is_sampled=total > COUNTED_IN_FULL)
    # What merely comes near is in its order: where it is cut off says nothing, and counting it costs as much again.
    facets = counting.chosen() if relaxed else counting.facets()
    took = (time.perf_counter() - began) * 1000
    return Results(query, total - len(found) + len(hits), hits, facets, took, relaxed and total > 0)


# ── hits ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def _find(index: Reader, matcher: Matcher, words: tantivy.Query, query: Query) -> tuple[int, list[Found]]:
    asked = matcher.narrowed(words, matcher.filters(query))
    offset = (query.page - 1) * query.size
    result = index.searcher.search(asked, query.size, offset=offset, order_by_field=_ORDER_FIELDS.get(query.sort))
    is_scored = query.sort not in _ORDER_FIELDS
    found = [read_hit(index, address, score if is_scored else 0.0) for score, address in result.hits]
    return int(result.count), found  # type: ignore[attr-defined]  # tantivy's stubs forgot it


def read_hit(index: Reader, address: tantivy.DocAddress, score: float = 0.0) -> Found:
    """What the index keeps of one document."""
    row = index.searcher.doc(address).to_dict()
    return Found(str(row["what"][0]), str(row["id"][0]), json.loads(bytes(row["quotable"][0])), score)


def _hits(found: list[Found], lamp: Lamp, audience: Audience) -> Iterable[Hit]:
    rows = visible(((item.type, item.id) for item in found), audience)
    stale = changed((item.type, item.id) for item in found)
    for item in found:
        row = rows.get((item.type, item.id))
        if row is None:
            continue
        quotable = item.quotable
        if (item.type, item.id) in stale:
            # The index has yet to learn what became of it: what may be quoted is asked anew.
            quotable = _quotable_now(row, audience)
        texts = [*quotable["passages"], *quotable["aside"]]
        snippet = lamp.snippet(texts, looked_at=quotable.get("looked_at", ()))
        if not snippet and quotable["passages"]:
            snippet = plain(quotable["passages"][0])
        yield Hit(item.type, item.id, row, item.score, lamp.light(row.title), snippet)


def visible(keys: Iterable[tuple[str, str]], audience: Audience) -> dict[tuple[str, str], Page | Record]:
    """The rows of pages and records that the audience may see now, by type and id."""
    wanted, is_public = list(keys), audience == "public"
    pages = [id for type, id in wanted if type == "page"]
    records = [id for type, id in wanted if type == "record"]
    rows: dict[tuple[str, str], Page | Record] = {}
    if pages:
        for page in _HITS.filter(pk__in=pages):
            if page.is_public or not is_public:
                rows["page", page.pk] = page
    if records:
        found = Record.objects.filter(pk__in=records).defer("payload").order_by()
        rows.update({("record", row.pk): row for row in (found.filter(_HAS_PUBLIC_PAGE) if is_public else found)})
    return rows


def changed(keys: Iterable[tuple[str, str]]) -> frozenset[tuple[str, str]]:
    """Those of which the index does not know yet what became of them."""
    ids = [id for _, id in keys]
    tasks = _TASKS.filter(target__in=ids)
    return frozenset((kind, target) for kind, target in tasks) if ids else frozenset()


def _quotable_now(row: Page | Record, audience: Audience) -> Mapping[str, list[str]]:
    documents = documents_of_page(row) if isinstance(row, Page) else documents_of_record(row)
    document: Document | None = next((one for one in documents if audience in one.audiences), None)
    return {
        "passages": list(document.passages) if document else [],
        "aside": list(document.aside) if document else [],
    }


# ── facets ───────────────────────────────────────────────────────────────────────────────────────────────────────

_counts: OrderedDict[tuple[object, ...], Mapping[str, Mapping[str, int]]] = OrderedDict()
_counting = Lock()


@dataclass(frozen=True, slots=True)
class _Counting:
    """One search, whose hits are counted: all of them, or those of the sample."""

    index: Reader
    matcher: Matcher
    words: tantivy.Query
    query: Query
    is_sampled: bool

    def facets(self) -> tuple[Facet, ...]:
        """Every facet that has values. What one facet is narrowed to does not narrow its own values."""
        return self._made(self._kept())

    def chosen(self) -> tuple[Facet, ...]:
        """Only what is chosen, to be switched off."""
        return self._made({})

    def _made(self, counts: Mapping[str, Mapping[str, int]]) -> tuple[Facet, ...]:
        is_english = reads_english()
        facets = (_facet(one, counts.get(one.name, {}), self.query, is_english=is_english) for one in FACETS)
        return tuple(replace(facet, is_estimate=self.is_sampled) for facet in facets if facet.values)

    def _kept(self) -> Mapping[str, Mapping[str, int]]:
        """The counts: later pages and other orders of one search have the same."""
        query = self.query
        key = (self.index.stamp, id(self.index.searcher), query.text, query.filters, query.audience)
        with _counting:
            counts = _counts.get(key)
        if counts is None:
            counts = self._counts()
            with _counting:
                _counts[key] = counts
                while len(_counts) > _KEPT:
                    _counts.popitem(last=False)
        return counts

    def _counts(self) -> Mapping[str, Mapping[str, int]]:
        matcher, query = self.matcher, self.query
        narrowed = {name for name, _ in query.filters}
        together = [narrowing for narrowing in FACETS if narrowing.name not in narrowed]
        counts = self._aggregate(matcher.filters(query), together)
        for narrowing in FACETS:
            if narrowing.name in narrowed:
                counts |= self._aggregate(matcher.filters(query, but=narrowing.name), [narrowing])
        return counts

    def _aggregate(self, filters: list[tantivy.Query], facets: list[Narrowing]) -> dict[str, dict[str, int]]:
        wanted = {facet.name: _terms(facet, self.query) for facet in facets}
        if not wanted:
            return {}
        sample = [self.matcher.sample()] if self.is_sampled else []
        asked = self.matcher.narrowed(self.words, [*filters, *sample])
        answer: dict[str, Any] = self.index.searcher.aggregate(asked, wanted)
        return {
            name: {str(bucket["key"]): self._scaled(int(bucket["doc_count"])) for bucket in found["buckets"]}
            for name, found in answer.items()
        }

    def _scaled(self, count: int) -> int:
        """What a count in the sample stands for, to two digits: more would say more than is known."""
        return int(float(f"{count * SAMPLE:.2g}")) if self.is_sampled else count


def _terms(facet: Narrowing, query: Query) -> Mapping[str, Any]:
    field = _level(query) if facet.name == "region" else facet.field
    order: dict[str, Any] = {"order": {"_key": "desc"}} if facet.newest else {}
    return {"terms": {"field": field, "size": facet.most, **order}}


def _level(query: Query) -> str:
    """Provinces are counted; within a chosen province its prefectures, within a chosen prefecture its counties."""
    chosen = query.chosen("region")
    if len(chosen) != 1:
        return "province"
    levels = ("province", "prefecture", "county")
    return levels[min(levels.index(place_field(chosen[0])) + 1, 2)]


def _facet(narrowing: Narrowing, counts: Mapping[str, int], query: Query, *, is_english: bool) -> Facet:
    chosen = query.chosen(narrowing.name)
    if narrowing.name == "region" and len(chosen) == 1:
        counts = _within(chosen[0], counts)
    # What is chosen can be switched off, also where nothing is left of it.
    counts = {**counts, **{value: counts.get(value, 0) for value in chosen}}
    values = tuple(counts.items())
    if narrowing.by_value:
        values = tuple((value, counts[value]) for value in BANDS if value in counts)
    return Facet(
        narrowing.name,
        (narrowing.zh, narrowing.en)[is_english],
        tuple(
            FacetValue(value, narrowing.label(value)[is_english], count, value in chosen, narrowing.name, query)
            for value, count in values
        ),
    )


def _within(place: str, counts: Mapping[str, int]) -> Mapping[str, int]:
    """The place itself with all that lies in it, and its parts."""
    level = place_field(place)
    inside = {code: count for code, count in counts.items() if places_of(code).get(level) == place}
    return {place: sum(inside.values()), **inside}
