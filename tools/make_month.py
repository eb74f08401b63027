"""Makes the sample month: the pages of one September with a Quality Month, their index and their planned truth.

Comes in: what a person wrote (``samples/month/written/``) and what `tools/month/` composes. Goes out, in
``samples/month/``: ``pages/<host>/…`` as the sites serve them, ``index.jsonl`` (address and time of capture of each),
``expected.jsonl`` (what each page was written to say). The same input gives the same bytes, so that a change to a page
shows as a change in the history. Run it after any change: ``.venv/bin/python -m tools.make_month``.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable, Mapping
from itertools import chain
from pathlib import Path
from typing import Any

from tools.month.campaign import campaign_drafts
from tools.month.copies import with_copies
from tools.month.draft import Draft
from tools.month.market import market_drafts
from tools.month.purchases import purchase_drafts
from tools.month.serve import content_type, serve
from tools.month.written import read_written

MONTH = Path(__file__).parent.parent / "samples" / "month"


def all_drafts() -> list[Draft]:
    """Every page of the month, in order of path.

    Raises:
        ValueError: two pages have one path.
    """
    made = (read_written(MONTH / "written"), purchase_drafts(), market_drafts(), campaign_drafts())
    drafts = sorted(with_copies(list(chain.from_iterable(made))), key=lambda draft: draft.path)
    paths = [draft.path for draft in drafts]
    twice = sorted({path for path in paths if paths.count(path) > 1})
    if twice:
        raise ValueError(f"two pages of one path: {', '.join(twice)}")
    return drafts


def main() -> None:
    """Write the pages anew, then the index and the planned truth."""
    drafts = all_drafts()
    shutil.rmtree(MONTH / "pages", ignore_errors=True)
    for draft in drafts:
        path = MONTH / "pages" / draft.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(serve(draft))
    _write_lines(MONTH / "index.jsonl", map(entry_of, drafts))
    _write_lines(MONTH / "expected.jsonl", map(expected_of, drafts))
    size = sum(path.stat().st_size for path in MONTH.rglob("*.*") if path.is_file())
    print(f"{len(drafts)} pages of {len({draft.host for draft in drafts})} sites; {size / 1e6:.2f} MB in all")


def entry_of(draft: Draft) -> Mapping[str, Any]:
    """The line of the index on a page: what its bytes do not say."""
    return {
        "path": _name(draft),
        "url": draft.url,
        "fetched_at": draft.fetched_at,
        "content_type": content_type(draft),
    }


def expected_of(draft: Draft) -> Mapping[str, Any]:
    """The line of the plan on a page: what it was written to say."""
    return {"path": _name(draft), **draft.truth}


def _name(draft: Draft) -> str:
    return f"pages/{draft.path}"


def _write_lines(path: Path, objects: Iterable[Mapping[str, Any]]) -> None:
    lines = (json.dumps(item, ensure_ascii=False) for item in objects)
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")


if __name__ == "__main__":
    main()
