"""The proof: what is damaged again is the page as it came."""

import pytest
from hypothesis import given

from tests.repair.strategies import pages
from zhiyue.repair import damage_text, repair_text
from zhiyue.repair.proof import prove


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


@pytest.mark.parametrize("text", ["质量月", "·þÎñÈÈÏß"])
def test_proof_does_not_apply_to_other_pages(text):
    assert prove(repair_text(text)).verdict == "not_applicable"


def test_proof_holds_where_a_character_came_beside_the_channel():
    """GBK has no bytes for • and the hard blank: a page that shows them got them another way."""
    text = damage_text("推动质量变革创新，规范检测机构。" * 3)
    assert prove(repair_text(f"• {text}\xa0\n")).verdict == "holds"
