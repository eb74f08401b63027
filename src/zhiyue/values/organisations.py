"""Organisations: buyers, agencies, suppliers, organisers and national bodies.

Comes in: text. Goes out: `Found` of type ``organisation``: the longest string that ends in an institutional or legal
suffix; its left border is punctuation, a label or a word that no name holds. National bodies are known by their short
names as well, and carry the id of the list. Brackets inside a name belong to it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache

from ahocorasick_rs import AhoCorasick, MatchKind

from zhiyue.model import Named
from zhiyue.reference import BuyerType, Organisation, buyer_types, organisations
from zhiyue.spans import Span
from zhiyue.values.found import Found, scope
from zhiyue.values.patterns import either, first_of, words
from zhiyue.values.places import find_places

_COMPANIES = words("""
有限责任公司 股份有限公司 有限公司 股份公司 总公司 分公司 子公司 公司 集团 商行 经营部 事务所 合作社 总厂 工厂
""")
_INSTITUTIONS = words("""
医院 卫生院 保健院 防治院 疗养院 研究院 科学院 工程院 检测院 检验院 检定院 计量院 设计院 检察院 法院 学院 大学
中学 小学 幼儿园 党校 学校 研究所 检验所 检定所 监督所 派出所 公证处 总局 海关 总署 委员会 管委会 人民政府
图书馆 博物馆 科技馆 文化馆 展览馆 档案馆 体育馆 血站 技术院 质检院 特检院 药检院 质检所 特检所 药检所 总站 中心站 中心
国家实验室 重点实验室 联合实验室 工程实验室 协会 学会 商会 总工会 基金会
联合会 促进会 银行 电视台 报社 出版社 杂志社 总队 支队
""")
# What no name holds: behind it a name may begin
_STOPS = words("""
受 由 被 向 将 与 的 了 就 对 从 以及 及其 及 等 并 但 已 拟 我们 我 你们 你 他们 他 截至 随即 目前 获悉 了解
确认 批准 任免 任命 要求 出任 成为 作为 考进 进入 走进 来到 前往 通往 加入 授权 邀请 携手 联手 承接 聚焦 瞄准 说 落户
近日 日前 昨日 今日 今天 昨天 同时 其中 根据 按照 关于 通过 会同 主办单位 承办单位 协办单位 支持单位 指导单位
主办 承办 协办 举办 召开 发布 印发 公布 委托 位于 来自 参加 出席 获得 斩获 拿下 采购人 采购单位 招标人 招标单位
代理机构 供应商名称 供应商 中标人 中标单位 成交供应商 业主单位 建设单位 中标候选人 名称 地址 来源 作者 责任编辑
上午 下午
""")
_COMPANY = either(_COMPANIES)
# 局 in 格局, 局面 and 厅 in 客厅 are no offices
_OFFICE = r"(?<![格结布设残大败全时开终破政定饭骗战棋僵危现曲])局(?![长势面部限促中])|(?<![升客餐歌舞门大展])厅(?!长)"
# 某市计量测试所, but not 测试所需, 检测所用
_LABORATORY = r"(?:测试|检测|计量)所(?![需得用有示述在])"
# 某河生态环境监测站, but 空气质量自动监测站 is bought
_STATION = "(?<!自动)(?:监测|检测|检验|质检)站"
_SUFFIX = rf"(?:{either(_COMPANIES + _INSTITUTIONS)}|{_OFFICE}|{_LABORATORY}|{_STATION})"
# 某大学医院(某市第一人民医院) | 某展览中心（顺义馆）, not （以下简称采购人）
_PARALLEL = r"(?:[(（](?!以下|下称|简称|即|原|盖章|公章|联系|联合体)[^()（）\n]{1,28}[院馆校区所站厂司店心部局处园社团队)）][)）])?"
# 西岭正和|招标有限公司: words of trade alone name nobody, so that 和 belongs to the name
_TRADE_ONLY = (
    r"(?:招标|采购|工程|项目|管理|咨询|代理|科技|技术|仪器|仪表|设备|实验室|医疗|器械|生物|贸易|商贸|实业|国际|电子|检测|信息|环境|环保|分析|科学|智能|药业"
    r"|医药|集团|发展|服务|建设|造价){1,4}(?:股份|有限|责任){1,2}公司"
)
# 求是, 华为, 和平区, 工业和信息化部, 于都县, 中国联合网络: the word is a part of a name
_CAREFUL_STOPS = (
    r"(?<!求)是|(?<!华)为|于(?!都|洪|田)|在(?!线)|联合(?!国|大学|网络|汽车|会|重工)"
    r"|(?<![众呼永祥泰谐共义仁协])(?<!工业)(?<!资源)(?<!发展)(?<!住房)(?<!文化)(?<!粮食)(?<!规划)(?<!经济)(?<!林业)(?<!卫生)(?<!科技)(?<!教育)"
    rf"(?<!商务)(?<!民族)(?<!市场)(?<!农业)(?<!信息)(?<!科学)(?<!数据)(?<!审批)和(?!平|田|静|顺|县|龙|林|硕|政|布克|谐|睦|美)(?!{_TRADE_ONLY})"
    r"|[0-9]{1,4}[年月日]|[0-9]{1,9}(?:\.[0-9]{1,6})?[亿万]?元"
)
# Behind a suffix these go on with the sentence (某医院采购显微镜), unless with the name (某医院采购中心)
_VERBS = words("采购 招标 购置 拟购 公开 中标 成交 竞价 询价 比选 征集 启动 开展 回应 表示 介绍 新增 完成")
_VERB = rf"{either(_VERBS)}(?!中心|办|部|处|科|有限|代理|集团|网)"
_BREAKS = r"\s，,。；;：:、！!？?《》“”\"'【】\[\]|/*<>…—~～"
_FIRST = first_of((*_COMPANIES, *_INSTITUTIONS, *_STOPS, *_VERBS))
_TOKEN = re.compile(
    rf"(?=[{_FIRST}局厅监测检质计是为于在联和0-9()（）{_BREAKS}])"
    rf"(?:(?P<suffix>{_SUFFIX}){_PARALLEL}|(?P<stop>{either(_STOPS)}|{_CAREFUL_STOPS})"
    rf"|(?P<verb>{_VERB})|(?P<open>[(（])|(?P<close>[)）])|(?P<break>[{_BREAKS}]))"
)
# DE Technology Limited | Acme Instruments Co., Ltd.
_ENGLISH = re.compile(
    r"(?<![A-Za-z])[A-Z][A-Za-z&.,\- ]{1,60}?\s(?:\([A-Z][A-Za-z ]{1,12}\)\s)?"
    r"(?:Limited|LIMITED|Ltd\.?|LTD\.?|Inc\.?|INC\.?|GmbH|Corporation|CORPORATION|Corp\.?|LLC|AG)(?![A-Za-z])"
)
_LEGAL = re.compile(rf"{_COMPANY}$")
# 该公司, 上市公司, 57所学校: a kind of organisation, not one
_KINDS = words("""
本 该 我 贵 此 各 某 全国 有关 相关 地方 基层 其他 其它 上市 电商 发电 旗下 母 子 新 大型 中型 小型 大 小 部分
城投 用户 新闻 发展 信息 服务 政治 经济 不少 许多 多家 检测 采购 代理 中标
""")
_GENERIC = re.compile(
    rf"(?:{either(_KINDS)}|.{{0,6}}[哪这那家个])?{_SUFFIX}"
    rf"|.{{0,4}}[0-9一二三四五六七八九十几数两多百余][家所个].{{0,3}}{_SUFFIX}"
)
_SHORTEST, _LONGEST = 4, 50


def parse_organisation(exact: str, _context: Mapping[str, str] | None = None) -> Named:
    """Return the organisation that `exact` names, with an id where it is a national body of the list.

    Raises:
        ValueError: no words at all.

    >>> parse_organisation("市场监管总局")
    Named(name='市场监管总局', id='samr', region=None)
    """
    if not exact.strip():
        raise ValueError("no organisation in an empty text; give the words that are printed")
    known = _by_name().get(exact)
    return Named(exact, known.code if known else None)


def full_name(name: str) -> str | None:
    """Return the full name of a national body, None where the list does not know `name`.

    >>> full_name("科技部")
    '中华人民共和国科学技术部'
    """
    known = _by_name().get(name)
    return known.name if known else None


def find_organisations(text: str, within: Span | None = None) -> Iterator[Found]:
    """Yield the organisations in `text`, in order."""
    start, end = scope(text, within)
    national = _national(text, start, end)
    english = [Span(*match.span()) for match in _ENGLISH.finditer(text, start, end)]
    position = start
    for span in sorted([*national, *english, *_suffixed(text, start, end)], key=lambda s: (s.start, -s.end)):
        if span.start < position:
            continue
        position = span.end
        exact = span.of(text)
        yield Found("organisation", span, parse_organisation(exact), canonical=full_name(exact))


def split_organisations(text: str, within: Span | None = None) -> tuple[Found, ...]:
    """Return the longest list of organisations in `text`: names joined by spaces, 、, commas, 和 or 与."""
    best: list[Found] = []
    current: list[Found] = []
    for found in find_organisations(text, within):
        if current and not _JOINT.fullmatch(text, current[-1].span.end, found.span.start):
            current = []
        current.append(found)
        if len(current) > len(best):
            best = list(current)
    return tuple(best)


_JOINT = re.compile(r"[\s、，,;；/和与及]{0,4}")


def buyer_type_of(name: str) -> BuyerType | None:
    """Return the type of a buyer by its name; None where no pattern knows it.

    >>> buyer_type_of("河北医科大学第三医院").code
    'hospital'
    """
    return next((type for type in buyer_types() if type.pattern.search(name)), None)


@cache
def _by_name() -> Mapping[str, Organisation]:
    return {name: organisation for organisation in organisations() for name in organisation.names}


@cache
def _matcher() -> AhoCorasick:
    return AhoCorasick(tuple(_by_name()), matchkind=MatchKind.LeftmostLongest)


def _national(text: str, start: int, end: int) -> list[Span]:
    """The national bodies; one that is a part of a longer name (科技部重点实验室) is left to the suffix rule."""
    spans = [
        Span(start + left, start + right) for _, left, right in _matcher().find_matches_as_indexes(text[start:end])
    ]
    return [span for span in spans if not _is_inner(text, span)]


def _is_inner(text: str, span: Span) -> bool:
    """英国国务院, 某省教育厅, 教育部门: what stands around the name of a national body makes it something else."""
    before = text[max(0, span.start - 2) : span.start]
    return before.endswith(tuple("省市县区州")) or before in _COUNTRIES or text[span.end : span.end + 1] in ("门", "队")


_COUNTRIES = frozenset(words("美国 英国 法国 德国 日本 韩国 印度 泰国 越南 欧盟 朝鲜 巴西"))


def _suffixed(text: str, start: int, end: int) -> Iterator[Span]:
    begin = start
    stop: int | None = None
    depth = 0
    for match in _TOKEN.finditer(text, start, end):
        if match["suffix"]:
            stop = match.end()
        elif match["open"]:
            depth += 1
        elif match["close"] and depth:
            depth -= 1  # the bracket belongs to the name: 某某(北京)科技有限公司
        elif match["verb"] and stop != match.start():
            continue
        else:
            if stop is not None:
                yield from _cut(text, begin, stop)
            begin, stop, depth = match.end(), None, 0
    if stop is not None:
        yield from _cut(text, begin, stop)


def _cut(text: str, begin: int, end: int) -> Iterator[Span]:
    """Part names that stand without a border: an institution's and a company's, at the place name between them."""
    while begin < end and text[begin] in ")） (（":
        begin += 1
    begin = _behind_place(text, begin, end)
    pieces = [begin]
    for place in find_places(text, Span(begin, end)):
        left = text[pieces[-1] : place.span.start]
        if place.span.start > pieces[-1] and _is_glued(left, text[place.span.start : end]):
            pieces.append(place.span.start)
    for left_end, right_end in zip(pieces, [*pieces[1:], end], strict=True):
        name = text[left_end:right_end]
        if _SHORTEST <= len(name) <= _LONGEST and not _GENERIC.fullmatch(name):
            yield Span(left_end, right_end)


def _behind_place(text: str, begin: int, end: int) -> int:
    """在北京中国国际展览中心: before a name that begins with 中国 a place is not a part of it."""
    place = next(find_places(text, Span(begin, end)), None)
    if place is not None and place.span.start == begin and text.startswith(("中国", "国家"), place.span.end, end):
        return place.span.end
    return begin


_ENDS_IN_SUFFIX = re.compile(rf"{_SUFFIX}$")


def _is_glued(left: str, right: str) -> bool:
    """武汉某医院 + 湖北某有限公司 are two; 某省医院 + 某市医院 and 某公司 + 某市分公司 are one."""
    if not _ENDS_IN_SUFFIX.search(left):
        return False
    return bool(_LEGAL.search(left)) != bool(_LEGAL.search(right)) and not right.endswith("分公司")
