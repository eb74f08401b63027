"""What trade sites and aggregators make of a purchase: news in six voices, masked copies in three.

Comes in: a `Purchase`. Goes out: a `Notice` (title and body) as an editor or a machine would tell it.
"""

from __future__ import annotations

from collections.abc import Sequence

from tools.month.figures import cents, chinese_day, wan
from tools.month.purchase import Purchase
from tools.month.tenders import Layout, Notice, listed


def _won(p: Purchase, **other: object) -> dict[str, object]:
    return {"award": {"winner": [p.lots[0].winner], "amount": cents(p.amount), **other}}


def big_order(p: Purchase) -> Notice:
    """Amount first: a headline for those who sell."""
    lede = f"近日，{p.buyer.name}委托{p.agency}，对{p.project}进行{p.method}，采购{listed(p.items)}，预算{wan(p.budget)}万元。"
    return Notice(
        f"预算{wan(p.budget)}万元 {p.buyer.name}采购{p.items[0].good.name}",
        f"""【导读】{lede}
　　【仪研在线 招标采购】{lede}
　　项目编号为{p.number}，投标截止时间为{chinese_day(p.deadline)}。感兴趣的供应商请以采购人发布的公告为准。
关键词：{p.items[0].good.name} 采购""",
        {"tender": {"buyer": p.buyer.name, "budget": cents(p.budget)}},
        ("title.summary confirmed",),
    )


_CLOSING = (
    "采购文件显示，这批设备将用于{use}。",
    "今年以来，{good}的公开采购明显多于往年，用户普遍把售后响应时间写进了评分标准。",
    "开标现场共有四家供应商参与，最低报价与最高报价相差不到一成。",
)


def who_won(p: Purchase) -> Notice:
    """Who won, for how much, with what."""
    item = p.items[0]
    return Notice(
        f"{wan(p.amount)}万元！{p.lots[0].winner}中标{p.buyer.name}{item.good.name}项目",
        f"""{p.published.month}月{p.published.day}日，{p.buyer.name}{p.project}结果公布，{p.lots[0].winner}以{wan(p.amount)}万元中标，所投{item.good.name}为{item.product.brand} {item.product.model}，共{item.quantity}{item.good.unit}。
该项目预算为{wan(p.budget)}万元，由{p.agency}组织。
{_CLOSING[p.seed // 2 % len(_CLOSING)].format(good=item.good.name, use=item.good.use)}""",
        _won(p, buyer=p.buyer.name),
    )


def price_talk(p: Purchase) -> Notice:
    """What one costs, and what the ceiling was."""
    item = p.items[0]
    return Notice(
        f"一台{item.good.name}卖多少钱？看{p.buyer.region.city}这单",
        f"""{item.good.name}到底多少钱一台，一直是用户问得最多的问题。{chinese_day(p.published)}公布的一个结果给出了参考：{p.buyer.name}采购的{item.product.brand} {item.product.model}，单价{wan(item.product.price)}万元。
{_TALK[p.seed % len(_TALK)]}
（数据来源：公开招标公告）""",
        {},
    )


_TALK = (
    "需要提醒的是，成交价与配置、质保年限、是否含税都有关系，不宜简单比较。",
    "同一个型号，去年在另一个省的成交价要高出两成。差在哪里？差在软件模块和延保。",
    "销售们看到这个价格的反应不一：有人说“亏本赚吆喝”，有人说“正常水平”。",
)


def brief(p: Purchase) -> Notice:
    """Two sentences in a daily digest."""
    return Notice(
        f"{p.buyer.region.city}：{p.items[0].good.name}项目结果出炉",
        f"""{p.buyer.name}{p.project}（项目编号：{p.number}）日前完成评审，中标供应商为{p.lots[0].winner}，中标金额{wan(p.amount)}万元。
采购代理机构为{p.agency}。""",
        _won(p),
    )


def dealers_pride(p: Purchase) -> Notice:
    """The winner tells it on its own site."""
    return Notice(
        f"喜报！我司成功中标{p.buyer.name}{p.items[0].good.name}采购项目",
        f"""近日，我司收到{p.agency}发来的中标通知书，确认我司中标{p.project}，中标金额{wan(p.amount)}万元。
这是我司继去年服务多家检测机构之后的又一重要项目。项目部已与用户对接，将在合同约定的时间内完成供货、安装和培训。
{p.lots[0].winner}
{chinese_day(p.published)}""",
        {},
    )


def word_filtered(p: Purchase) -> Notice:
    """A spun copy: a machine changed the words and left names and figures."""
    return Notice(
        f"{p.buyer.name}订购{p.items[0].good.name} 费用{wan(p.amount)}万元",
        f"""日前，{p.buyer.name}{p.project}揭晓，{p.lots[0].winner}凭借{wan(p.amount)}万元胜出。累计发稿，双方尚未签订合约。
业内人士表示，该装备检验速率较慢，可满足平时任务需要。
本文由网友投稿，如有侵权请联络删除。""",
        {},
    )


def masked_award(p: Purchase) -> Notice:
    """Names and figures behind a paywall."""
    head, tail = p.buyer.name[:3], p.buyer.name[-2:]
    return Notice(
        f"{head}******{tail}{p.items[0].good.name}采购项目中标公告",
        f"""项目编号：{p.number[:4]}****-****
采购单位：{head}******{tail}
中标单位：****点击查看****公司
中标金额：{"*" * 3}.{"*" * 2}万元
代理机构：*开通会员可解锁*
联系人：{p.asks.name[0]}**　电话：{p.asks.phone[:5]}*******
以上内容仅会员可见，登录后查看全文。""",
        {"award": {"winner": [None], "amount": None}},
    )


def stripped_digits(p: Purchase) -> Notice:
    """A copy that lost every figure."""
    return Notice(
        f"{p.buyer.name}年{p.items[0].good.name}采购公告",
        f"""项目概况
{p.project}的潜在供应商应在网上获取采购文件，并于年月日点分（北京时间）前递交响应文件。
项目编号：
预算金额：万元
采购需求：{p.items[0].good.name}台
采购人：{p.buyer.name}
采购代理机构：{p.agency}""",
        {"tender": {"buyer": p.buyer.name, "agency": p.agency}},
    )


def masked_region(p: Purchase) -> Notice:
    """Part of a name replaced, its words left readable."""
    return Notice(
        f"（略）{p.items[0].good.name}采购招标公告",
        f"""（略）受（略）委托，就{p.project}进行公开招标。
采购内容：{listed(p.items)}
预算金额：{wan(p.budget)}万元
投标截止时间：{chinese_day(p.deadline)}
采购单位：（略）
联系电话：（略）
来源：（略）""",
        {"tender": {"budget": cents(p.budget)}},
    )


NEWS: Sequence[Layout] = (big_order, who_won, price_talk, brief, dealers_pride, word_filtered)
MASKED: Sequence[Layout] = (masked_award, stripped_digits, masked_region)
