"""What a report's sentences say of which brand group, and what is recomputed from it."""

from __future__ import annotations

import pytest
from tests.excerpts import notice_of, score_of, value, words

from zhiyue.kinds.market_report import check, extract
from zhiyue.model import Fact, Named

TITLE = "6月离子色谱仪中标盘点"


def report(summary: str, *, title: str = TITLE, published: str = "2025-07-08") -> Fact:
    (fact,) = extract(notice_of(title, summary=summary, published=published))
    return fact


def verdicts(summary: str) -> list[tuple[str, str]]:
    excerpt = notice_of(TITLE, summary=summary, published="2025-07-08")
    return [(finding.code, finding.verdict) for finding in check(excerpt, tuple(extract(excerpt)))]


@pytest.mark.parametrize("title", ["5月离心机采购量价回落 国产品牌表现平稳", "6月天平中标金额共计320.5万元"])
def test_headline_that_tells_the_finding_is_a_report(title: str) -> None:
    summary = "据不完全统计，当月中标金额共计320.5万元，国产品牌占比55.00%。"
    assert score_of("market_report", notice_of(title, summary=summary, published="2025-07-08")) >= 0.5


@pytest.mark.parametrize(
    "title", ["离心机采购金额怎么估算", "6月实验室用电量回落", "2025年6月12日离心机采购份额认购公告"]
)
def test_headline_without_month_goods_or_awards_is_no_report(title: str) -> None:
    summary = "据不完全统计，国产品牌占比55.00%。"
    assert score_of("market_report", notice_of(title, summary=summary, published="2025-07-08")) < 0.5


def test_awards_of_one_size_are_not_all_awards() -> None:
    fact = report("共有96个离心机采购项目落地，百万级项目落地11个")
    assert words(fact, "award_count") == ["96个"]


@pytest.mark.parametrize("summary", ["医院用户为主要采购方", "医院仍是离心机采购的主力"])
def test_buyers_lead_in_other_words(summary: str) -> None:
    assert words(report(f"总金额100万元，{summary}。"), "leading_buyer") == ["医院"]


def test_figures_belong_to_the_group_named_before_them() -> None:
    fact = report("总金额100万元，其中国外品牌40万元，占比40.0%；国产品牌60万元，占比60.0%")
    assert [words(fact, name) for name in ("total_amount", "foreign_amount", "foreign_share")] == [
        ["100万元"],
        ["40万元"],
        ["40.0%"],
    ]
    assert [words(fact, name) for name in ("domestic_amount", "domestic_share")] == [["60万元"], ["60.0%"]]


def test_pair_with_respectively_is_read_in_order() -> None:
    fact = report("国产品牌和进口品牌的中标金额分别为663.78万元和381.1万元")
    assert (words(fact, "domestic_amount"), words(fact, "foreign_amount")) == (["663.78万元"], ["381.1万元"])


def test_pair_together_is_of_neither_group() -> None:
    fact = report("国产品牌和进口品牌合计1044.88万元，共中标21项")
    assert (fact.all("domestic_amount"), fact.all("foreign_amount")) == ((), ())


def test_change_is_no_share() -> None:
    fact = report("进口品牌中标金额381.1万元，同比下降12.5%，占比36.47%")
    assert words(fact, "foreign_share") == ["36.47%"]


def test_share_of_the_number_of_awards_is_no_share_of_the_amount() -> None:
    fact = report("进口品牌中标金额381.1万元；国产品牌中标12项，占项目数的57%")
    assert fact.all("domestic_share") == ()


def test_cut_amount_takes_over_the_unit() -> None:
    field = report("国外品牌金额381.1万元，国产品牌金额663.78...").one("domestic_amount")
    assert field is not None
    assert (field.status, field.exact, field.context["unit_from"].exact) == ("truncated", "663.78...", "万元")


def test_amount_cut_inside_the_yuan_has_no_value() -> None:
    field = report("国产品牌360.2万元，进口品牌2...").one("foreign_amount")
    assert field is not None
    assert (field.status, field.value) == ("truncated", None)


def test_month_takes_its_year_from_publication() -> None:
    field = report("政府机构为采购主力").one("period")
    assert field is not None
    assert (field.value, field.exact, field.context["year_from"].exact) == ("2025-06", "6月", "2025-07-08")


def test_month_after_publication_is_left_out() -> None:
    assert value(report("政府机构为采购主力", title="12月离子色谱仪中标盘点"), "period") is None


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("政府机构为采购主力", ["政府机构"]),
        ("采购单位以检验检测机构为主", ["检验检测机构"]),
        ("科研院所仍是最大买家", ["科研院所"]),
        ("疾控中心采购量居首", ["疾控中心"]),
        ("山东省采购领跑全国，共中标3项", []),
    ],
)
def test_leading_buyer_is_a_group_of_buyers(sentence: str, expected: list[str]) -> None:
    assert words(report(sentence), "leading_buyer") == expected


def test_instrument_carries_its_id() -> None:
    assert value(report("共中标21项"), "instrument") == Named("离子色谱仪", "ic")


def test_shares_are_recomputed() -> None:
    assert verdicts("国外品牌381.1万元，占比36.47%；国产品牌663.78万元") == [("share.of_parts", "confirmed")]
    assert verdicts("国外品牌381.1万元，占比63.47%；国产品牌663.78万元") == [("share.of_parts", "contradicted")]


def test_shares_without_amounts_are_added_up() -> None:
    assert verdicts("国外品牌占比36.47%，国产品牌占比65.53%") == [("share.sum", "contradicted")]


def test_total_above_the_parts_is_no_contradiction() -> None:
    assert verdicts("总金额1200万元，国外品牌381.1万元，国产品牌663.78万元") == []
    assert verdicts("总金额900万元，国外品牌381.1万元，国产品牌663.78万元") == [("sum.of_parts", "contradicted")]
