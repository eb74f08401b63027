"""The article: only what the editor keeps, every link a note, every picture a placeholder with its file."""

import re
from html.parser import HTMLParser

import pytest

from tests.exports.made_report import CLOSING, MARKET, TOTAL
from zhiyue.exports.report.page import Links
from zhiyue.exports.report.wechat import MOST_COLUMNS, write_article
from zhiyue.report import Cell, Column, Report, Row, Section, Table

SAFE_ELEMENTS = set("section p span strong em br h1 h2 h3 ul ol li blockquote table tbody tr th td".split())
SAFE_STYLES = set(
    "color font-size font-weight line-height letter-spacing text-align background-color border border-top border-collapse "
    "margin padding width".split()
)
REPORTS = pytest.mark.parametrize("report", [MARKET, CLOSING], ids=["market", "closing"])


class Seen(HTMLParser):
    def __init__(self, html):
        super().__init__()
        self.elements, self.attributes, self.styles, self.widths = set(), set(), set(), []
        self.feed(html)

    def handle_starttag(self, name, attrs):
        self.elements.add(name)
        self.attributes |= {key for key, _ in attrs}
        for value in dict(attrs).get("style", "").split(";"):
            self.styles.add(value.split(":")[0])
            if "margin" in value or "padding" in value:
                self.widths += [int(size) for size in re.findall(r"(-?\d+)px", value)]
        self.styles.discard("")


@REPORTS
def test_only_what_the_editor_keeps(report):
    seen = Seen(write_article(report).html)

    assert seen.elements - SAFE_ELEMENTS == set()
    assert seen.attributes == {"style"}
    assert seen.styles - SAFE_STYLES == set()
    assert 0 <= min(seen.widths) <= max(seen.widths) <= 48


def test_pictures_are_placeholders_with_files_beside():
    article = write_article(MARKET)

    assert re.findall(r"【图\d：[^】]+】", article.html) == [
        "【图1：按品牌产地的金额】", "【图2：国产与进口金额】", "【图3：进口金额】", "【图4：中标数的地区分布】",
    ]  # fmt: skip
    assert list(article.pictures) == ["01.png", "02.png", "03.png", "04.png"]
    assert all(data.startswith(b"\x89PNG") and len(data) < 1_000_000 for data in article.pictures.values())


def test_links_are_numbered_notes():
    links = Links(cell=lambda cell: f"https://example.cn/f/{cell.id}" if cell.id.startswith("total") else None)
    html = write_article(MARKET, links=links).html

    assert "1,044.88 万元</strong>[2]" in html
    assert f"[2] https://example.cn/f/{TOTAL.id}</p>" in html
    assert "<a" not in html


def test_wide_table_is_split():
    columns = tuple(Column(f"c{number}", f"列{number}") for number in range(7))
    row = Row("r", "行", tuple(Cell(f"r.{column.id}", "1") for column in columns))
    section = Section("s", "节", tables=(Table("t", "宽表", "名", columns, (row,)),))
    html = write_article(Report("x", "closing", "宽", "2026-09-01", "2026-09-30", "1", (), "s", (section,))).html

    tables = re.findall(r"<table.*?</table>", html)
    assert [len(re.findall("<th", table)) for table in tables] == [MOST_COLUMNS, MOST_COLUMNS, 2]
    assert html.count("宽表（续）") == 2


@REPORTS
def test_page_copies_and_says_where_it_cannot(report):
    page = write_article(report).page

    assert write_article(report).html in page
    assert "isSecureContext" in page
    assert "execCommand('copy')" in page
    assert "$" not in page


@REPORTS
def test_same_report_same_bytes(report):
    assert write_article(report) == write_article(report)
