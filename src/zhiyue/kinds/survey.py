"""Surveys: before a tender a buyer asks the market what there is, or lets it comment on what it means to require.

Chinese names: 市场调研公告, 采购需求调查, 需求公示, 采购文件征求意见, 参数论证公告::

    我院拟对超声诊断仪进行市场调研，欢迎供应商于2024年5月20日17:00前提交资料。

Terms: Open Contracting Data Standard 1.1, tag ``planning`` (milestones of type engagement). No bid can be handed in on it, so
its last day is no deadline for bids.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from zhiyue.kinds._kind import Cue, Hits, Kind, Score, score_form
from zhiyue.model import Fact, FactType, Field, Finding, Identity, Prop
from zhiyue.notices.excerpt import Excerpt
from zhiyue.notices.figures import merge
from zhiyue.notices.goods import item_fields, read_quantity
from zhiyue.notices.purchase import PURCHASE_PROPS, Purchase, check_numbers, is_of_purchase, read_purchase
from zhiyue.values import find_moments

SURVEY = FactType(
    name="survey",
    label_zh="需求调查",
    label_en="Market survey",
    standard="OCDS 1.1 planning",
    props=(
        *PURCHASE_PROPS,
        Prop("items", "采购标的", "Items", "instrument", many=True),
        Prop("quantity", "数量", "Quantity", "quantity"),
        Prop("budget", "预算金额", "Budget", "money"),
        Prop("until", "截止时间", "Answers until", "moment"),
        Prop("publicity", "公示期", "Time for comments", "period"),
    ),
    key=("project_number", "project", "items", "buyer"),
    identity=Identity("purchase", "survey"),
)

_TITLES = (
    "市场调研", "调研公告", "采购调研", "需求调查", "需求调研", "需求公示", "需求征求意见", "采购需求论证", "参数论证", "需求论证", "参数公示", "参数征集", "意见征询", "意见征集", "征求意见公告", "征求意见公示",
    "采购文件征求意见", "招标文件征求意见", "征求意见", "询价调研", "市场调查", "征集公告", "预采购", "采购前调研", "方案征集", "咨询公告",
)  # fmt: skip
_FORM = (
    "市场调研", "需求调查", "需求调研", "征求意见", "意见征询", "调研内容", "调研时间", "调研资料", "参与调研", "报名资料", "递交资料", "提交资料", "调研报名", "意见反馈", "书面意见",
)  # fmt: skip
_CUES = (
    Cue(_TITLES, "title", 0.7),
    Cue(_FORM, "prose", 0.2),
    Cue(("中标", "成交", "结果", "更正", "终止", "废标", "合同", "单一来源", "进口", "验收", "意向"), "title", -0.8),
    Cue(("征求意见稿", "标准", "条例", "办法", "规划", "规程", "立法", "目录"), "title", -0.8),
    Cue(
        ("月报", "印发", "细则", "的通知", "盘点", "培训", "解读", "问答", "市场分析", "报告", "赴", "一行", "座谈"),
        "title",
        -0.8,
    ),
)
# 于2024年5月20日17:00前（将资料）发送至邮箱
_ANSWER = re.compile(r"[（(]?(?:北京时间)?[）)]?(?:之?前|止|为止)")
# 拟购设备：… | 诚邀供应商报名: a market is asked also where nobody says 采购
_ASKS = re.compile(r"拟购|报价|供应商|供货商|厂家|厂商|经销商|生产商")
_OTHER = 0.2


def recognise(hits: Hits, excerpt: Excerpt) -> Score:
    """The title asks the market; a draft of a standard or a visit for research (调研) asks somebody else."""
    score = score_form(_CUES, hits, enough=4)
    asks = any(_ASKS.search(excerpt.text, zone.start, zone.end) for zone in excerpt.zones)
    return score if asks or is_of_purchase(excerpt) else Score(min(score.value, _OTHER), score.signals)


def extract(excerpt: Excerpt) -> Iterator[Fact]:
    """Yield what the market is asked about, and until when."""
    purchase = read_purchase(excerpt)
    items = purchase.items()
    fields = {
        **purchase.identity(),
        "items": item_fields(excerpt, items),
        "quantity": read_quantity(excerpt, purchase.form, items),
        "budget": merge(excerpt, purchase.amounts("budget")),
        "until": _until(purchase),
        "publicity": purchase.period("publicity"),
    }
    if any(fields[name] for name in SURVEY.key):
        yield excerpt.fact(SURVEY.name, fields, key=SURVEY.key)


def _until(purchase: Purchase) -> Field | None:
    """As labelled (报名截止时间：…), else as a sentence says: 于…前."""
    excerpt = purchase.excerpt
    for item in purchase.form.of("feedback", "deadline"):
        found = purchase.moment_in(item.value)
        if found is not None:
            return excerpt.field_of(found)
    year = excerpt.published.span if excerpt.published is not None else None
    for zone in excerpt.prose:
        for found in find_moments(excerpt.text, zone, year=year, side="after"):
            if _ANSWER.match(excerpt.text, found.span.end, zone.end):
                return excerpt.field_of(found)
    return None


def check(excerpt: Excerpt, facts: tuple[Fact, ...]) -> Iterator[Finding]:
    """The year in the project number."""
    for fact in facts:
        if fact.kind == SURVEY.name:
            yield from check_numbers(excerpt, fact.all("project_number"))


KIND = Kind(
    name="survey",
    label_zh="需求调查",
    label_en="Market survey",
    facts=(SURVEY,),
    cues=_CUES,
    recognise=recognise,
    extract=extract,
    check=check,
    precedence=55,
    embeds=False,
)
