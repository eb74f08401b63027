"""WARC archives that tests write, record by record, by the letter of ISO 28500."""

from __future__ import annotations

PAGE = (
    "江东仪器网>资讯>正文\n江东省部署检验检测能力提升工作\n2025-09-08 10:20:00 来源：江东仪器网\n"
    "9月8日，江东省质量工作会议在望州市召开。{}\n"
)


def response(
    uri: str,
    body: bytes,
    *,
    media: str = "text/plain; charset=utf-8",
    status: str = "200 OK",
    extra: str = "",
    length: int | None = None,
) -> bytes:
    """What a website answered; `length` announces another size than there is."""
    head = f"HTTP/1.1 {status}\r\nContent-Type: {media}\r\n{extra}\r\n"
    return record("response", uri, head.encode() + body, media="application/http; msgtype=response", length=length)


def record(kind: str, uri: str, block: bytes, *, media: str, length: int | None = None) -> bytes:
    """One record with its block."""
    size = len(block) if length is None else length
    head = (
        f"WARC/1.1\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:uuid:5d7f0a4e-0000-4000-8000-000000000001>\r\n"
        f"WARC-Date: 2025-09-08T03:00:00Z\r\nWARC-Target-URI: {uri}\r\nContent-Type: {media}\r\nContent-Length: {size}\r\n\r\n"
    )
    return head.encode() + block + b"\r\n\r\n"


def crawl() -> tuple[bytes, ...]:
    """A small crawl: a header record, a request, two pages, a picture, a page that is not there."""
    return (
        record("warcinfo", "", b"software: a crawler of ours\r\n", media="application/warc-fields"),
        record(
            "request", "https://a.example.cn/1", b"GET /1 HTTP/1.1\r\n\r\n", media="application/http; msgtype=request"
        ),
        response("https://a.example.cn/1", PAGE.format(1).encode()),
        response("https://a.example.cn/logo.png", b"\x89PNG\r\n\x1a\n", media="image/png"),
        response("https://a.example.cn/gone", b"no such page", status="404 Not Found"),
        response("https://a.example.cn/2", PAGE.format(2).encode("gb18030"), media="text/html; charset=gbk"),
    )
