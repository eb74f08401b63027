"""What a reader may be about to type: titles, organisations, instruments, numbers that begin so or hold it.

Comes in: what has been typed. Goes out: `Suggestion`s, a few of each type. They are drawn from pages that the audience
may see at this moment: nothing is suggested that a search would not find.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Literal

from tantivy import Occur
from tantivy import Query as Asked

from zhiyue.model import Audience
from zhiyue.reference import instruments
from zhiyue_site.archive.models import Page
from zhiyue_site.archive.projection import number_key
from zhiyue_site.archive.search.facets import reads_english
from zhiyue_site.archive.search.fold import fold
from zhiyue_site.archive.search.highlight import Lamp, Part
from zhiyue_site.archive.search.matching import Matcher
from zhiyue_site.archive.search.query import Term
from zhiyue_site.archive.search.results import Found, changed, read_hit, visible
from zhiyue_site.archive.search.store import Reader, reader
from zhiyue_site.archive.search.tokens import is_han, phrase

Type = Literal["organisation", "instrument", "number", "title"]
LABELS: dict[Type, tuple[str, str]] = {
    "organisation": ("单位", "organisation"),
    "instrument": ("仪器", "instrument"),
    "number": ("编号", "number"),
    "title": ("文章", "page"),
}

_LONGEST = 64
_LOOKED_AT = 40
_MOST: dict[Type, int] = {"organisation": 4, "instrument": 3, "number": 4, "title": 5}


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One thing to search for: its type, its words with what was typed lit, what to ask, and for a title the page."""

    type: Type
    label: str
    text: str
    parts: tuple[Part, ...]
    query: str
    page_id: str = ""


def suggest(prefix: str, *, audience: Audience = "public", limit: int = 10) -> list[Suggestion]:
    """What may be meant by what has been typed so far; nothing for nothing. Never fails."""
    typed = " ".join(prefix[:_LONGEST].split())
    index = reader()
    if index is None or not any(char.isalnum() for char in typed):
        return []
    found = _Suggesting(index, Matcher(index.schema), typed, audience)
    each = (found.organisations(), found.instruments(), found.numbers(), found.titles())
    return list(islice(_in_turn(each), limit))


@dataclass(frozen=True, slots=True)
class _Suggesting:
    """One look at the index."""

    index: Reader
    matcher: Matcher
    typed: str
    audience: Audience

    def organisations(self) -> Iterator[Suggestion]:
        wanted = fold(self.typed)
        names = Counter(
            name for item in self._seen(self._begun("names")) for name in item.quotable["names"] if wanted in fold(name)
        )
        best = sorted(names, key=lambda name: (not fold(name).startswith(wanted), -names[name], len(name), name))
        for name in best[: _MOST["organisation"]]:
            yield self._made("organisation", name, name)

    def instruments(self) -> Iterator[Suggestion]:
        wanted = fold(self.typed)
        known = (
            (not any(fold(name).startswith(wanted) for name in (*kind.names, kind.name_en)), len(kind.name_zh), kind)
            for kind in instruments()
            if any(wanted in fold(name) for name in (*kind.names, kind.name_en))
        )
        best = (kind for *_, kind in sorted(known, key=lambda item: item[:2]))
        there = (kind for kind in best if self._seen(self._asked("concept", kind.id), most=8))
        for kind in islice(there, _MOST["instrument"]):
            yield self._made("instrument", kind.name_zh, kind.name_zh)

    def numbers(self) -> Iterator[Suggestion]:
        key = number_key(fold(self.typed))
        if len(key) < 3 or not any(char.isdigit() for char in key):
            return
        asked = Asked.regex_query(self.index.schema, "number", f"{re.escape(key)}.*")
        printed = {
            number_key(fold(number)): number
            for item in self._seen(asked)
            for number in item.quotable["numbers"]
            if number_key(fold(number)).startswith(key)
        }
        for _, number in sorted(printed.items())[: _MOST["number"]]:
            yield self._made("number", number, number)

    def titles(self) -> Iterator[Suggestion]:
        asked = self._begun("title")
        for item in self._seen(asked, most=_MOST["title"] * 2, newest=True)[: _MOST["title"]]:
            title = Page.objects.values_list("title", flat=True).get(pk=item.id)
            yield self._made("title", title, title, page_id=item.id)

    def _made(self, type: Type, text: str, query: str, *, page_id: str = "") -> Suggestion:
        return Suggestion(
            type, LABELS[type][reads_english()], text, Lamp.of([Term(self.typed)]).light(text), query, page_id
        )

    def _asked(self, field: str, value: str) -> Asked:
        return Asked.term_query(self.index.schema, field, value)

    def _begun(self, field: str) -> Asked:
        """The words as far as they are typed: the last one may go on."""
        wanted = phrase(self.typed)
        *before, last = wanted.tokens
        if len(last) > 1 and is_han(last[0]):
            return next(self.matcher.phrase(field, self.typed))
        beginning = f"{re.escape(last)}.*"
        if not before:
            return Asked.regex_query(self.index.schema, field, beginning)
        return Asked.regex_phrase_query(self.index.schema, field, [*map(re.escape, before), beginning])

    def _seen(self, asked: Asked, *, most: int = _LOOKED_AT, newest: bool = False) -> list[Found]:
        """The pages behind a suggestion that may be seen now, and of which the index knows the latest."""
        every = Asked.boolean_query(
            [
                (Occur.Must, asked),
                (Occur.Must, self._asked("audience", self.audience)),
                (Occur.Must, self._asked("type", "page")),
            ]
        )
        result = self.index.searcher.search(every, most, count=False, order_by_field="date" if newest else None)
        found = [read_hit(self.index, address) for _, address in result.hits]
        keys = [(item.type, item.id) for item in found]
        seen, stale = visible(keys, self.audience), changed(keys)
        return [item for item, key in zip(found, keys, strict=True) if key in seen and key not in stale]


def _in_turn(each: Iterable[Iterator[Suggestion]]) -> Iterator[Suggestion]:
    """All of them, once each, type by type."""
    said: set[tuple[str, str]] = set()
    for suggestions in each:
        for suggestion in suggestions:
            mark = (suggestion.type, fold(suggestion.text))
            if mark not in said:
                said.add(mark)
                yield suggestion
