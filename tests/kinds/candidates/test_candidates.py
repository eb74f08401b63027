"""Who is proposed to win, in whatever layout, and who is not a candidate."""

import pytest
from tests.excerpts import facts_of, notice_of, score_of, words

from zhiyue.kinds import recognise
from zhiyue.model import Ordinal

TITLE = "离心机采购项目中标候选人公示"
NUMBER = "项目编号：JZ-2024-01\n"


@pytest.mark.parametrize("title", [TITLE, "离心机采购评标结果公示", "离心机采购拟成交公示", "离心机采购预中标公示"])
def test_title_of_candidates(title: str) -> None:
    assert recognise(notice_of(title, body=NUMBER)).kind.name == "candidates"


def test_result_that_only_ranks_is_of_candidates() -> None:
    body = NUMBER + "第一中标候选人：甲仪器有限公司\n第二中标候选人：乙仪器有限公司\n"
    assert recognise(notice_of("离心机采购项目中标结果公示", body=body)).kind.name == "candidates"


def test_runner_up_beside_a_winner_leaves_an_award() -> None:
    body = NUMBER + "中标供应商：甲仪器有限公司\n中标金额：20万元\n第二中标候选人：乙仪器有限公司\n"
    excerpt = notice_of("离心机采购项目中标公告", body=body)
    assert recognise(excerpt).kind.name == "award"
    assert score_of("candidates", excerpt) < 0.5


@pytest.mark.parametrize(
    "body",
    [
        "第一中标候选人：甲仪器有限公司\n投标报价：20万元\n第二中标候选人：乙仪器有限公司\n投标报价：21万元\n",
        "第一名：甲仪器有限公司，投标报价：20万元；第二名：乙仪器有限公司，投标报价：21万元。",
        "第一中标候选人为甲仪器有限公司（报价20万元），第二中标候选人为乙仪器有限公司（报价21万元）。",
        "| 名次 | 投标人名称 | 投标报价（万元） |\n| 第一名 | 甲仪器有限公司 | 20 |\n| 第二名 | 乙仪器有限公司 | 21 |\n",
        "| 投标人名称 | 甲仪器有限公司 | 乙仪器有限公司 |\n| 投标报价（万元） | 20 | 21 |\n| 排名 | 1 | 2 |\n",
        "排名\n中标候选人\n投标报价（万元）\n1\n甲仪器有限公司\n20\n2\n乙仪器有限公司\n21\n",
    ],
)
def test_candidates_are_read_in_every_layout(body: str) -> None:
    facts = facts_of("candidates", notice_of(TITLE, body=NUMBER + body))
    assert [words(fact, "supplier") for fact in facts] == [["甲仪器有限公司"], ["乙仪器有限公司"]]
    ranks = [fact.one("rank") for fact in facts]
    assert [rank.value for rank in ranks if rank is not None] == [Ordinal(1), Ordinal(2)]
    assert [fact.one("price") is not None for fact in facts] == [True, True]
