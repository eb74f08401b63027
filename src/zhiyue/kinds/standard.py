"""Standards that are published, take effect or are withdrawn.

Chinese names: 国家标准公告, 批准发布, 计量技术规范公告, 新国标发布, 废止公告::

    GB/T 6041-2020《质谱分析方法通则》，代替GB/T 6041-2002，2021年2月1日起实施。

Terms: ISO 15836 (Dublin Core: identifier, title, issued, valid, replaces). What is only planned is `standards_plan`'s.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from zhiyue.checks import check_dates_order
from zhiyue.kinds._kind import Cue, Hits, Kind, Score, score_form
from zhiyue.model import Fact, FactType, Field, Finding, Prop
from zhiyue.notices.effect import find_effective
from zhiyue.notices.excerpt import Excerpt
from zhiyue.notices.labels import Labelled
from zhiyue.notices.mentions import Sentences
from zhiyue.notices.purchase import read_purchase
from zhiyue.spans import Span
from zhiyue.values import Found, find_dates, find_standard_numbers

STANDARD = FactType(
    name="standard",
    label_zh="标准",
    label_en="Standard",
    standard="ISO 15836",
    props=(
        Prop("number", "标准编号", "Number", "standard"),
        Prop("title", "标准名称", "Title", "name"),
        Prop("status", "状态", "Status", "text"),
        Prop("replaces", "代替标准", "Replaces", "standard", many=True),
        Prop("issued", "发布日期", "Issued", "date"),
        Prop("effective", "实施日期", "Effective from", "date"),
        Prop("issuer", "发布单位", "Issuer", "organisation", many=True),
    ),
    key=("number", "title"),
)

_TITLES = (
    "国家标准公告", "国家标准发布", "标准发布", "批准发布", "发布公告", "标准公告", "标准实施", "新国标", "标准正式发布", "标准将实施", "正式实施", "标准废止", "废止公告", "标准出台", "行业标准发布", "标准批准",
    "计量技术规范发布", "计量技术规范的公告", "检定规程发布", "国家标准的公告", "行业标准的公告", "项团体标准", "团体标准发布", "起实施的", "标准的公告", "项地方标准", "项国家标准", "项行业标准", "项计量技术规范", "项强制性国家标准",
)  # fmt: skip
_FORM = (
    "批准发布",
    "现予公布",
    "现予发布",
    "代替标准号",
    "实施日期",
    "归口单位",
    "起草单位",
    "起实施",
    "正式实施",
    "予以废止",
    "国家标准编号",
    "标准名称",
)
_CUES = (
    Cue(_TITLES, "title", 0.5),
    Cue(_FORM, "prose", 0.2),
    Cue(
        (
            "计划",
            "立项",
            "征求意见",
            "制修订",
            "采购",
            "招标",
            "中标",
            "行动",
            "方案",
            "宣贯",
            "培训",
            "解读",
            "奖",
            "月报",
        ),
        "title",
        -0.8,
    ),
)
_OTHER = 0.2
# What a standard's own announcement does with it; the first that stands in the sentence, the special before the general
_STATUS: Mapping[str, re.Pattern[str]] = {
    "withdrawn": re.compile(r"予以废止|废止|停止执行"),
    "published": re.compile(r"批准发布|正式发布|(?:现予|予以)?(?:公布|发布)|出台"),
    "effective": re.compile(r"正式实施|开始实施|起实施|起施行"),
}
_TITLE = re.compile(r"[（(\s]{0,2}《(?P<behind>[^《》\n]{3,80})》")
_TITLE_BEFORE = re.compile(r"《(?P<before>[^《》\n]{3,80})》[（(\s标准编号:：]{0,6}$")
_REPLACES = re.compile(r"(?:全部|部分)?(?:代替|替代|替换|取代|废止)[^，。；\n]{0,4}$")
_AND = re.compile(r"[、，,和及与；;\s/]{0,3}$")


def recognise(hits: Hits, excerpt: Excerpt) -> Score:
    """The title announces standards, and at least one is named by its number; a list entry's title is enough."""
    score = score_form(_CUES, hits, enough=4)
    is_named = any(next(find_standard_numbers(excerpt.text, zone), None) is not None for zone in excerpt.zones)
    return score if is_named else Score(min(score.value, _OTHER), score.signals)


def extract(excerpt: Excerpt) -> Iterator[Fact]:
    """Yield each standard that is announced: rows of a table, else the numbers that sentences name."""
    purchase = read_purchase(excerpt)
    shared = {"issuer": purchase.parties_behind("issuer"), "status": _status(excerpt)}
    issued = purchase.day("issued")
    spoken = next(iter(find_effective(excerpt)), None)
    effective = purchase.day("effective") or (excerpt.field_of(spoken) if spoken is not None else None)
    rows = tuple(_rows(excerpt, purchase.form.labelled))
    told = rows or tuple(_spoken(excerpt))
    for fields in told:
        own: dict[str, Field | tuple[Field, ...] | None] = {**shared, **fields}
        own["issued"] = own.get("issued") or issued
        own["effective"] = own.get("effective") or effective
        if len(told) == 1 and own.get("title") is None:
            own["title"] = purchase.words_behind("standard_title", type="name")
        yield excerpt.fact(STANDARD.name, own, key=STANDARD.key)


def _status(excerpt: Excerpt) -> Field | None:
    """What the notice does: publishes, puts into effect, withdraws; the title's words first."""
    for zone in (excerpt.title, *excerpt.prose):
        for status, pattern in _STATUS.items():
            match = pattern.search(excerpt.text, zone.start, zone.end)
            if match is not None:
                return excerpt.text_field(Span(*match.span()), canonical=status)
    return None


_Fields = Mapping[str, Field | tuple[Field, ...] | None]


def _rows(excerpt: Excerpt, labelled: tuple[Labelled, ...]) -> Iterator[_Fields]:
    text = excerpt.text
    rows: dict[int, dict[str, Labelled]] = {}
    for item in labelled:
        if item.row is not None and item.role in ("standard", "standard_title", "replaces", "effective", "issued"):
            rows.setdefault(item.row, {}).setdefault(item.role, item)
    for cells in rows.values():
        number = next(find_standard_numbers(text, cells["standard"].value), None) if "standard" in cells else None
        if number is None:
            continue
        replaced = list(find_standard_numbers(text, cells["replaces"].value)) if "replaces" in cells else []
        title = cells.get("standard_title")
        yield {
            "number": excerpt.field_of(number),
            "title": excerpt.text_field(title.value, type="name") if title is not None else None,
            "replaces": tuple(excerpt.field_of(found) for found in replaced),
            "effective": _day(excerpt, cells.get("effective")),
            "issued": _day(excerpt, cells.get("issued")),
        }


def _day(excerpt: Excerpt, cell: Labelled | None) -> Field | None:
    if cell is None:
        return None
    found = next((day for day in find_dates(excerpt.text, cell.value) if day.type == "date"), None)
    return excerpt.field_of(found) if found is not None else None


def _spoken(excerpt: Excerpt) -> Iterator[_Fields]:
    """GB/T 6041-2020《质谱分析方法通则》代替GB/T 6041-2002: each number once, with its title and what it replaces."""
    text = excerpt.text
    sentences = Sentences(excerpt)
    replaced: dict[str, list[Found]] = {}
    main: dict[str, list[Found]] = {}
    last: str | None = None
    for zone in excerpt.zones:
        end: int | None = None
        for found in find_standard_numbers(text, zone):
            before = text[max(zone.start, found.span.start - 12) : found.span.start]
            follows = end is not None and _AND.fullmatch(text[end : found.span.start]) is not None
            end = found.span.end if (_REPLACES.search(before) or follows) and last is not None else None
            key = found.canonical or found.span.of(text)
            if end is not None and last is not None and key != last:
                replaced.setdefault(last, []).append(found)
            elif not any(key == (other.canonical or "") for others in replaced.values() for other in others):
                main.setdefault(key, []).append(found)
                last = key
    for key, mentions in main.items():
        title = next((span for found in mentions if (span := _title(text, found.span)) is not None), None)
        effective = _effective_of(excerpt, mentions, sentences)
        yield {
            "number": excerpt.field_of(*mentions),
            "title": excerpt.text_field(title, type="name") if title is not None else None,
            "replaces": tuple(excerpt.field_of(found) for found in replaced.get(key, ())),
            "effective": excerpt.field_of(effective) if effective is not None else None,
        }


def _effective_of(excerpt: Excerpt, mentions: Sequence[Found], sentences: Sentences) -> Found | None:
    """The first day behind a number in its sentence, for a list gives each its own (A，自…起；B，自…起实施); else any."""
    days = [(found, day) for found in mentions for day in find_effective(excerpt, sentences.around(found.span))]
    behind = (day for found, day in days if day.span.start >= found.span.end)
    return next(behind, days[0][1] if days else None)


def _title(text: str, number: Span) -> Span | None:
    behind = _TITLE.match(text, number.end)
    if behind is not None:
        return Span(*behind.span("behind"))
    start = max(0, number.start - 90)
    before = _TITLE_BEFORE.search(text[start : number.start])
    return Span(start + before.start("before"), start + before.end("before")) if before is not None else None


def check(_excerpt: Excerpt, facts: tuple[Fact, ...]) -> Iterator[Finding]:
    """Issued before it takes effect."""
    for fact in facts:
        if fact.kind == STANDARD.name:
            order = check_dates_order(("发布", fact.one("issued")), ("实施", fact.one("effective")))
            if order is not None:
                yield order


KIND = Kind(
    name="standard",
    label_zh="标准公告",
    label_en="Announcement of standards",
    facts=(STANDARD,),
    cues=_CUES,
    recognise=recognise,
    extract=extract,
    check=check,
    precedence=66,
    embeds=False,
)
