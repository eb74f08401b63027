"""The Quality Month of 2025 as provinces, cities, companies and press tell it: notices, activities, summaries.

Comes in: a table of places and their own figures. Goes out: a `Draft` for each page. Theme, number and year of the
nationwide edition are the real ones; what the invented places do in it is invented.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from typing import Any

from tools.month.cast import GIVEN, SURNAMES
from tools.month.dice import dice
from tools.month.draft import Draft
from tools.month.figures import printed_time
from tools.month.tellings import OPEN_DAYS, QUIZZES, STALLS, TRAININGS, Tellings
from tools.month.tenders import NUMERALS

THEME = "加强全面质量管理 促进质量强国建设"


@dataclass(frozen=True, slots=True)
class Place:
    """Who holds the month: name of place, what its theme calls itself (省, 市, 县, 区), site, telephone code."""

    name: str
    rank: str
    host: str
    area: str

    @property
    def office(self) -> str:
        """Its office of market supervision."""
        return f"{self.name}市场监督管理局"

    @property
    def theme(self) -> str:
        """The nationwide theme, or its local wording."""
        return THEME if self.rank == "国" else THEME.replace("强国", f"强{self.rank}")


PLACES = tuple(
    Place(*line.split())
    for line in (
        "澄江市 市 www.chengjiang-shi.example.cn 0999",
        "云渡市 市 www.yundu.example.cn 0898",
        "东岭市 国 www.dongling.example.cn 0997",
        "白沙河市 市 www.baishahe.example.cn 0896",
        "西屏市 国 www.xiping-shi.example.cn 0893",
        "望州市临港区 区 lingang.wangzhou.example.cn 0999",
        "云溪县 县 www.yunxixian.example.cn 0898",
        "柳塘县 国 www.liutang.example.cn 0892",
        "沙原自治县 县 www.shayuan.example.cn 0891",
        "海屿市 市 www.haiyu.example.cn 0895",
        "松岭市 国 www.songling.example.cn 0894",
        "江北新城区 区 www.jiangbeixc.example.cn 0997",
    )
)

AREAS = (
    ("质量宣传进万家", "在公交站台、社区电子屏播放质量公益短片"),
    ("全面质量管理进企业", "组织专家为小微企业讲授QC七种工具"),
    ("计量惠民", "免费检定家用血压计、贸易结算用电子秤"),
    ("实验室开放", "组织学生和市民走进检验检测机构"),
    ("产品质量监督抽查", "对儿童用品、农资、建材开展专项抽查"),
    ("标准引领", "引导企业公开执行标准，培育“领跑者”"),
    ("品牌培育", "举办名优产品进商超展销"),
    ("工程质量提升", "开展质量通病治理观摩"),
    ("服务质量评价", "对物业、快递、家政开展满意度调查"),
)


def _areas(rng: Random, count: int) -> list[tuple[str, str]]:
    return rng.sample(AREAS, count)


Page = tuple[str, str, Mapping[str, Any], Sequence[str]]


def _edition(**fields: Any) -> dict[str, Any]:
    return {"campaign_edition": {"year": "2025", **fields}}


# ── notices ──────────────────────────────────────────────────────────────────────────────────────────────────────


def _numbered(place: Place, rng: Random) -> Page:
    areas = _areas(rng, 4)
    items = "\n".join(f"（{NUMERALS[n]}）{name}。{what}。" for n, (name, what) in enumerate(areas))
    stated = 4 if rng.random() < 0.7 else 5
    body = f"""{place.name[:1]}市监发〔2025〕{rng.randrange(20, 90)}号
各科室、所、队，各有关企业：
为做好2025年全国“质量月”活动，现就有关事项通知如下。
一、活动主题
{place.theme}
二、活动时间
2025年9月1日至30日
三、重点任务
围绕以下{NUMERALS[stated - 1]}个方面开展活动：
{items}
四、工作要求
各单位于10月{rng.randrange(8, 16)}日前将总结报质量发展科，联系人：{_person(rng)}，电话：{place.area}-555{rng.randrange(9999):04}。
{place.office}
2025年8月{rng.randrange(18, 29)}日"""
    verdict = "confirmed" if stated == 4 else "contradicted"
    facts = _edition(theme=place.theme, focus_areas_count=str(stated), focus_areas=[name for name, _ in areas])
    return f"{place.office}关于开展2025年“质量月”活动的通知", body, facts, (f"count.listed {verdict}",)


def _joint(place: Place, rng: Random) -> Page:
    bodies = ["市场监管局", "发展改革局", "教育局", "科技局", "工业和信息化局", "住房城乡建设局", "总工会"][
        : rng.randrange(5, 8)
    ]
    areas = _areas(rng, 3)
    body = f"""各乡镇（街道）、有关部门：
经研究，{place.office}等{len(bodies)}个部门决定联合开展2025年“质量月”活动，今年是第48个全国“质量月”。有关安排如下：
1. 主题：{place.theme}
2. 内容：{areas[0][0]}、{areas[1][0]}、{areas[2][0]}
3. 启动：9月2日上午在{place.name}人民广场举行启动仪式
4. 请各单位明确一名联络员，每周五报送活动信息。
联系人：{_person(rng)}　手机：1390000{rng.randrange(9999):04}
{"　".join(bodies)}
2025年8月{rng.randrange(18, 29)}日"""
    facts = _edition(theme=place.theme, number=48, co_organisers_count=str(len(bodies)))
    return f"关于联合开展{place.name}2025年“质量月”活动的通知", body, facts, ("ordinal.year confirmed",)


def _plan(place: Place, rng: Random) -> Page:
    rows = "\n".join(
        f"| {n} | {name} | {what} | 9月{rng.randrange(1, 8) + 6 * n - 6}日 | {rng.choice(('文化广场', '市民中心', '检测中心', '工业园区'))} | {place.office} |"
        for n, (name, what) in enumerate(_areas(rng, 4), start=1)
    )
    body = f"""为推动全面质量管理落到实处，制定如下方案。
一、主题：{place.theme}
二、组织领导：成立“质量月”活动领导小组，组长由分管负责同志担任，办公室设在{place.office}。
三、活动安排表
| 序号 | 活动名称 | 主要内容 | 时间 | 地点 | 主办单位 |
{rows}
四、经费保障：列入部门年度预算。
五、总结评估：10月中旬召开总结会。"""
    return f"{place.name}2025年“质量月”活动实施方案", body, _edition(theme=place.theme), ()


def _slogans(place: Place, rng: Random) -> Page:
    lines = rng.sample(
        (
            "质量是企业的生命，数据是质量的眼睛",
            "今天的质量，明天的市场",
            "上道工序不放过，下道工序不添忙",
            "人人都是质检员，件件都是良心活",
            "量具准一分，口碑高一寸",
            "少一次返工，多一份信任",
            "把标准写在纸上，把质量做在手上",
        ),
        5,
    )
    body = f"""各有关单位：
根据“质量月”活动安排，{place.office}征集并选定以下宣传标语，供各单位在9月份使用。
2025年“质量月”主题：{place.theme}
""" + "\n".join(f"{n}. {line}" for n, line in enumerate(lines, start=1))
    return f"{place.name}2025年“质量月”宣传标语", body, _edition(theme=place.theme), ()


NOTICES: Sequence[Callable[[Place, Random], Page]] = (_numbered, _joint, _plan, _slogans)


# ── activities and summaries ─────────────────────────────────────────────────────────────────────────────────────


def _told(place: Place, rng: Random, day: int, telling: tuple[str, str]) -> Page:
    """An activity as a paper tells it."""
    many = rng.randrange(60, 400)
    bad = many // rng.randrange(11, 30)
    values = {
        "place": place.name,
        "office": place.office,
        "theme": place.theme,
        "day": day,
        "many": many,
        "good": many - bad,
        "bad": bad,
        "few": rng.randrange(20, 90),
        "name": rng.choice(SURNAMES),
        "person": _person(rng),
    }
    title, body = (words.format(**values) for words in telling)
    return title, body, _edition(theme=place.theme) if place.theme in body else {}, ()


def _launch(place: Place, rng: Random, day: int) -> Page:
    body = f"""9月{day}日，{place.name}2025年“质量月”活动启动仪式在{rng.choice(("市民广场", "会展中心", "文化公园"))}举行。今年是第48个全国“质量月”，主题是“{place.theme}”。
启动仪式上，{rng.randrange(8, 40)}家企业签署质量诚信承诺书，{rng.randrange(3, 9)}个QC小组展示改进成果。
现场发放宣传手册{rng.randrange(6, 30)}00余份，接受咨询{rng.randrange(8, 40)}0余人次。"""
    facts = _edition(number=48, theme=place.theme, launch_date=f"2025-09-{day:02}")
    return f"{place.name}启动2025年“质量月”活动", body, facts, ("ordinal.year confirmed",)


def _summary(place: Place, rng: Random) -> Page:
    kinds = [rng.randrange(8, 60) for _ in range(4)]
    stated = sum(kinds) + (3 if rng.random() < 0.3 else 0)
    body = f"""2025年“质量月”期间，{place.name}共开展各类活动{stated}场次，其中质量宣传{kinds[0]}场次、质量培训{kinds[1]}场次、实验室开放{kinds[2]}场次、群众性质量活动{kinds[3]}场次，参与企业{rng.randrange(90, 900)}家，参与群众{rng.randrange(2, 30)}.{rng.randrange(9)}万人次。
一是突出主题抓宣传，悬挂横幅{rng.randrange(90, 400)}条，发送公益短信{rng.randrange(3, 40)}万条；
二是突出服务抓提升，为企业解决质量难题{rng.randrange(12, 90)}个，减免检测费用{rng.randrange(8, 80)}.6万元；
三是突出问题抓整治，检查生产经营单位{rng.randrange(300, 2000)}家次，立案{rng.randrange(6, 60)}件。"""
    return (
        f"{place.name}2025年“质量月”活动总结",
        body,
        _edition(),
        ("sum.of_parts confirmed",) if stated == sum(kinds) else ("sum.of_parts not_checkable",),
    )


ACTIVITIES: Sequence[Tellings] = (STALLS, OPEN_DAYS, TRAININGS, QUIZZES)


# ── pages ────────────────────────────────────────────────────────────────────────────────────────────────────────


def _person(rng: Random) -> str:
    return rng.choice(SURNAMES) + rng.choice(GIVEN)


def campaign_drafts() -> Iterator[Draft]:
    """Notices before the month, activities in it, summaries behind it."""
    for n, place in enumerate(PLACES):
        rng = dice(f"campaign {place.name}")
        notice = NOTICES[n % len(NOTICES)]
        kind = "activity_plan" if notice is _plan else "campaign_notice"
        yield _draft(place, notice(place, rng), kind, printed_time(2025, 8, 29, 9 + n % 8, n), n)
        for k in range(2):
            yield _activity(place, rng, n, k)
        if n % 3 == 0:
            at = printed_time(2025, 10, 13 + n, 10, n)
            yield _draft(place, _summary(place, rng), "campaign_summary", at, n)


def _activity(place: Place, rng: Random, n: int, k: int) -> Draft:
    """The launch at first, then whatever the place did; no telling is used twice."""
    is_launch = k == 0 and n % 3 == 1
    turn, which = divmod(n * 2 + k, len(ACTIVITIES))
    tellings = ACTIVITIES[which]
    day = rng.randrange(1, 6) if is_launch or turn >= len(tellings) else rng.randrange(8, 28)
    page = _launch(place, rng, day) if is_launch or turn >= len(tellings) else _told(place, rng, day, tellings[turn])
    at = printed_time(2025, 9, day + rng.randrange(3), 9 + (n + k) % 9, 20)
    return _draft(place, page, "news", at, n + k + 1)


_HEADS = (
    "{site}人民政府\n首页 > 政务公开 > 通知公告\n{title}\n发布日期：{day}　信息来源：{office}　浏览次数：{views}　字体：【大 中 小】\n{body}\n主办：{site}人民政府办公室　网站标识码：00000000{n:02}\n",
    "{title}\n来源: {office} 发布时间: {day} 访问量: {views}\n{body}\n",
    "{site}政府网\n您当前的位置：首页>>部门动态>>正文\n{title}\n{day}　　作者：{office}　　点击数：{views}\n{body}\n【打印】【关闭】\n",
    "索 引 号：{n:03}-2025-000{n}\n发布机构：{office}\n发布日期：{day}\n{title}\n{body}\n",
)


def _draft(place: Place, page: Page, kind: str, at: datetime, n: int) -> Draft:
    title, body, facts, findings = page
    text = _HEADS[n % len(_HEADS)].format(
        site=place.name, title=title, body=body, office=place.office, day=f"{at:%Y-%m-%d}", views=40 + n * 31, n=n
    )
    served = {1: ("gbk",), 4: ("crlf",)}.get(n, ()) if kind != "news" else ("mirror",) if n == 6 else ()
    truth = {"kind": kind, "facts": facts, "findings": list(findings), "story": f"quality-month-2025 {place.name}"}
    path = f"{place.host}/{at:%Y%m}/{at:%d%H}{n:02}.txt"
    return Draft(path, f"{at + timedelta(hours=7):%Y-%m-%dT%H:%M}:00+08:00", text, served, truth)
