"""The peer "strip the pinyin, then OpenCC" in a process of its own: OpenCC's C build and `opencc-py` cannot share one.

Comes in: a JSON list of texts on standard input; `opencc` of whichever folder ``PYTHONPATH`` names first. Goes out: a
JSON object on standard output, ``texts`` and ``seconds`` (process time, best of three).
"""

from __future__ import annotations

import json
import re
import sys
import time

from opencc import OpenCC

# 購(gòu)
ANNOTATED = re.compile(r"([㐀-鿿])\([a-zāáǎàēéěèīíǐìōóǒòūúǔùüǖǘǚǜ]{1,6}\)")


def main() -> None:
    """Convert every text three times."""
    texts, converter, best = json.load(sys.stdin), OpenCC("t2s"), float("inf")
    for _ in range(3):
        start = time.process_time()
        found = [converter.convert(ANNOTATED.sub(r"\1", text)) for text in texts]
        best = min(best, time.process_time() - start)
    json.dump({"texts": found, "seconds": best}, sys.stdout)


if __name__ == "__main__":
    main()
