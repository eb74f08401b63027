"""Values as people read them: ``Money`` becomes 381.1 万元, a moment 2022-09-06 11:25.

Comes in: a field. Goes out: one short string, the figure as the page prints it. Exists so that terminal, viewer and
documents write the same value the same way.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import get_args

from zhiyue.exports.wording import Wording
from zhiyue.model import (
    Count,
    Fact,
    FactType,
    Field,
    Finding,
    Money,
    Named,
    Ordinal,
    PageResult,
    Period,
    Quantity,
    Share,
    Value,
    Verdict,
)

_CURRENCIES = {"CNY": "", "USD": "美元", "EUR": "欧元", "HKD": "港元", "JPY": "日元"}
_PICTURES = {
    **{code: chr(0x2400 + code) for code in range(0x20)},
    **dict.fromkeys(range(0x7F, 0xA0), "\ufffd"),
    **dict.fromkeys(map(ord, "\t\n\r"), " "),
}
VERDICTS: tuple[Verdict, ...] = get_args(Verdict)


def shown(field: Field, *, wording: Wording) -> str:
    """The value of a field in words and figures; for an absent one the word for its absence.

    >>> shown(Field("money", Money("3811000.00", "CNY", "381.1", "万元"), relation="≥"), wording=Wording())
    '≥ 381.1 万元'
    >>> shown(Field("text", None, status="not_stated"), wording=Wording())
    '未载明'
    """
    if field.value is None:
        return wording.term("status", field.status).zh
    sign = "" if field.relation == "=" else f"{field.relation} "
    part = f" {wording.term('part', field.part).zh}" if field.part is not None else ""
    basis = ""
    if isinstance(field.value, Money) and field.value.basis != "total":
        basis = f"（{wording.term('basis', field.value.basis).zh}）"
    return f"{sign}{value_text(field.value, moment=field.type == 'moment')}{part}{basis}"


def value_text(value: Value, *, moment: bool = False) -> str:  # noqa: PLR0911  # one return for each shape of value
    """One value as printed on the page, units beside the figure, time stamps to the minute."""
    match value:
        case str():
            return value[:16].replace("T", " ") if moment else value
        case Money(printed=printed, unit=unit, currency=currency):
            # 万元 names its currency; 万 with USD does not.
            foreign = _CURRENCIES.get(currency, currency)
            return " ".join(part for part in (printed, unit, "" if foreign in unit else foreign) if part)
        case Share(percent=percent):
            return f"{percent} %"
        case Period(start=start, end=end):
            return f"{start} 至 {end}"
        case Count(number=number):
            return number
        case Quantity(number=number, unit=unit):
            return f"{number} {unit}"
        case Ordinal(ordinal=ordinal):
            return f"第 {ordinal}"
        case Named(name=name):
            return name


def title_of(result: PageResult) -> str:
    """The title of a page; where it has none, where the page came from."""
    title = result.page.title
    words = title.value.strip() if title is not None and isinstance(title.value, str) else ""
    return words or result.path or result.url or "（无标题）"


def visible(words: str) -> str:
    r"""Words of a page made safe for a terminal: control characters are shown, not obeyed.

    >>> visible("招标\x1b[2J公告")
    '招标␛[2J公告'
    """
    return words.translate(_PICTURES)


def is_figure(field: Field) -> bool:
    """Whether the value is a number, and so belongs right-aligned in tabular figures."""
    return isinstance(field.value, Money | Share | Count | Quantity | Ordinal)


def fact_fields(fact: Fact, types: Mapping[str, FactType]) -> Iterator[tuple[str, Field]]:
    """The fields of a fact in the order in which its type lists them; a repeated field once for each value."""
    known = tuple(prop.name for prop in types[fact.kind].props) if fact.kind in types else ()
    order = {name: index for index, name in enumerate(known)}
    for name in sorted(fact.fields, key=lambda name: order.get(name, len(order))):
        for item in fact.all(name):
            yield name, item


def verdict_counts(findings: tuple[Finding, ...]) -> dict[Verdict, int]:
    """How many claims met which verdict, in the fixed order, without the verdicts that none met."""
    counts = {verdict: sum(item.verdict == verdict for item in findings) for verdict in VERDICTS}
    return {verdict: count for verdict, count in counts.items() if count}
