"""Invitations to tender: a buyer announces what it wants to buy, for how much, and until when it takes bids.

Chinese names: 招标公告, 采购公告, 竞争性磋商公告, 竞争性谈判公告, 询价公告, 比选公告, 遴选公告; trade news report them as 大单 or 采购::

    项目编号：0722-2461JD0316  预算金额：268.5万元  提交投标文件截止时间：2024年5月29日9点30分

Terms: Open Contracting Data Standard 1.1, tag ``tender`` (buyer, procuring entity, value, tender period, items).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from zhiyue.checks import check_amounts_order
from zhiyue.kinds._kind import NO, Cue, Hits, Kind, Score, score_of
from zhiyue.model import Fact, FactType, Finding, Identity, Prop
from zhiyue.notices.excerpt import Excerpt
from zhiyue.notices.figures import merge
from zhiyue.notices.goods import item_fields, read_purpose, read_quantity
from zhiyue.notices.items import ITEM, check_items, read_item_facts
from zhiyue.notices.purchase import PURCHASE_PROPS, check_lots, check_numbers, check_title, check_written, read_purchase

TENDER = FactType(
    name="tender",
    label_zh="招标",
    label_en="Tender",
    standard="OCDS 1.1 tender",
    props=(
        *PURCHASE_PROPS,
        Prop("budget", "预算金额", "Budget", "money"),
        Prop("ceiling", "最高限价", "Price ceiling", "money"),
        Prop("method", "采购方式", "Method", "text"),
        Prop("items", "采购标的", "Items", "instrument", many=True),
        Prop("purpose", "采购用途", "Purpose", "name"),
        Prop("quantity", "数量", "Quantity", "quantity"),
        Prop("deadline", "投标截止时间", "Deadline for bids", "moment"),
        Prop("round", "采购次数", "Round", "text"),
    ),
    key=("project_number", "project", "purpose", "buyer", "items"),
    identity=Identity("purchase", "tender"),
)

# …采购项目公开招标公告
_NOTICE_WORDS = (
    "招标公告", "采购公告", "磋商公告", "谈判公告", "询价公告", "比选公告", "遴选公告", "竞价公告", "询价采购公告", "邀请公告", "招标邀请", "邀请参加", "投标的函", "投标邀请", "磋商邀请", "谈判邀请", "询价邀请", "资格预审公告",
    "询价函", "询价通知书", "比选邀请", "竞争性磋商", "竞争性谈判", "公开招标", "邀请招标", "招标预公告", "采购信息公告", "招标书", "询价单", "遴选文件", "二次招标",
)  # fmt: skip
# 2804.2万元大单 某某医学院采购…设备
_NEWS_WORDS = ("大单", "采购", "购置", "招标", "预算", "求购", "拟购", "采购需求")
_BODY_WORDS = (
    "潜在投标人", "获取招标文件", "获取采购文件", "提交投标文件", "递交投标文件", "投标截止时间", "投标文件递交", "响应文件", "投标保证金", "采购需求", "招标文件售价", "预算金额",
    "申请人的资格要求", "投标人资格", "合格投标人", "合格供应商", "公开招标", "竞争性磋商", "竞争性谈判", "询价采购", "最高限价", "招标范围", "报价截止时间", "欢迎符合条件",
)  # fmt: skip
_CUES = (
    Cue(_NOTICE_WORDS, "title", 0.6),
    Cue(_NEWS_WORDS, "title", 0.1),
    Cue(_BODY_WORDS, "prose", 0.1),
    Cue(("项目编号", "招标编号", "采购编号", "项目名称", "采购人", "招标人", "采购单位"), "prose", 0.1),
    # 中标公告 | 更正公告 | 终止公告 | 合同公示 | 采购意向 | 采购数据盘点 are something else about a tender
    Cue(("中标", "成交", "中选", "入围", "候选", "结果", "评标", "开标", "斩获", "摘得", "夺得"), "title", -0.8),
    Cue(
        (
            "更正",
            "变更",
            "澄清",
            "延期",
            "补充通知",
            "补遗",
            "终止",
            "废标",
            "流标",
            "失败",
            "中止",
            "撤销",
            "转竞争性",
            "单一来源",
            "取消采购",
            "取消招标",
            "取消公告",
            "关于取消",
            "进口产品公示",
            "进口产品论证",
            "进口论证",
        ),
        "title",
        -0.8,
    ),
    Cue(("合同", "意向", "调研", "论证", "征求意见", "需求公示", "验收"), "title", -0.6),
    Cue(
        (
            "月报",
            "盘点",
            "市场分析",
            "数据分析",
            "采购数据",
            "中标数据",
            "市场简析",
            "统计数据",
            "排行",
            "办法",
            "条例",
            "问答",
            "指南",
            "常见问题",
            "培训",
        ),
        "title",
        -0.6,
    ),
)
_REPORTED, _MOST_OF_NEWS, _UNTITLED, _OTHER = 0.35, 0.48, 0.6, 0.2
# 采购 as the verb of a headline: somebody buys something
_BUYS = re.compile(
    r"(?:采购|购置|招标|订购|求购|拟购)(?!中心|人|网|平台|数据|领域|市场|政策|法|活动|制度|管理|专家|主力|意向|$)"
)


def recognise(hits: Hits, excerpt: Excerpt) -> Score:
    """A notice says so in its title or fills in the form of one; news and list entries tell of somebody who buys."""
    score = score_of(_CUES, hits)
    if score == NO or any(word in hits.title for cue in _CUES if cue.weight < 0 for word in cue.words):
        return Score(min(score.value, _OTHER), score.signals)
    distinct = sum(word in hits.prose for word in _BODY_WORDS)
    if any(word in hits.title for word in _NOTICE_WORDS):
        return score
    if excerpt.body and distinct >= 3 and "项目编号" in hits.prose:
        return Score(min(_UNTITLED, score.value + 0.3), (*score.signals, f"prose:{distinct}"))
    return _reported(score, distinct, excerpt)


def _reported(score: Score, distinct: int, excerpt: Excerpt) -> Score:
    """Score a headline such as 2804.2万元大单 某某医学院采购…设备: a buyer, a verb, an amount or a procedure."""
    if _BUYS.search(excerpt.text, excerpt.title.start, excerpt.title.end) is None:
        return Score(min(score.value, _OTHER), score.signals)
    purchase = read_purchase(excerpt)
    signs = {
        "buyer": purchase.buyer is not None,
        "amount": bool(purchase.amounts("budget")) or next(purchase.titled_amounts(), None) is not None,
        "number": bool(purchase.numbers),
        "procedure": distinct > 0 or purchase.method is not None,
    }
    told = tuple(name for name, is_told in signs.items() if is_told)
    if len(told) < 2 or "buyer" not in told:
        return Score(min(score.value, _OTHER), score.signals)
    value = score.value + _REPORTED + 0.05 * len(told)
    # An entry of a list is what it tells of; an article about it is news.
    most = _MOST_OF_NEWS if excerpt.body else 1.0
    return Score(max(0.0, min(most, value)), (*score.signals, *told))


def extract(excerpt: Excerpt) -> Iterator[Fact]:
    """Yield the one tender of the notice."""
    purchase = read_purchase(excerpt)
    items = purchase.items()
    fields = {
        **purchase.identity(),
        "budget": merge(excerpt, [*purchase.amounts("budget"), *purchase.titled_amounts()]),
        "ceiling": merge(excerpt, purchase.amounts("ceiling")),
        "method": purchase.method,
        "items": item_fields(excerpt, items),
        "purpose": read_purpose(excerpt, purchase.form),
        "quantity": read_quantity(excerpt, purchase.form, items),
        "deadline": purchase.deadline(),
        "round": purchase.round,
    }
    if any(fields[name] for name in TENDER.key):
        yield excerpt.fact(TENDER.name, fields, key=TENDER.key)
        yield from read_item_facts(purchase)


def check(excerpt: Excerpt, facts: tuple[Fact, ...]) -> Iterator[Finding]:
    """Recompute what the tenders among `facts` claim."""
    for fact in facts:
        if fact.kind != TENDER.name:
            continue
        budget, ceiling = fact.one("budget"), fact.one("ceiling")
        yield from check_numbers(excerpt, fact.all("project_number"))
        yield from check_title(excerpt, budget)
        if (finding := check_amounts_order(None, ceiling, budget)) is not None:
            yield finding
        yield from check_lots(read_purchase(excerpt), budget, "budget")
        yield from check_written((fact,), "budget", "ceiling")
    yield from check_items(excerpt, facts, "budget")


KIND = Kind(
    name="tender",
    label_zh="招标公告",
    label_en="Tender notice",
    facts=(TENDER, ITEM),
    cues=_CUES,
    recognise=recognise,
    extract=extract,
    check=check,
    precedence=60,
)
