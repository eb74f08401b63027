"""Why a page should be seen by a person before the public sees it.

Comes in: a reading. Goes out: its doubts, each with a code and a weight in 0…1. A page without doubts publishes by
itself; so does one whose doubts weigh less than `HOLD`; the others wait in the inbox, the most doubtful first.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from zhiyue.model import Fact, Field, PageResult

DOUBTS = {
    "repair.uncertain": "修复有不确定之处",
    "repair.name": "修复涉及名称或地名",
    "text.unreadable": "正文大半无法识读",
    "kind.unsure": "页面类型不能确定",
    "title.missing": "未识别出标题",
    "date.missing": "未识别出发布时间",
    "correction.lost": "已有的更正在新的读法中找不到所依附的事实",
}

_NAMES = frozenset({"name", "organisation", "place"})
_SURE = 0.5
HOLD = 0.4
"""From this weight on a person must look before the public does."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """One reason to look: its code, what it is about, and how much it weighs."""

    code: str
    about: str
    weight: float


def find_doubts(result: PageResult) -> tuple[Doubt, ...]:
    """Every doubt of a reading, the heaviest first."""
    return tuple(sorted(_doubts(result), key=lambda doubt: -doubt.weight))


def _doubts(result: PageResult) -> Iterator[Doubt]:
    if any(finding.code == "text.unreadable" for finding in result.findings):
        yield Doubt("text.unreadable", "", 1.0)
    if result.marks:
        yield Doubt("repair.uncertain", str(len(result.marks)), min(0.9, 0.4 + 0.05 * len(result.marks)))
    touched = sorted({field.exact for field in _touched_names(result) if field.exact})
    if touched:
        yield Doubt("repair.name", "、".join(touched[:5]), 0.5)
    if result.notices and result.notices[0].kind != "news" and result.notices[0].confidence < _SURE:
        yield Doubt("kind.unsure", result.notices[0].kind, 0.4)
    if result.page.title is None:
        yield Doubt("title.missing", "", 0.6)
    if result.page.published is None:
        yield Doubt("date.missing", "", 0.2)


def _touched_names(result: PageResult) -> Iterator[Field]:
    runs = result.page.repaired
    for field in _fields(result.facts):
        if field.type in _NAMES and field.evidence:
            first = field.evidence[0]
            if any(run.start < first.end and first.start < run.end for run in runs):
                yield field


def _fields(facts: tuple[Fact, ...]) -> Iterator[Field]:
    for fact in facts:
        for name in fact.fields:
            yield from fact.all(name)
