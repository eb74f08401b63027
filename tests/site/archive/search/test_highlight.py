"""Lit words: the text comes back whole, and what was asked for is lit in it."""

from hypothesis import given
from hypothesis import strategies as st

from zhiyue_site.archive.search.highlight import LENGTH, Lamp
from zhiyue_site.archive.search.query import terms_of


def lit(words: str, text: str) -> list[str]:
    return [part.text for part in Lamp.of(terms_of(words)).light(text) if part.lit]


def test_light_traditional_by_simplified_and_back() -> None:
    assert lit("质量月", "全國“質量月”活動") == ["質量月"]
    assert lit("質量月", "全国“质量月”活动") == ["质量月"]


def test_light_number_in_any_spelling() -> None:
    assert lit("0811254dsitc1745", "（0811-254DSITC1745）") == ["0811-254DSITC1745"]
    assert lit("GB/T 19001-2016", "按ＧＢ／Ｔ　19001—2016执行") == ["ＧＢ／Ｔ　19001—2016"]


def test_light_instrument_by_its_other_names_whole() -> None:
    assert lit("HPLC", "采购高效液相色谱仪一台") == ["高效液相色谱仪"]


def test_light_letters_not_within_longer_words() -> None:
    assert lit("IC", "chronic IC-2000 ICP") == ["IC"]


def test_light_words_with_blanks_between() -> None:
    assert lit("采购人", "采 购 人：江东医学院") == ["采 购 人"]


def test_light_nothing_of_what_is_excluded() -> None:
    assert lit("仪器 -二手", "二手仪器") == ["仪器"]


@given(st.text(max_size=60), st.text(max_size=200))
def test_light_changes_no_text(words: str, text: str) -> None:
    assert "".join(part.text for part in Lamp.of(terms_of(words)).light(text)) == text


def test_snippet_is_the_sentence_with_most_of_it() -> None:
    passages = ["江东大学发布公告。", "江东大学采购离子色谱仪一台。另购天平。"]

    parts = Lamp.of(terms_of("江东大学 离子色谱仪")).snippet(passages)

    assert "".join(part.text for part in parts) == "江东大学采购离子色谱仪一台。"
    assert [part.text for part in parts if part.lit] == ["江东大学", "离子色谱仪"]


def test_snippet_of_a_long_sentence_is_cut_around_the_hit() -> None:
    parts = Lamp.of(terms_of("离子色谱仪")).snippet(["说" * 500 + "离子色谱仪" + "明" * 500])
    text = "".join(part.text for part in parts)

    assert (text[0], text[-1], len(text)) == ("…", "…", LENGTH + 2)
    assert [part.text for part in parts if part.lit] == ["离子色谱仪"]


def test_snippet_of_nothing_found_is_nothing() -> None:
    assert Lamp.of(terms_of("离子色谱仪")).snippet(["别的话"]) == ()
