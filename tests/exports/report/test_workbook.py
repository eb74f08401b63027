"""The workbook: exact numbers, words that are no formulas, every cell with all that it rests on."""

import io
from dataclasses import replace

import openpyxl
import pytest

from tests.exports.made_report import CLOSING, FOREIGN, MARKET
from zhiyue.exports.report.workbook import write_workbook
from zhiyue.report import Cell, Column, Row, Rule, Section, Table

REPORTS = pytest.mark.parametrize("report", [MARKET, CLOSING], ids=["market", "closing"])


def opened(report):
    return openpyxl.load_workbook(io.BytesIO(write_workbook(report)))


def rows(sheet):
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


def test_a_sheet_for_each_table_rules_checks_and_figures():
    book = opened(MARKET)

    assert book.sheetnames == [
        "报告",
        "按品牌产地",
        "按月份",
        "按省级行政区",
        "统计口径",
        "勾稽关系",
        "与上一版的差别",
        "数据",
    ]
    assert rows(book["统计口径"])[1] == ["by_published", "按公告发布日期计入月份。"]
    assert rows(book["勾稽关系"])[2][1:4] == ["≠ 不一致", "另一家媒体所载进口占比不同。", "36.47 ≠ 41.02"]


def test_numbers_are_exact_and_absence_has_its_reason():
    sheet = rows(opened(MARKET)["按品牌产地"])

    assert sheet[2] == ["产地", "中标数（宗）", "金额（元）", "占比（%）"]
    assert sheet[3] == ["进口", 1, 3811000, 36.473]
    assert sheet[5] == ["品牌不明", 1, "不可得（金额已遮蔽）", "不可得（不在已知之列）"]


def test_hedges_stay_with_their_figures():
    assert rows(opened(CLOSING)["主要数据"])[4][1:] == ["170,000 余人次", "98,000 余人次", "91,200 余人次"]


@REPORTS
def test_every_cell_is_listed_with_what_it_rests_on(report):
    listed = {row[0]: row for row in rows(opened(report)["数据"])[1:]}

    assert listed.keys() == {cell.id for cell in report.cells()}
    for cell in report.cells():
        assert (listed[cell.id][7] or "").split() == list(cell.rests_on)
        assert listed[cell.id][1] == cell.value
    if report is MARKET:
        assert listed[FOREIGN.id][5] == "3811000 ÷ (3811000 + 6637800)"


def test_more_ids_than_a_cell_takes_go_on_in_the_next_row():
    ids = tuple(f"sha256:{number:064}" for number in range(2000))
    section = Section(
        "s",
        "节",
        tables=(Table("t", "表", "名", (Column("c", "列"),), (Row("r", "行", (Cell("c", "1", rests_on=ids),)),)),),
    )
    listed = rows(opened(replace(MARKET, sections=(section,)))["数据"])[1:]

    assert len(listed) > 1
    assert [id for row in listed for id in row[-1].split()] == list(ids)


@pytest.mark.parametrize("words", ['=HYPERLINK("http://example.cn")', "+1+1", "@SUM(A1)", "-2+3", "http://example.cn"])
def test_words_are_never_a_formula_or_a_link(words):
    book = opened(replace(MARKET, title=words, rules=(Rule(words, words),)))

    for sheet in book:
        for row in sheet.iter_rows():
            assert [cell.value for cell in row if cell.data_type == "f" or cell.hyperlink] == []
    assert rows(book["统计口径"])[1] == [words, words]


def test_sheets_of_one_name_are_told_apart_and_wrong_signs_are_left_out():
    tables = tuple(Table(f"t{number}", "按品牌[产地]/型号：" + "长" * 40, "名", (), ()) for number in range(3))
    book = opened(replace(MARKET, sections=(Section("s", "节", tables=tables),)))

    assert len(set(book.sheetnames)) == 8
    assert all(len(name) <= 31 for name in book.sheetnames)


@REPORTS
def test_same_report_same_bytes(report):
    assert write_workbook(report) == write_workbook(report)
