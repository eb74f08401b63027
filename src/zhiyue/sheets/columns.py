"""Heading → field: what a column is called, and what stands in it, decide what it is.

Comes in: the headings of a table (levels from the outside in), a sample of the cells below each, and a mapping that a
person confirmed before. Goes out: one `DraftColumn` for each, with confidence and the reason in words. A remembered
mapping wins; then the wording; then, where the wording says nothing or two things, the content.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import cast

from rapidfuzz import fuzz, process

from zhiyue.draft import CellType, DraftColumn
from zhiyue.reference.sheets import column_wordings, sheet_columns, wording_key
from zhiyue.sheets.cells import Settings, looks_like
from zhiyue.sheets.grid import Cell

IGNORED = "-"
"""What a remembered mapping says of a column that nobody needs."""

_SURE, _WEAK, _ENDS, _NEAR, _CONTENT = 1.0, 0.75, 0.8, 0.65, 0.6
_CLEAR = 0.7
"""This share of a column's cells must speak for a type before content decides."""
# 参加人数（人） | 整改率(%) | 排查隐患【处】
_UNIT = re.compile(r"[(（\[【]\s*(?:单位[:：])?\s*([^()（）\[\]【】]{1,4}?)\s*[)）\]】]\s*$")
_UNITS = re.compile(
    r"^(?:[人家场期项次份条块篇处件张批台套班部册幅个名户起辆面本只]|人次|家次|场次|台次|批次|辆次|万元|元|%|％|小时|人/次|场/次|台/次|万人次|种|平方米|㎡)$"
)
# 参加人数/人
_SLASHED = re.compile(r"(?<=[一-龥）)])\s*[/／]\s*(人次?|家次?|场次?|份|条|块|篇|处|件|张|次|期|项|个|台次|%)\s*$")
_TOTAL = frozenset({"合计", "小计", "总计", "总合计", "共计", "总数", "累计"})
_GENERIC = frozenset({"人数", "小时", "数量", "人次", "金额", "次数", "场次", "单位", "名称", "其他", "其它", "时间"})


@dataclass(frozen=True, slots=True)
class Heading:
    """One column's heading: its levels as printed, outermost first."""

    column: int
    levels: tuple[str, ...]

    @property
    def words(self) -> str:
        """The levels in one line; blanks and line ends inside words are gone."""
        return "/".join(re.sub(r"\s+", "", level) for level in self.levels)


@dataclass(frozen=True, slots=True)
class Guess:
    """A field with how sure it is and why."""

    field: str
    confidence: float
    reason: str


def names_field(words: str) -> bool:
    """Whether words are the wording of a heading, or end with one: asked of every cell of a sheet, so no near misses."""
    key = wording_key(words)
    return key in column_wordings() or (3 <= len(key) <= 24 and _by_ending(key) is not None)


@lru_cache(maxsize=4096)
def guess_wording(words: str) -> Guess | None:
    """Return the field that one heading names; None where no wording is near.

    >>> guess_wording("备 注").field, guess_wording("参加人数（人）").field
    ('remarks', 'participants')
    """
    known = column_wordings()
    key = wording_key(words)
    # 县（区） is 县区 before it is 县
    for whole in (wording_key(re.sub(r"[()（）]", "", words)), key, wording_key(_SLASHED.sub("", words))):
        if (found := known.get(whole)) is not None:
            return Guess(found[0], _SURE if found[1] else _WEAK, f"表头“{whole}”")
    if not 3 <= len(key) <= 24:
        return None
    made = _by_parts(key)
    if made is not None and unit_of(words) and made.field != "budget":
        made = None  # 出动执法人员（人次） is a number, not an audience
    return _by_ending(key) or made or _by_likeness(key)


def _by_ending(key: str) -> Guess | None:
    """The longest strong wording with which a heading ends: 质量月活动名称.

    Of counts only what such words as 预计 and 累计 precede: 抽查企业数 is another number than 企业数.
    """
    known = column_wordings()
    for at in range(1, len(key) - 1):
        field, is_strong = known.get(key[at:], ("", False))
        if not is_strong or (len(key) - at == 2 and key[at:] not in _SHORT):
            continue
        if sheet_columns()[field].type != "count" or _MODIFIERS.fullmatch(key[:at]):
            return Guess(field, _ENDS, f"表头“{key}”以“{key[at:]}”结尾")
    return None


def _by_parts(key: str) -> Guess | None:
    """What a heading is made of: 负责 and 科室 are a responsible unit, whatever the two are called."""
    for field, pattern in _PARTS:
        if pattern.fullmatch(key):
            return Guess(field, _WEAK, f"表头“{key}”的构词")
    return None


_BODIES = r"(?:单位|部门|科室|处室|车间|机构|股室|班组|公司|学院|站所)"
# 负责科室 | 参与部门 | 授课老师 | 参会领导 | 所需经费 | 隐患名称 | 媒体链接 | 整改期限
_PARTS: Sequence[tuple[str, re.Pattern[str]]] = tuple(
    (field, re.compile(pattern))
    for field, pattern in (
        ("responsible_unit", rf".{{0,2}}(?:负责|责任|牵头|主责|主抓|归口|落实|实施){_BODIES}"),
        ("co_host", rf".{{0,2}}(?:参与|配合|协助|协作|参加|协同|联合){_BODIES}"),
        ("host", rf".{{0,2}}(?:主办|举办|组织|发起){_BODIES}"),
        ("undertaker", rf".{{0,2}}(?:承办|承担|具体){_BODIES}"),
        ("unit", rf"(?:填报|报送|上报|所在|所属|申报|基层|直属){_BODIES}"),
        ("leader", r".{1,4}领导"),
        ("owner", r".{1,4}(?:老师|教师|讲师|专家|责任人|负责人|主讲人|教官|讲师)"),
        ("contact", r".{1,4}联系人(?:及.{2,6})?"),
        ("audience", r".{1,4}(?:对象|人员|范围|群体|人群)"),
        ("place", r".{1,4}(?:地点.{0,4}|地址|场所|部位|会议室|教室|点位|所在地)|会议室|教室|部位"),
        ("date", r".{1,4}(?:时间|日期|期限|时限|时间节点)"),
        ("budget", r".{1,4}(?:经费|费用|预算|资金)(?:来源)?"),
        ("form", r".{1,4}(?:方式|形式)"),
        ("reason", r"未.{1,4}原因"),
        ("evidence", r".{1,4}(?:链接|照片|图片|视频|截图|佐证|网址)"),
        ("sequence", r".{1,4}(?:编号|序号)"),
        ("duration", r".{1,4}(?:时长|学时|课时)"),
        ("name", r".{1,6}(?:名称|主题|题目)|课程|课题|讲题|节目|赛项"),
        ("content", r".{1,4}(?:内容|措施|举措|概况|简介|要点)"),
    )
)


def _by_likeness(key: str) -> Guess | None:
    """A wording with a character too many or another: never of counts, where 不合格 is near 合格."""
    near = (
        process.extractOne(key, column_wordings().keys(), scorer=fuzz.ratio, score_cutoff=80) if len(key) > 3 else None
    )
    if near is None or len(near[0]) < 4:
        return None
    field = column_wordings()[near[0]][0]
    if sheet_columns()[field].type in ("count", "share"):
        return None
    return Guess(field, _NEAR, f"表头“{key}”近于“{near[0]}”")


_SHORT = frozenset({"时间", "地点", "单位", "内容", "备注", "日期", "电话", "对象", "人数", "人次", "场次"})
_MODIFIERS = re.compile(
    r"(?:预计|拟|计划|累计|本[月年期次季]|实际|现场|总|共|活动|开展|质量月|期间|全[月年]|今年|当[月年]|其中|线[上下]|约)+"
)


def is_label(words: str) -> bool:
    """Whether words are a wording that the list knows, as a form's label is."""
    key = wording_key(words)
    return len(key) >= 2 and key in column_wordings()


def field_of(words: str) -> str:
    """Return the field of a wording that the list knows, "" of any other."""
    return column_wordings().get(wording_key(words), ("", False))[0]


def unit_of(words: str) -> str:
    """Return the measure word that a heading prints in brackets, "" where none.

    >>> unit_of("参与人次（人次）"), unit_of("完成情况（是/否）")
    ('人次', '')
    """
    match = _UNIT.search(words) or _SLASHED.search(words)
    return match[1].replace("％", "%") if match and _UNITS.match(match[1]) else ""


def assign_fields(
    headings: Sequence[Heading],
    samples: Mapping[int, Sequence[Cell]],
    settings: Settings,
    *,
    mapping: Mapping[str, str] | None = None,
) -> tuple[DraftColumn, ...]:
    """Return what each column was taken for. Two columns never get one field: the surer one, then the first, has it."""
    remembered = {wording_key(words): name for words, name in (mapping or {}).items()}
    columns = [_column(heading, samples.get(heading.column, ()), settings, remembered) for heading in headings]
    return tuple(_numbered(_once(_with_neighbours(columns, samples, settings), samples, settings)))


def _column(heading: Heading, sample: Sequence[Cell], settings: Settings, remembered: Mapping[str, str]) -> DraftColumn:
    unit = next((unit for level in reversed(heading.levels) if (unit := unit_of(level))), "")
    votes = votes_of(sample, settings)
    name = remembered.get(wording_key(heading.words))
    if name is not None and (name in sheet_columns() or name in ("", IGNORED)):
        guess = Guess(name.replace(IGNORED, ""), 1.0, "按已确认的对应")
    else:
        guess = _by_content(_by_levels(heading.levels) or Guess("", 0.0, ""), votes, heading)
    if not guess.field:
        kind = _kind_of(votes, unit)
        return DraftColumn(
            heading.column, heading.words, "", kind, guess.confidence or 0.9, guess.reason or "按原表头保留", unit
        )
    entry = sheet_columns()[guess.field]
    return DraftColumn(
        heading.column, heading.words, guess.field, cast("CellType", entry.type), guess.confidence, guess.reason,
        unit or entry.unit,
    )  # fmt: skip


def _by_levels(levels: Sequence[str]) -> Guess | None:
    """The innermost level decides, unless it is a word that only its group explains: 排查隐患/合计."""
    leaf = wording_key(levels[-1])
    if len(levels) == 1:
        return guess_wording(levels[-1])
    joined = column_wordings().get(wording_key("".join(levels[-2:])))
    if joined is not None:
        return Guess(joined[0], 0.95, f"表头“{'/'.join(levels[-2:])}”")
    if leaf in _TOTAL:
        parent = guess_wording(levels[0]) if len(levels) == 2 or leaf == "总合计" else None
        if parent is not None and sheet_columns()[parent.field].type == "count":
            return Guess(parent.field, round(parent.confidence * 0.9, 3), f"“{levels[0]}”的{leaf}")
        return None
    return None if leaf in _GENERIC else guess_wording(levels[-1])


def votes_of(sample: Sequence[Cell], settings: Settings) -> Mapping[CellType, float]:
    """Return which share of a column's cells speaks for which type."""
    found = Counter(kind for cell in sample if (kind := looks_like(cell, settings)) is not None)
    total = max(1, len(sample))
    return {kind: count / total for kind, count in found.items()}


def _by_content(guess: Guess, votes: Mapping[CellType, float], heading: Heading) -> Guess:
    """Let the cells speak where the heading says nothing, or something that they cannot be."""
    clear = {kind for kind, share in votes.items() if share >= _CLEAR}
    for field, kind, better, confidence in _INSTEAD:
        if guess.field == field and kind in clear:
            return Guess(better, confidence, f"列中都是{sheet_columns()[better].label_zh}")
    if guess.field or len(heading.levels) > 1 or unit_of(heading.levels[-1]):
        return guess
    field = next((field for field in ("phone", "email", "date") if sheet_columns()[field].type in clear), "")
    return Guess(field, _CONTENT, f"表头不明，列中都是{sheet_columns()[field].label_zh}") if field else guess


_INSTEAD: Sequence[tuple[str, CellType, str, float]] = (
    ("unit", "measure", "measure", 0.9),
    ("date", "clock", "clock", 0.9),
    ("planned_date", "clock", "clock", 0.9),
    ("clock", "date", "date", 0.85),
)
"""Headings that mean another thing where their cells hold something else: 单位 over 场, 期, 项."""


def _kind_of(votes: Mapping[CellType, float], unit: str) -> CellType:
    """The type of a column that is kept under its heading."""
    if unit == "%":
        return "share"
    if unit:
        return "count"
    for kind in ("count", "share", "date", "measure"):
        if votes.get(kind, 0) >= _CLEAR:
            return kind
    return "text"


def _with_neighbours(
    columns: Sequence[DraftColumn], samples: Mapping[int, Sequence[Cell]], settings: Settings
) -> Sequence[DraftColumn]:
    """A weak wording that another column already says strongly is something else: 主题 beside 活动名称 is kept as it is."""
    strong = {column.field for column in columns if column.confidence >= _ENDS}
    found: list[DraftColumn] = []
    for column in columns:
        if column.field and column.confidence <= _WEAK and column.field in strong:
            found.append(_loose(column, samples, settings, f"“{column.heading}”与另一列相同，按原表头保留"))
        else:
            found.append(column)
    return found


def _once(
    columns: Sequence[DraftColumn], samples: Mapping[int, Sequence[Cell]], settings: Settings
) -> Sequence[DraftColumn]:
    columns = _with_name(columns)
    best: dict[str, DraftColumn] = {}
    for column in columns:
        if column.field and (column.field not in best or column.confidence > best[column.field].confidence):
            best[column.field] = column
    return [
        column if not column.field or best[column.field] is column else _second(column, best, samples, settings)
        for column in columns
    ]


def _with_name(columns: Sequence[DraftColumn]) -> Sequence[DraftColumn]:
    """Of two columns of content the first is the name where nothing else is: 活动安排 beside 主要内容."""
    contents = [column for column in columns if column.field == "content"]
    if len(contents) < 2 or any(column.field == "name" for column in columns):
        return columns
    first = replace(contents[0], field="name", confidence=0.7, reason="两列都是内容，前一列作名称")
    return [first if column is contents[0] else column for column in columns]


def _second(
    column: DraftColumn, best: Mapping[str, DraftColumn], samples: Mapping[int, Sequence[Cell]], settings: Settings
) -> DraftColumn:
    """开始时间 and 结束时间 are two fields; 时间 twice is one and a column under its heading."""
    votes = votes_of(samples.get(column.column, ()), settings)
    if column.field == "date" and "clock" not in best and votes.get("clock", 0) >= _CLEAR:
        return replace(column, field="clock", type="clock", confidence=0.85, reason="第二个时间列都是钟点")
    return _loose(column, samples, settings, f"“{column.field}”已有一列，按原表头保留")


def _loose(column: DraftColumn, samples: Mapping[int, Sequence[Cell]], settings: Settings, reason: str) -> DraftColumn:
    kind = _kind_of(votes_of(samples.get(column.column, ()), settings), unit_of(column.heading))
    return replace(column, field="", type=kind, confidence=0.9, reason=reason)


def _numbered(columns: Sequence[DraftColumn]) -> Sequence[DraftColumn]:
    """Give headings that stand twice a number, so that no value hides another."""
    seen: Counter[str] = Counter()
    found: list[DraftColumn] = []
    for column in columns:
        heading = column.heading or f"第{column.column}列"
        seen[heading] += 1
        found.append(replace(column, heading=heading if seen[heading] == 1 else f"{heading} ({seen[heading]})"))
    return found
