"""Every word of a market report, Chinese and English side by side.

Comes in: a code. Goes out: its words. Templates name cells in braces; a digit outside of them would be a figure that
cannot be opened, so there is none.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from zhiyue.report import Language, Rule

_INDEX: Final[Mapping[Language, int]] = {"zh": 0, "en": 1}

_WORDS: Final[Mapping[str, tuple[str, str]]] = {
    # headings
    "title": ("{instrument}市场月报（{period}）", "Market report: {instrument}, {period}"),
    "title.range": ("{instrument}市场报告（{period}）", "Market report: {instrument}, {period}"),
    "all": ("全部仪器", "All instruments"),
    "subtitle": ("按公开的中标公告计算，每个数字都可点开出处", "Computed from published awards; every figure opens to its notices"),
    "overview": ("总体情况", "At a glance"),
    "origins": ("国产与进口", "Domestic and foreign brands"),
    "months": ("近十三个月", "The last thirteen months"),
    "brands": ("品牌", "Brands"),
    "models": ("型号与单价", "Models and unit prices"),
    "buyer_types": ("采购单位类型", "Types of buyers"),
    "provinces": ("地区分布", "Provinces"),
    "methods": ("采购方式", "Procurement methods"),
    "sizes": ("金额区间", "Size of awards"),
    "largest": ("金额最大的中标", "The largest awards"),
    "buyers": ("采购较多的单位", "Most active buyers"),
    "suppliers": ("中标较多的供应商", "Most active suppliers"),
    "ratio": ("中标金额与预算", "Awards against budgets"),
    "coverage": ("数据完整程度", "Coverage"),
    "set_aside": ("未计入的公告", "What was set aside"),
    "published": ("与其他媒体所载对照", "Beside what others published"),
    "parties": ("单位与项目", "Parties and projects"),
    "method": ("统计口径与完整程度", "Method and coverage"),
    # columns
    "awards": ("中标数", "Awards"),
    "units": ("台套数", "Units"),
    "amount": ("金额", "Amount"),
    "share": ("金额占比", "Share of amount"),
    "share_known": ("占已知品牌", "Share over known"),
    "share_all": ("占全部（下限）", "Share over all (lower bound)"),
    "high": ("品牌不明者全属此类时（上限）", "If all unknown were such (upper bound)"),
    "count_share": ("按宗数占比", "Share by count"),
    "value": ("本期", "This period"),
    "on_month": ("环比", "On the period before"),
    "on_year": ("同比", "On the year"),
    "origin": ("品牌归属", "Home of brand"),
    "price_min": ("最低单价", "Lowest unit price"),
    "price_median": ("中位单价", "Median unit price"),
    "price_max": ("最高单价", "Highest unit price"),
    "priced": ("有单价的条数", "Lines with a price"),
    "winner": ("中标供应商", "Winner"),
    "published_on": ("公告日期", "Published"),
    "budget": ("预算", "Budget"),
    "quotient": ("中标金额占预算", "Award as a share of budget"),
    "mean_quotient": ("各宗平均", "Mean of the awards"),
    "theirs": ("所载", "As published"),
    "ours": ("本站计算", "As computed here"),
    "difference": ("相差", "Difference"),
    "reason": ("可能的原因", "Likely reason"),
    "covered": ("宗数", "Awards"),
    "covered_share": ("占比", "Share"),
    # row heads
    "head.item": ("指标", "Figure"),
    "head.month": ("月份", "Month"),
    "head.brand": ("品牌", "Brand"),
    "head.model": ("品牌与型号", "Brand and model"),
    "head.buyer_type": ("类型", "Type"),
    "head.province": ("地区", "Province"),
    "head.method": ("采购方式", "Method"),
    "head.size": ("单宗金额", "Amount of the award"),
    "head.project": ("采购单位与项目", "Buyer and project"),
    "head.buyer": ("采购单位", "Buyer"),
    "head.supplier": ("供应商", "Supplier"),
    "head.rule": ("规则", "Rule"),
    "head.page": ("网页与指标", "Page and figure"),
    # rows
    "foreign": ("进口品牌", "Foreign brands"),
    "domestic": ("国产品牌", "Domestic brands"),
    "unknown": ("品牌不明", "Brand unknown"),
    "total": ("合计", "Total"),
    "other": ("其他", "Others"),
    "not_stated": ("未载明", "Not stated"),
    "size.0": ("不足50万元", "Under 0.5 million yuan"),
    "size.1": ("50万—100万元", "0.5 to 1 million yuan"),
    "size.2": ("100万—500万元", "1 to 5 million yuan"),
    "size.3": ("500万—1000万元", "5 to 10 million yuan"),
    "size.4": ("1000万元及以上", "10 million yuan and more"),
    "size.none": ("金额不明", "Amount unknown"),
    "has.amount": ("有金额", "With an amount"),
    "has.brand": ("有品牌", "With a brand"),
    "has.quantity": ("有数量", "With a quantity"),
    "has.price": ("有单价", "With a unit price"),
    "has.region": ("有地区", "With a province"),
    "has.buyer_type": ("有采购单位类型", "With a type of buyer"),
    "has.budget": ("有预算", "With a budget"),
    "no.masked": ("金额已遮蔽", "Amount masked"),
    "no.bundle": ("几种货物一个总价，不可拆分", "One price for several items, not separable"),
    "no.currency": ("外币，无折算率", "Other currency, no rate given"),
    "no.other": ("金额未载明", "Amount not stated"),
    "rule.copy": ("同一中标的另一则公告", "Another notice of the same award"),
    "rule.terminated": ("中标后终止", "Terminated after the award"),
    "rule.category": ("服务、耗材、配件、软件等，不是整机", "Services, consumables, parts, software: no instrument"),
    "rule.undated": ("没有公告日期，不能归入月份", "No day of publication, so of no month"),
    "rule.corrected": ("金额已按更正公告改动（计入）", "Amount changed by a correction (counted)"),
    # why a cell is empty
    "why.no_amount": ("公告未载金额", "no amount in the notices"),
    "why.no_quantity": ("公告未载数量", "no quantity in the notices"),
    "why.no_awards": ("没有中标", "no awards"),
    "why.no_known": ("没有已知品牌的金额", "no amount of a known brand"),
    "why.no_price": ("没有单价", "no unit price"),
    "why.no_budget": ("没有同时载明预算与金额的中标", "no award with both budget and amount"),
    "why.gap": ("基期数据不全", "the earlier period is not covered"),
    "why.month": ("数据不全", "not covered"),
    "why.partial": ("本期数据不全", "this period is not complete"),
    "why.no_base": ("基期为零", "the earlier figure is zero"),
    "why.not_of_unknown": ("不适用于品牌不明者", "does not apply to unknown brands"),
    "why.not_ours": ("本站没有同期数据", "no data of that month here"),
    # reasons for a difference
    "reason.same": ("一致", "The same"),
    "reason.rounded": ("四舍五入所致", "Rounding"),
    "reason.truncated": ("所载数字被截断", "Their figure is cut"),
    "reason.by_count": ("对方按宗数计，不按金额", "Theirs is by count, not by amount"),
    "reason.base_all": ("对方以包括品牌不明在内的全部金额为分母", "Theirs is over all, unknown brands included"),
    "reason.own_slip": ("所载占比与所载金额不符", "Their share does not follow from their amounts"),
    "reason.other_month": ("与本站另一个月的数字相同", "It is our figure of another month"),
    "reason.unknown_brands": ("差额不超过本站品牌不明的金额", "Within our amount of unknown brands"),
    "reason.ours_less": ("本站收录的中标少于对方", "We hold fewer awards than they counted"),
    "reason.none": ("原因不明", "Not explained"),
    "figure.foreign_amount": ("进口品牌金额", "Foreign amount"),
    "figure.foreign_share": ("进口品牌占比", "Foreign share"),
    "figure.domestic_amount": ("国产品牌金额", "Domestic amount"),
    "figure.domestic_share": ("国产品牌占比", "Domestic share"),
    "figure.total_amount": ("总金额", "Total amount"),
    "figure.award_count": ("中标数", "Number of awards"),
    # notes
    "note.origins": (
        "归属按品牌所在国，不按产地；品牌不明者单列，不摊入国产或进口。一宗中标可有几个品牌，宗数之和可大于合计。",
        "By the home of the brand, not by where it was made. Unknown brands stand by themselves. One award may hold several brands.",
    ),
    "note.groups": (
        "一宗中标可归入几组，宗数之和可大于合计。",
        "One award may stand in several groups: their numbers may add up to more than the total.",
    ),
    "note.models": ("单价按条计，不按台加权。", "Prices count once a line, not once a unit."),
    "note.partial": ("标“数据不全”的月份不作比较。", "Months that are not covered are not compared."),
    "note.provinces": (
        "按采购单位所在地；一宗中标可有几个采购单位，宗数之和可大于合计。",
        "By the seat of the buyer. One award may have several buyers.",
    ),
    "note.published": ("所载数字读自各网页，点开可见原句。", "Their figures are read from the pages; each opens to its sentence."),
    "partial": ("（数据不全）", " (incomplete)"),
    # checks
    "check.parts": ("“{table}”各项之和与合计相符。", "The parts of “{table}” add up to the total."),
    "check.parts.wrong": ("“{table}”各项之和与合计不符。", "The parts of “{table}” do not add up to the total."),
    "check.published": ("{page}：{figure}{reason}。", "{page}: {figure}: {reason}."),
}  # fmt: skip

SENTENCES: Final[Mapping[str, tuple[str, str]]] = {
    "headline": (
        "{scope.period}，{scope.instrument}中标{total.awards}，金额{total.amount}；已知品牌中进口占{origin.foreign.share_known}，国产占{origin.domestic.share_known}。",
        "In {scope.period}, {scope.instrument} had {total.awards} worth {total.amount}; of known brands {origin.foreign.share_known} foreign, {origin.domestic.share_known} domestic.",
    ),
    "none": (
        "{scope.period}，{scope.instrument}没有读到中标。",
        "In {scope.period}, no award of {scope.instrument} was read.",
    ),
    "units": ("载明数量的合计{total.units}。", "Where a quantity is stated, they add up to {total.units}."),
    "band": (
        "另有{origin.unknown.amount}未载明品牌：若全为国产，进口占{origin.foreign.share_all}；若全为进口，占{origin.foreign.high}。",
        "Another {origin.unknown.amount} name no brand: if all were domestic, the foreign share would be {origin.foreign.share_all}; if all were foreign, {origin.foreign.high}.",
    ),
    "change": (
        "金额环比{total.amount.on_month}，同比{total.amount.on_year}；中标数环比{total.awards.on_month}，同比{total.awards.on_year}。",
        "Amount on the period before {total.amount.on_month}, on the year {total.amount.on_year}; awards {total.awards.on_month} and {total.awards.on_year}.",
    ),
    "no_change": (
        "上期和上年同期的数据不全，不作比较。",
        "The period before and the same of last year are not covered, so there is no comparison.",
    ),
    "partial": (
        "本期数据不全，不与其他时期比较。",
        "This period is not complete and is not compared with others.",
    ),
    "leader.brand": (
        "金额最多的品牌是{leader.brand}，占全部金额的{leader.brand.share}。",
        "The leading brand is {leader.brand} with {leader.brand.share} of the amount.",
    ),
    "leader.buyer_type": (
        "采购最多的是{leader.buyer_type}，占{leader.buyer_type.share}。",
        "The leading group of buyers is {leader.buyer_type} with {leader.buyer_type.share}.",
    ),
    "leader.province": (
        "金额最多的地区是{leader.province}，占{leader.province.share}。",
        "The leading province is {leader.province} with {leader.province.share}.",
    ),
    "largest": ("最大的一宗为{largest.first.amount}。", "The largest is {largest.first.amount}."),
    "ratio": (
        "同时载明预算与金额的{ratio.awards}，中标金额合计为预算的{ratio.quotient}。",
        "Of {ratio.awards} with both budget and amount, the amounts are {ratio.quotient} of the budgets.",
    ),
    "coverage": (
        "{total.awards}之中，载明金额的{coverage.amount.awards}，载明品牌的{coverage.brand.awards}。",
        "Of {total.awards}, {coverage.amount.awards} state an amount and {coverage.brand.awards} a brand.",
    ),
    "set_aside": (
        "重复的公告{set_aside.copy.awards}、终止的{set_aside.terminated.awards}、不是整机的{set_aside.category.awards}未计入。",
        "Set aside: copies {set_aside.copy.awards}, terminated {set_aside.terminated.awards}, no instruments {set_aside.category.awards}.",
    ),
}  # fmt: skip
_RULES: Final[tuple[tuple[str, str, str], ...]] = (
    (
        "award",
        "只计中标（成交）公告；候选人、合同、更正不另计。",
        "Awards only; candidates, contracts and corrections are not counted again.",
    ),
    (
        "published",
        "按首次公告日期（东八区）计入月份。",
        "Counted on the day of first publication, China time.",
    ),
    (
        "copy",
        "同一采购、同一包、同一供应商、同一金额只计一次，取载明最全的一则。",
        "One purchase, lot, winner and amount is counted once, in its fullest notice.",
    ),
    (
        "corrected",
        "更正公告按日期先后施于原公告；中标之后终止的不计。",
        "Corrections are applied in order; what was terminated after its award is out.",
    ),
    (
        "goods",
        "只计整机；服务、租赁、耗材、配件、软件、工程不计。",
        "Instruments only; services, leases, consumables, parts, software and works are out.",
    ),
    (
        "amount",
        "金额依次取：该条总价；数量乘单价；只有一条时取中标金额。",
        "The amount of a line is its total, else quantity by unit price, else the award's where it is alone.",
    ),
    (
        "bundle",
        "几种货物一个总价的，计宗数和台套数，金额不拆分、不计入。",
        "Several items under one price count as awards and units; the price is not split and not summed.",
    ),
    (
        "masked",
        "金额被遮蔽或未载明的，计宗数，不计金额。",
        "Masked or missing amounts count as awards and are not summed.",
    ),
    (
        "currency",
        "外币按所给折算率折成人民币；没有折算率的不计金额。",
        "Other currencies are converted at the rates given; without a rate they are not summed.",
    ),
    (
        "origin",
        "国产、进口按品牌所在国；未载品牌的单列为品牌不明。",
        "Domestic and foreign by the home of the brand; without a brand it is unknown.",
    ),
    (
        "comparable",
        "环比、同比用同一口径；任一期数据不全或收录不足三分之一的，不作比较。",
        "Changes are on the same rules; none where a period is not covered or holds under a third of the notices.",
    ),
    (
        "rounding",
        "占比四舍五入取两位小数，各项之和可不为一百。",
        "Shares are rounded half up to two decimals and need not add up to a hundred.",
    ),
)


def say(code: str, language: Language) -> str:
    """The words of a code. Raises KeyError for a code that has none."""
    return _WORDS[code][_INDEX[language]]


def template(code: str, language: Language) -> str:
    """The template of a sentence. Raises KeyError for a code that has none."""
    return SENTENCES[code][_INDEX[language]]


def rules(language: Language) -> tuple[Rule, ...]:
    """The rules of the universe, as they are printed with every report."""
    return tuple(Rule(code, (zh, en)[_INDEX[language]]) for code, zh, en in _RULES)
