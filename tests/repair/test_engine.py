"""What holds for every text: repair is exact where the channel is, says where it is not, and does no harm."""

import sys
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.repair.strategies import noise, pages, simplified
from zhiyue.errors import ConfigurationError
from zhiyue.model import Step
from zhiyue.repair import damage_text, repair_text, replay
from zhiyue.repair.fixer import GETA, annotated_in
from zhiyue.repair.script import to_simplified

LENGTHS = st.one_of(st.none(), st.integers(min_value=3, max_value=151))


@given(pages, LENGTHS)
def test_repair_undoes_annotation_damage_or_marks_it(text, annotated):
    repaired = repair_text(damage_text(text, annotated=annotated))

    assert repaired.marks or repaired.text == text


@given(pages, LENGTHS)
def test_repair_is_wrong_only_at_marks(text, annotated):
    repaired = repair_text(damage_text(text, annotated=annotated))

    position, rest = 0, text
    for mark in repaired.marks:
        before = repaired.text[position : mark.start]
        assert before in rest
        rest = rest[rest.index(before) + len(before) :]
        best = to_simplified(mark.candidates[0].text) if mark.candidates else GETA
        assert repaired.text[mark.start : mark.end] in (GETA, best)
        position = mark.end
    assert rest.endswith(repaired.text[position:])


@given(st.one_of(noise, pages))
def test_repair_is_idempotent(text):
    once = repair_text(text).text

    assert repair_text(once).text is once


@given(simplified)
def test_clean_text_is_the_same_object(text):
    repaired = repair_text(text)

    assert repaired.text is text
    assert repaired.steps == ()
    assert repaired.span_map.is_identity


@given(noise)
def test_any_text_is_repaired_or_left(text):
    repaired = repair_text(text)

    assert repaired.original == text
    assert replay(text, repaired.steps) == repaired.text


@given(pages, LENGTHS)
def test_every_span_opens_to_the_damage_it_came_from(text, annotated):
    damaged = damage_text(text, annotated=annotated)
    repaired = repair_text(damaged, script="traditional")

    spans = [repaired.span_map.original(at, at + 1) for at in range(len(repaired.text))]
    for before, after in pairwise(spans):
        assert before == after or before.end == after.start
    assert (spans[0].start, spans[-1].end) == (0, len(damaged))
    for char, span in zip(repaired.text, spans, strict=True):
        if len(span) == 1:
            assert span.of(damaged) == char
        else:
            assert char == GETA or span.of(damaged).startswith((char, "?")) or "?" in span.of(damaged)


def test_traditional_keeps_the_characters_of_the_converter():
    damaged = damage_text("标准由专家发布，数据说明经济发展", annotated=None)

    assert repair_text(damaged, script="traditional").text == "標準由專家發布，數據說明經濟發展"


def test_steps_say_enough_to_damage_the_text_again():
    text = "采购透射电子显微镜，质量标准由专家发布，数据说明经济发展"
    damaged = damage_text(text, annotated=70)

    repaired = repair_text(damaged)
    annotated = annotated_in(repaired.steps)

    assert [step.step for step in repaired.steps] == ["channel.annotations", "channel.shifted_bytes", "channel.script"]
    assert damage_text(repaired.text, annotated=annotated) == damaged


def test_damage_on_damage_is_undone():
    damaged = damage_text("标准由专家发布，数据说明经济发展")

    assert repair_text(damaged + "，標(biāo)(biāo)準").text == "标准由专家发布，数据说明经济发展，标准"


def test_unknown_script_says_which_there_are():
    with pytest.raises(ConfigurationError, match="neither 'simplified' nor 'traditional'"):
        repair_text("文", script="latin")


def test_replay_of_an_unknown_step_says_which_there_are():
    with pytest.raises(ConfigurationError, match=r"no step 'magic'; this version has mojibake\.utf8_as_gbk"):
        replay("文", [Step("magic", 1)])


def test_without_guessing_lost_characters_stay_open():
    damaged = damage_text("质量标准由专家发布，经济数据说明成绩为2.21，学习环境保护意识，环境在变。", annotated=None)

    repaired = repair_text(damaged, guess=False)

    assert repaired.text == "质量标准由专家发布，经济数据说明成绩〓〓.21，学习环境保护意识，环境在变。"
    assert [mark.code for mark in repaired.marks] == ["lost_trail", "swallowed_sign"]
    assert replay(damaged, repaired.steps) == repaired.text


def test_a_swallowed_figure_is_never_guessed():
    damaged = damage_text("质量标准由专家发布，经济数据说明成绩为2.21。", annotated=None)

    repaired = repair_text(damaged)

    assert repaired.text == "质量标准由专家发布，经济数据说明成绩为〓.21。"
    assert repaired.marks[1].candidates == ()


SPOTS = {
    "annotations": "發(fā)展的經(jīng)濟(jì)數(shù)據(jù)與標(biāo)準(zhǔn)",
    "shifted": "購?fù)干潆娮语@微鏡與質(zhì)量",
    "unexplained": "社?huì)主義社會(huì)經(jīng)濟(jì)",
    "broken": "环境?；ひ馐?，在",
    "questions": "????????????????，",
    "brackets": "((((((((((((fā)",
    "mojibake": "鍥戒骇楂樼?",
    "nested": "發(fā(fā(fā",
}


@pytest.mark.parametrize("spot", SPOTS)
def test_work_grows_with_the_length_of_the_text(spot):
    """Counted in calls of our own functions, not in seconds: twice the text is at most about twice the work."""

    def count_calls(text):
        calls = 0

        def profile(_frame, event, _arg):
            nonlocal calls
            calls += event == "call"

        sys.setprofile(profile)
        try:
            repair_text(text)
        finally:
            sys.setprofile(None)
        return calls

    repair_text(SPOTS[spot] * 3)
    once, twice = count_calls(SPOTS[spot] * 300), count_calls(SPOTS[spot] * 600)

    assert twice <= 2.2 * once + 200
