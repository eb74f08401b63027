"""Editions: founded by hand, taken over from a page that the line has read, or made from last year's in one step.

Comes in: what a person says, a record of the archive, an older edition. Goes out: an edition with its areas and days;
its papers; the wording that a branch gives to the theme.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from zhiyue.codec import record_from_json
from zhiyue.model import Named, Ordinal, Value
from zhiyue.record import Record as Compiled
from zhiyue.reference import series as known_series
from zhiyue_site.accounts.audit import record as audit
from zhiyue_site.accounts.models import User
from zhiyue_site.archive.models import Record
from zhiyue_site.quality_month.models import (
    Area,
    BranchRole,
    Deadline,
    Document,
    Edition,
    Membership,
    Task,
    ThemeVariant,
    Unit,
)
from zhiyue_site.quality_month.refusals import Refused
from zhiyue_site.quality_month.rights import require

SLOGAN = 20
"""Most characters of a slogan, as the calls for slogans have it."""


class EditionError(Refused):
    """The edition cannot be made or changed so; the message says why, in Chinese."""


@dataclass(frozen=True, slots=True)
class NewArea:
    """A focus area as one says it; the words that speak for it may be found later."""

    title: str
    family: str
    cues: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class NewEdition:
    """An edition as one says it. `number` stands as printed, with what it counts; it is never computed."""

    series: str
    year: int
    title: str
    theme: str
    start: date
    end: date
    number: str = ""
    counting: str = Edition.Counting.NONE
    slogans: tuple[str, ...] = ()
    areas: tuple[NewArea, ...] = ()
    due: Mapping[str, date] = field(default_factory=dict)
    report_within: int = 10


@transaction.atomic
def found(new: NewEdition, *, root: Unit, by: User, **links: Any) -> Edition:
    """Make an edition below `root`; the person becomes organiser of the branch where nobody is yet.

    `links` are ``record``, ``parent``, ``previous``. Raises EditionError where days, slogans or the year do not fit;
    NotAllowed where the branch is somebody's and not the person's to arrange.
    """
    if root.memberships.exists() or root.links_up.exists():
        require(by, "arrange", root)
    _check(new, root)
    edition = Edition.objects.create(
        root=root,
        made_by=by,
        series=new.series,
        year=new.year,
        title=new.title,
        theme=new.theme,
        start=new.start,
        end=new.end,
        number=new.number,
        counting=new.counting,
        slogans=list(new.slogans),
        report_within=new.report_within,
        **links,
    )
    Area.objects.bulk_create(
        Area(edition=edition, order=order, title=area.title, family=area.family, cues=list(area.cues))
        for order, area in enumerate(new.areas, start=1)
    )
    Deadline.objects.bulk_create(Deadline(edition=edition, task=task, day=day) for task, day in new.due.items())
    if not root.memberships.filter(role=BranchRole.ORGANISER).exists():
        Membership.objects.create(user=by, unit=root, role=BranchRole.ORGANISER, given_by=by)
    audit("month.edition.add", actor=by, target=f"edition/{edition.pk}", detail={"title": edition.title})
    return edition


def taken_over(record_id: str) -> NewEdition:
    """What the archive's record of a campaign edition says, as the beginning of an edition to be run.

    Days that the record does not name are those of September of its year: a proposal for the form, which a person sees.
    Raises EditionError where the record is none of a campaign edition, or names no year.
    """
    row = Record.objects.filter(pk=record_id, type="campaign_edition").first()
    if row is None:
        raise EditionError("档案中没有这一届次")
    record = record_from_json(row.payload)
    year = _shown(record, "year")
    if not year.isdecimal():
        raise EditionError("该届次未载明年份，请手工建立")
    start = _launch(record) or date(int(year), 9, 1)
    areas = tuple(NewArea(title, _family(title)) for title in _all(record, "focus_areas"))
    number = _shown(record, "number")
    return NewEdition(
        series=_series_code(record),
        year=int(year),
        title=row.title[:128],
        theme=_shown(record, "theme"),
        start=start,
        end=max(start + timedelta(days=29), date(int(year), 9, 30)),
        number=number,
        counting=Edition.Counting.CALENDAR if number else Edition.Counting.NONE,
        areas=areas,
    )


@transaction.atomic
def take_over(record_id: str, *, root: Unit, by: User) -> Edition:
    """Found the edition that a record tells of, in one step: theme, number, areas, launch as published.

    Raises EditionError as `taken_over` and `found`.
    """
    return found(taken_over(record_id), root=root, by=by, record=record_id)


@transaction.atomic
def next_year(edition: Edition, *, by: User) -> Edition:
    """Make next year's edition: days a year later, the same areas with what corrections taught, deadlines, papers anew.

    The theme is last year's until a person writes the new one; the number is not carried on by counting.
    """
    require(by, "arrange", edition.root)
    areas = tuple(
        NewArea(area.title, area.family, tuple(dict.fromkeys((*area.cues, *area.learned))))
        for area in edition.areas.order_by("order")
    )
    new = NewEdition(
        series=edition.series,
        year=edition.year + 1,
        title=edition.title.replace(str(edition.year), str(edition.year + 1)),
        theme=edition.theme,
        start=_a_year_later(edition.start),
        end=_a_year_later(edition.end),
        counting=edition.counting,
        areas=areas,
        due={row.task: _a_year_later(row.day) for row in edition.deadlines.filter(unit=None)},
        report_within=edition.report_within,
    )
    return found(new, root=edition.root, by=by, previous=edition)


@transaction.atomic
def relay(edition: Edition, *, root: Unit, by: User, theme: str = "") -> Edition:
    """An edition of a branch's own below a larger one: its areas and days are taken over, and may then be changed."""
    areas = tuple(NewArea(area.title, area.family, tuple(area.cues)) for area in edition.areas.order_by("order"))
    new = NewEdition(
        series=edition.series,
        year=edition.year,
        title=f"{root.short_name or root.name}{edition.title}"[:128],
        theme=theme or edition.theme,
        start=edition.start,
        end=edition.end,
        number=edition.number,
        counting=edition.counting,
        slogans=tuple(edition.slogans),
        areas=areas,
        due={row.task: row.day for row in edition.deadlines.filter(unit=None)},
        report_within=edition.report_within,
    )
    return found(new, root=root, by=by, parent=edition)


@transaction.atomic
def change(edition: Edition, values: Mapping[str, Any], *, by: User) -> None:
    """Set fields of an edition.

    Raises:
        EditionError: it ends before it begins, a slogan is too long, or the edition is archived.
    """
    require(by, "arrange", edition.root)
    if edition.state == Edition.State.ARCHIVED:
        raise EditionError("该届次已归档，不能更改")
    old = {name: _plain(getattr(edition, name)) for name, value in values.items() if getattr(edition, name) != value}
    for name in old:
        setattr(edition, name, values[name])
    _check_words(edition.start, edition.end, edition.slogans)
    edition.save()
    audit("month.edition.change", actor=by, target=f"edition/{edition.pk}", detail={"old": old})


@transaction.atomic
def set_due(edition: Edition, due: Mapping[str, date | None], *, by: User, unit: Unit | None = None) -> None:
    """Set the last day of each task, of the edition or of one branch; None takes it away."""
    require(by, "arrange", unit or edition.root)
    for task, day in due.items():
        if task not in Task.values:
            raise EditionError(f"没有“{task}”这项任务")
        if day is None:
            edition.deadlines.filter(task=task, unit=unit).delete()
        else:
            Deadline.objects.update_or_create(edition=edition, task=task, unit=unit, defaults={"day": day})
    said = {task: day.isoformat() if day else None for task, day in due.items()}
    audit("month.edition.due", actor=by, target=f"edition/{edition.pk}", detail=said)


@transaction.atomic
def set_areas(edition: Edition, areas: Iterable[NewArea], *, by: User) -> None:
    """Word the areas anew, in their order; an area that activities are filed under is reworded, never dropped.

    Raises:
        EditionError: fewer areas than are in use.
    """
    require(by, "arrange", edition.root)
    wanted = list(areas)
    rows = list(edition.areas.order_by("order"))
    for order, area in enumerate(wanted, start=1):
        values = {"title": area.title[:128], "family": area.family, "cues": list(area.cues)}
        Area.objects.update_or_create(edition=edition, order=order, defaults=values)
    for row in rows[len(wanted) :]:
        if row.choices.exists():
            raise EditionError(f"“{row}”下已有活动，不能删除")
        row.delete()
    audit("month.edition.areas", actor=by, target=f"edition/{edition.pk}", detail={"areas": len(wanted)})


@transaction.atomic
def word_theme(edition: Edition, unit: Unit, theme: str, *, by: User) -> None:
    """How a branch words the theme; empty takes its wording away."""
    require(by, "arrange", unit)
    if theme.strip():
        ThemeVariant.objects.update_or_create(edition=edition, unit=unit, defaults={"theme": theme.strip()[:128]})
    else:
        edition.variants.filter(unit=unit).delete()
    audit("month.edition.theme", actor=by, target=f"edition/{edition.pk}", detail={"unit": unit.name, "theme": theme})


@transaction.atomic
def set_state(edition: Edition, state: str, *, by: User) -> None:
    """Open, close or archive an edition.

    Raises:
        EditionError: it is archived, or would be without a closing report.
    """
    require(by, "arrange", edition.root)
    if state not in Edition.State.values or edition.state == Edition.State.ARCHIVED:
        raise EditionError("不能这样更改届次的状态")
    if state == Edition.State.ARCHIVED and not edition.closings.exists():
        raise EditionError("请先出具总结报告，再归档")
    old, edition.state = edition.state, state
    edition.save(update_fields=["state"])
    audit("month.edition.state", actor=by, target=f"edition/{edition.pk}", detail={"old": old, "new": state})


@transaction.atomic
def write_document(edition: Edition, unit: Unit, values: Mapping[str, Any], *, by: User) -> Document:
    """Write a paper. A relay keeps the number of what it relays; a number is as the person says it, or empty.

    Raises:
        EditionError: a relay that names nothing it relays, or no title, or nobody who issues it.
    """
    require(by, "arrange", unit)
    document = Document(edition=edition, unit=unit, made_by=by, **values)
    if document.form == Document.Form.RELAY:
        if document.parent is not None:
            document.relayed_number, document.relayed_title = document.parent.number, document.parent.title
        elif not document.relayed_title:
            raise EditionError("转发通知须写明所转发的文件")
    if not document.title.strip() or not document.issuers:
        raise EditionError("请填写标题和发文单位")
    document.save()
    audit("month.document.add", actor=by, target=f"document/{document.pk}", detail={"title": document.title})
    return document


@transaction.atomic
def issue_document(document: Document, *, by: User) -> None:
    """Issue a paper to the units of its branch: from now on it does not change.

    Raises:
        EditionError: it was issued already.
    """
    require(by, "arrange", document.unit)
    if document.issued_at is not None:
        raise EditionError("该文件已印发")
    document.issued_at = timezone.now()
    document.save(update_fields=["issued_at"])
    audit("month.document.issue", actor=by, target=f"document/{document.pk}", detail={"number": document.number})


def check_slogans(slogans: Iterable[str]) -> tuple[str, ...]:
    """Slogans, trimmed. Raises EditionError where one is longer than `SLOGAN` characters."""
    found_ = tuple(dict.fromkeys(slogan.strip() for slogan in slogans if slogan.strip()))
    for slogan in found_:
        if len(slogan) > SLOGAN:
            raise EditionError(f"口号不超过 {SLOGAN} 字：“{slogan}”有 {len(slogan)} 字")
    return found_


def _check(new: NewEdition, root: Unit) -> None:
    _check_words(new.start, new.end, new.slogans)
    if not new.title.strip() or not new.theme.strip():
        raise EditionError("请填写名称和主题")
    if Edition.objects.filter(series=new.series, year=new.year, root=root).exists():
        raise EditionError(f"“{root}”{new.year} 年的这一届已经建立")
    if unknown := [area.title for area in new.areas if area.family not in Area.Family.values]:
        raise EditionError(f"“{unknown[0]}”没有类别")


def _check_words(start: date, end: date, slogans: Iterable[str]) -> None:
    if end < start:
        raise EditionError("结束日期早于开始日期")
    check_slogans(slogans)


def _shown(record: Compiled, name: str) -> str:
    return next(iter(_all(record, name)), "")


def _all(record: Compiled, name: str) -> list[str]:
    """What a field shows, in words."""
    for item in record.fields:
        if item.name == name:
            return [_words(value) for value in item.shown]
    return []


def _words(value: Value) -> str:
    if isinstance(value, Named):
        return value.name
    return str(value.ordinal) if isinstance(value, Ordinal) else str(value)


def _launch(record: Compiled) -> date | None:
    """The day of the launch; None where less than a day is printed."""
    words = _shown(record, "launch_date")
    return date.fromisoformat(words[:10]) if len(words) >= 10 else None


def _series_code(record: Compiled) -> str:
    name = _shown(record, "series")
    plain = name.strip('“”"').removeprefix("全国").strip('“”"')
    for known in known_series():
        if plain in (known.name_zh, *known.aliases) or name in (known.name_zh, *known.aliases):
            return known.code
    return plain[:32]


_FAMILIES = (
    ("supervision", ("监管", "监督", "整治", "消费", "执法", "安全")),
    ("infrastructure", ("基础设施", "计量", "标准", "检验", "认证", "助企", "纾困")),
    ("region", ("产业", "区域", "竞争力", "产业链", "联动")),
    ("literacy", ("素养", "宣传", "文化", "社会共治", "群众", "传播", "氛围")),
    ("improvement", ("提升", "提档", "升级", "改进", "攻关", "全面质量管理", "工程")),
    ("policy", ("贯彻", "部署", "纲要", "决策", "政策")),
)


def _family(title: str) -> str:
    """The family that the title of an area speaks for: a proposal, which the form shows. Publicity where nothing speaks."""
    counts = {family: sum(word in title for word in words) for family, words in _FAMILIES}
    best = max(counts, key=lambda family: counts[family])
    return best if counts[best] else Area.Family.LITERACY


def _a_year_later(day: date) -> date:
    """The same day next year; 29 February becomes the 28th."""
    try:
        return day.replace(year=day.year + 1)
    except ValueError:
        return day.replace(year=day.year + 1, day=28)


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value
