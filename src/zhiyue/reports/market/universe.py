"""What is counted: the rules of the universe, each coded, versioned and printed with the report.

Comes in: the table of award lines (`zhiyue.reports.market.table`). Goes out: the same lines compiled: each award once,
corrected, with the amount that counts, and in `rule` why a line is set aside (empty where it is counted). Nothing is
dropped: a report prints how many awards each rule set aside.

Two notices are of one purchase where they share a record, else the project's base number; an award without either is
of the one purchase that has its winner and its amount, else it stands by itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

import polars as pl

VERSION: Final = "1"
"""Changes whenever the same lines would count otherwise."""

AWARD, CORRECTION, TERMINATION = "award", "correction", "termination"

COUNTED, BUNDLE, CURRENCY = "counted", "bundle", "currency"
"""Values of `amount_status` beside those of a field: summed, one price for several items, not in yuan and no rate given."""

_RATE_UNIT = 10_000
_KEY = "key"
_ROW = ("award", "ordinal", "stage")
_TOLD = (*_ROW, "purchase", "number", "lot", "winner", "award_fen", "former_fen", "published", "buyer", "brand")
"""The columns that decide which awards count: little enough to hold while that is decided."""


def compile_lines(lines: pl.LazyFrame, *, rates: Mapping[str, Decimal] | None = None) -> pl.LazyFrame:
    """Apply the rules to a table of award lines.

    Args:
        lines: a table of `SCHEMA`.
        rates: yuan for one unit of another currency; amounts in currencies that are not here are not summed.

    Returns:
        One row for each line of each award, with `rule` (``""``, ``copy``, ``terminated``, ``category``, ``undated``), `published`
        (the first day on which the award was told), `fen` (the amount that counts, null where none does),
        `amount_status`, `price_fen` (of one unit), `award_fen`, `winner` (both as corrected), `is_corrected`, `origin`,
        `province`, `month` (``202506``).
    """
    told = lines.select(_TOLD).collect()
    # The same bytes at two addresses are one notice.
    if told.select(_ROW).is_duplicated().any():
        told, lines = told.unique(_ROW, keep="any"), lines.unique(_ROW, keep="any")
    decided = _decided(_keyed(told.lazy()).collect().lazy()).collect().lazy()
    rows = lines.filter(pl.col("stage") == AWARD).drop("published", "award_fen", "winner")
    return _with_amounts(rows.join(decided, on="award", how="inner"), rates or {}).with_columns(
        _origin().alias("origin"),
        _province().alias("province"),
        (pl.col("published").dt.year() * 100 + pl.col("published").dt.month()).alias("month"),
    )


# ── which purchase ───────────────────────────────────────────────────────────────────────────────────────────────


def _keyed(lines: pl.LazyFrame) -> pl.LazyFrame:
    """Add `key`, the purchase: its record, else its number; a number known of a record stands for that record."""
    both = (pl.col("purchase") != "") & (pl.col("number") != "")
    known = lines.filter(both).group_by("number").agg(pl.col("purchase").min().alias("_record"))
    record = pl.when(pl.col("purchase") != "").then("purchase").otherwise(pl.col("_record").fill_null(""))
    keyed = lines.join(known, on="number", how="left").with_columns(record.alias("_record"))
    own = (
        pl.when(pl.col("_record") != "")
        .then("p:" + pl.col("_record"))
        .when(pl.col("number") != "")
        .then("n:" + pl.col("number"))
        .otherwise(pl.lit(None, pl.String))
    )
    return _told_without_number(keyed.with_columns(own.alias(_KEY)).drop("_record"))


def _told_without_number(lines: pl.LazyFrame) -> pl.LazyFrame:
    """Give an award without number the purchase that has its winner and amount, where exactly one has."""
    is_told = (pl.col("stage") == AWARD) & (pl.col("winner") != "") & pl.col("award_fen").is_not_null()
    numbered = (
        lines.filter(is_told & pl.col(_KEY).is_not_null())
        .group_by("winner", "award_fen")
        .agg(
            pl.col(_KEY).min().alias("_key"), pl.col("buyer").min().alias("_buyer"), pl.col(_KEY).n_unique().alias("_n")
        )
        .filter(pl.col("_n") == 1)
        .drop("_n")
    )
    bare = lines.filter(pl.col(_KEY).is_null()).join(numbered, on=("winner", "award_fen"), how="left")
    fits = is_told & pl.col("_key").is_not_null() & ((pl.col("buyer") == "") | (pl.col("buyer") == pl.col("_buyer")))
    alike = pl.concat_str(
        pl.lit("b:"), "buyer", pl.lit("|"), "winner", pl.lit("|"), pl.col("award_fen").cast(pl.String)
    )
    key = (
        pl.when(fits).then("_key").when(is_told & (pl.col("buyer") != "")).then(alike).otherwise("a:" + pl.col("award"))
    )
    found = bare.with_columns(key.alias(_KEY)).drop("_key", "_buyer")
    return pl.concat([lines.filter(pl.col(_KEY).is_not_null()), found])


# ── which awards ─────────────────────────────────────────────────────────────────────────────────────────────────


def _decided(keyed: pl.LazyFrame) -> pl.LazyFrame:
    """One row an award: as corrected, its first day, the number of its lines, and the rule that sets it aside."""
    awards = (
        keyed.filter(pl.col("stage") == AWARD)
        .group_by("award")
        .agg(
            pl.col(_KEY, "lot", "winner", "award_fen", "published").first(),
            pl.len().alias("n_lines"),
            (pl.col("brand") != "").sum().alias("_branded"),
        )
        .with_columns(is_corrected=pl.lit(value=False))
    )
    corrected = _corrected(awards, keyed.filter(pl.col("stage") == CORRECTION))
    ended = _ended(corrected, keyed.filter(pl.col("stage") == TERMINATION))
    return _copies(ended)


def _corrected(awards: pl.LazyFrame, corrections: pl.LazyFrame) -> pl.LazyFrame:
    """Apply corrections in the order of their days, each to what the ones before it left."""
    ordered = (
        corrections.select(
            _KEY,
            pl.col("award").alias("_id"),
            pl.col("lot").alias("_lot"),
            pl.col("published").alias("_day"),
            pl.col("award_fen").alias("_fen"),
            pl.col("former_fen").alias("_former"),
            pl.col("winner").alias("_winner"),
        )
        .sort(_KEY, "_day", "_id", "_lot", "_fen", "_former")
        .with_columns(pl.int_range(pl.len()).over(_KEY).alias("_turn"))
        .collect()
    )
    if ordered.is_empty():
        return awards
    touched = awards.join(ordered.lazy().select(_KEY).unique(), on=_KEY, how="semi").collect().lazy()
    rest = awards.join(ordered.lazy().select(_KEY).unique(), on=_KEY, how="anti")
    columns = awards.collect_schema().names()
    for turn in sorted(set(ordered["_turn"].to_list())):
        touched = _one_correction(touched, ordered.lazy().filter(pl.col("_turn") == turn)).select(columns)
    return pl.concat([rest.select(columns), touched])


def _one_correction(awards: pl.LazyFrame, corrections: pl.LazyFrame) -> pl.LazyFrame:
    fits = (
        pl.col("_id").is_not_null()
        & ((pl.col("_lot") == "") | (pl.col("_lot") == pl.col("lot")))
        & (pl.col("_day") >= pl.col("published"))
        & (pl.col("_former").is_null() | pl.col("_former").eq_missing(pl.col("award_fen")))
    ).fill_null(value=False)
    has_winner = fits & (pl.col("_winner") != "")
    has_amount = fits & pl.col("_fen").is_not_null()
    return awards.join(corrections, on=_KEY, how="left").with_columns(
        pl.when(has_amount).then("_fen").otherwise("award_fen").alias("award_fen"),
        pl.when(has_winner).then("_winner").otherwise("winner").alias("winner"),
        (pl.col("is_corrected") | has_amount).alias("is_corrected"),
    )


def _ended(awards: pl.LazyFrame, terminations: pl.LazyFrame) -> pl.LazyFrame:
    """Set aside what was terminated after it was awarded; a first round that failed before ends nothing."""
    ends = terminations.group_by(_KEY, "lot").agg(pl.col("published").max().alias("_end"))
    whole = ends.filter(pl.col("lot") == "").select(_KEY, pl.col("_end").alias("_end_of_all"))
    found = awards.join(whole, on=_KEY, how="left").join(ends.filter(pl.col("lot") != ""), on=(_KEY, "lot"), how="left")
    is_ended = (pl.col("_end_of_all") > pl.col("published")).fill_null(value=False) | (
        pl.col("_end") > pl.col("published")
    ).fill_null(value=False)
    rule = pl.when(is_ended).then(pl.lit("terminated")).otherwise(pl.lit(""))
    return found.with_columns(rule.alias("rule")).drop("_end", "_end_of_all")


_NO_LOT, _NO_WINNER, _NO_AMOUNT = pl.col("lot") == "", pl.col("winner") == "", pl.col("award_fen").is_null()
_VAGUE = (
    (_NO_LOT & _NO_WINNER, ~_NO_LOT, (_KEY,)),
    (_NO_LOT & ~_NO_WINNER, ~_NO_LOT & ~_NO_WINNER, (_KEY, "winner")),
    (_NO_WINNER, ~_NO_WINNER, (_KEY, "lot")),
    (_NO_AMOUNT, ~_NO_AMOUNT, (_KEY, "lot", "winner")),
)
"""What tells less than another notice of the same purchase: the vague one, the fuller one, and what both share."""


def _copies(awards: pl.LazyFrame) -> pl.LazyFrame:
    """Set aside what tells of an award that another notice tells of more fully; the first day is that of all of them."""
    awards = awards.collect().lazy()
    alive = awards.filter(pl.col("rule") == "")
    several = alive.group_by(_KEY).len().filter(pl.col("len") > 1)
    single = alive.join(several, on=_KEY, how="anti")
    group = alive.join(several, on=_KEY, how="semi").drop("rule")
    kept = group
    for is_vague, is_fuller, within in _VAGUE:
        fuller = kept.filter(is_fuller).select(within).unique()
        kept = pl.concat([kept.filter(~is_vague), kept.filter(is_vague).join(fuller, on=within, how="anti")])
    same = (_KEY, "lot", "winner", "award_fen")
    order = ("_branded", "n_lines", "published", "award")
    kept = (
        kept.sort(*order, descending=[True, True, False, False], nulls_last=True)
        .group_by(same, maintain_order=True)
        .agg(pl.all().exclude("published").first(), pl.col("published").min())
    )
    columns = [name for name in awards.collect_schema().names() if name != "rule"]
    copies = group.join(kept, on="award", how="anti").select(*columns, pl.lit("copy").alias("rule"))
    columns.append("rule")
    parts = (
        awards.filter(pl.col("rule") != ""),
        single,
        kept.with_columns(pl.lit("").alias("rule")),
        copies,
    )
    return pl.concat([part.select(columns) for part in parts]).drop(_KEY, "_branded", "lot")


# ── which amount ─────────────────────────────────────────────────────────────────────────────────────────────────


def _with_amounts(lines: pl.LazyFrame, rates: Mapping[str, Decimal]) -> pl.LazyFrame:
    """Add `fen` and `price_fen`, and why there is no amount; set aside what is no sale of goods."""
    is_only = pl.col("n_lines") == 1
    own = pl.coalesce("line_fen", pl.col("unit_fen") * pl.col("quantity"))
    printed = (
        pl.when(is_only & pl.col("is_corrected"))
        .then("award_fen")
        .when(own.is_not_null())
        .then(own)
        .when(is_only)
        .then("award_fen")
        .otherwise(None)
    )
    is_yuan = pl.col("currency").is_in(["CNY", ""])
    fen = pl.when(is_yuan).then(printed).otherwise(_converted(printed, rates))
    is_even = (pl.col("quantity") > 0) & (pl.col("fen") % pl.col("quantity") == 0)
    rule = (
        pl.when(pl.col("rule") != "")
        .then("rule")
        .when(pl.col("category") != "goods")
        .then(pl.lit("category"))
        .when(pl.col("published").is_null())
        .then(pl.lit("undated"))
        .otherwise(pl.lit(""))
    )
    return (
        lines.with_columns(fen.alias("fen"), printed.is_not_null().alias("_is_printed"))
        .with_columns(
            rule.alias("rule"),
            _amount_status(is_only).alias("amount_status"),
            pl.when(is_yuan & pl.col("fen").is_not_null())
            .then(pl.coalesce("unit_fen", pl.when(is_even).then(pl.col("fen") // pl.col("quantity"))))
            .alias("price_fen"),
        )
        .drop("_is_printed")
    )


def _amount_status(is_only: pl.Expr) -> pl.Expr:
    return (
        pl.when(pl.col("fen").is_not_null())
        .then(pl.lit(COUNTED))
        .when("_is_printed")
        .then(pl.lit(CURRENCY))
        .when(~is_only & pl.col("award_fen").is_not_null())
        .then(pl.lit(BUNDLE))
        .otherwise("award_status")
    )


def _converted(fen: pl.Expr, rates: Mapping[str, Decimal]) -> pl.Expr:
    """Amounts in other currencies in fen, half up, at rates of four decimals; null where no rate is given."""
    found = pl.lit(None, pl.Int64)
    for currency, rate in sorted(rates.items()):
        units = int((rate * _RATE_UNIT).to_integral_value(ROUND_HALF_UP))
        converted = (fen * units + _RATE_UNIT // 2) // _RATE_UNIT
        found = pl.when(pl.col("currency") == currency).then(converted).otherwise(found)
    return found


_HOME = ("CN", "HK", "MO", "TW")


def _origin() -> pl.Expr:
    """The home of the brand: foreign, domestic, unknown. Hong Kong, Macao and Taiwan are in China."""
    home = pl.col("brand_region").str.slice(0, 2)
    return (
        pl.when(home == "")
        .then(pl.lit("unknown"))
        .when(home.is_in(_HOME))
        .then(pl.lit("domestic"))
        .otherwise(pl.lit("foreign"))
    )


def _province() -> pl.Expr:
    """The provincial unit of the buyer, as a six-digit code; empty where it is not known."""
    return pl.when(pl.col("region") == "").then(pl.lit("")).otherwise(pl.col("region").str.slice(0, 2) + "0000")
