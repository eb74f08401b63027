"""The head of a page: breadcrumb, title, and the dateline with time, source, author, editor and views.

Comes in: the lines from the top. Goes out: `Heading`, every part a field with its range.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from zhiyue.layout.lines import Line
from zhiyue.model import BlockType, Field, Repaired
from zhiyue.spans import Span
from zhiyue.values import find_dates, find_document_numbers, find_moments, parse
from zhiyue.values.found import Found, field_of, text_field

_TOP = 60
"""Lines from the top in which a title and a dateline are looked for: mirror sites put long menus first."""

# 化工仪器网首页>资讯中心>时事热点>正文 | 当前位置：首页 > 新闻 > 正文 | 您的位置: 首页 » 资讯
_CRUMB_LABEL = re.compile(
    r"(?:[您你]?(?:当前|现在|所在)?(?:的|所在)?(?:位置|页面)|当前栏目|首页位置)\s*(?:是)?\s*[:：]\s*"
)
_CRUMB_BORDER = re.compile(r"\s*(?:-*>+|»|›|＞|→|&gt;|/(?=\s))\s*")
# 网站首页 names no site
_SITE = re.compile(r"(?!(?:网站|本站|返回|回到)首页)(?P<name>.{2,20}?)(?:网站)?首页")

# The site's own name above its breadcrumb: 仪研在线 | 江东省市场监督管理局 (a menu has blanks or signs)
_SITE_LINE = re.compile(r"[\u4e00-\u9fff][\w（）()]{2,20}")

_LABELS = {
    "published": "发布时间|发布日期|发表时间|发表日期|时间|日期|加入时间|信息时间|录入时间|发稿时间|上传时间"
    "|公告时间|公告日期|公示日期|添加时间|发布于|发表于",
    "modified": "更新时间|更新日期|修改时间|最后更新|修改日期",
    "first_source": "首发|原文来源|原载|转载自|转自|原始来源|摘自",
    "source": "信息来源|文章来源|新闻来源|稿件来源|内容来源|消息来源|来源|稿源|出处|发布机构|发布单位|信息提供",
    "author": "文章作者|原作者|发帖人|发贴人|发布者|发布人|楼主|博主|本报记者|通讯员|撰稿人|撰稿|供稿|作者|记者|撰文|文字",
    "editor": "责任编辑|编辑|责编|审核|校对|编审|审稿|初审|复审|终审|录入",
    "views": "点击量|点击数|点击率|点击次数|点击|浏览次数|浏览量|浏览数|浏览|阅读次数|阅读量|阅读数|阅读|访问量"
    "|访问次数|人气|围观|查看|已读",
    "other": "字体大小|字体|字号|大小|打印|分享到|分享|收藏|关键词|评论数|评论|视力保护色|点赞|关注|我要纠错|纠错|栏目"
    "|分类|所属分类|文号|索引号",
}
# 来源：（略） | 来源：******: the site hides it
_HIDDEN = re.compile(r"[（(]?略[）)]?|[*＊]{2,}.*")
_NAME_OF = {label: name for name, labels in _LABELS.items() for label in labels.split("|")}
# 来源:化工仪器网 作者:杨 点击量:4620 | 阅读 123 | （责任编辑：…）
_LABEL = re.compile(
    # 展会时间 is no label of the dateline: before one stands no other character, unless it ends a time or a name.
    # 王某某点击:12: what counts readers and who edited is no other word's second half.
    r"(?:(?<![\u4e00-\u9fff])|(?<=[日时分秒次网报社])|(?=(?:点击|浏览|人气|责任编辑|责编)\s*[:：]))"
    r"(?!(?<=首次)公[告示])(?P<label>"
    + "|".join(sorted(_NAME_OF, key=len, reverse=True))
    + r")(?:\s*[:：丨]\s*|\s*(?=\d))",
    re.DOTALL,
)
# 来源：某某网　2024-05-08: a time that no label announces ends the value before it
_END_OF_VALUE = re.compile(r"\s{2,}|[\t|｜]|\s*[】\]）)]\s*|\s+[【\[（(]|\s+/\s+|\s+(?=(?:19|20)\d\d[-/.年])")
# 记者19日获悉: a sentence
_PEOPLE = frozenset({"author", "editor"})
_VIEWS = re.compile(r"[\d,，]+(?:\.\d+)?\s*万?")
_FILLER = re.compile(
    r"[\s\d\W_A-Za-z]|次|大|中|小|星期.|周[一二三四五六日]|人|字体|打印|分享|收藏|我要|投稿|微信|微博|扫一扫"
)
# A label that no dateline has (展会时间：…) makes the line content.
_OTHER_LABEL = re.compile(r"[\u4e00-\u9fff]\s*[:：]")
# 公示时间：2025年5月20日至23日 stands below a title
_NO_TITLE = re.compile(
    r".*[。；;]|(?:公示|公告)(?:时间|日期|期限?)\s*[:：].*|(?:首页|登录|注册|设为首页|加入收藏|网站地图|导航|搜索)\b.*|.{0,3}"
)
_SUBTITLE = re.compile(r"(?:——|—|－|--).*|[(（].*[)）]")


@dataclass(slots=True)
class Heading:
    """What stands above the body; `used` are the lines with their roles, `behind` the index of the first body line."""

    behind: int = 0
    title: Field | None = None
    breadcrumb: tuple[Field, ...] = ()
    publisher: Field | None = None
    values: dict[str, list[Field]] = field(default_factory=dict)
    used: list[tuple[BlockType, Line]] = field(default_factory=list)

    def first(self, name: str) -> Field | None:
        """The first value of a dateline label."""
        return next(iter(self.values.get(name, ())), None)

    def add(self, values: dict[str, list[Field]]) -> None:
        """Take in the values of one more dateline."""
        for name, fields in values.items():
            self.values.setdefault(name, []).extend(fields)


def read_heading(repaired: Repaired, lines: Sequence[Line]) -> Heading:
    """Read breadcrumb, title and dateline from the top of a page."""
    heading = Heading()
    top = lines[:_TOP]
    crumb = next((i for i, line in enumerate(top) if is_breadcrumb(line)), None)
    if crumb is not None:
        heading.used.append(("breadcrumb", top[crumb]))
        heading.breadcrumb, heading.publisher = read_breadcrumb(repaired, top[crumb])
        if heading.publisher is None and crumb and _SITE_LINE.fullmatch(top[crumb - 1].words):
            heading.publisher = text_field(repaired, top[crumb - 1].span, type="name")
    after_crumb = crumb + 1 if crumb is not None else 0
    datelines = (i for i in range(after_crumb, len(top)) if is_dateline(repaired, top[i]))
    dateline = next((i for i in datelines if not _answers_label(top, i)), None)
    title = find_title(top, after_crumb, dateline)
    if title is None:
        heading.behind = after_crumb
        return heading
    first, last = title
    heading.title = text_field(repaired, Span(top[first].span.start, top[last].span.end))
    heading.used.extend(("navigation", top[i]) for i in range(first) if i != crumb)
    heading.used.extend(("title", top[i]) for i in range(first, last + 1))
    heading.behind = last + 1
    if dateline is not None:
        # A document number between title and dateline belongs to the text; a subtitle to the title.
        heading.used.extend(
            ("paragraph" if _is_document_number(top[i]) else "title", top[i]) for i in range(last + 1, dateline)
        )
        heading.behind = _read_datelines(repaired, heading, lines, dateline)
    return heading


def _read_datelines(repaired: Repaired, heading: Heading, lines: Sequence[Line], first: int) -> int:
    """Take in the dateline, which may be broken over several lines; return the index behind it."""
    index = first
    while index < len(lines) and is_dateline(repaired, lines[index]):
        heading.used.append(("dateline", lines[index]))
        heading.add(read_dateline(repaired, lines[index]))
        index += 1
    return index


def is_breadcrumb(line: Line) -> bool:
    """Whether a line is the path to the page: 首页 > 新闻 > 正文."""
    parts = _CRUMB_BORDER.split(line.words)
    if len(line.words) > 120 or any(len(part) > 40 for part in parts):
        return False
    is_short = len(parts) == 2 and (_CRUMB_LABEL.match(line.words) is not None or parts[0].endswith("首页"))
    return len(parts) >= 3 or is_short


def read_breadcrumb(repaired: Repaired, line: Line) -> tuple[tuple[Field, ...], Field | None]:
    """The steps of a breadcrumb, and the site whose name stands in its first."""
    label = _CRUMB_LABEL.match(line.words)
    start = label.end() if label else 0
    spans: list[Span] = []
    for border in [*_CRUMB_BORDER.finditer(line.words, start), None]:
        end = border.start() if border else len(line.words)
        if start < end:
            spans.append(line.within(start, end))
        start = border.end() if border else end
    publisher = None
    if spans and (site := _SITE.fullmatch(spans[0].of(repaired.text))) is not None:
        publisher = text_field(repaired, Span(spans[0].start, spans[0].start + site.end("name")), type="name")
    return tuple(text_field(repaired, span) for span in spans), publisher


def find_title(top: Sequence[Line], after_crumb: int, dateline: int | None) -> tuple[int, int] | None:
    """The lines of the title: just above the dateline where there is one, else the first that looks like one."""
    if dateline is not None:
        for index in range(dateline - 1, after_crumb - 1, -1):
            if not _is_beside_title(top[index]) and not _is_no_title(top[index]):
                return index, index
        return None
    for index in range(after_crumb, min(len(top), after_crumb + 12)):
        if not _is_no_title(top[index]) and 5 <= len(top[index].words) <= 120:
            return index, _end_of_title(top, index)
    return None


# …关于开展2023年全国“质量月”活动的通知
_TITLE_END = re.compile(r".*(?:通知|公告|公示|意见|办法|方案|函|决定|通报|计划|规定)")


# 合同签订日期 / 2025-04-18
_LABEL_OF_TIME = re.compile(r"[^：:，。]{2,20}(?:时间|日期)[：:]?")


def _answers_label(top: Sequence[Line], index: int) -> bool:
    """Whether a bare time is the value of a label in the line above: a field of the notice, not its dateline."""
    above = top[index - 1].words if index else ""
    return not has_label(top[index]) and _LABEL_OF_TIME.fullmatch(above) is not None


def _end_of_title(top: Sequence[Line], first: int) -> int:
    """A notice's title may be broken over lines: 市场监管总局等部门关于开展 / 2023年全国“质量月”活动的通知."""
    if _TITLE_END.fullmatch(top[first].words):
        return first
    for index in range(first + 1, min(first + 3, len(top))):
        if len(top[index].words) > 40 or _is_no_title(top[index]):
            break
        if _TITLE_END.fullmatch(top[index].words):
            return index
    return first


def _is_beside_title(line: Line) -> bool:
    return _SUBTITLE.fullmatch(line.words) is not None or _is_document_number(line)


def _is_document_number(line: Line) -> bool:
    return any(found.span == Span(0, len(line.words)) for found in find_document_numbers(line.words))


def _is_no_title(line: Line) -> bool:
    return _NO_TITLE.fullmatch(line.words) is not None or is_breadcrumb(line)


def has_label(line: Line) -> bool:
    """Whether a line names a time, a source, an author, an editor or views by their label."""
    return any(name != "other" for name, _, _ in _labelled(line))


def is_dateline(repaired: Repaired, line: Line) -> bool:
    """Whether a line only says when, where from, by whom and how often read."""
    if len(line.words) > 200:
        return False
    rest = rest_of_dateline(repaired, line)
    return rest is not None and len(_FILLER.sub("", rest)) <= 8 and _OTHER_LABEL.search(rest) is None


def rest_of_dateline(repaired: Repaired, line: Line) -> str | None:
    """What stands on a line beside labels with their values and bare times; None where it has none of either.

    What was covered is left as blanks, so that offsets in the rest are offsets in the line's words.
    """
    pieces = list(_pieces(repaired, line))
    if not any(name in _LABELS and name != "other" for name, _ in pieces):
        return None
    rest = line.words
    for _, span in pieces:
        start, end = span.start - line.span.start, span.end - line.span.start
        rest = rest[:start] + " " * (end - start) + rest[end:]
    return rest


def _pieces(repaired: Repaired, line: Line) -> Iterator[tuple[str, Span]]:
    """Label with value, and bare times, as ranges of the page's text."""
    bare_until = 0
    for name, whole, _value in _labelled(line):
        yield name, whole
        bare_until = max(bare_until, whole.end)
    for found in _times(repaired, line):
        yield "published", found.span


def _labelled(line: Line) -> Iterator[tuple[str, Span, Span]]:
    """(name, range of label and value, range of the value) for every label of a line."""
    labels = list(_LABEL.finditer(line.words))
    for index, label in enumerate(labels):
        if _NAME_OF[label["label"]] in _PEOPLE and not label.group().rstrip().endswith((":", "：")):
            continue
        end = labels[index + 1].start() if index + 1 < len(labels) else len(line.words)
        border = _END_OF_VALUE.search(line.words, label.end(), end)
        stop = border.start() if border and border.start() > label.end() else end
        value = line.words[label.end() : stop]
        stop = label.end() + len(value.rstrip(" \u3000,，;；【[（("))
        yield _NAME_OF[label["label"]], line.within(label.start(), stop), line.within(label.end(), stop)


def _times(repaired: Repaired, line: Line) -> list[Found]:
    moments = list(find_moments(repaired.text, line.span))
    return moments or [found for found in find_dates(repaired.text, line.span) if found.type == "date"]


def read_dateline(repaired: Repaired, line: Line) -> dict[str, list[Field]]:
    """Read the values of a dateline: ``published``, ``modified``, ``source``, ``author``, ``editor``, ``views`` …."""
    values: dict[str, list[Field]] = {}
    times = {"published": _times(repaired, line)}
    for name, whole, value in _labelled(line):
        if name in ("published", "modified"):
            inside = [found for found in times["published"] if whole.holds(found.span)]
            if name == "modified" and inside:
                times["modified"] = inside
                times["published"] = [found for found in times["published"] if found not in inside]
        elif name == "views":
            if (views := _VIEWS.match(value.of(repaired.text))) is not None:
                span = Span(value.start, value.start + views.end())
                found = Found("count", span, parse("count", span.of(repaired.text)))
                values.setdefault(name, []).append(field_of(repaired, found))
        elif name != "other" and len(value) and not _HIDDEN.match(value.of(repaired.text)):
            values.setdefault(name, []).extend(_names(repaired, value, several=name in ("author", "editor")))
    for name, found_times in times.items():
        values.setdefault(name, []).extend(field_of(repaired, found) for found in found_times)
    return values


_NAMES = re.compile(r"[^\s、,，;；/]+(?:\s(?=[A-Za-z])[^\s、,，;；/]+)*")


def _names(repaired: Repaired, value: Span, *, several: bool) -> Iterator[Field]:
    """Names of a value: one source, or several authors (张三 李四 / 张三、李四)."""
    if not several:
        yield text_field(repaired, value, type="name")
        return
    words = value.of(repaired.text)
    for match in _NAMES.finditer(words):
        # 记者：张三 摄影：李四 | 作者：张三，单位：某某局
        if ":" in match[0] or "：" in match[0]:
            break
        yield text_field(repaired, Span(value.start + match.start(), value.start + match.end()), type="name")
