"""Plans of a campaign: activities in tables and in numbered items, and nothing where a paper only names focus areas."""

import pytest
from tests.excerpts import excerpt_of, facts_of, findings_of, score_of, values_of

KIND = "activity_plan"
TITLE = "云溪县2024年“质量月”活动安排"
ITEMS = ("1.公开课。9月5日上午，在县一中举行，由县质协主办。", "2.开放日。9月12日至14日举办。")


def activities(*body, title=TITLE):
    return [values_of(fact) for fact in facts_of(KIND, excerpt_of(*body, title=title))]


@pytest.mark.parametrize(
    ("title", "score"),
    [
        (TITLE, 0.85),
        ("关于开展2024年“质量月”活动的通知", 0.4),
        ("云溪县“质量月”活动方案编制采购公告", 0.0),
        ("云溪县2024年工作安排", 0.0),
        ("云溪县启动“质量月”活动", 0.0),
    ],
)
def test_recognise_asks_for_a_campaign_a_title_and_a_list(title, score):
    assert score_of(KIND, excerpt_of(*ITEMS, title=title)) == score


def test_recognise_leaves_a_paper_without_activities_to_notices():
    assert score_of(KIND, excerpt_of("一、活动主题", "重质量", title=TITLE)) == 0.0


def test_focus_areas_of_a_notice_are_no_activities():
    lines = ("三、活动内容", "（一）宣传质量知识。发放读本。", "（二）帮扶企业。上门诊断。")
    assert score_of(KIND, excerpt_of(*lines, title="关于开展“质量月”活动的通知")) == 0.0


def test_items_say_when_where_and_by_whom():
    first, second = activities(*ITEMS)
    assert (first["name"], first["date"], first["place"], first["host"]) == (
        "公开课",
        "2024-09-05",
        "县一中",
        ["县质协"],
    )
    assert (second["name"], second["period"].start, second["period"].end) == ("开放日", "2024-09-12", "2024-09-14")


def test_half_days_are_kept():
    fact, *_ = facts_of(KIND, excerpt_of(*ITEMS, title=TITLE))
    assert fact.one("date").part == "am"


def test_what_is_not_said_is_not_stated():
    fact = facts_of(KIND, excerpt_of("重点活动", "1.公开课。讲方法。", "2.开放日", title=TITLE))[1]
    assert {name: fact.one(name).status for name in ("date", "place")} == {"date": "not_stated", "place": "not_stated"}


def test_a_day_without_a_year_is_no_date():
    first, _ = activities(*ITEMS, title="云溪县“质量月”活动安排")
    assert ("date" in first, first["when"]) == (False, "9月5日上午")


@pytest.mark.parametrize(
    "lines",
    [
        ("| 序号 | 活动名称 | 时间 | 地点 |", "| 1 | 公开课 | 9月5日 | 县一中 |", "| 合计 | 1项 |  |  |"),
        ("活动名称\t时间\t地点", "公开课\t9月5日\t县一中"),
        ("活动名称 时间 地点", "公开课 9月5日 县一中"),
        ("活动名称", "时间", "地点", "公开课", "9月5日", "县一中"),
    ],
)
def test_tables_are_read_however_they_came(lines):
    assert activities(*lines) == [{"name": "公开课", "date": "2024-09-05", "place": "县一中"}]


def test_start_and_end_may_have_columns_of_their_own():
    (found,) = activities("| 活动名称 | 开始时间 | 结束时间 |", "| 展览 | 2024-09-05 | 2024-09-09 |")
    assert (found["date"], found["end_date"]) == ("2024-09-05", "2024-09-09")


def test_deadlines_are_no_activities():
    lines = ("1.请于9月10日前将方案报送县局。", "2.请于9月30日前将总结报送县局。")
    assert activities(*lines) == []


@pytest.mark.parametrize(
    ("words", "verdicts"),
    [
        ("共安排活动2项。", [("count.listed", "confirmed")]),
        ("共安排活动3项。", [("count.listed", "contradicted")]),
        ("共安排活动70余项。", []),
        ("二、活动时间：2024年9月1日至30日", [("date.within", "confirmed")]),
        ("二、活动时间：2024年9月1日至10日", [("date.within", "doubtful")]),
    ],
)
def test_check_counts_and_compares_days(words, verdicts):
    found = findings_of(KIND, excerpt_of(words, *ITEMS, title=TITLE))
    assert [(finding.code, finding.verdict) for finding in found] == verdicts
