"""Candidates: who is proposed to win, published so that others may object; nobody has won yet.

Chinese names: 中标候选人公示, 评标结果公示, 预中标公示, 拟成交公示::

    第一中标候选人：江州启明仪器有限公司　投标报价：118.6万元　综合得分：92.05

Terms: Open Contracting Data Standard 1.1, tag ``award`` with status pending, and its bids extension. A candidate's price is
never counted as an award's amount.
"""

from __future__ import annotations

from collections.abc import Iterator

from zhiyue.kinds._kind import Cue, Hits, Kind, Score, score_form
from zhiyue.model import Fact, FactType, Field, Finding, Identity, Prop
from zhiyue.notices.bids import Bid, read_bids
from zhiyue.notices.excerpt import Excerpt
from zhiyue.notices.items import ITEM, check_items, read_item_facts
from zhiyue.notices.parties import evident_each
from zhiyue.notices.purchase import PURCHASE_PROPS, Purchase, check_numbers, check_written, read_purchase

CANDIDATE = FactType(
    name="candidate",
    label_zh="中标候选人",
    label_en="Candidate",
    standard="OCDS 1.1 bids",
    props=(
        *PURCHASE_PROPS,
        Prop("lot", "包号", "Lot", "text"),
        Prop("rank", "排名", "Rank", "ordinal"),
        Prop("supplier", "候选人", "Candidate", "organisation"),
        Prop("price", "投标报价", "Price offered", "money"),
        Prop("score", "得分", "Score", "count", unit="分"),
        Prop("publicity", "公示期", "Time for objections", "period"),
    ),
    key=("project_number", "project", "buyer", "supplier"),
    identity=Identity("purchase", "candidates"),
)

_TITLES = (
    "候选人公示", "候选人公告", "候选人结果", "中标候选人", "成交候选人", "中选候选人", "候选供应商", "评标结果公示", "评审结果公示", "评标结果", "评审结果", "预中标", "预成交", "拟中标", "拟成交", "拟中选",
    "候选人",
)  # fmt: skip
_FORM = (
    "第一中标候选人", "第二中标候选人", "第三中标候选人", "第一候选人", "第二候选人", "第一成交候选人", "第二成交候选人", "第一名", "第二名", "中标候选人名称", "推荐中标候选人", "中标候选人",
)  # fmt: skip
_WON = ("中标供应商", "成交供应商", "中标人", "中标单位", "主要标的信息", "中标（成交）金额")
_CUES = (
    Cue(_TITLES, "title", 0.7),
    Cue(_FORM, "prose", 0.2),
    # In the body these say that somebody has won already.
    Cue(_WON, "prose", 0.0),
    Cue(
        ("更正", "变更公告", "澄清", "终止", "废标", "流标", "合同", "征集", "名单", "招聘", "采购公告", "招标公告"),
        "title",
        -0.8,
    ),
    Cue(("月报", "盘点", "办法", "条例", "培训", "解读", "问答"), "title", -0.8),
)
_OTHER = 0.2


def recognise(hits: Hits, excerpt: Excerpt) -> Score:
    """The title proposes, or the body ranks candidates and names nobody who has won."""
    score = score_form(_CUES, hits, enough=2)
    # What scores so little can only be told the same again, at the price of reading the whole form.
    if score.value <= _OTHER or not excerpt.body:
        return score
    purchase = read_purchase(excerpt)
    if any(word in hits.title for word in _TITLES):
        # An article about candidates names none, and no purchase either.
        return score if purchase.numbers or read_bids(purchase) else Score(min(score.value, _OTHER), score.signals)
    if any(word in hits.prose for word in _WON) or not read_bids(purchase):
        return Score(min(score.value, _OTHER), score.signals)
    return score


def extract(excerpt: Excerpt) -> Iterator[Fact]:
    """Yield each candidate; without any, the notice says so with a supplier that is not stated."""
    purchase = read_purchase(excerpt)
    shared = {**purchase.identity(), "publicity": purchase.period("publicity")}
    for bid in read_bids(purchase):
        fields = {**shared, **_fields(purchase, bid)}
        yield excerpt.fact(CANDIDATE.name, fields, key=CANDIDATE.key, apart=("lot", "supplier"))
    yield from read_item_facts(purchase)


def _fields(purchase: Purchase, bid: Bid) -> dict[str, Field | None]:
    excerpt = purchase.excerpt
    (supplier,) = evident_each(excerpt, (bid.supplier,))
    rest = {"rank": bid.rank, "price": bid.price, "score": bid.score}
    told = {name: excerpt.field_of(found) for name, found in rest.items() if found is not None}
    return {"supplier": supplier, "lot": purchase.lot_field(bid.lot), **told}


def check(excerpt: Excerpt, facts: tuple[Fact, ...]) -> Iterator[Finding]:
    """The year in the project number, once a notice."""
    first = next((fact for fact in facts if fact.kind == CANDIDATE.name), None)
    if first is not None:
        yield from check_numbers(excerpt, first.all("project_number"))
    yield from check_written([fact for fact in facts if fact.kind == CANDIDATE.name], "price")
    yield from check_items(excerpt, facts, "price")


KIND = Kind(
    name="candidates",
    label_zh="中标候选人公示",
    label_en="Candidates",
    facts=(CANDIDATE, ITEM),
    cues=_CUES,
    recognise=recognise,
    extract=extract,
    check=check,
    precedence=45,
    embeds=False,
)
