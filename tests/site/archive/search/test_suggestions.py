"""Suggestions: a few of each type, of what may be seen now."""

import pytest

from zhiyue_site.archive.models import IndexTask, Page
from zhiyue_site.archive.search import suggest


def said(prefix: str, **options) -> list[tuple[str, str]]:
    return [(item.type, item.text) for item in suggest(prefix, **options)]


def test_suggest_organisation_by_its_beginning_and_its_middle(indexed) -> None:
    assert ("organisation", "江东医学院") in said("江东医")
    assert ("organisation", "江东医学院") in said("医学")


def test_suggest_instrument_that_is_there(indexed) -> None:
    assert said("hpl") == [("instrument", "高效液相色谱仪")]
    assert said("质谱") == []


@pytest.mark.parametrize("prefix", ["0811", "0811-254j", "０８１１２５４"])
def test_suggest_number_in_any_spelling(indexed, prefix: str) -> None:
    assert said(prefix) == [("number", "0811-254JDZC0312")]


def test_suggest_title_leads_to_its_page(indexed) -> None:
    _, news = indexed
    (title,) = [item for item in suggest("望州市启动") if item.type == "title"]

    assert (title.page_id, title.label) == (news.pk, "文章")
    assert [part.text for part in title.parts if part.lit] == ["望州市启动"]


@pytest.mark.parametrize("prefix", ["", " ", "-", "“", "*", "。", "…"])
def test_suggest_nothing_for_nothing(indexed, prefix: str) -> None:
    assert said(prefix) == []


@pytest.mark.parametrize("prefix", ["江东医学院", "0811", "hplc", "望州"])
def test_suggest_nothing_of_what_was_just_taken_away(indexed, prefix: str) -> None:
    assert said(prefix) != []
    Page.objects.update(visibility=Page.Visibility.HIDDEN)

    assert said(prefix) == []
    assert said(prefix, audience="internal") != []


def test_suggest_nothing_of_a_page_of_which_the_index_knows_too_little(indexed) -> None:
    tender, _ = indexed
    IndexTask.objects.create(kind="page", target=tender.pk)

    assert said("0811") == []


def test_suggest_no_contact_person(indexed) -> None:
    assert said("钱知") == []


def test_suggest_never_fails_and_keeps_to_its_limit(indexed) -> None:
    for prefix in ("(", "[a", "\\", "a*", "江" * 500, "\ud800", "0811[", "𠮷"):
        assert len(suggest(prefix, limit=3)) <= 3
