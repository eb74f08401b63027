"""The tables of a market report, from figures.

Comes in: `Frames` and the scope. Goes out: `Table`s of cells. The id of a cell is ``<group>.<row>.<column>``, so that
the same figure of a later version can be found.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import polars as pl

from zhiyue.reference import buyer_groups, divisions, instrument_by_id
from zhiyue.report import Cell, Column, Language, Row, Table
from zhiyue.reports.market import cells
from zhiyue.reports.market.cells import AWARDS, PERCENT, UNITS, YUAN
from zhiyue.reports.market.figures import (
    ORIGINS,
    SIZES,
    Frames,
    Tally,
    awards_where,
    busiest,
    prices,
    ratio,
    tallies,
    tally,
    united,
    with_sizes,
    without_amount,
)
from zhiyue.reports.market.scope import Days, Scope
from zhiyue.reports.market.words import say
from zhiyue.values.places import short_name

TOP = 10
SHOWN = 30
"""Rows of the long tables (brands, models); what is left is one row."""


@dataclass(frozen=True, slots=True)
class Maker:
    """Makes the tables of one report."""

    frames: Frames
    scope: Scope
    total: Tally

    @property
    def language(self) -> Language:
        """The language of labels."""
        return self.scope.language

    def say(self, code: str) -> str:
        """Words in the language of the report."""
        return say(code, self.language)

    def column(self, id: str, unit: str = "", *, label: str = "") -> Column:
        """A column under its usual words."""
        return Column(id, self.say(label or id), unit)

    def table(self, id: str, head: str, columns: Sequence[Column], rows: Iterable[Row], *, note: str = "") -> Table:
        """A table under its usual title; the row ``<id>.total`` is its sum."""
        made = tuple(rows)
        total = next((row.id for row in made if row.id.endswith(".total")), "")
        words = self.say(f"note.{note}") if note else ""
        return Table(id, self.say(id), self.say(f"head.{head}"), tuple(columns), made, total=total, note=words)

    # ── groups ───────────────────────────────────────────────────────────────────────────────────────────────────

    def group_columns(self) -> tuple[Column, ...]:
        """Awards, units, amount, share of all."""
        return (
            self.column("awards", AWARDS),
            self.column("units", UNITS),
            self.column("amount", YUAN),
            self.column("share", PERCENT),
        )

    def group_row(self, id: str, of: Tally, *, depth: int = 0) -> Row:
        """A group against the whole."""
        made = (
            cells.count(f"{id}.awards", of.awards),
            cells.units(f"{id}.units", of, self.language),
            cells.money(f"{id}.amount", of, self.language),
            cells.share(f"{id}.share", of, self.total, self.language),
        )
        return Row(id, of.label, made, depth)

    def groups(self, id: str, parts: Mapping[str, Tally], label: Callable[[str], str], *, shown: int = 0) -> list[Row]:
        """A row for each part, then what is left, then the total."""
        named = [(key, part) for key, part in parts.items() if key]
        kept, rest = (named[:shown], named[shown:]) if shown and len(named) > shown + 1 else (named, [])
        rows = [self.group_row(f"{id}.{key}", part.named(label(key))) for key, part in kept]
        if rest:
            rows.append(self.group_row(f"{id}.other", united([part for _, part in rest]).named(self.say("other"))))
        if "" in parts:
            rows.append(self.group_row(f"{id}.not_stated", parts[""].named(self.say("not_stated"))))
        return [*rows, self.group_row(f"{id}.total", self.total.named(self.say("total")))]

    # ── totals ───────────────────────────────────────────────────────────────────────────────────────────────────

    def totals(self) -> Table:
        """Awards, units and amount, with their changes on the period before and on the year."""
        columns = (self.column("value"), self.column("on_month", PERCENT), self.column("on_year", PERCENT))
        values = {
            "awards": cells.count("total.awards", self.total.awards),
            "units": cells.units("total.units", self.total, self.language),
            "amount": cells.money("total.amount", self.total, self.language),
        }
        period = self.scope.period
        bases = {"on_month": period.before(), "on_year": period.a_year_before()}
        rows = [
            Row(
                f"total.{name}",
                self.say(name),
                (value, *(self._change(name, key, base) for key, base in bases.items())),
            )
            for name, value in values.items()
        ]
        return self.table("overview", "item", columns, rows)

    def _change(self, name: str, key: str, base: Days) -> Cell:
        id = f"total.{name}.{key}"
        period = self.scope.period
        if self.is_partial:
            return cells.absent(id, PERCENT, "partial", self.language)
        if not self.frames.is_covered(base, period):
            return cells.absent(id, PERCENT, "gap", self.language)
        earlier = tally(self.frames.within(base))
        now, before = _measure(self.total, name), _measure(earlier, name)
        both = sorted({*self.total.awards, *earlier.awards})
        return cells.change(id, now, before, self.language, rests_on=both, is_money=name == "amount")

    @property
    def is_partial(self) -> bool:
        """Whether the period is not over, or not covered by what was collected."""
        return not self.frames.is_within(self.scope.period)

    # ── domestic or foreign ──────────────────────────────────────────────────────────────────────────────────────

    def origins(self) -> Table:
        """Foreign, domestic, unknown: over known, over all, and the band if all unknown were one or the other."""
        parts = tallies(self.frames.now, "origin")
        known = united([parts.get(name, Tally()) for name in ("foreign", "domestic")])
        columns = (
            self.column("awards", AWARDS),
            self.column("units", UNITS),
            self.column("amount", YUAN),
            self.column("share_known", PERCENT),
            self.column("share_all", PERCENT),
            self.column("high", PERCENT),
            self.column("count_share", PERCENT),
        )
        rows = [self._origin(name, parts, known) for name in ORIGINS]
        label = self.say("total")
        sums = (
            cells.count("origin.total.awards", self.total.awards),
            cells.units("origin.total.units", self.total, self.language),
            cells.money("origin.total.amount", self.total, self.language),
            cells.share("origin.total.share_known", known, known, self.language, why="no_known"),
            cells.share("origin.total.share_all", self.total, self.total, self.language),
            cells.share("origin.total.high", self.total, self.total, self.language),
            _share_of_count("origin.total.count_share", known, known, self.language),
        )
        return self.table("origins", "item", columns, (*rows, Row("origin.total", label, sums)), note="origins")

    def _origin(self, name: str, parts: Mapping[str, Tally], known: Tally) -> Row:
        part, unknown = parts.get(name, Tally()), parts.get("unknown", Tally())
        id, language = f"origin.{name}", self.language
        high = part if name == "unknown" else united([part, unknown])
        if name == "unknown":
            over_known: tuple[Cell, ...] = (cells.absent(f"{id}.share_known", PERCENT, "not_of_unknown", language),)
            by_count = cells.absent(f"{id}.count_share", PERCENT, "not_of_unknown", language)
        else:
            over_known = (cells.share(f"{id}.share_known", part, known, language, why="no_known"),)
            by_count = _share_of_count(f"{id}.count_share", part, known, language)
        made = (
            cells.count(f"{id}.awards", part.awards),
            cells.units(f"{id}.units", part, language),
            cells.money(f"{id}.amount", part, language),
            *over_known,
            cells.share(f"{id}.share_all", part, self.total, language),
            cells.share(f"{id}.high", high, self.total, language),
            by_count,
        )
        return Row(id, self.say(name), made)

    def months(self) -> Table:
        """Thirteen months by origin; a month that was not covered has no figures."""
        columns = (
            *(self.column(name, YUAN) for name in ("domestic", "foreign", "unknown")),
            self.column("awards", AWARDS),
            self.column("share_known", PERCENT),
        )
        rows = [self._month(days) for days in self.scope.months()]
        return self.table("months", "month", columns, rows, note="partial")

    def _month(self, days: Days) -> Row:
        id, language = f"month.{days.name}", self.language
        last = self.scope.months()[-1]
        if not self.frames.is_covered(days, last) and days != last:
            gaps = [
                cells.absent(f"{id}.{name}", YUAN, "month", language) for name in ("domestic", "foreign", "unknown")
            ]
            rest = (("awards", AWARDS), ("share_known", PERCENT))
            gaps += [cells.absent(f"{id}.{name}", unit, "month", language) for name, unit in rest]
            return Row(id, days.name, tuple(gaps))
        parts = self.frames.month(days)
        known = united([parts.get(name, Tally()) for name in ("foreign", "domestic")])
        is_whole = self.frames.is_within(days)
        made = (
            *(_sum(f"{id}.{name}", parts.get(name, Tally())) for name in ("domestic", "foreign", "unknown")),
            cells.count(f"{id}.awards", united(list(parts.values())).awards),
            cells.share(f"{id}.share_known", parts.get("foreign", Tally()), known, language, why="no_known"),
        )
        return Row(id, days.name if is_whole else days.name + self.say("partial"), made)

    # ── brands and models ────────────────────────────────────────────────────────────────────────────────────────

    def brands(self) -> Table:
        """Brands by amount, each with its home."""
        homes = dict(self.frames.now.group_by("brand").agg(pl.col("origin").first()).iter_rows())
        rows = self.groups("brand", tallies(self.frames.now, "brand"), str, shown=SHOWN)
        names = {f"brand.{brand}": self.say(homes[brand]) for brand in homes if brand}
        made = (
            replace(row, cells=(*row.cells, cells.text(f"{row.id}.origin", names.get(row.id, "–")))) for row in rows
        )
        return self.table("brands", "brand", (*self.group_columns(), self.column("origin")), made, note="groups")

    def models(self) -> Table:
        """Models with their unit prices."""
        columns = (
            self.column("awards", AWARDS),
            self.column("priced"),
            *(self.column(f"price_{name}", YUAN) for name in ("min", "median", "max")),
        )
        rows = []
        for price in prices(self.frames.now)[:SHOWN]:
            name = f"{price.brand} {price.model}".strip()
            id = f"model.{name}"
            values = (("min", price.low), ("median", price.median), ("max", price.high))
            made = (
                cells.count(f"{id}.awards", price.awards),
                Cell(f"{id}.priced", str(price.count), rests_on=price.awards),
                *(Cell(f"{id}.price_{key}", cells.yuan(fen), YUAN, rests_on=price.awards) for key, fen in values),
            )
            rows.append(Row(id, name, made))
        return self.table("models", "model", columns, rows, note="models")

    # ── who, where, how, how much ────────────────────────────────────────────────────────────────────────────────

    def buyer_types(self) -> Table:
        """Types of buyers, rolled up into groups; a group of one type stands alone."""
        fine = tallies(self.frames.now.with_columns(pl.col("buyer_type").replace("", "unknown")), "buyer_type")
        groups: dict[str, list[str]] = {}
        for code in fine:
            groups.setdefault(self.scope.group_of(code), []).append(code)
        sums = {group: united([fine[code] for code in codes]) for group, codes in groups.items()}
        rows: list[Row] = []
        for group, codes in sorted(
            groups.items(), key=lambda item: (item[0] == "unknown", -sums[item[0]].fen, item[0])
        ):
            rows.append(self.group_row(f"buyer_group.{group}", sums[group].named(self._group_name(group))))
            if len(codes) > 1:
                rows += [self.group_row(f"buyer_type.{c}", fine[c].named(self._type_name(c)), depth=1) for c in codes]
        rows.append(self.group_row("buyer_type.total", self.total.named(self.say("total"))))
        return self.table("buyer_types", "buyer_type", self.group_columns(), rows, note="groups")

    def _group_name(self, group: str) -> str:
        found = next((item for item in buyer_groups().values() if item.group == group), None)
        if found is None:
            return self._type_name(group)
        return found.name_zh if self.language == "zh" else found.name_en

    def _type_name(self, code: str) -> str:
        found = buyer_groups().get(code)
        if found is None:
            return code
        return found.title_zh if self.language == "zh" else found.type_en

    def provinces(self) -> Table:
        """All provincial units, in the order of their codes."""
        parts = tallies(self.frames.now, "province")
        rows = [
            self.group_row(f"region.{item.code}", parts.get(item.code, Tally()).named(short_name(item)))
            for item in divisions()
            if item.level == "province"
        ]
        known = {row.id.removeprefix("region.") for row in rows}
        rest = united([part for code, part in parts.items() if code not in known])
        if rest.awards:
            rows.append(self.group_row("region.not_stated", rest.named(self.say("not_stated"))))
        rows.append(self.group_row("region.total", self.total.named(self.say("total"))))
        return self.table("provinces", "province", self.group_columns(), rows, note="provinces")

    def methods(self) -> Table:
        """Procurement methods as printed."""
        return self.table(
            "methods", "method", self.group_columns(), self.groups("method", tallies(self.frames.now, "method"), str)
        )

    def sizes(self) -> Table:
        """Bands of the award's amount in this scope."""
        parts = tallies(with_sizes(self.frames.now), "size")
        order = [*(str(index) for index in range(len(SIZES) + 1)), "none"]
        rows = [self.group_row(f"size.{key}", parts.get(key, Tally()).named(self.say(f"size.{key}"))) for key in order]
        rows.append(self.group_row("size.total", self.total.named(self.say("total"))))
        return self.table("sizes", "size", self.group_columns(), rows)

    def largest(self) -> Table:
        """The ten largest awards."""
        found = (
            self.frames.now.filter(pl.col("fen").is_not_null())
            .group_by("award")
            .agg(
                pl.col("fen").sum(),
                pl.col("buyer", "project", "name", "winner", "published", "ordinal").sort_by("ordinal").first(),
            )
            .sort("fen", "award", descending=[True, False])
            .head(TOP)
        )
        columns = (self.column("amount", YUAN), self.column("winner"), self.column("published_on"))
        rows = []
        for rank, row in enumerate(found.iter_rows(named=True), start=1):
            id, ids = f"largest.{rank}", (row["award"],)
            made = (
                Cell(f"{id}.amount", cells.yuan(row["fen"]), YUAN, rests_on=ids),
                self._words(f"{id}.winner", row["winner"], ids),
                Cell(f"{id}.published_on", row["published"].isoformat(), rests_on=ids),
            )
            what = row["project"] or row["name"]
            rows.append(Row(id, " · ".join(filter(None, (row["buyer"], what))) or self.say("not_stated"), made))
        return self.table("largest", "project", columns, rows)

    def _words(self, id: str, words: str, ids: Sequence[str]) -> Cell:
        if words:
            return cells.text(id, words, ids)
        return Cell(id, None, rests_on=tuple(ids), check="not_checkable", why=self.say("not_stated"))

    def parties(self, id: str, column: str, head: str) -> Table:
        """The ten buyers or suppliers with the most awards."""
        parts = busiest(self.frames.now, column, count=TOP)
        rows = [self.group_row(f"{column}.{name}", part.named(name)) for name, part in parts.items()]
        return self.table(id, head, self.group_columns(), rows)

    def ratio(self) -> Table:
        """Awards against budgets."""
        found, language = ratio(self.frames.now), self.language
        columns = (
            self.column("awards", AWARDS),
            self.column("amount", YUAN),
            self.column("budget", YUAN),
            self.column("quotient", PERCENT),
            self.column("mean_quotient", PERCENT),
        )
        made: tuple[Cell, ...] = (cells.count("ratio.awards", found.awards),)
        if found.mean is None:
            rest = (("amount", YUAN), ("budget", YUAN), ("quotient", PERCENT), ("mean_quotient", PERCENT))
            made += tuple(cells.absent(f"ratio.{name}", unit, "no_budget", language) for name, unit in rest)
        else:
            part, whole = Tally(fen=found.fen), Tally(paid=found.awards, fen=found.budget)
            made += (
                Cell("ratio.amount", cells.yuan(found.fen), YUAN, rests_on=found.awards),
                Cell("ratio.budget", cells.yuan(found.budget), YUAN, rests_on=found.awards),
                cells.share("ratio.quotient", part, whole, language),
                Cell("ratio.mean_quotient", str(found.mean), PERCENT, rests_on=found.awards),
            )
        return self.table("ratio", "item", columns, (Row("ratio", self.say("total"), made),))

    # ── how much is known ────────────────────────────────────────────────────────────────────────────────────────

    def coverage(self) -> Table:
        """How many awards state what, and why amounts are missing."""
        now = self.frames.now
        has = {
            "amount": pl.col("fen").is_not_null(),
            "brand": pl.col("brand") != "",
            "quantity": pl.col("quantity").is_not_null(),
            "price": pl.col("price_fen").is_not_null(),
            "region": pl.col("region") != "",
            "buyer_type": ~pl.col("buyer_type").is_in(["", "unknown"]),
            "budget": pl.col("budget_fen").is_not_null(),
        }
        rows = [self._covered(f"coverage.{key}", f"has.{key}", awards_where(now, test)) for key, test in has.items()]
        missing = without_amount(now)
        named = {key: missing.pop(key, ()) for key in ("masked", "bundle", "currency")}
        rows += [self._covered(f"coverage.no_{key}", f"no.{key}", ids) for key, ids in named.items()]
        other = tuple(sorted({id for ids in missing.values() for id in ids}))
        rows.append(self._covered("coverage.no_other", "no.other", other))
        return self.table(
            "coverage", "item", (self.column("awards", AWARDS), self.column("covered_share", PERCENT)), rows
        )

    def _covered(self, id: str, label: str, ids: tuple[str, ...]) -> Row:
        return Row(
            id,
            self.say(label),
            (
                cells.count(f"{id}.awards", ids),
                _share_of_count(f"{id}.covered_share", Tally(ids), self.total, self.language, why="no_awards"),
            ),
        )

    def set_aside(self) -> Table:
        """Awards that a rule set aside, and those that a correction changed."""
        aside = self.frames.aside
        found = {
            rule: awards_where(aside, pl.col("rule") == rule) for rule in ("copy", "terminated", "category", "undated")
        }
        found["corrected"] = awards_where(self.frames.now, pl.col("is_corrected"))
        rows = [
            Row(f"set_aside.{rule}", self.say(f"rule.{rule}"), (cells.count(f"set_aside.{rule}.awards", ids),))
            for rule, ids in found.items()
        ]
        return self.table("set_aside", "rule", (self.column("awards", AWARDS),), rows)


def instrument_name(scope: Scope) -> str:
    """The name of the scope's instrument in its language."""
    if not scope.instrument:
        return say("all", scope.language)
    item = instrument_by_id()[scope.instrument]
    return item.name_zh if scope.language == "zh" else item.name_en


def _measure(of: Tally, name: str) -> int:
    return {"awards": len(of.awards), "units": of.units, "amount": of.fen}[name]


def _sum(id: str, of: Tally) -> Cell:
    """Money of a month: nothing bought is zero."""
    return Cell(id, cells.yuan(of.fen), YUAN, rests_on=of.paid)


def _share_of_count(id: str, part: Tally, whole: Tally, language: Language, *, why: str = "no_known") -> Cell:
    if not whole.awards:
        return cells.absent(id, PERCENT, why, language)
    found = cells.percent(len(part.awards), len(whole.awards))
    arithmetic = f"{len(part.awards)} ÷ {len(whole.awards)} = {found} %"
    return Cell(id, str(found), PERCENT, rests_on=whole.awards, arithmetic=arithmetic)
