"""Demands: their clock, their decisions, and that what is erased stays erased."""

import sqlite3
import zlib
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from zhiyue.errors import UnreadableInput
from zhiyue_site.accounts.people import add_user
from zhiyue_site.archive import suppression, takedown
from zhiyue_site.archive.blobs import blob_path, get_blob
from zhiyue_site.archive.corrections import Target
from zhiyue_site.archive.models import (
    Change,
    Fact,
    Key,
    Page,
    Reading,
    Record,
    RecordTask,
    Site,
    SiteHost,
    Suppression,
    Takedown,
    Tally,
)
from zhiyue_site.archive.reviewing import correct_words
from zhiyue_site.archive.takedown import Claim, TakedownError
from zhiyue_site.archive.work import run_all

SECRET = "江东医学院高效液相色谱仪采购项目"
TENDER = f"""江东仪器网>资讯>招标采购>正文
{SECRET}公开招标公告
2025-09-08 10:20:00 来源：江东仪器网
项目编号：JDZC-2025-0312
采购人：江东医学院
预算金额：85.6万元
"""
CLAIM = Claim("望州某公司", "0999-1234567", "著作权人", "未经许可")


@pytest.fixture
def reviewer(db):
    return add_user("reviewer", "Wangzhou-2025", roles=["reviewer"], by=None)


@pytest.fixture
def page(load) -> Page:
    site = Site.objects.create(key="trade", name="江东仪器网", rank="trade", terms="full", claim_days=3)
    SiteHost.objects.create(host="news.example.cn", site=site)
    return load(TENDER).page


def decide(page: Page, state: str, reviewer) -> Takedown:
    made = takedown.receive(page, CLAIM)
    return takedown.decide(made.pk, state, by=reviewer, public_reason="权利人要求", private_reason="电话核实")


def test_clock_is_the_sources_own(page) -> None:
    made = takedown.receive(page, CLAIM)

    assert made.due_at - timezone.now() == pytest.approx(timedelta(days=3), abs=timedelta(minutes=1))


@pytest.mark.parametrize("words", ["{id}", "https://news.example.cn/1.html", "http://localhost:8000/page/{id}/"])
def test_page_is_found_by_any_of_its_addresses(page, words: str) -> None:
    assert takedown.find_page(words.format(id=page.pk)) == page


@pytest.mark.parametrize(
    ("state", "visibility", "status"),
    [("hidden", "hidden", 404), ("metadata", "metadata", 200), ("removed", "removed", 410), ("refused", "shown", 200)],
)
def test_decision_changes_what_a_stranger_gets(client, page, reviewer, state, visibility, status) -> None:
    decide(page, state, reviewer)

    page.refresh_from_db()
    assert (page.visibility, client.get(f"/page/{page.pk}/").status_code) == (visibility, status)


def test_removed_page_is_told_to_followers_and_leaves_the_api(client, page, reviewer) -> None:
    decide(page, "removed", reviewer)
    list(run_all())

    assert Change.objects.filter(kind="page", target=page.pk).last().action == "delete"
    assert client.get(f"/api/v1/pages/{page.pk}").status_code == 410
    assert SECRET not in client.get("/feed/").content.decode()
    assert [tomb.page_id for tomb in takedown.tombstones()] == [page.pk]


def test_severest_of_several_demands_holds(page, reviewer) -> None:
    first = decide(page, "removed", reviewer)
    decide(page, "metadata", reviewer)
    page.refresh_from_db()
    assert page.visibility == "removed"

    takedown.decide(first.pk, "refused", by=reviewer, public_reason="已撤回")

    page.refresh_from_db()
    assert page.visibility == "metadata"


def test_decision_needs_a_reason_for_the_public(page, reviewer) -> None:
    with pytest.raises(TakedownError, match="对外的理由"):
        takedown.decide(takedown.receive(page, CLAIM).pk, "hidden", by=reviewer, public_reason=" ")


def test_same_content_elsewhere_is_removed_with_it(load, page, reviewer) -> None:
    copy = load(TENDER, url="https://mirror.example.net/x.html").page

    decide(page, "removed", reviewer)

    copy.refresh_from_db()
    assert copy.visibility == "removed"


def test_content_loaded_again_elsewhere_stays_removed(load, page, reviewer) -> None:
    decide(page, "removed", reviewer)

    assert load(TENDER, url="https://mirror.example.net/y.html").page.visibility == "removed"
    assert load(TENDER.replace("85.6", "86.5"), fetched_at="2025-10-01T08:00:00+08:00").page.visibility == "removed"


@pytest.mark.django_db(transaction=True)
def test_purge_leaves_nothing_and_does_not_take_it_back(load, page, reviewer, data_folder: Path) -> None:
    digest = page.captures.get().blob_id
    correct_words(page.pk, Target("", "source"), "江东医学院", at=None, by=reviewer, reason="试")
    list(run_all())
    made = decide(page, "removed", reviewer)
    assert zlib.decompress(blob_path(digest).read_bytes()).decode() == TENDER

    assert takedown.purge(made.pk, by=reviewer) == 1
    list(run_all())

    with pytest.raises(UnreadableInput):
        get_blob(digest)
    left = [model.objects.count() for model in (Reading, Fact, Key, Record)]
    assert left == [0, 0, 0, 0]
    page.refresh_from_db()
    assert (page.title, page.address, page.summary, page.doubts) == ("", "", "", [])
    saved = load(TENDER)
    assert (saved.is_new, Reading.objects.count(), blob_path(digest).exists()) == (False, 0, False)
    assert load(TENDER, url="https://mirror.example.net/z.html").page.visibility == "removed"


def test_purge_leaves_no_name_in_what_was_worked_out_ahead(load, page, reviewer) -> None:
    other = load(TENDER.replace("0312", "0313"), url="https://news.example.cn/2.html").page
    Page.objects.filter(pk=other.pk).update(state=Page.State.PUBLISHED)
    RecordTask.objects.create(kind="page", target=page.pk)
    list(run_all())
    page.refresh_from_db()
    assert [id for id, _why, _name in page.beside["readings"]] == [other.pk]
    assert "江东医学院" in str(list(Tally.objects.values_list("payload", flat=True)))

    for one in (page, other):
        takedown.purge(decide(one, "removed", reviewer).pk, by=reviewer)

    assert "江东医学院" not in str(list(Page.objects.values_list("beside", flat=True)))
    assert "江东医学院" not in str(list(Tally.objects.values_list("payload", flat=True)))
    list(run_all())
    assert "江东医学院" not in str(list(Page.objects.values_list("beside", flat=True)))


def test_only_removed_pages_are_purged(page, reviewer) -> None:
    with pytest.raises(TakedownError, match="已移除"):
        takedown.purge(decide(page, "hidden", reviewer).pk, by=reviewer)


def test_purged_sentence_is_not_left_in_the_file(tmp_path: Path) -> None:
    """What the setting of the database promises: a deleted row is overwritten."""
    path = tmp_path / "x.sqlite3"
    connection = sqlite3.connect(path)
    connection.executescript("PRAGMA secure_delete=ON; CREATE TABLE t (words TEXT)")
    connection.execute("INSERT INTO t VALUES (?)", [SECRET])
    connection.commit()
    connection.execute("DELETE FROM t")
    connection.commit()
    connection.close()

    assert SECRET.encode() not in path.read_bytes()


@pytest.mark.django_db(transaction=True)
def test_list_of_suppressions_survives_a_restored_database(page, reviewer) -> None:
    decide(page, "removed", reviewer)
    # What a restore of an older backup leaves: the page shown, the list empty; the file is younger than both.
    Suppression.objects.all().delete()
    Page.objects.update(visibility="shown")

    assert takedown.reapply() == 1
    page.refresh_from_db()
    assert page.visibility == "removed"


def test_list_tells_nobody_anything(page, reviewer) -> None:
    decide(page, "removed", reviewer)

    rows = [row.fingerprint for row in Suppression.objects.all()]
    assert len(rows) == 2
    assert suppression.fingerprints_of(page.address)[0] in rows
    assert all(page.pk not in row and "example" not in row for row in rows)
