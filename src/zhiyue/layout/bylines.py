"""Sources and authors that no label announces, as HTML pages print them.

Comes in: the lines around the title and the body, and the names of their elements. Goes out: fields added to the heading:
the words beside the time of a dateline (2019年09月07日 某某日报), elements named for what they hold (class="source"), and
reporters named in the text (本报记者… , （记者 …）).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from zhiyue.layout.heading import Heading, has_label, rest_of_dateline
from zhiyue.layout.lines import Line
from zhiyue.layout.tree import Tree
from zhiyue.model import Repaired
from zhiyue.spans import Span
from zhiyue.values.found import text_field

_NAME = r"[\u4e00-\u9fff·]{2,4}"
# （记者 张三） | 本报记者李四发自北京 | （王五 上海报道） | 文/赵六
_REPORTER = re.compile(
    rf"[（(][\u4e00-\u9fff]{{0,8}}?(?:记者|通讯员|作者|撰文|文)[ \u3000:：/]*(?P<a>{_NAME}?)(?:[ \u3000、][^）)]*)?[)）]"
    rf"|(?:本报|本网|本刊|[\u4e00-\u9fff]{{2,8}})(?:见习|实习)?记者[ \u3000:：/]*(?P<b>{_NAME}?)(?=[ \u3000、]|发自|报道|北京|上海|$)"
    rf"|[（(](?P<c>[\u4e00-\u9fff]{{2,3}})[ \u3000](?:[\u4e00-\u9fff]{{2,4}})(?:报道|电)[)）]"
    rf"|^(?:见习|实习)?记者[ \u3000:：/]*(?P<e>{_NAME}?)(?=[ \u3000、]|发自|报道|$)"
    rf"|^文[ \u3000]*[/／|｜丨:：][ \u3000]*(?P<d>{_NAME})(?=$|[ \u3000,，/／|｜])"
)
_MAY_REPORT = re.compile(r"记者|通讯员|作者|撰文|报道[)）]|电[)）]|^文")

# class="source" | id="media_name" | id="js_name" (the account of a WeChat article) | class="time-source" holds both, and is read as a dateline
_SOURCE_NAME = re.compile(
    r"(?<![a-z])(?:source|(?<!rich_)media|laiyuan|origin|come-?from|js_name|account)(?:[_-]?(?:name|link))?(?![a-z])"
)
_AUTHOR_NAME = re.compile(
    r"(?<![a-z])(?:author|writer|byline|zuozhe)(?:[_-]?name)?(?![a-z])|(?<![a-z])rich_media_meta_text(?![a-z])"
)
_LONGEST_NAMED = 30
# 来源：某某日报 | 某某日报 | 作者: 张三
_NAMED = re.compile(
    r"\s*(?:(?:信息|文章)?来源|作者|文|由(?=\s)|[Bb]y(?=\s))?\s*[:：/]?\s*(?P<name>[\w·&＆\-（）()]+(?: [\w·&＆\-]+)?)\s*"
)
_NO_NAME = re.compile(
    r"^\W*\d*\W*$|^.$|\d{4}[-/.年]\d|字号|字体|打印|举报|参与|评论|我要|更新|时间|星期|播报|编辑|阅读|关注|粉丝|订阅|分享|跟贴|[日月年]$|点击|浏览|来源|责任|发表|发布"
    r"|返回|收藏|原创|喜欢|正文|首页|^http|\.com|\.cn"
)
_LABEL_ALONE = re.compile(r"(?:(?P<source>(?:信息|文章|新闻)?来源|稿源|出处)|作者|记者|撰稿|供稿)\s*[:：]")
_TOKEN = re.compile(r"[^\s|｜·•,，\[\]【】（）()<>:：/_]+(?:-[^\s|｜·]+)?")
_HAN = re.compile(r"[\u4e00-\u9fff]")
# 新华社 | 某某日报 | 某某网 | 某某市市场监督管理局
_MEDIUM = re.compile(
    r"[\w\u4e00-\u9fff]{1,14}(?:社|网|报|日报|晚报|早报|周刊|新闻|在线|电视台|电台|杂志|客户端|[局委厅办])"
)
# 某某 发表于 2005-…
_POSTER = re.compile(r"([^\s:：]{2,20})\s*发[表布]于")


# 张三 | 欧阳某: the surnames that nine in ten people bear; a word of two or three characters behind one is a name
_SURNAME = (
    r"(?:欧阳|司马|诸葛|上官|[赵钱孙李周吴郑王冯陈蒋沈韩杨朱秦许何吕施张孔曹严金魏陶姜谢邹潘葛范彭鲁韦马方俞任袁柳史唐薛雷贺倪汤罗毕郝安于傅卞齐康伍余顾孟黄尹姚邵汪毛"
    r"戴宋庞熊纪舒项祝董梁杜阮蓝季贾江郭梅林徐邱骆高夏蔡田樊胡凌霍万卢莫丁邓洪崔程陆翁段侯武刘龙叶黎白赖乔谭申冉庄温柴瞿曾关岳付肖闫苏覃廖])"
)
_PERSON = rf"{_SURNAME}[\u4e00-\u9fff]{{1,2}}"
_NO_PERSON = r"金[融额]|高[清校科中级]|关\s?[于注闭]|安\s?[全徽]|江[苏西]|方\s?[案法]|任\s?务|余\s?[下额]|万[元人]"
# 撰文 | 张三 | 文丨李四 | 文/图 王五
_WRITER = re.compile(
    rf"(?:撰文|撰稿|供稿|文字|作者|记者|通讯员|文(?:\s*[/／、]\s*图)?)(?:\s*[|｜丨/／]\s*|(?<=图)\s*)(?P<name>{_NAME})(?=$|[\s,，、/／|｜])"
)
# 来源 | 某某日报 | 本文转自某某日报 | （转自：某某网） | 来源于某某网
_ORIGIN = re.compile(
    r"[（(]?(?:(?:来源|稿源|出处)\s*[|｜/／]|(?:本文|文章|稿件|本篇)?(?:转自|转载自|摘自|选自|来源于))\s*[:：]?\s*"
    r"(?P<name>[\w·《》\-]{2,24})[）)]?。?"
)
_NO_ORIGIN = re.compile(r"(?:互联网|网络|其他|其它|原创|本站).*|\d+")
# （某县市场监管局供稿） | （张三 李四） at the end of a text
_SUPPLIED = re.compile(r"[（(](?P<name>[\w·、 ]{2,24}?)\s*(?:供稿|撰稿|投稿)[）)]$")
_SIGNED = re.compile(
    rf"(?:^|(?<=[。！？”…]))[（(](?!{_NO_PERSON})(?P<name>{_PERSON})(?:[ \u3000、，]{{1,2}}{_PERSON}){{0,3}}[）)]$"
)


def read_foot_names(repaired: Repaired, heading: Heading, ends: Sequence[Line]) -> None:
    """Add the writer and the origin that a line at either end of the text names without a label's colon."""
    for line in ends:
        origin = _ORIGIN.fullmatch(line.words) if heading.first("source") is None else None
        if origin is not None and not _NO_ORIGIN.fullmatch(origin["name"]):
            heading.add({"source": [text_field(repaired, line.within(*origin.span("name")), type="name")]})
        is_short = len(line.words) <= _LONGEST_NAMED
        writer = _WRITER.match(line.words) if is_short and heading.first("author") is None else None
        if writer is not None and not _NO_NAME.search(writer["name"]):
            heading.add({"author": [text_field(repaired, line.within(*writer.span("name")), type="name")]})


def read_signature(repaired: Repaired, heading: Heading, last: Sequence[Line]) -> None:
    """Add who signs the text in brackets at its end (（张三 李四）, （某某局供稿）), where nothing else named an author."""
    for line in last if heading.first("author") is None else ():
        match = _SUPPLIED.search(line.words) or _SIGNED.search(line.words)
        if match is not None:
            heading.add({"author": [text_field(repaired, line.within(*match.span("name")), type="name")]})
            return


def read_reporters(repaired: Repaired, heading: Heading, body: Sequence[Line]) -> None:
    """Add the reporter whom the text names, where nothing else named an author."""
    if heading.first("author") is not None:
        return
    for line in body:
        match = _REPORTER.search(line.words) if _MAY_REPORT.search(line.words) else None
        if match is not None and match.lastgroup is not None:
            span = line.within(*match.span(match.lastgroup))
            heading.add({"author": [text_field(repaired, span, type="name")]})
            return


_PERSON_ALONE = re.compile(_PERSON)
# 张某某 | 张 某 | 张某某 李某某 on a line of its own; 江苏省, 金融界, 方 案, 武汉市 are none
_WRITERS_LINE = re.compile(
    rf"(?!{_NO_PERSON}|.*[市省县区镇乡村州局网报社院部会处厅委司馆站台]$)"
    rf"(?P<name>{_PERSON}|{_SURNAME}[ \u3000]{{1,2}}[\u4e00-\u9fff])(?:[ \u3000、]{{1,2}}{_PERSON}){{0,2}}"
)


def read_writer_below(repaired: Repaired, heading: Heading, below: Sequence[Line]) -> None:
    """Add the person who stands alone on a line right below the title, as under an essay."""
    for line in below if heading.first("author") is None else ():
        match = _WRITERS_LINE.fullmatch(line.words)
        if match is not None:
            heading.add({"author": [text_field(repaired, line.within(*match.span("name")), type="name")]})
            return


def read_split_labels(repaired: Repaired, heading: Heading, near: Sequence[Line]) -> None:
    """Add values that stand on the line below their label: 来源： / 某某日报."""
    for line, below in pairwise(near):
        label = _LABEL_ALONE.fullmatch(line.words)
        if label is None or len(below.words) > _LONGEST_NAMED or has_label(below):
            continue
        name = "source" if label["source"] else "author"
        if heading.first(name) is None and _NAMED.fullmatch(below.words) and not _NO_NAME.search(below.words):
            heading.add({name: [text_field(repaired, below.span, type="name")]})


def read_unlabelled(repaired: Repaired, heading: Heading, datelines: Sequence[Line], near: Sequence[Line]) -> None:
    """Add the source that stands beside a time, or alone on a line near by; and who 发表于 a time."""
    for line in datelines:
        rest = rest_of_dateline(repaired, line) or ""
        authors = {str(field.value) for field in heading.values.get("author", ())}
        tokens = [m for m in _TOKEN.finditer(rest) if not _NO_NAME.search(m[0]) and m[0] not in authors]
        if heading.first("author") is None and (poster := _POSTER.match(line.words)) is not None:
            heading.add({"author": [text_field(repaired, line.within(*poster.span(1)), type="name")]})
        elif heading.first("source") is None:
            behind = [
                m for m in tokens if _HAN.search(m[0]) and rest[: m.start()].strip() != line.words[: m.start()].strip()
            ]
            medium = [m for m in tokens if _MEDIUM.fullmatch(m[0])]
            for match in (medium or behind)[:1]:
                heading.add({"source": [text_field(repaired, line.within(*match.span()), type="name")]})
                # 某某日报 张三 2024-05-06: a person beside a medium is the writer.
                person = next((m for m in tokens if m is not match and _PERSON_ALONE.fullmatch(m[0])), None)
                if match in medium and person is not None and heading.first("author") is None:
                    heading.add({"author": [text_field(repaired, line.within(*person.span()), type="name")]})
    if heading.first("source") is None and heading.first("published") is not None:
        for line in near:
            if _MEDIUM.fullmatch(line.words) and line not in datelines:
                heading.add({"source": [text_field(repaired, line.span, type="name")]})
                return


def read_marked_names(repaired: Repaired, heading: Heading, tree: Tree, within: Span) -> None:
    """Add names from elements that are named for what they hold (class="source"), where nothing else gave one."""
    for name, pattern in (("source", _SOURCE_NAME), ("author", _AUTHOR_NAME)):
        if heading.first(name) is not None:
            continue
        for element in tree.elements:
            if not (within.start <= element.start < element.end <= within.end) or not pattern.search(element.names):
                continue
            words = repaired.text[element.start : element.end]
            if len(words) > _LONGEST_NAMED or "\n" in words.strip():
                continue
            match = _NAMED.fullmatch(words)
            if match is not None and not _NO_NAME.search(match["name"]):
                span = Span(element.start + match.start("name"), element.start + match.end("name"))
                heading.add({name: [text_field(repaired, span, type="name")]})
                break
