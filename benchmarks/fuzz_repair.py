"""Fuzzing of the repair: no crash, nothing but ours raised, replay and idempotence hold.

    python benchmarks/fuzz_repair.py [-max_total_time=600] [CORPUS_FOLDER]

Guided by coverage where `atheris` is installed or lies in ``build/peers``; its options are libFuzzer's. Elsewhere
hypothesis draws the inputs for as many seconds, without guidance, and says so.
"""

from __future__ import annotations

import importlib
import re
import sys
import time
from importlib.util import find_spec
from pathlib import Path

sys.path.append(str(Path(__file__).parents[1] / "build" / "peers"))
GUIDED = find_spec("atheris") is not None
if GUIDED:
    import atheris

    with atheris.instrument_imports(include=["zhiyue"]):
        from zhiyue.repair import damage_text, prove, repair_text, replay
else:
    from zhiyue.repair import damage_text, prove, repair_text, replay

FRAGMENTS = (
    "(fā)|?fù)|發(fā)|現(xiàn)|購?fù)|(guó)(guo)|?|€(gè)|l(fā)|\ue000|〓|?！|??；|????！|著|鍥戒骇|锛|\ufffd|µÄ|ÖÐ|质量|</fmt:x>|(|)|，|。"
    "|A|x,|25，|?/p>|\n|「|』|“|？|,|.|&&|設(shè)|機?jī)|環境?；ひ馐?，|採購(gòu)?fù)干潆娮语@微鏡"
).split("|")
SAMPLES = (
    "采购透射电子显微镜，",
    "环境保护意识；",
    "质量月活动在我们社会主义国家展开。",
    "共25台，",
    "著名作家接着说：“好！”",
)
SECONDS = 60.0


class Reader:
    """Reads choices from the fuzzer's bytes; when they end, every choice is the first."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.at = 0

    def choose(self, count: int) -> int:
        """A number below `count`, of one or two bytes."""
        width = 1 if count <= 0x100 else 2
        taken = self.data[self.at : self.at + width]
        self.at += width
        return int.from_bytes(taken, "big") % count

    def text(self) -> str:
        """Fragments of damage, clean and damaged samples, Chinese characters and any others."""
        pieces = []
        while self.at < len(self.data):
            kind = self.choose(5)
            if kind < 2:
                pieces.append(FRAGMENTS[self.choose(len(FRAGMENTS))])
            elif kind == 2:
                pieces.append(chr(0x4E00 + self.choose(0x51A6)))
            elif kind == 3:
                pieces.append(chr(self.choose(0x10000)))
            else:
                sample = SAMPLES[self.choose(len(SAMPLES))]
                pieces.append(damage_text(sample, breaks=self.choose(2) == 1, annotated=self.choose(152)))
        return "".join(pieces)


def check(holds: bool, what: str) -> None:
    """Raise for the fuzzer."""
    if not holds:
        raise AssertionError(what)


def one_input(data: bytes) -> None:
    """Build a text from the fuzzer's bytes and ask of its repair what must always hold."""
    text = Reader(data).text()
    repaired = repair_text(text)
    check(replay(text, repaired.steps) == repaired.text, "replay")
    check(repair_text(repaired.text).text is repaired.text, "idempotence")
    prove(repaired)
    length = len(repaired.text)
    span = repaired.span_map.original(0, length)
    check(0 <= span.start <= span.end <= len(text), "spans")
    check(all(0 <= mark.start < mark.end <= length for mark in repaired.marks), "marks")
    unguessed = repair_text(text, guess=False)
    check(replay(text, unguessed.steps) == unguessed.text, "replay without guesses")
    repair_text(damage_text(text, breaks=True))


def draw_unguided(seconds: float) -> None:
    """The same for so long with inputs that hypothesis draws."""
    hypothesis = importlib.import_module("hypothesis")
    binary = hypothesis.strategies.binary(max_size=200)
    settings = hypothesis.settings(max_examples=500, deadline=None, database=None, derandomize=False)
    rounds, end = 0, time.monotonic() + seconds
    while time.monotonic() < end:
        settings(hypothesis.given(binary)(one_input))()
        rounds += 1
    print(f"fuzz: {500 * rounds} inputs drawn without guidance; atheris is not installed")


def main() -> None:
    """Fuzz."""
    if GUIDED:
        atheris.Setup(sys.argv, one_input)
        atheris.Fuzz()
        return
    limits = [re.fullmatch(r"-max_total_time=(\d+)", argument) for argument in sys.argv[1:]]
    draw_unguided(next((float(limit[1]) for limit in limits if limit), SECONDS))


if __name__ == "__main__":
    main()
