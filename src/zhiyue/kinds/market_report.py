"""Reports of one month's market for an instrument, counted from award notices.

Chinese names: 市场月报, 中标盘点, 采购数据, 市场简析. Such a page says how much was bought, from foreign and from domestic
brands, and who bought most::

    2024年3月，全国气相色谱仪共中标58项，进口品牌中标金额1286.4万元，占比64.32%；高校是当月的采购主力。

Terms: schema.org `Observation` (what is measured, over which period, in which unit); buyer and award as in the Open
Contracting Data Standard. A figure belongs to the brand group that is named last before it in its sentence.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from zhiyue.checks import check_share, check_shares_sum, check_sum
from zhiyue.kinds._kind import NO, Cue, Hits, Kind, Score, score_of
from zhiyue.model import Fact, FactType, Field, Finding, Money, Prop
from zhiyue.notices.excerpt import Excerpt
from zhiyue.notices.figures import merge, quoted
from zhiyue.notices.goods import find_goods
from zhiyue.notices.mentions import in_order
from zhiyue.spans import Span
from zhiyue.values import Found, find_counts, find_dates, find_money, find_periods, find_shares

MARKET_REPORT = FactType(
    name="market_report",
    label_zh="市场月报",
    label_en="Market report",
    standard="schema.org Observation",
    props=(
        Prop("instrument", "仪器", "Instrument", "instrument"),
        Prop("period", "统计月份", "Month reported", "month"),
        Prop("foreign_amount", "国外品牌金额", "Amount, foreign brands", "money"),
        Prop("foreign_share", "国外品牌占比", "Share, foreign brands", "share"),
        Prop("domestic_amount", "国产品牌金额", "Amount, domestic brands", "money"),
        Prop("domestic_share", "国产品牌占比", "Share, domestic brands", "share"),
        Prop("total_amount", "总金额", "Total amount", "money"),
        Prop("award_count", "中标数量", "Number of awards", "count"),
        Prop("leading_buyer", "采购主力", "Leading buyer group", "name"),
    ),
    key=("instrument", "period"),
)

# 市场月报丨政府机构为采购主力 6月离子色谱仪中标盘点
_REPORT_WORDS = (
    "月报", "季报", "周报", "盘点", "简析", "分析报告", "市场分析", "市场报告", "市场简报", "采购数据", "中标数据", "数据出炉", "数据快报",
    "数据分析", "数据报告", "数据统计", "统计分析", "中标统计", "采购统计", "中标分析", "采购分析", "中标一览", "中标汇总", "中标快报",
    "中标排行", "市场排行", "市场回顾",
)  # fmt: skip
# 4月显微镜采购需求回升 | 7月紫外可见分光光度计中标金额共计612.4万元: headlines that tell the finding and not the genre
_FINDING_WORDS = (
    "回升", "回落", "回暖", "攀升", "上涨", "下滑", "环比", "同比", "领跑", "采购主力", "占比", "份额", "半壁江山", "居首",
    "中标金额", "中标总额", "采购金额", "采购总额", "成交金额", "项目数量",
)  # fmt: skip
_CUES = (
    Cue(_REPORT_WORDS, "title", 0.4),
    Cue(_FINDING_WORDS, "title", 0.25),
    Cue(("中标", "采购", "招标", "市场"), "title", 0.15),
    Cue(("采购主力", "领跑", "占比", "份额"), "title", 0.1),
    # 某某公司2023年年报：营收… | 某某平台采购项目招标公告
    Cue(("年报", "营收", "净利", "财报", "业绩"), "title", -0.6),
    Cue(("公告", "公示", "通知", "意向", "征求意见"), "title", -0.5),
    Cue(("不完全统计", "公开渠道", "公开数据", "数据显示", "统计数据"), "prose", 0.1),
    Cue(("占比", "环比", "同比", "份额"), "prose", 0.05),
    Cue(("国产品牌", "国内品牌", "进口品牌", "国外品牌", "外资品牌"), "prose", 0.15),
    Cue(("采购主力", "中标总额", "总金额", "中标金额", "采购金额", "市场规模"), "prose", 0.1),
    Cue(("营业收入", "净利润", "股东", "毛利率"), "prose", -0.5),
)
_NAMED_GOODS, _NAMED_PERIOD, _WITHOUT_PERIOD = 0.1, 0.15, 0.25

_NOUN = "(?:品牌|仪器|设备|产品|厂商|厂家|企业|制造商)"
# 进口品牌中标金额… | 国外品牌… | 国产仅占三成
_FOREIGN = rf"(?:进口|外资|洋){_NOUN}?|(?:国外|外国|海外|境外|国际){_NOUN}"
_DOMESTIC = rf"国产{_NOUN}?|(?:国内|本土|民族|自主|中国){_NOUN}"
# 总金额2000.0万元 | 中标总额1.80亿元 | 中标金额合计约864.0万元 | 市场规模达…
_TOTAL = r"总金额|总额|总价|总规模|市场规模|合计|共计|总计|累计|采购金额|中标金额|成交金额|采购规模"
_SUBJECT = re.compile(rf"(?P<foreign>{_FOREIGN})|(?P<domestic>{_DOMESTIC})|(?P<total>{_TOTAL})")
_SENTENCE = re.compile(r"[^。！!？?；;\n]+")
_PAIRED = re.compile(r"\s?(?:品牌|产品|设备|仪器)?[和与、及跟/]\s?")

# 同比增长11.4% | 单笔最高… | 上月为… : figures about something else
_OTHER_FIGURE = re.compile(
    r"环比|同比|增长|下降|提高|提升|上升|减少|增加|较上|相比|去年|上月|上年|同期|单价|均价|平均|最高|最大|最低|单笔|单台|单个|保证金|超过\d+家"
)
_BY_COUNT = re.compile(
    r"(?:项目数|数量|台数|件数|个数|项数|总数|[0-9０-９]\s?(?:项|个|台|套|条|家|件))(?![^，,]{0,8}金额)"
)
# 进口品牌2... | 中标金额663.78... : a summary that was cut inside an amount
_CUT = re.compile(
    r"(?:品牌|仪器|设备|产品|企业|厂商|金额|总额|价|额|规模|进口|国产|[为达约计])[约为达]?"
    r"(?P<figure>(?<![0-9.])[0-9][0-9,]{0,15}(?P<fraction>\.[0-9]{1,6})?\s?(?:\.{2,}|…+))"
)
_UNIT_AT_END = re.compile(r"(?:亿|万|千)?(?:元|美元)|[亿万]")

# 高校 | 政府机构 | 检验检测机构 | 疾控中心 : groups of buyers, never one organisation
_BUYERS = (
    r"(?:高等院校|高校|院校|大学|科研院所|科研机构|科研单位|研究院所|政府机构|政府机关|政府部门|政府单位|政府|行政机关|事业单位|企业|公司|医院|医疗机构|医疗卫生机构|"
    r"疾控中心|疾控机构|疾控系统|疾控|疾病预防控制中心|检验检测机构|检测机构|质检机构|检测院所|质检院所|第三方检测机构|第三方检测|第三方机构|海关系统|海关|"
    r"环境监测部门|环境监测机构|环境监测站|监测站|环保部门|监管部门|农业部门|水务部门|中小学|职业院校|高职院校|学校|军队|部队|公安系统|公安机关|医药企业|制药企业|药企)"
)
_WHEN = r"(?:(?:当|本|该)(?:月|季度?|年|期)|[0-9]{1,2}月|全年)?(?:的|份)?"
_LEADS = (
    rf"(?:(?:是|为|成|成为|系|仍是|仍为|依然是|依旧是){_WHEN}(?:[一-龥]{{2,10}}?(?=采购))?(?:最大|主要|第一)?的?(?:采购|购买|中标|市场|招标)?(?:的)?(?:主力军?|大户|主体|领头羊|买家|买方|采购方|客户|用户)"
    r"|(?:采购|中标|需求)?(?:数?量|金额|项目|规模|需求)?(?:最多|最大|最高|居首位?|领跑|领先|位居第一|位列第一|居第一|排名第一|排第一|占据主导|遥遥领先))"
)
# 政府机构为采购主力 | 高校采购最多 | 采购主力为高校 | 采购单位以检验检测机构为主
_LEADING = re.compile(
    rf"(?P<first>{_BUYERS})(?:用户|客户|单位)?{_LEADS}"
    rf"|(?:采购)?(?:主力军?|大户)(?:仍|依然|依旧)?(?:为|是|来自)(?P<second>{_BUYERS})|以(?P<third>{_BUYERS})为(?:采购)?(?:主力?|首)(?!要)"
)

# 共中标58项 | 采购项目共52项 | 项目41个
_COUNTED = re.compile(r"(?:中标|成交|采购|招标|项目|公告|结果|信息)[^0-9。，；,;、\n]{0,10}$")
_COUNTED_AFTER = re.compile(
    r"\s?(?:中标|成交|采购|招标)?(?:公告|项目|信息|结果|标讯|标的)?(?=[，,。；;、）)\s]|$|中标|其中)"
    r"|[一-龥]{2,14}?(?:采购|中标|招标)项目"
)
# 百万级项目落地17个: awards of one size, not all of them
_OF_A_SIZE = re.compile(r"[百千]万(?:元)?(?:级|以上|以下)[^，。；]{0,8}$")
_COUNT_WORDS = re.compile(r"(?:项目?|个|条|宗|起|单|例|次|批次)$")


def recognise(hits: Hits, excerpt: Excerpt) -> Score:
    """A report names goods and a month in its title and speaks of awards; annual accounts and notices do not."""
    score = score_of(_CUES, hits)
    is_called_report = any(word in hits.title for word in _REPORT_WORDS)
    if score == NO or not (is_called_report or _tells_finding(hits, excerpt)):
        return Score(min(score.value, _WITHOUT_PERIOD), score.signals)
    value, signals = score.value, list(score.signals)
    if next(_instruments(excerpt), None) is not None:
        value += _NAMED_GOODS
        signals.append("title:instrument")
    if next(_periods(excerpt), None) is None:
        return Score(min(value, _WITHOUT_PERIOD), tuple(signals))
    return Score(max(0.0, min(1.0, value + _NAMED_PERIOD)), (*signals, "period"))


def _tells_finding(hits: Hits, excerpt: Excerpt) -> bool:
    """Whether the headline says how the awards of a month for some goods came out."""
    is_finding = any(word in hits.title for word in _FINDING_WORDS) and ("中标" in hits.title or "采购" in hits.title)
    if not is_finding or next(find_goods(excerpt.text, excerpt.title), None) is None:
        return False
    return next(_months(excerpt, excerpt.title), None) is not None


def extract(excerpt: Excerpt) -> Iterator[Fact]:
    """Yield the one report that the excerpt is."""
    figures = _Figures()
    for zone in excerpt.zones:
        for sentence in _SENTENCE.finditer(excerpt.text, zone.start, zone.end):
            _read_sentence(excerpt, Span(*sentence.span()), figures)
    instrument = next(_instruments(excerpt), None)
    fields: dict[str, Field | None] = {
        "instrument": quoted(excerpt, instrument) if instrument else None,
        "period": merge(excerpt, _periods(excerpt)),
        **{name: merge(excerpt, mentions) for name, mentions in figures.found.items()},
        "award_count": merge(excerpt, _counts(excerpt)),
        "leading_buyer": _leading_buyer(excerpt),
    }
    if sum(value is not None for value in fields.values()) > 1:
        yield excerpt.fact(MARKET_REPORT.name, fields, key=MARKET_REPORT.key)


# ── amounts and shares ───────────────────────────────────────────────────────────────────────────────────────────

Subject = Literal["foreign", "domestic", "total"]


@dataclass(slots=True)
class _Figures:
    """Mentions by field, and the unit that a cut amount takes over."""

    found: dict[str, list[Found]] = field(default_factory=dict)
    unit: Span | None = None

    def add(self, subject: Subject, figure: Found) -> None:
        name = f"{subject}_{'amount' if figure.type == 'money' else 'share'}"
        if name != "total_share":
            self.found.setdefault(name, []).append(figure)


_NEAR = 8
"""How many groups before a figure are looked at: more than any sentence names between two figures."""


def _read_sentence(excerpt: Excerpt, sentence: Span, figures: _Figures) -> None:
    """Give each figure of a sentence to the group named last before it; a group takes one amount and one share."""
    text = excerpt.text
    subjects = list(_SUBJECT.finditer(text, sentence.start, sentence.end))
    if not subjects:
        return
    ends = [match.end() for match in subjects]
    taken: set[tuple[Subject, str]] = set()
    behind = sentence.start
    for figure in _figures_in(text, sentence, figures):
        count = bisect_right(ends, figure.span.start)
        before = subjects[max(0, count - _NEAR) : count]
        if before and not _is_other(text, max(behind, before[-1].end()), figure):
            subject = _subject_of(text, before, figure, taken)
            if subject is not None and (subject, figure.type) not in taken:
                taken.add((subject, figure.type))
                figures.add(subject, figure)
        behind = figure.span.end


def _figures_in(text: str, sentence: Span, figures: _Figures) -> list[Found]:
    money = {found.span.start: found for found in find_money(text, sentence)}
    stated = sorted(start for start, found in money.items() if found.status == "stated")
    for cut in _CUT.finditer(text, sentence.start, sentence.end):
        if "占" in text[max(sentence.start, cut.start("figure") - 4) : cut.start("figure")]:
            continue
        span = Span(*cut.span("figure"))
        before = bisect_left(stated, span.start)
        unit = _unit_span(text, money[stated[before - 1]].span) if before else figures.unit
        # 663.78... : the whole yuan are printed and only the unit is lost. Of 2... not even the size is known.
        found = next(find_money(text, span, unit=unit if cut["fraction"] else None, label=True), None)
        if found is not None:
            money[found.span.start] = found
    for found in money.values():
        if found.status == "stated":
            figures.unit = _unit_span(text, found.span) or figures.unit
    return sorted([*money.values(), *find_shares(text, sentence)], key=lambda figure: figure.span.start)


def _unit_span(text: str, span: Span) -> Span | None:
    match = _UNIT_AT_END.search(text, span.start, span.end)
    return Span(*match.span()) if match else None


def _is_other(text: str, start: int, figure: Found) -> bool:
    """Whether the words between the last figure (or group) and this one speak of a change, a price or a count."""
    words = text[start : figure.span.start]
    if _OTHER_FIGURE.search(words) or figure.span.of(text).startswith(("下降", "减少", "下滑")):
        return True
    return figure.type == "share" and _BY_COUNT.search(words) is not None


def _subject_of(
    text: str, before: list[re.Match[str]], figure: Found, taken: set[tuple[Subject, str]]
) -> Subject | None:
    groups = [match for match in before if match.lastgroup != "total"]
    if not groups:
        return "total" if figure.type == "money" else None
    last = groups[-1]
    if len(groups) > 1 and _PAIRED.fullmatch(text, groups[-2].end(), last.start()):
        return _paired(text, groups[-2], last, figure, taken)
    subject = _name(last)
    if before[-1].lastgroup == "total" and (subject, figure.type) in taken:
        return "total"
    return subject


def _paired(
    text: str, first: re.Match[str], second: re.Match[str], figure: Found, taken: set[tuple[Subject, str]]
) -> Subject | None:
    """国产和进口品牌分别为663.78万元和381.1万元: in the order of the names; without 分别 the figure is of both."""
    if "分别" not in text[second.end() : figure.span.start]:
        return None
    return _name(second) if (_name(first), figure.type) in taken else _name(first)


def _name(match: re.Match[str]) -> Subject:
    if match["foreign"] is not None:
        return "foreign"
    return "domestic" if match["domestic"] is not None else "total"


# ── instrument, month, count, buyers ─────────────────────────────────────────────────────────────────────────────


def _instruments(excerpt: Excerpt) -> Iterator[Found]:
    yield from find_goods(excerpt.text, excerpt.title)
    for zone in excerpt.prose:
        yield from find_goods(excerpt.text, zone)


def _periods(excerpt: Excerpt) -> Iterator[Found]:
    """The month that the title names, wherever it is printed; without one there, the first month of the text."""
    dated = [found for zone in excerpt.zones for found in _months(excerpt, zone)]
    titled = [found for found in dated if excerpt.in_title(found.span)]
    chosen = next(iter(titled or in_order(excerpt, dated)), None)
    if chosen is None:
        return
    yield from (found for found in dated if found.value == chosen.value)


def _months(excerpt: Excerpt, zone: Span) -> Iterator[Found]:
    """Months and quarters of a zone; one without a year takes that of the text, else that of publication."""
    text = excerpt.text
    periods = list(find_periods(text, zone))
    yield from periods
    for found in find_dates(text, zone, year=_year(excerpt, zone)):
        is_inner = any(period.span.holds(found.span) for period in periods)
        if found.type == "month" and not is_inner and not _is_later(excerpt, found):
            yield found


def _year(excerpt: Excerpt, zone: Span) -> Span | None:
    for where in (zone, excerpt.title, *excerpt.prose):
        for found in find_dates(excerpt.text, where):
            if found.type in ("year", "month") and found.status == "stated":
                return found.span
    published = excerpt.published
    return published.span if published is not None else None


def _is_later(excerpt: Excerpt, month: Found) -> bool:
    """12月 on a page of January is a month of the year before, which the page does not print."""
    published = excerpt.published
    if published is None or not isinstance(published.value, str) or not month.context:
        return False
    return str(month.value) > published.value[:7]


def _counts(excerpt: Excerpt) -> Iterator[Found]:
    """The first number of awards, and the places that repeat it."""
    first: Found | None = None
    for zone in excerpt.zones:
        for found in find_counts(excerpt.text, zone):
            if _is_award_count(excerpt.text, zone, found) and (first is None or found.value == first.value):
                first = first or found
                yield found


def _is_award_count(text: str, zone: Span, found: Found) -> bool:
    before = text[max(zone.start, found.span.start - 20) : found.span.start]
    if _COUNT_WORDS.search(found.span.of(text)) is None or _OTHER_FIGURE.search(before) or _OF_A_SIZE.search(before):
        return False
    is_counted = _COUNTED.search(before) or re.search(r"(?:共|全国|累计|总计|合计)[^0-9，。；]{0,6}$", before)
    return is_counted is not None and _COUNTED_AFTER.match(text, found.span.end, zone.end) is not None


def _leading_buyer(excerpt: Excerpt) -> Field | None:
    """The first group that is said to lead, and the places that say so of the same group."""
    places: list[Span] = []
    for zone in excerpt.zones:
        for match in _LEADING.finditer(excerpt.text, zone.start, zone.end):
            span = Span(*match.span(match.lastgroup or 0))
            if not places or span.of(excerpt.text) == places[0].of(excerpt.text):
                places.append(span)
    return excerpt.text_field(*places, type="name") if places else None


# ── checks ───────────────────────────────────────────────────────────────────────────────────────────────────────


def check(_excerpt: Excerpt, facts: tuple[Fact, ...]) -> Iterator[Finding]:
    """Recompute shares and totals of the reports among `facts`."""
    for fact in facts:
        if fact.kind == MARKET_REPORT.name:
            yield from _check_report(fact)


def _check_report(fact: Fact) -> Iterator[Finding]:
    foreign, domestic = fact.one("foreign_amount"), fact.one("domestic_amount")
    shares = [(fact.one("foreign_share"), foreign, domestic), (fact.one("domestic_share"), domestic, foreign)]
    stated = [(share, part, other) for share, part, other in shares if share is not None]
    for share, part, other in stated:
        if part is not None and other is not None:
            yield check_share(share, part, [other])
    # Shares that were recomputed one by one need no second word about their sum.
    if len(stated) > 1 and (foreign is None or domestic is None):
        yield check_shares_sum([share for share, _, _ in stated])
    total = fact.one("total_amount")
    if total is not None and foreign is not None and domestic is not None:
        yield from _check_total(total, [foreign, domestic])


def _check_total(total: Field, parts: list[Field]) -> Iterator[Finding]:
    """Awards without a brand are in the total and in no part: only parts above the total contradict it."""
    finding = check_sum(total, parts)
    if finding.verdict == "confirmed" or _sum(parts) > _sum([total]):
        yield finding


def _sum(fields: list[Field]) -> Decimal:
    amounts = [field.value.amount for field in fields if isinstance(field.value, Money)]
    return sum((Decimal(amount) for amount in amounts if amount is not None), Decimal(0))


KIND = Kind(
    name="market_report",
    label_zh="市场月报",
    label_en="Market report",
    facts=(MARKET_REPORT,),
    cues=_CUES,
    recognise=recognise,
    extract=extract,
    check=check,
    precedence=40,
)
