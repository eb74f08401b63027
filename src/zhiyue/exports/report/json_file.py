"""A report as one JSON file, and back: for programs, for the archive, for a comparison with the next issue.

Comes in: a `Report`, or the bytes of such a file. Goes out: the other. The same report gives the same bytes.
"""

from __future__ import annotations

import json

from zhiyue.codec import report_from_json, report_to_json
from zhiyue.errors import UnreadableInput
from zhiyue.report import Report


def write_json(report: Report) -> bytes:
    """The report as UTF-8 JSON, one property a line, with its line end."""
    return (json.dumps(report_to_json(report), ensure_ascii=False, indent=1) + "\n").encode("utf-8")


def read_json(data: bytes, *, where: str = "report.json") -> Report:
    """The report that `write_json` wrote.

    Raises:
        UnreadableInput: the bytes are no JSON, or JSON of something else.
    """
    try:
        return report_from_json(json.loads(data))
    except Exception as error:
        # cattrs gathers what is wrong in groups of errors of its own; the user needs one sentence.
        raise UnreadableInput(
            f"not the JSON of a report ({type(error).__name__})",
            where=where,
            remedy="Give a file that `zhiyue report --out` wrote.",
        ) from error
