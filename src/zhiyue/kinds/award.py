"""Awards: who won a tender, with what goods, at what price.

Chinese names: 中标公告, 成交公告, 中标（成交）结果公告, 中选公示; trade news report them as 中标, 斩获, 拿下::

    中标供应商名称：南京观微科学仪器有限公司  中标（成交）金额：398.6000000（万元）  品牌：观微

Terms: Open Contracting Data Standard 1.1, tag ``award`` (suppliers, value, items, date). A result that says 废标 inside is no
award, and candidates (中标候选人) are no winners.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from zhiyue.checks import check_amounts_order, check_ratio, check_sum
from zhiyue.kinds._kind import NO, Cue, Hits, Kind, Score, score_of
from zhiyue.model import Fact, FactType, Finding, Identity, Money, Prop
from zhiyue.notices.excerpt import Excerpt
from zhiyue.notices.figures import merge, read_trade_term
from zhiyue.notices.goods import item_fields, read_quantity
from zhiyue.notices.items import ITEM, check_items, read_item_facts
from zhiyue.notices.parties import evident_each, read_lead, read_winners
from zhiyue.notices.purchase import (
    PURCHASE_PROPS,
    Purchase,
    check_lots,
    check_numbers,
    check_title,
    check_written,
    read_purchase,
)
from zhiyue.notices.results import Result, items_of, quantity_of, read_results, total_of
from zhiyue.values import Found, find_money
from zhiyue.values.found import absent

AWARD = FactType(
    name="award",
    label_zh="中标",
    label_en="Award",
    standard="OCDS 1.1 award",
    props=(
        *PURCHASE_PROPS,
        Prop("lot", "包号", "Lot", "text"),
        Prop("winner", "中标供应商", "Winner", "organisation", many=True),
        Prop("lead", "联合体牵头人", "Lead of a joint bid", "organisation"),
        Prop("amount", "中标金额", "Amount", "money"),
        Prop("trade_term", "价格术语", "Trade term", "text"),
        Prop("total", "各包总金额", "Total of all lots", "money"),
        Prop("budget", "预算金额", "Budget", "money"),
        Prop("quantity", "数量", "Quantity", "quantity"),
        Prop("items", "中标标的", "Items", "instrument", many=True),
        Prop("awarded", "中标日期", "Date of award", "date"),
    ),
    key=("project_number", "project", "items", "winner", "buyer"),
    identity=Identity("purchase", "award", "awarded"),
)

# …采购项目中标公告
_NOTICE_WORDS = (
    "中标公告", "成交公告", "结果公告", "中标结果", "成交结果", "中标公示", "成交公示", "中选公告", "中选结果", "中选公示", "入围公告", "入围结果", "结果公示", "中标（成交）", "中标(成交)", "中标通知", "采购结果",
    "招标结果", "询价结果", "磋商结果", "谈判结果", "比选结果", "遴选结果", "成交通知", "中标信息", "成交信息",
)  # fmt: skip
_NEWS_WORDS = ("中标", "成交", "斩获", "拿下", "中选", "摘得", "夺得", "喜获", "签下")
_BODY_WORDS = (
    "中标供应商", "成交供应商", "中标人", "中标单位", "中标金额", "成交金额", "中标（成交）", "主要标的信息", "评审专家", "中标结果", "成交结果", "中标价", "供应商名称", "中标日期", "定标日期", "评标委员会",
)  # fmt: skip
_CANDIDATES = ("候选人公示", "第一中标候选人")
_CUES = (
    Cue(_NOTICE_WORDS, "title", 0.6),
    Cue(_NEWS_WORDS, "title", 0.1),
    Cue(_BODY_WORDS, "prose", 0.15),
    Cue(("项目编号", "招标编号", "采购编号", "采购人", "招标人", "采购单位"), "prose", 0.1),
    Cue(
        (
            "候选",
            "评标结果",
            "评审结果",
            "抽查结果",
            "抽检结果",
            "预中标",
            "拟中标",
            "拟成交",
            "招标公告",
            "采购公告",
            "磋商公告",
            "谈判公告",
            "询价公告",
        ),
        "title",
        -0.8,
    ),
    Cue(("更正", "变更", "澄清", "终止", "废标", "流标", "失败", "中止", "撤销", "取消"), "title", -0.8),
    Cue(("合同", "意向", "调研", "论证", "征求意见", "验收"), "title", -0.6),
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
            "成交量",
            "成交额",
            "一览",
            "汇总",
            "问题",
            "办法",
            "培训",
        ),
        "title",
        -0.6,
    ),
    # Candidates beside a winner are the runners-up: recognise() weighs these words itself.
    Cue(_CANDIDATES, "prose", 0.0),
)
_REPORTED, _MOST_OF_NEWS, _UNTITLED, _OTHER, _TOLD = 0.35, 0.48, 0.6, 0.2, 0.3
# 本项目废标 | 作流标处理 | 采购失败
_FAILED = re.compile(r"废标|流标|采购失败|招标失败|项目终止|终止(?:本次|采购|招标)|不足(?:三|3|法定)家?")
_WINNING_WORDS = ("中标供应商", "成交供应商", "中标人", "中标单位", "中标金额", "成交金额", "中标价", "主要标的信息")
# 中标 as the verb of a headline: 观微科学中标江州材料实验室透射电镜项目
_WINS = re.compile(r"(?:中标|中选|斩获|拿下|摘得|夺得|喜获|签下|成交)(?!量|额|数|价|率|的钱|多少|什么|候选|通知|后|前)")
_FOR = re.compile(r"以(?:总价|总金额|人民币|报价|约|￥|¥|\s)*$")
_WON = re.compile(
    r"(?:的?(?:价格|总价|报价|金额|中标价|成绩|优势))?(?:成功|顺利|最终|独家)?(?:中标|成交|中选|拿下|斩获|摘得|夺得|赢得|胜出|签下)"
)
_NOT_AMOUNT = re.compile(r"(?:预算|限价|控制价|保证金|注册资本)[^，。；\n]{0,6}$")
# 300万预算仪器1000元中标
_PLANNED = re.compile(r"(?:元)?(?:的)?(?:预算|限价|控制价)")


def recognise(hits: Hits, excerpt: Excerpt) -> Score:
    """A result names a winner or fills in the form of one; what failed inside is none, whatever its title says."""
    score = score_of(_CUES, hits)
    if score == NO or any(word in hits.title for cue in _CUES if cue.weight < 0 for word in cue.words):
        return Score(min(score.value, _OTHER), score.signals)
    names_winner = any(word in hits.prose for word in _WINNING_WORDS)
    if not names_winner and any(word in hits.prose for word in _CANDIDATES):
        return Score(min(score.value, _OTHER), (*score.signals, "candidates"))
    if not names_winner and any(_FAILED.search(excerpt.text, zone.start, zone.end) for zone in excerpt.zones):
        return Score(min(score.value, _OTHER), (*score.signals, "failed"))
    if any(word in hits.title for word in _NOTICE_WORDS):
        return score
    distinct = sum(word in hits.prose for word in _BODY_WORDS)
    if excerpt.body and distinct >= 3 and "项目编号" in hits.prose and score.value >= 0.2:
        return Score(max(_UNTITLED, score.value), (*score.signals, f"prose:{distinct}"))
    is_told = names_winner or any(word in hits.prose for word in ("中标结果", "成交结果"))
    return _told_beside(_reported(score, excerpt), excerpt) if is_told else _reported(score, excerpt)


def _told_beside(score: Score, excerpt: Excerpt) -> Score:
    """A page under another headline (…项目评标会召开) that says in a sentence who won and for how much."""
    if not excerpt.body or score.value >= _TOLD:
        return score
    purchase = read_purchase(excerpt)
    if not _amounts(purchase) or not read_winners(excerpt, purchase.form):
        return score
    return Score(_TOLD, (*score.signals, "prose:winner and amount"))


def _reported(score: Score, excerpt: Excerpt) -> Score:
    """Score a headline such as 713.2万元！某公司中标某某项目: a verb of winning, and who, what or for how much."""
    if _WINS.search(excerpt.text, excerpt.title.start, excerpt.title.end) is None:
        return Score(min(score.value, _OTHER), score.signals)
    purchase = read_purchase(excerpt)
    signs = {
        "winner": bool(read_winners(excerpt, purchase.form)),
        "amount": bool(_amounts(purchase)),
        "number": bool(purchase.numbers),
        "buyer": purchase.buyer is not None,
    }
    told = tuple(name for name, is_told in signs.items() if is_told)
    if len(told) < 2:
        return Score(min(score.value, _OTHER), score.signals)
    most = _MOST_OF_NEWS if excerpt.body else 1.0
    return Score(max(0.0, min(most, score.value + _REPORTED + 0.05 * len(told))), (*score.signals, *told))


def extract(excerpt: Excerpt) -> Iterator[Fact]:
    """Yield an award for each lot that the page keeps apart, else the one award of the notice.

    Readers always ask who won: where nobody is named, that is said.
    """
    purchase = read_purchase(excerpt)
    results = read_results(purchase)
    if results:
        yield from _lots(purchase, results)
        yield from read_item_facts(purchase)
        return
    items = purchase.items()
    winners = read_winners(excerpt, purchase.form)
    amount = merge(excerpt, _amounts(purchase))
    fields = {
        **purchase.identity(),
        "lot": purchase.titled_lot,
        "winner": winners or absent("organisation"),
        "lead": read_lead(excerpt, winners),
        "amount": amount,
        "trade_term": read_trade_term(excerpt, amount),
        "budget": merge(excerpt, purchase.amounts("budget")),
        "quantity": read_quantity(excerpt, purchase.form, items),
        "items": item_fields(excerpt, items),
        "awarded": purchase.day("awarded"),
    }
    if any(fields[name] for name in AWARD.key if name != "winner"):
        yield excerpt.fact(AWARD.name, fields, key=AWARD.key)
        yield from read_item_facts(purchase)


def _lots(purchase: Purchase, results: Sequence[Result]) -> Iterator[Fact]:
    """An award for each lot; what is said of all lots together (their total) stands with each."""
    excerpt = purchase.excerpt
    shared = {**purchase.identity(), "awarded": purchase.day("awarded")}
    total = merge(excerpt, total_of(purchase))
    for result, items in zip(results, items_of(purchase, results), strict=True):
        winners = evident_each(excerpt, result.winners)
        amount = merge(excerpt, result.amounts)
        fields = {
            **shared,
            "lot": purchase.lot_field(result.lot),
            "winner": winners,
            "lead": read_lead(excerpt, winners),
            "amount": amount,
            "trade_term": read_trade_term(excerpt, amount),
            "total": total,
            "quantity": quantity_of(purchase, items),
            "items": item_fields(excerpt, items),
        }
        yield excerpt.fact(AWARD.name, fields, key=AWARD.key, apart=("lot", "winner", "amount"))


def _amounts(purchase: Purchase) -> list[Found]:
    """What was paid: as labelled, as said with the verb of winning, as printed in the title; a sum before a rate."""
    labelled = purchase.amounts("amount")
    rates = [found for found in labelled if isinstance(found.value, Money) and found.value.basis == "rate"]
    sums = [found for found in labelled if found not in rates]
    told = [*_spoken(purchase.excerpt), *purchase.titled_amounts(unlike=_NOT_AMOUNT, unlike_behind=_PLANNED)]
    # A rate was agreed where the field for the sum holds 0.000000万元.
    is_zero = rates and all(found.status == "not_stated" for found in sums)
    return rates if is_zero and not told else [*sums, *told]


def _spoken(excerpt: Excerpt) -> Iterator[Found]:
    """…以713.2万元中标."""
    text = excerpt.text
    for zone in excerpt.prose:
        for found in find_money(text, zone):
            if _FOR.search(text[max(zone.start, found.span.start - 12) : found.span.start]) and _WON.match(
                text, found.span.end, zone.end
            ):
                yield found


def check(excerpt: Excerpt, facts: tuple[Fact, ...]) -> Iterator[Finding]:
    """Recompute what the awards among `facts` claim: each by itself, and the lots against their total."""
    awards = [fact for fact in facts if fact.kind == AWARD.name]
    if len(awards) == 1:
        yield from _check_award(excerpt, awards[0])
    elif awards:
        yield from _check_lots(excerpt, awards)
    yield from check_written(awards, "amount", "total", "budget")
    yield from check_items(excerpt, facts, "amount")


def _check_award(excerpt: Excerpt, fact: Fact) -> Iterator[Finding]:
    amount, budget = fact.one("amount"), fact.one("budget")
    purchase = read_purchase(excerpt)
    yield from check_numbers(excerpt, fact.all("project_number"))
    yield from check_title(excerpt, amount)
    ceiling = merge(excerpt, purchase.amounts("ceiling"))
    if (finding := check_amounts_order(amount, ceiling, budget)) is not None:
        yield finding
    if (finding := check_ratio(amount, budget)) is not None:
        yield finding
    yield from check_lots(purchase, amount, "amount")


def _check_lots(excerpt: Excerpt, awards: Sequence[Fact]) -> Iterator[Finding]:
    yield from check_numbers(excerpt, awards[0].all("project_number"))
    total = awards[0].one("total")
    parts = [amount for fact in awards if (amount := fact.one("amount")) is not None]
    if total is not None and parts:
        yield check_sum(total, parts)


KIND = Kind(
    name="award",
    label_zh="中标公告",
    label_en="Award notice",
    facts=(AWARD, ITEM),
    cues=_CUES,
    recognise=recognise,
    extract=extract,
    check=check,
    precedence=50,
)
