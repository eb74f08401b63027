"""Figures that pages print about an edition: read with their clause, hedge and source, and nothing beside them."""

import pytest

import zhiyue
from tests.campaigns.made import small
from zhiyue.campaigns import close, page_figures
from zhiyue.model import PageResult, RawPage

PAGE = """江东省“质量月”活动圆满收官
2025-10-09 来源：江东日报

9月以来，全省共开展质量宣贯活动288次，发放宣传资料1.2万余份、悬挂横幅35条，吸引群众17万余人次参与，6,900余家次经营主体加入。
各地免费检测138批次，培训1035人次，查办案件77件，涉案金额超过1亿元。发现隐患40处，已整改38处。
2025年9月2日，第48个质量月启动，联系电话0999-5551270，会议在3楼召开。
"""


def read(text: str) -> PageResult:
    return zhiyue.mask(zhiyue.process(RawPage(text.encode(), url="https://news.example.cn/2025/10/1.html")))


def found(text: str) -> set[tuple[str, str, str, str]]:
    return {(one.code, one.relation, one.number, one.unit) for one in page_figures(read(text))}


def test_figures_of_a_page_with_hedges_and_units() -> None:
    assert found(PAGE) == {
        ("activities_literacy", "=", "288", "次"),
        ("leaflets", "≥", "12000", "份"),
        ("banners", "=", "35", "条"),
        ("public", "≥", "170000", "人次"),
        ("firms", "≥", "6900", "家次"),
        ("free_tests", "=", "138", "批次"),
        ("trainees", "=", "1035", "人次"),
        ("cases", "=", "77", "件"),
        ("value", ">", "100000000", "元"),
        ("hazards", "=", "40", "处"),
        ("hazards_fixed", "=", "38", "处"),
    }


def test_each_figure_has_its_words_and_its_source() -> None:
    leaflets = next(one for one in page_figures(read(PAGE), node="jd") if one.code == "leaflets")
    assert leaflets.exact == "发放宣传资料1.2万余份"
    assert (leaflets.source, leaflets.address) == ("江东日报", "https://news.example.cn/2025/10/1.html")
    assert (leaflets.published, leaflets.node) == ("2025-10-09", "jd")


@pytest.mark.parametrize(
    "text",
    [
        "全年共有3个方面、第48个质量月。",
        "2025年9月开展工作。",
        "拨打12315咨询。",
        "投入5000份精力。",
        "县农业农村局等11个部门将联合开展活动。",
    ],
)
def test_other_numbers_are_no_figures(text: str) -> None:
    assert found(f"质量月新闻\n\n{text}\n") == set()


def test_page_stands_beside_the_report() -> None:
    report = close(small(), pages=page_figures(read(PAGE)))
    rows = {row.id.rpartition(".")[2]: row for row in report.table("pages").rows}
    assert [cell.value for cell in rows["hazards"].cells] == ["40", "40", "0", "40", "0"]
    assert rows["firms"].cells[1].value is None
    assert len({row.id for row in report.table("pages").rows}) == len(rows)
