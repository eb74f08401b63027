"""One field over all pages: every voice, the value shown, the rule that chose it.

Comes in: the members of one record. Goes out: a `RecordField`. Pages that mean the same are one voice; pages that
disagree are several, and all of them stay. The rules of choice are asked in the order of `zhiyue.record.CHOICES`; the
first that leaves one voice is the one that is named. Everything is sorted by content, so that no order of arrival shows.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from zhiyue.model import Field, Named, Prop, Status, Value, ValueType
from zhiyue.record import RANKS, Agreement, Choice, Correction, Member, Rank, RecordField, Saying, Voice
from zhiyue.records.meaning import is_cut_of, is_short_for, is_within, meaning, precision

RANK_ORDER: Mapping[Rank, int] = {rank: order for order, rank in enumerate(RANKS)}
_STATUS_ORDER: Mapping[Status, int] = {
    "stated": 0, "derived": 1, "truncated": 2, "masked": 3, "unreadable": 4, "not_stated": 5, "not_applicable": 6,
}  # fmt: skip
_LATE = "9999"
_NO_VALUE: tuple[Status, ...] = ("truncated", "masked", "unreadable", "not_stated", "not_applicable")


@dataclass(slots=True)
class Said:
    """A saying and the member it comes from; an editor's has none. Not frozen: thousands are made for one record."""

    saying: Saying
    member: Member | None
    form: str
    place: int = 0

    @property
    def order(self) -> tuple[Any, ...]:
        """Whose words are shown first: best rank, earliest; on one page what its reading put first; then by content."""
        if self.member is None:
            return (-1, "", self.saying.at, 0, 0, "")
        source = self.member.source
        return (
            RANK_ORDER[source.rank],
            self.member.published or _LATE,
            source.digest,
            self.place,
            self.saying.start,
            self.saying.member,
        )


@dataclass(slots=True)
class _Group:
    """Sayings of one meaning in one scope while voices are being made; `value` is None where none is given."""

    scope: str
    value: Value | None
    said: list[Said]
    status: Status = "stated"
    is_compatible: bool = False


# ── from members to sayings ──────────────────────────────────────────────────────────────────────────────────────


def sayings_of(prop: Prop, members: Iterable[Member], *, scoped: bool = True) -> list[Said]:
    """Every place that says something about a field, sorted. `scoped` keeps apart what is true of a part only."""
    found: list[Said] = []
    for member in members:
        scope = member.scope if scoped and prop.name in member.scoped else ""
        for field in member.all(prop.name):
            found += _said(prop, member, field, scope)
    if any(one.saying.status != "not_stated" for one in found):
        # That a page does not say it is no second opinion beside a page that does.
        found = [one for one in found if one.saying.status != "not_stated"]
    return sorted(found, key=lambda said: said.order) if len(found) > 1 else found


def _said(prop: Prop, member: Member, field: Field, scope: str) -> Iterable[Said]:
    if not field.evidence:
        saying = Saying(member.id, member.source.digest, 0, 0, "", field.value, field.status, field.relation, scope)
        yield Said(saying, member, _form(prop, field.value))
        return
    # Of a list each item's first place is enough; of a single value every place counts, for they may differ.
    for index, place in enumerate(field.evidence[:1] if prop.many else field.evidence):
        value, status = place.value, place.status
        if value is None and (status == "stated" or isinstance(field.value, str)):
            value = field.value
        if status == "stated":
            status = field.status if field.status in ("derived", *_NO_VALUE) and value == field.value else "stated"
        saying = Saying(
            member.id, member.source.digest, place.start, place.end, place.exact, value, status, field.relation, scope
        )
        yield Said(saying, member, _form(prop, value), index)


def _form(prop: Prop, value: Value | None) -> str:
    return meaning(value, prop.type, prop.name) if value is not None else ""


def corrections_of(prop: Prop, corrections: Iterable[Correction]) -> list[Said]:
    """What editors say about a field: of each member's corrections the latest, the latest of all last."""
    latest: dict[str, Correction] = {}
    for item in sorted(corrections, key=lambda item: (item.at, item.by, item.why, repr(item.values))):
        if item.field == prop.name:
            latest[item.member] = item
    return [
        Said(
            Saying(item.member, None, 0, 0, "", value, by=item.by, at=item.at, why=item.why),
            None,
            _form(prop, value),
        )
        for item in sorted(latest.values(), key=lambda item: (item.at, item.by, item.member))
        for value in item.values
    ]


# ── from sayings to voices ───────────────────────────────────────────────────────────────────────────────────────


def _group(said: Iterable[Said]) -> list[_Group]:
    groups: dict[tuple[str, str, str], _Group] = {}
    for one in said:
        saying = one.saying
        key = (saying.scope, one.form, "" if saying.value is not None else saying.status)
        group = groups.get(key)
        if group is None:
            groups[key] = _Group(saying.scope, saying.value, [one], saying.status)
        else:
            group.said.append(one)
    return list(groups.values())


def _join_short(groups: list[_Group]) -> list[_Group]:
    """Let each coarse value join the finer one that it may be, if there is just one such; else it stands alone."""
    if len(groups) < 2:
        return groups
    roots: list[_Group] = []
    by_fineness = sorted(
        groups,
        key=lambda g: (g.scope, g.value is None, -precision(g.value) if g.value is not None else 0, g.said[0].form),
    )
    parts: dict[int, list[_Group]] = {}
    for group in by_fineness:
        finer = [root for root in roots if root.scope == group.scope and _may_be_of(group, parts[id(root)])]
        if len(finer) == 1:
            parts[id(finer[0])].append(group)
        else:
            roots.append(group)
            parts[id(group)] = [group]
    return [_merged(parts[id(root)]) for root in roots]


_NAMES: frozenset[ValueType] = frozenset({"name", "organisation"})


def _join_names(groups: list[_Group]) -> list[_Group]:
    """Let each longer name join the one that stands within it, if there is just one such. Neither is the finer one."""
    roots: list[list[_Group]] = []
    for group in sorted(groups, key=lambda g: (g.scope, g.value is None, len(g.said[0].form), g.said[0].form)):
        within = [parts for parts in roots if _is_named_within(parts, group)]
        if len(within) == 1:
            within[0].append(group)
        else:
            roots.append([group])
    return [_merged(sorted(parts, key=lambda part: min(one.order for one in part.said))) for parts in roots]


def _is_named_within(parts: Sequence[_Group], group: _Group) -> bool:
    if group.value is None or parts[0].scope != group.scope:
        return False
    return any(part.value is not None and is_within(part.value, group.value) for part in parts)


def _may_be_of(group: _Group, finer: Sequence[_Group]) -> bool:
    first = group.said[0].saying
    values = [part.value for part in finer if part.value is not None]
    if group.value is None:
        return first.status == "truncated" and any(is_cut_of(first.exact, value) for value in values)
    return any(is_short_for(group.value, value, status=first.status, relation=first.relation) for value in values)


def _merged(parts: Sequence[_Group]) -> _Group:
    first, *rest = parts
    if not rest:
        return first
    said = [*first.said, *(one for part in rest for one in part.said)]
    return replace(first, said=said, is_compatible=True)


def _voice(group: _Group) -> Voice:
    if len(group.said) == 1 and (member := group.said[0].member) is not None:
        saying = group.said[0].saying
        return Voice(group.value, (saying,), saying.status, 1, member.source.rank, group.scope)
    said = sorted(group.said, key=lambda one: one.order)
    members = [one.member for one in said if one.member is not None]
    # The words of the best source, unless those are the cut ones: then of the first that prints it whole.
    fullest = [one for one in said if group.value is not None and one.form == group.said[0].form]
    shown = fullest[0].saying.value if fullest else group.value
    return Voice(
        value=shown,
        sayings=tuple(one.saying for one in said),
        status=min((one.saying.status for one in fullest or said), key=lambda status: _STATUS_ORDER[status]),
        sources=len({member.source.voice for member in members}),
        rank=min((member.source.rank for member in members), key=lambda rank: RANK_ORDER[rank], default="unknown"),
        scope=group.scope,
    )


# ── choosing ─────────────────────────────────────────────────────────────────────────────────────────────────────

_Candidate = tuple[_Group, Voice]


def _is_editor(candidate: _Candidate) -> Any:
    return max((one.saying.at for one in candidate[0].said if one.member is None), default="")


def _correction(candidate: _Candidate) -> Any:
    return max(
        (one.member.published or "0" for one in candidate[0].said if one.member and one.member.is_correction),
        default="",
    )


def _earliest(candidate: _Candidate) -> Any:
    return min((one.order[1:] for one in candidate[0].said if one.member), default=())


# Each rule: the larger of two marks wins.
_RULES: tuple[tuple[Choice, Callable[[_Candidate], Any]], ...] = (
    ("editor", _is_editor),
    ("correction", _correction),
    ("rank", lambda candidate: -RANK_ORDER[candidate[1].rank]),
    ("stated", lambda candidate: -_STATUS_ORDER[candidate[1].status]),
    ("sources", lambda candidate: candidate[1].sources),
    ("digits", lambda candidate: precision(candidate[1].value) if candidate[1].value is not None else 0),
)


def _choose(candidates: list[_Candidate]) -> tuple[_Candidate, Choice]:
    left = candidates
    for rule, mark in _RULES:
        marks = [mark(candidate) for candidate in left]
        best = max(marks)
        left = [candidate for candidate, own in zip(left, marks, strict=True) if own == best]
        if len(left) == 1:
            return left[0], rule
    return min(left, key=_earliest), "first"


def single_field(prop: Prop, said: Sequence[Said]) -> RecordField | None:
    """The field of one value: the value shown, and every voice. None where no page speaks of it."""
    if not said:
        return None
    groups = _join_names(_group(said)) if prop.type in _NAMES else _join_short(_group(said))
    candidates = [(group, _voice(group)) for group in groups]
    own = [candidate for candidate in candidates if candidate[1].value is not None and not candidate[1].scope]
    if not own:
        return _without_value(prop, [voice for _, voice in candidates])
    (group, voice), rule = _choose(own) if len(own) > 1 else (own[0], _sole(own[0]))
    others = sorted((item[1] for item in candidates if item[1] is not voice), key=_voice_order)
    beside = any(other.value is not None and other.scope for other in others)
    agreement: Agreement = "disputed"
    if len(own) == 1:
        agreement = "variant" if beside else _agreement(group, voice)
    shown = () if voice.value is None else (voice.value,)
    return RecordField(prop.name, prop.type, shown, rule, agreement, (voice, *others), status=voice.status)


def _sole(candidate: _Candidate) -> Choice:
    group, voice = candidate
    if any(one.member is None for one in group.said):
        return "editor"
    if group.is_compatible and isinstance(group.value, str | Named) and precision(group.value) == 0:
        ranks = {one.order[0] for one in group.said}
        return "rank" if len(ranks) > 1 else "first"
    if group.is_compatible:
        return "digits"
    return "only" if voice.sources <= 1 else "agreed"


def _agreement(group: _Group, voice: Voice) -> Agreement:
    if group.is_compatible:
        return "compatible"
    return "agreed" if voice.sources > 1 else "single"


def _without_value(prop: Prop, voices: list[Voice]) -> RecordField:
    """Nobody gives the thing's own value: pages hide it, leave it out, or speak of a local variant only."""
    voices.sort(key=_voice_order)
    beside = any(voice.value is not None for voice in voices)
    hidden = [voice.status for voice in voices if voice.value is None]
    status: Status = min(hidden, key=lambda status: _STATUS_ORDER[status], default="not_stated")
    return RecordField(
        prop.name, prop.type, (), "none", "variant" if beside else "absent", tuple(voices), prop.many, status
    )


def _voice_order(voice: Voice) -> tuple[Any, ...]:
    return (
        voice.value is None, bool(voice.scope), voice.scope, -voice.sources, RANK_ORDER[voice.rank], repr(voice.value), voice.status,
    )  # fmt: skip


# ── lists ────────────────────────────────────────────────────────────────────────────────────────────────────────


def voices_of_items(said: Iterable[Said]) -> dict[str, Voice]:
    """The voice of each item of a list by its form; what is only local, or hidden, is keyed by that as well."""
    voices: dict[str, Voice] = {}
    for group in _group(said):
        form = group.said[0].form
        key = form if form and not group.scope else f"{group.scope}\x1f{form}\x1f{group.status}"
        voices[key] = _voice(group)
    ordered = sorted(voices.items(), key=lambda item: (_voice_order(item[1]), item[0]))
    return dict(ordered)


def choose_list(said: Iterable[Said]) -> tuple[str, Choice]:
    """Of lists that contradict each other the one to show: the member that prints it, and the rule that chose it."""
    by_member: dict[str, list[Said]] = {}
    for one in said:
        by_member.setdefault(one.saying.member, []).append(one)
    lists: dict[frozenset[str], list[Said]] = {}
    for own in by_member.values():
        lists.setdefault(frozenset(one.form for one in own), []).extend(own)
    groups = [_Group("", own[0].saying.value, sorted(own, key=lambda one: one.order)) for own in lists.values()]
    candidates = [(group, _voice(group)) for group in groups]
    (group, _), rule = _choose(candidates) if len(candidates) > 1 else (candidates[0], "only")
    return group.said[0].saying.member, rule
