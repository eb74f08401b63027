"""Names of activities without the words that every activity of an edition bears.

Comes in: a name, and the theme. Goes out: what tells this activity from another: the name without the theme, the words
of the theme, the series and the year. Pairs of duplicates, classes and areas all read names this way.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

# “质量月” | 全国质量月 | 2025年
_SERIES = re.compile(
    r"[“\"「『《]?(?:全国)?(?:质量月|安全生产月|安全月|计量日|世界标准日|标准日)[”\"」』》]?|(?:19|20)\d{2}年(?:度)?"
)
_QUALITY_STRONG = re.compile(r"质量强(?:国|省|市|州|县|区|镇|企|院|校)(?:建设)?")
_SIGNS = re.compile(r"[\W_]+")
_STOP = re.compile(
    r"开展|举办|举行|召开|组织|关于|的|主题|系列|专项|活动|工作|仪式|全省|全市|全县|全区|暨|及|和|与|本|我"
)


@lru_cache(maxsize=256)
def theme_words(theme: str) -> tuple[str, ...]:
    """Return the halves of a theme and the theme itself, the longest first.

    >>> theme_words("加强全面质量管理 促进质量强国建设")
    ('加强全面质量管理促进质量强国建设', '加强全面质量管理', '促进质量强国建设')
    """
    halves = [half for half in _SIGNS.split(unicodedata.normalize("NFKC", theme)) if len(half) > 3]
    return tuple(sorted(dict.fromkeys(["".join(halves), *halves] if halves else ()), key=len, reverse=True))


def without_theme(text: str, theme: str) -> str:
    """Return `text` without theme, series, year and 质量强国 in any local wording; NFKC, other signs kept.

    >>> without_theme("以“加强全面质量管理 促进质量强国建设”为主题的质量月广场宣传", "加强全面质量管理 促进质量强国建设")
    '以“ ”为主题的广场宣传'
    """
    plain = unicodedata.normalize("NFKC", text)
    for words in theme_words(theme):
        plain = plain.replace(words, "")
    return _QUALITY_STRONG.sub("", _SERIES.sub("", plain))


def bare_name(name: str, theme: str) -> str:
    """Return a name with nothing in it that many activities share: no theme, no stop words, no signs.

    >>> bare_name("2025年“质量月”主题宣传进中心广场活动", "")
    '宣传进中心广场'
    """
    return _STOP.sub("", _SIGNS.sub("", without_theme(name, theme)))
