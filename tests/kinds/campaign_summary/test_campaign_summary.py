"""Summaries of a campaign: which measure a number is of, its unit and hedge, and what can be recomputed."""

from pathlib import Path

import pytest
from tests.excerpts import excerpt_of, facts_of, findings_of, score_of

from zhiyue import process
from zhiyue.model import RawPage
from zhiyue.records.members import members_of

KIND = "campaign_summary"
FOLDER = Path(__file__).parents[1]
TITLE = "云溪县2024年“质量月”活动总结"


def figures(*body):
    return [
        (
            fact.one("measure").canonical,
            fact.one("number").value.number,
            fact.one("number").relation,
            fact.one("unit").value if fact.one("unit") else None,
        )
        for fact in facts_of(KIND, excerpt_of(*body, title=TITLE))
    ]


def said(*body):
    return [(f.code, f.verdict) for f in findings_of(KIND, excerpt_of(*body, title=TITLE))]


@pytest.mark.parametrize(
    ("title", "score"),
    [
        (TITLE, 0.85),
        ("关于“质量月”活动开展情况的报告", 0.85),
        ("关于做好“质量月”活动总结工作的通知", 0.0),
        ("“质量月”活动总结大会召开", 0.0),
        ("云溪县2024年工作总结", 0.0),
    ],
)
def test_recognise_asks_for_a_campaign_a_title_and_figures(title, score):
    assert score_of(KIND, excerpt_of("悬挂横幅30条，展板20块。", title=title)) == score


def test_recognise_asks_for_figures():
    assert score_of(KIND, excerpt_of("活动取得圆满成功。", title=TITLE)) == 0.0


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("悬挂横幅30条", ("banners", "30", "=", "条")),
        ("发放宣传资料1.2万余份", ("leaflets", "12000", "≥", "份")),
        ("发放宣传资料共计近500份", ("leaflets", "500", "≈", "份")),
        ("参与企业460家", ("firms", "460", "=", "家")),
        ("参与企业460家次", ("firms", "460", "=", "家次")),
        ("460家企业参与", ("firms", "460", "=", "家")),
        ("50余名志愿者上街", ("volunteers", "50", "≥", "名")),
        ("减免检测费用80.6万元", ("fees_waived", "806000", "=", "元")),
        ("共培训300人次", ("trainees", "300", "=", "人次")),
        ("共参加54人", ("participants", "54", "=", "人")),
        ("展板（块）：20", None),
        ("为民办质量实事活动22次", ("activities_services", "22", "=", "次")),
    ],
)
def test_a_figure_is_of_the_measure_that_its_words_name(words, expected):
    assert figures(f"{words}。") == ([expected] if expected else [])


@pytest.mark.parametrize(
    "words",
    [
        "计划培训500人次",
        "参加人数较去年增加30人",
        "从3个方面开展",
        "应参加54人",
        "2024年9月2日",
        "解决难题63个",
        "第47个全国“质量月”",
    ],
)
def test_no_figure_of_the_month(words):
    assert figures(f"{words}。") == []


def test_people_and_attendances_stay_apart():
    found = figures("参加人数300人，参与人次900人次。")
    assert [(code, unit) for code, _, _, unit in found] == [("participants", "人"), ("attendances", "人次")]


def test_the_sentence_is_evidence():
    fact, *_ = facts_of(KIND, excerpt_of("全县悬挂横幅30条，展板20块。", title=TITLE))
    assert fact.one("sentence").exact == "全县悬挂横幅30条，展板20块"


@pytest.mark.parametrize(
    "lines",
    [
        ("| 展板（块） | 20 |", "| 横幅（条） | 30 |"),
        ("| 指标 | 单位 | 数量 |", "| 展板 | 块 | 20 |", "| 横幅 | 条 | 30 |"),
        ("| 展板（块） | 横幅（条） |", "| 20 | 30 |"),
        ("| 展板 | 20块 |", "| 横幅 | 30条 |"),
    ],
)
def test_tables_are_read_in_rows_and_in_columns(lines):
    assert figures(*lines) == [("boards", "20", "=", "块"), ("banners", "30", "=", "条")]


@pytest.mark.parametrize(
    ("words", "verdict"),
    [
        ("开展活动90场次，其中宣传60场次、培训30场次。", "confirmed"),
        ("开展活动90场次，其中宣传40场次、培训30场次。", "not_checkable"),
        ("开展活动90场次，其中宣传70场次、培训30场次。", "contradicted"),
        ("开展活动90场次，包括宣传40场次、培训30场次。", "contradicted"),
        ("开展活动90余场次，包括宣传60场次、培训30场次。", "not_checkable"),
    ],
)
def test_check_adds_up_the_parts(words, verdict):
    assert said(words) == [("sum.of_parts", verdict)]


@pytest.mark.parametrize(
    ("words", "verdicts"),
    [
        ("排查隐患120处，已整改115处，整改率95.8%。", ["confirmed"]),
        ("排查隐患120处，已整改115处，整改率98%。", ["contradicted"]),
        ("抽检批次200批次，不合格10批次，不合格率5%。", ["confirmed"]),
        ("抽检批次200批次，不合格10批次，合格率95%。", []),
    ],
)
def test_check_recomputes_rates(words, verdicts):
    assert said(words) == [("rate.of_count", verdict) for verdict in verdicts]


@pytest.mark.parametrize(
    ("again", "verdicts"),
    [("累计悬挂横幅30条。", ["confirmed"]), ("累计悬挂横幅33条。", ["doubtful"]), ("城东街道悬挂横幅3条。", [])],
)
def test_check_compares_a_total_given_twice(again, verdicts):
    assert said("全县共悬挂横幅30条。", again) == [("figure.twice", verdict) for verdict in verdicts]


def test_the_stage_of_the_edition_is_that_of_its_page():
    said_by = {
        name: {
            member.stage
            for member in members_of(process(RawPage((FOLDER / name).read_bytes(), path=name)))
            if member.type == "campaign_edition"
        }
        for name in (
            "campaign_summary/plain.page.txt",
            "activity_plan/plain.page.txt",
            "campaign_notice/plain.page.txt",
        )
    }
    assert list(said_by.values()) == [{"summary"}, {"plan"}, {"announced"}]
