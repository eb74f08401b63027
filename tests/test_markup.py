"""HTML becomes the text that a reader sees; plain text passes through untouched."""

from hypothesis import given
from hypothesis import strategies as st

from zhiyue.markup import read_runs


def test_read_runs_returns_plain_text_as_the_same_object():
    text = "首页 > 新闻\n质量月 < 2022\n"
    assert read_runs(text).text is text


def test_read_runs_breaks_lines_at_blocks_only():
    html = "<html><body><div>首页 &gt; 新闻</div><h1>质<b>量</b>月</h1>一<br>二<p>三 <span>四</span></body></html>"
    assert read_runs(html).text == "首页 > 新闻\n质量月\n一\n二\n三 四\n"


def test_read_runs_leaves_out_what_nobody_sees():
    html = "<!DOCTYPE html><title>题</title><script>var a=1</script><style>p{}</style><p>正文<!-- 注 --></p>"
    assert read_runs(html).text == "正文\n"


def test_read_runs_reads_broken_html():
    assert read_runs("<div><p>一<table><tr><td>二<td>三</table>四").text == "一\n二\n三\n四\n"


@given(st.text(alphabet=st.sampled_from("<>/divptable=\"' 质量&;!-"), max_size=200))
def test_read_runs_never_fails(text):
    assert isinstance(read_runs("<html>" + text).text, str)


def test_outline_ranges_hold_on_broken_markup():
    html = "<div id=a>甲<table>乙<tr><td>丙&amp;丁<!-- 注 --><script>x</script>戊</table></div><p class=B>己&nbsp;庚"
    runs = read_runs("<html>" + html)
    assert runs.text == "甲乙\n丙&丁戊\n己\xa0庚\n"
    assert {e.names: runs.text[e.start : e.end] for e in runs.outline.elements if e.names} == {
        "a": "甲乙\n丙&丁戊\n",
        "b": "己\xa0庚",
    }


def test_row_of_a_table_of_data_is_one_line():
    html = "<table><tr><td>采购人</td><td>江东大学</td></tr><tr><td>备注</td><td><p>一</p><p>二</p></td></tr></table>"
    assert read_runs(html).text == "采购人\t江东大学\n备注\t一 二\n"


def test_table_that_places_lists_is_no_table_of_data():
    html = "<table><tr><td><ul><li>首页</ul></td><td>正文</td></tr><tr><td>一</td><td>二</td></tr></table>"
    assert "\t" not in read_runs(html).text


def test_page_that_hides_everything_is_read():
    html = '<html><div id="all" style="display:none"><p>质量月活动今天开始。</p></div><p>加载中</p>'
    assert read_runs(html).text == "质量月活动今天开始。\n加载中\n"


def test_declared_values_are_read_from_meta_and_json_ld():
    html = (
        '<html><head><title> 题 名 </title><meta name="PubDate" content="2025-09-02"><meta name="PubDate" content="2">'
        '<script type="application/ld+json">{"@graph": [{"@type": "Article"}]}</script>'
        '<script type="application/ld+json">{broken</script></head><p>一'
    )
    outline = read_runs(html).outline
    assert (outline.title, outline.meta) == ("题 名", {"pubdate": "2025-09-02"})
    assert [item.get("@type") for item in outline.linked] == [None, "Article"]
