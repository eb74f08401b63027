"""Delivered and examined: when, and whether it passed."""

import pytest
from tests.excerpts import facts_of, findings_of, notice_of, score_of

TITLE = "离心机采购项目履约验收公告"


@pytest.mark.parametrize(
    ("words", "verdict"),
    [("验收合格", "passed"), ("通过验收", "passed"), ("验收不合格", "failed"), ("见验收单记录", None)],
)
def test_result_says_passed_or_failed(words: str, verdict: str | None) -> None:
    (fact,) = facts_of("acceptance", notice_of(TITLE, body=f"项目编号：JZ-2024-01\n验收结论：{words}\n"))
    field = fact.one("result")
    assert field is not None
    assert (field.value, field.canonical) == (words, verdict)


def test_acceptance_before_signing_is_contradicted() -> None:
    body = "项目编号：JZ-2024-01\n合同签订日期：2024年6月28日\n验收日期：2024年6月12日\n"
    findings = findings_of("acceptance", notice_of(TITLE, body=body))
    assert [(f.code, f.verdict) for f in findings if f.code == "date.order"] == [("date.order", "contradicted")]


def test_research_project_that_passes_is_none() -> None:
    assert score_of("acceptance", notice_of("质谱仪研制项目通过验收", body="专家组同意通过验收。")) < 0.5
