"""What the units plan to do: 150 activities, several of them filed more than once, as joint activities are in life.

Comes in: the roster. Goes out: `Doing` rows, the planned truth of every mailed file. The same seed gives the same rows.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from random import Random

from tools.edition.units import UNITS, Roster
from tools.month.cast import GIVEN, SURNAMES
from tools.month.dice import dice

YEAR = 2025
CLASSES = {
    "宣": "质量宣贯活动",
    "方": "质量管理模式方法交流推广活动",
    "品": "质量品牌提升宣传、推介等活动",
    "群": "质量提升小组等群众性质量活动",
    "实": "为民办质量实事活动",
}
AREAS = (
    "全面质量管理推广行动",
    "产业链质量联动提升",
    "质量基础设施便民服务",
    "消费品质量安全守护",
    "质量文化传播",
)


@dataclass(frozen=True, slots=True)
class Doing:
    """One planned activity. Empty strings are gaps that the mailed file really has.

    `start` and `end` are ISO days; `part` is 上午 or 下午; `people` is the planned number of participants (person-times);
    `joint` names the activity that several units file, each in its own words.
    """

    unit: str
    name: str
    kind: str
    area: int
    form: str
    content: str
    start: str
    end: str
    part: str
    place: str
    host: str
    people: int
    person: str
    phone: str
    joint: str = ""


# class, area (1–5), form, name, content, place; {p} is the place of the unit
_OFFICE = """
宣|5|现场宣传|“质量月”主题宣传进{p}中心广场|发放质量知识手册，展出假冒商品实物，解答消费咨询|{p}中心广场
实|3|便民服务|家用血压计免费校准进社区|为居民免费校准血压计、人体秤，讲解使用方法|{p}和平社区服务站
实|4|咨询服务|老旧小区燃气具安全检查|查看软管、减压阀，更换超期软管|{p}东风小区
宣|5|讲座|质量大讲堂{p}分课堂|邀请质量专家讲授全面质量管理基础|{p}会议中心二楼报告厅
方|1|培训|首席质量官培训班|讲授统计过程控制与质量成本，结业考试|{p}委党校
方|1|观摩交流|“大手拉小手”质量管理经验分享会|龙头企业向小微企业介绍质量管理做法|{p}经济开发区企业服务中心
方|2|对接会|产业链质量联动提升对接会|链主企业与配套企业共商质量难题|{p}产业园区
实|3|开放日|检验检测实验室公众开放日|市民走进实验室，看农药残留怎样测出来|{p}检验检测中心
实|3|便民服务|集贸市场电子秤免费检定|对贸易结算用电子秤逐台检定，贴标公示|{p}中心农贸市场
品|2|展示推介|名优产品进商超展销|组织获质量奖企业产品进商超展示|{p}万家商场一楼中庭
宣|4|专项检查|儿童用品质量安全进校园|讲解玩具、文具安全标识，检查校园周边店铺|{p}实验小学
群|5|竞赛|职工质量知识竞赛|必答、抢答、风险三轮|{p}工人文化宫
群|1|成果发布|优秀质量管理小组成果发布|十二个小组上台发布，专家点评|{p}工业设计院礼堂
宣|4|宣传|电动自行车质量安全宣传进乡镇|讲解改装、充电风险，现场抽测充电器|{p}汽车站前广场
品|2|评选|首批区域质量品牌评选启动|公布评选办法，企业代表承诺|{p}政务中心三楼
群|5|征集|“我与质量的故事”征文|面向市民和学生征文，月底评选|线上
实|4|接待|消费投诉“局长接待日”|局领导接待投诉人，当场调解|{p}市场监管局一楼大厅
方|3|巡诊|计量专家企业巡诊|为小微企业查计量器具、测量过程|{p}高新区
"""
_FIRM = """
宣|5|启动|“质量月”动员大会暨签名仪式|宣读倡议书，班组长签名承诺|公司一号厂房
群|1|劳动竞赛|岗位技能比武|外观检验、量具使用、粗糙度比对三项|公司培训中心
群|1|成果发布|QC小组成果发布会|八个课题现场发布、答辩|公司多功能厅
方|1|培训|质量工具应用培训|因果图、控制图、失效分析|公司培训中心
方|2|走访|供应商质量走访|赴五家供应商核查过程控制|供应商现场
实|4|回访|用户质量回访|走访十二家用户，收集改进意见|用户现场
群|1|征集|“我为质量献一策”合理化建议|每个班组至少提一条|各车间
方|1|观摩|样板工序观摩|看样板、讲标准、议通病|三号生产线
品|2|推介|新产品质量承诺发布|公布企业标准和质保期|公司展厅
"""
_SITE = """
群|1|观摩|质量样板段观摩|看钢筋绑扎、预埋件样板，讨论质量通病|项目部一工区
实|4|排查|质量隐患排查整改周|逐段排查蜂窝麻面、渗漏，建立台账|施工现场
宣|5|宣讲|质量安全班前十分钟|班前会讲一条质量通病|各作业面
群|5|竞赛|质量知识答题|扫码答题，满分抽奖|项目部会议室
"""
_HALL = """
实|3|开放日|国家计量标准实验室开放日|参观长度、力学、化学计量实验室|{p}计量路8号
方|3|比对|仪器仪表产业链计量比对|二十家企业参加离子色谱仪测量比对|本院化学所
实|3|服务|小微企业标准服务日|解读标准、代查标准文本|{p}科技大厦五楼
方|1|论坛|全面质量管理论坛|企业代表介绍卓越绩效实践|{p}国际会议中心
群|1|发布|全省质量管理小组成果交流会|六十个成果分三个会场发布|{p}职工之家
宣|5|讲座|质量公开课进校园|介绍质量史和质量职业|江东理工大学图书馆报告厅
品|2|发布|“江东精品”名单发布|公布年度名单，企业代表授牌|{p}国际会议中心
实|3|巡回服务|计量检定车下乡|巡回六个乡镇检定集市用秤|各乡镇集市
"""


@dataclass(frozen=True, slots=True)
class _Pattern:
    kind: str
    area: int
    form: str
    name: str
    content: str
    place: str


def _patterns(text: str) -> tuple[_Pattern, ...]:
    lines = (line.split("|") for line in text.strip().splitlines())
    return tuple(_Pattern(kind, int(area), *rest) for kind, area, *rest in lines)


_BY_LEVEL = {
    **dict.fromkeys(("省", "市", "县"), _patterns(_OFFICE)),
    "企业": _patterns(_FIRM),
    "项目": _patterns(_SITE),
    **dict.fromkeys(("院所", "协会", "高校"), _patterns(_HALL)),
}

_JOINT: tuple[tuple[str, Doing, tuple[tuple[str, str], ...]], ...] = (
    (
        "launch",
        Doing("jd", "", "宣", 5, "启动仪式", "宣读倡议书，公布质量奖名单，参观质量成就展", "2025-09-02", "2025-09-02", "上午",
              "望州市市民广场", "江东省市场监督管理局", 600, "尹正", "0999-5551270"),
        (("jd", "2025年江东省“质量月”启动仪式"), ("wz", "江东省暨望州市“质量月”活动启动仪式"), ("hb", "参加全省质量月启动仪式")),
    ),
    (
        "lift-week",
        Doing("hy", "", "实", 4, "宣传周", "电梯困人演练、维保公开课", "2025-09-15", "2025-09-19", "",
              "海屿市海天广场", "海屿市市场监督管理局", 320, "唐越", "0895-5552031"),
        (("hy", "电梯安全宣传周集中活动"), ("gk", "电梯安全宣传周暨应急演练")),
    ),
    (
        "metrology",
        Doing("jly", "", "实", 3, "便民服务", "免费校准血压计、电子秤", "2025-09-12", "2025-09-12", "下午",
              "江北新城区朝阳社区", "江东省计量科学研究院", 150, "蒋帆", "0999-5553308"),
        (("jly", "计量惠民进社区（朝阳社区站）"), ("jb", "“质量月”计量惠民进朝阳社区")),
    ),
    (
        "qc",
        Doing("zx", "", "群", 1, "成果发布", "装备制造专场，二十四个小组发布", "2025-09-24", "2025-09-25", "",
              "江东重工技术中心", "江东省质量协会", 210, "何敏", "0999-5554417"),
        (("zx", "装备制造业QC小组成果发布会"), ("zg", "承办全省装备制造业质量管理小组成果发布")),
    ),
    (
        "site",
        Doing("jgx", "", "群", 1, "观摩会", "污水厂生化池样板、质量通病防治", "2025-09-18", "2025-09-18", "上午",
              "临港污水厂项目", "江东省住房和城乡建设厅", 180, "鲁川", "0999-5556126"),
        (("zjt", "全省市政工程质量观摩会"), ("jg", "市政工程质量观摩会（临港污水厂）"), ("jgx", "省市政工程质量观摩会现场保障")),
    ),
)  # fmt: skip


def doings() -> tuple[Doing, ...]:
    """Every activity as filed, in the order of the roster."""
    joint = [replace(base, unit=key, name=name, joint=group) for group, base, names in _JOINT for key, name in names]
    return tuple(doing for unit in UNITS for doing in _of(unit, [one for one in joint if one.unit == unit.key]))


def _of(unit: Roster, joint: list[Doing]) -> Iterator[Doing]:
    rng = dice(f"edition {unit.key}")
    yield from joint
    patterns = _BY_LEVEL[unit.level]
    for pattern in rng.sample(patterns, unit.count - len(joint)):
        yield _draw(unit, pattern, rng)


def _draw(unit: Roster, pattern: _Pattern, rng: Random) -> Doing:
    """One activity; some lack a day, some a place, as filed plans do."""
    first = rng.randrange(1, 27)
    days = rng.choice((1, 1, 1, 1, 2, 3, 5))
    start = f"{YEAR}-09-{first:02}"
    end = f"{YEAR}-09-{min(first + days - 1, 30):02}"
    gap = rng.random()
    place = pattern.place.format(p=unit.place)
    return Doing(
        unit.key,
        pattern.name.format(p=unit.place),
        pattern.kind,
        pattern.area,
        pattern.form,
        pattern.content,
        "" if gap < 0.08 else start,
        "" if gap < 0.08 else end,
        rng.choice(("", "上午", "下午")) if days == 1 else "",
        "" if 0.08 <= gap < 0.2 else place,
        unit.name,
        rng.randrange(2, 60) * 10,
        rng.choice(SURNAMES) + rng.choice(GIVEN),
        f"0999-555{rng.randrange(1000, 9999)}",
    )
