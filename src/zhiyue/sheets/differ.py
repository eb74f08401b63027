"""A sheet that is mailed again: what it says otherwise.

Comes in: the drafts that were read before and those of now. Goes out: one `Difference` for each row of either. Rows are
the same by key; a row whose day moved, or whose name was mended, is found by what is left on both sides.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence

from rapidfuzz import fuzz

from zhiyue.draft import Difference, Draft
from zhiyue.reference.sheets import wording_key

_ALIKE = 85


def differences(old: Iterable[Draft], new: Iterable[Draft]) -> tuple[Difference, ...]:
    """Return what changed, in the order of `new`; rows that are gone come last.

    A row pairs with one row at most: by key, then by its name where only one on each side has it, then by a name that is
    nearly the same on the same day.
    """
    before = {draft.key: draft for draft in old}
    after = list(new)
    pairs: dict[str, Draft] = {draft.key: before.pop(draft.key) for draft in after if draft.key in before}
    for match in (_by_name, _by_likeness):
        loose = [draft for draft in after if draft.key not in pairs]
        for now, was in match(loose, list(before.values())):
            if was.key in before and now.key not in pairs:
                pairs[now.key] = before.pop(was.key)
    found = [_difference(draft, pairs.get(draft.key)) for draft in after]
    return (*found, *(Difference("gone", draft.key, draft.key, draft.name) for draft in before.values()))


def _difference(now: Draft, was: Draft | None) -> Difference:
    if was is None:
        return Difference("added", now.key, "", now.name)
    earlier, later = _printed(was), _printed(now)
    changed = {
        name: (earlier.get(name, ""), later.get(name, ""))
        for name in dict.fromkeys((*earlier, *later))
        if earlier.get(name, "") != later.get(name, "")
    }
    return Difference("changed" if changed else "same", now.key, was.key, now.name, changed)


def _printed(draft: Draft) -> Mapping[str, str]:
    """What each value says; the row's own number may move without the row being another."""
    cells = {**draft.others, **draft.cells}
    return {name: cell.printed.strip() for name, cell in cells.items() if name != "sequence" and cell.value is not None}


def _by_name(now: Sequence[Draft], was: Sequence[Draft]) -> Iterable[tuple[Draft, Draft]]:
    earlier, later = _grouped(was, _name), _grouped(now, _name)
    for name, drafts in later.items():
        others = earlier.get(name, [])
        if name and len(drafts) == len(others) == 1:
            yield drafts[0], others[0]


def _by_likeness(now: Sequence[Draft], was: Sequence[Draft]) -> Iterable[tuple[Draft, Draft]]:
    for draft in now:
        scored = [(fuzz.ratio(_name(draft), _name(other)), other) for other in was if _day(other) == _day(draft) != ""]
        best = max(scored, key=lambda pair: pair[0], default=None)
        if best is not None and best[0] >= _ALIKE:
            yield draft, best[1]


def _grouped(drafts: Iterable[Draft], of: Callable[[Draft], str]) -> Mapping[str, list[Draft]]:
    found: dict[str, list[Draft]] = defaultdict(list)
    for draft in drafts:
        found[of(draft)].append(draft)
    return found


def _name(draft: Draft) -> str:
    return wording_key(draft.name) if draft.name != str(draft.place) else ""


def _day(draft: Draft) -> str:
    cell = draft.cells.get("date") or draft.cells.get("planned_date")
    return cell.printed if cell is not None else ""
