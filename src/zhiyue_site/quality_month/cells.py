"""A cell between a sheet, the preview and an activity: what was read, as a person sees it, confirms it, or sets it anew.

Comes in: a `zhiyue.draft.DraftCell`, or words that a person typed. Goes out: the cell as JSON, as `Draft.cells` keeps it:

    {"words", "start", "end", "part", "number", "unit", "relation", "printed", "where", "confidence", "status", "reason",
     "problems", "is_contact", "by"}

`words` is what the preview shows. A cell that a person set has `by` and no doubt left.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from zhiyue.draft import DraftCell
from zhiyue.model import Period, Quantity, Share, Value

CellJson = dict[str, Any]

SURE, LIKELY = 0.85, 0.6
"""From which confidence on a cell is sure, likely; below it is doubtful."""

PLAN_FIELDS = (
    ("name", "活动名称"), ("date", "时间"), ("place", "地点"), ("host", "主办"), ("form", "形式"), ("category", "类别"),
    ("content", "内容"), ("audience", "对象"), ("participants", "规模"), ("owner", "责任人"), ("contact", "联系人"),
    ("phone", "电话"),
)  # fmt: skip
REPORT_FIELDS = (
    ("name", "活动名称"), ("date", "实际时间"), ("done", "是否开展"), ("reason", "未开展原因"), ("evidence", "佐证材料"),
)  # fmt: skip
NEEDED = {"plan": ("name", "date", "place"), "report": ("name",)}
"""Fields whose absence is a gap that the preview names."""

_SIGNS = re.compile(r"[\W_]+")
_SAME_DAY = {"actual_date": "date", "planned_date": "date"}


@dataclass(frozen=True, slots=True)
class Confidence:
    """How sure a cell is, as sign, word and the class of its colour."""

    sign: str
    word: str
    style: str


def confidence_of(cell: Mapping[str, Any] | None) -> Confidence:
    """Sign and word for a cell: set by a person, sure, likely, doubtful, or missing."""
    if cell is None or cell["status"] == "absent":
        return Confidence("–", "空缺", "not_checkable")
    if cell["by"]:
        return Confidence("✓", "人工填写", "confirmed")
    if cell["status"] == "unreadable" or cell["confidence"] < LIKELY:
        return Confidence("≠", "请核对", "contradicted")
    return Confidence("✓", "确定", "confirmed") if cell["confidence"] >= SURE else Confidence("?", "较可能", "doubtful")


def key_of(name: str) -> str:
    """A name without signs and blanks: what tells an activity again in the next file.

    >>> key_of("“质量月” 启动仪式（2025）")
    '质量月启动仪式2025'
    """
    return _SIGNS.sub("", unicodedata.normalize("NFKC", name))[:150]


def field_of(name: str) -> str:
    """The name under which a field of a sheet is kept: the actual and the planned day are both the day."""
    return _SAME_DAY.get(name, name)


def cell_json(cell: DraftCell) -> CellJson:
    """A cell of a sheet as it is kept."""
    number, unit = _figure(cell.value)
    return {
        "words": words_of(cell.value),
        **days_of(cell.value),
        "part": cell.part or "",
        "number": number,
        "unit": unit,
        "relation": cell.relation,
        "printed": cell.printed,
        "where": str(cell.place),
        "confidence": round(cell.confidence, 2),
        "status": cell.status,
        "reason": cell.reason,
        "problems": [problem.zh for problem in cell.problems],
        "is_contact": cell.is_contact,
        "by": "",
    }


def cell_set(old: Mapping[str, Any] | None, read: CellJson, *, by: str) -> CellJson:
    """A cell that a person set: what they said, beside where it stands and what was printed there."""
    kept = {name: old[name] for name in ("where", "printed", "is_contact")} if old else {}
    return {**read, **kept, "confidence": 1.0, "problems": [], "reason": "人工填写", "by": by}


def empty_cell(words: str = "") -> CellJson:
    """A cell that holds only words; without any it is absent."""
    status = "stated" if words else "absent"
    return {
        "words": words, "start": "", "end": "", "part": "", "number": "", "unit": "", "relation": "=", "printed": words,
        "where": "", "confidence": 1.0, "status": status, "reason": "", "problems": [], "is_contact": False, "by": "",
    }  # fmt: skip


def names_in(words: str) -> list[str]:
    """The organisations of a cell: 甲、乙；丙."""
    return [name.strip() for name in re.split(r"[、；;\n，,]", words) if name.strip()]


def words_of(value: Value | None) -> str:
    """A value as the preview shows it."""
    if value is None:
        return ""
    if isinstance(value, Period):
        return value.start if value.start == value.end else f"{value.start} 至 {value.end}"
    if isinstance(value, Quantity):
        return f"{value.number} {value.unit}".strip()
    return f"{value.percent}%" if isinstance(value, Share) else str(value)


def days_of(value: Value | None) -> dict[str, str]:
    """First and last day or month as printed, never finer; empty for what is no day."""
    if isinstance(value, Period):
        return {"start": value.start, "end": value.end} if re.match(r"\d{4}", value.start) else {"start": "", "end": ""}
    words = str(value) if isinstance(value, str) else ""
    day = words[:10] if re.fullmatch(r"\d{4}(-\d{2}){1,2}(T.*)?", words) else ""
    return {"start": day, "end": day}


def _figure(value: Value | None) -> tuple[str, str]:
    return (value.number, value.unit) if isinstance(value, Quantity) else ("", "")
