"""One cell → one value: by the type of its column, never by the look of the cell alone.

Comes in: a `Cell`, the type that its column was taken for, the sheet's settings. Goes out: a `DraftCell` with value,
relation, confidence and reason. 无, 零 and 本月无活动 are a return of nothing; —, / and an empty cell are no return. What
cannot be read is kept as printed, with a problem that names sheet, row and column.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from zhiyue.draft import CellStatus, CellType, DraftCell, Place, Problem
from zhiyue.model import Ordinal, Period, Quantity, Relation, Share, Value
from zhiyue.sheets.days import Dated, half_of_day, read_clock, read_date
from zhiyue.sheets.grid import Cell
from zhiyue.values import fold, parse_number, plain
from zhiyue.values.relations import AFTER, BEFORE, HEDGES, relation_of


@dataclass(frozen=True, slots=True)
class Settings:
    """What a sheet cannot say itself: the edition's year and its days."""

    year: int
    days: Period | None = None


@dataclass(frozen=True, slots=True)
class Slot:
    """The column that a cell stands in: its heading, type, unit, and how sure the column is."""

    heading: str
    type: CellType
    unit: str = ""
    confidence: float = 1.0
    reason: str = ""
    is_contact: bool = False


DITTO = re.compile(r"^(?:同上|同左|〃|″|\"|''|”|同前|上同)$")
_EMPTY = re.compile(r"^[\s\-—–－―─/／\\、.。…_]*$")
_NIL = re.compile(
    r"^(?:无|零|暂无|没有|未开展|无活动|未发生|nil|(?:本月|本季度?|本年度?|本期|当月|本单位|我单位)?(?:暂?无|未开展|没有)(?:相关|此类|质量)?[^\d,，;；]{0,12})$"
)
_YES = re.compile(r"^(?:是|√|✓|✔|☑|■|已完成|完成|已开展|按期完成|有|对|y|yes|1|已落实|已结束)$", re.IGNORECASE)
_NO = re.compile(r"^(?:否|×|✗|✘|☐|□|未完成|未开展|没有|无|n|no|0|未落实)$", re.IGNORECASE)
_ERROR = re.compile(r"^#(?:REF!|VALUE!|DIV/0!|N/A|NAME\?|NUM!|NULL!)$")
# 约300人次 | 1200余份 | 3场 | 2.5万余人次 | 1,234 | 三场 | 300人以上 | 近百人
_NUMBER = r"(?P<number>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d{1,12}(?:\.\d{1,6})?|[〇○零一二三四五六七八九两十百千]+)"
_UNIT = r"(?P<unit>[^\d\s,，;；、。+＋:：()余多万亿约近超]{0,6}?)"
_COUNT = re.compile(
    rf"^(?:共|共计|计|累计|预计|拟|总计)?\s*(?:{BEFORE})?\s*{_NUMBER}\s*(?P<more>[余多])?\s*(?P<scale>[万亿])?(?P<more2>[余多])?\s*{_UNIT}(?:{AFTER})?\s*(?P<plus>\+)?(?P<aside>\(.*\))?[。;；]?$",
    re.DOTALL,
)
_RANGE = re.compile(rf"^(?P<low>\d+)\s*[-~—–至到]{{1,2}}\s*(?P<high>\d+)\s*{_UNIT}$")
_SHARE = re.compile(r"^(?P<before>约|近|超过?)?\s*(?P<number>\d{1,4}(?:\.\d{1,6})?)\s*%?$")
_PHONE = re.compile(
    r"(?<!\d)(?:1[3-9]\d[\s-]?\d{4}[\s-]?\d{4}|(?:0\d{2,3}[-\s)]?)?[2-9]\d{6,7}(?:[-转]\d{1,5})?|1\d{2}\*{4}\d{4})(?!\d)"
)
_MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+", re.ASCII)


def read_cell(cell: Cell, slot: Slot, place: Place, settings: Settings) -> DraftCell:
    """Return the value that `cell` states below its heading.

    Never raises: words that are no such value come back as printed, ``unreadable``, with a problem.
    """
    words = cell.words.strip()
    bare = cell.bare
    if _EMPTY.match(fold(bare)):
        return _made(slot, place, words, None, status="absent", why="空格或横线")
    if _ERROR.match(bare):
        return _unreadable(slot, place, words, "公式出错，没有结果 (a formula without a result)")
    if slot.type not in ("yes_no", "date") and _NIL.match(bare) and (slot.type in ("count", "share") or len(bare) <= 4):
        value = Quantity("0", slot.unit) if slot.type == "count" else None
        return _made(slot, place, words, value, status="nil", why="写明没有")
    return _READERS[slot.type](cell, words, slot, place, settings)


def is_nil(words: str) -> bool:
    """Whether the words say that there is nothing to report: 本月无活动, 零报告."""
    bare = re.sub(r"\s", "", words)
    return bool(_NIL.match(bare)) or bare in ("零报告", "实行零报告")


def is_empty(words: str) -> bool:
    """Whether a cell says nothing at all: blank, a dash, a stroke."""
    return bool(_EMPTY.match(fold(words)))


def absent(slot: Slot, place: Place, why: str = "空") -> DraftCell:
    """The cell that has no words."""
    return _made(slot, place, "", None, status="absent", why=why)


def _made(  # noqa: PLR0913 - the whole of a cell, made in one place; all but the first four by name
    slot: Slot, place: Place, words: str, value: Value | None, *, status: CellStatus = "stated", sure: float = 1.0,
    why: str = "", dated: Dated | None = None, relation: Relation = "=",
) -> DraftCell:  # fmt: skip
    reason = "；".join(part for part in (slot.reason, why) if part)
    problems: tuple[Problem, ...] = ()
    if dated is not None and dated.doubt:
        zh, en = _halves(dated.doubt)
        problems = (Problem("date.doubtful", place, f"“{words}”：{zh}", f"“{words}”: {en}", slot.heading),)
    return DraftCell(
        type=slot.type,
        value=value,
        printed=words,
        place=place,
        status=status,
        confidence=round(sure * slot.confidence, 3),
        reason=reason,
        relation=dated.relation if dated is not None else relation,
        part=dated.part if dated is not None else None,
        clock=dated.clock if dated is not None else None,
        is_contact=slot.is_contact,
        problems=problems,
    )


def _halves(words: str) -> tuple[str, str]:
    zh, _, en = words.partition(" (")
    return zh, en.rstrip(")") or zh


def _unreadable(slot: Slot, place: Place, words: str, why: str) -> DraftCell:
    zh, en = _halves(why)
    problem = Problem("cell.unreadable", place, f"“{words}”{zh}", f"“{words}”: {en}", slot.heading)
    return DraftCell(
        slot.type, None, words, place, "unreadable", 0.0, slot.reason, is_contact=slot.is_contact, problems=(problem,)
    )


# ── by type ──────────────────────────────────────────────────────────────────────────────────────────────────────


def _words(cell: Cell, words: str, slot: Slot, place: Place, settings: Settings) -> DraftCell:  # noqa: ARG001 - one shape for all readers
    return _made(slot, place, words, re.sub(r"[ \t]*\n[ \t]*", "\n", words))


def _name(cell: Cell, words: str, slot: Slot, place: Place, settings: Settings) -> DraftCell:  # noqa: ARG001 - as above
    """张 三 is 张三; two persons stay two."""
    joined = re.sub(
        r"(?<![\u4e00-\u9fff])([\u4e00-\u9fff])[ \u3000]+([\u4e00-\u9fff])(?![\u4e00-\u9fff])", r"\1\2", words
    )
    return _made(slot, place, words, re.sub(r"\s*\n\s*", "、", joined))


def _date(cell: Cell, words: str, slot: Slot, place: Place, settings: Settings) -> DraftCell:
    found = read_date(words, cell.raw, year=settings.year, days=settings.days)
    if found is None:
        clock = read_clock(words, cell.raw)
        if clock is not None:
            dated = Dated(
                None, 0.6, "只有钟点", part=clock[1], clock=clock[0], doubt="只有钟点，没有日期 (a time without a day)"
            )
            return _made(slot, place, words, None, sure=0.6, why=dated.reason, dated=dated)
        return _unreadable(slot, place, words, "不是可以识读的时间 (no date that can be read)")
    status: CellStatus = "stated" if found.value is not None else "absent"
    return _made(slot, place, words, found.value, status=status, sure=found.confidence, why=found.reason, dated=found)


def _clock(cell: Cell, words: str, slot: Slot, place: Place, settings: Settings) -> DraftCell:  # noqa: ARG001 - as above
    part = half_of_day(words)
    if part is not None:
        return _made(slot, place, words, words, dated=Dated(None, 1.0, "", part=part))
    found = read_clock(words, cell.raw)
    if found is None:
        return _made(slot, place, words, words, sure=0.7, why="不是钟点，按文字保留")
    return _made(slot, place, words, found[0], dated=Dated(None, 1.0, "", part=found[1], clock=found[0]))


def _count(cell: Cell, words: str, slot: Slot, place: Place, settings: Settings) -> DraftCell:  # noqa: ARG001 - as above
    found = read_count(words)
    if found is None:
        return _unreadable(slot, place, words, "不是一个数 (no number)")
    number, unit, relation, sure, why = found
    if unit and slot.unit and unit != slot.unit and not slot.unit.startswith(unit):
        why = f"{why}；表头单位为{slot.unit}" if why else f"表头单位为{slot.unit}"
    return _made(slot, place, words, Quantity(plain(number), unit or slot.unit), sure=sure, why=why, relation=relation)


def read_count(words: str) -> tuple[Decimal, str, Relation, float, str] | None:
    """Return number, unit, relation, confidence and reason of what a cell counts; None where it counts nothing.

    >>> read_count("1200余份")[:3], read_count("约300人次")[:3], read_count("2万余人次")[:3]
    ((Decimal('1200'), '份', '≥'), (Decimal('300'), '人次', '≈'), (Decimal('20000'), '人次', '≥'))
    """
    text = re.sub(r"(?<=\d)，(?=\d{3})", ",", fold(words)).strip()
    if (match := _RANGE.match(text)) is not None and int(match["low"]) < int(match["high"]):
        return Decimal(match["low"]), match["unit"], "≥", 0.7, f"区间，取下限（上限{match['high']}）"
    match = _COUNT.match(text)
    if match is None:
        return None
    try:
        number = parse_number(match["number"].replace(",", "")) * {"万": 10**4, "亿": 10**8}.get(
            match["scale"] or "", 1
        )
    except ValueError:  # 十百千 in no order of a number
        return None
    relation = relation_of(match["more"], match["more2"], match["before"], match["after"])
    relation = "≥" if match["plus"] else HEDGES.get(relation, relation)
    aside = match["aside"]
    return number, match["unit"], relation, 0.8 if aside else 1.0, f"另注{aside}" if aside else ""


def _share(cell: Cell, words: str, slot: Slot, place: Place, settings: Settings) -> DraftCell:  # noqa: ARG001 - as above
    match = _SHARE.match(fold(words).strip())
    if match is None:
        return _unreadable(slot, place, words, "不是百分数 (no percentage)")
    is_fraction = isinstance(cell.raw, float) and "%" not in words and cell.raw <= 1 and "." in words
    number = Decimal(match["number"]) * (100 if is_fraction else 1)
    relation = relation_of(match["before"])
    value = Share(plain(number))
    if is_fraction:
        return _made(slot, place, words, value, sure=0.6, why="小数当比率读", relation=relation)
    return _made(slot, place, words, value, sure=1.0 if number <= 100 else 0.6, relation=HEDGES.get(relation, relation))


def _ordinal(cell: Cell, words: str, slot: Slot, place: Place, settings: Settings) -> DraftCell:  # noqa: ARG001 - as above
    match = re.fullmatch(r"[(（]?(\d{1,6})[)）]?[.、]?", fold(words))
    return _made(slot, place, words, Ordinal(int(match[1])) if match else words)


def _yes_no(cell: Cell, words: str, slot: Slot, place: Place, settings: Settings) -> DraftCell:  # noqa: ARG001 - as above
    bare = cell.bare
    if _YES.match(bare):
        return _made(slot, place, words, "yes")
    if _NO.match(bare):
        return _made(slot, place, words, "no")
    return _made(slot, place, words, words, sure=0.7, why="不是“是/否”，按文字保留")


def _phone(cell: Cell, words: str, slot: Slot, place: Place, settings: Settings) -> DraftCell:  # noqa: ARG001 - as above
    numbers = [match.group() for match in _PHONE.finditer(fold(words))]
    if not numbers:
        return _made(slot, place, words, words, sure=0.5, why="不像电话号码")
    return _made(slot, place, words, "、".join(numbers))


def _mail(cell: Cell, words: str, slot: Slot, place: Place, settings: Settings) -> DraftCell:  # noqa: ARG001 - as above
    match = _MAIL.search(fold(words))
    return _made(slot, place, words, match.group() if match else words, sure=1.0 if match else 0.5)


Reader = Callable[[Cell, str, Slot, Place, Settings], DraftCell]
_READERS: Mapping[CellType, Reader] = {
    "text": _words, "person": _name, "organisation": _words, "place": _words, "date": _date, "clock": _clock,
    "count": _count, "share": _share, "ordinal": _ordinal, "yes_no": _yes_no, "phone": _phone, "email": _mail,
    "code": _words, "measure": _words,
}  # fmt: skip


# ── what a column's cells look like ──────────────────────────────────────────────────────────────────────────────

_MEASURES = re.compile(
    r"^(?:场|期|项|次|人|人次|份|条|块|家|家次|场次|个|篇|台次|处|件|张|批|批次|台|套|班|部|册|幅|元|万元|小时|辆|辆次|起|面|本|只|名|户)$"
)


_SHAPES: Sequence[tuple[CellType, re.Pattern[str]]] = (
    ("measure", _MEASURES),
    ("share", re.compile(r"^\d+(?:\.\d+)?%$")),
    (
        "clock",
        re.compile(
            r"^(?:上午|下午|晚上?|中午)?[0-2]?\d:[0-5]\d(?:[-—–~至到]+(?:上午|下午)?[0-2]?\d:[0-5]\d)?$|^(?:上午|下午|全天|晚上)$"
        ),
    ),
)
# 9.5 alone may be a rate or a sum: it is a day only below a heading of time
_DAYLIKE = re.compile(r"\d\s*月|[月日]|\d{4}-\d\d|^\d{1,2}/\d{1,2}(?:\s*[-~—–至到]+\s*\d{1,2}(?:/\d{1,2})?)?$")


def looks_like(cell: Cell, settings: Settings) -> CellType | None:
    """Return the type that a cell's words speak for without any heading; None where they could be anything."""
    words = fold(cell.words).strip()
    bare = fold(cell.bare)
    if _PHONE.fullmatch(words):
        return "phone"
    if _MAIL.search(words):
        return "email"
    for kind, shape in _SHAPES:
        if shape.match(bare):
            return kind
    if len(bare) <= 40 and (_DAYLIKE.search(words) or not isinstance(cell.raw, str | int | float | None)):
        found = read_date(cell.words, cell.raw, year=settings.year, days=settings.days)
        if found is not None and found.confidence >= 0.5:
            return "date"
    return "count" if read_count(cell.words) is not None else None
