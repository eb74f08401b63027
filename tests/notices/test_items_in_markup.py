"""Items in tables of HTML: lots in the first column, merged cells, suppliers beside their goods, totals below."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

import zhiyue
from zhiyue.lines import Line, lines_of
from zhiyue.model import PageResult, RawPage

FIRST, SECOND = "江州启明仪器有限公司", "江州明德仪器有限公司"
WON = (("标项", "供应商名称", "中标金额（元）"), ("1", FIRST, "300000.00"), ("2", SECOND, "200000.00"))


def table(*rows: Sequence[str], tag: str = "td") -> str:
    """A table; a cell that opens with ``2|`` fills two rows."""
    cells = ("".join(_cell(words, tag if place == 0 else "td") for words in row) for place, row in enumerate(rows))
    return f"<table>{''.join(f'<tr>{row}</tr>' for row in cells)}</table>"


def _cell(words: str, tag: str) -> str:
    rows, _, inner = words.rpartition("|")
    return f'<{tag} rowspan="{rows}">{inner}</{tag}>' if rows else f"<{tag}>{inner}</{tag}>"


def read(*parts: str) -> PageResult:
    title = "江州大学仪器采购项目中标（成交）结果公告"
    head = f"<h1>{title}</h1><p>一、项目编号：JZ2025-001</p><p>二、项目名称：江州大学仪器采购项目</p>"
    body = f"<html><head><title>{title}</title></head><body>{head}{''.join(parts)}</body></html>"
    return zhiyue.process(RawPage(body=body.encode()))


def told(result: PageResult) -> list[tuple[str, str, str, Decimal | None]]:
    """Winner, name, brand and amount of every line."""
    winners = {fact.id: fact.all("winner")[0].exact or "" for fact in result.facts if fact.kind == "award"}
    return [(winners.get(line.fact, ""), line.name, line.brand, line.amount) for line in lines_of(result.facts)]


TWO = [
    (FIRST, "离子色谱仪", "岛津", Decimal("300000.00")),
    (SECOND, "气相色谱仪", "明德", Decimal("200000.00")),
]


def test_lots_in_the_first_column() -> None:
    goods = table(
        ("标项", "标的名称", "品牌", "规格型号", "数量", "单价（元）"),
        ("1", "离子色谱仪", "岛津", "IC1", "1台", "300000.00"),
        ("2", "气相色谱仪", "明德", "GC1", "2台", "100000.00"),
        tag="th",
    )
    result = read("<p>三、中标信息</p>", table(*WON, tag="th"), "<p>四、主要标的信息</p>", goods)
    assert told(result) == TWO
    assert [line.lot for line in lines_of(result.facts)] == ["1", "2"]


def test_a_merged_lot_holds_the_rows_beside_it() -> None:
    goods = table(
        ("标项", "标的名称", "品牌", "规格型号", "数量", "单价（元）"),
        ("2|1", "离子色谱仪", "岛津", "IC1", "1台", "200000.00"),
        ("自动进样器", "岛津", "AS1", "1台", "100000.00"),
        ("2", "气相色谱仪", "明德", "GC1", "2台", "100000.00"),
    )
    assert told(read("<p>三、中标信息</p>", table(*WON), "<p>四、主要标的信息</p>", goods)) == [
        (FIRST, "离子色谱仪", "岛津", Decimal("200000.00")),
        (FIRST, "自动进样器", "岛津", Decimal("100000.00")),
        (SECOND, "气相色谱仪", "明德", Decimal("200000.00")),
    ]


def test_each_lot_in_a_table_of_its_own() -> None:
    head = ("品目号", "品目名称", "采购标的", "品牌", "规格型号", "数量（单位）", "单价(元)", "总价(元)")
    won = ("供应商名称", "中标（成交）金额")
    result = read(
        "<p>三、采购结果</p><p>合同包1(离子色谱仪):</p>",
        table(won, (FIRST, "300,000.00元")),
        "<p>合同包2(气相色谱仪):</p>",
        table(won, (SECOND, "200,000.00元")),
        "<p>四、主要标的信息</p><p>合同包1(离子色谱仪):</p>",
        table(head, ("1-1", "分析仪器", "离子色谱仪", "岛津", "IC1", "1.00(台)", "300,000.00", "300,000.00")),
        "<p>合同包2(气相色谱仪):</p>",
        table(head, ("2-1", "分析仪器", "气相色谱仪", "明德", "GC1", "2.00(台)", "100,000.00", "200,000.00")),
    )
    assert told(result) == TWO


def test_a_supplier_beside_its_goods() -> None:
    goods = table(
        ("序号", "供应商名称", "货物名称", "货物品牌", "货物型号", "货物数量", "货物单价(元)"),
        ("1", FIRST, "质谱仪", "岛津", "MS1", "1", "300000"),
        ("2", SECOND, "质谱仪", "明德", "MS2", "2", "100000"),
    )
    won = [
        f"<p>供应商名称：{name}</p><p>中标（成交）金额：{price}（万元）</p>"
        for name, price in ((FIRST, "30.0000000"), (SECOND, "20.0000000"))
    ]
    result = read("<p>三、中标（成交）信息</p>", *won, "<p>四、主要标的信息</p>", goods)
    assert told(result) == [
        (FIRST, "质谱仪", "岛津", Decimal("300000.00")),
        (SECOND, "质谱仪", "明德", Decimal("200000.00")),
    ]


def test_totals_below_are_no_items() -> None:
    goods = table(
        ("标项", "货物名称", "品牌", "规格型号", "数量", "单价（元）", "小计（元）"),
        ("1", "离子色谱仪", "岛津", "IC1", "1台", "300000.00", "300000.00"),
        ("2", "气相色谱仪", "明德", "GC1", "2台", "100000.00", "200000.00"),
        ("合计", "", "", "", "", "", "500000.00"),
    )
    assert told(read("<p>三、中标信息</p>", table(*WON), "<p>四、主要标的信息</p>", goods)) == TWO


def test_a_short_row_of_plain_text_goes_on_with_the_row_above() -> None:
    text = "\n".join(
        (
            "江州大学仪器采购项目中标结果公告", "一、项目编号：JZ2025-001", "三、中标信息", f"供应商名称：{FIRST}", "中标金额：30万元",
            "四、主要标的信息", "| 包号 | 标的名称 | 品牌 | 型号 | 数量 | 单价（元） |",
            "| 1 | 离子色谱仪 | 岛津 | IC1 | 1台 | 200000.00 |", "| 自动进样器 | 岛津 | AS1 | 1台 | 100000.00 |",
        )
    )  # fmt: skip
    lines: tuple[Line, ...] = lines_of(zhiyue.process(RawPage(body=text.encode())).facts)
    assert [(line.lot, line.name, line.model, line.unit_price) for line in lines] == [
        ("1", "离子色谱仪", "IC1", Decimal("200000.00")),
        ("1", "自动进样器", "AS1", Decimal("100000.00")),
    ]


def test_a_candidate_offers_its_brand() -> None:
    text = "\n".join(
        (
            "江州大学离子色谱仪采购项目中标候选人公示", "项目编号：JZ2025-001", "项目名称：离子色谱仪采购项目",
            "| 排名 | 中标候选人名称 | 投标报价（元） | 品牌 | 型号 |",
            f"| 1 | {FIRST} | 300000.00 | 岛津 | IC1 |", f"| 2 | {SECOND} | 310000.00 | 明德 | M7 |",
        )
    )  # fmt: skip
    result = zhiyue.process(RawPage(body=text.encode()))
    suppliers = {fact.id: fact.all("supplier")[0].exact for fact in result.facts if fact.kind == "candidate"}
    assert [(suppliers[line.fact], line.brand, line.model, line.name) for line in lines_of(result.facts)] == [
        (FIRST, "岛津", "IC1", "离子色谱仪"),
        (SECOND, "明德", "M7", "离子色谱仪"),
    ]
