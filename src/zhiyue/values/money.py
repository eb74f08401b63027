"""Amounts of money: what a page prints as money, in yuan and cents, with the unit it printed.

Comes in: text, and the range of a unit that stands elsewhere (a label, a table header). Goes out: `Found` of type
``money``. Units, nearest first: on the number, in brackets behind it, in brackets of the label before it, given by the
caller; ``￥`` does not mean 元. Rates, masked and cut amounts are found too, and never turned into yuan.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal

from zhiyue.model import Money, Relation, Status
from zhiyue.spans import Span
from zhiyue.values.found import Found, scope, words_of
from zhiyue.values.numerals import ARABIC, CAPITALS, CHINESE, fold, parse_number
from zhiyue.values.patterns import either, first_of, words
from zhiyue.values.relations import AFTER, BEFORE, FIRST_OF_BEFORE, relation_of

_CURRENCIES = {
    "人民币": "CNY", "RMB": "CNY", "CNY": "CNY", "¥": "CNY", "元": "CNY", "圆": "CNY", "圓": "CNY",
    "美元": "USD", "美金": "USD", "USD": "USD", "US$": "USD", "$": "USD",
    "欧元": "EUR", "EUR": "EUR", "€": "EUR",
    "日元": "JPY", "日圆": "JPY", "JPY": "JPY", "円": "JPY",
    "英镑": "GBP", "GBP": "GBP", "£": "GBP",
    "瑞士法郎": "CHF", "瑞郎": "CHF", "CHF": "CHF",
    "港币": "HKD", "港元": "HKD", "HKD": "HKD", "HK$": "HKD",
    "新台币": "TWD", "韩元": "KRW", "澳元": "AUD", "加元": "CAD", "新加坡元": "SGD",
}  # fmt: skip
_SCALES = {"千": 10**3, "万": 10**4, "萬": 10**4, "亿": 10**8, "億": 10**8, "十": 10, "百": 100}


_SCALE_WORDS = words("万亿 千亿 百亿 亿 千万 百万 十万 万 千 億 萬")
_SCALE = either(_SCALE_WORDS)
# 元 is a unit of money but not in 元素, 元器件, 元组
_MONEY_WORD = rf"(?:(?:{either(_CURRENCIES)})(?!素|件|器件|组|代|宵|旦|宇宙|培))"
_UNIT = rf"(?:{_SCALE}[余多]?\s?{_MONEY_WORD}|{_SCALE}|{_MONEY_WORD})"
_GOODS = either(
    words("""
    台 套 个 点 次 年 人 份 件 项 月 批 吨 平方米 平方 平米 公里 千克 公斤 克 千瓦时 度 亩 户 样品 样 小时 天 组 支 只
    张 盒 瓶 km ㎡
    """)
)
# 每点2200元 | 约￥1,234.50万元以上 | 84.6000000(万元) | 2... | 300余万元 | USD 12,300.00 | 五百万元/台
_AMOUNT = rf"""
(?:{BEFORE}\s?)?(?P<per>每{_GOODS})?
(?:(?P<sign>(?:{either(_CURRENCIES)})(?:\s?¥)?)[ :]{{0,2}})?
(?P<number>{ARABIC}|[{CHINESE}](?:[{CHINESE}万亿点]{{0,18}}[{CHINESE}])?(?=[余多]?{_UNIT}))
(?:(?P<cut>\.{{2,}}|…+)
 |\s?(?:(?P<more>[余多])(?={_UNIT}))?(?:(?P<unit>{_UNIT})|\(\s?(?P<boxed>{_UNIT})\s?\))?
  {AFTER}?(?P<each>[/每]{_GOODS})?)
"""
# 伍拾玖万伍仟元整(￥595,000.00) | ￥595,000.00(大写:伍拾玖万伍仟元整)
_IN_CAPITALS = (
    rf"[壹贰叁肆伍陆柒捌玖拾貳參叄陸][{CAPITALS}]{{0,24}}[元圆圓](?:[{CAPITALS}]角)?零?(?:[{CAPITALS}]分)?[整正]?"
)
_NOTE = r"(?:小写|大写|人民币|金额|即|:|\s|¥|RMB|\?){0,4}"
_CAPITALS = rf"""
(?:人民币\s?)?(?:大写[: ]{{0,2}})?(?P<capitals>{_IN_CAPITALS})
(?:\s?\({_NOTE}(?P<twin>{ARABIC})\s?(?P<twin_unit>{_UNIT})?\s?\))?
|(?:人民币\s?)?(?:¥\s?)?(?P<first>{ARABIC})\s?(?P<first_unit>{_UNIT})?\s?\({_NOTE}(?P<second>{_IN_CAPITALS})\)
"""
# ****.** | *,***,***.**元 | 3**.**万元
_MASKED = (
    r"(?:¥\s?)?(?P<masked>[0-9]{0,9}\*[*,.0-9]{1,20})\s?"
    rf"(?:(?P<mask_unit>{_UNIT})|\(\s?(?P<mask_boxed>{_UNIT})\s?\))?"
)
# 95(%) | 下浮率:15%: only the percentage is the value, the word before it is looked at
_RATE = r"(?P<rate>-?[0-9]{1,3}(?:\.[0-9]{1,8})?)\s?(?:(?P<box>\(%\))|%)"

_FIRST = rf"(?=[0-9*\-每大{CAPITALS}{CHINESE}{FIRST_OF_BEFORE}{first_of(_CURRENCIES)}])"
_PATTERN = re.compile(
    rf"{_FIRST}(?<![0-9A-Za-z.*_])(?:{_CAPITALS}|{_MASKED}|{_RATE}|{_AMOUNT})",
    re.VERBOSE,
)
# 中标金额(万元): | 预算金额(单位:元)
_LABEL_UNIT = re.compile(rf"\((?:单位:|人民币|:|\s){{0,3}}(?P<unit>{_UNIT})\)\s?:?\s?$")
_LABEL_WORD = re.compile(
    r"(?:(?:预算|金额|价|资金|投资|经费|费用|费|款|额|合同|贷款|中标|成交|概算|报价)"
    r"(?:总计|合计|人民币|[为是达共约计: ]){0,3}|元\s?\()$"
)
_RATE_WORD = re.compile(r"(?:下浮率|下浮|折扣率|折扣|费率|优惠率|浮动系数|浮动率|让利率|报价率)[^0-9\n。;；]{0,8}$")
# 按收费标准的50%计取
_CHARGED = re.compile(r"\s?(?:计取|收取|下浮|优惠)")
_UNIT_PRICE = re.compile(r"单价(?:\([^()]{0,8}\))?\s?[:为是]?\s?$")
# 300万预算 | 2.74亿大单: a bare 万 or 亿 counts things as often as yuan
_MONEY_NOUN = re.compile(r"\s?(?:的)?(?:预算|采购|大单|资金|项目|投资|中标|贷款|经费|订单|标的|合同|设备|仪器|级)")
_BORDER = re.compile(r"$|[\s,，。;；、:()|!！?？\]】》”\"'</]")
_RANGE = re.compile(r"\s?[-~—–至到]{1,2}\s?(?:¥\s?)?$")


def parse_money(exact: str, context: Mapping[str, str] | None = None) -> Money | None:
    """Return the amount that `exact` states; None where it is masked, or cut with no unit in sight.

    `context` may bring ``unit_from`` (words that hold a unit) and ``basis_from`` (words that say: unit price).

    Raises:
        ValueError: words that are no money.
    """
    match = _PATTERN.fullmatch(fold(exact))
    if match is None:
        raise ValueError(f"no money in {exact!r}; give a number with its unit, a rate in percent or a masked amount")
    return _value(match, context or {})


def words_and_digits(exact: str) -> tuple[str, str] | None:
    """Return the amount by its capitals and by its digits, None where only one of the two is printed.

    >>> words_and_digits("伍拾玖万伍仟元整（￥599,000.00）")
    ('595000.00', '599000.00')
    """
    match = _PATTERN.fullmatch(fold(exact))
    capitals = match and (match["capitals"] or match["second"])
    digits = match and (match["twin"] or match["first"])
    if match is None or not capitals or not digits:
        return None
    in_digits = parse_number(digits) * _scale(_unit_of(match) or "元")
    return _cents(_in_yuan(capitals)) or "0.00", _cents(in_digits) or "0.00"


def find_money(
    text: str, within: Span | None = None, *, unit: Span | None = None, label: bool = False
) -> Iterator[Found]:
    """Yield the amounts in `text`, in order.

    Args:
        text: any text.
        within: search only there.
        unit: a range elsewhere that holds the unit of bare numbers (the label, the table's header).
        label: a label already says that this is money, so a bare number counts as one.
    """
    folded = fold(text)
    start, end = scope(text, within)
    matches = [match for match in _PATTERN.finditer(folded, start, end) if _has_number(match)]
    for before, match, after in zip([None, *matches], matches, [*matches[1:], None], strict=False):
        context = _context(folded, match, unit)
        is_low = _is_low(folded, match, after) and after is not None and _is_money(folded, after, end, sure=label)
        if is_low and after is not None and "unit_from" not in context and not _unit_of(match):
            context["unit_from"] = Span(*after.span("unit" if after["unit"] else "boxed"))
        if is_low or _is_money(folded, match, end, sure=label or "unit_from" in context):
            is_high = before is not None and _is_low(folded, before, match)
            yield _found(text, match, context, "≥" if is_low else "≤" if is_high else None)


def _has_number(match: re.Match[str]) -> bool:
    """Numerals may stand in an order that makes no number (六七万元 is about six or seven)."""
    capitals = match["capitals"] or match["second"]
    try:
        if capitals:
            _in_yuan(capitals)
        elif match["number"]:
            parse_number(match["number"])
    except ValueError:
        return False
    return True


def _is_low(folded: str, left: re.Match[str], right: re.Match[str] | None) -> bool:
    """Tell the lower end of a band: in 100-500万元 the first number is ≥, the second ≤."""
    if right is None or not (left["number"] and right["number"] and _unit_of(right)):
        return False
    return _RANGE.match(folded, left.end(), right.start("number")) is not None


def _found(text: str, match: re.Match[str], context: dict[str, Span], ranged: Relation | None) -> Found:
    span = Span(*match.span())
    value = parse_money(span.of(text), words_of(text, context))
    return Found("money", span, value, _status(match, value), ranged or _relation(match), context=context)


def _unit_of(match: re.Match[str]) -> str | None:
    for name in ("unit", "boxed", "mask_unit", "mask_boxed", "twin_unit", "first_unit"):
        if match[name] is not None:
            return match[name].replace(" ", "")
    return None


def _context(folded: str, match: re.Match[str], unit: Span | None) -> dict[str, Span]:
    before = folded[max(0, match.start() - 24) : match.start()]
    context: dict[str, Span] = {}
    if price := _UNIT_PRICE.search(before):
        at = match.start() - len(before) + price.start()
        context["basis_from"] = Span(at, at + 2)
    if _unit_of(match) is not None or match["rate"] is not None or match["capitals"] or match["second"]:
        return context
    if found := _LABEL_UNIT.search(before):
        at = match.start() - len(before)
        context["unit_from"] = Span(at + found.start("unit"), at + found.end("unit"))
    elif unit is not None:
        context["unit_from"] = unit
    return context


def _is_money(folded: str, match: re.Match[str], end: int, *, sure: bool) -> bool:
    """Tell whether a match is money: by its own words, else by those around it (`sure`: a label says so)."""
    before = folded[max(0, match.start() - 24) : match.start()]
    if match["rate"] is not None:
        charged = _CHARGED.match(folded, match.end(), end)
        return bool(match["box"] or charged or _RATE_WORD.search(before))
    if match["capitals"] or match["second"]:
        return True
    unit = _unit_of(match)
    if len(match["number"] or "") == 1 and match["number"] in CHINESE and unit not in _SCALED_MONEY:
        return False  # 三元催化, 二元混合物
    if match["sign"] or (unit and unit not in _SCALE_WORDS):
        return True
    sure = sure or _LABEL_WORD.search(before) is not None
    return _is_money_by_place(folded, match, end, sure=sure, is_code=_PART_OF_CODE.search(before) is not None)


def _is_money_by_place(folded: str, match: re.Match[str], end: int, *, sure: bool, is_code: bool) -> bool:
    ends = _BORDER.match(folded, match.end(), end) is not None
    if _unit_of(match):
        return (sure and ends) or _MONEY_NOUN.match(folded, match.end(), end) is not None
    if match["masked"]:
        return sure and ends and match["masked"].count("*") >= 2
    return sure and (match["cut"] is not None or (ends and not is_code))


_SCALED_MONEY = frozenset(scale + money for scale in _SCALE_WORDS for money in _CURRENCIES)
_PART_OF_CODE = re.compile(r"[0-9A-Za-z\-/年月]$")


def _status(match: re.Match[str], value: Money | None) -> Status:
    if match["masked"]:
        return "masked"
    if match["cut"]:
        return "truncated"
    if value is None:
        return "unreadable"
    return "not_stated" if value.amount is None and value.basis != "rate" else "stated"


def _relation(match: re.Match[str]) -> Relation:
    inside = re.search("[余多]", match["unit"] or "")
    return relation_of(match["more"], inside and inside.group(), match["after"], match["before"])


# ── values ───────────────────────────────────────────────────────────────────────────────────────────────────────


def _value(match: re.Match[str], context: Mapping[str, str]) -> Money | None:
    if match["masked"]:
        return None
    if match["rate"]:
        return Money(None, "CNY", match["rate"], "%", "rate")
    capitals = match["capitals"] or match["second"]
    if capitals:
        digits = match["twin"] or match["first"]
        return Money(_cents(_in_yuan(capitals)), "CNY", digits or capitals, _unit_of(match) or "元")
    unit = _unit_of(match) or _unit_around(match, context) or _implied_unit(match)
    if unit is None:
        return None
    return _amount(match, unit, context)


def _amount(match: re.Match[str], unit: str, context: Mapping[str, str]) -> Money:
    number = parse_number(match["number"]) * _scale(unit)
    per = match["per"] or match["each"] or "basis_from" in context
    currency = _currency(unit) or _currency(match["sign"] or "") or "CNY"
    return Money(
        _cents(number), currency, match["number"], re.sub("[余多]", "", unit), "unit_price" if per else "total"
    )


def _cents(number: Decimal) -> str | None:
    """Write an amount with two decimals. Zero is no amount: a rate was agreed, or there are several suppliers."""
    return format(number.quantize(Decimal("0.01")), "f") if number else None


def _scale(unit: str) -> int:
    scale = 1
    for char in unit:
        scale *= _SCALES.get(char, 1)
    return scale


def _currency(printed: str) -> str | None:
    for word in sorted(_CURRENCIES, key=len, reverse=True):
        if word in printed:
            return _CURRENCIES[word]
    return None


_UNIT_WORD = re.compile(_UNIT)


def _unit_in(printed: str) -> str | None:
    found = _UNIT_WORD.findall(fold(printed))
    return found[-1].replace(" ", "") if found else None


def _unit_around(match: re.Match[str], context: Mapping[str, str]) -> str | None:
    """The unit that label or header names; EUR 96,400.00 below 金额（万元） is printed in neither of the two."""
    unit = _unit_in(context.get("unit_from", ""))
    signed = _currency(match["sign"] or "") or "CNY"
    return None if unit is not None and signed != "CNY" and _currency(unit) == "CNY" else unit


def _implied_unit(match: re.Match[str]) -> str | None:
    """The unit of a bare number: two decimals, groups or many digits mean 元, six decimals a field kept in 万元."""
    if match["cut"]:
        return None
    whole, _, decimals = match["number"].partition(".")
    if len(decimals) >= 6:
        return "万元"
    if match["sign"] and not match["sign"].startswith(("¥", "人民币", "RMB", "CNY")):
        return match["sign"]
    return "元" if match["sign"] or len(decimals) == 2 or "," in whole or "，" in whole or len(whole) >= 5 else None


def _in_yuan(capitals: str) -> Decimal:
    """贰佰叁拾壹元柒角贰分 → 231.72."""
    whole, cents = re.split("[元圆圓]", capitals, maxsplit=1)
    total = parse_number(whole)
    for unit, size in (("角", Decimal("0.1")), ("分", Decimal("0.01"))):
        if unit in cents:
            digit = cents[cents.index(unit) - 1]
            total += parse_number(digit) * size
    return total
