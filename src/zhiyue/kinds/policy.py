"""Policies: an authority publishes a rule, with its number, and from when it holds.

Chinese names: 通知, 办法, 意见, 规定, 令, 条例, 细则, 实施方案::

    国家计量技术规范管理办法（2024年3月8日国家市场监督管理总局令第89号公布　自2024年5月1日起施行）

Terms: schema.org Legislation (identifier, date of issue, date in force, jurisdiction). An article that explains a policy cites it
(`policy_citation`) and is no policy; worked examples in it are nobody's figures.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from zhiyue.checks import check_dates_order
from zhiyue.kinds._kind import Cue, Hits, Kind, Score, score_form
from zhiyue.model import Fact, FactType, Field, Finding, Prop
from zhiyue.notices.citations import POLICY_CITATION, find_citations
from zhiyue.notices.effect import find_effective, find_valid_until
from zhiyue.notices.excerpt import Excerpt
from zhiyue.notices.parties import evident_each
from zhiyue.notices.purchase import read_purchase
from zhiyue.spans import Span
from zhiyue.values import Found, find_dates, find_document_numbers, split_organisations

POLICY = FactType(
    name="policy",
    label_zh="政策文件",
    label_en="Policy",
    standard="schema.org Legislation",
    props=(
        Prop("title", "文件名称", "Title", "name"),
        Prop("document_number", "文号", "Document number", "code"),
        Prop("issuer", "发文机关", "Issuer", "organisation", many=True),
        Prop("issued", "成文日期", "Issued", "date"),
        Prop("effective", "施行日期", "In force from", "date"),
        Prop("valid_until", "有效期至", "In force until", "date"),
        Prop("abolishes", "同时废止", "Abolishes", "name", many=True),
    ),
    key=("document_number", "title", "issuer"),
)

_TITLES = (
    "管理办法", "实施办法", "暂行办法", "实施细则", "实施意见", "指导意见", "若干意见", "若干措施", "的通知", "条例", "暂行规定", "管理规定", "实施方案", "行动方案", "总局令", "工作方案", "行动计划", "的意见",
    "的决定", "的通告",
)  # fmt: skip
_FORM = (
    "起施行", "现印发给你们", "请认真贯彻", "请遵照执行", "请认真执行", "请结合实际", "第一章", "第一条", "本办法自", "本规定自", "本通知自", "同时废止", "予以公布", "发文机关", "发文字号", "成文日期", "有效期至", "印发给你们",
)  # fmt: skip
_CUES = (
    Cue(_TITLES, "title", 0.35),
    Cue(_FORM, "prose", 0.2),
    Cue(
        (
            "解读",
            "问答",
            "采购公告",
            "招标",
            "中标",
            "成交",
            "征求意见",
            "学习",
            "座谈",
            "培训",
            "召开",
            "质量月",
            "延期",
            "更正",
            "下达",
            "调研",
            "启动",
        ),
        "title",
        -0.8,
    ),
)
_OTHER = 0.2
_NAME = re.compile(r"《(?P<name>[^《》\n]{4,80})》")
# 甲 乙关于某某事项的通知 | 某某管理办法（试行）
_RULE = re.compile(r"(?:办法|规定|条例|细则|意见|措施|方案|计划|通知|通告|决定)(?:（[^（）\n]{1,16}）)?$")
# 2024年3月8日国家市场监督管理总局令第89号公布
_DECREE = re.compile(r"(?:令|公告)(?:〔?[0-9]{4}〕?年?)?第\s?[0-9]{1,4}\s?号")
_ABOLISHED = re.compile(
    r"《(?P<name>[^《》\n]{4,80})》(?:[（(][^（()）\n]{1,40}[）)])?(?:[、和]《[^《》\n]{4,80}》(?:[（(][^（()）\n]{1,40}[）)])?)*同时废止"
)
_LAST_LINES = 4


def recognise(hits: Hits, excerpt: Excerpt) -> Score:
    """The title bears the name of a rule and the body speaks as one; what is said about a rule is news."""
    score = score_form(_CUES, hits, enough=3)
    filled = sum(word in hits.prose for word in _FORM)
    if score.value <= _OTHER or not excerpt.body:
        return Score(min(score.value, _OTHER), score.signals)
    numbered = any(next(find_document_numbers(excerpt.text, zone), None) is not None for zone in excerpt.zones)
    is_rule = filled >= 2 or (filled and numbered)
    return score if is_rule else Score(min(score.value, _OTHER), score.signals)


def extract(excerpt: Excerpt) -> Iterator[Fact]:
    """Yield the policy of the page, and those it cites."""
    purchase = read_purchase(excerpt)
    effective = next(find_effective(excerpt), None)
    until = next(find_valid_until(excerpt), None)
    fields = {
        "title": _title(excerpt),
        "document_number": _number(excerpt),
        "issuer": purchase.parties_behind("issuer") or _issuers(excerpt),
        "issued": purchase.day("issued") or _signed(excerpt),
        "effective": purchase.day("effective") or (excerpt.field_of(effective) if effective is not None else None),
        "valid_until": excerpt.field_of(until) if until is not None else None,
        "abolishes": _abolished(excerpt),
    }
    if fields["title"] is not None or fields["document_number"] is not None:
        yield excerpt.fact(POLICY.name, fields, key=POLICY.key)
    yield from find_citations(excerpt)


def _title(excerpt: Excerpt) -> Field | None:
    """The name in 《》 that the title prints, else the whole title where it ends as the name of a rule does."""
    match = _NAME.search(excerpt.text, excerpt.title.start, excerpt.title.end)
    if match is not None:
        return excerpt.text_field(Span(*match.span("name")), type="name")
    is_name = _RULE.search(excerpt.text, excerpt.title.start, excerpt.title.end) is not None
    return excerpt.text_field(excerpt.title, type="name") if is_name else None


def _number(excerpt: Excerpt) -> Field | None:
    """国市监质发〔2022〕76号, else 令第89号."""
    for zone in (excerpt.title, *_head(excerpt), *excerpt.prose):
        found = next(find_document_numbers(excerpt.text, zone), None)
        if found is not None:
            return excerpt.field_of(found)
    for zone in (excerpt.title, *_head(excerpt), *excerpt.prose):
        match = _DECREE.search(excerpt.text, zone.start, zone.end)
        if match is not None:
            return excerpt.text_field(Span(*match.span()), type="code")
    return None


def _head(excerpt: Excerpt) -> tuple[Span, ...]:
    """The lines between title and text, where rules print number and day: （…〔2023〕2号 2023年11月10日印发）."""
    behind = excerpt.title.end
    return (Span(behind, max(behind, excerpt.body[0].start)),) if excerpt.body else ()


def _issuers(excerpt: Excerpt) -> tuple[Field, ...]:
    """Who signs at the foot, else who stands at the head of the title (甲 乙关于印发…)."""
    for zone in [*reversed(excerpt.body[-_LAST_LINES:]), excerpt.title]:
        named = split_organisations(excerpt.text, zone)
        start = named[0].span.start if named else zone.end
        if named and not excerpt.text[zone.start : start].strip(" \t\u3000\xa0"):
            return evident_each(excerpt, named)
    return ()


def _signed(excerpt: Excerpt) -> Field | None:
    """The day at the foot, alone in its line, else the day before 公布."""
    text = excerpt.text
    for zone in reversed(excerpt.body[-_LAST_LINES:]):
        for found in find_dates(text, zone):
            if found.type == "date" and len(zone.of(text).strip()) <= len(found.span) + 2:
                return excerpt.field_of(found)
    for zone in (*_head(excerpt), *excerpt.prose):
        for found in find_dates(text, zone):
            behind = text[found.span.end : found.span.end + 40]
            if found.type == "date" and re.match(r"[^，。；\n]{0,36}(?:公布|印发|发布|令第)(?!日期)", behind):
                return excerpt.field_of(found)
    return None


def _abolished(excerpt: Excerpt) -> tuple[Field, ...]:
    text = excerpt.text
    founds: list[Found] = []
    for zone in excerpt.prose:
        for match in _ABOLISHED.finditer(text, zone.start, zone.end):
            for name in _NAME.finditer(text, match.start(), match.end()):
                span = Span(*name.span("name"))
                founds.append(Found("name", span, span.of(text)))
    return tuple(excerpt.field_of(found) for found in founds)


def check(_excerpt: Excerpt, facts: tuple[Fact, ...]) -> Iterator[Finding]:
    """Issued, then in force, then no longer."""
    for fact in facts:
        if fact.kind == POLICY.name:
            order = check_dates_order(
                ("发布", fact.one("issued")), ("施行", fact.one("effective")), ("有效期止", fact.one("valid_until"))
            )
            if order is not None:
                yield order


KIND = Kind(
    name="policy",
    label_zh="政策文件",
    label_en="Policy",
    facts=(POLICY, POLICY_CITATION),
    cues=_CUES,
    recognise=recognise,
    extract=extract,
    check=check,
    precedence=80,
    embeds=False,
)
