"""What a site puts around a notice: its name, the breadcrumb, the line with time, source and views, the foot.

Comes in: title, body and where they are shown. Goes out: the visible text of the page. Each chrome is how one family of
sites looks.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from tools.month.figures import chinese_day, padded_day


@dataclass(frozen=True, slots=True)
class Shown:
    """A notice on a site: `section` names the column it stands in, `source` who gave it."""

    title: str
    body: str
    section: str
    source: str
    at: datetime
    views: int


Chrome = Callable[[str, Shown], str]


def province(site: str, page: Shown) -> str:
    """A province's notice site."""
    return f"""{site}
首页 > {page.section} > 正文
{page.title}
发布时间：{page.at:%Y-%m-%d %H:%M}　　来源：{page.source}　　阅读：{page.views}
{page.body}
"""


def exchange(site: str, page: Shown) -> str:
    """A centre for public resources."""
    return f"""{site}
当前位置：首页>交易信息>政府采购>{page.section}
{page.title}
【信息时间：{page.at:%Y-%m-%d}】　【阅读次数：{page.views}】　【我要打印】【关闭】
{page.body}
"""


def national(site: str, page: Shown) -> str:
    """The nationwide collection."""
    return f"""{site}
您的位置：首页 » 政采公告 » 地方公告 » {page.section}
{page.title}
{padded_day(page.at)} {page.at:%H:%M}　来源：{site}　【打印】【关闭】
{page.body}
"""


def own(site: str, page: Shown) -> str:
    """The buyer's own site."""
    return f"""{site}
网站首页 > 通知公告 > {page.section}
{page.title}
来源：{page.source}　日期：{page.at:%Y-%m-%d}　点击：{page.views}
{page.body}
【打印本页】【关闭窗口】
"""


def plain(site: str, page: Shown) -> str:
    """A site that shows the bare notice, its day below the title."""
    return f"""{page.title}
{page.at:%Y/%m/%d}
{page.body}
版权所有 {site}　技术支持：云舟信息
"""


def campus(site: str, page: Shown) -> str:
    """A school's site for bids, with a menu above."""
    return f"""{site}
首页
机构设置
规章制度
采购公告
结果公示
下载中心
当前位置： 首页 / {page.section} / 详细内容
{page.title}
作者：{page.source}　发布时间：{chinese_day(page.at)}　浏览量：{page.views}
{page.body}
上一篇：关于国庆假期暂停受理采购申请的通知
下一篇：没有了
Copyright © {site} 版权所有
"""


CHROMES: Sequence[Chrome] = (province, exchange, national, own, plain, campus)
