"""Why a purchase, or one lot of it, came to nothing.

Comes in: an excerpt and its form. Goes out: `Failure`s: the lot where one is named, the words that give the reason, and the
class of the reason. Legal clauses that a notice quotes (“…不足三家的…”) are not what happened, and a tender's conditions
(不足三家将作废标处理) are not either: `has_failed` asks for something that is told as done.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from zhiyue.notices.excerpt import Excerpt
from zhiyue.notices.labels import Form, Labelled, is_nothing
from zhiyue.notices.mentions import clean
from zhiyue.spans import Span

REASONS: Mapping[str, re.Pattern[str]] = {
    # 被质疑成立 | 投诉事项成立
    "challenge": re.compile(r"质疑|投诉|举报"),
    # 采购文件存在歧义 | 评分标准前后不一致
    "document_defect": re.compile(
        r"(?:文件|公告|参数|需求|标准|评分|条款).{0,24}(?:歧义|缺陷|错误|有误|不一致|矛盾|瑕疵|倾向|不合理|不明确|违反|漏洞|遗漏)|误将"
    ),
    # 报价均超过采购预算
    "over_ceiling": re.compile(r"(?:均|都|已|全部)?(?:超过|超出|高于)了?(?:采购|项目)?(?:预算|最高限价|控制价|拦标价)"),
    # 有效供应商不足三家 | 无供应商投标 | 仅有2家
    "too_few_bids": re.compile(
        r"(?:不足|不满|少于|未达到?|不够|未满)(?:法定的?)?(?:三|3|规定|法定|要求)\s?[家个名]?|(?:无|没有|无任何)(?:供应商|投标人|单位|企业|合格)|无人(?:投标|报名|响应)|(?:只有|仅有?|仅为)\s?[一二两12]\s?[家个]"
    ),
    # 采购需求发生重大变更 | 因重大变故，采购任务取消 | 采购计划调整
    "need_changed": re.compile(
        r"重大变[故更]|任务取消|(?:需求|计划|预算|方案|政策|情况|内容|布局|规划).{0,12}(?:变化|变更|调整|取消|改变|有变|修改|发生)|不再(?:采购|实施|需要)|取消(?:本次|该|此)?(?:采购|招标|项目)"
    ),
    "misconduct": re.compile(r"违法|违规|串通|围标|弄虚作假|影响采购公正"),
}
"""Class of a reason → what tells it, the special before the general."""

OUTCOMES: Mapping[str, re.Pattern[str]] = {
    "method_changed": re.compile(
        r"(?:转为?|改为|变更为|改用|变更采购方式为)(?:竞争性谈判|竞争性磋商|单一来源|询价|院内谈判|谈判|磋商)[^，。；\n]{0,10}"
    ),
    "suspended": re.compile(
        r"(?:暂停|中止)(?:本次|本|该|此)?(?:项目)?(?:的)?(?:采购|招标|磋商|谈判|开标)?(?:活动|工作|项目)?"
    ),
    "retender": re.compile(
        r"(?:重新|再次|另行|择日|择期|二次)(?:另行|重新|再次)?(?:组织|开展|进行|启动|发布|安排)?(?:采购|招标|公告|询价|磋商|谈判|竞价|比选)(?:活动|工作)?"
    ),
}
"""What is to follow: a new procedure, another method, or nothing for the time being."""

_DONE = re.compile(
    r"(?<!作)(?:废标|流标)(?!条款|情形|条件|的?情况下|处理办法|规定)|(?:采购|招标|询价|磋商|谈判|竞价|比选)失败|项目终止|终止(?:本次|本项目|该项目|采购|招标)|作(?:废|流)标处理"
)
_MAYBE = re.compile(r"如|若|将被?(?:作|按|视)|应当|应予|可以|下列|情形之一|否则|的，")
_NUMBER = "[一二三四五六七八九十0-9A-Z]{1,3}"
_LOT = rf"(?:第{_NUMBER}(?:采购包|合同包|包组|标包|分包|子包|标段|标项|包)|(?:采购包|合同包|包组|标包|分包|标段|标项|包)号?\s?{_NUMBER}|(?<![第0-9一二三四五六七八九十]){_NUMBER}(?:标段|标项|包))"
# 第四包废标 | 包3：有效供应商不足三家，作废标处理 | 标项二流标
_LOT_FAILED = re.compile(
    rf"(?P<lot>{_LOT})(?:[（(][^（()）\n]{{1,40}}[)）])?[：:，, ]?\n?(?P<reason>[^。；;\n]{{0,60}}?(?:废标|流标|采购失败|招标失败|终止采购|予以终止|采购终止))"
)
# The sentence that tells an end where no label announces the reason
_ENDED = re.compile(r"废标|流标|失败|终止|中止|取消|暂停")
# 三、其他补充事宜 | 九、评审小组成员名单 : where the reason ends, also in run-on text
_NEXT = re.compile(
    r"(?:(?<=\n)|(?<=[ \u3000。]))[ \t\u3000\xa0]*[一二三四五六七八九十]{1,3}、|(?<=\n)[ \t\u3000]*(?:采购人|采购单位|采购代理|联系)"
)
# 三、评审结果：因…
_LABEL = re.compile(r"[ \t\u3000\xa0]*(?:[一二三四五六七八九十0-9]{1,3}[、.．])?[^，。：:\n]{2,12}[：:]")
# 公告称，因… | …采购项目（项目编号：…）投标人不足三家: what a sentence says of the purchase before its reason
_BEFORE_REASON = re.compile(
    r"[^\n]*?(?:(?=因(?!此|而|为此)|由于|鉴于)|(?:项目|采购)(?:[（(][^（()）\n]{3,60}[）)])[，,]?(?!因|由于))"
)
# 废标，废标理由：…
_REASON_LABEL = re.compile(r"(?:理由|原因)[：:]")
# 因采购任务取消，|某某项目终止
_BECAUSE = re.compile(
    r"(?:因|由于|鉴于)[^，。；\n]{3,60}(?=，(?!本|该|故|按|作|予以|现|终止|导致|影响|且|并|致使|无法))"
)
_CLAUSE_END = re.compile(r"[。；;\n]")
_SENTENCE = re.compile(r"[^。\n]+")
_LONGEST = 200


@dataclass(frozen=True, slots=True)
class Failure:
    """What failed: the lot (None for the whole), the words of the reason, and its class in `REASONS`."""

    lot: Span | None
    reason: Span | None
    cause: str | None


def has_failed(excerpt: Excerpt) -> bool:
    """Whether a notice tells that its purchase failed, as something done and not as a condition."""
    for zone in excerpt.zones:
        for match in _DONE.finditer(excerpt.text, zone.start, zone.end):
            before = excerpt.text[max(zone.start, match.start() - 30) : match.start()]
            if not _MAYBE.search(re.split("[。；\n]", before)[-1]):
                return True
    return False


def find_failures(excerpt: Excerpt, form: Form) -> tuple[Failure, ...]:
    """Return what failed: the lots that are named with their reasons, else the purchase as a whole."""
    text = excerpt.text
    lots = tuple(_lots_in_rows(text, form)) or tuple(_lots_in_text(excerpt))
    if lots:
        return lots
    reason = _reason(excerpt, form)
    return (Failure(None, reason, cause_of(reason.of(text)) if reason is not None else None),)


def cause_of(words: str) -> str | None:
    """The class of a reason, by its own words and not by a law that it quotes.

    >>> cause_of("有效供应商不足三家"), cause_of("根据“报价均超过采购预算的”之规定终止")
    ('too_few_bids', None)
    """
    own = re.sub(r"“[^”]*”|\"[^\"]*\"", "", words)
    return next((cause for cause, pattern in REASONS.items() if pattern.search(own)), None)


def find_outcome(excerpt: Excerpt) -> tuple[Span, str] | None:
    """What is to follow, with its class in `OUTCOMES`; None where the notice does not say."""
    for outcome, pattern in OUTCOMES.items():
        for zone in excerpt.prose:
            for match in pattern.finditer(excerpt.text, zone.start, zone.end):
                if not _is_quoted(excerpt.text, zone, match.start()):
                    return Span(*match.span()), outcome
    return None


def _is_quoted(text: str, zone: Span, at: int) -> bool:
    return text.count("“", zone.start, at) > text.count("”", zone.start, at)


def _lots_in_rows(text: str, form: Form) -> Iterator[Failure]:
    rows: dict[int, dict[str, Labelled]] = {}
    for item in form.of("lot", "project", "item", "reason"):
        if item.row is not None:
            rows.setdefault(item.row, {}).setdefault(item.role, item)
    for cells in rows.values():
        reason, lot = cells.get("reason"), cells.get("lot") or cells.get("project") or cells.get("item")
        if reason is not None and lot is not None and not is_nothing(reason.value.of(text)):
            yield Failure(lot.value, reason.value, cause_of(reason.value.of(text)))


def _whole(zones: Sequence[Span]) -> tuple[Span, ...]:
    return (Span(min(zone.start for zone in zones), max(zone.end for zone in zones)),) if zones else ()


def _lots_in_text(excerpt: Excerpt) -> Iterator[Failure]:
    text = excerpt.text
    seen: set[str] = set()
    # A lot may stand alone in its line, and what became of it in the next.
    for zone in _whole(excerpt.prose):
        for match in _LOT_FAILED.finditer(text, zone.start, zone.end):
            if _MAYBE.search(match["reason"]) or match["lot"] in seen:
                continue
            seen.add(match["lot"])
            end = _CLAUSE_END.search(text, match.end(), zone.end)
            told = Span(match.start("reason"), end.start() if end is not None else zone.end)
            label = _REASON_LABEL.search(text, told.start, told.end)
            reason = clean(text, Span(label.end(), told.end) if label is not None else told)
            yield Failure(Span(*match.span("lot")), reason, cause_of(reason.of(text)))


def _reason(excerpt: Excerpt, form: Form) -> Span | None:
    text = excerpt.text
    for item in form.of("reason"):
        if item.row is None and not is_nothing(item.value.of(text)):
            end = max(zone.end for zone in excerpt.zones)
            following = _NEXT.search(text, item.value.start, end)
            return _shortened(text, Span(item.value.start, following.start() if following is not None else end))
    for zone in excerpt.prose:
        for match in _SENTENCE.finditer(text, zone.start, zone.end):
            if _ENDED.search(match.group()) and cause_of(match.group()) is not None:
                return _told(text, Span(*match.span()))
    return None


def _told(text: str, sentence: Span) -> Span:
    """The reason that a sentence tells, without what it says of the purchase before and of its page's cut behind."""
    end = sentence.start + len(sentence.of(text).rstrip(".… "))
    lead = _BEFORE_REASON.match(text, sentence.start, end) or _LABEL.match(text, sentence.start, end)
    start = lead.end() if lead is not None and cause_of(text[lead.end() : end]) is not None else sentence.start
    clause = _BECAUSE.match(text, start, end)
    if clause is not None and cause_of(clause.group()) is not None:
        end = clause.end()
    return clean(text, Span(start, end))


def _shortened(text: str, region: Span) -> Span:
    """The whole reason where it is short; of a long one the last sentence that says what happened."""
    region = clean(text, region, around=" \t\u3000\xa0\n。；;")
    if len(region) <= _LONGEST and "\n" not in region.of(text):
        return region
    sentences = [clean(text, Span(*match.span())) for match in _SENTENCE.finditer(text, region.start, region.end)]
    telling = [s for s in sentences if not _is_quoted(text, region, s.start) and cause_of(s.of(text)) is not None]
    return telling[-1] if telling else sentences[0]
