"""The national return is filled from activities and returns; the words that class an activity; what stays apart."""

from dataclasses import replace

import pytest

from tests.campaigns.made import activity, measure, returned, small
from zhiyue.campaigns import classify, national_return
from zhiyue.report import Row, Table

ORDER = [
    "activities_literacy", "activities_methods", "activities_brands", "activities_groups", "activities_services",
    "firms", "staff", "public", "trainees", "technical_help", "free_tests", "cases", "suspects", "goods", "value",
]  # fmt: skip


def row(table: Table, code: str) -> Row:
    return next(row for row in table.rows if row.id == f"national.{code}")


def stages(table: Table, code: str) -> list[str | None]:
    return [cell.value for cell in row(table, code).cells[:3]]


def test_fields_stand_in_the_order_of_the_return() -> None:
    assert [row.id.removeprefix("national.") for row in national_return(small()).rows] == ORDER


def test_classes_are_counted_from_activities_and_joint_ones_once() -> None:
    table = national_return(small())
    assert stages(table, "activities_literacy") == ["2", "2", "1"]
    assert stages(table, "activities_groups") == ["1", "1", "1"]
    assert stages(table, "activities_brands") == ["0", "0", "0"]
    assert row(table, "activities_literacy").cells[2].rests_on == ("a1",)


def test_field_that_nobody_reported_is_unknown_and_not_zero() -> None:
    cell = row(national_return(small()), "staff").cells[0]
    assert (cell.value, cell.why) == (None, "没有单位上报")


def test_firms_in_another_unit_stand_apart() -> None:
    told = returned(
        "r9", "cj", None, measure("x1", "firms", "40", "p3", unit="家次"), measure("x2", "firms", "30", "p3", unit="家")
    )
    found = row(national_return(replace(small(), returns=(told,))), "firms")
    assert [cell.value for cell in found.cells[:3]] == ["40", "40", "40"]
    assert (found.cells[4].value, found.cells[4].unit) == ("30", "家")


def test_class_chosen_by_words_waits_for_a_person() -> None:
    campaign = small()
    unfiled = replace(campaign, activities=tuple(replace(one, kind="") for one in campaign.activities))
    found = row(national_return(unfiled), "activities_services")
    assert [cell.value for cell in found.cells[:4]] == ["1", "1", "1", "1"]
    assert found.cells[3].rests_on == ("a3",)


def test_unit_sees_its_own_branch() -> None:
    assert stages(national_return(small(), "cj"), "activities_services") == ["1", "1", "1"]
    assert stages(national_return(small(), "cj"), "activities_literacy") == ["0", "0", "0"]


def test_figure_of_a_class_without_named_activities_is_added() -> None:
    told = returned("r9", "cj", None, measure("x1", "activities_literacy", "12", "p3", unit="场"))
    campaign = replace(small(), returns=(*small().returns, told))
    assert stages(national_return(campaign), "activities_literacy") == ["14", "14", "13"]


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("“质量月”主题宣传进中心广场", "literacy"),
        ("质量大讲堂", "literacy"),
        ("首席质量官培训班", "methods"),
        ("“大手拉小手”质量管理经验分享会", "methods"),
        ("名优产品进商超展销", "brands"),
        ("优秀质量管理小组成果发布", "groups"),
        ("岗位技能比武", "groups"),
        ("集贸市场电子秤免费检定", "services"),
        ("消费投诉“局长接待日”", "services"),
    ],
)
def test_activities_of_a_plan_are_classed(name: str, code: str) -> None:
    found = classify(activity("a", "u", name))
    assert found.code == code
    assert found.words


def test_class_of_a_person_stands_and_no_word_is_no_class() -> None:
    assert classify(activity("a", "u", "免费检定", kind="brands")).is_chosen
    assert classify(activity("a", "u", "座谈")).code == ""


def test_theme_decides_no_class() -> None:
    theme = "加强全面质量管理 促进质量强国建设"
    assert classify(activity("a", "u", f"“{theme}”座谈"), theme=theme).code == ""
