"""Filters of the campaign's screens: totals and figures with their hedge, and the sign of what supports them."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal, InvalidOperation

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from zhiyue.campaigns.counting import Total
from zhiyue.reference.measures import campaign_measures
from zhiyue_site.quality_month.models import Measure, Proof

register = template.Library()


@register.filter
def total(value: Total) -> str:
    """A sum with its hedge: ≥ 6,900."""
    return _figure(format(value.number, "f"), value.relation)


@register.simple_tag
def measure_words(row: Measure) -> SafeString:
    """A reported figure in words: 参与人次 ≥ 6,900 人次, with what was printed in its title."""
    known = campaign_measures().get(row.code)
    label = known.label_zh if known is not None else row.code
    figure = _figure(row.number, row.relation)
    return format_html(
        '{} <span class="figure" title="{}">{}</span> {}',
        label,
        f"原文：{row.printed}" if row.printed else "",
        figure,
        row.unit,
    )


@register.simple_tag
def proof_sign(proofs: Iterable[Proof]) -> SafeString:
    """Whether evidence stands behind a figure: sign and word."""
    rows = list(proofs)
    standing = sum(row.withdrawn_at is None for row in rows)
    if standing:
        return format_html('<span class="v confirmed"><b>✓</b> {} 份佐证</span>', standing)
    if rows:
        return format_html('<span class="v contradicted"><b>≠</b> {}</span>', "佐证已撤回")
    return format_html('<span class="v not_checkable"><b>–</b> {}</span>', "无佐证")


def _figure(number: str, relation: str) -> str:
    try:
        words = f"{Decimal(number):,f}"
    except InvalidOperation:
        words = number
    return words if relation == "=" else f"{relation} {words}"
