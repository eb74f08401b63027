"""Members and readings for the tests of this room: from our pages, and made by hand where a page would say too much."""

from functools import cache
from pathlib import Path

from hypothesis import strategies as st

import zhiyue
from zhiyue.model import Count, Evidence, Field, Money, Named, PageResult, Value, ValueType
from zhiyue.record import Judgement, Member, Rank, Source
from zhiyue.records import members_of
from zhiyue.records.identity import keys_of
from zhiyue.spans import Span

PAGES = Path(__file__).parent / "pages"
SAMPLES = Path(__file__).parents[2] / "samples" / "pages"


@cache
def reading(name: str) -> PageResult:
    return zhiyue.mask(zhiyue.read(PAGES / f"{name}.txt"))


@cache
def page_members() -> tuple[Member, ...]:
    """Everything our own pages say: those of this folder and the samples."""
    paths = [*sorted(PAGES.iterdir()), *sorted(SAMPLES.iterdir())]
    return tuple(member for path in paths for member in members_of(zhiyue.mask(zhiyue.read(path))))


def members_like(prefix: str, type: str) -> tuple[Member, ...]:
    names = sorted(path.stem for path in PAGES.glob(f"{prefix}*.txt"))
    return tuple(member for name in names for member in members_of(reading(name)) if member.type == type)


def field(value: Value | None, type: ValueType, *, status: str = "stated", exact: str | None = None) -> Field:
    exact = exact if exact is not None else str(getattr(value, "name", getattr(value, "printed", value)))
    place = Evidence(exact, 0, len(exact), Span(0, len(exact)), status=status, value=value)
    return Field(type, value, status=status, evidence=(place,))


def money(amount: str, printed: str, unit: str = "万元") -> Money:
    return Money(amount, "CNY", printed, unit)


def purchase(
    id: str,
    *,
    rank: Rank = "trade",
    published: str = "2025-03-01",
    publisher: str | None = None,
    is_correction: bool = False,
    version: str = "0.2",
    **fields: Field | tuple[Field, ...],
) -> Member:
    """A page's word about a purchase; without fields of its own it has the number 0722-256211HJ0317."""
    told = fields or {"project_number": field("0722-256211HJ0317", "code")}
    if "project_number" not in told:
        told = {"project_number": field("0722-256211HJ0317", "code"), **told}
    source = Source(f"sha256:{id}", version, f"{id}.txt", id, publisher or id, published=published, rank=rank)
    return Member(
        id=id,
        type="purchase",
        source=source,
        kind="tender",
        stage="tender",
        notice=0,
        fields=told,
        title=id,
        published=published,
        is_correction=is_correction,
        keys=keys_of("purchase", told, published=published),
    )


# ── strategies ───────────────────────────────────────────────────────────────────────────────────────────────────

_BUDGETS = (
    money("4051800.00", "405.18"),
    money("4051800.00", "4051800", "元"),
    money("4051000.00", "405.1"),
    money("4050000.00", "405"),
    money("4120000.00", "412"),
    money("4118000.00", "411.8"),
)
_RANKS: tuple[Rank, ...] = ("official_notice", "press", "trade", "answer_site")


@st.composite
def purchases(draw: st.DrawFn) -> tuple[Member, ...]:
    """Up to eight pages about two or three purchases, with and without numbers, agreeing and not."""
    size = draw(st.integers(1, 8))
    return tuple(_drawn(draw, index) for index in range(size))


def _drawn(draw: st.DrawFn, index: int) -> Member:
    number = draw(st.sampled_from([None, "0722-256211HJ0317", "0722-256211HJ0318"]))
    buyer = draw(st.sampled_from(["江州海洋环境监测站", "云溪县中医院"]))
    fields: dict[str, Field | tuple[Field, ...]] = {
        "project_number": field(number, "code") if number else field(None, "code", status="masked", exact="***"),
        "buyer": field(Named(buyer), "organisation"),
        "project": field(draw(st.sampled_from(["离子色谱仪采购项目", "离子色谱仪项目"])), "name"),
        "budget": field(
            draw(st.sampled_from(_BUDGETS)), "money", status=draw(st.sampled_from(["stated", "truncated"]))
        ),
        "items": tuple(
            field(Named(name), "instrument")
            for name in draw(st.lists(st.sampled_from(["离子色谱仪", "纯水机", "天平"]), unique=True, min_size=1))
        ),
        "quantity": field(Count(draw(st.sampled_from(["1", "2"]))), "count"),
    }
    return purchase(
        f"page{index}",
        rank=draw(st.sampled_from(_RANKS)),
        published=draw(st.sampled_from(["2025-03-01", "2025-03-02", "2025-04-09"])),
        publisher=draw(st.sampled_from(["甲网", "乙网", "丙网"])),
        is_correction=draw(st.booleans()),
        **fields,
    )


def judgements(ids: tuple[str, ...]) -> st.SearchStrategy[list[Judgement]]:
    """Judgements of two persons on these members, at three moments."""
    verdicts = st.sampled_from(["same", "not_same", "undone"])
    moments = st.sampled_from(["2026-01-01T08:00:00+08:00", "2026-01-02T08:00:00+08:00", "2026-01-03T08:00:00+08:00"])
    one = st.builds(
        Judgement, st.sampled_from(ids), st.sampled_from(ids), verdicts, st.sampled_from(["林", "周"]), moments
    )
    return st.lists(one, max_size=6)
