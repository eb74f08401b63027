"""The short name of an address: what stands in links, judgements and takedowns.

Comes in: a url, or a path where a page was never on the web. Goes out: 13 characters that any rebuild makes again.
"""

from __future__ import annotations

import base64
import hashlib
from urllib.parse import urlsplit, urlunsplit

from zhiyue.model import RawPage


def address_of(raw: RawPage) -> str:
    """Where a page came from: its url without fragment, host in small letters; else its path; else its digest.

    >>> address_of(RawPage(b"", url="HTTPS://News.Example.CN/a/1.html#top"))
    'https://news.example.cn/a/1.html'
    """
    if raw.url:
        parts = urlsplit(raw.url)
        return urlunsplit((parts.scheme.lower(), parts.netloc.lower(), parts.path or "/", parts.query, ""))
    return raw.path or raw.digest


def page_id(address: str) -> str:
    """The id of the page at an address: 65 bits of its SHA-256.

    >>> page_id("https://news.example.cn/a/1.html")
    'b7wozjjfqxlym'
    """
    return base64.b32encode(hashlib.sha256(address.encode()).digest()[:9]).decode().lower()[:13]


def host_of(address: str) -> str:
    """The host of an address, empty for a path."""
    return urlsplit(address).hostname or "" if "://" in address else ""
