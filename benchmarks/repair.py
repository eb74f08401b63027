"""Repair beside its peers, in one run, on text that neither the rules were tuned on nor the model was built from.

    python benchmarks/repair.py [--text FILE]... [--lines N] [--json]

Without ``--text`` the Chinese manual pages of the system are read (Debian: ``manpages-zh``, or any package that
brings some). Each line of text is simplified Chinese; lines that GBK cannot write, or that hold traditional
characters, are left out: there the truth would not be known. Documents are eight lines, as pages are judged whole.

Peers: nothing; strip (every ``Han(pinyin)`` bracket removed) + OpenCC t2s, in C and in Python; ftfy; zhconv. Speed is
process time, MB of UTF-8 in, best of three. OpenCC's C build is looked for in ``build/peers``, where ``make bench`` puts
it: it and ``opencc-py`` have modules of one name, and run in a process each.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

import ftfy
import zhconv

from zhiyue.reference.channel import load_channel
from zhiyue.repair import damage_text, repair_text

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
ROOT = Path(__file__).parents[1]
PEERS = ROOT / "build" / "peers"
THRESHOLDS = (0.0, 0.3, 0.5, 0.7, 0.9, 0.99)
METHODS: dict[str, Callable[[str], str]] = {
    "zhiyue": lambda text: repair_text(text).text,
    "  no model": lambda text: repair_text(text, guess=False).text,
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


def run(method: Callable[[str], str], damaged: list[str]) -> tuple[list[str], float]:
    """What a method makes of the texts, and the seconds it takes."""
    best = float("inf")
    for _ in range(3):
        start = time.process_time()
        found = [method(text) for text in damaged]
        best = min(best, time.process_time() - start)
    return found, best


def run_opencc(damaged: list[str], folder: Path | None) -> tuple[list[str], float]:
    """The same of strip + OpenCC, from `folder` or from where this process would find it."""
    environment = dict(os.environ) if folder is None else dict(os.environ, PYTHONPATH=str(folder))
    command = [sys.executable, str(ROOT / "benchmarks" / "peer_opencc.py")]
    child = subprocess.run(  # noqa: S603 - our own script, by this very interpreter
        command, input=json.dumps(damaged), capture_output=True, text=True, check=True, env=environment
    )
    answer = json.loads(child.stdout)
    return answer["texts"], answer["seconds"]


def run_all(damaged: list[str]) -> dict[str, tuple[list[str], float]]:
    """Every method on the same texts."""
    found = {name: run(method, damaged) for name, method in METHODS.items()}
    if PEERS.is_dir():
        found["strip+opencc C"] = run_opencc(damaged, PEERS)
    found["strip+opencc-py"] = run_opencc(damaged, None)
    return found


def measure(documents: list[str], damaged: list[str], found: list[str], seconds: float) -> dict[str, float]:
    """Exact lines, character errors, speed."""
    lines = exact = errors = size = 0
    for truth, text in zip(documents, found, strict=True):
        wanted, got = truth.split("\n"), text.split("\n")
        for number, line in enumerate(wanted):
            mine = got[number] if number < len(got) else ""
            lines, size = lines + 1, size + len(line)
            exact += line == mine
            errors += count_errors(line, mine)
    megabytes = sum(len(text.encode()) for text in damaged) / 1e6
    return {"exact": 100 * exact / lines, "cer": 100 * errors / size, "mb_s": megabytes / seconds}


def measure_marks(documents: list[str], damaged: list[str]) -> dict[str, object]:
    """Of lost characters, by the confidence from which one is put: how many are, and how many of those are right.

    `named` is the share whose truth is among the candidates of its mark: no threshold can bring more. `silent` counts
    lines that are wrong without any mark.
    """
    silent, places = 0, list[tuple[float, bool, bool]]()
    for truth, text in zip(documents, damaged, strict=True):
        repaired = repair_text(text)
        marked = {repaired.text.count("\n", 0, mark.start) for mark in repaired.marks}
        lines = zip(truth.split("\n"), repaired.text.split("\n"), strict=False)
        silent += sum(1 for number, (line, mine) in enumerate(lines) if line != mine and number not in marked)
        if len(repaired.text) != len(truth):
            continue
        for mark in repaired.marks:
            named = [candidate.text for candidate in mark.candidates]
            sure = mark.candidates[0].confidence if named else -1.0
            places.append((sure, named[:1] == [truth[mark.start]], truth[mark.start] in named))
    rows = []
    for threshold in THRESHOLDS:
        put = [right for sure, right, _ in places if sure >= threshold]
        share = {"put": len(put) / max(1, len(places)), "precision": sum(put) / max(1, len(put))}
        rows.append({"from": threshold, **{name: 100 * value for name, value in share.items()},
                     "recall": 100 * sum(put) / max(1, len(places))})  # fmt: skip
    named = 100 * sum(found for _, _, found in places) / max(1, len(places))
    return {"places": len(places), "named": named, "silent": silent, "thresholds": rows}


def print_marks(rows: list[dict[str, Any]]) -> None:
    """What stands in the text from which confidence."""
    print(f"{'damage':12} {'lost':>6} {'named %':>8} {'lines wrong, no mark':>21}   put from: precision / recall %")
    for row in rows:
        found = "  ".join(f"{at['from']:.2f}: {at['precision']:.1f} / {at['recall']:.1f}" for at in row["thresholds"])
        print(f"{row['damage']:12} {row['places']:6.0f} {row['named']:8.1f} {row['silent']:21.0f}   {found}")


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
            {"damage": damage, "method": name, **measure(documents, damaged, *answer)}
            for name, answer in run_all(damaged).items()
        ]
        marks.append({"damage": damage, **measure_marks(documents, damaged)})
    rows += [
        {"damage": "clean", "method": name, **measure(documents, documents, *answer)}
        for name, answer in run_all(documents).items()
    ]
    if options.json:
        print(json.dumps({"lines": len(lines), "rows": rows, "marks": marks}, ensure_ascii=False))
        return
    print(f"{len(lines)} lines of {len(files)} files")
    print(f"{'damage':12} {'method':16} {'exact %':>8} {'CER %':>8} {'MB/s':>8}")
    for row in rows:
        print(f"{row['damage']:12} {row['method']:16} {row['exact']:8.2f} {row['cer']:8.3f} {row['mb_s']:8.1f}")
    print_marks(marks)


if __name__ == "__main__":
    main()
