import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhiyue.spans import Span
from zhiyue.values import find_dates, find_moments, parse

DAYS = st.dates(dt.date(1950, 1, 1), dt.date(2090, 12, 31))


@pytest.mark.parametrize(
    ("text", "exact", "type", "value"),
    [
        ("于2022年09月06日发布", "2022年09月06日", "date", "2022-09-06"),
        ("2022 年 9 月 6 日", "2022 年 9 月 6 日", "date", "2022-09-06"),
        ("２０２２年９月６日", "２０２２年９月６日", "date", "2022-09-06"),
        ("时间2026-09-14 ", "2026-09-14", "date", "2026-09-14"),
        ("2025/03/24", "2025/03/24", "date", "2025-03-24"),
        ("2012.10.24", "2012.10.24", "date", "2012-10-24"),
        ("20200507", "20200507", "date", "2020-05-07"),
        ("二○○八年十一月二十八日", "二○○八年十一月二十八日", "date", "2008-11-28"),
        ("二OO八年十一月二十八日", "二OO八年十一月二十八日", "date", "2008-11-28"),
        ("二〇二二年九月一日", "二〇二二年九月一日", "date", "2022-09-01"),
        ("2026年04月", "2026年04月", "month", "2026-04"),
        ("预计2026-05采购", "2026-05", "month", "2026-05"),
        ("自1978年以来", "1978年", "year", "1978"),
        ("2025年11月日", "2025年11月日", "month", "2025-11"),
        ("2020-10-3013：03：16", "2020-10-30", "date", "2020-10-30"),
    ],
)
def test_date_with_the_printed_precision(text, exact, type, value):
    (found,) = find_dates(text)
    assert (found.span.of(text), found.type, found.value, found.context) == (exact, type, value, {})


@pytest.mark.parametrize(("words", "part"), [("上午", "am"), ("下午", "pm"), ("晚", "evening"), ("", None)])
def test_part_of_the_day_stands_beside(words, part):
    text = f"2022年9月1日{words}"
    (found,) = find_dates(text)
    assert (found.span, found.value, found.part) == (Span(0, len(text)), "2022-09-01", part)


@pytest.mark.parametrize(
    ("text", "type", "value", "status"),
    [
        ("9月10日", "date", "2025-09-10", "stated"),
        ("九月十日", "date", "2025-09-10", "stated"),
        ("11月日", "month", "2025-11", "stated"),
        ("明年", "year", "2026", "derived"),
        ("今年", "year", "2025", "derived"),
    ],
)
def test_date_takes_its_year_from_the_context(text, type, value, status):
    whole = f"2025年｜{text}"
    (found,) = find_dates(whole, Span(6, len(whole)), year=Span(0, 5))
    assert (found.type, found.value, found.status, found.context) == (type, value, status, {"year_from": Span(0, 5)})


@pytest.mark.parametrize(
    "text",
    ["9月10日", "明年", "每年9月", "2月30日", "GB/T 1234-2008", "JM-2026-06-05060", "3个月", "2026-13-01"],
)
def test_what_is_no_date_without_a_context(text):
    assert list(find_dates(text)) == []


def test_precision_is_never_more_than_printed():
    with pytest.raises(ValueError, match="is a month, no date"):
        parse("date", "2026年04月")


def test_day_that_no_calendar_has_raises():
    with pytest.raises(ValueError, match="day is out of range"):
        parse("date", "2022年2月30日")


@pytest.mark.parametrize(
    ("text", "exact", "value"),
    [
        ("2022年09月06日 11:25:12", "2022年09月06日 11:25:12", "2022-09-06T11:25:12+08:00"),
        ("2026-09-14 09:30:00", "2026-09-14 09:30:00", "2026-09-14T09:30:00+08:00"),
        ("2020-10-3013：03：16", "2020-10-3013：03：16", "2020-10-30T13:03:16+08:00"),
        ("2024年02月05日10点00分", "2024年02月05日10点00分", "2024-02-05T10:00+08:00"),
        ("2024年2月5日上午9:30（北京时间）", "2024年2月5日上午9:30（北京时间）", "2024-02-05T09:30+08:00"),
        ("2024年2月5日下午3点半", "2024年2月5日下午3点半", "2024-02-05T15:30+08:00"),
        ("2024年2月5日下午17点", "2024年2月5日下午17点", "2024-02-05T17+08:00"),
        ("2024年2月5日24:00", "2024年2月5日24:00", "2024-02-06T00:00+08:00"),
        ("2025-03-01T09:30:00+08:00", "2025-03-01T09:30:00+08:00", "2025-03-01T09:30:00+08:00"),
    ],
)
def test_moment_to_the_printed_precision(text, exact, value):
    (found,) = find_moments(text)
    assert (found.span.of(text), found.value) == (exact, value)


@pytest.mark.parametrize("text", ["2022年09月06日", "11:25:12", "2022年9月6日25:10"])
def test_what_is_no_moment(text):
    assert list(find_moments(text)) == []


@given(
    DAYS,
    st.sampled_from(["{0.year}年{0.month}月{0.day}日", "{0:%Y-%m-%d}", "{0:%Y/%m/%d}", "{0:%Y%m%d}", "{0:%Y.%m.%d}"]),
)
def test_written_day_reads_back(day, form):
    assert parse("date", form.format(day)) == day.isoformat()


@given(DAYS, st.times())
def test_written_moment_reads_back(day, time):
    moment = f"{day:%Y年%m月%d日} {time:%H:%M:%S}"
    assert parse("moment", moment) == f"{day.isoformat()}T{time:%H:%M:%S}+08:00"


def test_day_without_a_year_lies_on_its_side_of_the_page():
    text = "2025-01-05 12月28日 1月9日"
    page = Span(0, 10)
    past = [found.value for found in find_dates(text, Span(11, len(text)), year=page, side="before")]
    future = [found.value for found in find_dates(text, Span(11, len(text)), year=page, side="after")]
    assert (past, future) == (["2024-12-28", "2025-01-09"], ["2025-12-28", "2025-01-09"])


def test_side_is_told_only_where_it_makes_another_year():
    text = "2024-12-20 1月9日 12月28日"
    found = list(find_dates(text, Span(11, len(text)), year=Span(0, 10), side="after"))
    assert [(f.value, list(f.context)) for f in found] == [
        ("2025-01-09", ["future_of"]),
        ("2024-12-28", ["year_from"]),
    ]
