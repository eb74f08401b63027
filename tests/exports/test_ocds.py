"""OCDS packages: what lib-cove-ocds says of them offline, and what they say of the page."""

from __future__ import annotations

import json
import tempfile
import threading
import zipfile
from collections.abc import Callable, Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from importlib import resources
from pathlib import Path
from typing import Any

import pytest
import requests

import zhiyue
from zhiyue.exports.ocds import Publication, extension_file, one_record_package, record_package, release_package
from zhiyue.exports.ocds.merge import merge_releases
from zhiyue.model import PageResult, RawPage

STANDARD = Path(__file__).parents[3] / "shared" / "ocds" / "standard-1__1__5.zip"
PAGES = sorted(Path("tests/kinds").glob("*/*.page.txt")) + sorted(Path("samples/pages").iterdir())
AT = "2026-11-22T12:00:00+08:00"

AWARD = """江东省政府采购网
江州大学仪器采购项目中标公告
发布时间：2025-06-30 10:00  来源：江东省政府采购网
项目编号：JZ2025-018
项目名称：江州大学仪器采购项目
采购人：江州大学
采购代理机构：江东公允招标有限公司
预算金额：60万元
| 标项 | 供应商名称 | 中标金额（元） |
| 1 | 江州启明仪器有限公司 | 300000.00 |
| 2 | 江州明德仪器有限公司 | 200000.00 |
四、主要标的信息
| 标项 | 标的名称 | 品牌 | 产地 | 规格型号 | 数量 | 单价（元） |
| 1 | 离子色谱仪 | 岛津 | 江苏苏州 | IC1 | 1台 | 300000.00 |
| 2 | 气相色谱仪 | 明德 | 德国 | GC1 | 2台 | 100000.00 |
"""
TENDER = """江东省政府采购网
江州大学仪器采购项目公开招标公告
发布时间：2025-06-01 10:00  来源：江东省政府采购网
项目编号：JZ2025-018
项目名称：江州大学仪器采购项目
采购人：江州大学
预算金额：60万元
最高限价：58万元
投标截止时间：2025年6月21日 09:30
"""
INTENT = """江东省政府采购网
江州大学2025年7月政府采购意向公告
发布时间：2025-05-01 10:00
| 序号 | 采购项目名称 | 采购需求概况 | 预算金额（万元） | 预计采购时间 |
| 1 | 离子色谱仪采购 | 离子色谱仪1台 | 30 | 2025年7月 |
| 2 | 气相色谱仪采购 | 气相色谱仪2台 | 20 | 2025年8月 |
"""


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *words: object) -> None:
        pass


@pytest.fixture(scope="module")
def extension() -> Iterator[str]:
    """The address of the local extension, served by this machine: validators fetch over HTTP alone."""
    folder = resources.files("zhiyue.exports.ocds").joinpath("extension")
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}/extension.json"
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="module")
def publication(extension: str) -> Publication:
    return Publication(at=AT, uri="https://zhiyue.example.cn/package.json", extension=extension)


def read(text: str) -> PageResult:
    raw = RawPage(text.encode(), url="https://ggzy.example.cn/1.html", content_type="text/plain")
    return zhiyue.mask(zhiyue.process(raw))


def judged(package: dict[str, Any]) -> dict[str, Any]:
    """What lib-cove-ocds says of a package, without a network."""
    if not STANDARD.exists():
        pytest.skip(f"the OCDS schemas are not here: put standard-1__1__5.zip at {STANDARD}")
    from libcoveocds.api import ocds_json_output  # noqa: PLC0415 - slow to import
    from libcoveocds.config import LibCoveOCDSConfig  # noqa: PLC0415 - likewise

    config = LibCoveOCDSConfig({"standard_zip": STANDARD.as_uri(), "context": "api"})
    with pytest.MonkeyPatch.context() as patch, tempfile.TemporaryDirectory() as folder:
        patch.setattr("jsonref.requests.get", _from_the_archive(requests.get))
        said: dict[str, Any] = ocds_json_output(
            folder, json_data=json.loads(json.dumps(package)), lib_cove_ocds_config=config
        )
    return said


def _from_the_archive(get: Callable[..., requests.Response]) -> Callable[..., requests.Response]:
    """Schemas that refer to each other by their address on the net are read from the archive of the standard."""

    def answer(url: str, **options: Any) -> requests.Response:
        if "standard.open-contracting.org" not in url:
            return get(url, **options)
        response = requests.Response()
        response.status_code = 200
        with zipfile.ZipFile(STANDARD) as archive:
            response._content = archive.read(f"standard-1__1__5/schema/{url.rpartition('/')[2]}")
        return response

    return answer


def faults(package: dict[str, Any]) -> list[str]:
    said = judged(package)
    unknown = [field["path"] + "/" + field["field"] for field in said.get("additional_fields", [])]
    extension = (
        [str(said["extensions"]["invalid_extension"])] if said.get("extensions", {}).get("invalid_extension") else []
    )
    closed = [str(item) for item in said.get("additional_closed_codelist_values", {})]
    return [*(error["description"] for error in said["validation_errors"]), *unknown, *extension, *closed]


def test_release_package_of_every_example_is_valid(publication: Publication) -> None:
    results = [zhiyue.mask(zhiyue.read(path)) for path in PAGES]
    package = release_package(results, publication)

    tags = {release["tag"][0] for release in package["releases"]}
    assert tags >= {"planning", "tender", "tenderAmendment", "tenderCancellation", "award", "contract"}
    assert faults(package) == []


def test_record_package_of_every_example_is_valid(publication: Publication) -> None:
    results = [zhiyue.mask(zhiyue.read(path)) for path in PAGES]

    assert faults(record_package(results, publication)) == []


def test_the_validator_finds_what_is_wrong(publication: Publication) -> None:
    package = release_package([read(AWARD)], publication)
    package["releases"][0]["awards"][0]["status"] = "won"
    package["releases"][0]["awards"][0]["surprise"] = 1

    assert len(faults(package)) == 2


def test_award_names_suppliers_lots_items_and_evidence(publication: Publication) -> None:
    (release,) = release_package([read(AWARD)], publication)["releases"]
    first, second = release["awards"]

    assert (release["ocid"][:11], release["tag"], release["date"]) == (
        "ocds-zhiyue",
        ["award"],
        "2025-06-30T10:00:00+08:00",
    )
    assert release["buyer"]["name"] == "江州大学"
    assert [award["value"] for award in (first, second)] == [
        {"amount": 300000, "currency": "CNY"},
        {"amount": 200000, "currency": "CNY"},
    ]
    assert (first["relatedLots"], first["suppliers"][0]["name"]) == (["1"], "江州启明仪器有限公司")
    assert [lot["id"] for lot in release["tender"]["lots"]] == ["1", "2"]
    (item,) = second["items"]
    assert (item["quantity"], item["unit"]) == (2, {"name": "台", "value": {"amount": 100000, "currency": "CNY"}})
    assert (item["classification"]["id"], item["x_model"], item["x_productOrigin"]) == ("gc", "GC1", "DE")
    said = {place["path"]: place["text"] for place in release["x_evidence"]}
    assert said["/awards/0/value"] == "300000.00"
    roles = {party["name"]: party["roles"] for party in release["parties"]}
    assert roles["江东公允招标有限公司"] == ["procuringEntity"]


def test_every_evidence_quotes_the_page_and_points_at_a_value(publication: Publication) -> None:
    result = read(AWARD)
    (release,) = release_package([result], publication)["releases"]
    for place in release["x_evidence"]:
        assert result.page.text[place["start"] : place["end"]] == place["text"]
        value: Any = release
        for step in place["path"].strip("/").split("/"):
            value = value[int(step)] if isinstance(value, list) else value[step]
        assert value not in (None, "")


def test_tender_has_ceiling_method_and_deadline(publication: Publication) -> None:
    (release,) = release_package([read(TENDER)], publication)["releases"]
    tender = release["tender"]

    assert (tender["value"]["amount"], tender["maximumValue"]["amount"]) == (600000, 580000)
    assert tender["tenderPeriod"] == {"endDate": "2025-06-21T09:30:00+08:00"}
    assert (tender["procurementMethod"], tender["status"]) == ("open", "active")


def test_a_list_of_intents_is_a_release_for_each_and_a_month_stays_a_month(publication: Publication) -> None:
    releases = release_package([read(INTENT)], publication)["releases"]

    assert [release["planning"]["x_expectedMonth"] for release in releases] == ["2025-07", "2025-08"]
    assert len({release["ocid"] for release in releases}) == 2


@pytest.mark.parametrize("amount", ["***.**万元", "约30万元", "30...", "下浮率 5%"])
def test_what_is_no_plain_sum_is_no_value(publication: Publication, amount: str) -> None:
    text = (
        "江州大学天平采购项目中标公告\n发布时间：2025-06-30\n项目编号：JZ2025-018\n中标供应商：江州启明仪器有限公司\n"
    )
    (release,) = release_package([read(f"{text}中标金额：{amount}\n")], publication)["releases"]

    assert "value" not in release["awards"][0]


def test_record_joins_tender_and_award_of_one_number(publication: Publication) -> None:
    package = record_package([read(AWARD), read(TENDER)], publication)
    (record,) = package["records"]

    assert [release["tag"] for release in record["releases"]] == [["tender"], ["award"]]
    compiled = record["compiledRelease"]
    assert (compiled["tag"], len(compiled["awards"]), compiled["tender"]["status"]) == (["compiled"], 2, "complete")
    assert compiled["tender"]["maximumValue"]["amount"] == 580000
    assert faults(package) == []


def test_pages_that_somebody_joined_are_one_record(publication: Publication) -> None:
    other = TENDER.replace("JZ2025-018", "JZ2025-019")
    (record,) = one_record_package([read(AWARD), read(other)], publication, ocid="ocds-zhiyue-1")["records"]

    assert {release["ocid"] for release in record["releases"]} == {"ocds-zhiyue-1"}


def test_pages_of_no_purchase_make_no_release(publication: Publication) -> None:
    assert (
        release_package([read("江州市举办质量开放日活动\n发布时间：2025-09-12\n活动持续到9月30日。\n")], publication)[
            "releases"
        ]
        == []
    )


def test_merge_follows_the_standard() -> None:
    head = {"ocid": "o", "date": "2025-01-01T00:00:00Z", "tag": ["tender"]}
    first = {
        **head,
        "id": "1",
        "tender": {"id": "t", "title": "甲", "value": {"amount": 1}, "items": [{"id": "a", "quantity": 1}]},
    }
    second = {
        **head,
        "id": "2",
        "date": "2025-02-01T00:00:00Z",
        "tender": {"id": "t", "title": None, "items": [{"id": "a", "quantity": 2}, {"id": "b"}]},
    }

    merged = merge_releases([first, second])

    assert merged["tender"] == {"id": "t", "value": {"amount": 1}, "items": [{"id": "a", "quantity": 2}, {"id": "b"}]}
    assert (merged["tag"], merged["date"]) == (["compiled"], "2025-02-01T00:00:00Z")


def test_extension_is_two_files() -> None:
    assert json.loads(extension_file("extension.json"))["schemas"] == ["release-schema.json"]
    with pytest.raises(KeyError):
        extension_file("../__init__.py")
