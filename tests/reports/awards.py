"""Random award lines with random damage, and the same report computed in the plainest way: loops over rows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from random import Random

from zhiyue.reports.market import AwardLine

BRANDS = (("赛默飞", "US"), ("万通", "CH"), ("岛津", "JP"), ("皖仪", "CN"), ("盛瀚", "CN"), ("远望", "TW"), ("", ""))
BUYERS = (
    ("甲大学", "university", "330100"),
    ("乙医院", "hospital", "320000"),
    ("丙药检院", "testing_institute", ""),
    ("", "", ""),
)
WINNERS = ("一号公司", "二号公司", "三号公司")
FIRST = date(2024, 5, 1)


def random_lines(rng: Random) -> list[AwardLine]:
    """Awards over fourteen months, then copies, corrections, terminations, masks, bundles, services."""
    rows: list[AwardLine] = []
    for number in range(rng.randint(1, 14)):
        award = _award(rng, number)
        rows += award
        damage = rng.random()
        if damage < 0.2:
            rows += _copy(rng, award, number)
        elif damage < 0.35:
            rows.append(_correction(rng, award[0], number))
        elif damage < 0.45:
            rows.append(_termination(rng, award[0], number))
    rng.shuffle(rows)
    return rows


def _award(rng: Random, number: int) -> list[AwardLine]:
    buyer, kind, region = rng.choice(BUYERS)
    fen = rng.choice((None, rng.randint(1, 3_000_000_00), 381_1000_00, rng.randint(1, 99)))
    status = "stated" if fen is not None else rng.choice(("masked", "not_stated"))
    base = AwardLine(
        f"a{number}", f"p{number}", "award", FIRST + timedelta(days=rng.randint(0, 425)),
        purchase=rng.choice(("", "", f"r{number % 4}")), number=rng.choice(("", f"N{number % 6}", f"N{number}")), lot=rng.choice(("", "", "1", "2")),
        buyer=buyer, buyer_type=kind, region=region, winner=rng.choice((*WINNERS, "")), method=rng.choice(("公开招标", "")),
        award_fen=fen, award_status=status, budget_fen=rng.choice((None, rng.randint(1, 4_000_000_00))),
        currency=rng.choice(("CNY",) * 6 + ("USD", "JPY")),
    )  # fmt: skip
    return [_line(rng, base, ordinal) for ordinal in range(1, rng.choice((1, 1, 1, 2, 3)) + 1)]


def _line(rng: Random, base: AwardLine, ordinal: int) -> AwardLine:
    brand, home = rng.choice(BRANDS)
    return base._replace(
        ordinal=ordinal, name="离子色谱仪", category=rng.choice(("goods",) * 6 + ("service", "consumable")),
        instrument=rng.choice(("ic", "ic", "ic", "gc")), brand=brand, brand_region=home, model=rng.choice(("", "M1", "M2")),
        quantity=rng.choice((None, 1, 2, 3, 7)), unit_fen=rng.choice((None, None, rng.randint(1, 900_000_00))),
        line_fen=rng.choice((None, None, rng.randint(1, 900_000_00))),
    )  # fmt: skip


def _copy(rng: Random, award: list[AwardLine], number: int) -> list[AwardLine]:
    """Another page on the same award: perhaps without number, winner or amount, perhaps with fewer lines."""
    what = rng.choice(("same", "number", "winner", "amount", "brand"))
    day = (award[0].published or FIRST) + timedelta(days=rng.randint(-3, 40))
    made = [row._replace(award=f"c{number}", page=f"q{number}", published=day) for row in award[: rng.randint(1, 3)]]
    bare = {
        "number": {"number": "", "purchase": ""},
        "winner": {"winner": ""},
        "amount": {"award_fen": None},
        "brand": {"brand": "", "brand_region": ""},
    }
    return [row._replace(**bare.get(what, {})) for row in made]


def _correction(rng: Random, award: AwardLine, number: int) -> AwardLine:
    return AwardLine(
        f"k{number}", f"s{number}", "correction", (award.published or FIRST) + timedelta(days=rng.randint(-2, 20)),
        purchase=award.purchase, number=award.number, lot=rng.choice(("", award.lot, "9")),
        award_fen=rng.choice((None, rng.randint(1, 3_000_000_00))), former_fen=rng.choice((None, award.award_fen)),
        winner=rng.choice(("", "四号公司")),
    )  # fmt: skip


def _termination(rng: Random, award: AwardLine, number: int) -> AwardLine:
    day = (award.published or FIRST) + timedelta(days=rng.randint(-5, 20))
    return AwardLine(
        f"t{number}", f"u{number}", "termination", day, award.purchase, award.number, rng.choice(("", award.lot))
    )


# ── the same, by hand ────────────────────────────────────────────────────────────────────────────────────────────


@dataclass
class Told:
    """One award as notices tell it, on its way through the rules."""

    id: str
    key: str
    lot: str
    winner: str
    fen: int | None
    day: date
    rows: list[AwardLine] = field(default_factory=list)
    corrected: bool = False

    @property
    def branded(self) -> int:
        return sum(row.brand != "" for row in self.rows)


def counted(
    rows: Iterable[AwardLine], *, rates: dict[str, Decimal] | None = None
) -> list[tuple[Told, AwardLine, int | None]]:
    """Every counted line with its award and the amount that counts, in fen."""
    kept = list(rows)
    key_of = _keys(kept)
    told: dict[str, Told] = {}
    for row in kept:
        if row.stage == "award":
            found = told.setdefault(
                row.award, Told(row.award, key_of[row], row.lot, row.winner, row.award_fen, row.published or FIRST)
            )
            found.rows.append(row)
    alive = [award for award in told.values() if not _corrected_and_ended(award, kept, key_of)]
    groups: dict[str, list[Told]] = defaultdict(list)
    for award in alive:
        groups[award.key].append(award)
    result = []
    for group in groups.values():
        for award in _without_copies(group):
            goods = [row for row in award.rows if row.category == "goods"]
            result += [(award, row, _amount(award, row, rates or {})) for row in goods]
    return result


def _keys(rows: list[AwardLine]) -> dict[AwardLine, str]:
    records: dict[str, list[str]] = defaultdict(list)
    for row in rows:
        if row.number and row.purchase:
            records[row.number].append(row.purchase)
    own: dict[AwardLine, str] = {}
    for row in rows:
        record = row.purchase or (min(records[row.number]) if records.get(row.number) else "")
        own[row] = f"p:{record}" if record else f"n:{row.number}" if row.number else ""
    by_deal: dict[tuple[str, int], set[str]] = defaultdict(set)
    buyers: dict[tuple[str, int], list[str]] = defaultdict(list)
    for row in rows:
        if own[row] and row.stage == "award" and row.winner and row.award_fen is not None:
            by_deal[row.winner, row.award_fen].add(own[row])
            buyers[row.winner, row.award_fen].append(row.buyer)
    for row in rows:
        if own[row]:
            continue
        is_told = row.stage == "award" and row.winner and row.award_fen is not None
        deal = (row.winner, row.award_fen or 0)
        if is_told and len(by_deal.get(deal, ())) == 1 and row.buyer in ("", min(buyers[deal])):
            own[row] = next(iter(by_deal[deal]))
        elif is_told and row.buyer:
            own[row] = f"b:{row.buyer}|{row.winner}|{row.award_fen}"
        else:
            own[row] = f"a:{row.award}"
    return own


def _corrected_and_ended(award: Told, rows: list[AwardLine], key_of: dict[AwardLine, str]) -> bool:
    mine = [row for row in rows if key_of[row] == award.key and row.lot in ("", award.lot) and row.stage != "award"]
    for row in sorted(
        (row for row in mine if row.stage == "correction"), key=lambda row: (row.published or FIRST, row.award)
    ):
        if (row.published or FIRST) >= award.day and row.former_fen in (None, award.fen):
            award.winner = row.winner or award.winner
            if row.award_fen is not None:
                award.fen, award.corrected = row.award_fen, True
    return any(row.stage == "termination" and (row.published or FIRST) > award.day for row in mine)


def _without_copies(group: list[Told]) -> list[Told]:
    group = [a for a in group if not (not a.lot and not a.winner and any(b.lot for b in group))]
    group = [a for a in group if not (not a.lot and a.winner and any(b.lot and b.winner == a.winner for b in group))]
    group = [a for a in group if a.winner or not any(b.lot == a.lot and b.winner for b in group)]
    group = [
        a
        for a in group
        if a.fen is not None or not any((b.lot, b.winner) == (a.lot, a.winner) and b.fen is not None for b in group)
    ]
    same: dict[tuple[str, str, int | None], list[Told]] = defaultdict(list)
    for award in group:
        same[award.lot, award.winner, award.fen].append(award)
    best = []
    for several in same.values():
        several.sort(key=lambda a: (-a.branded, -len(a.rows), a.day, a.id))
        several[0].day = min(a.day for a in several)
        best.append(several[0])
    return best


def _amount(award: Told, row: AwardLine, rates: dict[str, Decimal]) -> int | None:
    alone = len(award.rows) == 1
    if alone and award.corrected:
        fen = award.fen
    elif row.line_fen is not None:
        fen = row.line_fen
    elif row.unit_fen is not None and row.quantity is not None:
        fen = row.unit_fen * row.quantity
    else:
        fen = award.fen if alone else None
    if fen is None or row.currency in ("CNY", ""):
        return fen
    if row.currency not in rates:
        return None
    return int((fen * rates[row.currency]).to_integral_value(ROUND_HALF_UP))


def home_of(row: AwardLine) -> str:
    """The home of a line's brand."""
    if not row.brand_region:
        return "unknown"
    return "domestic" if row.brand_region in ("CN", "HK", "MO", "TW") else "foreign"


def half_up(part: int, whole: int) -> str:
    """A share in percent, two decimals, half up."""
    thousandths, rest = divmod(part * 10_000 * 2 + whole, whole * 2)
    del rest
    return f"{thousandths // 100}.{thousandths % 100:02}"
