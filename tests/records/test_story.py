"""One story on several sites."""

from dataclasses import replace

import pytest

from tests.records.made import members_like, reading
from zhiyue.model import Count
from zhiyue.record import Record
from zhiyue.records import compile_records, members_of
from zhiyue.records.stories import BANDS, band_keys, overlap, signature_of

FIRST = "当天共校准电子秤318台，其中合格301台，当场调修17台。"
COPY = FIRST.replace("318", "381")


@pytest.fixture(scope="module")
def record() -> Record:
    (found,) = compile_records(members_like("story", "story"))
    return found


def test_copies_are_one_story_named_by_the_first(record: Record) -> None:
    assert record.title == "菜市场里的校准日 江州为三百台电子秤“体检”"
    assert record.field("copies").value == Count("2")
    assert record.field("published").value == "2024-09-10T08:02:00+08:00"
    assert record.field("first_source").value == "江东质量网"
    assert record.field("views").agreement == "compatible"


def test_figures_that_differ_among_copies_are_listed(record: Record) -> None:
    figures = record.field("figures")

    assert (figures.shown, figures.agreement) == ((FIRST,), "disputed")
    assert [voice.value for voice in figures.voices] == [FIRST, COPY]
    assert [(finding.code, finding.verdict, finding.arithmetic) for finding in record.findings] == [
        ("story.figures", "contradicted", "共有 1 句，其中 1 句数字不同")
    ]


def test_later_copy_never_renames_the_story(record: Record) -> None:
    first, copy = sorted(members_like("story", "story"), key=lambda member: member.published)
    (alone,) = compile_records([first])

    assert alone.id == record.id
    assert compile_records([copy])[0].id in record.also


def test_link_between_copies_is_explained(record: Record) -> None:
    (link,) = record.links

    assert [reason.code for reason in link.reasons] == [
        "same_text",
        "same_headline",
        "names_its_source",
        "near_in_time",
    ]


def test_notices_from_one_template_about_two_purchases_are_two() -> None:
    first, copy = members_like("story", "story")
    a = replace(first, about=("number:1",), keys=tuple(key for key in first.keys if key.scheme != "text"))
    b = replace(copy, about=("number:2",))

    assert len(compile_records([a, b])) == 2


def test_plans_of_two_bodies_from_one_template_are_two() -> None:
    first, copy = members_like("story", "story")
    told = replace(copy.source, source=None, first_source=None)
    a = replace(first, about=("edition:x", "scope:云溪县"), keys=tuple(k for k in first.keys if k.scheme != "text"))
    b = replace(copy, about=("edition:x", "scope:望州市"), source=told)

    assert len(compile_records([a, b])) == 2
    assert len(compile_records([a, replace(b, about=("edition:x",))])) == 1


def test_evidence_of_a_figure_opens_on_the_page() -> None:
    result = reading("story-1-first")
    (story,) = (member for member in members_of(result) if member.type == "story")

    for sentence in story.all("figures"):
        place = sentence.evidence[0]
        assert result.page.text[place.start : place.end] == place.exact


def test_fingerprint_is_the_same_everywhere() -> None:
    # Stored fingerprints are compared with new ones: a change here calls for every story to be read again.
    signature = signature_of("菜市场里的校准日江州为三百台电子秤体检")

    assert [str(key) for key in band_keys(signature)[:2]] == ["band:0034b4d2c531", "band:01fbd0a0de39"]
    assert len(band_keys(signature)) == BANDS


def test_overlap_follows_what_two_texts_share() -> None:
    text = "".join(chr(0x4E00 + index) for index in range(400))
    half = text[:200] + "".join(chr(0x6E00 + index) for index in range(200))

    assert overlap(signature_of(text), signature_of(text)) == 1
    assert 0.15 < overlap(signature_of(text), signature_of(half)) < 0.55
    assert overlap((), ()) == 0
