"""Notices of a recurring campaign: a month, week or day that is held every year under a theme.

Chinese names of the page: 关于开展…“质量月”活动的通知, 活动方案, 实施方案; the campaigns: 全国“质量月”, “安全生产月”, 世界计量日,
世界标准日, 食品安全宣传周. The fact is one year's edition of one series; news that reports a launch brings it too.

    2024年全国“质量月”活动启动仪式暨企业质量对接会2日上午在江州举行。今年是第47个“质量月”,主题是“…”,由省市场监管局、省教育厅等14个部门联合开展。

Terms: schema.org EventSeries (series, since, recurs) and Event (edition, theme, launch). Never assumed: the month, the
body that leads, that quotation marks are printed.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from zhiyue.checks import check_count, check_ordinal_year
from zhiyue.kinds._kind import NO, Cue, Hits, Kind, Score
from zhiyue.model import Count, Fact, FactType, Field, Finding, Identity, Prop
from zhiyue.notices.areas import find_areas
from zhiyue.notices.citations import POLICY_CITATION, find_citations
from zhiyue.notices.excerpt import Excerpt
from zhiyue.notices.lists import is_open
from zhiyue.notices.mentions import Sentences, agreed, clean, found_words, same_words, text_fields, year_context
from zhiyue.notices.organisers import find_co_organisers, is_apart, leads_alone
from zhiyue.notices.series import NATIONWIDE, Mention, main_series
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
    identity=Identity("campaign_edition", "announced"),
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


def _series_field(excerpt: Excerpt, mentions: Sequence[Mention]) -> Field:
    """The fullest wording (全国“质量月” before “质量月”), the more frequent of equals, with each place that prints it."""
    wordings = Counter(mention.span.of(excerpt.text) for mention in mentions)
    wording = max(wordings, key=lambda words: (bool(re.match(NATIONWIDE, words)), wordings[words]))
    spans = [mention.span for mention in mentions if mention.span.of(excerpt.text) == wording]
    return excerpt.text_field(*spans, type="name")


# ── recognise ────────────────────────────────────────────────────────────────────────────────────────────────────

# What makes a mention a report on an edition: it is numbered, has a theme, is launched or organised
_CLAIM = re.compile(
    r"第\s?[0-9一二三四五六七八九十百]{1,4}\s?[个届次]|主题|启动|开幕|拉开|部门联合|联合开展|主场活动|动员"
)
_OFFICIAL = re.compile(r"(?:通知|方案|倡议书|通告|的函|计划|总结|公告|安排)(?:》|[（(][^）)]{1,20}[）)])?\s*$")
# 云溪县印发“质量月”活动方案: a report on the paper, or the paper itself
_HANDED_OUT = re.compile(r"印发|发布|出台|部署|解读")
# 关于开展2024年“质量月”活动的通知 各部门: a page of one line has no title of its own
_OPENING = re.compile(r"[^。\r\n]{0,30}关于[^。\r\n]{2,50}?(?:通知|方案)")


def recognise(hits: Hits, excerpt: Excerpt) -> Score:
    """Say how surely an excerpt is a campaign's notice (from 0.5) or reports one (from 0.3)."""
    mentions = main_series(excerpt)
    if not mentions or any(word in hits.title for word in CUES[2].words):
        return NO
    text, title = excerpt.text, _heading(excerpt)
    in_title = any(title.holds(mention.span) for mention in mentions)
    sentences = Sentences(excerpt)
    near = {sentences.around(mention.span) for mention in mentions}
    has_claim = any(_CLAIM.search(text, sentence.start, sentence.end) for sentence in near)
    signals = [f"series:{mentions[0].stem}"]
    if _OFFICIAL.search(title.of(text)) and (in_title or len(mentions) >= 2):
        value = 0.55 if not in_title else 0.6 if _HANDED_OUT.search(title.of(text)) else 0.8
        return Score(value, (*signals, "title:official"))
    if in_title and (has_claim or hits.title):
        return Score(0.5 if excerpt.origin != "main" and has_claim else 0.45, (*signals, "title:series"))
    return Score(0.35, (*signals, "prose:claim")) if has_claim else Score(0.1, tuple(signals))


def _heading(excerpt: Excerpt) -> Span:
    """The title; where the page has none, the opening words of the paper."""
    if len(excerpt.title) or not excerpt.body:
        return excerpt.title
    first = excerpt.body[0]
    opening = _OPENING.match(excerpt.text, first.start, first.end)
    return Span(first.start, opening.end()) if opening else excerpt.title


# ── extract ──────────────────────────────────────────────────────────────────────────────────────────────────────


def extract(excerpt: Excerpt) -> Iterator[Fact]:
    """Yield the edition that an excerpt speaks of, and the policies it cites."""
    mentions = main_series(excerpt)
    if mentions:
        yield _edition(excerpt, mentions)
    yield from find_citations(excerpt)


# 该活动始于1978年 | 活动主题为… | 启动仪式在京举行: sentences that need not name the series to speak of it
_ACTIVITY = re.compile(r"活动|启动仪式|启动会|今年是")


def _edition(excerpt: Excerpt, mentions: Sequence[Mention]) -> Fact:
    text, sentences = excerpt.text, Sentences(excerpt)
    near = {sentences.around(mention.span): mention for mention in reversed(mentions)}
    about = [s for s in sentences.spans if s in near or _ACTIVITY.search(text, s.start, s.end)]
    launches = [s for s in about if _LAUNCH.search(text, s.start, s.end)]
    year = agreed(excerpt, _years(excerpt, mentions, sentences)) or _this_year(excerpt, near)
    theme, variants = _themes(excerpt, mentions, sentences, year)
    joint = list(find_co_organisers(excerpt, (*about, excerpt.title)))
    areas = find_areas(excerpt)
    fields: Mapping[str, Field | Sequence[Field] | None] = {
        "series": _series_field(excerpt, mentions),
        "year": year,
        "number": agreed(excerpt, _numbers(excerpt, mentions, sentences)),
        "theme": theme,
        "theme_variants": variants,
        "launch_date": agreed(excerpt, _launch_dates(excerpt, launches, year)),
        "launch_place": agreed(excerpt, _launch_places(excerpt, launches)),
        "launch_jointly_with": agreed(excerpt, _joint_events(excerpt, about, launches, mentions)),
        "co_organisers_count": agreed(excerpt, (found_words(excerpt, "count", claim.count) for claim in joint)),
        "co_organisers": text_fields(
            excerpt, max((claim.names for claim in joint), key=len, default=()), type="organisation"
        ),
        "since": agreed(excerpt, _since(excerpt, about)),
        "recurs": agreed(excerpt, _recurs(excerpt, about)),
        "lasts": agreed(excerpt, _lasts(excerpt, about)),
        "focus_areas_count": agreed(excerpt, (found_words(excerpt, "count", count) for count in areas.counts)),
        "focus_areas": text_fields(excerpt, areas.items, type="area"),
    }
    return excerpt.fact(CAMPAIGN_EDITION.name, fields, key=CAMPAIGN_EDITION.key)


# ── number and years ─────────────────────────────────────────────────────────────────────────────────────────────

# 第47个全国“质量月” | 全国第47个“质量月” | 第23届我省“安全生产月”: at most this may stand between
_TO_SERIES = re.compile(r"\s?[一-龥]{0,6}\s?")
# “质量月”活动…今年是第47个 | 本届为第9届
_THIS_IS = re.compile(r"(?:今年|今年\s?9\s?月|本届|本次|这)\s?(?:是|为|已是|恰逢|迎来)[一-龥“”]{0,6}$")


def _numbers(excerpt: Excerpt, mentions: Sequence[Mention], sentences: Sentences) -> Iterator[Found]:
    text = excerpt.text
    starts = sorted(mention.span.start for mention in mentions)
    for sentence in dict.fromkeys(sentences.around(mention.span) for mention in mentions):
        for found in find_ordinals(text, sentence):
            end = found.span.end
            if text[end - 1] not in "个届次":
                continue
            between = _TO_SERIES.match(text, end, sentence.end)
            following = bisect_left(starts, end)
            leads = following < len(starts) and between is not None and starts[following] <= between.end()
            is_this = _THIS_IS.search(text, max(sentence.start, found.span.start - 30), found.span.start) is not None
            if leads or (is_this and (end == sentence.end or text[end] in "，,;；")):
                yield found


# 2024年全国“质量月” | 2023年度江东省“质量月”: the year right before the name, nothing but attributes between
_YEAR_BEFORE = re.compile(r"(?<![0-9])(?P<year>(?:19|20)[0-9]{2}\s?年)度?(?P<between>[^年，,。；;：:、\r\n]{0,24})$")
_NOT_THE_YEAR = re.compile(r"(?:自|从|始于|起源于|创办于|由|至|截至)\s?$")
_SINCE_THEN = re.compile(r"\s?(?:以来|起|始|开始)")
_BEFORE_NAME = 36
"""Characters before a series' name in which its year is looked for."""


def _years(excerpt: Excerpt, mentions: Sequence[Mention], sentences: Sentences) -> Iterator[Found]:
    for mention in mentions:
        start = max(sentences.around(mention.span).start, mention.span.start - _BEFORE_NAME)
        match = _YEAR_BEFORE.search(excerpt.text, start, mention.span.start)
        if match is None or _SINCE_THEN.match(match["between"]):
            continue
        if not _NOT_THE_YEAR.search(excerpt.text, max(start, match.start("year") - 6), match.start("year")):
            yield found_words(excerpt, "year", Span(*match.span("year")))


def _this_year(excerpt: Excerpt, near: Iterable[Span]) -> Field | None:
    """今年是第47个“质量月”: the year in which the page was published."""
    published = year_context(excerpt)
    if published is None:
        return None
    found = (f for sentence in near for f in find_dates(excerpt.text, sentence, year=published))
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


# 每年9月 | 每年的6月(份) | 每年5月20日 | 每年九月
_RECURS = re.compile(r"每年的?\s?(?:[0-9]{1,2}|[一二三四五六七八九十]{1,2})\s?月(?:\s?[0-9]{1,2}\s?日)?")
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
    excerpt: Excerpt, mentions: Sequence[Mention], sentences: Sentences, year: Field | None
) -> tuple[Field | None, tuple[Field, ...]]:
    """The theme: the wording for which most speaks; beside it other wordings of the same (质量强国 → 质量强省)."""
    weights: dict[str, float] = defaultdict(float)
    first: dict[str, Span] = {}
    official = _official_theme(mentions, year)
    near = {sentences.around(mention.span) for mention in mentions}
    for theme in find_themes(excerpt):
        wording = _loose(theme.span.of(excerpt.text))
        weights[wording] += _weight(excerpt, theme, sentences, near) + (2 if wording == official else 0)
        first.setdefault(wording, theme.span)
    best = max(weights, key=lambda wording: weights[wording], default=None)
    if best is None or weights[best] < 1:
        return None, ()
    beside = [w for w in weights if w != best and weights[w] >= 1 and _is_variant(w, best)]
    return _theme_field(excerpt, first[best]), tuple(_theme_field(excerpt, first[w]) for w in beside[:_VARIANTS])


_VARIANTS = 4
"""Other wordings of a theme that are kept; a page that has more quotes a list of past years."""


def _theme_field(excerpt: Excerpt, span: Span) -> Field:
    places = same_words(excerpt, span)
    return excerpt.text_field(*(places or (span,)))


def _weight(excerpt: Excerpt, theme: Theme, sentences: Sentences, near: Container[Span]) -> float:
    if theme.how != "prose":
        return 3
    sentence = sentences.around(theme.span)
    around = excerpt.text[max(sentence.start, theme.span.start - 20) : min(sentence.end, theme.span.end + 14)]
    if _OTHER_THEME.search(around):
        return 0.4
    return 2 if sentence in near or "活动主题" in around else 1


def _official_theme(mentions: Sequence[Mention], year: Field | None) -> str | None:
    if year is None or mentions[0].stem != _QUALITY_MONTH:
        return None
    known = next((edition for edition in editions() if str(edition.year) == year.value), None)
    return _loose(known.theme) if known else None


def _loose(words: str) -> str:
    return re.sub(r"[\s，,、;；。“”‘’\"]+", "", words)


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
_WITH_END = re.compile(
    rf"在[^，。；]{{1,26}}?{_VERB}|(?:于|今日|昨日|日前|近日|[0-9]{{1,2}}[月日])|{_VERB}$|{_VERB}(?=[，,。；;\s])"
)
_CEREMONY = re.compile(r"(?:启动仪式|启动会|启动活动|启动大会|启动)$")
_BEFORE_AND = re.compile(r"(?:^|[，,。；;：:\s]|举行|举办|召开|[0-9]日)(?P<with>[^，,。；;：:\s]{4,40})暨")
# 活动与江东省链主企业质量对接会同期举行
_ALONGSIDE = re.compile(
    r"(?:与|和|同)(?P<with>[^，,。；;：:与\r\n]{4,40}?)(?:同期|同步|同时|一并|一同|合并|套开)(?:举行|举办|召开|进行)?"
)


# 某某新闻网9月3日讯 | 新华社北京9月1日电: the day of the report
_DATELINE = re.compile(r"\s?(?:讯|电(?![子视力器])|消息)")


def _launch_dates(excerpt: Excerpt, launches: Sequence[Span], year: Field | None) -> Iterator[Found]:
    """Days in sentences of a launch, before the verb; the day that stands next to it."""
    context = year_context(excerpt) or (year.span if year else None)
    for sentence in launches:
        verb = _last(_LAUNCH, excerpt.text, sentence)
        found = find_dates(excerpt.text, Span(sentence.start, verb), year=context)
        days = [f for f in found if f.type == "date" and not _DATELINE.match(excerpt.text, f.span.end)]
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
    excerpt: Excerpt, about: Sequence[Span], launches: Sequence[Span], mentions: Sequence[Mention]
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


def _joined(text: str, sentence: Span, match: re.Match[str], mentions: Sequence[Mention]) -> Span:
    """The other event of A暨B: before 暨 where the series stands behind it, else behind 暨."""
    behind = Span(*match.span("with"))
    if any(behind.holds(mention.span) for mention in mentions):
        start = max(sentence.start, match.start() - 44)
        before = _BEFORE_AND.search(text[start : match.start() + 1])
        return Span(start + before.start("with"), start + before.end("with")) if before else Span(start, start)
    end = _WITH_END.search(text, behind.start, behind.end)
    return Span(behind.start, end.start() if end else behind.end)


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
    stem = next((mention.stem for mention in main_series(excerpt)), "")
    since = fact.one("since")
    if since is not None or stem != _QUALITY_MONTH:
        known = since or Field("year", None, "not_stated")
        yield check_ordinal_year(number, year, known, held=_held(stem, known, year))
        return
    first = Field("year", str(editions()[0].year), "derived", derived="reference.editions")
    finding = check_ordinal_year(number, year, first, held=_held(stem, first, year))
    yield replace(finding, message=f"{finding.message}（始办年份据本系统参考资料）")


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
        # 甲、乙、丙等三个方面: the list is full, 等 closes it
        is_full = isinstance(count.value, Count) and count.value.number == str(len(areas))
        yield check_count(count, areas, what="重点方面", is_open=not is_full and _goes_on(excerpt, areas))


def _check_organisers(excerpt: Excerpt, fact: Fact) -> Iterator[Finding]:
    count, bodies = fact.one("co_organisers_count"), fact.all("co_organisers")
    spans = [body.span for body in bodies if body.span is not None]
    if count is None or not isinstance(count.value, Count) or not spans or is_apart(excerpt.text, spans[-1]):
        return
    stated = int(count.value.number)
    if len(spans) == stated + 1 and leads_alone(excerpt.text, spans[0], spans[1]):
        # Whether the number holds the one that leads, the words do not say
        bodies = bodies[1:]
    open_end = len(bodies) != stated and _goes_on(excerpt, bodies)
    yield check_count(count, bodies, what="联合开展部门", is_open=open_end)


def _goes_on(excerpt: Excerpt, items: Sequence[Field]) -> bool:
    last = items[-1].span
    return last is not None and is_open(excerpt.text, last)


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
