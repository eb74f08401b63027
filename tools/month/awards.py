"""Awards, in nine layouts: forms of four generations, flattened tables, run-on text, a letter, lists in one cell.

Comes in: a `Purchase`. Goes out: a `Notice` that says who won, with what, for how much.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from tools.month.figures import capitals, cents, chinese_day, grouped, wan, wan_system
from tools.month.purchase import Purchase
from tools.month.tenders import NUMERALS, Layout, Notice


def _facts(p: Purchase, *without: str, **other: Any) -> dict[str, Any]:
    facts: dict[str, Any] = {
        "project_number": p.number,
        "buyer": p.buyer.name,
        "agency": p.agency,
        "winner": list(dict.fromkeys(lot.winner for lot in p.lots)),
        # An award of several lots is one for each lot: only their sum is a figure of the page.
        "amount" if len(p.lots) == 1 else "total": cents(p.amount),
        "items": p.item_names,
        **other,
    }
    return {"award": {name: value for name, value in facts.items() if name not in without}}


def new_form(p: Purchase) -> Notice:
    """The form since 2020, one block of goods after the other."""
    goods = "\n".join(
        f"名称：{i.good.name}\n品牌（如有）：{i.product.brand}\n规格型号：{i.product.model}\n数量：{i.quantity}{i.good.unit}\n单价：{cents(i.product.price)}元"
        for i in p.items
    )
    return Notice(
        f"{p.buyer.name}{p.project}中标（成交）结果公告",
        f"""一、项目编号：{p.number}
二、项目名称：{p.project}
三、采购方式：{p.method}
四、中标（成交）信息
供应商名称：{p.lots[0].winner}
供应商地址：{p.buyer.region.city}市高新区创业街{p.seed % 90 + 1}号
中标（成交）金额：{wan_system(p.amount)}（万元）
五、主要标的信息
{goods}
六、评审专家名单：{"、".join(p.experts)}（采购人代表）
七、代理服务收费标准及金额：参照原计价格〔2002〕1980号文件收取，{wan(p.amount // 100)}万元
八、公告期限：自本公告发布之日起1个工作日
九、凡对本次公告内容提出询问，请按以下方式联系。
1.采购人信息
名称：{p.buyer.name}
地址：{p.street}
联系方式：{p.asks.phone}
2.采购代理机构信息
名称：{p.agency}
联系方式：{p.agent.phone}
3.项目联系方式
项目联系人：{p.agent.name}
电话：{p.agent.phone}""",
        _facts(p),
    )


def old_form(p: Purchase) -> Notice:
    """The form before 2020: information on the project, on the result, on the jury."""
    model = "；".join(f"{i.good.name}，{i.product.brand} {i.product.model}，{i.quantity}{i.good.unit}" for i in p.items)
    return Notice(
        f"{p.buyer.name}{p.project}成交公告",
        f"""一、项目信息
项目编号：{p.number}
项目名称：{p.project}
项目联系人：{p.agent.name}　联系方式：{p.agent.phone}
二、采购单位信息
采购单位名称：{p.buyer.name}
采购单位地址：{p.street}
采购单位联系方式：{p.asks.polite} {p.asks.phone}
三、项目用途、简要技术要求及合同履行日期：{p.items[0].good.use}，详见采购文件
四、采购代理机构信息
采购代理机构全称：{p.agency}
采购代理机构联系方式：{p.agent.phone}
五、成交信息
采购公告日期：{chinese_day(p.announced)}
成交日期：{chinese_day(p.awarded)}
总成交金额：{wan(p.amount)} 万元（人民币）
成交供应商名称、联系地址及成交金额：
{p.lots[0].winner}，{p.buyer.region.city}市{p.seed % 40 + 3}号路，{cents(p.amount)}元
评审专家名单：{"、".join(p.experts)}
成交标的名称、规格型号、数量：{model}
六、其它补充事宜：无""",
        _facts(p, awarded=p.awarded.isoformat()),
    )


def run_on(p: Purchase) -> Notice:
    """One paragraph from commission to telephone."""
    what = "，".join(f"{i.good.name}（{i.product.brand}{i.product.model}）{i.quantity}{i.good.unit}" for i in p.items)
    return Notice(
        f"{p.project}中标公告",
        f"受{p.buyer.name}委托，{p.agency}于{chinese_day(p.awarded)}就{p.project}（项目编号：{p.number}）组织了{p.method}，经评审小组评审、采购人确认，结果如下：中标供应商：{p.lots[0].winner}；"
        f"中标金额：人民币{capitals(p.amount)}（￥{grouped(p.amount)}）；主要标的：{what}。评审小组成员：{'、'.join(p.experts[:3])}。公告期限为1个工作日，各有关当事人对结果有异议的，可在公告期满之日起七个工作日内"
        f"以书面形式提出质疑。采购人：{p.buyer.name}，地址：{p.street}，联系人：{p.asks.polite}，电话：{p.asks.phone}；采购代理机构：{p.agency}，联系人：{p.agent.name}，电话：{p.agent.phone}。",
        _facts(p, "items"),
    )


def contract_packages(p: Purchase) -> Notice:
    """合同包 with rows parted by blanks: no lines of a table are left."""
    packages = "\n".join(
        f"合同包{lot.number}:\n供应商名称 供应商地址 中标(成交)金额\n{lot.winner} {p.buyer.region.city}市科创园{lot.number}号楼 {lot.amount:,}.00元"
        for lot in p.lots
    )
    rows = "\n".join(
        f"{lot.number}-{n} 专用仪器仪表 {i.good.name} {i.product.brand} {i.product.model} {i.quantity}.00({i.good.unit}) {i.product.price:,}.00 {i.total:,}.00"
        for lot in p.lots
        for n, i in enumerate(lot.items, start=1)
    )
    return Notice(
        f"{p.project}中标(成交)结果公告",
        f"""一、项目编号:{p.number}
二、项目名称:{p.project}
三、采购结果
{packages}
四、主要标的信息
品目号 品目名称 采购标的 品牌 规格型号 数量(单位) 单价(元) 总价(元)
{rows}
五、评审专家(单一来源采购人员)名单:
{"、".join(p.experts)}
六、公告期限
自本公告发布之日起1个工作日。
七、凡对本次公告内容提出询问,请按以下方式联系。
1.采购人信息
名称:{p.buyer.name}
地址:{p.street}
联系方式:{p.asks.phone}
2.采购代理机构信息
名称:{p.agency}
地址:{p.agency_street}
联系方式:{p.agent.phone}""",
        _facts(p, "total"),
    )


def lots_table(p: Purchase) -> Notice:
    """Lots in one table, goods with brand, model and price in another; the lots add up to the total."""
    lots = "\n".join(
        f"| {lot.number} | 标项{NUMERALS[lot.number - 1]} | {lot.winner} | {cents(lot.amount)} |" for lot in p.lots
    )
    goods = "\n".join(
        f"| {lot.number} | {i.good.name} | {i.product.brand} | {i.product.model} | {i.quantity}{i.good.unit} | {cents(i.product.price)} |"
        for lot in p.lots
        for i in lot.items
    )
    return Notice(
        f"{p.buyer.name}关于{p.project}的中标结果公告",
        f"""一、项目编号：{p.number}
二、项目名称：{p.project}
三、中标信息
| 序号 | 标项名称 | 中标供应商名称 | 中标金额（元） |
{lots}
总中标金额：{cents(p.amount)}元
四、主要标的信息
| 标项 | 标的名称 | 品牌 | 规格型号 | 数量 | 单价（元） |
{goods}
五、评审专家名单：{"、".join(p.experts)}
六、公告期限：1个工作日
七、采购人：{p.buyer.name}　联系人：{p.asks.name}　联系电话：{p.asks.phone}
八、采购代理机构：{p.agency}　联系人：{p.agent.name}　联系电话：{p.agent.phone}""",
        _facts(p),
        ("sum.of_parts confirmed",) if len(p.lots) > 1 else (),
    )


def one_cell(p: Purchase) -> Notice:
    """Several goods in one cell of the table, parted by semicolons, in the same order."""

    def cell(words: Sequence[str]) -> str:
        return "; ".join(words)

    row = " | ".join(
        cell(words)
        for words in (
            [i.good.name for i in p.items],
            [i.product.brand for i in p.items],
            [i.product.model for i in p.items],
            [str(i.quantity) for i in p.items],
            [cents(i.product.price) for i in p.items],
        )
    )
    return Notice(
        f"{p.project}成交结果公告",
        f"""项目编号：{p.number}
项目名称：{p.project}
成交供应商：{p.lots[0].winner}
成交金额（元）：{cents(p.amount)}
| 货物名称 | 品牌 | 规格型号 | 数量 | 单价（元） |
| {row} |
定标日期：{chinese_day(p.awarded)}
采购人：{p.buyer.name}　地址：{p.street}
代理机构：{p.agency}　电话：{p.agent.phone}""",
        _facts(p, awarded=p.awarded.isoformat()),
    )


def letter(p: Purchase) -> Notice:
    """An enterprise thanks those who bid."""
    return Notice(
        f"{p.project}中标结果公示",
        f"""各投标单位：
我单位{p.project}（招标编号：{p.number}）于{chinese_day(p.awarded)}完成评标，评标结果经招标人确认，现公示如下：
中标单位：{p.lots[0].winner}
中标价：{wan(p.amount)}万元
交货期：合同签订后{45 + p.seed % 3 * 15}天
感谢各投标单位对我方工作的支持。如有异议，请于公示之日起三日内以书面形式提出。
监督电话：{p.asks.phone}
招标人：{p.buyer.name}
招标代理机构：{p.agency}
{chinese_day(p.published)}""",
        _facts(p, "items"),
    )


def short_in_house(p: Purchase) -> Notice:
    """A hospital or a school, in three sentences."""
    return Notice(
        f"{p.items[0].good.name}采购项目成交结果公示",
        f"""根据采购工作安排，我单位于{chinese_day(p.awarded)}组织了{p.items[0].good.name}采购项目（编号：{p.number}）评审会，现将结果公示如下：
成交供应商：{p.lots[0].winner}
成交金额：{wan(p.amount)}万元
品牌型号：{p.items[0].product.brand} {p.items[0].product.model}
数量：{p.items[0].quantity}{p.items[0].good.unit}
公示期三个工作日。对以上结果有异议的，请与我单位纪检室联系，电话{p.asks.phone}。
{p.buyer.name}
{chinese_day(p.published)}""",
        _facts(p, "items", "agency", "project_number"),
    )


def label_lines(p: Purchase) -> Notice:
    """Label lines with the amount in capitals and in digits."""
    return Notice(
        f"{p.buyer.name}{p.items[0].good.name}采购结果公告",
        f"""采购单位：{p.buyer.name}
采购项目：{p.project}
采购编号：{p.number}
采购方式：{p.method}
采购公告日期：{chinese_day(p.announced)}
定标日期：{chinese_day(p.awarded)}
中标人：{p.lots[0].winner}
中标金额：{capitals(p.amount)}（￥{cents(p.amount)}）
中标内容：{"；".join(f"{i.good.name} {i.product.brand} {i.product.model} {i.quantity}{i.good.unit}" for i in p.items)}
评标委员会成员：{"　".join(p.experts[:5])}
采购代理：{p.agency}
联系人：{p.agent.name}　{p.agent.phone}""",
        _facts(p, "items", awarded=p.awarded.isoformat()),
    )


ONE_LOT: Sequence[Layout] = (
    new_form,
    old_form,
    run_on,
    contract_packages,
    one_cell,
    letter,
    label_lines,
    short_in_house,
)
SEVERAL_LOTS: Sequence[Layout] = (lots_table, contract_packages)
