"""The figures of a campaign that a page prints: what is counted, how many, in which unit, with which hedge.

Comes in: an excerpt. Goes out: `Figure`s under the codes of ``reference/measures.csv`` (what is counted decides, never the
number), and `Counted`s: every number with a unit, for sums and rates. 人 and 人次, 家 and 家次 stay apart; a number whose
noun no list knows is no figure.

    发放宣传资料1.2万余份，悬挂横幅320条，参与企业460家。
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from zhiyue.notices.excerpt import Excerpt, once_for_each
from zhiyue.notices.mentions import Sentences
from zhiyue.notices.tables import Row, find_rows
from zhiyue.reference.measures import campaign_measures
from zhiyue.reference.sheets import column_wordings, wording_key
from zhiyue.spans import Span
from zhiyue.values import Found, find_counts
from zhiyue.values.relations import AFTER, HEDGES, RELATIONS

_ALIKE = (frozenset({"人", "人次", "名", "位"}), frozenset({"家", "家次"}))
"""Units that one measure may be printed in, though they are never added up."""
_LONGEST = 14
_WORD = re.compile(r"[一-龥A-Za-z][^，。；：:“”]*[一-龥A-Za-z]")
_REACH = 40
_CLAUSE = re.compile(r"[，,。；;！!？?、：:\n\t|｜]")
# 发放资料共计 | 横幅约: what stands between the noun and its number
_BETWEEN = re.compile(
    r"(?:共计|合计|累计|总计|共|达到|达|了|为|有|约|近|超过|超|数|\s|[（(][^（）()]{1,4}[)）]|[:：])+$"
)
# 拟发放 | 应参加 | 较去年增加: a plan, or another year's
_NOT_NOW = re.compile(r"应(?:参|到|检)|预计|计划|拟|将要?(?=[一-龥])|目标|去年|上年|往年|同比|增长|增加|减少|下降")
# 460家企业参与
_TAKING_PART = re.compile(r"(?P<noun>企业|经营主体|商户)(?:参与|参加|报名)")
_LABEL_UNIT = re.compile(r"[（(](?:单位[:：])?(?P<unit>[^（）()]{1,3})[)）]\s*[:：]?\s*$")
_NUMBER_CELL = re.compile(r"(?:约|近|超过?|逾|共)?[0-9０-９][^|\n]{0,14}")


@dataclass(frozen=True, slots=True)
class Counted:
    """A number with its unit as printed, in its sentence."""

    number: Found
    unit: Span
    sentence: Span


@dataclass(frozen=True, slots=True)
class Figure:
    """What is counted (`noun`, and `code` of the measure), how many (`number`, a count with its hedge), in which unit."""

    code: str
    noun: Span
    number: Found
    unit: Span | None
    sentence: Span


@cache
def _units() -> re.Pattern[str]:
    known = {unit for m in campaign_measures().values() for unit in (m.unit, *m.other_units)} | _ALIKE[0] | _ALIKE[1]
    words = "|".join(sorted(map(re.escape, known), key=len, reverse=True))
    return re.compile(rf"\s?(?P<unit>{words})(?P<behind>{AFTER.replace('?P<after>', '')})?")


@cache
def _wordings() -> dict[str, str]:
    """Wording → code: what sheets call a measure, and its own label."""
    known = {
        word: field for word, (field, strong) in column_wordings().items() if strong and field in campaign_measures()
    }
    labels = {wording_key(m.label_zh): m.code for m in campaign_measures().values()} | known
    # 活动 ends many a name; only the sentence says whether all are meant
    return {word: code for word, code in labels.items() if code != "activities"}


@once_for_each
def find_counted(excerpt: Excerpt) -> tuple[Counted, ...]:
    """Every number with a unit that a measure knows, in the order of the zones."""
    text, sentences = excerpt.text, Sentences(excerpt)
    found = []
    for zone in excerpt.prose:
        for count in find_counts(text, zone, label=True):
            unit = _units().match(text, count.span.end, zone.end)
            if unit is not None and re.search(r"[0-9０-９]", count.span.of(text)):
                found.append(
                    Counted(_hedged(count, unit["behind"]), Span(*unit.span("unit")), sentences.around(count.span))
                )
    return tuple(found)


@once_for_each
def find_figures(excerpt: Excerpt) -> tuple[Figure, ...]:
    """The figures of prose, then those of tables."""
    prose = [figure for item in find_counted(excerpt) for figure in _figure(excerpt.text, item)]
    taken = {figure.number.span.start for figure in prose}
    table = [figure for figure in _of_tables(excerpt) if figure.number.span.start not in taken]
    return (*prose, *table)


def _hedged(count: Found, behind: str | None = None) -> Found:
    """以上 behind the unit is a hedge too; 余 is at least, 近 is about."""
    relation = RELATIONS[behind] if behind else count.relation
    return replace(count, relation=HEDGES.get(relation, relation))


# ── sentences ────────────────────────────────────────────────────────────────────────────────────────────────────


def _figure(text: str, item: Counted) -> Iterator[Figure]:
    start, unit = _clause_start(text, item), item.unit.of(text)
    if _NOT_NOW.search(text, start, item.number.span.start):
        return
    named = _before(text, Span(start, item.number.span.start), unit) or _behind(text, item) or _said(text, start, item)
    if named is not None:
        yield Figure(named[0], named[1], item.number, item.unit, item.sentence)


def _clause_start(text: str, item: Counted) -> int:
    """Where the clause of a number begins; a colon right before the number is no border (发放资料：300份)."""
    first = max(item.sentence.start, item.number.span.start - _REACH)
    before = text[first : item.number.span.start].rstrip(" :：\u3000")
    border = max((match.end() for match in _CLAUSE.finditer(before)), default=0)
    return first + border


def _before(text: str, clause: Span, unit: str) -> tuple[str, Span] | None:
    """The longest wording that ends where the number begins."""
    gap = _BETWEEN.search(text[clause.start : clause.end])
    end = clause.start + gap.start() if gap else clause.end
    for start in range(max(clause.start, end - _LONGEST), end - 1):
        code = _wordings().get(wording_key(text[start:end])) if _WORD.fullmatch(text, start, end) else None
        if code is not None and _fits(code, unit):
            return code, Span(start, end)
    return None


def _behind(text: str, item: Counted) -> tuple[str, Span] | None:
    """50余名志愿者 | 20块展板: the noun stands behind its unit."""
    start, unit = item.unit.end, item.unit.of(text)
    for end in range(min(start + 8, item.sentence.end), start + 1, -1):
        code = _wordings().get(wording_key(text[start:end])) if _WORD.fullmatch(text, start, end) else None
        if code is not None and _fits(code, unit):
            return code, Span(start, end)
    return None


def _said(text: str, start: int, item: Counted) -> tuple[str, Span] | None:
    """What the clause says before the number, else right behind it (460家企业参与)."""
    unit, end = item.unit.of(text), item.number.span.start
    if (taking_part := _TAKING_PART.match(text, item.unit.end, item.sentence.end)) is not None and _fits("firms", unit):
        return "firms", Span(*taking_part.span("noun"))
    gap = _BETWEEN.search(text[start:end])
    before = text[start : start + gap.start()] if gap else text[start:end]
    # The measure whose own unit it is (参加54人 are people, 54人次 attendances), then the word nearest, then the longer
    said = [
        (_is_own(code, unit), at + len(cue), len(cue), measure.is_national, code)
        for code, measure in campaign_measures().items()
        if _fits(code, unit)
        for cue in measure.cues
        if (at := before.rfind(cue)) >= 0
    ]
    if not said:
        return None
    _, last, length, _, code = max(said)
    return code, Span(start + last - length, start + last)


def _fits(code: str, unit: str) -> bool:
    measure = campaign_measures()[code]
    own = {measure.unit, *measure.other_units}
    return unit in own or any(unit in alike and own & alike for alike in _ALIKE)


def _is_own(code: str, unit: str) -> bool:
    measure = campaign_measures()[code]
    return unit in {measure.unit, *measure.other_units}


# ── tables ───────────────────────────────────────────────────────────────────────────────────────────────────────


def _of_tables(excerpt: Excerpt) -> Iterator[Figure]:
    """Rows of label and number, and rows of numbers below a row of labels."""
    if not excerpt.body:
        return
    within = Span(min(zone.start for zone in excerpt.body), max(zone.end for zone in excerpt.body))
    header: tuple[Span, ...] = ()
    for row in find_rows(excerpt.text, within):
        labels = [_code_of(cell.of(excerpt.text)) for cell in row.cells]
        if sum(map(bool, labels)) >= 2 and not any(_is_number(excerpt.text, cell) for cell in row.cells):
            header = row.cells
            continue
        pairs = list(zip(row.cells, row.cells[1:], strict=False))
        # 指标 | 单位 | 完成数: the unit has a column of its own
        pairs += [(label, cell) for label, unit, cell in _threes(row) if _units().fullmatch(unit.of(excerpt.text))]
        pairs += zip(header, row.cells, strict=False) if len(header) == len(row.cells) else ()
        yield from _of_pairs(excerpt.text, row, pairs)


def _threes(row: Row) -> Iterator[tuple[Span, Span, Span]]:
    return zip(row.cells, row.cells[1:], row.cells[2:], strict=False)


def _of_pairs(text: str, row: Row, pairs: list[tuple[Span, Span]]) -> Iterator[Figure]:
    for label, cell in pairs:
        code = _code_of(label.of(text))
        if not code or not _is_number(text, cell):
            continue
        count = next(iter(find_counts(text, cell, label=True)), None)
        if count is None:
            continue
        printed = _units().match(text, count.span.end, cell.end)
        heading = _LABEL_UNIT.search(label.of(text))
        unit = Span(*printed.span("unit")) if printed else _between(text, row, label, cell)
        if unit is None and heading is not None:
            unit = Span(label.start + heading.start("unit"), label.start + heading.end("unit"))
        if unit is None or _fits(code, unit.of(text)):
            yield Figure(code, label, _hedged(count, printed["behind"] if printed else None), unit, row.span)


def _between(text: str, row: Row, label: Span, cell: Span) -> Span | None:
    return next(
        (
            unit
            for first, unit, last in _threes(row)
            if (first, last) == (label, cell) and _units().fullmatch(unit.of(text))
        ),
        None,
    )


def _code_of(words: str) -> str:
    """The measure that a label names; a bare unit (人次) names none."""
    is_label = 1 < len(words) <= 30 and not _units().fullmatch(words)
    return _wordings().get(wording_key(words), "") if is_label else ""


def _is_number(text: str, cell: Span) -> bool:
    return _NUMBER_CELL.fullmatch(cell.of(text)) is not None
