"""A reading is the same thing as object and as JSON."""

import json

from hypothesis import given
from hypothesis import strategies as st

from zhiyue.codec import from_json, to_json
from zhiyue.model import (
    Attachment,
    Block,
    Candidate,
    Count,
    Encoding,
    Evidence,
    Fact,
    Field,
    Finding,
    Mark,
    Money,
    Named,
    Notice,
    Ordinal,
    Page,
    PageResult,
    Period,
    Quantity,
    Redaction,
    Related,
    Rights,
    Share,
    Step,
    Table,
)  # fmt: skip
from zhiyue.spans import Span

words = st.text(max_size=6)
numbers = st.integers(0, 99)
spans = st.builds(Span, numbers, numbers)
values = st.one_of(
    st.none(),
    words,
    st.builds(Money, st.none() | words, words, words, words, st.sampled_from(["total", "unit_price", "rate"])),
    st.builds(Share, words),
    st.builds(Period, words, words),
    st.builds(Count, words),
    st.builds(Quantity, words, words),
    st.builds(Ordinal, numbers),
    st.builds(Named, words, st.none() | words, st.none() | words),
)
evidence = st.builds(Evidence, words, numbers, numbers, spans, st.sampled_from(["stated", "truncated"]), values)
fields = st.builds(
    Field,
    st.sampled_from(["text", "money", "place"]),
    values,
    st.sampled_from(["stated", "masked", "not_stated"]),
    st.lists(evidence, max_size=2).map(tuple),
    st.sampled_from(["=", "≥"]),
    st.dictionaries(words, evidence, max_size=1),
    st.none() | words,
    st.sampled_from([None, "pm"]),
    st.none() | words,
)
few = st.lists(fields, max_size=1).map(tuple)
maybe = st.none() | fields
pages = st.builds(
    Page,
    text=words,
    original=st.none() | words,
    title=maybe,
    author=few,
    views=maybe,
    blocks=st.just((Block("title", 0, 1),)),
    tables=st.builds(lambda span: (Table(0, 9, ((span, span), (span,)), 1),), spans),
    related=st.builds(lambda title, also: (Related(0, 1, title, also, None, 1),), fields, maybe),
    attachments=st.builds(lambda name: (Attachment(name),), fields),
    rights=st.none() | st.builds(Rights, numbers, numbers, maybe),
)
facts = st.builds(Fact, words, numbers, words, st.dictionaries(words, st.one_of(fields, few), max_size=2))
results = st.builds(
    PageResult,
    words,
    st.none() | words,
    st.none() | words,
    words,
    st.builds(Encoding, words, st.floats(0, 1), st.none() | words),
    pages,
    st.just((Step("channel.annotations", 3, {"annotated": "發現"}),)),
    st.just((Mark(0, 1, "lost_trail", (Candidate("保", 0.5),)),)),
    st.builds(lambda title: (Notice(0, "main", 0, 1, title, "news", 0.5, ("title:通知",)),), maybe),
    st.lists(facts, max_size=2).map(tuple),
    st.builds(lambda item: (Finding("c", "confirmed", "m", "r", None, 0, (item,)),), evidence),
    st.just((Redaction(0, 1, "person", Span(0, 2)),)),
)


@given(results)
def test_from_json_gives_back_what_to_json_wrote(result):
    assert from_json(json.loads(json.dumps(to_json(result)))) == result


def test_to_json_writes_the_first_evidence_at_the_top():
    first = Evidence("2804.2万元", 3, 10, Span(3, 12), value=Money("28042000.00", "CNY", "2804.2", "万元"))
    second = Evidence("2...", 30, 34, Span(40, 44), "truncated")
    field = Field("money", first.value, evidence=(first, second))
    result = PageResult("d", None, None, "0", Encoding("utf-8", 1.0), Page("x", title=field))
    written = to_json(result)["page"]["title"]
    assert written["exact"] == "2804.2万元"
    assert (written["start"], written["end"]) == (3, 10)
    assert written["original"] == {"start": 3, "end": 12}
    assert written["value"] == {
        "amount": "28042000.00", "currency": "CNY", "printed": "2804.2", "unit": "万元", "basis": "total",
    }  # fmt: skip
    assert [item["status"] for item in written["evidence"]] == ["stated", "truncated"]


def test_to_json_writes_an_absent_field_without_a_place():
    result = PageResult(
        "d", None, None, "0", Encoding("utf-8", 1.0), Page("x", title=Field("text", None, "not_stated"))
    )
    written = to_json(result)["page"]["title"]
    assert (written["value"], written["status"], written["exact"], written["start"]) == (None, "not_stated", None, None)
