"""Which focus areas an activity belongs to: a primary one and others, each with the words that decided.

Comes in: an activity and its edition (areas with family and cues of their own). Goes out: areas with words, the primary
one first; none where no word speaks. What persons corrected teaches: see `learn` and `corrections`.

`zhiyue.notices.areas` reads which areas a page lists; here it is asked to which of them an activity belongs.

Words of the theme are taken out first, and 质量强国 in any wording: they stand in every name and say nothing. A few rules
against the usual mistakes go before the words; each names itself among the words that decided.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick, MatchKind

from zhiyue.campaign import Activity, Area, AreaFamily, Edition
from zhiyue.campaigns.wording import bare_name, without_theme
from zhiyue.reference.areas import area_families

NAME_WEIGHT, CONTENT_WEIGHT = 3, 1
OWN, FAMILY = 2, 1
"""A cue of the edition speaks louder than one of its family."""
RULE = 40
NEAR = 1 / 3
"""An area with at least this share of the primary one's points is secondary."""

Correction = tuple[str, str]
"""What a person said: the text of an activity, and the id of the area that it belongs to."""


class Filed(NamedTuple):
    """An area of an activity, and the words that decided."""

    area: Area
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule against a usual mistake: `when` the name says so, and name or description say `given` and not `unless`.

    The area is of `family`, and of `also` where that is given.
    """

    words: str
    when: str
    family: AreaFamily
    given: str = ""
    unless: str = ""
    also: AreaFamily | None = None

    def holds(self, name: str, content: str) -> bool:
        """Whether the rule speaks of this activity."""
        whole = f"{name} {content}"
        is_meant = re.search(self.when, name) and (not self.given or re.search(self.given, whole))
        return bool(is_meant) and not (self.unless and re.search(self.unless, whole))


_FIRMS = r"企业|厂|商户|经营者|供应商|出口"
_CITIZENS = r"市民|公众|群众|居民|消费者|学生|小学|中学|家长|社会"
_SITE = r"工地|施工|项目部|工程|在建|建筑|混凝土"
_CHAIN = r"产业链|供应链|强链|链主|集群"
RULES = (
    Rule("启动仪式归质量文化", r"启动(?:仪式|会|大会)|启幕|开幕", "literacy", unless=_CHAIN),
    Rule("产业链行动启动归产业区域", r"启动", "region", given=_CHAIN),
    Rule("面向公众的开放日归质量文化", r"开放日", "literacy", given=_CITIZENS),
    Rule("面向企业的开放日归质量基础设施", r"开放日", "infrastructure", given=_FIRMS, unless=_CITIZENS),
    Rule("开放日未注明对象", r"开放日", "literacy", unless=rf"{_FIRMS}|{_CITIZENS}", also="infrastructure"),
    Rule("公众走进实验室归质量文化", r"(?:走进|参观).*实验室", "literacy", given=_CITIZENS),
    Rule("工地隐患排查归质量提升", r"隐患", "improvement", given=_SITE),
    Rule("隐患排查归质量监督", r"隐患排查|排查隐患", "supervision", unless=_SITE),
    Rule("首席质量官培训归质量提升", r"首席质量官|质量官", "improvement"),
    Rule("检验计量人员培训归质量基础设施", r"(?:检验|检定|计量|内审|检测)人?员", "infrastructure", given=r"培训"),
    Rule("白皮书归质量政策", r"白皮书", "policy", also="region"),
    Rule("质量通病归质量提升", r"质量通病", "improvement"),
)
# 按照标准, 达标, 高标准: no standard is meant
_NO_STANDARD = re.compile(r"(?:按照?|依照|对照|符合|达到?)(?:[一-龥]{0,4})标准|高标准|达标|标准化厂房")


def file(activity: Activity, edition: Edition, *, corrections: Iterable[Correction] = ()) -> tuple[Filed, ...]:
    """Return the areas of an activity, the primary one first; empty where no word speaks for any.

    `corrections` are texts with the area a person chose for them: words that decided wrongly there weigh less here (but
    something), words that speak for the chosen area more, a rule that was overruled is silent; the words shown say so.
    """
    text = (activity.name, f"{activity.content} {activity.audience}")
    return file_text(text, edition, corrections=corrections)


def file_text(text: tuple[str, str], edition: Edition, *, corrections: Iterable[Correction] = ()) -> tuple[Filed, ...]:
    """File a name and a description."""
    taught = weights(edition, corrections)
    points, words = _weigh(text, edition, taught)
    areas = {area.id: area for area in edition.areas}
    order = sorted((id for id in points if points[id] > 0), key=lambda id: (-points[id], areas[id].order, id))
    found = [id for id in order if points[id] >= NEAR * points[order[0]]]
    return tuple(Filed(areas[id], tuple(dict.fromkeys(words[id]))) for id in found)


def learn(edition: Edition, corrected: Iterable[tuple[Activity, str]]) -> Mapping[str, tuple[str, ...]]:
    """Return area id → words that the corrections teach it: words of the names that speak for no area so far.

    A word that corrections carry to two areas teaches nothing.
    """
    said: dict[str, set[str]] = defaultdict(set)
    for activity, area in corrected:
        for word in _new_words(activity.name, edition):
            said[word].add(area)
    found: dict[str, list[str]] = defaultdict(list)
    for word, areas in sorted(said.items()):
        if len(areas) == 1:
            found[min(areas)].append(word)
    return {area: tuple(words) for area, words in sorted(found.items())}


def weights(edition: Edition, corrections: Iterable[Correction]) -> Mapping[tuple[str, str], int]:
    """Return (area, word) → what the corrections add to that word's weight for the area, or take from it."""
    found: dict[tuple[str, str], int] = defaultdict(int)
    for text, chosen in sorted(corrections):
        filed = file_text((text, ""), edition)
        if filed and filed[0].area.id == chosen:
            continue
        for area, words in filed:
            for word in words:
                found[area.id, word] += 1 if area.id == chosen else -1
        for word in _new_words(text, edition):
            found[chosen, word] += OWN
    return found


def mapped(area: Area, edition: Edition) -> tuple[Area, ...]:
    """The areas of another edition that stand for the same family, in their order: how a year is compared with another."""
    return tuple(sorted((one for one in edition.areas if one.family == area.family), key=lambda one: one.order))


# ── how ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def _weigh(
    text: tuple[str, str], edition: Edition, taught: Mapping[tuple[str, str], int]
) -> tuple[dict[str, int], dict[str, list[str]]]:
    points: dict[str, int] = defaultdict(int)
    words: dict[str, list[str]] = defaultdict(list)
    name, content = (_NO_STANDARD.sub("", without_theme(part, edition.theme)) for part in text)
    for area, rule in _ruled(name, content, edition):
        change = taught.get((area, rule), 0)
        if change >= 0:
            points[area] += RULE
            words[area].append(rule)
    for part, weight in ((name, NAME_WEIGHT), (content, CONTENT_WEIGHT)):
        for area, cue, own in _cues_in(part, edition.areas):
            change = taught.get((area, cue), 0)
            points[area] += weight * max(own + (len(cue) > 3) + change, 1)
            words[area].append(f"{cue}（经订正）" if change else cue)
        for (area, word), change in taught.items():
            if change > 0 and word in part and not _is_cue(word, area, edition.areas):
                points[area] += weight * change
                words[area].append(f"{word}（经订正）")
    return points, words


def _ruled(name: str, content: str, edition: Edition) -> Iterable[tuple[str, str]]:
    """Area and rule for each rule that the name obeys; whom it is for may stand in the description."""
    for rule in RULES:
        for family in (rule.family, rule.also) if rule.holds(name, content) else ():
            first = next((a for a in sorted(edition.areas, key=lambda a: a.order) if a.family == family), None)
            if first is not None:
                yield first.id, rule.words


def _cues_in(text: str, areas: tuple[Area, ...]) -> Iterable[tuple[str, str, int]]:
    """Area, cue and weight for every cue in the text, each once, the longest where several begin together."""
    matcher, cues, owners = _matcher(areas)
    for index in sorted({index for index, _, _ in matcher.find_matches_as_indexes(text)}):
        for area, own in owners[index]:
            yield area, cues[index], own


@lru_cache(maxsize=64)
def _matcher(areas: tuple[Area, ...]) -> tuple[AhoCorasick, tuple[str, ...], tuple[tuple[tuple[str, int], ...], ...]]:
    owned: dict[str, dict[str, int]] = defaultdict(dict)
    for area in areas:
        for cue in area_families()[area.family].cues:
            owned[cue].setdefault(area.id, FAMILY)
        for cue in area.cues:
            owned[cue][area.id] = OWN
    cues = tuple(sorted(cue for cue in owned if cue))
    matcher = AhoCorasick(list(cues), matchkind=MatchKind.LeftmostLongest)
    return matcher, cues, tuple(tuple(sorted(owned[cue].items())) for cue in cues)


def _is_cue(word: str, area: str, areas: tuple[Area, ...]) -> bool:
    _, cues, owners = _matcher(areas)
    return any(cue == word and area in dict(owned) for cue, owned in zip(cues, owners, strict=True))


_PARTICLES = re.compile(
    r"(?:质量|安全|知识|服务|管理|经验|应用|培训|会议|大会|行动|产品|企业|单位|[进在为对向从给把让等上下里中走入看懂新首第一二三四五六七八九十百千万0-9A-Za-z])+"
)


def _new_words(name: str, edition: Edition) -> tuple[str, ...]:
    """The words of a name that no cue covers: what lies between cues, particles and numbers, two to six characters."""
    _, cues, _ = _matcher(edition.areas)
    bare = bare_name(name, edition.theme)
    for cue in sorted(cues, key=len, reverse=True):
        bare = bare.replace(cue, "一")
    return tuple(dict.fromkeys(word for word in _PARTICLES.split(bare) if 2 <= len(word) <= 6))
