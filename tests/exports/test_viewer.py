import base64
import hashlib
import html
import json
import re
from dataclasses import replace

from selectolax.lexbor import LexborHTMLParser

from tests.exports.reading import SECRETS, reading, wording
from zhiyue.codec import from_json
from zhiyue.exports.viewer import render_viewer
from zhiyue.masking import mask
from zhiyue.model import Encoding, Field, Named, Page, PageResult


def rendered(*results: PageResult) -> str:
    return render_viewer(results, labels=wording())


def parsed(*results: PageResult) -> LexborHTMLParser:
    return LexborHTMLParser(rendered(*results))


def bare(text: str, **parts) -> PageResult:
    return PageResult("sha256:0", "a.txt", None, "1", Encoding("utf-8", 1.0), Page(text=text, **parts))


def words(node) -> str:
    return re.sub(r"\s+", "", node.text())


def test_the_text_stands_whole_and_in_order():
    tree = parsed(reading())
    for node in tree.css(".text .came"):
        node.decompose()
    assert words(tree.css_first(".text")) == re.sub(r"\s+", "", mask(reading()).page.text)


def test_the_text_as_it_came_stands_beside_every_repaired_block():
    tree = parsed(reading())
    title = tree.css_first("h1.b-title .came")
    assert words(title).removeprefix("原样asitcame") == "第十二届“精益計(jì)量月”在清河市啟動(dòng)"
    assert [node.text() for node in title.css(".harm")] == ["計(jì)", "啟動(dòng)"]
    assert [node.text() for node in tree.css("h1.b-title .now .fix")] == ["计", "启动"]


def test_blocks_have_their_elements():
    tree = parsed(reading())
    assert words(tree.css_first("nav.b-breadcrumb .now")) == "首页>资讯>计量"
    assert [words(cell) for cell in tree.css(".b-table th")] == ["区县", "长度", "热学", "合计"]
    assert [words(node.css_first(".now")) for node in tree.css(".b-related .entry")] == [
        "8月气相色谱仪采购：进口占36.38%",
        "清河市第二医院液相色谱仪采购项目中标公告（312.68万元）",
    ]


def test_every_fact_links_to_its_words_and_back():
    tree = parsed(reading())
    share = next(row for row in tree.css(".row") if words(row).startswith("进口占比"))
    place = share.css_first("a.val").attributes["href"]
    assert tree.css_first(place).text() == "36.38%"
    # The title says it first on this page: the narrowest place of those words leads to the row.
    back = tree.css_first(f".text .now {place}, .text {place}")
    assert back.attributes["href"] == f"#{share.attributes['id']}"


def test_every_link_of_the_document_leads_somewhere():
    tree = parsed(reading(), reading())
    ids = [node.attributes["id"] for node in tree.css("[id]")]
    assert len(ids) == len(set(ids))
    targets = {node.attributes["href"] for node in tree.css('a[href^="#"]')} - {"#"}
    assert {target for target in targets if target[1:] not in ids} == set()


def test_verdicts_show_sign_word_and_arithmetic():
    tree = parsed(reading())
    shown = [(words(node.css_first(".sign .zh")), node.css_first(".sum")) for node in tree.css(".finding")]
    assert [(verdict, total.text() if total else None) for verdict, total in shown] == [
        ("已核", "2024 − 2013 + 1 = 12 ✓ 第十二届"),
        ("已核", "4 = 4"),
        ("不一致", "86 − 9 = 77 ≠ 75"),
        ("无法核对", None),
        ("已核", "254.6 ÷ (254.6 + 445.3) = 36.377 % ✓ 36.38 %"),
        ("待核实", "312.68 ≠ 312.6"),
    ]


def test_statuses_are_words():
    tree = parsed(reading())
    assert words(tree.css_first(".absent .zh")) == "未载明"
    assert {words(node.css_first(".zh")) for node in tree.css(".status")} == {"原文截断", "未能识读"}


def test_rights_are_read_as_sentences():
    tree = parsed(reading())
    section = next(
        node for node in tree.css("section") if words(node.css_first("h2, header") or node).startswith("版权")
    )
    rows = [
        (words(row.css_first("dt .zh")), words(row.css_first(".val .zh") or row.css_first(".val")))
        for row in section.css(".row")
    ]
    assert rows == [
        ("权利人", "衡准仪器网"),
        ("本网作品", "未经授权不得转载"),
        ("转载须注明", "来源：衡准仪器网"),
        ("转载稿件", "须保留首发来源"),
        ("权利主张期限", "一周内"),
        ("期限起算", "作品发表之日"),
    ]


def test_repairs_and_marks_are_listed():
    tree = parsed(reading())
    repairs = [
        [words(cell.css_first(".zh") or cell) for cell in row.css("td")]
        for row in tree.css(".facts-pane table.plain tbody tr")
    ]
    assert repairs == [["去除夹注的拼音", "49"], ["复原错位的字节", "1"], ["繁体转回简体", "63"]]
    assert words(tree.css_first(".guess .around")) == "…溯源、能力比对、〓备共享、人才培训…"


def test_nothing_redacted_is_in_the_file():
    page = rendered(reading())
    assert [secret for secret in SECRETS if secret in page] == []
    assert "尚未上报" not in page


def test_internal_findings_carry_their_sign():
    page = LexborHTMLParser(render_viewer([reading()], labels=wording(), audience="internal"))
    assert [words(node) for node in page.css(".internal")] == ["内"]


def test_the_file_holds_the_data():
    tree = parsed(reading(), bare("甲"))
    data = [json.loads(node.text()) for node in tree.css('script[type="application/json"]')]
    assert [from_json(item) for item in data] == [mask(reading()), mask(bare("甲"))]


def test_words_of_a_page_are_never_html():
    evil = "</script><script>alert(1)</script><!-- \"'&amp;"
    field = Field("text", evil)
    page = rendered(replace(bare(evil, title=field, publisher=Field("organisation", Named(evil))), path=evil))
    tree = LexborHTMLParser(page)
    assert [node.attributes.get("type") for node in tree.css("script")] == ["application/json", None]
    assert tree.css_first(".text p").text() == evil
    assert "alert(1)" not in tree.css("script")[1].text()
    assert json.loads(tree.css_first("script").text())["page"]["text"] == evil


def test_the_policy_allows_our_style_and_script_and_nothing_else():
    page = rendered(reading())
    tree = LexborHTMLParser(page)
    policy = tree.css_first("meta[http-equiv]").attributes["content"]
    hashes = {
        f"sha256-{base64.b64encode(hashlib.sha256(code.encode()).digest()).decode()}"
        for code in (
            page[page.index("<style>") + 7 : page.index("</style>")],
            page[page.rindex("<script>") + 8 : page.rindex("</script>")],
        )
    }
    assert set(re.findall(r"sha256-[^']+", html.unescape(policy))) == hashes
    assert policy.startswith("default-src 'none';")
    assert re.findall(r'(?:src|href)="(?!#|data:,)[^"]*"|url\(|@import|\son[a-z]+=|\sstyle="', page) == []


def test_one_page_needs_no_list():
    assert parsed(reading()).css_first("#index") is None


def test_several_pages_have_a_list():
    tree = parsed(reading(), bare("甲"))
    rows = [[words(cell.css_first(".zh") or cell) for cell in row.css("td")] for row in tree.css("#index tbody tr")]
    assert rows == [
        ["第十二届“精益计量月”在清河市启动2024/09/qinghe.txt", "新闻", "3", "3", "已核", "113"],
        ["a.txt", "–", "0", "0", "–", "0"],
    ]
    assert [node.attributes["href"] for node in tree.css("#index a")] == ["#page-0", "#page-1"]


def test_no_pages_say_so():
    assert words(parsed().css_first("#index .empty .zh")) == "没有可以显示的页面。"


def test_text_without_blocks_is_shown_line_by_line():
    assert [words(node) for node in parsed(bare("甲\n\n  乙 \n")).css(".b-plain")] == ["甲", "乙"]
