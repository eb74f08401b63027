"""Flat tables: every value, line and finding; no cell is a formula; read back by other programs' parsers."""

from __future__ import annotations

import csv
import io
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

import zhiyue
from zhiyue.cli import main
from zhiyue.exports.flat import FORMULA, Sheet, safe_cell, sheets_of, write_csv, write_xlsx
from zhiyue.exports.wording import standard_wording
from zhiyue.model import PageResult, RawPage

AWARD = """江州大学仪器采购项目中标公告
发布时间：2025-06-30 10:00
项目编号：JZ2025-018
项目名称：=HYPERLINK("http://evil.example.cn")仪器采购项目
中标供应商：江州启明仪器有限公司
中标金额：49.80万元
联系人：陈明德　联系电话：0571-88001234
四、主要标的信息
| 标的名称 | 品牌 | 规格型号 | 数量 | 单价（元） |
| 离子色谱仪 | 岛津 | -IC20 | 2台 | 249000.00 |
"""


@pytest.fixture(scope="module")
def result() -> PageResult:
    return zhiyue.process(RawPage(AWARD.encode(), path="award.txt"))


@pytest.fixture(scope="module")
def sheets(result: PageResult) -> dict[str, Sheet]:
    return {sheet.name: sheet for sheet in sheets_of([result], wording=standard_wording())}


def test_workbook_read_by_another_program_has_numbers_words_and_no_formula(sheets: dict[str, Sheet]) -> None:
    book = openpyxl.load_workbook(io.BytesIO(write_xlsx(tuple(sheets.values()))))
    cells = [cell for page in book for row in page.iter_rows() for cell in row if cell.value is not None]
    lines = dict(zip(*(tuple(cell.value for cell in row) for row in book["lines"].iter_rows()), strict=True))

    assert book.sheetnames == ["values", "lines", "findings"]
    assert {cell.data_type for cell in cells} == {"s", "n"}
    assert (lines["unit_price"], lines["quantity"], lines["brand_region"], lines["model"]) == (249000, 2, "JP", "-IC20")


def test_csv_read_back_has_every_value_with_its_place(result: PageResult, sheets: dict[str, Sheet]) -> None:
    rows = list(csv.DictReader(io.StringIO(write_csv(sheets["values"]))))
    amount = next(row for row in rows if (row["kind"], row["field"]) == ("award", "amount"))

    fields = [field for fact in result.facts for name in fact.fields for field in fact.all(name)]
    assert len(rows) == len(fields)
    assert (amount["value"], amount["amount"], amount["label"]) == ("49.80 万元", "498000.00", "中标金额")
    assert result.page.text[int(amount["start"]) : int(amount["end"])] == amount["exact"]


def test_csv_shows_no_person(sheets: dict[str, Sheet]) -> None:
    words = "".join(write_csv(sheet) for sheet in sheets.values())
    assert "陈明德" not in words
    assert "88001234" not in words


@given(st.text(max_size=20))
def test_no_cell_of_a_sheet_is_a_formula(words: str) -> None:
    sheet = Sheet("试", ("a",), ((words,),))
    (row,) = list(csv.reader(io.StringIO(write_csv(sheet), newline="")))[1:] or [[""]]
    assert not row or not row[0].startswith(FORMULA)


def test_safe_cell_leaves_numbers_and_plain_words() -> None:
    assert [safe_cell(cell) for cell in (Decimal(-3), 0, "仪器", None)] == [Decimal(-3), 0, "仪器", ""]


def test_command_writes_workbook_csv_and_ocds(tmp_path: Path) -> None:
    page = tmp_path / "award.txt"
    page.write_text(AWARD, encoding="utf-8")
    run = CliRunner()

    book = run.invoke(main, ["read", "--format", "xlsx", str(page)])
    assert openpyxl.load_workbook(io.BytesIO(book.stdout_bytes)).sheetnames[0] == "values"
    assert run.invoke(main, ["read", "--format", "csv", str(page)]).stdout.startswith("page,title,published")
    package = run.invoke(main, ["read", "--format", "ocds", str(page)])
    assert '"ocds-zhiyue-' in package.stdout
    assert "陈明德" not in package.stdout
