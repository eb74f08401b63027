"""What a reader asks for: words, and what the result is narrowed to. It lives in the address of the page.

Comes in: the parameters of a request, or their values. Goes out: `Query`, and its words cut into `Term`s. Whatever is
typed means something: there is no wrong query.

    离子色谱仪 招标            both must be there
    "离子色谱仪招标"           exactly so; “…” and 「…」 as well
    -二手                      must not be there
    单位:江东医学院            in a name; also 标题 编号 仪器 品牌 来源, and their English names
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Literal
from urllib.parse import urlencode

from django.http import QueryDict

from zhiyue.model import Audience
from zhiyue.values import find_standard_numbers
from zhiyue_site.archive.search.fold import fold

Sort = Literal["relevance", "date", "amount"]
SORTS: dict[Sort, tuple[str, str]] = {
    "relevance": ("相关度", "relevance"),
    "date": ("时间", "date"),
    "amount": ("金额", "amount"),
}
FILTERS = (
    "type", "kind", "channel", "month", "region", "buyer_type", "instrument", "brand_origin", "amount", "source", "party",
)  # fmt: skip
FIELDS: Mapping[str, str] = {
    **dict.fromkeys(("title", "标题", "题名"), "title"),
    **dict.fromkeys(("party", "buyer", "单位", "采购人", "采购单位", "供应商", "机构"), "names"),
    **dict.fromkeys(("number", "编号", "项目编号", "标准号", "文号"), "number"),
    **dict.fromkeys(("instrument", "仪器", "设备"), "instrument"),
    **dict.fromkeys(("brand", "品牌"), "text"),
    **dict.fromkeys(("source", "来源"), "source"),
}
"""What may stand before a colon → where the word behind it is looked for."""

_LONGEST, _MOST_TERMS, _MOST_VALUES = 200, 16, 8
_LAST_PAGE, _MOST_HITS = 200, 100
_QUOTES = '"“”„＂「」『』'
# -单位:"江东医学院" | 编号：0811-254DSITC1745 | "离子色谱仪" | 招标
_TERM = re.compile(
    r"(?P<minus>[-－−](?=\S))?(?:(?P<field>[A-Za-z一-龥]{2,8})[:：]\s?)?"
    rf"(?:[{_QUOTES}](?P<phrase>[^{_QUOTES}]*)[{_QUOTES}]?|(?P<word>[^\s{_QUOTES}]+))"
)
# 0811 - 254: a number with blanks round its dash
_SPACED_DASH = re.compile(r"(?<=\d)\s+[-–—－]\s*(?=\d)")


@dataclass(frozen=True, slots=True)
class Term:
    """One thing to look for. `field` is empty where it may stand anywhere."""

    words: str
    field: str = ""
    is_phrase: bool = False
    is_excluded: bool = False


@dataclass(frozen=True, slots=True)
class Query:
    """A search: words, filters (name → values, any of which will do), order, page of results, and who asks.

    >>> query = Query("离子色谱仪").with_filter("kind", "tender")
    >>> query.chosen("kind"), query.without_filter("kind", "tender") == Query("离子色谱仪")
    (('tender',), True)
    """

    text: str = ""
    filters: tuple[tuple[str, tuple[str, ...]], ...] = ()
    sort: Sort = "relevance"
    page: int = 1
    size: int = 20
    audience: Audience = "public"

    @classmethod
    def from_params(cls, params: QueryDict, *, audience: Audience = "public", size: int = 20) -> Query:
        """The search that an address asks for. What it does not understand it leaves out."""
        chosen = ((name, _values(params.getlist(name))) for name in FILTERS)
        sort: Sort = next((sort for sort in SORTS if sort == params.get("sort")), "relevance")
        page = params.get("page", "1")
        number = int(page) if page.isascii() and page.isdigit() and len(page) < 6 else 1
        return cls(
            text=_clean(params.get("q", ""))[:_LONGEST],
            filters=tuple((name, values) for name, values in chosen if values),
            sort=sort,
            page=min(max(1, number), _LAST_PAGE),
            size=min(max(1, size), _MOST_HITS),
            audience=audience,
        )

    def to_params(self) -> QueryDict:
        """The parameters of an address that asks for this, without what goes without saying."""
        return QueryDict(self.query_string)

    @property
    def query_string(self) -> str:
        """What stands behind the question mark of an address that asks for this."""
        return urlencode(self._pairs())

    def chosen(self, name: str) -> tuple[str, ...]:
        """The values to which one filter narrows; none where it does not."""
        return dict(self.filters).get(name, ())

    def with_filter(self, name: str, value: str) -> Query:
        """The same search, narrowed to a further value."""
        return self._filtered(name, tuple(dict.fromkeys((*self.chosen(name), value))))

    def without_filter(self, name: str, value: str | None = None) -> Query:
        """The same search without one value of a filter, or without the filter."""
        kept = () if value is None else tuple(other for other in self.chosen(name) if other != value)
        return self._filtered(name, kept)

    def on_page(self, page: int) -> Query:
        """The same search, another page of its results."""
        return replace(self, page=page)

    def sorted_by(self, sort: Sort) -> Query:
        """The same search in another order, from its first page."""
        return replace(self, sort=sort, page=1)

    def _pairs(self) -> list[tuple[str, str]]:
        pairs = [("q", self.text), *((name, value) for name, values in self.filters for value in values)]
        pairs.append(("sort", self.sort if self.sort != "relevance" else ""))
        pairs.append(("page", str(self.page) if self.page > 1 else ""))
        return [(name, value) for name, value in pairs if value]

    def _filtered(self, name: str, values: tuple[str, ...]) -> Query:
        chosen = {**dict(self.filters), name: values}
        kept = tuple((name, chosen[name]) for name in FILTERS if chosen.get(name))
        return replace(self, filters=kept, page=1)


def terms_of(text: str) -> tuple[Term, ...]:
    """Cut what was typed into what is looked for.

    >>> terms_of('离子色谱仪 -二手 单位：江东医学院')[1:]
    (Term(words='二手', field='', is_phrase=False, is_excluded=True), Term(words='江东医学院', field='names', is_phrase=False, is_excluded=False))
    >>> terms_of("GB/T 19001 - 2016")
    (Term(words='GB/T19001-2016', field='', is_phrase=False, is_excluded=False),)
    """
    return tuple(_terms(_closed_up(_SPACED_DASH.sub("-", text))))[:_MOST_TERMS]


def _terms(text: str) -> Iterator[Term]:
    for match in _TERM.finditer(text):
        words = (match["phrase"] or match["word"] or "").strip()
        field = FIELDS.get(fold(match["field"] or ""), "")
        if match["field"] and not field:
            words = f"{match['field']}:{words}"  # no field of ours: the reader means the words
        if any(char.isalnum() for char in words):
            yield Term(words, field, is_phrase=match["phrase"] is not None, is_excluded=match["minus"] is not None)


def _closed_up(text: str) -> str:
    """Take the blanks out of standard numbers: GB/T 19001-2016 is one thing to look for."""
    # Only widths and case are folded here, character for character: the places are those of `text`.
    for found in reversed(tuple(find_standard_numbers(fold(text).upper()))):
        start, end = found.span.start, found.span.end
        text = f"{text[:start]}{''.join(text[start:end].split())}{text[end:]}"
    return text


def _values(values: list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(clean[:64] for value in values if (clean := _clean(value))))[:_MOST_VALUES]


def _clean(text: str) -> str:
    """Blanks for the characters that no keyboard has; a lone surrogate cannot even be written into an address."""
    return "".join(char if char.isprintable() else " " for char in text).strip()
