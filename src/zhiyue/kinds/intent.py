"""Intents: what a buyer means to purchase in the coming months, before any tender.

Chinese names: 政府采购意向公告, 采购意向公开. A row for each purchase, with a month and never a day::

    | 1 | 离子色谱仪 | 采购离子色谱仪1台，用于水质阴离子检测 | 62.000000 | 2025年05月 |

Terms: Open Contracting Data Standard 1.1, tag ``planning`` (budget, project). The month is the one that is printed; a month
whose digits a site took away is masked, and no tender may be dated by it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from zhiyue.kinds._kind import Cue, Hits, Kind, Score, no_checks, score_form
from zhiyue.model import Fact, FactType, Field, Identity, Prop
from zhiyue.notices.excerpt import Excerpt
from zhiyue.notices.figures import each_once
from zhiyue.notices.goods import find_goods, item_fields
from zhiyue.notices.labels import Labelled, is_nothing
from zhiyue.notices.parties import evident_each, named_in
from zhiyue.notices.purchase import Purchase, read_purchase
from zhiyue.spans import Span
from zhiyue.values import Found, find_dates, find_ordinals
from zhiyue.values.found import absent

INTENT = FactType(
    name="intent",
    label_zh="采购意向",
    label_en="Intent",
    standard="OCDS 1.1 planning",
    props=(
        Prop("project", "采购项目名称", "Project", "name"),
        Prop("buyer", "采购单位", "Buyer", "organisation"),
        Prop("need", "采购需求概况", "Need", "text"),
        Prop("items", "采购标的", "Items", "instrument", many=True),
        Prop("budget", "预算金额", "Budget", "money"),
        Prop("expected", "预计采购时间", "Expected month", "month"),
        Prop("batch", "批次", "Batch", "ordinal"),
    ),
    key=("project", "need", "buyer"),
    identity=Identity("purchase", "intent"),
)

_TITLES = (
    "采购意向公告",
    "采购意向公开",
    "采购意向公示",
    "政府采购意向",
    "采购意向",
    "意向公开",
    "意向公告",
    "采购预告",
    "意向公示",
)
_FORM = ("采购需求概况", "预计采购时间", "预计采购月份", "便于供应商及时了解", "本次公开的采购意向", "预计采购日期")
_CUES = (
    Cue(_TITLES, "title", 0.7),
    Cue(_FORM, "prose", 0.2),
    Cue(("达成", "签约", "签订", "成交", "中标", "意向协议", "意向金额", "更正", "终止", "合同"), "title", -0.8),
    Cue(
        ("月报", "印发", "细则", "的通知", "盘点", "办法", "条例", "培训", "解读", "问答", "工作的通知", "统计"),
        "title",
        -0.8,
    ),
)
_ROLES = ("project", "item", "need", "budget", "expected", "buyer")
_HIDDEN = re.compile(r"[*＊#×]|年\s*月|[（(]略[）)]")


def recognise(hits: Hits, _excerpt: Excerpt) -> Score:
    """The title says 采购意向, or the columns of the form stand there."""
    return score_form(_CUES, hits, enough=2)


def extract(excerpt: Excerpt) -> Iterator[Fact]:
    """Yield each purchase that is meant: a row, or the labels of the one that the notice is about."""
    purchase = read_purchase(excerpt)
    rows = tuple(_rows(purchase))
    for cells in rows or (_labels(purchase),):
        fields = _fields(purchase, cells)
        if fields["project"] is not None or fields["need"] is not None:
            yield excerpt.fact(INTENT.name, fields, key=INTENT.key, apart=("budget", "expected"))


def _rows(purchase: Purchase) -> Iterator[Mapping[str, Labelled]]:
    rows: dict[int, dict[str, Labelled]] = {}
    for item in purchase.form.labelled:
        if item.row is not None and item.role in _ROLES:
            rows.setdefault(item.row, {}).setdefault(item.role, item)
    for cells in rows.values():
        if ("project" in cells or "item" in cells) and ("budget" in cells or "expected" in cells or "need" in cells):
            yield cells


def _labels(purchase: Purchase) -> Mapping[str, Labelled]:
    single: dict[str, Labelled] = {}
    for item in purchase.form.labelled:
        if item.row is None and item.role in _ROLES:
            single.setdefault(item.role, item)
    return single


def _fields(purchase: Purchase, cells: Mapping[str, Labelled]) -> dict[str, Field | tuple[Field, ...] | None]:
    excerpt = purchase.excerpt
    text = excerpt.text
    name = cells.get("project") or cells.get("item")
    need = cells.get("need")
    budget = purchase.amount_of(cells["budget"]) if "budget" in cells else None
    own = named_in(text, cells["buyer"].value) if "buyer" in cells and cells["buyer"].row is not None else ()
    buyers = evident_each(excerpt, list(own)[:1])
    cells_of_goods = (cell for cell in (name, need) if cell is not None)
    goods = next((found for cell in cells_of_goods if (found := each_once(text, _goods(text, cell)))), ())
    if name is not None and name.row is None and "等" in name.value.of(text):
        # …等设备采购项目 names the first of several; what is needed names them all.
        goods = max(goods, purchase.items(), key=len)
    batch = next(find_ordinals(text, excerpt.title, noun="批"), None)
    return {
        "project": excerpt.text_field(name.value, type="name") if name is not None else None,
        "buyer": buyers[0] if buyers else purchase.buyer,
        "need": excerpt.text_field(need.value) if need is not None and not is_nothing(need.value.of(text)) else None,
        "items": item_fields(excerpt, goods or (() if name is None or name.row else purchase.items())),
        "budget": excerpt.field_of(budget) if budget is not None else None,
        "expected": _expected(purchase, cells.get("expected")),
        "batch": excerpt.field_of(batch) if batch is not None else None,
    }


def _goods(text: str, cell: Labelled) -> Iterator[Found]:
    """The goods of a cell; what a need says they are for (用于…) names none."""
    end = text.find("用于", cell.value.start, cell.value.end)
    yield from find_goods(text, Span(cell.value.start, end if end >= 0 else cell.value.end), trust="verb")


def _expected(purchase: Purchase, cell: Labelled | None) -> Field | None:
    """The month (rarely a day) that is printed, masked where its digits are gone."""
    if cell is None:
        return None
    excerpt = purchase.excerpt
    year = excerpt.published.span if excerpt.published is not None else None
    found = next(
        (f for f in find_dates(excerpt.text, cell.value, year=year, side="after") if f.type in ("month", "date")), None
    )
    if found is not None:
        return excerpt.field_of(found)
    return absent("month", "masked" if _HIDDEN.search(cell.value.of(excerpt.text)) else "not_stated")


KIND = Kind(
    name="intent",
    label_zh="采购意向",
    label_en="Procurement intent",
    facts=(INTENT,),
    cues=_CUES,
    recognise=recognise,
    extract=extract,
    check=no_checks,
    precedence=46,
    embeds=False,
)
