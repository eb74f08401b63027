"""The page: every figure leads to what it rests on; one file; nothing of the report is HTML."""

import re
from dataclasses import replace

import pytest

from tests.exports.made_report import CLOSING, MARKET, TOTAL
from zhiyue.exports.report.page import Links, anchor, report_fragment, report_page, stylesheet
from zhiyue.report import Rule

REPORTS = pytest.mark.parametrize("report", [MARKET, CLOSING], ids=["market", "closing"])


@REPORTS
def test_every_cell_has_its_entry_and_every_figure_leads_to_one(report):
    page = report_page(report)

    ids = re.findall(r' id="(c-[^"]+)"', page)
    assert sorted(ids) == sorted({anchor(cell) for cell in report.cells()})
    assert set(re.findall(r'class="figure[^"]*" href="#([^"]+)"', page)) == set(ids)
    assert '<span class="figure' not in page


@REPORTS
def test_page_is_one_file_and_the_same_each_time(report):
    page = report_page(report)

    assert page == report_page(report)
    assert re.findall(r'(?:src|href)="(?!#)[^"]*"', page) == []
    assert "url(http" not in page
    assert 'lang="zh-Hans"' in page
    assert len(re.findall(r' id="[^"]*"', page)) == len(set(re.findall(r' id="[^"]*"', page)))


def test_figures_lead_where_the_caller_says():
    links = Links(
        cell=lambda cell: f"/f/{cell.id}/" if cell.rests_on else None,
        row=lambda row: row.leads_to or None,
        picture=lambda chart: f"/charts/{chart.id}.svg",
    )
    fragment = report_fragment(MARKET, links=links, level=2)

    assert f'<a class="figure" href="/f/{TOTAL.id}/" title="10,448,800.00 元">1,044.88 万元</a>' in fragment
    assert '<a href="/awards/2025-06/">合计</a>' in fragment
    assert '<img src="/charts/origins.svg"' in fragment
    assert "<h1" not in fragment
    assert "<svg" not in fragment
    # What the site's content security policy would refuse.
    assert re.findall(r"<style|<script| style=| on\w+=", fragment) == []


def test_words_of_the_report_are_words_and_not_markup():
    page = report_page(replace(MARKET, title="<b>离子</b>&", rules=(Rule("x", "<script>alert()</script>"),)))

    assert "<script" not in page
    assert "&lt;b&gt;离子&lt;/b&gt;&amp;" in page


def test_page_says_what_is_missing_doubtful_changed_internal():
    page = report_page(replace(MARKET, audience="internal", is_partial=True))

    assert "不可得（金额已遮蔽）" in page
    assert "≠ 不一致" in page
    assert "<li>总金额：10,000,000.00 元 → 10,448,800.00 元（一则更正公告）</li>" in page
    for mark in ("第 2 版", "数据未满期", "内部"):
        assert f"<strong>{mark}</strong>" in page


def test_section_without_title_has_no_heading():
    section = replace(MARKET.sections[1], title="")
    page = report_fragment(replace(MARKET, sections=(section,)))

    assert "<h2></h2>" not in page
    assert '<section id="s-regions"><figure' in page


def test_charts_of_a_page_take_its_ink_and_keep_the_words_on_tiles():
    page = report_page(MARKET)

    assert '#1b1a18"' not in page.split("</style>")[1]
    assert '#dcd7cc"' not in page.split("</style>")[1]
    assert re.search(r'fill="#ffffff"[^>]*>31</text>', page)
    assert re.search(r'fill="#1b1a19"[^>]*>2</text>', page)
    assert re.search(r'fill="currentColor"[^>]*>西藏</text>', page)


def test_stylesheet_prints_on_a4_and_knows_the_dark():
    assert "size: A4" in stylesheet()
    assert "prefers-color-scheme: dark" in stylesheet()
