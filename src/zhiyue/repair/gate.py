"""The gate: is this text damaged by the channel at all, or are these an author's own pinyin?

Comes in: counted annotations and the text without them. Goes out: yes or no. Exists because changing a clean text is
the worst error a repair can make: ruby, glosses, dictionaries and language lessons pass untouched.

What tells them apart: the channel annotates only characters that its converter wrote, always with the first reading
of the dictionary; on one page a character is annotated always or never; pages annotate the first N of one list; and
no author writes ``購?fù)``, a bracket that lost its opening half to the byte before it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from functools import cache

from zhiyue.reference.channel import Channel, load_channel
from zhiyue.repair.gbk import EURO_BYTE, char_of, pair_of

LETTERS = "a-zāáǎàēéěèīíǐìōóǒòūúǔùüǖǘǚǜ"
PINYIN = f"[{LETTERS}]{{1,6}}"
TONED = frozenset("āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ")

# 購(gòu)
BRACKET = re.compile(rf"\(({PINYIN})\)")
# ?fù) in 購?fù)干: the opening bracket went with the byte before it
SHIFTED = re.compile(rf"\?({PINYIN})\)")
# F(xiàn) in 正，F(xiàn)象, X(qián) in 村X(qián): the sign is the second byte of the key.
SIGN = re.compile(rf"\((?<=[^\x00-\x7f][@-~€]\()(?P<pinyin>{PINYIN})\)")
# ?/p> in 貢獻?/p>: a lead byte swallowed the sign that opens the tag, which nobody writes behind Chinese
EATEN_TAG = re.compile(
    r"\?(?<=[\u2014-\uffe6]\?)(?=/(?:p|a|b|i|u|em|h[1-6]|br|li|ul|ol|td|tr|div|font|span|strong|section|table)>)"
)
# The bracket first, the letter behind it second: a search that begins with a fixed sign runs at memory speed.
_ENDING = re.compile(rf"\)(?<=[{LETTERS}]\))")

SAMPLE = 20_000
"""Characters on which a page's consistency is checked: enough to decide, and a bound on the cost."""
OFTEN = 4
"""From so many annotations on, one character may be all that is annotated: authors gloss a word once."""
FEW = 10
MANY = 40
"""Below so many annotations the order of the list has to agree as well; below `FEW` there must be other characters."""

# 拼音是?guó) of a quiz: who writes about readings writes pinyin in every way
_ABOUT_READING = re.compile("拼音|读音|讀音|声调|聲調|注音|怎[么麼][读讀念]|[读讀念]作")
BEHIND = 100
"""Characters in which the bracket that closes behind a syllable may have been opened."""

CONVINCING = 100
"""Annotations from which on no author is thought of: one character in seventy would have been cut by chance."""
SURELY_BEFORE = 0.75
"""Share of the list before the last annotated character of which the order is certain."""
# What GBK writes in two bytes each.
_HAN = re.compile("[一-龥]{2,}")

OUT_OF_ORDER = 0.08
"""Share of pairs that may contradict the list: its order is known only approximately."""

ENOUGH = 8
REPEATED = 1.3
"""From so many annotated characters, annotated so often each, one that goes without may contradict the list."""

Pairs = Mapping[tuple[str, str], int]


def has_pinyin_ending(text: str) -> bool:
    """Tell whether a bracket closes behind a letter, as it does in every annotation."""
    return _ENDING.search(text) is not None


def count_spots(text: str) -> int:
    """Count the annotations of `text` that no author wrote, and that the table explains byte by byte."""
    channel = load_channel()
    shifted = sum(1 for spot in SHIFTED.finditer(text) if _is_spot(text, spot, channel))
    return shifted + sum(1 for spot in SIGN.finditer(text) if _is_half(text, spot, channel))


def _is_spot(text: str, spot: re.Match[str], channel: Channel) -> bool:
    if not spot.start() or TONED.isdisjoint(spot[1]):
        return False
    pair = pair_of(text[spot.start() - 1])
    return pair is not None and (pair[1], spot[1]) in channel.trails


def _is_half(text: str, spot: re.Match[str], channel: Channel) -> bool:
    pair = pair_of(text[spot.start() - 2])
    if pair is None or TONED.isdisjoint(spot["pinyin"]):
        return False
    sign = text[spot.start() - 1]
    return channel.pinyin.get(char_of(pair[1], EURO_BYTE if sign == "€" else ord(sign)) or "") == spot["pinyin"]


def has_trace(text: str) -> bool:
    """Tell whether an annotation stands here that lost its opening bracket, though no byte explains it."""
    if BRACKET.search(text) is not None or _ABOUT_READING.search(text) is not None:
        return False
    return any(is_trace(text, spot) for spot in SHIFTED.finditer(text))


def is_trace(text: str, spot: re.Match[str]) -> bool:
    """Whether nobody wrote `spot`: 社?huì)主義, a syllable with its tone that no bracket opens."""
    if not spot.start() or not "㐀" <= text[spot.start() - 1] <= "鿿" or TONED.isdisjoint(spot[1]):
        return False
    line = text[max(text.rfind("\n", 0, spot.start()) + 1, spot.start() - BEHIND) : spot.start()]
    return max(map(line.rfind, "(（[【〔")) <= max(map(line.rfind, ")）]】〕"))


def is_channel(pairs: Pairs, text: str, *, original: str) -> bool:
    """Tell whether these annotations are the channel's.

    Args:
        pairs: how often each ``(character, pinyin)`` was seen.
        text: the text without them.
        original: the text with them.
    """
    channel = load_channel()
    known = {pair: count for pair, count in pairs.items() if channel.pinyin.get(pair[0]) == pair[1]}
    total = sum(known.values())
    spots = count_spots(text) + len(EATEN_TAG.findall(text))
    foreign = 0
    if len(known) < len(pairs):
        foreign = sum(count for pair, count in pairs.items() if pair not in known and _is_annotation(*pair))
    if total + spots < 2 or total + spots < 9 * foreign:
        return bool(total + spots) and not foreign and spots > 0
    chars = {char for char, _ in known}
    if spots or not _is_consistent(chars, total, text, channel):
        return spots > 0
    return total >= CONVINCING or not _has_whole_keys(chars, original, channel)


def _has_whole_keys(chars: set[str], text: str, channel: Channel) -> bool:
    """Whether the bytes of annotated characters stand unparted across others, where the channel would have cut them.

    An author who annotates 復 knows nothing of 購透, whose bytes hold it. The same of what the list has well before the
    last annotated one: next to it, the order is known only approximately.
    """
    last = SURELY_BEFORE * max(channel.rank.get(char, 0) for char in chars)
    keys = chars.union(char for char, rank in channel.rank.items() if rank < last)
    across: set[tuple[int, int]] = set()
    # Menus and frames of a page need not have come through the channel.
    for line in text[:SAMPLE].split("\n"):
        if BRACKET.search(line) is not None:
            for run in _HAN.findall(line):
                data = run.encode("gb18030")
                across.update(zip(data[1::2], data[2::2], strict=False))
    return not across.isdisjoint(map(pair_of, keys))


def _is_annotation(char: str, pinyin: str) -> bool:
    """Whether somebody wrote how to read a character: 的(de), not 浓度(mg)."""
    return "㐀" <= char <= "鿿" and (not TONED.isdisjoint(pinyin) or pinyin in _toneless())


@cache
def _toneless() -> frozenset[str]:
    """The syllables of Chinese without their tones, as far as the table spells them."""
    return frozenset(pinyin.translate(_NO_TONE) for pinyin in load_channel().pinyin.values())


_NO_TONE = str.maketrans("āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ", "aaaaeeeeiiiioooouuuuüüüü")


def _is_consistent(chars: set[str], total: int, text: str, channel: Channel) -> bool:
    """Authors gloss a word once; the channel annotates a character always or never (61 pages, no exception)."""
    if len(chars) < 2 and total < OFTEN:
        return False
    # The annotated characters themselves stand in `text` too, once for each annotation. One more is let pass on a page
    # that annotates any twice: authors do not.
    if sum(text.count(char, 0, SAMPLE) for char in chars) > 1.05 * total + (total > len(chars)):
        return False
    if total >= MANY:
        return True
    bare = Counter(text[:SAMPLE])
    return _is_in_order(chars, total, bare, channel) and (total >= FEW or _is_among_others(chars, bare, channel))


def _is_in_order(chars: set[str], total: int, bare: Mapping[str, int], channel: Channel) -> bool:
    """Pages annotate the first N of one list: who goes without stands behind."""
    # A page that annotates what no page was seen to annotate has a longer list: it annotates all of ours.
    ranks = [channel.rank.get(char, len(channel.rank) + 1) for char in chars]
    skipped = [rank for char, rank in channel.rank.items() if char in bare and char not in chars]
    against = sorted(sum(1 for rank in ranks if other < rank) for other in skipped)
    # Pages show each pair of the list seldom: one character may have its place wrong (測 stands behind 對, not before).
    if len(ranks) >= ENOUGH and total >= REPEATED * len(chars):
        against = against[:-1]
    return sum(against) <= OUT_OF_ORDER * len(ranks) * len(skipped)


def _is_among_others(chars: set[str], bare: Mapping[str, int], channel: Channel) -> bool:
    """With few annotations to judge by: others go without (ruby would have them), and most are of the list."""
    annotated = sum(bare[char] for char in chars)
    others = sum(count for char, count in bare.items() if "㐀" <= char <= "鿿") - annotated
    return others >= 2 and 2 * others >= annotated and 2 * sum(char in channel.rank for char in chars) > len(chars)
