"""Readings for the eye, on a terminal: what the page is, what it says, what became of its claims.

Comes in: readings. Goes out: lines of at most the console's width, CJK counted as two columns, masked. For programs
there is JSON (`zhiyue.exports.lines`); for a close look the viewer.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from pathlib import Path

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from zhiyue.exports.values import fact_fields, shown, title_of, verdict_counts, visible
from zhiyue.exports.wording import Wording
from zhiyue.masking import mask
from zhiyue.model import Fact, Field, Finding, Notice, PageResult, Verdict

VERDICT_STYLES: dict[Verdict, str] = {
    "confirmed": "green",
    "contradicted": "red",
    "doubtful": "yellow",
    "not_checkable": "bright_black",
}
_PROPERTIES = ("published", "source", "first_source", "author", "editor", "views")
_LABEL_WIDTH = 16


def reading_table(result: PageResult, *, wording: Wording) -> RenderableType:
    """One reading: heading, page properties, then each notice with its facts and verdicts, then the repairs."""
    result = mask(result)
    parts: list[RenderableType] = [Rule(_path(result), align="left", style="bright_black", characters="─")]
    parts.append(Text(visible(title_of(result)), style="bold"))
    properties = list(_properties(result, wording))
    if properties:
        parts.append(Text(" · ".join(properties), style="bright_black"))
    for notice in result.notices:
        facts = [fact for fact in result.facts if fact.notice == notice.id]
        findings = [finding for finding in result.findings if finding.notice == notice.id]
        parts += [Text(""), *_notice(notice, facts, findings, wording)]
    loose = [finding for finding in result.findings if finding.notice is None]
    if loose:
        parts += [Text(""), *(_finding(finding, wording) for finding in loose)]
    parts += [Text(""), _summary(result, wording), Text("")]
    return Group(*parts)


def overview_table(results: Sequence[PageResult], *, rejects: int, viewer: Path | None) -> RenderableType:
    """The run in a few lines: each page's title, facts and verdicts, then where the viewer lies."""
    table = Table(box=None, padding=(0, 1), pad_edge=False, header_style="bright_black")
    table.add_column("页面", ratio=1, no_wrap=True, overflow="ellipsis")
    table.add_column("条目", justify="right")
    table.add_column("事实", justify="right")
    table.add_column("核对", justify="left", no_wrap=True)
    table.add_column("修复", justify="right")
    table.expand = True
    for result in map(mask, results):
        counts = verdict_counts(result.findings)
        table.add_row(
            Text(visible(title_of(result))),
            str(len(result.notices)),
            str(len(result.facts)),
            _counts(counts, short=True),
            str(sum(step.count for step in result.repairs)),
        )
    lines: list[RenderableType] = [table] if results else []
    if rejects:
        lines.append(Text(f"{rejects} 页未能识读，原因见上。", style="red"))
    if viewer is not None:
        lines.append(Text(f"已写出 {viewer}：用浏览器打开即可。"))
    return Group(*lines)


def to_text(part: RenderableType, *, console: Console) -> str:
    """Render for `console` without writing: the caller owns standard output and its errors."""
    with console.capture() as capture:
        console.print(part)
    return capture.get()


def _path(result: PageResult) -> Text:
    return Text(visible(result.path or result.url or "标准输入"), style="bright_black")


def _properties(result: PageResult, wording: Wording) -> Iterator[str]:
    for name in _PROPERTIES:
        found: Field | tuple[Field, ...] | None = getattr(result.page, name)
        each = found if isinstance(found, tuple) else (found,) if found is not None else ()
        if each:
            yield f"{wording.term('page', name).zh} {'、'.join(visible(shown(item, wording=wording)) for item in each)}"


def _notice(
    notice: Notice, facts: Iterable[Fact], findings: Iterable[Finding], wording: Wording
) -> Iterator[RenderableType]:
    head = Text(f"{wording.kind(notice.kind).zh}", style="bold red")
    head.append(f"  {wording.term('origin', notice.origin).zh}", style="not bold bright_black")
    if notice.title is not None and notice.origin != "main":
        head.append(f"  {visible(shown(notice.title, wording=wording))}", style="not bold default")
    yield head
    for fact in facts:
        yield Padding(_fact(fact, wording), (0, 0, 0, 2), expand=False)
    for finding in findings:
        yield Padding(_finding(finding, wording), (0, 0, 0, 2), expand=False)


def _fact(fact: Fact, wording: Wording) -> RenderableType:
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(width=_LABEL_WIDTH, style="bright_black", overflow="fold")
    table.add_column(overflow="fold")
    rows = fact_fields(fact, wording.facts)
    for name, fields in groupby(rows, key=lambda row: row[0]):
        values = [_value(item, wording) for _, item in fields]
        # A value that holds a 、 itself would run into its neighbour.
        between = "；" if any("、" in value.plain for value in values) else "、"
        table.add_row(wording.field(fact.kind, name).zh, Text(between).join(values))
    return Group(Text(wording.fact(fact.kind).zh, style="underline"), table)


def _value(field: Field, wording: Wording) -> Text:
    if field.value is None:
        return Text(shown(field, wording=wording), style="italic bright_black")
    text = Text(visible(shown(field, wording=wording)))
    if field.status not in ("stated", "derived"):
        text.append(f"（{wording.term('status', field.status).zh}）", style="bright_black")
    return text


def _finding(finding: Finding, wording: Wording) -> RenderableType:
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(width=_LABEL_WIDTH, no_wrap=True)
    table.add_column(overflow="fold")
    words = Text(visible(finding.arithmetic or finding.message))
    if finding.arithmetic is not None:
        words.append(f"\n{visible(finding.message)}", style="bright_black")
    table.add_row(Text(str(wording.term("verdict", finding.verdict)), style=VERDICT_STYLES[finding.verdict]), words)
    return table


def _summary(result: PageResult, wording: Wording) -> Text:
    line = Text(f"{len(result.notices)} 条内容 · {len(result.facts)} 组事实 · 核对 ", style="bright_black")
    line.append_text(_counts(verdict_counts(result.findings), short=False, wording=wording))
    if result.repairs:
        steps = "，".join(f"{wording.term('repair', step.step).zh} {step.count} 处" for step in result.repairs)
        line.append(f"\n修复 {steps}", style="bright_black")
    if result.marks:
        line.append(f"\n{len(result.marks)} 处未能确定", style="yellow")
    return line


def _counts(counts: dict[Verdict, int], *, short: bool, wording: Wording | None = None) -> Text:
    wording = wording or Wording()
    parts = []
    for verdict, count in counts.items():
        term = wording.term("verdict", verdict)
        parts.append(Text(f"{term.sign}{count}" if short else f"{term} {count}", style=VERDICT_STYLES[verdict]))
    return Text(" " if short else "  ").join(parts) if parts else Text("–", style="bright_black")
