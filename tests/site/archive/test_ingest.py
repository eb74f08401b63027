"""The one way in: what is kept, what is drawn from it, what a second time changes."""

from dataclasses import replace

import pytest

from zhiyue import process
from zhiyue.model import RawPage
from zhiyue_site.archive.blobs import get_blob
from zhiyue_site.archive.ingest import save
from zhiyue_site.archive.models import Capture, Change, Fact, Key, Line, Page, Reading, Site, SiteHost
from zhiyue_site.archive.stored import unpack

TENDER = """江东仪器网>资讯>招标采购>正文
江东医学院高效液相色谱仪采购项目公开招标公告
2025-09-08 10:20:00 来源：江东政府采购网
项目编号：JDZC-2025-0312
采购人：江东医学院
预算金额：85.6万元
采购标的：高效液相色谱仪 1套
投标截止时间：2025年9月29日9时30分
"""


def counts() -> dict[str, int]:
    return {model.__name__: model.objects.count() for model in (Page, Capture, Reading, Fact, Line, Key, Change)}


def test_save_keeps_bytes_and_reading(load) -> None:
    saved = load(TENDER)

    page = Page.objects.get(pk=saved.page.pk)
    assert page.title == "江东医学院高效液相色谱仪采购项目公开招标公告"
    assert page.channel == "tenders"
    assert str(page.published_on) == "2025-09-08"
    capture = page.captures.get()
    assert get_blob(capture.blob_id) == TENDER.encode()
    assert unpack(page.reading.result) == process(
        RawPage(TENDER.encode(), url="https://news.example.cn/1.html", content_type="text/plain")
    )


def test_save_twice_changes_nothing(load) -> None:
    first = load(TENDER)
    before = counts()

    second = load(TENDER)

    assert (first.is_new, second.is_new) == (True, False)
    assert counts() == before


def test_save_by_newer_line_redraws_and_keeps_history(load) -> None:
    page = load(TENDER).page
    raw = RawPage(TENDER.encode(), url="https://news.example.cn/1.html", fetched_at="2025-09-10T08:00:00+08:00")
    newer = replace(process(raw), version="99.0")
    before = counts()

    saved = save(raw, newer)

    assert saved.is_new
    assert Page.objects.get(pk=page.pk).reading.version == "99.0"
    after = counts()
    assert after["Reading"] == before["Reading"] + 1
    assert (after["Fact"], after["Key"]) == (before["Fact"], before["Key"])


def test_save_refuses_reading_of_other_bytes(load) -> None:
    raw = RawPage(b"one")

    with pytest.raises(ValueError, match="the reading is of sha256:"):
        save(raw, process(RawPage(b"two")))


def test_keys_are_drawn_from_types_of_fields(load) -> None:
    load(TENDER)

    assert set(Key.objects.values_list("role", "name", "normal")) >= {
        ("number", "project_number", "JDZC20250312"),
        ("party", "buyer", "江东医学院"),
        ("amount", "budget", "856000.00"),
    }
    assert str(Key.objects.get(role="date", name="deadline").on) == "2025-09-29"


def test_terms_of_unknown_site_are_link_alone(load) -> None:
    assert load(TENDER).page.terms == "link"


def test_terms_of_page_outweigh_laxer_site(load) -> None:
    site = Site.objects.create(key="news", name="江东政府采购网", rank="press", terms="full")
    SiteHost.objects.create(host="example.cn", site=site)

    free = load(TENDER).page
    bound = load(
        f"{TENDER}\n版权与免责声明：未经本网授权不得转载、摘编本网作品。\n", url="https://news.example.cn/2.html"
    ).page

    assert (free.terms, free.terms_reason) == ("full", "site.full")
    assert (bound.terms, bound.terms_reason) == ("link", "page.licence_required")


AWARD = """江东仪器网>资讯>招标采购>正文
江东医学院离子色谱仪采购项目中标公告
2025-09-08 10:20:00 来源：江东政府采购网
项目编号：JDZC-2025-0313
采购人：江东医学院
中标供应商：江东启明仪器有限公司
中标金额：49.8万元
主要标的信息
| 标的名称 | 品牌 | 产地 | 规格型号 | 数量 | 单价（元） |
| 离子色谱仪 | 岛津 | 江苏苏州 | HIC-20 | 2台 | 249000.00 |
"""


def test_line_tells_brand_model_and_price_with_its_words(load) -> None:
    page = load(AWARD).page

    line = Line.objects.get(page=page)
    assert (line.fact.kind, line.instrument, line.category) == ("award", "ic", "goods")
    assert (line.brand, line.brand_id, line.brand_region, line.product_origin) == ("岛津", "shimadzu", "JP", "CN")
    assert (line.model, line.quantity, line.unit) == ("HIC-20", 2, "台")
    assert (line.unit_price, line.amount, line.amount_basis, line.currency) == (249000, 498000, "product", "CNY")
    assert Fact.objects.get(content_id=line.item).kind == "item"
    assert unpack(page.reading.result).page.text[line.start : line.end] == "离子色谱仪"
    # One key for the instrument, however many rows name it; the brand is found by its own.
    assert [(key.role, key.name, key.normal) for key in Key.objects.filter(page=page, fact__kind="item")] == [
        ("brand", "brand", "shimadzu")
    ]
