"""What the tests of search share: pages of a site whose texts may be shown, and a short way to ask."""

from collections.abc import Callable

import pytest

from zhiyue_site.archive.models import Page, Site, SiteHost
from zhiyue_site.archive.search import Query, Results, index_pending, search

TENDER = """江东仪器网>资讯>招标采购>正文
江东医学院高效液相色谱仪采购项目公开招标公告
2025-09-08 10:20:00 来源：江东政府采购网
项目编号：0811-254JDZC0312
采购人：江东医学院
预算金额：85.6万元
采购标的：高效液相色谱仪 1套
投标截止时间：2025年9月29日9时30分
联系人：钱知礼 0571-87654321
"""

NEWS = """江东质量网>新闻>正文
望州市启动“質量月”活动 推动检验检测进企业
2025-09-01 09:00:00 来源：江东质量网
9月1日，望州市市场监督管理局在工人文化宫启动2025年“质量月”活动，二十家检测机构现场受理咨询。
活动期间，望州市将依据GB/T 90001—2016开展质量管理体系宣传，并为小微企业提供免费检测。
"""


@pytest.fixture
def sites(db) -> None:
    """One website that may be reprinted, one that may not."""
    open_site = Site.objects.create(key="open", name="江东质量网", rank="official_notice", terms="full")
    link_site = Site.objects.create(key="link", name="江东仪器网", rank="trade", terms="link")
    SiteHost.objects.create(host="open.example.cn", site=open_site)
    SiteHost.objects.create(host="link.example.cn", site=link_site)


@pytest.fixture
def publish(load, sites) -> Callable[..., Page]:
    """Put a page into the archive and before the public, whatever its doubts."""

    def publish_text(text: str, *, url: str = "https://open.example.cn/1.html") -> Page:
        page = load(text, url=url).page
        Page.objects.filter(pk=page.pk).update(state=Page.State.PUBLISHED)
        page.refresh_from_db()
        return page

    return publish_text


@pytest.fixture
def indexed(publish) -> tuple[Page, Page]:
    """A tender and a piece of news, public, in the index."""
    pages = publish(TENDER, url="https://open.example.cn/t.html"), publish(NEWS, url="https://open.example.cn/n.html")
    index_pending()
    return pages


def pages_of(results: Results) -> list[str]:
    """The pages found, without records, the best first."""
    return [hit.id for hit in results.hits if hit.type == "page"]


def find(words: str, **options) -> list[str]:
    """The pages that hold what is asked for; none that are merely near."""
    results = search(Query(words, **options))
    return [] if results.relaxed else pages_of(results)
