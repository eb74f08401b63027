"""A standard by its number, with what it replaces and from when it holds."""

import pytest
from tests.excerpts import facts_of, notice_of, score_of, value, words

from zhiyue.model import Fact

TITLE = "两项国家标准批准发布"


def standards(body: str) -> list[Fact]:
    return facts_of("standard", notice_of(TITLE, body=body, published="2024-05-13"))


@pytest.mark.parametrize(
    "body",
    [
        "GB/T 90411-2024《通则》代替GB/T 90411-2002，自2024年11月1日起实施。",
        "《通则》（GB/T 90411-2024）将于2024年11月1日正式实施，替代GB/T 90411-2002。",
        "| 标准编号 | 标准名称 | 代替标准号 | 实施日期 |\n| GB/T 90411-2024 | 通则 | GB/T 90411-2002 | 2024-11-01 |\n",
    ],
)
def test_number_title_and_what_it_replaces(body: str) -> None:
    (fact,) = standards(body)
    assert (words(fact, "number"), words(fact, "replaces")) == (["GB/T 90411-2024"], ["GB/T 90411-2002"])
    assert value(fact, "effective") == "2024-11-01"


def test_standard_that_is_withdrawn_is_said_to_be() -> None:
    (fact,) = facts_of("standard", notice_of("标准废止公告", body="GB/T 90411-2002予以废止。"))
    field = fact.one("status")
    assert field is not None
    assert field.canonical == "withdrawn"


@pytest.mark.parametrize("title", ["2024年第三批国家标准计划下达", "国家标准征求意见", "仪器依据GB/T 90411-2024检定"])
def test_other_talk_of_standards(title: str) -> None:
    assert score_of("standard", notice_of(title, body="涉及GB/T 90411-2024。")) < 0.5


def test_each_standard_of_a_list_has_the_day_of_its_own_clause() -> None:
    body = "GB/T 9101-2024《甲》，自2024年12月18日起实施；GB/T 9102-2024《乙》，自2025年6月18日起实施。"
    assert [value(fact, "effective") for fact in standards(body)] == ["2024-12-18", "2025-06-18"]
