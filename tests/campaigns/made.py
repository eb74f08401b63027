"""Campaigns for the tests of this room: a small one written by hand, and any number of random ones."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import strategies as st

from zhiyue.campaign import Activity, Area, Campaign, Edition, Measure, Merge, Proof, Return, Unit

AREAS = (
    Area("tqm", 1, "全面质量管理推广行动", "improvement", ("全面质量管理", "首席质量官", "质量管理小组")),
    Area("chain", 2, "产业链质量联动提升", "region", ("产业链", "供应链", "区域品牌")),
    Area("nqi", 3, "质量基础设施便民服务", "infrastructure", ("计量", "检定", "校准", "实验室")),
    Area("goods", 4, "消费品质量安全守护", "supervision", ("检查", "抽查", "召回", "投诉")),
    Area("culture", 5, "质量文化传播", "literacy", ("宣传", "讲堂", "竞赛", "征文")),
)
EDITION = Edition(
    id="jd-2025",
    series="quality-month",
    year="2025",
    title="2025年江东省“质量月”",
    theme="加强全面质量管理 促进质量强省建设",
    start="2025-09-01",
    end="2025-09-30",
    areas=AREAS,
    due=(("plan", "2025-08-29"), ("change", "2025-09-05"), ("summary", "2025-10-15")),
)
UNITS = (
    Unit("jd", "江东省市场监督管理局", level="省", region="330000"),
    Unit("gzw", "江东省国资委", ("jd",), "jd", "省"),
    Unit("wz", "望州市市场监督管理局", ("jd",), "jd", "市"),
    Unit("cj", "澄江市市场监督管理局", ("jd",), "jd", "市"),
    Unit("zg", "江东重工集团有限公司", ("gzw", "wz"), "gzw", "企业"),
    Unit("hb", "望州市湖滨区市场监督管理局", ("wz",), "wz", "县"),
)


def activity(id: str, unit: str, name: str = "质量大讲堂", **more: object) -> Activity:
    return Activity(**{"id": id, "unit": unit, "name": name, "state": "reported", **more})


def measure(id: str, code: str, number: str, *proofs: str, unit: str = "", **more: object) -> Measure:
    return Measure(**{"id": id, "code": code, "number": number, "unit": unit, "proofs": proofs, **more})


def returned(id: str, unit: str, activity: str | None, *measures: Measure, **more: object) -> Return:
    return Return(**{"id": id, "unit": unit, "state": "verified", "activity": activity, "measures": measures, **more})


def proof(id: str, title: str = "签到表", **more: object) -> Proof:
    return Proof(**{"id": id, "form": "list", "title": title, "digest": f"sha256:{id}", **more})


def withdraw(campaign: Campaign, id: str) -> Campaign:
    return replace(
        campaign,
        proofs=tuple(replace(item, is_withdrawn=item.is_withdrawn or item.id == id) for item in campaign.proofs),
    )


def small() -> Campaign:
    """Six units, five activities of which two are one, figures with and without proof, one unit under two parents."""
    return Campaign(
        edition=EDITION,
        units=UNITS,
        activities=(
            activity("a1", "wz", "“质量月”主题宣传进中心广场", kind="literacy", areas=("culture",), start="2025-09-02",
                     place="望州市中心广场", region="330100"),
            activity("a2", "hb", "湖滨区质量月主题宣传活动（中心广场）", kind="literacy", areas=("culture",),
                     start="2025-09-02", place="中心广场", region="330100"),
            activity("a3", "cj", "家用血压计免费校准进社区", kind="services", areas=("nqi",), start="2025-09-10",
                     place="和平社区", region="330200"),
            activity("a4", "zg", "优秀质量管理小组成果发布", kind="groups", areas=("tqm", "culture"), start="2025-09-16",
                     place="公司一号厂房", region="330100"),
            activity("a5", "cj", "集贸市场检查", kind="services", areas=("goods",), start="2025-09-20", state="published",
                     region="330200"),
        ),
        returns=(
            returned("r1", "wz", "a1", measure("m1", "attendances", "300", "p1"), measure("m2", "leaflets", "1200", relation="≥")),
            returned("r2", "hb", "a2", measure("m3", "attendances", "280", "p2"), measure("m4", "leaflets", "1000", "p2")),
            returned("r3", "cj", "a3", measure("m5", "attendances", "86", "p3"), measure("m6", "free_tests", "86")),
            returned("r4", "zg", "a4", measure("m7", "attendances", "120", relation="≈"), measure("m8", "participants", "95", "p4")),
            returned("r5", "cj", None, measure("m9", "hazards", "40", "p3"), measure("m10", "hazards_fixed", "38", "p3")),
            returned("r6", "gzw", None, is_nil=True),
        ),
        proofs=(proof("p1"), proof("p2", "现场照片"), proof("p3"), proof("p4")),
        merges=(Merge("j1", ("a1", "a2"), "a1", "同日同地，一处摊位两家填报"),),
    )  # fmt: skip


# ── strategies ───────────────────────────────────────────────────────────────────────────────────────────────────

_CODES = (("attendances", "人次"), ("attendances", "人"), ("leaflets", "份"))


@st.composite
def campaigns(draw: st.DrawFn) -> Campaign:
    """Up to seven units in any tree or trees, some under two parents; activities, returns, proofs, merges at random."""
    units = _units(draw)
    ids = [unit.id for unit in units]
    activities = tuple(
        activity(
            f"a{n}",
            draw(st.sampled_from(ids)),
            state=draw(st.sampled_from(["published", "reported", "verified", "withdrawn"])),
            kind=draw(st.sampled_from(["literacy", "groups", ""])),
            areas=draw(st.sampled_from([(), ("tqm",), ("culture", "nqi")])),
            region=draw(st.sampled_from([None, "330100", "320000"])),
        )
        for n in range(draw(st.integers(0, 6)))
    )
    proofs = tuple(proof(f"p{n}", is_withdrawn=draw(st.booleans())) for n in range(draw(st.integers(1, 4))))
    returns = tuple(_return(draw, n, ids, activities, proofs) for n in range(draw(st.integers(0, 8))))
    return Campaign(EDITION, units, activities, returns, proofs, _merges(draw, activities))


def _units(draw: st.DrawFn) -> tuple[Unit, ...]:
    units: list[Unit] = []
    for n in range(draw(st.integers(1, 7))):
        before = [unit.id for unit in units]
        parents = tuple(draw(st.lists(st.sampled_from(before), unique=True, max_size=2))) if before else ()
        home = draw(st.sampled_from(parents)) if parents else None
        units.append(Unit(f"u{n}", f"单位{n}", parents, home))
    return tuple(units)


def _return(
    draw: st.DrawFn, n: int, units: list[str], activities: tuple[Activity, ...], proofs: tuple[Proof, ...]
) -> Return:
    about = draw(st.sampled_from([None, *activities]))
    unit = about.unit if about is not None and draw(st.booleans()) else draw(st.sampled_from(units))
    known = [item.id for item in proofs]
    measures = []
    for index in range(draw(st.integers(0, 3))):
        code, word = draw(st.sampled_from(_CODES))
        support = draw(st.lists(st.sampled_from(known), unique=True, max_size=2))
        number = str(draw(st.integers(0, 500)))
        relation = draw(st.sampled_from(["=", "=", "≥", "≈", "<"]))
        measures.append(measure(f"m{n}-{index}", code, number, *support, unit=word, relation=relation))
    return returned(
        f"r{n}",
        unit,
        about.id if about is not None else None,
        *measures,
        state=draw(st.sampled_from(["draft", "submitted", "verified", "withdrawn"])),
        is_nil=not measures and draw(st.booleans()),
        proofs=tuple(draw(st.lists(st.sampled_from(known), max_size=1))),
    )


def _merges(draw: st.DrawFn, activities: tuple[Activity, ...]) -> tuple[Merge, ...]:
    if len(activities) < 2:
        return ()
    ids = [item.id for item in activities]
    groups = draw(st.lists(st.lists(st.sampled_from(ids), unique=True, min_size=2, max_size=3), max_size=2))
    return tuple(Merge(f"j{n}", tuple(group), draw(st.sampled_from(group))) for n, group in enumerate(groups))
