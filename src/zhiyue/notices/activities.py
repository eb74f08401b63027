"""The activities that a plan lists: rows of a table under headings, or numbered items that say when.

Comes in: an excerpt. Goes out: `Listed`s: where each field of an activity stands, under the names of
``reference/sheet_columns.csv``. A field that is not said has no range; a year is never guessed. A row
is ``| 1 | 计量惠民进社区 | 9月5日上午 | 文化广场 |``, an item ``2.质量专家巡诊。9月16日至17日，在高新区开展，由市质量协会承办。``
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby

from zhiyue.notices.excerpt import Excerpt, once_for_each
from zhiyue.notices.mentions import clean
from zhiyue.notices.tables import Row, find_rows, find_spaced_rows, find_stacked_rows
from zhiyue.reference.sheets import column_wordings, wording_key
from zhiyue.spans import Span
from zhiyue.values.arrangements import ITEM_NUMBER, WHEN, find_arrangements

FIELDS = ("name", "date", "end_date", "place", "host", "undertaker", "co_host", "audience", "content", "category")
"""What is kept of an activity; persons in charge and their telephones stay on the page."""

_FEWEST = 2
_LINE = re.compile(r"[^\r\n]+")
_NAME_END = re.compile(r"[。：:；;，,\n]")
_SUM = re.compile(r"合\s?计|小\s?计|总\s?计|备\s?注")
# 三、活动安排 | （二）重点活动 | 附件：活动清单: what stands under it is an activity, with a day or without
_HEADING = re.compile(r"活动(?:安排|计划|清单|列表|日程|项目)|(?:主要|重点|系列|专项|专题)活动")
# 9月30日前将总结报送…: a deadline, and no activity
_DEADLINE = re.compile(r"前[^。；]{0,24}(?:报送|上报|报至|报[省市县区局送]|提交|反馈)")
# 9月5日上午在市民广场举行启动仪式: the item begins with its day
_HELD = re.compile(r"(?:举行|举办|召开|开展|组织)(?P<name>[^，,。；;：:\n]{3,40})")
# 时间：9月5日上午 | 参加对象：小微企业
_LABEL = re.compile(r"(?:^|(?<=[\s。；;，,]))(?P<label>[一-龥]{2,6})[:：]\s*(?P<value>[^。；;\r\n]{2,80})")
_TITLE_YEAR = re.compile(r"(?:19|20)[0-9]{2}\s?年")


@dataclass(frozen=True, slots=True)
class Listed:
    """One activity: where each of its fields stands, and the whole of what says it."""

    span: Span
    parts: Mapping[str, Span]


@once_for_each
def find_activities(excerpt: Excerpt) -> tuple[Listed, ...]:
    """The activities of the excerpt's tables; where it has none, of its numbered items."""
    if not excerpt.body:
        return ()
    return tuple(_of_tables(excerpt.text, _within(excerpt))) or tuple(_of_items(excerpt))


@once_for_each
def has_table(excerpt: Excerpt) -> bool:
    """Whether the activities stand in a table."""
    return bool(excerpt.body) and next(_of_tables(excerpt.text, _within(excerpt)), None) is not None


def year_of_plan(excerpt: Excerpt) -> Span | None:
    """What gives the year of 9月5日: a year that the title prints, else the first lines, else the page's own time."""
    for zone in (excerpt.title, *excerpt.body[:3]):
        match = _TITLE_YEAR.search(excerpt.text, zone.start, zone.end)
        if match is not None:
            return Span(*match.span())
    return excerpt.published.span if excerpt.published is not None else None


def _within(excerpt: Excerpt) -> Span:
    return Span(min(zone.start for zone in excerpt.body), max(zone.end for zone in excerpt.body))


# ── tables ───────────────────────────────────────────────────────────────────────────────────────────────────────


def _field_of(words: str) -> str:
    return column_wordings().get(wording_key(words), ("", False))[0] if words else ""


def _is_label(words: str) -> bool:
    return bool(_field_of(words)) or wording_key(words) in {"序号", "备注", "编号"}


def _of_tables(text: str, within: Span) -> Iterator[Listed]:
    """The rows of the layout that has a table of activities: bars first, then blanks, then one cell a line."""
    readings = (
        find_rows(text, within),
        find_spaced_rows(text, within, _is_label),
        find_stacked_rows(text, within, _is_label),
    )
    for rows in readings:
        found = list(_below_headers(text, rows))
        if found:
            yield from found
            return


def _below_headers(text: str, rows: Iterator[Row]) -> Iterator[Listed]:
    header: dict[str, int] = {}
    width = 0
    for row in rows:
        columns = _columns(text, row)
        if columns:
            header, width = columns, len(row.cells)
        elif header and len(row.cells) >= width - 1:
            parts = {name: row.cells[at] for name, at in header.items() if at < len(row.cells) and len(row.cells[at])}
            if "name" in parts and not _SUM.match(parts["name"].of(text)):
                yield Listed(row.span, parts)


def _columns(text: str, row: Row) -> dict[str, int]:
    """Field → column of a header row; empty where the row is none. A plan names an activity and one thing more."""
    found: dict[str, int] = {}
    for at, cell in enumerate(row.cells):
        words = cell.of(text)
        field = _field_of(words) if len(words) <= 12 else ""
        if field in FIELDS:
            found.setdefault(field, at)
    if "name" not in found and "content" in found:
        found["name"] = found.pop("content")
    return found if "name" in found and len(found) >= _FEWEST else {}


# ── numbered items ───────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class _Item:
    span: Span
    style: str
    is_dated: bool
    is_headed: bool


def _of_items(excerpt: Excerpt) -> Iterator[Listed]:
    """The items of the numbering whose items say when; else those that stand under a heading of activities."""
    text = excerpt.text
    runs = [list(run) for _, run in groupby(_items(excerpt), key=lambda item: (item.style, item.is_headed))]
    dated = [run for run in runs if len(run) >= _FEWEST and 2 * sum(item.is_dated for item in run) >= len(run)]
    chosen = dated or [run for run in runs if len(run) >= _FEWEST and run[0].is_headed and run[0].style != "h"]
    if not chosen:
        return
    style = max(chosen, key=lambda run: sum(item.is_dated for item in run))[0].style
    for item in (item for run in chosen if run[0].style == style for item in run):
        yield _listed(text, item.span)


def _items(excerpt: Excerpt) -> Iterator[_Item]:
    """Every numbered line, with the labelled lines below it (时间：…)."""
    text = excerpt.text
    within = _within(excerpt)
    # 时间：9月1日 below an item may have been taken for the page's own dateline: so every line between first and last
    lines = [Span(*match.span()) for match in _LINE.finditer(text, within.start, within.end)]
    headed = False
    for at, line in enumerate(lines):
        match = ITEM_NUMBER.match(line.of(text))
        words = line.of(text)
        if match is None or match["h"]:
            headed = bool(_HEADING.search(words)) if match is not None or len(words) <= 20 else headed
        if match is None:
            continue
        style = next(name for name, value in match.groupdict().items() if value is not None)
        end = line.end
        for below in lines[at + 1 :]:
            labelled = _LABEL.match(text, below.start, below.end)
            if labelled is None or _field_of(labelled["label"]) not in FIELDS:
                break
            end = below.end
        span = clean(text, Span(line.start + match.end(), end), around=" \t\u3000\xa0")
        is_dated = WHEN.search(text, span.start, span.end) is not None and not _DEADLINE.search(span.of(text))
        yield _Item(span, style, is_dated, headed)


def _listed(text: str, span: Span) -> Listed:
    parts = {"name": _name(text, span)}
    for match in _LABEL.finditer(text, span.start, span.end):
        field = _field_of(match["label"])
        if field in FIELDS and field != "name":
            parts.setdefault(field, clean(text, Span(*match.span("value"))))
    for field, said in find_arrangements(text, span):
        if field in FIELDS:
            parts.setdefault(field, said)
    rest = clean(text, Span(max(parts["name"].end, span.start), span.end))
    if "content" not in parts and len(rest) >= _SHORTEST_CONTENT and rest.start >= parts["name"].end:
        parts["content"] = rest
    return Listed(span, parts)


_SHORTEST_CONTENT = 6


def _name(text: str, span: Span) -> Span:
    """Up to the first sign; behind 举行 where the item begins with its day."""
    when = WHEN.match(text, span.start, span.end)
    held = _HELD.search(text, when.end(), span.end) if when is not None else None
    if held is not None:
        return Span(*held.span("name"))
    if when is not None:
        span = clean(text, Span(when.end(), span.end), around=" \t，,")
    end = _NAME_END.search(text, span.start, span.end)
    name = Span(span.start, end.start() if end else span.end)
    # 启动仪式（9月1日）: the brackets are no part of the name
    bracket = re.search(r"[（(][^（()）]*月[^（()）]*[)）]$", name.of(text))
    return clean(text, Span(name.start, name.start + bracket.start()) if bracket else name)
