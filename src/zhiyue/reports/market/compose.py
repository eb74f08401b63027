"""The report: figures, tables, sentences and checks of one scope, put together.

Comes in: compiled lines (`zhiyue.reports.market.universe`), a scope, and what others published about the same month.
Goes out: a `Report`. The same lines, scope and publications give the same report, to the byte of its JSON.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

import polars as pl

from zhiyue.report import Cell, Chart, Check, Report, Section, Sentence, Table
from zhiyue.reports.market import cells
from zhiyue.reports.market.figures import Frames, frames_of, tally
from zhiyue.reports.market.published import Publication, compare, publications_for, table_of_publications
from zhiyue.reports.market.scope import Scope, standard_groups
from zhiyue.reports.market.tables import Maker, instrument_name
from zhiyue.reports.market.universe import VERSION
from zhiyue.reports.market.words import rules, say, template


def market_report(compiled: pl.LazyFrame, scope: Scope, publications: Iterable[Publication] = ()) -> Report:
    """Compute the report of a scope.

    Args:
        compiled: lines as `compile_lines` gives them.
        scope: what the report is about.
        publications: what others published; those of another month or instrument are left aside.

    Returns:
        Version 1 of the report; `zhiyue.reports.amended` makes it the next version of an earlier one.
    """
    frames = frames_of(compiled, scope)
    maker = Maker(frames, scope, tally(frames.now))
    sections = tuple(filter(_says_something, map(_without_empty, _sections(maker, tuple(publications)))))
    language = scope.language
    name = "title" if scope.period.is_months and scope.period.months == 1 else "title.range"
    return Report(
        id=scope.id,
        kind="market",
        title=say(name, language).format(instrument=instrument_name(scope), period=_period_words(scope)),
        subtitle=say("subtitle", language),
        start=scope.period.first.isoformat(),
        end=scope.period.last.isoformat(),
        rules_version=VERSION,
        rules=rules(language),
        state=_state(frames, scope, tuple(publications)),
        sections=sections,
        checks=tuple(_checks(maker, sections, tuple(publications))),
        language=language,
        is_partial=maker.is_partial,
    )


def _period_words(scope: Scope) -> str:
    period = scope.period
    if scope.language == "en":
        return period.name.replace("_", " to ")
    if not period.is_months:
        return f"{period.first}至{period.last}"
    begin = f"{period.first.year}年{period.first.month}月"
    if period.months == 1:
        return begin
    return f"{begin}至{period.last.year}年{period.last.month}月"


def _state(frames: Frames, scope: Scope, publications: Sequence[Publication]) -> str:
    """The digest of everything that the report was computed from."""
    lines = pl.concat([frames.now, frames.aside]).sort("award", "ordinal", "rule")
    digest = hashlib.sha256(lines.write_csv().encode())
    for month, parts in sorted(frames.months.items()):
        for origin, part in sorted(parts.items()):
            sums = f"{month} {origin} {part.fen} {part.units} "
            digest.update((sums + " ".join((*part.awards, "|", *part.paid))).encode())
    asked = (VERSION, scope.id, sorted((scope.groups or standard_groups()).items()), sorted(scope.rates.items()))
    # Of everything else that was collected only this is used: which periods can be compared.
    period = scope.period
    spans = (period, period.before(), period.a_year_before(), *scope.months())
    covered = [(days.name, frames.is_covered(days, period), frames.is_within(days)) for days in spans]
    digest.update(repr((asked, covered, publications_for(scope, publications))).encode())
    return f"sha256:{digest.hexdigest()}"


# ── sections ─────────────────────────────────────────────────────────────────────────────────────────────────────


def _sections(maker: Maker, publications: Sequence[Publication]) -> Iterator[Section]:
    totals, origins, months = maker.totals(), maker.origins(), maker.months()
    brands, buyer_types, provinces = maker.brands(), maker.buyer_types(), maker.provinces()
    largest, ratio = maker.largest(), maker.ratio()
    coverage, aside = maker.coverage(), maker.set_aside()
    known = _Known(maker, (totals, origins, months, brands, buyer_types, provinces, largest, ratio, coverage, aside))
    if not maker.total.awards:
        yield Section("overview", maker.say("overview"), (known.sentence("none"),), (totals,))
    else:
        told = [known.sentence("headline"), known.sentence("units"), known.sentence(_change(maker, known))]
        yield Section("overview", maker.say("overview"), tuple(told), (totals,))
        stacked = Chart("months", maker.say("months"), "months", ("domestic", "foreign", "unknown"), "stacked")
        bars = Chart("origins", maker.say("origins"), "origins", ("amount",), "bars")
        unknown = known.cells["origin.unknown.amount"]
        band = (known.sentence("band"),) if Decimal(unknown.value or 0) > 0 else ()
        trend = Section("months", maker.say("months"), tables=(months,), charts=(stacked,))
        yield Section("origins", maker.say("origins"), band, (origins,), (bars,), (trend,))
        yield Section("brands", maker.say("brands"), known.leader("brand", brands), (brands,), (_bars(maker, brands),), (
            Section("models", maker.say("models"), tables=(maker.models(),)),
        ))  # fmt: skip
        yield Section(
            "buyer_types", maker.say("buyer_types"), known.leader("buyer_type", buyer_types), (buyer_types,),
            (_bars(maker, buyer_types),),
        )  # fmt: skip
        tiles = Chart("provinces", maker.say("provinces"), "provinces", ("amount",), "tiles")
        yield Section("provinces", maker.say("provinces"), known.leader("province", provinces), (provinces,), (tiles,))
        yield Section("parties", maker.say("parties"), _first(known), (
            largest, maker.parties("buyers", "buyer", "buyer"), maker.parties("suppliers", "winner", "supplier"),
            maker.methods(), maker.sizes(),
        ))  # fmt: skip
        told_ratio = (known.sentence("ratio"),) if known.has("ratio.quotient") else ()
        yield Section("ratio", maker.say("ratio"), told_ratio, (ratio,))
    found = compare(publications, maker)
    if found:
        yield Section("published", maker.say("published"), tables=(table_of_publications(found, maker),))
    yield Section(
        "method", maker.say("method"), (known.sentence("coverage"), known.sentence("set_aside")), (coverage, aside)
    )


def _change(maker: Maker, known: _Known) -> str:
    """The sentence on changes, or why there are none."""
    if maker.is_partial:
        return "partial"
    has_base = any(known.has(f"total.awards.{base}") for base in ("on_month", "on_year"))
    return "change" if has_base else "no_change"


def _without_empty(section: Section) -> Section:
    """The section without tables that have no rows: a report of nothing but services has no models."""
    tables = tuple(table for table in section.tables if table.rows)
    kept = {table.id for table in tables}
    charts = tuple(chart for chart in section.charts if chart.table in kept)
    inner = tuple(filter(_says_something, map(_without_empty, section.sections)))
    return replace(section, tables=tables, charts=charts, sections=inner)


def _says_something(section: Section) -> bool:
    return bool(section.sentences or section.tables or section.sections)


def _bars(maker: Maker, table: Table) -> Chart:
    return Chart(table.id, maker.say(table.id), table.id, ("amount",), "bars")


def _first(known: _Known) -> tuple[Sentence, ...]:
    if not known.has("largest.1.amount"):
        return ()
    known.cells["largest.first.amount"] = _again("largest.first.amount", known.cells["largest.1.amount"])
    return (known.sentence("largest"),)


class _Known:
    """The cells that sentences may name."""

    def __init__(self, maker: Maker, tables: Sequence[Table]) -> None:
        self._maker = maker
        self.cells = {cell.id: cell for table in tables for row in table.rows for cell in row.cells}
        scope = maker.scope
        name = scope.period.name if scope.language == "en" else _period_words(scope)
        single = scope.period.is_months and scope.period.months == 1
        self.cells["scope.period"] = cells.text("scope.period", scope.period.name if single else name)
        self.cells["scope.instrument"] = cells.text("scope.instrument", instrument_name(scope))

    def has(self, id: str) -> bool:
        """Whether that cell has a value."""
        return id in self.cells and self.cells[id].value is not None

    def sentence(self, code: str) -> Sentence:
        """The sentence of that code with the cells that its template names."""
        words = template(code, self._maker.language)
        named = [part.split("}")[0] for part in words.split("{")[1:]]
        return Sentence(words, tuple(self.cells[name] for name in dict.fromkeys(named)))

    def leader(self, name: str, table: Table) -> tuple[Sentence, ...]:
        """The sentence on the row with the largest share, where one has."""
        skipped = (".total", ".other", ".not_stated", ".unknown")
        shares = {row.id: row.cells[3] for row in table.rows if row.depth == 0 and not row.id.endswith(skipped)}
        stated = [(Decimal(cell.value), id) for id, cell in shares.items() if cell.value is not None]
        if not stated or max(stated)[0] <= 0:
            return ()
        best = max(stated, key=lambda item: item[0])[1]
        row = next(row for row in table.rows if row.id == best)
        self.cells[f"leader.{name}"] = cells.text(f"leader.{name}", row.label, row.cells[0].rests_on)
        self.cells[f"leader.{name}.share"] = _again(f"leader.{name}.share", shares[best])
        return (self.sentence(f"leader.{name}"),)


def _again(id: str, cell: Cell) -> Cell:
    """The same figure under a name that sentences can use."""
    return Cell(
        id, cell.value, cell.unit, cell.relation, cell.rests_on, cell.check, cell.arithmetic, cell.why
    )  # fmt: skip


# ── checks ───────────────────────────────────────────────────────────────────────────────────────────────────────

_DISJOINT = ("origins", "brands", "provinces", "methods", "sizes")
"""Tables in which every yuan stands in one row: their amounts must add up to the total."""


def _checks(maker: Maker, sections: Sequence[Section], publications: Sequence[Publication]) -> Iterator[Check]:
    for section in sections:
        for table in _tables(section):
            if table.id in _DISJOINT:
                yield _sum_check(maker, table)
    for found in compare(publications, maker):
        yield found.check(maker)


def _tables(section: Section) -> Iterator[Table]:
    yield from section.tables
    for inner in section.sections:
        yield from _tables(inner)


def _sum_check(maker: Maker, table: Table) -> Check:
    index = [column.id for column in table.columns].index("amount")
    parts = [row.cells[index] for row in table.rows if row.id != table.total]
    total = next(row.cells[index] for row in table.rows if row.id == table.total)
    stated = [Decimal(cell.value) for cell in parts if cell.value is not None]
    summed, whole = sum(stated, Decimal(0)), Decimal(total.value or 0)
    is_right = summed == whole
    return Check(
        "sum.of_parts",
        "confirmed" if is_right else "contradicted",
        maker.say("check.parts" if is_right else "check.parts.wrong").format(table=table.title),
        f"{' + '.join(f'{value:f}' for value in stated) or '0'} = {summed:f}",
        (total.id,),
    )
