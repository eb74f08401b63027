"""Leave to buy imported goods: which goods, what the experts say."""

from tests.excerpts import facts_of, notice_of, score_of, words


def test_goods_and_opinion() -> None:
    body = "申请单位：江东大学\n拟采购产品名称：高速离心机\n专家论证意见：同意采购进口产品。\n"
    (fact,) = facts_of("import_approval", notice_of("离心机采购进口产品论证公示", body=body))
    assert (words(fact, "items"), words(fact, "opinion")) == (["高速离心机"], ["同意采购进口产品"])


def test_rules_on_imports_are_none() -> None:
    assert score_of("import_approval", notice_of("政府采购进口产品管理办法", body="应出具专家论证意见。")) < 0.5
