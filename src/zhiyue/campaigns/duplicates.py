"""Pairs of filings that may be one activity, each with a score and the reasons in words. Suggestions: a person decides.

Comes in: a `Campaign`. Goes out: `Pair`s, the likeliest first; pairs on which a person decided are left out. Reasons for
add up as independent evidence, reasons against take their part away (as with records, see the decision on likeness).

Not every pair is compared. Two filings meet where they begin within a day of each other and share a place, a host, or
two rare couples of characters of their bare names; filings without a day meet where their bare names are equal. Keys
that more than `CROWD` filings share say nothing and are passed over, so that 10,000 filings take seconds.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Literal

from rapidfuzz import fuzz

from zhiyue.campaign import Activity, Campaign
from zhiyue.campaigns.counting import groups_of
from zhiyue.campaigns.tree import Tree
from zhiyue.campaigns.wording import DIVISION, bare_name

LIKELY = 0.65
"""From this score on a pair is proposed."""
CROWD = 60
_UNFILED = frozenset({"draft", "withdrawn"})
_SIGNS = re.compile(r"[\W_]+")
# 公司一号厂房, 三号生产线, 用户现场: a place of whoever speaks
_OWN_PLACE = re.compile(r"(?:公司|本|我|单位|厂|集团|车间|用户|各|项目部|院内|校内|会议室|[一二三四五六七八九十]号)")
# 第二期 | （三） | 3号
_NUMBERED = re.compile(
    r"第?[0-9一二三四五六七八九十]{1,3}(?:期|场|批|次|届|站|轮|班|讲|号)|[（(][0-9一二三四五六七八九十]{1,2}[）)]"
)


@dataclass(frozen=True, slots=True)
class PairReason:
    """One thing that speaks for two filings being one activity (`points` above 0) or against it (below)."""

    code: str
    points: float
    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class Pair:
    """Two filings that may be one activity. ``joint``: two units filed it; ``twice``: one unit filed it twice."""

    left: str
    right: str
    kind: Literal["joint", "twice"]
    score: float
    reasons: tuple[PairReason, ...]


def find_duplicates(campaign: Campaign, *, least: float = LIKELY) -> tuple[Pair, ...]:
    """Return the pairs that may be one activity, the likeliest first; the order of filings never matters.

    Drafts and withdrawn filings are left out, and pairs that a person merged or told apart.
    """
    theme = campaign.edition.theme
    filings = {
        one.id: _Filing(one, bare_name(one.name, theme)) for one in campaign.activities if one.state not in _UNFILED
    }
    tree = Tree(campaign.units)
    merged = groups_of(campaign.merges, {one.id: one for one in campaign.activities})
    apart = {(min(pair), max(pair)) for pair in campaign.apart}
    found = []
    for left, right in sorted(_candidates(filings.values()) - apart):
        if merged.get(left, left) != merged.get(right, right):
            pair = _compare(filings[left], filings[right], tree)
            if pair.score >= least:
                found.append(pair)
    return tuple(sorted(found, key=lambda pair: (-pair.score, pair.left, pair.right)))


def compare(left: Activity, right: Activity, campaign: Campaign) -> Pair:
    """Compare two filings whatever their days and places: what speaks for their being one, and what against."""
    theme = campaign.edition.theme
    first, second = sorted((left, right), key=lambda one: one.id)
    return _compare(
        _Filing(first, bare_name(first.name, theme)),
        _Filing(second, bare_name(second.name, theme)),
        Tree(campaign.units),
    )


# ── which pairs meet ─────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class _Filing:
    """A filing with what it is compared by, computed once."""

    one: Activity
    name: str

    @cached_property
    def day(self) -> int | None:
        """The first day as a number; None where day or month alone is printed."""
        start = self.one.start[:10]
        return date.fromisoformat(start).toordinal() if len(start) == 10 else None

    @cached_property
    def last(self) -> int | None:
        end = self.one.end[:10]
        return date.fromisoformat(end).toordinal() if len(end) == 10 else self.day

    @cached_property
    def place(self) -> str:
        return _SIGNS.sub("", self.one.place)

    @cached_property
    def bare_place(self) -> str:
        return DIVISION.sub("", self.place) or self.place

    @cached_property
    def hosts(self) -> frozenset[str]:
        named = (*self.one.hosts, *self.one.undertakers, *self.one.co_hosts)
        return frozenset(words for name in named if len(words := _SIGNS.sub("", name)) > 3)

    @cached_property
    def divisions(self) -> frozenset[str]:
        return frozenset(DIVISION.findall(self.one.place)) or frozenset(DIVISION.findall(self.one.name))

    @cached_property
    def couples(self) -> frozenset[str]:
        return frozenset(self.name[n : n + 2] for n in range(len(self.name) - 1))

    @cached_property
    def numbers(self) -> frozenset[str]:
        return frozenset(_NUMBERED.findall(self.one.name))


def _candidates(filings: Iterable[_Filing]) -> set[tuple[str, str]]:
    filed = sorted(filings, key=lambda filing: filing.one.id)
    dated = [filing for filing in filed if filing.day is not None]
    found = set(_pairs_by_keys(dated))
    by_name: dict[str, list[_Filing]] = defaultdict(list)
    for filing in filed:
        if filing.name:
            by_name[filing.name].append(filing)
    for group in by_name.values():
        if len(group) <= CROWD:
            found |= {_ids(a, b) for n, a in enumerate(group) for b in group[:n] if a.day is None or b.day is None}
    return found


def _pairs_by_keys(filings: Sequence[_Filing]) -> Iterator[tuple[str, str]]:
    """Pairs of neighbouring days that share a place, a host, a name, or two rare couples of a name."""
    blocks: dict[tuple[int, str], list[_Filing]] = defaultdict(list)
    for filing in filings:
        for key in _keys(filing):
            blocks[filing.day or 0, key].append(filing)
    couples: Counter[tuple[str, str]] = Counter()
    for (day, key), group in blocks.items():
        near = [*group, *blocks.get((day + 1, key), ())] if (day + 1, key) in blocks else group
        if len(near) > CROWD:
            continue
        for n, one in enumerate(group):
            for other in near[n + 1 :]:
                if key.startswith("n:"):
                    couples[_ids(one, other)] += 1
                else:
                    yield _ids(one, other)
    yield from (pair for pair, times in couples.items() if times >= 2)


def _keys(filing: _Filing) -> Iterator[str]:
    if len(filing.bare_place) > 1:
        yield f"p:{filing.bare_place}"
    yield from (f"h:{host}" for host in filing.hosts)
    yield from (f"n:{couple}" for couple in filing.couples)
    if filing.name:
        yield f"w:{filing.name}"


def _ids(one: _Filing, other: _Filing) -> tuple[str, str]:
    return (one.one.id, other.one.id) if one.one.id < other.one.id else (other.one.id, one.one.id)


# ── how alike they are ───────────────────────────────────────────────────────────────────────────────────────────


def _compare(left: _Filing, right: _Filing, tree: Tree) -> Pair:
    reasons = [reason for ask in _QUESTIONS if (reason := ask(left, right, tree)) is not None]
    doubt, against = 1.0, 1.0
    for reason in reasons:
        if reason.points > 0:
            doubt *= 1 - reason.points
        else:
            against *= 1 + reason.points
    kind: Literal["joint", "twice"] = "twice" if left.one.unit == right.one.unit else "joint"
    ranked = tuple(sorted(reasons, key=lambda reason: (-abs(reason.points), reason.code)))
    return Pair(left.one.id, right.one.id, kind, round((1 - doubt) * against, 3), ranked)


def _days(left: _Filing, right: _Filing, _tree: Tree) -> PairReason | None:
    if left.day is None or right.day is None:
        return PairReason("no_day", -0.28, "有一件没有日期", "one has no day")
    apart = abs(left.day - right.day)
    if apart == 0:
        longer = left.last != left.day and left.last == right.last
        return PairReason(
            "same_day", 0.35 if longer else 0.25, f"同一天（{left.one.start}）", f"same day ({left.one.start})"
        )
    if apart == 1:
        return PairReason("next_day", 0.1, "相差一天", "one day apart")
    return PairReason("other_day", -0.6, f"相差{apart}天", f"{apart} days apart")


def _places(left: _Filing, right: _Filing, tree: Tree) -> PairReason | None:
    if left.one.is_online and right.one.is_online:
        return PairReason("both_online", 0.1, "都在线上", "both online")
    if not left.place or not right.place or _is_own_place(left, right):
        return None
    if _lie_apart(left, right, tree):
        words = f"地区不同（{min(left.divisions)}／{min(right.divisions)}）"
        return PairReason("other_division", -0.6, words, "in different places")
    like = fuzz.partial_ratio(left.bare_place, right.bare_place)
    short = min(len(left.bare_place), len(right.bare_place))
    if like >= 90 and short > 1:
        return PairReason(
            "same_place", 0.5, f"同一地点（{min(left.one.place, right.one.place, key=len)}）", "same place"
        )
    both = f"（{left.one.place}／{right.one.place}）"
    if like >= 70 and short > 4:
        return PairReason("like_place", 0.2, f"地点相近{both}", "similar places")
    return PairReason("other_place", -0.35, f"地点不同{both}", "different places")


def _is_own_place(left: _Filing, right: _Filing) -> bool:
    """Whether two units each name a place of their own in the same words."""
    return left.one.unit != right.one.unit and bool(_OWN_PLACE.match(left.place) and _OWN_PLACE.match(right.place))


def _hosts(left: _Filing, right: _Filing, _tree: Tree) -> PairReason | None:
    shared = left.hosts & right.hosts
    if not shared or left.one.unit == right.one.unit:
        return None
    name = min(shared)
    return PairReason("same_host", 0.3, f"同一主办、承办或协办单位（{name}）", f"a host in common ({name})")


def _names(left: _Filing, right: _Filing, _tree: Tree) -> PairReason | None:
    if not left.name or not right.name:
        return None
    if left.name == right.name and len(left.name) < 4:
        return PairReason(
            "like_name", 0.35, f"去掉主题词后名称相同（{left.name}）", f"same name without the theme ({left.name})"
        )
    like = max(fuzz.ratio(left.name, right.name), fuzz.token_sort_ratio(left.name, right.name))
    part = fuzz.partial_ratio(left.name, right.name) if min(len(left.name), len(right.name)) > 4 else 0
    percent = round(max(like, part * 0.9))
    points = next((points for least, points in ((90, 0.6), (75, 0.5), (60, 0.35), (45, 0.15)) if percent >= least), 0.0)
    if not points:
        return PairReason("other_name", -0.4, "名称不同", "different names")
    return PairReason(
        "like_name", points, f"去掉主题词后名称相似（{percent}%）", f"names alike without the theme ({percent} %)"
    )


def _numbers(left: _Filing, right: _Filing, _tree: Tree) -> PairReason | None:
    if left.numbers and right.numbers and not left.numbers & right.numbers:
        one, other = min(left.numbers), min(right.numbers)
        return PairReason("other_number", -0.7, f"期次不同（{one}／{other}）", f"different numbers ({one}/{other})")
    return None


def _halves(left: _Filing, right: _Filing, _tree: Tree) -> PairReason | None:
    if left.one.part and right.one.part and left.one.part != right.one.part and left.day == right.day:
        return PairReason("other_half", -0.3, "一件在上午，一件在下午或晚上", "different parts of the day")
    return None


def _units(left: _Filing, right: _Filing, _tree: Tree) -> PairReason | None:
    if left.one.unit == right.one.unit:
        return PairReason("same_unit", 0.2, "同一单位填报", "filed by one unit")
    return None


def _lie_apart(left: _Filing, right: _Filing, tree: Tree) -> bool:
    """Whether the divisions that both name are of one level and different, or of two with no unit above the other."""
    if not left.divisions or not right.divisions:
        return False
    mine, theirs = ({name[-1]: name for name in sorted(filing.divisions)} for filing in (left, right))
    shared = mine.keys() & theirs.keys()
    if shared:
        return any(mine[level] != theirs[level] for level in shared)
    one, other = left.one.unit, right.one.unit
    return one == other or not (tree.is_below(one, other) or tree.is_below(other, one))


_QUESTIONS = (_days, _places, _hosts, _names, _numbers, _halves, _units)
