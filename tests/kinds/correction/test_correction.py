"""What makes a correction, and the dates that it moves."""

import pytest
from tests.excerpts import findings_of, notice_of, score_of, value

from zhiyue.kinds import recognise
from zhiyue.kinds.correction import extract
from zhiyue.model import Fact


def correction(body: str, *, title: str = "离心机采购项目更正公告") -> Fact:
    return next(iter(extract(notice_of(title, body=body, published="2024-05-13"))))


@pytest.mark.parametrize(
    "title",
    [
        "离心机采购项目更正公告",
        "离心机采购项目中标公告的更正公告",
        "离心机采购项目延期公告",
        "离心机招标文件澄清通知",
        "离心机采购变更公告",
    ],
)
def test_title_of_a_correction(title: str) -> None:
    assert recognise(notice_of(title, body="项目编号：JZ-2024-01")).kind.name == "correction"


@pytest.mark.parametrize("title", ["第31届仪器展览会延期通知", "公司法定代表人变更公告", "采购合同变更公告"])
def test_other_changes_are_no_corrections(title: str) -> None:
    assert score_of("correction", notice_of(title, body="敬请留意。")) < 0.5


def test_form_tells_a_correction_whose_title_does_not() -> None:
    body = "原公告的采购项目编号：JZ-2024-01\n首次公告日期：2024-05-06\n更正事项：采购公告\n更正日期：2024-05-13\n"
    assert recognise(notice_of("离心机采购项目", body=body)).kind.name == "correction"


def test_deadline_is_read_before_and_after() -> None:
    fact = correction("更正内容：投标截止时间由2024年5月28日9:30变更为2024年6月4日9:30。")
    assert value(fact, "former_deadline") == "2024-05-28T09:30+08:00"
    assert value(fact, "deadline") == "2024-06-04T09:30+08:00"
    assert fact.one("opening") is None


def test_pointer_is_no_content() -> None:
    field = correction("项目编号：JZ-2024-01\n更正内容：详见附件。").one("content")
    assert field is not None
    assert (field.value, field.status) == (None, "not_stated")


def test_correction_before_the_first_notice_is_contradicted() -> None:
    body = "项目编号：JZ-2024-01\n首次公告日期：2024-05-16\n更正日期：2024-05-13\n"
    excerpt = notice_of("离心机采购项目更正公告", body=body)
    assert [(f.code, f.verdict) for f in findings_of("correction", excerpt) if f.code == "date.order"] == [
        ("date.order", "contradicted")
    ]
