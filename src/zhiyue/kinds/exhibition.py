"""Exhibitions, fairs, congresses and forums that are announced or reported.

Chinese names of the page: 展会预告, 展会报道, 会议通知; of the event: 展览会, 博览会, 交易会, 论坛, 年会, 研讨会, 学术报告会.

    第十二届江东科学仪器展览会(JSIE 2024)将于2024年5月21日至23日在南京国际展览中心举办,由江东省分析测试协会主办。

Terms: schema.org ExhibitionEvent (startDate and endDate as one period, location, organizer). The name stands without its
number and year, so that all editions of a series bear one name.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

from zhiyue.checks import FINDING_CODES, check_ordinal_series
from zhiyue.kinds._kind import NO, Cue, Hits, Kind, Score
from zhiyue.model import Fact, FactType, Field, Finding, Identity, Period, Prop
from zhiyue.notices.citations import POLICY_CITATION, find_citations
from zhiyue.notices.excerpt import Excerpt
from zhiyue.notices.figures import literal
from zhiyue.notices.mentions import Sentences, agreed, clean, found_words, same_words, text_fields, year_context
from zhiyue.notices.organisers import find_hosts
from zhiyue.notices.themes import find_themes
from zhiyue.reference import Series, series
from zhiyue.spans import Span
from zhiyue.values import Found, find_ordinals, find_periods, find_places

EXHIBITION = FactType(
    name="exhibition",
    label_zh="展会",
    label_en="exhibition",
    standard="schema.org ExhibitionEvent",
    props=(
        Prop("name", "名称", "name", "name"),
        Prop("acronym", "英文简称", "acronym", "name"),
        Prop("number", "届次", "number", "ordinal"),
        Prop("dates", "举办时间", "dates", "period"),
        Prop("city", "城市", "city", "place"),
        Prop("venue", "场馆", "venue", "name"),
        Prop("organisers", "主办单位", "organisers", "organisation", many=True),
        Prop("theme", "主题", "theme", "text"),
    ),
    key=("name", "acronym"),
    identity=Identity("exhibition", "announced"),
)

CUES = (
    # 第十二届江东科学仪器展览会5月在南京举办
    Cue(("展览会", "博览会", "交易会", "展销会", "洽谈会"), "title", 0.35),
    # 第三届中国实验室创新发展高峰论坛
    Cue(("论坛", "年会", "研讨会", "报告会", "峰会", "大会", "沙龙", "会议", "展"), "title", 0.2),
    # …展览会开幕 | …将于…举行 | …预订过半
    Cue(
        ("举办", "举行", "开幕", "召开", "闭幕", "落幕", "将于", "启幕", "亮相", "筹备", "招展", "展位", "邀请"),
        "title",
        0.15,
    ),
    # 江州会展中心设备采购中标公告
    Cue(("采购", "招标", "中标", "成交", "月报"), "title", -0.5),
    # 将于2024年5月21日至23日在…举办 | 主办单位:
    Cue(("举办", "举行", "召开", "开幕"), "prose", 0.05),
    Cue(("主办", "展位", "展区", "参展", "组委会", "展出面积", "观众"), "prose", 0.1),
)

# ── names ────────────────────────────────────────────────────────────────────────────────────────────────────────

_FAIR = r"(?:展览会|博览会|交易会|展销会|洽谈会|展示会|订货会)"
_MEETING = r"(?:高峰论坛|高层论坛|论坛|学术年会|年会|研讨会|学术报告会|报告会|学术会议|国际会议|峰会|高层沙龙|沙龙|交流会|大会|会议)"
# 第八届衡川国际实验室技术展在…闭幕: a fair that is called 展 alone, never 展位, 展区, 发展
_SHOW = r"(?:国际|全国|技术|装备|设备|仪器|仪表|工业|医疗)展(?=闭幕|开幕|落幕|启幕|举办|举行|定档|延期|将|在|于|[0-9，,。（( ]|$)"
_OF_RANK = re.compile(r"国际|全国|中国")
_EVENT = rf"(?:{_FAIR}|{_MEETING}|{_SHOW})"
_NAME_CHAR = r"[一-龥A-Za-z·&（）()\-]"
# 北京分析测试学术报告会暨展览会 | 西部（成都）实验室技术与装备博览会
_NAME = re.compile(rf"{_NAME_CHAR}{{2,44}}?{_EVENT}(?:暨{_NAME_CHAR}{{0,24}}?{_EVENT})?(?!中心|馆|办|组委|期间的)")
# What a name does not hold: it begins behind the last of these
_NOT_IN_NAME = re.compile(
    r"第[0-9一二三四五六七八九十百]{1,4}届|首届|(?:记者|本网|网讯|日前|近日|获悉|举办的|举行的|召开的|主办的|承办的|将于|关于|参加|参展|出席|亮相|组织|举办|召开|"
    r"举行|开展|邀请|观看|聚焦|走进|年度|同期|上午|下午|(?<![A-Za-z])[的了在于由从])"
)
_GENERIC = re.compile(
    rf"(?:本届|上届|历届|往届|本次|此次|该|各类|大型|国际性|专业|学术|系列|主题|新闻|工作|动员|座谈|总结|表彰|启动|"
    rf"报告|技术|分|平行|专题|青年|国内外|国内|其他|相关|等|[一二三四五六七八九十两几多0-9]+[场个次]){{0,3}}{_EVENT}"
)
# 质量工作会议, 总结大会: meetings of an office, no events for the public
_OFFICE = re.compile(
    r"(?:工作|总结|表彰|动员|部署|推进|专题|常务|党组|党委|例行|调度|职工代表|代表|座谈|启动|股东|董事会|办公|视频|电视电话|专家|评审|论证|办公会|分析|全体)(?:大会|会议)$"
)
_ORDINAL = r"(?:第\s?[0-9一二三四五六七八九十百]{1,4}\s?[届次]|首届)\s?"
_ORDINAL_BEFORE = re.compile(f"{_ORDINAL}$")


def _names(excerpt: Excerpt) -> Iterator[Span]:
    """Every place that names an event, without number, year and what leads up to it."""
    text = excerpt.text
    for zone in excerpt.zones:
        for match in _NAME.finditer(text, zone.start, zone.end):
            span = _cut(text, Span(*match.span()))
            words = span.of(text)
            if len(words) < 5 or _GENERIC.fullmatch(words) or _OFFICE.search(words):
                continue
            if not words.endswith("展") or _OF_RANK.search(words) or _is_numbered(excerpt, span):
                yield span


def _cut(text: str, span: Span) -> Span:
    borders = list(_NOT_IN_NAME.finditer(text, span.start, span.end - 2))
    start = borders[-1].end() if borders else span.start
    span = clean(text, Span(start, span.end), around=" \t\u3000，,、·-—")
    # 2025年分析测试学术报告会, 2024年度…: digits end a name on the left, 年 is left over
    if text[span.start] == "年" and text[span.start - 1 : span.start].isdigit():
        span = Span(span.start + (2 if text.startswith("年度", span.start) else 1), span.end)
    # 成都）实验室展览会: the bracket opened before the name
    while span.of(text).count("）") > span.of(text).count("（"):
        span = Span(text.index("）", span.start) + 1, span.end)
    return span


def _main_name(excerpt: Excerpt) -> tuple[Span, ...]:
    """The places that name the event of the excerpt: that of the title, else the one most often named."""
    votes: Counter[str] = Counter()
    spans: dict[str, list[Span]] = {}
    for span in _names(excerpt):
        words = span.of(excerpt.text)
        weight = 3 if excerpt.in_title(span) else 1
        votes[words] += weight + (2 if _is_numbered(excerpt, span) else 0) + (1 if re.search(_FAIR, words) else 0)
        spans.setdefault(words, []).append(span)
    if not votes:
        return ()
    return tuple(spans[max(votes, key=lambda words: votes[words])])


def _is_numbered(excerpt: Excerpt, name: Span) -> bool:
    return _ORDINAL_BEFORE.search(excerpt.text, max(0, name.start - 8), name.start) is not None


# ── recognise ────────────────────────────────────────────────────────────────────────────────────────────────────

_HELD = re.compile(r"举办|举行|召开|开幕|启幕|闭幕|落幕|将于|主办")


def recognise(hits: Hits, excerpt: Excerpt) -> Score:
    """Say how surely an excerpt announces or reports an event (from 0.5), or tells of one beside (from 0.3)."""
    if any(word in hits.title for word in CUES[3].words):
        return NO
    names = _main_name(excerpt)
    if not names:
        return NO
    words = names[0].of(excerpt.text)
    is_fair = re.search(_FAIR, words) is not None
    is_numbered = any(_is_numbered(excerpt, name) for name in names)
    signals = [f"name:{words}"]
    # A headline often has the acronym or a short form (BCEIA 2025即将启幕); the text says what it stands for.
    acronyms = (found.span for found in _acronyms(excerpt, names))
    titled = [span for span in (*names, *acronyms, *_shortened(excerpt, words)) if excerpt.in_title(span)]
    if titled:
        value = 0.4 if is_fair else 0.25
        for signal, weight, holds in (
            ("numbered", 0.2, is_numbered),
            ("title:held", 0.15, any(word in hits.title for word in CUES[2].words)),
            ("prose:held", 0.1, any(word in hits.prose for word in CUES[4].words)),
            ("prose:organised", 0.1, any(word in hits.prose for word in CUES[5].words)),
        ):
            value += weight if holds else 0
            signals += [signal] if holds else []
        if _TAKES_PART.search(excerpt.text, excerpt.title.start, min(titled).start):
            return Score(min(0.45, value), (*signals, "title:takes part"))
        return Score(min(1.0, value), tuple(signals))
    sentences = Sentences(excerpt)
    near = {sentences.around(name) for name in names}
    is_told = any(_HELD.search(excerpt.text, sentence.start, sentence.end) for sentence in near)
    if is_numbered and is_told and any(_periods(excerpt, names, None)):
        return Score(0.35, (*signals, "prose:dated"))
    return Score(0.1, tuple(signals))


# 实验室装备展定档6月 of a text that says 实验室装备展览会
_LONG_FORM = re.compile(r"(?<=展)(?:览|示|销)会$")


def _shortened(excerpt: Excerpt, name: str) -> Iterator[Span]:
    """The places in the title that call a fair 展 where the text prints its whole name."""
    short = _LONG_FORM.sub("", name)
    if short != name:
        yield from literal(excerpt, short, (excerpt.title,))


# 我公司亮相第二十一届…展览会: news of a company
_TAKES_PART = re.compile(r"亮相|参加|参展|出席|携|赴|应邀|受邀|助力|闪耀|邀您|做客|走进")


# ── extract ──────────────────────────────────────────────────────────────────────────────────────────────────────


def extract(excerpt: Excerpt) -> Iterator[Fact]:
    """Yield the event that an excerpt speaks of, and the policies it cites."""
    names = _main_name(excerpt)
    if names:
        yield _event(excerpt, names)
    yield from find_citations(excerpt)


def _event(excerpt: Excerpt, names: Sequence[Span]) -> Fact:
    acronyms = list(_acronyms(excerpt, names))
    venues = list(_venues(excerpt))
    fields: Mapping[str, Field | Sequence[Field] | None] = {
        "name": agreed(excerpt, (found_words(excerpt, "name", name) for name in names)),
        "acronym": agreed(excerpt, acronyms),
        "number": agreed(excerpt, _numbers(excerpt, names)),
        "dates": agreed(excerpt, _periods(excerpt, names, _year_near(excerpt, names, acronyms))),
        "city": agreed(excerpt, _cities(excerpt, venues, names)),
        "venue": agreed(
            excerpt, (found_words(excerpt, "name", v) for w in venues if (v := _venue_of(excerpt.text, w)))
        ),
        "organisers": text_fields(excerpt, find_hosts(excerpt), type="organisation"),
        "theme": _theme(excerpt),
    }
    return excerpt.fact(EXHIBITION.name, fields, key=EXHIBITION.key)


# 展览会(BCEIA 2025) | (英文简称JSIE) | (简称:ECTC) | 英文缩写:WLTE
_ACRONYM = re.compile(
    r"[（(]\s?(?:以下)?(?:英文)?(?:简称|缩写)?\s?[:：为]?\s?[“\"]?(?P<a>[A-Z][A-Za-z&]{1,11})(?:\s?['’]?(?:20)?[0-9]{2})?[”\"]?\s?[）)]"
    r"|(?:英文简称|英文缩写|简称|缩写)\s?[:：为]?\s?[“\"]?(?P<b>[A-Z][A-Za-z&]{1,11})"
)


def _acronyms(excerpt: Excerpt, names: Sequence[Span]) -> Iterator[Found]:
    """The acronym in brackets behind the name or behind its label; then every place that prints it."""
    text = excerpt.text
    ends = {name.end for name in names}
    spans = [
        Span(*match.span("a" if match["a"] else "b"))
        for zone in excerpt.zones
        for match in _ACRONYM.finditer(text, zone.start, zone.end)
        if match["b"] or match.start() in ends
    ]
    for words in dict.fromkeys(span.of(text) for span in spans):
        pattern = re.compile(rf"(?<![A-Za-z]){re.escape(words)}(?![A-Za-z])")
        for zone in excerpt.zones:
            for match in pattern.finditer(text, zone.start, zone.end):
                yield found_words(excerpt, "name", Span(*match.span()))


def _numbers(excerpt: Excerpt, names: Sequence[Span]) -> Iterator[Found]:
    for name in names:
        for found in find_ordinals(excerpt.text, Span(max(0, name.start - 12), name.start)):
            if not excerpt.text[found.span.end : name.start].strip() and excerpt.text[found.span.end - 1] in "届次":
                yield found


# ── when ─────────────────────────────────────────────────────────────────────────────────────────────────────────

# 2024第七届… | 2025年(第八届)… | BCEIA 2025
_YEAR_AT_NAME = re.compile(
    r"(?P<year>(?<![0-9])20[0-9]{2})\s?年?\s?(?:[（(]?第[0-9一二三四五六七八九十百]{1,4}届[）)]?)?\s?$"
)
_YEAR_BEHIND = re.compile(r"\s?(?P<year>20[0-9]{2})(?![0-9])")
_PAST = re.compile(r"上届|往届|历届|去年|上一届|首届[^，。]{0,20}于")
_DEADLINE = re.compile(r"报名|截止|报到|布展|撤展|征文|投稿|注册|培训")
_TIME_LABEL = re.compile(r"(?:展会|展览|会议|举办|活动|开展|大会|论坛)?(?:时间|日期)\s?[:：]\s?")


def _year_near(excerpt: Excerpt, names: Sequence[Span], acronyms: Iterable[Found]) -> Span | None:
    """The year that name or acronym carry: the year of a period printed without one."""
    text = excerpt.text
    for name in names:
        match = _YEAR_AT_NAME.search(text, max(0, name.start - 20), name.start)
        if match is not None:
            return Span(*match.span("year"))
    for acronym in acronyms:
        match = _YEAR_BEHIND.match(text, acronym.span.end)
        if match is not None:
            return Span(*match.span("year"))
    return None


# 延期至2022年8月1日-3日举办 | 调整为10月12日至15日
_MOVED = re.compile(r"(?:延期|改期|推迟|顺延|延后|提前|调整|变更|改)(?:举办|举行|召开)?(?:至|到|为|在|于)\s?$")


def _periods(excerpt: Excerpt, names: Sequence[Span], year: Span | None) -> Iterator[Found]:
    """The periods that are told; where the event was moved, those that it was moved to."""
    found = list(_told_periods(excerpt, names, year))
    text = excerpt.text
    moved = [period for period in found if _MOVED.search(text[max(0, period.span.start - 12) : period.span.start])]
    yield from moved or found


def _told_periods(excerpt: Excerpt, names: Sequence[Span], year: Span | None) -> Iterator[Found]:
    """Periods in sentences that name the event, say that it is held, or label its time."""
    text = excerpt.text
    context = year_context(excerpt, year)
    sentences = Sentences(excerpt)
    near = {sentences.around(name) for name in names}
    for sentence in sentences.spans:
        named = sentence in near
        labelled = _TIME_LABEL.match(text, sentence.start, sentence.end) is not None
        held = _HELD.search(text, sentence.start, sentence.end) is not None
        if not (named or held or labelled) or _PAST.search(text, sentence.start, sentence.end):
            continue
        for found in find_periods(text, sentence, year=context):
            before = text[max(sentence.start, found.span.start - 10) : found.span.start]
            if not _DEADLINE.search(before) and isinstance(found.value, Period) and len(found.value.start) == 10:
                yield found


# ── where ────────────────────────────────────────────────────────────────────────────────────────────────────────

_VERB = r"(?:隆重|盛大|正式|成功|顺利|如期|联合|圆满)?(?:举办|举行|召开|开幕|开展|闭幕|落幕|亮相|揭幕|启幕)"
# …国际展览中心(顺义馆)隆... : a cut summary ends inside the verb
_CUT_VERB = r"(?:[隆盛正成如联圆]?[重大式功期利合满]?[举召开]?(?:\.{2,}|…))"
# 在北京·中国国际展览中心（顺义馆）举行 | 在南京举办 | 移师上海新国际博览中心举行
_WHERE = re.compile(rf"(?:在|于|移师|登陆|落户)(?P<where>[^在于，,。；;：:“”\s]{{1,40}}?)(?:{_VERB}|{_CUT_VERB})")
_WHERE_LABEL = re.compile(
    r"(?:(?:展会|展览|会议|举办|活动|大会|论坛)?(?:地点|地址|场馆)|展馆)(?:\s?[:：]\s?|仍?[为是在])(?P<where>[^，,。；;：:\r\n]{2,40})"
)
# 二、会议地点 : the place stands on the next line
_WHERE_HEADING = re.compile(
    r"(?:[（(]?[一二三四五六七八九十]{1,2}[)）]?[、.．]?\s?)?(?:展会|展览|会议|举办|活动|大会|论坛)?地点[:：]?"
)
_VENUE = re.compile(
    r"(?:中心|馆|大厦|酒店|宾馆|饭店|大学|学院|广场|会堂|剧院|园区|博物院|会议厅|会展城|体育场|度假村|研究院)(?:[（(][^）)]{1,16}[）)])?(?:[A-Za-z0-9一二三四五六七八九十、\-]{1,8}号?(?:馆|厅|楼|层|展厅))*$"
)
_CUT_CITY = re.compile(r"[·・•\s]+|(?=中国|国家(?!级))")
_OVER_THERE = re.compile(r"[0-9]|^(?:即|同期|期间|线上)|年|月|日")


def _venues(excerpt: Excerpt) -> Iterator[Span]:
    """Every range that says where the event is held: a city, a venue, or both."""
    for sentence in Sentences(excerpt).spans:
        if _PAST.search(excerpt.text, sentence.start, sentence.end):
            continue
        for pattern in (_WHERE_LABEL, _WHERE):
            for match in pattern.finditer(excerpt.text, sentence.start, sentence.end):
                where = clean(excerpt.text, Span(*match.span("where")))
                if pattern is _WHERE_LABEL or not _OVER_THERE.match(where.of(excerpt.text)):
                    yield where
    for heading, line in pairwise(excerpt.body):
        if _WHERE_HEADING.fullmatch(excerpt.text, heading.start, heading.end) and len(line) <= 40:
            yield clean(excerpt.text, line)


def _venue_of(text: str, where: Span) -> Span | None:
    """The venue without the city before it: 北京·中国国际展览中心; absent where the words name a city only."""
    if not _VENUE.search(where.of(text)):
        return None
    place = next(iter(find_places(text, where)), None)
    if place is not None and place.span.start == where.start:
        cut = _CUT_CITY.match(text, place.span.end, where.end)
        if cut is not None and cut.end() < where.end:
            return Span(cut.end(), where.end)
    return where


def _cities(excerpt: Excerpt, venues: Sequence[Span], names: Sequence[Span]) -> Iterator[Found]:
    """The city before the venue (南京国际展览中心), in brackets behind it, or in brackets in the name."""
    text = excerpt.text
    for where in venues:
        if len(where) == 1:
            # 在沪: the parser knows the one-character names with their preposition only
            yield from find_places(text, Span(where.start - 1, where.end))
            continue
        yield from (p for p in find_places(text, where) if p.span.start == where.start or _in_brackets(text, p.span))
        if len(where) <= 4 and not _VENUE.search(where.of(text)) and not any(find_places(text, where)):
            yield found_words(excerpt, "place", where)
    if not venues:
        yield from (p for name in names for p in find_places(text, name) if _in_brackets(text, p.span))


def _in_brackets(text: str, span: Span) -> bool:
    return text[span.start - 1 : span.start] in {"（", "("} and text[span.end : span.end + 1] in {"）", ")"}


# ── theme ────────────────────────────────────────────────────────────────────────────────────────────────────────


def _theme(excerpt: Excerpt) -> Field | None:
    votes: Counter[str] = Counter()
    first: dict[str, Span] = {}
    for theme in find_themes(excerpt):
        wording = re.sub(r"\s+", "", theme.span.of(excerpt.text))
        votes[wording] += 1 if theme.how == "prose" else 3
        first.setdefault(wording, theme.span)
    if not votes:
        return None
    span = first[votes.most_common(1)[0][0]]
    return excerpt.text_field(*(same_words(excerpt, span) or (span,)))


# ── check ────────────────────────────────────────────────────────────────────────────────────────────────────────


def check(_excerpt: Excerpt, facts: tuple[Fact, ...]) -> Iterator[Finding]:
    """Recompute the number of the event where its series is known."""
    for fact in facts:
        if fact.kind == EXHIBITION.name:
            yield from _check_series(fact)


def _check_series(fact: Fact) -> Iterator[Finding]:
    number, year = fact.one("number"), fact.one("dates")
    if number is None or year is None:
        return
    known = _series_of(fact)
    if known is not None and _is_regular(known):
        yield check_ordinal_series(
            number, year, name=known.name_zh, first_year=known.first_year, interval=int(known.interval_years)
        )
        return
    code = "ordinal.series"
    why = f"{known.name_zh}的届次不按固定周期计" if known else "参考资料中没有这个系列"
    evidence = tuple(field.evidence[0] for field in (number, year) if field.evidence)
    yield Finding(code, "not_checkable", why, FINDING_CODES[code], evidence=evidence)


def _series_of(fact: Fact) -> Series | None:
    names = {str(field.value) for name in ("name", "acronym") if (field := fact.one(name)) is not None}
    return next((one for one in series() if names & {one.name_zh, one.acronym, *one.aliases} - {""}), None)


def _is_regular(known: Series) -> bool:
    """Whether the first edition and the interval lead to the edition that is known for sure."""
    if known.counting != "editions" or known.interval_years % 1 or known.first_edition != 1:
        return False
    if known.anchor is None:
        return True
    year, edition = known.anchor
    return year - known.first_year == (edition - 1) * known.interval_years


KIND = Kind(
    name="exhibition",
    label_zh="展会",
    label_en="exhibition",
    facts=(EXHIBITION, POLICY_CITATION),
    cues=CUES,
    recognise=recognise,
    extract=extract,
    check=check,
    precedence=70,
)
