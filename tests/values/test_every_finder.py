"""What holds for every finder, on any text: spans in order, values that can be made again, no failure, linear time."""

from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from zhiyue import values
from zhiyue.spans import Span
from zhiyue.values.found import words_of

FINDERS = {
    name: getattr(values, name) for name in values.__all__ if name.startswith("find_") or name == "split_organisations"
}
LABELLED = ("find_money", "find_counts", "find_quantities")
YEARED = ("find_dates", "find_moments", "find_periods")

PIECES = """
2022年 9月 10日 至12日 9 10 1,234 .50 2804.2 663.78 ... … 万 亿 元 万元 （万元） ￥ ¥ USD 约 近 超过 余 多 以上 每台 /台
单价 预算 金额： (%) % 百分之 三十六 四成 下降 第 二十一 届 个 部门 套 台 壹 伍拾玖万伍仟元整 〇 二○二二年 十 百 两 半
上午 下午 11:25:12 11：25 点 分 时 * *** ****.** ＊ - — ~ ／ 20200507 2020-10-30 2025.9.10 2026-05 今年 明年 本月
上半年 第三季度 一周内 个月 工作日 30日内 GB/T 40895 -2021 GBT 国市监质发 〔2022〕 76号 项目编号： 0811-254DSITC1745
[231025] FAGC [GK] 20260002 ( ) （ ） 、 ， 。 a Z 杭州 医学院 北京市 朝阳区 陕西省 商洛市 柞水县 在京 有限公司 人民医院
市场监管总局 教育部 受 委托 和 与 液相色谱仪 超高效 IC SEM ICP-MS 岛津 理学 品牌 仪 采购 Ltd. Co.,
"""
REPEATED = ["1", "一", "*", "1,234", "万", "(", "2022年", "9月", " ", "中", "A-1", "有限公司", "每台", "北京", "0-"]
WORDS = [*PIECES.split(), " ", "\n", "\u3000"]
texts = st.one_of(st.text(), st.lists(st.sampled_from(WORDS), max_size=14).map("".join))


def calls(name):
    finder = FINDERS[name]
    yield finder
    if name in LABELLED:
        yield lambda text: finder(text, label=True)
    if name in YEARED or name == "find_money":
        option = "unit" if name == "find_money" else "year"
        yield lambda text: finder(text, Span(min(12, len(text)), len(text)), **{option: Span(0, min(12, len(text)))})


@pytest.mark.parametrize("name", sorted(FINDERS))
@settings(max_examples=150, deadline=None)
@given(text=texts)
@example(text="")
@example(text="预算2... 中标金额(万元)：259.071")
def test_every_value_is_what_parse_makes_of_its_words(name, text):
    for call in calls(name):
        found = list(call(text))
        again = [values.parse(f.type, f.span.of(text), words_of(text, f.context)) for f in found]
        assert again == [f.value for f in found]


@pytest.mark.parametrize("name", sorted(FINDERS))
@settings(max_examples=80, deadline=None)
@given(text=texts)
def test_every_span_is_in_order_and_none_overlap(name, text):
    spans = [found.span for found in FINDERS[name](text)]
    assert all(span.start < span.end <= len(text) for span in spans)
    assert all(left.end <= right.start for left, right in pairwise(spans))


@pytest.mark.parametrize("name", sorted(FINDERS))
@settings(max_examples=40, deadline=None)
@given(text=texts)
def test_every_status_says_whether_there_is_a_value(name, text):
    for found in FINDERS[name](text):
        assert found.value is not None or found.status in {"masked", "truncated", "not_stated", "unreadable"}


@pytest.mark.parametrize("name", sorted(FINDERS))
@pytest.mark.parametrize("piece", REPEATED)
def test_every_finder_comes_to_the_end_of_repetition(name, piece):
    """How fast is a question for `make bench`; a pattern that backtracks without end would never come back."""
    text = piece * (32_000 // len(piece))
    assert all(found.span.end <= len(text) for found in FINDERS[name](text))
