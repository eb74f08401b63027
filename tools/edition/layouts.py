"""How each unit lays its plan out: fourteen layouts met in life, from a tidy table to a page of prose.

Comes in: a unit and its activities. Goes out: a `Paper`: what stands where, before any file format.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby
from typing import Any

from tools.edition.doings import YEAR, Doing
from tools.edition.units import Roster

Rows = list[list[Any]]
Merge = tuple[int, int, int, int]
"""First row, first column, last row, last column: counted from 0."""


@dataclass(slots=True)
class Sheet:
    """One sheet: rows of cells, merged ranges, number formats by column."""

    name: str
    rows: Rows
    merges: list[Merge] = field(default_factory=list)
    formats: dict[int, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Paper:
    """A file before it has bytes: its ending, its heading, its sheets (or tables), and prose for pages."""

    ending: str
    heading: str
    sheets: tuple[Sheet, ...] = ()
    prose: tuple[str, ...] = ()


def paper_of(unit: Roster, doings: Sequence[Doing]) -> Paper:
    """The plan of a unit, in its own layout."""
    return _LAYOUTS[unit.layout](unit, list(doings))


# ── days as people write them ────────────────────────────────────────────────────────────────────────────────────


def _day(iso: str) -> date:
    return date.fromisoformat(iso)


def _in_words(doing: Doing) -> str:
    """9月2日上午, 9月15日-19日; 待定 where there is none."""
    if not doing.start:
        return "待定"
    first, last = _day(doing.start), _day(doing.end)
    if first == last:
        return f"{first.month}月{first.day}日{doing.part}"
    return f"{first.month}月{first.day}日-{last.day}日"


def _in_digits(doing: Doing) -> object:
    """9.2 as a number, as a typist leaves it; text where a number cannot say it."""
    if not doing.start:
        return ""
    first, last = _day(doing.start), _day(doing.end)
    if first == last:
        # 9.10 would become 9.1 in a cell without a format: there the typist wrote text.
        return float(f"{first.month}.{first.day}") if first.day % 10 else f"{first.month}.{first.day}"
    return f"{first.month}.{first.day}-{last.month}.{last.day}"


def _as_date(doing: Doing) -> object:
    return _day(doing.start) if doing.start else "另行通知"


def _title(unit: Roster) -> str:
    return f"{unit.name}{YEAR}年“质量月”活动计划表"


# ── workbooks ────────────────────────────────────────────────────────────────────────────────────────────────────


def _classic_rows(unit: Roster, doings: list[Doing]) -> Rows:
    head = ["序号", "活动名称", "主要内容", "时间", "地点", "主办单位", "责任人", "联系方式"]
    body = [
        [n, one.name, one.content, _in_words(one), one.place, one.host, one.person, one.phone]
        for n, one in enumerate(doings, start=1)
    ]
    return [
        ["附件1"],
        [_title(unit)],
        [f"填报单位（盖章）：{unit.name}", "", "", "", "填报日期：2025年9月5日"],
        head,
        *body,
        ["合计", f"共{len(doings)}项"],
        [f"填表人：{doings[0].person}", "", "", "审核人：", "", "", "电话：", doings[0].phone],
    ]


def _classic(unit: Roster, doings: list[Doing]) -> Paper:
    rows = _classic_rows(unit, doings)
    return Paper("xlsx", _title(unit), (Sheet("Sheet1", rows, [(1, 0, 1, 7), (2, 0, 2, 3)]),))


def _old_classic(unit: Roster, doings: list[Doing]) -> Paper:
    return Paper("xls", _title(unit), (Sheet("计划表", _classic_rows(unit, doings), [(1, 0, 1, 7)]),))


def _two_heads(unit: Roster, doings: list[Doing]) -> Paper:
    """Two header rows with merged groups; the sum stands directly under them, before the data."""
    top = ["序号", "活动", "", "时间", "", "地　点", "参与", "", "备 注"]
    sub = ["", "名称", "形式", "开始", "结束", "", "人次（人次）", "经费（万元）", ""]
    body = [
        [n, one.name, one.form, _in_words(one), _until(one), one.place, one.people, "", ""]
        for n, one in enumerate(doings, start=1)
    ]
    total = ["总合计", "", "", "", "", "", sum(one.people for one in doings), 0, ""]
    merges = [(0, 0, 0, 8), (1, 0, 2, 0), (1, 1, 1, 2), (1, 3, 1, 4), (1, 5, 2, 5), (1, 6, 1, 7), (1, 8, 2, 8)]
    return Paper("xlsx", _title(unit), (Sheet("活动计划", [[_title(unit)], top, sub, total, *body], merges),))


def _until(one: Doing) -> str:
    return f"{_day(one.end).month}月{_day(one.end).day}日" if one.end and one.end != one.start else ""


def _two_sheets(unit: Roster, doings: list[Doing]) -> Paper:
    head = ["序号", "项目", "内容", "责任部门", "实施时间", "地点"]
    half = (len(doings) + 1) // 2
    sheets = []
    for name, part in (("机关", doings[:half]), ("直属单位", doings[half:])):
        body = [[n, one.name, one.content, one.host, _in_words(one), one.place] for n, one in enumerate(part, start=1)]
        notes = [["注：时间如有调整，另行通知。"]]
        sheets.append(Sheet(name, [[_title(unit) + f"（{name}）"], head, *body, *notes], [(0, 0, 0, 5)]))
    return Paper("xlsx", _title(unit), tuple(sheets))


def _unit_column(unit: Roster, doings: list[Doing]) -> Paper:
    """The unit merged over its rows, days as numbers, people with their unit in the cell."""
    head = ["序号", "单位", "活动名称", "活动形式", "活动时间", "活动地点", "参加人数（人）", "责任人", "备注"]
    body = [
        [
            n,
            unit.name if n == 1 else "",
            one.name,
            one.form,
            _in_digits(one),
            one.place,
            f"约{one.people}人",
            one.person,
            "—",
        ]
        for n, one in enumerate(doings, start=1)
    ]
    merges = [(0, 0, 0, 8), (2, 1, 1 + len(doings), 1)]
    return Paper("xlsx", _title(unit), (Sheet("Sheet1", [[_title(unit)], head, *body], merges),))


def _real_dates(unit: Roster, doings: list[Doing]) -> Paper:
    """Real dates, blanks inside header words, 同上 for a place that repeats."""
    head = ["序 号", "活动名 称", "起始日期", "结束日期", "地 点", "主 办", "备 注"]
    body: Rows = []
    for n, one in enumerate(doings, start=1):
        repeats = n > 1 and one.place and one.place == doings[n - 2].place
        last = _day(one.end) if one.end else ""
        body.append([n, one.name, _as_date(one), last, "同上" if repeats else one.place, one.host, one.part])
    rows = [[_title(unit)], [], head, *body, [], ["制表：质量科", "", "", "", "2025年9月4日"]]
    return Paper("xlsx", _title(unit), (Sheet("质量月", rows, [(0, 0, 0, 6)], {2: "m月d日", 3: "m月d日"}),))


def _day_merged(unit: Roster, doings: list[Doing]) -> Paper:
    """The day merged over the activities of that day; hours and half days in a column of their own."""
    head = ["日期", "具体时间", "活动内容", "活动地点", "负责单位"]
    rows: Rows = [[_title(unit)], head]
    merges: list[Merge] = [(0, 0, 0, 4)]
    ordered = sorted(doings, key=lambda one: one.start or "9")
    for day, group in groupby(ordered, key=_span):
        members = list(group)
        first = len(rows)
        rows += [[day if n == 0 else "", one.part, one.name, one.place, one.host] for n, one in enumerate(members)]
        if len(members) > 1:
            merges.append((first, 0, len(rows) - 1, 0))
    return Paper("xlsx", _title(unit), (Sheet("安排", rows, merges),))


def _span(one: Doing) -> str:
    if not one.start:
        return "待定"
    first, last = _day(one.start), _day(one.end)
    return f"{first.month}月{first.day}日" + ("" if first == last else f"—{last.month}月{last.day}日")


def _old_duty(unit: Roster, doings: list[Doing]) -> Paper:
    head = ["序号", "项目", "内容", "责任部门", "实施时间"]
    body = [
        [n, one.name, f"{one.content}（{one.place}）" if one.place else one.content, one.host, _in_words(one)]
        for n, one in enumerate(doings, start=1)
    ]
    return Paper("xls", _title(unit), (Sheet("Sheet1", [[_title(unit)], head, *body], [(0, 0, 0, 4)]),))


# ── Word, text and pages ─────────────────────────────────────────────────────────────────────────────────────────


def _word_table(unit: Roster, doings: list[Doing]) -> Paper:
    head = ["序号", "活动名称", "活动时间", "活动地点", "主办单位", "联系人及电话"]
    body = [
        [n, one.name, _in_words(one), one.place, one.host, f"{one.person} {one.phone}"]
        for n, one in enumerate(doings, start=1)
    ]
    return Paper("docx", _title(unit), (Sheet("", [head, *body]),))


def _word_forms(_unit: Roster, doings: list[Doing]) -> Paper:
    """One form of labels and values for each activity."""
    sheets = tuple(
        Sheet(
            "",
            [
                ["活动名称", one.name, "", ""],
                ["主办单位", one.host, "主管部门", "江东省市场监督管理局"],
                ["举办地点", one.place, "举办时间", _in_words(one)],
                ["联 系 人", one.person, "联系电话", one.phone],
                ["拟参加人数", f"{one.people}人次", "活动形式", one.form],
                ["活动简介", one.content, "", ""],
            ],
            [(0, 1, 0, 3), (5, 1, 5, 3)],
        )
        for one in doings
    )
    return Paper("docx", f"{YEAR}年“质量月”活动备案表", sheets)


def _pasted(unit: Roster, doings: list[Doing]) -> Paper:
    head = ["序号", "活动名称", "时间", "地点", "主办", "参与人次"]
    body = [
        [n, one.name, _in_words(one), one.place, one.host, f"{one.people}余人次"]
        for n, one in enumerate(doings, start=1)
    ]
    return Paper("txt", _title(unit), (Sheet("tabs", [head, *body]),))


def _boxes(unit: Roster, doings: list[Doing]) -> Paper:
    head = ["活动名称", "时间", "地点", "人次"]
    body = [[one.name, _in_words(one), one.place, one.people] for one in doings]
    return Paper("txt", _title(unit), (Sheet("boxes", [head, *body]),))


def _page_table(unit: Roster, doings: list[Doing]) -> Paper:
    head = ["序号", "活动名称", "时间", "地点", "责任单位"]
    body = [[n, one.name, _in_words(one), one.place, one.host] for n, one in enumerate(doings, start=1)]
    prose = (f"为做好{YEAR}年“质量月”工作，现将{unit.name}活动安排公布如下。",)
    return Paper("html", _title(unit), (Sheet("", [head, *body]),), prose)


def _page_list(unit: Roster, doings: list[Doing]) -> Paper:
    lines = tuple(
        f"{n}.{one.name}。"
        + (f"{_in_words(one)}，" if one.start else "")
        + (f"在{one.place}" if one.place else "")
        + f"开展，{one.content}。"
        for n, one in enumerate(doings, start=1)
    )
    return Paper("html", f"{unit.name}{YEAR}年“质量月”活动方案", (), ("活动安排如下：", *lines))


_LAYOUTS: dict[str, Callable[[Roster, list[Doing]], Paper]] = {
    "classic": _classic,
    "old-classic": _old_classic,
    "two-heads": _two_heads,
    "two-sheets": _two_sheets,
    "unit-column": _unit_column,
    "real-dates": _real_dates,
    "day-merged": _day_merged,
    "old-duty": _old_duty,
    "word-table": _word_table,
    "word-forms": _word_forms,
    "pasted": _pasted,
    "boxes": _boxes,
    "page-table": _page_table,
    "page-list": _page_list,
}
