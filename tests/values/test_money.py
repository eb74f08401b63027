from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhiyue.model import Money
from zhiyue.spans import Span
from zhiyue.values import find_money, parse
from zhiyue.values.money import words_and_digits


def total(amount, printed, unit, currency="CNY", basis="total"):
    return Money(amount, currency, printed, unit, basis)


@pytest.mark.parametrize(
    ("text", "exact", "value"),
    [
        ("金额84.6000000（万元）整", "84.6000000（万元）", total("846000.00", "84.6000000", "万元")),
        ("中标金额(万元)：259.071", "259.071", total("2590710.00", "259.071", "万元")),
        ("报价￥873.270000 万元", "￥873.270000 万元", total("8732700.00", "873.270000", "万元")),
        ("预算390.000000", "390.000000", total("3900000.00", "390.000000", "万元")),
        ("成交价：3950000.00", "3950000.00", total("3950000.00", "3950000.00", "元")),
        ("报价RMB2,288,231.72", "RMB2,288,231.72", total("2288231.72", "2,288,231.72", "元")),
        ("资金来源为国有资金130万元", "130万元", total("1300000.00", "130", "万元")),
        ("共9,113.16万元", "9,113.16万元", total("91131600.00", "9,113.16", "万元")),
        ("投入1.7万亿资金", "1.7万亿", total("1700000000000.00", "1.7", "万亿")),
        ("签下2.74亿大单", "2.74亿", total("274000000.00", "2.74", "亿")),
        ("用了三百五十万元", "三百五十万元", total("3500000.00", "三百五十", "万元")),
        ("报价USD 12,300.00", "USD 12,300.00", total("12300.00", "12,300.00", "USD", "USD")),
        ("约合12.5万美元", "约合12.5万美元", total("125000.00", "12.5", "万美元", "USD")),
        ("合98,000欧元", "98,000欧元", total("98000.00", "98,000", "欧元", "EUR")),
        ("每点2200元限价", "每点2200元", total("2200.00", "2200", "元", basis="unit_price")),
        ("按35元/样品计", "35元/样品", total("35.00", "35", "元", basis="unit_price")),
        ("单价：2200元", "2200元", total("2200.00", "2200", "元", basis="unit_price")),
        ("合同为4520万元(7年)", "4520万元", total("45200000.00", "4520", "万元")),
    ],
)
def test_amount_with_its_unit(text, exact, value):
    (found,) = find_money(text)
    assert (found.span.of(text), found.value, found.status) == (exact, value, "stated")


@pytest.mark.parametrize(
    ("text", "exact", "amount", "printed"),
    [
        (
            "中标金额：人民币伍拾玖万伍仟元整（￥595,000.00）七",
            "人民币伍拾玖万伍仟元整（￥595,000.00）",
            "595000.00",
            "595,000.00",
        ),
        ("￥595,000.00（大写：伍拾玖万伍仟元整）", "￥595,000.00（大写：伍拾玖万伍仟元整）", "595000.00", "595,000.00"),
        (
            "贰佰贰拾捌万捌仟贰佰叁拾壹元柒角贰分",
            "贰佰贰拾捌万捌仟贰佰叁拾壹元柒角贰分",
            "2288231.72",
            "贰佰贰拾捌万捌仟贰佰叁拾壹元柒角贰分",
        ),
        ("壹佰万圆整", "壹佰万圆整", "1000000.00", "壹佰万圆整"),
    ],
)
def test_amount_in_capitals_is_one_with_its_digits(text, exact, amount, printed):
    (found,) = find_money(text)
    assert (found.span.of(text), found.value) == (exact, total(amount, printed, "元"))


def test_capitals_against_digits_are_told_apart():
    assert words_and_digits("伍拾玖万伍仟元整（￥599,000.00）") == ("595000.00", "599000.00")


def test_capitals_win_over_other_digits():
    assert parse("money", "伍拾玖万伍仟元整（￥599,000.00）") == total("595000.00", "599,000.00", "元")


@pytest.mark.parametrize(
    ("text", "exact", "unit"),
    [
        ("预算金额(元) ******.**", "******.**", Span(5, 6)),
        ("中标金额（万元）：****.******", "****.******", Span(5, 7)),
    ],
)
def test_masked_amount_has_no_value_but_its_unit(text, exact, unit):
    (found,) = find_money(text)
    assert (found.span.of(text), found.value, found.status) == (exact, None, "masked")
    assert found.context == {"unit_from": unit}


@pytest.mark.parametrize("text", ["*,***,***.**元", "3**.**万元"])
def test_masked_amount_with_unit(text):
    (found,) = find_money(text)
    assert (found.span, found.value, found.status) == (Span(0, len(text)), None, "masked")


@pytest.mark.parametrize(
    ("text", "printed", "unit"), [("0.0 万元", "0.0", "万元"), ("0.000000万元", "0.000000", "万元")]
)
def test_zero_is_no_amount(text, printed, unit):
    (found,) = find_money(text)
    assert (found.value, found.status) == (total(None, printed, unit), "not_stated")


@pytest.mark.parametrize(
    ("text", "exact", "printed"),
    [("95(%)", "95(%)", "95"), ("下浮率：15%", "15%", "15"), ("按收费标准的50%计取", "50%", "50")],
)
def test_rate_is_never_yuan(text, exact, printed):
    (found,) = find_money(text)
    assert (found.span.of(text), found.value) == (exact, total(None, printed, "%", basis="rate"))


def test_cut_amount_without_unit_has_no_value():
    text = "透射电子显微镜等采购项目，预算2..."
    (found,) = find_money(text)
    assert (found.span.of(text), found.value, found.status) == ("2...", None, "truncated")


def test_cut_amount_takes_the_unit_of_another_range():
    text = "进口品牌为381.1万元，国产品牌为663.78..."
    unit = Span(text.index("万元"), text.index("万元") + 2)
    whole, cut = find_money(text, unit=unit)
    assert whole.value == total("3811000.00", "381.1", "万元")
    assert (cut.value, cut.status, cut.context) == (
        total("6637800.00", "663.78", "万元"),
        "truncated",
        {"unit_from": unit},
    )


def test_bare_number_takes_the_unit_of_a_header():
    text = "预算（万元）|248"
    (found,) = find_money(text, Span(7, len(text)), unit=Span(3, 5))
    assert found.value == total("2480000.00", "248", "万元")


def test_bare_number_under_a_label_without_unit_is_unreadable():
    (found,) = find_money("248", label=True)
    assert (found.value, found.status) == (None, "unreadable")


@pytest.mark.parametrize(
    ("text", "relation"),
    [
        ("约300万元", "≈"),
        ("近300万元", "<"),
        ("逾300万元", ">"),
        ("300余万元", ">"),
        ("300万余元", ">"),
        ("300多万元", ">"),
        ("300万元以上", "≥"),
        ("不超过300万元", "≤"),
        ("300万元左右", "≈"),
        ("300万元", "="),
    ],
)
def test_relation_words_belong_to_the_amount(text, relation):
    (found,) = find_money(text)
    assert (found.span, found.value.amount, found.relation) == (Span(0, len(text)), "3000000.00", relation)


@pytest.mark.parametrize("text", ["节约300万元", "附近300万元"])
def test_relation_words_inside_other_words_say_nothing(text):
    (found,) = find_money(text)
    assert found.relation == "="


def test_band_of_sizes_is_two_amounts():
    low, high = find_money("单笔100-500万元")
    assert (low.value, low.relation) == (total("1000000.00", "100", "万元"), "≥")
    assert (high.value, high.relation) == (total("5000000.00", "500", "万元"), "≤")


def test_two_different_amounts_stay_two():
    text = "300万预算，中标1000元"
    assert [found.value.amount for found in find_money(text)] == ["3000000.00", "1000.00"]


def test_rounded_twin_in_brackets_is_found_too():
    assert [found.value.amount for found in find_money("2736万元(2.74亿)")] == ["27360000.00", "274000000.00"]


@pytest.mark.parametrize(
    "text",
    [
        "三元催化剂",
        "5元素分析",
        "64排CT",
        "20万人次",
        "2022年",
        "六七万元",
        "V3.28套",
        "增长15%",
        "不足3家",
        "****年**月",
    ],
)
def test_what_is_no_money(text):
    assert list(find_money(text)) == []


@pytest.mark.parametrize("words", ["", "元", "2022年", "约"])
def test_parsing_no_money_raises(words):
    with pytest.raises(ValueError, match="no money"):
        parse("money", words)


@given(
    st.decimals("0.01", 10**10, places=2, allow_nan=False), st.sampled_from(["元", "万元", "亿元", "美元", "万欧元"])
)
def test_written_amount_reads_back(number, unit):
    scale = 10**8 if "亿" in unit else 10**4 if "万" in unit else 1
    value = parse("money", f"{number:,f}{unit}")
    assert (Decimal(value.amount), value.printed, value.unit) == (number * scale, f"{number:,f}", unit)
