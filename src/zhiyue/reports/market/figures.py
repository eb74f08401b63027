"""Figures: what the lines of a scope add up to, grouped one way or another.

Comes in: a frame of compiled lines (`zhiyue.reports.market.universe`), of which only those with an empty `rule` count.
Goes out: `Tally`s, one a group, with the ids of the awards that each rests on. Money is summed in fen as integers.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from itertools import chain
from typing import Any

import polars as pl

from zhiyue.reports.market.scope import Days, Scope, month_of
from zhiyue.reports.market.universe import COUNTED

ORIGINS = ("foreign", "domestic", "unknown")
SIZES = (50, 100, 500, 1000)
"""Borders of the size bands, in ten thousands of yuan; the lower border belongs to the band above."""

_FEN_OF_WAN = 1_000_000


@dataclass(frozen=True, slots=True)
class Tally:
    """What a group of lines adds up to.

    `awards` are the ids of all its awards, sorted; `paid` of those with an amount in the group; `sized` of those with a
    quantity. `fen` and `units` are sums over what is stated.
    """

    awards: tuple[str, ...] = ()
    paid: tuple[str, ...] = ()
    sized: tuple[str, ...] = ()
    fen: int = 0
    units: int = 0
    label: str = ""

    def named(self, label: str) -> Tally:
        """The same under that label."""
        return replace(self, label=label)


@dataclass(frozen=True, slots=True)
class Frames:
    """The lines that a report looks at.

    `now` are the counted lines of the period, `aside` those of the period that a rule set aside, `history` the counted
    lines of all days that the report reaches, with the columns alone that changes and months need. `volume` is how many
    lines of any instrument each month has, `covers` from when to when lines were collected.
    """

    now: pl.DataFrame
    aside: pl.DataFrame
    history: pl.DataFrame
    volume: Mapping[int, int]
    covers: Days
    months: Mapping[str, Mapping[str, Tally]]

    def within(self, days: Days) -> pl.DataFrame:
        """The counted lines of another period."""
        return self.history.filter(pl.col("published").is_between(days.first, days.last))

    def month(self, days: Days) -> Mapping[str, Tally]:
        """What a month adds up to, by origin."""
        return self.months.get(days.name, {})

    def is_covered(self, days: Days, beside: Days) -> bool:
        """Whether a period can be compared with another: inside of what was collected, and not a fragment of it."""
        return self.is_within(days) and self._lines(days) * 3 >= self._lines(beside)

    def is_within(self, days: Days) -> bool:
        """Whether all days of a period were collected."""
        return self.covers.first <= days.first and days.last <= self.covers.last

    def _lines(self, days: Days) -> int:
        first, last = (day.year * 100 + day.month for day in (days.first, days.last))
        return sum(count for month, count in self.volume.items() if first <= month <= last)


def frames_of(compiled: pl.LazyFrame, scope: Scope) -> Frames:
    """The lines of a scope, read in one pass over `compiled`."""
    reach = scope.reaches()
    volume = (
        compiled.filter(pl.col("rule") == "")
        .group_by("month")
        .agg(pl.len(), pl.col("published").min().alias("first"), pl.col("published").max().alias("last"))
    )
    is_undated = pl.col("rule") == "undated"
    wanted = compiled
    if scope.family:
        wanted = wanted.filter(pl.col("instrument").is_in(list(scope.family)))
    else:
        wanted = wanted.filter(pl.col("instrument") != "")
    if scope.region:
        wanted = wanted.filter(pl.col("region").str.starts_with(_prefix(scope.region)))
    if scope.buyer_types:
        wanted = wanted.filter(pl.col("buyer_type").is_in(list(scope.buyer_types)))
    is_now = pl.col("published").is_between(scope.period.first, scope.period.last) | is_undated
    in_reach = (pl.col("rule") == "") & pl.col("published").is_between(reach.first, reach.last)
    found = (volume, wanted.filter(is_now).select(USED), wanted.filter(in_reach).select(_OF_HISTORY))
    months, lines, history = pl.collect_all(found)
    return Frames(
        lines.filter(pl.col("rule") == ""),
        lines.filter(pl.col("rule") != ""),
        history,
        dict(zip(months["month"], months["len"], strict=True)),
        scope.covers or _covered(months, scope.period),
        _by_month(history),
    )


USED = (
    "award", "ordinal", "rule", "published", "instrument", "brand", "origin", "model", "quantity", "fen", "price_fen",
    "amount_status", "award_fen", "budget_fen", "currency", "is_corrected", "buyer", "buyer_type", "region", "province",
    "winner", "method", "project", "name",
)  # fmt: skip
"""The columns that the figures of a period are made of."""

_OF_HISTORY = ("award", "published", "origin", "quantity", "fen")


def _by_month(history: pl.DataFrame) -> dict[str, dict[str, Tally]]:
    """Month → origin → what its lines add up to, in one pass."""
    keyed = history.with_columns(pl.col("published").dt.strftime("%Y-%m").alias("month"))
    found: dict[str, dict[str, Tally]] = {}
    for row in keyed.group_by("month", "origin").agg(*_SUMS).sort("month", "origin").iter_rows(named=True):
        found.setdefault(row["month"], {})[row["origin"]] = _tally_of(row)
    return found


def _prefix(code: str) -> str:
    return code[:2] if code.endswith("0000") else code[:4] if code.endswith("00") else code


_TOLERANCE = 3


def _covered(months: pl.DataFrame, period: Days) -> Days:
    """From the first month with lines to the last day with one; over weekends to the end of the month."""
    first, last = months["first"].min(), months["last"].max()
    if not isinstance(first, date) or not isinstance(last, date):
        return period
    whole = month_of(last)
    is_late = (whole.last - last).days <= _TOLERANCE
    return Days(month_of(first).first, whole.last if is_late else last)


# ── adding up ────────────────────────────────────────────────────────────────────────────────────────────────────

_SUMS = (
    pl.col("award").unique().sort().alias("awards"),
    pl.col("award").filter(pl.col("fen").is_not_null()).unique().sort().alias("paid"),
    pl.col("award").filter(pl.col("quantity").is_not_null()).unique().sort().alias("sized"),
    pl.col("fen").sum().alias("fen"),
    pl.col("quantity").sum().alias("units"),
)


def tally(lines: pl.DataFrame) -> Tally:
    """What all lines add up to."""
    return _tallies(lines.group_by(pl.lit("").alias("key")).agg(*_SUMS)).get("", Tally())


def tallies(lines: pl.DataFrame, by: pl.Expr | str) -> dict[str, Tally]:
    """Group → what its lines add up to; the largest amount first, then the most awards, then by name."""
    key = pl.col(by) if isinstance(by, str) else by
    return _tallies(lines.group_by(key.alias("key")).agg(*_SUMS))


def _tallies(groups: pl.DataFrame) -> dict[str, Tally]:
    found = {row["key"]: _tally_of(row) for row in groups.iter_rows(named=True)}
    return dict(sorted(found.items(), key=lambda item: (-item[1].fen, -len(item[1].awards), item[0])))


def _tally_of(row: Mapping[str, Any]) -> Tally:
    return Tally(tuple(row["awards"]), tuple(row["paid"]), tuple(row["sized"]), row["fen"], row["units"])


def united(parts: Sequence[Tally]) -> Tally:
    """Several groups as one."""
    kept = [part for part in parts if part.awards]
    if len(kept) == 1:
        return kept[0]
    return Tally(
        _merged([part.awards for part in kept]),
        _merged([part.paid for part in kept]),
        _merged([part.sized for part in kept]),
        sum(part.fen for part in kept),
        sum(part.units for part in kept),
    )


def _merged(runs: Sequence[Sequence[str]]) -> tuple[str, ...]:
    """Sorted ids of several sorted runs, each once: sorting runs is little more than walking along them."""
    return tuple(dict.fromkeys(sorted(chain.from_iterable(runs))))


def busiest(lines: pl.DataFrame, by: str, *, count: int) -> dict[str, Tally]:
    """The names that have most awards, and of equals the larger amount: what each adds up to."""
    named = lines.filter(pl.col(by) != "")
    first = (
        named.group_by(by)
        .agg(pl.col("award").n_unique().alias("n"), pl.col("fen").sum().alias("sum"))
        .sort("n", "sum", by, descending=[True, True, False])
        .head(count)[by]
        .to_list()
    )
    found = tallies(named.filter(pl.col(by).is_in(first)), by)
    return {name: found[name] for name in first}


def with_sizes(lines: pl.DataFrame) -> pl.DataFrame:
    """The lines with `size`, the band of their award's amount in this scope: ``0`` … ``4``, or ``none``."""
    amount = pl.col("fen").sum().over("award")
    has = pl.col("fen").is_not_null().any().over("award")
    band = pl.lit(str(len(SIZES)))
    for index, border in reversed(list(enumerate(SIZES))):
        band = pl.when(amount < border * _FEN_OF_WAN).then(pl.lit(str(index))).otherwise(band)
    return lines.with_columns(pl.when(has).then(band).otherwise(pl.lit("none")).alias("size"))


@dataclass(frozen=True, slots=True)
class Price:
    """Unit prices of one model, in fen; `median` may lie half way between two, and is rounded half up."""

    brand: str
    model: str
    awards: tuple[str, ...]
    units: int
    count: int
    low: int
    median: int
    high: int


def prices(lines: pl.DataFrame) -> tuple[Price, ...]:
    """The unit prices of every model that has one; those that were bought most often first."""
    found = (
        lines.filter(pl.col("price_fen").is_not_null() & (pl.col("model") != ""))
        .group_by("brand", "model")
        .agg(
            pl.col("award").unique().sort().alias("awards"),
            pl.col("quantity").sum().alias("units"),
            pl.col("price_fen").sort().alias("prices"),
        )
    )
    made = (
        Price(
            row["brand"], row["model"], tuple(row["awards"]), row["units"], len(row["prices"]),
            row["prices"][0], _median(row["prices"]), row["prices"][-1],
        )
        for row in found.iter_rows(named=True)
    )  # fmt: skip
    return tuple(sorted(made, key=lambda price: (-len(price.awards), -price.high, price.brand, price.model)))


def _median(ordered: Sequence[int]) -> int:
    middle = len(ordered) // 2
    if len(ordered) % 2:
        return ordered[middle]
    return (ordered[middle - 1] + ordered[middle] + 1) // 2


@dataclass(frozen=True, slots=True)
class Ratio:
    """Awards against their budgets: sums in fen over the awards that state both, and the mean of their quotients."""

    awards: tuple[str, ...]
    fen: int
    budget: int
    mean: Decimal | None


_PRECISE = Decimal("0.01")


def ratio(lines: pl.DataFrame) -> Ratio:
    """Award and budget of each award that states both, in yuan."""
    both = (
        lines.filter(
            (pl.col("budget_fen") > 0) & pl.col("award_fen").is_not_null() & pl.col("currency").is_in(["CNY", ""])
        )
        .group_by("award")
        .agg(pl.col("award_fen", "budget_fen").first())
        .sort("award")
    )
    pairs = list(zip(both["award_fen"], both["budget_fen"], strict=True))
    mean = sum((Decimal(fen) * 100 / budget for fen, budget in pairs), Decimal(0)) / len(pairs) if pairs else None
    return Ratio(
        tuple(both["award"]),
        sum(fen for fen, _ in pairs),
        sum(budget for _, budget in pairs),
        mean.quantize(_PRECISE, ROUND_HALF_UP) if mean is not None else None,
    )


def awards_where(lines: pl.DataFrame, condition: pl.Expr) -> tuple[str, ...]:
    """The ids of the awards of which some line fulfils a condition, sorted."""
    return tuple(lines.filter(condition)["award"].unique().sort())


def without_amount(lines: pl.DataFrame) -> dict[str, tuple[str, ...]]:
    """Why an amount is missing → the awards."""
    found = lines.filter(pl.col("amount_status") != COUNTED)
    groups = found.group_by("amount_status").agg(pl.col("award").unique().sort())
    return {row[0]: tuple(row[1]) for row in groups.iter_rows()}
