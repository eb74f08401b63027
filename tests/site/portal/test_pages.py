"""Every page of the portal: it answers, its links resolve, its HTML is right, its data says the same."""

import csv
import io
import json
import re
from urllib.parse import urljoin, urlsplit

import html5lib
import pytest
from django.urls import reverse
from django.utils import translation

from zhiyue_site.archive.models import FindingDecision, Page, Record, Takedown

pytestmark = pytest.mark.django_db


def purchase_of(archive) -> Record:
    return Record.objects.get(type="purchase", members__page=archive.tender)


@translation.override("zh-hans")
def addresses(archive) -> list[str]:
    """One address of every kind of page. A request for an English page leaves its language to this thread."""
    purchase = purchase_of(archive)
    return [
        "/",
        "/about/",
        "/statistics/",
        "/topics/",
        "/topic/chromatography/",
        "/market/",
        "/calendar/?month=2025-09",
        "/calendar/?week=2025-W40&what=deadline",
        "/organisations/",
        "/instruments/",
        reverse("organisation", args=["江东医学院"]),
        reverse("instrument", args=["ic"]),
        reverse("prices", args=["ic"]),
        reverse("prices", args=["ftir"]),
        "/series/quality-month/",
        "/series/quality-month/2022/",
        "/series/quality-month/1986/",
        "/records/purchase/",
        reverse("record", args=[purchase.pk]),
        "/search/?q=离子色谱仪",
        "/search/?q=没有这样的词语吧",
        *(reverse("channel", args=[slug]) for slug in ("news", "market", "tenders", "awards", "standards")),
        *(reverse("page", args=[page.pk]) for page in vars(archive).values()),
    ]


def links_of(words: str, at: str) -> set[str]:
    found = set()
    for href in re.findall(r'href="([^"]+)"', words):
        target = urljoin(at, href.replace("&amp;", "&"))
        if urlsplit(target).netloc == "" and not target.startswith("/static/"):
            found.add(target)
    return found


def test_every_page_answers_in_both_languages_with_html_that_is_right(client, archive):
    parser = html5lib.HTMLParser(strict=True)
    for address in addresses(archive):
        for prefix, lang in (("", "zh-Hans"), ("/en", "en")):
            response = client.get(prefix + address)
            words = response.content.decode()
            assert (response.status_code, address) == (200, address)
            assert parser.parse(words).get("lang") == lang


def test_every_link_resolves(client, archive):
    seen: set[str] = set()
    for address in addresses(archive):
        for link in sorted(links_of(client.get(address).content.decode(), address)):
            path = link.partition("#")[0]
            if path not in seen and not path.endswith("/size/") and "/size/?" not in path:
                seen.add(path)
                assert (client.get(path).status_code, path, address) == (200, path, address)
    assert len(seen) > 60


def test_every_anchor_of_a_page_stands_on_it(client, archive):
    for address in addresses(archive):
        words = client.get(address).content.decode()
        ids = re.findall(r' id="([^"]+)"', words)
        assert (sorted(set(ids)), address) == (sorted(ids), address)
        assert (set(re.findall(r'href="#([^"]+)"', words)) - set(ids), address) == (set(), address)


def test_no_public_page_touches_the_session_or_writes(client, archive, django_assert_max_num_queries):
    for address in addresses(archive):
        with django_assert_max_num_queries(20) as queries:
            response = client.get(address)
        assert "sessionid" not in response.cookies
        assert [query["sql"] for query in queries.captured_queries if not query["sql"].startswith("SELECT")] == []


def test_json_and_csv_of_a_list_say_the_same(client, archive):
    data = client.get("/channel/tenders/?format=json").json()
    sheet = b"".join(client.get("/channel/tenders/?format=csv").streaming_content).decode()
    rows = list(csv.DictReader(io.StringIO(sheet)))
    expected = [{k: "" if v is None else str(v) for k, v in row.items()} for row in data["pages"]]
    assert rows == expected
    assert [row["title"] for row in rows] == ["江东医学院离子色谱仪采购项目公开招标公告"]


def test_every_page_has_json_and_csv(client, archive):
    for address in addresses(archive):
        if address == "/about/":
            continue
        sign = "&" if "?" in address else "?"
        assert json.loads(client.get(f"{address}{sign}format=json").content)
        sheet = b"".join(client.get(f"{address}{sign}format=csv&bom=1").streaming_content).decode()
        head, *rows = csv.reader(io.StringIO(sheet))
        assert head[0].startswith("\ufeff")
        assert [len(row) for row in rows] == [len(head)] * len(rows)


def test_json_ld_is_json_and_ends_no_element(client, archive, load):
    page = load(
        "</script><script>alert(1)</script>采购公告\n发布时间：2025-09-01\n来源：某网\n正文一段。",
        url="https://ggzy.jiangdong.example.cn/x.html",
    ).page
    Page.objects.filter(pk=page.pk).update(state=Page.State.PUBLISHED, title="</script><script>alert(1)</script>")
    for address in [*addresses(archive), reverse("page", args=[page.pk])]:
        words = client.get(address).content.decode()
        assert "<script>alert" not in words
        for block in re.findall(r'<script type="application/ld\+json">(.*?)</script>', words, re.DOTALL):
            assert {thing["@context"] for thing in json.loads(block)} == {"https://schema.org"}


def test_article_json_ld_names_the_article(client, archive):
    words = client.get(reverse("page", args=[archive.story.pk])).content.decode()
    block = re.search(r'<script type="application/ld\+json">(.*?)</script>', words, re.DOTALL)
    article, crumbs = json.loads(block[1])
    assert (article["@type"], article["headline"], article["isBasedOn"]) == (
        "NewsArticle",
        "云渡市举办质量开放日活动",
        "https://www.yundu-daily.example.cn/4.html",
    )
    assert [item["name"] for item in crumbs["itemListElement"]] == ["首页", "时事热点", "云渡市举办质量开放日活动"]


# ── the article ──────────────────────────────────────────────────────────────────────────────────────────────────


def test_article_links_each_figure_to_its_sentence(client, archive):
    words = client.get(reverse("page", args=[archive.tender.pk])).content.decode()
    link = re.search(r'href="#(p0-\d+)" title="1,865,000.00 元"><span class="figure">186.50 万元', words)
    assert link
    assert re.search(rf'<a class="ev" id="{link[1]}"[^>]*>186.50万元</a>', words)


def test_article_covers_persons_and_phones_everywhere(client, archive):
    href = reverse("page", args=[archive.tender.pk])
    for address in (href, f"{href}?format=json", f"{href}?format=csv", "/search/?q=陈明德", "/feed/"):
        response = client.get(address)
        words = b"".join(response).decode()
        if address.startswith("/search/"):
            words = words.replace('value="陈明德"', "").replace("<title>陈明德", "")
        assert "88001234" not in words
        assert "陈明德" not in re.sub(r'(href|content)="[^"]*"', "", words)


def test_story_names_its_copies_whose_view_counts_differ(client, archive):
    words = client.get(reverse("page", args=[archive.story.pk])).content.decode()
    assert "同一报道另见 1 家（阅读数不同）" in words
    assert f'href="{reverse("page", args=[archive.copy.pk])}"' in words


def test_link_only_page_shows_no_text_but_says_why(client, archive):
    words = client.get(reverse("page", args=[archive.copy.pk])).content.decode()
    assert "工作人员讲解了计量器具怎样影响日常生活" not in words
    assert "该网站未许转载，只列题名、来源、链接与要点" in words
    assert 'href="https://www.copy.example.cn/5.html"' in words
    data = client.get(reverse("page", args=[archive.copy.pk]) + "?format=json").json()
    assert (data["reading"]["page"]["text"], data["summary"], data["rights"]["has_text"]) == ("", "", False)


def test_related_reading_says_why(client, archive):
    words = client.get(reverse("page", args=[archive.tender.pk])).content.decode()
    assert re.search(rf'href="{reverse("page", args=[archive.award.pk])}".*?<b>同一采购</b>', words, re.DOTALL)
    assert re.search(
        rf'href="{reverse("page", args=[archive.report.pk])}".*?<b>同一仪器：离子色谱仪</b>', words, re.DOTALL
    )


def test_repaired_page_has_the_switch_and_others_have_none(client, archive):
    assert 'id="mode-came"' in client.get(reverse("page", args=[archive.damaged.pk])).content.decode()
    assert 'id="mode-came"' not in client.get(reverse("page", args=[archive.tender.pk])).content.decode()


def test_removed_page_is_gone_with_its_reason_and_nothing_else(client, archive):
    Page.objects.filter(pk=archive.story.pk).update(visibility=Page.Visibility.REMOVED)
    Takedown.objects.create(
        number="T-1",
        page_key=archive.story.pk,
        state=Takedown.State.REMOVED,
        claimant="某人",
        contact="x",
        grounds="y",
        due_at="2025-10-01T00:00:00+08:00",
        public_reason="应权利人要求移除。",
    )
    for suffix in ("", "?format=json", "?format=csv"):
        response = client.get(reverse("page", args=[archive.story.pk]) + suffix)
        assert response.status_code == 410
        assert "应权利人要求移除。" in response.content.decode()
        assert "质量开放日" not in response.content.decode()


def test_metadata_page_keeps_title_and_link_only(client, archive):
    Page.objects.filter(pk=archive.tender.pk).update(visibility=Page.Visibility.METADATA)
    href = reverse("page", args=[archive.tender.pk])
    for suffix in ("", "?format=json", "?format=csv"):
        words = b"".join(client.get(href + suffix)).decode()
        assert "186.50" not in words
    assert "本页只保留题名与出处" in client.get(href).content.decode()


def test_withheld_page_is_not_found(client, archive):
    for change in ({"state": Page.State.HELD}, {"state": Page.State.WITHDRAWN}):
        Page.objects.filter(pk=archive.story.pk).update(**change)
        assert client.get(reverse("page", args=[archive.story.pk])).status_code == 404


def test_withheld_finding_is_not_shown(client, archive):
    href = reverse("page", args=[archive.report.pk])
    findings = client.get(href + "?format=json").json()["reading"]["findings"]
    assert findings
    for finding in findings:
        exact = "|".join(item["exact"] for item in finding["evidence"])[:512]
        FindingDecision.objects.create(page=archive.report, code=finding["code"], exact=exact, is_released=False)
    assert client.get(href + "?format=json").json()["reading"]["findings"] == []


# ── records, lists, search ───────────────────────────────────────────────────────────────────────────────────────


def test_record_is_a_time_line_and_a_table_of_voices(client, archive):
    purchase = purchase_of(archive)
    data = client.get(reverse("record", args=[purchase.pk]) + "?format=json").json()
    assert [event["stage"] for event in data["events"]] == ["tender", "deadline", "award"]
    amounts = {line["value"] for line in data["fields"] if line["field"] == "budget"}
    assert amounts == {"186.50 万元"}
    sources = {line["url"] for line in data["fields"]}
    assert sources == {reverse("page", args=[archive.tender.pk]), reverse("page", args=[archive.award.pk])}


def test_record_leaves_out_what_was_taken_down(client, archive):
    purchase = purchase_of(archive)
    Page.objects.filter(pk=archive.tender.pk).update(visibility=Page.Visibility.HIDDEN)
    data = client.get(reverse("record", args=[purchase.pk]) + "?format=json").json()
    assert {line["url"] for line in data["fields"]} == {reverse("page", args=[archive.award.pk])}
    Page.objects.filter(pk=archive.award.pk).update(visibility=Page.Visibility.REMOVED)
    assert client.get(reverse("record", args=[purchase.pk])).status_code == 404


def test_organisation_shows_its_roles_and_purchases(client, archive):
    data = client.get(reverse("organisation", args=["江东医学院"]) + "?format=json").json()
    assert data["roles"] == {"采购人": 2}
    assert [(item["amount"], item["amount_of"]) for item in data["purchases"]] == [("1780000.00", "amount")]


def test_lists_go_on_by_key(client, archive, load):
    for number in range(45):
        load(
            f"第{number}次检测能力验证结果通报\n发布时间：2025-07-01 09:{number:02}\n来源：江东计量\n本次能力验证共有若干家机构参加。",
            url=f"https://ggzy.jiangdong.example.cn/n{number}.html",
        )
    Page.objects.update(state=Page.State.PUBLISHED)
    first = client.get("/channel/news/?format=json").json()
    second = client.get(first["next"]).json()
    ids = [row["id"] for row in (*first["pages"], *second["pages"])]
    assert len(ids) == len(set(ids)) == Page.public.filter(channel="news").count()
    times = [row["published"] for row in (*first["pages"], *second["pages"])]
    assert times == sorted(times, reverse=True)
    assert second["next"] is None


def test_search_lights_its_words_and_narrows_in_the_address(client, archive):
    words = client.get("/search/?q=离子色谱仪&channel=tenders").content.decode()
    assert '<mark class="hit">离子色谱仪</mark>' in words
    data = client.get("/search/?q=离子色谱仪&channel=tenders&type=page&format=json").json()
    assert [hit["id"] for hit in data["hits"]] == [archive.tender.pk]


def test_cells_carry_no_formula(client, archive):
    Page.objects.filter(pk=archive.tender.pk).update(title="=HYPERLINK(1)")
    sheet = b"".join(client.get("/channel/tenders/?format=csv").streaming_content).decode()
    assert next(csv.DictReader(io.StringIO(sheet)))["title"] == "'=HYPERLINK(1)"


# ── errors, caches, choices ──────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "address",
    ["/nothing/", "/channel/nothing/", "/topic/nothing/", "/record/nothing/", "/series/nothing/", "/page/nothing/"],
)
def test_unknown_addresses_are_not_found(client, db, address):
    response = client.get(address)
    assert (response.status_code, "没有这一页" in response.content.decode()) == (404, True)


@pytest.mark.parametrize("address", ["/?format=pdf", "/calendar/?month=x", "/calendar/?week=2025-W99"])
def test_addresses_that_mean_nothing_say_what_would(client, db, address):
    response = client.get(address)
    assert (response.status_code, "看不懂这个地址" in response.content.decode()) == (400, True)


def test_an_empty_archive_says_what_to_do(client, db):
    assert "zhiyue load" in client.get("/").content.decode()
    for address in ("/channel/news/", "/calendar/", "/organisations/", "/records/purchase/", "/search/?q=天平"):
        response = client.get(address)
        assert (response.status_code, 'class="empty"' in response.content.decode()) == (200, True)


def test_a_page_is_asked_again_for_one_query(client, archive, django_assert_num_queries):
    href = reverse("page", args=[archive.story.pk])
    first = client.get(href)
    assert first.headers["Cache-Control"] == "public, max-age=60"
    with django_assert_num_queries(1):
        again = client.get(href, headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 304


def test_a_page_is_kept_for_the_next_reader(client, archive, settings, django_assert_num_queries):
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    href = reverse("page", args=[archive.story.pk])
    first = client.get(href)
    with django_assert_num_queries(1):
        again = client.get(href)
    assert (again.status_code, again.content, again.headers["ETag"]) == (200, first.content, first.headers["ETag"])


def test_a_change_makes_the_page_anew(client, archive, load):
    href = reverse("page", args=[archive.story.pk])
    tag = client.get(href).headers["ETag"]
    load("另一页\n发布时间：2025-09-20\n来源：某网\n正文。", url="https://www.yundu-daily.example.cn/9.html")
    assert client.get(href, headers={"If-None-Match": tag}).status_code == 200


def test_article_asks_few_questions(client, archive, django_assert_max_num_queries):
    with django_assert_max_num_queries(14):
        client.get(reverse("page", args=[archive.tender.pk]))


def test_large_print_is_kept(client, db):
    response = client.get("/size/?next=/about/")
    assert (response.status_code, response.headers["Location"]) == (302, "/about/")
    assert 'class="large"' in client.get("/about/").content.decode()
    client.get("/size/?next=/about/")
    assert 'class="large"' not in client.get("/about/").content.decode()


def test_large_print_leads_nowhere_else(client, db):
    assert client.get("/size/?next=https://example.com/").headers["Location"] == "/"


def test_public_addresses_are_read_only(client, db):
    assert client.post("/").status_code == 405


def test_security_headers_stand(client, db):
    headers = client.get("/").headers
    assert "script-src 'self'" in headers["Content-Security-Policy"]
    assert "unsafe" not in headers["Content-Security-Policy"]


@pytest.mark.django_db
def test_edition_folds_what_nobody_states_or_can_check(client, archive):
    words = client.get("/series/quality-month/2022/").content.decode()
    facts = words[words.index('<dl class="facts">') : words.index("</dl>", words.index('<dl class="facts">'))]
    folded = re.findall(r'<details class="rest"><summary>(\d+) 处无法核对</summary>(.*?)</details>', words, re.DOTALL)

    assert "未载明" not in facts
    assert re.search(r"<summary>另有 \d+ 项未载明</summary>", words)
    assert [int(number) for number, _inside in folded] == [
        inside.count('class="v not_checkable"') for _n, inside in folded
    ]
    assert 'class="v not_checkable"' not in re.sub(r"<details.*?</details>", "", words, flags=re.DOTALL)
