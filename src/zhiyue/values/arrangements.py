"""What the sentences of a plan say outright of an activity: when, where, by whom, with how many people.

Comes in: the words of one item. Goes out: which field, and where in the words it stands; what they do not say is absent.
Shared by pages and by the sheets that units mail, so that a plan reads the same wherever it comes from.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from zhiyue.spans import Span

# 1. | 1、 | （一） | (2) | ①
ITEM_NUMBER = re.compile(
    r"^\s*(?:(?P<n>\d{1,3})\s*[.．、)）](?!\d)|[（(](?P<b>[一二三四五六七八九十\d]{1,3})[)）]|(?P<c>[①-⑳])|(?P<h>[一二三四五六七八九十]{1,3})、)\s*"
)
STYLES = "nbch"
"""The names of the groups of `ITEM_NUMBER`, one a style of numbering."""
_DAY = r"(?:\d{4}年)?\d{1,2}月(?:\d{1,2}[日号]|[上中下]旬|[初中底])?"
# 9月5日上午 | 9月16日-17日 | 9月中旬 | 9月30日前
WHEN = re.compile(
    rf"{_DAY}(?:\s*[-~—–至到]{{1,2}}\s*(?:{_DAY}|\d{{1,2}}[日号]))?(?:[（(][^()（）]{{1,8}}[)）])?(?:上午|下午|晚上?)?(?:\d{{1,2}}[:：点时]\d{{0,2}}分?(?:\s*[-—–至到]\s*\d{{1,2}}[:：点时]\d{{0,2}}分?)?)?(?:之?前|以前)?"
)
# 在实验小学开展 | 于市民广场举行 | 地点：三楼会议室
_WHERE = re.compile(
    r"(?:[在于](?P<where>[^，,。；;：:\d][^，,。；;：:]{1,24}?)(?:开展|举行|举办|召开|进行|组织)|地点[:：]\s*(?P<at>[^，,。；;\n]{2,30}))"
)
# 由市质协主办 | 市质协承办 | 主办单位：市质协
_HOSTS: Sequence[tuple[str, re.Pattern[str]]] = tuple(
    (
        field,
        re.compile(
            rf"(?:由(?P<by>[^，,。；;：:由]{{2,30}}?){word}|{word}(?:单位|方)?[:：]\s*(?P<as>[^，,。；;\n]{{2,40}}))"
        ),
    )
    for field, word in (
        ("host", "主办"),
        ("undertaker", "承办"),
        ("co_host", "协办"),
        ("responsible_unit", "(?:负责|牵头)"),
    )
)
# 预计60人参加 | 参加人数约300人
_PEOPLE = re.compile(r"(?:参加人数|参与人数|预计|约|组织|共)[:：]?\s*(?P<n>(?:约|近|超过)?\d+[余多]?(?:名|人次|人))")


def find_arrangements(text: str, within: Span) -> Iterator[tuple[str, Span]]:
    """Yield what a range says: ``date``, ``place``, ``host``, ``undertaker``, ``co_host``, ``responsible_unit``, ``participants``.

    >>> words = "9月5日上午在市民广场举行，由市质协承办"
    >>> [(field, span.of(words)) for field, span in find_arrangements(words, Span(0, len(words)))]
    [('date', '9月5日上午'), ('place', '市民广场'), ('undertaker', '市质协')]
    """
    if (when := WHEN.search(text, within.start, within.end)) is not None:
        yield "date", Span(*when.span())
    for field, pattern in (("place", _WHERE), *_HOSTS, ("participants", _PEOPLE)):
        match = pattern.search(text, within.start, within.end)
        if match is not None:
            group = next(name for name, value in match.groupdict().items() if value is not None)
            yield field, Span(*match.span(group))
