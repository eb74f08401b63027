from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhiyue.values.numerals import fold, parse_number, plain

DIGITS, CAPITALS = "零一二三四五六七八九", "零壹贰叁肆伍陆柒捌玖"


def written(number, *, digits=DIGITS, units=("", "十", "百", "千")):
    """A whole number below 10^16 in numerals, as a page writes it: 两万零五十 without tricks."""
    if number == 0:
        return digits[0]
    groups = []
    for myriad in ("", "万", "亿", "万亿"):
        number, group = divmod(number, 10_000)
        groups.append((group, myriad))
    words = ""
    for group, myriad in reversed(groups):
        if group:
            words += ("零" if words and group < 1000 else "") + _group(group, digits, units)
            words += myriad if myriad != "万亿" or not groups[2][0] else "万"
        elif words and not words.endswith("零"):
            words += "零"
    return words.rstrip("零")


def _group(group, digits, units):
    words = ""
    for place in (3, 2, 1, 0):
        digit = group // 10**place % 10
        if digit:
            words += digits[digit] + units[place]
        elif words and not words.endswith("零"):
            words += "零"
    return words.rstrip("零")


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("二十一", "21"),
        ("十", "10"),
        ("十五", "15"),
        ("廿八", "28"),
        ("卅", "30"),
        ("二○○八", "2008"),
        ("二〇二二", "2022"),
        ("两千五", "2500"),
        ("三万五", "35000"),
        ("一百零五", "105"),
        ("九十", "90"),
        ("伍拾玖万伍仟", "595000"),
        ("贰佰贰拾捌万捌仟贰佰叁拾壹", "2288231"),
        ("貳佰參拾陸萬", "2360000"),
        ("2.74亿", "274000000"),
        ("1.7万亿", "1700000000000"),
        ("9,113.16", "9113.16"),
        ("28，042，000", "28042000"),
        ("１２３", "123"),
        ("三十六点五", "36.5"),
    ],
)
def test_number_in_any_writing(words, number):
    assert parse_number(words) == Decimal(number)


@pytest.mark.parametrize("words", ["", "套", "六七", "三四百", "十二a", "1.2.3", "点五", "9" * 19, "亿亿亿"])
def test_number_that_is_none_raises(words):
    with pytest.raises(ValueError, match=r"number|numeral"):
        parse_number(words)


@given(st.integers(0, 10**12 - 1))
def test_numerals_read_back(number):
    assert parse_number(written(number)) == number


@given(st.integers(0, 10**12 - 1))
def test_capitals_read_back(number):
    assert parse_number(written(number, digits=CAPITALS, units=("", "拾", "佰", "仟"))) == number


@given(st.decimals(0, 10**12, places=2, allow_nan=False))
def test_grouped_digits_read_back(number):
    assert parse_number(f"{number:,f}") == number


@given(st.text())
def test_folding_moves_no_offset(text):
    assert len(fold(text)) == len(text)


@pytest.mark.parametrize(("number", "text"), [("1.00", "1"), ("2.50", "2.5"), ("100", "100"), ("0", "0")])
def test_plain_writing_drops_idle_zeros(number, text):
    assert plain(Decimal(number)) == text
