"""The channel itself: damage a clean text as the mirror sites do.

Comes in: simplified text. Goes out: the text as a damaged page shows it. Exists for three users: tests and benchmarks
that need damage whose truth is known, the documentation, and the proof that a repair is exact (damaging the repaired
text again gives the page as it came).

The stages and their order are those of ``docs/explanation/channel.md``. Everything is deterministic.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import pairwise

from zhiyue.errors import ConfigurationError
from zhiyue.reference.channel import load_channel
from zhiyue.repair import gbk

BREAK_SIGNS = "。，；？！、"
"""The punctuation before whose bytes some pages are broken; `：` is not among them."""

_PRIVATE_USE = re.compile("[\ue000-\uf8ff]")


def damage_text(
    text: str,
    *,
    annotated: Iterable[str] | int | None = None,
    breaks: bool | str = False,
    converted: bool = True,
    private_use: bool = True,
) -> str:
    """Damage a clean text as the mirror sites do: traditional characters, inserted pinyin, shifted bytes.

    Args:
        text: the clean text, simplified.
        annotated: the traditional characters that get their pinyin, or the first N of the observed order; None is
            the whole observed list, 0 none.
        breaks: whether the text is broken before punctuation bytes; a string names the signs.
        converted: whether characters become traditional; False leaves the break alone, as on some simplified pages.
        private_use: whether characters of the private-use area survive; most cleaners strip them.

    Returns:
        The damaged text. The same arguments give the same damage.

    Raises:
        ConfigurationError: `annotated` holds a character that the channel does not know.

    >>> damage_text("采购透射电子显微镜", annotated=120)
    '采購(gòu)?fù)干潆娮语@微鏡'
    """
    channel = load_channel()
    keys = list_keys(annotated if converted else 0)
    data = gbk.encode(text.translate(channel.traditional) if converted else text)
    for key in keys:
        pair = bytes(gbk.pair_of(key) or ())
        data = data.replace(pair, pair + f"({channel.pinyin[key]})".encode("gb18030"))
    signs = (BREAK_SIGNS if breaks else "") if isinstance(breaks, bool) else breaks
    damaged = "".join(gbk.decode(piece) for piece in _break_before(data, signs))
    return damaged if private_use else _PRIVATE_USE.sub("", damaged)


def list_keys(annotated: Iterable[str] | int | None) -> list[str]:
    """Return the characters to annotate in the channel's order: observed ones by rank, then the others by code.

    Raises:
        ConfigurationError: a character is no key of the channel.
    """
    channel = load_channel()
    if annotated is None:
        return list(channel.observed)
    if isinstance(annotated, int):
        return list(channel.observed[:annotated])
    keys = set(annotated)
    unknown = "".join(sorted(key for key in keys if key not in channel.pinyin))
    if unknown:
        raise ConfigurationError(f"annotated: the channel has no key {unknown}; give traditional characters")
    last = len(channel.rank)
    return sorted(keys, key=lambda key: (channel.rank.get(key, last + 1), key))


def _break_before(data: bytes, signs: str) -> list[bytes]:
    """Cut the bytes before every place where a sign's two bytes stand, whatever their alignment."""
    if not signs:
        return [data]
    pairs = b"|".join(re.escape(bytes(gbk.pair_of(sign) or ())) for sign in signs)
    # 环境保护意识，: 保 B1A3 and 护 BBA4 hold the bytes of ；, A3BB. Signs may overlap, hence the lookahead.
    cuts = [0, *(found.start() for found in re.finditer(b"(?=" + pairs + b")", data)), len(data)]
    return [data[start:end] for start, end in pairwise(cuts) if start < end]
