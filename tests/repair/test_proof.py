"""The proof: what is damaged again is the page as it came."""

from dataclasses import replace

import pytest
from hypothesis import given

from tests.repair.strategies import pages
from zhiyue.repair import damage_text, repair_text
from zhiyue.repair.proof import Proof, prove


@given(pages)
def test_proof_holds_for_every_simulated_page(text):
    assert prove(repair_text(damage_text(text))).verdict in ("holds", "holds_but_for_marks")


def test_lines_that_came_clean_count_as_reproduced():
    page = "导航：首页 > 标准\n" + damage_text("质量标准由专家发布，数据说明经济发展。")

    assert prove(repair_text(page)).verdict == "holds"


def test_proof_fails_where_a_character_is_annotated_only_sometimes():
    page = (
        damage_text("质量标准由专家发布，数据说明经济发展，数字，数目，数值，数量，经济数据统计，发现问题。" * 2)
        + "\n數與據"
    )

    assert prove(repair_text(page)).verdict == "differs"


def test_proof_does_not_apply_to_a_clean_page():
    assert prove(repair_text("质量月")) == Proof("not_applicable", 1, 0, 0)


NOISE = "我們國(guó)(guo)(guo)際(ji)標準(zhun)委員會(huì)發布(bu)(bu)了新的規(guī)定，請各單(dan)位注意查(chá)收(shou)相關文件(jiàn)並及時回(hui)復"
SPACED = "检 验 检 疫 费 用 由 采 购 人 承 担 并 于 2 0 2 1 年 三 月 前 支 付 完 毕"
PROOFS = {
    "GBK read as Latin-1": ("·þÎñÈÈÏß\n²ÉÓÃ", Proof("holds", 2, 2, 0)),
    "UTF-8 read as GBK": ("标题\n" + "专家发布标准".encode().decode("gb18030"), Proof("holds", 2, 2, 0)),
    "the same with a byte lost": ("鍥戒骇楂樼?", Proof("holds_but_for_marks", 1, 0, 1)),
    "spaces between characters": (SPACED, Proof("holds", 1, 1, 0)),
    "one character a line": (SPACED.replace(" ", "\n"), Proof("holds", 26, 26, 0)),
    "no decoder could read it": ("质量\ufffd月", Proof("holds", 1, 1, 0)),
    "a tag that lost its sign": ("作出了努力?/p>", Proof("holds", 1, 1, 0)),
    "noise follows no rule": (NOISE, Proof("not_applicable", 1, 0, 0, ("noise.annotations",))),
    "tags of a template": (
        "金额：<fmt:formatnumber>5.17</fmt:formatnumber>万元", Proof("not_applicable", 1, 0, 0, ("markup.residue",))),
    "a page's own words and a copy on one line": (
        "首页 > 标准 > " + damage_text("质量标准由专家发布，数据说明经济发展。"), Proof("holds", 1, 1, 0)),
}  # fmt: skip


@pytest.mark.parametrize("label", PROOFS)
def test_proof_says_what_holds_and_what_is_not_claimed(label):
    text, expected = PROOFS[label]

    assert prove(repair_text(text)) == expected


def test_proof_fails_where_a_step_was_another():
    repaired = repair_text("·þÎñÈÈÏß")

    assert prove(replace(repaired, original="·þÎñÈÈÏßÏß")).verdict == "differs"


def test_proof_holds_where_a_character_came_beside_the_channel():
    """GBK has no bytes for • and the hard blank: a page that shows them got them another way."""
    text = damage_text("推动质量变革创新，规范检测机构。" * 3)
    assert prove(repair_text(f"• {text}\xa0\n")).verdict == "holds"
