"""Summaries of a campaign: what was held and what came of it, in figures.

Chinese names: “质量月”活动总结, 活动开展情况报告, 情况通报, 统计表::

    全市共开展各类活动96场次，其中宣传活动60场次、培训36场次，发放宣传资料1.2万余份。

Terms: one figure is a schema.org QuantitativeValue (value, unitText) of a measure of ``reference/measures.csv``. The edition
itself is the fact ``campaign_edition``, read as from any page that speaks of a campaign. Never assumed: that 人 are 人次, that
其中 lists all parts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import takewhile

from zhiyue.checks import check_rate, check_total, check_twice
from zhiyue.kinds._kind import NO, Cue, Hits, Kind, Score
from zhiyue.model import Fact, FactType, Field, Finding, Prop
from zhiyue.notices.campaign_figures import Counted, Figure, find_counted, find_figures
from zhiyue.notices.excerpt import Excerpt
from zhiyue.notices.series import main_series
from zhiyue.reference.measures import campaign_measures
from zhiyue.values import find_shares

CAMPAIGN_FIGURE = FactType(
    name="campaign_figure",
    label_zh="活动数据",
    label_en="campaign figure",
    standard="schema.org QuantitativeValue",
    props=(
        Prop("measure", "指标", "measure", "name"),
        Prop("number", "数量", "number", "count"),
        Prop("unit", "单位", "unit", "text"),
        Prop("sentence", "原文", "sentence", "text"),
    ),
    key=("measure",),
)

_CUES = (
    # 江州市2025年“质量月”活动总结 | “质量月”活动开展情况的报告
    Cue(("总结", "小结", "开展情况", "情况汇总", "情况通报", "情况的通报", "情况报告", "情况的报告", "工作情况", "统计表", "成效"), "title", 0.85),
    # 关于做好“质量月”活动总结工作的通知 | 总结大会召开
    Cue(("方案", "计划", "总结工作", "报送", "做好", "大会", "总结会", "采购", "招标", "中标", "成交", "月报"), "title", -0.8),
)  # fmt: skip
_FEWEST = 2
_PARTS = re.compile(r"其中|包括|分别(?:为|是)?|即")
_OPEN = frozenset({"其中"})
# 整改率达95.8% | 合格率为83.3%
_RATE = re.compile(r"(?:整改|合格|参与|参加|及格|完成|达标|办结|处置|通过)率(?:达到|达|为|是)?\s?$")
_TOTAL = re.compile(r"共|累计|总计|合计|全[省市县区州院厂司系]")
_BORDER = re.compile(r"[，,。；;！!？?\n]")


def recognise(hits: Hits, excerpt: Excerpt) -> Score:
    """A campaign's summary by its title that prints two figures and more."""
    titles, against = ([word for word in cue.words if word in hits.title] for cue in _CUES)
    mentions = main_series(excerpt)
    if not titles or against or not mentions:
        return NO
    figures = find_figures(excerpt)
    if len(figures) < _FEWEST:
        return NO
    return Score(_CUES[0].weight, (f"series:{mentions[0].stem}", f"title:{titles[0]}", f"figures:{len(figures)}"))


# ── extract ──────────────────────────────────────────────────────────────────────────────────────────────────────


def extract(excerpt: Excerpt) -> Iterator[Fact]:
    """Yield each figure; the same one given again is further evidence of it."""
    for same in _alike(excerpt, find_figures(excerpt)):
        first, *again = same
        fields: Mapping[str, Field | None] = {
            "measure": excerpt.text_field(first.noun, type="name", canonical=first.code),
            "number": excerpt.field_of(first.number, *(figure.number for figure in again)),
            "unit": excerpt.text_field(first.unit) if first.unit is not None else None,
            "sentence": excerpt.text_field(*(figure.sentence for figure in same)),
        }
        yield excerpt.fact(CAMPAIGN_FIGURE.name, fields, key=CAMPAIGN_FIGURE.key, apart=("number", "unit"))


def _alike(excerpt: Excerpt, figures: Sequence[Figure]) -> list[list[Figure]]:
    """Figures by measure, unit and number, in the order in which they first stand."""
    groups: dict[tuple[str, str, object], list[Figure]] = {}
    for figure in figures:
        groups.setdefault((*_about(excerpt, figure), figure.number.value), []).append(figure)
    return list(groups.values())


def _about(excerpt: Excerpt, figure: Figure) -> tuple[str, str]:
    return figure.code, figure.unit.of(excerpt.text) if figure.unit is not None else ""


# ── check ────────────────────────────────────────────────────────────────────────────────────────────────────────


def check(excerpt: Excerpt, facts: tuple[Fact, ...]) -> Iterator[Finding]:
    """Parts and their total, rates and what they are of, figures that are given twice."""
    if any(fact.kind == CAMPAIGN_FIGURE.name for fact in facts):
        yield from _sums(excerpt)
        yield from _rates(excerpt)
        yield from _repeated(excerpt)


def _by_sentence(excerpt: Excerpt) -> list[list[Counted]]:
    groups: dict[int, list[Counted]] = {}
    for item in find_counted(excerpt):
        groups.setdefault(item.sentence.start, []).append(item)
    return list(groups.values())


def _sums(excerpt: Excerpt) -> Iterator[Finding]:
    """The number right before 其中, and those of its unit right behind it."""
    text = excerpt.text
    for items in _by_sentence(excerpt):
        sentence = items[0].sentence
        for cue in _PARTS.finditer(text, sentence.start, sentence.end):
            whole = next((item for item in reversed(items) if item.unit.end <= cue.start()), None)
            if whole is None or len(text[whole.unit.end : cue.start()]) > _NEAR:
                continue
            unit = whole.unit.of(text)
            behind = [item for item in items if item.number.span.start >= cue.end()]
            parts = list(takewhile(lambda item, unit=unit: item.unit.of(text) == unit, behind))  # type: ignore[misc]
            if len(parts) > 1:
                fields = [excerpt.field_of(item.number) for item in parts]
                yield check_total(excerpt.field_of(whole.number), fields, is_open=cue.group() in _OPEN)


_NEAR = 12
"""Characters between a total and 其中: 96场次活动，其中."""


def _rates(excerpt: Excerpt) -> Iterator[Finding]:
    """A rate, of the last two numbers of one unit before it: 发现问题120处，整改115处，整改率95.8%."""
    text = excerpt.text
    for items in _by_sentence(excerpt):
        sentence = items[0].sentence
        for share in find_shares(text, sentence):
            before = [item for item in items if item.unit.end <= share.span.start]
            if len(before) < 2 or not _RATE.search(text[sentence.start : share.span.start]):
                continue
            whole, part = before[-2:]
            is_pair = whole.unit.of(text) == part.unit.of(text) and {whole.number.relation, part.number.relation} == {
                "="
            }
            is_near = len(text[part.unit.end : share.span.start]) <= _NEAR
            # 不合格21批次，合格率93.4%: the rate is of the others
            if is_pair and is_near and _is_failed(text, part) == ("不" in text[part.unit.end : share.span.start]):
                yield check_rate(*(excerpt.field_of(found) for found in (share, part.number, whole.number)))


def _is_failed(text: str, part: Counted) -> bool:
    return text[max(part.sentence.start, part.number.span.start - 6) : part.number.span.start].find("不") >= 0


def _repeated(excerpt: Excerpt) -> Iterator[Finding]:
    """One measure that is given twice as a total: in the first lines and further down."""
    totals: dict[tuple[str, str], list[Figure]] = {}
    for figure in find_figures(excerpt):
        if _is_total(excerpt, figure):
            totals.setdefault(_about(excerpt, figure), []).append(figure)
    for (code, _), figures in totals.items():
        if len({figure.sentence for figure in figures}) > 1:
            fields = [excerpt.field_of(figure.number) for figure in figures]
            yield check_twice(fields, what=campaign_measures()[code].label_zh)


def _is_total(excerpt: Excerpt, figure: Figure) -> bool:
    before = excerpt.text[figure.sentence.start : figure.number.span.start]
    return _TOTAL.search(_BORDER.split(before)[-1]) is not None


KIND = Kind(
    name="campaign_summary",
    label_zh="活动总结",
    label_en="campaign summary",
    facts=(CAMPAIGN_FIGURE,),
    cues=_CUES,
    recognise=recognise,
    extract=extract,
    check=check,
    precedence=56,
    embeds=False,
    stages={"campaign_edition": "summary"},
)
