"""One field of many values over all pages: each item with everyone who lists it, and the list shown.

Comes in: the members of one record. Goes out: a `RecordField` whose voices are the items. Lists are of two sorts. Pages
print lists of bodies, instruments, policies as far as they care to (甲、乙等21个部门): such lists add up (`UNITED`). A list
of focus areas or winners is one statement as a whole: there the fuller list wins where the others are its parts, and
otherwise one page's list is shown and the others disagree.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from zhiyue.model import Prop, Status, Value
from zhiyue.record import Agreement, Choice, RecordField, Voice
from zhiyue.records.voices import Said, choose_list, voices_of_items

UNITED = frozenset({"co_organisers", "items", "standards", "policies", "theme_variants", "project_number"})
"""Fields whose lists add up."""

_Forms = tuple[str, ...]


def list_field(
    prop: Prop, said: Sequence[Said], editors: Sequence[Said] = (), *, adds_up: bool = False
) -> RecordField | None:
    """The field of a list: the list shown, and every item with its sources. None where no page speaks of it.

    `adds_up`: each page may list a part, and none contradicts another.
    """
    if not said and not editors:
        return None
    items = voices_of_items([*editors, *said])
    lists = _lists(one for one in said if not one.saying.scope and one.saying.value is not None)
    shown, rule = _shown(lists, said, adds_up=adds_up)
    agreement = _agreement(lists, items, adds_up=adds_up)
    if editors:
        shown, rule = tuple(dict.fromkeys(one.form for one in editors)), "editor"
    first = [items[form] for form in shown if form in items]
    rest = [voice for form, voice in items.items() if form not in shown]
    values: tuple[Value, ...] = tuple(voice.value for voice in first if voice.value is not None)
    hidden = (voice.status for voice in rest if voice.value is None)
    status: Status = first[0].status if first else next(hidden, "not_stated")
    return RecordField(prop.name, prop.type, values, rule, agreement, (*first, *rest), True, status)


def _lists(said: Iterable[Said]) -> Mapping[str, _Forms]:
    """Each member's list, in the order in which its page prints it."""
    by_member: dict[str, list[Said]] = {}
    for one in said:
        by_member.setdefault(one.saying.member, []).append(one)
    # Sayings come sorted by rank and date, so the first list is the best source's.
    return {
        member: tuple(dict.fromkeys(one.form for one in sorted(own, key=lambda one: one.saying.start)))
        for member, own in by_member.items()
    }


def _shown(lists: Mapping[str, _Forms], said: Sequence[Said], *, adds_up: bool) -> tuple[_Forms, Choice]:
    distinct = {frozenset(forms) for forms in lists.values()}
    if not distinct:
        return (), "none"
    best = next(iter(lists.values()))
    if len(distinct) == 1:
        sources = {one.member.source.voice for one in said if one.member is not None and one.saying.member in lists}
        return best, "agreed" if len(sources) > 1 else "only"
    if adds_up:
        return tuple(dict.fromkeys(form for forms in lists.values() for form in forms)), "union"
    corrected = any(one.member is not None and one.member.is_correction for one in said)
    if _is_nested(distinct) and not corrected:
        return max(lists.values(), key=len), "longest"
    member, rule = choose_list([one for one in said if one.saying.member in lists and not one.saying.scope])
    return lists[member], rule


def _is_nested(lists: Iterable[frozenset[str]]) -> bool:
    by_length = sorted(lists, key=len)
    return all(shorter <= by_length[-1] for shorter in by_length)


def _agreement(lists: Mapping[str, _Forms], items: Mapping[str, Voice], *, adds_up: bool) -> Agreement:
    distinct = {frozenset(forms) for forms in lists.values()}
    if not distinct:
        return "variant" if any(voice.value is not None for voice in items.values()) else "absent"
    if len(distinct) > 1:
        return "compatible" if adds_up or _is_nested(distinct) else "disputed"
    if any(voice.scope and voice.value is not None for voice in items.values()):
        return "variant"
    return "agreed" if any(voice.sources > 1 for voice in items.values() if not voice.scope) else "single"
