"""The types of records: their names, labels and fields, drawn from the fact types that say they are part of one.

Comes in: the kinds' `FactType`s, each with its `Identity`. Goes out: a `RecordKind` for each type of record, from which
portal, API and documentation are drawn. A new page kind whose facts are part of a purchase brings its fields with it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache

from zhiyue.kinds import fact_types
from zhiyue.model import Prop
from zhiyue.record import RecordType


@dataclass(frozen=True, slots=True)
class RecordKind:
    """One type of record: `slug` stands in its ids and addresses, `props` are its fields in the order to show them."""

    name: RecordType
    slug: str
    label_zh: str
    label_en: str
    props: tuple[Prop, ...]

    def prop(self, name: str) -> Prop:
        """The metadata of one field. Raises KeyError for a name that this type does not have."""
        for prop in self.props:
            if prop.name == name:
                return prop
        raise KeyError(f"{self.name} has no field {name}")


_LABELS: Mapping[RecordType, tuple[str, str, str]] = {
    "campaign_edition": ("campaign-edition", "活动届次", "campaign edition"),
    "purchase": ("purchase", "采购项目", "purchase"),
    "standards_plan": ("standards-plan", "标准计划", "standards plan"),
    "exhibition": ("exhibition", "展会", "exhibition"),
    "organisation": ("organisation", "机构", "organisation"),
    "instrument": ("instrument", "仪器", "instrument"),
    "story": ("story", "报道", "story"),
}
# What the records room adds to the fields that the pages' facts bring.
_OWN: Mapping[RecordType, tuple[Prop, ...]] = {
    "campaign_edition": (
        Prop("includes_lead", "部门数是否含牵头部门", "count includes the lead", "text"),
        Prop("lead", "牵头部门", "lead", "organisation"),
        Prop("policies", "所依据的政策", "policies cited", "name", many=True),
    ),
    "organisation": (
        Prop("name", "名称", "name", "organisation"),
        Prop("names", "其他名称", "other names", "organisation", many=True),
        Prop("as_buyer", "作为采购人", "as buyer", "count"),
        Prop("as_agency", "作为采购代理机构", "as agency", "count"),
        Prop("as_winner", "作为中标供应商", "as supplier", "count"),
        Prop("as_co_organiser", "作为联合开展部门", "as co-organiser", "count"),
        Prop("as_organiser", "作为主办单位", "as organiser", "count"),
        Prop("as_issuer", "作为下达单位", "as issuer", "count"),
    ),
    "instrument": (
        Prop("name", "名称", "name", "instrument"),
        Prop("as_wanted", "招标", "in tenders", "count"),
        Prop("as_awarded", "中标", "in awards", "count"),
        Prop("as_reported", "市场月报", "in market reports", "count"),
    ),
    "story": (
        Prop("headline", "标题", "headline", "text"),
        Prop("first_source", "首发来源", "first source", "name"),
        Prop("published", "最早发布", "first published", "moment"),
        Prop("copies", "刊载网站数", "sites that carry it", "count"),
        Prop("views", "阅读", "views", "count", many=True),
        Prop("figures", "各稿不一的数字", "figures that differ", "text", many=True),
    ),
}
# The fields of a purchase come from ten kinds of notices; here no one of them lends its own words.
_NEUTRAL: Mapping[RecordType, Mapping[str, tuple[str, str]]] = {
    "purchase": {
        "items": ("采购标的", "Items"),
        "deadline": ("投标截止时间", "Deadline for bids"),
        "former_deadline": ("原投标截止时间", "Former deadline for bids"),
        "opening": ("开标时间", "Opening of bids"),
        "former_opening": ("原开标时间", "Former opening of bids"),
        "supplier": ("供应商", "Supplier"),
        "amount": ("成交金额", "Amount"),
        "publicity": ("公示期", "Publicity"),
        "grounds": ("申请理由", "Grounds"),
        "until": ("意见反馈截止时间", "Answers until"),
    },
}


@cache
def record_kinds() -> Mapping[RecordType, RecordKind]:
    """Every type of record by name: the fields its facts bring, then those that are made here."""
    return {name: RecordKind(name, *labels, _props(name)) for name, labels in _LABELS.items()}


def _props(name: RecordType) -> tuple[Prop, ...]:
    parts = [facts.props for facts in fact_types().values() if facts.identity and facts.identity.record == name]
    distinct: dict[str, Prop] = {}
    for prop in (*(prop for props in parts for prop in props), *_OWN.get(name, ())):
        # Where one page kind gives one value and another a list, the record has a list.
        known = distinct.get(prop.name)
        distinct[prop.name] = known if known is not None and known.many >= prop.many else prop
    neutral = _NEUTRAL.get(name, {})
    return tuple(_relabelled(prop, *neutral[prop.name]) if prop.name in neutral else prop for prop in distinct.values())


def _relabelled(prop: Prop, label_zh: str, label_en: str) -> Prop:
    return replace(prop, label_zh=label_zh, label_en=label_en)
