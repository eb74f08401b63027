"""What others published about the same month and instrument, beside what is computed here.

Comes in: the facts of market reports that were read (`Publication`), and the report in the making. Goes out: for each
figure theirs, ours, the difference, and the likeliest reason, found by trying: a cut figure, rounding, a share that
does not follow from its own amounts, a share by count, another base, another month, unknown brands, fewer awards here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from zhiyue.model import Count, Fact, Money, Named, Period, Relation, Share, Verdict
from zhiyue.report import Cell, Check, Row, Table
from zhiyue.reports.market import cells
from zhiyue.reports.market.cells import AWARDS, PERCENT, POINTS, YUAN
from zhiyue.reports.market.figures import Tally, tallies, united
from zhiyue.reports.market.scope import Scope, period_of
from zhiyue.reports.market.tables import Maker

FIGURES = ("total_amount", "award_count", "foreign_amount", "foreign_share", "domestic_amount", "domestic_share")
"""The fields of a market report that can be compared."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One published figure: yuan, percent or a count, as a decimal string; `is_cut` where the page cut it."""

    name: str
    value: str
    is_cut: bool = False


@dataclass(frozen=True, slots=True)
class Publication:
    """What one page says: `fact` is its id, `title` names the page, `start` and `end` are months (``2025-06``)."""

    fact: str
    page: str
    title: str
    instrument: str
    start: str
    end: str
    figures: tuple[Figure, ...]

    def value(self, name: str) -> Decimal | None:
        """A figure as printed; None where the page does not give it, or cuts it."""
        return next((Decimal(item.value) for item in self.figures if item.name == name and not item.is_cut), None)


@dataclass(frozen=True, slots=True)
class Comparison:
    """One figure of one page beside ours, in the same unit; `ours` is None where nothing is known here."""

    publication: Publication
    figure: Figure
    ours: Cell
    reason: str

    @property
    def unit(self) -> str:
        """Yuan, percent or awards."""
        return _unit(self.figure.name)

    @property
    def difference(self) -> Decimal | None:
        """Theirs less ours."""
        return None if self.ours.value is None else Decimal(self.figure.value) - Decimal(self.ours.value)

    def check(self, maker: Maker) -> Check:
        """The comparison as a check of our figure."""
        words = maker.say("check.published").format(
            page=self.publication.title,
            figure=maker.say(f"figure.{self.figure.name}"),
            reason=("：" if maker.language == "zh" else "") + maker.say(self.reason),
        )
        arithmetic = "" if self.ours.value is None else f"{self.figure.value} − {self.ours.value} = {self.difference:f}"
        return Check("published", _verdict(self.reason), words, arithmetic, (self.ours.id,))


def publication_of(fact: Fact, *, page: str, title: str) -> Publication | None:
    """The publication that a fact of kind ``market_report`` is; None where instrument or month is not known."""
    instrument, period = fact.one("instrument"), fact.one("period")
    if instrument is None or period is None or not isinstance(instrument.value, Named) or instrument.value.id is None:
        return None
    match period.value:
        case Period(start=start, end=end):
            months = (start[:7], end[:7])
        case str(month) if len(month) >= 7:
            months = (month[:7], month[:7])
        case _:
            return None
    figures = tuple(_figures(fact))
    return Publication(fact.id, page, title, instrument.value.id, *months, figures) if figures else None


def _figures(fact: Fact) -> Iterator[Figure]:
    for name in FIGURES:
        field = fact.one(name)
        if field is None or field.status not in ("stated", "truncated"):
            continue
        match field.value:
            case Money(amount=str(value), currency="CNY") | Share(percent=value) | Count(number=value):
                yield Figure(name, value, is_cut=field.status == "truncated")
            case _:
                continue


def compare(publications: Sequence[Publication], maker: Maker) -> tuple[Comparison, ...]:
    """Every figure that others published about exactly this month and instrument; none where regions or buyers are chosen."""
    fitting = publications_for(maker.scope, publications)
    if not fitting:
        return ()
    ours = _Ours(maker)
    return tuple(
        Comparison(item, figure, ours.cell(figure.name), ours.reason(item, figure))
        for item in fitting
        for figure in item.figures
    )


def publications_for(scope: Scope, publications: Iterable[Publication]) -> tuple[Publication, ...]:
    """The publications about exactly this month and instrument, in order; none where regions or buyers are chosen."""
    if not scope.instrument or scope.region or scope.buyer:
        return ()
    fitting = (
        item
        for item in publications
        if item.instrument == scope.instrument and period_of(item.start, item.end) == scope.period
    )
    return tuple(sorted(fitting, key=lambda item: (item.title, item.fact)))


class _Ours:
    """Our figures under the names that others use, and what they would be if counted another way."""

    def __init__(self, maker: Maker) -> None:
        self._maker = maker
        self._now = tallies(maker.frames.now, "origin")
        self._months = [maker.frames.month(days) for days in maker.scope.months() if days != maker.scope.period]

    def cell(self, name: str) -> Cell:
        """Our figure, as its cell."""
        parts, total, language = self._now, self._maker.total, self._maker.language
        known = _known(parts)
        match name.split("_"):
            case ["total", _]:
                made = cells.money("total.amount", total, language)
            case ["award", _]:
                made = cells.count("total.awards", total.awards)
            case [origin, "amount"]:
                made = cells.money(f"origin.{origin}.amount", parts.get(origin, Tally()), language)
            case [origin, _]:
                id = f"origin.{origin}.share_known"
                made = cells.share(id, parts.get(origin, Tally()), known, language, why="no_known")
            case _:
                raise KeyError(name)
        return made if total.awards else cells.absent(made.id, made.unit, "not_ours", language)

    def reason(self, page: Publication, figure: Figure) -> str:
        """The code of the likeliest reason for a difference."""
        ours = self.cell(figure.name)
        if ours.value is None:
            return "why.not_ours"
        theirs, own = Decimal(figure.value), Decimal(ours.value)
        if theirs == own:
            return "reason.same"
        if figure.is_cut:
            return "reason.truncated"
        if _is_rounded(theirs, own, figure.name):
            return "reason.rounded"
        found = self._share_reason(page, figure, theirs) if figure.name.endswith("_share") else None
        found = found or self._other_reason(figure, theirs, own)
        if found is None:
            count = page.value("award_count")
            found = "reason.ours_less" if count is not None and count > len(self._maker.total.awards) else "reason.none"
        return found

    def _share_reason(self, page: Publication, figure: Figure, theirs: Decimal) -> str | None:
        origin = figure.name.removesuffix("_share")
        if _own_slip(page, origin, theirs):
            return "reason.own_slip"
        part, known = self._now.get(origin, Tally()), _known(self._now)
        unknown, total = self._now.get("unknown", Tally()), self._maker.total
        if known.awards and _near(theirs, cells.percent(len(part.awards), len(known.awards))):
            return "reason.by_count"
        if not total.fen:
            return None
        low, high = cells.percent(part.fen, total.fen), cells.percent(part.fen + unknown.fen, total.fen)
        if _near(theirs, low):
            return "reason.base_all"
        if any(_near(theirs, share) for share in self._shares(origin)):
            return "reason.other_month"
        return "reason.unknown_brands" if low < theirs <= high else None

    def _other_reason(self, figure: Figure, theirs: Decimal, own: Decimal) -> str | None:
        if figure.name.endswith("_share"):
            return None
        if any(_is_rounded(theirs, value, figure.name) for value in self._values(figure.name)):
            return "reason.other_month"
        unknown = Decimal(self._now.get("unknown", Tally()).fen) / 100
        if figure.name in ("foreign_amount", "domestic_amount") and own < theirs <= own + unknown:
            return "reason.unknown_brands"
        if figure.name in ("total_amount", "award_count") and theirs > own:
            return "reason.ours_less"
        return None

    def _values(self, name: str) -> Iterator[Decimal]:
        """Our figure of that name in the other months of the chart."""
        origin = name.removesuffix("_amount")
        for parts in self._months:
            whole = united(list(parts.values()))
            if name == "award_count":
                value = Decimal(len(whole.awards))
            else:
                value = Decimal((whole if origin == "total" else parts.get(origin, Tally())).fen) / 100
            if value:
                yield value

    def _shares(self, origin: str) -> Iterator[Decimal]:
        for parts in self._months:
            known = _known(parts)
            if known.fen:
                yield cells.percent(parts.get(origin, Tally()).fen, known.fen)


def _known(parts: Mapping[str, Tally]) -> Tally:
    return united([parts.get(name, Tally()) for name in ("foreign", "domestic")])


def _near(left: Decimal, right: Decimal) -> bool:
    return abs(left - right) <= Decimal("0.01")


def _is_rounded(theirs: Decimal, own: Decimal, name: str) -> bool:
    """Whether ours, rounded as coarsely as theirs is printed, is theirs: to 0.01 %, to the last digit of 万元."""
    if name == "award_count":
        return theirs == own
    if name.endswith("_share"):
        return _near(theirs, own)
    coarse = next((size for size in (10_000, 1_000, 100) if theirs % size == 0), 0)
    return abs(theirs - own) * 2 <= coarse


def _own_slip(page: Publication, origin: str, theirs: Decimal) -> bool:
    """Whether their share does not follow from the two amounts beside it."""
    foreign, domestic = page.value("foreign_amount"), page.value("domestic_amount")
    if foreign is None or domestic is None or foreign + domestic == 0:
        return False
    part = foreign if origin == "foreign" else domestic
    return not _near(theirs, part * 100 / (foreign + domestic))


def _unit(name: str) -> str:
    if name == "award_count":
        return AWARDS
    return PERCENT if name.endswith("_share") else YUAN


def _verdict(reason: str) -> Verdict:
    if reason in ("reason.same", "reason.rounded"):
        return "confirmed"
    return "not_checkable" if reason == "why.not_ours" else "doubtful"


def table_of_publications(found: Sequence[Comparison], maker: Maker) -> Table:
    """A row for each figure of each page."""
    columns = [maker.column(name) for name in ("theirs", "ours", "difference", "reason")]
    rows = []
    for item in found:
        id = f"published.{item.publication.fact}.{item.figure.name}"
        rests_on = (item.publication.fact,)
        relation: Relation = "≥" if item.figure.is_cut else "="
        made = (
            Cell(f"{id}.theirs", item.figure.value, item.unit, relation, rests_on),
            Cell(f"{id}.ours", item.ours.value, item.ours.unit, "=", item.ours.rests_on, why=item.ours.why),
            _difference(f"{id}.difference", item),
            Cell(f"{id}.reason", maker.say(item.reason), rests_on=rests_on, check=_verdict(item.reason)),
        )
        rows.append(Row(id, f"{item.publication.title} · {maker.say(f'figure.{item.figure.name}')}", made))
    return maker.table("published", "page", columns, rows, note="published")


def _difference(id: str, item: Comparison) -> Cell:
    unit = POINTS if item.unit == PERCENT else item.unit
    rests_on = (item.publication.fact,)
    if item.difference is None:
        return Cell(id, None, unit, rests_on=rests_on, check="not_checkable", why=item.ours.why)
    arithmetic = f"{item.figure.value} − {item.ours.value} = {item.difference:f}"
    return Cell(id, f"{item.difference:f}", unit, rests_on=rests_on, arithmetic=arithmetic)
