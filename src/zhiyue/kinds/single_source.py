"""Single source: a buyer announces from whom alone it means to buy, and why, so that others may object.

Chinese names: 单一来源公示, 单一来源采购公示, 采用单一来源采购方式的公示::

    二、拟定供应商信息　名称：江州启明仪器有限公司　三、公示期限：2024年5月7日至2024年5月13日

Terms: Open Contracting Data Standard 1.1, tag ``tender`` with procurement method ``direct``. The supplier is proposed and has
won nothing yet.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from zhiyue.kinds._kind import Cue, Hits, Kind, Score, score_form
from zhiyue.model import Fact, FactType, Field, Finding, Identity, Prop
from zhiyue.notices.excerpt import Excerpt
from zhiyue.notices.figures import merge
from zhiyue.notices.goods import item_fields, read_quantity
from zhiyue.notices.parties import evident_each, is_masked_name, named_in
from zhiyue.notices.purchase import PURCHASE_PROPS, Purchase, check_numbers, read_purchase
from zhiyue.spans import Span
from zhiyue.values import Found, find_organisations
from zhiyue.values.found import absent

SINGLE_SOURCE = FactType(
    name="single_source",
    label_zh="单一来源",
    label_en="Single source",
    standard="OCDS 1.1 tender",
    props=(
        *PURCHASE_PROPS,
        Prop("supplier", "拟定供应商", "Proposed supplier", "organisation", many=True),
        Prop("items", "采购标的", "Items", "instrument", many=True),
        Prop("quantity", "数量", "Quantity", "quantity"),
        Prop("budget", "预算金额", "Budget", "money"),
        Prop("grounds", "单一来源理由", "Grounds", "text"),
        Prop("opinion", "论证意见", "Opinion of the experts", "text"),
        Prop("publicity", "公示期", "Time for objections", "period"),
    ),
    key=("project_number", "project", "supplier", "buyer"),
    identity=Identity("purchase", "single_source"),
)

_TITLES = (
    "单一来源采购公示",
    "单一来源公示",
    "单一来源方式公示",
    "单一来源论证",
    "单一来源采购征求意见",
    "单一来源采购方式",
    "单一来源采购公告",
    "单一来源",
)
_FORM = (
    "拟定供应商", "拟定的唯一供应商", "唯一供应商", "采用单一来源采购方式的原因", "单一来源采购理由", "只能从唯一供应商处采购", "专业人员论证意见", "不可替代", "拟采购的货物或服务的说明",
)  # fmt: skip
_CUES = (
    Cue(_TITLES, "title", 0.75),
    Cue(_FORM, "prose", 0.2),
    Cue(("成交", "中标", "结果", "更正", "变更公告", "终止", "废标", "流标", "合同", "验收"), "title", -0.8),
    Cue(
        ("月报", "印发", "细则", "的通知", "盘点", "办法", "条例", "培训", "解读", "问答", "什么", "如何", "通知"),
        "title",
        -0.8,
    ),
)


def recognise(hits: Hits, _excerpt: Excerpt) -> Score:
    """The title says 单一来源 and no result, or the form is filled in."""
    return score_form(_CUES, hits, enough=3)


def extract(excerpt: Excerpt) -> Iterator[Fact]:
    """Yield the purchase with the supplier that it is meant for."""
    purchase = read_purchase(excerpt)
    items = purchase.items()
    fields = {
        **purchase.identity(),
        "supplier": _proposed(purchase) or absent("organisation"),
        "items": item_fields(excerpt, items),
        "quantity": read_quantity(excerpt, purchase.form, items),
        "budget": merge(excerpt, purchase.amounts("budget")),
        "grounds": purchase.words_behind("grounds"),
        "opinion": purchase.words_behind("opinion"),
        "publicity": purchase.period("publicity"),
    }
    if any(fields[name] for name in SINGLE_SOURCE.key if name != "supplier"):
        yield excerpt.fact(SINGLE_SOURCE.name, fields, key=SINGLE_SOURCE.key)


def _proposed(purchase: Purchase) -> tuple[Field, ...]:
    """Behind 拟定供应商：, or behind 名称： in the section of that name."""
    text = purchase.excerpt.text
    values = [
        item.value
        for item in purchase.form.of("proposed", "name", "winner")
        if item.role == "proposed" or item.section == "proposed"
    ]
    if any(is_masked_name(value.of(text)) for value in values):
        return (absent("organisation", "masked"),)
    named = [found for value in values for found in named_in(text, value)]
    return evident_each(purchase.excerpt, named or _sole(purchase))


# 拟采用单一来源方式向某公司采购
_FROM = re.compile(r"单一来源[^，。；\n]{0,12}?向(?P<supplier>[^，。；\n]{4,40}?)(?:采购|购买|购置)")


def _sole(purchase: Purchase) -> Iterator[Found]:
    """From whom a sentence says that it is to be bought."""
    text = purchase.excerpt.text
    for zone in purchase.excerpt.prose:
        for match in _FROM.finditer(text, zone.start, zone.end):
            yield from find_organisations(text, Span(*match.span("supplier")))


def check(excerpt: Excerpt, facts: tuple[Fact, ...]) -> Iterator[Finding]:
    """The year in the project number."""
    for fact in facts:
        if fact.kind == SINGLE_SOURCE.name:
            yield from check_numbers(excerpt, fact.all("project_number"))


KIND = Kind(
    name="single_source",
    label_zh="单一来源公示",
    label_en="Single source notice",
    facts=(SINGLE_SOURCE,),
    cues=_CUES,
    recognise=recognise,
    extract=extract,
    check=check,
    precedence=47,
    embeds=False,
)
