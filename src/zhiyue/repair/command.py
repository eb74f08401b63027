"""The command ``zhiyue repair``: documents in, repaired documents out, in their order.

Comes in: files or standard input; a document is a file, a line, or one field of a JSON line. Goes out: the same
documents, repaired, on standard output; with ``--report json`` one JSON line a document on standard error; with
``--check`` no text, but one line a file: its name, what is damaged, which steps would undo it. Lines are read one by
one, whatever the size of the file; a document itself has to fit in `LARGEST` bytes.

Exit codes: 0 done (with ``--check``: nothing is damaged); 1 ``--check`` found damage; 2 unusable input.
"""

from __future__ import annotations

import json
import re
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from typing import Any

import click

from zhiyue.model import Repaired
from zhiyue.repair.engine import repair_text
from zhiyue.repair.fixer import Script
from zhiyue.repair.proof import prove

LARGEST = 64_000_000
"""Bytes of one document. A file is read whole: a larger one is rather many documents, one a line."""
_SURROGATE = re.compile(r"[\ud800-\udfff]")
_BOM = "\ufeff"
_UNITS = click.Choice(["file", "line", "jsonl"])


@click.command("repair")
@click.argument("files", nargs=-1, type=click.Path(exists=True, dir_okay=False, allow_dash=True), metavar="[FILE|-]...")
@click.option("--per", type=_UNITS, help="What a document is. Default: a file; of *.jsonl and *.ndjson, a JSON line.")
@click.option("--field", default="text", show_default=True, help="The field of a JSON line that holds the text.")
@click.option("--traditional", is_flag=True, help="Leave the traditional characters of a damaged page.")
@click.option("--report", type=click.Choice(["json"]), help="Steps, marks and proof of every document, on stderr.")
@click.option("--check", is_flag=True, help="Write no text: say what is damaged in each file; exit with 1 if any is.")
def repair(files: tuple[str, ...], **options: Any) -> None:
    """Undo the damage of Chinese text: inserted pinyin, shifted bytes, wrong codecs.

    Clean documents pass unchanged, byte for byte. Texts are UTF-8. A document may have 64 MB; lines and JSON lines are
    read one by one, however many there are.
    """
    script: Script = "traditional" if options["traditional"] else "simplified"
    out = sys.stdout.buffer
    found = []
    for name in files or ("-",):
        check = _Check("standard input" if name == "-" else name)
        per = options["per"] or ("jsonl" if name.endswith((".jsonl", ".ndjson")) else "file")
        for number, (document, written) in enumerate(_read_documents(name, per, options["field"]), 1):
            repaired = repair_text(document, script=script)
            check.add(repaired, number)
            if not options["check"]:
                out.write(written(repaired if repaired.is_changed else None).encode("utf-8"))
            if options["report"]:
                click.echo(json.dumps(describe(repaired, name=name, number=number), ensure_ascii=False), err=True)
        found.append(check)
        if options["check"]:
            click.echo(str(check))
    out.flush()
    if options["check"]:
        _sum_up(found)


def _sum_up(found: list[_Check]) -> None:
    damaged = sum(1 for check in found if check.damaged)
    if len(found) > 1:
        click.echo(f"{len(found)} files: {damaged} damaged, {len(found) - damaged} clean")
    if damaged:
        sys.exit(1)


@dataclass(slots=True)
class _Check:
    """What became of one file: its documents, how many are damaged, and by what."""

    name: str
    documents: int = 0
    damaged: int = 0
    first: int = 0
    marks: int = 0
    steps: Counter[str] = field(default_factory=Counter)

    def add(self, repaired: Repaired, number: int) -> None:
        self.documents += 1
        self.marks += len(repaired.marks)
        if repaired.is_changed:
            self.damaged += 1
            self.first = self.first or number
            self.steps.update({step.step: step.count for step in repaired.steps})

    def __str__(self) -> str:
        """``pages.jsonl: damaged, 2 of 9 documents, the first is number 4 (channel.annotations 18); 1 place uncertain``."""
        uncertain = f"; {self.marks} place{'s' * (self.marks != 1)} uncertain" if self.marks else ""
        if not self.damaged:
            return f"{self.name}: clean{uncertain}"
        which = f", {self.damaged} of {self.documents} documents, the first is number {self.first}"
        steps = ", ".join(f"{step} {count}" for step, count in self.steps.items())
        return f"{self.name}: damaged{which if self.documents > 1 else ''} ({steps}){uncertain}"


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
    with click.open_file(name, "rb") as stream:
        if per == "file":
            text = _decode(stream.read(LARGEST + 1), name)
            yield text, _Plain(text)
            return
        for number, data in enumerate(iter(lambda: stream.readline(LARGEST + 1), b""), 1):
            where = f"{name}, line {number}"
            line = _decode(data, where)
            if per == "line":
                yield line, _Plain(line)
            elif line.strip():
                yield _read_json_line(line, where, field)


def _decode(data: bytes, where: str) -> str:
    if len(data) > LARGEST:
        raise click.UsageError(
            f"{where}: more than {LARGEST // 1_000_000} MB in one document. If it holds one document a line, say so with "
            "--per line or --per jsonl; otherwise split it."
        )
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise click.UsageError(
            f"{where}: not UTF-8 ({error.reason} at byte {error.start}). Convert it (`iconv -f GB18030 -t UTF-8`), or read "
            "the page with `zhiyue read`, which finds out the encoding."
        ) from error


def _read_json_line(line: str, where: str, field: str) -> tuple[str, _Plain | _JsonLine]:
    try:
        data = json.loads(line.removeprefix(_BOM))
    except json.JSONDecodeError as error:
        raise click.UsageError(
            f"{where}: no JSON ({error.msg} at character {error.pos + 1}). Use --per line for plain lines."
        ) from error
    if isinstance(data, dict) and field in data and data[field] is None:
        return "", _Plain(line)
    if not isinstance(data, dict) or not isinstance(data.get(field), str):
        names = (
            ", ".join(name for name, value in data.items() if isinstance(value, str)) if isinstance(data, dict) else ""
        )
        there = f"Its texts are in: {names}. " if names else ""
        raise click.UsageError(f"{where}: no text in field {field!r}. {there}Name the right one with --field.")
    return data[field], _JsonLine(line, data, field)
