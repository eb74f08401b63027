"""The related list under an article: each entry a title, a summary that is often cut, and a time.

Comes in: the lines of the related section. Goes out: `Related` entries in order. They matter: each is a small notice.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from zhiyue.layout.lines import Line
from zhiyue.model import Related, Repaired
from zhiyue.spans import Span
from zhiyue.values import find_dates, find_moments
from zhiyue.values.found import Found, field_of, text_field

# 1. 关于…   02、第十届…   3.2025江东…
_NUMBERED = re.compile(r"(?P<number>\d{1,2})\s*[.、．)）]\s*")
_AROUND_TIME = re.compile(r"[\s\[\]【】()（）|·—-]*(?:发布)?(?:时间|日期)?[:：]?[\s\[\]【】()（）|·—-]*")


def read_related(repaired: Repaired, lines: Sequence[Line]) -> tuple[Related, ...]:
    """Read the entries of a related list."""
    is_numbered = sum(_are_numbered(lines)) >= 2
    return tuple(_read_entry(repaired, entry, is_numbered=is_numbered) for entry in _entries(repaired, lines))


def _entries(repaired: Repaired, lines: Sequence[Line]) -> Iterator[list[Line]]:
    """Group lines into entries: by bullets where there are any, else by numbers, else by closing time lines."""
    if any(line.has_bullet for line in lines):
        opens = [line.has_bullet for line in lines]
    elif sum(numbered := _are_numbered(lines)) >= 2:
        opens = numbered
    else:
        closes = [_time_line(repaired, line) is not None for line in lines]
        # Without any time of its own each line is a title.
        opens = [index == 0 or closes[index - 1] or not any(closes) for index in range(len(lines))]
    entry: list[Line] = []
    for line, is_opening in zip(lines, opens, strict=True):
        if is_opening and entry:
            yield entry
            entry = []
        entry.append(line)
    if entry:
        yield entry


def _are_numbered(lines: Sequence[Line]) -> list[bool]:
    """Which lines carry the next number of a running list: 3.2025江东… is the third entry, not the number 3.2025."""
    expected, numbered = 1, []
    for line in lines:
        match = _NUMBERED.match(line.words)
        numbered.append(match is not None and int(match["number"]) == expected)
        expected += numbered[-1]
    return numbered


def _time_line(repaired: Repaired, line: Line) -> Found | None:
    """The time of a line that says nothing else; absent otherwise."""
    time = _last_time(repaired, line)
    if time is None or time.span.start > line.span.start + 12:
        return None
    rest = line.words.replace(time.span.of(repaired.text), "", 1)
    return time if _AROUND_TIME.fullmatch(rest) else None


def _last_time(repaired: Repaired, line: Line) -> Found | None:
    times = list(find_moments(repaired.text, line.span))
    times = times or [found for found in find_dates(repaired.text, line.span) if found.type == "date"]
    return times[-1] if times else None


def _read_entry(repaired: Repaired, entry: Sequence[Line], *, is_numbered: bool) -> Related:
    title_line, *rest = entry
    title = title_line.span
    number = _NUMBERED.match(title_line.words)
    if is_numbered and number is not None:
        title = Span(title.start + number.end(), title.end)
    published = next((time for line in rest if (time := _time_line(repaired, line)) is not None), None)
    if published is None and (time := _last_time(repaired, title_line)) is not None:
        # 关于…的通知 2025-07-23 : the time stands behind the title on the same line.
        behind = title_line.words[time.span.end - title_line.span.start :]
        if time.span.start > title.start and _AROUND_TIME.fullmatch(behind):
            published = time
            before = repaired.text[title.start : time.span.start]
            title = Span(title.start, title.start + len(before.rstrip(" \t\u3000[【(（|")))
    prose = [line for line in rest if _time_line(repaired, line) is None]
    summary = Span(prose[0].span.start, prose[-1].span.end) if prose else None
    return Related(
        start=title_line.span.start,
        end=entry[-1].span.end,
        title=text_field(repaired, title),
        summary=text_field(repaired, summary) if summary is not None else None,
        published=field_of(repaired, published) if published is not None else None,
    )
