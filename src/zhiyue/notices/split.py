"""A page → its notices: the main one, each entry of its related list, and further notices that its body holds.

Comes in: a repaired text and its anatomy. Goes out: one `Excerpt` a notice: 0 is the page's main notice, the related
entries follow in order, then the notices of the body beyond the first (origin ``list``). Facts belong to a notice, never
to a page.

A body holds several notices where headlines of notices stand alone on their lines, each with a number or a buyer of its own
below it. What stands before the first of them is the main notice's; where the first repeats the page's own title, or the
page prints a number before it, it is the main notice itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from zhiyue.model import Page, Related, Repaired
from zhiyue.notices.excerpt import Excerpt
from zhiyue.spans import Span

# 江州大学天平采购项目中标公告, alone on its line
_HEADLINE = re.compile(
    r"(?:^|(?<=\n))[ \t\u3000]*(?:[（(]?[一二三四五六七八九十0-9]{1,3}[）)、.．][ \t]*)?"
    r"(?P<title>[^\n：:。；;|\t]{6,60}(?:招标|采购|磋商|谈判|询价|中标|成交|结果|候选人|更正|变更|终止|废标|合同|单一来源)(?:公告|公示))[ \t\u3000]*(?=\n|$)"
)
# What a notice says of itself: each has its own
_NUMBER = re.compile(r"(?:项目|采购|招标|合同)编号[ \t\u3000]{0,3}[：:]|采购项目编号|项目号[：:]")
_NEAR = 400
"""Characters below a headline within which a notice tells its number."""
_TEXT_BLOCKS = frozenset({"heading", "paragraph", "list_item", "table"})


def split_notices(repaired: Repaired, page: Page, *, digest: str) -> tuple[Excerpt, ...]:
    """Cut a page into its notices; the main one comes first, also where it has no title."""
    return tuple(_cut(repaired, page, digest))


def _cut(repaired: Repaired, page: Page, digest: str) -> Iterator[Excerpt]:
    title = (page.title.span if page.title else None) or Span(0, 0)
    body = tuple(Span(block.start, block.end) for block in page.blocks if block.type in _TEXT_BLOCKS)
    heads = _further_heads(repaired.text, title, body)
    yield Excerpt(
        page=repaired,
        digest=digest,
        notice=0,
        origin="main",
        title=title,
        summary=page.lede.span if page.lede else None,
        body=_within(body, Span(0, heads[0].start if heads else len(repaired.text))),
        published=page.published,
        tables=page.tables,
    )
    for number, entry in enumerate(page.related, start=1):
        yield _related(repaired, entry, number, digest, page)
    ends = [*heads, Span(len(repaired.text), len(repaired.text))]
    for number, (head, following) in enumerate(pairwise(ends), start=len(page.related) + 1):
        yield Excerpt(
            page=repaired,
            digest=digest,
            notice=number,
            origin="list",
            title=head,
            body=_within(body, Span(head.end, following.start)),
            published=page.published,
            tables=page.tables,
        )


def _further_heads(text: str, title: Span, body: Sequence[Span]) -> tuple[Span, ...]:
    """The headlines of the notices that a body holds beyond the main one; none where it holds one notice."""
    found = [
        Span(*match.span("title"))
        for zone in body
        for match in _HEADLINE.finditer(text, zone.start, zone.end)
        if _NUMBER.search(text, match.end(), min(zone.end if len(body) == 1 else len(text), match.end() + _NEAR))
    ]
    heads = [head for head in dict.fromkeys(found) if head.of(text) != title.of(text) and not title.holds(head)]
    if not heads:
        return ()
    numbers = [match.start() for zone in body for match in _NUMBER.finditer(text, zone.start, zone.end)]
    # Each notice tells a number of its own before the next headline; one headline below a number is a second notice.
    ends = [*(head.start for head in heads[1:]), len(text)]
    heads = [head for head, end in zip(heads, ends, strict=True) if any(head.end < at < end for at in numbers)]
    is_second = bool(heads) and any(at < heads[0].start for at in numbers)
    return tuple(heads) if len(heads) > 1 or is_second else ()


def _within(body: Sequence[Span], part: Span) -> tuple[Span, ...]:
    """The blocks of a body inside a part of the page, cut at its ends."""
    cut = (Span(max(zone.start, part.start), min(zone.end, part.end)) for zone in body)
    return tuple(zone for zone in cut if zone.start < zone.end)


def _related(repaired: Repaired, entry: Related, number: int, digest: str, page: Page) -> Excerpt:
    return Excerpt(
        page=repaired,
        digest=digest,
        notice=number,
        origin="related",
        title=entry.title.span or Span(entry.start, entry.end),
        summary=entry.summary.span if entry.summary else None,
        # An entry without a time of its own is about as old as the page that lists it.
        published=entry.published or page.published,
    )
