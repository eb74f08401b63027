"""What a spot check counts, and the samples that failed."""

from tests.excerpts import facts_of, findings_of, notice_of, score_of, words

from zhiyue.model import Count

TITLE = "关于2024年电子天平产品质量监督抽查情况的通报"


def test_failures_are_told_from_samples() -> None:
    (fact,) = facts_of("spot_check", notice_of(TITLE, body="共抽查38家企业生产的40批次产品，发现3批次不合格。"))
    found = {name: field.value for name in ("producers", "samples", "failed") if (field := fact.one(name)) is not None}
    assert found == {"producers": Count("38"), "samples": Count("40"), "failed": Count("3")}


def test_rate_is_recomputed() -> None:
    body = "共抽查40批次，不合格3批次，不合格率为{}%。"
    verdicts = [
        [(f.code, f.verdict) for f in findings_of("spot_check", notice_of(TITLE, body=body.format(rate)))]
        for rate in ("7.5", "8.5")
    ]
    assert verdicts == [[("rate.of_count", "confirmed")], [("rate.of_count", "contradicted")]]


def test_row_of_a_failed_sample() -> None:
    body = "| 产品名称 | 标称生产企业 | 不合格项目 |\n| 电子天平 | 甲仪器有限公司 | 重复性 |\n| 分析天平 | 乙仪器有限公司 | / |\n"
    facts = [fact for fact in facts_of("spot_check", notice_of(TITLE, body=body)) if fact.kind == "failed_sample"]
    assert [(words(f, "product"), words(f, "producer"), words(f, "failed_item")) for f in facts] == [
        (["电子天平"], ["甲仪器有限公司"], ["重复性"])
    ]


def test_rules_for_spot_checks_are_none() -> None:
    assert score_of("spot_check", notice_of("产品质量监督抽查实施细则发布", body="抽样检验应当公正。")) < 0.5
