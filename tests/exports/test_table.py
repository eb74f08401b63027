from pathlib import Path

from rich.cells import cell_len
from rich.console import Console

from tests.exports.reading import SECRETS, reading, wording
from zhiyue.exports.table import overview_table, reading_table, to_text
from zhiyue.model import Encoding, Field, Page, PageResult


def lines(part, width=80):
    return [line.rstrip() for line in to_text(part, console=Console(width=width)).splitlines()]


def test_reading_table_tells_the_page():
    shown = lines(reading_table(reading(), wording=wording()))
    assert shown[0].startswith("2024/09/qinghe.txt ──")
    assert shown[1:3] == [
        "第十二届“精益计量月”在清河市启动",
        "发布时间 2024-09-03 16:20 · 来源 衡准仪器网 · 作者 小衡 · 阅读 1286",
    ]
    assert "中标公告  相关阅读  清河市第二医院液相色谱仪采购项目中标公告（312.68万元）" in shown
    assert "  中标金额          312.68 万元" in shown
    assert "  中标人            未载明" in shown
    assert "  国产金额          445.3 万元（原文截断）" in shown
    assert "  重点工作          量值溯源、能力比对、〓备共享（未能识读）、人才培训" in shown
    assert "  ✓ 已核            254.6 ÷ (254.6 + 445.3) = 36.377 % ✓ 36.38 %" in shown
    assert "3 条内容 · 3 组事实 · 核对 ✓ 已核 3  ≠ 不一致 1  ? 待核实 1  – 无法核对 1" in shown
    assert "1 处未能确定" in shown


def test_reading_table_keeps_to_the_width():
    for width in (40, 80):
        assert max(map(cell_len, lines(reading_table(reading(), wording=wording()), width))) <= width


def test_reading_table_is_masked():
    shown = "\n".join(lines(reading_table(reading(), wording=wording())))
    assert [words for words in SECRETS if words in shown] == []
    assert "尚未上报" not in shown


def test_reading_table_of_an_empty_reading():
    bare = PageResult("sha256:0", None, None, "1", Encoding("utf-8", 1.0), Page(text="公示"))
    shown = lines(reading_table(bare, wording=wording()))
    assert shown[1:] == ["（无标题）", "", "0 条内容 · 0 组事实 · 核对 –", ""]


def test_words_of_a_page_are_never_markup():
    page = Page(text="[bold]公示[/]")
    bare = PageResult("sha256:0", "[red]a.txt", None, "1", Encoding("utf-8", 1.0), page)
    assert lines(reading_table(bare, wording=wording()))[0].startswith("[red]a.txt ──")


def test_control_characters_of_a_page_are_shown_and_not_obeyed():
    title = Field("text", "招标\x1b[2J公告\x9b2J")
    bare = PageResult("sha256:0", "a\x1b.txt", None, "1", Encoding("utf-8", 1.0), Page(text="公示", title=title))
    shown = lines(reading_table(bare, wording=wording()))
    assert (shown[0][:7], shown[1]) == ("a␛.txt ", "招标␛[2J公告\ufffd2J")


def test_a_blank_title_gives_way_to_the_path():
    bare = PageResult("sha256:0", "a.txt", None, "1", Encoding("utf-8", 1.0), Page(text="", title=Field("text", " ")))
    assert lines(reading_table(bare, wording=wording()))[1] == "a.txt"


def test_overview_has_a_line_for_each_page():
    shown = lines(overview_table([reading()], rejects=2, viewer=Path("out.html")))
    assert shown == [
        "页面                                               条目  事实  核对         修复",
        "第十二届“精益计量月”在清河市启动                      3     3  ✓3 ≠1 ?1 –1   106",
        "2 页未能识读，原因见上。",
        "已写出 out.html：用浏览器打开即可。",
    ]
