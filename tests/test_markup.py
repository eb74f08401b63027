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
