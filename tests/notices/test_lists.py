"""Lists parted into their items."""

import pytest

from zhiyue.notices.lists import is_open, numbered_items, split_items
from zhiyue.spans import Span


def items(text, *, count=None):
    return [span.of(text) for span in split_items(text, Span(0, len(text)), count=count)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("甲事；乙事;丙事", ["甲事", "乙事", "丙事"]),
        ("甲、乙事；丙、丁事", ["甲、乙事", "丙、丁事"]),
        ("甲事、乙事、丙事。", ["甲事", "乙事", "丙事"]),
        ("甲事、乙（丙、丁）事", ["甲事", "乙（丙、丁）事"]),
        ("甲部 乙部\u3000丙部", ["甲部", "乙部", "丙部"]),
        ("一是甲事。二是乙事。", ["甲事", "乙事"]),
        ("一是甲事，二是乙事，三是丙事", ["甲事", "乙事", "丙事"]),
        ("（一）甲事；（二）乙事", ["甲事", "乙事"]),
        ("1.甲事，真好；2.乙事", ["甲事，真好", "乙事"]),
        ("甲事、乙事等", ["甲事", "乙事"]),
        ("甲事", ["甲事"]),
        ("", []),
    ],
)
def test_split_items_parts_a_list(text, expected):
    assert items(text) == expected


@pytest.mark.parametrize(
    ("text", "count", "expected"),
    [
        ("甲事、乙事和丙事", 3, ["甲事", "乙事", "丙事"]),
        ("甲事、乙事和丙事", 2, ["甲事", "乙事和丙事"]),
        ("甲、乙事，丙、丁事", 2, ["甲、乙事", "丙、丁事"]),
    ],
)
def test_split_items_trusts_the_number_that_is_claimed(text, count, expected):
    assert items(text, count=count) == expected


def numbered(*lines, whole=False):
    text = "\n".join(lines)
    zones, start = [], 0
    for line in lines:
        zones.append(Span(start, start + len(line)))
        start += len(line) + 1
    return [span.of(text) for span in numbered_items(text, zones, whole=whole)]


@pytest.mark.parametrize(
    "lines",
    [
        ("（一）甲事。细则", "（二）乙事：细则"),
        ("(一) 甲事", "(二) 乙事"),
        ("1.甲事", "2.乙事"),
        ("1、甲事", "2、乙事"),
        ("①甲事", "②乙事"),
        ("一是甲事；二是乙事。",),
        ("第一，甲事。第二，乙事。",),
        ("（一）甲事", "1.内一", "2.内二", "（二）乙事"),
    ],
)
def test_numbered_items_follow_the_style_of_the_first(lines):
    assert numbered(*lines) == ["甲事", "乙事"]


def test_numbered_items_end_at_the_sentence_where_the_whole_is_asked():
    assert numbered("1.甲：事；2.乙：事", whole=True) == ["甲：事", "乙：事"]


def test_numbered_items_pass_over_numbers_out_of_sequence():
    assert numbered("2.乙事", "5.戊事") == []


def test_numbered_items_are_none_for_one():
    assert numbered("1.甲事") == []


def test_is_open_hears_the_word_behind_the_last():
    assert is_open("甲、乙等六个", Span(2, 3))
    assert not is_open("甲、乙六个", Span(2, 3))
