"""The records of this folder's pages, read by a person: one line a field, so that a change shows as what it is."""

from pathlib import Path

from tests.records.made import PAGES, reading
from zhiyue.exports.values import value_text
from zhiyue.record import Record, Voice
from zhiyue.records import compile_records, members_of

GOLD = Path(__file__).parent / "gold.txt"


def lines_of(record: Record) -> list[str]:
    lines = [f"{record.id}  {record.title}  ({len(record.sources)} sources)"]
    for field in record.fields:
        shown = "；".join(value_text(value) for value in field.shown) or "–"
        others = [spelled(voice) for voice in field.voices if voice.value not in field.shown]
        also = f"  against: {'；'.join(others)}" if others else ""
        lines.append(f"    {field.name}: {shown}  [{field.rule}, {field.agreement}]{also}")
    lines += [f"    @ {event.date} {event.stage}" for event in record.events]
    lines += [f"    ! {finding.code} {finding.verdict}: {finding.message}" for finding in record.findings]
    return lines


def spelled(voice: Voice) -> str:
    words = value_text(voice.value) if voice.value is not None else voice.status
    return f"{words}（{voice.scope}）" if voice.scope else words


def test_records_of_our_pages_are_those_that_were_read() -> None:
    members = [member for path in sorted(PAGES.iterdir()) for member in members_of(reading(path.stem))]
    records = [record for record in compile_records(members) if record.type not in ("organisation", "instrument")]
    found = "\n".join(line for record in records for line in lines_of(record)) + "\n"

    if not GOLD.exists():
        GOLD.write_text(found, encoding="utf-8")
        raise AssertionError(f"{GOLD.name} was missing and has been written: read it line by line, then run again")
    assert found == GOLD.read_text(encoding="utf-8")
