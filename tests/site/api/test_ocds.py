"""Purchases over the API in Open Contracting: of a page, a record, a search; as far as the public may see."""

import io
import json

import openpyxl
import pytest
from django.urls import reverse

from zhiyue_site.archive.models import Page, Record, Site, SiteHost
from zhiyue_site.archive.models.pages import Rank, Terms
from zhiyue_site.archive.work import run_all

TENDER = """首页 > 招标采购
江东医学院离子色谱仪采购项目公开招标公告
发布时间：2025-09-08 10:30  来源：江东公共资源交易公告
项目编号：JDZC-2025-0117
项目名称：江东医学院离子色谱仪采购项目
采购人：江东医学院
预算金额：186.50万元
投标截止时间：2025年9月29日 09:30
联系人：陈明德　联系电话：0571-88001234
"""
AWARD = """首页 > 中标成交
江东医学院离子色谱仪采购项目中标公告
发布时间：2025-10-09 16:05  来源：江东公共资源交易公告
项目编号：JDZC-2025-0117
项目名称：江东医学院离子色谱仪采购项目
采购人：江东医学院
中标供应商：云渡岚谱仪器有限公司
中标金额：178.00万元
"""


@pytest.fixture
def purchase(load) -> Record:
    """A tender and its award, public, compiled and searchable."""
    site = Site.objects.create(key="ggzy", name="江东公共资源交易", rank=Rank.OFFICIAL_NOTICE, terms=Terms.FULL)
    SiteHost.objects.create(host="ggzy.jiangdong.example.cn", site=site)
    load(TENDER, url="https://ggzy.jiangdong.example.cn/1.html")
    load(AWARD, url="https://ggzy.jiangdong.example.cn/2.html")
    Page.objects.update(state=Page.State.PUBLISHED)
    list(run_all())
    return Record.objects.get(type="purchase")


def data(client, address: str) -> dict:
    response = client.get(address)
    assert response.status_code == 200
    return json.loads(response.content)


def test_page_is_a_release_package(client, purchase) -> None:
    page = Page.objects.get(kind="award")
    package = data(client, f"/api/v1/pages/{page.pk}/ocds")

    (release,) = package["releases"]
    assert (release["tag"], release["awards"][0]["value"]["amount"]) == (["award"], 1780000)
    assert package["extensions"] == ["http://testserver/api/v1/ocds/extension.json"]
    assert data(client, package["extensions"][0])["schemas"] == ["release-schema.json"]
    assert "x_evidence" in data(client, "/api/v1/ocds/release-schema.json")["properties"]


def test_record_is_a_record_package_of_one_ocid(client, purchase) -> None:
    package = data(client, f"/api/v1/records/{purchase.pk}/ocds")

    (record,) = package["records"]
    assert [release["tag"][0] for release in record["releases"]] == ["tender", "award"]
    assert {release["ocid"] for release in record["releases"]} == {record["ocid"]}
    assert record["compiledRelease"]["tender"]["value"]["amount"] == 1865000


def test_search_is_a_release_package(client, purchase) -> None:
    package = data(client, "/api/v1/ocds?q=离子色谱仪&kind=award")

    assert [release["tag"][0] for release in package["releases"]] == ["award"]


def test_no_person_is_in_any_package(client, purchase) -> None:
    words = client.get(f"/api/v1/records/{purchase.pk}/ocds").content.decode()

    assert "陈明德" not in words
    assert "88001234" not in words


@pytest.mark.parametrize(
    "address", ["/api/v1/pages/nothing/ocds", "/api/v1/records/purchase/x/ocds", "/api/v1/ocds/secret.json"]
)
def test_what_is_not_there_is_not_found(client, db, address: str) -> None:
    assert client.get(address).status_code == 404


def test_pages_name_their_packages_and_workbooks(client, purchase) -> None:
    page = Page.objects.get(kind="award")
    for address, ocds in (
        (reverse("page", args=[page.pk]), f"/api/v1/pages/{page.pk}/ocds"),
        (reverse("record", args=[purchase.pk]), f"/api/v1/records/{purchase.pk}/ocds"),
        ("/search/?q=离子色谱仪", "/api/v1/ocds?"),
    ):
        assert ocds in client.get(address).content.decode()
        book = client.get(address + ("&" if "?" in address else "?") + "format=xlsx")
        rows = list(openpyxl.load_workbook(io.BytesIO(book.content)).active.iter_rows(values_only=True))
        assert len(rows) > 1
