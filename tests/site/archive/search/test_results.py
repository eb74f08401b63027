"""Searching: what is found, how it is counted and lit, and what nobody may see any more."""

import pytest
from django.http import QueryDict
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.site.archive.search.conftest import NEWS, TENDER, find, pages_of

from zhiyue_site.archive.models import IndexTask, Page
from zhiyue_site.archive.models.pages import Terms
from zhiyue_site.archive.search import Query, index_pending, results, search, store
from zhiyue_site.archive.search.documents import Document


def lit(parts) -> list[str]:
    return [part.text for part in parts if part.lit]


def facet(results, name: str) -> dict[str, int]:
    return {value.value: value.count for one in results.facets if one.name == name for value in one.values}


@pytest.mark.parametrize(
    "words",
    [
        "高效液相色谱仪", "高效液相色譜儀", "HPLC", "hplc", "医学院", "江东医学院", "0811-254JDZC0312", "0811254jdzc0312",
        "０８１１—２５４ＪＤＺＣ０３１２", "0811-254", "编号:0811254JDZC0312", "单位:医学院", "标题:色谱仪", "仪器:HPLC", "色谱 招标", "“招标公告”",
        "江东医学院高效液相色谱仪招标",
    ],
)  # fmt: skip
def test_search_finds_the_tender_alone(indexed, words: str) -> None:
    tender, _ = indexed

    assert find(words, filters=(("type", ("page",)),)) == [tender.pk]


@pytest.mark.parametrize(
    "words",
    [
        "质量月",
        "質量月",
        "GB/T 90001-2016",
        "gbt90001",
        "9月1日",
        "1日，望州",
        "启动2025年“质量月”活动",
        "月1日",
        "“质量月”活动 检测",
        "检测 -招标",
    ],
)
def test_search_finds_the_news_alone(indexed, words: str) -> None:
    _, news = indexed

    assert find(words, filters=(("type", ("page",)),)) == [news.pk]


@pytest.mark.parametrize(
    "words",
    [
        "“谱仪色”",
        "9月2日",
        "日启动",
        "质量，月",
        "色谱仪 -HPLC",
        "标题:预算金额",
        "离心机",
        "单位:色谱仪",
        "编号:99999999",
    ],
)
def test_search_finds_nothing(indexed, words: str) -> None:
    assert find(words) == []


def test_search_lights_title_and_sentence(indexed) -> None:
    hit = search(Query("质量管理体系 望州市", filters=(("type", ("page",)),))).hits[0]

    assert lit(hit.title) == ["望州市"]
    assert lit(hit.snippet) == ["望州市", "质量管理体系"]


def test_search_shows_no_contact_person(indexed) -> None:
    assert find("钱知礼") == []
    assert find("87654321") == []


def test_search_near_matches_are_called_so(indexed) -> None:
    results = search(Query("望州市启动质量月宣传活动"))

    assert (results.relaxed, pages_of(results)) == (True, [indexed[1].pk])


def test_facets_count_what_is_found_and_one_filter_does_not_narrow_itself(indexed) -> None:
    everything = search(Query("", filters=(("type", ("page",)),)))
    tenders = search(Query("", filters=(("type", ("page",)), ("channel", ("tenders",)))))

    assert facet(everything, "channel") == facet(tenders, "channel") == {"tenders": 1, "quality-month": 1}
    assert (everything.total, tenders.total) == (2, 1)
    assert facet(tenders, "month") == {"2025-09": 1}
    assert facet(tenders, "amount") == {"500000-1000000": 1}
    assert facet(tenders, "instrument") == {"hplc": 1}
    assert facet(tenders, "buyer_type") == {"university": 1}


def test_facet_switches_itself_on_and_off(indexed) -> None:
    chosen = Query.from_params(QueryDict("q=江东&channel=tenders"))
    values = {value.value: value for one in search(chosen).facets if one.name == "channel" for value in one.values}

    assert values["tenders"].chosen
    assert QueryDict(values["tenders"].query_string) == QueryDict("q=江东")


def test_search_wider_instrument_and_year_narrow_as_well(indexed) -> None:
    tender, _ = indexed

    assert find("", filters=(("type", ("page",)), ("instrument", ("chrom",)))) == [tender.pk]
    assert find("", filters=(("type", ("page",)), ("month", ("2025",)), ("kind", ("tender",)))) == [tender.pk]
    assert find("", filters=(("party", ("江东医学院",)), ("type", ("page",)))) == [tender.pk]


def test_facet_region_rolls_up(publish) -> None:
    one = publish(TENDER.replace("江东医学院", "杭州湘湖医学院"), url="https://open.example.cn/a.html")
    other = publish(TENDER.replace("江东医学院", "宁波海曙医学院"), url="https://open.example.cn/b.html")
    index_pending()

    pages = ("type", ("page",))
    assert facet(search(Query("", filters=(pages,))), "region") == {"330000": 2}
    within = search(Query("", filters=(pages, ("region", ("330000",)))))
    assert {hit.id for hit in within.hits} == {one.pk, other.pk}
    assert facet(within, "region") == {"330000": 2, "330100": 1, "330200": 1}
    assert find("", filters=(pages, ("region", ("330200",)))) == [other.pk]


def test_search_sorts_by_date_and_amount(publish) -> None:
    pages = [
        publish(
            TENDER.replace("2025-09-08", day).replace("85.6万元", amount).replace("0312", number),
            url=f"https://open.example.cn/{number}.html",
        )
        for day, amount, number in (
            ("2025-09-08", "85.6万元", "1"),
            ("2025-09-10", "9万元", "2"),
            ("2025-09-09", "3亿元", "3"),
        )
    ]
    index_pending()
    first, newest, dearest = (page.pk for page in pages)

    assert find("色谱仪", sort="date", filters=(("type", ("page",)),)) == [newest, dearest, first]
    assert find("色谱仪", sort="amount", filters=(("type", ("page",)),)) == [dearest, first, newest]
    assert find("色谱仪", sort="date", page=2, size=2, filters=(("type", ("page",)),)) == [first]


@pytest.mark.parametrize(
    "change",
    [{"visibility": "hidden"}, {"visibility": "removed"}, {"state": "withdrawn"}, {"state": "held"}],
    ids=lambda change: next(iter(change.values())),
)
def test_search_hides_at_once_what_was_taken_away(indexed, change) -> None:
    tender, _ = indexed
    Page.objects.filter(pk=tender.pk).update(**change)

    results = search(Query("色谱仪", filters=(("type", ("page",)),)))
    assert (results.total, results.hits) == (0, ())
    assert find("色谱仪", audience="internal", filters=(("type", ("page",)),)) == [tender.pk]


def test_search_quotes_no_text_that_may_no_longer_be_shown(indexed) -> None:
    _, news = indexed
    Page.objects.filter(pk=news.pk).update(terms=Terms.LINK)
    IndexTask.objects.create(kind="page", target=news.pk)

    hits = search(Query("小微企业", filters=(("type", ("page",)),))).hits
    assert [hit.snippet for hit in hits] == [()] or all(
        "小微企业" not in "".join(p.text for p in hit.snippet) for hit in hits
    )


def test_search_link_page_is_found_by_what_it_shows_alone(publish) -> None:
    page = publish(TENDER, url="https://link.example.cn/1.html")
    index_pending()

    assert find("江东医学院", filters=(("type", ("page",)),)) == [page.pk]
    assert find("资讯") == []
    assert find("投标截止时间", audience="internal", filters=(("type", ("page",)),)) == [page.pk]


def test_search_metadata_page_is_found_by_its_title_alone(indexed) -> None:
    tender, _ = indexed
    Page.objects.filter(pk=tender.pk).update(visibility=Page.Visibility.METADATA)
    IndexTask.objects.create(kind="page", target=tender.pk)
    index_pending()

    (hit,) = search(Query("液相色谱仪", filters=(("type", ("page",)),))).hits
    assert (hit.id, hit.snippet) == (tender.pk, ())
    assert find("0811-254JDZC0312") == []


def test_search_held_page_is_for_editors(load, sites) -> None:
    page = load(NEWS, url="https://open.example.cn/h.html").page
    Page.objects.filter(pk=page.pk).update(state=Page.State.HELD)
    index_pending()

    assert find("质量月") == []
    assert find("质量月", audience="internal") == [page.pk]


def test_search_without_an_index_says_so(db) -> None:
    results = search(Query("质量月"))

    assert (results.is_ready, results.total) == (False, 0)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(words=st.text("质量月色谱0-9\"“”:：()[]*+?\\/^~ \t-－GBOR单位编号.'𠮷ﬁ", max_size=30), near=st.text(max_size=12))
def test_search_never_fails_for_what_is_typed(indexed, words: str, near: str) -> None:
    for text in (words, near, words + near):
        results = search(Query.from_params(Query(text).to_params()))
        assert results.total >= len(results.hits)


def test_search_asks_the_database_the_same_few_questions_for_one_hit_and_many(
    publish, django_assert_max_num_queries
) -> None:
    for number in range(3):
        publish(TENDER.replace("0312", f"031{number}"), url=f"https://open.example.cn/q{number}.html")
    index_pending()
    for words in ("0811-254JDZC0311", "色谱仪"):
        with django_assert_max_num_queries(3):
            assert search(Query(words)).hits


def test_facets_of_very_many_hits_are_estimated_and_say_so(db, monkeypatch) -> None:
    kinds = ["tender"] * 600 + ["award"] * 200
    with store.rebuilding() as writer:
        for number, kind in enumerate(kinds):
            words = {"title": "离子色谱仪采购", "kind": kind, "channel": f"{kind}s"}
            writer.add(Document(f"page:{number}", "page", str(number), ("public",), **words))
        writer.commit()
    exact = search(Query("色谱仪"))
    monkeypatch.setattr(results, "COUNTED_IN_FULL", 400)
    estimated = search(Query("离子色谱仪"))

    assert facet(exact, "kind") == {"tender": 600, "award": 200}
    assert not any(one.is_estimate for one in exact.facets)
    assert all(one.is_estimate for one in estimated.facets)
    assert abs(facet(estimated, "kind")["tender"] - 600) < 150
    assert abs(facet(estimated, "kind")["award"] - 200) < 100


def test_near_matches_are_not_counted_and_what_is_chosen_can_be_switched_off(indexed) -> None:
    found = search(Query("望州市启动质量月宣传活动", filters=(("channel", ("quality-month",)),)))

    assert found.relaxed
    assert [(one.name, [value.value for value in one.values]) for one in found.facets] == [
        ("channel", ["quality-month"])
    ]
