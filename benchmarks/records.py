"""How fast are pages taken apart into members, grouped and compiled? Our own pages, many times over, one process.

    python benchmarks/records.py

Members are renamed copies of those of the sample pages, so that groups have the size that they have there, and once
more all about one purchase, which is the worst case for choosing among voices.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import zhiyue
from zhiyue.record import Key, Member
from zhiyue.records import cluster, compile_record, compile_records, members_of

ROOT = Path(__file__).parents[1]
PAGES = (*sorted(ROOT.glob("samples/pages/*.txt")), *sorted(ROOT.glob("tests/records/pages/*.txt")))
COPIES = 40


def seconds(work: Callable[[], object]) -> float:
    """The best of three."""
    best = float("inf")
    for _ in range(3):
        start = time.perf_counter()
        work()
        best = min(best, time.perf_counter() - start)
    return best


def renamed(member: Member, copy: int) -> Member:
    """The same word about another thing: as on other pages of the same shape."""
    keys = tuple(Key(key.scheme, f"{key.value}-{copy}", key.strength) for key in member.keys)
    return replace(member, id=f"{member.id}-{copy}", keys=keys)


def main() -> None:
    """Print the table."""
    readings = [zhiyue.mask(zhiyue.read(page)) for page in PAGES]
    members = [member for reading in readings for member in members_of(reading)]
    many = [renamed(member, copy) for copy in range(COPIES) for member in members]
    purchases = [member for member in members if member.type == "purchase"]
    crowd = [replace(member, id=f"{member.id}-{n}") for n in range(1000 // len(purchases)) for member in purchases]
    groups = cluster(many).groups
    rows = (
        ("readings to members", len(readings), lambda: [members_of(reading) for reading in readings], "pages/s"),
        ("grouping", len(many), lambda: cluster(many), "members/s"),
        ("compiling", len(many), lambda: [compile_record(g.members, links=g.links) for g in groups], "members/s"),
        ("grouping and compiling", len(many), lambda: compile_records(many), "members/s"),
        ("one record of many pages", len(crowd), lambda: compile_record(crowd), "members/s"),
    )
    for name, size, work, unit in rows:
        print(f"{name:<26} {size / seconds(work):>10,.0f} {unit}")


if __name__ == "__main__":
    main()
