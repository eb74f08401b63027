"""Campaign editions: what is told by notices and by news, with every quotation mark and none."""

import pytest
from tests.excerpts import excerpt_of, facts_of, findings_of, score_of, values_of

KIND = "campaign_notice"
TIME = "2024-09-03 08:31:55"


def edition(*body, **places):
    (fact,) = facts_of(KIND, excerpt_of(*body, **places))
    return values_of(fact)


def number(value):
    return value.number


# ── recognise ────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "title",
    [
        "关于开展2024年全国“质量月”活动的通知",
        "某某公司2024年质量月活动方案",
        "江州市“安全生产月”活动实施方案（试行）",
        "关于组织开展「世界计量日」主题活动的通知",
    ],
)
def test_recognise_takes_an_official_paper(title):
    assert score_of(KIND, excerpt_of("各有关单位：", title=title)) == 0.8


def test_recognise_takes_a_paper_of_one_line():
    excerpt = excerpt_of("关于开展2024年质量月活动的通知 各部门： 现将有关事项通知如下： 一、活动主题：重质量")
    assert score_of(KIND, excerpt) == 0.8


def test_recognise_leaves_a_report_to_news():
    assert score_of(KIND, excerpt_of("9月2日，活动启动。", title="云溪县启动“质量月”活动")) == 0.45


def test_recognise_takes_a_report_in_a_related_list():
    excerpt = excerpt_of(title="江州启动“质量月”活动", summary="江州市质量月活动主题为...", origin="related")
    assert score_of(KIND, excerpt) == 0.5


def test_recognise_hears_a_claim_in_prose():
    assert score_of(KIND, excerpt_of("今年是第47个全国“质量月”。", title="质量漫谈")) == 0.35


def test_recognise_passes_over_a_mere_mention():
    assert score_of(KIND, excerpt_of("10月14日是世界标准日。", title="志愿者进校园")) == 0.1


@pytest.mark.parametrize("words", ["质量月度分析会", "质量月报", "质量月饼", "质量月例会", "“五一”", "“工作日”"])
def test_recognise_knows_other_words(words):
    assert score_of(KIND, excerpt_of(f"我院召开{words}，活动启动。", title=words)) == 0.0


def test_recognise_asks_for_more_than_quotation_marks():
    assert score_of(KIND, excerpt_of("冷空气来袭，江州开启“冰冻周”模式。", title="降温")) == 0.0
    assert score_of(KIND, excerpt_of("江州启动“爱眼周”宣传活动。", title="爱眼")) == 0.35


def test_recognise_leaves_purchases_to_tenders():
    assert score_of(KIND, excerpt_of("主题为质量。", title="“质量月”宣传用品采购项目中标公告")) == 0.0


# ── series, year, number ─────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "series",
    ["全国“质量月”", '全国"质量月"', "全国「质量月」", "全国质量月", "“安全生产月”", "世界计量日", "“世界标准日”"],
)
def test_series_is_read_as_printed(series):
    assert edition(f"今年是第9个{series}，活动启动。")["series"] == series


def test_series_is_the_fullest_wording():
    (fact,) = facts_of(KIND, excerpt_of("2024年全国“质量月”启动。全国“质量月”每年一次。", title="“质量月”启动"))
    assert fact.one("series").value == "全国“质量月”"
    assert [e.exact for e in fact.one("series").evidence] == ["全国“质量月”"] * 2


def test_series_is_the_one_of_the_title():
    found = edition("“质量月”之后是“安全生产月”。“安全生产月”启动。", title="江州启动“质量月”")
    assert found["series"] == "“质量月”"


def test_year_is_not_the_one_in_which_it_began():
    found = edition("2024年“质量月”启动。今年是自1978年以来的第47个全国“质量月”。")
    assert (found["year"], found["since"], found["number"].ordinal) == ("2024", "1978", 47)


def test_this_year_is_that_of_the_page():
    (fact,) = facts_of(KIND, excerpt_of("今年是第47个全国“质量月”。", published=TIME))
    assert (fact.one("year").value, fact.one("year").status) == ("2024", "derived")


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("第47个全国“质量月”启动", 47),
        ("全国第四十七个“质量月”启动", 47),
        ("第十九届江东省“质量月”启动", 19),
        ("“质量月”活动持续至今，今年是第47个，意义重大", 47),
    ],
)
def test_number_stands_by_the_series(words, expected):
    assert edition(words)["number"].ordinal == expected


def test_number_of_another_event_is_none():
    assert "number" not in edition("“质量月”启动仪式与第三届质量奖颁奖会一并举行。")


# ── theme ────────────────────────────────────────────────────────────────────────────────────────────────────────

THEME = "加强质量支撑 共建质量强国"


@pytest.mark.parametrize(
    "lines",
    [
        ["“质量月”启动。", "一、活动主题", THEME],
        ["“质量月”启动。", f"一、活动主题：{THEME}"],
        ["“质量月”启动。", "（一）活动主题", f"今年活动的主题是“{THEME}”。"],
        [f"“质量月”的活动主题为“{THEME}”。"],
        [f"“质量月”主题是：{THEME}。"],
        [f"以“{THEME}”为主题的“质量月”启动。"],
        [f"“质量月”以{THEME}为主题，即日启动。"],
        [f"“质量月”活动旨在贯彻“{THEME}”的年度主题。"],
        [f"“质量月”启动。 一、活动主题：{THEME} 二、活动时间：9月"],
    ],
)
def test_theme_is_read_wherever_it_is_said(lines):
    assert edition(*lines)["theme"] == THEME


def test_theme_is_not_that_of_a_lecture():
    assert "theme" not in edition("“质量月”期间举办讲座，讲座主题为“我的质量故事”。活动启动。")


def test_theme_of_the_country_stands_before_its_local_wording():
    found = edition(
        "2024年“质量月”以“加强质量支撑 共建质量强省”为主题启动。",
        "今年全国“质量月”活动主题为“加强质量支撑 共建质量强国”。",
    )
    assert found["theme"] == THEME
    assert found["theme_variants"] == ["加强质量支撑 共建质量强省"]


# ── launch ───────────────────────────────────────────────────────────────────────────────────────────────────────


def test_launch_is_read_with_part_of_day_place_and_company():
    (fact,) = facts_of(
        KIND,
        excerpt_of("9月1日下午，2024年全国“质量月”活动启动仪式暨企业标准创新大会在京举行。", published=TIME),
    )
    launched = fact.one("launch_date")
    assert (launched.value, launched.part, launched.exact) == ("2024-09-01", "pm", "9月1日下午")
    assert (fact.one("launch_place").value.name, fact.one("launch_place").exact) == ("北京", "在京")
    assert fact.one("launch_jointly_with").value == "企业标准创新大会"


@pytest.mark.parametrize(
    ("words", "event"),
    [
        ("产业链质量提升行动暨全省“质量月”启动仪式在徐州举行", "产业链质量提升行动"),
        ("“质量月”启动仪式暨质量文化公园揭牌活动在福州举行", "质量文化公园揭牌活动"),
        ("“质量月”暨质量文化进高校启动仪式9日举行", "质量文化进高校"),
        ("“质量月”启动，活动与企业质量对接会同期举行", "企业质量对接会"),
    ],
)
def test_launch_names_what_is_held_with_it(words, event):
    assert edition(words)["launch_jointly_with"] == event


@pytest.mark.parametrize("words", ["“质量月”活动在全省启动", "“质量月”在活动期间启动"])
def test_launch_place_is_a_place(words):
    assert "launch_place" not in edition(words)


def test_launch_date_is_not_the_day_of_the_report():
    assert "launch_date" not in edition("江州新闻网9月3日讯 “质量月”活动正式启动。", published=TIME)


def test_since_recurs_and_lasts_are_read_as_printed():
    found = edition("“质量月”活动始于1978年，于每年9月份举办，为期一个月。")
    assert (found["since"], found["recurs"], found["lasts"]) == ("1978", "每年9月", "一个月")


# ── who and what ─────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("words", "names", "stated"),
    [
        ("由市场监管总局 教育部 公安部等21个部门联合开展", ["市场监管总局", "教育部", "公安部"], "21"),
        ("由省市场监管局、省教育厅、省总工会等14个部门联合开展", ["省市场监管局", "省教育厅", "省总工会"], "14"),
        ("市场监管局联合市教育局、市公安局等九个部门印发", ["市场监管局", "市教育局", "市公安局"], "9"),
        ("由质检总局会同37个部门共同举办", ["质检总局"], "37"),
        ("由市质监局、市工商局、市环保局3家单位联合主办", ["市质监局", "市工商局", "市环保局"], "3"),
    ],
)
def test_co_organisers_are_counted_and_named(words, names, stated):
    found = edition(f"今年“质量月”活动，{words}。")
    assert (found["co_organisers"], number(found["co_organisers_count"])) == (names, stated)


def test_guests_are_no_organisers():
    assert "co_organisers_count" not in edition("“质量月”活动启动，市教育局等26个部门负责人参加。")


@pytest.mark.parametrize(
    "lines",
    [
        ["“质量月”活动围绕以下3个重点方面开展：普及知识；帮扶企业；整治市场。"],
        ["“质量月”活动聚焦三个方面：普及知识、帮扶企业、整治市场。"],
        ["“质量月”将围绕普及知识、帮扶企业和整治市场三个方面开展活动。"],
        ["“质量月”活动期间重点抓好以下三项工作：普及知识、帮扶企业、整治市场。"],
        ["“质量月”重点开展三大行动：一是普及知识。二是帮扶企业。三是整治市场。"],
        ["“质量月”启动。", "重点从三个方面开展活动：", "1.普及知识。发放读本。", "2.帮扶企业。", "3.整治市场。"],
        [
            "“质量月”启动。",
            "二、活动重点",
            "（一）普及知识。发放读本。",
            "（二）帮扶企业",
            "（三）整治市场：抽查",
            "三、要求",
            "（一）重视",
        ],
        ["“质量月”启动。 二、活动内容：（一）普及知识。（二）帮扶企业。（三）整治市场。 三、工作要求：（一）重视。"],
    ],
)
def test_focus_areas_are_listed_in_every_layout(lines):
    assert edition(*lines)["focus_areas"] == ["普及知识", "帮扶企业", "整治市场"]


def test_what_a_speaker_asks_for_is_no_focus_area():
    found = edition("“质量月”活动启动。会议要求从三个方面抓落实：提高认识、加强协同、务求实效。")
    assert {"focus_areas", "focus_areas_count"} & set(found) == set()


# ── checks ───────────────────────────────────────────────────────────────────────────────────────────────────────


def said(*body, **places):
    return [(finding.code, finding.verdict) for finding in findings_of(KIND, excerpt_of(*body, **places))]


def test_check_confirms_the_number_from_the_page():
    words = "2022年“质量月”启动。今年是第45个“质量月”，活动始于1978年。"
    (finding,) = findings_of(KIND, excerpt_of(words))
    assert (finding.code, finding.verdict, finding.arithmetic) == ("ordinal.year", "confirmed", "2022 − 1978 + 1 = 45")
    assert "第 33 届" in finding.message


def test_check_takes_the_first_year_from_the_archive():
    (finding,) = findings_of(
        KIND, excerpt_of("今年是2022年第45个全国“质量月”，主题待定。", published="2022-09-01 10:00:00")
    )
    assert (finding.verdict, "据本系统参考资料" in finding.message) == ("confirmed", True)


def test_check_contradicts_a_wrong_number():
    assert said("2025年“质量月”启动。今年是自1978年以来的第46个全国“质量月”。") == [("ordinal.year", "contradicted")]


def test_check_knows_no_first_year_of_other_series():
    assert said("2024年6月是第23个全国“安全生产月”。", published=TIME) == [("ordinal.year", "not_checkable")]


def test_check_contradicts_a_short_list_of_areas():
    assert said("“质量月”活动聚焦六个方面：宣传、培训、帮扶。") == [("count.listed", "contradicted")]


def test_check_confirms_a_full_list_that_ends_in_and_so_on():
    assert said("“质量月”围绕宣传、培训、帮扶等三个方面开展活动。") == [("count.listed", "confirmed")]


def test_check_leaves_an_open_list_of_areas_open():
    assert said("“质量月”围绕宣传、培训、帮扶等六个方面开展活动。") == [("count.listed", "not_checkable")]


@pytest.mark.parametrize(
    ("words", "verdicts"),
    [
        ("由甲市教育局、甲市公安局等9个部门联合开展", ["not_checkable"]),
        ("由甲市教育局、甲市公安局等2个部门联合开展", ["confirmed"]),
        ("甲市教育局联合甲市公安局、甲市民政局等2个部门开展", ["confirmed"]),
        ("由质检总局会同37个部门共同举办", []),
    ],
)
def test_check_counts_those_who_are_named(words, verdicts):
    assert said(f"“质量月”活动，{words}。") == [("count.listed", verdict) for verdict in verdicts]
