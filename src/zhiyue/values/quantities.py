"""How many, how much, which one, how long: counts, quantities, ordinals and durations.

Comes in: text. Goes out: `Found` of type ``count`` (21个部门), ``quantity`` (壹套, 2台, and durations such as 一个月) and
``ordinal`` (第四十五个). Numbers may be digits, numerals or capitals. A specification is no quantity: 64排, 1.5T, 400 MHz.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal

from zhiyue.model import Count, Ordinal, Quantity, Relation
from zhiyue.spans import Span
from zhiyue.values.found import Found, scope
from zhiyue.values.numerals import CHINESE, fold, parse_number, plain

_NUMERAL = rf"[{CHINESE}壹贰叁肆伍陆柒捌玖拾佰仟]"
_NUMBER = (
    rf"(?P<number>(?<![0-9.,A-Za-z\-_*])(?:[0-9]{{1,3}}(?:,[0-9]{{3}}){{1,4}}|[0-9]{{1,12}})(?:\.[0-9]{{1,6}})?"
    rf"|(?<!{_NUMERAL})(?<![第每])(?:{_NUMERAL}|半){{1,10}})"
)
_BEFORE = r"(?P<before>约|近|逾|超过|超|不少于|不低于|至少|不超过|最多)?"
_MORE = r"(?P<more>[余多])?"
_RELATIONS: dict[str, Relation] = {
    "约": "≈", "近": "<", "逾": ">", "超": ">", "超过": ">", "余": ">", "多": ">", "以上": "≥", "不少于": "≥",
    "不低于": "≥", "至少": "≥", "不超过": "≤", "最多": "≤",
}  # fmt: skip

_MEASURES = r"(?:万?个|[项家名位件种类条场次批部届所座台套组期份篇起支只张处款本册])"
# 21个部门 | 六个方面 | 200余项 | 3家
_COUNT = re.compile(
    rf"{_BEFORE}{_NUMBER}{_MORE}(?P<scale>[万亿])?{_MORE.replace('more', 'more2')}\s?(?P<measure>{_MEASURES})"
)

_GOODS = (
    r"(?:台/套|台\(套\)|套/台|套\(台\)|个百分点|平方米|立方米|公里|公斤|千克|人份|台|套|个|件|批|只|支|把|张|辆|副|组|箱|盒|瓶|根|条|块|枚|"
    r"具|座|架|对|双|项|宗|份|册|本|吨|升|米|袋|樘|株|头|间|部|颗|卷|桶|片|幅|门|艘|㎡)"
)
# 壹套 | 2台 | 1.00(台) | 1批 | 10台/套 | 若干台
_QUANTITY = re.compile(
    rf"{_BEFORE}(?:{_NUMBER}{_MORE}|(?P<some>若干))\s?(?:(?P<unit>{_GOODS})|\(\s?(?P<boxed>{_GOODS})\s?\))(?P<after>以上)?"
)
_BARE = re.compile(rf"{_NUMBER}(?![0-9.,%])(?!\s?{_GOODS})")

_STEPS = r"(?:个|届|次|批次?|期|名|位|项|条|章|节|款|页|轮|场|站|版|辑|卷|回|号|季|代|标段|包|年|财年|季度)"
# 第45个 | 第二十一届 | 第六批
_ORDINAL = re.compile(rf"第\s?(?P<number>[0-9]{{1,6}}|{_NUMERAL}{{1,10}})\s?(?P<step>{_STEPS})")

_SPANS = r"(?:个?工作日|个?自然日|个?日历日|个月|个?星期|个?小时|周|年|天|季度|分钟)"
# 一周内 | 一个月 | 7年 | 30日内 | 两年半
_DURATION = re.compile(
    rf"{_BEFORE}{_NUMBER}{_MORE}\s?(?:(?P<unit>{_SPANS})(?![级代份度初末底终中号第])(?P<half>半)?"
    rf"|(?P<days>日)(?=内|之内|以内|起|后|前))(?P<within>之内|以内|内)?"
)


def parse_count(exact: str, _context: Mapping[str, str] | None = None) -> Count:
    """Return the number of things that `exact` counts; a noun may follow the measure word.

    Raises:
        ValueError: words without a number and a measure word.

    >>> parse_count("21个部门"), parse_count("六个方面")
    (Count(number='21'), Count(number='6'))
    """
    match = _COUNT.match(fold(exact))
    if match is None:
        raise ValueError(f"no count in {exact!r}; give a number with a measure word, such as 21个")
    return Count(plain(_scaled(match)))


def find_counts(text: str, within: Span | None = None, *, noun: str | None = None) -> Iterator[Found]:
    """Yield the counts in `text`, in order; `noun` keeps those that it follows, and is then part of the range."""
    folded = fold(text)
    start, end = scope(text, within)
    for match in _COUNT.finditer(folded, start, end):
        stop = match.end()
        if noun is not None:
            if not folded.startswith(noun, stop, end):
                continue
            stop += len(noun)
        span = Span(match.start(), stop)
        if _ill_formed(match):
            continue
        relation = _relation(match, "before", "more", "more2")
        yield Found("count", span, parse_count(span.of(text)), relation=relation)


def parse_quantity(exact: str, _context: Mapping[str, str] | None = None) -> Quantity | None:
    """Return the quantity or duration that `exact` states; None for 若干 (some, not said how many).

    Raises:
        ValueError: words without a number.

    >>> parse_quantity("壹套"), parse_quantity("1.00(台)"), parse_quantity("一周内"), parse_quantity("195")
    (Quantity(number='1', unit='套'), Quantity(number='1', unit='台'), Quantity(number='1', unit='周'), Quantity(number='195', unit=''))
    """
    words = fold(exact)
    if match := _DURATION.fullmatch(words):
        number = _number(match) + (Decimal("0.5") if match["half"] else 0)
        return Quantity(plain(number), match["unit"] or match["days"])
    if match := _QUANTITY.fullmatch(words):
        return None if match["some"] else Quantity(plain(_number(match)), match["unit"] or match["boxed"])
    if match := _BARE.fullmatch(words):
        return Quantity(plain(_number(match)), "")
    raise ValueError(f"no quantity in {exact!r}; give a number with a unit, such as 2台")


def find_quantities(text: str, within: Span | None = None, *, label: bool = False) -> Iterator[Found]:
    """Yield the quantities of goods in `text`, in order; with `label` (数量：) a bare number counts as one."""
    folded = fold(text)
    pattern = _LABELLED if label else _QUANTITY
    for match in pattern.finditer(folded, *scope(text, within)):
        span = Span(*match.span())
        if match.groupdict().get("some") is None and _ill_formed(match):
            continue
        value = parse_quantity(span.of(text))
        relation = _relation(match, "before", "more", "after")
        yield Found("quantity", span, value, "stated" if value else "not_stated", relation)


_LABELLED = re.compile(
    rf"{_BEFORE}(?:{_NUMBER}{_MORE}|(?P<some>若干))(?![0-9.,%])"
    rf"(?:\s?(?:(?P<unit>{_GOODS})|\(\s?(?P<boxed>{_GOODS})\s?\))(?P<after>以上)?|(?<![若干余多]))"
)


def parse_ordinal(exact: str, _context: Mapping[str, str] | None = None) -> Ordinal:
    """Return the place in a series that `exact` names; a noun may follow.

    Raises:
        ValueError: words without 第, a number and a measure word.

    >>> parse_ordinal("第二十一届"), parse_ordinal("第45个")
    (Ordinal(ordinal=21), Ordinal(ordinal=45))
    """
    match = _ORDINAL.match(fold(exact))
    if match is None:
        raise ValueError(f"no ordinal in {exact!r}; give one such as 第45个 or 第二十一届")
    return Ordinal(int(parse_number(match["number"])))


def find_ordinals(text: str, within: Span | None = None, *, noun: str | None = None) -> Iterator[Found]:
    """Yield the ordinals in `text`, in order; `noun` keeps those whose measure word (届) or following words it is."""
    folded = fold(text)
    start, end = scope(text, within)
    for match in _ORDINAL.finditer(folded, start, end):
        if noun is not None and match["step"] != noun and not folded.startswith(noun, match.end(), end):
            continue
        span = Span(*match.span())
        if not _is_numeral(match["number"]):
            continue
        yield Found("ordinal", span, parse_ordinal(span.of(text)))


def find_durations(text: str, within: Span | None = None) -> Iterator[Found]:
    """Yield the durations in `text`, in order, as quantities: 一周内 is one 周."""
    for match in _DURATION.finditer(fold(text), *scope(text, within)):
        if _ill_formed(match) or _is_calendar(match):
            continue
        span = Span(*match.span())
        relation: Relation = "≤" if match["within"] else _relation(match, "before", "more")
        yield Found("quantity", span, parse_quantity(span.of(text)), relation=relation)


def _number(match: re.Match[str]) -> Decimal:
    return Decimal("0.5") if match["number"] == "半" else parse_number(match["number"])


def _scaled(match: re.Match[str]) -> Decimal:
    return _number(match) * {"万": 10**4, "亿": 10**8}.get(match["scale"] or "", 1)


def _is_numeral(words: str) -> bool:
    try:
        parse_number(words)
    except ValueError:
        return False
    return True


def _ill_formed(match: re.Match[str]) -> bool:
    return match["number"] != "半" and not _is_numeral(match["number"])


def _is_calendar(match: re.Match[str]) -> bool:
    """2022年 is a year, 二〇二二年 too."""
    return match["unit"] == "年" and Decimal(1000) <= _number(match) < Decimal(3000)


def _relation(match: re.Match[str], *names: str) -> Relation:
    groups = match.groupdict()
    return next((_RELATIONS[groups[name]] for name in names if groups.get(name)), "=")
