"""So many areas, and what they are: 围绕以下六个方面开展:A;B;…, or the numbered items of the section on activities.

Comes in: an excerpt. Goes out: `Areas`: the ranges that claim how many there are, and one range an area. Exists apart
from lists because here the question is which of a page's many lists is the one that is counted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from zhiyue.notices.excerpt import Excerpt
from zhiyue.notices.lists import numbered_items, split_items
from zhiyue.notices.mentions import clean, lines
from zhiyue.spans import Span
from zhiyue.values import parse_number

_N = r"(?P<n>[0-9]{1,2}|[一二两三四五六七八九十]{1,2})\s?(?:个|项|类|条|大|(?=方面|领域|重点))"
_QUALITY = r"(?:重点|主要|重要)?"
# 围绕以下6个重点方面开展:A;B;C | 活动聚焦六个方面:A、B
_BEHIND = re.compile(
    rf"(?P<count>{_N}{_QUALITY}(?:方面|领域|重点|主题|板块|专题|任务|重点活动|活动|工作|行动|内容|环节))[^，。；：:\r\n]{{0,16}}[：:]\s?"
)
# 围绕A、B、C四个方面开展活动 | 将开展A、B、C三项活动
_BEFORE = re.compile(
    r"(?:围绕|聚焦|突出|紧扣|从|在|抓好|开展|包括|涵盖)(?P<list>[^。；：:\r\n围绕聚焦]{5,200}?)等?"
    rf"(?P<count>{_N}{_QUALITY}(?:方面|领域|重点|主题|板块|专题|活动|行动|任务|工作))"
)
_ONLY_COUNT = re.compile(rf"(?P<count>{_N}{_QUALITY}(?:方面|领域|板块))")
# 会议要求从三个方面抓落实: what a speaker asks for
_SPEECH = re.compile(r"要求|强调|指出|希望|建议|认为|讲话|致辞")
_CUE = re.compile(r"活动|方案|重点|今年|围绕|聚焦|开展")
# …。二是…: a full stop inside a numbered list ends no clause
_CLAUSE_END = re.compile(r"。(?!\s?(?:[一二三四五六七八九十]{1,2}是|[（(]?[一二三四五六七八九十0-9]))")
_LONGEST = 1500
"""Characters behind a claim in which its list is looked for."""

# 二、活动重点 | 三、主要内容 | 二、重点活动安排
_SECTION = re.compile(
    r"\s?(?:[一二三四五六七八九十]{1,2}[、.．]|[（(][一二三四五六七八九十]{1,2}[)）])\s?"
    r"(?P<title>[^。；;，,：:（(\s]{2,20})(?=$|[：:\s（(\r\n])[：:]?"
)
_OF_AREAS = re.compile(
    r"活动(?:重点|内容|安排|任务|项目|形式)|(?:重点|主要)(?:活动|内容|任务|工作|安排)|工作(?:重点|任务|内容)"
)
_NEXT_SECTION = re.compile(r"\s?[一二三四五六七八九十]{1,2}[、.．]")


@dataclass(frozen=True, slots=True)
class Areas:
    """Every place that claims how many areas there are (all claim the same), and the areas as printed."""

    counts: tuple[Span, ...]
    items: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class _Claim:
    count: Span
    number: int
    items: tuple[Span, ...]


def find_areas(excerpt: Excerpt) -> Areas:
    """The areas listed in a sentence, else numbered in the section on activities; and how many are claimed."""
    claims = list(_claims(excerpt))
    best = max(claims, key=lambda claim: len(claim.items), default=None)
    counts = tuple(claim.count for claim in claims if best is not None and claim.number == best.number)
    return Areas(counts, (best.items if best else ()) or _section(excerpt))


def _claims(excerpt: Excerpt) -> Iterator[_Claim]:
    text = excerpt.text
    for index, zone in enumerate(excerpt.zones):
        for clause in _clauses(text, zone):
            head = text[clause.start : min(clause.end, clause.start + 200)]
            if _CUE.search(head) is None or _SPEECH.search(head) is not None:
                continue
            for pattern in (_BEHIND, _BEFORE, _ONLY_COUNT):
                match = pattern.search(text, clause.start, clause.end)
                if match is not None:
                    number = int(parse_number(match["n"]))
                    items = _items(excerpt, match, zone, index)
                    yield _Claim(Span(*match.span("count")), number, items)
                    break


def _clauses(text: str, zone: Span) -> Iterator[Span]:
    start = zone.start
    for match in _CLAUSE_END.finditer(text, zone.start, zone.end):
        yield Span(start, match.end())
        start = match.end()
    if start < zone.end:
        yield Span(start, zone.end)


def _items(excerpt: Excerpt, match: re.Match[str], zone: Span, index: int) -> tuple[Span, ...]:
    text, number = excerpt.text, int(parse_number(match["n"]))
    if match.re is _BEFORE:
        items = split_items(text, Span(*match.span("list")), count=number)
    elif match.re is _BEHIND:
        rest = Span(match.end(), min(zone.end, match.end() + _LONGEST))
        if not len(clean(text, rest)):
            # The list stands on the lines below
            return numbered_items(text, excerpt.body[index + 1 : index + 60])
        items = numbered_items(text, (rest,), whole=True)
        if not items:
            stop = text.find("。", rest.start, rest.end)
            items = split_items(text, Span(rest.start, stop if stop >= 0 else rest.end), count=number)
    else:
        items = ()
    return items if len(items) >= 2 else ()


def _section(excerpt: Excerpt) -> tuple[Span, ...]:
    """The numbered items of the section that is headed as the one on activities."""
    section: list[Span] = []
    for line in lines(excerpt):
        heading = _SECTION.match(excerpt.text, line.start, line.end)
        if section and _NEXT_SECTION.match(excerpt.text, line.start, line.end):
            break
        if section:
            section.append(line)
        elif heading is not None and _OF_AREAS.search(heading["title"]):
            section = [Span(heading.end(), line.end)]
    return numbered_items(excerpt.text, section)
