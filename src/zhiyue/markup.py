"""Decoded text → the page's visible text in runs.

Comes in: the text of a file, HTML or plain. Goes out: `Runs`: the visible text in reading order, before any repair.
Plain text passes through as the same object. HTML is parsed first, so that offsets refer to what a reader sees, and
borders of blocks become line ends.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from selectolax.lexbor import LexborHTMLParser, LexborNode

_BLOCKS = frozenset(
    "address article aside blockquote body br center dd div dl dt fieldset figure footer form h1 h2 h3 h4 h5 h6 header "
    "hr li main nav ol p pre section table tbody td tfoot th thead tr ul".split()
)
_UNSEEN = frozenset("head script style noscript template iframe object svg select option textarea".split())

# <!DOCTYPE html> … or a fragment that opens with a tag of the body
_HTML = re.compile(r"\s*(?:\ufeff)?\s*<(?:!doctype\s+html|html|head|body|div|table|meta|p|span|!--)\b", re.IGNORECASE)
_BLANKS = re.compile(r"[ \t\r\n\f]+")


@dataclass(frozen=True, slots=True)
class Runs:
    """The visible text of a page, and whether it came out of HTML."""

    text: str
    is_html: bool


def read_runs(text: str, *, content_type: str | None = None) -> Runs:
    """Return the visible text of a page; a plain text is returned as it is, the same object."""
    if "html" not in (content_type or "") and _HTML.match(text) is None:
        return Runs(text, is_html=False)
    return Runs(_visible_text(text), is_html=True)


def _visible_text(html: str) -> str:
    """Walk the tree in reading order: text runs with blanks collapsed, a line end at every border of a block."""
    parts: list[str] = []
    root = LexborHTMLParser(html).root
    stack: list[LexborNode | str] = [root] if root is not None else []
    while stack:
        node = stack.pop()
        if isinstance(node, str):
            _end_line(parts)
        elif node.tag == "-text":
            _add_run(parts, node.text_content or "")
        elif node.tag not in _UNSEEN:
            is_block = node.tag in _BLOCKS
            if is_block:
                _end_line(parts)
                stack.append("end of block")
            stack.extend(reversed(list(node.iter(include_text=True))))
    return "".join(parts).rstrip("\n") + "\n"


def _add_run(parts: list[str], text: str) -> None:
    run = _BLANKS.sub(" ", text)
    at_line_start = not parts or parts[-1].endswith("\n")
    run = run.lstrip(" ") if at_line_start or parts[-1].endswith(" ") else run
    if run:
        parts.append(run)


def _end_line(parts: list[str]) -> None:
    if parts and not parts[-1].endswith("\n"):
        parts.append("\n")
