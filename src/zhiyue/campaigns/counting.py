"""Three totals of any measure at any node: as reported, supported, without double counting.

Comes in: a `Campaign`. Goes out: `Ledger`, which gives `Totals` for a node of the tree and a choice of figures.

Each total is a sum over a set of figures, and each set lies within the one before it; so at every node and for every
choice reported ≥ supported ≥ without double counting:

- **as reported**: the figures of standing returns (submitted or verified) of the units below the node, each once;
- **supported**: those of them with a proof that is not withdrawn;
- **without double counting**: of the supported figures about one activity (one filing, or several that a person merged) and
  one measure, only those of one return: the kept filing's where it has any, and its own unit's before others'; else
  the largest, and of equals the first by id. It counts where the unit that returned it counts: on the way up by
  counting homes. A unit under two parents is thus counted once at their common ancestor, and under its home only.

A figure set aside because another return speaks for the activity makes its node rest on that other one: withdrawing a
proof there may bring it back. `Total.rests_on` names both.

Units: figures are sums of decimals in the unit of `Key`; 人 and 人次, 家 and 家次 are different keys and never added.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import cached_property
from typing import Literal, Protocol, TypeVar

from zhiyue.campaign import COUNTED_ACTIVITIES, Activity, Campaign, Measure, Merge, Return
from zhiyue.campaigns.tree import Tree
from zhiyue.model import Relation
from zhiyue.reference.measures import summed_as

Stage = Literal["reported", "supported", "deduplicated"]
STAGES: Mapping[Stage, str] = {"reported": "上报", "supported": "有佐证", "deduplicated": "剔重后"}
STANDING = frozenset({"submitted", "verified"})
"""States of a return that speaks."""
ACTIVITIES = "activities"
"""The code under which activities themselves are counted: each is a figure of one."""


@dataclass(frozen=True, slots=True, order=True)
class Key:
    """What can be added: one measure in one unit."""

    code: str
    unit: str


COUNT = Key(ACTIVITIES, "项")
"""The count of activities that took place."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of one return. `id` is the measure's; for the count of activities it is the activity's.

    `unit` is the unit that returned it, of an activity the one that filed it; `returned` is the return (for the
    count of activities, which several returns may support, the activity), `activity` what it is about (None: the unit as a whole).
    """

    id: str
    key: Key
    number: Decimal
    relation: Relation
    unit: str
    returned: str
    activity: Activity | None
    is_supported: bool


@dataclass(frozen=True, slots=True)
class Total:
    """A sum, how hedged it is, and what it rests on: `figures` are added, `decided_by` are why others were set aside."""

    number: Decimal
    relation: Relation
    figures: tuple[str, ...]
    decided_by: tuple[str, ...] = ()

    @property
    def rests_on(self) -> tuple[str, ...]:
        """Every id whose change may move this total, sorted."""
        return tuple(sorted({*self.figures, *self.decided_by}))


@dataclass(frozen=True, slots=True)
class Totals:
    """The three totals of one choice of figures at one node."""

    reported: Total
    supported: Total
    deduplicated: Total

    def of(self, stage: Stage) -> Total:
        """The total of that stage."""
        found: Total = getattr(self, stage)
        return found


@dataclass(frozen=True, slots=True)
class Part:
    """A share in a node's totals: the node's `own` returns, a ``child``, or the ``overlap`` of children.

    The overlap is what hangs under several children and was added with each of them: it is taken off again, so it is
    negative. Without double counting there is none.
    """

    role: Literal["own", "child", "overlap"]
    unit: str | None
    totals: Totals


Chooses = Callable[[Figure], bool]


class _Named(Protocol):
    @property
    def id(self) -> str: ...


_T = TypeVar("_T", bound=_Named)


def combine(relations: Iterable[Relation]) -> Relation:
    """The sign of a sum of figures with these signs.

    One “about” makes the sum so, and so do bounds in both directions.

    >>> combine(["=", "≥"]), combine([">", "≥"]), combine(["=", "≈", "≥"]), combine(["≥", "<"])
    ('≥', '>', '≈', '≈')
    """
    signs = set(relations) - {"="}
    if not signs:
        return "="
    if "≈" in signs or (signs & {">", "≥"} and signs & {"<", "≤"}):
        return "≈"
    return next(sign for sign in (">", "≥", "<", "≤") if sign in signs)


class Ledger:
    """Every figure of a campaign, ready to be added up. Build it once; the order of what comes in never matters.

    Raises:
        ValueError: an id twice, a return, merge or measure that names what is not there, a number that is none.
    """

    def __init__(self, campaign: Campaign) -> None:
        self.campaign = campaign
        self.tree = Tree(campaign.units)
        self.activities = _by_id("activity", campaign.activities)
        self._withdrawn = {proof.id for proof in campaign.proofs if proof.is_withdrawn}
        self._proofs = _by_id("proof", campaign.proofs)
        self._require()
        self.figures = tuple(sorted(self._figures(), key=lambda figure: (figure.key, figure.id, figure.returned)))
        self._groups = groups_of(campaign.merges, self.activities)
        self._speak: Mapping[str, tuple[str, ...]] = dict(self._choose())

    # ── what is added ────────────────────────────────────────────────────────────────────────────────────────────

    @cached_property
    def keys(self) -> tuple[Key, ...]:
        """Everything that can be added here, sorted; the count of activities among it."""
        return tuple(sorted(self._by_key))

    def total(self, key: Key, node: str | None = None, *, where: Chooses | None = None) -> Totals:
        """The three totals of `key` at `node` (None: the whole edition), of the figures that `where` chooses."""
        return self.total_of((key,), node, where=where)

    def total_of(self, keys: Iterable[Key], node: str | None = None, *, where: Chooses | None = None) -> Totals:
        """The three totals of several keys together. Give only keys that may be added."""
        self.tree.require(node)
        figures = self._picked(keys, where)
        return self._totals(
            figures,
            lambda figure: self.tree.is_below(figure.unit, node),
            lambda figure: self.tree.counts_at(figure.unit, node),
        )

    def parts(self, key: Key, node: str | None = None, *, where: Chooses | None = None) -> tuple[Part, ...]:
        """What `node` itself and each of its children bring to its totals; their sums are the node's totals."""
        self.tree.require(node)
        figures = self._picked((key,), where)
        found = [] if node is None else [Part("own", node, self._own(figures, node))]
        found += [Part("child", child, self._child(figures, child, node)) for child in self.tree.children(node)]
        return (*found, Part("overlap", None, self._overlap(figures, node)))

    def returns_of(self, activity: str) -> tuple[Return, ...]:
        """The standing returns about an activity, by id."""
        return self._returns.get(activity, ())

    def is_counted(self, figure: str) -> bool:
        """Whether the figure of that id speaks in the third total."""
        return figure in self._speak.get(figure, ())

    def speaks_for(self, figure: str) -> tuple[str, ...]:
        """The figures that speak in the place of this one: itself, others, or none where nothing supports it."""
        return self._speak.get(figure, ())

    # ── how ──────────────────────────────────────────────────────────────────────────────────────────────────────

    @cached_property
    def _by_key(self) -> Mapping[Key, Sequence[Figure]]:
        found: dict[Key, list[Figure]] = defaultdict(list)
        for figure in self.figures:
            found[figure.key].append(figure)
        return found

    @cached_property
    def _returns(self) -> Mapping[str, tuple[Return, ...]]:
        found: dict[str, list[Return]] = defaultdict(list)
        for item in sorted(self.campaign.returns, key=lambda item: item.id):
            if item.activity is not None and item.state in STANDING:
                found[item.activity].append(item)
        return {id: tuple(items) for id, items in found.items()}

    def _picked(self, keys: Iterable[Key], where: Chooses | None) -> list[Figure]:
        found = [figure for key in sorted(set(keys)) for figure in self._by_key.get(key, ())]
        return found if where is None else [figure for figure in found if where(figure)]

    def _totals(self, figures: Sequence[Figure], stands: Chooses, counts: Chooses) -> Totals:
        here = [figure for figure in figures if stands(figure)]
        supported = [figure for figure in here if figure.is_supported]
        home = [figure for figure in supported if counts(figure)]
        counted = [figure for figure in home if self.is_counted(figure.id)]
        decided_by = {id for figure in home for id in self._speak[figure.id]}
        return Totals(_sum(here), _sum(supported), _sum(counted, decided_by))

    def _own(self, figures: Sequence[Figure], node: str) -> Totals:
        return self._totals(figures, lambda figure: figure.unit == node, lambda figure: figure.unit == node)

    def _child(self, figures: Sequence[Figure], child: str, node: str | None) -> Totals:
        return self._totals(
            figures,
            lambda figure: self.tree.is_below(figure.unit, child),
            lambda figure: self.tree.counts_through(figure.unit, child, node),
        )

    def _overlap(self, figures: Sequence[Figure], node: str | None) -> Totals:
        children = self.tree.children(node)
        times = {f.id: sum(self.tree.is_below(f.unit, child) for child in children) for f in figures}
        again = [figure for figure in figures for _ in range(times[figure.id] - 1)]
        supported = [figure for figure in again if figure.is_supported]
        return Totals(_less(again), _less(supported), _sum(()))

    def _choose(self) -> Iterator[tuple[str, tuple[str, ...]]]:
        """Every supported figure with the ones that speak for it: itself, or those of another return."""
        about: dict[tuple[str, Key], dict[str, list[Figure]]] = defaultdict(lambda: defaultdict(list))
        for figure in self.figures:
            if figure.is_supported and figure.activity is None:
                yield figure.id, (figure.id,)
            elif figure.is_supported and figure.activity is not None:
                kept = self._groups.get(figure.activity.id, figure.activity.id)
                about[kept, figure.key][figure.returned].append(figure)
        for (kept, _), returns in about.items():
            best = min(returns.values(), key=lambda figures: _precedence(kept, figures))
            speak = tuple(sorted(figure.id for figure in best))
            for figures in returns.values():
                yield from ((figure.id, speak) for figure in figures)

    def _figures(self) -> Iterator[Figure]:
        for item in self.campaign.returns:
            activity = self.activities[item.activity] if item.activity is not None else None
            if item.state in STANDING and (activity is None or activity.state in COUNTED_ACTIVITIES):
                for measure in item.measures:
                    yield from self._figure(item, measure, activity)
        for activity in self.activities.values():
            told = [item for item in self.returns_of(activity.id) if not item.is_nil]
            if told and activity.state in COUNTED_ACTIVITIES:
                supported = any(self._is_told_of(item) for item in told)
                yield Figure(activity.id, COUNT, Decimal(1), "=", activity.unit, activity.id, activity, supported)

    def _figure(self, item: Return, measure: Measure, activity: Activity | None) -> Iterator[Figure]:
        unit, factor = summed_as(measure.code, measure.unit)
        if unit:
            number = _number(measure) * factor
            key = Key(measure.code, unit)
            yield Figure(
                measure.id, key, number, measure.relation, item.unit, item.id, activity, self._is_supported(measure)
            )

    def _is_supported(self, told: Measure | Return) -> bool:
        return any(proof not in self._withdrawn for proof in told.proofs)

    def _is_told_of(self, item: Return) -> bool:
        """Whether something supports that the activity of this return took place."""
        return self._is_supported(item) or any(map(self._is_supported, item.measures))

    def _require(self) -> None:
        for activity in self.activities.values():
            _known("unit", activity.unit, self.tree.units, f"the activity {activity.id!r}")
        _by_id("return", self.campaign.returns)
        measures = [measure for item in self.campaign.returns for measure in item.measures]
        rest_on: list[Activity | Measure] = [*self.activities.values(), *measures]
        _by_id("activity or measure", rest_on)
        for item in self.campaign.returns:
            _known("unit", item.unit, self.tree.units, f"the return {item.id!r}")
            if item.activity is not None:
                _known("activity", item.activity, self.activities, f"the return {item.id!r}")
            stories: tuple[Measure | Return, ...] = (item, *item.measures)
            for told in stories:
                for proof in told.proofs:
                    _known("proof", proof, self._proofs, f"the return {item.id!r}, at {told.id!r},")


def groups_of(merges: Iterable[Merge], activities: Mapping[str, Activity]) -> Mapping[str, str]:
    """Merged activity → the kept one that speaks for it. Merges that share an activity are one group.

    Of several kept ones in a group the one that no merge gives up speaks, of several such the first by id.

    Raises:
        ValueError: a merge of activities that are not there, or whose kept one is not among them.
    """
    together: dict[str, set[str]] = {}
    kept: set[str] = set()
    given_up: set[str] = set()
    for merge in merges:
        for id in merge.activities:
            _known("activity", id, activities, f"the merge {merge.id!r}")
        if merge.kept not in merge.activities:
            raise ValueError(
                f"the merge {merge.id!r} keeps {merge.kept!r}, which it does not merge; name one of its own"
            )
        kept.add(merge.kept)
        given_up.update(id for id in merge.activities if id != merge.kept)
        group = set(merge.activities).union(*(together.get(id, ()) for id in merge.activities))
        together.update(dict.fromkeys(group, group))
    return {id: min(group & kept, key=lambda one: (one in given_up, one)) for id, group in together.items()}


def _precedence(kept: str, figures: Sequence[Figure]) -> tuple[bool, bool, Decimal, str]:
    """How soon a return speaks for an activity: the kept filing, its own unit's return, the larger, the first by id."""
    first = figures[0]
    number = sum((figure.number for figure in figures), Decimal(0))
    if first.activity is None or first.activity.id != kept:
        return (True, False, -number, first.returned)
    return (False, first.unit != first.activity.unit, -number, first.returned)


def _sum(figures: Sequence[Figure], decided_by: Iterable[str] = ()) -> Total:
    number = sum((figure.number for figure in figures), Decimal(0))
    ids = tuple(sorted({figure.id for figure in figures}))
    return Total(number, combine(figure.relation for figure in figures), ids, tuple(sorted(set(decided_by) - set(ids))))


def _less(figures: Sequence[Figure]) -> Total:
    total = _sum(figures)
    return Total(-total.number, total.relation, total.figures)


def _number(measure: Measure) -> Decimal:
    try:
        number = Decimal(measure.number)
    except InvalidOperation:
        raise ValueError(f"the measure {measure.id!r} has the number {measure.number!r}; write digits") from None
    if not number.is_finite() or number < 0:
        raise ValueError(f"the measure {measure.id!r} has the number {measure.number!r}; write none below zero")
    return number


def _by_id(what: str, items: Iterable[_T]) -> Mapping[str, _T]:
    found: dict[str, _T] = {}
    for item in items:
        if item.id in found:
            raise ValueError(f"the {what} {item.id!r} is there twice; give every one an id of its own")
        found[item.id] = item
    return dict(sorted(found.items()))


def _known(what: str, id: str, among: Iterable[str], who: str) -> None:
    if id not in among:
        raise ValueError(f"{who} names the {what} {id!r}, which is not there; add it")
