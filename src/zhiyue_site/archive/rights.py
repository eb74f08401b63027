"""On which terms a page is shown: decided from what the page says of itself and from the rules of its websites.

Comes in: a reading; later, the columns that were drawn from it. Goes out: `Decision`: full text, excerpt, or link with
facts, and the reason as a code that the page prints in words. Where several rules bear on a page, the strictest holds.
A reprint belongs to the one who published it first: the end of the chain 来源 / 转载自 decides, not the site that
shows it. The ingredients lie in columns of the page, so that a changed rule is applied to all pages at once, without
reading any of them again.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Q

from zhiyue.model import Field, Named, PageResult
from zhiyue_site.archive.addresses import host_of
from zhiyue_site.archive.models import Change, IndexTask, Page, Site, SiteHost
from zhiyue_site.archive.models.pages import Rank, Terms

REASONS = {
    "site.full": "该网站允许全文转载",
    "site.excerpt": "该网站只许摘录",
    "site.link": "该网站未许转载，只列题名、来源、链接与要点",
    "site.unknown": "未登记的网站：只列题名、来源、链接与要点",
    "page.forbidden": "页面声明谢绝转载：只列题名、来源、链接与要点",
    "page.licence_required": "页面声明未经授权不得转载：只列题名、来源、链接与要点",
    "page.reprint": "本文系转载，首发来源的授权未知：只列题名、来源、链接与要点",
    "page.current_affairs": "时政要闻：只列题名、来源、链接与要点",
    "origin.excerpt": "本文系转载，首发来源只许摘录",
    "origin.link": "本文系转载，首发来源未许转载：只列题名、来源、链接与要点",
    "official.document": "公文与公告不受著作权限制，全文展示",
}

_OFFICIAL = frozenset({Rank.OFFICIAL_NOTICE, Rank.OFFICIAL_RELAY})
_STRICTNESS = {Terms.FULL: 0, Terms.EXCERPT: 1, Terms.LINK: 2}
# 习近平主持召开中央政治局会议；李强主持召开国务院常务会议；外交部发言人答记者问
_CURRENT_AFFAIRS = re.compile(
    "习近平|总书记|国家主席|政治局|中共中央|中央军委|国务院总理|国务院常务会议|全国人大常委会|全国政协|外交部发言人|中央纪委"
)
_NOT_IN_NAMES = re.compile(r"[\s“”\"（）()《》]|来源|转载自|摘自")


@dataclass(frozen=True, slots=True)
class Decision:
    """How much may be shown, and why."""

    terms: Terms
    reason: str


def draw_claims(page: Page, result: PageResult) -> None:
    """Fill the columns that bear on the page's rights; nothing is saved."""
    page.own_rule = _own_rule(result)
    page.origin = _origin(page.site, result)
    page.origin_site = site_named(page.origin) if page.origin else None
    page.is_current_affairs = page.kind == "news" and _is_current_affairs(result)


def decide_terms(page: Page) -> Decision:  # noqa: PLR0911  # one return for each rule, the first that bears
    """The terms of one page, from its columns and its sites."""
    site, origin = page.site, page.origin_site
    if page.own_rule:
        return Decision(Terms.LINK, f"page.{page.own_rule}")
    if site is None:
        return Decision(Terms.LINK, "site.unknown")
    if page.is_current_affairs and not site.has_news_licence:
        return Decision(Terms.LINK, "page.current_affairs")
    if site.terms == Terms.FULL and site.rank in _OFFICIAL and page.kind != "news":
        return Decision(Terms.FULL, "official.document")
    if page.origin and origin is None:
        return Decision(Terms.LINK, "page.reprint")
    if origin is not None and _STRICTNESS[Terms(origin.terms)] > _STRICTNESS[Terms(site.terms)]:
        return Decision(Terms(origin.terms), f"origin.{origin.terms}")
    return Decision(Terms(site.terms), f"site.{site.terms}")


@transaction.atomic
def redecide(site: Site) -> int:
    """Apply the rules of a website to every page that they bear on; returns on how many the terms changed.

    These are its own pages, pages of its hosts that had no website until now, and reprints of what it published first.
    """
    hosts = list(site.hosts.values_list("host", flat=True))
    own = Q(site=site) | Q(origin_site=site) | Q(origin=site.name)
    for host in hosts:
        own |= Q(site=None, address__contains=f"//{host}/") | Q(site=None, address__contains=f".{host}/")
    changed = 0
    columns = ("site", "origin_site", "terms", "terms_reason")
    for page in Page.objects.filter(own).select_related("site", "origin_site").select_for_update(of=("self",)):
        before = tuple(getattr(page, name) for name in columns)
        if page.site is None and (host := host_of(page.address)) and any(_is_below(host, name) for name in hosts):
            page.site = site
        page.origin_site = site_named(page.origin) if page.origin else None
        decision = decide_terms(page)
        page.terms, page.terms_reason = decision.terms, decision.reason
        if tuple(getattr(page, name) for name in columns) != before:
            page.save(update_fields=columns)
            IndexTask.objects.create(kind="page", target=page.pk)
            if page.is_public:
                Change.objects.create(kind="page", target=page.pk, action=Change.Action.UPSERT)
            changed += 1
    return changed


def site_named(name: str) -> Site | None:
    """The configured website that a page names as a source, by its name or one of its hosts; None where none is."""
    plain = _NOT_IN_NAMES.sub("", name).lower()
    if not plain:
        return None
    host = SiteHost.objects.select_related("site").filter(host__in=(plain, plain.removeprefix("www."))).first()
    return host.site if host else next((site for site in Site.objects.all() if _plain(site.name) == plain), None)


def source_line(page: Page) -> str:
    """The line that must stand with every showing of a page: who published it, who first, in the words they ask for.

    >>> source_line(Page(publisher="江东仪器网", origin="江东日报"))
    '来源：江东仪器网；首发：江东日报'
    """
    site = page.site
    parts = [f"来源：{(site.attribution or site.name) if site else page.publisher or page.source or '未载明'}"]
    if page.origin:
        first = page.origin_site
        parts.append(f"首发：{(first.attribution or first.name) if first else page.origin}")
    return "；".join(parts)


def excerpt_limit(page: Page) -> int:
    """How many characters of the body may be quoted; of a reprint, what both websites allow."""
    limits = [site.excerpt_characters for site in (page.site, page.origin_site) if site is not None]
    return min(limits, default=0)


def _own_rule(result: PageResult) -> str:
    """The page's own prohibition as a code; empty where it states none."""
    rights = result.page.rights
    code = rights.own_works.canonical if rights and rights.own_works else None
    return code if code in ("forbidden", "licence_required") else ""


def _origin(site: Site | None, result: PageResult) -> str:
    """Who published first, where that is another than the site that shows the page; else empty."""
    said = _words(result.page.first_source) or _words(result.page.source)
    if not said:
        return ""
    own = {_words(result.page.publisher)}
    if site is not None:
        own |= {site.name, site.attribution, *site.hosts.values_list("host", flat=True)}
    plain = _plain(said)
    return "" if any(plain == _plain(name) for name in own if name) else said[:128]


def _is_current_affairs(result: PageResult) -> bool:
    crumbs = " ".join(_words(field) for field in result.page.breadcrumb)
    return "时政" in crumbs or _CURRENT_AFFAIRS.search(_words(result.page.title)) is not None


def _words(field: Field | None) -> str:
    match field.value if field else None:
        case str(words) | Named(name=words):
            return words.strip()
        case _:
            return ""


def _plain(name: str) -> str:
    return _NOT_IN_NAMES.sub("", name).lower()


def _is_below(host: str, name: str) -> bool:
    return host == name or host.endswith(f".{name}")
