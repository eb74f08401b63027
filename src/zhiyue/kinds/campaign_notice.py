"""Notices of a recurring campaign: a month, week or day that is held every year under a theme.

Chinese names of the page: 关于开展…“质量月”活动的通知, 活动方案, 实施方案; the campaigns: 全国“质量月”, “安全生产月”, 世界计量日,
世界标准日, 食品安全宣传周. The fact is one year's edition of one series; news that reports a launch brings it too.

    2024年全国“质量月”活动启动仪式暨企业质量对接会2日上午在江州举行。今年是第47个“质量月”,主题是“…”,由省市场监管局、省教育厅等14个部门联合开展。

Terms: schema.org EventSeries (series, since, recurs) and Event (edition, theme, launch). Never assumed: the month, the
body that leads, that quotation marks are printed.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from zhiyue.checks import check_count, check_ordinal_year
from zhiyue.kinds._kind import NO, Cue, Hits, Kind, Score
from zhiyue.model import Count, Fact, FactType, Field, Finding, Prop
from zhiyue.notices.citations import POLICY_CITATION, find_citations
from zhiyue.notices.excerpt import Excerpt
from zhiyue.notices.lists import is_open, numbered_items, split_items
from zhiyue.notices.mentions import agreed, clean, found_words, same_words, sentences, text_fields, year_context
from zhiyue.notices.themes import Theme, find_themes
from zhiyue.reference import editions
from zhiyue.spans import Span
from zhiyue.values import Found, find_dates, find_durations, find_ordinals, find_places

CAMPAIGN_EDITION = FactType(
    name="campaign_edition",
    label_zh="活动届次",
    label_en="campaign edition",
    standard="schema.org Event in an EventSeries",
    props=(
        Prop("series", "活动名称", "series", "name"),
        Prop("year", "年份", "year", "year"),
        Prop("number", "届次", "number", "ordinal"),
        Prop("theme", "主题", "theme", "text"),
        Prop("theme_variants", "主题的其他写法", "other wordings of the theme", "text", many=True),
        Prop("launch_date", "启动日期", "launch date", "date"),
        Prop("launch_place", "启动地点", "launch place", "place"),
        Prop("launch_jointly_with", "同期举行", "launched jointly with", "text"),
        Prop("co_organisers_count", "联合开展部门数", "number of co-organisers", "count"),
        Prop("co_organisers", "联合开展部门", "co-organisers", "organisation", many=True),
        Prop("since", "始办年份", "since", "year"),
        Prop("recurs", "举办周期", "recurs", "text"),
        Prop("lasts", "活动为期", "lasts", "text"),
        Prop("focus_areas_count", "重点方面数", "number of focus areas", "count"),
        Prop("focus_areas", "重点方面", "focus areas", "area", many=True),
    ),
    key=("series", "number"),
)

CUES = (
    # 关于组织开展2025年“质量月”活动的通知
    Cue(("通知", "方案", "倡议书", "通告", "函"), "title", 0.35),
    # 云溪县启动“质量月”活动
    Cue(("启动", "开展", "开启", "举行", "举办", "活动", "主题"), "title", 0.1),
    # 江州市计量院采购质量月宣传用品成交公告
    Cue(("采购", "招标", "中标", "成交", "月报"), "title", -0.4),
    # 现将有关事项通知如下: | 附件:活动总结表
    Cue(("通知如下", "有关要求", "工作要求", "各有关单位"), "prose", 0.1),
    # …等14个部门联合开展 | 活动主题为
    Cue(("启动仪式", "活动主题", "主题是", "主题为", "为主题", "联合开展", "主场活动", "启动会"), "prose", 0.05),
)

# ── names of series ──────────────────────────────────────────────────────────────────────────────────────────────

_OPEN, _CLOSE = "“\"「『‘'《〈", "”\"」』’'》〉"
_STEMS = (
    r"(?:质量|安全生产|质量安全|食品安全|特种设备安全|计量|标准|认可|检验检测|知识产权|消费者权益|品牌|节能|低碳|环境|地球|科普|科技活动|诚信|诚信兴商|"
    r"诚信建设|爱国卫生|防灾减灾|消防|网络安全|职业病防治法|禁毒|献血者|无烟|卫生|电信和信息社会|气象|海洋|水)(?:宣传|活动|服务|推进|行动|教育)?"
)
# 质量月度分析, 质量月报, 质量月饼, 标准日常: other words
_OTHER = r"(?![度报刊份例考检评抽会统均饼季球亮薪历初末底常程产志用益])"
_NATIONWIDE = r"(?:全国|世界|国际|中国)"
_UNIT = r"(?:月|周|日)"
# 全国“质量月” | “2005年全国质量月” | 世界计量日 | “安全生产月” | 「质量月」
_SERIES = re.compile(
    rf"{_NATIONWIDE}?[{_OPEN}](?P<quoted>(?![一二三四五六七八九十双]{{2,3}}|[本当上下次每昨今近]|工作|节假|纪念|黄金|开放|体验|休息)[一-龥·]{{2,12}}{_UNIT})[{_CLOSE}]"
    rf"|(?:{_NATIONWIDE}(?P<wide>{_STEMS}{_UNIT})|(?P<plain>(?:质量|安全生产|质量安全|食品安全宣传|节能宣传|科技活动|诚信兴商宣传|知识产权宣传)(?:月|周)))"
    rf"{_OTHER}"
)


@dataclass(frozen=True, slots=True)
class _Mention:
    """One place that names a series: `stem` is its name without quotation marks and 全国."""

    span: Span
    stem: str


def _mentions(excerpt: Excerpt) -> list[_Mention]:
    return [
        _Mention(
            Span(*match.span()), re.sub(rf"^{_NATIONWIDE}", "", match["quoted"] or match["wide"] or match["plain"])
        )
        for zone in excerpt.zones
        for match in _SERIES.finditer(excerpt.text, zone.start, zone.end)
    ]


def _main_series(excerpt: Excerpt) -> list[_Mention]:
    """The mentions of the series that the excerpt is about: named in the title, else most often."""
    mentions = _mentions(excerpt)
    votes: Counter[str] = Counter()
    for mention in mentions:
        votes[mention.stem] += 4 if excerpt.in_title(mention.span) else 1
    if not votes:
        return []
    stem = votes.most_common(1)[0][0]
    return [mention for mention in mentions if mention.stem == stem]


def _series_field(excerpt: Excerpt, mentions: Sequence[_Mention]) -> Field:
    """The fullest wording (全国“质量月” before “质量月”), the more frequent of equals, with each place that prints it."""
    wordings = Counter(mention.span.of(excerpt.text) for mention in mentions)
    wording = max(wordings, key=lambda words: (bool(re.match(_NATIONWIDE, words)), wordings[words]))
    spans = [mention.span for mention in mentions if mention.span.of(excerpt.text) == wording]
    return excerpt.text_field(*spans, type="name")


# ── recognise ────────────────────────────────────────────────────────────────────────────────────────────────────

# What makes a mention a report on an edition: it is numbered, has a theme, is launched or organised
_CLAIM = re.compile(
    r"第\s?[0-9一二三四五六七八九十百]{1,4}\s?[个届次]|主题|启动|开幕|拉开|部门联合|联合开展|主场活动|动员"
)
_OFFICIAL = re.compile(r"(?:通知|方案|倡议书|通告|的函|计划|总结|公告|安排)(?:》|[（(][^）)]{1,20}[）)])?\s*$")
# The paper is about the campaign: …“质量月”活动的通知, not 关于表彰先进单位的通知
_HANDED_OUT = re.compile(r"印发|发布|出台|部署|解读")


def recognise(hits: Hits, excerpt: Excerpt) -> Score:
    """Say how surely an excerpt is a campaign's notice (from 0.5) or reports one (from 0.3)."""
    mentions = _main_series(excerpt)
    if not mentions or any(word in hits.title for word in CUES[2].words):
        return NO
    title = excerpt.title.of(excerpt.text)
    in_title = any(excerpt.in_title(mention.span) for mention in mentions)
    claims = sum(_CLAIM.search(excerpt.text, *_sentence_of(excerpt, m.span)) is not None for m in mentions)
    signals = [f"series:{mentions[0].stem}"]
    if _OFFICIAL.search(title) and (in_title or len(mentions) >= 2):
        official = 0.8 if in_title else 0.55
        signals.append("title:official")
        return Score(official if not _HANDED_OUT.search(title.split("“")[0][-30:]) else 0.6, tuple(signals))
    if in_title and (claims or hits.title):
        signals.append("title:series")
        return Score(0.5 if excerpt.origin != "main" and claims >= 1 else 0.45, tuple(signals))
    if claims:
        signals.append("prose:claim")
        return Score(0.35, tuple(signals))
    return Score(0.1, tuple(signals))


_BORDER = "。！？!?\r\n"


def _sentence_of(excerpt: Excerpt, span: Span) -> tuple[int, int]:
    """The bounds of the sentence around a range."""
    zone = next(zone for zone in excerpt.zones if zone.holds(span))
    before = max(excerpt.text.rfind(mark, zone.start, span.start) for mark in _BORDER) + 1
    behind = [excerpt.text.find(mark, span.end, zone.end) for mark in _BORDER]
    return max(before, zone.start), min([at for at in behind if at >= 0], default=zone.end)


# ── extract ──────────────────────────────────────────────────────────────────────────────────────────────────────


def extract(excerpt: Excerpt) -> Iterator[Fact]:
    """Yield the edition that an excerpt speaks of, and the policies it cites."""
    mentions = _main_series(excerpt)
    if mentions:
        yield _edition(excerpt, mentions)
    yield from find_citations(excerpt)


def _edition(excerpt: Excerpt, mentions: Sequence[_Mention]) -> Fact:
    near = [Span(*_sentence_of(excerpt, mention.span)) for mention in mentions]
    about = [sentence for sentence in sentences(excerpt) if sentence in near or _speaks_of(excerpt, sentence)]
    number = agreed(excerpt, _numbers(excerpt, mentions))
    year = agreed(excerpt, _years(excerpt, mentions)) or (_this_year(excerpt, about) if number else None)
    theme, variants = _themes(excerpt, mentions, year)
    count, organisers = _organisers(excerpt, about)
    areas_count, areas = _focus_areas(excerpt)
    launches = [sentence for sentence in about if _LAUNCH.search(excerpt.text, sentence.start, sentence.end)]
    fields: Mapping[str, Field | Sequence[Field] | None] = {
        "series": _series_field(excerpt, mentions),
        "year": year,
        "number": number,
        "theme": theme,
        "theme_variants": variants,
        "launch_date": agreed(excerpt, _launch_dates(excerpt, launches, year)),
        "launch_place": agreed(excerpt, _launch_places(excerpt, launches)),
        "launch_jointly_with": agreed(excerpt, _joint_events(excerpt, about, launches, mentions)),
        "co_organisers_count": count,
        "co_organisers": organisers,
        "since": agreed(excerpt, _since(excerpt, about)),
        "recurs": agreed(excerpt, _recurs(excerpt, about)),
        "lasts": agreed(excerpt, _lasts(excerpt, about)),
        "focus_areas_count": areas_count,
        "focus_areas": areas,
    }
    return excerpt.fact(CAMPAIGN_EDITION.name, fields, key=CAMPAIGN_EDITION.key)


# 该活动始于1978年 | 活动主题为… | 启动仪式在京举行
_ACTIVITY = re.compile(r"活动|启动仪式|启动会|今年是")


def _speaks_of(excerpt: Excerpt, sentence: Span) -> bool:
    """Whether a sentence that does not name the series may still speak of it."""
    return _ACTIVITY.search(excerpt.text, sentence.start, sentence.end) is not None


# ── number and years ─────────────────────────────────────────────────────────────────────────────────────────────

# 第47个全国“质量月” | 全国第47个“质量月” | 第23届我省“安全生产月”: at most this may stand between
_TO_SERIES = re.compile(r"\s?[一-龥]{0,6}\s?")
# “质量月”活动…今年是第47个 | 本届为第9届
_THIS_IS = re.compile(r"(?:今年|今年\s?9\s?月|本届|本次|这)\s?(?:是|为|已是|恰逢|迎来)[一-龥“”]{0,6}$")


def _numbers(excerpt: Excerpt, mentions: Sequence[_Mention]) -> Iterator[Found]:
    starts = {mention.span.start for mention in mentions}
    text = excerpt.text
    for mention in mentions:
        sentence = Span(*_sentence_of(excerpt, mention.span))
        for found in find_ordinals(text, sentence):
            if text[found.span.end - 1] not in "个届次":
                continue
            between = _TO_SERIES.match(text, found.span.end, sentence.end)
            reach = between.end() if between else found.span.end
            if any(found.span.end <= start <= reach for start in starts) or (
                _THIS_IS.search(text, sentence.start, found.span.start) and text[found.span.end :][:1] in "，,。;；"
            ):
                yield found


# 2024年全国“质量月” | 2023年度江东省“质量月”: the year right before the name, nothing but attributes between
_YEAR_BEFORE = re.compile(r"(?<![0-9])(?P<year>(?:19|20)[0-9]{2}\s?年)度?(?P<between>[^年，,。；;：:、\r\n]{0,24})$")
_NOT_THE_YEAR = re.compile(r"(?:自|从|始于|起源于|创办于|由|至|截至)\s?$")
_SINCE_THEN = re.compile(r"^\s?(?:以来|起|始|开始)")


def _years(excerpt: Excerpt, mentions: Sequence[_Mention]) -> Iterator[Found]:
    for mention in mentions:
        start, _ = _sentence_of(excerpt, mention.span)
        match = _YEAR_BEFORE.search(excerpt.text, start, mention.span.start)
        if match is None or _SINCE_THEN.match(match["between"]):
            continue
        if not _NOT_THE_YEAR.search(excerpt.text, start, match.start("year")):
            yield found_words(excerpt, "year", Span(*match.span("year")))


def _this_year(excerpt: Excerpt, about: Sequence[Span]) -> Field | None:
    """今年是第47个“质量月”: the year in which the page was published."""
    published = year_context(excerpt)
    if published is None:
        return None
    found = (f for sentence in about for f in find_dates(excerpt.text, sentence, year=published))
    return agreed(excerpt, (f for f in found if f.type == "year" and f.span.of(excerpt.text) == "今年"))


# 始于1978年 | 自1978年以来 | 从2002年起 | 我国自1978年开展“质量月”活动 | 1978年首次开展
_SINCE = re.compile(
    r"(?:始于|起源于|创办于|始创于|肇始于|发端于|源于|起始于)\s?(?P<a>(?:19|20)[0-9]{2}\s?年)"
    r"|(?:自|从)\s?(?P<b>(?:19|20)[0-9]{2}\s?年)(?:[0-9]{1,2}月)?(?:以来|起|开始|开展|启动|举办|设立|创办|首次|至今|我国|国家|国务院|，)"
    r"|(?P<c>(?:19|20)[0-9]{2}\s?年)[^，。；]{0,16}(?:首次|第一次|首个|首届|开始)(?:开展|举办|设立|发起|组织|启动|在全国)"
)


def _since(excerpt: Excerpt, about: Iterable[Span]) -> Iterator[Found]:
    for sentence in about:
        for match in _SINCE.finditer(excerpt.text, sentence.start, sentence.end):
            group = next(name for name in "abc" if match[name])
            yield found_words(excerpt, "year", Span(*match.span(group)))


# 每年9月 | 每年的6月份 | 每年5月20日 | 每年九月
_RECURS = re.compile(r"每年的?\s?(?:[0-9]{1,2}|[一二三四五六七八九十]{1,2})\s?月(?:份|\s?[0-9]{1,2}\s?日)?")
_LASTS = re.compile(r"(?:为期|历时|持续)\s?")


def _recurs(excerpt: Excerpt, about: Iterable[Span]) -> Iterator[Found]:
    for sentence in about:
        for match in _RECURS.finditer(excerpt.text, sentence.start, sentence.end):
            yield found_words(excerpt, "text", Span(*match.span()))


def _lasts(excerpt: Excerpt, about: Iterable[Span]) -> Iterator[Found]:
    for sentence in about:
        for match in _LASTS.finditer(excerpt.text, sentence.start, sentence.end):
            behind = Span(match.end(), min(match.end() + 8, sentence.end))
            duration = next(iter(find_durations(excerpt.text, behind)), None)
            if duration is not None and duration.span.start == match.end():
                yield found_words(excerpt, "text", duration.span)


# ── theme ────────────────────────────────────────────────────────────────────────────────────────────────────────

# 论坛以“…”为主题, 主题为“…”的讲座: another gathering's
_OTHER_THEME = re.compile(r"论坛|讲座|培训|演讲|征文|班会|展览|竞赛|比赛|沙龙|研讨|党日|课堂|大讲堂|宣讲")


def _themes(
    excerpt: Excerpt, mentions: Sequence[_Mention], year: Field | None
) -> tuple[Field | None, tuple[Field, ...]]:
    """The theme: the wording for which most speaks; beside it other wordings of the same (质量强国 → 质量强省)."""
    weights: dict[str, float] = defaultdict(float)
    first: dict[str, Span] = {}
    official = _official_theme(mentions, year)
    for theme in find_themes(excerpt):
        wording = _loose(theme.span.of(excerpt.text))
        weights[wording] += _weight(excerpt, theme, mentions) + (2 if wording == official else 0)
        first.setdefault(wording, theme.span)
    best = max(weights, key=lambda wording: weights[wording], default=None)
    if best is None or weights[best] < 1:
        return None, ()
    beside = [w for w in weights if w != best and weights[w] >= 1 and _is_variant(w, best)]
    return _theme_field(excerpt, first[best]), tuple(_theme_field(excerpt, first[w]) for w in beside)


def _theme_field(excerpt: Excerpt, span: Span) -> Field:
    places = same_words(excerpt, span)
    return excerpt.text_field(*(places or (span,)))


def _weight(excerpt: Excerpt, theme: Theme, mentions: Sequence[_Mention]) -> float:
    if theme.how != "prose":
        return 3
    start, end = _sentence_of(excerpt, theme.span)
    around = excerpt.text[max(start, theme.span.start - 20) : min(end, theme.span.end + 14)]
    if _OTHER_THEME.search(around):
        return 0.4
    names_series = any(start <= mention.span.start < end for mention in mentions)
    return 2 if names_series or "活动主题" in excerpt.text[start:end] else 1


def _official_theme(mentions: Sequence[_Mention], year: Field | None) -> str | None:
    if year is None or mentions[0].stem != _QUALITY_MONTH:
        return None
    known = next((edition for edition in editions() if str(edition.year) == year.value), None)
    return _loose(known.theme) if known else None


def _loose(words: str) -> str:
    return re.sub(r"[\s，,、;；。“”\"]+", "", words)


def _is_variant(wording: str, other: str) -> bool:
    """Two wordings of one theme share most of their characters."""
    shared = sum((Counter(wording) & Counter(other)).values())
    return shared * 10 >= 7 * max(len(wording), len(other))


# ── launch ───────────────────────────────────────────────────────────────────────────────────────────────────────

_LAUNCH = re.compile(r"启动|开幕|拉开(?:了)?(?:序幕|帷幕|大幕)|主场活动|开启|动员会|揭幕")
_VERB = r"(?:隆重|正式|成功|顺利|同步|同时|盛大|联合|共同)?(?:举行|启动|举办|召开|开幕|拉开|开启|揭幕)"
# 在京举行 | 在江州启动 | 在北京国家会议中心隆重举行
_PLACE = re.compile(rf"(?P<at>在)(?P<where>[^在，,。；;：:“”\s]{{1,26}}?){_VERB}")
_NO_PLACE = re.compile(r"活动|期间|全[国省市县区]|线上|各地|年|月|[0-9]日|同时|之际|指导|支持|下$|中$")
# 启动仪式暨中央企业质量提升大会在京举行 | 产业链质量提升行动暨全省“质量月”启动仪式
_AND = re.compile(r"暨(?P<with>[^，,。；;：:\r\n]{4,40})")
_WITH_END = re.compile(rf"在[^，。；]{{1,26}}?{_VERB}|(?:于|今日|昨日|日前|近日)|{_VERB}$|{_VERB}(?=[，,。；;\s])")
_CEREMONY = re.compile(r"(?:启动仪式|启动会|启动活动|启动大会|启动)$")
_BEFORE_AND = re.compile(r"(?:^|[，,。；;：:\s]|举行|举办|召开|[0-9]日)(?P<with>[^，,。；;：:\s]{4,40})暨")
# 活动与江东省链主企业质量对接会同期举行
_ALONGSIDE = re.compile(
    r"(?:与|和|同)(?P<with>[^，,。；;：:与\r\n]{4,40}?)(?:同期|同步|同时|一并|一同|合并|套开)(?:举行|举办|召开|进行)?"
)


def _launch_dates(excerpt: Excerpt, launches: Sequence[Span], year: Field | None) -> Iterator[Found]:
    """Days in sentences of a launch, before the verb; the day that stands next to it."""
    context = year_context(excerpt) or (year.span if year else None)
    for sentence in launches:
        verb = _last(_LAUNCH, excerpt.text, sentence)
        days = [f for f in find_dates(excerpt.text, Span(sentence.start, verb), year=context) if f.type == "date"]
        if days:
            yield days[-1]


def _last(pattern: re.Pattern[str], text: str, within: Span) -> int:
    return max((match.start() for match in pattern.finditer(text, within.start, within.end)), default=within.start)


def _launch_places(excerpt: Excerpt, launches: Sequence[Span]) -> Iterator[Found]:
    text = excerpt.text
    for sentence in launches:
        for match in _PLACE.finditer(text, sentence.start, sentence.end):
            where = Span(*match.span("where"))
            if len(where) == 1:
                # 在京: the parser knows the one-character names with their preposition only
                yield from find_places(text, Span(match.start("at"), where.end))
            elif (place := next(iter(find_places(text, where)), None)) and place.span.start == where.start:
                yield place
            elif not _NO_PLACE.search(where.of(text)) and len(where) <= 16:
                yield found_words(excerpt, "place", where)


def _joint_events(
    excerpt: Excerpt, about: Sequence[Span], launches: Sequence[Span], mentions: Sequence[_Mention]
) -> Iterator[Found]:
    """What is held together with the launch: A暨B, or 与B同期举行."""
    text = excerpt.text
    for sentence in about:
        for match in _ALONGSIDE.finditer(text, sentence.start, sentence.end):
            yield found_words(excerpt, "text", Span(*match.span("with")))
    for sentence in launches:
        for match in _AND.finditer(text, sentence.start, sentence.end):
            event = _joined(text, sentence, match, mentions)
            ceremony = _CEREMONY.search(event.of(text))
            event = clean(text, Span(event.start, event.start + ceremony.start()) if ceremony else event)
            if len(event) >= 4:
                yield found_words(excerpt, "text", event)


def _joined(text: str, sentence: Span, match: re.Match[str], mentions: Sequence[_Mention]) -> Span:
    """The other event of A暨B: before 暨 where the series stands behind it, else behind 暨."""
    behind = Span(*match.span("with"))
    if any(behind.holds(mention.span) for mention in mentions):
        before = _BEFORE_AND.search(text, max(sentence.start, match.start() - 44), match.start() + 1)
        return Span(*before.span("with")) if before else Span(behind.start, behind.start)
    end = _WITH_END.search(text, behind.start, behind.end)
    return Span(behind.start, end.start() if end else behind.end)


# ── who ──────────────────────────────────────────────────────────────────────────────────────────────────────────

_HOW_MANY = r"(?P<count>(?:[0-9]{1,3}|[一二两三四五六七八九十百]{1,4})\s?(?:个|家)?(?:国家)?(?:部门|部委|单位|委办局|厅局|部办))"
# 市场监管总局、教育部等21个部门联合开展 | 会同25个部门 | 47部门联合
_COUNTED = re.compile(
    rf"(?P<etc>等|会同|联合)\s?{_HOW_MANY}|(?<![0-9一二三四五六七八九十百第]){_HOW_MANY.replace('count', 'alone')}(?=联合|共同)"
)
_TOGETHER = re.compile(r"联合|共同|会同|决定|印发|组织|开展|举办|主办|发起")
# 34个部门的负责人参加, 由20个成员单位承办: people in the hall, no organisers
_ATTEND = re.compile(r"^(?:的)?[^，。；]{0,12}(?:参加|出席|代表|负责人|负责同志|获奖|受表彰)")
_BODY = r"[一-龥（）()]{2,28}?(?:部|委|局|厅|署|办|会|院|社|中央|科协|妇联|协|工商联|集团|公司|中心|银行|总社|政府|海关|大学|馆|所)"
# 市场监管总局 国家发展改革委 教育部 等 | A联合B、C等
_LIST_BEFORE = re.compile(rf"(?:{_BODY}(?:[、\s和与]|联合|会同){{1,3}}){{0,60}}{_BODY}\s?$")
_BREAKS = re.compile(r"[，,。；;：:！!？?》”“]|(?<![一-龥])由|(?<=[，,”\s])由|经|近日|日前|今年|[0-9]日|[上下]午|记者")
_PARTS = re.compile(r"[、\s\u3000]|联合(?!会|国|大学)|会同|(?<=[局委部厅会办])[和与](?=[一-龥]{2})")


def _organisers(excerpt: Excerpt, about: Sequence[Span]) -> tuple[Field | None, tuple[Field, ...]]:
    """How many bodies hold the campaign together, and those that are named before 等."""
    text = excerpt.text
    counts: list[Found] = []
    lists: list[tuple[Span, ...]] = []
    for sentence in (*about, excerpt.title):
        for match in _COUNTED.finditer(text, sentence.start, sentence.end):
            span = Span(*match.span("count" if match["count"] else "alone"))
            if _ATTEND.match(text[span.end : sentence.end]) or not _TOGETHER.search(text, sentence.start, sentence.end):
                continue
            counts.append(found_words(excerpt, "count", span))
            lists.append(_named_before(text, Span(sentence.start, match.start())))
    if not counts:
        return None, ()
    count = agreed(excerpt, counts)
    best = max(lists, key=len)
    return count, text_fields(excerpt, best, type="organisation")


def _named_before(text: str, before: Span) -> tuple[Span, ...]:
    """The bodies named in the clause that ends here, as one list."""
    borders = list(_BREAKS.finditer(text, before.start, before.end))
    start = borders[-1].end() if borders else before.start
    names: list[Span] = []
    for part in reversed(_parts(text, Span(start, before.end))):
        name = clean(text, part)
        if not re.fullmatch(_BODY, name.of(text)):
            break
        names.insert(0, name)
    return tuple(names)


def _parts(text: str, within: Span) -> list[Span]:
    ends = [*_PARTS.finditer(text, within.start, within.end), None]
    parts: list[Span] = []
    start = within.start
    for border in ends:
        end = border.start() if border else within.end
        if end > start:
            parts.append(Span(start, end))
        start = border.end() if border else end
    return parts


# ── focus areas ──────────────────────────────────────────────────────────────────────────────────────────────────

_N = r"(?:[0-9]{1,2}|[一二两三四五六七八九十]{1,2})\s?(?:个|项|类|条|大|(?=方面|领域|重点))"
_NOUN = r"(?:重点|主要|重要)?(?:方面|领域|重点|主题|板块|专题|任务|重点活动|行动|内容|环节)"
# 围绕以下6个重点方面开展:A;B;C | 活动聚焦六个方面:A、B
_AREAS_BEHIND = re.compile(rf"(?P<count>{_N}{_NOUN})[^，。；：:\r\n]{{0,16}}[：:]\s?")
# 围绕A、B、C四个方面开展活动
_AREAS_BEFORE = re.compile(
    rf"(?:围绕|聚焦|突出|紧扣|从|在|抓好|开展|包括|涵盖)(?P<list>[^。；：:\r\n围绕聚焦]{{5,200}}?)等?(?P<count>{_N}(?:重点|主要)?(?:方面|领域|重点|主题|板块))"
)
_AREAS_COUNT = re.compile(rf"(?P<count>{_N}(?:重点|主要)?(?:方面|领域|板块))")
# 二、活动重点 | 三、主要内容 | 二、重点活动安排
_SECTION = re.compile(
    r"\s?(?:[一二三四五六七八九十]{1,2}[、.．]|[（(][一二三四五六七八九十]{1,2}[)）])\s?(?P<title>[^。；，]{2,20}?)[:：]?"
)
_OF_AREAS = re.compile(
    r"活动重点|重点活动|活动内容|主要内容|主要活动|重点内容|重点任务|主要任务|工作重点|重点工作|活动安排|工作任务|重点安排|活动任务|活动项目|工作内容|活动形式"
)
_NEXT_SECTION = re.compile(r"\s?[一二三四五六七八九十]{1,2}[、.．]")
# 会议要求从三个方面抓落实: what a speaker asks for
_SPEECH = re.compile(r"要求|强调|指出|希望|建议|认为|讲话|致辞")
_AREA_CUE = re.compile(r"活动|方案|重点|今年|围绕|聚焦|开展")


def _focus_areas(excerpt: Excerpt) -> tuple[Field | None, tuple[Field, ...]]:
    """The focus areas as listed in a sentence, else as numbered in the section on the activities; and their count."""
    counts: list[Found] = []
    areas: tuple[Span, ...] = ()
    for sentence in _clauses(excerpt):
        for pattern in (_AREAS_BEHIND, _AREAS_BEFORE, _AREAS_COUNT):
            match = pattern.search(excerpt.text, sentence.start, sentence.end)
            if match is None or not _is_about_areas(excerpt.text, sentence):
                continue
            count = found_words(excerpt, "count", Span(*match.span("count")))
            listed = _listed(excerpt, match, count)
            if len(listed) > len(areas):
                areas, counts = listed, [count, *counts]
            elif len(listed) >= 2 or not areas:
                counts.append(count)
            break
    areas = areas or _section_areas(excerpt)
    same = [count for count in counts if count.value == counts[0].value]
    return agreed(excerpt, same), text_fields(excerpt, areas, type="area")


def _clauses(excerpt: Excerpt) -> Iterator[Span]:
    """Whole zones rather than sentences: a list may hold full stops (一是…。二是…。)."""
    for zone in excerpt.zones:
        start = zone.start
        for match in re.finditer(
            rf"。(?!\s?(?:[{'一二三四五六七八九十'}]{{1,2}}是|[（(]?[一二三四五六七八九十0-9]))", zone.of(excerpt.text)
        ):
            yield Span(start, zone.start + match.end())
            start = zone.start + match.end()
        yield Span(start, zone.end)


def _is_about_areas(text: str, sentence: Span) -> bool:
    words = sentence.of(text)[:200]
    return _AREA_CUE.search(words) is not None and _SPEECH.search(words) is None


def _listed(excerpt: Excerpt, match: re.Match[str], count: Found) -> tuple[Span, ...]:
    number = int(count.value.number) if isinstance(count.value, Count) else None
    zone = next(zone for zone in excerpt.zones if zone.start <= match.start() < zone.end)
    if match.re is _AREAS_BEFORE:
        items = split_items(excerpt.text, Span(*match.span("list")), count=number)
    elif match.re is _AREAS_BEHIND:
        rest = Span(match.end(), zone.end)
        if len(clean(excerpt.text, rest)) == 0:
            behind = excerpt.body[next((n for n, z in enumerate(excerpt.body) if z == zone), len(excerpt.body)) + 1 :]
            return numbered_items(excerpt.text, behind[:60])
        if numbered := numbered_items(excerpt.text, (rest,), whole=True):
            return numbered
        stop = excerpt.text.find("。", rest.start, rest.end)
        items = split_items(excerpt.text, Span(rest.start, stop if stop >= 0 else rest.end), count=number)
    else:
        return ()
    return items if len(items) >= 2 else ()


def _section_areas(excerpt: Excerpt) -> tuple[Span, ...]:
    """The numbered items of the section that is headed as the one on activities."""
    lines: list[Span] = []
    for zone in excerpt.body:
        section = _SECTION.fullmatch(excerpt.text, zone.start, zone.end)
        is_areas = section is not None and _OF_AREAS.search(section["title"]) is not None
        if is_areas and not lines:
            lines = [zone]
        elif lines and _NEXT_SECTION.match(excerpt.text, zone.start, zone.end):
            break
        elif lines:
            lines.append(zone)
    return numbered_items(excerpt.text, lines[1:]) if lines else ()


# ── check ────────────────────────────────────────────────────────────────────────────────────────────────────────

_QUALITY_MONTH = "质量月"


def check(excerpt: Excerpt, facts: tuple[Fact, ...]) -> Iterator[Finding]:
    """Recompute the number of the edition, and compare how many are claimed with how many are listed."""
    for fact in facts:
        if fact.kind != CAMPAIGN_EDITION.name:
            continue
        yield from _check_number(excerpt, fact)
        yield from _check_areas(excerpt, fact)
        yield from _check_organisers(excerpt, fact)


def _check_number(excerpt: Excerpt, fact: Fact) -> Iterator[Finding]:
    number = fact.one("number")
    year = fact.one("year") or excerpt.published
    if number is None or year is None:
        return
    stem = next((mention.stem for mention in _main_series(excerpt)), "")
    since = fact.one("since")
    if since is not None or stem != _QUALITY_MONTH:
        known = since or Field("year", None, "not_stated")
        yield check_ordinal_year(number, year, known, held=_held(stem, known, year))
        return
    first = Field("year", str(editions()[0].year), "derived", derived="reference.editions")
    finding = check_ordinal_year(number, year, first, held=_held(stem, first, year))
    yield replace(finding, message=f"{finding.message}(始办年份据本系统参考资料)")


def _held(stem: str, since: Field, year: Field) -> int | None:
    """How many editions of the national Quality Month were really held up to a year; absent for other series."""
    if stem != _QUALITY_MONTH or since.value != str(editions()[0].year) or not isinstance(year.value, str):
        return None
    last = int(year.value[:4])
    known = [edition for edition in editions() if edition.year <= last]
    if last > editions()[-1].year:
        return None
    return sum(edition.held == "yes" for edition in known)


def _check_areas(excerpt: Excerpt, fact: Fact) -> Iterator[Finding]:
    count, areas = fact.one("focus_areas_count"), fact.all("focus_areas")
    if count is not None and areas:
        yield check_count(count, areas, what="重点方面", is_open=_goes_on(excerpt, areas))


def _check_organisers(excerpt: Excerpt, fact: Fact) -> Iterator[Finding]:
    count, bodies = fact.one("co_organisers_count"), fact.all("co_organisers")
    if count is None or not bodies or not isinstance(count.value, Count):
        return
    stated = int(count.value.number)
    if len(bodies) == stated + 1 and _leads(excerpt, bodies):
        # 甲局联合乙局、丙局等2个部门: whether the two hold the one that leads, the words do not say
        bodies = bodies[1:]
    open_end = len(bodies) != stated and _goes_on(excerpt, bodies)
    yield check_count(count, bodies, what="联合开展部门", is_open=open_end)


def _goes_on(excerpt: Excerpt, items: Sequence[Field]) -> bool:
    last = items[-1].span
    return last is not None and is_open(excerpt.text, last)


def _leads(excerpt: Excerpt, bodies: Sequence[Field]) -> bool:
    first, second = bodies[0].span, bodies[1].span
    return first is not None and second is not None and excerpt.text[first.end : second.start] in {"联合", "会同"}


KIND = Kind(
    name="campaign_notice",
    label_zh="活动通知",
    label_en="campaign notice",
    facts=(CAMPAIGN_EDITION, POLICY_CITATION),
    cues=CUES,
    recognise=recognise,
    extract=extract,
    check=check,
    precedence=60,
)
