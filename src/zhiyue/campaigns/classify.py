"""Which class of the national return an activity belongs to, with the words that decided.

Comes in: an activity and the theme of its edition. Goes out: `Classified`. The class that a person chose stands; cues
only propose. Words of the theme are taken out first: 全面质量管理 in the theme of a year says nothing of a stall that
bears the theme on its banner.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from ahocorasick_rs import AhoCorasick, MatchKind

from zhiyue.campaign import Activity
from zhiyue.campaigns.wording import without_theme
from zhiyue.reference.measures import activity_classes

NAME_WEIGHT, CONTENT_WEIGHT = 3, 1
"""A cue in the name speaks louder than one in the description."""


@dataclass(frozen=True, slots=True)
class Classified:
    """A class (empty where no word speaks), the words that decided, and whether a person chose it.

    `other` is the class that came next, where it came near (at least half as strong).
    """

    code: str
    words: tuple[str, ...] = ()
    is_chosen: bool = False
    other: str = ""


def classify(activity: Activity, *, theme: str = "") -> Classified:
    """Return the class of an activity: the one filed with it, else what its name, content and audience say.

    >>> from zhiyue.campaign import Activity
    >>> classify(Activity("1", "u", "集贸市场电子秤免费检定", "published"))
    Classified(code='services', words=('免费', '检定', '电子秤'), is_chosen=False, other='')
    """
    if activity.kind:
        return Classified(activity.kind, is_chosen=True)
    points: dict[str, int] = {}
    words: dict[str, list[str]] = {}
    for text, weight in ((activity.name, NAME_WEIGHT), (f"{activity.content} {activity.audience}", CONTENT_WEIGHT)):
        for code, cue in _cues_in(without_theme(text, theme)):
            points[code] = points.get(code, 0) + weight * (1 + (len(cue) > 3))
            words.setdefault(code, []).append(cue)
    if not points:
        return Classified("")
    order = {item.code: item.order for item in activity_classes()}
    first, *rest = sorted(points, key=lambda code: (-points[code], order[code]))
    near = next((code for code in rest if points[code] * 2 >= points[first]), "")
    return Classified(first, tuple(sorted(dict.fromkeys(words[first]))), other=near)


def classes_of(activities: Iterable[Activity], *, theme: str = "") -> dict[str, str]:
    """Return activity id → class, empty where no word speaks."""
    return {activity.id: classify(activity, theme=theme).code for activity in activities}


def _cues_in(text: str) -> Iterable[tuple[str, str]]:
    """Every cue in the text once, the longest where several begin together."""
    matcher, owners = _matcher()
    found = {index for index, _, _ in matcher.find_matches_as_indexes(text)}
    return [owners[index] for index in sorted(found)]


@cache
def _matcher() -> tuple[AhoCorasick, tuple[tuple[str, str], ...]]:
    owners = tuple((item.code, re.sub(r"\s", "", cue)) for item in activity_classes() for cue in item.cues)
    return AhoCorasick([cue for _, cue in owners], matchkind=MatchKind.LeftmostLongest), owners
