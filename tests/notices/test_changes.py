"""A change is read however a correction writes it: point, before, after."""

import pytest
from tests.excerpts import excerpt_of

from zhiyue.notices.changes import find_changes
from zhiyue.notices.purchase import read_purchase


def changes(*lines: str) -> list[tuple[str | None, str | None, str | None]]:
    excerpt = excerpt_of(*lines, title="离心机采购项目更正公告")
    text = excerpt.text
    return [
        (c.item and c.item.of(text), c.before and c.before.of(text), c.after and c.after.of(text))
        for c in find_changes(excerpt, read_purchase(excerpt).form)
    ]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("更正内容：预算金额由50万元调整为45万元。", ("预算金额", "50万元", "45万元")),
        ("更正内容：数量1更正为195", ("数量", "1", "195")),
        ("原定于5月14日9:30开标，因故延期至5月21日9:30开标。", ("开标", "5月14日9:30", "5月21日9:30开标")),
        ("更正内容：将原招标文件“质保期：1年”修改为“质保期：3年”。", ("质保期", "1年", "3年")),
        (
            "更正内容：原公告的开标时间：2024-05-28 09:30，更正为：2024-06-04 09:30。",
            ("开标时间", "2024-05-28 09:30", "2024-06-04 09:30"),
        ),
        ("更正内容：开标地点变更为江州市同仁巷9号，其他内容不变。", ("开标地点", None, "江州市同仁巷9号")),
        (
            "云岭大学委托组织的离心机采购项目（项目编号：YL2025-09），原公告预算金额为312万元，现变更为317万元。",
            ("预算金额", "312万元", "317万元"),
        ),
        (
            "离心机采购项目（项目编号：YL2025-09）开标时间由5月6日变更为5月20日。",
            ("开标时间", "5月6日", "5月20日"),
        ),
        (
            "江东大学离心机采购项目投标截止时间由8月1日9时变更为8月8日9时...",
            ("投标截止时间", "8月1日9时", "8月8日9时"),
        ),
        ("更正内容：原内容：交货期30天 现修改为：交货期60天", ("交货期", "30天", "60天")),
    ],
)
def test_change_in_a_sentence(line: str, expected: tuple[str, str | None, str]) -> None:
    assert changes(line) == [expected]


def test_change_in_two_paragraphs_has_the_heading_above_as_its_point() -> None:
    lines = ("1.评分办法", "原招标文件：业绩分5分。", "现更正为：业绩分3分。")
    assert changes(*lines) == [("评分办法", "业绩分5分", "业绩分3分")]


def test_changes_in_a_table_leave_out_what_only_points_elsewhere() -> None:
    lines = (
        "| 序号 | 更正项 | 更正前 | 更正后 |",
        "| 1 | 技术参数 | 详见附件 | 详见附件 |",
        "| 2 | 数量 | 1台 | 2台 |",
    )
    assert changes(*lines) == [("技术参数", None, None), ("数量", "1台", "2台")]


def test_words_that_name_no_change_make_none() -> None:
    assert changes("更正内容：补充公告附件。", "本项目以更正为准，其他内容不变。") == []
