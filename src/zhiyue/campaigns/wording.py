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
_STRONG = re.compile(r"质量强[国省市州县区镇企院校]")
_STRONG_COUNTRY = re.compile(r"质量强国(?:建设)?")
_SIGNS = re.compile(r"[\W_]+")
DIVISION = re.compile(
    r"(?:(?![在进到和与及暨的于全本我])[一-龥]){2,5}?(?:省|市|(?<![社园校厂景小新片牧辖])区|县|镇|街道)(?![场民])"
)
"""A division as places and names print it: 望州市 and 湖滨区 in 望州市湖滨区中心广场; not 社区, 园区, 市场, 市民."""
_STOP = re.compile(
    r"参加|参与|承办|协办|配合|现场保障|集中|开展|举办|举行|召开|组织|关于|的|主题|系列|专项|活动|工作|仪式|全省|全市|全县|全区|暨|及|和|与|本|我"
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
    """Return `text` without theme, series, year and 质量强国; NFKC, other signs kept.

    The theme goes in every local wording of it (质量强省, 质量强县); outside of the theme 质量强县 says something.

    >>> without_theme("以“加强全面质量管理 促进质量强国建设”为主题的质量月广场宣传", "加强全面质量管理 促进质量强国建设")
    '以“ ”为主题的广场宣传'
    """
    plain = unicodedata.normalize("NFKC", text)
    for pattern in _theme_patterns(theme):
        plain = pattern.sub("", plain)
    return _STRONG_COUNTRY.sub("", _SERIES.sub("", plain))


@lru_cache(maxsize=256)
def _theme_patterns(theme: str) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(_STRONG.sub("质量强[国省市州县区镇企院校]", words)) for words in theme_words(theme))


def bare_name(name: str, theme: str) -> str:
    """Return a name with nothing in it that many activities share: no theme, division, stop word or sign.

    >>> bare_name("2025年“质量月”主题宣传进中心广场活动", "")
    '宣传进中心广场'
    """
    return _STOP.sub("", DIVISION.sub("", _SIGNS.sub("", without_theme(name, theme))))
