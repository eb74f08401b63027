"""What an award notice, its report in the news and its entry in a list say."""

from __future__ import annotations

import pytest
from tests.excerpts import notice_of, value, words

from zhiyue.kinds import recognise
from zhiyue.kinds.award import check, extract
from zhiyue.model import Fact, Money, Quantity

TITLE = "江东大学离心机采购项目中标公告"


def award(title: str, *, summary: str = "", body: str = "") -> Fact:
    (fact,) = extract(notice_of(title, summary=summary, body=body, published="2025-06-20"))
    return fact


def test_result_that_failed_is_no_award() -> None:
    excerpt = notice_of("江东大学离心机采购项目结果公告", body="项目编号：JD-2025-1\n因供应商不足三家，本项目废标。\n")
    assert recognise(excerpt).kind.name == "termination"


def test_failed_lot_leaves_an_award() -> None:
    body = "中标供应商：江东启明仪器有限公司\n中标金额：20万元\n第四包废标。\n"
    assert recognise(notice_of("江东大学设备采购项目结果公告", body=body)).kind.name == "award"


def test_candidates_are_no_winners() -> None:
    body = "第一中标候选人：江东启明仪器有限公司\n第二中标候选人：宁川清源科技有限公司\n"
    assert recognise(notice_of("江东大学离心机采购项目中标候选人公示", body=body)).kind.name == "candidates"


@pytest.mark.parametrize("title", ["成交量突破千台", "没中标的钱什么时候退", "离心机中标数据分析"])
def test_other_titles_are_no_award(title: str) -> None:
    assert recognise(notice_of(title)).kind.name == "news"


def test_article_about_an_award_is_news_with_an_award() -> None:
    body = "江东启明仪器有限公司以20万元中标江东大学离心机采购项目。"
    recognised = recognise(notice_of("20万元！启明仪器中标江东大学离心机项目", body=body))
    assert recognised.kind.name == "news"
    assert "award" in [kind.name for kind in recognised.embedded]


def test_meeting_that_names_winner_and_amount_tells_of_an_award() -> None:
    body = "离心机采购项目评审会在我校举行，经评审，确定江东启明仪器有限公司中标，中标金额为20万元。"
    recognised = recognise(notice_of("我校召开离心机采购评审会", body=body))
    assert recognised.kind.name == "news"
    assert "award" in [kind.name for kind in recognised.embedded]


def test_page_that_recalls_a_winner_without_amount_tells_of_no_award() -> None:
    body = "江东启明仪器有限公司曾中标该校的采购项目，中标金额未公布。"
    assert "award" not in [k.name for k in recognise(notice_of("启明仪器向母校捐赠离心机", body=body)).embedded]


def test_winner_that_is_not_named_is_not_stated() -> None:
    field = award("离心机国际招标中标结果公告", summary="项目编号：0722-254YH0745 招标范围：离心机 壹套 中标人...").one(
        "winner"
    )
    assert field is not None
    assert (field.value, field.status) == (None, "not_stated")


def test_entry_of_a_list() -> None:
    fact = award("离心机国际招标中标结果公告", summary="项目编号：0722-254YH0745 招标范围：离心机 壹套 招标...")
    assert [words(fact, name) for name in ("project", "project_number", "items")] == [
        ["离心机"],
        ["0722-254YH0745"],
        ["离心机"],
    ]
    assert value(fact, "quantity") == Quantity("1", "套")


@pytest.mark.parametrize(
    "body",
    [
        "中标供应商：江东启明仪器有限公司\n",
        "三、中标（成交）信息\n供应商名称：江东启明仪器有限公司\n地址：江州市云台路3号\n",
        "经评审，确定江东启明仪器有限公司为中标人。",
        "江东启明仪器有限公司以20万元中标。",
        "| 序号 | 中标人 | 中标价 |\n| 1 | 江东启明仪器有限公司 | 20万元 |\n",
        "| 排名 | 中标人 | 投标报价 |\n| 1 | 江东启明仪器有限公司 | 20万元 |\n| 2 | 江东晨星仪器有限公司 | 21万元 |\n",
    ],
)
def test_winner_is_found_wherever_it_is_named(body: str) -> None:
    assert words(award(TITLE, body=body), "winner") == ["江东启明仪器有限公司"]


def test_winner_of_any_kind_of_firm_is_named() -> None:
    assert words(award(TITLE, body="中标供应商：上海佐得贸易商行\n"), "winner") == ["上海佐得贸易商行"]


def test_masked_values_are_masked() -> None:
    fact = award(TITLE, body="项目编号：JZ**-2024-****\n中标人：*开通会员可查看*\n中标金额：***.**万元\n")
    fields = [fact.one(name) for name in ("project_number", "winner", "amount")]
    assert [(field.value, field.status) for field in fields if field is not None] == [(None, "masked")] * 3


def test_rate_has_no_amount() -> None:
    assert value(award(TITLE, body="中标金额：95(%)\n"), "amount") == Money(None, "CNY", "95", "%", "rate")


@pytest.mark.parametrize(
    "body",
    [
        "包1：\n中标供应商：甲仪器有限公司\n中标金额：20万元\n包2：\n中标供应商：乙仪器有限公司\n中标金额：30万元\n",
        "供应商名称：甲仪器有限公司 中标金额：20万元 供应商名称：乙仪器有限公司 中标金额：30万元",
        "中标供应商：甲仪器有限公司；乙仪器有限公司\n中标金额：20万元；30万元\n",
        "序号\n中标供应商\n中标金额（万元）\n1\n甲仪器有限公司\n20\n2\n乙仪器有限公司\n30\n",
    ],
)
def test_results_are_parted_as_the_page_parts_them(body: str) -> None:
    facts = list(extract(notice_of(TITLE, body=body)))
    assert [words(fact, "winner") for fact in facts] == [["甲仪器有限公司"], ["乙仪器有限公司"]]
    assert [fact.one("amount") is not None for fact in facts] == [True, True]


@pytest.mark.parametrize(
    "body",
    [
        "入围供应商：甲仪器有限公司；乙仪器有限公司\n",
        "中标供应商：甲仪器有限公司\n中标金额：20万元\n三、中标信息\n供应商名称：甲仪器有限公司\n中标金额：200000.00元\n",
        "中标供应商：甲仪器有限公司与乙仪器有限公司组成的联合体\n中标金额：20万元\n",
    ],
)
def test_results_that_the_page_keeps_together_are_one_award(body: str) -> None:
    assert len(list(extract(notice_of(TITLE, body=body)))) == 1


def test_joint_bid_has_a_lead_and_a_price_its_trade_term() -> None:
    fact = award(TITLE, body="中标人：甲仪器有限公司（牵头人）、乙仪器有限公司（成员）\n中标价：FOB USD 12,300.00\n")
    assert words(fact, "winner") == ["甲仪器有限公司", "乙仪器有限公司"]
    assert words(fact, "lead") == ["甲仪器有限公司"]
    assert words(fact, "trade_term") == ["FOB"]


def test_price_of_a_piece_and_fees_are_no_award_amount() -> None:
    body = "中标金额：57.6万元\n单价：192000.00元\n代理服务费：0.8万元\n"
    assert words(award(TITLE, body=body), "amount") == ["57.6万元"]


def test_each_lot_is_an_award_and_their_amounts_are_added_up() -> None:
    body = "| 包号 | 中标供应商 | 中标金额（万元） |\n| 1 | 甲仪器有限公司 | 20 |\n| 2 | 乙仪器有限公司 | 30 |\n总中标金额：55万元\n"
    excerpt = notice_of(TITLE, body=body)
    facts = tuple(extract(excerpt))
    assert [(words(fact, "lot"), words(fact, "winner"), words(fact, "amount")) for fact in facts] == [
        (["1"], ["甲仪器有限公司"], ["20"]),
        (["2"], ["乙仪器有限公司"], ["30"]),
    ]
    assert [words(fact, "total") for fact in facts] == [["55万元"], ["55万元"]]
    assert len({fact.id for fact in facts}) == 2
    assert [(f.code, f.verdict) for f in check(excerpt, facts)] == [("sum.of_parts", "contradicted")]


def test_award_above_budget_is_contradicted() -> None:
    excerpt = notice_of(TITLE, body="预算金额：20万元\n中标金额：25万元\n")
    findings = check(excerpt, tuple(extract(excerpt)))
    assert [(finding.code, finding.verdict) for finding in findings] == [("amount.order", "contradicted")]


def test_day_of_award_is_not_the_day_of_the_tender() -> None:
    body = "招标公告日期：2025年5月27日；定标日期：2025年6月20日。"
    assert value(award(TITLE, body=body), "awarded") == "2025-06-20"
