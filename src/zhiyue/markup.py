"""Decoded text → the page's visible text in runs, and what the markup says of it.

Comes in: the text of a file, HTML or plain. Goes out: `Runs`: the visible text in reading order, before any repair; for
HTML with an `Outline`: which range of that text each element holds, and what the page declares of itself. Plain text
passes through as the same object. HTML is parsed first, so that offsets refer to what a reader sees.

Borders of blocks become line ends. A row of a table of data becomes one line, its cells parted by tabs; tables that
only place other things on the page are blocks like others. What nobody sees (scripts, hidden elements) is left out.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from selectolax.lexbor import LexborHTMLParser, LexborNode

_BLOCKS = frozenset(
    "address article aside blockquote body br center dd div dl dt fieldset figure footer form h1 h2 h3 h4 h5 h6 header "
    "hr li main nav ol p pre section table tbody td tfoot th thead tr ul".split()
)
_UNSEEN = frozenset(
    "head title script style noscript template iframe object svg select option textarea -comment".split()
)

# <!DOCTYPE html> … or a fragment that opens with a tag of the body
_HTML = re.compile(r"\s*(?:\ufeff)?\s*<(?:!doctype\s+html|html|head|body|div|table|meta|p|span|!--)\b", re.IGNORECASE)
_BLANK = " \t\r\n\f"
_BLANKS = re.compile(r"[ \t\r\n\f]+")
_MORE_BLANKS = re.compile(r"[\t\r\n\f]|  ")
_ONE = (1, 1)
_CELLS = frozenset({"td", "th"})
_LINE_ENDS = re.compile(r"\r\n?|\n")

# style="display:none" | "position:absolute;left:-9999px" | "font-size:0": the usual ways to hide words from readers
_HIDDEN = re.compile(
    r"display\s*:\s*none|text-indent\s*:\s*-\d{3}|(?<![\w-])(?:left|top|margin-left)\s*:\s*-\d{4}"
    r"|font-size\s*:\s*0(?:px|pt|em)?\s*(?:;|!|$)",
    re.IGNORECASE,
)
_PLACED = "table,form,ul,ol,h1,h2,h3,iframe,input"
"""What no cell of a table of data holds: a table around these only places things."""
_LONGEST_CELL = 1500
_MOST_CELLS = 5000


class Element(NamedTuple):
    """One element with visible text: ``text[start:end]``; `parent` is an index, -1 for the outermost.

    `names` are its classes and id in lower case; `link` its href; `spans` the columns and rows that a cell fills.
    """

    tag: str
    start: int
    end: int
    parent: int
    names: str
    link: str | None = None
    spans: tuple[int, int] = (1, 1)
    is_data: bool = False


@dataclass(frozen=True, slots=True)
class Outline:
    """What the markup says: elements in the order in which they open, and what the page declares in its head.

    `meta` holds the first content of every name or property, in lower case; `linked` the objects of JSON-LD.
    """

    elements: tuple[Element, ...] = ()
    title: str = ""
    meta: Mapping[str, str] = field(default_factory=dict)
    linked: tuple[Mapping[str, Any], ...] = ()


@dataclass(frozen=True, slots=True)
class Runs:
    """The visible text of a page; `outline` where it came out of HTML."""

    text: str
    outline: Outline | None = None

    @property
    def is_html(self) -> bool:
        """Whether the text came out of HTML."""
        return self.outline is not None


def read_runs(text: str, *, content_type: str | None = None) -> Runs:
    """Return the visible text of a page; a plain text is returned as it is, the same object."""
    if "html" not in (content_type or "") and _HTML.match(text) is None:
        return Runs(text)
    tree = LexborHTMLParser(text)
    walk = _Walk(sees_hidden=False, unseen=_hidden_by_style(tree) if "none" in text or "-9" in text else frozenset())
    walk.through(tree.root)
    if walk.hidden > walk.size:
        # Some pages hide everything until a script shows it: their readers see it.
        walk = _Walk(sees_hidden=True)
        walk.through(tree.root)
    return Runs(walk.text(), Outline(tuple(walk.elements()), *_declared(tree)))


class _Walk:
    """One way through the tree, in reading order."""

    __slots__ = (
        "_cell",
        "_is_parted",
        "_last",
        "_opened",
        "_parts",
        "_sees_hidden",
        "_unseen",
        "hidden",
        "size",
    )

    def __init__(self, *, sees_hidden: bool, unseen: AbstractSet[str] = frozenset()) -> None:
        self._sees_hidden = sees_hidden
        self._unseen = unseen
        self._parts: list[str] = []
        self._last = "\n"
        self._cell = 0
        self._is_parted = False
        self._opened: list[list[Any]] = []
        """The fields of each `Element`; its end moves until it closes."""
        self.size = 0
        self.hidden = 0

    def text(self) -> str:
        return "".join(self._parts).rstrip("\n") + "\n"

    def elements(self) -> Iterator[Element]:
        """Every element that was opened, in the order in which they did."""
        return map(Element._make, self._opened)

    def through(self, root: LexborNode | None) -> None:
        """Walk the tree without recursion: pages nest thousands deep."""
        stack: list[tuple[LexborNode | None, int, str]] = [(root, -1, "")]
        pop, push, opened = stack.pop, stack.append, self._opened
        while stack:
            node, parent, tag = pop()
            if node is None:
                self._close(parent, tag)
                continue
            tag = node.tag or ""
            if tag == "-text":
                words = node.text_content or ""
                if parent >= 0 and opened[parent][0] == "pre":
                    self._run_kept(words)
                # Between the tags of a page stand blanks for the most part.
                elif self._last not in " \n\t" or words.strip(_BLANK):
                    self._run(words)
            elif tag not in _UNSEEN:
                attributes = node.attributes
                if attributes and not self._sees_hidden and _is_hidden(attributes, self._unseen):
                    self.hidden += len(node.text(deep=True))
                    continue
                if tag in _BLOCKS or tag == "a" or "class" in attributes or "id" in attributes:
                    parent = self._open(node, tag, attributes, parent)
                    push((None, parent, tag))
                child = node.last_child
                while child is not None:
                    push((child, parent, ""))
                    child = child.prev

    def _open(self, node: LexborNode, tag: str, attributes: Mapping[str, str | None], parent: int) -> int:
        is_data = tag == "table" and not self._cell and _is_table_of_data(node)
        spans = _ONE
        if tag in _CELLS and self._is_in_data(parent):
            spans = (_number(attributes.get("colspan")), _number(attributes.get("rowspan")))
            if self._last != "\n":
                self._add("\t")
            self._cell += 1
        elif tag in _BLOCKS:
            self._end_line()
        names, link = "", None
        if attributes:
            link = attributes.get("href")
            names = attributes.get("class") or ""
            if (own := attributes.get("id")) is not None:
                names = f"{names} {own}"
            names = names.strip().lower()
        self._opened.append([tag, self.size, self.size, parent, names, link, spans, is_data])
        return len(self._opened) - 1

    def _is_in_data(self, parent: int) -> bool:
        while parent >= 0 and self._opened[parent][0] in ("tr", "tbody", "thead", "tfoot"):
            parent = self._opened[parent][3]
        return parent >= 0 and bool(self._opened[parent][7])

    def _close(self, index: int, tag: str) -> None:
        self._opened[index][2] = self.size
        if tag in ("td", "th") and self._cell:
            # The first cell of a row may be empty: the tab behind it needs something to stand behind.
            self._cell -= 1
            self._is_parted = False
            if self._last == "\n":
                self._add(" ")
                self._opened[index][2] = self.size
        elif tag in _BLOCKS:
            self._end_line()

    def _run_kept(self, text: str) -> None:
        if self._cell:
            self._run(text)
            return
        for line in _LINE_ENDS.split(text):
            self._run(line)
            self._end_line()

    def _run(self, text: str) -> None:
        run = _BLANKS.sub(" ", text) if _MORE_BLANKS.search(text) is not None else text
        if self._last in " \n\t":
            run = run.lstrip(" ")
        if run and self._is_parted and self._last not in " \n\t":
            run = f" {run.lstrip(' ')}"
        if run:
            self._is_parted = False
            self._add(run)

    def _end_line(self) -> None:
        if self._cell:
            self._is_parted = True
        elif self._last != "\n":
            self._add("\n")

    def _add(self, run: str) -> None:
        self._parts.append(run)
        self.size += len(run)
        self._last = run[-1]


# .x, #y {display:none}: rules for one class or one id. What stands inside @media is for other readers than these.
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_AT_RULE = re.compile(r"@[^{};]*(?:;|\{(?:[^{}]*\{[^{}]*\})*[^{}]*\})")
_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_ONE_NAME = re.compile(r"\s*(?:[a-z0-9]+)?([.#][A-Za-z_][\w-]*)\s*", re.IGNORECASE)
_SHOWN = re.compile(r"display\s*:\s*(?!none)[a-z]", re.IGNORECASE)


def _hidden_by_style(tree: LexborHTMLParser) -> frozenset[str]:
    """The classes (``.x``) and ids (``#y``) that a page's own style sheet hides; the last rule for a name counts."""
    hidden: set[str] = set()
    for node in tree.css("style"):
        for selectors, rule in _RULE.findall(_AT_RULE.sub("", _COMMENT.sub("", node.text(deep=True)))):
            is_hidden = _HIDDEN.search(rule) is not None
            if is_hidden or _SHOWN.search(rule):
                names = {match[1] for words in selectors.split(",") if (match := _ONE_NAME.fullmatch(words))}
                hidden = hidden | names if is_hidden else hidden - names
    return frozenset(hidden)


def _is_hidden(attributes: Mapping[str, str | None], unseen: AbstractSet[str]) -> bool:
    if "hidden" in attributes:
        return True
    if unseen:
        names = [f".{name}" for name in (attributes.get("class") or "").split()]
        if not unseen.isdisjoint((*names, f"#{attributes.get('id')}")):
            return True
    style = attributes.get("style")
    return style is not None and _HIDDEN.search(style) is not None


def _number(words: str | None) -> int:
    """A colspan or rowspan; what is no number, or beyond all reason, is one."""
    return int(words) if words is not None and words.isascii() and words.isdigit() and 0 < int(words) <= 100 else 1


def _is_table_of_data(table: LexborNode) -> bool:
    """Two rows or more of two cells or more, nothing in them that only a page's frame has."""
    rows = table.css("tr")
    cells = table.css("td,th")
    if len(rows) < 2 or not 2 * len(rows) - len(rows) // 2 <= len(cells) <= _MOST_CELLS:
        return False
    if any(found.mem_id != table.mem_id for found in table.css(_PLACED)):
        return False
    longest = max(len(cell.text(deep=True)) for cell in cells)
    return longest <= _LONGEST_CELL


# ── what the page declares ───────────────────────────────────────────────────────────────────────────────────────


def _declared(tree: LexborHTMLParser) -> tuple[str, Mapping[str, str], tuple[Mapping[str, Any], ...]]:
    title = tree.css_first("title")
    meta: dict[str, str] = {}
    for node in tree.css("meta[content]"):
        attributes = node.attributes
        name = attributes.get("property") or attributes.get("name") or attributes.get("itemprop")
        content = _BLANKS.sub(" ", attributes.get("content") or "").strip()
        if name and content:
            meta.setdefault(name.lower(), content)
    linked: list[Mapping[str, Any]] = []
    for node in tree.css("script[type='application/ld+json']"):
        linked.extend(_objects(node.text(deep=True)))
    return _BLANKS.sub(" ", title.text() if title else "").strip(), meta, tuple(linked)


def _objects(words: str) -> Iterator[Mapping[str, Any]]:
    """The objects of a JSON-LD script, those of ``@graph`` among them; a script that is no JSON declares nothing."""
    try:
        found = json.loads(words, strict=False)
    except (ValueError, RecursionError):
        return
    outer = found if isinstance(found, list) else [found]
    for item in outer:
        if isinstance(item, dict):
            yield item
            graph = item.get("@graph")
            yield from (inner for inner in graph if isinstance(inner, dict)) if isinstance(graph, list) else ()
