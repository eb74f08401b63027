"""Contracts: what buyer and supplier signed after an award.

Chinese names: 合同公告, 合同公示, 政府采购合同. It has a number of its own beside the one that ties it to its purchase::

    合同编号：JZHT-2024-0098　采购人（甲方）：…　供应商（乙方）：…　合同金额：118.6万元　合同签订日期：2024年6月28日

Terms: Open Contracting Data Standard 1.1, tag ``contract`` (value, date signed, period). A contract's amount is the award's
once more: the two are never added.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from zhiyue.checks import check_amounts_order, check_dates_order
from zhiyue.kinds._kind import Cue, Hits, Kind, Score, score_form
from zhiyue.model import Fact, FactType, Field, Finding, Identity, Prop
from zhiyue.notices.excerpt import Excerpt
from zhiyue.notices.figures import each_once, merge, read_trade_term
from zhiyue.notices.goods import find_goods, item_fields, read_quantity
from zhiyue.notices.items import ITEM, check_items, read_item_facts
from zhiyue.notices.labels import Form, Labelled, Role
from zhiyue.notices.projects import read_code, read_numbers
from zhiyue.notices.purchase import PURCHASE_PROPS, Purchase, check_numbers, check_written, read_purchase
from zhiyue.values import Found
from zhiyue.values.found import absent

CONTRACT = FactType(
    name="contract",
    label_zh="合同",
    label_en="Contract",
    standard="OCDS 1.1 contract",
    props=(
        *PURCHASE_PROPS,
        Prop("contract_number", "合同编号", "Contract number", "code"),
        Prop("contract", "合同名称", "Contract", "name"),
        Prop("supplier", "供应商（乙方）", "Supplier", "organisation", many=True),
        Prop("amount", "合同金额", "Amount", "money"),
        Prop("trade_term", "价格术语", "Trade term", "text"),
        Prop("items", "合同标的", "Items", "instrument", many=True),
        Prop("quantity", "数量", "Quantity", "quantity"),
        Prop("signed", "合同签订日期", "Date signed", "date"),
        Prop("term", "履约期限", "Term", "text"),
    ),
    key=("contract_number", "project_number", "contract", "project"),
    identity=Identity("purchase", "contract", "signed"),
)

_TITLES = ("合同公告", "合同公示", "合同信息", "合同备案", "合同公开", "采购合同", "合同变更", "补充合同", "合同")
_FORM = (
    "合同编号", "合同名称", "合同签订日期", "合同签订时间", "合同金额", "合同公告日期", "合同主体", "合同主要信息", "供应商（乙方）", "采购人（甲方）", "合同履行期限", "合同附件", "签订日期",
)  # fmt: skip
_CUES = (
    Cue(_TITLES, "title", 0.6),
    Cue(_FORM, "prose", 0.2),
    Cue(("意向", "验收", "更正", "终止", "废标", "中标公告", "结果公告", "候选", "招标", "征集"), "title", -0.8),
    Cue(
        (
            "月报",
            "印发",
            "细则",
            "的通知",
            "盘点",
            "办法",
            "条例",
            "培训",
            "解读",
            "问答",
            "范本",
            "模板",
            "示范文本",
            "纠纷",
            "违约",
            "如何",
            "法院",
            "管理",
            "签约",
            "大单",
        ),
        "title",
        -0.8,
    ),
)
_BARE_TITLE = 0.45


def recognise(hits: Hits, _excerpt: Excerpt) -> Score:
    """A title that says 合同 is of one where the form of a contract notice stands below it."""
    score = score_form(_CUES, hits, enough=3)
    if not any(word in hits.prose for word in _FORM):
        return Score(min(score.value, _BARE_TITLE), score.signals)
    return score


_COLUMNS: tuple[Role, ...] = (
    "contract_number", "contract", "project", "project_number", "winner", "amount", "signed", "term", "buyer", "quantity",
)  # fmt: skip


def extract(excerpt: Excerpt) -> Iterator[Fact]:
    """Yield the contract of the notice, or each row of a table of contracts (a quarter's list)."""
    purchase = read_purchase(excerpt)
    rows = tuple(_rows(purchase))
    if len(rows) > 1:
        for row in rows:
            names = [item.value for item in row.form.of("contract", "project")]
            goods = (found for name in names for found in find_goods(excerpt.text, name, trust="verb"))
            yield from _contract(row, each_once(excerpt.text, goods), merge(excerpt, row.amounts("amount")))
        return
    amount = merge(excerpt, [*purchase.amounts("amount"), *purchase.titled_amounts()])
    yield from _contract(purchase, purchase.items(), amount)
    yield from read_item_facts(purchase)


def _rows(purchase: Purchase) -> Iterator[Purchase]:
    """The purchase as each row alone tells it; a row of a contract has its number or name, and supplier or price."""
    rows: dict[int, list[Labelled]] = {}
    for item in purchase.form.labelled:
        if item.row is not None and item.role in _COLUMNS:
            rows.setdefault(item.row, []).append(item)
    for cells in rows.values():
        roles = {item.role for item in cells}
        if roles & {"contract_number", "contract"} and roles & {"winner", "amount"}:
            form = Form(tuple(cells), ())
            numbers = read_numbers(purchase.excerpt, form) if "project_number" in roles else ()
            name = next(form.of("project"), None)
            project = purchase.excerpt.text_field(name.value, type="name") if name is not None else None
            yield replace(purchase, form=form, project=project, numbers=numbers)


def _contract(purchase: Purchase, items: Sequence[Found], amount: Field | None) -> Iterator[Fact]:
    excerpt = purchase.excerpt
    fields = {
        **purchase.identity(),
        "contract_number": read_code(excerpt, purchase.form, "contract_number"),
        "contract": purchase.words_behind("contract", type="name"),
        "supplier": purchase.parties_behind("winner") or absent("organisation"),
        "amount": amount,
        "trade_term": read_trade_term(excerpt, amount),
        "items": item_fields(excerpt, items),
        "quantity": read_quantity(excerpt, purchase.form, items),
        "signed": purchase.day("signed"),
        "term": purchase.words_behind("term"),
    }
    if any(fields[name] for name in CONTRACT.key):
        yield excerpt.fact(CONTRACT.name, fields, key=CONTRACT.key)


def check(excerpt: Excerpt, facts: tuple[Fact, ...]) -> Iterator[Finding]:
    """It was signed before it was published, for no more than the budget."""
    for fact in facts:
        if fact.kind != CONTRACT.name:
            continue
        yield from check_numbers(excerpt, fact.all("project_number"))
        order = check_dates_order(("合同签订", fact.one("signed")), ("公告", excerpt.published))
        budget = merge(excerpt, read_purchase(excerpt).amounts("budget"))
        for finding in (order, check_amounts_order(fact.one("amount"), None, budget)):
            if finding is not None:
                yield finding
        yield from check_written((fact,), "amount")
    yield from check_items(excerpt, facts, "amount")


KIND = Kind(
    name="contract",
    label_zh="合同公告",
    label_en="Contract notice",
    facts=(CONTRACT, ITEM),
    cues=_CUES,
    recognise=recognise,
    extract=extract,
    check=check,
    precedence=42,
    embeds=False,
)
