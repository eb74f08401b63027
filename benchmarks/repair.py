"""Repair beside its peers, in one run, on text that neither the rules were tuned on nor the model was built from.

    python benchmarks/repair.py [--text FILE]... [--lines N] [--json]

Without ``--text`` the Chinese manual pages of the system are read (Debian: ``manpages-zh``, or any package that
brings some). Each line of text is simplified Chinese; lines that GBK cannot write, or that hold traditional
characters, are left out: there the truth would not be known. Documents are eight lines, as pages are judged whole.

Peers: nothing; strip (every ``Han(pinyin)`` bracket removed) + OpenCC t2s; ftfy; zhconv. Speed is process time, MB of
UTF-8 in, best of three.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import time
from collections.abc import Callable, Iterable
from difflib import SequenceMatcher
from pathlib import Path

import ftfy
import zhconv
from opencc import OpenCC

from zhiyue.reference.channel import load_channel
from zhiyue.repair import damage_text, repair_text
from zhiyue.repair.fixer import GETA
from zhiyue.repair.gate import LETTERS

MANUALS = Path("/usr/share/man/zh_CN")
DOCUMENT = 8
CHANNEL = load_channel()
FULL = sorted(set(CHANNEL.traditional.values()) & set(CHANNEL.pinyin))
DAMAGES: dict[str, dict[str, object]] = {
    "list": {},
    "list+break": {"breaks": True},
    "full": {"annotated": FULL},
    "full+break": {"annotated": FULL, "breaks": True},
    "break only": {"breaks": True, "converted": False},
}
ANNOTATED = re.compile(rf"([㐀-鿿])\([{LETTERS}]{{1,6}}\)")
OPENCC = OpenCC("t2s")
METHODS: dict[str, Callable[[str], str]] = {
    "zhiyue": lambda text: repair_text(text).text,
    "  no model": lambda text: repair_text(text, guess=False).text,
    "strip+opencc": lambda text: OPENCC.convert(ANNOTATED.sub(r"\1", text)),
    "ftfy": ftfy.fix_text,
    "zhconv": lambda text: zhconv.convert(text, "zh-hans"),
    "nothing": lambda text: text,
}


def read_lines(files: Iterable[Path]) -> list[str]:
    """Lines whose truth is known."""
    found = []
    for path in files:
        data = path.read_bytes()
        text = (gzip.decompress(data) if path.suffix == ".gz" else data).decode("utf-8", errors="ignore")
        found += [line.strip() for line in text.splitlines()]
    return [line for line in found if is_usable(line)]


def is_usable(line: str) -> bool:
    """Whether GBK writes the line, it holds Chinese, and the channel's map is one to one on it."""
    try:
        line.encode("gbk")
    except UnicodeEncodeError:
        return False
    mapped = any(CHANNEL.simplified.get(ord(char), char) != char and char != "著" for char in line)
    return len(line) > 3 and re.search("[一-鿿]", line) is not None and not mapped


def count_errors(truth: str, found: str) -> int:
    """Characters to change, insert or delete."""
    if truth == found:
        return 0
    blocks = SequenceMatcher(None, truth, found, autojunk=False).get_opcodes()
    return sum(max(end - start, stop - begin) for tag, start, end, begin, stop in blocks if tag != "equal")


def measure(method: Callable[[str], str], documents: list[str], damaged: list[str]) -> dict[str, float]:
    """Exact lines, character errors, speed."""
    best = float("inf")
    for _ in range(3):
        start = time.process_time()
        found = [method(text) for text in damaged]
        best = min(best, time.process_time() - start)
    lines = exact = errors = size = 0
    for truth, text in zip(documents, found, strict=True):
        wanted, got = truth.split("\n"), text.split("\n")
        for number, line in enumerate(wanted):
            mine = got[number] if number < len(got) else ""
            lines, size = lines + 1, size + len(line)
            exact += line == mine
            errors += count_errors(line, mine)
    megabytes = sum(len(text.encode()) for text in damaged) / 1e6
    return {"exact": 100 * exact / lines, "cer": 100 * errors / size, "mb_s": megabytes / best}


def measure_marks(documents: list[str], damaged: list[str]) -> dict[str, float]:
    """Of lost characters: how many the text fills, and how many of those are right; lines wrong without any mark."""
    places = filled = right = silent = 0
    for truth, text in zip(documents, damaged, strict=True):
        repaired = repair_text(text)
        marked = {repaired.text.count("\n", 0, mark.start) for mark in repaired.marks}
        lines = zip(truth.split("\n"), repaired.text.split("\n"), strict=False)
        silent += sum(1 for number, (line, mine) in enumerate(lines) if line != mine and number not in marked)
        if len(repaired.text) != len(truth):
            continue
        for mark in repaired.marks:
            put = repaired.text[mark.start]
            places += 1
            filled += put != GETA
            right += put == truth[mark.start]
    return {
        "places": places,
        "filled": 100 * filled / max(1, places),
        "precision": 100 * right / max(1, filled),
        "recall": 100 * right / max(1, places),
        "silent": silent,
    }


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--text", type=Path, action="append", help="a file of simplified Chinese, UTF-8")
    parser.add_argument("--lines", type=int, default=4000, help="use so many lines")
    parser.add_argument("--json", action="store_true", help="one JSON object instead of a table")
    options = parser.parse_args()
    files = options.text or sorted(MANUALS.rglob("*.gz"))
    lines = read_lines(files)[: options.lines]
    if not lines:
        parser.exit(message="repair: skipped, no Chinese text found: install manpages-zh or name a file with --text\n")
    documents = ["\n".join(lines[start : start + DOCUMENT]) for start in range(0, len(lines), DOCUMENT)]
    rows, marks = [], []
    for damage, arguments in DAMAGES.items():
        damaged = [damage_text(text, **arguments) for text in documents]  # type: ignore[arg-type]
        rows += [
            {"damage": damage, "method": name, **measure(method, documents, damaged)}
            for name, method in METHODS.items()
        ]
        marks.append({"damage": damage, **measure_marks(documents, damaged)})
    clean = {name: measure(method, documents, documents) for name, method in METHODS.items()}
    if options.json:
        print(json.dumps({"lines": len(lines), "rows": rows, "marks": marks, "clean": clean}, ensure_ascii=False))
        return
    print(f"{len(lines)} lines of {len(files)} files")
    print(f"{'damage':12} {'method':14} {'exact %':>8} {'CER %':>8} {'MB/s':>8}")
    for row in rows:
        print(f"{row['damage']:12} {row['method']:14} {row['exact']:8.2f} {row['cer']:8.3f} {row['mb_s']:8.1f}")
    for name, row in clean.items():
        print(f"{'clean':12} {name:14} {row['exact']:8.2f} {row['cer']:8.3f} {row['mb_s']:8.1f}")
    print(f"{'damage':12} {'lost':>6} {'filled %':>9} {'precision %':>12} {'recall %':>9} {'lines wrong, no mark':>21}")
    for row in marks:
        print(
            f"{row['damage']:12} {row['places']:6.0f} {row['filled']:9.1f} {row['precision']:12.1f}"
            f" {row['recall']:9.1f} {row['silent']:21.0f}"
        )


if __name__ == "__main__":
    main()
