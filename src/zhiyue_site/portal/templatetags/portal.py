"""Filters of the portal's templates: moments, weekdays, amounts."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from django import template
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from zhiyue.records import SeriesYear
from zhiyue.reference import countries
from zhiyue_site.portal.frame import is_english
from zhiyue_site.portal.words import moment_words, money_words, weekday_words

register = template.Library()


@register.filter
def moment(value: datetime | None) -> str:
    """2022-09-06 11:25."""
    return moment_words(value)


@register.filter
def clock(value: datetime | None) -> str:
    """11:25 under a heading that names the day; nothing where no time was printed."""
    if value is None:
        return ""
    local = timezone.localtime(value)
    return "" if local.hour == local.minute == 0 else f"{local:%H:%M}"


@register.filter
def weekday(value: date | str) -> str:
    """周二 for a day."""
    if not value:
        return ""
    return weekday_words(date.fromisoformat(value) if isinstance(value, str) else value)


@register.filter
def money(value: Decimal | None) -> SafeString | str:
    """381.1 万元, with the exact yuan in its title."""
    if value is None:
        return ""
    return format_html('<span class="figure" title="{} 元">{}</span>', f"{value:,.2f}", money_words(value))


@register.filter
def country(code: str) -> str:
    """美国 for US; of goods that are only said to be imported or not, that."""
    if code in ("imported", "domestic"):
        return _("进口") if code == "imported" else _("国产")
    found = next((item for item in countries() if item.code == code), None)
    return code if found is None else found.name_en if is_english() else found.name_zh


@register.filter
def launch(year: SeriesYear) -> str:
    """When and where an edition was launched; the reference list's words in the language of the page."""
    if year.launch.origin == "reference" and not is_english():
        return year.launch_zh
    return year.launch.value or ""


@register.filter
def remarks(year: SeriesYear) -> str:
    """What the reference list remarks on a year, in the language of the page."""
    return year.conflicts if is_english() else year.conflicts_zh
