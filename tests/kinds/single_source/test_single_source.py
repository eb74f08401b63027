"""From whom alone a buyer means to buy."""

import pytest
from tests.excerpts import facts_of, notice_of, words

from zhiyue.kinds import recognise


@pytest.mark.parametrize(
    "body",
    [
        "拟定供应商：甲仪器有限公司\n",
        "二、拟定供应商信息\n名称：甲仪器有限公司\n地址：江州市同仁巷9号\n",
        "唯一供应商名称：甲仪器有限公司\n",
    ],
)
def test_proposed_supplier(body: str) -> None:
    (fact,) = facts_of("single_source", notice_of("离心机采购项目单一来源公示", body="项目编号：JZ-2024-01\n" + body))
    assert words(fact, "supplier") == ["甲仪器有限公司"]


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("离心机采购单一来源采购公示", "single_source"),
        ("离心机采购单一来源成交公告", "award"),
        ("离心机采购单一来源公示终止公告", "termination"),
    ],
)
def test_title_decides_what_of_single_source(title: str, kind: str) -> None:
    body = "项目编号：JZ-2024-01\n成交供应商：甲仪器有限公司\n" if kind == "award" else "项目编号：JZ-2024-01\n"
    assert recognise(notice_of(title, body=body)).kind.name == kind
