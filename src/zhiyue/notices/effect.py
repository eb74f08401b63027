"""From when a rule holds: 自2024年5月1日起施行, 2022年7月1日起实施, and from when it no longer does.

Comes in: an excerpt. Goes out: what the values found, with the words that make a day the day of taking effect left outside of
the range. A day that only says when something was published is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from zhiyue.notices.excerpt import Excerpt
from zhiyue.spans import Span
from zhiyue.values import Found, find_dates

# 2024年5月1日起施行 | 2022-07-01（起）正式实施 | 自发布之日起 names no day
_FROM = re.compile(
    r"[（(]?起[）)]?(?:正式|全面|强制)?(?:施行|实施|执行|生效)|(?:正式)?(?:施行|实施|执行|生效)(?!情况|办法|细则|方案)"
)
# 有效期至2028年12月31日 | 实施至2025年12月31日
_UNTIL = re.compile(r"(?:有效期(?:限)?(?:为)?(?:至|到)|执行至|施行至|实施至|有效至)$")


def find_effective(excerpt: Excerpt, within: Span | None = None) -> Iterator[Found]:
    """Yield the days from which something holds, in reading order."""
    for zone, found in _days(excerpt, within):
        if _FROM.match(excerpt.text, found.span.end, zone.end) is not None:
            yield found


def find_valid_until(excerpt: Excerpt) -> Iterator[Found]:
    """Yield the days until which something holds."""
    for zone, found in _days(excerpt, None):
        if _UNTIL.search(excerpt.text[max(zone.start, found.span.start - 10) : found.span.start]) is not None:
            yield found


def _days(excerpt: Excerpt, within: Span | None) -> Iterator[tuple[Span, Found]]:
    year = excerpt.published.span if excerpt.published is not None else None
    for zone in (within,) if within is not None else excerpt.zones:
        for found in find_dates(excerpt.text, zone, year=year):
            if found.type == "date":
                yield zone, found
