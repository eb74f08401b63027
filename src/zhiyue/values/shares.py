"""Percentages: ``36.47%``, 百分之三十六, 四成, 下降16.67%.

Comes in: text. Goes out: `Found` of type ``share``; a fall is negative. Percentage points (个百分点) are no share.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal

from zhiyue.model import Share
from zhiyue.spans import Span
from zhiyue.values.found import Found, scope
from zhiyue.values.numerals import CHINESE, fold, parse_number, plain
from zhiyue.values.relations import AFTER, BEFORE, FIRST_OF_BEFORE, relation_of

_FALL = r"(?:下降|减少|下滑|降低|下跌|回落|跌)"
# 下降16.67% | 约36.47 % | 百分之三十六点五 | 三成五 | 95(%)
_PATTERN = re.compile(
    rf"(?=[0-9\- 百一二两三四五六七八九下减滑降回跌{FIRST_OF_BEFORE}])(?P<fall>{_FALL}(?:了|约|近|超)?)?{BEFORE}?(?:"
    rf"(?<![0-9.])(?P<percent>-?[0-9]{{1,6}}(?:\.[0-9]{{1,10}})?)\s?(?:%|\(%\))"
    rf"|百分之(?P<words>[{CHINESE}点]{{1,12}}|[0-9]{{1,3}}(?:\.[0-9]{{1,6}})?)"
    rf"|(?<![{CHINESE}0-9])(?P<tenths>[一二两三四五六七八九]|[1-9])成(?P<half>[一二三四五六七八九半])?(?![交立果长员为本分功都套品人])"
    rf"){AFTER}?"
)


def parse_share(exact: str, _context: Mapping[str, str] | None = None) -> Share:
    """Return the percentage that `exact` states, digits as printed.

    Raises:
        ValueError: words that are no percentage.

    >>> parse_share("36.47%"), parse_share("四成"), parse_share("下降16.67%")
    (Share(percent='36.47'), Share(percent='40'), Share(percent='-16.67'))
    """
    match = _PATTERN.fullmatch(fold(exact))
    if match is None:
        raise ValueError(f"no percentage in {exact!r}; give digits with %, 百分之… or …成")
    sign = "-" if match["fall"] else ""
    if match["percent"]:
        return Share(sign + match["percent"])
    if match["words"]:
        return Share(sign + plain(parse_number(match["words"])))
    tenths = parse_number(match["tenths"]) * 10
    if match["half"]:
        tenths += Decimal(5) if match["half"] == "半" else parse_number(match["half"])
    return Share(sign + plain(tenths))


def find_shares(text: str, within: Span | None = None) -> Iterator[Found]:
    """Yield the percentages in `text`, in order."""
    for match in _PATTERN.finditer(fold(text), *scope(text, within)):
        span = Span(*match.span())
        try:
            value = parse_share(span.of(text))
        except ValueError:  # 百分之点: numerals in no order
            continue
        yield Found("share", span, value, relation=relation_of(match["after"], match["before"]))
