"""The command ``zhiyue lint-document``: official documents in, their faults out.

Comes in: Word files or texts. Goes out: one line a fault on standard output: file, place, code, what is wrong, the words.

Exit codes: 0 no fault, 1 faults found, 2 unusable input.
"""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from pathlib import Path

import click

from zhiyue.errors import ZhiyueError
from zhiyue.exports.gongwen.lint import RULES, Problem, lint_document
from zhiyue.exports.values import visible
from zhiyue.report import Language

_EXIT_FAULTS = 1


@click.command("lint-document")
@click.argument("files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--leave", multiple=True, metavar="CODE", help="A rule not to report; may be given several times.")
@click.option("--english", is_flag=True, help="Say it in English.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a fault.")
def lint_document_command(files: tuple[Path, ...], leave: tuple[str, ...], *, english: bool, as_json: bool) -> None:
    """Find the common faults of official documents (公文): number, dates, levels, kinds, hedges, sums, looks.

    FILE is a Word file (.docx) or a text, a line a paragraph.
    """
    unknown = sorted(set(leave) - RULES.keys())
    if unknown:
        raise click.UsageError(f"no such rule: {', '.join(unknown)}. Its codes stand before each fault.")
    language: Language = "en" if english else "zh"
    count = 0
    for path in files:
        try:
            problems = lint_document(path.read_bytes(), where=str(path), leave=leave)
        except ZhiyueError as error:
            raise click.UsageError(str(error)) from error
        for problem in problems:
            click.echo(_json_line(path, problem) if as_json else _line(path, problem, language))
        count += len(problems)
    sys.exit(_EXIT_FAULTS if count else 0)


def _line(path: Path, problem: Problem, language: Language) -> str:
    return visible(f"{path}: {problem.place(language)}: {problem.code}: {problem.message(language)}: {problem.words}")


def _json_line(path: Path, problem: Problem) -> str:
    data = {"file": str(path), **asdict(problem), "zh": problem.message(), "en": problem.message("en")}
    return json.dumps(data, ensure_ascii=False)
