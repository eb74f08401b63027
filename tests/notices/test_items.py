"""Items with brand, model, quantity and prices: rows, label lines, lists in cells, pointers and kits."""

from __future__ import annotations

from typing import Any

import pytest
from tests.excerpts import excerpt_of, value, words

from zhiyue.model import Fact, Money, Named, Quantity
from zhiyue.notices.items import read_item_facts
from zhiyue.notices.purchase import read_purchase

TITLE = "江州大学仪器采购项目中标公告"
HEADER = "| 序号 | 标的名称 | 品牌 | 规格型号 | 数量 | 单价（元） |"


def items(*body: str) -> tuple[Fact, ...]:
    return read_item_facts(read_purchase(excerpt_of("四、主要标的信息", *body, title=TITLE)))


def told(fact: Fact) -> dict[str, Any]:
    """The words of every field, one where there is one."""
    return {name: words(fact, name)[0] if len(words(fact, name)) == 1 else words(fact, name) for name in fact.fields}


def test_a_row_is_an_item() -> None:
    (item,) = items(HEADER, "| 1 | 离子色谱仪 | 观微 | GW-IC20 | 2台 | 249000.00 |")
    assert told(item) == {
        "name": "离子色谱仪",
        "brand": "观微",
        "model": "GW-IC20",
        "quantity": "2台",
        "unit_price": "249000.00",
    }
    assert value(item, "unit_price") == Money("249000.00", "CNY", "249000.00", "元", "unit_price")


def test_labels_in_one_line_are_an_item() -> None:
    (item,) = items("名称：强震动记录仪　品牌：地测　规格型号：DC-3　数量：12台　单价：5.4万元")
    assert told(item) == {
        "name": "强震动记录仪",
        "brand": "地测",
        "model": "DC-3",
        "quantity": "12台",
        "unit_price": "5.4万元",
    }


def test_a_name_opens_the_next_block_of_labels() -> None:
    first, second = items("名称：离子色谱仪", "品牌：观微", "型号：A1", "名称：气相色谱仪", "品牌：明德", "型号：B2")
    assert (told(first)["brand"], told(first)["model"]) == ("观微", "A1")
    assert (told(second)["brand"], told(second)["model"]) == ("明德", "B2")


def test_lists_of_one_length_are_as_many_items() -> None:
    both = items(HEADER, "| 1 | 清洗工作站；高压蒸汽喷枪 | 东山；东山 | DS-3000；DS-ZQ5 | 4；2 | |")
    assert [told(item) for item in both] == [
        {"name": "清洗工作站", "brand": "东山", "model": "DS-3000", "quantity": "4"},
        {"name": "高压蒸汽喷枪", "brand": "东山", "model": "DS-ZQ5", "quantity": "2"},
    ]


def test_one_price_for_a_bundle_is_no_items_price() -> None:
    both = items(HEADER, "| 1 | 离子色谱仪；气相色谱仪 | 观微；明德 | A1；B2 | 1；1 | 680000.00 |")
    assert [words(item, "unit_price") for item in both] == [[], []]


def test_six_brands_for_two_pieces_are_a_kit() -> None:
    (item,) = items(HEADER, "| 1 | 口腔综合治疗仪 | 观微、明德、清源 | A1、B2、C3 | 2 | 85000.00 |")
    assert words(item, "brand") == ["观微", "明德", "清源"]
    assert value(item, "quantity") == Quantity("2", "")


@pytest.mark.parametrize(
    ("cell", "brands"),
    [
        ("赛默飞/岛津", ["赛默飞", "岛津"]),
        ("Agilent/安捷伦", ["Agilent/安捷伦"]),
        ("赛默飞、岛津", ["赛默飞", "岛津"]),
        ("安捷伦(Agilent)", ["安捷伦(Agilent)"]),
    ],
)
def test_brands_of_one_cell(cell: str, brands: list[str]) -> None:
    (item,) = items(HEADER, f"| 1 | 质谱仪 | {cell} | QE | 1台 | 2380000.00 |")
    assert words(item, "brand") == brands


def test_a_brand_has_its_home_and_the_product_its_origin() -> None:
    (item,) = items("| 标的名称 | 品牌 | 产地 | 型号 | 数量 |", "| 气相色谱仪 | 岛津 | 江苏苏州 | GC-2030 | 1台 |")
    assert value(item, "brand") == Named("岛津", "shimadzu", "JP")
    (origin,) = item.all("product_origin")
    assert (origin.value, origin.canonical) == ("江苏苏州", "CN")


def test_a_brand_nobody_knows_stays_unknown() -> None:
    (item,) = items(HEADER, "| 1 | 气相色谱仪 | 观微 | GC-1 | 1台 | 98000.00 |")
    assert value(item, "brand") == Named("观微")


def test_imported_is_an_origin_and_no_brand() -> None:
    (item,) = items(HEADER, "| 1 | 气相色谱仪 | 进口 | GC-1 | 1台 | 98000.00 |")
    assert item.all("brand")[0].status == "not_stated"
    assert item.all("product_origin")[0].canonical == "imported"


def test_pointers_are_there_and_say_nothing() -> None:
    (item,) = items(HEADER, "| 1 | 气相色谱仪 | 详见附件 | 详见附件 | 1批 | 详见附件 |")
    statuses = {name: item.all(name)[0].status for name in ("brand", "model", "unit_price")}
    assert statuses == {"brand": "not_stated", "model": "not_stated", "unit_price": "not_stated"}
    assert value(item, "name") == Named("气相色谱仪", "gc")


def test_hidden_figures_stay_hidden() -> None:
    (item,) = items(HEADER, "| 1 | 气相色谱仪 | *** | GC-1 | 1台 | ***,***.** |")
    assert [item.all(name)[0].status for name in ("brand", "unit_price")] == ["masked", "masked"]


def test_the_unit_of_a_number_may_have_a_column_of_its_own() -> None:
    (item,) = items(
        "| 货物名称 | 型号 | 数量 | 单位 | 单价（万元） | 合价（万元） |", "| 天平 | T1 | 3 | 台 | 1.2 | 3.6 |"
    )
    assert value(item, "quantity") == Quantity("3", "台")
    assert value(item, "unit_price") == Money("12000.00", "CNY", "1.2", "万元", "unit_price")
    assert value(item, "line_total") == Money("36000.00", "CNY", "3.6", "万元")


def test_brand_and_model_in_one_cell() -> None:
    (item,) = items("| 货物名称 | 品牌型号 | 数量 |", "| 扫描电镜 | 观微 GW-SEM5200 | 1台 |")
    assert (words(item, "brand"), words(item, "model")) == (["观微"], ["GW-SEM5200"])


def test_a_maker_names_its_brand_where_the_list_knows_it() -> None:
    (item,) = items(
        "| 货物名称 | 生产厂家 | 型号 | 数量 |", "| 液相色谱仪 | 岛津企业管理（中国）有限公司 | LC-40 | 1台 |"
    )
    assert value(item, "brand") == Named("岛津企业管理", "shimadzu", "JP")
    assert words(item, "maker") == ["岛津企业管理（中国）有限公司"]


def test_key_value_rows_are_one_item() -> None:
    (item,) = items(
        "| 标的名称 | 离心机 | 品牌 | 观微 |", "| 规格型号 | L-9 | 数量 | 1台 |", "| 单价 | 9.8万元 | 产地 | 德国 |"
    )
    assert told(item) == {
        "name": "离心机", "brand": "观微", "model": "L-9", "quantity": "1台", "unit_price": "9.8万元", "product_origin": "德国",
    }  # fmt: skip


def test_the_fee_of_the_agent_is_no_item() -> None:
    body = (HEADER, "| 1 | 天平 | 观微 | T1 | 1台 | 12000.00 |", "六、代理服务收费标准及金额：", "总金额：1.52万元")
    assert len(items(*body)) == 1


def test_two_equal_rows_are_two_items() -> None:
    row = "| 1 | 天平 | 观微 | T1 | 1台 | 12000.00 |"
    both = items(HEADER, row, row)
    assert len({item.id for item in both}) == 2


def test_a_table_of_one_name_and_its_number_says_nothing_more() -> None:
    assert items("| 货物名称 | 数量 |", "| 天平 | 2台 |") == ()
