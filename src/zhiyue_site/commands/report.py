"""``zhiyue report …``: the monthly market report, and the table of award lines that it is computed from.

Comes in: a folder of pages (read by the line), a Parquet file of award lines, or else the site's database. Goes out:
the same report object from each, printed, or written in all its forms. The database is touched only where nothing
else is given.
"""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click
from rich.console import Console

from zhiyue import bulk
from zhiyue.errors import ZhiyueError
from zhiyue.exports.report.forms import all_files
from zhiyue.exports.report.json_file import write_json
from zhiyue.exports.report.page import report_page
from zhiyue.exports.report.printing import Style, column_scale, heading, in_column, words_of
from zhiyue.masking import mask
from zhiyue.records import compile_records, members_of
from zhiyue.report import Language, Report, Section, Table, walk

if TYPE_CHECKING:
    import polars as pl

    from zhiyue.reports.market import AwardLine, Publication, Scope

Format = Literal["text", "json", "html"]


@dataclass(frozen=True, slots=True)
class Lines:
    """What a report is computed from: the table of award lines, and what others published."""

    table: pl.LazyFrame
    publications: tuple[Publication, ...]


@click.group()
def report() -> None:
    """Reports computed from award notices: every figure with the notices behind it."""


@report.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path, exists=True))
@click.option("--month", metavar="2025-06", help="The month reported.")
@click.option("--from", "first", metavar="2025-01", help="First month or day, instead of --month.")
@click.option("--to", "last", metavar="2025-06", help="Last month or day.")
@click.option("--instrument", default="", help="By id or any name; what stands under it counts too.  [default: all]")
@click.option("--region", default="", help="A province, city or county, by name or code.")
@click.option("--buyer-type", "buyer", default="", help="A type of buyers or a group of types.")
@click.option(
    "--language", type=click.Choice(["zh", "en"]), default="zh", show_default=True, help="The language of the report."
)
@click.option("--groups", type=click.Path(path_type=Path, exists=True), help="CSV code,group: how buyers add up.")
@click.option("--rate", "rates", multiple=True, metavar="USD=7.1", help="Yuan for one unit of another currency.")
@click.option("--lines", type=click.Path(path_type=Path, exists=True), help="Parquet of award lines.")
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), help="Write every form into this folder.")
@click.option(
    "--format",
    "format_",
    type=click.Choice(["text", "json", "html"]),
    default="text",
    show_default=True,
    help="What to print; --out writes every form.",
)
def market(paths: tuple[Path, ...], lines: Path | None, out: Path | None, format_: Format, **asked: object) -> None:
    """The market of a family of instruments in a month: from PATHS, from --lines, or from the site's database."""
    try:
        scope = _scope(asked)
        made = _computed(_lines(paths, lines, scope), scope)
    except ZhiyueError as error:
        raise click.ClickException(str(error)) from error
    if out is not None:
        _write_all(made, out)
    else:
        sys.stdout.write(_printed(made, format_))


@report.command()
@click.option("--month", required=True, metavar="2025-06", help="The month reported.")
@click.option("--instrument", "instruments", multiple=True, required=True, help="By id or any name; one report each.")
@click.option("--note", default="", help="The editors' note above the report.")
def publish(month: str, instruments: tuple[str, ...], note: str) -> None:
    """Issue reports of the site's database to its public: the first version, or the next where a figure differs."""
    from zhiyue.reports import market as rules  # noqa: PLC0415  # polars is loaded only where a report is made

    try:
        period = rules.period_of(month)
        asked = [rules.instrument_of(words) for words in instruments]
    except ZhiyueError as error:
        raise click.ClickException(str(error)) from error
    from zhiyue_site.commands._django import migrate, start_django  # noqa: PLC0415  # only where a database is asked for

    start_django()
    migrate()
    from zhiyue_site.archive import reports  # noqa: PLC0415  # as above

    for instrument in asked:
        issue = reports.publish(reports.Asked(period.first, period.last, instrument), by=None, note=note)
        click.echo(f"{issue.report_id} version {issue.version}")


@report.command("lines")
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path, exists=True))
@click.option(
    "-o", "--out", required=True, type=click.Path(path_type=Path, dir_okay=False), help="Parquet file to write."
)
def write_lines(paths: tuple[Path, ...], out: Path) -> None:
    """Write the table of award lines of PATHS, or of the site's database, as Parquet."""
    found = _lines(paths, None, None).table.collect()
    out.parent.mkdir(parents=True, exist_ok=True)
    found.write_parquet(out)
    click.echo(f"{found.height} lines: {out}", err=True)


# ── what is asked ────────────────────────────────────────────────────────────────────────────────────────────────


def _scope(asked: Mapping[str, object]) -> Scope:
    from zhiyue.reports import market  # noqa: PLC0415  # polars is loaded only where a report is made

    said = {name: value if isinstance(value, str) else "" for name, value in asked.items()}
    first = said["month"] or said["first"]
    if not first or (said["month"] and said["first"]):
        raise click.UsageError("say which month: --month 2025-06, or --from 2025-01 --to 2025-06")
    groups = _groups(asked.get("groups")) or market.standard_groups()
    language: Language = "en" if said["language"] == "en" else "zh"
    return market.Scope(
        market.period_of(first, said["month"] or said["last"]),
        market.instrument_of(said["instrument"]) if said["instrument"] else "",
        market.region_of(said["region"]) if said["region"] else "",
        market.buyer_of(said["buyer"], groups) if said["buyer"] else "",
        language,
        groups=groups,
        rates=dict(_rates(asked.get("rates"))),
    )


def _groups(path: object) -> dict[str, str]:
    if not isinstance(path, Path):
        return {}
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    if not rows or not {"code", "group"} <= rows[0].keys():
        raise click.UsageError(f"{path}: write a header line code,group and a line for each type of buyers")
    return {row["code"]: row["group"] for row in rows}


def _rates(asked: object) -> Iterator[tuple[str, Decimal]]:
    for words in asked if isinstance(asked, tuple) else ():
        currency, _equals, rate = words.partition("=")
        try:
            yield currency.strip().upper(), Decimal(rate)
        except InvalidOperation as error:
            raise click.UsageError(f"--rate {words}: write a currency and a number, USD=7.1") from error


# ── what it is computed from ─────────────────────────────────────────────────────────────────────────────────────


def _lines(paths: Sequence[Path], lines: Path | None, scope: Scope | None) -> Lines:
    from zhiyue.reports.market import scan_lines  # noqa: PLC0415  # as above

    if lines is not None:
        return Lines(scan_lines(lines), ())
    if paths:
        return _of_folder(paths)
    return _of_site(scope)


def _of_folder(paths: Sequence[Path]) -> Lines:
    """Read pages, compile the records of their purchases, and draw the lines."""
    from zhiyue.reports.market import award_lines, publications_of, purchases_of, table_of  # noqa: PLC0415  # as above

    console = Console(stderr=True)
    results = []
    for outcome in bulk.read_all(paths):
        if isinstance(outcome, bulk.Reject):
            console.print(f"{outcome.path}: {outcome.what}. {outcome.remedy}", markup=False, highlight=False)
        else:
            results.append(mask(outcome))
    members = [member for result in results for member in members_of(result) if member.type == "purchase"]
    purchases = purchases_of(compile_records(members))
    rows: list[AwardLine] = [line for result in results for line in award_lines(result, purchases=purchases)]
    return Lines(table_of(rows), tuple(publications_of(results)))


def _of_site(scope: Scope | None) -> Lines:
    from zhiyue_site.commands._django import migrate, start_django  # noqa: PLC0415  # only where a database is asked for

    start_django()
    migrate()
    from zhiyue_site.archive.market import lines_of_archive, publications_of_archive  # noqa: PLC0415  # as above

    return Lines(lines_of_archive(scope.reaches() if scope else None), publications_of_archive())


def _computed(lines: Lines, scope: Scope) -> Report:
    from zhiyue.reports.market import compile_lines, market_report  # noqa: PLC0415  # as above

    return market_report(compile_lines(lines.table, rates=scope.rates), scope, lines.publications)


# ── what goes out ────────────────────────────────────────────────────────────────────────────────────────────────


def _write_all(made: Report, out: Path) -> None:
    for name, data in all_files(made):
        path = out / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        click.echo(str(path), err=True)


def _printed(made: Report, format_: Format) -> str:
    if format_ == "json":
        return write_json(made).decode()
    return report_page(made) if format_ == "html" else "\n".join(_text(made))


def _text(made: Report) -> Iterator[str]:
    style = Style(made.language)
    yield made.title
    for section in walk(made.sections):
        yield f"\n## {section.title}"
        yield from (words_of(sentence, style) for sentence in section.sentences)
        yield from (line for table in section.tables for line in _text_table(made, section, table))
    yield ""


def _text_table(made: Report, section: Section, table: Table) -> Iterator[str]:
    if table.title != section.title:
        yield f"\n### {table.title}"
    scales = [column_scale(table, index, made.language) for index in range(len(table.columns))]
    titles = zip(table.columns, scales, strict=True)
    yield "\t".join((table.head, *(heading(column, scale, made.language) for column, scale in titles)))
    for row in table.rows:
        shown = zip(row.cells, table.columns, scales, strict=True)
        yield "\t".join(
            (
                row.label,
                *(
                    in_column(cell, column, scale, Style(made.language, hedges="signs"))
                    for cell, column, scale in shown
                ),
            )
        )
