"""Every header row of the field list, in every format: the same rows come out of each."""

import pytest
from tests.sheets.books import WRITERS, Book, plain, said, values
from tests.sheets.header_rows import BOOKS

from zhiyue.model import Period
from zhiyue.sheets import read_sheet

SEPTEMBER = Period("2026-09-01", "2026-09-30")
CASES = [pytest.param(book, name, id=f"{book.id}-{name}") for book in BOOKS for name in book.formats]


def read(book: Book, name: str):
    return read_sheet(f"{book.id}.{name}", WRITERS[name](book), year=book.year, days=SEPTEMBER)


@pytest.mark.parametrize(("book", "name"), CASES)
def test_rows(book, name):
    reading = read(book, name)

    assert [table.shape for table in reading.tables] == [book.shape]
    found = [values(draft) for draft in reading.drafts]
    expected = book.drafts
    assert [{key: row.get(key) for key in want} for row, want in zip(found, expected, strict=False)] == expected
    assert len(found) == len(expected)


@pytest.mark.parametrize(("book", "name"), [case for case in CASES if case.values[0].fields])
def test_columns(book, name):
    (table,) = read(book, name).tables
    columns = {plain(column.heading): column.field for column in table.columns}

    assert {heading: columns.get(heading) for heading in book.fields} == book.fields


@pytest.mark.parametrize(("book", "name"), CASES)
def test_title_head_and_totals(book, name):
    reading = read(book, name)
    (table,) = reading.tables

    if name in ("xlsx", "xls"):
        assert table.totals == book.totals
    if book.title and name != "html":
        assert table.title == book.title
    assert {key: said(reading.context[key]) for key in book.context} == book.context
