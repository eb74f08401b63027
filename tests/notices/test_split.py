"""Several notices on one page: each with its own title, kind and facts."""

from __future__ import annotations

import zhiyue
from zhiyue.model import PageResult, RawPage

FIRST = """江州大学离子色谱仪采购项目中标公告
一、项目编号：JZ2025-018
二、采购人：江州大学
三、中标供应商：江州启明仪器有限公司
四、中标金额：30万元
"""
SECOND = """江州大学气相色谱仪采购项目终止公告
一、项目编号：JZ2025-019
二、采购人：江州大学
三、终止原因：有效投标人不足三家
"""
SITE = "江州省公共资源交易网\n当前位置：首页 > 公告\n"


def read(text: str) -> PageResult:
    return zhiyue.process(RawPage(text.encode()))


def told(result: PageResult) -> list[tuple[str, str, list[str | None]]]:
    """Origin and kind of each notice, and the numbers of its facts."""
    return [
        (
            notice.origin,
            notice.kind,
            sorted(
                {f.exact or "" for fact in result.facts if fact.notice == notice.id for f in fact.all("project_number")}
            ),
        )
        for notice in result.notices
    ]


def test_a_second_notice_below_the_first() -> None:
    text = SITE + FIRST.replace("公告\n", "公告\n发布时间：2025-06-30\n", 1) + SECOND
    assert told(read(text)) == [("main", "award", ["JZ2025-018"]), ("list", "termination", ["JZ2025-019"])]


def test_notices_below_a_title_of_their_own() -> None:
    text = f"{SITE}江州大学2025年6月采购信息汇总\n发布时间：2025-06-30 09:00　浏览：21\n现将本月采购信息汇总如下。\n{FIRST}{SECOND}"
    assert [item[1:] for item in told(read(text))][1:] == [("award", ["JZ2025-018"]), ("termination", ["JZ2025-019"])]


def test_amounts_of_one_notice_are_not_the_others() -> None:
    other = FIRST.replace("018", "020").replace("30万元", "45万元").replace("离子", "气相").replace("启明", "明德")
    result = read(SITE + FIRST.replace("公告\n", "公告\n发布时间：2025-06-30\n", 1) + other)
    paid = [[field.exact for field in fact.all("amount")] for fact in result.facts if fact.kind == "award"]
    assert paid == [["30万元"], ["45万元"]]


def test_a_headline_that_is_quoted_in_one_notice_splits_nothing() -> None:
    text = f"{SITE}江州大学离子色谱仪采购项目更正公告\n发布时间：2025-06-30\n一、原公告项目编号：JZ2025-018\n二、原公告名称：\n江州大学离子色谱仪采购项目招标公告\n三、更正内容：截止时间延期\n"
    assert len(read(text).notices) == 1
