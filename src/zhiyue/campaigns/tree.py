"""The units of an edition as a tree: who hangs under whom, and where each one counts.

Comes in: units. Goes out: `Tree`, which answers who stands below a unit (through any parent) and who counts there (through
counting homes alone). Exists apart from counting because late lists and reports walk the same tree.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from zhiyue.campaign import Unit


class Tree:
    """Units by id, with the ways up and down. A unit may have several parents, and there may be several roots.

    Raises:
        ValueError: an id twice, a parent that is no unit, a counting home that is no parent or is missing where there
            are several parents, a unit that hangs below itself.
    """

    def __init__(self, units: Iterable[Unit]) -> None:
        self.units: Mapping[str, Unit] = {}
        found: dict[str, Unit] = {}
        for unit in units:
            if unit.id in found:
                raise ValueError(f"the unit {unit.id!r} is there twice; give every unit an id of its own")
            found[unit.id] = unit
        self.units = dict(sorted(found.items()))
        self.homes: Mapping[str, str | None] = {id: self._home(unit) for id, unit in self.units.items()}
        self._children: dict[str, list[str]] = defaultdict(list)
        for id, unit in self.units.items():
            for parent in dict.fromkeys(unit.parents):
                self._children[parent].append(id)
        self.roots: tuple[str, ...] = tuple(id for id, unit in self.units.items() if not unit.parents)
        """The units without a parent, by id."""
        self._above = {id: frozenset(self._walk_up(id)) for id in self.units}
        self._home_path = {id: frozenset(self._walk_home(id)) for id in self.units}

    def _home(self, unit: Unit) -> str | None:
        for parent in unit.parents:
            if parent not in self.units:
                raise ValueError(f"the unit {unit.id!r} names the parent {parent!r}, which is no unit; add it")
        if unit.counting_home is not None:
            if unit.counting_home not in unit.parents:
                raise ValueError(f"the counting home {unit.counting_home!r} of {unit.id!r} is none of its parents")
            return unit.counting_home
        if len(set(unit.parents)) > 1:
            raise ValueError(f"the unit {unit.id!r} has several parents; say which of them is its counting home")
        return unit.parents[0] if unit.parents else None

    def _walk_up(self, id: str) -> Iterator[str]:
        seen: set[str] = set()
        waiting = [id]
        while waiting:
            here = waiting.pop()
            if here in seen:
                continue
            seen.add(here)
            yield here
            for parent in self.units[here].parents:
                if parent == id:
                    raise ValueError(f"the unit {id!r} hangs below itself, by way of {here!r}; take one parent out")
                waiting.append(parent)

    def _walk_home(self, id: str) -> Iterator[str]:
        here: str | None = id
        while here is not None:
            yield here
            here = self.homes[here]

    def children(self, node: str | None) -> tuple[str, ...]:
        """The units that hang directly under `node`, by id; under None, the roots."""
        return self.roots if node is None else tuple(self._children.get(node, ()))

    def is_below(self, unit: str, node: str | None) -> bool:
        """Whether `unit` is `node` or hangs below it through any parent. Everything is below None."""
        return node is None or node in self._above[unit]

    def counts_at(self, unit: str, node: str | None) -> bool:
        """Whether what `unit` does counts at `node`: the way up by counting homes leads there."""
        return node is None or node in self._home_path[unit]

    def counts_through(self, unit: str, child: str, node: str | None) -> bool:
        """Whether what `unit` does counts at `node` by way of its child `child`."""
        return self.counts_at(unit, child) and self.homes[child] == node

    def way(self, unit: str) -> tuple[str, ...]:
        """The units from the root down to `unit`, by counting homes."""
        return tuple(reversed(list(self._walk_home(unit))))

    def walk(self, node: str | None = None, depth: int = 0) -> Iterator[tuple[str, int]]:
        """Every unit below `node` with its depth, each where it counts, parents before children."""
        for child in self.children(node):
            if self.homes[child] == node:
                yield child, depth
                yield from self.walk(child, depth + 1)

    def require(self, node: str | None) -> None:
        """Refuse a node that is no unit. Raises KeyError."""
        if node is not None and node not in self.units:
            raise KeyError(f"no unit {node!r} in this edition")
