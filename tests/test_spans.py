"""The map from repaired text back to the original, against the plainest way to say what it must answer."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhiyue.spans import IDENTITY, Edit, Span, SpanMap


@st.composite
def edited(draw, length=None):
    """A length of the original, and sorted edits of it that do not overlap."""
    size = draw(st.integers(1, 40)) if length is None else length
    cuts = sorted(draw(st.lists(st.integers(0, size), max_size=10, unique=True)))
    edits = [
        Edit(start, end, "x" * draw(st.integers(0, 4)))
        for start, end in zip(cuts[::2], cuts[1::2], strict=False)
    ]  # fmt: skip
    return size, edits


def origins(size, edits):
    """For each character of the text, the range of the original that it came from."""
    found, position = [], 0
    for edit in edits:
        found += [Span(at, at + 1) for at in range(position, edit.start)]
        found += [Span(edit.start, edit.end)] * len(edit.text)
        position = edit.end
    return found + [Span(at, at + 1) for at in range(position, size)]


@given(edited(), st.data())
def test_range_maps_to_all_that_its_characters_came_from(case, data):
    size, edits = case
    expected = origins(size, edits)
    start = data.draw(st.integers(0, len(expected)))
    end = data.draw(st.integers(start, len(expected)))

    span = SpanMap(lambda: edits).original(start, end)

    if start == end:
        assert len(span) == 0
        assert 0 <= span.start <= size
    else:
        assert span == Span(expected[start].start, expected[end - 1].end)


@given(edited(), st.data())
def test_maps_chain(case, data):
    size, first = case
    middle = origins(size, first)
    _, second = data.draw(edited(length=len(middle)))
    last = origins(len(middle), second)
    chained = IDENTITY.then(lambda: first).then(lambda: second)

    for at, between in enumerate(last):
        if len(between):
            expected = Span(middle[between.start].start, middle[between.end - 1].end)
            assert chained.original(at, at + 1) == expected


def test_edits_are_asked_for_once_and_only_when_needed():
    calls = []

    def make():
        calls.append("made")
        return [Edit(1, 7, "購")]

    spans = SpanMap(make)
    assert calls == []

    assert spans.original(0, 1) == Span(0, 1)
    assert spans.original(1, 2) == Span(1, 7)
    assert spans.original(2, 3) == Span(7, 8)
    assert calls == ["made"]


def test_identity_maps_a_range_to_itself():
    assert IDENTITY.is_identity
    assert IDENTITY.original(3, 5) == Span(3, 5)


@pytest.mark.parametrize(
    ("outer", "inner", "expected"),
    [(Span(0, 5), Span(1, 5), True), (Span(0, 5), Span(1, 6), False), (Span(2, 5), Span(1, 5), False)],
)
def test_span_holds(outer, inner, expected):
    assert outer.holds(inner) is expected


def test_span_of_text():
    assert Span(1, 3).of("质量月") == "量月"
    assert len(Span(1, 3)) == 2


def stretched(size, stretches, length):
    """For each character of a text of `length`, the range of the original, told by stretches."""
    found, position, shift = [], 0, 0
    for stretch in stretches:
        found += [Span(at + shift, at + shift + 1) for at in range(position, stretch.start)]
        found += [stretch.original] * (stretch.end - stretch.start)
        position, shift = stretch.end, stretch.original.end - stretch.end
    found += [Span(at + shift, at + shift + 1) for at in range(position, length)]
    assert all(0 <= span.start <= span.end <= size for span in found)
    return found


@given(edited())
def test_stretches_tell_the_whole_map(case):
    size, edits = case
    expected = origins(size, edits)
    assert stretched(size, SpanMap(lambda: edits).stretches(), len(expected)) == expected


@given(edited(), st.data())
def test_stretches_of_chained_maps_hold_what_each_range_came_from(case, data):
    size, first = case
    middle = origins(size, first)
    _, second = data.draw(edited(length=len(middle)))
    last = origins(len(middle), second)
    chained = IDENTITY.then(lambda: first).then(lambda: second)

    told = stretched(size, chained.stretches(), len(last))

    for at in range(len(last)):
        assert told[at].holds(chained.original(at, at + 1))


def test_stretches_of_the_identity_are_none():
    assert IDENTITY.stretches() == ()
