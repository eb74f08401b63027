"""WARC archives → `RawPage`s: the pages that a crawler kept, each with its address and the moment of its capture.

Comes in: a ``.warc`` or ``.warc.gz`` file. Goes out, in its order: a `RawPage` for each page of text, and an
`UnreadableInput` for each record that is broken: one bad record costs itself alone, and none is lost in silence. A page
is a response (status 2xx), resource or conversion that is HTML or plain text; pictures, requests, errors of the website
and visits that found nothing new are no pages and are passed over.

The bytes are the body as the website meant it: chunks put together, compression undone, characters as they were, for
`readers.decode` weighs what the header declares against what the bytes are. Format: ISO 28500 (WARC 1.1).
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Generator, Iterator
from dataclasses import replace
from io import SEEK_END, BytesIO
from typing import IO, Protocol

from fastwarc.stream_io import BrotliReader, ChunkedReader, ZstdReader
from fastwarc.warc import ArchiveIterator, WarcRecord, WarcRecordType

from zhiyue.errors import UnreadableInput
from zhiyue.model import RawPage
from zhiyue.readers import MAX_BYTES

PAGE_TYPES = ("text/html", "application/xhtml+xml", "text/plain")

MAX_RATIO = 250
"""So many times its own size may an archive unpack to; crawls of websites stay below thirty."""

_ALWAYS_ALLOWED = 64 * 1024 * 1024
_PAGES = WarcRecordType.response | WarcRecordType.resource | WarcRecordType.conversion
_SCHEMES = ("http://", "https://", "ftp://", "file:")  # not the crawler's own log: metadata://gnu.org/software/wget/…
_GZIP, _ZSTD, _PLAIN = b"\x1f\x8b", b"\x28\xb5\x2f\xfd", b"WARC/"
_CHUNK = re.compile(rb"[0-9A-Fa-f]{1,8}[ \t]*(?:;[^\r\n]*)?\r?\n")
_STEP = 1024 * 1024

Outcome = RawPage | UnreadableInput


class _Reader(Protocol):
    def read(self, size: int = ..., /) -> bytes: ...


def is_warc(file: IO[bytes]) -> bool:
    """Whether a file is a WARC archive, packed or not; the file stands again where it stood."""
    place = file.tell()
    head = file.read(512)
    file.seek(place)
    if head.startswith(_GZIP):
        try:
            head = zlib.decompressobj(wbits=31).decompress(head, len(_PLAIN))
        except zlib.error:
            return False
    return head.startswith(_PLAIN)


def read_warc(file: IO[bytes], *, name: str) -> Iterator[Outcome]:
    """Read the pages of an archive one after the other; `name` is what messages call it.

    An archive that unpacks to more than `MAX_RATIO` times its size ends in an error: it was made to fill a disk. One
    without a page is an error too.
    """
    is_empty = True
    for outcome in _outcomes(file, name):
        is_empty = False
        yield outcome
    if is_empty:
        yield UnreadableInput(
            "no page of text is in this archive",
            where=name,
            remedy="Give one that holds answers in HTML or plain text.",
        )


def _outcomes(file: IO[bytes], name: str) -> Iterator[Outcome]:
    allowed = max(_ALWAYS_ALLOWED, MAX_RATIO * file.seek(0, SEEK_END))
    start: int | None = 0
    while start is not None:
        broken_at, allowed = yield from _read_from(file, start, name=name, allowed=allowed, is_again=start > 0)
        start = None if broken_at is None else _next_record(file, broken_at + 1)


def _read_from(
    file: IO[bytes], start: int, *, name: str, allowed: int, is_again: bool
) -> Generator[Outcome, None, tuple[int | None, int]]:
    """Read up to the first break, or the end. Returns where it broke, and how much may still be unpacked."""
    file.seek(start)
    at, is_first = 0, True
    try:
        for record in ArchiveIterator(file, strict_mode=False):
            at, is_first = record.stream_pos, False
            allowed -= record.content_length
            if allowed < 0:
                what = "the archive unpacks to far more than pages do; the rest was not read"
                yield UnreadableInput(
                    what, where=f"{name}#{start + at}", remedy="Ask who made it, or cut it into parts."
                )
                return None, allowed
            outcome, is_whole = _outcome(record, name, start + at)
            if outcome is not None:
                yield outcome
            if not is_whole:
                return start + at, allowed
    except OSError as error:
        # A place that only looked like a record, on the way from a break to the next one, is not told of again.
        if not (is_again and is_first):
            yield _error(f"a record of the archive is broken ({error})", f"{name}#{start + at}")
        return start + at, allowed
    return None, allowed


def _next_record(file: IO[bytes], start: int) -> int | None:
    """Where the next record begins, or seems to; None where there is none."""
    file.seek(0)
    sign = _GZIP + b"\x08" if file.read(2) == _GZIP else b"\n" + _PLAIN
    file.seek(start)
    before, place = b"", start
    while step := file.read(_STEP):
        found = (before + step).find(sign)
        if found >= 0:
            return place - len(before) + found + (sign[:1] == b"\n")
        place += len(step)
        before = step[1 - len(sign) :]
    return None


def _outcome(  # noqa: PLR0911  # one return for each way in which a record ends
    record: WarcRecord, name: str, at: int
) -> tuple[Outcome | None, bool]:
    """What a record is: a page, an error, nothing to read; and whether the archive can be read on behind it."""
    uri = (record.headers.get("WARC-Target-URI") or "").strip("<> ")
    if not record.record_type & _PAGES or not uri.lower().startswith(_SCHEMES):
        return None, True
    where = f"{name}#{at} {uri}"
    size = record.content_length
    if record.is_http and not (record.http_headers and record.http_headers.status_code):
        return _error("the record holds no answer of a website: its header is cut or broken", where), False
    if not _is_page(record):
        return None, True
    if size > MAX_BYTES:
        return _error(f"{size / 1e6:,.0f} MB is more than one page can hold", where), True
    body = record.reader.read(size)
    if len(body) < size:
        return _error(f"the record is cut off: {size} bytes are announced, {len(body)} are there", where), False
    try:
        raw = RawPage(_unpacked(body, record), path=name, url=uri, content_type=_type_of(record) or None)
    except (OSError, zlib.error) as error:
        return _error(f"the page cannot be unpacked ({error})", where), True
    return replace(raw, fetched_at=record.headers.get("WARC-Date")), True


def _is_page(record: WarcRecord) -> bool:
    status = record.http_headers.status_code if record.is_http else 200
    media = _type_of(record).partition(";")[0].strip().lower()
    return status is not None and 200 <= status < 300 and media in PAGE_TYPES


def _type_of(record: WarcRecord) -> str:
    headers = record.http_headers if record.is_http else record.headers
    return headers.get("Content-Type") or ""


# ── the body as the website meant it ─────────────────────────────────────────────────────────────────────────────


def _unpacked(body: bytes, record: WarcRecord) -> bytes:
    """The body without the wrappings of its way. Crawlers that undid one and left its name in the header are known."""
    if not record.is_http:
        return body
    headers = record.http_headers
    if "chunked" in (headers.get("Transfer-Encoding") or "").lower() and _CHUNK.match(body):
        body = _all_of(ChunkedReader(BytesIO(body)))
    for coding in reversed((headers.get("Content-Encoding") or "").lower().split(",")):
        body = _decoded(body, coding.strip())
    return body


def _decoded(body: bytes, coding: str) -> bytes:
    match coding:
        case "gzip" | "x-gzip" if body.startswith(_GZIP):
            return _inflated(body, wbits=31)
        case "deflate":
            # Half of the websites mean zlib's wrapping by it, the others none.
            return _inflated(body, wbits=15 if body[:1] == b"\x78" else -15)
        case "br":
            return _all_of(BrotliReader(BytesIO(body)))
        case "zstd" if body.startswith(_ZSTD):
            return _all_of(ZstdReader(BytesIO(body)))
        case _:
            return body


def _inflated(body: bytes, *, wbits: int) -> bytes:
    made = zlib.decompressobj(wbits=wbits)
    text = made.decompress(body, MAX_BYTES + 1)
    if len(text) > MAX_BYTES:
        raise OSError(f"it unpacks to more than {MAX_BYTES // 1024**2} MiB")
    if not made.eof:
        raise OSError("it is cut off")
    return text


def _all_of(reader: _Reader) -> bytes:
    parts: list[bytes] = []
    size = 0
    while part := reader.read(_STEP):
        parts.append(part)
        size += len(part)
        if size > MAX_BYTES:
            raise OSError(f"it unpacks to more than {MAX_BYTES // 1024**2} MiB")
    return b"".join(parts)


def _error(what: str, where: str) -> UnreadableInput:
    return UnreadableInput(what, where=where, remedy="The other pages of the archive are read; fetch this one again.")
