from hypothesis import given
from hypothesis import strategies as st

from tests.exports.reading import write
from zhiyue.exports.viewer._alignment import align
from zhiyue.spans import Edit, Span, SpanMap

WORDS = st.text(alphabet="采採购購政府(gou)\n", max_size=30)


def applied(original: str, edits) -> str:
    at, parts = 0, []
    for edit in edits:
        parts += [original[at : edit.start], edit.text]
        at = edit.end
    return "".join((*parts, original[at:]))


@given(WORDS, WORDS, st.lists(st.tuples(*[st.integers(0, 30)] * 4), max_size=4))
def test_the_edits_lead_from_one_text_to_the_other(text, original, points):
    pairs = [(Span(*sorted((a, b))), Span(*sorted((c, d)))) for a, b, c, d in points]
    assert applied(original, align(text, original, pairs)) == text


def test_what_was_taken_away_belongs_to_the_character_before():
    assert align("市场", "市(shì)场", ()) == (Edit(0, 6, "市"),)


def test_the_edits_of_a_damaged_page_are_found():
    draft, _, _ = write()
    edits = align(draft.text, draft.original, ())
    assert applied(draft.original, edits) == draft.text
    # Not every boundary is the fixer's: an annotation beside another is one run here.
    start = draft.text.index("计量标准逐年增加")
    span = SpanMap(lambda: edits).original(start, start + 8)
    assert span.of(draft.original) == "計(jì)量標(biāo)準(zhǔn)逐年增加"
