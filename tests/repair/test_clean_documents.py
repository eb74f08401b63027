"""Clean documents of every kind stay as they are: more than five thousand, none changed.

Real texts come from what the machine holds (the standard library, manual pages in several languages, message
catalogues); the others are written by generators from the channel's own table, so that they look as dangerous as clean
text can: glosses, ruby, dictionaries and lessons about exactly the characters that the channel annotates.
"""

import gzip
import random
import sysconfig
from itertools import islice
from pathlib import Path

import pytest

from tests.repair.strategies import OFTEN_ANNOTATED, SIMPLIFIED
from zhiyue.reference.channel import load_channel
from zhiyue.repair import repair_text

CHANNEL = load_channel()
TRADITIONAL = [CHANNEL.traditional.get(ord(char), char) for char in (*SIMPLIFIED, *OFTEN_ANNOTATED * 6)]
SAME = [char for char in SIMPLIFIED if ord(char) not in CHANNEL.traditional]
RARE = [char for char in CHANNEL.pinyin if char not in CHANNEL.rank]


def sentences(rng, alphabet, count):
    return ["".join(rng.choices(alphabet, k=rng.randint(8, 24))) for _ in range(count)]


def page(rng, alphabet):
    return "\n".join("，".join(sentences(rng, alphabet, 3)) + "。" for _ in range(rng.randint(1, 8)))


def simplified(rng):
    return page(rng, SIMPLIFIED + OFTEN_ANNOTATED * 6)


def traditional(rng):
    return page(rng, TRADITIONAL)


def full_ruby(rng):
    return "".join(f"{char}({CHANNEL.pinyin.get(char, 'yī')})" for char in rng.choices(TRADITIONAL, k=60))


def ruby_every_seventh(rng):
    text = traditional(rng)
    return "".join(
        f"{char}({CHANNEL.pinyin.get(char, 'shì')})" if number % 7 == 6 and char not in "，。\n" else char
        for number, char in enumerate(text)
    )


def one_gloss(rng):
    text, char = traditional(rng), rng.choice(list(CHANNEL.pinyin))
    place = rng.randrange(len(text))
    return f"{text[:place]}{char}({CHANNEL.pinyin[char]}){text[place:]}"


def gloss_before_commas(rng):
    parts = traditional(rng).split("，")
    return "，".join(f"{part}({CHANNEL.pinyin.get(part[-1:], 'de')})" for part in parts)


def rare_glosses(rng):
    glosses = [f"{char}({CHANNEL.pinyin[char]})" for char in rng.sample(RARE, 4)]
    return "，".join(text + gloss for text, gloss in zip(sentences(rng, TRADITIONAL, 4), glosses, strict=True))


def dictionary(rng):
    chars = rng.sample(sorted(CHANNEL.pinyin), 8)
    meanings = sentences(rng, TRADITIONAL, 8)
    return "\n".join(f"{char} {CHANNEL.pinyin[char]}：{text}" for char, text in zip(chars, meanings, strict=True))


def lesson(rng):
    words = rng.sample(SAME, 6)
    return "讀一讀：" + "、".join(f"{word}(zì)" for word in words) + "。" + traditional(rng)


def careless(rng):
    return simplified(rng).replace("。", rng.choice(["?！", "??！", "?，", "?", "？?", "?；", "?。"]))


def mathematics(rng):
    return "".join(f"令f({rng.choice('abxyn')})=g({rng.choice('aeiou')})，則 sin(x)≤{text}(n)。\n" for text in
                   sentences(rng, TRADITIONAL, 4))  # fmt: skip


def french(rng):
    words = "été à Besançon élève naïf crêpe größer übermäßig Öl señor coração ÊTRE ÎLE Ö µm È".split(" ")
    return " ".join(rng.choices(words, k=40))


def lists(rng):
    return "\n".join(rng.choices(SIMPLIFIED, k=60))


GENERATORS = [
    simplified, traditional, full_ruby, ruby_every_seventh, one_gloss, gloss_before_commas, rare_glosses, dictionary,
    lesson, careless, mathematics, french, lists,
]  # fmt: skip


@pytest.mark.parametrize("write", GENERATORS, ids=lambda write: write.__name__)
def test_written_clean_document_is_the_same_object(write):
    rng = random.Random(write.__name__)  # noqa: S311 - repeatable, not secret
    documents = [write(rng) for _ in range(400)]

    changed = [text for text in documents if repair_text(text).text is not text]

    assert changed == []


def read(path):
    data = path.read_bytes()
    return (gzip.decompress(data) if path.suffix == ".gz" else data).decode("utf-8", errors="ignore")


PLACES = {
    "python": (Path(sysconfig.get_path("stdlib")), "*.py", 400),
    "manuals zh_CN": (Path("/usr/share/man/zh_CN"), "*.gz", 400),
    "manuals zh_TW": (Path("/usr/share/man/zh_TW"), "*.gz", 400),
    "manuals ja": (Path("/usr/share/man/ja"), "*.gz", 400),
    "manuals ko, fr, de": (Path("/usr/share/man"), "[kfd][ore]/**/*.gz", 400),
    "catalogues": (Path(sysconfig.get_path("purelib")), "**/LC_MESSAGES/*.po", 400),
}


@pytest.mark.parametrize("place", PLACES, ids=str)
def test_clean_document_of_the_system_is_the_same_object(place):
    folder, pattern, most = PLACES[place]
    documents = [read(path) for path in islice(sorted(folder.rglob(pattern)), most)] if folder.is_dir() else []
    if not documents:
        pytest.skip(f"this system has no {place} in {folder}")

    changed = [text[:80] for text in documents if repair_text(text).text is not text]

    assert changed == []
