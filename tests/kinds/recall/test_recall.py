"""What is taken back, by whom, how many and why."""

import pytest
from tests.excerpts import facts_of, notice_of, score_of, value, words

from zhiyue.model import Quantity


@pytest.mark.parametrize(
    "body",
    [
        "召回产品：高速离心机\n召回企业：甲仪器有限公司\n涉及数量：356台\n召回时间：2025年3月20日\n",
        "甲仪器有限公司决定自2025年3月20日起召回高速离心机，共计356台，存在缺陷。",
    ],
)
def test_labels_and_sentences_say_the_same(body: str) -> None:
    (fact,) = facts_of("recall", notice_of("甲仪器有限公司召回部分高速离心机", body=body))
    assert (words(fact, "product"), words(fact, "producer")) == (["高速离心机"], ["甲仪器有限公司"])
    assert (value(fact, "quantity"), value(fact, "start")) == (Quantity("356", "台"), "2025-03-20")


@pytest.mark.parametrize("title", ["2024年上半年召回数量同比增长", "消费品召回管理办法发布"])
def test_talk_of_recalls_is_none(title: str) -> None:
    assert score_of("recall", notice_of(title, body="召回数量35.6万件。")) < 0.5


def test_sum_of_many_recalls_is_no_recall() -> None:
    body = "全省共实施产品召回96次，涉及产品34.7万件，主要为家用衡器。"
    assert score_of("recall", notice_of("江东省发布消费品召回情况", body=body)) < 0.5
