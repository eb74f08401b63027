"""What a page says of a campaign's edition beside the bare fact: who leads, what it cites, whose edition it is.

Comes in: a reading and its fact of kind ``campaign_edition``. Goes out: the fact's fields with ``lead``,
``includes_lead`` and ``policies``, and the scope: empty for the edition itself, the body's name where a province, a county or
a company speaks of its own share in it. A local plan that counts 12 offices does not contradict the 27 of the nation.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from zhiyue.model import Evidence, Fact, Field, Named, PageResult

SHARED = frozenset({"series", "year", "number", "since", "recurs", "lasts"})
"""Fields that belong to the edition whoever speaks; all others are of the body that holds it, or reworded by it."""

_LOCAL_OFFICE = re.compile(r"(?:全|本)?(?:省|自治区|市|州|盟|县|区|旗|兵团|师)(?!场监管总局)[一-龥]{2}")
_CENTRAL = re.compile(r"^(?:国家|中央|全国|中华|中国|国务院|最高)|总局$")
# 江东省质量发展委员会办公室关于… | 云溪县2025年… | 望州市市场监督管理局等7部门关于…
_PLACE = re.compile(
    r"^(?:关于印发|\d{4}年)?(?P<place>(?:(?![开进在于向到])[一-龥]){1,8}?(?:省|自治区|市|州|盟|县|区|旗|镇|街道))"
    r"(?=\d{4}\s?年|[“《]|市场|人民政府|党委|委员会|质量|计量|标准|应急|教育|住房|工业|关于|开展|启动|举办|举行|召开|组织|发布|出台|印发|全)"
)
# 省市场监管局等15部门关于开展2025年江东省“质量月”活动的通知
_PLACE_WITHIN = re.compile(r"年(?P<place>[一-龥]{2,8}?(?:省|自治区|市|自治州|县|区|旗))(?=[“《])")
# 我县2025年“质量月”活动启动
_OURS = re.compile(r"^(?:我|全)(?P<level>[省市州县区旗])")
# 加强全面质量管理 促进质量强县建设
_REWORDED = re.compile(r"质量强(?P<level>[省市州县区镇企院校])")
# 江东某某仪器有限公司2024年“质量月”活动方案
_UNIT = re.compile(
    r"^(?!关于)(?P<unit>[一-龥（）()]{2,24}?(?:公司|集团|医院|大学|学院|中学|小学|项目部|研究院|协会|学会))"
)


def campaign_fields(result: PageResult, fact: Fact) -> Mapping[str, Field | tuple[Field, ...]]:
    """The fact's fields, with the policies its notice cites and the lead that its words name."""
    fields = dict(fact.fields)
    cited = [item for item in result.facts if item.kind == "policy_citation" and item.notice == fact.notice]
    policies = tuple(title for item in cited for title in item.all("title"))
    if policies:
        fields["policies"] = policies
    bodies, count = fact.all("co_organisers"), fact.one("co_organisers_count")
    if bodies and bodies[0].evidence:
        fields["lead"] = replace(bodies[0], status="derived", derived="first_named")
    if count is not None and count.evidence:
        said = _includes_lead(result.page.text, count, bodies)
        fields["includes_lead"] = Field(
            "text", said, "derived", evidence=_where(count, bodies), derived="wording_of_the_count"
        )
    return fields


def _where(count: Field, bodies: tuple[Field, ...]) -> tuple[Evidence, ...]:
    places = (count.evidence[0], *(body.evidence[0] for body in bodies[:1] if body.evidence))
    return tuple(replace(place, status="derived", value=None) for place in places)


def _includes_lead(text: str, count: Field, bodies: tuple[Field, ...]) -> str:
    """Whether the number of bodies holds the one that leads: ``yes``, ``no`` or ``unclear``.

    甲、乙等21个部门 holds it; 甲与其他20个部门 does not; 甲会同20个部门 has been used both ways.
    """
    at = count.evidence[0]
    before = text[max(0, at.start - 8) : at.start].rstrip()
    if re.search(r"(?:其他|其它|另外|另)$", before):
        return "no"
    if not before.endswith("等"):
        return "unclear"
    spans = [body.span for body in bodies[:2] if body.span is not None]
    if len(spans) == 2 and spans[0].end <= spans[1].start:
        return "unclear" if text[spans[0].end : spans[1].start].strip() in {"联合", "会同", "与"} else "yes"
    return "yes" if spans else "unclear"


def scope_of(result: PageResult, fact: Fact) -> str:
    """Whose edition the page speaks of: empty for the campaign itself, else the place or unit that holds its own.

    The bodies that hold it decide; where the page names none, the body in the title does.
    """
    names = [body.value.name for body in fact.all("co_organisers") if isinstance(body.value, Named)]
    if any(isinstance(body.value, Named) and body.value.id for body in fact.all("co_organisers")):
        return ""
    titles = _titles(result, fact)
    local = next((name for name in names if _LOCAL_OFFICE.match(name) and not _CENTRAL.search(name)), None)
    if local is not None:
        return _place_in(titles) or _place_in([local]) or local[0]
    ours = _OURS.match(titles[0]) if titles else None
    found = _place_in([*titles, *_publisher(result)]) if ours else _place_in(titles)
    found = found or _unit_in([*titles, *_publisher(result)]) or (ours["level"] if ours else "")
    if found:
        return found
    # Nobody but the body itself rewords the national theme.
    reworded = _REWORDED.search(str(theme.value)) if (theme := fact.one("theme")) is not None else None
    return reworded["level"] if reworded else ""


def _publisher(result: PageResult) -> list[str]:
    """A company's own site says whose month it is; a newspaper's does not, and bears no unit's name."""
    found = result.page.publisher
    return [found.value.strip()] if found is not None and isinstance(found.value, str) else []


def _titles(result: PageResult, fact: Fact) -> list[str]:
    notice = next(item for item in result.notices if item.id == fact.notice)
    own = notice.title.value if notice.title is not None else None
    printed = result.page.source
    names = [own, printed.value if printed is not None else None]
    return [name.strip() for name in names if isinstance(name, str)]


def _place_in(words: list[str]) -> str:
    matches = (_PLACE.match(item) or _PLACE_WITHIN.search(item) for item in words)
    return next((match["place"] for match in matches if match is not None and len(match["place"]) > 2), "")


def _unit_in(words: list[str]) -> str:
    matches = (_UNIT.match(item) for item in words)
    return next((match["unit"] for match in matches if match is not None), "")
