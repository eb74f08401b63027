"""The left pane: the page's text in reading order, each block in its role, evidence, repairs and marks in place.

Comes in: a masked reading and its `Places`. Goes out: HTML. Where the page was repaired, every block that differs
carries the words as they came beside the words as they are; a switch of the page shows one or both.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import Literal

from zhiyue.exports.elements import Html, join, say, tag
from zhiyue.exports.viewer._places import Places
from zhiyue.exports.viewer._repairs import repaired_runs
from zhiyue.exports.wording import Wording
from zhiyue.model import Block, BlockType, Mark, PageResult, Related, Table
from zhiyue.spans import Edit, Span, SpanMap

ELEMENTS: Mapping[BlockType, str] = {"title": "h1", "heading": "h3", "breadcrumb": "nav", "navigation": "nav"}


@dataclass(frozen=True, slots=True)
class _Layer:
    """Something that lies over a range of a text."""

    kind: Literal["place", "fix", "mark", "redaction"]
    start: int
    end: int
    key: str
    title: str | None = None


_Piece = tuple[Span, list[_Layer]]


def text_pane(result: PageResult, places: Places, wording: Wording) -> Html:
    """Return the text of one page as HTML."""
    return TextPane(result, places, wording).html()


class TextPane:
    """The text of one page, drawn whole or by the roles of its blocks.

    Parts drawn one after the other by the same pane share their anchors: each place has one, where it is drawn first.
    """

    def __init__(
        self,
        result: PageResult,
        places: Places,
        wording: Wording,
        *,
        elements: Mapping[BlockType, str] = ELEMENTS,
    ) -> None:
        page = result.page
        self._result = result
        self._elements = elements
        self._text = page.text
        self._original = page.original if page.original is not None else page.text
        self._places = places
        self._wording = wording
        edits = repaired_runs(page)
        self._map = SpanMap(lambda: edits)
        self._layers = [*self._common_layers(), *_fixes(edits)]
        self._original_layers = [
            *(_Layer("place", came.start, came.end, key) for key, _, came in places),
            *(_Layer("fix", edit.start, edit.end, str(number)) for number, edit in enumerate(edits)),
            *(_Layer("redaction", span.start, span.end, "") for span in self._redacted_originals()),
        ]
        self._fixed = [Span(layer.start, layer.end) for layer in self._layers if layer.kind == "fix"]
        self._anchored: set[str] = set()

    def _common_layers(self) -> Iterator[_Layer]:
        for key, span, _ in self._places:
            yield _Layer("place", span.start, span.end, key)
        for number, mark in enumerate(self._result.marks):
            yield _Layer("mark", mark.start, mark.end, str(number), _mark_title(mark))
        for number, redaction in enumerate(self._result.redactions):
            words = f"{self._wording.term('status', 'masked').zh}：{self._wording.term('redaction', redaction.kind).zh}"
            yield _Layer("redaction", redaction.start, redaction.end, str(number), words)

    def _redacted_originals(self) -> Iterator[Span]:
        for redaction in self._result.redactions:
            yield redaction.original or Span(redaction.start, redaction.end)

    def html(self, types: Container[str] | None = None) -> Html:
        """The blocks of some `types`, or of all; ``plain`` is what stands outside every block."""
        parts: list[Html] = []
        at = 0
        has_plain = types is None or "plain" in types
        for block in sorted(self._result.page.blocks, key=lambda block: (block.start, -block.end)):
            if block.end <= at:
                continue  # inside a block that is drawn already
            if has_plain:
                parts += self._plain(at, block.start)
            if types is None or block.type in types:
                parts.append(self._block(Block(block.type, max(at, block.start), block.end)))
            at = block.end
        if has_plain:
            parts += self._plain(at, len(self._text))
        return join(parts)

    def _plain(self, start: int, end: int) -> Iterator[Html]:
        """Draw text outside every block, line by line."""
        for line in _lines(self._text, start, end):
            yield tag("p", self._words(line), class_="b b-plain")

    def _block(self, block: Block) -> Html:
        span = Span(block.start, block.end)
        inner: Iterable[Html]
        table = next((t for t in self._result.page.tables if span.start < t.end and t.start < span.end), None)
        if block.type == "table" and table is not None:
            inner = self._around(span, Span(table.start, table.end), self._table(table))
        elif block.type == "related":
            inner = self._related(span)
        else:
            inner = (self._words(span),)
        label = self._wording.terms.get(f"block.{block.type}")
        return tag(
            "div" if block.type in ("table", "related") else self._elements.get(block.type, "p"),
            inner,
            class_=f"b b-{block.type}",
            aria_label=label.zh if label is not None and block.type in ("breadcrumb", "navigation") else None,
        )

    def _around(self, outer: Span, span: Span, drawn: Html) -> Iterator[Html]:
        yield from (tag("p", self._words(line)) for line in _lines(self._text, outer.start, span.start))
        yield drawn
        yield from (tag("p", self._words(line)) for line in _lines(self._text, span.end, outer.end))

    def _table(self, table: Table) -> Html:
        figures = [row for row in table.rows[table.header_rows :] if row]
        width = max(map(len, table.rows), default=0)
        numeric = [bool(figures) and all(self._is_figure(row, column) for row in figures) for column in range(width)]
        rows = []
        for number, row in enumerate(table.rows):
            cell = "th" if number < table.header_rows else "td"
            cells = (
                tag(cell, self._words(span), class_="num" if is_ else None)
                for span, is_ in zip(row, numeric, strict=False)
            )
            rows.append(tag("tr", cells))
        head, body = rows[: table.header_rows], rows[table.header_rows :]
        drawn = tag("table", tag("thead", head) if head else None, tag("tbody", body))
        return tag("div", drawn, class_="frame", tabindex="0", role="region", aria_label="表格")

    def _is_figure(self, row: Sequence[Span], column: int) -> bool:
        words = row[column].of(self._text).strip().replace(",", "").rstrip("%％") if column < len(row) else ""
        return words.replace(".", "", 1).isdigit()

    def _related(self, block: Span) -> Iterator[Html]:
        """Draw a related list: titles, cut summaries and times as such, whatever else stands there as lines."""
        at = block.start
        for span, role in self._related_parts(block):
            yield from (tag("p", self._words(line), class_="other") for line in _lines(self._text, at, span.start))
            yield tag("p", self._words(span), class_=role)
            at = max(at, span.end)
        yield from (tag("p", self._words(line), class_="other") for line in _lines(self._text, at, block.end))

    def _related_parts(self, block: Span) -> list[tuple[Span, str]]:
        parts: dict[Span, str] = {}
        for entry in self._result.page.related:
            for role, span in _entry_parts(entry):
                if block.holds(span):
                    parts.setdefault(span, role)
        found = sorted(parts.items())
        return [item for item, before in zip(found, [None, *found], strict=False) if _is_behind(item, before)]

    # ── words with everything that lies over them ────────────────────────────────────────────────────────────────

    def _words(self, span: Span) -> Html:
        now = join(self._run(over, pieces) for over, pieces in _runs(span, self._layers, self._text))
        if not any(fix.start < span.end and span.start <= fix.end for fix in self._fixed):
            return now
        came_from = self._map.original(span.start, span.end)
        runs = _runs(came_from, self._original_layers, self._original)
        came = join(_run_as_it_came(over, pieces, self._original) for over, pieces in runs)
        note = tag("span", say("原样", "as it came"), class_="tick", aria_hidden="true")
        return join(tag("span", now, class_="now"), tag("span", note, came, class_="came"))

    def _run(self, over: Sequence[_Layer], pieces: Iterable[_Piece]) -> Html:
        html = join(_dressed(piece.of(self._text), layers, fix="fix") for piece, layers in pieces)
        return self._link(html, over) if over else html

    def _link(self, html: Html, over: Sequence[_Layer]) -> Html:
        """Link words to the row of the narrowest place; the first run of each place carries its anchor."""
        new = [layer.key for layer in over if layer.key not in self._anchored]
        self._anchored.update(new)
        row = next((row for row in (self._places.row_of(layer.key) for layer in over) if row is not None), None)
        html = tag(
            "a",
            html,
            class_="ev",
            id=f"p{new[0]}" if new else None,
            href=f"#{row}" if row is not None else None,
            data_p=" ".join(layer.key for layer in over),
            tabindex=None if new else "-1",
        )
        for key in new[1:]:
            html = tag("span", html, id=f"p{key}")
        return html


def _run_as_it_came(over: Sequence[_Layer], pieces: Iterable[_Piece], original: str) -> Html:
    html = join(_dressed(piece.of(original), layers, fix="harm") for piece, layers in pieces)
    return tag("span", html, class_="ev", data_p=" ".join(layer.key for layer in over)) if over else html


def _dressed(words: str, layers: Sequence[_Layer], *, fix: str) -> Html:
    html = join(words)
    for layer in layers:
        match layer.kind:
            case "redaction":
                html = tag("span", html, class_="redacted", title=layer.title)
            case "mark":
                html = tag("mark", html, class_="mark", title=layer.title)
            case "fix":
                html = tag("span", html, class_=fix, data_f=layer.key)
            case "place":
                pass
    return html


def _runs(span: Span, layers: Iterable[_Layer], text: str) -> Iterator[tuple[list[_Layer], list[_Piece]]]:
    """Cut a range where its places change (narrowest place first), each run cut where anything else does."""

    def places(piece: _Piece) -> list[_Layer]:
        over = (layer for layer in piece[1] if layer.kind == "place")
        return sorted(over, key=lambda layer: layer.end - layer.start)

    for over, pieces in groupby(_cut(span, layers, text), key=places):
        yield over, list(pieces)


def _fixes(edits: Iterable[Edit]) -> Iterator[_Layer]:
    shift = 0
    for number, edit in enumerate(edits):
        start = edit.start + shift
        shift += len(edit.text) - (edit.end - edit.start)
        yield _Layer("fix", start, start + len(edit.text), str(number))


def _cut(span: Span, layers: Iterable[_Layer], text: str) -> Iterator[_Piece]:
    """Cut a range where any layer begins or ends; the pieces are whole, none overlaps another."""
    here = [layer for layer in layers if layer.start < span.end and span.start < layer.end]
    edges = {span.start, min(span.end, len(text))}
    for layer in here:
        edges |= {max(layer.start, span.start), min(layer.end, span.end)}
    order = sorted(edges)
    for start, end in pairwise(order):
        yield Span(start, end), [layer for layer in here if layer.start <= start and end <= layer.end]


def _lines(text: str, start: int, end: int) -> Iterator[Span]:
    at = start
    for line in text[start:end].splitlines(keepends=True):
        if line.strip():
            yield Span(at, at + len(line.rstrip()))
        at += len(line)


def _entry_parts(entry: Related) -> Iterator[tuple[str, Span]]:
    for role, field in (("entry", entry.title), ("summary", entry.summary), ("time", entry.published)):
        if field is not None and field.span is not None:
            yield role, field.span


def _is_behind(item: tuple[Span, str], before: tuple[Span, str] | None) -> bool:
    return before is None or before[0].end <= item[0].start


def _mark_title(mark: Mark) -> str:
    if not mark.candidates:
        return "此处原文已损坏，未能确定是什么字"
    return "未能确定，可能是：" + "、".join(f"{item.text}（{item.confidence:.0%}）" for item in mark.candidates)
