"""What a record is called: from its own fields, as a reader would name the thing.

Comes in: the fields of a record. Goes out: one line. Never empty: where no field names the thing, the headline of its
first page does.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from zhiyue.model import Count, Named, Ordinal, Period, Value
from zhiyue.record import Member, RecordField, RecordType
from zhiyue.records.identity import series_code
from zhiyue.reference import instrument_by_id
from zhiyue.reference import series as known_series

_Fields = Mapping[str, RecordField]


def title_of(type: RecordType, fields: _Fields, members: Sequence[Member]) -> str:
    """The line that names a record."""
    words = _TITLES[type](fields).strip()
    if words:
        return words
    first = min(members, key=lambda member: (member.published or "9999", member.id))
    return first.title or first.source.title or first.source.address


def _words(fields: _Fields, name: str) -> str:
    field = fields.get(name)
    return _spelled(field.value) if field is not None and field.value is not None else ""


def _spelled(value: Value) -> str:
    match value:
        case str(words) | Named(name=words) | Count(number=words) | Period(start=words):
            return words
        case Ordinal(ordinal=number):
            return str(number)
        case _:
            return ""


def _campaign(fields: _Fields) -> str:
    year, printed = _words(fields, "year"), _words(fields, "series")
    code = series_code(printed)
    series = next((item.name_zh for item in known_series() if item.code == code), printed)
    return f"{year[:4]}年{series}" if year and series else series


def _purchase(fields: _Fields) -> str:
    buyer, project = _words(fields, "buyer"), _words(fields, "project")
    what = project or _words(fields, "items")
    return what if not buyer or what.startswith(buyer) else f"{buyer}{what}"


def _exhibition(fields: _Fields) -> str:
    name, number, year = _words(fields, "name"), _words(fields, "number"), _words(fields, "dates")[:4]
    name = name or _words(fields, "acronym")
    ordinal = f"第{number}届" if number else ""
    return f"{ordinal}{name}（{year}）" if year and name else f"{ordinal}{name}"


def _standards_plan(fields: _Fields) -> str:
    year, batch, type = (_words(fields, name) for name in ("year", "batch", "type"))
    return f"{year[:4]}年{f'第{batch}批' if batch else ''}{type}计划" if type and year else ""


def _instrument(fields: _Fields) -> str:
    field = fields.get("name")
    value = field.value if field is not None else None
    known = instrument_by_id().get(value.id or "") if isinstance(value, Named) else None
    return known.name_zh if known is not None else _words(fields, "name")


_TITLES: Mapping[RecordType, Callable[[_Fields], str]] = {
    "campaign_edition": _campaign,
    "purchase": _purchase,
    "exhibition": _exhibition,
    "standards_plan": _standards_plan,
    "organisation": lambda fields: _words(fields, "name"),
    "instrument": _instrument,
    "story": lambda fields: _words(fields, "headline"),
}
