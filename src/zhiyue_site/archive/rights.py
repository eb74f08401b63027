"""On which terms a page is shown: decided once, on the way in, from the site's rule and the page's own notice.

Comes in: the configured site, or none, and a reading. Goes out: `Decision`: full text, excerpt, or link with facts,
and the reason as a code that the page prints in words. The stricter of two rules holds.
"""

from __future__ import annotations

from dataclasses import dataclass

from zhiyue.model import PageResult
from zhiyue_site.archive.models import Site
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
    "official.document": "公文与公告不受著作权限制，全文展示",
}

_OFFICIAL = frozenset({Rank.OFFICIAL_NOTICE, Rank.OFFICIAL_RELAY})


@dataclass(frozen=True, slots=True)
class Decision:
    """How much may be shown, and why."""

    terms: Terms
    reason: str


def decide_terms(site: Site | None, result: PageResult) -> Decision:
    """The terms of one page. A notice on the page itself outweighs a laxer rule of the site."""
    if site is None:
        return Decision(Terms.LINK, "site.unknown")
    forbidden = _forbidden_by_page(result)
    if forbidden:
        return Decision(Terms.LINK, forbidden)
    if site.terms == Terms.FULL and site.rank in _OFFICIAL and result.notices and result.notices[0].kind != "news":
        return Decision(Terms.FULL, "official.document")
    return Decision(Terms(site.terms), f"site.{site.terms}")


def _forbidden_by_page(result: PageResult) -> str:
    """The page's own prohibition as a reason; empty where it states none."""
    rights = result.page.rights
    code = rights.own_works.canonical if rights and rights.own_works else None
    return f"page.{code}" if code in ("forbidden", "licence_required") else ""
