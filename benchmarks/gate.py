"""How fast does clean text pass the gate? The project's own clean pages, cut to pages of a size, beside two yardsticks.

    python benchmarks/gate.py

The yardsticks, in the same run: decoding the same bytes, and one search with a pattern for the channel's annotations.
"""

from __future__ import annotations

import re
import timeit
from collections.abc import Callable
from pathlib import Path

from zhiyue import repair_text

ROOT = Path(__file__).parents[1]
PAGES = (*sorted(ROOT.glob("samples/clean/*.txt")), *sorted(ROOT.glob("evals/pages/*.txt")))
SIZES = (3_000, 20_000)
ROUNDS = 200
ANNOTATION = re.compile(r"[一-鿿]\([a-zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ]{1,6}\)")


def megabytes_a_second(method: Callable[[], object], size: int) -> float:
    """The best of three."""
    return max(size * ROUNDS / timeit.timeit(method, number=ROUNDS) / 1e6 for _ in range(3))


def main() -> None:
    """Print the table."""
    text = "".join(path.read_text(encoding="utf-8") for path in PAGES)
    print(f"{'characters a page':>18} {'gate':>8} {'one pattern':>12} {'decode':>8}   MB/s of UTF-8")
    for length in SIZES:
        pages = [text[start : start + length] for start in range(0, len(text) - length + 1, length)]
        clean = [page for page in pages if repair_text(page).text is page]
        encoded = [page.encode() for page in clean]
        size = sum(map(len, encoded))
        rates = (
            megabytes_a_second(lambda pages=clean: [repair_text(page) for page in pages], size),
            megabytes_a_second(lambda pages=clean: [ANNOTATION.search(page) for page in pages], size),
            megabytes_a_second(lambda pages=encoded: [page.decode() for page in pages], size),
        )
        print(
            f"{length:18,} {rates[0]:8.0f} {rates[1]:12.0f} {rates[2]:8.0f}   ({len(clean)} of {len(pages)} pages clean)"
        )


if __name__ == "__main__":
    main()
