"""Plans of standards: announced, forwarded, put up for comment."""

import pytest
from tests.excerpts import excerpt_of, facts_of, score_of, values_of

KIND = "standards_plan"


def plan(*body, **places):
    (fact,) = facts_of(KIND, excerpt_of(*body, **places))
    return values_of(fact)


@pytest.mark.parametrize(
    "title",
    [
        "2024年第三批推荐性国家标准计划下达 128项标准立项",
        "关于转发《2024年第二批强制性国家标准制修订计划》的通知",
        "工信部公开征求2020年第二批行业标准制修订计划项目意见",
        "一批国家计量技术规范制修订计划发布",
    ],
)
def test_recognise_takes_a_plan(title):
    assert score_of(KIND, excerpt_of(title=title)) >= 0.5


@pytest.mark.parametrize(
    "title", ["国家标准委发布244项国家标准", "标准化进校园", "某院标准化三年行动计划发布", "国家标准文本采购计划公示"]
)
def test_recognise_passes_over_what_is_no_plan(title):
    assert score_of(KIND, excerpt_of(title=title)) < 0.3


def test_recognise_hears_of_a_plan_in_prose():
    words = "国家标准委下达推荐性国家标准计划。"
    assert score_of(KIND, excerpt_of(words, title="质谱标准化进展")) == 0.3


def test_plan_is_read_whole():
    found = plan(
        "近日，国家标准化管理委员会下达2024年第三批推荐性国家标准计划及相关标准外文版计划。",
        "本批计划共计128项，其中制定71项、修订57项；同步下达外文版计划19项，涉及GB/T 90101—2012。",
        title="128项标准立项",
    )
    assert (found["year"], found["batch"].ordinal, found["type"]) == ("2024", 3, "推荐性国家标准")
    assert (found["also"], found["issuer"], found["count"].number) == ("外文版", "国家标准化管理委员会", "128")
    assert found["standards"] == ["GB/T 90101—2012"]


def test_fuller_type_is_the_type():
    found = plan("国家标准计划下达，国家标准外文版计划同步下达。", title="2024年第四批推荐性国家标准计划下达")
    assert found["type"] == "推荐性国家标准"


def test_body_that_drew_the_plan_up_is_its_issuer():
    assert plan("工业和信息化部编制了2024年行业标准制修订计划。")["issuer"] == "工业和信息化部"


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("下达国家标准计划，共计143项，其中制定88项，修订55项。", "143"),
        ("计划项目共21项，其中制定8项，修订13项。", "21"),
        ("下达15项强制性国家标准制修订计划和22项推荐性国家标准外文版计划。", "15"),
    ],
)
def test_count_is_the_total(words, number):
    assert plan(words)["count"].number == number


@pytest.mark.parametrize("words", ["下达多项国家标准计划。", "计划中制定71项，修订57项。"])
def test_count_is_absent_where_no_total_is_told(words):
    assert "count" not in plan(words)


def test_issuer_is_not_the_one_that_forwards():
    found = plan(
        "国家标准委印发了《关于下达2024年第二批强制性国家标准制修订计划的通知》。现转发给你们。",
        "江东省市场监督管理局",
        title="关于转发《2024年第二批强制性国家标准制修订计划》的通知",
    )
    assert found["issuer"] == "国家标准委"


def test_issuer_may_sign():
    found = plan(
        "现下达2024年第二批行业标准制修订计划。",
        "工业和信息化部",
        "2024年6月1日",
        title="2024年第二批行业标准制修订计划",
    )
    assert found["issuer"] == "工业和信息化部"
