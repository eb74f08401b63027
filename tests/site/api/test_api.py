"""The API: what a program gets, page by page, and what it is refused."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from zhiyue_site.accounts.people import add_user
from zhiyue_site.accounts.tokens import new_token
from zhiyue_site.archive.models import Change, Page, Site, SiteHost

NEWS = """江东新闻网>资讯>正文
江东“质量月”启动仪式在望州举行
2025-09-0{day} 09:30:00 来源：江东新闻网
9月1日，江东省2025年“质量月”活动在望州市启动。联系人：李四方，电话：13800138000。
"""


def answer(client, path: str, **kwargs):
    response = client.get(f"/api/v1{path}", **kwargs)
    return response.status_code, json.loads(response.content)


@pytest.fixture
def pages(load) -> list[Page]:
    return [load(NEWS.format(day=day), url=f"https://news.example.cn/{day}.html").page for day in range(1, 6)]


@pytest.fixture
def editor_token(db) -> str:
    return new_token(add_user("editor", "correct-horse-battery", roles=["editor"], by=None), "test")


def test_pages_are_walked_by_next(client, pages) -> None:
    status, first = answer(client, "/pages?limit=2")
    seen = [item["id"] for item in first["pages"]]
    following = first
    while "next" in following:
        following = json.loads(client.get(following["next"]).content)
        seen += [item["id"] for item in following["pages"]]

    assert status == 200
    assert seen == [page.pk for page in reversed(pages)]


def test_page_of_unknown_site_comes_without_text_and_with_quotes(client, pages) -> None:
    status, page = answer(client, f"/pages/{pages[0].pk}")

    assert status == 200
    assert page["terms"] == "link"
    assert page["reading"]["page"]["text"] == ""
    assert "李四方" not in json.dumps(page, ensure_ascii=False)
    assert "13800138000" not in json.dumps(page, ensure_ascii=False)


def test_page_of_free_site_comes_with_masked_text(client, load) -> None:
    site = Site.objects.create(key="news", name="江东新闻网", rank="press", terms="full")
    SiteHost.objects.create(host="news.example.cn", site=site)
    page = load(NEWS.format(day=1)).page

    _, found = answer(client, f"/pages/{page.pk}")

    assert "望州市启动" in found["reading"]["page"]["text"]
    assert "李四方" not in found["reading"]["page"]["text"]


@pytest.mark.parametrize(
    ("change", "status"), [({"visibility": "removed"}, 410), ({"visibility": "hidden"}, 404), ({"state": "held"}, 404)]
)
def test_page_that_is_not_public_is_not_given(client, pages, change, status) -> None:
    Page.objects.filter(pk=pages[0].pk).update(**change)

    code, problem = answer(client, f"/pages/{pages[0].pk}")
    _, listed = answer(client, "/pages")

    assert (code, problem["status"]) == (status, status)
    assert pages[0].pk not in [item["id"] for item in listed["pages"]]


def test_changes_are_followed_by_cursor(client, pages) -> None:
    _, first = answer(client, "/changes?limit=3")
    _, rest = answer(client, f"/changes?after={first['cursor']}")
    _, end = answer(client, f"/changes?after={rest['cursor']}")

    assert [item["target"] for item in first["changes"] + rest["changes"]] == [page.pk for page in pages]
    assert end == {"changes": [], "cursor": Change.objects.latest("pk").pk}


def test_reading_a_text_needs_a_token(client, editor_token) -> None:
    body = json.dumps({"text": "某市人民医院采购一批仪器设备 预算405.18万元"})

    refused = client.post("/api/v1/read", body, content_type="application/json")
    read = client.post(
        "/api/v1/read", body, content_type="application/json", headers={"authorization": f"Bearer {editor_token}"}
    )

    assert (refused.status_code, refused["content-type"]) == (401, "application/problem+json")
    assert read.json()["page"]["title"]["exact"] == "某市人民医院采购一批仪器设备 预算405.18万元"


def test_adding_a_page_needs_an_editor(client, db, editor_token) -> None:
    reader = new_token(add_user("reader", "correct-horse-battery", by=None), "test")

    def add(token: str):
        file = SimpleUploadedFile("1.txt", NEWS.format(day=1).encode(), "text/plain")
        return client.post(
            "/api/v1/pages?url=https://news.example.cn/1.html",
            {"file": file},
            headers={"authorization": f"Bearer {token}"},
        )

    assert add(reader).status_code == 403
    assert add(editor_token).status_code == 201
    assert Page.objects.get().title == "江东“质量月”启动仪式在望州举行"


def test_bad_cursor_is_explained(client, pages) -> None:
    status, problem = answer(client, "/pages?after=nobody")

    assert status == 400
    assert problem["detail"] == "after=nobody: there is no such page. Begin again without `after`."


def test_health_asks_the_database(client, db) -> None:
    assert client.get("/health").content == b"ok\n"
