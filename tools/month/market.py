"""Monthly market reports in eight voices, two of every eight with a figure that does not follow.

Comes in: seeds. Goes out: a `Draft` for each report: amounts by origin of brand, shares to two decimals, the group that
bought most.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from decimal import ROUND_HALF_UP, Decimal

from tools.month.cast import GOODS
from tools.month.dice import dice
from tools.month.draft import Draft
from tools.month.figures import printed_time
from tools.month.sites import RIGHTS

GROUPS = ("高校", "检测机构", "企业", "医院", "疾控中心", "科研院所", "政府机构")


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures of one instrument and month; amounts in ten thousands of yuan, `said_share` as printed."""

    name: str
    year: int
    month: int
    count: int
    foreign: Decimal
    domestic: Decimal
    said_share: Decimal
    leader: str
    second: str
    brands: str

    @property
    def total(self) -> Decimal:
        """Both groups together."""
        return self.foreign + self.domestic

    @property
    def share(self) -> Decimal:
        """The share of foreign brands as it follows from the amounts."""
        return _percent(self.foreign, self.total)

    @property
    def rest(self) -> Decimal:
        """The share of domestic brands."""
        return _percent(self.domestic, self.total)


def _percent(part: Decimal, whole: Decimal) -> Decimal:
    return (part * 100 / whole).quantize(Decimal("0.01"), ROUND_HALF_UP)


def _draw(seed: int) -> Figures:
    rng = dice(f"market {seed}")
    key = sorted(GOODS)[seed * 7 % len(GOODS)]
    good = GOODS[key]
    mean = sum(product.price for product in good.products) // len(good.products)
    count = rng.randrange(9, 58)
    total = Decimal(mean * count * rng.randrange(801, 1399) // 1_000_000) / 10
    foreign = (total * rng.randrange(2203, 8097) / 10_000).quantize(Decimal("0.1"))
    domestic = total - foreign
    leader, second = rng.sample(GROUPS, 2)
    said = _percent(foreign, foreign + domestic)
    if seed % 4 == 2:  # a slip of the pen: two digits changed places, or a share of another month
        said = (said + Decimal("9.00")) if said < 50 else (said - Decimal("6.30"))
    brands = "、".join(product.brand for product in good.products)
    return Figures(good.name, 2025, 8 if seed % 3 else 9, count, foreign, domestic, said, leader, second, brands)


Voice = Callable[[Figures], tuple[str, str]]


def _classic(f: Figures) -> tuple[str, str]:
    lede = f"据不完全统计，{f.year}年{f.month}月{f.name}中标项目中，进口品牌中标金额{f.foreign}万元，占比{f.said_share}%，国产品牌中标金额{f.domestic}万元，占比{f.rest}%。"
    return (
        f"市场月报丨{f.leader}为采购主力 {f.month}月{f.name}中标盘点",
        f"""【导读】{lede}
　　【仪研在线 市场分析】{lede}当月全国{f.name}共中标{f.count}项，总金额{f.total}万元。
　　从采购单位看，{f.leader}为采购主力，其次是{f.second}。
　　从品牌看，{f.brands}等品牌出现次数较多。
关键词：{f.name} 中标 月报""",
    )


def _question(f: Figures) -> tuple[str, str]:
    return (
        f"{f.month}月{f.name}谁买得最多？中标数据来了",
        f"""{f.year}年{f.month}月，公开渠道共检索到{f.name}中标项目{f.count}项，中标总额{f.total}万元。
买得最多的是{f.leader}，其次是{f.second}。
国产品牌和进口品牌分别为{f.domestic}万元和{f.foreign}万元，进口品牌占比{f.said_share}%。
（统计口径：以发布日期为准，未公布金额的项目未计入）""",
    )


def _bullets(f: Figures) -> tuple[str, str]:
    return (
        f"{f.year}年{f.month}月{f.name}中标数据统计",
        f"""{f.year}年{f.month}月{f.name}中标数据：
· 中标项目数：{f.count}个
· 中标总金额：{f.total}万元
· 进口品牌：{f.foreign}万元，占比{f.said_share}%
· 国产品牌：{f.domestic}万元，占比{f.rest}%
· 采购主力：{f.leader}
数据仅供参考。""",
    )


def _trend(f: Figures) -> tuple[str, str]:
    return (
        f"{f.month}月{f.name}采购回升 {f.leader}领跑",
        f"""据不完全统计，{f.year}年{f.month}月全国{f.name}采购项目共计{f.count}项，环比增长{f.count % 17 + 3}.2%，总金额约{f.total}万元，环比增长{f.count % 13 + 2}.6%。
其中，进口品牌金额{f.foreign}万元，占比{f.said_share}%；国产品牌金额{f.domestic}万元，占比{f.rest}%。
{f.leader}为采购主力，采购项目数超过全部项目的三成。
受访的经销商认为，下半年是预算执行的高峰，{f.name}的需求还会延续。""",
    )


def _prose(f: Figures) -> tuple[str, str]:
    return (
        f"{f.name}{f.month}月采购简析：国产品牌占比{f.rest}%",
        f"""进入{f.month}月，{f.name}市场延续了上半年的节奏。{f.year}年{f.month}月，各地共公布{f.name}中标结果{f.count}个，涉及金额{f.total}万元。以品牌归属地划分，国产品牌中标金额{f.domestic}万元，占比{f.rest}%；国外品牌中标金额{f.foreign}万元，占比{f.said_share}%。
采购单位中，{f.leader}占比最高，{f.second}居次。区域上，华东和华南合计超过一半。
图1　{f.month}月{f.name}采购单位分布
图2　{f.month}月{f.name}中标金额品牌分布""",
    )


def _digest(f: Figures) -> tuple[str, str]:
    return (
        f"{f.month}月{f.name}中标总额{f.total}万元 进口占比{f.said_share}%",
        f"""{f.year}年{f.month}月，{f.name}中标总额{f.total}万元，共{f.count}项。进口品牌{f.foreign}万元，占比{f.said_share}%。国产品牌{f.domestic}万元，占比{f.rest}%。""",
    )


VOICES: Sequence[Voice] = (_classic, _question, _bullets, _trend, _prose, _digest)
_SITES = (
    ("仪研在线", "www.yiyan.example.cn/market", "yiyan"),
    ("测质网", "www.cezhi.example.cn/m", None),
    ("科仪资讯", "www.keyi.example.cn/data", "keyi"),
)


def market_drafts() -> Iterator[Draft]:
    """Eighteen reports on August and September."""
    for seed in range(1, 19):
        figures = _draw(seed)
        yield _draft(seed, figures)


def _draft(seed: int, f: Figures) -> Draft:
    voice = VOICES[seed % len(VOICES)]
    title, body = voice(f)
    name, folder, rights = _SITES[0] if voice is _classic else _SITES[seed % 3]
    at = printed_time(2025, f.month + 1, 8 + seed % 14, 9, seed * 3, 11)
    views = 180 + seed * 97
    head = {
        "仪研在线": f"首页>资讯中心>市场分析>正文\n{title}\n{at:%Y-%m-%d %H:%M:%S} 来源：仪研在线 作者：陆 点击量：{views}",
        "测质网": f"测质网 > 数据 > 正文\n{title}\n时间：{at:%Y-%m-%d %H:%M}　来源：测质网　围观 {views}",
        "科仪资讯": f"当前位置：首页 > 数据 > 中标统计\n{title}\n{at:%Y-%m-%d %H:%M}　来源：科仪资讯　编辑：阿宁　阅读 {views}",
    }[name]
    foot = RIGHTS[rights] if rights else "本网内容欢迎转载，转载请保留原文链接。"
    served = ("mirror",) if seed in (6, 11) else ("spaced",) if seed == 9 else ("residue",) if seed == 16 else ()
    facts = {
        "instrument": f.name,
        "period": f"{f.year}-{f.month:02}",
        "foreign_amount": _yuan(f.foreign),
        "domestic_amount": _yuan(f.domestic),
        "foreign_share": f"{f.said_share}",
    }
    verdict = "confirmed" if f.said_share == f.share else "contradicted"
    truth = {"kind": "market_report", "facts": {"market_report": facts}, "findings": [f"share.of_parts {verdict}"]}
    captured = at + timedelta(hours=5 + seed)
    path = f"{folder}/{at:%Y%m}/m{seed:02}.txt"
    return Draft(path, f"{captured:%Y-%m-%dT%H:%M}:00+08:00", f"{name}\n{head}\n{body}\n{foot}\n", served, truth)


def _yuan(wan: Decimal) -> str:
    return f"{wan * 10_000:.2f}"
