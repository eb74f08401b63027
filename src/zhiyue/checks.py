"""What a page claims, recomputed.

Comes in: the fields that carry a claim. Goes out: one `Finding`: the rule, its arithmetic in a line, the verdict. Pure
functions; a kind calls those that its claims allow. Where a figure is cut (663.78…) the arithmetic runs over everything
that the cut figure may have been, and confirms only what holds for all of it.

Codes are stable: `FINDING_CODES` is the catalogue that documentation and wording are drawn from.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from itertools import pairwise

from zhiyue.model import Count, Evidence, Field, Finding, Money, Ordinal, Period, Quantity, Share, Verdict
from zhiyue.values import words_and_digits

FINDING_CODES: Mapping[str, str] = {
    "encoding.mixed": "每行只用一种编码",
    "encoding.undecodable": "每个字节都应属于一个字符",
    "text.control_characters": "网页正文没有 NUL 字符",
    "text.unreadable": "可识读的字应多于缺字",
    "text.garbled": "正文应能按某一种编码读通",
    "text.masked": "原页应照原样登出文字与数字",
    "text.figures_deleted": "年、月、号、元之前应有数字",
    "text.reworded": "用词应与原文相同",
    "text.annotated": "夹注须能断定出自损坏，方予去除",
    "share.of_parts": "占比 = 部分 ÷ 各部分之和",
    "share.sum": "各占比之和 = 100 %",
    "sum.of_parts": "总额 = 各部分之和",
    "ordinal.year": "届次 = 年份 − 始办年份 + 1",
    "ordinal.series": "届次与该系列的始办年份、周期相符",
    "count.listed": "所称项数 = 所列项数",
    "title.summary": "标题金额与摘要金额相同",
    "project_number.year": "项目编号中的年份与发布年份相符",
    "amount.order": "成交金额 ≤ 最高限价 ≤ 预算",
    "amount.ratio": "成交金额在预算的 5 % 与 100 % 之间",
    "amount.capitals": "大写金额 = 小写金额",
    "line.product": "数量 × 单价 = 合价",
    "lines.sum": "各标的合价之和 = 成交金额",
    "record.sources": "各来源对同一事项的说法相同",
    "edition.theme": "主题与参考年表所载相同",
    "edition.co_organisers": "联合开展部门数与参考年表所载相同",
    "series.claim": "关于历届主题的说法与各年主题相符",
    "story.figures": "同一报道的各稿数字相同",
    "date.order": "日期先后相符",
    "date.within": "活动日期在所载活动时间之内",
    "figure.twice": "同一数据前后相同",
    "rate.of_count": "比率 = 部分数 ÷ 总数",
}
"""Every code that a finding may carry, with the rule it stands for."""

_SLIP = Decimal(10_000)
_SLIPPED = "相差一万倍，疑似“元”与“万元”混用"
_LEAST_RATIO = Decimal("0.05")


def check_share(share: Field, part: Field, others: Sequence[Field]) -> Finding:
    """Recompute a share: ``part ÷ (part + others)`` against the printed percentage.

    Args:
        share: type ``share``.
        part: the money that the share speaks of.
        others: the other parts of the same whole.
    """
    code, rule = "share.of_parts", FINDING_CODES["share.of_parts"]
    evidence = _evidence(share, part, *others)
    amounts = [_amount(field) for field in (part, *others)]
    if not isinstance(share.value, Share) or any(amount is None for amount in amounts):
        return Finding(code, "not_checkable", "缺少可计算的金额或占比", rule, evidence=evidence)
    printed = Decimal(share.value.percent)
    first, *rest = [amount for amount in amounts if amount is not None]
    total = first + sum(rest)
    if total <= 0:
        return Finding(code, "not_checkable", "金额之和为零", rule, evidence=evidence)
    places = _places(share.value.percent)
    low, high = _share_bounds((part, *others))
    agrees = {_rounded(value, places) == printed for value in (low, high)}
    numbers = [_printed(field) for field in (part, *others)]
    arithmetic = f"{numbers[0]} ÷ ({' + '.join(numbers)}) = {_rounded(first * 100 / total, max(3, places + 1))} %"
    verdict: Verdict
    if agrees == {True}:
        verdict, message = "confirmed", f"与所载 {share.value.percent} % 相符"
    elif True in agrees:
        verdict, message = "doubtful", f"所载 {share.value.percent} % 只在截断的金额取某些值时成立"
    else:
        verdict, message = "contradicted", f"所载 {share.value.percent} % 与计算结果不符"
    if any(field.status == "truncated" for field in (part, *others)):
        message += "（有金额被截断，按其可能的全部取值计算）"
    return Finding(code, verdict, message, rule, arithmetic, evidence=evidence)


def check_shares_sum(shares: Sequence[Field]) -> Finding:
    """Shares of one whole add up to 100, each within its own rounding."""
    code, rule = "share.sum", FINDING_CODES["share.sum"]
    values = [field.value.percent for field in shares if isinstance(field.value, Share)]
    if len(values) < 2:
        return Finding(code, "not_checkable", "少于两项占比", rule, evidence=_evidence(*shares))
    total = sum(map(Decimal, values), Decimal(0))
    slack = sum((Decimal(1).scaleb(-_places(value)) / 2 for value in values), Decimal(0))
    arithmetic = f"{' + '.join(values)} = {total} %"
    is_whole = abs(total - 100) <= slack
    message = "合计 100 %" if is_whole else f"合计 {total} %，不是 100 %"
    verdict: Verdict = "confirmed" if is_whole else "contradicted"
    return Finding(code, verdict, message, rule, arithmetic, evidence=_evidence(*shares))


def check_sum(total: Field, parts: Sequence[Field]) -> Finding:
    """Parts add up to the total, each within the precision that is printed."""
    code, rule = "sum.of_parts", FINDING_CODES["sum.of_parts"]
    evidence = _evidence(total, *parts)
    amounts = [_amount(field) for field in parts]
    whole = _amount(total)
    if whole is None or len(amounts) < 2 or any(amount is None for amount in amounts):
        return Finding(code, "not_checkable", "缺少可相加的金额", rule, evidence=evidence)
    computed = sum((amount for amount in amounts if amount is not None), Decimal(0))
    slack = sum((_width(field) for field in (total, *parts)), Decimal(0))
    arithmetic = f"{' + '.join(_printed(field) for field in parts)} = {_as_printed(computed, total)}"
    if abs(computed - whole) <= slack:
        return Finding(code, "confirmed", f"与所载 {_printed(total)} 相符", rule, arithmetic, evidence=evidence)
    if _is_slip(computed, whole):
        message = f"所载 {_printed(total)} 与各部分之和{_SLIPPED}"
        return Finding(code, "doubtful", message, rule, arithmetic, evidence=evidence)
    message = f"所载 {_printed(total)} 与各部分之和不符"
    return Finding(code, "contradicted", message, rule, arithmetic, evidence=evidence)


def check_ordinal_year(number: Field, year: Field, since: Field, *, held: int | None = None) -> Finding:
    """Recompute the number of a yearly edition by calendar years; `held` is the number by editions really held."""
    code, rule = "ordinal.year", FINDING_CODES["ordinal.year"]
    evidence = _evidence(number, year, since)
    first, this = _year(since), _year(year)
    if not isinstance(number.value, Ordinal) or first is None or this is None:
        return Finding(code, "not_checkable", "缺少届次、年份或始办年份", rule, evidence=evidence)
    computed = this - first + 1
    printed = number.value.ordinal
    arithmetic = f"{this} − {first} + 1 = {computed}"
    if printed == computed:
        message = f"按日历年计，第 {printed} 届相符"
        if held is not None and held != printed:
            message += f"；按实际举办计为第 {held} 届（其间有年份未举办）"
        return Finding(code, "confirmed", message, rule, arithmetic, evidence=evidence)
    if printed == held:
        message = f"按实际举办计第 {printed} 届相符；按日历年计为第 {computed} 届"
        return Finding(code, "confirmed", message, rule, arithmetic, evidence=evidence)
    message = f"所载第 {printed} 届与按日历年计的第 {computed} 届不符"
    return Finding(code, "contradicted", message, rule, arithmetic, evidence=evidence)


def check_ordinal_series(number: Field, year: Field, *, name: str, first_year: int, interval: int) -> Finding:
    """Recompute the number of an event of a known series: first year and interval come from `reference/series.csv`."""
    code, rule = "ordinal.series", FINDING_CODES["ordinal.series"]
    evidence = _evidence(number, year)
    this = _year(year)
    if not isinstance(number.value, Ordinal) or this is None:
        return Finding(code, "not_checkable", "缺少届次或年份", rule, evidence=evidence)
    gap, rest = divmod(this - first_year, interval)
    printed = number.value.ordinal
    arithmetic = f"({this} − {first_year}) ÷ {interval} + 1 = {gap + 1}"
    known = f"{name}自 {first_year} 年起每 {interval} 年一届" if interval > 1 else f"{name}自 {first_year} 年起每年一届"
    if rest:
        return Finding(code, "doubtful", f"{known}，{this} 年不在其周期上", rule, evidence=evidence)
    agrees = printed == gap + 1
    message = f"{known}，第 {printed} 届{'相符' if agrees else f'与推算的第 {gap + 1} 届不符'}（据本系统参考资料）"
    return Finding(code, "confirmed" if agrees else "doubtful", message, rule, arithmetic, evidence=evidence)


def check_count(count: Field, items: Sequence[Field], *, what: str, is_open: bool = False) -> Finding:
    """Compare how many are said to be with how many are listed; an open list (…等) may hold fewer."""
    code, rule = "count.listed", FINDING_CODES["count.listed"]
    evidence = _evidence(count, *items)
    if not isinstance(count.value, Count) or not items:
        return Finding(code, "not_checkable", f"缺少所称项数或所列{what}", rule, evidence=evidence)
    stated, listed = int(Decimal(count.value.number)), len(items)
    arithmetic = f"所称 {stated}，所列 {listed}"
    if is_open and listed <= stated:
        message = f"所列{what}以“等”收尾，只能核对不超过 {stated}"
        return Finding(code, "not_checkable", message, rule, arithmetic, evidence=evidence)
    agrees = stated == listed
    message = f"{what}：所称与所列{'一致' if agrees else '不一致'}"
    return Finding(code, "confirmed" if agrees else "contradicted", message, rule, arithmetic, evidence=evidence)


def check_title_amount(title: Evidence, summary: Evidence) -> Finding | None:
    """Compare the amount of a title with that of its summary; absent where one of them has no amount.

    405.18 beside 405.1 is cut, not rounded: doubtful. 405.18 beside 405.2 is rounded: confirmed.
    """
    code, rule = "title.summary", FINDING_CODES["title.summary"]
    first, second = title.value, summary.value
    if not isinstance(first, Money) or not isinstance(second, Money) or first.amount is None or second.amount is None:
        return None
    evidence = (title, summary)
    longer, shorter = sorted((first, second), key=lambda money: -_places(money.printed))
    long, short = Decimal(longer.printed.replace(",", "")), Decimal(shorter.printed.replace(",", ""))
    arithmetic = f"标题 {first.printed} {first.unit}，摘要 {second.printed} {second.unit}"
    if Decimal(first.amount) == Decimal(second.amount):
        return Finding(code, "confirmed", "标题与摘要金额一致", rule, arithmetic, evidence=evidence)
    places = _places(shorter.printed)
    is_one_unit = longer.unit.removesuffix("元") == shorter.unit.removesuffix("元")  # 405.18万 and 405.1万元
    if is_one_unit and _rounded(long, places) == short:
        return Finding(code, "confirmed", f"{short} 是 {long} 的四舍五入", rule, arithmetic, evidence=evidence)
    if is_one_unit and longer.printed.startswith(shorter.printed):
        return Finding(
            code, "doubtful", f"疑似截断：{short} 是 {long} 截去末位，不是四舍五入", rule, arithmetic, evidence=evidence
        )
    return Finding(code, "contradicted", "标题与摘要金额不一致", rule, arithmetic, evidence=evidence)


# 0811-254DSITC1745: agency's registered code, then the year in two digits
_REGISTERED = re.compile(r"\d{4}-(?P<year>\d{2})[0-9A-Z]")
# JSZC-320300-…-2025-0123 | HB2025-001 | 〔2025〕 | [2025]
_WRITTEN = re.compile(r"(?<!\d)(?P<year>20[0-4]\d)(?!\d{3})")


def check_number_year(number: Field, published: Field | None) -> Finding | None:
    """Compare the year inside a project number with the year of publication; absent where the number holds no year."""
    code, rule = "project_number.year", FINDING_CODES["project_number.year"]
    words = str(number.value or "")
    match = _REGISTERED.match(words) or _WRITTEN.search(words)
    if match is None:
        return None
    inside = int(match["year"]) + (2000 if len(match["year"]) == 2 else 0)
    page_year = _year(published) if published is not None else None
    if page_year is None:
        return Finding(code, "not_checkable", "页面未载发布时间", rule, evidence=_evidence(number))
    evidence = _evidence(number, published) if published is not None else _evidence(number)
    arithmetic = f"编号中的 {match['year']} → {inside}；发布于 {page_year}"
    if inside == page_year:
        return Finding(code, "confirmed", "编号年份与发布年份相符", rule, arithmetic, evidence=evidence)
    if inside == page_year - 1:
        return Finding(code, "confirmed", "编号为上一年，跨年项目常见", rule, arithmetic, evidence=evidence)
    return Finding(code, "doubtful", "编号年份与发布年份相差超过一年", rule, arithmetic, evidence=evidence)


def check_amounts_order(award: Field | None, ceiling: Field | None, budget: Field | None) -> Finding | None:
    """Award ≤ ceiling ≤ budget, over those of the three that are stated; absent where fewer than two are.

    Amounts in different currencies are not compared. An amount 10,000 times too large is taken for a slip of the unit.
    """
    code, rule = "amount.order", FINDING_CODES["amount.order"]
    named = [("成交金额", award), ("最高限价", ceiling), ("预算", budget)]
    present = [(name, field, _amount(field)) for name, field in named if field is not None]
    known = [(name, field, amount) for name, field, amount in present if amount is not None]
    if len(known) < 2:
        return None
    evidence = _evidence(*(field for _, field, _ in known))
    arithmetic = " ≤ ".join(f"{name} {_printed(field)} {_unit(field)}" for name, field, _ in known)
    if len({_currency(field) for _, field, _ in known}) > 1:
        return Finding(code, "not_checkable", "币种不同，页面未载汇率", rule, arithmetic, evidence=evidence)
    if len({_basis(field) for _, field, _ in known}) > 1:
        return Finding(code, "not_checkable", "一个是单价，一个是总额", rule, arithmetic, evidence=evidence)
    broken = [(a[0], b[0]) for a, b in pairwise(known) if a[2] > b[2]]
    if not broken:
        return Finding(code, "confirmed", "金额次序成立", rule, arithmetic, evidence=evidence)
    message = ";".join(f"{smaller}高于{larger}" for smaller, larger in broken)
    if any(_LEAST_RATIO <= a[2] / b[2] / _SLIP <= 1 for a, b in pairwise(known) if b[2]):
        return Finding(code, "doubtful", f"{message}，{_SLIPPED}", rule, arithmetic, evidence=evidence)
    return Finding(code, "contradicted", message, rule, arithmetic, evidence=evidence)


def check_ratio(award: Field | None, budget: Field | None) -> Finding | None:
    """Flag an award below a twentieth of the budget; absent where it is not, or one of them is not stated.

    Of real awards nine in ten pay more than 40 % of the budget: less than 5 % is a price of one, a symbolic price, or a
    slip of the unit.
    """
    code, rule = "amount.ratio", FINDING_CODES["amount.ratio"]
    if award is None or budget is None or _currency(award) != _currency(budget) or _basis(award) != _basis(budget):
        return None
    paid, planned = _amount(award), _amount(budget)
    if paid is None or not planned or paid / planned >= _LEAST_RATIO:
        return None
    ratio = paid / planned
    arithmetic = f"{_printed(award)} {_unit(award)} ÷ {_printed(budget)} {_unit(budget)} = {_rounded(ratio * 100, 3)} %"
    slip = f"，{_SLIPPED}" if _LEAST_RATIO <= ratio * _SLIP <= 1 else ""
    message = f"成交金额不足预算的 5 %{slip}"
    return Finding(code, "doubtful", message, rule, arithmetic, evidence=_evidence(award, budget))


def check_capitals(field: Field) -> Finding | None:
    """Compare an amount in capitals with the digits beside it; absent where only one of the two is printed.

    Where they differ the capitals hold in law; the field shows them.
    """
    code, rule = "amount.capitals", FINDING_CODES["amount.capitals"]
    for place in field.evidence:
        both = words_and_digits(place.exact) if isinstance(place.value, Money) else None
        if both is None:
            continue
        in_words, in_digits = both
        arithmetic = f"大写 {in_words} 元，小写 {in_digits} 元"
        if in_words == in_digits:
            return Finding(code, "confirmed", "大写与小写相符", rule, arithmetic, evidence=(place,))
        is_slip = _is_slip(Decimal(in_words), Decimal(in_digits))
        message = f"大写与小写不符{f'，{_SLIPPED}' if is_slip else ''}；以大写为准"
        return Finding(code, "contradicted", message, rule, arithmetic, evidence=(place,))
    return None


# ── items ────────────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Priced:
    """What an item says of its price: quantity, price of one, total of the line; None where it does not say."""

    quantity: Field | None = None
    unit_price: Field | None = None
    total: Field | None = None

    @property
    def fields(self) -> tuple[Field, ...]:
        """Those that are stated."""
        return tuple(field for field in (self.quantity, self.unit_price, self.total) if field is not None)

    @property
    def product(self) -> Decimal | None:
        """Quantity times price of one; None where one of them is not known."""
        price = _amount(self.unit_price) if self.unit_price is not None else None
        number = _number(self.quantity)
        return price * number if price is not None and number is not None else None

    @property
    def amount(self) -> Decimal | None:
        """What the line costs: its printed total, else the product."""
        total = _amount(self.total) if self.total is not None else None
        return total if total is not None else self.product

    @property
    def slack(self) -> Decimal:
        """How far the true cost may lie from the computed one: the last printed digits are rounded."""
        if self.total is not None and _amount(self.total) is not None:
            return _width(self.total)
        return _width(self.unit_price) * (_number(self.quantity) or 1) if self.unit_price is not None else Decimal(0)

    def arithmetic(self) -> str:
        """The line as people write it: 249000.00 元 × 2."""
        if self.total is not None and _amount(self.total) is not None:
            return f"{_printed(self.total)} {_unit(self.total)}"
        number = _number(self.quantity)
        price = f"{_printed(self.unit_price)} {_unit(self.unit_price)}" if self.unit_price is not None else ""
        return price if number == 1 else f"{price} × {number}"


def check_line(item: Priced) -> Finding | None:
    """Quantity × price of one = total of the line; absent where no total or no price is printed."""
    code, rule = "line.product", FINDING_CODES["line.product"]
    if item.total is None or item.unit_price is None:
        return None
    evidence = _evidence(*item.fields)
    stated, product = _amount(item.total), item.product
    if stated is None or product is None or _currency(item.total) != _currency(item.unit_price):
        reason = _no_product(item)
        return Finding(code, "not_checkable", reason, rule, evidence=evidence)
    slack = _width(item.unit_price) * (_number(item.quantity) or 1) + _width(item.total)
    computed = f"{_printed(item.unit_price)} {_unit(item.unit_price)} × {_number(item.quantity)}"
    arithmetic = f"{computed} = {_as_printed(product, item.total)} {_unit(item.total)}"
    verdict: Verdict = "contradicted"
    message = f"所载 {_printed(item.total)} 与乘积不符"
    if abs(product - stated) <= slack:
        verdict, message = "confirmed", f"与所载 {_printed(item.total)} 相符"
    elif _is_slip(product, stated):
        verdict, message = "doubtful", f"与所载 {_printed(item.total)} {_SLIPPED}"
    return Finding(code, verdict, message, rule, arithmetic, evidence=evidence)


def _no_product(item: Priced) -> str:
    """Why quantity and price cannot be held against the total."""
    if not all(field is None or _amount(field) is not None for field in (item.unit_price, item.total)):
        return "单价或合价未载明"
    return "未载数量" if _number(item.quantity) is None else "币种不同，页面未载汇率"


def check_lines(amount: Field, items: Sequence[Priced], *, is_open: bool = False) -> Finding | None:
    """The lines of one lot add up to its amount; absent where no line has a price, or the amount is none.

    Notices list their *main* items: lines that cost less than the amount are doubtful, lines that cost more contradict
    it. `is_open` says that the list ends in 等.
    """
    code, rule = "lines.sum", FINDING_CODES["lines.sum"]
    whole = _amount(amount)
    if whole is None or not any(item.amount is not None for item in items):
        return None
    evidence = _evidence(amount, *(field for item in items for field in item.fields))
    parts = [part for item in items if (part := item.amount) is not None]
    if len(parts) < len(items):
        message = f"{len(items)} 项标的中 {len(items) - len(parts)} 项缺少单价、数量或合价"
        return Finding(code, "not_checkable", message, rule, evidence=evidence)
    if len({_currency(amount), *(_currency(field) for item in items for field in item.fields if _is_money(field))}) > 1:
        return Finding(code, "not_checkable", "币种不同，页面未载汇率", rule, evidence=evidence)
    computed = sum(parts, Decimal(0))
    slack = sum((item.slack for item in items), _width(amount))
    shown = f"{_as_printed(computed, amount)} {_unit(amount)}"
    arithmetic = f"{' + '.join(item.arithmetic() for item in items)} = {shown}"
    verdict, message = _sum_verdict(computed, whole, slack, items)
    if is_open and computed <= whole + slack:
        verdict, message = "not_checkable", "标的清单以“等”收尾，只能核对不超过成交金额"
    return Finding(
        code, verdict, f"{message}（{_printed(amount)} {_unit(amount)}）", rule, arithmetic, evidence=evidence
    )


def _sum_verdict(computed: Decimal, whole: Decimal, slack: Decimal, items: Sequence[Priced]) -> tuple[Verdict, str]:
    if abs(computed - whole) <= slack:
        return "confirmed", "与成交金额相符"
    if _is_slip(computed, whole):
        return "doubtful", f"与成交金额{_SLIPPED}"
    prices = [_amount(item.unit_price) for item in items if item.unit_price is not None and item.total is None]
    if len(prices) == len(items) and abs(sum((p for p in prices if p is not None), -whole)) <= slack:
        return "doubtful", "不乘数量则与成交金额相符，“单价”疑为合价"
    if computed < whole:
        return "doubtful", "少于成交金额，标的可能未列全"
    return "contradicted", "多于成交金额"


def check_rate(rate: Field, part: Field, whole: Field) -> Finding:
    """Recompute a rate by count: ``part ÷ whole`` against the printed percentage (3批次 of 40批次 are 7.5 %)."""
    code, rule = "rate.of_count", FINDING_CODES["rate.of_count"]
    evidence = _evidence(rate, part, whole)
    counts = [field.value.number for field in (part, whole) if isinstance(field.value, Count)]
    if not isinstance(rate.value, Share) or len(counts) < 2 or not Decimal(counts[1]):
        return Finding(code, "not_checkable", "缺少比率、部分数或总数", rule, evidence=evidence)
    printed, places = Decimal(rate.value.percent), _places(rate.value.percent)
    computed = Decimal(counts[0]) * 100 / Decimal(counts[1])
    arithmetic = f"{counts[0]} ÷ {counts[1]} = {_rounded(computed, max(2, places + 1))} %"
    agrees = _rounded(computed, places) == printed
    message = f"与所载 {rate.value.percent} % {'相符' if agrees else '不符'}"
    return Finding(code, "confirmed" if agrees else "contradicted", message, rule, arithmetic, evidence=evidence)


def check_dates_order(*named: tuple[str, Field | None]) -> Finding | None:
    """Days in the order in which things happen, earliest first; absent where fewer than two of them are stated.

    Args:
        named: what happened on that day, as people say it, and the field of type ``date`` or ``moment``.
    """
    code, rule = "date.order", FINDING_CODES["date.order"]
    present = [(name, field) for name, field in named if field is not None and isinstance(field.value, str)]
    if len(present) < 2:
        return None
    days = [(name, str(field.value)[:10]) for name, field in present]
    arithmetic = " ≤ ".join(f"{name} {day}" for name, day in days)
    evidence = _evidence(*(field for _, field in present))
    broken = [(early[0], late[0]) for early, late in pairwise(days) if early[1] > late[1]]
    if not broken:
        return Finding(code, "confirmed", "日期次序成立", rule, arithmetic, evidence=evidence)
    message = "；".join(f"{early}晚于{late}" for early, late in broken)
    return Finding(code, "contradicted", message, rule, arithmetic, evidence=evidence)


def check_days_within(period: Field, days: Sequence[Field]) -> Finding:
    """Days and periods lie inside the period that is given for all of them.

    Args:
        period: type ``period``, of days or months.
        days: types ``date`` and ``period``.
    """
    code, rule = "date.within", FINDING_CODES["date.within"]
    evidence = _evidence(period, *days)
    whole = period.value
    if not isinstance(whole, Period) or not days:
        return Finding(code, "not_checkable", "缺少活动时间或活动日期", rule, evidence=evidence)
    ends = [
        (day.value.start, day.value.end) if isinstance(day.value, Period) else (str(day.value),) * 2 for day in days
    ]
    places = len(whole.start)
    outside = [
        day
        for day, (first, last) in zip(days, ends, strict=True)
        if not whole.start <= first[:places] <= last[:places] <= whole.end
    ]
    arithmetic = f"{whole.start} ≤ {len(days)} 项日期 ≤ {whole.end}"
    if not outside:
        return Finding(code, "confirmed", "活动日期都在所载活动时间之内", rule, arithmetic, evidence=evidence)
    message = f"{len(outside)} 项在所载活动时间之外：{'、'.join(day.exact or '' for day in outside[:5])}"
    return Finding(code, "doubtful", message, rule, arithmetic, evidence=_evidence(period, *outside))


def check_total(total: Field, parts: Sequence[Field], *, is_open: bool = False) -> Finding:
    """Counts of parts add up to the count of the whole; behind 其中 (`is_open`) they may be fewer, and never more."""
    code, rule = "sum.of_parts", FINDING_CODES["sum.of_parts"]
    evidence = _evidence(total, *parts)
    numbers = [Decimal(field.value.number) for field in (total, *parts) if isinstance(field.value, Count)]
    if len(numbers) != len(parts) + 1 or len(parts) < 2:
        return Finding(code, "not_checkable", "缺少可相加的数", rule, evidence=evidence)
    whole, computed = numbers[0], sum(numbers[1:], Decimal(0))
    arithmetic = f"{' + '.join(map(str, numbers[1:]))} = {computed}"
    if {field.relation for field in (total, *parts)} != {"="}:
        return Finding(code, "not_checkable", "有约数，不能相加核对", rule, arithmetic, evidence=evidence)
    if computed == whole:
        return Finding(code, "confirmed", f"与所载 {whole} 相符", rule, arithmetic, evidence=evidence)
    if is_open and computed < whole:
        message = f"少于所载 {whole}，“其中”未必列全"
        return Finding(code, "not_checkable", message, rule, arithmetic, evidence=evidence)
    return Finding(code, "contradicted", f"所载 {whole} 与各部分之和不符", rule, arithmetic, evidence=evidence)


def check_twice(figures: Sequence[Field], *, what: str) -> Finding:
    """One figure that a page gives several times is the same each time."""
    code, rule = "figure.twice", FINDING_CODES["figure.twice"]
    numbers = {field.value.number for field in figures if isinstance(field.value, Count)}
    arithmetic = "；".join(field.exact or "" for field in figures)
    verdict: Verdict = "confirmed" if len(numbers) == 1 else "doubtful"
    message = f"{what}：前后{'一致' if verdict == 'confirmed' else '不一'}"
    return Finding(code, verdict, message, rule, arithmetic, evidence=_evidence(*figures))


# ── numbers ──────────────────────────────────────────────────────────────────────────────────────────────────────


def _evidence(*fields: Field) -> tuple[Evidence, ...]:
    """The first words of each field, each place once, in the order given."""
    places: Iterable[Evidence] = (field.evidence[0] for field in fields if field.evidence)
    return tuple({(item.start, item.end): item for item in places}.values())


def _amount(field: Field) -> Decimal | None:
    if isinstance(field.value, Money) and field.value.amount is not None:
        return Decimal(field.value.amount)
    return None


def _printed(field: Field) -> str:
    return field.value.printed if isinstance(field.value, Money) else ""


def _unit(field: Field) -> str:
    return field.value.unit if isinstance(field.value, Money) else ""


def _currency(field: Field) -> str:
    return field.value.currency if isinstance(field.value, Money) else ""


def _basis(field: Field) -> str:
    return field.value.basis if isinstance(field.value, Money) else ""


def _is_money(field: Field) -> bool:
    return isinstance(field.value, Money) and field.value.amount is not None


def _number(field: Field | None) -> Decimal | None:
    return Decimal(field.value.number) if field is not None and isinstance(field.value, Quantity) else None


def _is_slip(one: Decimal, other: Decimal) -> bool:
    """10,000 times as much, within a hundredth: 元 stands where 万元 should, or the other way round."""
    small, large = sorted((one, other))
    return small > 0 and abs(large / small / _SLIP - 1) <= Decimal("0.01")


def _places(number: str) -> int:
    """Decimal places as printed."""
    return len(number.partition(".")[2])


def _scale(field: Field) -> Decimal:
    """Yuan per unit as printed (万元: 10,000)."""
    amount = _amount(field)
    printed = Decimal(re.sub(r"[^\d.]", "", _printed(field)) or 0)
    return amount / printed if amount and printed else Decimal(1)


def _width(field: Field) -> Decimal:
    """How far the true amount may lie from the printed one: one last digit where it is cut, else half of one."""
    last = Decimal(1).scaleb(-_places(_printed(field))) * _scale(field)
    return last if field.status == "truncated" else last / 2


def _share_bounds(fields: Sequence[Field]) -> tuple[Decimal, Decimal]:
    """The share of the first amount over all that cut amounts may have been (exact amounts are taken as printed)."""
    low: list[Decimal] = []
    high: list[Decimal] = []
    for field in fields:
        amount = _amount(field) or Decimal(0)
        low.append(amount)
        high.append(amount + _width(field) if field.status == "truncated" else amount)
    least = low[0] * 100 / (low[0] + sum(high[1:], Decimal(0)))
    most = high[0] * 100 / (high[0] + sum(low[1:], Decimal(0)))
    return least, most


def _rounded(value: Decimal, places: int) -> Decimal:
    return value.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)


def _as_printed(amount: Decimal, like: Field) -> str:
    return str(_rounded(amount / _scale(like), _places(_printed(like))))


def _year(field: Field) -> int | None:
    """The year of a date, a moment, a period or a bare year."""
    value = getattr(field.value, "start", field.value)
    match = re.match(r"\d{4}", value) if isinstance(value, str) else None
    return int(match[0]) if match else None
