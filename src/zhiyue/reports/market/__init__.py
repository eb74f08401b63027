"""The monthly market report: what a family of instruments was bought for, by whom, of which brands.

    readings ─▶ AwardLines ─▶ compiled lines ─▶ figures ─▶ tables, sentences, checks ─▶ Report
    (or rows of a database, or Parquet)   (the rules)

Comes in: award lines. Goes out: a `zhiyue.report.Report`, in which every figure is a cell that holds the ids of the
awards behind it. Needs polars (the extra ``reports``).
"""

from zhiyue.reports.market.compose import market_report
from zhiyue.reports.market.published import Figure, Publication, publication_of
from zhiyue.reports.market.read import (
    Purchase,
    Told,
    award_lines,
    day_of,
    lines_of_facts,
    publications_of,
    purchases_of,
)
from zhiyue.reports.market.scope import (
    Days,
    Scope,
    buyer_of,
    family_of,
    instrument_of,
    month_of,
    period_of,
    region_of,
    standard_groups,
)
from zhiyue.reports.market.table import SCHEMA, AwardLine, scan_lines, table_of
from zhiyue.reports.market.universe import VERSION, compile_lines

__all__ = [
    "SCHEMA",
    "VERSION",
    "AwardLine",
    "Days",
    "Figure",
    "Publication",
    "Purchase",
    "Scope",
    "Told",
    "award_lines",
    "buyer_of",
    "compile_lines",
    "day_of",
    "family_of",
    "instrument_of",
    "lines_of_facts",
    "market_report",
    "month_of",
    "period_of",
    "publication_of",
    "publications_of",
    "purchases_of",
    "region_of",
    "scan_lines",
    "standard_groups",
    "table_of",
]
