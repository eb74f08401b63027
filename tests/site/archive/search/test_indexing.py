"""The index learns and forgets; built anew it is the same; it is built anew while it is read."""

import json
import threading

import pytest
import tantivy
from tests.site.archive.search.conftest import NEWS, TENDER, find

from zhiyue_site.archive.models import IndexTask, Page
from zhiyue_site.archive.search import IndexBusy, Query, index_pending, rebuild, search, store, suggest


def everything() -> list[tuple]:
    """All that the index says: of each document what may be quoted, and what each search and facet finds."""
    found = []
    for audience in ("public", "internal"):
        for words in ("", "色谱仪", "质量月", "0811-254JDZC0312"):
            results = search(Query(words, audience=audience, size=100))
            counts = {facet.name: {value.value: value.count for value in facet.values} for facet in results.facets}
            snippets = sorted((hit.type, hit.id, "".join(part.text for part in hit.snippet)) for hit in results.hits)
            found.append((audience, words, results.total, snippets, json.dumps(counts, sort_keys=True)))
    return found


def test_index_pending_does_each_task_once(publish) -> None:
    publish(TENDER)

    assert index_pending() > 0
    assert (index_pending(), IndexTask.objects.count()) == (0, 0)


def test_index_learns_a_page_anew(indexed, publish) -> None:
    _, news = indexed
    publish(NEWS.replace("小微企业", "合作社"), url="https://open.example.cn/n.html")
    Page.objects.filter(pk=news.pk).update(state=Page.State.PUBLISHED)
    index_pending()

    pages = (("type", ("page",)),)
    assert find("合作社", filters=pages) == [news.pk]
    assert find("小微企业", filters=pages) == []


def test_index_forgets_without_a_trace(indexed) -> None:
    tender, _ = indexed
    before = [item.text for item in suggest("江东医")]
    Page.objects.filter(pk=tender.pk).update(visibility=Page.Visibility.REMOVED, reading=None)
    IndexTask.objects.create(kind="page", target=tender.pk)
    index_pending()

    reader = store.reader()
    everything = tantivy.Query.all_query()
    assert before == ["江东医学院", "江东医学院高效液相色谱仪采购项目公开招标公告"]
    assert (find("江东医学院"), find("江东医学院", audience="internal"), suggest("江东医")) == ([], [], [])
    for field, beginning in (("number", "0811"), ("title", "液相"), ("names", "东医"), ("key", f"page:{tender.pk}")):
        assert reader.searcher.terms_with_prefix(field, beginning, everything) == []


def test_rebuild_is_the_same_as_learning_step_by_step(publish) -> None:
    index_pending()
    publish(TENDER, url="https://open.example.cn/t.html")
    index_pending()
    publish(NEWS, url="https://link.example.cn/n.html")
    index_pending()
    step_by_step = everything()

    rebuild()

    assert everything() == step_by_step


def test_rebuild_is_seen_by_who_reads_and_leaves_one_generation(indexed, data_folder) -> None:
    before = store.reader()
    rebuild()
    after = store.reader()

    assert before.stamp.split()[0] != after.stamp.split()[0]
    assert len(list((data_folder / "index").glob("g-*"))) == 1
    # Who still reads the old generation goes on reading it.
    assert before.searcher.num_docs == after.searcher.num_docs


def test_rebuild_that_fails_changes_nothing(indexed, data_folder) -> None:
    before = (store.reader().stamp, everything())

    def stop(done: int, total: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        rebuild(stop)

    assert (store.reader().stamp, everything()) == before
    assert len(list((data_folder / "index").glob("g-*"))) == 1


def test_rebuild_tells_how_far_it_is(indexed) -> None:
    told = []
    count = rebuild(lambda done, total: told.append((done, total)))

    assert told == [(number, len(told)) for number in range(1, len(told) + 1)]
    assert count == len(told)


def test_tasks_wait_while_another_process_writes(indexed, publish) -> None:
    with store.rebuilding():
        publish(TENDER.replace("0312", "0999"), url="https://open.example.cn/w.html")
        assert index_pending() == 0
        with pytest.raises(IndexBusy, match="another process"):
            rebuild(wait=0)
        assert IndexTask.objects.exists()
        assert find("0811254JDZC0312", filters=(("type", ("page",)),)) == [indexed[0].pk]


def test_index_of_another_version_is_built_anew(indexed, data_folder) -> None:
    current = data_folder / "index" / "current"
    current.write_text(current.read_text().replace(f"v{store.VERSION}", "v0"))

    assert search(Query("质量月")).is_ready is False
    index_pending()
    assert search(Query("质量月")).is_ready is True


def test_readers_in_many_threads_see_what_is_written(indexed) -> None:
    faults: list[Exception] = []

    def read() -> None:
        try:
            for _ in range(30):
                assert store.reader() is not None
        except Exception as error:  # noqa: BLE001  # told below, in the thread of the test
            faults.append(error)

    threads = [threading.Thread(target=read) for _ in range(4)]
    for thread in threads:
        thread.start()
    for _ in range(3):
        rebuild()
    for thread in threads:
        thread.join()

    assert faults == []
