"""What can only be checked when all pages lie side by side.

Comes in: the fields of a record and its members. Goes out: findings with verdict and evidence: which sources disagree,
whether award, ceiling and budget of one purchase fit each other although three pages tell them, whether an edition's
number, theme and co-organisers fit the reference list, whether copies of one story print other figures.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from zhiyue.checks import FINDING_CODES, check_amounts_order, check_ordinal_series, check_ordinal_year
from zhiyue.model import Count, Field, Finding, Named, Ordinal, Verdict
from zhiyue.record import Member, RecordField, RecordFinding, RecordType, Saying, Voice
from zhiyue.records.identity import normal, series_code
from zhiyue.records.stories import sentences_that_differ
from zhiyue.records.types import record_kinds
from zhiyue.reference import Edition, editions, series

_Fields = Mapping[str, RecordField]
_MOST_SAYINGS = 12
"""Evidence shown with one finding; the field itself holds all of it."""


def findings_of(type: RecordType, fields: _Fields, members: Sequence[Member]) -> tuple[RecordFinding, ...]:
    """Every finding of a record, in a fixed order; what is found of several sayings in the same words is one finding."""
    own = _CHECKS.get(type)
    return tuple(_merged([*_disagreements(type, fields), *(own(fields, members) if own is not None else ())]))


def _merged(findings: Iterable[RecordFinding]) -> Iterator[RecordFinding]:
    same: dict[RecordFinding, list[Saying]] = {}
    for finding in findings:
        same.setdefault(replace(finding, sayings=()), []).extend(finding.sayings)
    for finding, sayings in same.items():
        yield replace(finding, sayings=tuple(dict.fromkeys(sayings)))


def _disagreements(type: RecordType, fields: _Fields) -> Iterator[RecordFinding]:
    if type == "story":
        return
    for field in fields.values():
        if field.agreement != "disputed":
            continue
        own = [voice for voice in field.voices if voice.value is not None and not voice.scope]
        label = record_kinds()[type].prop(field.name).label_zh
        message = f"{label}有 {len(own)} 种说法：" + "；".join(
            f"{_spelled(voice, field.name)}（{voice.sources} 个来源）" for voice in own[:4]
        )
        yield _finding("record.sources", "contradicted", message, [voice.sayings[0] for voice in own])


_INCLUDES_LEAD = {"yes": "含", "no": "不含", "unclear": "不明"}


def _spelled(voice: Voice, name: str) -> str:
    value = voice.value
    match value:
        case str(code) if name == "includes_lead":
            return _INCLUDES_LEAD[code]
        case str(words) | Named(name=words):
            return words
        case Count(number=words):
            return words
        case Ordinal(ordinal=number):
            return f"第{number}"
    return voice.sayings[0].exact or str(value)


def _finding(
    code: str, verdict: Verdict, message: str, sayings: Sequence[Saying], *, arithmetic: str | None = None
) -> RecordFinding:
    return RecordFinding(code, verdict, message, FINDING_CODES[code], arithmetic, tuple(sayings[:_MOST_SAYINGS]))


def _of_pages(finding: Finding, *fields: RecordField | None) -> RecordFinding:
    """A check of single pages, applied to the values of a record: the evidence is that of the values shown."""
    sayings = tuple(field.voices[0].sayings[0] for field in fields if field is not None and field.shown)
    return RecordFinding(
        finding.code, finding.verdict, finding.message, finding.rule, finding.arithmetic, sayings, finding.audience
    )


def _as_field(field: RecordField | None) -> Field | None:
    return Field(field.type, field.value, field.status) if field is not None and field.shown else None


# ── purchases ────────────────────────────────────────────────────────────────────────────────────────────────────


def _purchase(fields: _Fields, _members: Sequence[Member]) -> Iterator[RecordFinding]:
    named = [fields.get(name) for name in ("amount", "ceiling", "budget")]
    finding = check_amounts_order(*(_as_field(field) for field in named))
    if finding is not None:
        yield _of_pages(finding, *named)


# ── editions of a campaign ───────────────────────────────────────────────────────────────────────────────────────


def _campaign(fields: _Fields, _members: Sequence[Member]) -> Iterator[RecordFinding]:
    series_field, year_field = fields.get("series"), fields.get("year")
    if series_field is None or year_field is None or series_code(str(series_field.value)) != "quality-month":
        return
    edition = next((item for item in editions() if str(item.year) == str(year_field.value)[:4]), None)
    if edition is None:
        return
    yield from _number(fields, edition)
    yield from _theme(fields, edition)
    yield from _bodies(fields, edition)


def _number(fields: _Fields, edition: Edition) -> Iterator[RecordFinding]:
    """Each number that any page prints, with the way of counting under which it holds."""
    number = fields.get("number")
    since = Field("year", str(editions()[0].year), "derived", derived="reference.editions")
    held = sum(item.held == "yes" for item in editions() if item.year <= edition.year)
    for voice in number.voices if number is not None else ():
        if isinstance(voice.value, Ordinal):
            year = Field("year", str(edition.year))
            finding = check_ordinal_year(Field("ordinal", voice.value), year, since, held=held)
            yield RecordFinding(
                finding.code, finding.verdict, finding.message, finding.rule, finding.arithmetic, voice.sayings[:1]
            )


def _theme(fields: _Fields, edition: Edition) -> Iterator[RecordFinding]:
    theme = fields.get("theme")
    for voice in theme.voices if theme is not None else ():
        if not isinstance(voice.value, str) or not edition.theme:
            continue
        verdict, message = judge_theme(voice.value, edition, scope=voice.scope)
        yield _finding("edition.theme", verdict, message, voice.sayings[:1])


def judge_theme(words: str, edition: Edition, *, scope: str = "") -> tuple[Verdict, str]:
    """Compare a theme with the reference list: this year's, another year's (a stale page), a local one, or nobody's."""
    if normal(words) == normal(edition.theme):
        return "confirmed", f"与 {edition.year} 年主题一致"
    other = next((item.year for item in editions() if item.theme and normal(item.theme) == normal(words)), None)
    if other is not None:
        return "contradicted", f"这是 {other} 年的主题；{edition.year} 年为“{edition.theme}”"
    if scope:
        return "not_checkable", f"{scope}改写或自拟的主题；全国主题为“{edition.theme}”"
    return "doubtful", f"与参考资料所载 {edition.year} 年主题“{edition.theme}”不同"


def _bodies(fields: _Fields, edition: Edition) -> Iterator[RecordFinding]:
    count = fields.get("co_organisers_count")
    if count is None or edition.departments is None or not isinstance(count.value, Count):
        return
    stated = count.value.number
    arithmetic = f"所称 {stated}，参考资料 {edition.departments}"
    agrees = stated == str(edition.departments)
    message = "联合开展部门数与参考资料一致" if agrees else "联合开展部门数与参考资料不同：是否含牵头部门，各处计法不一"
    verdict: Verdict = "confirmed" if agrees else "doubtful"
    yield _finding("edition.co_organisers", verdict, message, count.voices[0].sayings[:1], arithmetic=arithmetic)


# ── exhibitions and stories ──────────────────────────────────────────────────────────────────────────────────────


def _exhibition(fields: _Fields, _members: Sequence[Member]) -> Iterator[RecordFinding]:
    name, acronym, number = fields.get("name"), fields.get("acronym"), fields.get("number")
    code = series_code(*(str(field.value) for field in (name, acronym) if field is not None))
    known = next((item for item in series() if item.code == code), None)
    dates = _as_field(fields.get("dates"))
    if known is None or number is None or dates is None or known.counting != "editions":
        return
    if known.interval_years != int(known.interval_years):
        return
    for voice in number.voices:
        printed = Field("ordinal", voice.value)
        interval = int(known.interval_years)
        finding = check_ordinal_series(
            printed, dates, name=known.acronym or known.name_zh, first_year=known.first_year, interval=interval
        )
        yield RecordFinding(
            finding.code, finding.verdict, finding.message, finding.rule, finding.arithmetic, voice.sayings[:1]
        )


def _story(fields: _Fields, members: Sequence[Member]) -> Iterator[RecordFinding]:
    shared, differing = sentences_that_differ(members)
    if not shared:
        return
    arithmetic = f"共有 {shared} 句，其中 {len(differing)} 句数字不同"
    field = fields.get("figures")
    sayings = [voice.sayings[0] for voice in field.voices] if field is not None else []
    verdict: Verdict = "contradicted" if differing else "confirmed"
    message = "各稿同一句话中的数字不一" if differing else "各稿同一句话中的数字一致"
    yield _finding("story.figures", verdict, message, sayings, arithmetic=arithmetic)


_CHECKS: Mapping[RecordType, Callable[[_Fields, Sequence[Member]], Iterator[RecordFinding]]] = {
    "purchase": _purchase,
    "campaign_edition": _campaign,
    "exhibition": _exhibition,
    "story": _story,
}
