"""Every object of the line in its two notations: readings, records, reports, campaigns, mailed sheets, and their JSON.

Comes in: a `PageResult`, a `Record`, a `Report`, a `Campaign`, a `SheetReading` … Goes out: plain dicts, lists, strings and numbers, ready for
`json.dumps`; and back. `from_json(to_json(result)) == result` holds for every reading, and so for every record. Names
and shapes are those of the contract, which ``docs/reference/reading.md`` prints.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

import cattrs
from cattrs.gen import make_dict_structure_fn, make_dict_unstructure_fn, override

from zhiyue.campaign import Campaign
from zhiyue.draft import Difference, DraftCell, SheetReading
from zhiyue.model import (
    Count,
    Evidence,
    Fact,
    Field,
    Money,
    Named,
    Ordinal,
    Page,
    PageResult,
    Period,
    Quantity,
    Share,
    Value,
)
from zhiyue.record import Correction, Member, Record, RecordField, RecordFinding, Saying, Voice
from zhiyue.report import Report
from zhiyue.spans import Span

_SHAPES: Mapping[str, type] = {
    "amount": Money,
    "percent": Share,
    "ordinal": Ordinal,
    "start": Period,
    "name": Named,
    "unit": Quantity,
    "number": Count,
}
_DERIVED_KEYS = ("exact", "start", "end", "original")


def _value_to_json(value: Value | None) -> Any:
    if value is None or isinstance(value, str):
        return value
    found = _CONVERTER.unstructure(value)
    return {name: item for name, item in found.items() if item is not None or name == "amount"}


def _value_from_json(data: Any) -> Value | None:
    if data is None or isinstance(data, str):
        return data
    # Every shape of the contract has a key that no earlier one has.
    cls = next(cls for key, cls in _SHAPES.items() if key in data)
    value: Value = _CONVERTER.structure(data, cls)
    return value


def _evidence_to_json(evidence: Evidence) -> dict[str, Any]:
    return {
        "exact": evidence.exact,
        "start": evidence.start,
        "end": evidence.end,
        "original": {"start": evidence.original.start, "end": evidence.original.end},
        "status": evidence.status,
        "value": _value_to_json(evidence.value),
    }


def _evidence_from_json(data: Mapping[str, Any], _cls: type[Evidence] = Evidence) -> Evidence:
    return Evidence(
        exact=data["exact"],
        start=data["start"],
        end=data["end"],
        original=Span(data["original"]["start"], data["original"]["end"]),
        status=data["status"],
        value=_value_from_json(data["value"]),
    )


def _field_to_json(field: Field) -> dict[str, Any]:
    evidence = [_evidence_to_json(item) for item in field.evidence]
    # The first evidence is also written at the top: a reader who wants one place need not open the list.
    first: dict[str, Any] = evidence[0] if evidence else dict.fromkeys(_DERIVED_KEYS)
    data: dict[str, Any] = {
        "type": field.type,
        "value": _value_to_json(field.value),
        "status": field.status,
        **{key: first[key] for key in _DERIVED_KEYS},
        "evidence": evidence,
        "relation": field.relation,
        "context": {name: _evidence_to_json(item) for name, item in field.context.items()},
        "derived": field.derived,
    }
    data.update({name: getattr(field, name) for name in ("part", "canonical") if getattr(field, name) is not None})
    return data


def _field_from_json(data: Mapping[str, Any], _cls: type[Field] = Field) -> Field:
    return Field(
        type=data["type"],
        value=_value_from_json(data["value"]),
        status=data["status"],
        evidence=tuple(_evidence_from_json(item) for item in data["evidence"]),
        relation=data["relation"],
        context={name: _evidence_from_json(item) for name, item in data["context"].items()},
        derived=data["derived"],
        part=data.get("part"),
        canonical=data.get("canonical"),
    )


def _fact_from_json(data: Mapping[str, Any], _cls: type[Fact] = Fact) -> Fact:
    return Fact(data["id"], data["notice"], data["kind"], _fields_from_json(data["fields"]))


def _fact_to_json(fact: Fact) -> dict[str, Any]:
    return {"id": fact.id, "notice": fact.notice, "kind": fact.kind, "fields": _fields_to_json(fact.fields)}


def _fields_to_json(fields: Mapping[str, Field | tuple[Field, ...]]) -> dict[str, Any]:
    return {
        name: [_field_to_json(item) for item in value] if isinstance(value, tuple) else _field_to_json(value)
        for name, value in fields.items()
    }


def _fields_from_json(data: Mapping[str, Any]) -> dict[str, Field | tuple[Field, ...]]:
    return {
        name: tuple(_field_from_json(item) for item in value) if isinstance(value, list) else _field_from_json(value)
        for name, value in data.items()
    }


def _values_to_json(values: tuple[Value, ...]) -> list[Any]:
    return [_value_to_json(value) for value in values]


def _values_from_json(data: list[Any], _cls: Any = None) -> tuple[Value, ...]:
    return tuple(value for item in data if (value := _value_from_json(item)) is not None)


_VALUED: tuple[tuple[type, str, Callable[..., Any], Callable[..., Any]], ...] = (
    (Saying, "value", _value_to_json, lambda data, _cls: _value_from_json(data)),
    (Voice, "value", _value_to_json, lambda data, _cls: _value_from_json(data)),
    (RecordField, "shown", _values_to_json, _values_from_json),
    (Correction, "values", _values_to_json, _values_from_json),
    (DraftCell, "value", _value_to_json, lambda data, _cls: _value_from_json(data)),
    (Member, "fields", _fields_to_json, lambda data, _cls: _fields_from_json(data)),
)
"""The objects of a record in which a value or fields stand: the name of that property, and how it is written and read.

Inner objects come before those that hold them."""


def _make_converter() -> cattrs.Converter:
    converter = cattrs.Converter(unstruct_collection_overrides={tuple: list})
    converter.register_unstructure_hook(Field, _field_to_json)
    converter.register_structure_hook(Field, _field_from_json)
    converter.register_unstructure_hook(Fact, _fact_to_json)
    converter.register_structure_hook(Fact, _fact_from_json)
    converter.register_unstructure_hook(Evidence, _evidence_to_json)
    converter.register_structure_hook(Evidence, _evidence_from_json)
    for cls, name, to, back in _VALUED:
        written: dict[str, Any] = {name: override(unstruct_hook=to)}
        converter.register_unstructure_hook(cls, make_dict_unstructure_fn(cls, converter, **written))
        read: dict[str, Any] = {name: override(struct_hook=back)}
        converter.register_structure_hook(cls, make_dict_structure_fn(cls, converter, **read))
    for cls in (Page, PageResult, Record):
        converter.register_unstructure_hook(cls, make_dict_unstructure_fn(cls, converter))
        converter.register_structure_hook(cls, make_dict_structure_fn(cls, converter))
    return converter


_CONVERTER = _make_converter()


def to_json(result: PageResult) -> dict[str, Any]:
    """Write a reading as plain JSON data, unmasked.

    Every output for people goes through `zhiyue.mask` first.
    """
    data: dict[str, Any] = _CONVERTER.unstructure(result)
    return data


def from_json(data: Mapping[str, Any]) -> PageResult:
    """Read a reading back. Raises cattrs' errors where `data` has not the contract's shape."""
    return _CONVERTER.structure(data, PageResult)


def record_to_json(record: Record) -> dict[str, Any]:
    """Write a record as plain JSON data. It holds what its members hold: give them masked for people."""
    data: dict[str, Any] = _CONVERTER.unstructure(record)
    return data


def record_from_json(data: Mapping[str, Any]) -> Record:
    """Read a record back. Raises cattrs' errors where `data` has another shape."""
    return _CONVERTER.structure(data, Record)


def member_to_json(member: Member) -> dict[str, Any]:
    """Write a member as plain JSON data, with everything that compiling needs: no reading has to be opened again."""
    data: dict[str, Any] = _CONVERTER.unstructure(member)
    return data


def member_from_json(data: Mapping[str, Any]) -> Member:
    """Read a member back. Raises cattrs' errors where `data` has another shape."""
    return _CONVERTER.structure(data, Member)


def sheet_to_json(reading: SheetReading) -> dict[str, Any]:
    """Write what was read of a mailed sheet as plain JSON data, contact data included: it is for the unit and its organiser."""
    data: dict[str, Any] = _CONVERTER.unstructure(reading)
    return data


def sheet_from_json(data: Mapping[str, Any]) -> SheetReading:
    """Read a sheet's reading back. Raises cattrs' errors where `data` has another shape."""
    return _CONVERTER.structure(data, SheetReading)


def differences_to_json(found: Iterable[Difference]) -> list[Any]:
    """Write what a sheet mailed again says otherwise as plain JSON data."""
    data: list[Any] = _CONVERTER.unstructure(tuple(found))
    return data


def report_to_json(report: Report) -> dict[str, Any]:
    """Write a report as plain JSON data, in the order of its properties: the same report gives the same data."""
    data: dict[str, Any] = _CONVERTER.unstructure(report)
    return data


def report_from_json(data: Mapping[str, Any]) -> Report:
    """Read a report back. Raises cattrs' errors where `data` has another shape."""
    return _CONVERTER.structure(data, Report)


def fact_from_json(data: Mapping[str, Any]) -> Fact:
    """One fact of a reading: as an archive keeps it by itself."""
    return _fact_from_json(data)


def field_to_json(field: Field) -> dict[str, Any]:
    """One field as JSON: what an editor's correction is stored as."""
    return _field_to_json(field)


def field_from_json(data: Mapping[str, Any]) -> Field:
    """The field that `field_to_json` wrote."""
    return _field_from_json(data)


def values_from_json(data: Iterable[Any]) -> tuple[Value, ...]:
    """Read values back, each in the shape of its type."""
    return _values_from_json(list(data))


def findings_to_json(findings: Iterable[RecordFinding]) -> list[Any]:
    """Write what became of claims about other pages as plain JSON data."""
    data: list[Any] = _CONVERTER.unstructure(tuple(findings))
    return data


def findings_from_json(data: Iterable[Any]) -> tuple[RecordFinding, ...]:
    """Read them back. Raises cattrs' errors where `data` has another shape."""
    return _CONVERTER.structure(data, tuple[RecordFinding, ...])


def campaign_to_json(campaign: Campaign) -> dict[str, Any]:
    """Write an edition that is run as plain JSON data."""
    data: dict[str, Any] = _CONVERTER.unstructure(campaign)
    return data


def campaign_from_json(data: Mapping[str, Any]) -> Campaign:
    """Read an edition back. Raises cattrs' errors where `data` has another shape."""
    return _CONVERTER.structure(data, Campaign)
