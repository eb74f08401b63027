"""Each rule has a line that breaks it and one that keeps it."""

import io
import json

import docx
import pytest
from click.testing import CliRunner
from docx.oxml.ns import qn

from tests.exports.gongwen.test_writing import SMALL
from tests.exports.made_report import CLOSING, MARKET
from zhiyue.cli import main
from zhiyue.errors import UnreadableInput, UnsupportedFormat
from zhiyue.exports.gongwen import Frame, report_as_document, write_document
from zhiyue.exports.gongwen.lint import RULES, lint_document, lint_text

TITLE = "示例市市场监督管理局关于“质量月”活动情况的报告\n"
TABLE = "单位\t场次\t占比（%）\n甲局\t3\t30\n乙局\t7\t70\n"
PAIRS = [
    ("number.brackets", "示市监[2026]5号", "示市监〔2026〕5号"),
    ("number.brackets", "示市监（2026）5号", "示例（2026）第五期"),
    ("number.brackets", "示市监【2026】5号", "【2026】示例"),
    ("number.zero", "示市监〔2026〕05号", "示市监〔2026〕50号"),
    ("number.ordinal", "示市监〔2026〕第5号", "示例公告第5号"),
    ("number.short_year", "示市监〔26〕5号", "示市监〔2026〕5号"),
    ("number.gap", "示市监〔    〕    号", "示市监〔2026〕5号"),
    ("date.zero", "2026年09月1日", "2026年9月1日"),
    ("date.zero", "2026年9月01日", "2026年10月10日"),
    ("date.short_year", "于26年9月启动", "于2026年9月启动，历时20年"),
    ("date.letters", "二OO七年二月", "二〇〇七年二月"),
    ("date.letters", "二00七年二月", "二〇一七年二月"),
    ("date.gap", "    年  月  日", "2026年9月1日"),
    ("kind.summary", "示例市2026年“质量月”活动总结", "示例市关于“质量月”活动情况的报告"),
    ("kind.request", TITLE + "以上妥否，请批示。", TITLE + "特此报告。"),
    ("kind.request", TITLE + "恳请予以批准。", "关于增拨经费的请示\n恳请予以批准。"),
    ("kind.ending", TITLE + "特此通知。", TITLE + "特此报告。"),
    ("kind.signer", "关于开展活动的通知\n签发人：甲某", TITLE + "签发人：甲某"),
    ("kind.unsigned", "示市监〔2026〕5号\n" + TITLE, "示市监〔2026〕5号　签发人：甲某\n" + TITLE),
    ("title.mark", "关于开展“质量月”活动的通知。", "关于开展“质量月”活动的通知"),
    ("level.skipped", "一、总体情况\n1.宣传", "一、总体情况\n（一）宣传\n1.进社区"),
    ("level.skipped", "一、总体情况\n（一）宣传\n（1）进社区", "一、总体情况\n（一）宣传\n二、问题\n附件1\n（一）口径"),
    ("level.mark", "一.总体情况", "一、总体情况"),
    ("level.mark", "（一）、宣传", "（一）宣传"),
    ("level.mark", "1、宣传", "1.宣传"),
    ("annex.mark", "附件：1.计划表；\n2.名单。", "附件：1.计划表\n2.名单"),
    ("colon.half", "附件:计划表", "附件：计划表"),
    ("titles.plan", "现将《活动方案》印发给你们。", "依据《示例法》制定方案。"),
    ("titles.between", "《甲法》、《乙法》", "《甲法》《乙法》和《丙法》"),
    ("order.mixed", "首先，要重视。\n第二，要落实。", "第一，要重视。第二，要落实。"),
    ("hedge.double", "约1200余人次", "1200余人次"),
    ("hedge.double", "约300人左右", "约300人"),
    ("hedge.double", "超过3万多人", "超过3万人"),
    ("hedge.order", "覆盖1934余万人", "覆盖1934万余人，其中10余万学生"),
    ("figure.split", "金额3亿4500万元", "金额3.45亿元"),
    ("figure.thousand", "参与3千人", "参与3000人，收入3千万元"),
    ("range.unit", "15~30%", "15%~30%"),
    ("range.unit", "9～16亿元", "9亿～16亿元"),
    ("persons.mixed", "参与群众3000人。\n参与群众5000人次。", "参与群众3000人次。\n培训人员50人。"),
    ("persons.mixed", "单位\t人数（人次）\n甲\t3\n乙\t4", "单位\t人次\n甲\t3\n乙\t4"),
    ("sum.total", TABLE + "合计\t11\t100", TABLE + "合计\t10\t100"),
    ("sum.total", TABLE + "合 计\t9\t1", TABLE + "合计\t10余\t100"),
    ("sum.total", "项\t数\n甲\t1\n乙\t2\n小计\t3\n丙\t4\n小计\t4\n合计\t8", "项\t数\n甲\t1\n乙\t2\n小计\t3\n丙\t4\n小计\t4\n合计\t7"),
    ("sum.total", "项\t数\n合计\t8\n甲\t1\n乙\t6", "项\t数\n合计\t7\n甲\t1\n其中：丙\t1\n乙\t6"),
    ("sum.total", "项\t额\n甲\t0.33\n乙\t0.33\n丙\t0.33\n合计\t1.20", "项\t额\n甲\t0.33\n乙\t0.33\n丙\t0.33\n合计\t1.00"),
    ("sum.total", TABLE + "合计\t9\t100\n", TABLE + "合计\t9\t100\n注：一场可有几家主办，各行之和可大于合计。"),
    ("sign_off.empty", "（此页无正文）", "正文"),
]  # fmt: skip
LOOKS = {"bold.black", "sign_off.loose"}


@pytest.mark.parametrize(("code", "wrong", "right"), PAIRS, ids=[f"{n}-{pair[0]}" for n, pair in enumerate(PAIRS)])
def test_rule_finds_the_fault_and_leaves_the_rest(code, wrong, right):
    assert code in {problem.code for problem in lint_text(wrong)}
    assert code not in {problem.code for problem in lint_text(right)}


def test_every_rule_is_tried_and_worded_in_both_languages():
    assert {code for code, _, _ in PAIRS} | LOOKS == RULES.keys()
    assert [code for code, words in RULES.items() if not all(words)] == []


def word(*paragraphs: str, keep: bool, bold: str = "") -> bytes:
    document = docx.Document()
    for words in paragraphs:
        paragraph = document.add_paragraph()
        run = paragraph.add_run(words)
        run.font.name = "黑体"
        run._element.rPr.rFonts.set(qn("w:eastAsia"), "黑体")
        run.bold = words == bold or None
        paragraph.paragraph_format.keep_with_next = keep
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def test_black_face_set_bold_is_found_in_a_word_file():
    assert [
        item.code
        for item in lint_document(word("关于活动的通知", "一、主题", keep=True, bold="一、主题"), where="a.docx")
    ] == ["bold.black"]
    assert lint_document(word("关于活动的通知", "一、主题", keep=True), where="a.docx") == ()


def test_sign_off_that_may_stand_alone_is_found_in_a_word_file():
    words = ("关于活动的通知", "请按时报送。", "示例局", "2026年9月1日")

    assert [(item.code, item.paragraph) for item in lint_document(word(*words, keep=False), where="a.docx")] == [
        ("sign_off.loose", 2)
    ]
    assert lint_document(word(*words, keep=True), where="a.docx") == ()


def test_problem_says_what_where_and_how_it_should_be():
    (problem,) = lint_text(TABLE + "合计\t11\t100")

    assert (problem.place(), problem.place("en")) == ("表1第4行", "table 1, row 4")
    assert problem.message() == "合计不等于各项之和（3 + 7 = 10）"
    assert problem.message("en").startswith("the total is not the sum of its rows")


@pytest.mark.parametrize("report", [MARKET, CLOSING], ids=["market", "closing"])
@pytest.mark.parametrize(("kind", "signers"), [("报告", ("甲某",)), ("通知", ()), ("函", ())])
def test_our_own_documents_have_no_fault_but_their_gaps(report, kind, signers):
    frame = Frame(addressees=("示例总局",), signers=signers)
    data = write_document(report_as_document(report, kind=kind, frame=frame))

    assert {problem.code for problem in lint_document(data, where="own.docx")} == {"number.gap"}
    assert lint_document(data, where="own.docx", leave={"number.gap"}) == ()


def test_numbered_document_has_no_fault():
    assert lint_document(write_document(SMALL), where="own.docx") == ()


def test_other_bytes_are_refused_with_what_to_do():
    with pytest.raises(UnreadableInput, match=r"a\.bin: neither a Word file nor text\. Give a \.docx"):
        lint_document(b"\x00\xff\xfe\x00", where="a.bin")
    with pytest.raises(UnreadableInput, match="not a Word file"):
        lint_document(b"PK\x03\x04rest", where="a.docx")
    with pytest.raises(UnsupportedFormat, match=r"Save it as \.docx"):
        lint_document(b"\xd0\xcf\x11\xe0\xa1\xb1", where="a.doc")


def test_command_prints_each_fault_and_exits_with_1(tmp_path):
    path = tmp_path / "draft.txt"
    path.write_text("示市监[2026]05号\n关于开展活动的通知。\n", encoding="gb18030")

    done = CliRunner().invoke(main, ["lint-document", str(path)])

    assert done.exit_code == 1
    assert f"{path}: 第1段: number.brackets: 发文字号的年份用六角括号〔〕: 监[2026]05号" in done.output.splitlines()
    assert len(done.output.splitlines()) == 3
    lines = (
        CliRunner().invoke(main, ["lint-document", str(path), "--json", "--leave", "title.mark"]).output.splitlines()
    )
    assert {json.loads(line)["code"] for line in lines} == {"number.brackets", "number.zero"}


def test_command_exits_with_0_where_all_is_well_and_with_2_on_wrong_use(tmp_path):
    path = tmp_path / "good.docx"
    path.write_bytes(write_document(SMALL))
    (tmp_path / "bad.bin").write_bytes(b"\x00\xff")

    assert CliRunner().invoke(main, ["lint-document", str(path)]).exit_code == 0
    assert CliRunner().invoke(main, ["lint-document", str(tmp_path / "bad.bin")]).exit_code == 2
    wrong = CliRunner().invoke(main, ["lint-document", str(path), "--leave", "no.such"])
    assert (wrong.exit_code, "no such rule: no.such" in wrong.output) == (2, True)
