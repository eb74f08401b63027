"""Counts of the whole archive: made by the worker, never older than a takedown."""

from datetime import timedelta

import pytest
from django.utils import timezone

from zhiyue_site.archive import tallies
from zhiyue_site.archive.changes import touch
from zhiyue_site.archive.models import Page, Tally
from zhiyue_site.archive.tallies import count_due, tally

TENDER = (
    "江东医学院离子色谱仪采购项目公开招标公告\n项目编号：JDZC-2025-01{}\n采购人：江东医学院\n采购需求：离子色谱仪 1套\n"
)


@pytest.fixture
def archive(load) -> list[Page]:
    """Two public tenders of one buyer."""
    pages = [load(TENDER.format(n), url=f"https://a.example.cn/{n}").page for n in (1, 2)]
    for page in pages:
        Page.objects.filter(pk=page.pk).update(state=Page.State.PUBLISHED)
        touch("page", page.pk, is_public=True)
    return pages


@pytest.fixture
def slow(monkeypatch) -> None:
    """As if counting took a while, as in a large archive."""
    monkeypatch.setattr(tallies, "QUICK", -1.0)


def hide(page: Page) -> None:
    Page.objects.filter(pk=page.pk).update(visibility=Page.Visibility.HIDDEN)
    touch("page", page.pk, is_public=False)


def pages_of(name: str) -> int:
    return {normal: pages for normal, _name, pages in tally("organisations")}.get(name, 0)


def test_small_archive_is_counted_as_it_stands(archive) -> None:
    count_due()
    hide(archive[0])

    assert pages_of("江东医学院") == 1


def test_counts_are_kept_until_something_changes(archive, slow, django_assert_num_queries) -> None:
    assert count_due() == len(tallies.COUNTS)
    assert count_due() == 0
    with django_assert_num_queries(2):
        assert pages_of("江东医学院") == 2


def test_new_pages_wait_for_their_turn_and_a_takedown_does_not(archive, slow, load) -> None:
    count_due()
    Tally.objects.update(took=60_000.0)
    page = load(TENDER.format(3), url="https://a.example.cn/3").page
    Page.objects.filter(pk=page.pk).update(state=Page.State.PUBLISHED)
    touch("page", page.pk, is_public=True)

    assert pages_of("江东医学院") == 2
    hide(archive[0])
    hide(archive[1])
    assert pages_of("江东医学院") == 1
    assert count_due() == len(tallies.COUNTS)


def test_counts_are_made_again_after_a_rest(archive, slow) -> None:
    count_due()
    touch("page", archive[0].pk, is_public=True)
    Tally.objects.update(took=60_000.0)
    assert count_due() == 0
    Tally.objects.update(made_at=timezone.now() - timedelta(days=1))
    assert count_due() == len(tallies.COUNTS)
