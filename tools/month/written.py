"""The pages that a person wrote, many in one file.

Comes in: ``samples/month/written/*.txt``. Goes out: `Draft` for each page. A page opens with a line of its path, the
time of capture and how it is served; a line of planned truth may follow; a line ``%site`` stands for that site's
rights notice::

    @@ www.keyi.example.cn/zx/20250830-1.txt 2025-08-30T09:00:00+08:00 mirror
    @ {"kind": "news", "facts": {}}
    科仪资讯
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from tools.month.draft import Draft
from tools.month.sites import RIGHTS

_OPENS = "@@ "
_TRUTH = "@ "
_RIGHTS = "%"


def read_written(folder: Path) -> Iterator[Draft]:
    """Yield every page of every file of a folder.

    Raises:
        ValueError: a file does not open with a page, or a page's truth is no JSON.
    """
    for path in sorted(folder.glob("*.txt")):
        before, *pages = f"\n{path.read_text(encoding='utf-8')}".split(f"\n{_OPENS}")
        if before.strip():
            raise ValueError(f"{path.name}: words before the first page")
        yield from map(_draft, pages)


def _draft(page: str) -> Draft:
    opening, _, text = page.partition("\n")
    path, fetched_at, *served = opening.split()
    truth = {}
    if text.startswith(_TRUTH):
        line, _, text = text.partition("\n")
        truth = json.loads(line.removeprefix(_TRUTH))
    lines = [RIGHTS[line[1:]] if line.startswith(_RIGHTS) else line for line in text.strip("\n").split("\n")]
    return Draft(path, fetched_at, "\n".join(lines) + "\n", tuple(served), truth)
