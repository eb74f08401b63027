"""How many, how much, which one, how long: counts, quantities, ordinals and durations.

Comes in: text. Goes out: `Found` of type ``count`` (21个部门), ``quantity`` (壹套, 2台, and durations such as 一个月)
and ``ordinal`` (第四十五个). Numbers may be digits, numerals or capitals. A specification is no quantity: 64排, 1.5T.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import cache

from zhiyue.model import Count, Ordinal, Quantity
from zhiyue.spans import Span
from zhiyue.values.found import Found, scope, words_of
from zhiyue.values.numerals import CHINESE, fold, parse_number, plain
from zhiyue.values.relations import AFTER, BEFORE, FIRST_OF_BEFORE, relation_of

_NUMERAL = rf"[{CHINESE}壹贰叁肆伍陆柒捌玖拾佰仟貳參叄陸]"
# 21 | 1,234.5 | 二十一 | 壹 | 半; not the 1 of V1, the 一 of 第一 or 统一
_NUMBER = (
    r"(?P<number>(?<![0-9.,A-Za-z\-_*第])(?:[0-9]{1,3}(?:,[0-9]{3}){1,4}|[0-9]{1,12})(?:\.[0-9]{1,6})?(?![0-9])"
    rf"|(?<!{_NUMERAL})(?<![第每统唯])(?:{_NUMERAL}|半){{1,10}})"
)
_FIRST = rf"(?=[0-9{CHINESE}半若壹贰叁肆伍陆柒捌玖拾佰仟貳參叄陸{FIRST_OF_BEFORE}])"
_AMOUNT = rf"{_FIRST}{BEFORE}?{_NUMBER}(?P<more>[余多])?(?P<scale>[万亿])?(?P<more2>[余多])?"

_ONE = r"(?:个(?!月|小时|星期|季度|(?:工作|自然|日历)日|百分点))"
_MEASURE = rf"(?:{_ONE}|[项家名位件种类条场次批部届所座台套组期份篇起支只张处款本册])"
# 21个部门 | 六个方面 | 200余项 | 3家 | 1.2万次
_COUNT = re.compile(rf"{_AMOUNT}\s?{_MEASURE}")
_PLAIN_COUNT = re.compile(rf"{_AMOUNT}(?![0-9.,%])")

_GOODS = (
    rf"(?:{_ONE}|台/套|台\(套\)|套/台|套\(台\)|个百分点|平方米|立方米|公里|公斤|千克|人份|"
    r"[台套件批只支把张辆副组箱盒瓶根条块枚具座架对双项宗份册本吨升袋樘株头间部颗卷桶片幅门艘㎡])"
)
# 壹套 | 2台 | 1.00(台) | 1批 | 10台/套 | 若干台 | 2.5个百分点
_WITH_UNIT = rf"\s?(?:(?P<unit>{_GOODS})|\(\s?(?P<boxed>{_GOODS})\s?\)){AFTER}?"
_QUANTITY = re.compile(rf"(?:{_AMOUNT}|(?P<some>若干)){_WITH_UNIT}")
# 数量:2台 | 数量:1
_LABELLED = re.compile(rf"(?:{_AMOUNT}|(?P<some>若干))(?![0-9.,%])(?:{_WITH_UNIT})?")

_UNIT_WORD = re.compile(_GOODS)

# 第一中标候选人, 第二名 rank the bidders of a tender
_CANDIDATE = r"(?:推荐)?(?:的)?(?:中标|成交|中选|入围)?候选"
_STEP = rf"(?:{_CANDIDATE}|财年|季度|标段|批次|[个届次批期名位项条章节款页轮场站版辑卷回号季代包年])"
# 第45个 | 第二十一届 | 第六批
_ORDINAL = re.compile(rf"第\s?(?P<number>[0-9]{{1,6}}|{_NUMERAL}{{1,10}})\s?(?P<step>{_STEP})")

_BARE = re.compile(r"第?(?P<number>[0-9]{1,3}|[一二三四五六七八九十]{1,3})")
# 首届 is the first
_FIRST_EDITION = re.compile(r"首(?P<step>[届次批期])")

_TIME = r"(?:个?工作日|个?自然日|个?日历日|个月|个?星期|个?小时|周|年|天|个?季度|分钟)"
# 一周内 | 一个月 | 7年 | 30日内 | 两年半; 日 alone may be a day of a month
_DURATION = re.compile(
    rf"{_FIRST}{BEFORE}?{_NUMBER}(?P<more>[余多])?\s?"
    rf"(?:(?P<unit>{_TIME})(?![级代份度初末底终中号第])(?P<half>半)?(?P<inside>之内|以内|内)?"
    r"|(?P<days>日)(?P<days_inside>之内|以内|内|起|后|前))"
)


def parse_count(exact: str, _context: Mapping[str, str] | None = None) -> Count:
    """Return the number of things that `exact` counts; measure word and noun may follow.

    Raises:
        ValueError: words that do not begin with a number.

    >>> parse_count("21个部门"), parse_count("六个方面"), parse_count("4620")
    (Count(number='21'), Count(number='6'), Count(number='4620'))
    """
    match = _PLAIN_COUNT.match(fold(exact))
    if match is None:
        raise ValueError(f"no count in {exact!r}; give a number with a measure word, such as 21个")
    return Count(plain(_number(match)))


def find_counts(
    text: str, within: Span | None = None, *, noun: str | None = None, label: bool = False
) -> Iterator[Found]:
    """Yield the counts in `text`, in order.

    Args:
        text: any text.
        within: search only there.
        noun: keep the counts that this noun follows (21个部门, 21部门); it is then part of the range.
        label: a label (点击量：) says that a bare number is a count.
    """
    pattern = _PLAIN_COUNT if label else _COUNT if noun is None else _counted(noun)
    for match in pattern.finditer(fold(text), *scope(text, within)):
        span = Span(*match.span())
        if _is_numeral(match["number"]):
            relation = relation_of(match["more"], match["more2"], match["before"])
            yield Found("count", span, parse_count(span.of(text)), relation=relation)


@cache
def _counted(noun: str) -> re.Pattern[str]:
    return re.compile(rf"{_AMOUNT}\s?{_MEASURE}?{re.escape(noun)}")


def parse_quantity(exact: str, context: Mapping[str, str] | None = None) -> Quantity | None:
    """Return the quantity or duration that `exact` states; None for 若干 (some, not said how many).

    `context` may bring ``unit_from``: the unit of a bare number, as a column 单位 beside it prints it.

    Raises:
        ValueError: words without a number.

    >>> parse_quantity("壹套"), parse_quantity("1.00(台)"), parse_quantity("195")
    (Quantity(number='1', unit='套'), Quantity(number='1', unit='台'), Quantity(number='195', unit=''))
    >>> parse_quantity("一周内"), parse_quantity("两年半")
    (Quantity(number='1', unit='周'), Quantity(number='2.5', unit='年'))
    >>> parse_quantity("2", {"unit_from": "台"})
    Quantity(number='2', unit='台')
    """
    words = fold(exact)
    if match := _DURATION.fullmatch(words):
        number = _number(match) + (Decimal("0.5") if match["half"] else 0)
        return Quantity(plain(number), match["unit"] or match["days"])
    match = _LABELLED.fullmatch(words)
    if match is None:
        raise ValueError(f"no quantity in {exact!r}; give a number with a unit, such as 2台")
    if match["some"]:
        return None
    around = _UNIT_WORD.search(fold((context or {}).get("unit_from", "")))
    return Quantity(plain(_number(match)), match["unit"] or match["boxed"] or (around.group() if around else ""))


def find_quantities(
    text: str, within: Span | None = None, *, label: bool = False, unit: Span | None = None
) -> Iterator[Found]:
    """Yield the quantities of goods in `text`, in order; with `label` (数量：) a bare number counts as one.

    `unit` is a range elsewhere that holds the unit of bare numbers (a column 单位, the label 数量（台）).
    """
    pattern = _LABELLED if label else _QUANTITY
    for match in pattern.finditer(fold(text), *scope(text, within)):
        if not match["some"] and not _is_numeral(match["number"]):
            continue
        span = Span(*match.span())
        relation = relation_of(match["more"], match["more2"], match["after"], match["before"])
        has_own = match["unit"] or match["boxed"]
        context = {"unit_from": unit} if unit is not None and not has_own else {}
        value = parse_quantity(span.of(text), words_of(text, context))
        yield Found("quantity", span, value, "stated" if value else "not_stated", relation, context=context)


def parse_ordinal(exact: str, _context: Mapping[str, str] | None = None) -> Ordinal:
    """Return the place in a series that `exact` names; a noun may follow, and a column 排名 prints the number alone.

    Raises:
        ValueError: words without 第, a number and a measure word, that are no bare number either.

    >>> parse_ordinal("第二十一届"), parse_ordinal("第45个"), parse_ordinal("首届"), parse_ordinal("2")
    (Ordinal(ordinal=21), Ordinal(ordinal=45), Ordinal(ordinal=1), Ordinal(ordinal=2))
    """
    words = fold(exact)
    if _FIRST_EDITION.match(words):
        return Ordinal(1)
    match = _ORDINAL.match(words) or _BARE.fullmatch(words)
    if match is None:
        raise ValueError(f"no ordinal in {exact!r}; give one such as 第45个 or 第二十一届")
    return Ordinal(int(parse_number(match["number"])))


def find_ordinals(text: str, within: Span | None = None, *, noun: str | None = None) -> Iterator[Found]:
    """Yield the ordinals in `text`, in order; `noun` keeps those whose measure word (届) or following words it is."""
    folded = fold(text)
    start, end = scope(text, within)
    both = (*_ORDINAL.finditer(folded, start, end), *_FIRST_EDITION.finditer(folded, start, end))
    for match in sorted(both, key=lambda match: match.start()):
        if noun is not None and match["step"] != noun and not folded.startswith(noun, match.end(), end):
            continue
        if match.re is _FIRST_EDITION or _is_numeral(match["number"]):
            span = Span(*match.span())
            yield Found("ordinal", span, parse_ordinal(span.of(text)))


def find_durations(text: str, within: Span | None = None) -> Iterator[Found]:
    """Yield the durations in `text`, in order, as quantities: 一周内 is one 周, at most."""
    for match in _DURATION.finditer(fold(text), *scope(text, within)):
        if not _is_numeral(match["number"]) or _is_calendar(match):
            continue
        span = Span(*match.span())
        inside = match["inside"] or match["days_inside"]
        relation = "≤" if inside and inside.endswith("内") else relation_of(match["more"], match["before"])
        yield Found("quantity", span, parse_quantity(span.of(text)), relation=relation)


def _number(match: re.Match[str]) -> Decimal:
    words = match["number"]
    scale = {"万": 10**4, "亿": 10**8}.get(match.groupdict().get("scale") or "", 1)
    return (Decimal("0.5") if words == "半" else parse_number(words)) * scale


def _is_numeral(words: str) -> bool:
    """The pattern lets numerals stand in any order (十百千); only the parser knows which make a number."""
    try:
        return words == "半" or parse_number(words) >= 0
    except ValueError:
        return False


def _is_calendar(match: re.Match[str]) -> bool:
    """2022年 is a year, 二〇二二年 too."""
    return match["unit"] == "年" and Decimal(1000) <= _number(match) < Decimal(3000)
