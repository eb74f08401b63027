"""Records for the eye, on a terminal: what is shown, why, and who says otherwise.

Comes in: records, compiled from masked readings. Goes out: lines of at most the console's width. For programs there is
JSON (`zhiyue.codec.record_to_json`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from rich.console import Group, RenderableType
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from zhiyue.exports.table import VERDICT_STYLES
from zhiyue.exports.values import value_text, visible
from zhiyue.exports.wording import Term, Wording
from zhiyue.model import Value
from zhiyue.record import Event, Record, RecordField, RecordFinding, Voice

_LABEL_WIDTH = 18
_MOST_VOICES = 6
"""Voices of one field that a terminal shows; JSON has all."""

Labels = Mapping[str, Term]
"""The labels of the fields of one type of record."""


def record_table(record: Record, *, labels: Labels, wording: Wording) -> RenderableType:
    """One record: its name, each field with the rule that chose it and the other voices, the time line, the findings."""
    parts: list[RenderableType] = [
        Rule(Text(record.id, style="bright_black"), align="left", style="bright_black", characters="─"),
        Text(visible(record.title), style="bold"),
        Text(f"{len(record.sources)} 个来源", style="bright_black"),
        _fields(record.fields, labels, wording),
    ]
    if record.events:
        parts += [Text(""), *(_event(event, wording) for event in record.events)]
    if record.findings:
        parts += [Text(""), *(_finding(finding, wording) for finding in record.findings)]
    return Group(*parts, Text(""))


def _fields(fields: Sequence[RecordField], labels: Labels, wording: Wording) -> RenderableType:
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(width=_LABEL_WIDTH, style="bright_black", overflow="fold")
    table.add_column(overflow="fold")
    for field in fields:
        label = labels.get(field.name)
        table.add_row(label.zh if label is not None else field.name, Text("\n").join(_lines(field, wording)))
    return table


def _lines(field: RecordField, wording: Wording) -> Iterator[Text]:
    values = "；".join(_value(value, field, wording) for value in field.shown)
    first = Text(
        visible(values) or wording.term("status", field.status).zh, style="" if values else "italic bright_black"
    )
    agreement = wording.term("agreement", field.agreement).zh
    note = (
        agreement
        if field.agreement in ("single", "agreed")
        else f"{agreement}：{wording.term('choice', field.rule).zh}"
    )
    style = "red" if field.agreement == "disputed" else "bright_black"
    yield first.append(f"  {note}", style=style)
    others = [voice for voice in field.voices if voice.value is not None and voice.value not in field.shown]
    for voice in others[:_MOST_VOICES]:
        yield Text(f"  {_voice(voice, field, wording)}", style="bright_black")
    if len(others) > _MOST_VOICES:
        yield Text(f"  另有 {len(others) - _MOST_VOICES} 种说法", style="bright_black")


def _value(value: Value, field: RecordField, wording: Wording) -> str:
    if field.name == "includes_lead":
        return wording.term("includes_lead", str(value)).zh
    return value_text(value, moment=field.type == "moment")


def _voice(voice: Voice, field: RecordField, wording: Wording) -> str:
    words = _value(voice.value, field, wording) if voice.value is not None else ""
    scope = f"，{voice.scope}" if voice.scope else ""
    return visible(f"{words}（{voice.sources} 个来源{scope}）")


def _event(event: Event, wording: Wording) -> Text:
    line = Text(f"{event.date[:16].replace('T', ' '):<16}  ", style="bright_black")
    line.append(wording.term("stage", event.stage).zh, style="default")
    return line.append(f"  {visible(event.title)}" if event.title else "")


def _finding(finding: RecordFinding, wording: Wording) -> Text:
    line = Text(f"{wording.term('verdict', finding.verdict)}  ", style=VERDICT_STYLES[finding.verdict])
    words = finding.message if finding.arithmetic is None else f"{finding.arithmetic}；{finding.message}"
    return line.append(visible(words), style="default")


def findings_table(findings: Iterable[RecordFinding], *, wording: Wording) -> RenderableType:
    """Findings that belong to no single record: what pages claim about a whole series."""
    return Group(*(_finding(finding, wording) for finding in findings))
