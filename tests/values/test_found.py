"""No value stands on a place that a mark keeps from being read."""

import pytest

from zhiyue.model import Count, Mark, Repaired
from zhiyue.spans import Span
from zhiyue.values.found import Found, field_of, text_field


def field(text, exact, type_, code=None, marked=None):
    start = text.index(exact)
    marks = (Mark(text.index(marked), text.index(marked) + len(marked), code),) if code else ()
    value = Count("7") if type_ == "count" else exact
    found = Found(type_, Span(start, start + len(exact)), value)
    read = field_of(Repaired(text, text, marks=marks), found)
    return read.status, read.value


CASES = [
    ("共17.9%", "17.9%", "share", None, None, ("stated", "17.9%")),
    ("占〓7.9%", "7.9%", "share", None, None, ("unreadable", None)),
    ("将近〓 930万", "930万", "count", None, None, ("unreadable", None)),
    ("约?7.9%", "7.9%", "share", "doubtful_question_mark", "?", ("unreadable", None)),
    ("预算405.18??", "405.18", "money", "lost_text", "??", ("unreadable", None)),
    ("????2024-05-06", "2024-05-06", "date", "lost_text", "????", ("stated", "2024-05-06")),
    ("2024年**月", "2024年", "year", "masked_figures", "2024年**月", ("masked", None)),
    ("****医院", "****医院", "organisation", "masked_words", "****", ("masked", None)),
    ("JH**-**", "JH**-**", "code", "masked_figures", "JH**-**", ("masked", None)),
]


@pytest.mark.parametrize(("text", "exact", "type_", "code", "marked", "expected"), CASES)
def test_value_on_a_mark_is_not_shown(text, exact, type_, code, marked, expected):
    assert field(text, exact, type_, code, marked) == expected


@pytest.mark.parametrize(("title", "status"), [("某市****医院采购", "stated"), ("????采购", "unreadable")])
def test_title_keeps_its_stars_and_loses_its_question_marks(title, status):
    code = "lost_text" if "?" in title else "masked_words"
    start = title.index("*" if "*" in title else "?")
    page = Repaired(title, title, marks=(Mark(start, start + 4, code),))

    read = text_field(page, Span(0, len(title)))

    assert (read.status, read.value) == (status, title if status == "stated" else None)
