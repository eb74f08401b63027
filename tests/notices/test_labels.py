"""Labels, sections and rows: where a value begins and ends."""

from __future__ import annotations

from zhiyue.notices.labels import is_nothing, read_form, role_of
from zhiyue.spans import Span


def values(text: str) -> list[tuple[str, str]]:
    """Role and words of every labelled value that is somebody's field."""
    form = read_form(text, (Span(0, len(text)),))
    return [(item.role, item.value.of(text)) for item in form.labelled if item.role != "border"]


def test_value_ends_at_the_line() -> None:
    text = "项目编号：JD-2025-01\n采购人:江东大学\n"
    assert values(text) == [("project_number", "JD-2025-01"), ("buyer", "江东大学")]


def test_value_ends_at_next_label_in_run_on_text() -> None:
    text = "一、项目编号：LJ-XJ-037二、采购单位：临江理工大学三、采购预算：39.8万元，电话：025-55504177。"
    assert values(text) == [("project_number", "LJ-XJ-037"), ("buyer", "临江理工大学"), ("budget", "39.8万元")]


def test_value_ends_at_sentence_mark() -> None:
    assert values("采购人：江东大学。该校近日搬迁。") == [("buyer", "江东大学")]


def test_value_stands_on_the_next_line() -> None:
    assert values("招标编号:\nYHEY-2025-0113\n招 标 人:云湖医院\n") == [
        ("project_number", "YHEY-2025-0113"),
        ("buyer", "云湖医院"),
    ]


def test_next_label_is_no_value_of_an_empty_one() -> None:
    assert values("项目编号：\n采购人：江东大学\n") == [("buyer", "江东大学")]


def test_longest_label_wins() -> None:
    assert values("采购代理机构：江东求真招标代理有限公司") == [("agency", "江东求真招标代理有限公司")]
    assert values("总中标金额：493万元") == [("amount", "493万元")]


def test_label_may_be_spread_with_blanks() -> None:
    assert values("招 标 编 号：JSDX-167\n名　称：江东大学") == [("project_number", "JSDX-167"), ("name", "江东大学")]


def test_label_may_hold_the_unit() -> None:
    text = "预算金额（万元）：432.00"
    (item,) = read_form(text, (Span(0, len(text)),)).labelled
    assert item.unit is not None
    assert (item.value.of(text), item.unit.of(text)) == ("432.00", "万元")


def test_label_may_touch_its_figure() -> None:
    assert values("近日采购流式细胞仪，预算326.7万元，数量四台") == [("budget", "326.7万元"), ("quantity", "四台")]


def test_word_of_a_sentence_is_no_label() -> None:
    assert values("采购人可以不予退还保证金，供应商应当书面询问采购代理机构") == []


def test_price_of_documents_is_no_budget() -> None:
    assert values("招标文件售价：200元\n投标保证金：1万元") == []


def test_name_is_known_by_its_section() -> None:
    text = "1.采购人信息\n名称：江东大学\n2.采购代理机构信息\n名称：江东公允招标有限公司\n"
    form = read_form(text, (Span(0, len(text)),))
    assert [(item.section, item.value.of(text)) for item in form.of("name")] == [
        ("buyer", "江东大学"),
        ("agency", "江东公允招标有限公司"),
    ]


def test_heading_is_the_label_of_the_line_below() -> None:
    text = "四、提交投标文件截止时间、开标时间和地点\n2024年5月29日9点30分\n"
    assert values(text) == [("deadline", "2024年5月29日9点30分")]


def test_section_is_known_by_words_and_not_by_numeral() -> None:
    text = "五、项目编号：A-2025-1\n六、主要标的信息\n名称：离心机\n七、评审专家(单一来源采购人员)名单\n康平\n"
    form = read_form(text, (Span(0, len(text)),))
    assert [section.role for section in form.sections] == ["project", "items", "experts"]


def test_table_gives_each_cell_the_role_of_its_column() -> None:
    text = "| 序号 | 中标供应商 | 中标金额（万元） |\n| 1 | 甲公司 | 18.5 |\n| 2 | 乙公司 | 22 |\n"
    form = read_form(text, (Span(0, len(text)),))
    assert [(item.row, item.role, item.value.of(text)) for item in form.labelled if item.role != "border"] == [
        (1, "winner", "甲公司"),
        (1, "amount", "18.5"),
        (2, "winner", "乙公司"),
        (2, "amount", "22"),
    ]


def test_table_of_label_and_value_pairs_is_read_in_pairs() -> None:
    text = "| 项目编号 | NX-2025-07 | 采购方式 | 询价 |\n| 采购单位 | 江东大学 | 预算金额（元） | 398000.00 |\n"
    assert values(text) == [
        ("project_number", "NX-2025-07"),
        ("method", "询价"),
        ("buyer", "江东大学"),
        ("budget", "398000.00"),
    ]


def test_pointers_are_no_values() -> None:
    words = ("详见采购文件", "详见附件", "见招标文件", "/", "\\", "无", "-", "不适用", "另行通知", "")
    assert [word for word in words if not is_nothing(word)] == []
    assert not is_nothing("无锡市人民医院")


def test_role_of_a_cell_without_a_label_is_none() -> None:
    assert role_of("宁川清源环境科技有限公司") is None
    assert role_of("标的 名称") == "item"


def test_table_of_lots_without_borders_ends_where_its_cells_come_out_even() -> None:
    text = (
        "包号\n货物名称\n数量\n预算金额（万元）\n第一包\n离心机\n2台\n18\n第二包\n天平\n5台\n12\n"
        "投标人可投其中一包或多包。\n6、投标截止时间：2025年9月1日14点30分\n"
    )
    form = read_form(text, (Span(0, len(text)),))
    assert [(item.row, item.role, item.value.of(text)) for item in form.of("budget", "deadline")] == [
        (1, "budget", "18"),
        (2, "budget", "12"),
        (None, "deadline", "2025年9月1日14点30分"),
    ]


def test_numeral_of_the_next_section_is_no_part_of_a_name() -> None:
    text = "二、合同名称：声学测流仪采购合同三、项目编号（如有）：SYSW-2025-009四、项目名称：声学测流仪采购"
    assert values(text) == [
        ("contract", "声学测流仪采购合同"), ("project_number", "SYSW-2025-009"), ("project", "声学测流仪采购"),
    ]  # fmt: skip
