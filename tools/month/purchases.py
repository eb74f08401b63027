"""The pages of some forty purchases: which stages of each are shown, where, and how they are served.

Comes in: seeds. Goes out: a `Draft` for each page. The stages of one purchase share its project number.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta

from tools.month import awards, stages, tenders, told
from tools.month.chrome import CHROMES, Chrome, Shown, campus, national, own, province
from tools.month.dice import dice
from tools.month.draft import Draft
from tools.month.figures import wan
from tools.month.purchase import Purchase, compose, dealer, working_day
from tools.month.sites import RIGHTS
from tools.month.tenders import Notice

_FIRST = date(2025, 8, 11)
_LAST_CAPTURE = date(2025, 10, 31)
SECTIONS = {
    "intent": "采购意向",
    "tender": "采购公告",
    "correction": "更正公告",
    "termination": "终止公告",
    "candidates": "候选人公示",
    "award": "结果公告",
    "contract": "合同公告",
    "acceptance": "验收公告",
}


def purchase_drafts() -> Iterator[Draft]:
    """Every page of every purchase."""
    purchases = []
    for seed in range(1, 45):
        lots = 3 if seed % 11 == 5 else 2 if seed % 7 == 3 else 1
        announced = _FIRST + timedelta(days=seed * 37 % 33)
        announced += timedelta(days=max(0, 7 - announced.weekday()) if announced.weekday() >= 5 else 0)
        purchases.append(compose(seed, announced=announced, lots=lots))
        yield from _of_one(purchases[-1])
    yield from _digests(purchases)
    for seed in range(60, 71):
        # Prices of earlier years: the award alone
        p = compose(seed, announced=date(2022 + seed % 3, 1 + seed % 12, 9 + seed % 4))
        yield _shown("award", _award(p), p, p.published)


def _of_one(p: Purchase) -> Iterator[Draft]:
    """The stages of one purchase; those after the month's end are not yet published."""
    if p.seed % 5 == 0:
        yield _shown("intent", stages.INTENTS[p.seed // 5 % 2](p), p, p.announced - timedelta(days=32))
    yield _shown("tender", _tender(p), p, p.announced)
    if p.seed % 4 == 1:
        correction = stages.CORRECTIONS[p.seed // 4 % len(stages.CORRECTIONS)](p)
        yield _shown("correction", correction, p, p.announced + timedelta(days=6))
    if p.seed % 8 == 6:
        notice = stages.TERMINATIONS[p.seed // 8 % len(stages.TERMINATIONS)](p)
        yield _shown("termination", notice, p, p.published)
        return
    if p.seed % 6 == 2 and len(p.lots) == 1:
        rng = dice(f"candidates {p.seed}")
        others = (dealer(rng, p.buyer.region.city), dealer(rng, "上海"))
        layout = (stages.ranks_table, stages.ranks_lines)[p.seed // 6 % 2]
        yield _shown("candidates", layout(p, others), p, p.awarded + timedelta(days=1))
    yield _shown("award", _award(p), p, p.published)
    if p.seed == 16:
        yield _shown("correction", stages.result_correction(p), p, p.published + timedelta(days=3))
    if p.seed % 4 == 3 and len(p.lots) == 1:
        yield _shown("contract", stages.CONTRACTS[p.seed // 4 % 2](p), p, p.signed + timedelta(days=1))
    if p.seed % 20 == 7 and len(p.lots) == 1:
        yield _shown("acceptance", stages.acceptance(p), p, p.signed + timedelta(days=18))
    yield from _told(p)


def _tender(p: Purchase) -> Notice:
    if len(p.lots) > 1:
        return tenders.lot_table(p)
    return tenders.ONE_LOT[p.seed % len(tenders.ONE_LOT)](p)


def _award(p: Purchase) -> Notice:
    if len(p.lots) > 1:
        return awards.SEVERAL_LOTS[p.seed % 2](p)
    if len(p.items) > 1 and p.seed % 3 == 0:
        return awards.one_cell(p)
    return awards.ONE_LOT[p.seed % len(awards.ONE_LOT)](p)


# How a page is served, by seed and stage: about one in ten is damaged.
_SERVED = {
    (1, "award"): ("html",),
    (3, "award"): ("mirror",),
    (4, "award"): ("html", "gbk"),
    (7, "contract"): ("html",),
    (10, "award"): ("html",),
    (10, "tender"): ("html",),
    (16, "award"): ("html", "gbk"),
    (22, "tender"): ("html",),
    (24, "award"): ("html",),
    (26, "candidates"): ("html",),
    (30, "tender"): ("html",),
    (33, "correction"): ("html", "gbk"),
    (43, "contract"): ("html",),
    (5, "tender"): ("spaced",),
    (8, "award"): ("gbk",),
    (9, "award"): ("utf8-as-gbk",),
    (12, "award"): ("mirror",),
    (13, "tender"): ("gbk", "crlf"),
    (15, "tender"): ("mirror",),
    (17, "award"): ("gbk-as-latin1",),
    (18, "tender"): ("residue",),
    (20, "award"): ("ocr",),
    (23, "award"): ("mirror",),
    (24, "tender"): ("noise",),
    (26, "award"): ("mirror",),
    (28, "tender"): ("crlf",),
    (31, "tender"): ("gbk",),
    (33, "award"): ("mirror",),
    (36, "award"): ("starred",),
    (38, "tender"): ("no-digits",),
    (40, "award"): ("gbk",),
    (41, "award"): ("spaced",),
}
MIRRORED = frozenset({"mirror", "utf8-as-gbk", "gbk-as-latin1", "starred", "no-digits", "noise"})
"""What a site would not do to its own pages: these were collected from a mirror."""

UNREADABLE = frozenset({"starred", "no-digits", "questions", "gbk-as-latin1", "utf8-as-gbk", "ocr", "noise"})
"""Ways after which a page no longer says its figures, or not for sure: nothing but the kind is planned, if that."""


def _shown(stage: str, notice: Notice, p: Purchase, day: date) -> Draft:
    rng = dice(f"shown {p.seed} {stage}")
    at = datetime.combine(working_day(day), time(rng.randrange(8, 19), rng.randrange(60)))
    chrome, site, host = _where(p)
    page = Shown(notice.title, notice.body, SECTIONS[stage], _source(p, chrome), at, rng.randrange(20, 900))
    captured = at + timedelta(hours=rng.randrange(1, 60))
    served = _SERVED.get((p.seed, stage), ())
    facts = notice.facts if UNREADABLE.isdisjoint(served) else {}
    findings = list(notice.findings) if facts else []
    truth = {"kind": stage, "facts": facts, "findings": findings, "purchase": p.number}
    ending = "html" if "html" in served else "txt"
    if not MIRRORED.isdisjoint(served):
        host = f"jx.zhaocai.example.cn/{host.split('.')[1]}"
    path = f"{host}/{stage}/{at:%Y%m}/{p.seed:02}{at:%d%H}.{ending}"
    return Draft(path, f"{captured:%Y-%m-%dT%H:%M}:00+08:00", chrome(site, page), served, truth)


def _where(p: Purchase) -> tuple[Chrome, str, str]:
    """The same purchase stands on one site in all its stages; the nationwide collection takes every third."""
    region = p.buyer.region
    if p.seed % 3 == 0:
        return national, "华采公告网", "www.huacai.example.cn"
    if tenders.ONE_LOT[p.seed % len(tenders.ONE_LOT)] is tenders.in_house or p.seed % 9 == 4:
        chrome = campus if "大学" in p.buyer.name or "学院" in p.buyer.name else own
        return chrome, p.buyer.name, f"cg.{region.slug}{p.seed % len(CHROMES)}.example.cn"
    if p.seed % 2:
        return province, f"{region.short}政府采购公告", f"zfcg.{region.slug}.example.cn"
    return CHROMES[(1, 4)[p.seed % 4 == 2]], f"{region.short}公共资源交易公告", f"ggzy.{region.slug}.example.cn"


def _source(p: Purchase, chrome: Chrome) -> str:
    return "采购办" if chrome in (own, campus) else p.agency


# ── what others make of it ───────────────────────────────────────────────────────────────────────────────────────


def _told(p: Purchase) -> Iterator[Draft]:
    if p.seed % 3 == 1 and len(p.lots) == 1:
        yield _news(p, p.seed // 3 % len(told.NEWS))
    if p.seed % 7 == 6:
        layout = told.MASKED[p.seed // 7 % len(told.MASKED)]
        notice = layout(p)
        is_award = layout is told.masked_award
        at = datetime.combine(p.published if is_award else p.announced, time(12, p.seed))
        text = f"""采讯通
首页 > {"中标公告" if is_award else "招标公告"} > {p.buyer.region.province[:2]} > 正文
{notice.title}
更新时间：{at:%Y-%m-%d}　浏览次数：{p.seed}
{notice.body}
免责声明：本页信息由系统自动采集，仅供参考。
"""
        truth = {"kind": "award" if is_award else "tender", "facts": notice.facts}
        yield Draft(
            f"www.caixun.example.cn/x/{at:%Y%m%d}-{p.seed:03}.txt", f"{at:%Y-%m-%dT%H:%M}:00+08:00", text, (), truth
        )


_NEWS_SITES = (
    ("仪研在线", "www.yiyan.example.cn/bid", "yiyan"),
    ("科仪资讯", "www.keyi.example.cn/bid", "keyi"),
    ("测质网", "www.cezhi.example.cn/b", None),
)


def _digests(purchases: Sequence[Purchase]) -> Iterator[Draft]:
    """The awards of a week on one page, as trade sites collect them on Mondays."""
    for number, monday in enumerate(
        (date(2025, 9, 8), date(2025, 9, 15), date(2025, 9, 22), date(2025, 9, 29)), start=1
    ):
        week = [p for p in purchases if monday - timedelta(days=7) <= p.published < monday and p.seed % 8 != 6][:6]
        lines = "\n".join(
            f"{n}. {p.buyer.name}{p.project}\n中标人：{p.lots[0].winner}{'等' if len(p.lots) > 1 else ''}　金额：{wan(p.amount)}万元"
            for n, p in enumerate(week, start=1)
        )
        total = sum(p.amount for p in week)
        text = f"""科仪资讯
当前位置：首页 > 招标采购 > 一周汇总
一周中标汇总（{monday - timedelta(days=7):%m.%d}—{monday - timedelta(days=1):%m.%d}）：{len(week)}个项目共{wan(total)}万元
{monday:%Y-%m-%d} 09:10　来源：科仪资讯　编辑：阿宁　阅读 {800 + number * 133}
上周，编者从公开渠道收集到以下仪器设备中标结果：
{lines}
{RIGHTS["keyi"]}
"""
        yield Draft(
            f"www.keyi.example.cn/week/{monday:%Y%m%d}.txt",
            f"{monday:%Y-%m-%d}T18:00:00+08:00",
            text,
            (),
            {"kind": "news", "facts": {}},
        )


def _news(p: Purchase, voice: int) -> Draft:
    notice = told.NEWS[voice](p)
    rng = dice(f"news {p.seed}")
    name, folder, rights = _NEWS_SITES[0 if voice == 0 else rng.randrange(3)]
    is_before = voice == 0
    day = (p.announced if is_before else p.published) + timedelta(days=1)
    at = datetime.combine(day, time(rng.randrange(8, 17), rng.randrange(60), rng.randrange(60)))
    source = p.lots[0].winner if voice == 4 else name
    head = {
        "仪研在线": f"首页>资讯中心>招标采购>正文\n{notice.title}\n{at:%Y-%m-%d %H:%M:%S} 来源：{source} 作者：成 点击量：{rng.randrange(300, 4000)}",
        "科仪资讯": f"当前位置：首页 > 招标采购 > 采购快讯\n{notice.title}\n{at:%Y-%m-%d %H:%M}　来源：{source}　编辑：阿宁　阅读 {rng.randrange(100, 1500)}",
        "测质网": f"测质网 > 标讯 > 正文\n{notice.title}\n时间：{at:%Y-%m-%d %H:%M}　来源：{source}　围观 {rng.randrange(50, 900)}",
    }[name]
    foot = RIGHTS[rights] if rights else "本网内容欢迎转载，转载请保留原文链接。"
    truth = {"kind": "news", "facts": notice.facts, "findings": list(notice.findings), "purchase": p.number}
    served = ("mirror",) if p.seed in (4, 19, 37) else ()
    captured = at + timedelta(hours=rng.randrange(1, 30))
    path = f"{folder}/{at:%Y%m}/{p.seed:03}.txt"
    return Draft(path, f"{captured:%Y-%m-%dT%H:%M}:00+08:00", f"{name}\n{head}\n{notice.body}\n{foot}\n", served, truth)
