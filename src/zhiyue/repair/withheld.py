"""Withheld: what a publisher took out of a text, and no repair brings back.

Comes in: a repaired text. Goes out: marks on ``****年**月``, ``(略)``, ``******医院``, ``财库〔〕号``, on text that became
nothing but question marks, and on words that a word filter put in. Exists so that no field stands on such a place as
if the page had said it: a figure there is ``masked``, and the page gets a finding. The text itself stays as it is; its
stars still show how long the figure was.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from zhiyue.model import Mark

# ****年**月**日 *,***,***.** JH**-******-***** 138****0000: one token, of which at least two signs are stars
_FIGURES = re.compile(r"(?<![*＊A-Za-z0-9])(?=[^*＊\s㐀-鿿]{0,12}[*＊])[A-Za-z0-9*＊.,:/\-年月日时分秒〔〕\[\]]{3,40}")
_STARS = re.compile("[*＊](?:[*＊]{2}|[年月日时分秒.,:/〔〕\\-][*＊])")
_RULER = re.compile(r"(?m)^[^\S\n]*[*＊#×xX=\-]{4,}[^\S\n]*$")
# **质量月**: emphasis, not a mask
_EMPHASIS = re.compile(r"(?<![*＊\w])\*\*(?=\S)[^*\n]{3,60}?(?<=\S)\*\*(?![*＊])")
# ******医院, ###县, **动物源, 某某****公司, ×××局
_WORDS = re.compile(
    r"[*＊]{2,40}(?=[㐀-鿿（）“”])|(?<=[㐀-鿿（）“”])[*＊]{2,40}"
    r"|#{2,20}(?=[㐀-鿿])|(?<=[㐀-鿿])#{2,20}|×{2,10}(?=[㐀-鿿])|(?<=[㐀-鿿])×{2,10}(?![0-9])"
)
# (略) ****点击查看 *开通会员可解锁*
_HIDDEN = re.compile(
    r"[（(]略[）)]|[*＊]{0,10}点击(?:登录)?查看[*＊]{0,10}"
    r"|[*＊]{0,4}(?:开通会员|登录后|注册后|登录会员)[^，。；\s*＊]{0,6}(?:解锁|查看|可见)[*＊]{0,4}"
)
# 年月采购意向, 财库〔〕号, 第届, 预算：万元
_DELETED = re.compile(
    r"(?<![0-9０-９○〇零一二三四五六七八九十*＊_＿Xx×某\s])(?<!出生|工作|入学|签订)年月(?:日)?(?![份历谱薪])"
    r"|^年月(?:日)?(?![份历谱薪])|[〔［\[（(][〕］\]）)](?:第)?号|(?<=第)(?=[届期批])|(?<=[：:为共])(?=[万亿]?元(?![旦素件宵]))",
    re.MULTILINE,
)
_NUMBERLESS = re.compile(r"[〔［\[（(][〕］\]）)]第?号")
_DIGIT = re.compile("[0-9０-９]")
_LOST = re.compile(r"\?{2,}(?:[? \t，。、:：（）()\-]*\?)?")
_HAN = re.compile("[㐀-鿿]")
FEWEST_LOST = 6

# loan for 贷款 (办理loan的企业); 订购 for 采购; 累计 for 截止 before a date
_REWORDED = re.compile(
    r"(?<=[㐀-鿿])loans?(?=[㐀-鿿])|订购(?=人|代理机构|文件|公告|方式|意向|单位)|累计(?=[0-9]{4}年[0-9]{1,2}月|目前|至今)"
)


def find_withheld(text: str) -> tuple[Mark, ...]:
    """Return what the publisher of a page took out or put in, as marks on the text as it is, in order.

    >>> [(mark.code, mark.start, mark.end) for mark in find_withheld("预算*,***,***.**元，某****医院")]
    [('masked_figures', 2, 14), ('masked_words', 17, 21)]
    """
    marks = [*_masked(text), *_deleted(text), *_lost(text), *_reworded(text)]
    return tuple(sorted(marks, key=lambda mark: (mark.start, mark.end)))


def _masked(text: str) -> Iterator[Mark]:
    if not any(sign in text for sign in ("**", "＊＊", "##", "××", "*,", "略", "点击", "开通会员", "登录", "注册后")):
        return
    has_stars = "*" in text or "＊" in text
    patterns = [("masked_words", _HIDDEN), ("masked_figures", _FIGURES)] if has_stars else [("masked_words", _HIDDEN)]
    if has_stars or "##" in text or "××" in text:
        patterns.append(("masked_words", _WORDS))
    found = [(code, place) for code, pattern in patterns for place in pattern.finditer(text)]
    taken = [place.span() for pattern in (_RULER, _EMPHASIS) for place in pattern.finditer(text)] if found else []
    for code, place in found:
        is_mask = code == "masked_words" or _is_figure(place[0])
        if is_mask and not any(start < place.end() and place.start() < end for start, end in taken):
            taken.append(place.span())
            yield Mark(*place.span(), code)


def _is_figure(token: str) -> bool:
    """Whether stars stand for figures: between figures, letters or separators, not alone (****医院 is a name)."""
    return _STARS.search(token) is not None and token.strip("*＊") != ""


def _deleted(text: str) -> Iterator[Mark]:
    """Places that want a figure, on a page that has next to none."""
    # One of these has to stand there: places that may want a figure count beside them only.
    if "年月" not in text and _NUMBERLESS.search(text) is None:
        return
    found = list(_DELETED.finditer(text))
    strong = [place for place in found if place[0]]
    if strong and len(found) >= len(_DIGIT.findall(text)):
        for place in found:
            yield Mark(place.start(), max(place.end(), place.start() + 1), "deleted_figures")


def _lost(text: str) -> Iterator[Mark]:
    """Runs of question marks, on a page of which all that was not ASCII became so."""
    if "??" not in text:
        return
    found = list(_LOST.finditer(text))
    lost = sum(place[0].count("?") for place in found)
    if lost >= FEWEST_LOST and lost > len(_HAN.findall(text)):
        for place in found:
            yield Mark(*place.span(), "lost_text")


def _reworded(text: str) -> Iterator[Mark]:
    """What word filters write: each of it may be an author's once; two kinds of it on one page are not."""
    if "loan" not in text and "订购" not in text and "累计" not in text:
        return
    found = list(_REWORDED.finditer(text))
    if len({place[0] for place in found}) > 1 or any(place[0].startswith("loan") for place in found):
        for place in found:
            yield Mark(*place.span(), "reworded")
