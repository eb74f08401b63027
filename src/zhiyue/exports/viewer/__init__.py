"""The evidence viewer: readings as one HTML file that opens anywhere, without a network and without a server.

Comes in: readings. Goes out: one document. Left the page's text in reading order, right its facts and verdicts; each
lights the other. It reads without JavaScript (every fact links to its sentence and back) and works better with it.
Masked readings stand in the document as JSON, so the file is also the data.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Sequence
from importlib.resources import files
from string import Template

from zhiyue.codec import to_json
from zhiyue.exports.elements import Html, both, join, say, tag
from zhiyue.exports.values import title_of, verdict_counts
from zhiyue.exports.viewer._facts import facts_pane, tally
from zhiyue.exports.viewer._places import Places
from zhiyue.exports.viewer._text import ELEMENTS, TextPane, text_pane
from zhiyue.exports.wording import Wording
from zhiyue.masking import mask
from zhiyue.model import Audience, PageResult
from zhiyue.version import __version__

__all__ = ["ELEMENTS", "Places", "TextPane", "render_viewer"]


def render_viewer(results: Sequence[PageResult], *, labels: Wording, audience: Audience = "public") -> str:
    """Return one self-contained HTML document that shows `results`, masked.

    No request leaves the document: styles, script and data are inside, and its content security policy allows
    nothing else. Several pages make a list of pages in front, and one page is shown at a time (``#page-2``).
    """
    masked = [mask(result, audience=audience) for result in results]
    style, script = _resource("viewer.css"), _resource("viewer.js")
    return Template(_resource("template.html")).substitute(
        title=join(title_of(masked[0]) if len(masked) == 1 else f"{len(masked)} 页"),
        count="one" if len(masked) == 1 else "many",
        style=style,
        style_hash=_hash(style),
        script=script,
        script_hash=_hash(script),
        version=__version__,
        path=join(_where(masked[0])) if len(masked) == 1 else "",
        index=_index(masked, labels) if len(masked) != 1 else "",
        pages=join(_page(result, number, labels) for number, result in enumerate(masked)),
        data=join(*(_data(result, number) for number, result in enumerate(masked))),
    )


def _page(result: PageResult, number: int, labels: Wording) -> Html:
    places = Places(number)
    facts = facts_pane(result, places, labels, page=number)
    text = text_pane(result, places, labels)
    return tag(
        "article",
        tag("div", text, class_="text pane", id=f"text-{number}", tabindex="-1", role="region", aria_label="正文"),
        tag(
            "div",
            tag("p", _totals(result), tally(result, labels), class_="tally"),
            facts,
            class_="facts-pane pane",
            id=f"facts-{number}",
            tabindex="-1",
            role="region",
            aria_label="事实与核对",
        ),
        class_="page",
        id=f"page-{number}",
        data_path=_where(result),
        data_repaired=result.page.original is not None,
        aria_label=title_of(result),
    )


def _totals(result: PageResult) -> Html:
    number = len(result.facts)
    return tag("span", say(f"{number} 组事实", "1 fact" if number == 1 else f"{number} facts"), class_="total")


def _index(results: Sequence[PageResult], labels: Wording) -> Html:
    head = tag(
        "tr",
        tag("th", say("页面", "page")),
        tag("th", say("类别", "kind")),
        tag("th", say("内容", "notices"), class_="num"),
        tag("th", say("事实", "facts"), class_="num"),
        tag("th", say("核对", "verdicts")),
        tag("th", say("修复", "repairs"), class_="num"),
    )
    rows = tag("tbody", (_index_row(result, number, labels) for number, result in enumerate(results)))
    empty = tag("p", say("没有可以显示的页面。", "There are no pages to show."), class_="empty")
    drawn = tag("table", tag("thead", head), rows, class_="plain") if results else empty
    heading = tag("h1", say(f"{len(results)} 个页面", f"{len(results)} pages"))
    return tag("section", heading, drawn, class_="index", id="index")


def _index_row(result: PageResult, number: int, labels: Wording) -> Html:
    kind = both(labels.kind(result.notices[0].kind)) if result.notices else "–"
    name = _where(result)
    title = tag("a", title_of(result), href=f"#page-{number}")
    return tag(
        "tr",
        tag("td", title, tag("small", name) if name != title_of(result) else None),
        tag("td", kind, data_label="类别"),
        tag("td", str(len(result.notices)), class_="num", data_label="内容"),
        tag("td", str(len(result.facts)), class_="num", data_label="事实"),
        tag("td", tally(result, labels) if verdict_counts(result.findings) else "–", class_="tally"),
        tag("td", str(sum(step.count for step in result.repairs)), class_="num", data_label="修复"),
    )


def _where(result: PageResult) -> str:
    return result.path or result.url or ""


def _data(result: PageResult, number: int) -> Html:
    # "<" is written as an escape: no words of a page can end the element that holds them.
    words = json.dumps(to_json(result), ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
    return tag("script", Html(words), type="application/json", id=f"reading-{number}")


def _resource(name: str) -> str:
    return (files(__name__) / name).read_text(encoding="utf-8")


def _hash(source: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(source.encode()).digest()).decode()}"
