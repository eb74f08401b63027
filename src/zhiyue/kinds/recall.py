"""Recalls: a maker or importer takes a product back because of a defect.

Chinese names: 召回公告, 召回部分产品, 缺陷消费品召回, 医疗器械召回::

    召回编号：S2024M0021　涉及数量：1200台　缺陷：电源模块存在过热风险　补救措施：免费更换电源模块

Terms: 消费品召回管理暂行规定 (2019); 医疗器械召回管理办法 (2017).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from zhiyue.kinds._kind import Cue, Hits, Kind, Score, no_checks, score_form
from zhiyue.model import Fact, FactType, Field, Prop
from zhiyue.notices.effect import find_effective
from zhiyue.notices.excerpt import Excerpt
from zhiyue.notices.labels import is_nothing
from zhiyue.notices.parties import evident_each, find_parties
from zhiyue.notices.projects import read_code
from zhiyue.notices.purchase import Purchase, read_purchase
from zhiyue.spans import Span
from zhiyue.values import find_dates, find_periods, find_quantities

RECALL = FactType(
    name="recall",
    label_zh="召回",
    label_en="Recall",
    standard="消费品召回管理暂行规定 (2019)",
    props=(
        Prop("product", "召回产品", "Product", "name"),
        Prop("model", "型号", "Model", "text"),
        Prop("producer", "召回企业", "Recalling firm", "organisation", many=True),
        Prop("number", "召回编号", "Recall number", "code"),
        Prop("quantity", "召回数量", "Quantity", "quantity"),
        Prop("start", "召回开始日期", "From", "date"),
        Prop("produced", "生产日期范围", "Produced", "period"),
        Prop("defect", "缺陷", "Defect", "text"),
        Prop("remedy", "补救措施", "Remedy", "text"),
    ),
    key=("number", "product", "producer"),
)

_TITLES = (
    "召回公告",
    "召回部分",
    "主动召回",
    "责令召回",
    "召回通知",
    "缺陷产品召回",
    "产品召回",
    "召回信息",
    "召回计划",
    "实施召回",
    "召回",
)
_FORM = (
    "召回编号",
    "召回数量",
    "涉及数量",
    "缺陷",
    "补救措施",
    "召回措施",
    "安全隐患",
    "召回范围",
    "生产日期",
    "免费更换",
    "停止使用",
    "召回级别",
)
_CUES = (
    Cue(_TITLES, "title", 0.6),
    Cue(_FORM, "prose", 0.2),
    Cue(
        ("采购", "招标", "中标", "办法", "规定", "条例", "培训", "统计", "年度", "上半年", "召回人才", "盘点"),
        "title",
        -0.8,
    ),
)
_OTHER = 0.2
# 某公司召回部分进口便携式浊度仪 | 决定召回2023年生产的某型离心机
_TAKES_BACK = re.compile(
    r"召回(?:其)?(?:部分|以下|一批)?(?:[0-9]{4}年[^，。；\n]{0,16}?(?:生产|进口|销售)的)?(?P<product>[^，。；：:\n（(《“”0-9]{2,30}?)(?:产品)?(?=[，。；：:（(\n]|公告|的公告|，|共|$)"
)
# 全年共实施召回96次: a sum of many recalls
_STATISTICS = re.compile(r"召回(?:活动)?\s?[0-9]+余?(?:次|起|例)|[0-9]+余?(?:次|起|例)(?:产品)?召回")
_NO_PRODUCT = re.compile(r"公告|计划|通知|信息|措施|活动|数量|编号|管理|范围|级别|产品$|工作")
# 自2024年5月20日起(，)召回
_FROM = re.compile(r"起[，,]?[^。；\n]{0,12}召回")
_COUNTED = re.compile(r"(?:共计?|涉及|数量|总计|合计)[^0-9。；\n]{0,8}$")


def recognise(hits: Hits, excerpt: Excerpt) -> Score:
    """The title says that something is recalled, and the body says of what, how many or why."""
    score = score_form(_CUES, hits, enough=4)
    if any(_STATISTICS.search(excerpt.text, zone.start, zone.end) for zone in excerpt.zones):
        return Score(min(score.value, _OTHER), (*score.signals, "statistics"))
    is_told = any(word in hits.prose for word in _FORM) or not excerpt.body
    return score if is_told else Score(min(score.value, _OTHER), score.signals)


def extract(excerpt: Excerpt) -> Iterator[Fact]:
    """Yield the recall of the notice."""
    purchase = read_purchase(excerpt)
    fields = {
        "product": _product(purchase),
        "model": purchase.words_behind("model"),
        "producer": purchase.parties_behind("producer") or _titled(excerpt),
        "number": read_code(excerpt, purchase.form, "recall_number"),
        "quantity": _quantity(purchase),
        "start": _start(purchase),
        "produced": purchase.period("produced") or _produced(excerpt),
        "defect": purchase.words_behind("defect"),
        "remedy": purchase.words_behind("remedy"),
    }
    if any(fields[name] for name in RECALL.key):
        yield excerpt.fact(RECALL.name, fields, key=RECALL.key)


def _product(purchase: Purchase) -> Field | None:
    """As labelled, else as title or sentence say what is taken back."""
    excerpt = purchase.excerpt
    for item in purchase.form.of("product", "item"):
        if not is_nothing(item.value.of(excerpt.text)):
            return excerpt.text_field(item.value, type="name")
    for zone in (excerpt.title, *excerpt.prose):
        for match in _TAKES_BACK.finditer(excerpt.text, zone.start, zone.end):
            if not _NO_PRODUCT.search(match["product"]):
                return excerpt.text_field(Span(*match.span("product")), type="name")
    return None


def _titled(excerpt: Excerpt) -> tuple[Field, ...]:
    """The firm that a title or sentence names before 召回."""
    for zone in (excerpt.title, *excerpt.prose):
        at = excerpt.text.find("召回", zone.start, zone.end)
        parties = list(find_parties(excerpt.text, Span(zone.start, at))) if at > zone.start else []
        firms = [party for party in parties if re.search(r"公司|集团|厂$", party.span.of(excerpt.text))]
        if firms:
            return evident_each(excerpt, firms[:1])
    return ()


def _quantity(purchase: Purchase) -> Field | None:
    """Behind 召回数量, else counted in a sentence: 共计1200台."""
    excerpt = purchase.excerpt
    for item in purchase.form.of("recalled", "quantity"):
        found = next(find_quantities(excerpt.text, item.value, label=True), None)
        if found is not None:
            return excerpt.field_of(found)
    for zone in excerpt.prose:
        for found in find_quantities(excerpt.text, zone):
            if _COUNTED.search(excerpt.text[max(zone.start, found.span.start - 14) : found.span.start]):
                return excerpt.field_of(found)
    return None


def _start(purchase: Purchase) -> Field | None:
    """Behind 召回时间, else 自…起召回."""
    day = purchase.day("recall_start")
    if day is not None:
        return day
    excerpt = purchase.excerpt
    year = excerpt.published.span if excerpt.published is not None else None
    for zone in excerpt.prose:
        for found in find_dates(excerpt.text, zone, year=year):
            if found.type == "date" and _FROM.match(excerpt.text, found.span.end, zone.end):
                return excerpt.field_of(found)
    effective = next(find_effective(excerpt), None)
    return excerpt.field_of(effective) if effective is not None else None


def _produced(excerpt: Excerpt) -> Field | None:
    """2023年1月5日至2023年9月30日(期间)生产的."""
    for zone in excerpt.prose:
        for found in find_periods(excerpt.text, zone):
            if re.match(r"(?:期间|之间)?(?:生产|制造|进口)", excerpt.text[found.span.end : found.span.end + 6]):
                return excerpt.field_of(found)
    return None


KIND = Kind(
    name="recall",
    label_zh="召回公告",
    label_en="Recall notice",
    facts=(RECALL,),
    cues=_CUES,
    recognise=recognise,
    extract=extract,
    check=no_checks,
    precedence=68,
    embeds=False,
)
