"""Import approvals: a buyer asks leave to buy imported goods, and experts say whether domestic ones would do.

Chinese names: 进口产品论证公示, 采购进口产品公示, 申请采购进口产品::

    拟采购产品名称：场发射透射电子显微镜　申请理由：国产产品分辨率不能满足……　专家论证意见：同意采购进口产品

Terms: Open Contracting Data Standard 1.1, tag ``planning``. Leave to buy imports means that imports may bid, not that an import
was bought.
"""

from __future__ import annotations

from collections.abc import Iterator

from zhiyue.kinds._kind import Cue, Hits, Kind, Score, no_checks, score_form
from zhiyue.model import Fact, FactType, Identity, Prop
from zhiyue.notices.excerpt import Excerpt
from zhiyue.notices.figures import merge
from zhiyue.notices.goods import item_fields, read_quantity
from zhiyue.notices.purchase import PURCHASE_PROPS, read_purchase

IMPORT_APPROVAL = FactType(
    name="import_approval",
    label_zh="进口产品论证",
    label_en="Import approval",
    standard="OCDS 1.1 planning",
    props=(
        *PURCHASE_PROPS,
        Prop("items", "拟进口产品", "Goods to be imported", "instrument", many=True),
        Prop("quantity", "数量", "Quantity", "quantity"),
        Prop("budget", "预算金额", "Budget", "money"),
        Prop("grounds", "申请理由", "Grounds", "text"),
        Prop("opinion", "专家论证意见", "Opinion of the experts", "text"),
        Prop("publicity", "公示期", "Time for objections", "period"),
    ),
    key=("project_number", "project", "items", "buyer"),
    identity=Identity("purchase", "import_approval"),
)

_TITLES = (
    "进口产品论证", "进口产品公示", "进口产品专家论证", "进口产品采购论证", "进口产品的公示", "采购进口产品", "进口产品申请", "进口产品审核", "进口设备论证", "进口论证", "进口产品", "进口设备采购论证",
    "进口设备公示", "进口仪器设备论证", "进口仪器论证",
)  # fmt: skip
_FORM = (
    "申请采购进口产品", "采购进口产品", "专家论证意见", "专家组论证意见", "论证意见", "申请理由", "国产产品", "国产同类产品", "无法满足", "不能满足", "进口产品论证", "论证专家",
)  # fmt: skip
_CUES = (
    Cue(_TITLES, "title", 0.7),
    Cue(_FORM, "prose", 0.2),
    Cue(("中标", "成交", "招标公告", "采购公告", "更正", "终止", "废标", "合同", "验收", "单一来源"), "title", -0.8),
    Cue(
        (
            "月报",
            "印发",
            "细则",
            "的通知",
            "盘点",
            "办法",
            "目录",
            "清单",
            "关税",
            "管理",
            "培训",
            "解读",
            "问答",
            "通知",
            "如何",
        ),
        "title",
        -0.8,
    ),
)


def recognise(hits: Hits, _excerpt: Excerpt) -> Score:
    """The title speaks of imported goods to be approved, or the form of an approval is filled in."""
    return score_form(_CUES, hits, enough=4)


def extract(excerpt: Excerpt) -> Iterator[Fact]:
    """Yield the request of the notice."""
    purchase = read_purchase(excerpt)
    items = purchase.items()
    fields = {
        **purchase.identity(),
        "items": item_fields(excerpt, items),
        "quantity": read_quantity(excerpt, purchase.form, items),
        "budget": merge(excerpt, purchase.amounts("budget")),
        "grounds": purchase.words_behind("grounds"),
        "opinion": purchase.words_behind("opinion"),
        "publicity": purchase.period("publicity"),
    }
    if any(fields[name] for name in IMPORT_APPROVAL.key):
        yield excerpt.fact(IMPORT_APPROVAL.name, fields, key=IMPORT_APPROVAL.key)


KIND = Kind(
    name="import_approval",
    label_zh="进口产品论证公示",
    label_en="Import approval",
    facts=(IMPORT_APPROVAL,),
    cues=_CUES,
    recognise=recognise,
    extract=extract,
    check=no_checks,
    precedence=48,
    embeds=False,
)
