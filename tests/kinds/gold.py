"""Compares a reading with what a careful reader of the page says ("gold").

Comes in: a gold file's data and a reading's JSON. Goes out: the differences, one line each, in words that tell a
person where to look. Exists so that the example folder of a kind holds pages and labels, and no code.

Gold is partial where a page has more to tell than a person cares to label, and strict where a reader would be misled:

- `page`: what is named must be so; ``null`` or ``[]`` says that the page does not tell it; `related` names the titles of
  the entries, or how many there are.
- `notices`: main and related ones in their order. A list of kinds says that each of them is a fair reading.
- `facts`: all facts of the page (of `policy_citation` at least those named), a field by any of `value`, `exact`,
  `status`, `relation`, `part`, `canonical`; `absent` names fields in which a value would be invented.
- `no_facts`: fact kinds that the page has none of, for those of which `facts` need not name all.
- `findings`: verdicts that must be given; a doubt or contradiction that gold does not name is a false alarm.
- `redactions`: kind and words of what must be covered.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d(:\d\d){0,2}")
_MAIN_MEMBERS = ("name", "number")
_ALARMS = frozenset({"contradicted", "doubtful"})
_OPEN = frozenset({"policy_citation"})
"""Fact kinds of which a page may hold more than gold names."""


def differences(gold: Mapping[str, Any], reading: Mapping[str, Any]) -> list[str]:
    """Every point in which `reading` is not what the careful reader says, empty where there is none."""
    return [
        *_page(gold["page"], reading["page"]),
        *_notices(gold["notices"], reading["notices"]),
        *_facts(gold, reading),
        *_findings(gold["findings"], reading["findings"]),
        *_redactions(gold.get("redactions", ()), reading),
    ]


# ── values ───────────────────────────────────────────────────────────────────────────────────────────────────────


def is_same(gold: Any, value: Any) -> bool:
    """Whether a value is the one that gold names.

    A gold object names some members of the value, a gold string may stand for an object's `name` or `number`, and a
    gold moment is compared to the hour, minute or second that it prints.
    """
    if isinstance(gold, Mapping):
        return isinstance(value, Mapping) and all(is_same(item, value.get(name)) for name, item in gold.items())
    if isinstance(gold, str) and isinstance(value, Mapping):
        return any(value.get(name) == gold for name in _MAIN_MEMBERS)
    if isinstance(gold, str) and isinstance(value, str) and _MOMENT.fullmatch(gold):
        return value.startswith(gold)
    return bool(gold == value)


def _field(where: str, gold: Mapping[str, Any], field: Mapping[str, Any] | None) -> Iterator[str]:
    if field is None:
        yield f"{where}: not read; gold {dict(gold)}"
        return
    for member, expected in gold.items():
        if not is_same(expected, field.get(member)):
            yield f"{where}.{member}: read {field.get(member)!r} from {field['exact']!r}; gold {expected!r}"


def _many(where: str, gold: Sequence[Any], fields: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    if len(gold) != len(fields):
        yield f"{where}: read {[field['exact'] for field in fields]}; gold has {len(gold)}: {list(gold)}"
        return
    for number, (expected, field) in enumerate(zip(gold, fields, strict=True)):
        yield from _field(f"{where}[{number}]", _as_spec(expected), field)


def _as_spec(gold: Any) -> Mapping[str, Any]:
    return gold if isinstance(gold, Mapping) else {"value": gold}


def _as_list(field: Any) -> list[Mapping[str, Any]]:
    return [] if field is None else field if isinstance(field, list) else [field]


# ── page and notices ─────────────────────────────────────────────────────────────────────────────────────────────


def _page(gold: Mapping[str, Any], page: Mapping[str, Any]) -> Iterator[str]:
    for name, expected in gold.items():
        found, where = page[name], f"page.{name}"
        if name == "related":
            titles = [item["title"]["exact"] for item in found]
            if expected not in (titles, len(titles)):
                yield f"{where}: read {titles}; gold has {expected}"
        elif isinstance(expected, list):
            yield from _many(where, expected, found)
        elif expected is None:
            if found is not None:
                yield f"{where}: read {found.get('exact', found)!r}; gold has none"
        elif name == "rights":
            yield from _rights(expected, found)
        else:
            yield from _field(where, _as_spec(expected), found)


def _rights(gold: Mapping[str, Any], rights: Mapping[str, Any] | None) -> Iterator[str]:
    for name, expected in gold.items():
        yield from _field(f"page.rights.{name}", _as_spec(expected), rights and rights.get(name))


def _own(notices: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    return [notice for notice in notices if notice["origin"] != "embedded"]


def _notices(gold: Sequence[Mapping[str, Any]], notices: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    found = _own(notices)
    if len(gold) != len(found):
        yield f"notices: read {[(item['origin'], item['kind']) for item in found]}; gold {list(gold)}"
        return
    for number, (expected, notice) in enumerate(zip(gold, found, strict=True)):
        kinds = expected["kind"] if isinstance(expected["kind"], list) else [expected["kind"]]
        if expected["origin"] != notice["origin"] or notice["kind"] not in kinds:
            signals = f"{notice['confidence']} {notice['signals']}"
            yield f"notices[{number}]: read {notice['origin']} {notice['kind']} ({signals}); gold {dict(expected)}"


# ── facts ────────────────────────────────────────────────────────────────────────────────────────────────────────


def _facts(gold: Mapping[str, Any], reading: Mapping[str, Any]) -> Iterator[str]:
    ids = [notice["id"] for notice in _own(reading["notices"])]
    left = list(reading["facts"])
    for expected in gold["facts"]:
        number, kind = expected["notice"], expected["kind"]
        where = f"facts[{number} {kind}]"
        here = [f for f in left if f["kind"] == kind and number < len(ids) and f["notice"] == ids[number]]
        if not here:
            yield f"{where}: not read; gold {dict(expected['fields'])}"
            continue
        found = min(here, key=lambda fact: len(list(_fact(where, expected, fact))))
        left.remove(found)
        yield from _fact(where, expected, found)
    none = gold.get("no_facts", ())
    for fact in left:
        if fact["kind"] not in _OPEN or fact["kind"] in none:
            words = {name: [f["exact"] for f in _as_list(fields)] for name, fields in fact["fields"].items()}
            yield f"facts[{fact['notice']} {fact['kind']}]: gold has no such fact; read {words}"


def _fact(where: str, gold: Mapping[str, Any], fact: Mapping[str, Any]) -> Iterator[str]:
    for name, expected in gold["fields"].items():
        found = _as_list(fact["fields"].get(name))
        if isinstance(expected, list):
            yield from _many(f"{where}.{name}", expected, found)
        else:
            yield from _field(f"{where}.{name}", expected, found[0] if found else None)
    for name in gold.get("absent", ()):
        invented = [field["exact"] for field in _as_list(fact["fields"].get(name)) if field["value"] is not None]
        if invented:
            yield f"{where}.{name}: read {invented}; gold has none"


# ── findings and redactions ──────────────────────────────────────────────────────────────────────────────────────


def _findings(gold: Sequence[Mapping[str, Any]], findings: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    left = Counter((finding["code"], finding["verdict"]) for finding in findings)
    for expected in gold:
        code = expected["code"]
        verdicts = expected["verdict"] if isinstance(expected["verdict"], list) else [expected["verdict"]]
        given = next((verdict for verdict in verdicts if left[code, verdict]), None)
        if given is None:
            read = [(f["verdict"], f["arithmetic"]) for f in findings if f["code"] == code]
            yield f"findings.{code}: read {read}; gold {' or '.join(verdicts)}"
        else:
            left[code, given] -= 1
    expected_alarms = {expected["code"] for expected in gold}
    for finding in findings:
        if finding["verdict"] in _ALARMS and finding["code"] not in expected_alarms:
            yield f"findings.{finding['code']}: false alarm {finding['verdict']}: {finding['message']}"


def _redactions(gold: Sequence[Sequence[str]], reading: Mapping[str, Any]) -> Iterator[str]:
    text = reading["page"]["text"]
    covered = {(item["kind"], text[item["start"] : item["end"]]) for item in reading["redactions"]}
    for kind, words in gold:
        if (kind, words) not in covered:
            near = sorted(item for item in covered if item[0] == kind)
            yield f"redactions: {kind} {words} is not covered; covered {near}"
