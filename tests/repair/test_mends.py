"""Places that once came out wrong, each with the reason why it does no longer. The texts are invented."""

import pytest

from zhiyue.reference.channel import load_channel
from zhiyue.repair import damage_text, repair_text
from zhiyue.repair.script import to_simplified

PAGE = "经济数据说明，全国各单位发现问题后调查处理，专家学习标准，对比国内产业质量数据，发展现状统计如下。"


@pytest.mark.parametrize(
    ("traditional", "simplified"),
    [
        ("他一直做著作家夢", "他一直做着作家梦"),
        ("就是沖著作者買的", "就是冲着作者买的"),
        ("勉強湊合著玩，配合著用", "勉强凑合着玩，配合着用"),
        ("兩人合著的一本書", "两人合著的一本书"),
        ("向著名科學家請教", "向著名科学家请教"),
        ("系統中存在著名為某的文件", "系统中存在着名为某的文件"),
        ("所著女上衣短，所著的書長", "所着女上衣短，所著的书长"),
        ("見微知著，某某著的《標準》", "见微知著，某某著的《标准》"),
    ],
)
def test_zhu_is_told_by_what_stands_around(traditional, simplified):
    assert to_simplified(traditional) == simplified


def test_one_character_annotated_always_and_often_is_the_channel():
    damaged = "缺省設(shè)置\n本机設(shè)置\n网卡設(shè)置\n重新設(shè)置文件"
    assert repair_text(damaged).text == "缺省设置\n本机设置\n网卡设置\n重新设置文件"


def test_glosses_are_an_authors_where_the_channel_would_have_cut_other_characters():
    # 購透 holds the bytes of 復: who annotates 復 by its bytes annotates it there.
    written = "恢復(fù)生產(chǎn)，購透射電子顯微鏡一臺，恢復(fù)生產(chǎn)與發(fā)展，發(fā)出通知"
    assert repair_text(written).text is written
    assert repair_text(written.replace("購透射電子顯微鏡", "購(gòu)?fù)干潆娮语@微鏡")).text is not written


def test_an_author_who_glosses_each_word_once_is_left_alone():
    written = "發(fā)展經(jīng)濟(jì)，重視數(shù)據(jù)，國(guó)內(nèi)的專家說：發展要靠學(xué)習(xí)。"
    assert repair_text(written).text is written


@pytest.mark.parametrize("clean", ["周围的环境很好", "我们周围也有几个", "超市就在周围。这里"])
def test_a_pair_stripped_behind_a_cut_character_is_seen(clean):
    # 周圍 holds a key across; the character that its annotation cut was not looked at.
    damaged = damage_text(f"{PAGE}{clean}", annotated="軟發現經產內數統據標準業", private_use=False)
    repaired = repair_text(damaged)
    assert repaired.text == f"{PAGE}{clean}" or repaired.marks


def test_a_run_that_ends_before_a_comma_says_broken_though_a_line_begins_with_a_numeral():
    clean = f"1、{PAGE}\n因为酒店在小街里面，没有出租车"
    assert repair_text(damage_text(clean, breaks=True)).text == clean


def test_a_full_stop_of_ascii_is_put_where_the_page_writes_such():
    lines = "守护进程使用该文件.\n端口由数据说明.\n主机设置见标准.\n服务器发现后停止.\n系统经过检查."
    clean = f"{lines}\n程序查询该文件.\n这是结果."
    every = sorted(set(load_channel().traditional.values()) & load_channel().pinyin.keys())
    assert repair_text(damage_text(clean, annotated=every)).text == clean
