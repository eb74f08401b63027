"""What a publisher took out is marked; emphasis, rulers, powers and forms to fill in are not taken for it."""

import pytest

from zhiyue.repair.withheld import find_withheld

HIDDEN = {
    "****年**月**日": [("masked_figures", "****年**月**日")],
    "预算：*,***,***.**元": [("masked_figures", "*,***,***.**")],
    "编号：YZ**-******-*****": [("masked_figures", "YZ**-******-*****")],
    "电话138****0000": [("masked_figures", "138****0000")],
    "甲公司与******医院": [("masked_words", "******")],
    "采购人：(略)": [("masked_words", "(略)")],
    "###县人民医院": [("masked_words", "###")],
    "中标人：****点击查看": [("masked_words", "****点击查看")],
    "金额：*开通会员可解锁*": [("masked_words", "*开通会员可解锁*")],
    "**动物疫病中心": [("masked_words", "**")],
    "某某部〔〕号文，第届展会": [("deleted_figures", "〔〕号"), ("deleted_figures", "届")],
    "年月采购意向": [("deleted_figures", "年月")],
    "??????2024-05-06 ????": [("lost_text", "??????"), ("lost_text", "????")],
    "办理loan的小微企业": [("reworded", "loan")],
    "订购人：某局，累计2022年5月底": [("reworded", "订购"), ("reworded", "累计")],
}


@pytest.mark.parametrize("text", HIDDEN)
def test_what_is_withheld_is_marked(text):
    assert [(mark.code, text[mark.start : mark.end]) for mark in find_withheld(text)] == HIDDEN[text]


CLEAN = [
    "**质量月**活动启动",
    "第一部分\n********\n第二部分",
    "2**3等于8，x**2 + y**2",
    "3*2=6，5台*2",
    "出生年月：",
    "自2024年5月起，年月份不限",
    "第3届展会于2024年5月6日举行，财库〔2020〕10号",
    "单位：元，合计3元",
    "什么??真的??",
    "本公司订购产品一批，累计收入三亿元",
    "中国质量(Quality)月",
]


@pytest.mark.parametrize("text", CLEAN)
def test_what_an_author_wrote_is_not(text):
    assert find_withheld(text) == ()
