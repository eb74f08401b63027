"""Spot checks: a regulator takes samples from the market and says which failed.

Chinese names: 产品质量监督抽查, 国家监督抽查情况的通报, 监督抽检公告::

    共抽查38家企业生产的40批次电子天平，发现3批次不合格，批次不合格率为7.5%。

Terms: 产品质量监督抽查管理暂行办法 (2019). A sample that failed is a fact about that sample, of that maker as the label names it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from zhiyue.checks import check_rate
from zhiyue.kinds._kind import Cue, Hits, Kind, Score, score_form
from zhiyue.model import Fact, FactType, Field, Finding, Prop
from zhiyue.notices.excerpt import Excerpt
from zhiyue.notices.labels import Labelled, is_nothing
from zhiyue.notices.parties import evident_each, find_parties, named_in
from zhiyue.notices.purchase import read_purchase
from zhiyue.spans import Span
from zhiyue.values import Found, find_counts, find_dates, find_shares

SPOT_CHECK = FactType(
    name="spot_check",
    label_zh="监督抽查",
    label_en="Spot check",
    standard="产品质量监督抽查管理暂行办法 (2019)",
    props=(
        Prop("product", "抽查产品", "Product", "name"),
        Prop("authority", "抽查部门", "Authority", "organisation"),
        Prop("year", "年份", "Year", "year"),
        Prop("producers", "涉及企业数", "Producers", "count", unit="家"),
        Prop("samples", "抽查批次", "Samples", "count", unit="批次"),
        Prop("failed", "不合格批次", "Samples that failed", "count", unit="批次"),
        Prop("failure_rate", "不合格率", "Rate of failure", "share"),
    ),
    key=("product", "year", "authority", "samples"),
)
FAILED_SAMPLE = FactType(
    name="failed_sample",
    label_zh="不合格样品",
    label_en="Failed sample",
    standard="产品质量监督抽查管理暂行办法 (2019)",
    props=(
        Prop("product", "产品名称", "Product", "name"),
        Prop("model", "规格型号", "Model", "text"),
        Prop("trademark", "商标", "Trademark", "text"),
        Prop("producer", "标称生产企业", "Producer as labelled", "organisation"),
        Prop("failed_item", "不合格项目", "What failed", "text"),
    ),
    key=("product", "producer", "failed_item"),
)

_TITLES = (
    "监督抽查",
    "监督抽检",
    "质量抽查",
    "抽查结果",
    "抽检结果",
    "抽查情况",
    "抽检情况",
    "抽查通报",
    "抽检不合格",
    "产品抽查",
    "抽检公告",
    "风险监测结果",
    "抽查公告",
)
_FORM = (
    "不合格率",
    "批次不合格",
    "不合格项目",
    "标称生产企业",
    "不合格产品",
    "抽查了",
    "共抽查",
    "检出不合格",
    "合格率",
    "受检单位",
    "批次产品",
    "抽样检验",
)
_CUES = (
    Cue(_TITLES, "title", 0.55),
    Cue(_FORM, "prose", 0.2),
    Cue(
        (
            "采购",
            "招标",
            "中标",
            "办法",
            "细则",
            "计划",
            "方案",
            "培训",
            "双随机",
            "年报抽查",
            "启动",
            "征求意见",
            "承检",
        ),
        "title",
        -0.8,
    ),
)
_OTHER = 0.2
# 不合格 | 检出 3批次 ; 抽查 40批次
_FAILED = re.compile(r"(?:不合格|不符合|问题)(?:产品|样品)?(?:共|有|为|数为?)?$")
_FAILED_BEHIND = re.compile(r"(?:产品|样品)?(?:质量|检验|抽检)?(?:不合格|不符合)")
_UNITS = re.compile(r"(?:批次|批|组|个样品|款)$")
_MAKERS = re.compile(r"家(?:生产|销售|经营|制造)?(?:企业|单位|厂家|生产者)?$")
_RATE = re.compile(r"不合格(?:发现)?率[^0-9。；\n]{0,8}$|不合格(?:检出)?率[^0-9。；\n]{0,8}$")
# 2024年电子天平产品质量省级监督抽查情况的通报
_PRODUCT = re.compile(
    r"(?:年度?|季度|关于|开展|发布|公布|通报)(?P<product>[一-龥A-Za-z、（）()/]{2,30}?)(?:等?[0-9一二三四五六七八九十]{0,3}[种类]?产品)?(?:产品)?(?:质量)?(?:国家|省级|市级|县级|专项|省|市|联动)?(?:监督)?(?:抽查|抽检)"
)
_NO_PRODUCT = re.compile(r"国家|省级|市级|第[一二三四]|[上下]半年|产品质量|流通领域|工业产品")


def recognise(hits: Hits, excerpt: Excerpt) -> Score:
    """The title speaks of a check that was made, and the body counts or lists what was found."""
    score = score_form(_CUES, hits, enough=3)
    is_told = any(word in hits.prose for word in _FORM) or not excerpt.body
    return score if is_told else Score(min(score.value, _OTHER), score.signals)


def extract(excerpt: Excerpt) -> Iterator[Fact]:
    """Yield the check in figures, and each sample that a table names as failed."""
    fields = {
        "product": _product(excerpt),
        "authority": _authority(excerpt),
        "year": _year(excerpt),
        **_figures(excerpt),
    }
    if any(fields.get(name) for name in ("product", "samples", "failed")):
        yield excerpt.fact(SPOT_CHECK.name, fields, key=SPOT_CHECK.key)
    yield from _samples(excerpt)


def _product(excerpt: Excerpt) -> Field | None:
    """As labelled (抽查产品：…), else as the title or a sentence names it before 监督抽查."""
    labelled = read_purchase(excerpt).form.of("product")
    item = next((item for item in labelled if item.row is None and not is_nothing(item.value.of(excerpt.text))), None)
    if item is not None:
        return excerpt.text_field(item.value, type="name")
    for zone in (excerpt.title, *excerpt.prose):
        match = _PRODUCT.search(excerpt.text, zone.start, zone.end)
        if match is not None and not _NO_PRODUCT.search(match["product"]):
            return excerpt.text_field(Span(*match.span("product")), type="name")
    return None


def _authority(excerpt: Excerpt) -> Field | None:
    """Who made the check: the first organisation of title or body that is no maker."""
    for zone in (excerpt.title, *excerpt.prose[:4]):
        for found in find_parties(excerpt.text, zone):
            if re.search(r"局|厅|委|总署|所$|院$", found.span.of(excerpt.text)):
                return evident_each(excerpt, (found,))[0]
    return None


def _year(excerpt: Excerpt) -> Field | None:
    for zone in (excerpt.title, *excerpt.prose):
        found = next((day for day in find_dates(excerpt.text, zone) if day.type == "year"), None)
        if found is not None:
            return excerpt.field_of(found)
    return None


def _figures(excerpt: Excerpt) -> Mapping[str, Field | None]:
    """How many makers, samples and failures; the first sentence that counts them speaks for all."""
    text = excerpt.text
    found: dict[str, Found] = {}
    for zone in excerpt.prose:
        for count in find_counts(text, zone):
            unit = text[count.span.start : min(zone.end, count.span.end + 6)]
            before, behind = (
                text[max(zone.start, count.span.start - 12) : count.span.start],
                text[count.span.end :][:10],
            )
            if _MAKERS.search(count.span.of(text)) and "企业" in unit:
                found.setdefault("producers", count)
            elif _UNITS.search(count.span.of(text)):
                is_failed = _FAILED.search(before) or _FAILED_BEHIND.match(behind.removeprefix("次"))
                found.setdefault("failed" if is_failed else "samples", count)
        for share in find_shares(text, zone):
            if _RATE.search(text[max(zone.start, share.span.start - 16) : share.span.start]):
                found.setdefault("failure_rate", share)
    return {name: excerpt.field_of(value) for name, value in found.items()}


def _samples(excerpt: Excerpt) -> Iterator[Fact]:
    text = excerpt.text
    rows: dict[int, dict[str, Labelled]] = {}
    for item in read_purchase(excerpt).form.labelled:
        if item.row is not None:
            rows.setdefault(item.row, {}).setdefault(item.role, item)
    for cells in rows.values():
        name, failed = cells.get("product") or cells.get("item"), cells.get("failed_item")
        if name is None or failed is None or is_nothing(failed.value.of(text)):
            continue
        makers = named_in(text, cells["producer"].value) if "producer" in cells else ()
        told = {"model": cells.get("model"), "trademark": cells.get("trademark"), "failed_item": failed}
        fields = {
            "product": excerpt.text_field(name.value, type="name"),
            "producer": next(iter(evident_each(excerpt, list(makers)[:1])), None),
            **{
                role: excerpt.text_field(cell.value)
                for role, cell in told.items()
                if cell is not None and not is_nothing(cell.value.of(text))
            },
        }
        yield excerpt.fact(
            FAILED_SAMPLE.name, fields, key=FAILED_SAMPLE.key, apart=("producer", "model", "failed_item")
        )


def check(_excerpt: Excerpt, facts: tuple[Fact, ...]) -> Iterator[Finding]:
    """Failures over samples make the rate that is printed."""
    for fact in facts:
        rate, part, whole = (fact.one(name) for name in ("failure_rate", "failed", "samples"))
        if fact.kind == SPOT_CHECK.name and rate is not None and part is not None and whole is not None:
            yield check_rate(rate, part, whole)


KIND = Kind(
    name="spot_check",
    label_zh="监督抽查",
    label_en="Spot check",
    facts=(SPOT_CHECK, FAILED_SAMPLE),
    cues=_CUES,
    recognise=recognise,
    extract=extract,
    check=check,
    precedence=67,
    embeds=False,
)
