"""The body of a page: lede, headings, paragraphs, list items, tables, and what stands at its foot.

Comes in: the lines between heading and tail. Goes out: blocks, tables, the lede, attachments, and the datelines that
pages print under the text (责任编辑, 来源).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from zhiyue.layout.heading import has_label, is_dateline, read_dateline
from zhiyue.layout.lines import Line, loosely
from zhiyue.model import Attachment, Block, BlockType, Field, Repaired, Table
from zhiyue.spans import Span
from zhiyue.values.found import text_field

# 一、活动主题 | （二）重点内容 | 第三章 … | 1. 项目概况
_HEADING = re.compile(
    r"(?:第?[一二三四五六七八九十]{1,3}[、.．章节]|[（(][一二三四五六七八九十]{1,3}[)）]|\d{1,2}(?:\.\d{1,2})*[、.．]?\s*(?=[^\d\s.]))"
)
_SENTENCE_END = tuple("。；;！!？?，,")
_LIST_ITEM = re.compile(r"[（(]?\d{1,2}[)）]|[①-⑳]")

# 导读：… | [摘要] … | 核心提示:…
_LEDE_LABEL = re.compile(r"[【\[]?(?:导读|摘要|内容摘要|核心提示|编者按|导语|简介)[】\]]?\s*[:：]?\s*")

# 【化工仪器网 时事热点】2022年… | （某某网讯） | 〔本网消息〕
_MARKER = re.compile(r"[【〔\[(（](?P<words>[^】〕\])）]{2,30})[】〕\])）]\s*")

# 附件：1.重点活动清单.docx | 附件2：回执表
_ATTACHMENT = re.compile(r"附件\s*[\d一二三四五]*\s*[:：]\s*(?:\d{1,2}\s*[.、．]\s*)?(?P<name>\S.{1,80})")
_NEXT_ATTACHMENT = re.compile(r"\d{1,2}\s*[.、．]\s*(?P<name>\S.{1,80})")
_CELL_BORDER = re.compile(r"\s*(?:\||｜|\t)+\s*")
_FOOT = 6
"""Lines at the end of a body among which an editor's or source line may stand."""


@dataclass(slots=True)
class Body:
    """What was read of the body."""

    blocks: list[Block] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    attachments: list[Attachment] = field(default_factory=list)
    lede: Field | None = None
    marker: Span | None = None
    foot: dict[str, list[Field]] = field(default_factory=dict)


def read_body(repaired: Repaired, lines: Sequence[Line], marked: Sequence[Table] = ()) -> Body:
    """Read the body's lines into blocks; `marked` are tables that the page's markup gives."""
    body = Body()
    lines = _take_foot(repaired, body, list(lines))
    lede = _find_lede(lines)
    if lede is not None:
        body.lede = text_field(repaired, lede)
        body.blocks.append(Block("lede", lede.start, lede.end))
        lines = lines[1:]
    if lines and (marker := _MARKER.match(lines[0].words)) is not None and len(lines[0].words) > 40:
        body.marker = lines[0].within(*marker.span("words"))
    _read_attachments(repaired, body, lines)
    in_table: set[int] = set()
    for table in marked:
        covered = [line for line in lines if table.start <= line.span.start and line.span.end <= table.end]
        if covered:
            body.tables.append(table)
            body.blocks.append(Block("table", table.start, table.end))
            in_table.update(line.span.start for line in covered)
    for rows in _tables([line for line in lines if line.span.start not in in_table]):
        start, end = rows[0][0].span.start, rows[-1][0].span.end
        body.tables.append(Table(start, end, tuple(cells for _, cells in rows), header_rows=1))
        body.blocks.append(Block("table", start, end))
        in_table.update(line.span.start for line, _ in rows)
    for line in lines:
        if line.span.start not in in_table:
            body.blocks.append(Block(_type_of(line), line.span.start, line.span.end))
    body.tables.sort(key=lambda table: table.start)
    body.blocks.sort(key=lambda block: block.start)
    return body


def _type_of(line: Line) -> BlockType:
    words = line.words
    if _HEADING.match(words) and len(words) <= 45 and not words.endswith(_SENTENCE_END):
        return "heading"
    if line.has_bullet or _LIST_ITEM.match(words):
        return "list_item"
    return "paragraph"


def _take_foot(repaired: Repaired, body: Body, lines: list[Line]) -> list[Line]:
    """Take 责任编辑- and 来源-lines off the end of the body; a signature date stays, it belongs to the text."""
    kept: list[Line] = []
    for index, line in enumerate(lines):
        is_foot = index >= len(lines) - _FOOT and index > 0 and has_label(line)
        if is_foot and len(line.words) <= 80 and is_dateline(repaired, line):
            for name, fields in read_dateline(repaired, line).items():
                body.foot.setdefault(name, []).extend(fields)
            body.blocks.append(Block("dateline", line.span.start, line.span.end))
        else:
            kept.append(line)
    return kept


def _find_lede(lines: Sequence[Line]) -> Span | None:
    """The first line where it is labelled as summary, or where the next repeats it behind the site's marker."""
    if len(lines) < 2:
        return None
    first, second = lines[0], lines[1]
    label = _LEDE_LABEL.match(first.words)
    if label is not None and label.end() and label.end() < len(first.words):
        return first.within(label.end(), len(first.words))
    marker = _MARKER.match(second.words)
    repeated = loosely(second.words[marker.end() if marker else 0 :])
    opening = loosely(first.words.rstrip(".…"))[:40]
    if len(opening) >= 10 and repeated.startswith(opening):
        return first.span
    return None


def _read_attachments(repaired: Repaired, body: Body, lines: Sequence[Line]) -> None:
    is_open = False
    for line in lines:
        match = _ATTACHMENT.fullmatch(line.words) or (_NEXT_ATTACHMENT.fullmatch(line.words) if is_open else None)
        is_open = match is not None
        if match is not None:
            body.attachments.append(Attachment(text_field(repaired, line.within(*match.span("name")), type="name")))


_Row = tuple[Line, tuple[Span, ...]]


def _tables(lines: Sequence[Line]) -> Iterator[list[_Row]]:
    """Two and more lines in a row that are parted into cells make a table: the lines, outer borders and all, with them."""
    rows: list[_Row] = []
    for line in [*lines, None]:
        cells = _cells(line) if line is not None else ()
        if line is not None and len(cells) >= 2:
            rows.append((line, cells))
            continue
        if len(rows) >= 2:
            yield rows
        rows = []


def _cells(line: Line) -> tuple[Span, ...]:
    spans: list[Span] = []
    start = 0
    for border in [*_CELL_BORDER.finditer(line.words), None]:
        end = border.start() if border else len(line.words)
        if start < end:
            spans.append(line.within(start, end))
        start = border.end() if border else end
    return tuple(spans)
