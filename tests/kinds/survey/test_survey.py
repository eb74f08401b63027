"""Who asks the market, until when, and who asks somebody else."""

import pytest
from tests.excerpts import facts_of, notice_of, score_of, value

BODY = "我院拟采购离心机1台，"


@pytest.mark.parametrize(
    "line",
    [
        "报名截止时间：2024年5月20日17:00",
        "请于2024年5月20日17:00前将资料发送至指定邮箱。",
        "意见反馈截止时间：2024-05-20 17:00",
    ],
)
def test_last_moment_for_answers(line: str) -> None:
    (fact,) = facts_of("survey", notice_of("离心机采购项目市场调研公告", body=f"{BODY}\n{line}\n"))
    assert value(fact, "until") == "2024-05-20T17:00+08:00"


@pytest.mark.parametrize(
    "title",
    ["国家标准（征求意见稿）公开征求意见", "市领导赴仪器企业调研", "离心机采购项目采购合同公告", "市场调研报告发布"],
)
def test_other_research_is_no_survey(title: str) -> None:
    assert score_of("survey", notice_of(title, body="请于2024年5月20日前反馈意见。")) < 0.5


def test_market_is_asked_also_where_nobody_says_purchase() -> None:
    body = "我校拟建设分析实训室，现面向社会征集建设方案。\n拟购设备：气相色谱仪6台\n"
    assert score_of("survey", notice_of("关于实训室建设前期市场调研的公告", body=body)) >= 0.5
