"""From one reading to its word about each thing that it speaks of.

Comes in: a reading. Goes out: `Member`s: one for each fact that is part of a record, one for each role that an
organisation or an instrument plays in it, one for the text as a copy of a story. What the fact alone does not say, but
the page does (which policies an edition cites, who leads), is added here as further fields with evidence of their own.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import cast

from zhiyue.kinds import fact_types, kinds
from zhiyue.model import Fact, Notice, PageResult
from zhiyue.record import Member, RecordType, Source
from zhiyue.records.campaign import SHARED, campaign_fields, scope_of
from zhiyue.records.claims import claim_members
from zhiyue.records.identity import keys_of
from zhiyue.records.parts import part_of
from zhiyue.records.ranks import STANDARD_RANKS, RankRules, source_of
from zhiyue.records.roles import role_members
from zhiyue.records.stories import story_member

# 更正公告, 澄清公告, 延期公告, 勘误
_CORRECTS = ("更正", "变更公告", "变更通知", "澄清", "勘误", "补遗")


def members_of(result: PageResult, *, rules: RankRules = STANDARD_RANKS) -> tuple[Member, ...]:
    """Everything one reading says about anything, each with its keys, sorted by id.

    Give a masked reading (`zhiyue.mask`) where the records are to be shown: a record shows what its members hold.
    """
    source = source_of(result, rules=rules)
    own = {fact.id: member for fact in result.facts if (member := _own_member(result, fact, source)) is not None}
    own |= part_of(own)
    members = [*own.values(), *(member for fact in result.facts for member in _roles(result, fact, own, source))]
    members += claim_members(result, source, members)
    story = story_member(result, source, members)
    return tuple(
        sorted((*members, *((story,) if story is not None else ())), key=lambda member: (member.id, member.type))
    )


def _roles(result: PageResult, fact: Fact, own: Mapping[str, Member], source: Source) -> Iterator[Member]:
    notice = _notice(result, fact)
    title, published = title_of(notice, source), published_of(result, notice)
    yield from role_members(fact, own.get(fact.id), source, title=title, published=published)


def _notice(result: PageResult, fact: Fact) -> Notice:
    return next(item for item in result.notices if item.id == fact.notice)


def _only_names(fact: Fact) -> bool:
    """A page that mentions the Quality Month in passing says nothing of any edition."""
    return fact.kind == "campaign_edition" and not {"year", "number", "theme"} & fact.fields.keys()


def _own_member(result: PageResult, fact: Fact, source: Source) -> Member | None:
    """The fact as a part of a record; None where it is part of none."""
    type = fact_types().get(fact.kind)
    if type is None or type.identity is None or _only_names(fact):
        return None
    record = cast("RecordType", type.identity.record)
    notice = _notice(result, fact)
    published, title = published_of(result, notice), title_of(notice, source)
    is_campaign = record == "campaign_edition"
    fields = campaign_fields(result, fact) if is_campaign else fact.fields
    scope = scope_of(result, fact) if is_campaign else ""
    return Member(
        id=fact.id,
        type=record,
        source=source,
        kind=fact.kind,
        stage=kinds()[notice.kind].stages.get(fact.kind, type.identity.stage),
        notice=fact.notice,
        fields=fields,
        title=title,
        published=published,
        is_correction=fact.kind == "correction" or any(word in title for word in _CORRECTS),
        keys=keys_of(record, fields, published=published),
        scope=scope,
        scoped=tuple(sorted(fields.keys() - SHARED)) if scope else (),
    )


def title_of(notice: Notice, source: Source) -> str:
    """The notice's own title; the page's where it has none."""
    value = notice.title.value if notice.title is not None else None
    return value.strip() if isinstance(value, str) else source.title


def published_of(result: PageResult, notice: Notice) -> str | None:
    """When the notice was published: an entry of a related list has its own time."""
    entry = next((item for item in result.page.related if item.notice == notice.id), None)
    found = entry.published if entry is not None else result.page.published
    return found.value if found is not None and isinstance(found.value, str) else None
