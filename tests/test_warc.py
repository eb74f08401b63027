"""WARC archives: every page with its address and moment, every broken record told, no bomb unpacked."""

import gzip
import zlib
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.warcs import PAGE, crawl, record, response
from zhiyue.errors import UnreadableInput
from zhiyue.model import RawPage
from zhiyue.pipeline import process
from zhiyue.readers import MAX_BYTES
from zhiyue.warc import is_warc, read_warc

FIRST, SECOND = "https://a.example.cn/1", "https://a.example.cn/2"


def read(body: bytes) -> list[RawPage | UnreadableInput]:
    return list(read_warc(BytesIO(body), name="crawl.warc"))


def addresses(body: bytes) -> list[str | None]:
    """The addresses of the pages; None for each error."""
    return [found.url if isinstance(found, RawPage) else None for found in read(body)]


def errors(body: bytes) -> list[str]:
    return [found.what for found in read(body) if isinstance(found, UnreadableInput)]


@pytest.mark.parametrize(
    "pack",
    [
        b"".join,
        lambda records: b"".join(map(gzip.compress, records)),
        lambda records: gzip.compress(b"".join(records)),
    ],
    ids=["plain", "a member for each record", "one member"],
)
def test_pages_of_a_crawl_with_address_moment_and_type(pack):
    body = pack(crawl())

    first, second = read(body)
    assert is_warc(BytesIO(body))
    assert (first.url, first.fetched_at) == (FIRST, "2025-09-08T03:00:00Z")
    assert (second.url, second.content_type) == (SECOND, "text/html; charset=gbk")
    assert (first.body, second.body) == (PAGE.format(1).encode(), PAGE.format(2).encode("gb18030"))


def test_charset_of_the_header_is_weighed_against_the_bytes():
    said = response(FIRST, PAGE.format(1).encode("gb18030"), media="text/plain; charset=GBK")
    lied = response(SECOND, PAGE.format(2).encode(), media="text/plain; charset=GBK")

    readings = [process(page) for page in read(said + lied)]
    assert [reading.encoding.label for reading in readings] == ["gb18030", "utf-8"]
    assert all("望州市" in reading.page.text for reading in readings)


def test_text_that_a_crawl_was_turned_into_is_read_and_a_crawlers_log_is_not():
    text = record("conversion", FIRST, PAGE.encode(), media="text/plain")
    log = record("resource", "metadata://example.cn/crawler.log", b"log", media="text/plain")

    assert addresses(text + log) == [FIRST]


@pytest.mark.parametrize(
    ("extra", "body"),
    [
        ("Content-Encoding: gzip\r\n", gzip.compress(PAGE.encode())),
        ("Content-Encoding: deflate\r\n", zlib.compress(PAGE.encode())),
        ("Content-Encoding: deflate\r\n", zlib.compress(PAGE.encode(), wbits=-15)),
        ("Transfer-Encoding: chunked\r\n", b"%x\r\n%s\r\n0\r\n\r\n" % (len(PAGE.encode()), PAGE.encode())),
        ("Content-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n", PAGE.encode()),
    ],
    ids=["gzip", "zlib", "deflate", "chunks", "undone by the crawler"],
)
def test_wrappings_of_the_way_are_undone(extra: str, body: bytes):
    (page,) = read(response(FIRST, body, extra=extra))

    assert page.body == PAGE.encode()


@pytest.mark.parametrize(
    "broken",
    [
        response(FIRST, b"x", length=100_000),
        response(FIRST, b"x" * 400, length=300),
        response(FIRST, b"x", length=-5),
        response(FIRST, b"\x1f\x8b\x08 no gzip at all", extra="Content-Encoding: gzip\r\n"),
        response(FIRST, gzip.compress(bytes(range(256)) * 9)[:99], extra="Content-Encoding: gzip\r\n"),
        response(FIRST, b"5\r\nhello\r\n30\r\nabc", extra="Transfer-Encoding: chunked\r\n"),
        b"no record of any kind\r\n\r\n",
    ],
    ids=["longer", "shorter", "negative", "no gzip", "gzip cut off", "chunks cut off", "no record"],
)
def test_broken_record_is_told_once_and_the_others_are_read(broken: bytes):
    good = [response(f"https://a.example.cn/{number}", PAGE.encode()) for number in (7, 8, 9)]

    found = addresses(good[0] + broken + good[1] + good[2])
    assert [url for url in found if url != FIRST] == [
        "https://a.example.cn/7", None, "https://a.example.cn/8", "https://a.example.cn/9"
    ]  # fmt: skip


def test_broken_member_of_a_packed_archive_costs_itself_alone():
    records = [gzip.compress(response(f"https://a.example.cn/{n}", bytes(range(256)) * 40)) for n in (1, 2, 3)]
    records[1] = records[1][:150] + b"\xff" * 60 + records[1][210:]

    assert addresses(b"".join(records)) == [FIRST, None, "https://a.example.cn/3"]


@given(st.data())
def test_cut_anywhere_gives_whole_pages_and_errors_only(data: st.DataObject):
    body = b"".join(crawl())
    found = read(body[: data.draw(st.integers(10, len(body)))])

    bodies = {FIRST: PAGE.format(1).encode(), SECOND: PAGE.format(2).encode("gb18030")}
    assert all(page.body == bodies[page.url] for page in found if isinstance(page, RawPage))


def test_error_says_what_where_and_what_to_do():
    (error,) = read(response(FIRST, b"x", length=300))

    assert isinstance(error, UnreadableInput)
    assert "the record is cut off" in str(error)
    assert f"crawl.warc#0 {FIRST}: " in str(error)
    assert "fetch this one again" in str(error)


def test_archive_without_a_page_says_so():
    assert errors(response("https://a.example.cn/logo.png", b"\x89PNG", media="image/png")) == [
        "no page of text is in this archive"
    ]


def test_bomb_in_a_body_is_refused():
    bomb = response(FIRST, gzip.compress(b"0" * (MAX_BYTES + 1)), extra="Content-Encoding: gzip\r\n")

    assert errors(bomb) == ["the page cannot be unpacked (it unpacks to more than 64 MiB)"]


def test_bomb_of_an_archive_is_refused_before_it_is_unpacked():
    bomb = gzip.compress(response(FIRST, b"", length=100 << 30))

    assert errors(bomb + gzip.compress(response(SECOND, b"x"))) == [
        "the archive unpacks to far more than pages do; the rest was not read"
    ]


@pytest.mark.parametrize("body", [b"", b"\x1f\x8b", b"<html>", gzip.compress(b"<html>"), b"\x1f\x8b\xff\xff\xff"])
def test_other_files_are_no_archives(body: bytes):
    assert not is_warc(BytesIO(body))
