import pytest

from zhiyue.model import Count, Ordinal, Quantity
from zhiyue.values import find_counts, find_durations, find_ordinals, find_quantities, parse


@pytest.mark.parametrize(
    ("text", "exact", "number", "relation"),
    [
        ("等21个部门", "21个", "21", "="),
        ("六个方面", "六个", "6", "="),
        ("近200项活动", "近200项", "200", "<"),
        ("200余项", "200余项", "200", ">"),
        ("1.2万家企业", "1.2万家", "12000", "="),
    ],
)
def test_count(text, exact, number, relation):
    (found,) = find_counts(text)
    assert (found.span.of(text), found.value, found.relation) == (exact, Count(number), relation)


@pytest.mark.parametrize(("text", "exact"), [("21个部门和6个方面", "21个部门"), ("等16部门联合", "16部门")])
def test_count_of_a_noun_holds_the_noun(text, exact):
    (found,) = find_counts(text, noun="部门")
    assert found.span.of(text) == exact


def test_labelled_count_may_be_bare():
    (found,) = find_counts("4620", label=True)
    assert found.value == Count("4620")


@pytest.mark.parametrize("text", ["第21个", "3.26个百分点", "一个月", "2022年", "统一个"])
def test_what_is_no_count(text):
    assert list(find_counts(text)) == []


@pytest.mark.parametrize(
    ("text", "exact", "value"),
    [
        ("数量：壹套", "壹套", Quantity("1", "套")),
        ("数量 一个", "一个", Quantity("1", "个")),
        ("采购2台", "2台", Quantity("2", "台")),
        ("1.00(台)", "1.00(台)", Quantity("1", "台")),
        ("1.00（台）", "1.00（台）", Quantity("1", "台")),
        ("试剂1批", "1批", Quantity("1", "批")),
        ("10台/套", "10台/套", Quantity("10", "台/套")),
        ("2台（套）", "2台（套）", Quantity("2", "台(套)")),
        ("贴息2.5个百分点", "2.5个百分点", Quantity("2.5", "个百分点")),
    ],
)
def test_quantity(text, exact, value):
    (found,) = find_quantities(text)
    assert (found.span.of(text), found.value, found.status) == (exact, value, "stated")


def test_some_is_a_quantity_that_is_not_stated():
    (found,) = find_quantities("若干台")
    assert (found.value, found.status) == (None, "not_stated")


def test_labelled_quantities_may_be_bare():
    text = "数量1更正为195"
    assert [found.value for found in find_quantities(text, label=True)] == [Quantity("1", ""), Quantity("195", "")]


@pytest.mark.parametrize("text", ["64排CT球管", "8卡服务器", "1.5T", "256排", "V3台", "GB-2台", "第三批"])
def test_a_specification_is_no_quantity(text):
    assert list(find_quantities(text)) == []


@pytest.mark.parametrize(
    ("text", "exact", "ordinal"),
    [
        ("第45个", "第45个", 45),
        ("第二十一届", "第二十一届", 21),
        ("第六批", "第六批", 6),
        ("第90届", "第90届", 90),
        ("第十七届", "第十七届", 17),
        ("第五届", "第五届", 5),
    ],
)
def test_ordinal(text, exact, ordinal):
    (found,) = find_ordinals(f"举办{text}活动")
    assert (found.span.of(f"举办{text}活动"), found.value) == (exact, Ordinal(ordinal))


def test_ordinal_is_kept_by_measure_word_or_noun():
    text = "第二批、第45个全国“质量月”、第九届"
    assert [found.value.ordinal for found in find_ordinals(text, noun="届")] == [9]
    assert [found.value.ordinal for found in find_ordinals(text, noun="全国")] == [45]


@pytest.mark.parametrize(
    ("text", "exact", "value", "relation"),
    [
        ("应在一周内联系", "一周内", Quantity("1", "周"), "≤"),
        ("为期一个月", "一个月", Quantity("1", "个月"), "="),
        ("服务期7年", "7年", Quantity("7", "年"), "="),
        ("30日内交货", "30日内", Quantity("30", "日"), "≤"),
        ("15个工作日", "15个工作日", Quantity("15", "个工作日"), "="),
        ("质保两年半", "两年半", Quantity("2.5", "年"), "="),
        ("为期4天", "4天", Quantity("4", "天"), "="),
    ],
)
def test_duration(text, exact, value, relation):
    (found,) = find_durations(text)
    assert (found.span.of(text), found.value, found.relation) == (exact, value, relation)


@pytest.mark.parametrize("text", ["2022年", "9月30日", "第3年级", "二〇二二年"])
def test_what_is_no_duration(text):
    assert list(find_durations(text)) == []


@pytest.mark.parametrize(("type", "words"), [("count", "个"), ("quantity", "台"), ("ordinal", "45个")])
def test_words_without_a_number_raise(type, words):
    with pytest.raises(ValueError, match="give"):
        parse(type, words)
