"""The sample month is what `tools/make_month.py` makes today, and the line reads it as it was written."""

from __future__ import annotations

import json
import re
import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

import pytest
from tools.make_month import MONTH, all_drafts, entry_of, expected_of
from tools.month.serve import serve

from zhiyue.kinds import fact_types, kinds
from zhiyue.model import Field, Period, RawPage
from zhiyue.pipeline import process

KIND_FLOOR, FIELD_FLOOR, FINDING_FLOOR = 0.96, 0.98, 0.97
FALSE_ALARMS = 6
"""So many doubts may be raised that nobody planned; a copy with a wrong figure may raise its own."""

Json = Mapping[str, Any]


@cache
def _lines(name: str) -> tuple[Json, ...]:
    return tuple(json.loads(line) for line in (MONTH / name).read_text(encoding="utf-8").splitlines())


@cache
def _read() -> tuple[tuple[Json, Any], ...]:
    """Every page's plan with its reading, in the order of the index."""
    raws = (
        RawPage(
            (MONTH / item["path"]).read_bytes(), item["path"], item["url"], item["content_type"], item["fetched_at"]
        )
        for item in _lines("index.jsonl")
    )
    return tuple(zip(_lines("expected.jsonl"), map(process, raws), strict=True))


def _plain(field: Field) -> Any:
    value = field.value
    if isinstance(value, Period):
        return f"{value.start}/{value.end}"
    if isinstance(value, str):
        # 加强全面质量管理　促进…: how wide the blank is says nothing
        return "".join(value.split())
    return next(
        (getattr(value, name) for name in ("amount", "percent", "number", "ordinal", "name") if hasattr(value, name)),
        None,
    )


def _planned(plan: Json) -> Iterator[tuple[str, str, list[Any]]]:
    """The planned values of those fields that a kind of today has."""
    for kind, fields in plan.get("facts", {}).items():
        props = {prop.name for prop in fact_types()[kind].props} if kind in fact_types() else set()
        for name in fields.keys() & props:
            values = fields[name] if isinstance(fields[name], list) else [fields[name]]
            yield kind, name, ["".join(item.split()) if isinstance(item, str) else item for item in values]


def _values(result: Any, kind: str, name: str) -> list[Any]:
    """What the page's facts of a kind say in a field, each value once: an award of three lots is three facts."""
    facts = (fact for fact in result.facts if fact.notice == 0 and fact.kind == kind)
    return list(dict.fromkeys(_plain(field) for fact in facts for field in fact.all(name)))


def _alarms(result: Any) -> list[str]:
    return [
        f"{f.code} {f.verdict}" for f in result.findings if f.notice == 0 and f.verdict in ("contradicted", "doubtful")
    ]


def test_stored_pages_are_fresh() -> None:
    stored = {
        f"pages/{path.relative_to(MONTH / 'pages')}": path for path in (MONTH / "pages").rglob("*.*") if path.is_file()
    }
    drafts = {f"pages/{draft.path}": draft for draft in all_drafts()}
    assert stored.keys() == drafts.keys()
    assert [name for name, path in stored.items() if path.read_bytes() != serve(drafts[name])] == [], (
        "run tools/make_month"
    )


def test_index_and_plan_are_fresh() -> None:
    drafts = all_drafts()
    assert list(_lines("index.jsonl")) == [entry_of(draft) for draft in drafts]
    assert list(_lines("expected.jsonl")) == [expected_of(draft) for draft in drafts]


def test_every_host_is_an_example() -> None:
    hosts = {item["url"].split("/")[2] for item in _lines("index.jsonl")}
    assert {host for host in hosts if not host.endswith(".example.cn")} == set()


def test_month_shows_what_it_promises() -> None:
    drafts = all_drafts()
    damaged = [draft for draft in drafts if set(draft.served) - {"gbk", "crlf", "html"}]
    stages: dict[str, set[str]] = {}
    for draft in drafts:
        if "purchase" in draft.truth:
            stages.setdefault(draft.truth["purchase"], set()).add(draft.truth["kind"])
    assert len(drafts) >= 300
    assert 0.08 <= len(damaged) / len(drafts) <= 0.15
    assert sum(len(found) >= 3 for found in stages.values()) >= 15
    assert sum(draft.truth.get("differs", False) for draft in drafts) >= 3
    assert sum(path.stat().st_size for path in MONTH.rglob("*.*") if path.is_file()) < 3_000_000


@pytest.mark.parametrize("kind", sorted(kinds()))
def test_month_has_pages_of_the_kind(kind: str) -> None:
    assert Counter(plan.get("kind") for plan in _lines("expected.jsonl"))[kind] >= 3


def test_kinds_are_read_as_planned() -> None:
    planned = [(plan, result) for plan, result in _read() if plan.get("kind") in kinds()]
    wrong = [
        f"{plan['path']}: {result.notices[0].kind}"
        for plan, result in planned
        if result.notices[0].kind != plan["kind"]
    ]
    assert len(wrong) <= len(planned) * (1 - KIND_FLOOR), "\n".join(wrong)


def test_fields_are_read_as_planned() -> None:
    wrong, count = [], 0
    for plan, result in _read():
        for kind, name, values in _planned(plan):
            read = _values(result, kind, name)
            count += 1
            if read != values and not (values == [None] and not read):
                wrong.append(f"{plan['path']} {kind}.{name}: {read}, planned {values}")
    assert len(wrong) <= count * (1 - FIELD_FLOOR), "\n".join(wrong)


def test_findings_are_made_as_planned() -> None:
    wrong, count = [], 0
    for plan, result in _read():
        made = {f"{finding.code} {finding.verdict}" for finding in result.findings if finding.notice == 0}
        count += len(plan.get("findings", ()))
        wrong += [f"{plan['path']}: no {finding}" for finding in plan.get("findings", ()) if finding not in made]
    assert len(wrong) <= count * (1 - FINDING_FLOOR), "\n".join(wrong)


def test_few_doubts_are_raised_that_nobody_planned() -> None:
    alarms = [
        f"{plan['path']}: {alarm}"
        for plan, result in _read()
        if not plan.get("differs", False)
        for alarm in _alarms(result)
        if alarm not in plan.get("findings", ())
    ]
    assert len(alarms) <= FALSE_ALARMS, "\n".join(alarms)


def test_contacts_are_covered() -> None:
    by_kind = Counter(redaction.kind for _, result in _read() for redaction in result.redactions)
    assert min(by_kind["person"], by_kind["phone"]) >= 100
    assert min(by_kind["email"], by_kind["bank_account"]) >= 3


def test_readme_names_pages_that_exist() -> None:
    readme = (MONTH / "README.md").read_text(encoding="utf-8")
    named = re.findall(r"`([a-z0-9.-]+\.example\.cn/[^`]+)`", readme)
    assert len(named) >= 30
    assert [name for name in named if not (MONTH / "pages" / name).exists()] == []


def test_configured_sites_have_pages() -> None:
    sites = tomllib.loads((MONTH / "sites.toml").read_text(encoding="utf-8"))["site"]
    hosts = {host for site in sites.values() for host in site["hosts"]}
    assert hosts - {draft.host for draft in all_drafts()} == set()
