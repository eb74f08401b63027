"""Price history: one price a purchase, of goods alone, each with its sentence, as page, data and sheet."""

import csv
import io

import pytest
from django.urls import reverse

from zhiyue_site.archive.models import Page
from zhiyue_site.archive.models.pages import Terms
from zhiyue_site.archive.work import run_all
from zhiyue_site.portal.prices import prices_of, ranges_of

pytestmark = pytest.mark.django_db

AWARD = """首页 > 中标成交
江东大学离子色谱仪采购项目中标公告
发布时间：2025-10-09 16:05  来源：江东公共资源交易公告
项目编号：JDZC-2025-0201
项目名称：江东大学离子色谱仪采购项目
采购人：江东大学
中标供应商：云渡岚谱仪器有限公司
中标金额：99.60万元
四、主要标的信息
| 标的名称 | 品牌 | 产地 | 规格型号 | 数量 | 单价（元） |
| 离子色谱仪 | 岛津 | 江苏苏州 | HIC-20 | 2台 | 249000.00 |
| 离子色谱仪维保 | 岛津 | 江苏苏州 | HIC-20 | 2项 | 24900.00 |
| 离子色谱仪 | 观微 | 江东 | GW-IC | 1台 | 498000.00 |
"""
CONTRACT = """首页 > 合同公告
江东大学离子色谱仪采购项目合同公告
发布时间：2025-10-20 16:05  来源：江东公共资源交易公告
合同编号：JDHT-2025-0201
项目编号：JDZC-2025-0201
项目名称：江东大学离子色谱仪采购项目
采购人（甲方）：江东大学
供应商（乙方）：云渡岚谱仪器有限公司
合同金额：99.60万元
| 标的名称 | 品牌 | 产地 | 规格型号 | 数量 | 单价（元） |
| 离子色谱仪 | 岛津 | 江苏苏州 | HIC-20 | 2台 | 249000.00 |
"""


@pytest.fixture
def sold(sites, load) -> Page:
    """An award and its contract, public and compiled."""
    page = load(AWARD, url="https://ggzy.jiangdong.example.cn/21.html").page
    load(CONTRACT, url="https://ggzy.jiangdong.example.cn/22.html")
    Page.objects.update(state=Page.State.PUBLISHED)
    list(run_all())
    return Page.objects.get(pk=page.pk)


def test_a_price_is_told_once_and_has_its_sentence(sold) -> None:
    points = prices_of("ic")

    assert [(point.brand, point.model, str(point.price), point.quantity) for point in points] == [
        ("岛津", "HIC-20", "249000.00", 2),
        ("观微", "GW-IC", "498000.00", 1),
    ]
    assert points[0].sentence.exact == "249000.00"
    assert points[0].sentence.before.endswith("HIC-20 | 2台 | ")
    assert (points[0].buyer, points[0].supplier) == ("江东大学", "云渡岚谱仪器有限公司")
    assert (points[0].brand_region, points[0].product_origin) == ("JP", "CN")


def test_a_wider_kind_of_instrument_has_the_prices_of_the_narrower(sold) -> None:
    assert len(prices_of("chrom")) == 2
    assert prices_of("gc") == ()


def test_prices_of_one_brand(sold) -> None:
    assert [point.brand for point in prices_of("ic", brand="shimadzu")] == ["岛津"]
    assert [point.brand for point in prices_of("ic", brand="观微")] == ["观微"]


def test_a_price_that_is_not_printed_is_divided_and_says_so(archive) -> None:
    (point,) = prices_of("ic")

    assert (str(point.price), point.is_derived) == ("1780000.00", True)
    assert point.sentence.exact == "178.00万元"


def test_ranges_tell_lowest_middle_and_highest(sold, load) -> None:
    other = AWARD.replace("0201", "0202").replace("江东大学", "云渡大学").replace("249000.00", "261000.00")
    load(other, url="https://ggzy.jiangdong.example.cn/23.html")
    Page.objects.update(state=Page.State.PUBLISHED)
    list(run_all())

    first = ranges_of(prices_of("ic"))[0]

    assert (first.key, first.model, first.count) == ("shimadzu", "HIC-20", 2)
    assert [str(price) for price in (first.lowest, first.middle, first.highest)] == [
        "249000.00",
        "255000.00",
        "261000.00",
    ]


def test_page_data_and_sheet_say_the_same(client, sold) -> None:
    address = reverse("prices", args=["ic"])
    words = client.get(address).content.decode()
    data = client.get(address + "?format=json").json()
    sheet = b"".join(client.get(address + "?format=csv").streaming_content).decode()
    rows = list(csv.DictReader(io.StringIO(sheet)))

    assert "岛津" in words
    assert "江苏苏州" not in words.split("<h2>")[1]
    assert [row["price"] for row in data["prices"]] == [row["price"] for row in rows] == ["249000", "498000"]
    assert rows[0]["sentence"].count("249000.00") == 1


def test_instrument_page_shows_the_newest_prices(client, sold) -> None:
    words = client.get(reverse("instrument", args=["ic"])).content.decode()

    assert reverse("prices", args=["ic"]) in words
    assert "HIC-20" in words


def test_a_page_that_is_open_on_request_tells_no_price(sold) -> None:
    Page.objects.update(openness=Page.Openness.ON_REQUEST)

    assert prices_of("ic") == ()


def test_a_page_that_may_not_be_reprinted_tells_its_price_in_a_short_quote(sold) -> None:
    Page.objects.update(terms=Terms.LINK)

    assert [len(point.sentence.before) <= 60 for point in prices_of("ic")] == [True, True]


def test_an_instrument_nobody_knows_has_no_prices(client, db) -> None:
    assert client.get("/prices/nonsense/").status_code == 404
