"""Corrections: a notice that changes one that was published before, of a tender or of an award.

Chinese names: 更正公告, 变更公告, 澄清公告, 补充通知, 延期公告, 答疑. It names what it corrects, and each point before and after::

    更正内容：原公告的投标文件提交截止时间：2024-05-06 09:30，更正为：2024-05-20 09:30。

Terms: Open Contracting Data Standard 1.1, tags ``tenderAmendment`` and ``awardUpdate`` (amendments: date, rationale,
description). A correction never stands for the notice that it corrects: what it says applies to that one's purchase.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from zhiyue.checks import check_dates_order
from zhiyue.kinds._kind import Cue, Hits, Kind, Score, score_form
from zhiyue.model import Fact, FactType, Field, Finding, Identity, Prop
from zhiyue.notices.changes import Change, changed_text, find_changes
from zhiyue.notices.excerpt import Excerpt
from zhiyue.notices.labels import is_nothing
from zhiyue.notices.purchase import PURCHASE_PROPS, Purchase, check_numbers, is_of_purchase, read_purchase
from zhiyue.spans import Span
from zhiyue.values.found import absent

CORRECTION = FactType(
    name="correction",
    label_zh="更正",
    label_en="Correction",
    standard="OCDS 1.1 amendments",
    props=(
        *PURCHASE_PROPS,
        Prop("matter", "更正事项", "What is corrected", "text"),
        Prop("original_date", "首次公告日期", "Date of the first notice", "date"),
        Prop("corrected", "更正日期", "Date of the correction", "date"),
        Prop("content", "更正内容", "Content", "text"),
        Prop("deadline", "投标截止时间（更正后）", "Deadline for bids, now", "moment"),
        Prop("former_deadline", "投标截止时间（更正前）", "Deadline for bids, before", "moment"),
        Prop("opening", "开标时间（更正后）", "Opening of bids, now", "moment"),
        Prop("former_opening", "开标时间（更正前）", "Opening of bids, before", "moment"),
    ),
    key=("project_number", "project", "buyer", "content"),
    identity=Identity("purchase", "correction", "corrected"),
)
CHANGE = FactType(
    name="change",
    label_zh="更正项",
    label_en="Change",
    standard="OCDS 1.1 amendments",
    props=(
        Prop("project_number", "项目编号", "Project number", "code"),
        Prop("item", "更正项", "What is changed", "text"),
        Prop("before", "更正前", "Before", "text"),
        Prop("after", "更正后", "After", "text"),
    ),
    key=("item", "after", "before"),
)

_TITLES = (
    "更正公告", "更正公示", "更正通知", "更正说明", "更正", "变更公告", "变更公示", "变更通知", "澄清公告", "澄清通知", "澄清文件", "澄清函", "澄清与修改", "澄清修改", "补充公告", "补充通知", "补遗",
    "延期公告", "延期通知", "延期开标", "开标延期", "答疑", "修改公告", "更改公告", "顺延公告", "变更", "澄清",
)  # fmt: skip
_FORM = (
    "原公告的采购项目编号", "原公告的采购项目名称", "首次公告日期", "更正事项", "更正内容", "更正信息", "更正日期", "更正前", "更正后", "变更内容", "变更事项", "变更前", "变更后", "澄清内容",
    "现更正为", "现变更为", "原公告", "原招标文件", "原采购文件",
)  # fmt: skip
_CUES = (
    Cue(_TITLES, "title", 0.7),
    Cue(_FORM, "prose", 0.2),
    Cue(
        ("合同变更", "采购方式变更", "变更采购方式", "工商变更", "变更登记", "名称变更", "单一来源", "变更备案"),
        "title",
        -0.8,
    ),
    Cue(("月报", "盘点", "办法", "条例", "培训", "解读", "问答", "展览会", "博览会", "论坛"), "title", -0.8),
)
_DEADLINE = re.compile(r"截止|截标|递交.{0,8}时间|提交.{0,8}时间|(?:投标|响应|报价)(?:文件)?.{0,4}时间")
# 获取招标文件截止时间 is no deadline for bids
_NOT_OF_BIDS = re.compile(r"获取|报名|发售|领取|购买|下载|质疑|提问|保证金")
_OPENING = re.compile(r"开标|开启|唱标|谈判时间|磋商时间|评审时间")


def recognise(hits: Hits, excerpt: Excerpt) -> Score:
    """A correction says so in its title or fills in the form of one, and it is of a purchase."""
    score = score_form(_CUES, hits, enough=3)
    if not is_of_purchase(excerpt):
        return Score(min(score.value, 0.2), score.signals)
    return score


def extract(excerpt: Excerpt) -> Iterator[Fact]:
    """Yield the correction, and each change that it prints."""
    purchase = read_purchase(excerpt)
    changes = find_changes(excerpt, purchase.form)
    fields = {
        **purchase.identity(),
        "matter": _matter(purchase),
        "original_date": purchase.day("original_date"),
        "corrected": purchase.day("corrected"),
        "content": _content(purchase),
        "deadline": _moment(purchase, changes, _DEADLINE, is_after=True),
        "former_deadline": _moment(purchase, changes, _DEADLINE, is_after=False),
        "opening": _moment(purchase, changes, _OPENING, is_after=True),
        "former_opening": _moment(purchase, changes, _OPENING, is_after=False),
    }
    if any(fields[name] for name in CORRECTION.key):
        yield excerpt.fact(CORRECTION.name, fields, key=CORRECTION.key)
    for change in changes:
        yield _change(excerpt, change, fields["project_number"])


def _change(excerpt: Excerpt, change: Change, number: Field | Sequence[Field] | None) -> Fact:
    told = {"item": change.item, "before": change.before, "after": change.after}
    fields = {name: excerpt.text_field(span) for name, span in told.items() if span is not None}
    return excerpt.fact(CHANGE.name, {"project_number": number, **fields}, key=CHANGE.key, apart=("before", "after"))


def _matter(purchase: Purchase) -> Field | None:
    """采购公告, 采购文件, 采购结果: which notice or document is corrected."""
    item = next((item for item in purchase.form.of("matter") if item.row is None), None)
    return purchase.excerpt.text_field(item.value) if item is not None else None


def _content(purchase: Purchase) -> Field | None:
    """The first paragraph behind 更正内容, where there is that label and no table below it."""
    if not any(item.row is None for item in purchase.form.of("change")):
        return None
    told = changed_text(purchase.excerpt, purchase.form)
    end = purchase.excerpt.text.find("\n", told.start, told.end)
    span = Span(told.start, end if end > told.start else told.end)
    if is_nothing(span.of(purchase.excerpt.text).rstrip("。")):
        return absent("text")
    return purchase.excerpt.text_field(span)


def _moment(purchase: Purchase, changes: Sequence[Change], pattern: re.Pattern[str], *, is_after: bool) -> Field | None:
    """The moment that the first change of such a point names, with the year of the notice where none is printed."""
    excerpt = purchase.excerpt
    for change in changes:
        item = change.item.of(excerpt.text) if change.item is not None else ""
        if not pattern.search(item) or _NOT_OF_BIDS.search(item):
            continue
        span = change.after if is_after else change.before
        found = purchase.moment_in(span) if span is not None else None
        if found is not None:
            return excerpt.field_of(found)
    return None


def check(excerpt: Excerpt, facts: tuple[Fact, ...]) -> Iterator[Finding]:
    """The first notice came before its correction."""
    for fact in facts:
        if fact.kind == CORRECTION.name:
            yield from check_numbers(excerpt, fact.all("project_number"))
            order = check_dates_order(("首次公告", fact.one("original_date")), ("更正", fact.one("corrected")))
            if order is not None:
                yield order


KIND = Kind(
    name="correction",
    label_zh="更正公告",
    label_en="Correction notice",
    facts=(CORRECTION, CHANGE),
    cues=_CUES,
    recognise=recognise,
    extract=extract,
    check=check,
    precedence=30,
    embeds=False,
)
