"""Policies that a page cites: plans, outlines, opinions, laws, notices, with their document numbers.

Comes in: an excerpt. Goes out: one `policy_citation` fact a policy (a schema.org Legislation that the page mentions),
whatever the kind of the page. Books, films, songs, standards and slogans in 《》 are no policies.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from zhiyue.model import Fact, FactType, Field, Prop
from zhiyue.notices.excerpt import Excerpt
from zhiyue.notices.mentions import found_words, in_order
from zhiyue.spans import Span
from zhiyue.values import Found, find_document_numbers

POLICY_CITATION = FactType(
    name="policy_citation",
    label_zh="政策引用",
    label_en="policy citation",
    standard="schema.org Legislation",
    props=(
        Prop("title", "政策名称", "title", "name"),
        Prop("document_number", "文号", "document number", "code"),
    ),
    key=("title",),
)

# 《中共中央 国务院关于开展质量提升行动的指导意见》 | 《关于印发〈…〉的通知》
_BOOK = re.compile(r"《[^《》\r\n]{3,90}》")
# …指导意见 | …规划纲要(2021—2035年) | …管理办法(试行)
_POLICY = re.compile(
    r"(?:意见|纲要|通知|条例|办法|规划|方案|决定|指南|细则|规定|公告|通告|决议|批复|令|规程|要点|措施|若干政策|准则|目录|白皮书"
    r"|(?:行动|工作|发展|实施|专项|提升|建设|培育|改革|三年|五年)计划|(?<![0-9A-Z])标准"
    r"|(?:质量|计量|标准化|安全|保护|采购|投标|促进|管理|监督|竞争|垄断|合同|公司|税|劳动|环境|教育|药品|电力|价格|广告|商标|专利|"
    r"著作权|处罚|许可|诉讼|建筑|防治|检验|检疫|权益|进步|救济|统计|档案|产权|就业|节能|能源|农业|森林|食品|消防|卫生|医师|邮政|铁路|海关)法|宪法|法典)"
    r"(?:[（(〔][^）)〕]{1,20}[)）〕])?》$"
)
# 《离子色谱仪性能测定方法》, 《… 检验规程》 in a list of standards: a number before it says so
_STANDARD_BEFORE = re.compile(r"[A-Z0-9]{2,}(?:[/A-Z ]{0,4})[0-9.]{2,}[—\-–:]?[0-9]{0,4}\s?$")
_NO_POLICY = re.compile(
    r"第[0-9一二三四五六七八九十]{1,3}部分|色谱法|光谱法|测定|试验方法|检测方法|纪录片|电视剧|歌曲|之歌"
)

# “十三五”“十四五”规划纲要 | “十三五”和“十四五”规划 | “十四五”市场监管现代化规划
_FIVE_YEARS = r"[“\"「]十[一二三四五六七八九]五[”\"」]"
_PLANS = re.compile(
    rf"(?P<first>{_FIVE_YEARS})(?P<rest>(?:[、，,和与及以]{{0,2}}{_FIVE_YEARS}){{0,3}})(?P<head>[一-龥]{{0,20}}?规划(?:纲要)?)"
)
_PLAN = re.compile(_FIVE_YEARS)
_BEHIND = re.compile(r"\s?[（(]\s?")


def find_citations(excerpt: Excerpt) -> Iterator[Fact]:
    """Yield the policies that an excerpt cites, each once, with every place that names it."""
    found: dict[str, list[Found]] = {}
    for title in in_order(excerpt, (*_books(excerpt), *_plans(excerpt))):
        found.setdefault(_key(str(title.value)), []).append(title)
    for mentions in found.values():
        fields: Mapping[str, Field | None] = {
            "title": excerpt.field_of(*mentions),
            "document_number": _document_number(excerpt, mentions),
        }
        yield excerpt.fact(POLICY_CITATION.name, fields, key=POLICY_CITATION.key)


def _books(excerpt: Excerpt) -> Iterator[Found]:
    for zone in excerpt.zones:
        for match in _BOOK.finditer(excerpt.text, zone.start, zone.end):
            before = excerpt.text[max(zone.start, match.start() - 24) : match.start()]
            if _is_policy(match.group()) and not _STANDARD_BEFORE.search(before):
                yield found_words(excerpt, "name", Span(*match.span()))


def _is_policy(title: str) -> bool:
    return _POLICY.search(title) is not None and _NO_POLICY.search(title) is None


def _plans(excerpt: Excerpt) -> Iterator[Found]:
    """Each five-year plan is a policy of its own; all but the last take their head word from behind the last."""
    text = excerpt.text
    for zone in excerpt.zones:
        for match in _PLANS.finditer(text, zone.start, zone.end):
            names = [Span(*plan.span()) for plan in _PLAN.finditer(text, match.start(), match.start("head"))]
            head = Span(*match.span("head"))
            for name in names[:-1]:
                yield found_words(excerpt, "name", name, head_from=head)
            yield found_words(excerpt, "name", Span(names[-1].start, match.end()))


def _document_number(excerpt: Excerpt, mentions: list[Found]) -> Field | None:
    """The number in brackets right behind the title."""
    for mention in mentions:
        bracket = _BEHIND.match(excerpt.text, mention.span.end)
        if bracket is not None:
            behind = Span(bracket.end(), min(len(excerpt.text), bracket.end() + 40))
            number = next(iter(find_document_numbers(excerpt.text, behind)), None)
            if number is not None and number.span.start == bracket.end():
                return excerpt.field_of(number)
    return None


def _key(title: str) -> str:
    return re.sub(r"[\s“”\"「」]+", "", title)
