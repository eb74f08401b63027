"""Records, kept up to date: only what a page or a judgement touched is compiled anew.

Comes in: tasks (a page was read, published or taken away; a person judged). Goes out: rows of `Record`, and on each
page the story it belongs to and what became of its claims. The rules are the library's (`zhiyue.records`); here is
only which members they are asked about. Members of pages that the public may not see take no part.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any, cast

from django.db import transaction
from django.db.models import Q

from zhiyue import records
from zhiyue.codec import (
    findings_to_json,
    member_from_json,
    member_to_json,
    record_from_json,
    record_to_json,
    values_from_json,
)
from zhiyue.masking import mask
from zhiyue.model import PageResult
from zhiyue.record import JudgementVerdict
from zhiyue.record import Rank as RecordRank
from zhiyue.records import RankRules
from zhiyue_site.archive.beside import draw_beside
from zhiyue_site.archive.changes import touch
from zhiyue_site.archive.models import (
    Correction,
    IndexTask,
    Judgement,
    Member,
    MemberKey,
    Page,
    Record,
    RecordAlias,
    RecordTask,
    SiteHost,
)
from zhiyue_site.archive.models.pages import Rank
from zhiyue_site.archive.stored import unpack

BATCH = 50
"""Tasks that are worked off together: pages of one load often touch the same records."""

EDITION = "campaign_edition"
STORY = "story"

_CHOICES: Mapping[str, JudgementVerdict] = {Judgement.Choice.SAME: "same", Judgement.Choice.NOT_SAME: "not_same"}


# ── members ──────────────────────────────────────────────────────────────────────────────────────────────────────


def draw_members(page: Page, result: PageResult) -> None:
    """Replace the members of a page by those of its current reading, and have its records compiled."""
    RecordTask.objects.bulk_create(
        RecordTask(kind="record", target=record)
        for record in page.members.exclude(record=None).values_list("record_id", flat=True).distinct()
    )
    page.members.all().delete()
    found = records.members_of(mask(result), rules=rank_rules())
    rows = [Member(page=page, member_id=item.id, type=item.type, payload=member_to_json(item)) for item in found]
    Member.objects.bulk_create(rows)
    MemberKey.objects.bulk_create(
        MemberKey(member=row, type=item.type, key=str(key)[:255], is_certain=key.strength == "certain")
        for row, item in zip(rows, found, strict=True)
        for key in item.keys
    )
    RecordTask.objects.create(kind="page", target=page.pk)


def rank_rules() -> RankRules:
    """The ranks that this installation configured for its websites."""
    rows = SiteHost.objects.exclude(site__rank=Rank.UNKNOWN).values_list("host", "site__rank")
    return RankRules(by_host={host: cast("RecordRank", rank) for host, rank in rows})


# ── judgements ───────────────────────────────────────────────────────────────────────────────────────────────────


def judge(left: str, right: str, choice: Judgement.Choice, *, by: Any, reason: str = "") -> Judgement:
    """Say of two members that they are about one thing, or are not, and have their records compiled.

    Raises:
        ValueError: a member is not known, or they are the same.
    """
    known = set(Member.objects.filter(member_id__in=(left, right)).values_list("member_id", flat=True))
    if left == right or known != {left, right}:
        raise ValueError(f"{left} and {right} are not two members of the archive")
    with transaction.atomic():
        made = Judgement.objects.create(left=left, right=right, choice=choice, by=by, reason=reason)
        _recompile_members((left, right))
    return made


def undo(judgement: Judgement, *, by: Any, at: Any) -> None:
    """Take a judgement back: the records become what they were without it."""
    with transaction.atomic():
        judgement.undone_by, judgement.undone_at = by, at
        judgement.save()
        _recompile_members((judgement.left, judgement.right))


def _recompile_members(ids: Iterable[str]) -> None:
    pages = Member.objects.filter(member_id__in=ids).values_list("page_id", flat=True).distinct()
    RecordTask.objects.bulk_create(RecordTask(kind="page", target=page) for page in pages)


# ── compiling ────────────────────────────────────────────────────────────────────────────────────────────────────


def compile_pending() -> int:
    """Work off one batch of tasks; returns how many. In one transaction: a reader sees the old records or the new."""
    with transaction.atomic():
        tasks = list(RecordTask.objects.select_for_update().order_by("pk")[:BATCH])
        if not tasks:
            return 0
        pages = {task.target for task in tasks if task.kind == "page"}
        wanted = {task.target for task in tasks if task.kind == "record"}
        _compile(_frontier(pages, wanted), wanted, pages)
        RecordTask.objects.filter(pk__in=[task.pk for task in tasks]).delete()
    return len(tasks)


def _frontier(pages: set[str], wanted: set[str]) -> dict[int, Member]:
    """The rows whose records may change: those of the pages, of the records they are in, and of who shares a key.

    A likely key is followed one step from the pages: it proposes pairs, and a pair needs one of the new members.
    """
    seeds = {row.pk: row for row in Member.objects.filter(Q(page__in=pages) | Q(record__in=wanted))}
    found = _with_records(seeds | _sharing(seeds, certain_only=False))
    while True:
        wider = _with_records(found | _sharing(found, certain_only=True))
        if len(wider) == len(found):
            return found
        found = wider


def _sharing(rows: Mapping[int, Member], *, certain_only: bool) -> dict[int, Member]:
    keys = MemberKey.objects.filter(member__in=list(rows))
    if certain_only:
        keys = keys.filter(is_certain=True)
    found: dict[int, Member] = {}
    by_type: dict[str, set[str]] = {}
    for type_, key in keys.values_list("type", "key").distinct():
        by_type.setdefault(type_, set()).add(key)
    for type_, values in by_type.items():
        for chunk in _chunks(sorted(values), 500):
            rows_found = Member.objects.filter(type=type_, keys__key__in=chunk).distinct()
            found |= {row.pk: row for row in rows_found}
    return found


def _with_records(rows: dict[int, Member]) -> dict[int, Member]:
    ids = {row.record_id for row in rows.values() if row.record_id}
    return rows | {row.pk: row for row in Member.objects.filter(record__in=ids)}


def _compile(rows: Mapping[int, Member], wanted: set[str], pages: set[str]) -> None:
    before = {row.record_id for row in rows.values() if row.record_id} | wanted
    public = set(Page.public.filter(pk__in={row.page_id for row in rows.values()}).values_list("pk", flat=True))
    taking_part = [row for row in rows.values() if row.page_id in public]
    ids = {row.member_id for row in taking_part}
    compiled = records.compile_records(
        [member_from_json(row.payload) for row in taking_part],
        judgements=tuple(_judgements(ids)),
        corrections=tuple(_corrections(taking_part)),
    )
    of_member = {member: record for record in compiled for member in record.members}
    for record in compiled:
        _store(record)
    _place_members(rows.values(), public, {member: record.id for member, record in of_member.items()})
    gone = before - {record.id for record in compiled}
    for record_id in sorted(gone):
        touch("record", record_id, is_public=False)
    Record.objects.filter(pk__in=gone).delete()
    _place_stories({row.page_id for row in rows.values()})
    draw_beside(pages | {row.page_id for row in rows.values() if row.record_id in wanted})
    _check_claims(pages, has_editions=any(record.type == EDITION for record in compiled))


def _judgements(ids: set[str]) -> Iterator[records.Judgement]:
    for row in Judgement.objects.filter(undone_at=None).select_related("by"):
        if row.left in ids and row.right in ids:
            yield records.Judgement(
                row.left, row.right, _CHOICES[row.choice], str(row.by or ""), row.at.isoformat(), row.reason
            )


def _corrections(rows: Iterable[Member]) -> Iterator[records.Correction]:
    """What editors said of these members; of a field with several values, the corrected member says it already."""
    fields: dict[str, Mapping[str, Any]] = {row.member_id: row.payload["fields"] for row in rows}
    for row in Correction.objects.filter(withdrawn_at=None, fact_id__in=fields).select_related("by"):
        if isinstance(fields[row.fact_id].get(row.field), list):
            continue
        said = row.payload.get("value")
        values = values_from_json([said]) if said is not None else ()
        yield records.Correction(row.fact_id, row.field, values, str(row.by or ""), row.at.isoformat(), row.reason)


def _store(record: records.Record) -> None:
    days = sorted(filter(None, (_day(event.date) for event in record.events)))
    payload = record_to_json(record)
    known = Record.objects.filter(pk=record.id).only("payload").first()
    if known is not None and known.payload == payload:
        return
    Record.objects.update_or_create(
        pk=record.id,
        defaults={
            "type": record.type,
            "title": record.title[:512],
            "payload": payload,
            "sources": len({source.voice for source in record.sources}),
            "conflicts": sum(field.agreement == "disputed" for field in record.fields),
            "first_on": days[0] if days else None,
            "last_on": days[-1] if days else None,
        },
    )
    RecordAlias.objects.filter(pk=record.id).delete()
    for former in record.also:
        RecordAlias.objects.update_or_create(pk=former, defaults={"record_id": record.id})
    touch("record", record.id, is_public=True)


def _place_members(rows: Iterable[Member], public: set[str], record_of: Mapping[str, str]) -> None:
    changed: list[Member] = []
    for row in rows:
        record_id = record_of.get(row.member_id) if row.page_id in public else None
        if row.record_id != record_id:
            row.record_id = record_id
            changed.append(row)
    Member.objects.bulk_update(changed, ["record"], batch_size=500)


def _place_stories(pages: set[str]) -> None:
    """Write on each page which story it tells, where it is not alone in telling it."""
    rows = Member.objects.filter(page__in=pages, type=STORY).exclude(record=None).select_related("record")
    stories = {
        row.page_id: row.record_id or "" for row in rows if row.record and len(row.record.payload["sources"]) > 1
    }
    changed = []
    for page in Page.objects.filter(pk__in=pages).only("pk", "story"):
        story = stories.get(page.pk, "")
        if page.story != story:
            page.story = story
            changed.append(page)
    Page.objects.bulk_update(changed, ["story"], batch_size=500)


# ── claims about other pages ─────────────────────────────────────────────────────────────────────────────────────


def _check_claims(pages: set[str], *, has_editions: bool) -> None:
    """Check what these pages claim about a series; where an edition changed, also what others claim."""
    wanted = Q(pk__in=pages)
    if has_editions:
        wanted |= ~Q(claims=[])
    years = None
    for page in Page.objects.filter(wanted).exclude(reading=None).select_related("reading"):
        assert page.reading is not None  # noqa: S101  # excluded above; said for the type checker
        claims = records.find_claims(mask(unpack(page.reading.result)))
        if not claims and not page.claims:
            continue
        years = years or records.series_years("quality-month", editions())
        findings = findings_to_json(records.check_claims(claims, years))
        if findings != page.claims:
            page.claims = findings
            page.save(update_fields=["claims"])
            IndexTask.objects.create(kind="page", target=page.pk)


def editions() -> tuple[records.Record, ...]:
    """Every campaign edition that the archive has a record of."""
    return tuple(record_from_json(row.payload) for row in Record.objects.filter(type=EDITION))


def _day(words: str) -> date | None:
    """A full day of a time line; None where less is printed."""
    try:
        return date.fromisoformat(words[:10])
    except ValueError:
        return None


def _chunks(items: list[str], size: int) -> Iterator[list[str]]:
    for start in range(0, len(items), size):
        yield items[start : start + size]
