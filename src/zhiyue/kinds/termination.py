"""Terminations: a purchase, or some lots of it, ended without anybody who won.

Chinese names: 终止公告, 废标公告, 流标公告, 招标失败公告, 中止公告; and every 结果公告 that says 废标 inside::

    二、项目终止的原因：截至投标截止时间，递交投标文件的供应商不足三家。

Terms: Open Contracting Data Standard 1.1, tag ``tenderCancellation`` (tender or lot status unsuccessful, cancelled). The
class of reason and outcome stands as canonical form beside the words: `zhiyue.notices.failures`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from zhiyue.kinds._kind import Cue, Hits, Kind, Score, score_form
from zhiyue.model import Fact, FactType, Finding, Identity, Prop
from zhiyue.notices.excerpt import Excerpt
from zhiyue.notices.failures import find_failures, find_outcome, has_failed
from zhiyue.notices.figures import merge
from zhiyue.notices.parties import read_winners
from zhiyue.notices.purchase import PURCHASE_PROPS, check_numbers, is_of_purchase, read_purchase
from zhiyue.values.found import absent

TERMINATION = FactType(
    name="termination",
    label_zh="终止",
    label_en="Termination",
    standard="OCDS 1.1 tenderCancellation",
    props=(
        *PURCHASE_PROPS,
        Prop("lot", "包号", "Lot", "text"),
        Prop("reason", "终止原因", "Reason", "text"),
        Prop("outcome", "后续安排", "What follows", "text"),
        Prop("budget", "预算金额", "Budget", "money"),
        Prop("method", "采购方式", "Method", "text"),
        Prop("original_date", "首次公告日期", "Date of the first notice", "date"),
    ),
    key=("project_number", "project", "buyer", "reason"),
    identity=Identity("purchase", "termination"),
)

_TITLES = (
    "终止公告", "终止公示", "废标公告", "流标公告", "废标公示", "流标公示", "失败公告", "中止公告", "暂停公告", "撤销公告", "取消公告", "终止通知", "废标结果", "流标结果", "废标", "流标",
    "终止", "中止", "招标失败", "采购失败", "取消采购", "取消招标", "转竞争性谈判", "转竞争性磋商", "暂停采购", "暂停招标", "关于取消",
)  # fmt: skip
_FORM = (
    "项目终止的原因", "终止原因", "废标理由", "废标原因", "流标原因", "流标理由", "终止的原因", "不足三家", "不足3家", "作废标处理", "作流标处理", "本项目废标", "本项目流标", "予以废标", "终止本次采购",
)  # fmt: skip
_CUES = (
    Cue(_TITLES, "title", 0.7),
    Cue(_FORM, "prose", 0.2),
    Cue(("更正", "变更公告", "澄清", "中标资格", "成交资格", "恢复", "合同终止", "终止合同"), "title", -0.8),
    Cue(("月报", "盘点", "办法", "条例", "培训", "解读", "问答", "情形", "什么"), "title", -0.8),
)
_RESULT_TITLE = re.compile(r"结果|中标|成交|中选|公示|公告|情况说明")
_INVITES = re.compile(r"招标公告|采购公告|磋商公告|谈判公告|询价公告|邀请|预公告|意向|拟采用单一来源")
_INSIDE, _A_LOT, _OTHER = 0.65, 0.35, 0.2


def recognise(hits: Hits, excerpt: Excerpt) -> Score:
    """A notice of an end says so in title or form, or bears the title of a result and says inside that it failed."""
    score = score_form(_CUES, hits, enough=2)
    if not is_of_purchase(excerpt):
        return Score(min(score.value, _OTHER), score.signals)
    if any(word in hits.title for word in _TITLES) or not excerpt.body:
        return score
    title = excerpt.title.of(excerpt.text)
    is_result = _RESULT_TITLE.search(title) is not None and _INVITES.search(title) is None
    if not is_result or not has_failed(excerpt):
        return Score(min(score.value, _OTHER), score.signals)
    purchase = read_purchase(excerpt)
    if read_winners(excerpt, purchase.form) or purchase.amounts("amount"):
        some = any(failure.lot is not None for failure in find_failures(excerpt, purchase.form))
        return Score(_A_LOT if some else _OTHER, (*score.signals, "prose:failed lot"))
    return Score(max(_INSIDE, score.value), (*score.signals, "prose:failed"))


def extract(excerpt: Excerpt) -> Iterator[Fact]:
    """Yield what ended: each lot that is named, else the purchase; beside a winner only lots can have failed."""
    purchase = read_purchase(excerpt)
    has_winner = bool(read_winners(excerpt, purchase.form))
    outcome = find_outcome(excerpt)
    for failure in find_failures(excerpt, purchase.form):
        if has_winner and failure.lot is None:
            continue
        fields = {
            **purchase.identity(),
            "lot": purchase.lot_field(failure.lot),
            "reason": (
                excerpt.text_field(failure.reason, canonical=failure.cause) if failure.reason else absent("text")
            ),
            "outcome": excerpt.text_field(outcome[0], canonical=outcome[1]) if outcome is not None else None,
            "budget": merge(excerpt, purchase.amounts("budget")) if failure.lot is None else None,
            "method": purchase.method if not has_winner else None,
            "original_date": purchase.day("original_date"),
        }
        if any(fields[name] for name in TERMINATION.key[:-1]) or failure.reason is not None:
            yield excerpt.fact(TERMINATION.name, fields, key=TERMINATION.key, apart=("lot",))


def check(excerpt: Excerpt, facts: tuple[Fact, ...]) -> Iterator[Finding]:
    """The year in the project number."""
    for fact in facts:
        if fact.kind == TERMINATION.name:
            yield from check_numbers(excerpt, fact.all("project_number"))


KIND = Kind(
    name="termination",
    label_zh="终止公告",
    label_en="Termination notice",
    facts=(TERMINATION,),
    cues=_CUES,
    recognise=recognise,
    extract=extract,
    check=check,
    precedence=35,
)
