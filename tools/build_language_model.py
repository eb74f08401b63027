r"""Write ``language.xz`` and ``words.xz`` of ``src/zhiyue/repair``: what follows what in Chinese, and what is a word.

Comes in: running text and lists of words (``tools/language_sources.py``). Goes out: xz-compressed text.

``language.xz`` has a row for every context of no, one or two characters: a level, then each character that follows
with its level. A level is one ASCII sign: n, from ``!`` on, stands for the probability ``2 ** (-n / 4)``. The first is
what every other character's probability in the shorter context is multiplied with. The row without context comes
first; then a block for each first character, behind an empty line: that character, and a line for each context that
begins with it, ``<second character or nothing>\t<row>``. ``words.xz`` has one line a level, ``<n>\t<word> <word> …``.

Two files, as they answer two questions, and most pages ask only one: which character follows, where bytes are lost;
is this a word, where pairs may have been stripped. The triples do not say the latter: 的一 is frequent and no word.

    pip download --no-deps jieba==0.42.1 jionlp==1.5.31
    python tools/build_language_model.py --words-only jieba-*/jieba/dict.txt jionlp-*.whl
    python tools/build_language_model.py --texts FOLDER jieba-*/jieba/dict.txt jionlp-*.whl

Probabilities are counts with absolute discounting, interpolated with the shorter context (Ney, Essen and Kneser
1994); what the shorter context says nearly as well is left out (Seymore and Rosenfeld 1996).
"""

from __future__ import annotations

import argparse
import lzma
import math
import re
import sys
import zipfile
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from language_sources import ROWS, SOURCES, TRADE, Source, read_jieba, read_jionlp

from zhiyue.repair.language import LINE, fold
from zhiyue.repair.script import to_simplified

TARGET = Path(__file__).parent.parent / "src" / "zhiyue" / "repair" / "language.xz"
WORDS = 5e6
"""How many words of running text the lists of words stand for."""
RAREST = 3e-8
LISTED = 120_000
LONGEST = 5
"""How many words the list has, and how long they are at most."""
TRADE_SHARE = 2e-5
DISCOUNT = 0.6
PAIRS, TRIPLES = 0.3, 1.2
"""A pair or triple is kept where leaving it out would cost so many nats over the whole text."""
LAST = 93
WINDOW = 1 << 23

_HAN = re.compile("[一-鿿]")
_OTHER = re.compile(f"[^一-龥，。、；：！？“”《》（）—…·【】％～０Ａ{LINE}]")
_SPACE = re.compile(r"\s+")
Counts = dict[str, float]


def count_text(source: Source, folder: Path) -> list[Counter[str]]:
    """Count characters, pairs and triples of a source."""
    lines = dict.fromkeys(
        _SPACE.sub("", to_simplified(line)).replace("?", "？") for line in source.read(folder / source.folder)
    )
    kept = [line for line in lines if len(line) > 3 and 3 * len(_HAN.findall(line)) >= len(line)]
    text = _OTHER.sub("Ａ", fold("\n".join(("", *kept, ""))))
    return [
        Counter(text),
        Counter(map("".join, pairwise(text))),
        Counter(triple for triple in map("".join, zip(text, text[1:], text[2:], strict=False)) if triple[1] != LINE),
    ]


def list_words(jieba: Mapping[str, int], jionlp: Mapping[str, int]) -> dict[str, float]:
    """Mix the two lists: the larger and newer counts decide, the dictionary adds words that they lack."""
    old, new = sum(jieba.values()), sum(jionlp.values())
    words = jieba.keys() | jionlp.keys()
    shares = {word: 0.25 * jieba.get(word, 0) / old + 0.75 * jionlp.get(word, 0) / new for word in words}
    for word in TRADE:
        shares[word] = max(shares.get(word, 0.0), TRADE_SHARE)
    return {word: share for word, share in shares.items() if share >= RAREST and all(map(_HAN.match, word))}


def count_all(folder: Path, words: Mapping[str, float]) -> list[Counts]:
    """Add up every source by its weight, and the words by theirs."""
    sums: list[Counts] = [defaultdict(float) for _ in range(3)]
    for source in SOURCES:
        for total, counts in zip(sums, count_text(source, folder), strict=True):
            for gram, count in counts.items():
                total[gram] += source.weight * count
        print(source.folder, [len(total) for total in sums], flush=True)
    weighted = [*((word, WORDS * share) for word, share in sorted(words.items())), *ROWS.items()]
    for word, count in weighted:
        for length, total in enumerate(sums, 1):
            for start in range(len(word) - length + 1):
                total[word[start : start + length]] += count
    return sums


def smooth(counts: Counts, shorter: Mapping[str, float], threshold: float) -> tuple[Counts, dict[str, float]]:
    """Turn counts into probabilities. Returns those worth keeping, and by context what the others are taken times."""
    totals: Counts = defaultdict(float)
    freed: Counts = defaultdict(float)
    for gram, count in counts.items():
        totals[gram[:-1]] += count
        freed[gram[:-1]] += DISCOUNT * min(count, 1.0)
    kept: Counts = {}
    for gram, count in counts.items():
        context, less = gram[:-1], shorter.get(gram[1:], 0.0)
        rest = freed[context] / totals[context]
        share = (count - DISCOUNT * min(count, 1.0)) / totals[context] + rest * less
        if less and count * math.log(share / (rest * less)) > threshold:
            kept[gram] = share
    taken: Counts = defaultdict(float)
    covered: Counts = defaultdict(float)
    for gram, share in kept.items():
        taken[gram[:-1]] += share
        covered[gram[:-1]] += shorter.get(gram[1:], 0.0)
    rests = {context: max(1e-6, 1 - taken[context]) / max(1e-6, 1 - covered[context]) for context in taken}
    return kept, rests


def complete(counts: Iterable[str], kept: Counts, rests: Mapping[str, float], shorter: Mapping[str, float]) -> Counts:
    """The probabilities of all pairs, those left out as the model will reckon them."""
    return {gram: kept.get(gram) or rests.get(gram[:-1], 1.0) * shorter[gram[1:]] for gram in counts}


def write_level(share: float) -> str:
    """One sign for a probability, or for a factor up to 1."""
    return chr(33 + min(LAST, max(0, round(-4 * math.log2(share)))))


def write_rows(kept: Counts, rests: Mapping[str, float]) -> Iterator[tuple[str, str]]:
    """Each context with its row."""
    rows: dict[str, list[str]] = defaultdict(list)
    for gram in sorted(kept):
        rows[gram[:-1]].append(gram[-1] + write_level(kept[gram]))
    for context, row in rows.items():
        yield context, f"{write_level(rests.get(context, 1.0))}{''.join(row)}"


def write_blocks(rows: Iterable[tuple[str, str]]) -> str:
    """The text of the model: the row without context, then what begins with each character."""
    blocks: dict[str, list[str]] = defaultdict(list)
    for context, row in rows:
        blocks[context[:1]].append(f"{context[1:]}\t{row}" if context else row)
    return "\n\n".join(first + "\n".join(block) for first, block in blocks.items())


def pack(text: str) -> bytes:
    """Compress, with a window no larger than the text: whoever unpacks has to allocate it."""
    window = {"id": lzma.FILTER_LZMA2, "preset": 9 | lzma.PRESET_EXTREME, "dict_size": WINDOW}
    return lzma.compress(text.encode("utf-8"), filters=[window])


def write_words(words: Mapping[str, float]) -> None:
    """Write the commonest words, and every single character."""
    short = (word for word in words if len(word) <= LONGEST)
    order = sorted(short, key=lambda word: (-words[word], word))
    levels: dict[int, list[str]] = defaultdict(list)
    for number, word in enumerate(order):
        if number < LISTED or len(word) == 1:
            levels[min(120, round(-4 * math.log2(words[word])))].append(word)
    text = "\n".join(f"{level}\t{' '.join(sorted(levels[level]))}" for level in sorted(levels))
    TARGET.with_name("words.xz").write_bytes(pack(text))


def read_arguments() -> argparse.Namespace:
    """Read the command line. What is missing is said before anything is counted or written."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--texts", type=Path, help="the folder that holds each source as <owner>/<name>/")
    parser.add_argument("--words-only", action="store_true", help="write words.xz alone, which needs no texts")
    parser.add_argument("jieba", type=Path, help="jieba's dict.txt")
    parser.add_argument("jionlp", type=Path, help="jionlp's wheel")
    options = parser.parse_args()
    for name in ("jieba", "jionlp"):
        if not getattr(options, name).is_file():
            parser.error(f"{name}: no file {getattr(options, name)}; pip download --no-deps {name} brings it")
    if not zipfile.is_zipfile(options.jionlp):
        parser.error(f"jionlp: {options.jionlp} is no wheel; name the .whl itself, not what is in it")
    if options.words_only:
        return options
    if options.texts is None:
        parser.error("--texts: name the folder of the sources, or write the list of words alone with --words-only")
    missing = [source.folder for source in SOURCES if not (options.texts / source.folder).is_dir()]
    if missing:
        parser.error(f"--texts: {options.texts} lacks {', '.join(missing)}; ORIGINS.md names their commits")
    return options


def main() -> None:
    """Write the model, or its list of words alone."""
    options = read_arguments()
    words = list_words(read_jieba(options.jieba), read_jionlp(options.jionlp))
    write_words(words)
    if options.words_only:
        return
    singles, pairs, triples = count_all(options.texts, words)
    total = sum(singles.values())
    ones = {char: count / total for char, count in singles.items()}
    twos, rests = smooth(pairs, ones, PAIRS)
    threes, rests_of_two = smooth(triples, complete(pairs, twos, rests, ones), TRIPLES)
    rows = [*write_rows(ones, {}), *write_rows(twos, rests), *write_rows(threes, rests_of_two)]
    TARGET.write_bytes(pack(write_blocks(rows)))
    print(f"{len(ones)} characters, {len(twos)} pairs, {len(threes)} triples, {TARGET.stat().st_size} bytes")


if __name__ == "__main__":
    main()
