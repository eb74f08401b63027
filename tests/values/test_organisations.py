import pytest

from zhiyue.model import Named
from zhiyue.values import buyer_type_of, find_organisations, full_name, split_organisations


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("近日，浙江求是招标代理有限公司受杭州医学院委托", ["浙江求是招标代理有限公司", "杭州医学院"]),
        ("采购人：清河县人民医院 地址", ["清河县人民医院"]),
        ("第一中标候选人：江东华仪科技（集团）股份有限公司", ["江东华仪科技（集团）股份有限公司"]),
        ("成交供应商为某市精仪商行，", ["某市精仪商行"]),
        ("在中国国际展览中心（顺义馆）举办", ["中国国际展览中心（顺义馆）"]),
        ("江州大学（以下简称采购人）", ["江州大学"]),
        ("武汉大学口腔医院湖北清秦招标有限公司", ["武汉大学口腔医院", "湖北清秦招标有限公司"]),
        ("广东省人民医院赣州医院", ["广东省人民医院赣州医院"]),
        ("中国移动通信集团江苏有限公司南通分公司", ["中国移动通信集团江苏有限公司南通分公司"]),
        ("由中国分析测试协会主办", ["中国分析测试协会"]),
        ("江州医学院采购生物安全实验室设备", ["江州医学院"]),
        ("江州大学采购中心", ["江州大学采购中心"]),
        ("在北京中国国际展览中心（顺义馆）举办", ["中国国际展览中心（顺义馆）"]),
        ("供应商名称：DE Technology Limited 地址", ["DE Technology Limited"]),
        ("2025年6月10日江州医学院发布", ["江州医学院"]),
        ("江州市计量测试所拟采购恒温槽", ["江州市计量测试所"]),
        ("来源：西岭正和招标有限公司", ["西岭正和招标有限公司"]),
        ("云岭市清水河生态环境监测站空气质量自动监测站项目", ["云岭市清水河生态环境监测站"]),
        ("一台质谱仪落户云岭医科大学", ["云岭医科大学"]),
        ("云岭陶瓷检验站现委托西岭计量技术院", ["云岭陶瓷检验站", "西岭计量技术院"]),
        ("江苏省工业和信息化厅与南京市和平区商务局", ["江苏省工业和信息化厅", "南京市和平区商务局"]),
    ],
)
def test_organisations_from_border_to_suffix(text, names):
    assert [found.span.of(text) for found in find_organisations(text)] == names


@pytest.mark.parametrize(
    "text",
    [
        "该公司",
        "上市公司",
        "57所学校",
        "格局",
        "市场格局面临变化",
        "有关部门",
        "教育部门",
        "英国国务院",
        "生物样品检测所需试剂",
    ],
)
def test_what_is_no_organisation(text):
    assert list(find_organisations(text)) == []


def test_national_body_carries_its_id_and_full_name():
    (found,) = find_organisations("市场监管总局")
    assert (found.value, found.canonical) == (Named("市场监管总局", "samr"), "国家市场监督管理总局")


def test_list_of_short_names_is_split():
    text = "市场监管总局 国家发展改革委 教育部 科技部 工业和信息化部 公安部等21个部门联合"
    names = ["市场监管总局", "国家发展改革委", "教育部", "科技部", "工业和信息化部", "公安部"]
    assert [found.span.of(text) for found in split_organisations(text)] == names
    assert [found.value.id for found in split_organisations(text)] == ["samr", "ndrc", "moe", "most", "miit", "mps"]


def test_list_joined_by_commas_and_conjunction():
    text = "主办单位：中国质量协会、江州市市场监督管理局，江州大学和江州检测研究院。本次活动由财政部支持"
    assert [found.span.of(text) for found in split_organisations(text)] == [
        "中国质量协会",
        "江州市市场监督管理局",
        "江州大学",
        "江州检测研究院",
    ]


def test_full_name_of_an_unknown_body_is_none():
    assert full_name("江州大学") is None


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("河北医科大学第三医院", "hospital"),
        ("深圳市计量质量检测研究院", "testing_institute"),
        ("天津科技大学", "university"),
        ("宁波职业技术学院", "college"),
        ("上海海关", "customs"),
        ("吉林省生态环境厅", "government"),
        ("中国科学技术馆", "government_institution"),
        ("江州华测检测有限公司", "third_party_lab"),
        ("******医院", "unknown"),
    ],
)
def test_buyer_type_by_name(name, code):
    assert buyer_type_of(name).code == code


def test_buyer_type_that_no_pattern_knows_is_none():
    assert buyer_type_of("张三") is None
