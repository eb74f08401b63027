"""Search: Chinese as it is written and as it is asked for, over pages and records, narrowed by facets.

Comes in: a `Query` from an address, or what a reader has typed so far. Goes out: `Results` and `Suggestion`s.

    fold         one spelling for what readers take as the same      tokens     what the index counts
    synonyms     other names of instruments, makers, bodies          query      what is asked for
    documents    what the index is told, from `archive.shown`        facets     what results are narrowed by
    store        the index on disk: generations, one writer          matching   from a query to the index's query
    indexing     learning what changed, or everything anew           results    found, counted, checked, lit
    highlight    the words lit in their sentence                     suggestions
"""

from zhiyue_site.archive.search.highlight import Part
from zhiyue_site.archive.search.indexing import index_pending, rebuild
from zhiyue_site.archive.search.query import SORTS, Query
from zhiyue_site.archive.search.results import Facet, FacetValue, Hit, Results, search
from zhiyue_site.archive.search.store import IndexBusy
from zhiyue_site.archive.search.suggestions import Suggestion, suggest

__all__ = [
    "SORTS",
    "Facet",
    "FacetValue",
    "Hit",
    "IndexBusy",
    "Part",
    "Query",
    "Results",
    "Suggestion",
    "index_pending",
    "rebuild",
    "search",
    "suggest",
]
