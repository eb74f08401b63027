"""What came back in October: a workbook of each unit that answered, and the files that support its figures.

Comes in: the activities as filed. Goes out: `Answer` rows (the planned truth), the papers, and the evidence: sign-in
lists as CSV and photographs as PNG, drawn here.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from random import Random

from tools.edition.doings import YEAR, Doing
from tools.edition.layouts import Paper, Sheet
from tools.edition.units import Roster
from tools.month.cast import SURNAMES
from tools.month.dice import dice

_HEDGES = (("", "="), ("", "="), ("", "="), ("余", "≥"), ("约", "≈"))


@dataclass(frozen=True, slots=True)
class Answer:
    """What a unit reports of one activity. `number` counts person-times; `proof` is the path of its evidence or empty."""

    unit: str
    activity: str
    done: bool
    number: int
    relation: str
    printed: str
    leaflets: int
    proof: str


def answers_of(unit: Roster, doings: Sequence[Doing]) -> tuple[Answer, ...]:
    """The answers of a unit, one for each activity; none from a unit that is late or reports nil."""
    if unit.answers != "full":
        return ()
    rng = dice(f"answers {unit.key}")
    return tuple(_answer(unit, one, n, rng) for n, one in enumerate(doings, start=1))


def _answer(unit: Roster, one: Doing, n: int, rng: Random) -> Answer:
    done = bool(one.joint) or rng.random() < 0.93
    hedge, relation = rng.choice(_HEDGES)
    number = int(one.people * rng.uniform(0.7, 1.4)) if hedge == "" else round(one.people * rng.uniform(0.7, 1.4), -1)
    number = max(number, 10)
    printed = {"": f"{number}", "余": f"{number}余", "约": f"约{number}"}[hedge]
    form = rng.choice(("list", "list", "photo", "photo", "none"))
    proof = {"list": f"{unit.key}/{n:02}-签到表.csv", "photo": f"{unit.key}/{n:02}-现场照片.png", "none": ""}[form]
    if not done:
        return Answer(unit.key, one.name, done=False, number=0, relation="=", printed="", leaflets=0, proof="")
    leaflets = rng.choice((0, 0, 200, 300, 500, 1200)) if one.kind in "宣实" else 0
    return Answer(unit.key, one.name, True, number, relation, printed, leaflets, proof)


def paper_of(unit: Roster, doings: Sequence[Doing], answers: Sequence[Answer]) -> Paper:
    """The return as it is mailed: a line for each activity, and under it the unit's own sums; or one line for nil."""
    title = f"{YEAR}年“质量月”活动情况统计表"
    above = [[title], [f"填报单位：{unit.name}", "", "", "填报时间：2025年10月12日"]]
    if unit.answers == "nil":
        return Paper(
            "xlsx", title, (Sheet("Sheet1", [*above, ["序号", "活动名称", "参与人次"], ["", "本月无开展活动", ""]]),)
        )
    head = [
        "序号",
        "活动名称",
        "实际时间",
        "完成情况（是/否）",
        "参与人次（人次）",
        "发放资料（份）",
        "佐证材料",
        "未完成原因",
    ]
    body = [
        [n, one.name, _day(one), "是" if answer.done else "否", _number(answer), answer.leaflets or "/",
         answer.proof.partition("/")[2], "" if answer.done else "因天气原因取消"]
        for n, (one, answer) in enumerate(zip(doings, answers, strict=True), start=1)
    ]  # fmt: skip
    total = ["合计", "", "", "", sum(a.number for a in answers), sum(a.leaflets for a in answers), "", ""]
    return Paper("xlsx", title, (Sheet("统计表", [*above, head, *body, total], [(0, 0, 0, 7)]),))


def _day(one: Doing) -> str:
    day = date.fromisoformat(one.start) if one.start else date(YEAR, 9, 28)
    return f"{day.month}月{day.day}日"


def _number(answer: Answer) -> object:
    return int(answer.printed) if answer.printed.isdigit() else answer.printed


# ── evidence ─────────────────────────────────────────────────────────────────────────────────────────────────────


def proofs_of(answers: Sequence[Answer]) -> Iterator[tuple[str, bytes]]:
    """Path and bytes of every file of evidence."""
    for answer in answers:
        if answer.proof.endswith(".csv"):
            yield answer.proof, _sign_in_list(answer)
        elif answer.proof:
            yield answer.proof, _photograph(answer)


def _sign_in_list(answer: Answer) -> bytes:
    """As many rows as signed in, up to thirty; given names are covered, as a list that leaves the house should be."""
    rng = dice(f"list {answer.proof}")
    rows = [f"{n},{rng.choice(SURNAMES)}**" for n in range(1, min(answer.number, 30) + 1)]
    more = [f"（共{answer.number}人次，其余见纸质表）"] if answer.number > len(rows) else []
    return "\r\n".join((answer.activity, "序号,签名", *rows, *more, "")).encode("utf-8-sig")


def _photograph(answer: Answer) -> bytes:
    """A small picture: a banner over a crowd, in colours of its own."""
    rng = dice(f"photo {answer.proof}")
    wide, high = 96, 64
    banner, ground = (rng.randrange(150, 230), 30, 30), (90, rng.randrange(90, 160), 90)
    heads = {(rng.randrange(wide), rng.randrange(high // 2, high)) for _ in range(60)}
    rows = bytearray()
    for y in range(high):
        rows.append(0)
        for x in range(wide):
            colour = banner if y < high // 5 else ((40, 40, 60) if (x, y) in heads else ground)
            rows += bytes(colour)
    size = struct.pack(">IIBBBBB", wide, high, 8, 2, 0, 0, 0)
    parts = ((b"IHDR", size), (b"IDAT", zlib.compress(bytes(rows), 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(map(_chunk, parts))


def _chunk(part: tuple[bytes, bytes]) -> bytes:
    name, body = part
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
