"""What stands around tender and award: intentions, corrections, terminations, candidates, contracts, acceptance.

Comes in: a `Purchase`. Goes out: a `Notice` for its stage, in several layouts each.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from tools.month.figures import cents, chinese_day, chinese_minute, grouped, wan, wan_system
from tools.month.purchase import Purchase, working_day
from tools.month.tenders import Layout, Notice, listed


def _facts(kind: str, p: Purchase, **other: Any) -> Mapping[str, Any]:
    return {kind: {"project_number": p.number, **other}}


def _ranked(p: Purchase, others: Sequence[str]) -> Mapping[str, Any]:
    return _facts("candidate", p, buyer=p.buyer.name, supplier=[p.lots[0].winner, *others])


def _signed(p: Purchase, number: str) -> Mapping[str, Any]:
    parties = {"buyer": p.buyer.name, "supplier": [p.lots[0].winner]}
    figures = {"amount": cents(p.amount), "signed": p.signed.isoformat(), "contract_number": number}
    return _facts("contract", p, **parties, **figures)


# ── intentions ───────────────────────────────────────────────────────────────────────────────────────────────────


def intent_table(p: Purchase) -> Notice:
    """The table of a system; the month stands for the expected time."""
    month = p.announced + timedelta(days=20)
    return Notice(
        f"{p.buyer.name}{month.year}年{month.month}月政府采购意向",
        f"""为便于供应商及时了解政府采购信息，现将本单位{month.year}年{month.month}月采购意向公开如下：
| 序号 | 采购项目名称 | 采购需求概况 | 预算金额（万元） | 预计采购时间 | 备注 |
| 1 | {p.project} | {listed(p.items)}，用于{p.items[0].good.use} | {wan(p.budget)} | {month.year}年{month.month:02}月 | |
| 2 | 办公楼电梯维保服务 | 电梯4部，服务期1年 | 8.6 | {month.year}年{month.month:02}月 | 面向中小企业 |
本次公开的采购意向是本单位政府采购工作的初步安排，具体采购项目情况以相关采购公告和采购文件为准。
{p.buyer.name}
{chinese_day(working_day(p.announced - timedelta(days=32)))}""",
        {
            "intent": {
                "buyer": p.buyer.name,
                "project": [p.project, "办公楼电梯维保服务"],
                "budget": [cents(p.budget), "86000.00"],
            }
        },
    )


def intent_prose(p: Purchase) -> Notice:
    """Labels, one project."""
    month = p.announced + timedelta(days=20)
    return Notice(
        f"{p.project}采购意向公告",
        f"""采购单位：{p.buyer.name}
采购项目名称：{p.project}
预算金额：{wan_system(p.budget)}万元（人民币）
采购品目：A02100000 仪器仪表
采购需求概况：采购标的：{listed(p.items)}；需实现的主要功能：{p.items[0].good.use}；需满足的质量、服务、安全、时限等要求：质保期三年，合同签订后60日内交货。
预计采购时间：{month.year}-{month.month:02}
备注：无
本次公开的采购意向是本单位政府采购工作的初步安排，最终以采购公告为准。""",
        {"intent": {"buyer": p.buyer.name, "project": p.project, "budget": cents(p.budget), "items": p.item_names}},
    )


# ── corrections ──────────────────────────────────────────────────────────────────────────────────────────────────


def correction_table(p: Purchase) -> Notice:
    """A table of before and after."""
    later = p.deadline + timedelta(days=7)
    return Notice(
        f"{p.buyer.name}{p.project}更正公告",
        f"""一、项目基本情况
原公告的采购项目编号：{p.number}
原公告的采购项目名称：{p.project}
首次公告日期：{chinese_day(p.announced)}
二、更正信息
更正事项：采购公告、采购文件
更正内容：
| 序号 | 更正项 | 更正前内容 | 更正后内容 |
| 1 | 递交截止时间及开标时间 | {chinese_minute(p.deadline)} | {chinese_minute(later)} |
| 2 | 第五章 采购需求“质保期” | 1年 | 3年 |
更正日期：{chinese_day(working_day(p.announced + timedelta(days=6)))}
三、其他补充事宜
其他内容不变。
四、凡对本次公告内容提出询问，请按以下方式联系。
采购人：{p.buyer.name}　{p.asks.polite}　{p.asks.phone}
采购代理机构：{p.agency}　{p.agent.name}　{p.agent.phone}""",
        _facts("correction", p, deadline=f"{later:%Y-%m-%dT%H:%M}+08:00"),
    )


def correction_prose(p: Purchase) -> Notice:
    """原…现变更为…."""
    return Notice(
        f"关于{p.project}的变更公告",
        f"""各潜在供应商：
{p.agency}受{p.buyer.name}委托组织的{p.project}（项目编号：{p.number}），原公告预算金额为{wan(p.budget)}万元，现变更为{wan(p.budget + 50_000)}万元；原公告“不接受进口产品”，现变更为“接受进口产品”。其余内容不变，请各潜在供应商知悉。
首次公告日期为{chinese_day(p.announced)}。给您带来不便，敬请谅解。
{p.agency}
{chinese_day(working_day(p.announced + timedelta(days=4)))}""",
        _facts("correction", p),
    )


def postponement(p: Purchase) -> Notice:
    """The opening of bids put off, the day not yet known."""
    return Notice(
        f"{p.project}延期开标公告",
        f"""项目编号：{p.number}
项目名称：{p.project}
因采购文件需进一步澄清，原定于{chinese_minute(p.deadline)}的开标会延期举行，具体时间另行通知。请各供应商密切关注本网站后续公告。
采购人：{p.buyer.name}
代理机构：{p.agency}
联系电话：{p.agent.phone}""",
        _facts("correction", p),
    )


def answers(p: Purchase) -> Notice:
    """Questions and answers that change the documents."""
    item = p.items[0]
    return Notice(
        f"{p.project}答疑澄清公告（一）",
        f"""项目编号：{p.number}
采购人：{p.buyer.name}
一、问：采购文件要求{item.good.name}提供原厂授权，是否可由国内总代理出具？
答：可以，须附授权链文件。
二、问：采购数量{item.quantity}{item.good.unit}是否包含备用机？
答：不包含。
三、问：技术参数第4条是否可以正偏离？
答：可以。原“等于”更正为“不低于”。
本澄清为采购文件的组成部分，与原文件不一致的，以本澄清为准。递交截止时间不变，仍为{chinese_minute(p.deadline)}。
{p.agency}
{chinese_day(working_day(p.announced + timedelta(days=5)))}""",
        _facts("correction", p),
    )


def result_correction(p: Purchase) -> Notice:
    """The result itself was misprinted."""
    item = p.items[0]
    return Notice(
        f"{p.project}结果更正公告",
        f"""原公告的采购项目编号：{p.number}
原公告的采购项目名称：{p.project}
首次公告日期：{chinese_day(p.published)}
更正事项：采购结果
更正内容：原结果公告中“{item.good.name} 品牌：{item.product.brand} 规格型号：{item.product.model}-A”更正为“{item.product.model}”，其他内容不变。
更正日期：{chinese_day(working_day(p.published + timedelta(days=3)))}
采购人信息：{p.buyer.name}，{p.asks.phone}
采购代理机构信息：{p.agency}，{p.agent.phone}""",
        _facts("correction", p),
    )


# ── terminations ─────────────────────────────────────────────────────────────────────────────────────────────────


def too_few(p: Purchase) -> Notice:
    """The form; fewer than three bids."""
    return Notice(
        f"{p.buyer.name}{p.project}终止公告",
        f"""一、项目基本情况
采购项目编号：{p.number}
采购项目名称：{p.project}
二、项目终止的原因
递交截止时间止，有效供应商不足三家，本项目终止。
三、其他补充事宜
采购人将择期重新组织采购。
四、联系方式
采购人：{p.buyer.name}　电话：{p.asks.phone}
采购代理机构：{p.agency}　电话：{p.agent.phone}""",
        _facts("termination", p, buyer=p.buyer.name),
    )


def failed_result(p: Purchase) -> Notice:
    """An award by its title, a failure by its words."""
    return Notice(
        f"{p.project}结果公告",
        f"""{p.agency}受{p.buyer.name}委托，于{chinese_day(p.awarded)}就{p.project}（项目编号：{p.number}）进行{p.method}。经评审，通过符合性审查的供应商只有两家，根据有关规定，本项目作废标处理。
感谢各供应商的参与。
采购人联系电话：{p.asks.phone}　代理机构联系电话：{p.agent.phone}
{p.agency}
{chinese_day(p.published)}""",
        _facts("termination", p, buyer=p.buyer.name),
    )


def over_ceiling(p: Purchase) -> Notice:
    """Every bid above what may be paid."""
    return Notice(
        f"关于{p.project}的废标公告",
        f"""采购编号：{p.number}
采购单位：{p.buyer.name}
公告日期：{chinese_day(p.announced)}
废标理由：投标人的报价均超过了采购预算{wan(p.budget)}万元，采购人不能支付。
根据《中华人民共和国政府采购法》第三十六条，予以废标。
采购代理机构：{p.agency}
{chinese_day(p.published)}""",
        _facts("termination", p, buyer=p.buyer.name),
    )


def cancelled(p: Purchase) -> Notice:
    """The need itself has gone."""
    return Notice(
        f"{p.project}取消采购公告",
        f"""因实验室搬迁计划调整，采购需求发生重大变化，{p.buyer.name}决定取消{p.project}（采购编号：{p.number}）的采购任务。已购买采购文件的供应商，可凭收据至{p.agency}办理退款，联系人{p.agent.name}，电话{p.agent.phone}。
特此公告。
{p.buyer.name}
{chinese_day(p.announced + timedelta(days=8))}""",
        _facts("termination", p, buyer=p.buyer.name),
    )


# ── candidates ───────────────────────────────────────────────────────────────────────────────────────────────────


def ranks_table(p: Purchase, others: Sequence[str]) -> Notice:
    """Three ranks in a table."""
    bids = (p.amount, p.amount + p.amount // 31, p.amount - p.amount // 57)
    ranks = ("第一", "第二", "第三")
    names = (p.lots[0].winner, *others)
    rows = "\n".join(
        f"| {rank} | {name} | {cents(bid)} | {92 - n * 3.7:.2f} |"
        for n, (rank, name, bid) in enumerate(zip(ranks, names, bids, strict=True))
    )
    return Notice(
        f"{p.project}中标候选人公示",
        f"""项目编号：{p.number}
招标人：{p.buyer.name}
开标时间：{chinese_minute(p.deadline)}
公示期：{chinese_day(p.awarded + timedelta(days=1))}至{chinese_day(p.awarded + timedelta(days=4))}
| 排名 | 中标候选人 | 投标报价（元） | 评标得分 |
{rows}
异议渠道：投标人对评标结果有异议的，应在公示期间向招标人提出。联系人：{p.asks.polite}，电话：{p.asks.phone}
招标代理机构：{p.agency}""",
        _ranked(p, others),
    )


def ranks_lines(p: Purchase, others: Sequence[str]) -> Notice:
    """A line for each candidate."""
    return Notice(
        f"{p.buyer.name}{p.project}评标结果公示",
        f"""{p.project}（招标编号：{p.number}）的评标工作已于{chinese_day(p.awarded)}结束，评标委员会推荐的中标候选人如下：
第一中标候选人：{p.lots[0].winner}，投标报价：{wan(p.amount)}万元，质量：合格，交货期：60日历天
第二中标候选人：{others[0]}，投标报价：{wan(p.amount + 23_000)}万元，质量：合格，交货期：60日历天
第三中标候选人：{others[1]}，投标报价：{wan(p.amount + 41_000)}万元，质量：合格，交货期：75日历天
公示时间：3日。
招标人：{p.buyer.name}　招标代理：{p.agency}　电话：{p.agent.phone}""",
        _ranked(p, others),
    )


# ── contracts and acceptance ─────────────────────────────────────────────────────────────────────────────────────


def contract_form(p: Purchase) -> Notice:
    """The form of a system."""
    goods = "\n".join(
        f"主要标的名称：{i.good.name}\n规格型号（或服务要求）：{i.product.brand} {i.product.model}\n主要标的数量：{i.quantity}{i.good.unit}\n主要标的单价：{i.product.price}元"
        for i in p.items
    )
    return Notice(
        f"{p.buyer.name}{p.project}合同公告",
        f"""一、合同编号：HT-{p.signed:%Y}-{p.seed:05}
二、合同名称：{p.project}合同
三、项目编号（或招标编号、政府采购计划编号、采购计划备案文号等，如有）：{p.number}
四、项目名称：{p.project}
五、合同主体
采购人（甲方）：{p.buyer.name}
地　　址：{p.street}
联系方式：{p.asks.phone}
供应商（乙方）：{p.lots[0].winner}
地　　址：{p.buyer.region.city}市高新区创业街{p.seed % 90 + 1}号
联系方式：{p.agent.phone}
六、合同主要信息
{goods}
合同金额：{wan_system(p.amount)}万元
履约期限、地点等简要信息：合同签订后60日内，{p.buyer.name}
采购方式：{p.method}
七、合同签订日期：{p.signed.isoformat()}
八、合同公告日期：{working_day(p.signed + timedelta(days=1)).isoformat()}
九、其他补充事宜：无""",
        _signed(p, f"HT-{p.signed:%Y}-{p.seed:05}"),
    )


def contract_short(p: Purchase) -> Notice:
    """A few lines and the payment, with a bank account."""
    return Notice(
        f"{p.project}采购合同公示",
        f"""合同名称：{p.items[0].good.name}购销合同
合同编号：CG{p.signed:%Y%m}{p.seed:03}
采购编号：{p.number}
甲方：{p.buyer.name}
乙方：{p.lots[0].winner}
合同总价：人民币{grouped(p.amount)}元
付款方式：货到验收合格后付95%，质保期满付5%
乙方开户行：惠商银行{p.buyer.region.city}分行　账号：6217 00{p.seed:02} 5550 {p.seed * 37 % 10_000:04} 186
签订日期：{chinese_day(p.signed)}
附件：合同扫描件.pdf""",
        _signed(p, f"CG{p.signed:%Y%m}{p.seed:03}"),
    )


def acceptance(p: Purchase) -> Notice:
    """The goods have come and do what they should."""
    day = p.signed + timedelta(days=17)
    return Notice(
        f"{p.buyer.name}{p.project}验收结果公告",
        f"""一、合同编号：HT-{p.signed:%Y}-{p.seed:05}
二、项目编号：{p.number}
三、项目名称：{p.project}
四、采购人：{p.buyer.name}
五、供应商：{p.lots[0].winner}
六、合同金额：{cents(p.amount)}元
七、验收日期：{chinese_day(day)}
八、验收组成员：{"、".join(p.experts[:3])}
九、验收意见：所供{listed(p.items)}与合同一致，运行正常，同意通过验收。""",
        _facts("acceptance", p),
    )


INTENTS: Sequence[Layout] = (intent_table, intent_prose)
CORRECTIONS: Sequence[Layout] = (correction_table, correction_prose, postponement, answers)
TERMINATIONS: Sequence[Layout] = (too_few, failed_result, over_ceiling, cancelled)
CONTRACTS: Sequence[Layout] = (contract_form, contract_short)
