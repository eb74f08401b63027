"""The Word file in numbers: page, grid, faces, footers, as GB/T 9704-2012 has them."""

import io
import re
import zipfile
from dataclasses import replace

import docx
import pytest

from tests.exports.made_report import CLOSING, MARKET
from zhiyue.exports.gongwen import Annex, Document, Frame, Grid, Heading, Paragraph, report_as_document, write_document
from zhiyue.report import Section, Sentence

SMALL = Document(
    kind="通知",
    title="示例市市场监督管理局关于开展“质量月”活动的通知",
    issuer="示例市市场监督管理局",
    blocks=(
        Paragraph("现将有关事项通知如下："),
        Heading(1, "活动主题"),
        Heading(2, "总体安排"),
        Heading(3, "启动"),
        Heading(4, "会场"),
        Heading(4, "交通"),
        Heading(3, "宣传"),
        Heading(1, "工作要求"),
        Heading(2, "加强领导"),
        Paragraph("各单位要按时报送。"),
    ),
    addressees=("各县（区）市场监督管理局", "各有关单位"),
    number="示市监〔2026〕5号",
    issued="2026-08-01",
    annexes=(Annex("活动计划表", (Grid("", ("序号", "活动"), (("1", "启动仪式"),)),)), Annex("联络员表", (Paragraph("略。"),))),
    copies=("市政府办公室",),
    printer="示例市市场监督管理局办公室",
    printed="2026-08-02",
)  # fmt: skip


def parts(data: bytes) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name).decode("utf-8") for name in package.namelist() if name.endswith(".xml")}


def paragraphs(document: Document) -> list[str]:
    return [paragraph.text for paragraph in docx.Document(io.BytesIO(write_document(document))).paragraphs]


@pytest.fixture(scope="module")
def small() -> dict[str, str]:
    return parts(write_document(SMALL))


def test_page_and_grid(small):
    body = small["word/document.xml"]

    assert '<w:pgSz w:w="11906" w:h="16838"/>' in body
    margins = re.search(r"<w:pgMar [^>]*>", body)[0]
    assert [re.search(rf'w:{side}="(\d+)"', margins)[1] for side in ("top", "bottom", "left", "right")] == [
        "2098", "1984", "1588", "1474",
    ]  # fmt: skip
    assert '<w:docGrid w:type="lines" w:linePitch="579"/>' in body
    assert '<w:spacing w:before="0" w:after="0" w:line="579" w:lineRule="exact"/>' in body
    assert '<w:spacing w:val="-5"/>' in body
    assert body.count("<w:snapToGrid") == body.count("<w:pPr>")


def test_every_run_names_its_face_in_all_four_slots(small):
    for name in ("word/document.xml", "word/styles.xml"):
        for slots in re.findall(r"<w:rFonts [^>]*>", small[name].split("<w:latentStyles")[0]):
            assert all(f"w:{slot}=" in slots for slot in ("ascii", "hAnsi", "eastAsia", "cs")), slots
    runs = re.findall(r"<w:r>(?!<w:rPr>)(?!<mc:)", small["word/document.xml"])
    assert runs == []
    assert '<w:font w:name="仿宋_GB2312"><w:altName w:val="仿宋"/>' in small["word/fontTable.xml"]


@pytest.mark.parametrize(
    ("words", "face", "size", "colour"),
    [
        ("示例市市场监督管理局文件", "方正小标宋简体", 72, "FF0000"),
        ("示市监〔2026〕5号", "仿宋_GB2312", 32, "000000"),
        ("一、活动主题", "黑体", 32, "000000"),
        ("（一）总体安排", "楷体_GB2312", 32, "000000"),
        ("1.启动", "仿宋_GB2312", 32, "000000"),
        ("（1）会场", "仿宋_GB2312", 32, "000000"),
        ("各单位要按时报送。", "仿宋_GB2312", 32, "000000"),
        ("附件1", "黑体", 32, "000000"),
        ("抄送：市政府办公室。", "仿宋_GB2312", 28, "000000"),
    ],
)
def test_faces_and_sizes(small, words, face, size, colour):
    run = re.search(
        rf"<w:r>(<w:rPr>(?:(?!</w:rPr>).)*</w:rPr>)<w:t[^>]*>{re.escape(words)}</w:t>", small["word/document.xml"]
    )[1]

    assert f'w:eastAsia="{face}"' in run
    assert f'<w:sz w:val="{size}"/>' in run
    assert f'<w:color w:val="{colour}"/>' in run
    assert "<w:b/>" not in run


def test_headings_are_numbered_and_begin_anew():
    assert [text for text in paragraphs(SMALL) if re.match(r"[一二（\d]", text)][:8] == [
        "一、活动主题", "（一）总体安排", "1.启动", "（1）会场", "（2）交通", "2.宣传", "二、工作要求", "（一）加强领导",
    ]  # fmt: skip


def test_page_numbers_stand_right_on_odd_and_left_on_even_pages(small):
    footers = [text for name, text in small.items() if name.startswith("word/footer")]

    assert "<w:evenAndOddHeaders" in small["word/settings.xml"]
    assert sorted(re.findall(r'<w:jc w:val="(\w+)"/>', "".join(footers))) == ["left", "right"]
    for footer in footers:
        assert re.sub(r"<[^>]+>", "", footer).strip() == "—  PAGE 1 —"
        assert 'w:eastAsia="宋体"' in footer
        assert '<w:sz w:val="28"/>' in footer
    # 35 mm of white below, less 7 mm to the dashes, less the height of the line.
    assert f'w:footer="{1984 - 397 - 280}"' in small["word/document.xml"]


def test_red_rule_stands_4_mm_under_the_number(small):
    borders = re.findall(r"<w:pBdr><w:bottom ([^>]*)/></w:pBdr>", small["word/document.xml"])

    assert borders == ['w:val="single" w:sz="16" w:space="11" w:color="FF0000"']


def test_annexes_are_listed_before_the_sign_off_and_begin_pages():
    texts = paragraphs(SMALL)

    listed = [texts.index("附件：1.\t活动计划表"), texts.index("2.\t联络员表")]
    assert listed[1] == listed[0] + 1
    sign_off = texts.index("示例市市场监督管理局")
    assert texts[sign_off + 1] == "2026年8月1日"
    assert listed[1] < sign_off < texts.index("附件1") < texts.index("附件2")
    new_pages = [
        paragraph.text
        for paragraph in docx.Document(io.BytesIO(write_document(SMALL))).paragraphs
        if paragraph.paragraph_format.page_break_before
    ]
    assert new_pages == ["附件1", "附件2"]


def test_one_annex_has_no_number():
    texts = paragraphs(replace(SMALL, annexes=SMALL.annexes[:1]))

    assert "附件：活动计划表" in texts
    assert "附件" in texts


def test_what_is_not_known_is_a_marked_gap(small):
    data = parts(write_document(replace(SMALL, number=None, issued=None, printed=None)))["word/document.xml"]

    assert small["word/document.xml"].count('w:fill="FFF0A8"') == 0
    assert data.count('w:fill="FFF0A8"') == 3
    assert re.search(r"〔\s+〕\s+号", data)


def test_upward_document_names_its_signers():
    upward = replace(SMALL, kind="报告", title="关于活动情况的报告", signers=("甲某", "乙某", "丙某"))
    texts = paragraphs(upward)

    assert [text for text in texts if "签发人" in text] == ["\t\t签发人：甲某　乙某"]
    assert "\t示市监〔2026〕5号\t丙某　　　" in texts


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"number": "示市监[2026]5号"}, "year in 〔〕"),
        ({"number": "示市监〔2026〕05号"}, "leading zero"),
        ({"number": "示市监〔2026〕第5号"}, "no 第"),
        ({"signers": ("甲某",)}, "a 通知 has no 签发人"),
        ({"issued": "2026年8月1日"}, "give a day as 2026-09-01"),
        ({"blocks": (Heading(1, "活动"),)}, "has no paragraph"),
        ({"blocks": (Paragraph("见表。"), Grid("表", ("一", "二"), (("1",),)))}, "row 1 has 1 cells"),
    ],
)
def test_document_against_the_form_is_refused(change, message):
    with pytest.raises(ValueError, match=message):
        replace(SMALL, **change)


def test_same_document_same_bytes_and_no_time_of_writing():
    data = write_document(SMALL)

    assert write_document(SMALL) == data
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        assert {entry.date_time for entry in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert package.namelist()[0] == "[Content_Types].xml"
    properties = docx.Document(io.BytesIO(data)).core_properties
    assert str(properties.created) == str(properties.modified)
    assert properties.created.date().isoformat() == "2026-08-01"


@pytest.mark.parametrize("report", [MARKET, CLOSING], ids=["market", "closing"])
@pytest.mark.parametrize("kind", ["报告", "通知", "函"])
def test_report_as_document(report, kind):
    document = report_as_document(report, kind=kind, frame=Frame(addressees=("示例总局",)))
    texts = paragraphs(document)

    assert texts[-1] == "" or texts[-1].endswith("。")
    assert any(text.endswith(kind) for text in texts[:14])
    assert {"报告": "特此报告。", "通知": "特此通知。", "函": "特此函告。"}[kind] in texts
    assert write_document(document) == write_document(
        report_as_document(report, kind=kind, frame=Frame(addressees=("示例总局",)))
    )


def test_figures_of_the_report_keep_their_hedges():
    texts = paragraphs(report_as_document(CLOSING))

    assert (
        "活动期间，34家单位共开展各类活动150场。参与群众170,000余人次，其中有佐证的98,000余人次。（数据见附件1）"
        in texts
    )
    assert "一、活动开展情况" in texts
    assert "（二）佐证不够充分" in texts
    document = docx.Document(io.BytesIO(write_document(report_as_document(CLOSING))))
    rows = [[cell.text for cell in row.cells] for row in document.tables[0].rows]
    assert rows[0] == ["指标", "上报", "有据", "剔重后"]
    assert rows[3] == ["参与企业", "6,900余家次", "不少于5,123家次", "不少于4,987家次"]


def test_document_is_named_by_its_kind_whatever_the_report_calls_itself():
    for title in ("关于2026年“质量月”活动情况的报告", "2026年“质量月”活动情况总结", "2026年“质量月”活动情况"):
        document = report_as_document(replace(CLOSING, title=title), kind="通知")
        assert document.title == "示例省市场监督管理局关于2026年“质量月”活动情况的通知"


def test_report_that_opens_by_itself_gets_no_second_opening():
    opening = Section("opening", "", (Sentence("活动已结束。"), Sentence("现将有关情况报告如下。")))
    document = report_as_document(replace(CLOSING, sections=(opening, *CLOSING.sections)), kind="通知")

    assert document.blocks[0] == Paragraph("活动已结束。现将有关情况通知如下。")
    assert document.blocks[1] == Heading(1, "活动开展情况")


def test_report_in_english_or_without_issuer_is_refused():
    with pytest.raises(ValueError, match="an official document is in Chinese"):
        report_as_document(replace(CLOSING, language="en"))
    with pytest.raises(ValueError, match="names no issuer"):
        report_as_document(replace(CLOSING, issuer=""))
