"""The lots of a purchase, the candidates of a tender: several facts of one kind in one notice.

Comes in: the members that one reading's facts became. Goes out: those of them that are parts of one thing, each with its
scope and the fields that are true of that part only. Two lots with two amounts do not contradict each other.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from zhiyue.record import Member
from zhiyue.records.identity import words_of
from zhiyue.records.meaning import meaning
from zhiyue.values.numerals import parse_number

_OF_A_LOT = frozenset({"lot", "amount", "budget", "ceiling", "quantity"})
"""Fields that are of the lot wherever a page names one, also where it names no other."""
_NAMES = ("winner", "supplier", "items", "rank")
"""Fields by which a part can be told from the others, best first."""
# 第三包 | 包1 | 标项2 | C包
_LOT = re.compile(r"[0-9]+|[二三四五六七八九]?十[一二三四五六七八九]?|[一二三四五六七八九]|[A-Z]")


def part_of(members: Mapping[str, Member]) -> Mapping[str, Member]:
    """Those of the members (by id) that speak of a part, with `scope` and `scoped` set."""
    together: dict[tuple[int, str, str], list[Member]] = defaultdict(list)
    for member in members.values():
        together[member.notice, member.type, member.kind].append(member)
    parts = (part for group in together.values() if group[0].type == "purchase" for part in _parts(group))
    return {part.id: part for part in parts}


def _parts(group: Sequence[Member]) -> Iterable[Member]:
    differing = _differing(group) if len(group) > 1 else frozenset()
    naming = next((name for name in _NAMES if len({words_of(m.fields, name) for m in group}) == len(group)), "")
    for index, member in enumerate(group, start=1):
        lot = lot_name(words_of(member.fields, "lot"))
        if differing or lot:
            scope = lot or words_of(member.fields, naming) or str(index)
            scoped = differing | (_OF_A_LOT & member.fields.keys() if lot else frozenset())
            yield replace(member, scope=scope, scoped=tuple(sorted(scoped)))


def lot_name(words: str) -> str:
    """A lot under one name, however a page writes it.

    >>> lot_name("第三包"), lot_name("标项3"), lot_name("")
    ('包3', '包3', '')
    """
    found = _LOT.search(words)
    if found is None:
        return words
    number = found.group()
    return f"包{number if number.isascii() else parse_number(number)}"


def _differing(group: Sequence[Member]) -> frozenset[str]:
    """The fields of one value that are not the same in all parts. Lists (winners, items) add up over the parts."""
    names = {name for member in group for name, told in member.fields.items() if not isinstance(told, tuple)}
    return frozenset(name for name in names if len({_told(member, name) for member in group}) > 1)


def _told(member: Member, name: str) -> str:
    return "；".join(
        meaning(field.value, field.type, name) if field.value is not None else field.status
        for field in member.all(name)
    )
