"""The command ``zhiyue repair``: documents in, repaired documents out, in their order.

Comes in: files or standard input; a document is a file, a line, or one field of a JSON line. Goes out: the same
documents, repaired, on standard output; with ``--report json`` one JSON line a document on standard error.

Exit codes: 0 done (with ``--check``: nothing is damaged); 1 ``--check`` found damage; 2 unusable input.
"""

from __future__ import annotations

import io
import json
import re
import sys
from collections.abc import Iterator
from dataclasses import asdict
from typing import IO, Any

import click

from zhiyue.model import Repaired
from zhiyue.repair.engine import repair_text
from zhiyue.repair.fixer import Script
from zhiyue.repair.proof import prove

_SURROGATE = re.compile(r"[\ud800-\udfff]")
_UNITS = click.Choice(["file", "line", "jsonl"])


@click.command("repair")
@click.argument("files", nargs=-1, type=click.Path(exists=True, dir_okay=False, allow_dash=True), metavar="[FILE|-]...")
@click.option("--per", type=_UNITS, help="What a document is. Default: a file; of *.jsonl and *.ndjson, a JSON line.")
@click.option("--field", default="text", show_default=True, help="The field of a JSON line that holds the text.")
@click.option("--traditional", is_flag=True, help="Leave the traditional characters of a damaged page.")
@click.option("--report", type=click.Choice(["json"]), help="Steps, marks and proof of every document, on stderr.")
@click.option("--check", is_flag=True, help="Write no text; exit with 1 if any document is damaged.")
def repair(files: tuple[str, ...], **options: Any) -> None:
    """Undo the damage of Chinese text: inserted pinyin, shifted bytes, wrong codecs.

    Clean documents pass unchanged, byte for byte. Texts are UTF-8.
    """
    script: Script = "traditional" if options["traditional"] else "simplified"
    damaged = False
    for name in files or ("-",):
        per = options["per"] or ("jsonl" if name.endswith((".jsonl", ".ndjson")) else "file")
        for number, (document, written) in enumerate(_read_documents(name, per, options["field"]), 1):
            repaired = repair_text(document, script=script)
            damaged = damaged or repaired.is_changed
            if not options["check"]:
                text = written(repaired if repaired.is_changed else None)
                click.echo(text.encode("utf-8"), nl=False)
            if options["report"]:
                click.echo(json.dumps(describe(repaired, name=name, number=number), ensure_ascii=False), err=True)
    if options["check"] and damaged:
        sys.exit(1)


def describe(repaired: Repaired, *, name: str, number: int) -> dict[str, Any]:
    """The report of one document: what was done, what is uncertain, and whether the proof holds."""
    return {
        "file": name,
        "document": number,
        "changed": repaired.is_changed,
        "steps": [{"step": step.step, "count": step.count, "parameters": step.parameters} for step in repaired.steps],
        "marks": [asdict(mark) for mark in repaired.marks],
        "proof": asdict(prove(repaired)),
    }


class _Plain:
    """A document that is written back as it stands."""

    def __init__(self, text: str) -> None:
        self.text = text

    def __call__(self, repaired: Repaired | None) -> str:
        return self.text if repaired is None else repaired.text


class _JsonLine:
    """A JSON line of which one field is the document; the rest passes."""

    def __init__(self, line: str, data: dict[str, Any], field: str) -> None:
        self.line = line
        self.data = data
        self.field = field

    def __call__(self, repaired: Repaired | None) -> str:
        if repaired is None:
            return self.line
        text = json.dumps(self.data | {self.field: repaired.text}, ensure_ascii=False)
        # A lone surrogate, which JSON can hold and UTF-8 cannot, stays an escape.
        return (json.dumps(json.loads(text)) if _SURROGATE.search(text) else text) + "\n"


def _read_documents(name: str, per: str, field: str) -> Iterator[tuple[str, _Plain | _JsonLine]]:
    with click.open_file(name, "rb") as raw:
        stream = io.TextIOWrapper(raw, encoding="utf-8", newline="")
        try:
            yield from _split(stream, name, per, field)
        except UnicodeDecodeError as error:
            raise click.UsageError(
                f"{name}: not UTF-8 ({error.reason} at byte {error.start}). Convert it, or read it with `zhiyue read`."
            ) from error
        finally:
            stream.detach()


def _split(stream: IO[str], name: str, per: str, field: str) -> Iterator[tuple[str, _Plain | _JsonLine]]:
    if per == "file":
        text = stream.read()
        yield text, _Plain(text)
        return
    for number, line in enumerate(stream, 1):
        if per == "line":
            yield line, _Plain(line)
        elif line.strip():
            yield _read_json_line(line, f"{name}, line {number}", field)


def _read_json_line(line: str, where: str, field: str) -> tuple[str, _JsonLine]:
    try:
        data = json.loads(line)
    except json.JSONDecodeError as error:
        raise click.UsageError(f"{where}: no JSON ({error.msg}). Use --per line for plain lines.") from error
    if not isinstance(data, dict) or not isinstance(data.get(field), str):
        raise click.UsageError(f"{where}: no text in field {field!r}. Name the right one with --field.")
    return data[field], _JsonLine(line, data, field)
