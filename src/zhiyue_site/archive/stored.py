"""A reading as it is stored: its JSON, compressed.

Comes in: a `PageResult`. Goes out: bytes, and the same reading again.
"""

from __future__ import annotations

import json
import zlib

from zhiyue.codec import from_json, to_json
from zhiyue.model import PageResult


def pack(result: PageResult) -> bytes:
    """A reading as it is stored."""
    return zlib.compress(json.dumps(to_json(result), ensure_ascii=False, separators=(",", ":")).encode(), 6)


def unpack(stored: bytes | memoryview[int]) -> PageResult:
    """The reading that was stored."""
    return from_json(json.loads(zlib.decompress(stored)))
