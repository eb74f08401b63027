"""What makes a termination, and what is none."""

import pytest
from tests.excerpts import facts_of, notice_of, score_of, value

from zhiyue.kinds import recognise
from zhiyue.notices.failures import cause_of

NUMBER = "项目编号：JZ-2024-01\n"


@pytest.mark.parametrize(
    "title", ["离心机采购项目终止公告", "离心机采购项目废标公告", "离心机采购流标公告", "离心机采购暂停公告"]
)
def test_title_of_a_termination(title: str) -> None:
    assert recognise(notice_of(title, body=NUMBER)).kind.name == "termination"


def test_correction_of_a_failed_tender_is_a_correction() -> None:
    assert recognise(notice_of("离心机采购项目废标公告更正公告", body=NUMBER)).kind.name == "correction"


@pytest.mark.parametrize(
    "body",
    [
        "中标供应商：江东启明仪器有限公司\n中标金额：20万元\n有效供应商不足三家的，将作废标处理。\n",
        "有效投标人不足三家时，应予废标。\n",
    ],
)
def test_condition_is_no_failure(body: str) -> None:
    assert score_of("termination", notice_of("离心机采购项目结果公告", body=NUMBER + body)) < 0.3


def test_failed_lot_is_told_beside_the_award() -> None:
    body = NUMBER + "中标供应商：江东启明仪器有限公司\n中标金额：20万元\n第四包废标。\n"
    (fact,) = facts_of("termination", notice_of("设备采购项目结果公告", body=body))
    field = fact.one("lot")
    assert field is not None
    assert (field.value, field.canonical) == ("第四包", "4")


def test_reason_behind_a_pointer_is_not_stated() -> None:
    (fact,) = facts_of("termination", notice_of("离心机采购项目废标公告", body=NUMBER + "废标理由：详见附件\n"))
    assert value(fact, "reason") is None


@pytest.mark.parametrize(
    ("words", "cause"),
    [
        ("截至投标截止时间，无供应商投标", "too_few_bids"),
        ("仅有2家供应商响应", "too_few_bids"),
        ("供应商报价均超过采购预算", "over_ceiling"),
        ("招标文件存在歧义", "document_defect"),
        ("供应商质疑成立", "challenge"),
        ("因重大变故，采购任务取消", "need_changed"),
        ("根据“供应商不足三家的”规定", None),
    ],
)
def test_class_of_a_reason(words: str, cause: str | None) -> None:
    assert cause_of(words) == cause


@pytest.mark.parametrize(
    ("sentence", "reason"),
    [
        ("公告称，因供应商不足三家，本次采购失败。", "因供应商不足三家，本次采购失败"),
        ("离心机采购项目（项目编号：JZ-2024-01）因供应商不足三家，本次采购失败...", "因供应商不足三家，本次采购失败"),
        ("因学校布局调整，原定于5月6日开标的离心机采购项目取消采购。", "因学校布局调整"),
        ("江东大学离心机采购项目（JZ-2024-01）投标人不足三家，按废标处理", "投标人不足三家，按废标处理"),
    ],
)
def test_reason_of_a_sentence_begins_where_it_gives_it(sentence: str, reason: str) -> None:
    (fact,) = facts_of("termination", notice_of("离心机采购项目废标公告", body=sentence))
    assert value(fact, "reason") == reason


def test_failed_lot_may_stand_in_a_line_of_its_own() -> None:
    body = "项目编号：JZ-2024-01\n1包\n废标，原因：有效投标人不足三家。\n2包\n废标，废标理由：报价均超过采购预算。\n"
    facts = facts_of("termination", notice_of("离心机采购项目废标公告", body=body))
    assert [(value(fact, "lot"), value(fact, "reason")) for fact in facts] == [
        ("1包", "有效投标人不足三家"),
        ("2包", "报价均超过采购预算"),
    ]
