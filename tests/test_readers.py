"""Bytes become text on stated evidence; what is no page says so."""

import codecs

import pytest

from zhiyue.errors import UnreadableInput, UnsupportedFormat
from zhiyue.model import RawPage
from zhiyue.readers import MAX_BYTES, decode, find_pages, read_page

CHINESE = "市场监管总局关于开展“质量月”活动的通知\n各有关单位：现将有关事项通知如下。\n"
TRADITIONAL = "關於舉辦產業質量提升活動的說明，這是學會與協會共同發布的內容。"


@pytest.mark.parametrize(
    ("body", "label"),
    [
        (CHINESE.encode(), "utf-8"),
        (codecs.BOM_UTF8 + CHINESE.encode(), "utf-8"),
        (CHINESE.encode("gb18030"), "gb18030"),
        (codecs.BOM_UTF16_LE + CHINESE.encode("utf-16-le"), "utf-16-le"),
        (TRADITIONAL.encode("big5"), "big5"),
    ],
)
def test_decode_finds_the_encoding(body, label):
    decoded = decode(RawPage(body))
    assert decoded.encoding.label == label
    assert decoded.text.removeprefix("\ufeff") in {CHINESE, TRADITIONAL}
    assert decoded.findings == ()


def test_decode_keeps_line_ends_and_byte_order_mark():
    assert decode(RawPage(codecs.BOM_UTF8 + b"a\r\nb\r")).text == "\ufeffa\r\nb\r"


def test_decode_believes_what_the_page_declares():
    body = b'<meta charset="gb2312">' + "镕基".encode("gbk")
    assert decode(RawPage(body)).encoding.declared == "gb18030"
    assert decode(RawPage(body)).text.endswith("镕基")


def test_decode_does_not_believe_a_wrong_declaration():
    body = b'<meta charset="gb2312">' + "质量月活动开展了".encode()
    assert decode(RawPage(body)).encoding.label == "utf-8"


def test_decode_marks_a_character_that_was_cut():
    decoded = decode(RawPage(CHINESE.encode("gb18030")[:-2]))
    assert decoded.text.endswith("如下\N{REPLACEMENT CHARACTER}")
    assert [finding.code for finding in decoded.findings] == ["encoding.undecodable"]


def test_decode_reads_lines_of_two_encodings():
    decoded = decode(RawPage("第一行是质量\n".encode() + "第二行是计量\n".encode("gb18030")))
    assert decoded.text == "第一行是质量\n第二行是计量\n"
    assert [finding.code for finding in decoded.findings] == ["encoding.mixed"]


def test_decode_tells_of_control_characters():
    decoded = decode(RawPage((CHINESE * 9).encode() + b"\0"))
    assert [finding.code for finding in decoded.findings] == ["text.control_characters"]


@pytest.mark.parametrize("body", [b"", b" \r\n\t", b"\0" * 40, b"\x80\xff" * 300])
def test_decode_refuses_what_is_no_text(body):
    with pytest.raises(UnreadableInput):
        decode(RawPage(body, path="some.page"))


def test_decode_says_what_where_and_what_to_do():
    with pytest.raises(UnsupportedFormat) as error:
        decode(RawPage(b"%PDF-1.7 ...", path="plan.pdf"))
    assert str(error.value) == (
        "plan.pdf: this is a PDF document, not a page of text. "
        "Save its text (for example with pdftotext) and read that."
    )


def test_read_page_names_the_file_relative_to_the_folder(tmp_path):
    (tmp_path / "a").mkdir()
    file = tmp_path / "a" / "page.txt"
    file.write_bytes(b"x")
    assert read_page(file, root=tmp_path).path == "a/page.txt"


def test_read_page_refuses_a_dump(tmp_path):
    file = tmp_path / "dump.txt"
    with file.open("wb") as stream:
        stream.truncate(MAX_BYTES + 1)
    with pytest.raises(UnreadableInput, match="more than one page can hold"):
        read_page(file)


def test_find_pages_walks_a_folder_in_order_without_hidden_files(tmp_path):
    for name in ("b.txt", "a/z.txt", ".hidden", "a/b.html"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x")
    found = [str(path.relative_to(tmp_path)) for path in find_pages(tmp_path)]
    assert found == ["a/b.html", "a/z.txt", "b.txt"]


def test_find_pages_says_when_nothing_is_there(tmp_path):
    with pytest.raises(UnreadableInput, match="no such file"):
        list(find_pages(tmp_path / "absent"))
