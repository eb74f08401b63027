"""Confusions: characters that a scanner reads for others, folded so that labels are found.

Comes in: a text. Goes out: a copy of the same length in which 釆购人 is 采购人 and 唱牌 is 品牌. Exists for matching
labels and nothing else: the copy is thrown away, offsets are those of the text, and no value is ever read from it.
"""

from __future__ import annotations

# As scanners write it → as it was printed: 釆购人, 唱牌, 顷目名称, 预算金颔, 供应啇. Only characters that no label of ours
# holds: folding them hides none.
CONFUSED = {
    "釆": "采", "睬": "采", "唱": "品", "顷": "项", "頃": "项", "颈": "项", "颔": "额", "頟": "额", "啇": "商", "啻": "商",
    "侯": "候", "亼": "人", "巿": "市", "箅": "算", "摽": "标", "茆": "节", "戍": "成", "戌": "成",
}  # fmt: skip


def fold_confusions(text: str) -> str:
    """Return a copy of `text`, character for character, in the characters that labels are made of.

    >>> fold_confusions("釆购人：某市計量院"), fold_confusions("唱牌")
    ('采购人：某市計量院', '品牌')
    """
    # A page has few of them or none: each is looked for at memory speed.
    for seen, meant in CONFUSED.items():
        if seen in text:
            text = text.replace(seen, meant)
    return text
