"""What a correction changes: which point, how it read before, how it reads now.

Comes in: an excerpt and its form. Goes out: `Change`s, ranges of the text. Real corrections write a change in three ways: a
table (更正项 | 更正前 | 更正后), two paragraphs (原：… / 现更正为：…), or a sentence (投标截止时间由…变更为…).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from zhiyue.notices.excerpt import Excerpt
from zhiyue.notices.labels import Form, Labelled, is_nothing
from zhiyue.notices.mentions import clean
from zhiyue.spans import Span

_FILE = r"(?:(?:招标|采购|磋商|谈判|询价|比选|中标|成交|结果)?(?:公告|文件|公示|需求)|文|条款)"
_NUMBERING = r"[ \t\u3000]*(?:[0-9]{1,2}[、.．)）](?![0-9])|[（(][一二三四五六七八九十0-9]{1,2}[)）]|[一二三四五六七八九十]{1,2}、)?[ \t\u3000]*"
# 原：… | 原招标文件内容：… | 更正前：…
_OLD = re.compile(
    rf"(?:原{_FILE}?(?:中)?(?:的)?(?:内容)?(?:为)?|(?:更正|变更|修改|调整|澄清)前(?:的)?(?:内容)?(?:为)?)[ \t]*[：:]"
)
# 现更正为：… | ，变更为… | 延期至… | 现：… ; not 以更正为准
_NEW = re.compile(
    r"(?:现|均|统一|拟|已)?(?:(?:更正|变更|修改|调整|更改|修正|修订|改|变更调整|延期|延长|推迟|顺延|延后|推后|提前)(?:为(?!准)|至|到)|(?:更正|变更|修改|调整|澄清)后(?:的)?(?:内容)?(?:为)?[ \t]*(?=[：:])|现(?:内容)?(?:为)?(?=[：:]))"
    r"[ \t]*[：:]?"
)
# … 2、补充公告附件 三、其他: in run-on text a numeral ends a clause as well
_CLAUSE_BORDER = re.compile(r"[。；;\n]|(?<=[ \u3000])(?=(?:[0-9]{1,2}|[一二三四五六七八九十]{1,2})、)")
# …采购项目（项目编号：江采2025-12），|原公告预算金额为: what stands before belongs to the purchase
_OF_PURCHASE = re.compile(
    rf"[（(][^（）()\n]{{0,8}}编号[：:][^（）()\n]{{1,60}}[）)][，,]?|[，,](?=原{_FILE})"
    r"|项目的?(?=(?:提交|递交)?(?:投标|响应)?(?:文件)?(?:提交|递交)?截止|开标|预算|最高限价)"
)
# What may stand in front of the point: 将原招标公告中的投标截止时间…
_LEADING = re.compile(
    rf"{_NUMBERING}(?:现将|现对|将|对|把|关于|其中)?(?:本项目)?(?:原(?!因){_FILE}?(?:中)?(?:的)?)?[，,：: ]*"
)
# 投标截止时间由2024年5月6日 | 数量原为2台
_WAS = re.compile(
    r"(?P<item>[^：:“”\n]{2,60}?)(?:原定为|原定于|原为|由原来的?|由原|由|定于|原定|原是|为|是)(?P<before>[^\n]+)"
)
# 定于5月14日9:30开标，因故|延期至…
_HELD = re.compile(r"原?定[于为](?P<before>[^\n，,]+?)(?P<item>开标|开启|磋商|谈判|评审|截标)(?:[，,][^，,\n]{0,12})?")
_ENDS_IN_VALUE = re.compile(
    r"(?P<item>[^0-9\n“”]{2,60})(?P<before>[￥¥]?[0-9][0-9,，.年月日时分:： \-/]*(?:万元|元|%|台|套|个|批|日|时|分|天|家)?(?:（[^（）]{1,12}）)?)"
)
_QUOTED = re.compile(r"(?P<item>[^“”\n]{0,60}?)[为是由：: ]*“(?P<before>[^“”]{1,400})”[ \t]*")
_LABELLED = re.compile(r"(?P<item>[^：:\n“”0-9]{2,40})[：:][ \t]*(?P<before>[^\n]+)")
# ，其他内容不变
_REST = re.compile(r"[，,；;。][ \t]*(?:其[他它余]|特此|请各|敬请|给您)[^\n]*")
_NUMBERED = re.compile(_NUMBERING)
_BLANK = " \t\u3000\xa0\n"
_LONGEST, _HEADING = 600, 60


@dataclass(frozen=True, slots=True)
class Change:
    """One point that a correction changes; `before` or `after` is None where the page does not print it."""

    item: Span | None
    before: Span | None
    after: Span | None


def find_changes(excerpt: Excerpt, form: Form) -> tuple[Change, ...]:
    """Return the changes of a correction in reading order: from its table, else from its text."""
    rows = tuple(_in_rows(excerpt.text, form))
    return rows or tuple(_in_text(excerpt.text, changed_text(excerpt, form)))


def changed_text(excerpt: Excerpt, form: Form) -> Span:
    """The part of a notice that tells the changes: behind 更正内容, before 更正日期 and before whom to ask."""
    zones = excerpt.prose or (excerpt.title,)
    start, end = min(zone.start for zone in zones), max(zone.end for zone in zones)
    label = _CHANGED.search(excerpt.text, start, end)
    if label is not None:
        start = label.end()
    ends = [item.label.start for item in form.of("corrected") if item.label.start > start]
    ends += [
        section.heading.start
        for section in form.sections
        if section.role in ("contact", "agency", "buyer") and section.heading.start > start
    ]
    ends += [match.start() for match in _SUPPLEMENT.finditer(excerpt.text, start, end)][:1]
    return clean(excerpt.text, Span(start, max(start, min([*ends, end]))), around=_BLANK)


_CHANGED = re.compile(r"(?:更正|变更|澄清|修改|补充)(?:（变更）)?的?内容(?:如下)?[ \t]*[：:]")
_SUPPLEMENT = re.compile(r"(?<=\n)[ \t\u3000\xa0]*[一二三四五六七八九十]{1,2}、\s*(?:其[他它]|凡对|联系|对本次)")


# ── tables ───────────────────────────────────────────────────────────────────────────────────────────────────────


def _in_rows(text: str, form: Form) -> Iterator[Change]:
    by_row: dict[int, dict[str, Labelled]] = {}
    for item in form.of("change_item", "matter", "before", "after"):
        if item.row is not None:
            by_row.setdefault(item.row, {}).setdefault("item" if item.role == "matter" else item.role, item)
    for cells in by_row.values():
        point = cells.get("change_item") or cells.get("item")
        before, after = cells.get("before"), cells.get("after")
        if before is not None or after is not None:
            yield Change(point.value if point is not None else None, _printed(text, before), _printed(text, after))


def _printed(text: str, cell: Labelled | None) -> Span | None:
    return cell.value if cell is not None and not is_nothing(cell.value.of(text)) else None


# ── text ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def _in_text(text: str, within: Span) -> Iterator[Change]:
    floor = within.start
    pivots = list(_NEW.finditer(text, within.start, within.end))
    for place, pivot in enumerate(pivots):
        if pivot.start() < floor:
            continue
        following = pivots[place + 1].start() if place + 1 < len(pivots) else within.end
        after = _after(text, Span(pivot.end(), within.end), following)
        left = _before(text, Span(floor, pivot.start()))
        if left is None or after is None:
            continue
        item, before = left
        yield Change(item, before, _without_label(text, after, item))
        floor = after.end


def _before(text: str, within: Span) -> tuple[Span | None, Span | None] | None:
    """What stands in front of 更正为: the point and how it read."""
    olds = list(_OLD.finditer(text, within.start, within.end))
    if olds:
        before = clean(text, Span(olds[-1].end(), within.end), around=_BLANK + "：:，,；;。")
        point = _heading_of(text, Span(within.start, olds[-1].start()))
        if point is not None or not len(before):
            return point, before if len(before) else None
        item, was = _parted(text, before)
        return (item, was) if was is not None else (None, before)
    end = clean(text, within, around=_BLANK + "，,：:、（(").end
    borders = [m.end() for pattern in (_CLAUSE_BORDER, _OF_PURCHASE) for m in pattern.finditer(text, within.start, end)]
    alone = "\n" in text[end : within.end]
    start = within.start if alone else max([within.start, *borders])
    clause = _stripped(text, Span(start, end))
    return _parted(text, clause) if clause is not None else None


def _heading_of(text: str, within: Span) -> Span | None:
    """The point that stands before 原…： in the same line, else in the numbered line above it."""
    line = max(within.start, text.rfind("\n", within.start, within.end) + 1)
    point = _stripped(text, Span(line, within.end))
    if point is not None or line == within.start:
        return point
    above = Span(max(within.start, text.rfind("\n", within.start, line - 1) + 1), line - 1)
    is_numbered = (number := _NUMBERED.match(text, above.start, above.end)) is not None and bool(number.group().strip())
    return _stripped(text, above) if is_numbered and len(above) <= _HEADING else None


def _stripped(text: str, span: Span) -> Span | None:
    leading = _LEADING.match(text, span.start, span.end)
    rest = clean(text, Span(leading.end() if leading is not None else span.start, span.end), around=_BLANK + "，,：:、")
    return rest if 1 < len(rest) <= _LONGEST else None


def _parted(text: str, clause: Span) -> tuple[Span | None, Span | None]:
    """投标截止时间：5月6日 → the point and its value; words without a value are the point alone."""
    for pattern in (_HELD, _QUOTED, _LABELLED, _WAS, _ENDS_IN_VALUE):
        match = pattern.fullmatch(text, clause.start, clause.end)
        if match is not None:
            item = clean(text, Span(*match.span("item")), around=" \t，,：:、的中")
            before = clean(text, Span(*match.span("before")), around=" \t，,“”")
            if not len(item) and pattern is _QUOTED:
                inner, was = _parted(text, before)
                return (inner, was) if was is not None else (None, before)
            return (item if len(item) else None), (before if len(before) else None)
    return clause, None


def _after(text: str, within: Span, following: int) -> Span | None:
    """How it reads now: a quotation, the rest of the clause, or paragraphs up to the next change."""
    start = within.start
    while start < within.end and text[start] in " \t\u3000\xa0：:":
        start += 1
    if start < within.end and text[start] == "“":
        close = text.find("”", start, within.end)
        return Span(start + 1, close) if close > start + 1 else None
    if start < within.end and text[start] == "\n":
        old = _OLD.search(text, start, max(start, min(following, within.end)))
        end = min(old.start() if old is not None else within.end, start + _LONGEST)
    else:
        border = _CLAUSE_BORDER.search(text, start, within.end)
        end = border.start() if border is not None else within.end
        # …延期至5月21日开标，|投标截止时间顺延至5月21日: the next change of the sentence begins behind the comma
        comma = text.rfind("，", start, following) if following < end else -1
        end = comma if comma > start else end
    span = clean(text, Span(start, end), around=_BLANK + "，,；;。….")
    rest = _REST.search(text, span.start, span.end)
    span = clean(text, Span(span.start, rest.start()) if rest is not None else span)
    return span if 0 < len(span) <= _LONGEST else None


def _without_label(text: str, after: Span, item: Span | None) -> Span:
    """投标截止时间：5月20日 behind a point of that name is 5月20日."""
    if item is None:
        return after
    label = item.of(text)
    if not text.startswith(label, after.start, after.end):
        return after
    return (
        clean(text, Span(after.start + len(label), after.end), around=" \t：:为，,")
        if len(after) > len(label) + 1
        else after
    )
