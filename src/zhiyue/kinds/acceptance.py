"""Acceptances: what was bought has been delivered and examined.

Chinese names: 履约验收公告, 验收结果公告, 验收报告公示::

    合同编号：JZHT-2024-0098　验收日期：2024年9月12日　验收结论：验收合格

Terms: Open Contracting Data Standard 1.1, tag ``implementation`` (contract milestones). Contract and project number tie it to
its purchase.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from zhiyue.checks import check_dates_order
from zhiyue.kinds._kind import Cue, Hits, Kind, Score, score_form
from zhiyue.model import Fact, FactType, Field, Finding, Identity, Prop
from zhiyue.notices.excerpt import Excerpt
from zhiyue.notices.figures import merge
from zhiyue.notices.goods import item_fields
from zhiyue.notices.labels import is_nothing
from zhiyue.notices.projects import read_code
from zhiyue.notices.purchase import PURCHASE_PROPS, Purchase, check_numbers, is_of_purchase, read_purchase
from zhiyue.spans import Span
from zhiyue.values import find_dates
from zhiyue.values.found import absent

ACCEPTANCE = FactType(
    name="acceptance",
    label_zh="履约验收",
    label_en="Acceptance",
    standard="OCDS 1.1 implementation",
    props=(
        *PURCHASE_PROPS,
        Prop("contract_number", "合同编号", "Contract number", "code"),
        Prop("contract", "合同名称", "Contract", "name"),
        Prop("supplier", "供应商", "Supplier", "organisation", many=True),
        Prop("amount", "合同金额", "Contract amount", "money"),
        Prop("items", "验收标的", "Items", "instrument", many=True),
        Prop("signed", "合同签订日期", "Date signed", "date"),
        Prop("accepted", "验收日期", "Date of acceptance", "date"),
        Prop("result", "验收结论", "Result", "text"),
    ),
    key=("contract_number", "project_number", "project", "contract"),
    identity=Identity("purchase", "acceptance", "accepted"),
)

_TITLES = ("履约验收公告", "履约验收", "验收公告", "验收公示", "验收结果", "验收报告", "验收意见", "验收书", "验收")
_FORM = (
    "验收日期", "验收时间", "验收意见", "验收结论", "验收结果", "验收组成员", "验收小组", "验收合格", "履约验收", "验收不合格", "验收通过",
)  # fmt: skip
_CUES = (
    Cue(_TITLES, "title", 0.6),
    Cue(_FORM, "prose", 0.2),
    Cue(
        (
            "招标公告",
            "采购公告",
            "中标",
            "成交",
            "更正",
            "终止",
            "意向",
            "征集",
            "服务项目",
            "办法",
            "规范",
            "标准",
            "条例",
        ),
        "title",
        -0.8,
    ),
    Cue(
        (
            "月报",
            "印发",
            "细则",
            "的通知",
            "盘点",
            "培训",
            "解读",
            "问答",
            "科研项目",
            "课题",
            "创建",
            "示范区",
            "通过国家",
        ),
        "title",
        -0.8,
    ),
)
_VERDICTS = (("failed", re.compile("不合格|不通过|未通过|不予通过")), ("passed", re.compile("合格|通过|同意验收")))
_OTHER = 0.2


def recognise(hits: Hits, excerpt: Excerpt) -> Score:
    """The title says 验收 of a purchase and the form tells when or how; the acceptance of a research project is none."""
    score = score_form(_CUES, hits, enough=3)
    is_told = any(word in hits.prose for word in _FORM) or not excerpt.body
    return score if is_told and is_of_purchase(excerpt) else Score(min(score.value, _OTHER), score.signals)


def extract(excerpt: Excerpt) -> Iterator[Fact]:
    """Yield the acceptance of the notice."""
    purchase = read_purchase(excerpt)
    fields = {
        **purchase.identity(),
        "contract_number": read_code(excerpt, purchase.form, "contract_number"),
        "contract": purchase.words_behind("contract", type="name") or _contract(excerpt),
        "supplier": purchase.parties_behind("winner"),
        "amount": merge(excerpt, purchase.amounts("amount")),
        "items": item_fields(excerpt, purchase.items()),
        "signed": purchase.day("signed"),
        "accepted": purchase.day("accepted") or _accepted(excerpt),
        "result": _result(purchase),
    }
    if any(fields[name] for name in ACCEPTANCE.key):
        yield excerpt.fact(ACCEPTANCE.name, fields, key=ACCEPTANCE.key)


# 对电子万能试验机采购合同（合同编号：…）进行验收
_CONTRACT = re.compile(r"(?:对|就)(?P<name>[^，。；：\n（(]{4,40}合同)(?=[（(]合同(?:编)?号)")
# 2025年6月9日|组织对…进行验收
_ON = re.compile(r"(?:[上下]午)?[^，。；\n]{0,40}?(?:进行|组织|开展|完成|通过)[^，。；\n]{0,60}验收")


def _contract(excerpt: Excerpt) -> Field | None:
    found = (_CONTRACT.search(excerpt.text, zone.start, zone.end) for zone in excerpt.prose)
    match = next((match for match in found if match is not None), None)
    return excerpt.text_field(Span(*match.span("name")), type="name") if match is not None else None


def _accepted(excerpt: Excerpt) -> Field | None:
    """The day of a sentence that tells the acceptance."""
    for zone in excerpt.prose:
        for found in find_dates(excerpt.text, zone):
            if found.type == "date" and _ON.match(excerpt.text, found.span.end, zone.end) is not None:
                return excerpt.field_of(found)
    return None


def _result(purchase: Purchase) -> Field | None:
    """The words of the conclusion, with ``passed`` or ``failed`` as canonical form where they say so."""
    text = purchase.excerpt.text
    items = list(purchase.form.of("acceptance"))
    item = next((item for item in items if not is_nothing(item.value.of(text))), None)
    if item is None:
        return absent("text") if items else None
    words = item.value.of(text)
    verdict = next((name for name, pattern in _VERDICTS if pattern.search(words)), None)
    return purchase.excerpt.text_field(item.value, canonical=verdict)


def check(excerpt: Excerpt, facts: tuple[Fact, ...]) -> Iterator[Finding]:
    """Signed, then accepted, then published."""
    for fact in facts:
        if fact.kind != ACCEPTANCE.name:
            continue
        yield from check_numbers(excerpt, fact.all("project_number"))
        order = check_dates_order(
            ("合同签订", fact.one("signed")), ("验收", fact.one("accepted")), ("公告", excerpt.published)
        )
        if order is not None:
            yield order


KIND = Kind(
    name="acceptance",
    label_zh="履约验收公告",
    label_en="Acceptance notice",
    facts=(ACCEPTANCE,),
    cues=_CUES,
    recognise=recognise,
    extract=extract,
    check=check,
    precedence=41,
    embeds=False,
)
