import pytest

from tests.exports.reading import FACT_TYPES, reading
from zhiyue.exports.values import fact_fields, shown, verdict_counts
from zhiyue.exports.wording import Wording
from zhiyue.model import Count, Fact, Field, Money, Named, Ordinal, Period, Quantity, Share


@pytest.mark.parametrize(
    ("field", "words"),
    [
        (Field("text", "离子色谱仪"), "离子色谱仪"),
        (Field("moment", "2022-09-06T11:25:12+08:00"), "2022-09-06 11:25"),
        (Field("date", "2022-09-01", part="pm"), "2022-09-01 下午"),
        (Field("money", Money("3811000.00", "CNY", "381.1", "万元")), "381.1 万元"),
        (Field("money", Money("3811000.00", "CNY", "381.1", "万元"), relation="≈"), "≈ 381.1 万元"),
        (Field("money", Money("120.00", "CNY", "120", "元", "unit_price")), "120 元（单价）"),
        (Field("money", Money("50000.00", "USD", "5", "万")), "5 万 美元"),
        (Field("money", Money("50000.00", "USD", "5", "万美元")), "5 万美元"),
        (Field("money", Money(None, "CNY", "1.5", "%", "rate")), "1.5 %（费率）"),
        (Field("share", Share("36.47")), "36.47 %"),
        (Field("period", Period("2025-09-10", "2025-09-12")), "2025-09-10 至 2025-09-12"),
        (Field("count", Count("21"), relation="≥"), "≥ 21"),
        (Field("quantity", Quantity("1", "套")), "1 套"),
        (Field("ordinal", Ordinal(45)), "第 45"),
        (Field("place", Named("杭州市", "330100")), "杭州市"),
        (Field("text", None, status="not_stated"), "未载明"),
        (Field("text", None, status="masked"), "已遮蔽"),
        (Field("text", None, status="unreadable"), "未能识读"),
        (Field("text", None, status="not_applicable"), "不适用"),
    ],
)
def test_shown(field, words):
    assert shown(field, wording=Wording()) == words


def test_fact_fields_stand_in_the_order_of_their_type():
    fact = Fact("f", 2, "award", {"quantity": Field("quantity", None), "project": Field("text", None)})
    assert [name for name, _ in fact_fields(fact, FACT_TYPES)] == ["project", "quantity"]


def test_fact_fields_of_an_unknown_kind_stand_as_they_come():
    fields = {"b": Field("text", "1"), "a": (Field("text", "2"), Field("text", "3"))}
    found = [(name, field.value) for name, field in fact_fields(Fact("f", 0, "new_kind", fields), FACT_TYPES)]
    assert found == [("b", "1"), ("a", "2"), ("a", "3")]


def test_verdict_counts_leave_out_what_none_met():
    findings = reading().findings
    assert verdict_counts(findings) == {"confirmed": 3, "contradicted": 1, "doubtful": 2, "not_checkable": 1}
    assert verdict_counts(findings[:2]) == {"confirmed": 2}
