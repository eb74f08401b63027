"""What a page that was read says of an edition in figures: 发放资料1.2万余份, 吸引群众17万人次参与.

Comes in: a masked reading. Goes out: `PageFigure`s, each with the clause that says it, to stand beside a closing report.
A figure is taken where a number with the unit of a measure stands in one clause with a word for that measure; the word
nearest to the number decides, of words equally near the longer, then the one of a national field. Everything else stays unread: a figure beside a
report must mean what it seems to.

Where the page is a summary, its facts ``campaign_figure`` speak instead: they were read with tables and hedges, and may have
been corrected by a person.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache

from zhiyue.campaigns.comparing import PageFigure
from zhiyue.model import Count, Fact, Field, Named, PageResult, Relation
from zhiyue.reference.measures import CampaignMeasure, campaign_measures
from zhiyue.spans import Span
from zhiyue.values.numerals import fold, parse_number, plain
from zhiyue.values.relations import BEFORE, relation_of

_FACT = "campaign_figure"
_SCALES = {"万": 10**4, "亿": 10**8}
_CLAUSE = re.compile(r"[^，。；：、！？\s,;:!?]+(?:,\d{3}[^，。；：、！？\s,;:!?]*)*")
_COUNTED = "余多"
_CLOSE = 2
"""Characters that may lie between a number and the word behind it."""


def page_figures(reading: PageResult, *, node: str | None = None) -> tuple[PageFigure, ...]:
    """Return the figures of a page in reading order, each measure and number once.

    Args:
        reading: the page, masked (`zhiyue.mask`): clauses are quoted.
        node: the unit of whose branch the page speaks; None for the whole edition.
    """
    page = reading.page
    more: dict[str, str] = {
        "source": _words(page.first_source or page.source or page.publisher) or reading.url or reading.path or "",
        "title": _words(page.title),
        "address": reading.url or "",
        "published": _words(page.published)[:10],
    }
    told = [fact for fact in reading.facts if fact.kind == _FACT]
    if told:
        return tuple(figure for fact in told if (figure := _of_fact(fact, node, more)) is not None)
    found: dict[tuple[str, str, str], PageFigure] = {}
    for measure, number, unit, relation, span in _figures(page.text):
        id = f"{reading.digest.removeprefix('sha256:')[:16]}.{span.start}.{measure.code}"
        exact = span.of(page.text)
        one = PageFigure(id, measure.code, number, unit, exact=exact, relation=relation, node=node, **more)
        found.setdefault((measure.code, number, unit), one)
    return tuple(found.values())


def _of_fact(fact: Fact, node: str | None, more: Mapping[str, str]) -> PageFigure | None:
    """A fact as a figure; None where its number could not be read."""
    measure, number, unit, sentence = (fact.one(name) for name in ("measure", "number", "unit", "sentence"))
    if measure is None or measure.canonical is None or number is None or not isinstance(number.value, Count):
        return None
    printed, exact = (field.exact or "" if field is not None else "" for field in (unit, sentence))
    return PageFigure(
        fact.id,
        measure.canonical,
        number.value.number,
        printed,
        exact=exact,
        relation=number.relation,
        node=node,
        **more,
    )


def _figures(text: str) -> Iterator[tuple[CampaignMeasure, str, str, Relation, Span]]:
    folded = fold(text)
    for clause in _CLAUSE.finditer(folded):
        for match in _amount().finditer(folded, clause.start(), clause.end()):
            measure = _measure(folded, clause.span(), match)
            if measure is not None:
                number = parse_number(match["number"]) * _SCALES.get(match["scale"] or "", 1)
                yield measure, plain(number), match["unit"], _relation(match), Span(*clause.span())


def _measure(text: str, clause: tuple[int, int], match: re.Match[str]) -> CampaignMeasure | None:
    """The measure whose word stands nearest to the number, among those that have this unit."""
    near: list[tuple[int, int, bool, str]] = []
    for measure in campaign_measures().values():
        if match["unit"] in (measure.unit, *measure.other_units):
            for cue in measure.cues:
                for at in _places(text, cue, clause):
                    gap = at - match.end() if at >= match.end() else match.start() - at - len(cue)
                    # 11个部门将联合开展活动 counts offices: a word behind the number stands close to it
                    if at >= match.end() and gap > _CLOSE:
                        continue
                    near.append((max(gap, 0), -len(cue), not measure.is_national, measure.code))
    return campaign_measures()[min(near)[3]] if near else None


def _places(text: str, cue: str, clause: tuple[int, int]) -> Iterator[int]:
    at = text.find(cue, *clause)
    while at >= 0:
        yield at
        at = text.find(cue, at + 1, clause[1])


def _relation(match: re.Match[str]) -> Relation:
    """余 and 多 say that the figure was rounded down: it is not less."""
    if match["more"] or match["more2"]:
        return "≥"
    return relation_of(match["before"])


@cache
def _amount() -> re.Pattern[str]:
    units = {unit for measure in campaign_measures().values() for unit in (measure.unit, *measure.other_units)}
    words = "|".join(sorted(map(re.escape, units), key=len, reverse=True))
    number = r"(?P<number>(?<![0-9.,A-Za-z\-第])(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,9})(?:\.[0-9]{1,4})?(?![0-9]))"
    return re.compile(
        rf"{BEFORE}?{number}(?P<more>[{_COUNTED}])?(?P<scale>[万亿])?(?P<more2>[{_COUNTED}])?(?P<unit>{words})(?!(?<=个)(?:部门|单位|方面|月|小时|工作日|百分点))"
    )


def _words(field: Field | None) -> str:
    if field is None or field.value is None:
        return ""
    return field.value.name if isinstance(field.value, Named) else str(field.value)
