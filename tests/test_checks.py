"""Every verdict of every check."""

from decimal import Decimal

import pytest

from zhiyue.checks import (
    FINDING_CODES,
    Priced,
    check_amounts_order,
    check_capitals,
    check_count,
    check_line,
    check_lines,
    check_number_year,
    check_ordinal_series,
    check_ordinal_year,
    check_ratio,
    check_share,
    check_shares_sum,
    check_sum,
    check_title_amount,
)
from zhiyue.model import Count, Evidence, Field, Money, Ordinal, Period, Quantity, Share
from zhiyue.spans import Span
from zhiyue.values.found import absent


def field(type, value, words="", *, start=0, status="stated"):
    evidence = Evidence(words, start, start + len(words), Span(start, start + len(words)), status, value)
    return Field(type, value, status, (evidence,))


def money(printed, unit="万元", *, status="stated", start=0):
    scale = {"万元": 10_000, "元": 1, "亿元": 100_000_000}[unit]
    amount = f"{Decimal(printed.replace(',', '')) * scale:.2f}"
    return field("money", Money(amount, "CNY", printed, unit), printed + unit, start=start, status=status)


def share(percent):
    return field("share", Share(percent), percent + "%")


def year(words):
    return field("year", words, words + "年")


def ordinal(number):
    return field("ordinal", Ordinal(number), f"第{number}届")


def count(number):
    return field("count", Count(str(number)), f"{number}个")


def items(number):
    return [field("text", f"甲{n}", f"甲{n}", start=100 + 3 * n) for n in range(number)]


def code(number):
    return field("code", number, number)


def said(finding):
    return finding.code, finding.verdict, finding.arithmetic


# ── shares ───────────────────────────────────────────────────────────────────────────────────────────────────────


def test_check_share_confirms_what_the_parts_give():
    finding = check_share(share("36.47"), money("381.1"), [money("663.78")])
    assert said(finding) == ("share.of_parts", "confirmed", "381.1 ÷ (381.1 + 663.78) = 36.473 %")
    assert finding.rule == FINDING_CODES["share.of_parts"]


def test_check_share_confirms_a_cut_amount_where_all_that_it_may_be_gives_the_share():
    finding = check_share(share("36.47"), money("381.1"), [money("663.78", status="truncated")])
    assert finding.verdict == "confirmed"
    assert "截断" in finding.message


def test_check_share_doubts_what_only_some_values_of_a_cut_amount_give():
    finding = check_share(share("36.47"), money("381.1"), [money("663", status="truncated")])
    assert finding.verdict == "doubtful"


def test_check_share_contradicts_what_no_value_of_a_cut_amount_gives():
    finding = check_share(share("40.00"), money("381.1"), [money("663", status="truncated")])
    assert finding.verdict == "contradicted"


def test_check_share_rounds_to_the_places_that_are_printed():
    assert check_share(share("36"), money("381.1"), [money("663.78")]).verdict == "confirmed"
    assert check_share(share("36.5"), money("381.1"), [money("663.78")]).verdict == "confirmed"
    assert check_share(share("37"), money("381.1"), [money("663.78")]).verdict == "contradicted"


def test_check_share_reads_units_before_it_divides():
    assert check_share(share("50"), money("100"), [money("1000000", "元")]).verdict == "confirmed"


def test_check_share_cannot_do_without_an_amount():
    assert check_share(share("50"), money("100"), [absent("money")]).verdict == "not_checkable"
    assert check_share(absent("share"), money("100"), [money("100")]).verdict == "not_checkable"


def test_check_share_cannot_divide_by_nothing():
    assert check_share(share("50"), money("0"), [money("0")]).verdict == "not_checkable"


def test_check_shares_sum_confirms_a_whole_within_rounding():
    assert said(check_shares_sum([share("36.47"), share("63.53")])) == (
        "share.sum", "confirmed", "36.47 + 63.53 = 100.00 %",
    )  # fmt: skip
    assert check_shares_sum([share("33.3"), share("33.3"), share("33.3")]).verdict == "confirmed"


def test_check_shares_sum_contradicts_less_than_a_whole():
    assert check_shares_sum([share("77"), share("13"), share("12")]).verdict == "contradicted"


def test_check_shares_sum_needs_two():
    assert check_shares_sum([share("77")]).verdict == "not_checkable"


# ── sums ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_check_sum_confirms_parts_of_a_total():
    finding = check_sum(money("27360"), [money("10260"), money("9360"), money("7740")])
    assert said(finding) == ("sum.of_parts", "confirmed", "10260 + 9360 + 7740 = 27360")


def test_check_sum_allows_for_the_places_that_are_printed():
    assert check_sum(money("2.74", "亿元"), [money("10260"), money("9360"), money("7740")]).verdict == "confirmed"


def test_check_sum_contradicts_another_total():
    assert check_sum(money("2736"), [money("10260"), money("9360"), money("7740")]).verdict == "contradicted"


def test_check_sum_needs_every_amount():
    assert check_sum(absent("money"), [money("1"), money("2")]).verdict == "not_checkable"
    assert check_sum(money("3"), [money("3")]).verdict == "not_checkable"
    assert check_sum(money("3"), [money("1"), absent("money")]).verdict == "not_checkable"


# ── numbers of editions ──────────────────────────────────────────────────────────────────────────────────────────


def test_check_ordinal_year_confirms_by_calendar_years():
    finding = check_ordinal_year(ordinal(45), year("2022"), year("1978"))
    assert said(finding) == ("ordinal.year", "confirmed", "2022 − 1978 + 1 = 45")
    assert "实际举办" not in finding.message


def test_check_ordinal_year_adds_the_number_by_editions_held():
    finding = check_ordinal_year(ordinal(45), year("2022"), year("1978"), held=33)
    assert finding.verdict == "confirmed"
    assert "第 33 届" in finding.message


def test_check_ordinal_year_says_nothing_where_every_year_was_held():
    finding = check_ordinal_year(ordinal(7), year("1984"), year("1978"), held=7)
    assert (finding.verdict, "实际举办" in finding.message) == ("confirmed", False)


def test_check_ordinal_year_confirms_by_editions_held():
    finding = check_ordinal_year(ordinal(33), year("2022"), year("1978"), held=33)
    assert finding.verdict == "confirmed"
    assert "第 45 届" in finding.message


def test_check_ordinal_year_contradicts_a_number_that_neither_count_gives():
    finding = check_ordinal_year(ordinal(46), year("2025"), year("1978"), held=36)
    assert said(finding) == ("ordinal.year", "contradicted", "2025 − 1978 + 1 = 48")


@pytest.mark.parametrize(
    ("number", "this", "since"),
    [
        (absent("ordinal"), year("2022"), year("1978")),
        (ordinal(45), absent("year"), year("1978")),
        (ordinal(45), year("2022"), absent("year")),
    ],
)
def test_check_ordinal_year_needs_number_year_and_first_year(number, this, since):
    assert check_ordinal_year(number, this, since).verdict == "not_checkable"


def test_check_ordinal_series_confirms_every_second_year():
    days = field("period", Period("2025-09-10", "2025-09-12"), "2025年9月10日至12日")
    finding = check_ordinal_series(ordinal(21), days, name="某展", first_year=1985, interval=2)
    assert said(finding) == ("ordinal.series", "confirmed", "(2025 − 1985) ÷ 2 + 1 = 21")
    assert "某展自 1985 年起每 2 年一届" in finding.message


def test_check_ordinal_series_confirms_every_year():
    finding = check_ordinal_series(ordinal(6), year("2023"), name="某展", first_year=2018, interval=1)
    assert finding.verdict == "confirmed"
    assert "每年一届" in finding.message


def test_check_ordinal_series_doubts_another_number():
    """What the archive knows may be wrong: the page is doubted, not contradicted."""
    finding = check_ordinal_series(ordinal(20), year("2025"), name="某展", first_year=1985, interval=2)
    assert finding.verdict == "doubtful"


def test_check_ordinal_series_doubts_a_year_between_editions():
    finding = check_ordinal_series(ordinal(20), year("2024"), name="某展", first_year=1985, interval=2)
    assert (finding.verdict, finding.arithmetic) == ("doubtful", None)


def test_check_ordinal_series_needs_number_and_year():
    finding = check_ordinal_series(ordinal(20), absent("period"), name="某展", first_year=1985, interval=2)
    assert finding.verdict == "not_checkable"


# ── counts ───────────────────────────────────────────────────────────────────────────────────────────────────────


def test_check_count_confirms_a_full_list():
    assert said(check_count(count(6), items(6), what="重点方面")) == ("count.listed", "confirmed", "所称 6，所列 6")


@pytest.mark.parametrize("listed", [5, 7])
def test_check_count_contradicts_another_number(listed):
    assert check_count(count(6), items(listed), what="重点方面").verdict == "contradicted"


@pytest.mark.parametrize("listed", [6, 21])
def test_check_count_leaves_an_open_list_open(listed):
    assert check_count(count(21), items(listed), what="部门", is_open=True).verdict == "not_checkable"


def test_check_count_contradicts_an_open_list_that_is_too_long():
    assert check_count(count(2), items(3), what="部门", is_open=True).verdict == "contradicted"


def test_check_count_needs_number_and_list():
    assert check_count(absent("count"), items(3), what="部门").verdict == "not_checkable"
    assert check_count(count(3), [], what="部门").verdict == "not_checkable"


def test_check_count_quotes_the_claim_and_each_item_once():
    listed = items(2)
    finding = check_count(count(2), [*listed, listed[0]], what="部门")
    assert [e.exact for e in finding.evidence] == ["2个", "甲0", "甲1"]


# ── title and summary ────────────────────────────────────────────────────────────────────────────────────────────


def amounts(title, summary, unit="万元"):
    return check_title_amount(money(title).evidence[0], money(summary, unit).evidence[0])


@pytest.mark.parametrize(
    ("title", "summary", "verdict"),
    [
        ("405.18", "405.18", "confirmed"),
        ("405.18", "405.2", "confirmed"),
        ("405.18", "405.1", "doubtful"),
        ("405.1", "405.18", "doubtful"),
        ("405.18", "450.18", "contradicted"),
    ],
)
def test_check_title_amount_tells_cut_from_rounded(title, summary, verdict):
    finding = amounts(title, summary)
    assert (finding.code, finding.verdict) == ("title.summary", verdict)


def test_check_title_amount_compares_across_units():
    assert amounts("405.18", "4051800", "元").verdict == "confirmed"


def test_check_title_amount_is_absent_without_two_amounts():
    assert check_title_amount(money("405.18").evidence[0], share("40").evidence[0]) is None


# ── years in project numbers ─────────────────────────────────────────────────────────────────────────────────────

PUBLISHED = field("moment", "2025-09-06T11:25:12+08:00", "2025-09-06 11:25:12", start=50)


@pytest.mark.parametrize(
    ("number", "verdict"),
    [
        ("0811-254DSITC1745", "confirmed"),
        ("0811-244DSITC1745", "confirmed"),
        ("0811-224DSITC1745", "doubtful"),
        ("0811-264DSITC1745", "doubtful"),
        ("JSZC-320300-ABCD-G2025-0001", "confirmed"),
        ("某采〔2021〕12号", "doubtful"),
    ],
)
def test_check_number_year_compares_with_the_year_of_the_page(number, verdict):
    finding = check_number_year(code(number), PUBLISHED)
    assert (finding.code, finding.verdict) == ("project_number.year", verdict)


def test_check_number_year_needs_the_time_of_the_page():
    assert check_number_year(code("0811-254DSITC1745"), None).verdict == "not_checkable"


def test_check_number_year_is_absent_without_a_year_inside():
    assert check_number_year(code("WZQ-00123"), PUBLISHED) is None


# ── order of amounts ─────────────────────────────────────────────────────────────────────────────────────────────


def test_check_amounts_order_confirms_award_below_ceiling_below_budget():
    finding = check_amounts_order(money("95"), money("98"), money("100"))
    assert said(finding) == ("amount.order", "confirmed", "成交金额 95 万元 ≤ 最高限价 98 万元 ≤ 预算 100 万元")


def test_check_amounts_order_confirms_equal_amounts():
    assert check_amounts_order(money("100"), None, money("1000000", "元")).verdict == "confirmed"


def test_check_amounts_order_contradicts_an_award_above_the_budget():
    finding = check_amounts_order(money("105"), None, money("100"))
    assert (finding.verdict, finding.message) == ("contradicted", "成交金额高于预算")


def test_check_amounts_order_is_absent_with_one_amount():
    assert check_amounts_order(money("105"), None, None) is None
    assert check_amounts_order(money("105"), None, absent("money")) is None


# ── items and slips ──────────────────────────────────────────────────────────────────────────────────────────────


def quantity(number, unit="台"):
    return field("quantity", Quantity(str(number), unit), f"{number}{unit}")


def priced(number, price, total=None):
    return Priced(quantity(number), money(price, "元", start=10), money(total, "元", start=30) if total else None)


def test_check_line_confirms_the_product():
    assert said(check_line(priced(2, "249000.00", "498000.00"))) == (
        "line.product", "confirmed", "249000.00 元 × 2 = 498000.00 元",
    )  # fmt: skip


def test_check_line_allows_for_a_rounded_price_of_one():
    assert check_line(priced(12, "54416.67", "653000.00")).verdict == "confirmed"
    assert check_line(priced(12, "54416.60", "653000.00")).verdict == "contradicted"


def test_check_line_takes_ten_thousand_times_for_a_slip():
    item = Priced(quantity(2), money("24.9", "万元"), money("498000.00", "万元", start=30))
    assert check_line(item).verdict == "doubtful"


def test_check_line_says_what_it_misses():
    absent_price = Priced(quantity(2), absent("money"), money("498000", "元"))
    assert check_line(absent_price).message == "单价或合价未载明"
    assert check_line(Priced(None, money("1", "元"), money("2", "元", start=9))).message == "未载数量"
    assert check_line(Priced(quantity(2), money("1", "元"), None)) is None


def test_check_lines_confirms_what_was_paid_for_all():
    assert check_lines(money("49.8"), [priced(2, "200000.00"), priced(1, "98000.00")]).verdict == "confirmed"


@pytest.mark.parametrize(
    ("paid", "verdict"), [("40", "contradicted"), ("60", "doubtful"), ("99.6", "doubtful"), ("24.9", "doubtful")]
)
def test_check_lines_tells_more_from_less(paid, verdict):
    # 24.9 is the price of one: the column may hold what was paid for both.
    assert check_lines(money(paid), [priced(2, "249000.00")]).verdict == verdict


def test_check_lines_is_silent_where_no_price_is_printed():
    assert check_lines(money("49.8"), [Priced(quantity(2))]) is None
    assert check_lines(absent("money"), [priced(2, "249000.00")]) is None


def test_check_lines_names_the_items_without_price():
    finding = check_lines(money("49.8"), [priced(2, "249000.00"), Priced(quantity(1))])
    assert (finding.verdict, finding.message) == ("not_checkable", "2 项标的中 1 项缺少单价、数量或合价")


def test_check_lines_holds_an_open_list_below_the_amount_only():
    assert check_lines(money("60"), [priced(2, "249000.00")], is_open=True).verdict == "not_checkable"
    assert check_lines(money("40"), [priced(2, "249000.00")], is_open=True).verdict == "contradicted"


def test_check_sum_takes_ten_thousand_times_for_a_slip():
    assert check_sum(money("50", "元"), [money("30"), money("20")]).verdict == "doubtful"


@pytest.mark.parametrize(("paid", "verdict"), [("1000", "doubtful"), ("149999", "doubtful"), ("150000", None)])
def test_check_ratio_flags_less_than_a_twentieth(paid, verdict):
    finding = check_ratio(money(paid, "元"), money("300"))
    assert (finding and finding.verdict) == verdict


def test_amounts_of_other_currencies_or_for_one_piece_are_not_compared():
    dollars = field("money", Money("69000.00", "USD", "69,000.00", "USD"), "USD 69,000.00")
    each = field("money", Money("2200.00", "CNY", "2200", "元", "unit_price"), "每点2200元")
    assert check_amounts_order(dollars, None, money("50")).verdict == "not_checkable"
    assert check_amounts_order(None, each, money("50", start=20)).verdict == "not_checkable"
    assert check_ratio(dollars, money("5000")) is None


def test_check_capitals_reads_both():
    right = field("money", Money("595000.00", "CNY", "595,000.00", "元"), "伍拾玖万伍仟元整（￥595,000.00）")
    wrong = field("money", Money("595000.00", "CNY", "599,000.00", "元"), "伍拾玖万伍仟元整（￥599,000.00）")
    assert [check_capitals(item).verdict for item in (right, wrong)] == ["confirmed", "contradicted"]
    assert check_capitals(money("59.5")) is None
