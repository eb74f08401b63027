"""Lost characters: brackets that are owed, swallowed signs, and what is never a candidate."""

import pytest

from zhiyue.repair import damage_text, repair_text
from zhiyue.repair.losses import PageScript, find_owed, rank_loss
from zhiyue.repair.run import Loss

PAGE = PageScript("", converted=True)


@pytest.mark.parametrize(
    ("text", "owed"),
    [
        ("他说：“质量第一〓", "”"),
        ("他说：“质量第一”〓", ""),
        ("他说：“质量〓第一”", ""),
        ("『一国〓", "』"),
        ("“他说《质量〓》”", ""),
        ("“他说《质量》〓", "”"),
        ("（他说：“质量第一〓”。）", ""),
        ("（上一行\n下一行〓", ""),
        ("质量〓", ""),
    ],
)
def test_find_owed_bracket(text, owed):
    assert find_owed(text, text.index("〓")) == owed


def test_rank_loss_closes_what_is_open():
    loss = Loss(0, "lost_trail", lead=0xA3)
    assert rank_loss(loss, left="作者单位：光明日报", right="\n", page=PAGE, owed="）")[0].text == "）"


def test_rank_loss_names_the_bracket_as_the_page_writes_it():
    loss = Loss(0, "lost_trail", lead=0xA1)
    ranked = rank_loss(loss, left="现完全统一。", right="\n", page=PAGE, owed="』")
    assert ranked[0].text == "』"


def test_rank_loss_never_names_a_figure():
    loss = Loss(0, "swallowed_sign")
    text = "早餐券2张,酒店3楼,9点,10点"
    named = {found.text for found in rank_loss(loss, left="酒店", right="楼餐厅", page=PAGE, text=text)}
    assert named.isdisjoint("0123456789")
    ranked = rank_loss(loss, left="服务不好", right="房间也不好", page=PAGE, text="不好,真的,不好,房间,")
    assert ranked[0].text == ","


def test_rank_loss_leaves_out_what_the_page_annotates():
    loss = Loss(0, "lost_lead", trail=0xA3)
    free = [found.text for found in rank_loss(loss, left="环境", right="护意识", page=PAGE)]
    bound = [
        found.text for found in rank_loss(loss, left="环境", right="护意识", page=PageScript("保", converted=True))
    ]
    assert free[0] == "保"
    assert "保" not in bound


def test_repair_text_tells_a_broken_page_by_where_runs_end():
    # The runs alone end before every comma: no other place says so.
    text = "政府采购透射，采购透射，采购透射，经济发展，质量。"
    damaged = damage_text(text, annotated=120, breaks=True)
    step = next(step for step in repair_text(damaged).steps if step.step == "channel.shifted_bytes")
    assert step.parameters["broken"]


def test_repair_text_of_runs_through_punctuation_is_no_broken_page():
    text = "政府采购透射，采购透射，采购透射，经济发展，质量。"
    damaged = damage_text(text, annotated=120)
    repaired = repair_text(damaged)
    assert repaired.text == text
    assert not any(step.parameters.get("broken") for step in repaired.steps)
