"""The anatomy of HTML pages: the markup helps, the text decides, every field opens to its words."""

import pytest

from zhiyue.layout import read_page_layout
from zhiyue.markup import read_runs
from zhiyue.model import RawPage
from zhiyue.pipeline import process
from zhiyue.repair import repair_text

PROSE = (
    "江东省市场监督管理局近日在江东市召开会议，部署今年的“质量月”活动，全省二百余家企业参加，会期一天。",
    "会议要求，各地要围绕主题，组织好质量公开课、标准开放日和检验检测机构开放日，让群众看得懂、用得上。",
    "会议还通报了上半年产品质量监督抽查的情况，合格率比去年同期提高，问题集中在小家电和儿童用品。",
)
MENU = "".join(f'<li><a href="/{n}">{word}</a></li>' for n, word in enumerate("首页 新闻 政务 服务 互动 数据".split()))
PARAGRAPHS = "".join(f"<p>　　{words}</p>" for words in PROSE)
PAGE = f"""<!DOCTYPE html><html><head><title>江东部署“质量月”活动_时政_江东质量网</title>
<meta name="keywords" content="无关,词语"><meta property="og:site_name" content="江东质量网"></head><body>
<div class="nav"><ul>{MENU}</ul></div>
<div class="crumb"><a href="/">网站首页</a> &gt; <a href="/xw">新闻</a> &gt; 正文</div>
<h1>江东部署“质量月”活动</h1>
<div class="info"><span>2025-09-02 08:30</span> <span>来源：江东日报</span> <span>作者：林一帆</span></div>
<div class="article">{PARAGRAPHS}<p>（责任编辑：周若水）</p></div>
<div class="related"><h3>相关阅读</h3><ul><li><a href="/a">江东开展计量服务月活动</a></li>
<li><a href="/b">江东公布标准领跑者名单</a></li></ul></div>
<div class="footer">版权所有 江东质量网 江ICP备00000000号</div></body></html>"""


def read(html):
    runs = read_runs(html)
    return read_page_layout(repair_text(runs.text), runs.outline)


def values(fields):
    return [field.value for field in fields]


def test_read_page_layout_reads_the_parts_of_an_html_page():
    page = read(PAGE)
    assert page.title.value == "江东部署“质量月”活动"
    assert page.published.value == "2025-09-02T08:30+08:00"
    assert page.source.value == "江东日报"
    assert values(page.author) == ["林一帆"]
    assert values(page.editor) == ["周若水"]
    assert values(page.breadcrumb) == ["网站首页", "新闻", "正文"]
    assert page.publisher.value == "江东质量网"
    assert page.body == "\n".join(PROSE)
    assert [entry.title.value for entry in page.related] == ["江东开展计量服务月活动", "江东公布标准领跑者名单"]


def test_read_page_layout_opens_every_field_of_an_html_page_to_its_words():
    page = read(PAGE)
    for field in (
        page.title,
        page.published,
        page.source,
        *page.author,
        *page.editor,
        *page.breadcrumb,
        page.publisher,
    ):
        evidence = field.evidence[0]
        assert page.text[evidence.start : evidence.end] == evidence.exact


def test_read_page_layout_lays_markup_over_repaired_text():
    damaged = PAGE.replace("江东部署“质量月”活动", "江東(dōng)部署“質(zhì)量月”活動(dòng)").replace("質量", "質(zhì)量")
    page = read(damaged)
    assert page.title.value == "江东部署“质量月”活动"
    original = page.title.evidence[0].original
    assert original.of(page.original) == "江東(dōng)部署“質(zhì)量月”活動(dòng)"
    assert page.body == "\n".join(PROSE)


@pytest.mark.parametrize(
    "hidden",
    [
        '<div style="display:none">{}</div>',
        '<div style="position:absolute; left:-9999px">{}</div>',
        "<p hidden>{}</p>",
        '<span style="font-size:0">{}</span>',
    ],
)
def test_hidden_words_reach_no_part_of_a_page(hidden):
    spam = hidden.format("江东部署“质量月”活动，点此领取，来源：某某导航，作者：无名氏")
    assert read(PAGE.replace("<h1>", spam + "<h1>")).text == read(PAGE).text


def test_stuffed_title_element_does_not_become_the_title():
    page = read(PAGE.replace("<title>江东部署“质量月”活动_时政_江东质量网", "<title>彩票导航,免费下载,最新网址"))
    assert page.title.value == "江东部署“质量月”活动"


def test_declared_values_fill_only_what_the_page_does_not_show():
    html = PAGE.replace(
        "<span>2025-09-02 08:30</span> <span>来源：江东日报</span> <span>作者：林一帆</span>", ""
    ).replace(
        "</head>",
        '<meta name="PubDate" content="2025-09-02 08:30"><meta name="ContentSource" content="江东日报">'
        '<script type="application/ld+json">{"@type": "NewsArticle", "author": {"name": "林一帆"}}</script></head>',
    )
    page = read(html)
    assert (page.published.value, page.published.status, page.published.evidence) == (
        "2025-09-02T08:30+08:00",
        "derived",
        (),
    )
    assert (page.source.value, page.source.status) == ("江东日报", "derived")
    assert values(page.author) == ["林一帆"]


def test_shown_time_wins_over_a_declared_one():
    html = PAGE.replace("</head>", '<meta name="PubDate" content="2020-01-01 00:00"></head>')
    assert read(html).published.value == "2025-09-02T08:30+08:00"


def test_old_page_of_layout_tables_and_line_breaks_is_read():
    text = "<br>　　".join(PROSE)
    html = (
        "<html><body><table width=760><tr><td width=160>"
        + "<a href=x>栏目导航一</a><br>" * 6
        + "<td><font size=4><b>江东部署“质量月”活动"
        f"</b></font><br>2005年9月2日 08:30　来源：江东日报<br><br>　　{text}<br></table></body></html>"
    )
    page = read(html)
    assert page.body == "\n".join(PROSE)
    assert (page.published.value, page.source.value) == ("2005-09-02T08:30+08:00", "江东日报")


def test_table_of_data_keeps_merged_cells_and_header_rows():
    rows = (
        "<tr><th>序号</th><th>名称</th><th>数量</th></tr>"
        '<tr><td rowspan="2">1</td><td>离子色谱仪</td><td>2台</td></tr><tr><td>天平</td><td></td></tr>'
        '<tr><td colspan="2">合计</td><td>2台</td></tr>'
    )
    page = read(PAGE.replace("<p>（责任", f"<table>{rows}</table><p>（责任"))
    (table,) = page.tables
    assert table.header_rows == 1
    assert [[cell.of(page.text) for cell in row] for row in table.rows] == [
        ["序号", "名称", "数量"],
        ["1", "离子色谱仪", "2台"],
        ["1", "天平", ""],
        ["合计", "合计", "2台"],
    ]


def test_key_and_value_table_has_no_header_row():
    rows = "".join(
        f"<tr><td>{a}</td><td>{b}</td><td>{c}</td><td>{d}</td></tr>"
        for a, b, c, d in [("采购人", "江东大学", "项目编号", "JD-2025-1"), ("预算", "12万元", "方式", "公开招标")]
    )
    (table,) = read(PAGE.replace("<p>（责任", f"<table>{rows}</table><p>（责任")).tables
    assert table.header_rows == 0


def test_link_to_related_reading_inside_an_article_does_not_end_it():
    html = PAGE.replace(f"<p>　　{PROSE[1]}</p>", f"<p>相关阅读</p><p>　　{PROSE[1]}</p>")
    assert read(html).body.endswith(PROSE[2])


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8"])
def test_wrongly_declared_encodings_are_read(encoding):
    html = PAGE.replace("<head>", '<head><meta charset="iso-8859-1">')
    assert process(RawPage(html.encode(encoding))).page.title.value == "江东部署“质量月”活动"


def test_undeclared_big5_is_read():
    text = "<p>會議要求，各地要圍繞主題，組織好質量公開課和標準開放日，讓群眾看得懂。</p>" * 3
    html = f"<html><body><h1>質量月活動</h1>{text}"
    assert process(RawPage(html.encode("big5"))).page.title.value == "質量月活動"


@pytest.mark.parametrize(
    "html", ["<html>", "<html><body></body>", "<div><table><tr><td>", "<p>一", "<a>" * 3000 + "质量"]
)
def test_scraps_of_html_are_read(html):
    assert isinstance(read(html).text, str)


def test_linked_files_are_attachments_with_their_address():
    link = '<p>附件：<a href="/files/P020250902.docx?v=1">江东省质量月活动方案.docx</a></p>'
    page = read(PAGE.replace("<p>（责任", link + "<p>（责任"))
    assert [(item.name.value, item.url) for item in page.attachments] == [
        ("江东省质量月活动方案.docx", "/files/P020250902.docx?v=1")
    ]


def test_metadata_block_above_a_notice_is_not_its_title():
    rows = (
        "<tr><td>索 引 号：</td><td>000014349/2025-00001</td><td>发文机关：</td><td>江东省市场监督管理局</td></tr>"
        "<tr><td>成文日期：</td><td>2025年08月28日</td><td>文　　号：</td><td>江市监发〔2025〕12号</td></tr>"
    )
    page = read(PAGE.replace("<h1>", f"<table>{rows}</table><h1>").replace("_时政_江东质量网", ""))
    assert page.title.value == "江东部署“质量月”活动"
    assert page.published.value == "2025-09-02T08:30+08:00"
    assert page.body == "\n".join(PROSE)


def test_site_is_not_named_after_its_link_to_the_home_page():
    page = read(PAGE.replace('<meta property="og:site_name" content="江东质量网">', ""))
    assert page.publisher is None


def page_with(*, head="", below="", foot=""):
    """An article with a dateline below its title and lines at its end."""
    return read(
        f"<html><head><title>江东部署“质量月”活动_江东质量网</title>{head}</head><body><h1>江东部署“质量月”活动</h1>"
        f"{below}<div class='article'>{PARAGRAPHS}{foot}</div></body></html>"
    )


@pytest.mark.parametrize(
    ("below", "foot", "author"),
    [
        ("", "<p>（林一帆 周若水）</p>", "林一帆"),
        ("", "<p>（江东市市场监督管理局供稿）</p>", "江东市市场监督管理局"),
        ("", "<p>文/图 林一帆</p>", "林一帆"),
        ("", "<p>（作者：林一帆，单位：江东市计量院）</p>", "林一帆"),
        ("", "<p>会议强调抓好落实。（新江社记者林一帆）</p>", "林一帆"),
        ("<div>林一帆</div><div>2025-09-02</div>", "", "林一帆"),
        ("<div>2025-09-02 08:30　江东日报　林一帆　点击：12</div>", "", "林一帆"),
        ("<div>时间:2025-09-02 来源:江东日报 作者:林一帆点击:12次</div>", "", "林一帆"),
        ("<div><time>2025年9月2日</time> <span class='byline'>由 <a href='/u/1'>林一帆</a></span></div>", "", "林一帆"),
    ],
)
def test_writer_is_read_without_a_label_of_the_dateline(below, foot, author):
    assert values(page_with(below=below, foot=foot).author) == [author]


@pytest.mark.parametrize(
    "line", ["金融界", "江苏省", "高科技", "目 录", "方 案", "武汉市", "质量强国", "<a href='/'>林一帆</a>"]
)
def test_line_below_a_title_that_is_no_person_is_no_writer(line):
    assert page_with(below=f"<div>{line}</div><div>2025-09-02</div>").author == ()


@pytest.mark.parametrize("line", ["来源丨江东发布", "来源 | 江东发布", "本文转自江东发布", "（转自：江东发布）"])
def test_origin_is_read_from_a_line_without_a_colon(line):
    assert page_with(below="<div>2025-09-02</div>", foot=f"<p>{line}</p>").source.value == "江东发布"


def test_account_of_a_messenger_is_the_source_and_the_name_beside_it_the_writer():
    below = (
        "<div id='meta_content'><span class='rich_media_meta rich_media_meta_text'>林一帆</span>"
        "<span class='rich_media_meta rich_media_meta_nickname'><a id='js_name'>江东质量</a></span>"
        "<em id='publish_time' class='rich_media_meta rich_media_meta_text'>2025-09-02 08:30</em></div>"
    )
    page = page_with(below=below)
    assert (page.source.value, values(page.author)) == ("江东质量", ["林一帆"])


@pytest.mark.parametrize(
    ("line", "moment"),
    [
        ("来源：江东日报 日期：25-09-02", "2025-09-02"),
        ("[98-09-02 10:11]", "1998-09-02T10:11+08:00"),
        ("发布日期： 9/17/2004 5:54:13 PM", "2004-09-17T17:54:13+08:00"),
        ("Sep 17, 2004", "2004-09-17"),
        ("更新时间：2025-9-2 8:05", "2025-09-02T08:05+08:00"),
    ],
)
def test_odd_time_is_derived_and_says_from_what(line, moment):
    published = page_with(below=f"<div>{line}</div>").published
    assert (published.value, published.status) == (moment, "derived")
    assert published.derived
    assert published.exact in line


@pytest.mark.parametrize("line", ["13-45-02", "99/17/2004", "电话：87-12-345"])
def test_figures_that_no_calendar_has_are_no_time(line):
    assert page_with(below=f"<div>{line}</div>").published is None


@pytest.mark.parametrize("address", ["/202509/t20250902_1.html", "/2025-09/02/content_1.htm", "/2025/0902/c1-2.html"])
def test_day_in_the_address_counts_where_the_page_names_none(address):
    html = f"<html><body><h1>江东部署“质量月”活动</h1><div>{PARAGRAPHS}</div></body></html>"
    published = process(RawPage(html.encode(), url=f"https://www.example.cn{address}")).page.published
    assert (published.value, published.status) == ("2025-09-02", "derived")
    shown = html.replace("</h1>", "</h1><div>2025-08-30</div>")
    assert process(RawPage(shown.encode(), url=f"https://www.example.cn{address}")).page.published.value == "2025-08-30"


def test_declared_time_of_another_zone_is_told_by_chinas_clocks():
    page = page_with(head="<meta property='article:published_time' content='2025-09-01T20:30:00.000Z'>")
    assert page.published.value == "2025-09-02T04:30:00+08:00"


def test_labelled_time_comes_before_one_that_only_stands_near():
    below = "<div>2025-09-08</div><div>发布时间：2025-09-02</div>"
    assert page_with(below=below).published.value == "2025-09-02"


@pytest.mark.parametrize(
    "style",
    [
        ".x1{display:none}",
        "/* old */ p.x1, #other { position:absolute; left:-9999px }",
        ".x1{display:block} .x1{display:none !important}",
    ],
)
def test_words_hidden_by_a_style_sheet_reach_no_part_of_a_page(style):
    page = page_with(
        head=f"<style>{style}</style>", foot="<p class='a x1'>欢迎访问某某娱乐网站，最新开户优惠，注册即送。</p>"
    )
    assert "娱乐" not in page.text


@pytest.mark.parametrize(
    "style", ["@media print{.x1{display:none}}", ".x1{display:none} .x1{display:block}", "#all .x1{display:none}"]
)
def test_words_that_some_readers_see_stay(style):
    assert (
        "各部门" in page_with(head=f"<style>{style}</style>", foot="<p class='x1'>请各部门认真落实会议精神。</p>").body
    )


def test_article_on_licences_in_one_line_is_the_body():
    words = "".join(PROSE) * 3 + "企业应当依法取得生产许可证。"
    page = read(f"<html><body><h1>江东部署许可证换发</h1><div>{words}</div><p>某ICP备00000000号</p></body></html>")
    assert page.body == words


@pytest.mark.parametrize("foot", ["支出合计（万元）", "见附件（方案）", "出席会议的还有有关部门（江苏）。"])
def test_words_in_brackets_at_the_end_that_sign_nothing_are_no_writer(foot):
    assert page_with(foot=f"<p>{foot}</p>").author == ()
