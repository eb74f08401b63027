"""What is asked for: the address says all of it, and whatever is typed means something."""

from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from zhiyue_site.archive.search.query import SORTS, Query, Term, terms_of


def asked(words: str) -> list[tuple[str, str, bool, bool]]:
    return [(term.words, term.field, term.is_phrase, term.is_excluded) for term in terms_of(words)]


def test_terms_words_phrases_and_exclusions() -> None:
    assert asked('离子色谱仪 “中标公告” -二手 -"维修 服务"') == [
        ("离子色谱仪", "", False, False),
        ("中标公告", "", True, False),
        ("二手", "", False, True),
        ("维修 服务", "", True, True),
    ]


def test_terms_fields_in_both_languages_and_unknown_ones_are_words() -> None:
    assert asked("单位:江东医学院 title:质量月 ISO:17025 https://www.example.cn/") == [
        ("江东医学院", "names", False, False),
        ("质量月", "title", False, False),
        ("ISO:17025", "", False, False),
        ("https://www.example.cn/", "", False, False),
    ]


def test_terms_dash_within_a_number_excludes_nothing() -> None:
    assert asked("0811-254DSITC1745") == [("0811-254DSITC1745", "", False, False)]
    assert asked("0811 - 254") == [("0811-254", "", False, False)]


def test_terms_standard_number_with_blanks_is_one() -> None:
    assert asked("GB/T 19001-2016 质量管理") == [("GB/T19001-2016", "", False, False), ("质量管理", "", False, False)]


@given(st.text(max_size=80))
def test_terms_of_anything_hold_words(text: str) -> None:
    assert all(isinstance(term, Term) and any(char.isalnum() for char in term.words) for term in terms_of(text))


def test_query_from_address_leaves_out_what_it_does_not_know() -> None:
    query = Query.from_params(QueryDict("q= 质量月 &kind=tender&kind=award&sort=beauty&page=-3&nonsense=1&region="))

    assert query == Query("质量月", filters=(("kind", ("tender", "award")),))


values = st.text(st.characters(exclude_categories=("C", "Z")), min_size=1, max_size=20)


@given(values, values, st.sampled_from(list(SORTS)), st.integers(1, 200))
def test_query_address_and_back(words: str, value: str, sort: str, page: int) -> None:
    query = Query(words, filters=(("source", (value,)),), sort=sort, page=page)

    assert Query.from_params(query.to_params()) == query


def test_query_filter_switches_and_returns_to_first_page() -> None:
    query = Query("质量月", page=3).with_filter("kind", "tender").with_filter("kind", "award")

    assert (query.page, query.chosen("kind")) == (1, ("tender", "award"))
    assert query.without_filter("kind", "tender").chosen("kind") == ("award",)
    assert query.without_filter("kind").filters == ()
