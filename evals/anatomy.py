"""How well the anatomy of real HTML pages is read: body, title, date, source, author, beside what people read.

Comes in: a folder of real pages with labels (`labels.jsonl`: a page a line with `file`, `set`, `id`, `url` and what is
labelled of `title`, `date`, `author`, `source`, `body`; null means "no label", not "absent"). The pages belong to their
publishers and are not part of this project: by default they are looked for in ``../shared/pages-gold`` beside it, and
where they are missing this says so and ends well. Goes out: one table for the half that rules are tuned on, and one
for the half that decides, every figure with its 95 % interval.

The halves part by site, so that no site stands in both. Scores: body is the mean F1 of a page's 4-grams over tokens
(each Chinese character or other word is one token, after NFKC); a title is right where it is equal without
punctuation, a date on the same day, a source or author where the labelled name stands in the field.

    python -m evals.anatomy [--misses tuning]
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import math
import random
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit

from zhiyue.model import Field, Page, RawPage
from zhiyue.pipeline import process

GOLD = Path(__file__).parents[2] / "shared" / "pages-gold"
FIELDS = ("body", "title", "date", "source", "author")
SAMPLES = 2000
"""Draws of the bootstrap that gives the interval of a mean."""

Half = Literal["tuning", "deciding"]
HALVES: tuple[Half, ...] = ("tuning", "deciding")
Json = Mapping[str, Any]

_TOKEN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]|[^\W_\u3400-\u9fff\uf900-\ufaff]+")
_DAY = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_NO_WORD = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Label:
    """One labelled page: where its bytes lie, and what a person read on it."""

    path: Path
    site: str
    url: str | None
    gold: Json

    def raw(self) -> RawPage:
        """The page as served."""
        return RawPage(
            gzip.decompress(self.path.read_bytes()), path=self.path.name, url=self.url, content_type="text/html"
        )


@dataclass(frozen=True, slots=True)
class Answer:
    """One labelled field of one page: the score in 0…1, what was read, and what a person read."""

    name: str
    field: str
    score: float
    read: str
    gold: str


def labels(folder: Path) -> list[Label]:
    """Read the labels of a folder, in a stable order."""
    rows = [json.loads(line) for line in (folder / "labels.jsonl").read_text(encoding="utf-8").splitlines()]
    found = [Label(folder / row["file"], _site(row), row["url"] or None, row) for row in rows]
    return sorted(found, key=lambda label: label.path.name)


def _site(row: Json) -> str:
    return urlsplit(row["url"]).hostname or f"{row['set']}:{row['id'].split('/')[0]}"


def halve(pages: Sequence[Label]) -> dict[Half, list[Label]]:
    """Part pages into two halves by site: sites in the order of their hashes, each to the half that has fewer pages."""
    sites: defaultdict[tuple[str, str], list[Label]] = defaultdict(list)
    for page in pages:
        sites[page.gold["set"], page.site].append(page)
    halves: dict[Half, list[Label]] = {"tuning": [], "deciding": []}
    counts: Counter[tuple[str, Half]] = Counter()
    for key in sorted(sites, key=lambda key: hashlib.sha256("/".join(key).encode()).hexdigest()):
        half = min(HALVES, key=lambda half: counts[key[0], half])
        halves[half].extend(sites[key])
        counts[key[0], half] += len(sites[key])
    return halves


def evaluate(pages: Sequence[Label], read: Callable[[RawPage], Page]) -> Iterator[Answer]:
    """Score every labelled field of every page."""

    def read_fields(raw: RawPage) -> Mapping[str, str]:
        page = read(raw)
        return {name: shown(page, name) for name in FIELDS}

    return evaluate_fields(pages, read_fields)


def evaluate_fields(pages: Sequence[Label], read: Callable[[RawPage], Mapping[str, str]]) -> Iterator[Answer]:
    """Score what any reader says of each labelled field, by name; a field that it does not name is empty."""
    for label in pages:
        said = read(label.raw())
        for name, gold in label.gold.items():
            if name in FIELDS and gold and (name != "date" or _DAY.match(gold)):
                found = said.get(name, "")
                yield Answer(label.path.name, name, _SCORES[name](found, gold), found, gold)


def shown(page: Page, name: str) -> str:
    """What a field says, as it is compared: absent is empty."""
    if name == "body":
        return page.body
    if name == "author":
        return " ".join(str(author.value) for author in page.author)
    field: Field | None = {"title": page.title, "date": page.published, "source": page.source}[name]
    return str(field.value) if field is not None and field.value is not None else ""


def _grams(text: str) -> Counter[tuple[str, ...]]:
    tokens = _TOKEN.findall(unicodedata.normalize("NFKC", text))
    return Counter(zip(*(tokens[offset:] for offset in range(4)), strict=False)) or Counter([tuple(tokens)])


def _f1(found: str, gold: str) -> float:
    ours, theirs = _grams(found), _grams(gold)
    return 2 * (ours & theirs).total() / (ours.total() + theirs.total())


def _day(words: str) -> tuple[int, ...]:
    match = _DAY.match(words)
    return tuple(int(part) for part in match.groups()) if match is not None else ()


def _bare(text: str) -> str:
    return _NO_WORD.sub("", unicodedata.normalize("NFKC", text))


_SCORES: Mapping[str, Callable[[str, str], float]] = {
    "body": _f1,
    "title": lambda found, gold: float(_bare(found) == _bare(gold)),
    "date": lambda found, gold: float(_day(found) == _day(gold)),
    "source": lambda found, gold: float(_bare(gold) in _bare(found)),
    "author": lambda found, gold: float(_bare(gold) in _bare(found)),
}


def interval(scores: Sequence[float]) -> tuple[float, float]:
    """The 95 % interval: Wilson's where every score is 0 or 1, else a bootstrap over pages (always the same draws)."""
    size, mean = len(scores), sum(scores) / len(scores)
    if set(scores) <= {0.0, 1.0}:
        z = 1.96
        middle = (mean + z * z / (2 * size)) / (1 + z * z / size)
        half = z / (1 + z * z / size) * math.sqrt(mean * (1 - mean) / size + z * z / (4 * size * size))
        return middle - half, middle + half
    draw = random.Random(20)  # noqa: S311 - draws for statistics, no secret
    means = sorted(sum(draw.choices(scores, k=size)) / size for _ in range(SAMPLES))
    return means[SAMPLES // 40], means[-SAMPLES // 40]


def _print_table(half: Half, answers: Sequence[Answer]) -> None:
    print(f"{half} half")
    for name in FIELDS:
        scores = [answer.score for answer in answers if answer.field == name]
        if scores:
            low, high = interval(scores)
            right = "" if name == "body" else f"{round(sum(scores))} of "
            mean = sum(scores) / len(scores)
            print(f"  {name:8} {100 * mean:5.1f}   {100 * low:5.1f} – {100 * high:5.1f}   {right}{len(scores)} pages")


def main() -> None:
    """Print the figures of both halves."""
    parser = argparse.ArgumentParser(description="The anatomy of real pages beside their labels.")
    parser.add_argument("--gold", type=Path, default=GOLD, help="the folder with labels.jsonl")
    parser.add_argument("--misses", choices=HALVES, help="print what was read otherwise in this half")
    options = parser.parse_args()
    if not (options.gold / "labels.jsonl").exists():
        print(
            f"No labelled pages in {options.gold}: nothing measured. They are real pages and not part of the project."
        )
        return
    for half, pages in halve(labels(options.gold)).items():
        answers = list(evaluate(pages, lambda raw: process(raw).page))
        _print_table(half, answers)
        for answer in answers if half == options.misses else ():
            if answer.score < (0.9 if answer.field == "body" else 1):
                print(
                    f"    {answer.name} {answer.field} {answer.score:.2f}: {answer.read[:60]!r} | {answer.gold[:60]!r}"
                )


if __name__ == "__main__":
    main()
