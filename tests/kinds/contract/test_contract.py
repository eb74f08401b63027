"""What makes a contract notice, and what it says of its parties and price."""

import pytest
from tests.excerpts import facts_of, notice_of, score_of, value, words

from zhiyue.kinds import recognise
from zhiyue.model import Fact, Money

BODY = "合同编号：HT-2024-01\n项目编号：JZ-2024-01\n甲方：江东大学\n乙方：甲仪器有限公司\n合同金额：20万元\n签订日期：2024-05-13\n"


def contract(body: str) -> Fact:
    (fact,) = facts_of("contract", notice_of("离心机采购合同公告", body=body))
    return fact


@pytest.mark.parametrize(
    "title", ["离心机采购合同公告", "离心机政府采购合同公示", "离心机采购项目合同备案", "离心机采购项目"]
)
def test_title_or_form_of_a_contract(title: str) -> None:
    assert recognise(notice_of(title, body=BODY)).kind.name == "contract"


@pytest.mark.parametrize("title", ["江东大学签约仪式举行 合同金额创新高", "采购合同管理办法", "买卖合同纠纷案例"])
def test_talk_of_contracts_is_none(title: str) -> None:
    assert score_of("contract", notice_of(title, body="双方签订了合同。")) < 0.5


def test_number_of_the_contract_is_not_the_purchase_s() -> None:
    fact = contract(BODY)
    assert (words(fact, "contract_number"), words(fact, "project_number")) == (["HT-2024-01"], ["JZ-2024-01"])


def test_parties_and_date() -> None:
    fact = contract(BODY)
    assert (words(fact, "buyer"), words(fact, "supplier")) == (["江东大学"], ["甲仪器有限公司"])
    assert value(fact, "signed") == "2024-05-13"


def test_masked_party_and_number_are_masked() -> None:
    fact = contract("合同编号：HT-****-01\n乙方：******公司\n")
    fields = [fact.one("contract_number"), fact.one("supplier")]
    assert [(field.value, field.status) for field in fields if field is not None] == [(None, "masked")] * 2


def test_table_of_contracts_is_a_contract_a_row() -> None:
    body = (
        "| 合同编号 | 合同名称 | 供应商 | 合同金额（万元） | 签订日期 |\n"
        "| HT-01 | 离心机采购合同 | 甲仪器有限公司 | 36.8 | 2024-11-29 |\n"
        "| HT-02 | 天平采购合同 | 乙仪器有限公司 | USD 96,400.00 | 2024-12-12 |\n"
    )
    facts = facts_of("contract", notice_of("江东大学四季度采购合同公示", body=body))
    assert [(words(fact, "contract_number"), words(fact, "supplier"), words(fact, "items")) for fact in facts] == [
        (["HT-01"], ["甲仪器有限公司"], ["离心机"]),
        (["HT-02"], ["乙仪器有限公司"], ["天平"]),
    ]
    assert [value(fact, "amount") for fact in facts] == [
        Money("368000.00", "CNY", "36.8", "万元"),
        Money("96400.00", "USD", "96,400.00", "USD"),
    ]
