"""The words that say "about", "more than", "at most" beside a number.

Comes in: such a word. Goes out: the sign of `zhiyue.model.Relation`. One table for money, shares, counts and durations.
"""

from __future__ import annotations

from collections.abc import Mapping

from zhiyue.model import Relation

RELATIONS: dict[str, Relation] = {
    "约": "≈", "大约": "≈", "约合": "≈", "左右": "≈", "上下": "≈",
    "近": "<", "将近": "<", "接近": "<", "不足": "<", "低于": "<", "不到": "<",
    "逾": ">", "超": ">", "超过": ">", "突破": ">", "高于": ">", "余": ">", "多": ">",
    "不少于": "≥", "不低于": "≥", "至少": "≥", "最低": "≥", "以上": "≥", "及以上": "≥",
    "不超过": "≤", "不高于": "≤", "不多于": "≤", "至多": "≤", "最多": "≤", "最高": "≤", "以下": "≤", "及以下": "≤",
    "以内": "≤", "之内": "≤", "内": "≤",
}  # fmt: skip

# 约 in 签约, 节约, 合约 and 近 in 附近 say nothing about the number behind them
BEFORE = (
    r"(?P<before>(?<![签节合预违契条公])(?:大约|约合|约)|(?<![附最])近|将近|接近|不足|低于|不到|逾|超过|超|突破|高于|"
    r"不少于|不低于|至少|最低|不超过|不高于|不多于|至多|最多|最高)"
)
FIRST_OF_BEFORE = "约大近将接不低逾超突高至最"
"""The characters with which `BEFORE` begins."""
AFTER = r"(?P<after>及以上|以上|及以下|以下|以内|左右|上下)"


HEDGES: Mapping[Relation, Relation] = {">": "≥", "<": "≈"}
"""How a report keeps a hedge: 6900余 is at least 6900, 近300 about 300. Other signs stay."""


def relation_of(*words: str | None) -> Relation:
    """Return the sign of the first word that is there, ``=`` where none is.

    >>> relation_of(None, "余", "约")
    '>'
    """
    return next((RELATIONS[word] for word in words if word), "=")
