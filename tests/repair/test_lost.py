"""What no decoder could read is shown as missing, in its place."""

from zhiyue.model import Mark
from zhiyue.repair import repair_text, replay


def test_repair_text_marks_lost_characters():
    repaired = repair_text("质量\N{REPLACEMENT CHARACTER}\N{REPLACEMENT CHARACTER}活动\N{REPLACEMENT CHARACTER}")
    assert repaired.text == "质量〓〓活动〓"
    assert repaired.marks == (Mark(2, 4, "undecodable"), Mark(6, 7, "undecodable"))
    assert [(step.step, step.count) for step in repaired.steps] == [("undecodable", 3)]
    assert replay(repaired.original, repaired.steps) == repaired.text


def test_repair_text_leaves_a_printed_geta_alone():
    text = "铅字缺字以〓代之"
    assert repair_text(text).text is text
