import json
from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.exports.reading import SECRETS, reading
from zhiyue.codec import from_json, to_json
from zhiyue.masking import mask
from zhiyue.model import (
    Attachment,
    Block,
    Candidate,
    Encoding,
    Evidence,
    Fact,
    Field,
    Finding,
    Mark,
    Named,
    Notice,
    Page,
    PageResult,
    Redaction,
    Related,
    Step,
    Table,
)
from zhiyue.spans import Span

# Secrets are made of other characters than everything else, so that finding one means that it came through.
NAMES = st.text(alphabet="赵钱孙李周吴郑王", min_size=2, max_size=4)
FILLER = st.text(alphabet="采购结果公示，。\n ab12", max_size=8)


def plain(**parts) -> PageResult:
    return PageResult("sha256:0", "a.txt", None, "1", Encoding("utf-8", 1.0), **parts)


def occurrences(text: str, words: str) -> Iterator[Span]:
    start = text.find(words)
    while start >= 0:
        yield Span(start, start + len(words))
        start = text.find(words, start + 1)


def spread(text: str, original: str, names: list[str], spans: list[Span]) -> PageResult:
    """A reading that repeats the names in every place that holds words."""
    evidence = tuple(Evidence(s.of(text), s.start, s.end, s, value=s.of(text)) for s in spans)
    fields = tuple(
        Field(
            "text",
            item.exact,
            evidence=(item,),
            context={"near": evidence[0]},
            canonical=item.exact,
            derived=item.exact,
        )
        for item in evidence
    )
    said = "，".join(names)
    named = Field("organisation", Named(said), status="derived")
    redactions = tuple(
        Redaction(s.start, s.end, "person", s) for name in names for s in occurrences(text, name)
    )  # fmt: skip
    return plain(
        page=Page(
            text=text,
            original=original,
            title=fields[0],
            body=text,
            blocks=(Block("paragraph", 0, len(text)),),
            tables=(Table(0, len(text), ((Span(0, 1),),)),),
            related=tuple(Related(0, 1, title=item) for item in fields),
            attachments=(Attachment(fields[0], url=f"https://a.example.cn/{said}.pdf"),),
            keywords=fields,
        ),
        repairs=(Step("a", 1, {"words": [said], said: {"in": said}}),),
        marks=tuple(Mark(s.start, s.end, "x", (Candidate(s.of(text), 0.5),)) for s in spans),
        notices=(Notice(0, "main", 0, len(text), fields[0], "news", 1.0, (said,)),),
        facts=(Fact("f", 0, "thing", {"one": fields[0], "many": fields, "named": named}),),
        findings=(Finding("a.b", "doubtful", said, "rule", said, 0, evidence),),
        redactions=redactions,
    )


@st.composite
def readings(draw) -> tuple[PageResult, list[str]]:
    names = draw(st.lists(NAMES, min_size=1, max_size=3, unique=True))
    pieces = draw(st.lists(st.one_of(FILLER, st.sampled_from(names)), min_size=1, max_size=12))
    text = "".join(pieces) + "，".join(names)
    edge = st.integers(0, len(text))
    spans = draw(st.lists(st.tuples(edge, edge).map(lambda pair: Span(*sorted(pair))), min_size=1, max_size=6))
    return spread(text, text, names, spans), names


@given(readings())
def test_no_redacted_words_survive(drawn):
    result, names = drawn
    shown = json.dumps(to_json(mask(result)), ensure_ascii=False)
    assert [name for name in names if name in shown] == []


@given(readings())
def test_offsets_stay(drawn):
    result, _ = drawn
    masked = mask(result)
    assert len(masked.page.text) == len(result.page.text)
    assert len(masked.page.original) == len(result.page.original)
    assert len(masked.page.body) == len(result.page.body)
    for before, after in zip(result.findings[0].evidence, masked.findings[0].evidence, strict=True):
        assert (after.start, after.end, after.original) == (before.start, before.end, before.original)
        assert after.exact == masked.page.text[after.start : after.end]


@given(readings())
def test_masking_twice_changes_nothing(drawn):
    result, _ = drawn
    masked = mask(result)
    assert mask(masked) == masked


@given(readings())
def test_a_masked_reading_goes_through_json(drawn):
    masked = mask(drawn[0])
    assert from_json(json.loads(json.dumps(to_json(masked)))) == masked


def test_reading_without_redactions_is_the_same_object():
    result = plain(page=Page(text="公示"))
    assert mask(result) is result


def test_findings_for_editors_are_not_for_the_public():
    result = reading()
    public, internal = mask(result), mask(result, audience="internal")
    assert [f.code for f in result.findings if f not in public.findings and f.audience == "internal"] == ["unit.late"]
    assert "unit.late" not in {f.code for f in public.findings}
    late = next(f for f in internal.findings if f.code == "unit.late")
    assert late.message == "联系人███所在单位尚未上报。"


def test_a_page_as_it_is_read():
    masked = mask(reading())
    shown = json.dumps(to_json(masked), ensure_ascii=False)
    assert [words for words in SECRETS if words in shown] == []
    assert "活动联系人：███，电话████████████。" in masked.page.text
    assert "活動(dòng)聯(lián)系人：███，電話████████████。" in masked.page.original
    assert "活动联系人：███，电话████████████。" in masked.page.body.split("\n")


def test_bylines_stay():
    page = Page(
        text="编辑：李四方 联系人：李四方",
        editor=(Field("name", "李四方", evidence=(Evidence("李四方", 3, 6, Span(3, 6)),)),),
    )
    masked = mask(plain(page=page, redactions=(Redaction(11, 14, "person"),)))
    assert masked.page.text == "编辑：李四方 联系人：███"
    assert masked.page.editor[0].value == "李四方"


def test_a_typed_value_that_rests_on_covered_words_is_left_out():
    page = Page(text="生于1985年")
    evidence = Evidence("1985年", 2, 7, Span(2, 7), value="1985")
    fact = Fact("f", 0, "thing", {"year": Field("year", "1985", evidence=(evidence,))})
    masked = mask(plain(page=page, facts=(fact,), redactions=(Redaction(2, 6, "id_number"),)))
    year = masked.facts[0].one("year")
    assert (year.value, year.status, year.exact) == (None, "masked", "████年")


def test_an_organisation_keeps_what_is_not_covered():
    page = Page(text="李四方工作室")
    field = Field(
        "organisation", Named("李四方工作室", "id-of-li"), evidence=(Evidence("李四方工作室", 0, 6, Span(0, 6)),)
    )
    fact = Fact("f", 0, "thing", {"buyer": field})
    masked = mask(plain(page=page, facts=(fact,), redactions=(Redaction(0, 3, "person"),)))
    buyer = masked.facts[0].one("buyer")
    assert (buyer.value, buyer.status) == (Named("███工作室"), "stated")


def test_original_of_unknown_range_is_covered_whole():
    page = Page(text="联系人李四", original="聯系人李四\n二")
    masked = mask(plain(page=page, redactions=(Redaction(3, 5, "person"),)))
    assert masked.page.original == "█████\n█"


def test_original_is_covered_where_the_words_stood():
    page = Page(text="联系人陈四方", original="聯(lián)系人陳(chén)四方")
    masked = mask(plain(page=page, redactions=(Redaction(3, 6, "person", Span(9, 18)),)))
    assert masked.page.original == "聯(lián)系人█████████"


def test_how_a_name_came_is_covered_in_messages():
    page = Page(text="陈四方", original="陳(chén)四方")
    found = Finding("a.b", "doubtful", "原样 陳(chén)四方", "rule")
    masked = mask(plain(page=page, findings=(found,), redactions=(Redaction(0, 3, "person", Span(0, 9)),)))
    assert masked.findings[0].message == "原样 █████████"


def test_one_covered_character_is_not_covered_in_other_words():
    page = Page(text="王先生")
    found = Finding("a.b", "doubtful", "国王酒店", "rule")
    masked = mask(plain(page=page, findings=(found,), redactions=(Redaction(0, 1, "person"),)))
    assert (masked.page.text, masked.findings[0].message) == ("█先生", "国王酒店")


@pytest.mark.parametrize("body", ["甲李四方\n乙李四方", "别的 李四方"])
def test_body_is_covered_whatever_it_is_made_of(body):
    page = Page(text="甲李四方\n乙李四方", body=body, blocks=(Block("paragraph", 0, 4), Block("paragraph", 5, 9)))
    result = plain(page=page, redactions=(Redaction(1, 4, "person"), Redaction(6, 9, "person")))
    assert mask(result).page.body == body.replace("李四方", "███")


def test_body_shows_what_the_text_shows():
    page = Page(
        text="编辑李四方\n联系李四方",
        body="编辑李四方\n联系李四方",
        blocks=(Block("lede", 0, 5), Block("paragraph", 6, 11)),
    )
    masked = mask(plain(page=page, redactions=(Redaction(8, 11, "person"),)))
    assert masked.page.body == "编辑李四方\n联系███"


def test_candidates_of_a_covered_mark_are_left_out():
    page = Page(text="李四〓")
    marks = (Mark(2, 3, "byte.lost", (Candidate("方", 0.6),)),)
    masked = mask(plain(page=page, marks=marks, redactions=(Redaction(0, 3, "person"),)))
    assert masked.marks == (replace(marks[0], candidates=()),)
