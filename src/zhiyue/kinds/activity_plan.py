"""Activity plans: what a province, a city or a company means to hold in a campaign, activity by activity.

Chinese names: “质量月”活动方案, 活动计划, 活动安排表, 活动清单; in a table, or as numbered items::

    1.计量惠民进社区。9月5日上午，在文化广场举行，由江州市质量协会承办。

Terms: schema.org Event (name, startDate, location, organizer, audience). The edition itself is the fact
``campaign_edition``, read as from any page that speaks of a campaign; here stands what it is filled with. Never assumed:
the month, a day or a place that is not printed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from zhiyue.checks import check_count, check_days_within
from zhiyue.kinds._kind import NO, Cue, Hits, Kind, Score
from zhiyue.model import Fact, FactType, Field, Finding, Prop
from zhiyue.notices.activities import Listed, find_activities, has_table, year_of_plan
from zhiyue.notices.excerpt import Excerpt
from zhiyue.notices.lists import split_items
from zhiyue.notices.mentions import found_words
from zhiyue.notices.series import main_series
from zhiyue.spans import Span
from zhiyue.values import Found, find_counts, find_dates, find_periods
from zhiyue.values.found import absent

ACTIVITY = FactType(
    name="activity",
    label_zh="计划活动",
    label_en="planned activity",
    standard="schema.org Event",
    props=(
        Prop("name", "活动名称", "name", "name"),
        Prop("date", "日期", "day", "date"),
        Prop("end_date", "结束日期", "last day", "date"),
        Prop("period", "起止日期", "from and to", "period"),
        Prop("when", "时间（原文）", "when, as printed", "text"),
        Prop("place", "地点", "place", "place"),
        Prop("host", "主办单位", "host", "organisation", many=True),
        Prop("undertaker", "承办单位", "undertaker", "organisation", many=True),
        Prop("co_host", "协办单位", "co-host", "organisation", many=True),
        Prop("audience", "参加对象", "audience", "text"),
        Prop("content", "活动内容", "content", "text"),
        Prop("category", "类别", "class", "name"),
    ),
    key=("name",),
)

_CUES = (
    # “质量月”活动方案 | 2025年“质量月”活动安排表
    Cue(("方案", "计划", "安排", "清单", "日程", "一览表"), "title", 0.85),
    # 关于开展“质量月”活动的通知, with the table below it
    Cue(("通知", "预告", "公告"), "title", 0.4),
    # 江州市“质量月”活动方案编制服务采购公告 | 对“质量月”活动方案征求意见
    Cue(("采购", "招标", "中标", "成交", "总结", "月报", "征求意见"), "title", -0.8),
)
_EMBEDDED = 0.35
# 共安排活动15项 | 共40项 | 全市共组织十二项活动
_STATED = re.compile(
    r"(?:共|总计|合计)(?:计|有|安排|开展|组织|举办|部署|推出|策划)?[^，。；：:0-9\n]{0,10}?(?=(?:[0-9]{1,4}|[一二三四五六七八九十]{1,3})\s?[项场个])"
)
# 二、活动时间：2025年9月1日至30日
_WHEN_HEADING = re.compile(r"(?:活动|举办|开展|实施)(?:时间|期限|日期)\s?[:：]?\s*")
_REACH = 60


def recognise(hits: Hits, excerpt: Excerpt) -> Score:
    """A campaign's plan by its title that lists two activities and more; a list in another paper is embedded there."""
    titles, others, against = ([word for word in cue.words if word in hits.title] for cue in _CUES)
    mentions = main_series(excerpt)
    if not mentions or against:
        return NO
    listed = find_activities(excerpt)
    if len(listed) <= 1:
        return NO
    signals = (f"series:{mentions[0].stem}", f"listed:{len(listed)}")
    if titles:
        return Score(_CUES[0].weight, (*signals, f"title:{titles[0]}"))
    # In a notice, items without a day are its focus areas
    is_dated = 2 * sum("date" in item.parts for item in listed) >= len(listed)
    if others and (is_dated or has_table(excerpt)):
        return Score(_CUES[1].weight, (*signals, f"title:{others[0]}"))
    return Score(_EMBEDDED, signals) if has_table(excerpt) else NO


# ── extract ──────────────────────────────────────────────────────────────────────────────────────────────────────


def extract(excerpt: Excerpt) -> Iterator[Fact]:
    """Yield each activity that is listed."""
    year = year_of_plan(excerpt)
    for item in find_activities(excerpt):
        fields: Mapping[str, Field | tuple[Field, ...] | None] = {
            "name": excerpt.text_field(item.parts["name"], type="name"),
            **_when(excerpt, item, year),
            "place": _place(excerpt, item),
            **{name: _bodies(excerpt, item, name) for name in ("host", "undertaker", "co_host")},
            **{name: _words(excerpt, item, name) for name in ("audience", "content", "category")},
        }
        yield excerpt.fact(ACTIVITY.name, fields, key=ACTIVITY.key, apart=("date", "period", "when", "place"))


def _when(excerpt: Excerpt, item: Listed, year: Span | None) -> dict[str, Field | None]:
    """A day with its half, or from when to when; what is neither (9月中旬) stays as printed. Absent: ``not_stated``."""
    span = item.parts.get("date")
    if span is None:
        return {"date": absent("date")}
    period = next(iter(find_periods(excerpt.text, span, year=year)), None)
    if period is not None:
        return {"period": excerpt.field_of(period)}
    day, last = _day(excerpt, span, year), _day(excerpt, item.parts.get("end_date"), year)
    return {"date": day, "end_date": last} if day is not None else {"when": excerpt.text_field(span)}


def _day(excerpt: Excerpt, span: Span | None, year: Span | None) -> Field | None:
    if span is None:
        return None
    found = next((found for found in find_dates(excerpt.text, span, year=year) if found.type == "date"), None)
    return excerpt.field_of(found) if found is not None else None


def _place(excerpt: Excerpt, item: Listed) -> Field:
    span = item.parts.get("place")
    return excerpt.field_of(found_words(excerpt, "place", span)) if span is not None else absent("place")


def _bodies(excerpt: Excerpt, item: Listed, name: str) -> tuple[Field, ...]:
    span = item.parts.get(name)
    if span is None:
        return ()
    names = split_items(excerpt.text, span) if re.search(r"[、，,；;]", span.of(excerpt.text)) else (span,)
    return tuple(excerpt.field_of(found_words(excerpt, "organisation", part)) for part in names)


def _words(excerpt: Excerpt, item: Listed, name: str) -> Field | None:
    span = item.parts.get(name)
    if span is None:
        return None
    return excerpt.text_field(span, type="name" if name == "category" else "text")


# ── check ────────────────────────────────────────────────────────────────────────────────────────────────────────


def check(excerpt: Excerpt, facts: tuple[Fact, ...]) -> Iterator[Finding]:
    """How many are claimed and how many listed; whether each day lies in the time that the plan gives itself."""
    listed = [fact for fact in facts if fact.kind == ACTIVITY.name]
    if not listed:
        return
    count = _stated(excerpt)
    if count is not None:
        names = [name for fact in listed if (name := fact.one("name")) is not None]
        yield check_count(excerpt.field_of(count), names, what="活动")
    period = _period(excerpt)
    days = [day for fact in listed if (day := fact.one("date") or fact.one("period")) is not None and day.value]
    if period is not None and days:
        yield check_days_within(excerpt.field_of(period), days)


def _stated(excerpt: Excerpt) -> Found | None:
    """How many activities the page says there are; a number with a hedge (70余项) claims none that could be counted."""
    text = excerpt.text
    for zone in excerpt.zones:
        for match in _STATED.finditer(text, zone.start, zone.end):
            count = next(iter(find_counts(text, Span(match.end(), min(zone.end, match.end() + 8)))), None)
            around = text[match.start() : match.end() + 12]
            if count is not None and count.relation == "=" and "活动" in around:
                return count
    return None


def _period(excerpt: Excerpt) -> Found | None:
    """The time that the page gives the whole campaign: behind a heading 活动时间, outside the list."""
    text = excerpt.text
    taken = [item.span for item in find_activities(excerpt)]
    year = year_of_plan(excerpt)
    for zone in excerpt.body:
        for match in _WHEN_HEADING.finditer(text, zone.start, zone.end):
            behind = Span(match.end(), match.end() + _REACH)
            if any(span.start <= match.start() < span.end for span in taken):
                continue
            found = next(iter(find_periods(text, behind, year=year)), None)
            if found is not None and found.span.start - match.end() <= _NEAR:
                return found
    return None


_NEAR = 12

KIND = Kind(
    name="activity_plan",
    label_zh="活动计划",
    label_en="activity plan",
    facts=(ACTIVITY,),
    cues=_CUES,
    recognise=recognise,
    extract=extract,
    check=check,
    precedence=55,
    stages={"campaign_edition": "plan"},
)
