"""A page → its notices: the main one, and each entry of its related list.

Comes in: a repaired text and its anatomy. Goes out: one `Excerpt` a notice, numbered as they stand: 0 is the page's
main notice, the related entries follow in order. Facts belong to a notice, never to a page.
"""

from __future__ import annotations

from collections.abc import Iterator

from zhiyue.model import Page, Related, Repaired
from zhiyue.notices.excerpt import Excerpt
from zhiyue.spans import Span

_TEXT_BLOCKS = frozenset({"heading", "paragraph", "list_item", "table"})


def split_notices(repaired: Repaired, page: Page, *, digest: str) -> tuple[Excerpt, ...]:
    """Cut a page into its notices; the main one comes first, also where it has no title."""
    return tuple(_cut(repaired, page, digest))


def _cut(repaired: Repaired, page: Page, digest: str) -> Iterator[Excerpt]:
    title = page.title.span if page.title else None
    yield Excerpt(
        page=repaired,
        digest=digest,
        notice=0,
        origin="main",
        title=title or Span(0, 0),
        summary=page.lede.span if page.lede else None,
        body=tuple(Span(block.start, block.end) for block in page.blocks if block.type in _TEXT_BLOCKS),
        published=page.published,
        tables=page.tables,
    )
    for number, entry in enumerate(page.related, start=1):
        yield _related(repaired, entry, number, digest, page)


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
