"""What an HTML page declares of itself: its title element, meta names, OpenGraph and JSON-LD.

Comes in: the outline of a page. Goes out: `Declared`: words for a title, a time, a source, an author, the site's name, best
first. They are hints, not facts: nobody reads them, mirrors copy them from elsewhere, and advertisers stuff them. The page
itself decides which of them count (`zhiyue.layout.marked`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from zhiyue.markup import Outline

# The names by which sites of the government (GB/T 发布规范), OpenGraph and large publishers declare the same thing.
_TITLES = ("articletitle", "og:title", "twitter:title")
_TIMES = (
    "pubdate",
    "article:published_time",
    "og:published_time",
    "publishdate",
    "og:time",
    "datepublished",
    "publish_time",
)
_SOURCES = ("contentsource", "mediaid", "source", "og:source")
_AUTHORS = ("author", "og:article:author", "article:author", "byline")
_SITES = ("sitename", "og:site_name", "application-name")
_ARTICLE = re.compile(r"Article|BlogPosting|NewsArticle|Report|WebPage|DiscussionForumPosting")
_TAG = re.compile(r"<[^>]*>?")
_SOURCE_LABEL = re.compile(r"^(?:信息|文章|稿件)?来源\s*[:：]\s*")
# 某某网 | some_mobile | 103553 | www.example.cn,… : names of sites and accounts, which are no authors
_NO_AUTHOR = re.compile(
    r".*(?:网|网站|频道|在线|客户端|编辑部|日报|admin|管理员).*|.*[._@/:,].*|\d+|https?.*|.{25,}|.", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Declared:
    """What the page declares, each list best first; `whole_title` is the title element, site's name and all."""

    whole_title: str
    titles: tuple[str, ...]
    times: tuple[str, ...]
    sources: tuple[str, ...]
    authors: tuple[str, ...]
    sites: tuple[str, ...]


def read_declared(outline: Outline) -> Declared:
    """Collect what a page declares."""
    meta = {name.strip(): content for name, content in outline.meta.items()}
    # Baidu's vocabulary (cambrian.jsonld) has no types: it speaks of articles only.
    linked = [item for item in outline.linked if _ARTICLE.search(str(item.get("@type", "Article")))]
    sites = (*_named(meta, _SITES), *_texts(linked, "publisher"))
    authors = (*_texts(linked, "author"), *_named(meta, _AUTHORS))
    return Declared(
        whole_title=outline.title,
        titles=(
            *_texts(linked, "headline"),
            *_texts(linked, "title"),
            *(_TAG.sub("", words) for words in _named(meta, _TITLES)),
        ),
        times=(*_texts(linked, "datePublished"), *_texts(linked, "pubDate"), *_named(meta, _TIMES)),
        sources=tuple(_SOURCE_LABEL.sub("", words) for words in _named(meta, _SOURCES)),
        authors=tuple(
            name
            for name in authors
            if not _NO_AUTHOR.fullmatch(name) and name not in outline.title and name not in sites
        ),
        sites=sites,
    )


def _named(meta: Mapping[str, str], names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(meta[name] for name in names if name in meta))


def _texts(linked: list[Mapping[str, Any]], name: str) -> tuple[str, ...]:
    return tuple(words for item in linked for words in _words(item.get(name)))


def _words(value: object) -> Iterator[str]:
    """The words of a member of JSON-LD: a string, an object with a name, or a list of them."""
    if isinstance(value, str) and value.strip():
        yield value.strip()
    elif isinstance(value, dict):
        yield from _words(value.get("name"))
    elif isinstance(value, list):
        for item in value[:8]:
            if not isinstance(item, list):
                yield from _words(item)
