"""Which files are read, which are refused, and what the sender is told."""

import contextlib
import io
import random
import shutil
import subprocess
import time
import zipfile

import docx
import openpyxl
import pytest
import xlwt
from tests.sheets.books import Book, document, page, saved, values, xls, xlsx

from zhiyue.errors import UnreadableInput, UnsupportedFormat
from zhiyue.sheets import documents, read_sheet

ROWS = [["序号", "活动名称", "活动时间"], [1, "讲堂", "9.5"], [2, "比武", "9.6"]]
BOOK = Book("x", ROWS)
SAME = [
    {"sequence": "1", "name": "讲堂", "date": "2026-09-05"},
    {"sequence": "2", "name": "比武", "date": "2026-09-06"},
]


def ole(stream: str) -> bytes:
    """The beginning of an old Office file, and one entry of its directory."""
    name = stream.encode("utf-16-le") + b"\x00\x00"
    return (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".ljust(1024, b"\x00")
        + name.ljust(64, b"\x00")
        + len(name).to_bytes(2, "little")
    )


def read(name: str, body: bytes):
    return read_sheet(name, body, year=2026)


def rows_of(reading):
    return [values(draft) for draft in reading.drafts]


@pytest.mark.parametrize(
    ("name", "body", "kind"),
    [
        ("计划.xls", xlsx(BOOK), "xlsx"),
        ("计划.et", xls(BOOK), "xls"),
        ("计划", document(BOOK), "docx"),
        (
            "导出.xls",
            "<table><tr><td>序号<td>活动名称<td>活动时间<tr><td>1<td>讲堂<td>9.5<tr><td>2<td>比武<td>9.6</table>".encode(),
            "html",
        ),
        ("导出.xls", "序号\t活动名称\t活动时间\n1\t讲堂\t9.5\n2\t比武\t9.6\n".encode("gb18030"), "text"),
        ("导出.csv", "\ufeff序号,活动名称,活动时间\n1,讲堂,9.5\n2,比武,9.6\n".encode(), "text"),
    ],
)
def test_content_tells_the_format_not_the_name(name, body, kind):
    reading = read(name, body)
    assert (reading.format, rows_of(reading)) == (kind, SAME)


def test_macros_are_not_in_the_way():
    workbook = openpyxl.load_workbook(io.BytesIO(xlsx(BOOK)))
    out = io.BytesIO(saved(workbook))
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"\xd0\xcf\x11\xe0 Sub Auto_Open()")
    assert rows_of(read("计划.xlsm", out.getvalue())) == SAME


def test_links_to_other_workbooks_are_not_followed():
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    for row in ROWS:
        sheet.append(row)
    sheet["D1"] = "参加人数"
    sheet["D2"] = "='file:///nowhere/[总表.xlsx]表一'!A1"
    reading = read("计划.xlsx", saved(workbook))
    assert [problem.code for problem in reading.all_problems] == ["cell.formula"]


@pytest.mark.parametrize(
    ("body", "error", "words"),
    [
        (b"", UnreadableInput, "空"),
        (b"   \n", UnreadableInput, "空"),
        (b"PK\x03\x04" + b"\x00" * 50, UnreadableInput, "损坏"),
        (xlsx(BOOK)[:2000], UnreadableInput, "损坏"),
        (b"%PDF-1.7 ...", UnsupportedFormat, "PDF"),
        (b"\x89PNG\r\n", UnsupportedFormat, "图片"),
        (ole("EncryptedPackage"), UnreadableInput, "密码"),
        (ole("Workbook"), UnreadableInput, "损坏"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, UnsupportedFormat, "另存为"),
    ],
)
def test_refusals_say_what_and_what_to_do(body, error, words):
    with pytest.raises(error, match=words) as caught:
        read("清河市.xlsx", body)
    assert str(caught.value).startswith("清河市.xlsx: ")
    assert caught.value.remedy


def test_encrypted_old_workbook_is_named_so():
    # The record FILEPASS behind the beginning of the workbook's stream is what a password leaves.
    body = xls(BOOK)
    at = body.index(b"\x09\x08\x10\x00")
    length = int.from_bytes(body[at + 2 : at + 4], "little")
    locked = body[: at + 4 + length] + b"\x2f\x00\x06\x00\x00\x00\x00\x00\x00\x00" + body[at + 14 + length :]
    with pytest.raises(UnreadableInput, match="密码"):
        read("计划.xls", locked)


def assert_read_or_refused(body: bytes) -> None:
    """Any other error than a refusal fails the test by itself."""
    with contextlib.suppress(UnreadableInput):
        assert read("坏.xlsx", body).digest.startswith("sha256:")


@pytest.mark.parametrize("seed", range(40))
def test_damaged_files_are_read_or_refused_and_never_fail_otherwise(seed):
    dice = random.Random(seed)  # noqa: S311 - damage, no secret
    body = bytearray(dice.choice([xlsx, xls, document, page])(BOOK))
    for _ in range(dice.choice([1, 5, 50])):
        body[dice.randrange(len(body))] = dice.randrange(256)
    assert_read_or_refused(bytes(body))


@pytest.mark.parametrize("seed", range(40))
def test_damaged_parts_of_a_package_too(seed):
    dice = random.Random(seed)  # noqa: S311 - damage, no secret
    package = zipfile.ZipFile(io.BytesIO(dice.choice([xlsx, document])(BOOK)))
    chosen = dice.choice(package.namelist())
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for part in package.namelist():
            body = bytearray(package.read(part))
            if part == chosen:
                body[dice.randrange(len(body))] = dice.randrange(256)
                body = body[: dice.choice([len(body), len(body) // 2])]
            archive.writestr(part, bytes(body))
    assert_read_or_refused(out.getvalue())


def test_bombs_are_refused_before_they_are_unpacked():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<x/>")
        archive.writestr("xl/worksheets/sheet1.xml", b" " * (80 * 1024 * 1024))
    start = time.monotonic()
    with pytest.raises(UnreadableInput, match="解压后"):
        read("炸弹.xlsx", out.getvalue())
    assert time.monotonic() - start < 1


def test_archive_of_files_is_no_sheet():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("计划.txt", "x")
    with pytest.raises(UnsupportedFormat, match="压缩包"):
        read("全部.zip", out.getvalue())


def test_workbook_without_a_table():
    with pytest.raises(UnreadableInput, match="没有内容"):
        read("空.xlsx", saved(openpyxl.Workbook()))
    with pytest.raises(UnreadableInput, match="没有找到表格"):
        read("信.xlsx", xlsx(Book("x", [["各单位："], ["请于9月1日前报送。"]])))


def test_table_without_rows_is_read_and_told():
    reading = read("空表.xlsx", xlsx(Book("x", [["质量月活动计划表"], ROWS[0]])))
    assert (reading.drafts, [problem.code for problem in reading.problems]) == ((), ["table.empty"])


def test_long_sheets_stay_fast():
    workbook = openpyxl.Workbook(write_only=True)
    sheet = workbook.create_sheet("长")
    sheet.append(["序号", "单位", "活动名称", "活动时间", "参加人数（人）"])
    for at in range(20_000):
        sheet.append([at + 1, f"第{at % 300}车间", f"活动{at}", f"9.{at % 29 + 1}", at % 90])
    body = saved(workbook)
    start = time.process_time()
    reading = read("长.xlsx", body)
    assert len(reading.drafts) == 20_000
    assert time.process_time() - start < 30


def test_sheet_formatted_to_its_last_row_is_quick():
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    for row in ROWS:
        sheet.append(row)
    sheet.merged_cells.add("F1:F1048576")
    sheet["A1048576"].number_format = "0.00"
    start = time.process_time()
    assert rows_of(read("计划.xlsx", saved(workbook))) == SAME
    assert time.process_time() - start < 10


# ── documents ──


def test_document_with_text_around_its_tables():
    made = docx.Document()
    made.add_paragraph("附件2")
    made.add_paragraph("清河市质量月活动计划表")
    made.add_paragraph("填报单位：清河阀门厂    联系人：何其")
    for rows in (ROWS, [["活动名称", "活动地点"], ["参观", "展厅"]]):
        table = made.add_table(rows=0, cols=len(rows[0]))
        for row in rows:
            cells = table.add_row().cells
            for cell, word in zip(cells, row, strict=True):
                cell.text = str(word)
        made.add_paragraph("二、联办活动")
    out = io.BytesIO()
    made.save(out)
    reading = read("计划.docx", out.getvalue())

    assert [table.title for table in reading.tables] == ["清河市质量月活动计划表", "二、联办活动"]
    assert [draft.name for draft in reading.drafts] == ["讲堂", "比武", "参观"]
    assert reading.context["unit"].value == "清河阀门厂"


def test_document_of_labels_only():
    made = docx.Document()
    for line in ("活动名称：讲堂", "活动时间：9月5日", "活动地点：礼堂", "参加人数：60人"):
        made.add_paragraph(line)
    out = io.BytesIO()
    made.save(out)
    (draft,) = read("计划.docx", out.getvalue()).drafts
    assert values(draft) == {"name": "讲堂", "date": "2026-09-05", "place": "礼堂", "participants": "60人"}


def test_old_word_needs_libreoffice_and_says_so(monkeypatch):
    monkeypatch.setattr(documents.shutil, "which", lambda _: None)
    body = ole("WordDocument")
    with pytest.raises(UnsupportedFormat, match=r"LibreOffice.*另存为 \.docx"):
        read("计划.wps", body)


def office(source, to, folder):
    """Convert with LibreOffice in a folder of its own."""
    command = ["soffice", f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--convert-to", to]
    subprocess.run([*command, "--outdir", str(folder), str(source)], check=True, capture_output=True, timeout=120)
    return source.with_suffix(f".{to.partition(':')[0]}")


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize(
    ("first", "body", "steps"),
    [("html", page(BOOK), ("odt:writer8", "doc:MS Word 97")), ("xlsx", xlsx(BOOK), ("ods",))],
)
def test_old_word_and_opendocument_are_converted(first, body, steps, tmp_path):
    made = tmp_path / f"in.{first}"
    made.write_bytes(body)
    for step in steps:
        made = office(made, step, tmp_path)

    assert rows_of(read(made.name, made.read_bytes())) == SAME


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_what_libreoffice_cannot_open_is_refused():
    body = ole("WordDocument") + b"\x00" * 4000
    with pytest.raises(UnreadableInput, match=r"转换失败|没有找到表格|没有内容"):
        read("坏.doc", body)


def test_old_workbook_with_days_and_merges():
    workbook = xlwt.Workbook()
    sheet = workbook.add_sheet("计划")
    sheet.write_merge(0, 0, 0, 2, "质量月活动计划")
    for column, word in enumerate(["活动名称", "活动时间", "整改率（%）"]):
        sheet.write(1, column, word)
    sheet.write(2, 0, "讲堂")
    sheet.write(2, 1, 46270, xlwt.easyxf(num_format_str="YYYY-MM-DD"))
    sheet.write(2, 2, 0.95, xlwt.easyxf(num_format_str="0%"))
    reading = read("计划.xls", saved(workbook))
    assert rows_of(reading) == [{"name": "讲堂", "date": "2026-09-05", "hazards_rate": "95%"}]
    assert reading.tables[0].title == "质量月活动计划"
