"""The anatomy of a page: which range of its text plays which role.

Comes in: a repaired text. Goes out: `Page`: title, times, publisher, source, author, views, breadcrumb, lede, blocks,
tables, keywords, related list, attachments, rights notice; each a range of one text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from zhiyue.layout.body import Body, read_body
from zhiyue.layout.heading import Heading, read_heading
from zhiyue.layout.lines import Line, read_lines
from zhiyue.layout.marked import read_marked
from zhiyue.layout.related import read_related
from zhiyue.layout.rights import read_rights
from zhiyue.layout.sections import Sections, read_sections
from zhiyue.markup import Outline
from zhiyue.model import Attachment, Block, Field, Page, Repaired
from zhiyue.spans import Span
from zhiyue.values.found import text_field

__all__ = ["read_page_layout"]

_BODY_TYPES = frozenset({"heading", "paragraph", "list_item", "table"})
_KEYWORD = re.compile(r"[^\s、,，;；|｜/]+(?:\s(?=[A-Za-z0-9])[^\s、,，;；|｜/]+)*")


def read_page_layout(repaired: Repaired, outline: Outline | None = None, *, address: str | None = None) -> Page:
    """Read the anatomy of a page: of its text, and of its markup where it came with `outline`.

    `address` is where the page was found: a day in it counts where the page names none.

    Linear in its length; never raises on any text.
    """
    lines = read_lines(repaired.text)
    marked = read_marked(repaired, lines, outline, address=address) if outline is not None else None
    if marked is not None:
        heading, sections = marked.heading, marked.sections
    else:
        heading = read_heading(repaired, lines)
        sections = read_sections(lines[heading.behind :])
    body = read_body(repaired, sections.of("body"), marked.tables if marked is not None else ())
    heading.add(body.foot)
    blocks = _blocks(heading, sections, body)
    source = heading.first("source")
    return Page(
        text=repaired.text,
        original=repaired.original if repaired.is_changed else None,
        repaired=repaired.span_map.stretches(),
        title=heading.title,
        published=heading.first("published"),
        modified=heading.first("modified"),
        publisher=_publisher(repaired, heading, body),
        source=source,
        first_source=_first_source(heading, source),
        author=_distinct(heading.values.get("author", ())),
        editor=_distinct(heading.values.get("editor", ())),
        views=heading.first("views"),
        breadcrumb=heading.breadcrumb,
        lede=body.lede,
        keywords=tuple(_keywords(repaired, sections.of("keywords"))),
        body="\n".join(repaired.text[b.start : b.end] for b in blocks if b.type in _BODY_TYPES),
        blocks=blocks,
        tables=tuple(body.tables),
        related=read_related(repaired, sections.of("related")),
        attachments=_attachments(body, marked.attachments if marked is not None else ()),
        rights=read_rights(repaired, sections.of("rights")),
    )


def _blocks(heading: Heading, sections: Sections, body: Body) -> tuple[Block, ...]:
    blocks = [Block(role, line.span.start, line.span.end) for role, line in heading.used]
    blocks.extend(body.blocks)
    blocks.extend(Block(role, line.span.start, line.span.end) for role, line in sections.headings)
    for role, lines in sections.lines.items():
        if role != "body":
            blocks.extend(Block(role, line.span.start, line.span.end) for line in lines)
    return tuple(sorted(blocks, key=lambda block: (block.start, block.end)))


def _publisher(repaired: Repaired, heading: Heading, body: Body) -> Field | None:
    """The site that shows the page: its breadcrumb says so, or the marker that opens the body (【某某网 栏目】)."""
    if heading.publisher is not None:
        return heading.publisher
    if body.marker is None:
        return None
    words = body.marker.of(repaired.text)
    name = re.match(r"\S+?(?:网|在线|报|社|频道|平台)(?=\s|讯|$)", words)
    if name is None:
        return None
    return text_field(repaired, Span(body.marker.start, body.marker.start + name.end()), type="name")


def _first_source(heading: Heading, source: Field | None) -> Field | None:
    """The end of a reprint chain; where none is printed, the source itself is the end."""
    if (printed := heading.first("first_source")) is not None:
        return printed
    sources = heading.values.get("source", [])
    if source is None:
        return None
    last = sources[-1]
    return Field(last.type, last.value, status="derived", evidence=last.evidence, derived="来源即首发：页面未载转载链")


def _attachments(body: Body, linked: Sequence[Attachment]) -> tuple[Attachment, ...]:
    """Files that the page links, and those that its text names and no link holds."""
    held = [item.name.span for item in linked if item.name.span is not None]
    named = (item for item in body.attachments if not any(_touch(item.name.span, span) for span in held))
    return (*linked, *named)


def _touch(one: Span | None, other: Span) -> bool:
    return one is not None and one.start < other.end and other.start < one.end


def _distinct(fields: Iterable[Field]) -> tuple[Field, ...]:
    return tuple({field.value: field for field in reversed(list(fields))}.values())[::-1]


def _keywords(repaired: Repaired, lines: Sequence[Line]) -> Iterable[Field]:
    for line in lines:
        for match in _KEYWORD.finditer(line.words):
            yield text_field(repaired, line.within(*match.span()))
