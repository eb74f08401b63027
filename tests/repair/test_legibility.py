"""A page of which little is left says so; a page that is well says nothing."""

import pytest

import zhiyue
from zhiyue.repair import repair_text
from zhiyue.repair.legibility import check_text

PAGES = {
    "质量月活动启动，各单位参加。\n": [],
    "质量\ufffd\ufffd\ufffd\ufffd\n": [("text.unreadable", "正文大半无法识读：4 处缺字")],
    "????????\n????2024-05-06 ????\n": [("text.unreadable", "正文大半无法识读：16 处缺字")],
    "鍥戒骇楂楂樼銆鐨鐨鐨鐨\n": [("text.garbled", "1 行像是乱码，未能还原")],
    "某市****医院采购，预算*,***.**元\n": [("text.masked", "原页遮蔽了 2 处文字或数字")],
    "年月采购意向\n": [("text.figures_deleted", "1 处应有数字而原页没有")],
    "办理loan的企业\n": [("text.reworded", "1 处用词疑被替换，只宜采信数字与名称")],
    "(biāo)(zhǔn)(guó)(jiā)\n": [("text.annotated", "保留了 4 处拼音夹注：不能断定是损坏")],
    "國(guó)家(jiā)標(biāo)準(zhǔn)的\n": [("text.annotated", "保留了 4 处拼音夹注：不能断定是损坏")],
    "中(zhong)国(guo)质(zhi)量(liang)月(yue)活(huo)动(dong)启(qi)动(dong)\n": [
        ("text.annotated", "保留了 9 处拼音夹注：不能断定是损坏")
    ],
}


@pytest.mark.parametrize("page", PAGES)
def test_page_says_what_became_of_its_text(page):
    result = zhiyue.process(zhiyue.RawPage(page.encode()))

    assert [(f.code, f.message) for f in result.findings if f.code.startswith("text.")] == PAGES[page]


def test_finding_opens_to_the_places():
    (finding,) = check_text(repair_text("(biāo)(zhǔn)(guó)"))

    assert [evidence.exact for evidence in finding.evidence] == ["(biāo)", "(zhǔn)", "(guó)"]
