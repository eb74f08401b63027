"""Small reports of invented organisations: two kinds, with every object that a report may hold."""

from zhiyue.report import (
    Amendment,
    Cell,
    Chart,
    Check,
    Column,
    Report,
    Row,
    Rule,
    Section,
    Sentence,
    Table,
)

FOREIGN = Cell(
    "origin.foreign.share_known", "36.473", "%", rests_on=("a1#0", "a2#0"),
    arithmetic="3811000 ÷ (3811000 + 6637800)",
)  # fmt: skip
TOTAL = Cell("total.amount", "10448800.00", "元", rests_on=("a1#0", "a2#0", "a3#0"))
AWARDS = Cell("total.awards", "3", "宗", rests_on=("a1#0", "a2#0", "a3#0"))
LAST_YEAR = Cell("total.change_on_year", None, "%", why="上年同期数据不足")

ORIGINS = Table(
    "origins",
    "按品牌产地",
    "产地",
    (Column("awards", "中标数", "宗"), Column("amount", "金额", "元"), Column("share", "占比", "%")),
    (
        Row("origin.foreign", "进口", (
            Cell("origin.foreign.awards", "1", "宗", rests_on=("a1#0",)),
            Cell("origin.foreign.amount", "3811000.00", "元", rests_on=("a1#0",)),
            FOREIGN,
        )),
        Row("origin.domestic", "国产", (
            Cell("origin.domestic.awards", "1", "宗", rests_on=("a2#0",)),
            Cell("origin.domestic.amount", "6637800.00", "元", rests_on=("a2#0",)),
            Cell("origin.domestic.share_known", "63.527", "%", rests_on=("a1#0", "a2#0")),
        )),
        Row("origin.unknown", "品牌不明", (
            Cell("origin.unknown.awards", "1", "宗", rests_on=("a3#0",)),
            Cell("origin.unknown.amount", None, "元", why="金额已遮蔽"),
            Cell("origin.unknown.share_known", None, "%", why="不在已知之列"),
        )),
        Row("origin.total", "合计", (AWARDS, TOTAL, Cell("origin.total.share", "100", "%")), leads_to="/awards/2025-06/"),
    ),
    total="origin.total",
    note="金额不明的中标计入宗数，不计入金额。",
)  # fmt: skip


def _month(number: int) -> Row:
    values = (str(2_000_000 + number * 170_000), str(3_000_000 - number * 90_000), str(400_000 + number * 20_000))
    name = f"2025-{number:02}"
    cells = (
        Cell(f"months.{name}.{origin}", value, "元")
        for origin, value in zip(("domestic", "foreign", "unknown"), values, strict=True)
    )
    return Row(f"months.{name}", name, tuple(cells))


MONTHS = Table(
    "months", "按月份", "月份",
    (Column("domestic", "国产", "元"), Column("foreign", "进口", "元"), Column("unknown", "品牌不明", "元")),
    tuple(_month(number) for number in range(1, 13)),
)  # fmt: skip
PROVINCES = Table(
    "provinces", "按省级行政区", "地区", (Column("awards", "中标数", "宗"),),
    (
        Row("110000", "北京市", (Cell("region.110000.awards", "12", "宗"),)),
        Row("440000", "广东省", (Cell("region.440000.awards", "31", "宗"),)),
        Row("650000", "新疆维吾尔自治区", (Cell("region.650000.awards", "2", "宗"),)),
        Row("710000", "台湾省", (Cell("region.710000.awards", None, "宗", why="没有来源"),)),
    ),
)  # fmt: skip
MARKET = Report(
    id="market.2025-06.ion_chromatograph",
    kind="market",
    title="离子色谱仪市场月报（2025年6月）",
    start="2025-06-01",
    end="2025-06-30",
    rules_version="1",
    rules=(Rule("by_published", "按公告发布日期计入月份。"), Rule("deduplicated", "同一采购的多次公告只计一次。")),
    state="sha256:0123456789abcdef",
    sections=(
        Section(
            "overview", "总体情况",
            (
                Sentence("本月共有中标{total.awards}，金额{total.amount}。", (AWARDS, TOTAL)),
                Sentence("已知产地的金额中，进口占{origin.foreign.share_known}。", (FOREIGN,)),
                Sentence("与上年同期相比：{total.change_on_year}。", (LAST_YEAR,)),
            ),
            (ORIGINS,),
            (Chart("origins", "按品牌产地的金额", "origins", ("amount",), "bars"),),
            (
                Section("months", "近一年走势", tables=(MONTHS,), charts=(
                    Chart("months", "国产与进口金额", "months", ("domestic", "foreign", "unknown"), "stacked"),
                    Chart("months-columns", "进口金额", "months", ("foreign",), "columns"),
                )),
            ),
        ),
        Section("regions", "地区分布", tables=(PROVINCES,), charts=(
            Chart("regions", "中标数的地区分布", "provinces", ("awards",), "tiles"),
        )),
    ),
    checks=(
        Check("sum.of_parts", "confirmed", "各产地宗数之和等于总数。", "1 + 1 + 1 = 3", ("total.awards",)),
        Check("share.sum", "contradicted", "另一家媒体所载进口占比不同。", "36.47 ≠ 41.02", (FOREIGN.id,)),
    ),
    version=2,
    amendments=(Amendment("total.amount", "总金额", "10000000.00", "10448800.00", "一则更正公告"),),
    subtitle="按公开的中标公告计算",
    issuer="示例检测仪器信息中心",
    issued="2025-07-05",
)  # fmt: skip


def _three(code: str, values: tuple[str, str, str], unit: str, relation: str = "=") -> tuple[Cell, ...]:
    return tuple(
        Cell(f"{code}.{layer}", value, unit, relation, rests_on=(f"return-{code}-1", f"return-{code}-2"))
        for layer, value in zip(("reported", "supported", "distinct"), values, strict=True)
    )


TOTALS = Table(
    "totals", "主要数据", "指标",
    (Column("reported", "上报"), Column("supported", "有据"), Column("distinct", "剔重后")),
    (
        Row("events", "活动场次", _three("events", ("150", "131", "122"), "场")),
        Row("people", "参与群众", _three("people", ("170000", "98000", "91200"), "人次", "≥")),
        Row("firms", "参与企业", _three("firms", ("6900", "5123", "4987"), "家次", "≥")),
    ),
)  # fmt: skip
CLOSING = Report(
    id="closing.quality_month.2026",
    kind="closing",
    title="示例省2026年全国“质量月”活动情况",
    start="2026-09-01",
    end="2026-09-30",
    rules_version="1",
    rules=(Rule("supported", "有页面、照片、名单或文件佐证的数据计入“有据”。"),),
    state="sha256:fedcba9876543210",
    sections=(
        Section("work", "活动开展情况", (
            Sentence("活动期间，{units.reported}家单位共开展各类活动{events.reported}。", (
                Cell("units.reported", "34", rests_on=("u1", "u2")), TOTALS.rows[0].cells[0],
            )),
            Sentence("参与群众{people.reported}，其中有佐证的{people.supported}。", TOTALS.rows[1].cells[:2]),
        ), (TOTALS,), (Chart("totals", "上报、有据与剔重后的活动场次", "totals", ("reported", "supported", "distinct"), "columns"),)),
        Section("problems", "存在问题", sections=(
            Section("late", "报送不够及时", (
                Sentence("截至统计日，{units.late}家单位尚未报送，上述数据未包含在内。", (Cell("units.late", "4"),)),
            )),
            Section("proof", "佐证不够充分", (
                Sentence("{events.unproved}没有佐证。", (Cell("events.unproved", "19", "场", rests_on=("e7",)),)),
            )),
        )),
        Section("next", "下一步打算", (Sentence("督促未报送单位补报，并对无佐证的数据逐项核对。"),)),
    ),
    audience="internal",
    issuer="示例省市场监督管理局",
    issued="2026-10-20",
)  # fmt: skip
