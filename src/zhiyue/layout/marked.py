"""The heading and the sections of an HTML page: what text rules read of a plain page, with the markup's help.

Comes in: a repaired text, its lines and the outline of its markup. Goes out: the same `Heading` and `Sections` that plain
text gives. The body is found first; title and dateline stand above it. What a page declares of itself (its title, meta
names, JSON-LD) is weighed against what it shows: words on the page win, and declared words are looked for on it; only
what readers are not shown at all is taken as declared, and says so.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta, timezone
from itertools import islice

from zhiyue.layout.bylines import (
    read_foot_names,
    read_marked_names,
    read_reporters,
    read_signature,
    read_split_labels,
    read_unlabelled,
    read_writer_below,
)
from zhiyue.layout.declared import Declared, read_declared
from zhiyue.layout.density import find_body
from zhiyue.layout.heading import (
    Heading,
    find_title,
    has_label,
    is_breadcrumb,
    is_dateline,
    read_breadcrumb,
    read_dateline,
    rest_of_dateline,
)
from zhiyue.layout.lines import Line, loosely
from zhiyue.layout.sections import Role, Sections, read_sections
from zhiyue.layout.tables import read_tables
from zhiyue.layout.times import read_day_of_address, read_odd_time
from zhiyue.layout.tree import Tree, lay_out
from zhiyue.markup import Outline
from zhiyue.model import Attachment, Field, Repaired, Table, ValueType
from zhiyue.spans import Span
from zhiyue.values.found import text_field

_ABOVE = 12
"""Lines above the title and behind it among which the dateline may stand."""
_BELOW = 6
"""Lines behind the body among which an editor's or source line may stand."""

_ENDS = 3
"""Lines at the start of a body among which a name may stand by itself."""
_HEAD = 0.4
"""Share of a body's characters in which no tail begins."""
_LONGEST_DATELINE = 160
_MOST_REST = 40
"""Characters of a dateline that may stand beside its labels and times."""
_PROSE = re.compile(r"[，。；！？]")
# 开标时间 2025年… | 公示期限：… : another label's time is content
_CONTENT = re.compile(r"[，。；！？]|[\u4e00-\u9fff](?:时间|日期|期限)[\s:：]")

_HEADINGS = ("h1", "h2", "h3")
# class="main-title" | id="artibodyTitle" | class="headline"
_TITLE_NAME = re.compile(r"title|headline|biaoti|\bbt\b|subject")


@dataclass(frozen=True, slots=True)
class Marked:
    """What was read with the markup's help."""

    heading: Heading
    sections: Sections
    tables: tuple[Table, ...] = ()
    attachments: tuple[Attachment, ...] = ()


@dataclass(slots=True)
class _Page:
    """What the steps of one page share."""

    repaired: Repaired
    tree: Tree
    declared: Declared
    body: list[int]
    loose: frozenset[int]
    heading: Heading = field(default_factory=Heading)
    used: set[int] = field(default_factory=set)

    @property
    def lines(self) -> Sequence[Line]:
        return self.tree.lines


def read_marked(
    repaired: Repaired, lines: Sequence[Line], outline: Outline, *, address: str | None = None
) -> Marked | None:
    """Read an HTML page; None where its markup holds no running text, so that text rules must do alone."""
    tree = lay_out(repaired, outline, lines)
    found = find_body(tree)
    if not found.lines:
        return None
    page = _Page(repaired, tree, read_declared(outline), list(found.lines), found.loose)
    title = _take_title(page)
    _take_breadcrumb(page, title)
    _take_datelines(page, title)
    page.body = _without_head(page, title)
    read_reporters(page.repaired, page.heading, [lines[n] for n in page.body])
    read_signature(page.repaired, page.heading, [lines[n] for n in page.body[-_ENDS:]])
    _take_declared(page)
    if page.heading.first("published") is None and (day := read_day_of_address(address or outline.meta.get("og:url"))):
        page.heading.add({"published": [day]})
    return Marked(page.heading, _sections(page), read_tables(repaired, tree), _attachments(page))


# ── title ────────────────────────────────────────────────────────────────────────────────────────────────────────


def _take_title(page: _Page) -> int | None:
    """Find the title among the lines above the body's second half; return its line."""
    last = page.body[len(page.body) // 2]
    scored = [(score, -number) for number in range(last + 1) if (score := _title_score(page, number)) > 0]
    best = (-number for _, number in sorted(scored, reverse=True))
    number = next((n for n in best if not is_dateline(page.repaired, page.lines[n])), None)
    if number is None:
        number = _unmarked_title(page, last)
    if number is None:
        return None
    line = page.lines[number]
    page.heading.title = text_field(page.repaired, line.span)
    page.heading.used.append(("title", line))
    page.used.add(number)
    return number


def _unmarked_title(page: _Page, last: int) -> int | None:
    """The line above the dateline, as on a page without markup; absent where that is a link, as in menus."""
    top = page.lines[: last + 1]
    dateline = next((n for n, line in enumerate(top) if is_dateline(page.repaired, line)), None)
    found = find_title(top, 0, dateline) if dateline is not None else None
    if found is None or page.tree.linked[found[0]] or _PROSE.search(top[found[0]].words):
        return None
    return found[0]


def _title_score(page: _Page, number: int) -> float:
    """How much a line looks like the title: declared so, marked up so, near above the body; 0 where it is none."""
    words = page.lines[number].words
    bare = loosely(words)
    if not 4 <= len(bare) <= 120 or is_breadcrumb(page.lines[number]):
        return 0
    score = _declared_share(page, bare)
    marked = 0.0
    for index in islice(page.tree.around(page.tree.owner[number]), 3):
        element = page.tree.elements[index]
        if element.tag in _HEADINGS:
            marked = max(marked, 1.0 if element.tag == "h1" else 0.5)
        elif _TITLE_NAME.search(element.names) and element.end - element.start <= len(words) + 4:
            marked = max(marked, 0.6)
    if not score and not marked:
        return 0
    if page.tree.linked[number] * 2 > len(words):
        marked -= 0.6
    if number > page.body[0]:
        marked -= 0.3
    return 3 * score + marked


def _declared_share(page: _Page, bare: str) -> float:
    """How much of a declared title a line is; 0 where it is no part of one."""
    best = 0.0
    for words in (*page.declared.titles, page.declared.whole_title):
        declared = loosely(words)
        if declared and bare in declared:
            # 题名_栏目_某某网: what follows the title is the site's.
            best = max(
                best,
                min(1.0, len(bare) / len(declared)) if declared.startswith(bare) else 0.3 * len(bare) / len(declared),
            )
        elif len(declared) >= 8 and bare.startswith(declared):
            best = max(best, len(declared) / len(bare))
    return best


# ── breadcrumb, dateline ─────────────────────────────────────────────────────────────────────────────────────────


def _take_breadcrumb(page: _Page, title: int | None) -> None:
    for number in range((title if title is not None else page.body[0]) + 1):
        line = page.lines[number]
        if number not in page.used and is_breadcrumb(line):
            page.heading.used.append(("breadcrumb", line))
            page.heading.breadcrumb, page.heading.publisher = read_breadcrumb(page.repaired, line)
            page.used.add(number)
            return


def _take_datelines(page: _Page, title: int | None) -> None:
    """Read what stands around the title and says when, where from and by whom; then what stands below the text."""
    first = title if title is not None else max(0, page.body[0] - _ABOVE)
    behind = range(first + 1, min(len(page.lines), max(first + 1, page.body[0]) + _ABOVE))
    above = range(first - 1, max(-1, first - _ABOVE), -1)
    taken = [n for n in behind if _take_dateline(page, n)]
    if not page.heading.first("published"):
        taken.extend(n for n in above if _take_dateline(page, n))
    near = [page.lines[n] for n in range(max(0, above.stop + 1), behind.stop) if n not in page.body[_ENDS:]]
    read_split_labels(page.repaired, page.heading, near)
    read_marked_names(page.repaired, page.heading, page.tree, Span(near[0].span.start, near[-1].span.end))
    _take_shown_names(page)
    read_unlabelled(page.repaired, page.heading, [page.lines[n] for n in taken], near)
    below = (n for n in range(first + 1, min(first + 3, len(page.lines))) if not page.tree.linked[n])
    read_writer_below(page.repaired, page.heading, [page.lines[n] for n in below if title is not None])
    foot = [*page.body[-_BELOW:], *range(page.body[-1] + 1, min(len(page.lines), page.body[-1] + 1 + _BELOW))]
    for number in foot:
        if has_label(page.lines[number]):
            _take_dateline(page, number)
    read_foot_names(page.repaired, page.heading, [page.lines[n] for n in (*page.body[:_ENDS], *foot)])
    if page.heading.first("published") is None:
        _take_marked_time(page)
    if page.heading.first("published") is None and (odd := read_odd_time(page.repaired, near)) is not None:
        page.heading.add({"published": [odd]})
    # A day above may be today's or a calendar's: a time that is declared too, labelled or has a clock is the page's own.
    declared = {str(moment.value)[:10] for words in page.declared.times if (moment := _moment(words)) is not None}
    page.heading.values.get("published", []).sort(key=lambda field: _is_weak(page, field, declared))


# 发布时间：2024-05-06
_LABELLED_TIME = re.compile(r"(?:发[布表稿]|时间|日期|录入|加入|添加|上传)[^\d\n]{0,6}$")


def _is_weak(page: _Page, published: Field, declared: AbstractSet[str]) -> tuple[bool, bool, bool]:
    """What speaks against a time's being the page's own, worst first."""
    start = published.span.start if published.span is not None else 0
    before = page.repaired.text[max(0, start - 12) : start]
    day = str(published.value)[:10]
    return day not in declared, _LABELLED_TIME.search(before) is None, published.type != "moment"


def _take_shown_names(page: _Page) -> None:
    """Names that the page both declares and prints come before those that only their place speaks for."""
    for name, names in (("source", page.declared.sources), ("author", page.declared.authors)):
        if page.heading.first(name) is None and names and (found := _shown(page, names[0])) is not None:
            page.heading.add({name: [found]})


# class="time" | class="pub-date" | id="pubtime_baidu" | <time>
_TIME_NAME = re.compile(r"(?<![a-z])(?:pub(?:lish)?|post|create|article|news|info)?[_-]?(?:time|date|shijian|riqi)")


def _take_marked_time(page: _Page) -> None:
    """A time in an element that is named for it, anywhere above the end of the text."""
    for number in range(page.body[-1] + 1):
        around = [page.tree.elements[n] for n in islice(page.tree.around(page.tree.owner[number]), 2)]
        if any(element.tag == "time" or _TIME_NAME.search(element.names) for element in around) and _take_dateline(
            page, number
        ):
            return


def _take_dateline(page: _Page, number: int) -> bool:
    line = page.lines[number]
    if number in page.used or len(line.words) > _LONGEST_DATELINE or is_breadcrumb(line):
        return False
    if number in page.body[_ENDS:]:
        is_one = is_dateline(page.repaired, line)
    else:
        rest = rest_of_dateline(page.repaired, line)
        is_one = rest is not None and len("".join(rest.split())) <= _MOST_REST and not _CONTENT.search(rest)
    if not is_one:
        return False
    page.heading.used.append(("dateline", line))
    page.heading.add(read_dateline(page.repaired, line))
    page.used.add(number)
    return True


def _without_head(page: _Page, title: int | None) -> list[int]:
    """The body's lines behind the title and prose set apart above them, less what was read as something else."""
    after = title if title is not None and title <= page.body[len(page.body) // 2] else -1
    body = [number for number in page.body if number > after]
    if after >= 0 and body:
        body = [*(n for n in sorted(page.loose) if after < n < body[0]), *body]
    name = loosely(page.heading.title.exact or "") if page.heading.title else ""
    return [n for n in body if n not in page.used and not _is_furniture(page.lines[n].words, name)]


# 打印| | 字号： | 播报 编辑 | 微博 微信 空间 分享 添加喜爱 打印 增大字体 减小字体 | 阅读 123
_FURNITURE = re.compile(
    r"(?:打印|字号|字体|播报|编辑|微博|微信|空间|分享(?:到|至)?|添加喜爱|(?:增大|减小|放大|缩小)字体|超大|特大|标准|[大中小赞]|收藏|举报|评论|阅读|点赞"
    r"|喜欢|关注|订阅|复制链接|扫一扫|朋友圈|新浪|腾讯|QQ|关闭|返回|顶部|[\s|｜:：·+\-/\[\]【】()（）>]|\d{1,6})+"
)


def _is_furniture(words: str, title: str) -> bool:
    """Whether a line inside the body's element is a button, or the title once more."""
    return (len(words) <= 60 and _FURNITURE.fullmatch(words) is not None and not words.isdigit()) or (
        len(words) <= 120 and bool(title) and loosely(words) == title
    )


# ── what is declared and not shown ───────────────────────────────────────────────────────────────────────────────


def _take_declared(page: _Page) -> None:
    """Fill what the page does not show with what it declares."""
    heading, declared = page.heading, page.declared
    if heading.title is None and (title := next(iter(_titles(declared)), None)) is not None:
        heading.title = _as_declared("text", title)
    if heading.first("published") is None:
        for words in declared.times:
            moment = _moment(words)
            if moment is not None:
                heading.add({"published": [moment]})
                break
    if heading.first("published") is None and (modified := heading.first("modified")) is not None:
        heading.add({"published": [replace(modified, status="derived", derived=_ONLY_MODIFIED)]})
    for name, names in (("source", declared.sources), ("author", declared.authors)):
        if heading.first(name) is None and names:
            heading.add({name: [_shown(page, names[0]) or _as_declared("name", names[0])]})
    if heading.publisher is None and declared.sites:
        heading.publisher = _shown(page, declared.sites[0]) or _as_declared("name", declared.sites[0])


def _titles(declared: Declared) -> Iterator[str]:
    yield from declared.titles
    first = _TITLE_BORDER.split(declared.whole_title)[0].strip()
    if len(first) >= 4:
        yield first


# 题名_栏目_某某网 | 题名 - 某某网
_TITLE_BORDER = re.compile(r"\s*[_|｜]\s*|\s+[-–—]+\s+|--+|-(?=[^-]{2,12}$)")


def _shown(page: _Page, name: str) -> Field | None:
    """A declared name where the page prints it too, so that it can be opened."""
    start = page.repaired.text.find(name)
    if start < 0:
        return None
    return text_field(page.repaired, Span(start, start + len(name)), type="name")


def _as_declared(type: ValueType, value: str) -> Field:
    return Field(type, value, status="derived", derived=_DECLARED)


_ONLY_MODIFIED = "页面未载发布时间，取其更新时间"
_DECLARED = "页面未显示，取自网页代码中的声明"

_BEIJING = timezone(timedelta(hours=8))
# 2022-02-11 09:52 | 2019-11-25T11:01:53+08:00 | 2020年09月11日 18:05 | 2022-02-13
_TIME = re.compile(
    r"(?P<y>(?:19|20)\d\d)[-/.年](?P<m>\d{1,2})[-/.月](?P<d>\d{1,2})日?"
    r"(?:[T\s]+(?P<hour>\d{1,2}):(?P<minute>\d\d)(?::(?P<second>\d\d)(?:\.\d+)?)?(?P<zone>Z|[+-]\d\d:?\d\d)?)?"
)


def _moment(words: str) -> Field | None:
    """A declared time as the page would print it, by China's clocks; absent where no calendar or clock has it."""
    match = _TIME.match(words.strip())
    if match is None:
        return None
    try:
        day = datetime(int(match["y"]), int(match["m"]), int(match["d"]), tzinfo=_BEIJING)
        if match["hour"] is None:
            return _as_declared("date", day.date().isoformat())
        moment = day.replace(hour=int(match["hour"]), minute=int(match["minute"]), second=int(match["second"] or 0))
        zone = (match["zone"] or "+08:00").replace("Z", "+00:00")
        offset = timedelta(hours=int(zone[1:3]), minutes=int(zone[-2:])) * (-1 if zone[0] == "-" else 1)
        moment = moment.replace(tzinfo=timezone(offset)).astimezone(_BEIJING)
    except (ValueError, OverflowError):
        return None
    return _as_declared("moment", moment.isoformat(timespec="minutes" if match["second"] is None else "seconds"))


# ── attachments ──────────────────────────────────────────────────────────────────────────────────────────────────

# P020250902313.docx | /attach/1.pdf?id=3
_FILE = re.compile(r"[^?#]*\.(?:docx?|wps|xlsx?|et|pdf|ofd|pptx?|zip|rar|7z)(?:[?#].*)?", re.IGNORECASE | re.DOTALL)
_UNDER = 15
"""Lines under the body among which files are still the page's own."""


def _attachments(page: _Page) -> tuple[Attachment, ...]:
    """The links to files from the title to just under the text, each under the words of its link."""
    if not page.body:
        return ()
    start = page.lines[page.body[0]].span.start
    end = page.lines[min(len(page.lines) - 1, page.body[-1] + _UNDER)].span.end
    found: dict[str, Attachment] = {}
    for element in page.tree.elements:
        if element.link and start <= element.start < element.end <= end and _FILE.fullmatch(element.link):
            words = page.repaired.text[element.start : element.end]
            first = element.start + len(words) - len(words.lstrip())
            name = Span(first, first + len(words.strip()))
            if len(name):
                found.setdefault(element.link, Attachment(text_field(page.repaired, name, type="name"), element.link))
    return tuple(found.values())


# ── sections ─────────────────────────────────────────────────────────────────────────────────────────────────────


def _head(lines: Sequence[Line]) -> int:
    """How many lines of a body stand before any tail can begin: a link to 相关阅读 in the first part ends no article."""
    left = _HEAD * sum(len(line.words) for line in lines)
    for number, line in enumerate(lines):
        left -= len(line.words)
        if left < 0:
            return number
    return 0


def _sections(page: _Page) -> Sections:
    """The body by the markup; behind it what text rules open (related list, rights, footer), the rest is navigation."""
    body = set(page.body)
    lines = [page.lines[number] for number in page.body]
    head = _head(lines)
    inner = read_sections(lines[head:])
    inner.lines["body"] = [*lines[:head], *inner.of("body")]
    rest = range(page.body[-1] + 1 if page.body else 0, len(page.lines))
    outer = read_sections([page.lines[n] for n in rest if n not in page.used and n not in body])
    sections = Sections(headings=[*inner.headings, *outer.headings])
    of_body: tuple[tuple[Sections, Role], ...] = ((inner, "body"), (outer, "navigation"))
    for part, target in of_body:
        for role, found in part.lines.items():
            sections.lines.setdefault(target if role == "body" else role, []).extend(found)
    _end_related(page, sections)
    before = [page.lines[n] for n in range(rest.start) if n not in body and n not in page.used]
    sections.lines.setdefault("navigation", []).extend(before)
    return sections


def _end_related(page: _Page, sections: Sections) -> None:
    """A related list ends with the element that holds its heading and the entries under it; the rest is navigation."""
    numbers = {line.span.start: number for number, line in enumerate(page.lines)}
    ends = [_end_of_list(page, numbers[line.span.start]) for role, line in sections.headings if role == "related"]
    kept: list[Line] = []
    for line in sections.of("related"):
        is_listed = any(start < line.span.start < end for start, end in ends)
        (kept if is_listed else sections.lines.setdefault("navigation", [])).append(line)
    if kept:
        sections.lines["related"] = kept
    else:
        sections.lines.pop("related", None)


def _end_of_list(page: _Page, heading: int) -> tuple[int, int]:
    """From a heading to the end of the innermost element that holds it and a line below it."""
    start = page.lines[heading].span.start
    below = page.lines[heading + 1].span.end if heading + 1 < len(page.lines) else start
    around = (page.tree.elements[index] for index in page.tree.around(page.tree.owner[heading]))
    return start, next((element.end for element in around if element.end >= below), start)
