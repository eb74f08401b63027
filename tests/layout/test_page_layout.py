"""The anatomy of pages of text: every part is a range of one text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhiyue.layout import read_page_layout
from zhiyue.model import Count, Quantity, Repaired

PAGE = """江东仪器网首页>资讯中心>时事热点>正文

全省“质量月”活动启动 聚焦四个方面
2023年09月04日 09:05:12 来源：江东仪器网 作者：杨 点击量：1,620

2023年9月1日上午，全省“质量月”活动启动仪式在江州举行。

  【江东仪器网 时事热点】2023年9月1日上午，全省“质量月”活动启动仪式在江州举行。
  一、总体安排
  活动为期一个月。
（责任编辑：梁）
关键词：质量月 江州
相关阅读 Related Reading
查看更多+
  • 离子色谱仪8月中标盘点

    从中标数据来看，2023年8月离子色谱仪中标金额...
    2023-09-02 15:09:14
  • 2023江东科学仪器展即将开幕

    第十二届江东科学仪器展览会将于...
    2023-09-01 14:06:47
版权与免责声明
  • 凡本网注明“来源：江东仪器网”的所有作品，均为江州某某信息有限公司-江东仪器网合法拥有版权或有权使用的作品，未经本网授权不得转载、摘编。已经授权的，应注明“来源：江东仪器网”。
  • 其他媒体从本网转载时，必须保留本网注明的作品第一来源，并自负版权等法律责任。
  • 如涉及版权等问题，请在作品发表之日起两周内与本网联系。
苏ICP备00000000号
"""


@pytest.fixture(scope="module")
def page():
    return read_page_layout(Repaired(PAGE, PAGE))


def values(fields):
    return [field.value for field in fields]


def test_read_page_layout_reads_the_heading(page):
    assert page.title.value == "全省“质量月”活动启动 聚焦四个方面"
    assert page.published.value == "2023-09-04T09:05:12+08:00"
    assert values([page.publisher, page.source, page.first_source]) == ["江东仪器网"] * 3
    assert values(page.author) == ["杨"]
    assert values(page.editor) == ["梁"]
    assert page.views.value == Count("1620")
    assert values(page.breadcrumb) == ["江东仪器网首页", "资讯中心", "时事热点", "正文"]


def test_read_page_layout_opens_publisher_and_source_to_their_own_places(page):
    assert page.publisher.span.start == 0
    assert page.source.span.start == PAGE.index("来源：") + 3
    assert page.first_source.status == "derived"


def test_read_page_layout_takes_the_repeated_sentence_as_lede(page):
    assert page.lede.value == "2023年9月1日上午，全省“质量月”活动启动仪式在江州举行。"
    assert page.body.startswith("【江东仪器网 时事热点】2023年9月1日上午")
    assert page.body.endswith("活动为期一个月。")


def test_read_page_layout_reads_the_related_list(page):
    assert [entry.title.value for entry in page.related] == ["离子色谱仪8月中标盘点", "2023江东科学仪器展即将开幕"]
    assert page.related[1].summary.value == "第十二届江东科学仪器展览会将于..."
    assert page.related[1].published.value == "2023-09-01T14:06:47+08:00"


def test_read_page_layout_reads_the_rights_as_a_policy(page):
    rights = page.rights
    assert rights.holder.value == "江州某某信息有限公司-江东仪器网"
    assert (rights.own_works.canonical, rights.reprints.canonical) == ("licence_required", "first_source_required")
    assert rights.attribution.value == "来源：江东仪器网"
    assert rights.claims_within.value == Quantity("2", "周")
    assert rights.claims_from.value == "作品发表之日"


def test_read_page_layout_gives_every_line_one_role(page):
    types = [block.type for block in page.blocks]
    assert types == [
        "breadcrumb", "title", "dateline", "lede", "paragraph", "heading", "paragraph", "dateline", "keywords",
        "related", "navigation", *["related"] * 6, *["rights"] * 4, "rights",
    ]  # fmt: skip
    assert values(page.keywords) == ["质量月", "江州"]


@pytest.mark.parametrize(
    ("dateline", "expected"),
    [
        ("发布时间：2024-05-08 09:12　来源：江东网　浏览次数：88", ("2024-05-08T09:12+08:00", "江东网", [], "88")),
        ("来源：江东网　2024-05-08　字号：大 中 小", ("2024-05-08", "江东网", [], None)),
        ("2024/05/08 来源: 江东网 责任编辑：李 阅读 123", ("2024-05-08", "江东网", [], "123")),
        ("日期：2024-05-08 【字体：大 中 小】 打印", ("2024-05-08", None, [], None)),
        ("江东网 2024-05-08 09:12:33 作者：张三 李四", ("2024-05-08T09:12:33+08:00", None, ["张三", "李四"], None)),
        ("时间：2024年5月8日 | 来源：江东日报社 | 点击：1.2万次", ("2024-05-08", "江东日报社", [], "12000")),
    ],
)
def test_read_page_layout_reads_datelines_of_many_forms(dateline, expected):
    text = f"首页 > 新闻 > 正文\n一则关于质量的新闻\n{dateline}\n正文第一段说明了情况，第二句也是。\n"
    page = read_page_layout(Repaired(text, text))
    published, source, author, views = expected
    assert page.title.value == "一则关于质量的新闻"
    assert page.published.value == published
    assert (page.source.value if page.source else None) == source
    assert values(page.author) == author
    assert (page.views.value.number if page.views else None) == views


def test_read_page_layout_reads_a_notice_without_furniture():
    text = "江东省市场监督管理局等部门关于开展\n2023年“质量月”活动的通知\n江市监质〔2023〕41号\n各有关单位：\n现通知如下。\n附件：1. 活动安排表\n2. 回执\n"
    page = read_page_layout(Repaired(text, text))
    assert page.title.value.replace("\n", "") == "江东省市场监督管理局等部门关于开展2023年“质量月”活动的通知"
    assert [attachment.name.value for attachment in page.attachments] == ["活动安排表", "回执"]
    assert page.published is None
    assert page.rights is None


def test_read_page_layout_leaves_a_number_beside_a_missing_character_unread():
    text = "一则新闻的标题\n2024-05-08 来源：某网\n正文。\n版权声明\n如有问题，请在作品发表之日起〓0日内与本网联系。\n"
    claims = read_page_layout(Repaired(text, text)).rights.claims_within
    assert (claims.value, claims.status, claims.exact) == (None, "unreadable", "0日内")


def test_read_page_layout_reads_a_piped_table():
    text = "某某采购结果公告\n2024-05-08\n中标结果如下：\n| 包号 | 供应商 | 金额 |\n| 1 | 甲公司 | 3.2万元 |\n完毕。\n"
    page = read_page_layout(Repaired(text, text))
    assert [[cell.of(text) for cell in row] for row in page.tables[0].rows] == [
        ["包号", "供应商", "金额"],
        ["1", "甲公司", "3.2万元"],
    ]
    assert [block.type for block in page.blocks] == ["title", "dateline", "paragraph", "table", "paragraph"]
    assert page.body == "中标结果如下：\n| 包号 | 供应商 | 金额 |\n| 1 | 甲公司 | 3.2万元 |\n完毕。"


@pytest.mark.parametrize(
    "text", ["", "\n\n", "x", "来源：", "a>b>c", "•", "相关阅读", "版权声明", "\ufeff", "2024-05-08"]
)
def test_read_page_layout_reads_scraps(text):
    assert read_page_layout(Repaired(text, text)).text == text


@given(
    st.lists(
        st.sampled_from([*PAGE.splitlines(), "\t", "|", "a | b | c", "作者：", "阅读 3", "①", "2024-02-31", "一、"]),
        max_size=25,
    )
)
def test_read_page_layout_holds_its_promises_on_any_lines(lines):
    text = "\n".join(lines)
    page = read_page_layout(Repaired(text, text))
    starts = [(block.start, block.end) for block in page.blocks]
    assert starts == sorted(set(starts))
    fields = [page.title, page.published, page.source, page.views, page.lede, *page.author, *page.breadcrumb]
    for field in filter(None, fields):
        assert text[field.evidence[0].start : field.evidence[0].end] == field.exact


def test_bullets_that_a_copy_lost_still_open_entries():
    text = """江东仪器网首页>资讯>正文
离心机选购要点
2023-09-04 09:05 来源：江东仪器网
转速与离心力是两回事。
相关阅读
?离子色谱仪8月中标盘点
从中标数据来看...
2023-09-02 15:09
?天平怎么校准？
先预热再校准...
2023-09-01 14:06
"""
    page = read_page_layout(Repaired(text, text))
    assert [entry.title.exact for entry in page.related] == ["离子色谱仪8月中标盘点", "天平怎么校准？"]


@pytest.mark.parametrize("source", ["（略）", "******", "******网"])
def test_hidden_source_is_none(source):
    text = f"首页 > 正文\n某医院离心机采购公告\n2025-03-18 来源：{source}\n正文第一段。\n"
    assert read_page_layout(Repaired(text, text)).source is None


def test_time_below_a_label_of_the_notice_is_no_dateline():
    text = "首页 > 公告\n江东大学离心机采购合同公示\n合同编号\nJD-2025-01\n合同签订日期\n2025-04-18\n"
    page = read_page_layout(Repaired(text, text))
    assert page.title is not None
    assert (page.title.value, page.published) == ("江东大学离心机采购合同公示", None)


def test_reporter_of_a_sentence_is_no_author():
    text = "首页 > 正文\n热线号段调整\n2025-06-20 来源：江州日报 记者：靳岚\n　　记者19日获悉，号段调整。\n"
    assert values(read_page_layout(Repaired(text, text)).author) == ["靳岚"]
