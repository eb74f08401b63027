"""From what a reader asks to what the index is asked.

Comes in: a `Query`. Goes out: the index's own query, strict or near. Strict: every word must be there, as it is written
(a phrase of pairs), as a number in any spelling, or under another name of the same thing. Near, for when nothing holds
all: most pairs of characters, in any order.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from tantivy import Occur, Schema
from tantivy import Query as Asked

from zhiyue_site.archive.projection import number_key
from zhiyue_site.archive.search.facets import FACETS, place_field
from zhiyue_site.archive.search.fold import fold
from zhiyue_site.archive.search.query import Query, Term, terms_of
from zhiyue_site.archive.search.store import PIECES
from zhiyue_site.archive.search.synonyms import instruments_named, other_names, split_at_instruments
from zhiyue_site.archive.search.tokens import Phrase, Pieces, phrase, pieces, tokens

WEIGHTS = {"title": 4.0, "names": 3.0, "text": 1.0, "aside": 0.2}
"""How much a hit tells, by where it stands: a page about other pages is found last."""

_NUMBER, _CONCEPT, _OTHER_NAME, _WHOLE = 8.0, 0.3, 0.8, 2.0
_SHORTEST_NUMBER, _SHORTEST_BEGINNING = 4, 6
_FORGIVEN = 3  # one pair in so many may be missing in a near match
_FIELD_OF = {narrowing.name: narrowing.field for narrowing in FACETS} | {"party": "party", "instrument": "kindred"}


@dataclass(frozen=True, slots=True)
class Matcher:
    """Writes queries for one index."""

    schema: Schema

    # ── what is asked ────────────────────────────────────────────────────────────────────────────────────────────

    def words(self, query: Query, *, is_near: bool = False) -> Asked:
        """What the words ask for, and who asks."""
        parts = [(Occur.Must, self._silent(Asked.term_query(self.schema, "audience", query.audience)))]
        for term in terms_of(query.text):
            asked = self._near(term) if is_near and not term.is_phrase and not term.is_excluded else self._term(term)
            parts.append((Occur.MustNot if term.is_excluded else Occur.Must, asked))
        return Asked.boolean_query(parts)

    def filters(self, query: Query, *, but: str = "") -> list[Asked]:
        """One for each filter that is chosen, but for one: any of its values will do."""
        return [self._filter(name, values) for name, values in query.filters if name != but]

    def narrowed(self, words: Asked, filters: Iterable[Asked]) -> Asked:
        """The words, and every filter."""
        asked = list(filters)
        return Asked.boolean_query([(Occur.Must, words), *((Occur.Must, one) for one in asked)]) if asked else words

    def sample(self) -> Asked:
        """The documents in which very many hits are counted."""
        return self._silent(Asked.term_query(self.schema, "sample", "in"))

    # ── filters ──────────────────────────────────────────────────────────────────────────────────────────────────

    def _filter(self, name: str, values: tuple[str, ...]) -> Asked:
        field = _FIELD_OF[name]
        if name == "region":
            asked = [Asked.term_query(self.schema, place_field(value), value) for value in values]
        elif name == "month":
            asked = [self._month(value) for value in values]
        elif name == "party":
            asked = [Asked.term_query(self.schema, field, fold(value)) for value in values]
        else:
            asked = [Asked.term_query(self.schema, field, value) for value in values]
        return self._silent(self._any(asked))

    def _month(self, value: str) -> Asked:
        """A month, or the year that holds it: 2025-09, 2025."""
        if len(value) == 4 and value.isascii() and value.isdigit():
            return Asked.regex_query(self.schema, "month", f"{value}-..")
        return Asked.term_query(self.schema, "month", value)

    # ── words ────────────────────────────────────────────────────────────────────────────────────────────────────

    def _term(self, term: Term) -> Asked:
        match term.field:
            case "title" | "names" | "text":
                words = (term.words, *(() if term.is_phrase else _others(term)))
                return self._any(self._literal(one, (term.field,), is_phrase=term.is_phrase) for one in words)
            case "number":
                return self._any([*self._numbers(term.words), self._literal(term.words)])
            case "source":
                return Asked.term_query(self.schema, "source", term.words)
            case "instrument" if kinds := instruments_named(term.words):
                return self._any(Asked.term_query(self.schema, "kindred", kind) for kind in kinds)
        parts = () if term.is_phrase or term.is_excluded else split_at_instruments(term.words)
        if len(parts) < 2:
            return self._anywhere(term)
        every = Asked.boolean_query([(Occur.Must, self._anywhere(Term(part))) for part in parts])
        return self._any([Asked.boost_query(self._literal(term.words), _WHOLE), every])

    def _anywhere(self, term: Term) -> Asked:
        """As it is written; and, where no phrase was asked for, as a number and under other names."""
        asked = [self._literal(term.words, is_phrase=term.is_phrase)]
        if not term.is_phrase:
            asked += self._numbers(term.words)
            asked += (
                Asked.boost_query(Asked.term_query(self.schema, "concept", kind), _CONCEPT)
                for kind in instruments_named(term.words)
            )
            asked += (Asked.boost_query(self._literal(name), _OTHER_NAME) for name in _others(term))
        return self._any(asked)

    def _near(self, term: Term) -> Asked:
        """Most pairs of what was typed, wherever they stand."""
        found = list(dict.fromkeys(phrase(term.words).tokens))
        if len(found) < 3:
            return self._term(term)
        pairs = [
            (Occur.Should, self._any(Asked.term_query(self.schema, field, token) for field in WEIGHTS))
            for token in found
        ]
        needed = len(found) - max(1, len(found) // _FORGIVEN)
        near = Asked.boolean_query(pairs, minimum_number_should_match=needed)
        return self._any([Asked.boost_query(self._term(term), _WHOLE), near])

    def _numbers(self, words: str) -> Iterator[Asked]:
        key = number_key(fold(words))
        if len(key) < _SHORTEST_NUMBER or not any(char.isdigit() for char in key):
            return
        for field, weight in (("number", _NUMBER), ("number_aside", WEIGHTS["aside"])):
            yield Asked.boost_query(Asked.term_query(self.schema, field, key), weight)
            if len(key) >= _SHORTEST_BEGINNING:
                yield Asked.const_score_query(Asked.regex_query(self.schema, field, f"{re.escape(key)}.+"), weight / 8)

    def _literal(self, words: str, fields: Iterable[str] = WEIGHTS, *, is_phrase: bool = False) -> Asked:
        return self._any(
            Asked.boost_query(asked, WEIGHTS[field])
            for field in fields
            for asked in self.phrase(field, words, is_exact=is_phrase)
        )

    def phrase(self, field: str, words: str, *, is_exact: bool = False) -> Iterator[Asked]:
        """What one field must hold to hold these words, none where they are no words.

        Pieces that overlap from end to end are taken for the words, unless they must stand exactly so: to compare the
        order of pairs in every text that holds the pieces costs five times as much, and hardly ever parts two texts.
        """
        wanted, parts = phrase(words), pieces(words)
        if not wanted.tokens:
            return
        asked = [Asked.term_query(self.schema, PIECES[field], piece) for piece in parts.pieces]
        if parts.is_all:
            yield asked[0]
        elif len(wanted.tokens) == 1:
            yield Asked.term_query(self.schema, field, wanted.tokens[0])
        elif parts.is_close and not is_exact:
            yield Asked.boolean_query([(Occur.Must, one) for one in asked])
        else:
            yield self._in_order(field, wanted, parts, asked)

    def _in_order(self, field: str, wanted: Phrase, parts: Pieces, asked: Iterable[Asked]) -> Asked:
        """The pieces tell in a moment which texts are worth a look; the pairs, whether they stand one after the other."""
        tokens = list(wanted.tokens)
        if wanted.is_open and parts.ends_alone:
            beginning: list[str | tuple[int, str]] = [*map(re.escape, tokens[:-1]), f"{tokens[-1]}.?"]
            order = Asked.regex_phrase_query(self.schema, field, beginning)
        else:
            # The last piece holds what is left out here.
            sure: list[str | tuple[int, str]] = [*(tokens[:-1] if wanted.is_open else tokens)]
            order = Asked.phrase_query(self.schema, field, sure)
        return Asked.boolean_query([(Occur.Must, order), *((Occur.Must, self._silent(part)) for part in asked)])

    # ── parts ────────────────────────────────────────────────────────────────────────────────────────────────────

    def _any(self, asked: Iterable[Asked]) -> Asked:
        parts = [(Occur.Should, one) for one in asked]
        return parts[0][1] if len(parts) == 1 else Asked.boolean_query(parts) if parts else Asked.empty_query()

    def _silent(self, asked: Asked) -> Asked:
        """A condition that says nothing about how good a hit is."""
        return Asked.const_score_query(asked, 0.0)


def _others(term: Term) -> tuple[str, ...]:
    """Other names to look for: not those that are so short that they are found everywhere."""
    return tuple(name for name in other_names(term.words) if len(tokens(name)) > 1 or len(name) > 3)
