"""Names of goods: whole, without verbs, counts and general words."""

from __future__ import annotations

import pytest

from zhiyue.notices.goods import Trust, find_goods, goods_at, is_generic
from zhiyue.notices.parties import find_parties
from zhiyue.spans import Span


def names(text: str, trust: Trust = "text") -> list[str]:
    return [found.span.of(text) for found in find_goods(text, Span(0, len(text)), trust=trust)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2024年3月全国气相色谱仪公开中标58项", ["气相色谱仪"]),
        ("江州大学透射电子显微镜采购项目", ["透射电子显微镜"]),
        ("三重四极杆液质联用仪1套，用于残留的确证检测", ["三重四极杆液质联用仪"]),
        ("电感耦合等离子体质谱仪等设备", ["电感耦合等离子体质谱仪"]),
        ("激光共聚焦显微镜与离心机", ["激光共聚焦显微镜", "离心机"]),
        ("采购空气质量自动监测站2套、水质自动监测站1套", ["空气质量自动监测站", "水质自动监测站"]),
        ("我单位高效液相色谱仪", ["高效液相色谱仪"]),
        ("上半年拉曼光谱仪和三季度天平", ["拉曼光谱仪", "天平"]),
        ("市场设计会计统计，我院拟采购一批仪器设备", []),
    ],
)
def test_goods_are_found_in_any_text(text: str, expected: list[str]) -> None:
    assert names(text) == expected


def test_goods_of_a_list_need_no_known_word() -> None:
    assert names("高通量组织研磨仪、血清前处理流水线、全自动组织染色机壹台和冻存管理系统", "verb") == [
        "高通量组织研磨仪",
        "血清前处理流水线",
        "全自动组织染色机",
        "冻存管理系统",
    ]


@pytest.mark.parametrize(
    "words", ["一批仪器设备", "医疗设备", "实验室仪器设备", "检验检测设备", "分析仪器", "一批质谱仪器"]
)
def test_goods_in_general_are_no_item(words: str) -> None:
    assert is_generic(words)
    assert goods_at(words, Span(0, len(words))) is None


def test_item_cell_leaves_its_quantity_behind() -> None:
    text = " 超速离心机壹套 "
    found = goods_at(text, Span(0, len(text)))
    assert found is not None
    assert found.span.of(text) == "超速离心机"


def test_party_ends_before_the_verb() -> None:
    text = "望州医学院采购生物安全实验室工艺设备"
    assert next(found.span.of(text) for found in find_parties(text, Span(0, len(text)))) == "望州医学院"


def test_procurement_centre_keeps_its_name() -> None:
    text = "江东省政府采购中心受江东大学委托"
    assert [found.span.of(text) for found in find_parties(text, Span(0, len(text)))] == [
        "江东省政府采购中心",
        "江东大学",
    ]


@pytest.mark.parametrize(
    ("cell", "name"),
    [
        ("核磁共振波谱仪，云岭科仪 AS400，", "核磁共振波谱仪"),
        ("全自动凯氏定氮仪 K1160", "全自动凯氏定氮仪"),
        ("PCR仪 96孔", "PCR仪 96孔"),
        ("气相色谱仪（GC9720）", "气相色谱仪（GC9720）"),
    ],
)
def test_goods_of_a_cell_end_before_brand_and_model(cell: str, name: str) -> None:
    found = goods_at(cell, Span(0, len(cell)))
    assert found is not None
    assert found.span.of(cell) == name
