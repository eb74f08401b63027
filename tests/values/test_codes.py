import pytest

from zhiyue.model import Named
from zhiyue.values import canonical_standard, find_document_numbers, find_project_numbers, find_standard_numbers, parse


@pytest.mark.parametrize(
    ("printed", "canonical"),
    [
        ("GB/T40895-2021", "GB/T 40895-2021"),
        ("GB T 27851-2011", "GB/T 27851-2011"),
        ("GBT 23157-2008", "GB/T 23157-2008"),
        ("GBT2828", "GB/T 2828"),
        ("GB T 5009.91 2003", "GB/T 5009.91-2003"),
        ("JJF 1207-2008", "JJF 1207-2008"),
        ("WS/T 10015-2024", "WS/T 10015-2024"),
        ("GB/T 19001—2016", "GB/T 19001-2016"),
        ("DB32/T 1234-2020", "DB32/T 1234-2020"),
        ("T/CIMA 0012-2021", "T/CIMA 0012-2021"),
        ("ISO/IEC 17025:2017", "ISO/IEC 17025:2017"),
    ],
)
def test_standard_number_has_one_usual_writing(printed, canonical):
    text = f"依据{printed}，"
    (found,) = find_standard_numbers(text)
    assert (found.span.of(text), found.value, found.canonical) == (printed, Named(printed), canonical)
    assert canonical_standard(printed) == canonical


@pytest.mark.parametrize("text", ["GB5", "0811-254DSITC1745", "财库〔2020〕10号", "USB 3.0"])
def test_what_is_no_standard(text):
    assert list(find_standard_numbers(text)) == []


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("根据国市监质发〔2022〕76号文件", "国市监质发〔2022〕76号"),
        ("财库〔2020〕10号", "财库〔2020〕10号"),
        ("见国标委发[2023]58号", "国标委发[2023]58号"),
        ("关于印发发改价格（2019）299号的通知", "发改价格（2019）299号"),
    ],
)
def test_document_number_with_its_issuer(text, number):
    (found,) = find_document_numbers(text)
    assert (found.span.of(text), found.value) == (number, number)


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("项目编号：0811-254DSITC1745）", ["0811-254DSITC1745"]),
        ("设备采购(0702-1641CITC7062)公告", ["0702-1641CITC7062"]),
        ("0701-264106070107", ["0701-264106070107"]),
        ("JSZC-320300-ABCD-G2025-0001", ["JSZC-320300-ABCD-G2025-0001"]),
        ("[231025]FAGC[GK]20260002", ["[231025]FAGC[GK]20260002"]),
        ("310114000240122153276-14080523", ["310114000240122153276-14080523"]),
        ("采购计划-[2026]-00223号-1", ["采购计划-[2026]-00223号-1"]),
        ("湘财采计[2021]002309号", ["湘财采计[2021]002309号"]),
        ("项目编号：宁采招字2011-19号", ["宁采招字2011-19号"]),
        ("招标编号:NZ-2016021询 ", ["NZ-2016021询"]),
        ("采购编号：\nXDCG2017-A-030", ["XDCG2017-A-030"]),
        ("项目号: WZQ2024-1A,WZQ2024-2B,WZQ2024-3C", ["WZQ2024-1A", "WZQ2024-2B", "WZQ2024-3C"]),
    ],
)
def test_project_number(text, numbers):
    found = list(find_project_numbers(text))
    assert [f.span.of(text) for f in found] == numbers
    assert [f.value for f in found] == numbers


@pytest.mark.parametrize(
    "text",
    [
        "WS/T 10015-2024",
        "财库〔2020〕10号",
        "国标委发[2023]58号",
        "电话：0731-88866120",
        "CCTV-13",
        "ISO-8859-1",
        "股票代码 300203",
        "2022年",
    ],
)
def test_what_is_no_project_number(text):
    assert list(find_project_numbers(text)) == []


def test_parsing_no_standard_raises():
    with pytest.raises(ValueError, match="no standard number"):
        parse("standard", "第六批")
