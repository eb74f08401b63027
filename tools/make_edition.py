"""Makes the sample edition: what 34 units mailed for one Quality Month, from plans to returns and their evidence.

Comes in: what `tools/edition/` composes. Goes out, in ``samples/edition/``: ``plans/`` and ``returns/`` (the mailed
files, named as people name them), ``evidence/``, ``units.csv`` (the tree) and ``expected.json`` (what every file was
written to say). The same input gives the same bytes. Run it after any change: ``.venv/bin/python -m tools.make_edition``.
"""

from __future__ import annotations

import csv
import io
import json
import shutil
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

from tools.edition import layouts, returns
from tools.edition.doings import AREAS, CLASSES, Doing, doings
from tools.edition.files import bytes_of
from tools.edition.units import BY_KEY, UNITS, Roster

EDITION = Path(__file__).parent.parent / "samples" / "edition"


def files() -> Iterator[tuple[str, bytes]]:
    """Path in the folder and bytes of everything but the notes that a person wrote."""
    filed = doings()
    answers: list[returns.Answer] = []
    plans: dict[str, str] = {}
    for unit in UNITS:
        own = [one for one in filed if one.unit == unit.key]
        paper = layouts.paper_of(unit, own)
        plans[unit.key] = f"plans/{file_name(unit, paper.ending)}"
        yield plans[unit.key], bytes_of(paper)
        given = returns.answers_of(unit, own)
        answers += given
        if unit.answers != "late":
            yield f"returns/{unit.name}-统计表.xlsx", bytes_of(returns.paper_of(unit, own, given))
        yield from ((f"evidence/{path}", body) for path, body in returns.proofs_of(given))
    yield "units.csv", _tree()
    yield "expected.json", _expected(filed, answers, plans)


def file_name(unit: Roster, ending: str) -> str:
    """As people name files: some with the unit, some with words that say nothing of it."""
    number = UNITS.index(unit)
    names = (
        f"{unit.name}质量月活动计划表",
        f"附件1：2025年“质量月”活动计划表（{unit.name}）",
        f"{unit.name}计划（最终版）(1)",
    )
    return f"{names[number % 3]}.{ending}"


def _tree() -> bytes:
    held = io.StringIO()
    rows = csv.writer(held, lineterminator="\r\n")
    rows.writerow(["单位名称", "上级单位", "统计归口", "级别"])
    for unit in UNITS:
        parents = [BY_KEY[key].name for key in unit.parents]
        rows.writerow([unit.name, "、".join(parents), parents[0] if parents else "", unit.level])
    return held.getvalue().encode("utf-8-sig")


def _expected(filed: tuple[Doing, ...], answers: list[returns.Answer], plans: dict[str, str]) -> bytes:
    rows: list[dict[str, Any]] = [
        {**asdict(one), "kind": CLASSES[one.kind], "area": AREAS[one.area - 1], "file": plans[one.unit]}
        for one in filed
    ]
    data = {
        "units": [asdict(unit) for unit in UNITS],
        "activities": rows,
        "answers": [asdict(answer) for answer in answers],
    }
    return (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode()


def main() -> None:
    """Write the folder anew; what a person wrote (README.md) stays."""
    for name in ("plans", "returns", "evidence"):
        shutil.rmtree(EDITION / name, ignore_errors=True)
    size = count = 0
    for name, body in files():
        path = EDITION / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(body)
        size, count = size + len(body), count + 1
    print(f"{count} files; {size / 1e6:.2f} MB in all")


if __name__ == "__main__":
    main()
