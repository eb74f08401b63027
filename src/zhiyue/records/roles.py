"""Who and what takes part: the roles that organisations and instruments play in what pages report.

Comes in: a fact. Goes out: one member for each name in each role: a buyer of a tender, a body that holds a campaign
together, an instrument that was awarded. From these the record of an organisation counts its purchases and not its
pages: `Member.about` names the purchase by its keys, and two copies of one notice share them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from zhiyue.model import Count, Fact, Field, Named, Prop
from zhiyue.record import RANKS, Key, Member, RecordField, RecordType, Saying, Source, Voice
from zhiyue.records.identity import fingerprint, normal_organisation
from zhiyue.values.places import find_places

ORGANISATION_ROLES: Mapping[str, str] = {
    "buyer": "as_buyer",
    "agency": "as_agency",
    "winner": "as_winner",
    "supplier": "as_winner",
    "co_organisers": "as_co_organiser",
    "organisers": "as_organiser",
    "issuer": "as_issuer",
}
"""Field of a fact → the role it gives to the organisation that it names."""

INSTRUMENT_ROLES: Mapping[str, str] = {
    "intent": "as_wanted",
    "tender": "as_wanted",
    "award": "as_awarded",
    "contract": "as_awarded",
    "market_report": "as_reported",
}
"""Kind of fact → the role that it gives to the instruments that it names."""

# 省教育厅, 市公安局, 县政府: which one, only the page's own place says
_RELATIVE = re.compile(r"^(?:全|本|我)?(?:省|自治区|市|州|县|区|旗|镇)(?!场监)")
_LEGAL_TAIL = re.compile(r"(?:股份有限公司|有限责任公司|有限公司|股份公司|集团公司|公司|集团)$")
# What is left of a name without these tells it from others: 云湖医科大学 keeps 云湖, 第一人民医院 keeps nothing
_GENERIC = re.compile(
    r"第[一二三四五六七八九十]|人民|中心|中西?医结合|中医|妇幼保健|妇幼|儿童|附属|医科|理工|工业|师范|农业|职业|技术|科技|医学|医院|大学|学院|学校|"
    r"研究院|研究所|中学|小学|有限|责任|股份|公司|集团|站|所|局|厅|部|院|委员会|管委会|办公室|政府|党委|协会|学会|管理|应急|教育|市场|监督|发展|"
    r"和|与|改革|公安|财政|卫生|健康|住房|城乡|建设|交通|运输|生态|环境|自然|资源|水利|商务|文化|旅游|广播|电视|农村|信息化|信息|人力|社会|保障"
)


def role_members(
    fact: Fact, own: Member | None, source: Source, *, title: str, published: str | None
) -> Iterator[Member]:
    """Yield one member for each organisation and each resolved instrument in each of its roles, under its first name."""
    scope = own.scope if own is not None else ""
    # The money key lets a full notice and the entry of a list, which has no number, count as one purchase.
    keys_of_it = own.keys if own is not None else ()
    about = tuple(str(key) for key in keys_of_it if key.strength == "certain" or key.scheme == "money")
    about = about or (f"fact:{fact.id}",)
    seen: set[str] = set()
    for type, role, printed, bare in _roles(fact):
        named = _in_full(bare, scope) if type == "organisation" else bare
        field = printed if named is bare else _derived(printed, named)
        keys = _organisation_keys(named) if type == "organisation" else _instrument_keys(named)
        id = fingerprint(fact.id, role, keys[0].value) + fact.id[:12] if keys else ""
        # 离子色谱仪 and 离子色谱仪维保 are items of one instrument.
        if id and id not in seen:
            seen.add(id)
            yield Member(
                id=id,
                type=type,
                source=source,
                kind=fact.kind,
                stage=role,
                notice=fact.notice,
                fields={"name": field},
                title=title,
                published=published,
                keys=keys,
                about=about,
            )


def _roles(fact: Fact) -> Iterator[tuple[RecordType, str, Field, Named]]:
    for name, role in ORGANISATION_ROLES.items():
        # Who was only proposed has won nothing, and who sells an item has won what its award says.
        is_no_win = fact.kind in ("candidate", "item") and role == "as_winner"
        for field in () if is_no_win else fact.all(name):
            if field.type == "organisation" and isinstance(field.value, Named):
                yield "organisation", role, field, field.value
    role = INSTRUMENT_ROLES.get(fact.kind, "")
    for name in ("items", "instrument"):
        for field in fact.all(name):
            if role and field.type == "instrument" and isinstance(field.value, Named):
                yield "instrument", role, field, field.value


def _in_full(named: Named, scope: str) -> Named:
    """省教育厅 in a plan of 江东省 is 江东省教育厅."""
    level = named.name.lstrip("全本我")
    if named.id or not _RELATIVE.match(named.name) or len(scope) < 2 or not scope.endswith(level[:1]):
        return named
    return Named(scope + level[1:])


def _derived(printed: Field, named: Named) -> Field:
    evidence = tuple(replace(place, value=None) for place in printed.evidence)
    return replace(printed, value=named, status="derived", derived="place_of_page", evidence=evidence)


def _organisation_keys(named: Named) -> tuple[Key, ...]:
    if named.id:
        return (Key("org", named.id),)
    name = normal_organisation(named.name)
    if not name or _RELATIVE.match(named.name):
        # 省教育厅 on a page that does not say which province: nobody's name.
        return ()
    core = _LEGAL_TAIL.sub("", name)
    likely = (Key("org-core", core, "likely"),) if len(core) >= 4 else ()
    return (Key("name", name, "certain" if _is_own_name(named.name) else "likely"), *likely)


def _is_own_name(words: str) -> bool:
    if len(_GENERIC.sub("", words)) >= 2:
        return True
    return any(found.span.start == 0 for found in find_places(words))


def _instrument_keys(named: Named) -> tuple[Key, ...]:
    return (Key("instrument", named.id),) if named.id else ()


# ── the record's fields ──────────────────────────────────────────────────────────────────────────────────────────


def role_fields(prop: Prop, members: Sequence[Member]) -> RecordField | None:
    """A field of an organisation's or instrument's record that is counted; None for fields that pages state.

    The voices of a count are the things counted, each with the pages that tell of it.
    """
    if prop.name == "names":
        return _other_names(prop, members)
    own = [member for member in members if member.stage == prop.name]
    if not own:
        return None
    things = _things(own)
    voices = tuple(
        sorted((_thing_voice(thing) for thing in things), key=lambda voice: (str(voice.value), repr(voice.sayings)))
    )
    shown = (Count(str(len(things))),)
    return RecordField(prop.name, prop.type, shown, "counted", "agreed", voices, status="derived")


def _things(members: Sequence[Member]) -> list[list[Member]]:
    """Group members by the thing they take part in: two that share any of its keys take part in one."""
    groups: list[tuple[set[str], list[Member]]] = []
    for member in members:
        about = set(member.about)
        joined = [group for group in groups if group[0] & about]
        groups = [group for group in groups if not group[0] & about]
        everyone = [one for group in joined for one in group[1]]
        groups.append((about.union(*(group[0] for group in joined)), [*everyone, member]))
    return [group for _, group in groups]


def _thing_voice(members: Sequence[Member]) -> Voice:
    ordered = sorted(members, key=lambda member: (member.published or "9999", member.id))
    return Voice(
        value=ordered[0].title or ordered[0].source.title,
        sayings=tuple(_saying(member) for member in ordered),
        sources=len({member.source.voice for member in ordered}),
        rank=min((member.source.rank for member in ordered), key=tuple(RANKS).index),
    )


def _saying(member: Member) -> Saying:
    field = member.all("name")[0]
    place = field.evidence[0] if field.evidence else None
    start, end, exact = (place.start, place.end, place.exact) if place is not None else (0, 0, "")
    return Saying(member.id, member.source.digest, start, end, exact, field.value, field.status)


def _other_names(prop: Prop, members: Sequence[Member]) -> RecordField | None:
    """Every name beside the commonest under which pages speak of the thing."""
    printed: dict[str, list[Member]] = {}
    for member in members:
        value = member.all("name")[0].value
        if isinstance(value, Named):
            printed.setdefault(value.name, []).append(member)
    if len(printed) < 2:
        return None
    ordered = sorted(printed.items(), key=lambda item: (-len(item[1]), item[0]))
    voices = tuple(
        Voice(
            Named(name),
            tuple(_saying(member) for member in sorted(own, key=lambda member: member.id)),
            sources=len({member.source.voice for member in own}),
            rank=min((member.source.rank for member in own), key=tuple(RANKS).index),
        )
        for name, own in ordered
    )
    shown = tuple(voice.value for voice in voices if voice.value is not None)
    return RecordField(prop.name, prop.type, shown, "union", "compatible", voices, many=True)
