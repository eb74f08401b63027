"""Pages for the portal's tests: written here, put in as any page comes in, compiled and indexed as the worker does."""

from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.test import Client
from django.utils import translation

from zhiyue_site.archive.models import Page, Site, SiteHost
from zhiyue_site.archive.models.pages import Rank, Terms
from zhiyue_site.archive.work import run_all

TENDER = """首页 > 招标采购
江东医学院离子色谱仪采购项目公开招标公告
发布时间：2025-09-08 10:30  来源：江东公共资源交易公告  浏览：321
项目编号：JDZC-2025-0117
项目名称：江东医学院离子色谱仪采购项目
采购人：江东医学院
采购代理机构：江东衡信招标代理有限公司
预算金额：186.50万元
采购需求：离子色谱仪 1套
投标截止时间：2025年9月29日 09:30
开标地点：江东省云渡市质检路8号
联系人：陈明德
联系电话：0571-88001234
"""

AWARD = """首页 > 中标成交
江东医学院离子色谱仪采购项目中标公告
发布时间：2025-10-09 16:05  来源：江东公共资源交易公告  浏览：88
项目编号：JDZC-2025-0117
项目名称：江东医学院离子色谱仪采购项目
采购人：江东医学院
采购代理机构：江东衡信招标代理有限公司
中标供应商：云渡岚谱仪器有限公司
中标金额：178.00万元
中标标的：离子色谱仪 1套
"""

REPORT = """首页 > 市场月报
离子色谱仪2025年8月中标盘点
发布时间：2025-09-05 09:00  来源：仪言网  阅读：1203
2025年8月，离子色谱仪中标总额1044.88万元。其中进口品牌381.10万元，占比36.47%；国产品牌663.78万元。
采购主力为政府机构。
"""

STORY = """云渡市举办质量开放日活动
发布时间：2025-09-12 08:20  来源：云渡日报  阅读：{views}
9月11日，云渡市在江东计量检测研究院举办质量开放日活动，96名学生走进实验室，观看了天平检定、水表检测和电梯安全演示。
活动现场，工作人员讲解了计量器具怎样影响日常生活，学生们动手测量了自己带来的文具和玩具，并记录了每一次读数。
云渡市市场监管局表示，开放日将持续到9月30日，全市共有12家实验室向公众开放，市民可以提前一天预约参观。
"""

# As far as the article goes: its rights notice asks for a licence, and then no text would be shown.
DAMAGED = "\n".join(
    Path("samples/pages/2022-09-quality-month-launch.txt").read_text(encoding="utf-8").splitlines()[:12]
)

SITES = {
    "ggzy.jiangdong.example.cn": ("江东公共资源交易", Rank.OFFICIAL_NOTICE, Terms.FULL),
    "www.yiyan.example.cn": ("仪言网", Rank.TRADE, Terms.EXCERPT),
    "www.yundu-daily.example.cn": ("云渡日报", Rank.PRESS, Terms.FULL),
    "www.copy.example.cn": ("转载网", Rank.TRADE, Terms.LINK),
    "www.yundu-quality.example.cn": ("云渡质量网", Rank.PRESS, Terms.FULL),
}

PAGES = {
    "tender": (TENDER, "https://ggzy.jiangdong.example.cn/1.html"),
    "award": (AWARD, "https://ggzy.jiangdong.example.cn/2.html"),
    "report": (REPORT, "https://www.yiyan.example.cn/3.html"),
    "story": (STORY.format(views=1520), "https://www.yundu-daily.example.cn/4.html"),
    "copy": (STORY.format(views=87), "https://www.copy.example.cn/5.html"),
    "damaged": (DAMAGED, "https://www.yundu-quality.example.cn/6.html"),
}


@pytest.fixture
def sites(db) -> None:
    for host, (name, rank, terms) in SITES.items():
        site = Site.objects.create(key=host.replace(".", "-"), name=name, rank=rank, terms=terms)
        SiteHost.objects.create(host=host, site=site)


@pytest.fixture
def archive(sites, load: Callable) -> SimpleNamespace:
    """A small archive, all of it public: one page by each name of `PAGES`."""
    made = {name: load(text, url=url).page for name, (text, url) in PAGES.items()}
    # What the inbox holds back is not what these tests are about.
    Page.objects.update(state=Page.State.PUBLISHED)
    list(run_all())
    return SimpleNamespace(**{name: Page.objects.get(pk=page.pk) for name, page in made.items()})


@pytest.fixture(autouse=True)
def chinese() -> Iterator[None]:
    """Each test begins in Chinese, whatever the last request of the one before asked for."""
    with translation.override("zh-hans"):
        yield


@pytest.fixture
def client() -> Client:
    """A reader who asks this machine."""
    return Client(SERVER_NAME="localhost")
