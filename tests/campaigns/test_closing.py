"""The closing report of a small edition: its sentences, tables, checks, and what withdrawing a proof does to it."""

import re
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.campaigns.made import activity, campaigns, measure, returned, small, withdraw
from tests.campaigns.test_counting_laws import proofs_behind, shuffled
from zhiyue.campaign import Campaign
from zhiyue.campaigns.closing import close
from zhiyue.campaigns.comparing import PageFigure
from zhiyue.report import Cell, Report, walk


def said(report: Report) -> str:
    """Every sentence with its cells printed as value and unit."""
    found = []
    for section in walk(report.sections):
        for sentence in section.sentences:
            cells = {cell.id: f"{cell.relation.strip('=')}{cell.value}{cell.unit}" for cell in sentence.cells}
            found.append(re.sub(r"\{([^{}]+)\}", lambda match, cells=cells: cells[match[1]], sentence.template))
    return "".join(found)


def values(report: Report) -> dict[str, Cell]:
    return {cell.id: cell for cell in report.cells()}


def test_sentences_say_the_third_total_and_name_the_others() -> None:
    text = said(close(small()))
    assert text.startswith("2025-09-01至2025-09-30，江东省“质量月”以“加强全面质量管理 促进质量强省建设”为主题开展。")
    assert "应报送5家单位，已报送5家单位" in text
    assert "共开展各类活动3项（上报4项，有佐证4项），参与386人次（上报≈786人次，有佐证666人次）" in text
    assert "发现问题40处，已整改38处，整改率95%。其余2处尚未整改。" in text
    assert "免费检测上报86次（均无佐证）" in text


def test_clause_without_its_figure_is_dropped() -> None:
    text = said(close(replace(small(), returns=small().returns[:1])))
    assert "整改" not in text
    assert "培训" not in text
    assert "None" not in text


def test_unit_that_said_nothing_makes_the_report_partial_and_is_named() -> None:
    campaign = replace(small(), returns=small().returns[:4])
    report = close(campaign)
    assert report.is_partial
    assert [row.label for row in report.table("silent").rows] == ["江东省市场监督管理局 / 江东省国资委"]
    assert "不完全统计" in said(report)
    assert not close(small()).is_partial


def test_no_digit_stands_outside_a_cell() -> None:
    for section in walk(close(small()).sections):
        for sentence in section.sentences:
            assert not re.search(r"\d", re.sub(r"\{[^{}]+\}", "", sentence.template))
            names = re.findall(r"\{([^{}]+)\}", sentence.template)
            assert names == [cell.id for cell in sentence.cells]


def test_report_is_internal_and_says_its_rules() -> None:
    report = close(small())
    assert (report.kind, report.audience) == ("closing", "internal")
    assert {rule.code for rule in report.rules} >= {"closing.reported", "closing.supported", "closing.deduplicated"}
    assert [check for check in report.checks if check.verdict == "contradicted"] == []


def test_branch_has_a_report_of_its_own() -> None:
    cells = values(close(small(), node="wz"))
    assert [cells[f"total.activities.{stage}"].value for stage in ("reported", "supported", "deduplicated")] == [
        "3",
        "3",
        "1",
    ]
    assert close(small(), node="wz").issuer == "望州市市场监督管理局"


def test_more_rectified_than_found_is_contradicted() -> None:
    told = returned("r5", "cj", None, measure("m9", "hazards", "38", "p3"), measure("m10", "hazards_fixed", "40", "p3"))
    report = close(replace(small(), returns=(told,)))
    (check,) = [check for check in report.checks if check.code == "closing.not_more"]
    assert (check.verdict, check.arithmetic) == ("contradicted", "40 > 38")


def test_own_sum_beside_figures_of_activities_is_doubtful() -> None:
    told = returned("r8", "cj", None, measure("m20", "attendances", "86", "p3"))
    report = close(replace(small(), returns=(*small().returns, told)))
    (check,) = [check for check in report.checks if check.code == "closing.own_sum"]
    assert (check.verdict, check.cells) == ("doubtful", ("m20", "m5"))


def test_last_edition_stands_beside_this_one() -> None:
    before = small()
    edition = replace(before.edition, id="jd-2024", year="2024")
    fewer = replace(before, edition=edition, returns=before.returns[:2])
    report = close(small(), previous=fewer)
    row = {cell.id.removeprefix("previous.attendances."): cell for cell in report.table("previous").rows[1].cells}
    assert (row["before.deduplicated"].value, row["difference.deduplicated"].value) == ("300", "86")
    assert row["growth"].arithmetic == "(386 − 300) ÷ 300 = 28.667 %"
    assert row["before.deduplicated"].rests_on == ("closing/jd-2024#total.attendances.deduplicated",)
    assert "与上届相比，活动增加2项，参与人次增加86人次" in said(report)
    assert close(small(), previous=close(fewer)) == report


def test_report_of_another_node_is_no_measure() -> None:
    assert close(small(), node="wz", previous=close(small())).state == close(small(), node="wz").state
    assert close(small(), node="wz", previous=small()).table("previous").rows


def test_undecided_pair_is_doubtful_until_a_person_decides() -> None:
    codes = [check.code for check in close(replace(small(), merges=())).checks]
    assert "closing.duplicates" in codes
    assert "closing.duplicates" not in [check.code for check in close(small()).checks]


def test_charts_show_tables_that_are_there() -> None:
    report = close(small())
    charts = [chart for section in walk(report.sections) for chart in section.charts]
    assert {chart.table for chart in charts} == {"classes", "areas", "branches", "places"}
    for chart in charts:
        assert set(chart.columns) <= {column.id for column in report.table(chart.table).columns}


def test_pages_stand_beside_and_change_no_total() -> None:
    page = PageFigure("f1", "attendances", "800", "人次", "江东日报", address="https://news.example.cn/1", relation="≥")
    report = close(small(), pages=[page])
    (row,) = report.table("pages").rows
    assert [cell.value for cell in row.cells] == ["800", "786", "14", "386", "414"]
    assert row.leads_to == "https://news.example.cn/1"
    assert values(report)["total.attendances.reported"] == values(close(small()))["total.attendances.reported"]


@given(campaigns())
@settings(max_examples=60, deadline=None)
def test_every_report_adds_up(campaign: Campaign) -> None:
    report = close(campaign)
    ids = {"closing.parts", "closing.stages", "closing.completion"}
    assert {check.verdict for check in report.checks if check.code in ids} == {"confirmed"}
    for cell in report.cells():
        assert (cell.value is None) == bool(cell.why)


@given(campaigns(), st.data())
@settings(max_examples=40, deadline=None)
def test_order_never_matters(campaign: Campaign, data: st.DataObject) -> None:
    assert close(shuffled(campaign, data)) == close(campaign)


@given(campaigns(), st.data())
@settings(max_examples=60, deadline=None)
def test_withdrawing_a_proof_moves_only_cells_that_rest_on_it(campaign: Campaign, data: st.DataObject) -> None:
    gone = data.draw(st.sampled_from([item.id for item in campaign.proofs]))
    after = values(close(withdraw(campaign, gone)))
    for id, cell in values(close(campaign)).items():
        is_total = id.partition(".")[0] in {"total", "classes", "areas", "places", "branches"}
        if is_total and not id.endswith(".share") and cell.value is not None:
            rests_on = {one for figure in cell.rests_on for one in proofs_behind(campaign, figure)}
            assert after[id].value == cell.value or gone in rests_on, id


def test_same_input_gives_the_same_state_and_another_does_not() -> None:
    assert close(small()).state == close(small()).state
    assert close(withdraw(small(), "p1")).state != close(small()).state


def test_area_that_nobody_filed_is_chosen_by_words_and_places_unknown_make_no_table() -> None:
    bare = tuple(replace(one, areas=(), region=None) for one in small().activities)
    units = tuple(replace(unit, region=None) for unit in small().units)
    report = close(replace(small(), activities=bare, units=units))
    assert {row.label: row.cells[0].value for row in report.table("areas").rows}["质量基础设施便民服务"] == "1"
    assert [table.id for section in walk(report.sections) for table in section.tables if table.id == "places"] == []


def test_nil_return_says_that_what_was_planned_was_not_held() -> None:
    planned = activity("b1", "gzw", state="published", start="2025-09-20")
    cells = values(close(replace(small(), activities=(*small().activities, planned))))
    assert (cells["completion.gzw.dropped"].value, cells["completion.gzw.untold"].value) == ("1", "0")
