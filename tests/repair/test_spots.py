"""No spot is wrong in silence: whatever a page shows, it comes out right, or marked.

The same damage on sentences of ours first; then the real spots that the specification of the channel quotes, read from
beside the project where it lies.
"""

import os
import re
from pathlib import Path

import pytest

from zhiyue.reference.channel import load_channel
from zhiyue.repair import damage_text, repair_text, replay

CHANNEL = load_channel()

CARRIER = damage_text("现在发现问题，专家发表意见，发展有目共睹。", annotated=2)
SPECIFICATION = Path(
    os.environ.get("ZHIYUE_CHANNEL") or Path(__file__).parents[3] / "shared" / "channel.md"
)  # fmt: skip


def marks_of(repaired):
    return [(mark.code, repaired.text[mark.start : mark.end]) for mark in repaired.marks]


OURS = {
    # label: what the page shows, what it becomes, its marks
    "question mark before a comma, cut too short to prove anything": (
        "求实进??，", "求实进??，", [("doubtful_question_mark", "??")]),
    "one question mark before a comma": ("鱼肉虾?，味鲜", "鱼肉虾?，味鲜", [("doubtful_question_mark", "?")]),
    "a year whose first figure is gone": ("自从?015年起", "自从?015年起", [("doubtful_question_mark", "?")]),
    "an excerpt that begins inside a run": (
        "谐≈屑喽焦芾?7.9%", "谐≈屑喽焦芾?7.9%", [("doubtful_run", "屑喽焦芾?")]),
    "a tag that lost its sign": ("作出了努力?/p>", "作出了努力〓</p>", [("lost_character", "〓")]),
    "the same behind a single annotation": ("展現(xiàn)?/span>", "展现〓</span>", [("lost_character", "〓")]),
    "an annotation that no byte explains, alone": ("晚?huì)主持人", "晚會主持人", [("unexplained_annotation", "會")]),
}  # fmt: skip


@pytest.mark.parametrize("label", OURS)
def test_spot_is_marked_though_nothing_proves_it(label):
    shown, expected, marks = OURS[label]

    repaired = repair_text(shown)

    assert (repaired.text, marks_of(repaired)) == (expected, marks)
    assert replay(shown, repaired.steps) == expected


def test_stripped_pair_comes_back_with_a_mark():
    """，中 A3AC D6D0: a cleaner took the private-use pair ACD6 out."""
    clean = "质量标准由专家发布，数据说明经济发展，因为，中国的标准"
    damaged = damage_text(clean, private_use=False)

    repaired = repair_text(damaged)

    assert damaged != damage_text(clean)
    assert repaired.text == clean
    assert marks_of(repaired) == [("stripped_characters", "，中")]
    assert replay(damaged, repaired.steps) == clean


def test_annotation_behind_a_stripped_pair_says_half_of_it():
    damaged = damage_text("质量标准由专家发布，数据说明经济发展，因为他认真", private_use=False)

    repaired = repair_text(damaged)

    assert repaired.text == "质量标准由专家发布，数据说明经济发展，因为他认真"
    assert [c.text for mark in repaired.marks for c in mark.candidates][:2] == ["他認", "她認"]
    assert replay(damaged, repaired.steps) == repaired.text


def test_character_that_an_annotation_cut_inside_a_run_is_not_taken_for_a_stripped_pair():
    repaired = repair_text(damage_text("本报：人民日报、陕西日报１２版，"))
    assert repaired.text.startswith("本报：人民日报、陕西日报１２版")
    assert [mark.code for mark in repaired.marks] == ["lost_trail"]


def test_full_width_figure_that_stands_alone_is_not_taken_for_a_stripped_pair():
    text = "跳远比赛成绩为４分，国产设备从西岸撤出９％的面积，说明农业问题。"
    repaired = repair_text(damage_text(text))
    assert (repaired.text, repaired.marks) == (text, ())


def test_stripped_pair_stays_open_where_nothing_is_asked():
    damaged = damage_text("质量标准由专家发布，数据说明经济发展，因为他认真", private_use=False)

    repaired = repair_text(damaged, guess=False)

    assert repaired.text == "质量标准由专家发布，数据说明经济发展，因为〓(rèn)真"
    assert replay(damaged, repaired.steps) == repaired.text


def test_break_is_found_where_a_cleaner_made_signs_ascii():
    """專 is cut before the bytes of ？, which a cleaner wrote as ?: two question marks before Chinese."""
    clean = "经济数据说明质量标准的发展，提高专科护士的水平，安排专科医生的门诊。"
    damaged = damage_text(clean, annotated=40, breaks=True).replace("？", "?")

    repaired = repair_text(damaged)

    assert "提高??" in damaged
    assert repaired.text == clean
    assert ("lost_lead", "专") in marks_of(repaired)


def test_one_character_may_have_its_place_in_the_list_wrong():
    clean = "检测机构经营产业，统计内外数据，质量规范由专家发布，说明结构调整，统计数据，购买产品，说明质量。"
    annotated = [char for char in CHANNEL.observed if char != "業"]
    page = damage_text(clean, annotated=annotated)

    assert repair_text(page).text == clean


def test_page_that_kept_its_private_use_characters_is_not_doubted():
    damaged = damage_text("质量标准由专家发布，数据说明经济发展，因为他认真，因为中国的标准")

    assert repair_text(damaged).marks == ()


def quoted():
    """Every spot that the specification quotes, with what it says it was, where it does."""
    if not SPECIFICATION.is_file():
        return []
    text = SPECIFICATION.read_text(encoding="utf-8")
    rows = re.findall(r"`([^`\n]+)`(?: = ([^\W\d_]+[，。；]?[^\W\d_]*))?", text)
    return [(spot, was) for spot, was in rows if re.search("[㐀-鿿]", spot) and re.search(r"[?(]", spot)]


def simple(text):
    """In simplified characters, whatever the page was in."""
    return repair_text(f"{CARRIER}\n{text}").text.partition("\n")[2]


def is_right(line, was):
    if was:
        return simple(was) in line
    return re.search(r"[㐀-鿿]\?|\?[㐀-鿿]|\?\w+\)", line) is None


@pytest.mark.skipif(
    not quoted(), reason="the specification of the channel is not here: set ZHIYUE_CHANNEL to its path to run this test"
)
@pytest.mark.parametrize("page", ["{}", f"{CARRIER}\n{{}}\n{CARRIER}"], ids=["alone", "on a page"])
def test_quoted_spot_is_right_or_marked(page):
    silent = []
    for spot, was in quoted():
        repaired = repair_text(page.format(spot))
        lines = repaired.text.split("\n")
        if not repaired.marks and not is_right(lines[len(lines) // 2], was):
            silent.append((spot, was, lines[len(lines) // 2]))

    assert silent == []
