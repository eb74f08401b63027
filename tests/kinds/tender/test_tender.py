"""What a tender notice, its report in the news and its entry in a list say."""

from __future__ import annotations

import pytest
from tests.excerpts import notice_of, score_of, value, words

from zhiyue.kinds import recognise
from zhiyue.kinds.tender import KIND, check, extract
from zhiyue.model import Fact, Money, Quantity

NEWS = "3160.8万元大单 望州医学院采购生物安全实验室工艺设备"
SUMMARY = "江东求真招标代理有限公司受望州医学院委托，就其设备采购项目进行公开招标，采购扫描电子显微镜、分析型超速离心机等，预算3..."


def tender(title: str, *, summary: str = "", body: str = "") -> Fact:
    (fact,) = extract(notice_of(title, summary=summary, body=body, published="2025-06-20"))
    return fact


def test_entry_of_a_list_that_tells_of_a_purchase_is_a_tender() -> None:
    assert recognise(notice_of(NEWS, summary=SUMMARY)).kind.name == "tender"


def test_article_that_tells_of_a_purchase_is_news_with_a_tender() -> None:
    recognised = recognise(notice_of(NEWS, body=SUMMARY))
    assert recognised.kind.name == "news"
    assert "tender" in [kind.name for kind in recognised.embedded]


@pytest.mark.parametrize(
    "title",
    [
        "离子色谱仪采购项目中标公告",
        "离子色谱仪采购项目更正公告",
        "离子色谱仪采购项目终止公告",
        "离子色谱仪采购意向公告",
        "6月离子色谱仪采购数据盘点",
        "国产离子色谱仪如何选购",
    ],
)
def test_other_notices_are_no_tender(title: str) -> None:
    assert (
        recognise(notice_of(title, summary="采购人：江东大学 项目编号：JD-2025-01 预算金额：100万元")).kind.name
        != "tender"
    )


def test_parties_of_a_commission() -> None:
    fact = tender(NEWS, summary=SUMMARY)
    assert (words(fact, "buyer"), words(fact, "agency")) == (["望州医学院"], ["江东求真招标代理有限公司"])


def test_goods_and_purpose() -> None:
    fact = tender(NEWS, summary=SUMMARY)
    assert words(fact, "items") == ["扫描电子显微镜", "分析型超速离心机"]
    assert words(fact, "purpose") == ["生物安全实验室工艺设备"]


def test_plan_to_buy_is_a_tender() -> None:
    excerpt = notice_of("江东大学拟购离心机 预算36万元", summary="江东大学离心机采购项目正在公开招标，预算36万元。")
    assert recognise(excerpt).kind.name == "tender"
    (fact,) = extract(excerpt)
    assert [words(fact, name) for name in ("buyer", "project", "items")] == [
        ["江东大学"],
        ["离心机采购项目"],
        ["离心机"],
    ]


def test_headline_that_shortens_the_goods_names_nothing_new() -> None:
    summary = "江东大学采购透射电子显微镜和离心机，预算36万元。"
    assert words(tender("36万元！江东大学采购透射电镜等仪器", summary=summary), "items") == ["透射电子显微镜", "离心机"]


@pytest.mark.parametrize(
    ("summary", "project"),
    [
        ("就江东大学风洞更新项目发布公开招标公告", "风洞更新项目"),
        ("离心机采购项目（编号：JD-2025-031）进入评审", "离心机采购项目"),
        ("项目编号：JD-2025-031 项目名称：离心机采购项目 三、采购信息 预算金额：36万元", "离心机采购项目"),
    ],
)
def test_project_ends_where_its_name_does(summary: str, project: str) -> None:
    assert words(tender("江东大学采购离心机", summary=summary), "project") == [project]


def test_procedure_is_no_project() -> None:
    fact = tender("江东大学离心机采购项目招标公告", body="江东大学拟对离心机进行公开招标采购，欢迎投标。\n")
    assert words(fact, "project") == ["离心机采购项目"]


def test_goods_in_general_are_a_purpose() -> None:
    fact = tender("405.18万元 云溪县人民医院采购一批仪器设备", summary="预算405.1万元")
    assert (words(fact, "purpose"), words(fact, "items")) == (["一批仪器设备"], [])


def test_cut_budget_stands_behind_the_whole_one() -> None:
    budget = tender(NEWS, summary=SUMMARY).one("budget")
    assert budget is not None
    assert [(item.exact, item.status) for item in budget.evidence] == [("3160.8万元", "stated"), ("3...", "truncated")]


def test_title_and_summary_are_compared() -> None:
    excerpt = notice_of("405.18万元 云溪县人民医院采购一批仪器设备", summary="预算405.1万元")
    findings = check(excerpt, tuple(extract(excerpt)))
    assert [(finding.code, finding.verdict) for finding in findings] == [("title.summary", "doubtful")]


def test_budget_of_the_whole_is_not_that_of_a_lot() -> None:
    body = "预算总金额：50万元\n包1：离心机，1台，预算金额：20万元\n包2：天平，2台，预算金额：30万元\n"
    excerpt = notice_of("江东大学设备采购项目公开招标公告", body=body)
    (fact,) = extract(excerpt)
    assert words(fact, "budget") == ["50万元"]
    assert [(f.code, f.verdict) for f in check(excerpt, (fact,))] == [("sum.of_parts", "confirmed")]


def test_bond_and_document_price_are_no_budget() -> None:
    fact = tender("江东大学离心机采购项目询价公告", body="招标文件售价：200元\n投标保证金：1万元\n采购人：江东大学\n")
    assert fact.all("budget") == ()


def test_unit_of_the_label_counts() -> None:
    fact = tender("江东大学离心机采购项目询价公告", body="采购预算(万元)：432.00\n")
    assert value(fact, "budget") == Money("4320000.00", "CNY", "432.00", "万元")


def test_budget_of_the_project_is_the_budget() -> None:
    fact = tender("江东大学离心机采购项目询价公告", body="采购项目预算金额（元）：432000.00\n")
    assert words(fact, "budget") == ["432000.00"]


def test_ceiling_above_budget_is_contradicted() -> None:
    excerpt = notice_of("江东大学离心机采购项目询价公告", body="预算金额：20万元\n最高限价：25万元\n")
    findings = check(excerpt, tuple(extract(excerpt)))
    assert [(finding.code, finding.verdict) for finding in findings] == [("amount.order", "contradicted")]


def test_several_numbers_are_all_kept() -> None:
    fact = tender("江东医院医疗设备采购公开招标公告", body="项目号：WZQ25A00004,WZQ25A00005,WZQ25A00006\n")
    assert words(fact, "project_number") == ["WZQ25A00004", "WZQ25A00005", "WZQ25A00006"]


def test_deadline_is_not_the_opening_of_registration() -> None:
    body = "三、获取招标文件\n时间：2025年4月23日至2025年4月29日\n四、投标截止时间：2025年5月14日9时30分\n"
    assert value(tender("江东大学离心机采购公开招标公告", body=body), "deadline") == "2025-05-14T09:30+08:00"


def test_round_is_printed_in_the_title() -> None:
    assert words(tender("江东大学离心机采购项目（二次）公开招标公告"), "round") == ["二次"]


def test_an_item_by_two_names_is_one_item():
    entry = notice_of("预算660万元 临川大学采购扫描电镜", summary="临川大学公开招标采购扫描电子显微镜1套，预算66...")
    fact = next(iter(KIND.extract(entry)))
    assert words(fact, "items") == ["扫描电子显微镜"]
    assert value(fact, "quantity") == Quantity("1", "套")


def test_request_to_buy_imported_goods_tells_of_no_tender() -> None:
    body = "项目名称：检测设备采购\n项目编号：JZ-2024-01\n产品内容（名称及数量）：离心机1台\n"
    assert score_of("tender", notice_of("江州粮油检测站政府采购进口产品公示", body=body)) < 0.3
