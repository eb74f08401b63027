"""The flat rows of a reading: whose they are, what they cost, and where an amount comes from."""

from __future__ import annotations

from decimal import Decimal

import pytest

import zhiyue
from zhiyue.lines import Line, category_of, lines_of
from zhiyue.model import RawPage

HEAD = """江州大学仪器采购项目中标结果公告
一、项目编号：JZ2025-018
二、项目名称：江州大学仪器采购项目
三、中标信息
"""
TABLE = "四、主要标的信息\n| 标的名称 | 品牌 | 规格型号 | 数量 | 单价（元） |\n"


def lines(text: str) -> tuple[Line, ...]:
    return lines_of(zhiyue.process(RawPage(body=text.encode())).facts)


def test_line_of_an_award_has_price_brand_and_evidence() -> None:
    text = (
        HEAD
        + "供应商名称：江州启明仪器有限公司\n中标金额：49.80万元\n"
        + TABLE
        + "| 离子色谱仪 | 岛津 | IC-20 | 2台 | 249000.00 |\n"
    )
    (line,) = lines(text)
    assert (line.kind, line.instrument, line.brand_id, line.brand_region, line.model) == (
        "award",
        "ic",
        "shimadzu",
        "JP",
        "IC-20",
    )
    assert (line.quantity, line.unit, line.unit_price) == (Decimal(2), "台", Decimal("249000.00"))
    assert (line.amount, line.amount_basis, line.currency) == (Decimal("498000.00"), "product", "CNY")
    assert [place.exact for place in line.evidence] == ["离子色谱仪", "岛津", "IC-20", "2台", "249000.00"]


def test_the_award_of_one_line_pays_for_that_line() -> None:
    (line,) = lines(
        HEAD + "供应商名称：江州启明仪器有限公司\n中标金额：49.80万元\n四、主要标的信息\n名称：离子色谱仪\n品牌：观微\n"
    )
    assert (line.amount, line.amount_basis) == (Decimal("498000.00"), "whole")


def test_a_rounded_unit_price_does_not_change_what_was_paid() -> None:
    (line,) = lines(
        HEAD
        + "供应商名称：江州启明仪器有限公司\n中标金额：65.30万元\n"
        + TABLE
        + "| 天平 | 观微 | T | 12台 | 54416.67 |\n"
    )
    assert (line.amount, line.amount_basis) == (Decimal("653000.00"), "whole")


def test_lines_of_a_bundle_have_no_amounts() -> None:
    text = (
        HEAD
        + "供应商名称：江州启明仪器有限公司\n中标金额：68万元\n四、主要标的信息\n采购标的：离子色谱仪、气相色谱仪\n"
    )
    assert [(line.instrument, line.amount) for line in lines(text)] == [("ic", None), ("gc", None)]


def test_each_lot_has_its_own_lines() -> None:
    text = (
        HEAD
        + "| 标项 | 供应商名称 | 中标金额（元） |\n| 1 | 江州启明仪器有限公司 | 300000.00 |\n| 2 | 江州明德仪器有限公司 | 200000.00 |\n"
        "四、主要标的信息\n| 标项 | 标的名称 | 品牌 | 数量 | 单价（元） |\n"
        "| 1 | 离子色谱仪 | 观微 | 1台 | 300000.00 |\n| 2 | 气相色谱仪 | 明德 | 2台 | 100000.00 |\n"
    )
    facts = {fact.id: fact for fact in zhiyue.process(RawPage(body=text.encode())).facts}
    found = [(facts[line.fact].all("winner")[0].exact, line.instrument, line.amount) for line in lines(text)]
    assert found == [
        ("江州启明仪器有限公司", "ic", Decimal("300000.00")),
        ("江州明德仪器有限公司", "gc", Decimal("200000.00")),
    ]


@pytest.mark.parametrize(
    ("name", "category"),
    [
        ("场发射扫描电子显微镜", "goods"),
        ("西门子核磁共振维保", "service"),
        ("64排CT球管", "part"),
        ("液相色谱柱", "consumable"),
        ("pH缓冲溶液标准物质", "consumable"),
        ("实验室信息管理软件", "software"),
        ("直播培训实训室", "service"),
        ("离心机租赁", "lease"),
        ("水质自动监测站运维", "service"),
    ],
)
def test_what_is_no_sale_of_an_instrument(name: str, category: str) -> None:
    assert category_of(name) == category
