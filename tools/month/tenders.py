"""Invitations to tender, in eight layouts: from the full form of a procurement system to a hospital's short list.

Comes in: a `Purchase`. Goes out: a `Notice`: title, body, and the fields that this layout says.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from tools.month.figures import capitals, cents, chinese_day, chinese_minute, half_day, padded_day, wan, wan_system
from tools.month.purchase import Item, Purchase

NUMERALS = "一二三四五六七八九十"


@dataclass(frozen=True, slots=True)
class Notice:
    """A notice without its site: `facts` are the plain values that its words state, `findings` those planned."""

    title: str
    body: str
    facts: Mapping[str, Any]
    findings: tuple[str, ...] = field(default=())


Layout = Callable[[Purchase], Notice]


def _facts(p: Purchase, *without: str) -> dict[str, Any]:
    facts: dict[str, Any] = {
        "project_number": p.number,
        "buyer": p.buyer.name,
        "agency": p.agency,
        "budget": cents(p.budget),
        "ceiling": cents(p.ceiling) if p.ceiling else None,
        "items": p.item_names,
        "deadline": f"{p.deadline:%Y-%m-%dT%H:%M}+08:00",
    }
    facts = {name: value for name, value in facts.items() if name not in without and value is not None}
    return {"tender": facts}


def kind_of_notice(p: Purchase) -> str:
    """竞争性磋商公告, 公开招标公告, 询价公告."""
    return f"{p.method}公告"


def listed(items: Sequence[Item]) -> str:
    """离子色谱仪2台、微波消解仪1台."""
    return "、".join(f"{item.good.name}{item.quantity}{item.good.unit}" for item in items)


def full_form(p: Purchase) -> Notice:
    """The form of a procurement system, with 项目概况 and numbered sections."""
    word = "投标文件" if p.method == "公开招标" else "响应文件"
    last = p.announced + timedelta(days=6)
    ceiling = f"\n最高限价：{wan(p.ceiling)}万元" if p.ceiling else ""
    return Notice(
        f"{p.buyer.name}{p.project}{kind_of_notice(p)}",
        f"""项目概况
{p.project}的潜在供应商应在{p.agency}获取采购文件，并于{chinese_minute(p.deadline)}（北京时间）前递交{word}。
一、项目基本情况
项目编号：{p.number}
项目名称：{p.project}
采购方式：{p.method}
预算金额：{wan(p.budget)}万元{ceiling}
采购需求：{listed(p.items)}，具体技术参数详见采购文件。
合同履行期限：合同签订后{30 + p.seed % 4 * 15}日内交货并安装调试完毕。
本项目不接受联合体投标。
二、申请人的资格要求：
1.满足《中华人民共和国政府采购法》第二十二条规定；
2.本项目的特定资格要求：无。
三、获取采购文件
时间：{chinese_day(p.announced + timedelta(days=1))}至{chinese_day(last)}，每天上午9:00至11:30，下午14:00至17:00（北京时间，法定节假日除外）
售价：{200 + p.seed % 4 * 100}元
四、{word}提交
截止时间：{chinese_minute(p.deadline)}（北京时间）
地点：{p.agency_street}三楼开标室
五、公告期限
自本公告发布之日起{5 if p.method == "公开招标" else 3}个工作日。
六、凡对本次采购提出询问，请按以下方式联系。
1.采购人信息
名　　称：{p.buyer.name}
地　　址：{p.street}
联系方式：{p.asks.polite}，{p.asks.phone}
2.采购代理机构信息
名　　称：{p.agency}
联系方式：{p.agent.polite}，{p.agent.phone}
3.项目联系方式
项目联系人：{p.agent.name}
电　　话：{p.agent.phone}""",
        _facts(p),
    )


def overview_box(p: Purchase) -> Notice:
    """The summary box of the nationwide collection, amounts in ten thousands with six decimals."""
    return Notice(
        f"{p.buyer.name}{p.project}{kind_of_notice(p)}",
        f"""公告概要：
公告信息：
采购项目名称　{p.project}
品目　货物/专用设备/专用仪器仪表
采购单位　{p.buyer.name}
行政区域　{p.buyer.region.province}　公告时间　{padded_day(p.announced)} 16:{p.seed % 50 + 10}
开标时间　{padded_day(p.deadline)} {p.deadline:%H:%M}
预算金额　￥{wan_system(p.budget)}万元（人民币）
联系人及联系方式：
项目联系人　{p.agent.name}　项目联系电话　{p.agent.phone}
采购单位地址　{p.street}
代理机构名称　{p.agency}
项目编号：{p.number}
采购内容：{listed(p.items)}
获取招标文件时间：{padded_day(p.announced + timedelta(days=1))}至{padded_day(p.announced + timedelta(days=7))}（提供期限自本公告发布之日起不得少于5个工作日）
提交投标文件截止时间：{padded_day(p.deadline)}{p.deadline:%H}点{p.deadline:%M}分（北京时间）
采购人：{p.buyer.name}，{p.asks.polite}，{p.asks.phone}
采购代理机构：{p.agency}，{p.agent.polite}，{p.agent.phone}""",
        _facts(p, "ceiling"),
    )


def run_on(p: Purchase) -> Notice:
    """One paragraph, as offices wrote before there were forms."""
    return Notice(
        f"{p.project}{kind_of_notice(p)}",
        f"受{p.buyer.name}委托，{p.agency}对{p.project}（项目编号：{p.number}）进行{p.method}，欢迎符合条件的供应商参加。一、采购内容：{listed(p.items)}，"
        f"用于{p.items[0].good.use}。二、预算金额：{wan(p.budget)}万元，超出预算的报价无效。三、供应商资格要求：具有独立承担民事责任的能力，具有良好的商业信誉和健全的财务会计制度；本项目不接受联合体。"
        f"四、采购文件售价：每份{200 + p.seed % 3 * 100}元，售后不退，发售时间为{chinese_day(p.announced)}至{chinese_day(p.announced + timedelta(days=7))}。"
        f"五、递交响应文件截止时间：{half_day(p.deadline)}，逾期送达的恕不接受。六、联系方式：采购人联系人：{p.asks.polite}，电话：{p.asks.phone}；代理机构联系人：{p.agent.name}，电话：{p.agent.phone}。\n"
        f"{p.agency}\n{chinese_day(p.announced)}",
        _facts(p, "ceiling"),
    )


def lot_table(p: Purchase) -> Notice:
    """Lots in a table with a budget each; the budgets add up."""
    rows = "\n".join(
        f"| 第{NUMERALS[lot.number - 1]}包 | {lot.names} | {'、'.join(str(i.quantity) + i.good.unit for i in lot.items)} | {wan(lot.budget)} | {'是' if any(i.product.foreign for i in lot.items) else '否'} |"
        for lot in p.lots
    )
    findings = ("sum.of_parts confirmed",) if len(p.lots) > 1 else ()
    return Notice(
        f"{p.buyer.name}{p.project}招标公告",
        f"""{p.agency}受{p.buyer.name}委托，就{p.project}组织公开招标，现欢迎合格投标人参加投标。
1、项目编号：{p.number}
2、项目名称：{p.project}
3、采购方式：公开招标
4、预算总金额：人民币{capitals(p.budget)}（￥{wan(p.budget)}万元）
5、招标内容：
| 包号 | 货物名称 | 数量 | 预算金额（万元） | 是否允许进口 |
{rows}
投标人可投其中一包或多包，须对所投包内全部货物进行投标。
6、投标截止时间：{chinese_minute(p.deadline)}
7、开标地点：{p.buyer.region.city}市公共资源交易中心五楼
8、招标代理机构：{p.agency}　地址：{p.agency_street}　联系人：{p.agent.name}　电话：{p.agent.phone}
9、采购人：{p.buyer.name}　联系人：{p.asks.polite}　电话：{p.asks.phone}""",
        _facts(p, "ceiling", "items"),
        findings,
    )


def in_house(p: Purchase) -> Notice:
    """A hospital's or school's own short list, no agency."""
    return Notice(
        f"{p.buyer.name}{p.items[0].good.name}等设备采购询价公告"
        if len(p.items) > 1
        else f"{p.items[0].good.name}采购询价公告",
        f"""我单位因工作需要，拟以询价方式采购以下设备，欢迎具备资质的供应商报名：
（一）采购编号：{p.number}
（二）采购内容：{listed(p.items)}
（三）预算金额：{wan(p.budget)}万元（含运输、安装、调试、税费）
（四）质保期不少于{p.seed % 3 + 1}年
（五）报价截止时间：{half_day(p.deadline)}
（六）报名材料：营业执照副本、法人授权书、同类业绩、报价单，密封并加盖公章
（七）递交地点：{p.street}行政楼{p.seed % 6 + 1}楼采购办
（八）联系人：{p.asks.polite}　电话：{p.asks.phone}　邮箱：cgb{p.seed}@example.cn
{p.buyer.name}
{chinese_day(p.announced)}""",
        _facts(p, "ceiling", "agency"),
    )


def pairs_table(p: Purchase) -> Notice:
    """Keys and values side by side, four columns: the form of some western provinces."""
    return Notice(
        f"{p.project}{kind_of_notice(p)}",
        f"""| 项目名称 | {p.project} | 项目编号 | {p.number} |
| 采购人 | {p.buyer.name} | 采购代理机构 | {p.agency} |
| 采购方式 | {p.method} | 预算金额 | {cents(p.budget)}元 |
| 采购人联系人 | {p.asks.polite} | 联系电话 | {p.asks.phone} |
| 代理机构联系人 | {p.agent.name} | 联系电话 | {p.agent.phone} |
采购需求：{listed(p.items)}。
提交响应文件截止时间：{p.deadline:%Y-%m-%d %H:%M}
供应商须在交易平台完成注册并办理数字证书，逾期提交的响应文件不予受理。""",
        _facts(p, "ceiling"),
    )


def works_style(p: Purchase) -> Notice:
    """The articles of the Tendering Law, as enterprises use them."""
    ceiling = f"本项目设最高投标限价{wan(p.ceiling)}万元。" if p.ceiling else ""
    return Notice(
        f"{p.project}招标公告",
        f"""1.招标条件
本招标项目{p.project}（招标编号：{p.number}）已批准实施，招标人为{p.buyer.name}，招标代理机构为{p.agency}，资金来源为自有资金，现对该项目进行公开招标。
2.项目概况与招标范围
2.1 招标内容：{listed(p.items)}的供货、安装、调试、培训及售后服务。
2.2 项目预算：{wan(p.budget)}万元。{ceiling}
2.3 交货地点：{p.street}
3.投标人资格要求
3.1 投标人应为所投设备的制造商或其合法授权的代理商。
3.2 近三年内无重大质量问题。
4.招标文件的获取
凡有意参加投标者，请于{chinese_day(p.announced)}至{chinese_day(p.announced + timedelta(days=6))}登录电子采购平台下载，每套售价500元，售后不退。
5.投标文件的递交
5.1 投标文件递交的截止时间为{chinese_minute(p.deadline)}。
5.2 逾期送达的投标文件，招标人不予受理。
6.联系方式
招标人：{p.buyer.name}
联系人：{p.asks.name}　电话：{p.asks.phone}
招标代理机构：{p.agency}
联系人：{p.agent.name}　电话：{p.agent.phone}""",
        _facts(p),
    )


def invitation(p: Purchase) -> Notice:
    """A letter that invites bidders."""
    return Notice(
        f"关于邀请参加{p.project}投标的函",
        f"""各有关供应商：
{p.buyer.name}现委托{p.agency}就{p.project}采购货物，诚邀贵公司参加。有关事项如下：
招 标 编 号：{p.number}
采 购 内 容：{listed(p.items)}
采 购 预 算：{wan(p.budget)}万元
递交截止时间：{half_day(p.deadline)}
递 交 地 点：{p.agency_street}
有意者请携带授权委托书和身份证复印件，向{p.agent.name}（电话{p.agent.phone}）索取文件。
　　　　　　　　　　　　　　　　{p.agency}
　　　　　　　　　　　　　　　　{chinese_day(p.announced)}""",
        _facts(p, "ceiling"),
    )


ONE_LOT: Sequence[Layout] = (full_form, overview_box, run_on, in_house, pairs_table, works_style, invitation)
"""Layouts for any purchase; `lot_table` is for those of several lots."""
