"""Which members are about one thing: keys propose, scores decide, persons overrule.

Comes in: members and judgements. Goes out: groups, each with the links that hold it together. Links are taken in a fixed
order, strongest first (a person's word, a shared certain key, a score), and each joins two groups unless something keeps
them apart: a person said ``not_same`` of any two of their members, or both are named by certain keys of one scheme and
share none (two project numbers are two purchases, however alike). So the groups are a function of the two sets.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations

from zhiyue.record import Judgement, Link, Match, Member, Reason
from zhiyue.records.match import MAYBE, SAME, compare

_CROWD = 60
"""A likely key that more members share says too little to compare them all (a headline like 中标公告)."""
_NAMES_APART = frozenset({"number", "edition", "fair", "plan", "uscc", "org", "instrument"})
"""Schemes of which two different certain keys mean two different things."""

_Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Group:
    """Members about one thing, sorted by id, and why they stand together (a spanning tree, no more)."""

    members: tuple[Member, ...]
    links: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class Clustering:
    """All groups; the pairs a person should look at (`suggestions`); the links a ``not_same`` refused (`refused`)."""

    groups: tuple[Group, ...]
    suggestions: tuple[Match, ...] = ()
    refused: tuple[Link, ...] = ()


def cluster(members: Iterable[Member], judgements: Iterable[Judgement] = ()) -> Clustering:
    """Group members of one or several types. A function of the two sets: their order never matters."""
    by_id = {member.id: member for member in members}
    held = standing(judgements)
    apart = {pair for pair, item in held.items() if item.verdict == "not_same"}
    forest = _Forest(by_id, apart)
    by_key = _by_key(by_id.values())
    for link in [*_judged(held, by_id), *_certain(by_key, by_id, {id for pair in apart for id in pair})]:
        forest.join(link)
    matches = [match for match in _matches(by_key, by_id, forest) if match.score >= MAYBE]
    for match in matches:
        if match.score >= SAME:
            forest.join(Link(match.a, match.b, "likely", match.score, match.reasons))
    open_ = tuple(match for match in matches if not forest.is_settled(match.a, match.b))
    return Clustering(forest.groups(), open_, tuple(forest.refused))


def standing(judgements: Iterable[Judgement]) -> Mapping[_Pair, Judgement]:
    """The judgements that hold: of each pair the latest that was not undone; each ``undone`` takes back one."""
    stacks: dict[_Pair, list[Judgement]] = defaultdict(list)
    for item in sorted(set(judgements), key=lambda item: (item.at, item.by, item.verdict, item.why)):
        pair = (item.a, item.b) if item.a <= item.b else (item.b, item.a)
        if item.verdict != "undone":
            stacks[pair].append(item)
        elif stacks[pair]:
            stacks[pair].pop()
    return {pair: stack[-1] for pair, stack in stacks.items() if stack}


# ── links ────────────────────────────────────────────────────────────────────────────────────────────────────────


def _judged(held: Mapping[_Pair, Judgement], by_id: Mapping[str, Member]) -> list[Link]:
    """The persons' ``same``, the latest first: where they contradict each other the last word counts."""
    same = [(pair, item) for pair, item in sorted(held.items(), key=lambda entry: entry[0]) if item.verdict == "same"]
    same = [(pair, item) for pair, item in same if by_id.keys() >= set(pair)]
    same.sort(key=lambda entry: entry[1].at, reverse=True)
    return [
        Link(a, b, "judged", 1.0, (Reason("judged", 1.0, f"{item.by} {item.at} {item.why}".strip()),))
        for (a, b), item in same
    ]


def _by_key(members: Iterable[Member]) -> Mapping[tuple[str, str, str], list[Member]]:
    by_key: dict[tuple[str, str, str], list[Member]] = defaultdict(list)
    for member in sorted(members, key=lambda member: member.id):
        for key in member.keys:
            by_key[member.type, key.scheme, key.value].append(member)
    return {key: by_key[key] for key in sorted(by_key) if len(by_key[key]) > 1}


def _certain(
    by_key: Mapping[tuple[str, str, str], list[Member]], by_id: Mapping[str, Member], judged: set[str]
) -> list[Link]:
    """Links of shared certain keys; two captures of one address first, so that a judgement on one holds for both."""
    found: dict[_Pair, Link] = {}
    for (_, scheme, value), sharing in by_key.items():
        sure = [member.id for member in sharing if _is_certain(member, scheme, value)]
        # A star is enough, unless a person parted some of them: then the others must still find each other.
        pairs = combinations(sure, 2) if not judged.isdisjoint(sure) else ((sure[0], id) for id in sure[1:])
        for a, b in pairs:
            is_one_page = by_id[a].source.address == by_id[b].source.address
            reason = Reason("same_key", 0.99, f"{scheme}:{value}")
            found.setdefault((a, b), Link(a, b, "certain", 1.0 if is_one_page else 0.99, (reason,)))
    return sorted(found.values(), key=lambda link: (-link.score, link.a, link.b))


def _is_certain(member: Member, scheme: str, value: str) -> bool:
    return any(key.scheme == scheme and key.value == value and key.strength == "certain" for key in member.keys)


def _matches(
    by_key: Mapping[tuple[str, str, str], list[Member]], by_id: Mapping[str, Member], forest: _Forest
) -> list[Match]:
    """Every pair that shares a key and is not yet together, compared; the best first."""
    pairs = {
        (a.id, b.id)
        for sharing in by_key.values()
        if len(sharing) <= _CROWD
        for a, b in combinations(sharing, 2)
        if not forest.is_settled(a.id, b.id)
    }
    matches = [compare(by_id[a], by_id[b]) for a, b in sorted(pairs)]
    return sorted(matches, key=lambda match: (-match.score, match.a, match.b))


# ── groups ───────────────────────────────────────────────────────────────────────────────────────────────────────


class _Forest:
    """Groups while they grow: who is with whom, who must not be, and by what names each group is known."""

    def __init__(self, by_id: Mapping[str, Member], apart: Iterable[_Pair]) -> None:
        self.refused: list[Link] = []
        self._by_id = by_id
        self._root = {id: id for id in by_id}
        self._members = {id: [id] for id in by_id}
        self._links: dict[str, list[Link]] = {id: [] for id in by_id}
        self._names = {id: _names_of(member) for id, member in by_id.items()}
        self._apart: dict[str, set[str]] = defaultdict(set)
        for a, b in apart:
            self._apart[a].add(b)
            self._apart[b].add(a)

    def join(self, link: Link) -> None:
        """Let a link join the groups of its two members, unless something keeps them apart."""
        a, b = self._root[link.a], self._root[link.b]
        if a == b:
            return
        if self._is_parted(a, b) or (link.how == "likely" and self._is_named_apart(a, b)):
            self.refused.append(link)
            return
        small, large = sorted((a, b), key=lambda root: (len(self._members[root]), root))
        for id in self._members[small]:
            self._root[id] = large
        self._members[large] += self._members.pop(small)
        self._links[large] += [*self._links.pop(small), link]
        for scheme, values in self._names.pop(small).items():
            self._names[large].setdefault(scheme, set()).update(values)

    def is_settled(self, a: str, b: str) -> bool:
        """Whether nothing is left to ask about two members: they are together, or a person parted them."""
        roots = self._root[a], self._root[b]
        return roots[0] == roots[1] or self._is_parted(*roots)

    def groups(self) -> tuple[Group, ...]:
        """Every group, sorted by the smallest id in it."""
        found = [
            Group(
                tuple(self._by_id[id] for id in sorted(ids)),
                tuple(sorted(self._links[root], key=lambda link: (link.a, link.b))),
            )
            for root, ids in self._members.items()
        ]
        return tuple(sorted(found, key=lambda group: group.members[0].id))

    def _is_parted(self, a: str, b: str) -> bool:
        if not self._apart:
            return False
        ours = self._members[a]
        return any(not self._apart[id].isdisjoint(ours) for id in self._members[b] if id in self._apart)

    def _is_named_apart(self, a: str, b: str) -> bool:
        ours, theirs = self._names[a], self._names[b]
        return any(ours[scheme].isdisjoint(theirs[scheme]) for scheme in ours.keys() & theirs.keys())


def _names_of(member: Member) -> dict[str, set[str]]:
    names: dict[str, set[str]] = {}
    for key in member.keys:
        if key.strength == "certain" and key.scheme in _NAMES_APART:
            names.setdefault(key.scheme, set()).add(key.value)
    return names
