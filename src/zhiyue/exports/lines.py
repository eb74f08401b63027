"""Readings as JSON: one object a line for programs, one object or array for a single look.

Comes in: readings as the pipeline made them. Goes out: text, masked, Chinese as Chinese, in the shape of the
contract (``docs/reference/reading.md``). Written piece by piece: a run over a million pages holds one of them.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from zhiyue.codec import to_json
from zhiyue.masking import mask
from zhiyue.model import Audience, PageResult


def as_data(result: PageResult, *, audience: Audience = "public") -> dict[str, Any]:
    """The masked reading as plain data, ready for any writer of JSON."""
    return to_json(mask(result, audience=audience))


def json_line(result: PageResult, *, audience: Audience = "public") -> str:
    """One reading as one line of JSON, with its line end."""
    return json.dumps(as_data(result, audience=audience), ensure_ascii=False, separators=(",", ":")) + "\n"


def json_document(result: PageResult, *, audience: Audience = "public") -> str:
    """One reading as an indented JSON object, with its line end."""
    return json.dumps(as_data(result, audience=audience), ensure_ascii=False, indent=2) + "\n"


def json_array(results: Iterable[PageResult], *, audience: Audience = "public") -> Iterator[str]:
    """Readings as one JSON array, in pieces: each reading is written when it is ready."""
    before = "["
    for result in results:
        yield before + "\n" + json_document(result, audience=audience).rstrip("\n")
        before = ","
    yield "[]\n" if before == "[" else "\n]\n"
