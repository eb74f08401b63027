"""The drawn page: size, 22 lines of 28 characters, numbers, title, sign-off, imprint, letters."""

import io
import re
from collections import defaultdict
from dataclasses import replace
from itertools import pairwise

import pypdf
import pytest

from tests.exports.gongwen.test_writing import SMALL
from tests.exports.made_report import CLOSING
from zhiyue.errors import ConfigurationError
from zhiyue.exports.gongwen import Frame, Heading, Paragraph, rendering, report_as_document, write_document
from zhiyue.exports.gongwen.faces import FALLBACKS, WANTED, available, installed, missing
from zhiyue.exports.gongwen.rendering import can_render, to_pdf

drawn = pytest.mark.skipif(not can_render(), reason="LibreOffice is not installed: no page can be drawn")
MM = 72 / 25.4
HAN = "质量强国建设活动宣传培训检查提升服务标准计量认可"
TEXT = (HAN * 80)[: 28 * 40]


def pages(document):
    """Every page as its lines from the top: (distance of the baseline from the top in mm, left edge in mm, words)."""
    data = to_pdf(write_document(document, faces=available(installed())))
    return [lines(page) for page in pypdf.PdfReader(io.BytesIO(data)).pages]


def lines(page):
    height = float(page.mediabox.height)
    found = defaultdict(list)

    def visit(text, _cm, tm, _font, _size):
        if text.strip():
            found[round((height - tm[5]) / MM, 1)].append((tm[4] / MM, text.replace("\n", "")))

    page.extract_text(visitor_text=visit)
    return [
        (top, min(left for left, _ in parts), "".join(words for _, words in sorted(parts)))
        for top, parts in sorted(found.items())
    ]


def body_of(page):
    """The lines inside the type area: 37 mm from the top, 225 mm high."""
    return [line for line in page if 37 <= line[0] <= 37 + 225 + 1]


@pytest.fixture(scope="module")
def long():
    document = replace(SMALL, blocks=(Paragraph(TEXT), Heading(1, "要求"), Paragraph(TEXT)), annexes=())
    return pages(document)


@drawn
def test_page_is_a4():
    data = to_pdf(write_document(SMALL))
    box = pypdf.PdfReader(io.BytesIO(data)).pages[0].mediabox

    assert (round(float(box.width) / MM), round(float(box.height) / MM)) == (210, 297)


@drawn
def test_full_page_has_22_lines_of_28_characters(long):
    full = body_of(long[1])

    assert len(full) == 22
    assert {len(words) for _, _, words in full if not re.match("一、|　", words)} >= {28}
    whole = [words for _, left, words in full if abs(left - 28) < 0.5]
    assert [len(words) for words in whole].count(28) >= 18
    assert max(len(words) for words in whole) == 28
    assert {round(below - above, 1) for (above, *_), (below, *_) in pairwise(full)} <= {10.2, 10.1, 10.3}
    # 156 mm: the first line begins at the left edge of the type area, the last ends inside it.
    assert 37 < full[0][0] < 37 + 10.5
    assert 37 + 225 - 10.5 < full[-1][0] <= 37 + 225


@drawn
def test_paragraph_begins_two_characters_in(long):
    heading = next(line for page in long for line in page if line[2].startswith("一、要求"))

    assert heading[1] - 28 == pytest.approx(2 * 315 / 20 / MM, abs=0.3)


@drawn
def test_page_numbers_stand_outside_below_the_type_area(long):
    for number, page in enumerate(long, 1):
        (top, left, words) = next(line for line in page if re.fullmatch(r"—\s*\d+\s*—", line[2]))
        assert words.replace(" ", "") == f"—{number}—"
        assert 37 + 225 + 7 < top < 37 + 225 + 7 + 6
        assert (left > 150) if number % 2 else (28 + 4 < left < 28 + 6)


@drawn
def test_first_page_has_its_head_and_carries_text(long):
    words = [line[2] for line in long[0]]

    mark = next(line for line in long[0] if line[2] == "示例市市场监督管理局文件")
    # The baseline stands nine tenths of the characters' height (36 pt) under the 35 mm.
    assert 37 + 35 < mark[0] < 37 + 35 + 36 / MM + 2
    assert "示市监〔2026〕5号" in words
    assert any(text.startswith(HAN[:10]) for text in words)


@drawn
def test_title_is_centred():
    document = replace(SMALL, title="关于开展“质量月”活动的通知")
    title = next(line for line in pages(document)[0] if line[2] == document.title)
    width = len(document.title) * 22 / MM

    assert title[1] + width / 2 == pytest.approx(28 + 156 / 2, abs=1.5)


@drawn
@pytest.mark.parametrize("count", range(2, 10))
def test_sign_off_never_stands_without_body(count):
    document = replace(
        SMALL, blocks=(Paragraph(TEXT[: 28 * count - 2]), Paragraph("特此通知。")), annexes=(), copies=(), printer=""
    )
    found = [[words for _, _, words in page] for page in pages(document)]

    assert any(words.startswith(HAN[:10]) for words in found[0])
    page = next(page for page in found if "2026年8月1日" in page)
    assert page.index("特此通知。") < page.index("2026年8月1日")


@drawn
def test_imprint_stands_at_the_foot_of_the_last_page():
    found = pages(
        report_as_document(CLOSING, frame=Frame(copies=("甲局", "乙局"), printer="示例局办公室", printed="2026-10-21"))
    )
    last = found[-1]

    copies = next(line for line in last if line[2].startswith("抄送：甲局，乙局。"))
    printed = next(line for line in last if "示例局办公室" in line[2])
    assert 37 + 225 - 18 < copies[0] < printed[0] < 37 + 225
    assert printed[2].endswith("2026年10月21日印发")
    assert not any(words.startswith("抄送") for page in found[:-1] for _, _, words in page)


@drawn
def test_annex_begins_on_a_page_of_its_own():
    found = [body_of(page) for page in pages(SMALL)]

    starts = [number for number, page in enumerate(found) if page and re.fullmatch(r"附件\s*\d", page[0][2])]
    assert len(starts) == 2
    assert found[starts[0]][1][2] == "活动计划表"
    # Its title stands on the third line.
    assert found[starts[0]][1][0] - found[starts[0]][0][0] == pytest.approx(2 * 579 / 20 / MM, abs=2)


@drawn
def test_letter_has_its_mark_and_no_number_on_the_first_page():
    document = replace(SMALL, kind="函", title="关于商请支持“质量月”活动的函", blocks=(Paragraph(TEXT),), annexes=())
    first, second, *_ = pages(document)

    mark = first[0]
    assert mark[2] == document.issuer
    assert 30 < mark[0] < 30 + 50 / MM + 2
    assert not any(re.fullmatch(r"—\s*\d+\s*—", words) for _, _, words in first)
    assert any(re.fullmatch(r"—\s*2\s*—", words) for _, _, words in second)


def test_faces_that_stand_in_are_named():
    here = {"Noto Serif CJK SC", "Noto Sans CJK SC", "SimSun"}

    assert available(here).body == "Noto Serif CJK SC"
    assert available(here).number == "SimSun"
    assert available(set()) == WANTED
    assert missing({*here, "黑体"})["仿宋_GB2312"] == "Noto Serif CJK SC"
    assert "黑体" not in missing({"黑体"})
    assert FALLBACKS.keys() == set(WANTED.names())


def test_machine_without_libreoffice_is_told(monkeypatch):
    monkeypatch.setattr(rendering.shutil, "which", lambda _name: None)

    with pytest.raises(ConfigurationError, match="install it"):
        to_pdf(b"")
