"""Series of campaigns: months, weeks and days that are held every year, wherever a page names one.

Comes in: an excerpt. Goes out: each mention with the series' name without quotation marks and 全国, and the mentions of the
one that the excerpt is about. Never assumed: that quotation marks are printed.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from zhiyue.notices.excerpt import Excerpt, once_for_each
from zhiyue.spans import Span

_OPEN, _CLOSE = "“\"「『‘'", "”\"」』’'"
_STEMS = (
    r"(?:质量|安全生产|质量安全|食品安全|特种设备安全|计量|标准|认可|检验检测|知识产权|消费者权益|品牌|节能|低碳|环境|地球|科普|科技活动|诚信|诚信兴商|"
    r"诚信建设|爱国卫生|防灾减灾|消防|网络安全|职业病防治法|禁毒|献血者|无烟|卫生|电信和信息社会|气象|海洋|水)(?:宣传|活动|服务|推进|行动|教育)?"
)
# 质量月度分析, 质量月报, 质量月饼, 标准日常: other words
_OTHER = r"(?![度报刊份例考检评抽会统均饼季球亮薪历初末底常程产志用益])"
NATIONWIDE = r"(?:全国|世界|国际|中国)"
_UNIT = r"(?:月|周|日)"
# 全国“质量月” | “2005年全国质量月” | 世界计量日 | “安全生产月” | 「质量月」
_SERIES = re.compile(
    rf"{NATIONWIDE}?[{_OPEN}](?P<quoted>(?![一二三四五六七八九十双]{{2,3}}|[本当上下次每昨今近]|工作|节假|纪念|黄金|开放|体验|休息)[一-龥·]{{2,12}}{_UNIT})[{_CLOSE}]"
    rf"|(?:{NATIONWIDE}(?P<wide>{_STEMS}{_UNIT})|(?P<plain>(?:质量|安全生产|质量安全|食品安全宣传|节能宣传|科技活动|诚信兴商宣传|知识产权宣传)(?:月|周)))"
    rf"{_OTHER}"
)


@dataclass(frozen=True, slots=True)
class Mention:
    """One place that names a series: `stem` is its name without quotation marks and 全国."""

    span: Span
    stem: str


# “冰冻周”: only what stands beside it says whether a name in quotation marks is a campaign's
_KNOWN = re.compile(rf"{NATIONWIDE}?{_STEMS}{_UNIT}")
_SAYS_SO = re.compile(r"[一-龥]{0,4}(?:活动|主题|启动仪式|系列|宣传|动员)")
_NUMBERED = re.compile(r"第\s?[0-9一二三四五六七八九十百]{1,4}\s?[个届][一-龥]{0,4}$")


def find_mentions(excerpt: Excerpt) -> list[Mention]:
    """Every mention of a name that is known as a campaign's, or that the page says is one."""
    found: list[Mention] = []
    sure: set[str] = set()
    for zone in excerpt.zones:
        for match in _SERIES.finditer(excerpt.text, zone.start, zone.end):
            name = match["quoted"] or match["wide"] or match["plain"]
            found.append(Mention(Span(*match.span()), re.sub(rf"^{NATIONWIDE}", "", name)))
            before = excerpt.text[max(zone.start, match.start() - 12) : match.start()]
            if (
                _KNOWN.fullmatch(name)
                or re.match(NATIONWIDE, match.group())
                or _SAYS_SO.match(excerpt.text, match.end(), zone.end)
                or _NUMBERED.search(before)
            ):
                sure.add(found[-1].stem)
    return [mention for mention in found if mention.stem in sure]


@once_for_each
def main_series(excerpt: Excerpt) -> tuple[Mention, ...]:
    """The mentions of the series that the excerpt is about: named in the title, else most often."""
    mentions = find_mentions(excerpt)
    votes: Counter[str] = Counter()
    for mention in mentions:
        votes[mention.stem] += 4 if excerpt.in_title(mention.span) else 1
    if not votes:
        return ()
    stem = votes.most_common(1)[0][0]
    return tuple(mention for mention in mentions if mention.stem == stem)
