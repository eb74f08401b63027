"""Exhibitions and conferences: announced, reported, visited."""

import pytest
from tests.excerpts import excerpt_of, facts_of, findings_of, score_of, values_of

from zhiyue.model import Period

KIND = "exhibition"
NAME = "江东科学仪器展览会"
TIME = "2024-03-12 08:50:00"


def event(*body, **places):
    (fact,) = facts_of(KIND, excerpt_of(*body, **places))
    return values_of(fact)


# ── recognise ────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "title",
    [
        f"第十二届{NAME}5月在南京举办",
        f"{NAME}筹备工作启动",
        "第三届中国实验室创新发展高峰论坛召开",
        "关于召开2025年新材料计量学术报告会的通知",
    ],
)
def test_recognise_takes_an_event(title):
    assert score_of(KIND, excerpt_of("会议由某学会主办，将在南京举行。", title=title)) >= 0.5


@pytest.mark.parametrize(
    "title",
    [
        "市局召开2023年全市质量工作会议",
        "江东展览馆空调改造完成",
        "观展指南：三天怎么看完一个仪器展",
        "公司召开总结表彰大会",
    ],
)
def test_recognise_passes_over_what_is_no_event(title):
    assert score_of(KIND, excerpt_of("活动在南京举行。", title=title)) < 0.3


def test_recognise_takes_the_short_form_of_a_headline():
    words = f"第十二届{NAME}将于2024年5月21日至23日在南京国际展览中心举行..."
    assert score_of(KIND, excerpt_of(title="第十二届江东科学仪器展将于5月在南京举办", summary=words)) >= 0.5
    assert score_of(KIND, excerpt_of(title="江东科学仪器产业展望", summary=words)) < 0.5


def test_recognise_knows_the_short_name_of_a_headline():
    assert score_of(KIND, excerpt_of(f"第十二届{NAME}将在南京举行。", title="第十二届江东科学仪器展定档5月")) >= 0.5


@pytest.mark.parametrize("title", ["江东国际分析设备展落幕", "第四届江东实验室技术展在南京开幕"])
def test_recognise_takes_a_fair_called_show(title):
    assert score_of(KIND, excerpt_of("展会由某学会主办。", title=title)) >= 0.5


def test_recognise_leaves_a_visitor_to_news():
    assert score_of(KIND, excerpt_of("展会在南京举行。", title=f"我公司亮相第十二届{NAME}")) == 0.45


def test_recognise_leaves_purchases_to_tenders():
    assert score_of(KIND, excerpt_of(title=f"{NAME}搭建服务采购项目中标公告")) == 0.0


def test_recognise_hears_of_a_dated_event_in_prose():
    words = f"第十二届{NAME}将于2024年5月21日至23日在南京举行。"
    assert score_of(KIND, excerpt_of(words, title="南京五月有看头")) == 0.35
    assert score_of(KIND, excerpt_of(f"第十二届{NAME}很精彩。", title="南京五月有看头")) == 0.1


# ── fields ───────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("words", "name"),
    [
        (f"第十二届{NAME}开幕", NAME),
        (f"2024第七届{NAME}开幕", NAME),
        (f"2024年{NAME}开幕", NAME),
        (f"由某协会主办的{NAME}开幕", NAME),
        ("第二十届北京分析测试学术报告会暨展览会开幕", "北京分析测试学术报告会暨展览会"),
        ("第七届西部（成都）实验室技术与装备博览会开幕", "西部（成都）实验室技术与装备博览会"),
    ],
)
def test_name_stands_without_number_and_year(words, name):
    assert event(words)["name"] == name


def test_venue_stands_behind_a_spoken_label():
    found = event(f"{NAME}改期，举办地点仍为南京国际展览中心，时间另行通知。")
    assert (found["venue"], found["city"]) == ("南京国际展览中心", "南京")


@pytest.mark.parametrize(
    "words",
    [
        f"{NAME}（JSIE 2024）开幕",
        f"{NAME}（英文简称JSIE）开幕",
        f"{NAME}(简称：JSIE)开幕",
        f"{NAME}（JSIE）开幕。JSIE已办多届。",
    ],
)
def test_acronym_stands_without_its_year(words):
    assert event(words)["acronym"] == "JSIE"


def test_acronym_of_another_thing_is_none():
    assert "acronym" not in event(f"{NAME}开幕，展出液相色谱仪（HPLC）。")


def test_number_stands_before_the_name():
    assert event(f"第十二届{NAME}开幕，同期举行第三届青年分析论坛。")["number"].ordinal == 12


@pytest.mark.parametrize(
    "lines",
    [
        [f"{NAME}将于2024年5月21日至23日举办。"],
        [f"{NAME}将于5月21日至23日举办。"],
        [NAME, "展会时间：2024年5月21日-23日"],
        [f"上届展会于2023年5月9日至11日举行。{NAME}将于2024年5月21日至23日举办，报名时间3月1日至31日。"],
    ],
)
def test_dates_are_those_of_the_event(lines):
    assert event(*lines, published=TIME)["dates"] == Period("2024-05-21", "2024-05-23")


def test_year_printed_at_the_name_is_before_that_of_the_page():
    found = event(f"{NAME}（JSIE 2025）将于3月4日至6日举办。", published="2024-12-12 08:50:00")
    assert found["dates"] == Period("2025-03-04", "2025-03-06")


@pytest.mark.parametrize(
    ("words", "city", "venue"),
    [
        ("在南京国际展览中心举办", "南京", "南京国际展览中心"),
        ("在北京·中国国际展览中心（顺义馆）举行", "北京", "中国国际展览中心（顺义馆）"),
        ("在北京国家会议中心隆重开幕", "北京", "国家会议中心"),
        ("在国家会展中心（上海）举行", "上海", "国家会展中心（上海）"),
        ("在南京举办", "南京", None),
        ("在沪举行", "上海", None),
    ],
)
def test_city_and_venue_are_told_apart(words, city, venue):
    found = event(f"{NAME}{words}。")
    assert (found["city"], found.get("venue")) == (city, venue)


def test_place_may_stand_under_its_heading():
    found = event("二、会议地点", "衡阳神龙大酒店", title="关于召开2025年新材料计量学术报告会的通知")
    assert (found["city"], found["venue"]) == ("衡阳", "衡阳神龙大酒店")


@pytest.mark.parametrize(
    "lines",
    [
        [f"{NAME}由甲省分析测试协会、乙省科学器材商会共同主办，丙会展有限公司承办。"],
        [NAME, "主办单位：甲省分析测试协会、乙省科学器材商会", "承办单位：丙会展有限公司"],
    ],
)
def test_organisers_are_the_hosts(lines):
    assert event(*lines)["organisers"] == ["甲省分析测试协会", "乙省科学器材商会"]


def test_theme_is_read():
    assert event(f"{NAME}以“智测未来 共建开放实验室”为主题。")["theme"] == "智测未来 共建开放实验室"


# ── checks ───────────────────────────────────────────────────────────────────────────────────────────────────────


def said(words):
    return [(finding.code, finding.verdict) for finding in findings_of(KIND, excerpt_of(words))]


BEIJING = "北京分析测试学术报告会暨展览会（BCEIA 2025）将于2025年9月10日至12日举行。"


def test_check_confirms_a_known_series():
    assert said(f"第二十一届{BEIJING}") == [("ordinal.series", "confirmed")]


def test_check_doubts_another_number():
    assert said(f"第二十届{BEIJING}") == [("ordinal.series", "doubtful")]


def test_check_cannot_tell_of_an_unknown_series():
    assert said(f"第十二届{NAME}将于2024年5月21日至23日举办。") == [("ordinal.series", "not_checkable")]


def test_check_cannot_tell_of_a_series_without_a_fixed_interval():
    assert said("第十七届中国国际工业博览会于2015年11月3日至7日举行。") == [("ordinal.series", "not_checkable")]


def test_check_says_nothing_without_a_number():
    assert said(BEIJING) == []
