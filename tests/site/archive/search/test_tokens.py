"""Tokens: pairs one after the other are exactly a piece of the text."""

from hypothesis import given
from hypothesis import strategies as st

from zhiyue_site.archive.search.fold import fold
from zhiyue_site.archive.search.tokens import all_pieces, phrase, pieces, tokens

SENTENCES = st.text("质量月离子色谱仪検採购９9a B-，。/\n", min_size=1, max_size=40)


def holds(text: str, words: str) -> bool:
    """What the index is asked: do the tokens of the words follow each other in those of the text?"""
    wanted, there = phrase(words), tokens(text)
    size = len(wanted.tokens)
    for start in range(len(there) - size + 1):
        *before, last = there[start : start + size]
        is_last = last.startswith(wanted.tokens[-1]) if wanted.is_open else last == wanted.tokens[-1]
        if is_last and tuple(before) == wanted.tokens[:-1]:
            return True
    return False


@given(SENTENCES, st.data())
def test_phrase_every_piece_of_chinese_is_found(text: str, data: st.DataObject) -> None:
    runs = [run for run in "".join(c if "一" <= c <= "鿿" else " " for c in text).split() if run]
    if runs:
        run = data.draw(st.sampled_from(runs))
        start = data.draw(st.integers(0, len(run) - 1))
        end = data.draw(st.integers(start + 1, len(run)))
        if end - start > 1:  # a lone character is found where a pair begins with it
            assert holds(text, run[start:end])


@given(st.text("质量月离子色谱仪", min_size=2, max_size=12), st.text("质量月离子色谱仪", min_size=2, max_size=5))
def test_phrase_is_found_where_the_text_has_it_and_nowhere_else(text: str, words: str) -> None:
    assert holds(text, words) == (words in text)


def test_phrase_pairs_in_another_order_are_not_found() -> None:
    assert holds("子色离子谱仪色谱", "离子色谱仪") is False


def test_phrase_month_is_found_where_more_follows() -> None:
    assert holds("自9月份起", "9月")


def test_tokens_blanks_within_a_line_part_no_words() -> None:
    assert tokens("采 购　人") == tokens("采购人")
    assert tokens("采购\n人") != tokens("采购人")


def test_tokens_masked_and_lost_characters_part_words() -> None:
    assert tokens("联系人██先生") == ["联系", "系人", "人", "先生", "生"]


@given(st.text())
def test_tokens_are_folded_and_without_blanks(text: str) -> None:
    assert all(token and fold(token) == token and not token.isspace() for token in tokens(text))


def apart(units: list[str]) -> list[str]:
    """Without a number or an English word behind another one: two of them would be one."""
    return [unit for at, unit in enumerate(units) if at == 0 or unit > "一" or units[at - 1] > "一"]


@given(
    st.lists(st.sampled_from([*"质量月离子色谱仪", "9", "2025", "hplc"]), min_size=1, max_size=12).map(apart), st.data()
)
def test_pieces_of_every_part_of_a_text_are_among_its_own(units: list[str], data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(units) - 1))
    part = units[start : data.draw(st.integers(start + 1, len(units)))]

    assert set(pieces("".join(part)).pieces) <= set(all_pieces("".join(units)))


def test_pieces_lone_character_is_one() -> None:
    assert pieces("月").is_all
    assert "月" in all_pieces("质量月活动")
    assert pieces("月").pieces == ("月",)


def test_pieces_overlap_from_end_to_end_or_say_that_they_do_not() -> None:
    assert pieces("离子色谱仪").is_close
    assert not pieces("年“质量月").is_close
