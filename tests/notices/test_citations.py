"""Policies that a page cites."""

import pytest
from tests.excerpts import excerpt_of

from zhiyue.notices.citations import find_citations


def titles(*body, **places):
    return [fact.one("title").value for fact in find_citations(excerpt_of(*body, **places))]


@pytest.mark.parametrize(
    "title",
    [
        "《中共中央 国务院关于开展质量提升行动的指导意见》",
        "《质量强国建设纲要》",
        "《江东省质量提升三年行动方案》",
        "《国家计量技术规范管理办法》",
        "《中华人民共和国产品质量法》",
        "《计量发展规划（2021—2035年）》",
        "《特种设备安全监察条例》",
    ],
)
def test_policy_is_cited_as_printed(title):
    assert titles(f"根据{title}，有关部门开展工作。") == [title]


@pytest.mark.parametrize(
    "words",
    [
        "《质量月》杂志",
        "纪录片《大国质量》",
        "《我的质量故事》",
        "修订GB/T 90101—2012《离子色谱仪测试方法标准》",
        "《水质 无机阴离子的测定 离子色谱法》",
        "《气相色谱仪试验方法》",
    ],
)
def test_other_works_are_no_policies(words):
    assert titles(f"{words}受到好评。") == []


@pytest.mark.parametrize("between", ["", "、", "和", "与"])
def test_five_year_plans_are_cited_each(between):
    assert titles(f"“十三五”{between}“十四五”规划纲要作出部署。") == ["“十三五”规划纲要", "“十四五”规划纲要"]


def test_first_of_two_plans_opens_its_head_word():
    first, second = find_citations(excerpt_of("“十三五”“十四五”规划纲要作出部署。"))
    assert first.one("title").context["head_from"].exact == "规划纲要"
    assert (first.one("title").exact, second.one("title").exact) == ("“十三五”", "“十四五”规划纲要")


def test_plan_of_a_sector_is_cited_whole():
    assert titles("“十四五”市场监管现代化规划提出要求。") == ["“十四五”市场监管现代化规划"]


def test_policy_is_one_fact_with_every_place_that_names_it():
    excerpt = excerpt_of(
        "《质量强国建设纲要》提出目标。《质量强国建设纲要》还提出任务。", title="《质量强国建设纲要》印发"
    )
    (fact,) = find_citations(excerpt)
    assert len(fact.one("title").evidence) == 3
    assert not excerpt.in_title(fact.one("title").span)


def test_document_number_stands_behind_the_title():
    (fact,) = find_citations(excerpt_of("依据《关于开展质量月活动的通知》（国市监质发〔2022〕76号），制订方案。"))
    assert fact.one("document_number").value == "国市监质发〔2022〕76号"


def test_document_number_of_another_paper_is_none():
    (fact,) = find_citations(excerpt_of("依据《质量强国建设纲要》，现印发方案（江市监〔2022〕7号）。"))
    assert fact.one("document_number") is None
