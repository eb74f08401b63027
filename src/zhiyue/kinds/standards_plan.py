"""Plans of standards to be drafted or revised: announced, not yet written, let alone published.

Chinese names of the page: 国家标准制修订计划, 推荐性国家标准计划, 标准立项计划的下达, 转发, 征求意见.

    近日,国家标准化管理委员会下达2024年第三批推荐性国家标准计划及相关标准外文版计划,共计128项。

Terms: 国家标准管理办法 (2022) for type, plan and foreign-language edition; schema.org CreativeWork for what is planned.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from zhiyue.kinds._kind import NO, Cue, Hits, Kind, Score, no_checks
from zhiyue.model import Fact, FactType, Field, Identity, Prop
from zhiyue.notices.citations import POLICY_CITATION, find_citations
from zhiyue.notices.excerpt import Excerpt
from zhiyue.notices.mentions import Sentences, agreed, found_words, in_order
from zhiyue.spans import Span
from zhiyue.values import Found, find_counts, find_ordinals, find_organisations, find_standard_numbers

STANDARDS_PLAN = FactType(
    name="standards_plan",
    label_zh="标准计划",
    label_en="plan of standards",
    standard="国家标准管理办法 (2022)",
    props=(
        Prop("year", "年份", "year", "year"),
        Prop("batch", "批次", "batch", "ordinal"),
        Prop("type", "标准类型", "type of standards", "text"),
        Prop("also", "同时下达", "also planned", "text"),
        Prop("issuer", "下达单位", "issuer", "organisation"),
        Prop("count", "项目数", "number of projects", "count"),
        Prop("standards", "涉及的标准", "standards concerned", "standard", many=True),
    ),
    key=("type", "year", "batch"),
    identity=Identity("standards_plan", "planned"),
)

CUES = (
    # 2024年第三批推荐性国家标准计划下达 128项标准立项
    Cue(("国家标准", "行业标准", "地方标准", "团体标准", "国家计量技术规范", "标准制修订", "标准立项"), "title", 0.3),
    Cue(("计划", "立项"), "title", 0.2),
    Cue(("下达", "印发", "转发", "发布", "公布", "公示", "征求意见", "立项"), "title", 0.1),
    Cue(("采购", "招标", "中标", "行动计划", "工作计划"), "title", -0.4),
    # 本批计划共计128项,其中制定71项、修订57项
    Cue(("下达", "立项", "制修订", "起草单位", "本批计划", "计划项目"), "prose", 0.1),
)

# 推荐性国家标准 | 强制性国家标准 | 行业标准 | 国家计量技术规范
_TYPE = (
    r"(?:(?:推荐性|强制性|指导性)?(?:国家|行业|地方|团体)标准(?!样品|物质|委|化|体系)|国家计量技术规范|国家标准样品)"
)
_TYPES = re.compile(_TYPE)
# 推荐性国家标准计划 | 强制性国家标准制修订计划 | 国家标准(专项)立项计划 | 行业标准立项
_PLAN = re.compile(rf"{_TYPE}[^，,。；;：:《》\r\n]{{0,12}}?(?:计划|立项)(?!生育|经济)")
_ANNOUNCED = re.compile(r"下达|印发|转发|发布|公布|公示|征求意见|批准|立项")
# 2024年第三批推荐性国家标准 | 2019年消费品国家标准专项计划
_YEAR = re.compile(
    rf"(?P<year>(?<![0-9])20[0-9]{{2}}\s?年)度?(?:第[0-9一二三四五六七八九十]{{1,3}}批)?[^，,。；;：:年\r\n]{{0,14}}?{_TYPE}"
)
_ALSO = re.compile(r"外文版")


def recognise(hits: Hits, excerpt: Excerpt) -> Score:
    """Say how surely an excerpt announces a plan (from 0.5), or reports one beside other things (from 0.3)."""
    text = excerpt.text
    in_title = _PLAN.search(text, excerpt.title.start, excerpt.title.end)
    in_prose = [
        s
        for s in Sentences(excerpt).spans
        if _PLAN.search(text, s.start, s.end) and _ANNOUNCED.search(text, s.start, s.end)
    ]
    if any(word in hits.title for word in CUES[3].words) or not (in_title or in_prose):
        return NO
    if in_title:
        announced = _ANNOUNCED.search(text, excerpt.title.start, excerpt.title.end)
        value = 0.6 + (0.2 if announced else 0) + (0.1 if hits.prose else 0)
        return Score(value, (f"title:{in_title.group()}",))
    return Score(0.4 if any(word in hits.title for word in CUES[0].words) else 0.3, ("prose:plan",))


def extract(excerpt: Excerpt) -> Iterator[Fact]:
    """Yield the plan that an excerpt speaks of, and the policies it cites."""
    about = [s for s in Sentences(excerpt).spans if _is_about(excerpt, s)]
    if about:
        yield _plan(excerpt, about)
    yield from find_citations(excerpt)


# 本批计划共计128项 | 计划项目共21项
_OF_THE_PLAN = re.compile(r"计划|立项|本批")


def _is_about(excerpt: Excerpt, sentence: Span) -> bool:
    return _OF_THE_PLAN.search(excerpt.text, sentence.start, sentence.end) is not None


def _plan(excerpt: Excerpt, about: Sequence[Span]) -> Fact:
    fields: Mapping[str, Field | Sequence[Field] | None] = {
        "year": agreed(excerpt, _matches(excerpt, about, _YEAR, "year")),
        "batch": agreed(excerpt, (f for s in about for f in find_ordinals(excerpt.text, s, noun="批"))),
        "type": agreed(excerpt, _types(excerpt, about)),
        "also": agreed(excerpt, _matches(excerpt, about, _ALSO, "text")),
        "issuer": _issuer(excerpt, about),
        "count": agreed(excerpt, _counts(excerpt, about)),
        "standards": tuple(_standards(excerpt)),
    }
    return excerpt.fact(STANDARDS_PLAN.name, fields, key=STANDARDS_PLAN.key)


def _matches(excerpt: Excerpt, about: Sequence[Span], pattern: re.Pattern[str], kind: str) -> Iterator[Found]:
    for sentence in about:
        for match in pattern.finditer(excerpt.text, sentence.start, sentence.end):
            if kind == "year":
                yield found_words(excerpt, "year", Span(*match.span("year")))
            else:
                yield found_words(excerpt, "text", Span(*match.span()))


def _types(excerpt: Excerpt, about: Sequence[Span]) -> Iterator[Found]:
    """The types that a plan is said to be of; where none is, the types in the same sentences."""
    plans = [m for s in about for m in _PLAN.finditer(excerpt.text, s.start, s.end)]
    starts = [m.start() for m in plans] or [
        m.start() for s in about for m in _TYPES.finditer(excerpt.text, s.start, s.end)
    ]
    found = [match for start in starts if (match := _TYPES.match(excerpt.text, start)) is not None]
    # 推荐性国家标准 says more than the 国家标准 of the same plan.
    fuller = {match.group() for match in found if match.group().startswith(("推荐性", "强制性", "指导性"))}
    for match in found:
        if not any(words != match.group() and words.endswith(match.group()) for words in fuller):
            yield found_words(excerpt, "text", Span(*match.span()))


# 国家标准化管理委员会近日下达 | 国家标准委印发了《… | 工业和信息化部关于印发
_ISSUES = re.compile(
    r"\s?(?:近日|日前|今日|已|正式|联合|组织|集中|批准|关于|对|就|于?[0-9]{0,4}年?[0-9]{1,2}月[0-9]{0,2}日?)?\s?(?:批准)?(?:编制|下达|印发|发布|公布|公示|公开征求|征求)"
)


def _issuer(excerpt: Excerpt, about: Sequence[Span]) -> Field | None:
    found = [
        body
        for sentence in about
        for body in find_organisations(excerpt.text, sentence)
        if _ISSUES.match(excerpt.text, body.span.end, min(len(excerpt.text), body.span.end + 24))
    ]
    return agreed(excerpt, found) or _signed(excerpt)


def _signed(excerpt: Excerpt) -> Field | None:
    """The body that signs a plan; one that forwards another's plan signs too, and did not issue it."""
    if "转发" in excerpt.title.of(excerpt.text):
        return None
    lines = [Span(zone.start, zone.end) for zone in excerpt.body[-5:]]
    return agreed(excerpt, (b for line in lines for b in find_organisations(excerpt.text, line) if b.span == line))


# 共计128项 | 计划项目共21项 | 下达96项
_TOTAL = re.compile(
    r"(?:共|共计|合计|总计|总共|一共|计划项目|下达|涉及|包括|含)\s?(?:推荐性|强制性)?(?:国家标准|计划|项目)?\s?$"
)
# 其中制定71项、修订57项;同步下达外文版计划19项
_PART = re.compile(r"(?:制定|修订|制订|其中|外文版(?:计划|项目)?|整合|英文版|采标|样品)\s?(?:标准|计划)?\s?$")
_NOUN = re.compile(r"\s?(?:推荐性|强制性)?(?:国家|行业|地方|团体)?(?:标准|计划)")


def _counts(excerpt: Excerpt, about: Sequence[Span]) -> Iterator[Found]:
    """Totals; numbers of parts (制定, 修订, 外文版) are none."""
    text = excerpt.text
    found = [f for s in about for f in find_counts(text, s, noun="项") if text[f.span.end - 1] == "项"]
    whole = [f for f in found if not _PART.search(text, max(0, f.span.start - 10), f.span.start)]
    total = [f for f in whole if _TOTAL.search(text, max(0, f.span.start - 12), f.span.start)]
    value = next((f.value for f in in_order(excerpt, total)), None)
    for count in whole:
        if count.value == value or (value is None and _NOUN.match(text, count.span.end)):
            yield count


def _standards(excerpt: Excerpt) -> Iterator[Field]:
    """The standards named on the page, each once."""
    found: dict[str, list[Found]] = {}
    for zone in excerpt.zones:
        for number in find_standard_numbers(excerpt.text, zone):
            found.setdefault(number.canonical or number.span.of(excerpt.text), []).append(number)
    for mentions in found.values():
        yield excerpt.field_of(*mentions)


KIND = Kind(
    name="standards_plan",
    label_zh="标准计划",
    label_en="plan of standards",
    facts=(STANDARDS_PLAN, POLICY_CITATION),
    cues=CUES,
    recognise=recognise,
    extract=extract,
    check=no_checks,
    precedence=65,
)
