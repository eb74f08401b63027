"""Sources and authors that no label announces, as HTML pages print them.

Comes in: the lines around the title and the body, and the names of their elements. Goes out: fields added to the heading:
the words beside the time of a dateline (2019年09月07日 某某日报), elements named for what they hold (class="source"), and
reporters named in the text (本报记者… , （记者 …）).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from zhiyue.layout.heading import Heading
from zhiyue.layout.lines import Line
from zhiyue.layout.tree import Tree
from zhiyue.model import Repaired
from zhiyue.spans import Span
from zhiyue.values.found import text_field

_NAME = r"[\u4e00-\u9fff·]{2,4}"
# （记者 张三） | 本报记者李四发自北京 | （王五 上海报道） | 文/赵六
_REPORTER = re.compile(
    rf"[（(](?:本报|本网|本刊|见习|实习)*(?:记者|通讯员|作者|撰文|文)[ \u3000:：/]*(?P<a>{_NAME}?)(?:[ \u3000、][^）)]*)?[)）]"
    rf"|(?:本报|本网|本刊|[\u4e00-\u9fff]{{2,8}})(?:见习|实习)?记者[ \u3000:：/]*(?P<b>{_NAME}?)(?=[ \u3000、]|发自|报道|北京|上海|$)"
    rf"|[（(](?P<c>[\u4e00-\u9fff]{{2,3}})[ \u3000](?:[\u4e00-\u9fff]{{2,4}})(?:报道|电)[)）]"
    rf"|^文[ \u3000]*[/／|｜丨:：][ \u3000]*(?P<d>{_NAME})(?=$|[ \u3000,，/／|｜])"
)
_ENDS = 3
"""Lines at either end of a body in which a reporter is named."""

# class="source" | id="media_name" | class="time-source" holds both, and is read as a dateline
_SOURCE_NAME = re.compile(r"(?<![a-z])(?:source|media|laiyuan|origin|come-?from)(?:[_-]?(?:name|link))?(?![a-z])")
_AUTHOR_NAME = re.compile(r"(?<![a-z])(?:author|writer|byline|zuozhe)(?:[_-]?name)?(?![a-z])")
_SHORT = 24
_IS_NAME = re.compile(r"[\w·&＆\-（）()\[\] ]*[\u4e00-\u9fffA-Za-z][\w·&＆\-（）() ]*")


def read_bylines(repaired: Repaired, heading: Heading, body: Sequence[Line], tree: Tree) -> None:
    """Add the sources and authors that stand without a label, where no label gave one."""
    if heading.first("author") is None:
        for line in (*body[:_ENDS], *body[-_ENDS:]):
            match = _REPORTER.search(line.words)
            if match is not None and match.lastgroup is not None:
                span = line.within(*match.span(match.lastgroup))
                heading.add({"author": [text_field(repaired, span, type="name")]})
                break
