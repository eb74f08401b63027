"""The command line: ``zhiyue read``, ``zhiyue records``, ``zhiyue sheet``, ``zhiyue repair`` and the commands that other packages bring.

Comes in: files, folders, standard input. Goes out: readings on standard output, the evidence viewer as a file, what
went wrong on standard error. Thin by rule: it asks the library and prints.

Exit codes: 0 everything was read, 1 some pages could not be read, 2 wrong usage, 130 interrupted, 141 nobody listens
to the output any more.
"""

from __future__ import annotations

import datetime as dt
import json
import os
import signal
import sys
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from importlib.metadata import EntryPoint, entry_points
from pathlib import Path
from typing import Any, Literal, get_args

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from zhiyue import bulk
from zhiyue.bulk import Reject
from zhiyue.codec import record_to_json, sheet_to_json
from zhiyue.errors import ConfigurationError, ZhiyueError
from zhiyue.exports.flat import sheets_of, write_csv, write_xlsx
from zhiyue.exports.gongwen.command import lint_document_command
from zhiyue.exports.lines import json_array, json_document, json_line
from zhiyue.exports.ocds import Publication, release_package
from zhiyue.exports.record_table import findings_table, record_table
from zhiyue.exports.sheet_table import sheet_table
from zhiyue.exports.table import overview_table, reading_table, to_text
from zhiyue.exports.values import visible
from zhiyue.exports.viewer import render_viewer
from zhiyue.exports.wording import Term, standard_wording
from zhiyue.masking import mask
from zhiyue.model import PageResult, Period, RawPage
from zhiyue.readers import read_page
from zhiyue.record import Member, Record, RecordFinding, RecordType
from zhiyue.records import (
    LISTED,
    Claim,
    check_claims,
    compile_records,
    find_claims,
    members_of,
    record_kinds,
    series_years,
)
from zhiyue.repair.command import repair
from zhiyue.version import __version__

Format = Literal["jsonl", "json", "table", "csv", "xlsx", "ocds"]

PLUGINS = "zhiyue.commands"
"""Entry points of this group add their click commands to ``zhiyue``."""

EXIT_REJECTS = 1
EXIT_INTERRUPTED = 128 + signal.SIGINT
EXIT_BROKEN_PIPE = 128 + 13  # SIGPIPE, by its number: Windows has no such signal


class _Commands(click.Group):
    """Our own commands and those of installed packages; leaves quietly when interrupted or not listened to."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted({*super().list_commands(ctx), *_plugins()})

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        own = super().get_command(ctx, cmd_name)
        plugin = None if own else _plugins().get(cmd_name)
        return _loaded(plugin) if plugin else own

    def invoke(self, ctx: click.Context) -> Any:
        try:
            try:
                return super().invoke(ctx)
            finally:
                sys.stdout.flush()
        except BrokenPipeError:
            # Python flushes standard output once more on leaving: let it, into nothing.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            sys.exit(EXIT_BROKEN_PIPE)
        except KeyboardInterrupt:
            sys.exit(EXIT_INTERRUPTED)


def _plugins() -> dict[str, EntryPoint]:
    return {point.name: point for point in entry_points(group=PLUGINS)}


def _loaded(point: EntryPoint) -> click.Command:
    try:
        command = point.load()
    except (ImportError, AttributeError) as error:
        return _refusing(point, f"cannot be loaded: {error}. Install the package that it names.")
    if isinstance(command, click.Command):
        return command
    return _refusing(point, f"is {point.value}, which is no click command. Correct its entry point.")


def _refusing(point: EntryPoint, why: str) -> click.Command:
    """A stand-in that says what is wrong when it is asked for: the help still lists everything else."""

    def refuse() -> None:
        raise click.ClickException(f"the command {point.name} {why}")

    return click.Command(
        point.name,
        callback=refuse,
        help="(cannot be loaded)",
        context_settings={"ignore_unknown_options": True, "allow_extra_args": True},
    )


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="zhiyue", message="%(prog)s %(version)s")
def main() -> None:
    """Zhiyue 质阅 reads damaged Chinese trade and quality pages and opens every figure to its sentence."""


@main.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH...|-")
@click.option(
    "--format",
    "format_",
    type=click.Choice(get_args(Format)),
    help="What to print: one JSON object a line, one JSON document, a table for people, every value as a row (csv), a"
    " workbook of values, lines and findings (xlsx), purchases as an OCDS 1.1 release package (ocds)."
    "  [default: table on a terminal, jsonl otherwise]",
)
@click.option(
    "--html",
    type=click.Path(dir_okay=False, writable=True, path_type=Path),
    metavar="OUT",
    help="Write the evidence viewer, one file that opens anywhere.",
)
@click.option("--traceback", is_flag=True, help="Show where in Zhiyue an unexpected failure arose.")
def read(paths: tuple[str, ...], format_: Format | None, html: Path | None, *, traceback: bool) -> None:
    """Read pages: repair the text, find the facts, check the claims.

    PATH is a file, a folder (read whole, in order of names) or a WARC archive (.warc, .warc.gz); - is standard input.

    \b
    Exit codes: 0 every page was read, 1 some could not be read (standard error says which, why, and what to do),
    2 wrong usage.
    """  # noqa: D301  # \b is click's own sign: keep these lines as they are
    run = _Run(paths, traceback=traceback, shows_progress=html is not None or not sys.stdout.isatty())
    results: Iterable[PageResult] = run
    if html is not None:
        results = kept = list(run)
        _write_viewer(html, kept)
    if html is not None and format_ is None:
        overview = overview_table(kept, rejects=run.rejects, viewer=html if kept else None)
        pieces: Iterable[str] = [to_text(overview, console=Console())]
    elif format_ == "xlsx":
        _write_workbook(results)
        pieces = ()
    else:
        pieces = _pieces(results, format_ or _usual_format(), single=_is_single(paths))
    for piece in pieces:
        sys.stdout.write(piece)
        sys.stdout.flush()
    sys.exit(EXIT_REJECTS if run.rejects else 0)


class _Run:
    """The pages that can be read, one by one; those that cannot are told on standard error and counted."""

    def __init__(self, paths: Sequence[str], *, traceback: bool, shows_progress: bool) -> None:
        self.rejects = 0
        self._paths = paths
        self._traceback = traceback
        self._console = Console(stderr=True)
        # Where a table grows on the same terminal a bar under it would only flicker.
        self._shows_progress = shows_progress and self._console.is_terminal

    def __iter__(self) -> Iterator[PageResult]:
        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
        with Progress(*columns, console=self._console, transient=True, disable=not self._shows_progress) as bar:
            task = bar.add_task("读取", total=None)

            def advance(progress: bulk.Progress) -> None:
                bar.update(task, total=progress.total, completed=progress.done)

            for outcome in bulk.read_all(_inputs(self._paths), on_progress=advance):
                if isinstance(outcome, Reject):
                    self._tell(outcome)
                else:
                    yield outcome

    def _tell(self, reject: Reject) -> None:
        self.rejects += 1
        self._print(visible(f"{reject.path}: {reject.what}. {reject.remedy}"))
        if self._traceback and reject.traceback is not None:
            self._print(reject.traceback)

    def _print(self, words: str) -> None:
        # Through the console, because the progress bar stands on the same terminal; plain, because words are data.
        self._console.print(words, markup=False, highlight=False, soft_wrap=True)


def _inputs(paths: Iterable[str]) -> Iterator[bulk.Input]:
    for path in paths:
        yield RawPage(sys.stdin.buffer.read()) if path == "-" else Path(path)


def _is_single(paths: Sequence[str]) -> bool:
    return len(paths) == 1 and not Path(paths[0]).is_dir() and not bulk.is_archive(Path(paths[0]))


def _usual_format() -> Format:
    return "table" if sys.stdout.isatty() else "jsonl"


def _pieces(results: Iterable[PageResult], format_: Format, *, single: bool) -> Iterator[str]:
    if format_ == "table":
        console, wording = Console(), standard_wording()
        return (to_text(reading_table(result, wording=wording), console=console) for result in results)
    if format_ == "jsonl":
        return map(json_line, results)
    if format_ == "csv":
        return iter((write_csv(sheets_of(results, wording=standard_wording())[0]),))
    if format_ == "ocds":
        package = release_package(map(mask, results), Publication(at=datetime.now(UTC).isoformat(timespec="seconds")))
        return iter((json.dumps(package, ensure_ascii=False, indent=2) + "\n",))
    return map(json_document, results) if single else json_array(results)


def _write_workbook(results: Iterable[PageResult]) -> None:
    if sys.stdout.isatty():
        raise click.UsageError(
            "--format xlsx writes a workbook, which no terminal shows. Send it to a file: > out.xlsx"
        )
    try:
        sys.stdout.buffer.write(write_xlsx(sheets_of(results, wording=standard_wording())))
    except ConfigurationError as error:
        raise click.ClickException(str(error)) from error


def _write_viewer(path: Path, results: Sequence[PageResult]) -> None:
    if not results:
        return
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(render_viewer(results, labels=standard_wording()), encoding="utf-8")
    except OSError as error:
        raise click.FileError(str(path), hint=f"{error.strerror}. Choose a folder that you may write to.") from error


@main.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option(
    "--type",
    "types",
    multiple=True,
    type=click.Choice(sorted(get_args(RecordType))),
    help="Only records of this type; may be given several times.  [default: all but organisation, instrument, story]",
)
@click.option(
    "--format",
    "format_",
    type=click.Choice(["jsonl", "table"]),
    help="What to print: one record a line as JSON, or a table for people."
    "  [default: table on a terminal, jsonl otherwise]",
)
def records(paths: tuple[str, ...], types: tuple[RecordType, ...], format_: Format | None) -> None:
    """Read pages and tell what all of them together say of each purchase, campaign edition, exhibition, standards plan.

    Field by field: the value shown, the rule that chose it, every source that says otherwise. PATH is a file or a
    folder. Claims about a whole series (every theme since 2011 …) are checked against its years.

    \b
    Exit codes: 0 every page was read, 1 some could not be read, 2 wrong usage.
    """  # noqa: D301  # \b is click's own sign: keep these lines as they are
    run = _Run(paths, traceback=False, shows_progress=True)
    members: list[Member] = []
    claims: list[Claim] = []
    for result in map(mask, run):
        members += members_of(result)
        claims += (claim for claim in find_claims(result) if claim.is_whole)
    compiled = compile_records(members)
    wanted = types or tuple(name for name in record_kinds() if name not in _UNASKED)
    kept = [record for record in compiled if record.type in wanted]
    if (format_ or _usual_format()) == "table":
        pieces = _record_tables(kept, check_claims(claims, series_years(LISTED, compiled)) if claims else ())
    else:
        pieces = (json.dumps(record_to_json(record), ensure_ascii=False) + "\n" for record in kept)
    for piece in pieces:
        sys.stdout.write(piece)
    sys.exit(EXIT_REJECTS if run.rejects else 0)


_UNASKED = ("organisation", "instrument", "story")
"""Types of which every folder has hundreds: shown where they are asked for."""


def _record_tables(kept: Sequence[Record], findings: Sequence[RecordFinding]) -> Iterator[str]:
    console, wording = Console(), standard_wording()
    for record in kept:
        labels = {prop.name: Term(prop.label_zh, prop.label_en) for prop in record_kinds()[record.type].props}
        yield to_text(record_table(record, labels=labels, wording=wording), console=console)
    if findings:
        yield to_text(findings_table(findings, wording=wording), console=console)


@main.command()
@click.argument("paths", nargs=-1, required=True, metavar="FILE...")
@click.option(
    "--year", type=click.IntRange(1978, 2199), help="The year of days printed without one.  [default: this year]"
)
@click.option(
    "--from",
    "first",
    metavar="DAY",
    type=click.DateTime(["%Y-%m-%d"]),
    help="The edition's first day, for 全月 and 上旬.",
)
@click.option("--to", "last", metavar="DAY", type=click.DateTime(["%Y-%m-%d"]), help="The edition's last day.")
@click.option("--contacts", is_flag=True, help="Show persons and telephone numbers; JSON always has them.")
@click.option(
    "--format",
    "format_",
    type=click.Choice(["jsonl", "table"]),
    help="What to print: one file a line as JSON, or a preview for people.  [default: table on a terminal, jsonl otherwise]",
)
def sheet(paths: tuple[str, ...], year: int | None, format_: Format | None, *, contacts: bool, **days: Any) -> None:
    """Read plans and returns as units mail them: Excel, Word, saved pages, pasted text; several files at once.

    FILE is a workbook (.xlsx .xls .et), a document (.docx .doc .wps), a page or a text; what it is, its content tells.

    \b
    Exit codes: 0 every file was read, 1 some could not be read (standard error says which, why, and what to do),
    2 wrong usage.
    """  # noqa: D301  # \b is click's own sign: keep these lines as they are
    from zhiyue.sheets import read_sheet  # noqa: PLC0415  # needs zhiyue[documents], which pages do not

    first, last = days["first"], days["last"]
    span = Period(first.date().isoformat(), last.date().isoformat()) if first and last else None
    rejects = 0
    for path in paths:
        try:
            page = read_page(Path(path))
            reading = read_sheet(path, page.body, year=year or dt.datetime.now().astimezone().year, days=span)
        except ZhiyueError as error:
            rejects += 1
            click.echo(visible(str(error)), err=True)
            continue
        if (format_ or _usual_format()) == "table":
            shown = sheet_table(reading, wording=standard_wording(), shows_contacts=contacts)
            sys.stdout.write(to_text(shown, console=Console()))
        else:
            sys.stdout.write(json.dumps(sheet_to_json(reading), ensure_ascii=False) + "\n")
        sys.stdout.flush()
    sys.exit(EXIT_REJECTS if rejects else 0)


main.add_command(repair)
main.add_command(lint_document_command)

if __name__ == "__main__":
    main()
