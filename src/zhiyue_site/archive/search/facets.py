"""What a list of results can be narrowed by: each facet, its labels, and how its values stand in the index.

Comes in: values. Goes out: labels in the reader's language, bands of amounts, and the field and term that a chosen
value stands for. One table says it all: a new facet is one entry here and one column of the document.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from itertools import pairwise

from django.utils.translation import get_language

from zhiyue.exports.wording import Wording, standard_wording
from zhiyue.records import record_kinds
from zhiyue.reference import buyer_types, division_by_code, instrument_by_id
from zhiyue_site.archive.channels import channel_named

_STEPS = (0, 100_000, 500_000, 1_000_000, 5_000_000)
_BANDS = {
    "0-100000": ("10 万元以下", "below CNY 100,000"),
    "100000-500000": ("10–50 万元", "CNY 100,000–500,000"),
    "500000-1000000": ("50–100 万元", "CNY 500,000–1 million"),
    "1000000-5000000": ("100–500 万元", "CNY 1–5 million"),
    "5000000-": ("500 万元以上", "above CNY 5 million"),
}
_ORIGINS = {"domestic": ("国产品牌", "Domestic brands"), "foreign": ("国外品牌", "Foreign brands")}
_TYPES = {"page": ("文章", "Pages"), "record": ("档案", "Records")}

Label = Callable[[str], tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Narrowing:
    """One facet: its name in addresses, its label, how a value is labelled, and the index field that is counted.

    `by_value`: values stand in their own order (amounts), not the most frequent first. `newest`: the last ones first.
    """

    name: str
    zh: str
    en: str
    label: Label
    field: str
    most: int = 20
    by_value: bool = False
    newest: bool = False


def band_of(amount: Decimal) -> str:
    """The band in which an amount in yuan lies.

    >>> band_of(Decimal("856000.00")), band_of(Decimal("28042000"))
    ('500000-1000000', '5000000-')
    """
    return next((f"{low}-{high}" for low, high in pairwise(_STEPS) if amount < high), f"{_STEPS[-1]}-")


def places_of(code: str) -> Mapping[str, str]:
    """A division's code as the province, the prefecture and the county that it lies in.

    >>> places_of("330106"), places_of("330000")
    ({'province': '330000', 'prefecture': '330100', 'county': '330106'}, {'province': '330000'})
    """
    levels = {"province": f"{code[:2]}0000", "prefecture": f"{code[:4]}00", "county": code}
    size = 1 if code.endswith("0000") else 2 if code.endswith("00") else 3
    return dict(list(levels.items())[:size]) if len(code) == 6 and code.isdigit() else {}


def place_field(code: str) -> str:
    """The field in which a division is counted."""
    return list(places_of(code) or {"county": code})[-1]


def reads_english() -> bool:
    """Whether labels are wanted in English: the second of each two."""
    return (get_language() or "zh").startswith("en")


def _same(value: str) -> tuple[str, str]:
    return value, value


def _kind(value: str) -> tuple[str, str]:
    known = _record_labels()
    term = _wording().kind(value)
    return known.get(value, (term.zh, term.en))


def _channel(value: str) -> tuple[str, str]:
    channel = channel_named(value)
    return (channel.zh, channel.en) if channel else _same(value)


def _place(value: str) -> tuple[str, str]:
    division = division_by_code().get(value)
    return _same(division.name if division else value)


def _buyer_type(value: str) -> tuple[str, str]:
    return next(((type.title_zh, type.title_en) for type in buyer_types() if type.code == value), _same(value))


def _instrument(value: str) -> tuple[str, str]:
    kind = instrument_by_id().get(value)
    return (kind.name_zh, kind.name_en) if kind else _same(value)


def _listed(table: Mapping[str, tuple[str, str]]) -> Label:
    return lambda value: table.get(value, _same(value))


@cache
def _record_labels() -> Mapping[str, tuple[str, str]]:
    return {kind.name: (kind.label_zh, kind.label_en) for kind in record_kinds().values()}


@cache
def _wording() -> Wording:
    return standard_wording()


FACETS: tuple[Narrowing, ...] = (
    Narrowing("type", "范围", "Scope", _listed(_TYPES), "type"),
    Narrowing("channel", "频道", "Channel", _channel, "channel"),
    Narrowing("kind", "类型", "Kind", _kind, "kind"),
    Narrowing("month", "月份", "Month", _same, "month", most=24, newest=True),
    Narrowing("region", "地区", "Region", _place, "province", most=34),
    Narrowing("instrument", "仪器", "Instrument", _instrument, "instrument"),
    Narrowing("buyer_type", "采购单位类型", "Type of buyer", _buyer_type, "buyer_type"),
    Narrowing("brand_origin", "品牌归属", "Brand origin", _listed(_ORIGINS), "brand_origin"),
    Narrowing("amount", "金额", "Amount", _listed(_BANDS), "band", by_value=True),
    Narrowing("source", "来源", "Source", _same, "source"),
)
"""Every facet, in the order in which they are shown."""

BANDS = tuple(_BANDS)
