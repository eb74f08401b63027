"""An article as readers see it: everything the template needs, made once from `Shown`.

Comes in: a page as the public may see it. Goes out: `Article`: its text as HTML with evidence underlined, its margin,
its dateline, its terms. Where the text may not be shown there is none here either.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from zhiyue.exports.viewer import ELEMENTS, Places, TextPane
from zhiyue.model import Field, Named
from zhiyue_site.archive.channels import Channel, channel_named
from zhiyue_site.archive.models import Page
from zhiyue_site.archive.models.pages import Terms
from zhiyue_site.archive.rights import REASONS
from zhiyue_site.archive.shown import Shown
from zhiyue_site.portal.frame import is_english
from zhiyue_site.portal.listing import source_name
from zhiyue_site.portal.margin import Margin, margin_of
from zhiyue_site.portal.words import moment_words, value_words, wording

_BODY = frozenset({"lede", "heading", "paragraph", "list_item", "table"})
_REST = frozenset({"plain", "breadcrumb", "dateline", "keywords", "related", "rights", "navigation", "footer"})
# The title is the heading of the page; what the article itself heads stands one level below.
_ELEMENTS = {**ELEMENTS, "heading": "h2"}

_REASONS_IN_ENGLISH = {
    "site.full": "this website permits reprints in full",
    "site.excerpt": "this website permits an excerpt only",
    "site.link": "this website has not permitted reprints: title, source, link and key facts only",
    "site.unknown": "a website not configured here: title, source, link and key facts only",
    "page.forbidden": "the page forbids reprints: title, source, link and key facts only",
    "page.licence_required": "the page asks for a licence before any reprint: title, source, link and key facts only",
    "page.reprint": "a reprint whose first source has not licensed it: title, source, link and key facts only",
    "page.current_affairs": "current affairs: title, source, link and key facts only",
    "origin.excerpt": "a reprint whose first source permits an excerpt only",
    "origin.link": "a reprint whose first source has not permitted reprints: title, source, link and key facts only",
    "official.document": "official documents are free of copyright and shown in full",
}


@dataclass(frozen=True, slots=True)
class Dateline:
    """Time, source, first source, author and views, as printed; empty where not stated."""

    published: str
    modified: str
    source: str
    first_source: str
    authors: str
    views: str


@dataclass(frozen=True, slots=True)
class Article:
    """One article. `title`, `body` and `rest` are HTML, empty where the terms allow no text."""

    page: Page
    shown: Shown
    channel: Channel | None
    dateline: Dateline
    terms: str
    reason: str
    margin: Margin
    title: SafeString
    body: SafeString
    rest: SafeString

    @property
    def is_bare(self) -> bool:
        """Whether a takedown left only the title and where it came from."""
        return self.page.visibility == Page.Visibility.METADATA

    @property
    def is_repaired(self) -> bool:
        """Whether the text as it came can be shown beside the repaired one."""
        return self.shown.has_text and self.shown.result.page.original is not None


def article_of(shown: Shown) -> Article:
    """The article of a page."""
    page = shown.page
    places = Places(0)
    margin = margin_of(shown, places) if page.visibility != Page.Visibility.METADATA else Margin((), ())
    title = body = rest = ""
    if shown.has_text:
        pane = TextPane(shown.result, places, wording(), elements=_ELEMENTS)
        title, body, rest = pane.html({"title"}), pane.html(_BODY), pane.html(_REST)
    return Article(
        page=page,
        shown=shown,
        channel=channel_named(page.channel),
        dateline=_dateline(shown),
        terms=_terms(page),
        reason=reason_words(page.terms_reason),
        margin=margin,
        # The viewer's panes escape every word of the page.
        title=mark_safe(title),  # noqa: S308  # escaped by the pane
        body=mark_safe(body),  # noqa: S308  # escaped by the pane
        rest=mark_safe(rest),  # noqa: S308  # escaped by the pane
    )


def reason_words(code: str) -> str:
    """Why a page is shown on its terms, in the language of the page."""
    return _REASONS_IN_ENGLISH[code] if is_english() else REASONS[code]


def _terms(page: Page) -> str:
    match page.terms:
        case Terms.FULL:
            return _("全文")
        case Terms.EXCERPT:
            return _("摘录")
        case _:
            return _("仅链接")


def _dateline(shown: Shown) -> Dateline:
    page, read = shown.page, shown.result.page
    first = _words(read.first_source)
    source = source_name(page)
    return Dateline(
        published=_moment(read.published) or moment_words(page.published),
        modified=_moment(read.modified),
        source=source,
        first_source=first if first != source else "",
        authors="、".join(_words(field) for field in read.author if field.value is not None),
        views=f"{page.views:,}" if page.views is not None else "",
    )


def _moment(field: Field | None) -> str:
    return value_words(field) if field is not None and field.value is not None else ""


def _words(field: Field | None) -> str:
    match field.value if field else None:
        case str(words) | Named(name=words):
            return words.strip()
        case _:
            return ""
