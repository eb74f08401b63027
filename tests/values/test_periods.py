import pytest

from zhiyue.model import Period
from zhiyue.spans import Span
from zhiyue.values import find_periods, parse


@pytest.mark.parametrize(
    ("text", "exact", "start", "end"),
    [
        ("将于2025年9月10日至12日在北京", "2025年9月10日至12日", "2025-09-10", "2025-09-12"),
        ("2025年9月10日-10月12日", "2025年9月10日-10月12日", "2025-09-10", "2025-10-12"),
        ("延期至2022年8月1日-3日", "2022年8月1日-3日", "2022-08-01", "2022-08-03"),
        ("2021年12月22日-24日", "2021年12月22日-24日", "2021-12-22", "2021-12-24"),
        ("2021年12月30日至2022年1月2日", "2021年12月30日至2022年1月2日", "2021-12-30", "2022-01-02"),
        ("2025年9月10日（周三）至12日", "2025年9月10日（周三）至12日", "2025-09-10", "2025-09-12"),
        ("2025-09-10至2025-09-12", "2025-09-10至2025-09-12", "2025-09-10", "2025-09-12"),
        ("2025.9.10-9.12", "2025.9.10-9.12", "2025-09-10", "2025-09-12"),
        ("2025年7月-8月", "2025年7月-8月", "2025-07", "2025-08"),
        ("2025年1-6月份", "2025年1-6月份", "2025-01", "2025-06"),
        ("2025年上半年", "2025年上半年", "2025-01", "2025-06"),
        ("2025年第三季度", "2025年第三季度", "2025-07", "2025-09"),
        ("2021-2025年", "2021-2025年", "2021", "2025"),
    ],
)
def test_period_is_inclusive(text, exact, start, end):
    (found,) = find_periods(text)
    assert (found.span.of(text), found.value, found.context) == (exact, Period(start, end), {})


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("9月10日至12日", "2025-09-10", "2025-09-12"),
        ("10月12日至15日", "2025-10-12", "2025-10-15"),
        ("7月-8月", "2025-07", "2025-08"),
    ],
)
def test_period_takes_its_year_from_the_context(text, start, end):
    whole = f"2025年｜{text}"
    (found,) = find_periods(whole, Span(6, len(whole)), year=Span(0, 5))
    assert (found.value, found.context) == (Period(start, end), {"year_from": Span(0, 5)})


@pytest.mark.parametrize("text", ["9月10日至12日", "2025年9月12日至10日", "2025年2月28日至30日", "100-500万元"])
def test_what_is_no_period(text):
    assert list(find_periods(text)) == []


def test_period_without_any_year_raises():
    with pytest.raises(ValueError, match="no year"):
        parse("period", "9月10日至12日")
