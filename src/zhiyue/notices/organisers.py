"""Who holds an event: bodies that hold a campaign together, hosts of an exhibition.

Comes in: the sentences of an excerpt that speak of the event. Goes out: ranges of names, and of the number of bodies
that is claimed. Lists of Chinese authorities are parted here by 、, by blanks and by 联合, because a national notice
prints them with blanks (市场监管总局 教育部 公安部等21个部门).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from zhiyue.notices.excerpt import Excerpt
from zhiyue.notices.lists import split_items
from zhiyue.notices.mentions import clean
from zhiyue.spans import Span

_NUMBER = r"(?:[0-9]{1,3}|[一二两三四五六七八九十百]{1,4})"
_NOUN = r"\s?余?(?:个|家)?(?:国家)?(?:部门|部委|单位|委办局|厅局|部办)"
# 市场监管总局、教育部等21个部门联合开展 | 会同25个部门 | 47部门联合
_COUNTED = re.compile(
    rf"(?:等|会同|联合)\s?(?P<count>{_NUMBER}{_NOUN})"
    rf"|(?<![0-9一二三四五六七八九十百第])(?P<alone>{_NUMBER}{_NOUN})(?=联合|共同)"
)
_TOGETHER = re.compile(r"联合|共同|会同|决定|印发|组织|开展|举办|主办|发起")
# 34个部门的负责人参加: people in the hall, no organisers
_ATTEND = re.compile(r"(?:的)?[^，。；]{0,12}(?:参加|出席|代表|负责人|负责同志|获奖|受表彰)")
_BODY = re.compile(
    r"[一-龥（）()]{1,28}(?:部|委|局|厅|署|办|会|院|社|中央|协|妇联|工商联|集团|公司|中心|银行|政府|海关|大学|馆|所)"
)
# 为落实…,由甲局、乙局等: where the clause with the list begins
_BORDER = re.compile(
    r"[，,。；;：:！!？?》”“】）]|(?<![自事理])由|按照|根据|依据|转发|现将|经(?!济|信|贸|开)|近日|日前|今年|[0-9]日|[上下]午|记者"
)
_PART = re.compile(r"[、\s\u3000]|联合(?!会|国|大学)|会同|(?<=[局委部厅会办])[和与](?=[一-龥]{2})")
_REACH = 600
"""How far before its count a list may begin: fifty names."""


@dataclass(frozen=True, slots=True)
class Organisers:
    """One place that says how many bodies hold something together, and the names printed before it."""

    count: Span
    names: tuple[Span, ...]


def find_co_organisers(excerpt: Excerpt, about: Iterable[Span]) -> Iterator[Organisers]:
    """Yield each claim about how many bodies hold an event together."""
    text = excerpt.text
    for sentence in about:
        if not _TOGETHER.search(text, sentence.start, sentence.end):
            continue
        for match in _COUNTED.finditer(text, sentence.start, sentence.end):
            span = Span(*match.span("count" if match["count"] else "alone"))
            if not _ATTEND.match(text, span.end, sentence.end):
                yield Organisers(span, _named_before(text, Span(sentence.start, match.start())))


def leads_alone(text: str, first: Span, second: Span) -> bool:
    """甲局联合乙局、丙局: whether the first leads and the others join, so that a count may hold it or not."""
    return text[first.end : second.start].strip() in {"联合", "会同"}


def is_apart(text: str, last: Span) -> bool:
    """质检总局会同37个部门: whether those who are counted are others than those who are named."""
    return text.startswith(("会同", "联合"), last.end)


def _named_before(text: str, before: Span) -> tuple[Span, ...]:
    """The bodies named in the clause that ends here, as one list."""
    start = max(before.start, before.end - _REACH)
    start = max((border.end() for border in _BORDER.finditer(text, start, before.end)), default=start)
    names: list[Span] = []
    for part in reversed(_parts(text, Span(start, before.end))):
        name = clean(text, part)
        if not _BODY.fullmatch(text, name.start, name.end):
            break
        names.insert(0, name)
    return tuple(names)


def _parts(text: str, within: Span) -> list[Span]:
    parts: list[Span] = []
    start = within.start
    for border in [*_PART.finditer(text, within.start, within.end), None]:
        end = border.start() if border else within.end
        if end > start:
            parts.append(Span(start, end))
        start = border.end() if border else end
    return parts


# 主办单位:西部实验室联盟、成都蓉检会展有限公司
_HOSTS_LABEL = re.compile(
    r"主办(?:单位|方|机构)?\s?[:：]\s?(?P<list>[^。；;：:\r\n]{3,200}?)(?=$|[。；;\r\n]|承办|协办|支持单位)"
)
# 由江东省分析测试协会、江东省科学器材行业商会共同主办
_HOSTS = re.compile(r"(?:由|^|[，,。；;])(?P<list>[^，,。；;：:由\r\n]{4,160}?)(?:联合|共同)?主办(?!单位|方|机构|地)")
_HOST = re.compile(r"[一-龥A-Za-z（）()·]{3,40}")
_NO_HOST = re.compile(r"^(?:本届|本次|此次|该|展会|大会|会议|论坛|活动)|举办|会期|展览会|博览会|有关")


def find_hosts(excerpt: Excerpt) -> tuple[Span, ...]:
    """The names of those who host an event, from the fullest list on the page."""
    lists: list[tuple[Span, ...]] = []
    for zone in excerpt.zones:
        for pattern in (_HOSTS_LABEL, _HOSTS):
            for match in pattern.finditer(excerpt.text, zone.start, zone.end):
                items = split_items(excerpt.text, Span(*match.span("list")))
                lists.append(tuple(item for item in items if _is_host(item.of(excerpt.text))))
    return max(lists, key=len, default=())


def _is_host(words: str) -> bool:
    return _HOST.fullmatch(words) is not None and _NO_HOST.search(words) is None
