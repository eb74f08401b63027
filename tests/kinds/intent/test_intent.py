"""Rows of an intent: budget and month, and nothing that is hidden made up."""

from tests.excerpts import facts_of, notice_of, score_of, value, words

TITLE = "江东大学2025年5月政府采购意向"
HEAD = "| 序号 | 采购项目名称 | 采购需求概况 | 预算金额（{unit}） | 预计采购时间 |\n"


def test_row_is_an_intent_of_its_own() -> None:
    body = HEAD.format(unit="万元") + "| 1 | 离心机 | 1台 | 20 | 2025年5月 |\n| 2 | 天平 | 2台 | 6.5 | 2025年6月 |\n"
    facts = facts_of("intent", notice_of(TITLE, body=body))
    assert [words(fact, "project") for fact in facts] == [["离心机"], ["天平"]]
    assert [value(fact, "expected") for fact in facts] == ["2025-05", "2025-06"]
    assert len({fact.id for fact in facts}) == 2


def test_unit_of_the_header_counts() -> None:
    body = HEAD.format(unit="元") + "| 1 | 离心机 | 1台 | 200000 | 2025-05 |\n"
    (fact,) = facts_of("intent", notice_of(TITLE, body=body))
    budget = fact.one("budget")
    assert budget is not None
    assert getattr(budget.value, "amount", None) == "200000.00"


def test_lost_digits_are_masked() -> None:
    body = HEAD.format(unit="万元") + "| 1 | 离心机 | 1台 | ****.** | 年月 |\n"
    (fact,) = facts_of("intent", notice_of(TITLE, body=body))
    fields = [fact.one("budget"), fact.one("expected")]
    assert [(field.value, field.status) for field in fields if field is not None] == [(None, "masked")] * 2


def test_agreement_at_a_fair_is_no_intent() -> None:
    assert score_of("intent", notice_of("对接会达成采购意向十二项", body="意向金额约2300万元。")) < 0.5


def test_name_that_says_and_others_leaves_the_goods_to_what_is_needed() -> None:
    body = (
        "采购项目名称：离心机等设备采购项目\n预算金额：188万元\n"
        "采购需求概况：采购标的：离心机1台、电子天平1台；需实现的主要功能：样品处理\n预计采购时间：2025-09\n"
    )
    (fact,) = facts_of("intent", notice_of(TITLE, body=body))
    assert words(fact, "items") == ["离心机", "电子天平"]
