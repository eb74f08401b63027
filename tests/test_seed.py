"""The page that the project began with gives exactly the reading of the contract (docs/seed.md: line by line)."""

import json

import pytest

import zhiyue
from tests.seed import SEED, needs_seed
from zhiyue.kinds import fact_types
from zhiyue.model import Field
from zhiyue.repair import prove, repair_text
from zhiyue.values import parse

pytestmark = needs_seed


@pytest.fixture(scope="module")
def result():
    return zhiyue.read(SEED)


@pytest.fixture(scope="module")
def data(result):
    return json.loads(json.dumps(zhiyue.to_json(zhiyue.mask(result)), ensure_ascii=False))


def fact_of(data, notice, kind):
    found = [fact for fact in data["facts"] if (fact["notice"], fact["kind"]) == (notice, kind)]
    assert len(found) == 1, [(fact["notice"], fact["kind"]) for fact in data["facts"]]
    return found[0]["fields"]


def names(fields):
    return [field["value"]["name"] if isinstance(field["value"], dict) else field["value"] for field in fields]


def is_damage_free(text):
    return repair_text(text).text is text and not set(text) & set("儀質開啟準們構標進�〓")


def test_seed_text_comes_out_perfect(data):
    text = data["page"]["text"]
    assert is_damage_free(text)
    assert data["marks"] == []
    assert "采购透射电子显微镜、分析型超速离心机等设备" in text
    assert "请在作品发表之日起一周内与本网联系" in text
    assert "质量月(Quality Month)是指" in text
    assert "(zh" not in text
    assert "?" not in text
    assert {step["step"] for step in data["repairs"]} >= {
        "channel.annotations",
        "channel.shifted_bytes",
        "channel.script",
    }
    assert data["page"]["original"] == SEED.read_bytes().decode()


def test_seed_damaged_again_is_the_page_as_it_came():
    proof = prove(repair_text(SEED.read_bytes().decode()))
    assert (proof.verdict, proof.lines, proof.reproduced) == ("holds", 51, 51)


def test_seed_page_anatomy(data):
    page = data["page"]
    value = {name: page[name]["value"] for name in ("title", "published", "publisher", "source", "first_source")}
    assert value == {
        "title": "推动质量变革创新 促进质量强国建设 2022年全国“质量月”开启",
        "published": "2022-09-06T11:25:12+08:00",
        "publisher": "化工仪器网",
        "source": "化工仪器网",
        "first_source": "化工仪器网",
    }
    assert names(page["author"]) == ["杨"]
    assert page["views"]["value"] == {"number": "4620"}
    assert names(page["breadcrumb"]) == ["化工仪器网首页", "资讯中心", "时事热点", "正文"]
    assert page["lede"]["value"].startswith("2022年9月1日下午,2022年全国“质量月”活动启动仪式暨")
    assert page["keywords"] == []
    assert page["modified"] is None
    assert [entry["notice"] for entry in page["related"]] == [1, 2, 3, 4, 5, 6]
    assert [entry["published"]["value"][:16] for entry in page["related"]] == [
        "2025-07-23T15:09", "2025-07-23T14:06", "2025-07-23T09:37", "2025-07-22T17:00", "2025-07-22T14:07",
        "2025-07-22T13:55",
    ]  # fmt: skip


def test_seed_notices(data):
    assert [(notice["id"], notice["origin"], notice["kind"]) for notice in data["notices"]] == [
        (0, "main", "news"),
        (1, "related", "market_report"),
        (2, "related", "exhibition"),
        (3, "related", "tender"),
        (4, "related", "award"),
        (5, "related", "standards_plan"),
        (6, "related", "tender"),
    ]


def test_seed_campaign_edition(data):
    edition = fact_of(data, 0, "campaign_edition")
    values = {name: field["value"] for name, field in edition.items() if isinstance(field, dict)}
    assert values["series"] == "全国“质量月”"
    assert values["year"] == "2022"
    assert values["number"] == {"ordinal": 45}
    assert values["theme"] == "推动质量变革创新 促进质量强国建设"
    assert values["launch_date"] == "2022-09-01"
    assert edition["launch_date"]["part"] == "pm"
    assert values["launch_place"]["name"] == "北京"
    assert edition["launch_place"]["exact"] == "在京"
    assert values["launch_jointly_with"] == "中央企业质量提升标准创新大会"
    assert values["co_organisers_count"] == {"number": "21"}
    assert names(edition["co_organisers"]) == [
        "市场监管总局", "国家发展改革委", "教育部", "科技部", "工业和信息化部", "公安部",
    ]  # fmt: skip
    assert values["since"] == "1978"
    assert values["recurs"] == "每年9月"
    assert values["lasts"] == "一个月"
    assert names(edition["focus_areas"]) == [
        "贯彻党中央、国务院决策部署,推动经济质量效益型发展",
        "提高产业和区域质量竞争力,更好促进国内国际双循环",
        "加快产品、工程和服务质量提档升级,提高供给质量水平",
        "积极发挥质量基础设施服务效应,加大助企纾困力度",
        "强化质量监管效能,构建安全放心诚信的消费环境",
        "提升全民质量素养,促进社会质量共治",
    ]


def test_seed_policy_citations(data):
    titles = [
        fact["fields"]["title"]["value"]
        for fact in data["facts"]
        if fact["kind"] == "policy_citation" and fact["notice"] == 0
    ]
    assert sorted(titles) == sorted(
        ["“十三五”规划纲要", "“十四五”规划纲要", "《中共中央 国务院关于开展质量提升行动的指导意见》"]
    )


def test_seed_market_report(data):
    report = fact_of(data, 1, "market_report")
    assert report["instrument"]["value"]["name"] == "离子色谱仪"
    assert report["period"]["value"] == "2025-06"
    assert report["foreign_amount"]["value"]["amount"] == "3811000.00"
    assert report["foreign_share"]["value"] == {"percent": "36.47"}
    assert report["domestic_amount"]["value"]["amount"] == "6637800.00"
    assert report["domestic_amount"]["status"] == "truncated"
    assert report["domestic_amount"]["context"]["unit_from"]["exact"] == "万元"
    assert report["leading_buyer"]["value"] == "政府机构"


def test_seed_exhibition(data):
    fair = fact_of(data, 2, "exhibition")
    assert fair["name"]["value"] == "北京分析测试学术报告会暨展览会"
    assert fair["acronym"]["value"] == "BCEIA"
    assert fair["number"]["value"] == {"ordinal": 21}
    assert fair["dates"]["value"] == {"start": "2025-09-10", "end": "2025-09-12"}
    assert fair["city"]["value"]["name"] == "北京"
    assert fair["venue"]["value"] in ("中国国际展览中心(顺义馆)", {"name": "中国国际展览中心(顺义馆)"})


def test_seed_tender_of_the_medical_college(data):
    tender = fact_of(data, 3, "tender")
    assert tender["buyer"]["value"]["name"] == "杭州医学院"
    assert tender["agency"]["value"]["name"] == "浙江求是招标代理有限公司"
    assert tender["budget"]["value"]["amount"] == "28042000.00"
    assert [(item["exact"], item["status"]) for item in tender["budget"]["evidence"]] == [
        ("2804.2万元", "stated"),
        ("2...", "truncated"),
    ]
    assert names(tender["items"]) == ["透射电子显微镜", "分析型超速离心机"]
    assert tender["purpose"]["value"] == "生物安全实验室工艺设备"


def test_seed_award(data):
    award = fact_of(data, 4, "award")
    assert award["project"]["value"] == "超高效半制备二维液相色谱仪"
    assert award["project_number"]["value"] == "0811-254DSITC1745"
    assert award["quantity"]["value"] == {"number": "1", "unit": "套"}
    assert award["quantity"]["exact"] == "壹套"
    winner = award["winner"][0] if isinstance(award["winner"], list) else award["winner"]
    assert (winner["status"], winner["value"]) == ("not_stated", None)


def test_seed_standards_plan(data):
    plan = fact_of(data, 5, "standards_plan")
    assert plan["year"]["value"] == "2025"
    assert plan["batch"]["value"] == {"ordinal": 6}
    assert plan["type"]["value"] == "推荐性国家标准"
    assert plan["also"]["value"] == "外文版"


def test_seed_tender_of_the_county_hospital(data):
    tender = fact_of(data, 6, "tender")
    assert tender["buyer"]["value"]["name"] == "柞水县人民医院"
    assert tender["budget"]["value"]["amount"] == "4051800.00"
    assert [item["exact"] for item in tender["budget"]["evidence"]] == ["405.18万元", "405.1万元"]


def test_seed_rights(data):
    rights = data["page"]["rights"]
    assert rights["holder"]["value"] == "浙江兴旺宝明通网络有限公司-化工仪器网"
    assert rights["own_works"]["canonical"] == "licence_required"
    assert rights["attribution"]["value"] == "来源:化工仪器网"
    assert rights["reprints"]["canonical"] == "first_source_required"
    assert rights["claims_within"]["value"] == {"number": "1", "unit": "周"}
    assert rights["claims_from"]["value"] == "作品发表之日"


@pytest.mark.parametrize(
    ("code", "notice", "verdicts", "arithmetic"),
    [
        ("ordinal.year", 0, {"confirmed"}, "2022 − 1978 + 1 = 45"),
        ("count.listed", 0, {"confirmed"}, "所称 6，所列 6"),
        ("share.of_parts", 1, {"confirmed"}, "381.1 ÷ (381.1 + 663.78) = 36.473 %"),
        ("ordinal.series", 2, {"confirmed"}, "(2025 − 1985) ÷ 2 + 1 = 21"),
        ("title.summary", 6, {"doubtful"}, "标题 405.18 万元，摘要 405.1 万元"),
        ("project_number.year", 4, {"confirmed"}, "编号中的 25 → 2025；发布于 2025"),
    ],
)
def test_seed_findings(data, code, notice, verdicts, arithmetic):
    found = [f for f in data["findings"] if (f["code"], f["notice"], f["arithmetic"]) == (code, notice, arithmetic)]
    assert {finding["verdict"] for finding in found} == verdicts


def test_seed_edition_number_is_told_by_both_counting_rules(data):
    finding = next(f for f in data["findings"] if f["code"] == "ordinal.year")
    assert "按日历年计" in finding["message"]
    assert "按实际举办计为第 33 届" in finding["message"]


def test_seed_contradicts_nothing(data):
    assert [f for f in data["findings"] if f["verdict"] == "contradicted"] == []


def fields_in(node):
    """Every field of a reading, wherever it stands."""
    if isinstance(node, Field):
        yield node
    elif isinstance(node, dict):
        for value in node.values():
            yield from fields_in(value)
    elif isinstance(node, (list, tuple)):
        for value in node:
            yield from fields_in(value)
    elif hasattr(node, "__dataclass_fields__"):
        for name in node.__dataclass_fields__:
            yield from fields_in(getattr(node, name))


def test_seed_every_span_opens_in_text_and_original(result):
    text, original = result.page.text, result.page.original
    fields = list(fields_in(result))
    assert len(fields) > 60
    for field in fields:
        for evidence in (*field.evidence, *field.context.values()):
            assert text[evidence.start : evidence.end] == evidence.exact
            # The page as it came, up to the end of the words (and enough more for the gate), repairs to that text.
            begun = repair_text(original[: evidence.original.end] + "\n" + original[-600:]).text
            assert begun[: evidence.end] == text[: evidence.end]


def test_seed_every_value_is_parsed_from_its_words_again(result):
    for field in fields_in(result):
        if field.evidence and field.value is not None:
            context = {name: item.exact for name, item in field.context.items()}
            assert parse(field.type, field.exact, context) == field.value


def test_seed_facts_keep_to_their_metadata(result):
    for fact in result.facts:
        for name in fact.fields:
            prop = fact_types()[fact.kind].prop(name)
            assert {field.type for field in fact.all(name)} == {prop.type}


def test_seed_reading_round_trips_through_json(result):
    assert zhiyue.from_json(json.loads(json.dumps(zhiyue.to_json(result)))) == result
