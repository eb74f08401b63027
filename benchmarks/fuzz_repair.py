"""Coverage-guided fuzzing of the repair: no crash, nothing but ours raised, replay and idempotence hold.

pip install atheris
python benchmarks/fuzz_repair.py -max_total_time=120 [CORPUS_FOLDER]
"""

from __future__ import annotations

import sys

import atheris

with atheris.instrument_imports(include=["zhiyue"]):
    from zhiyue.repair import damage_text, repair_text, replay
    from zhiyue.repair.proof import prove

FRAGMENTS = (
    "(fā)|?fù)|發(fā)|現(xiàn)|購?fù)|(guó)(guo)|?|€(gè)|l(fā)|\ue000|〓|?！|??；|????！|著|鍥戒骇|锛|\ufffd|µÄ|ÖÐ|质量|</fmt:x>|(|)|，|。"
).split("|")


def check(holds: bool, what: str) -> None:
    """Raise for the fuzzer."""
    if not holds:
        raise AssertionError(what)


def one_input(data: bytes) -> None:
    """Build a text from the fuzzer's bytes: fragments of damage and anything else."""
    provider = atheris.FuzzedDataProvider(data)
    pieces = []
    while provider.remaining_bytes():
        kind = provider.ConsumeIntInRange(0, 3)
        if kind < 2:
            pieces.append(FRAGMENTS[provider.ConsumeIntInRange(0, len(FRAGMENTS) - 1)])
        elif kind == 2:
            pieces.append(chr(provider.ConsumeIntInRange(0x4E00, 0x9FA5)))
        else:
            pieces.append(provider.ConsumeUnicode(4))
    text = "".join(pieces)
    repaired = repair_text(text)
    check(replay(text, repaired.steps) == repaired.text, "replay")
    check(repair_text(repaired.text).text is repaired.text, "idempotence")
    prove(repaired)
    length = len(repaired.text)
    span = repaired.span_map.original(0, length)
    check(0 <= span.start <= span.end <= len(text), "spans")
    check(all(0 <= mark.start < mark.end <= length for mark in repaired.marks), "marks")
    repair_text(damage_text(text, breaks=True))


if __name__ == "__main__":
    atheris.Setup(sys.argv, one_input)
    atheris.Fuzz()
