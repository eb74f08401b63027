"""Who takes part: organisations in sentences and headlines about purchases.

Comes in: ranges of a page's text. Goes out: `Found` of type ``organisation``. A sentence about a purchase puts names and
verbs side by side without a border (某某大学采购某某实验室设备): here the verbs are borders as well.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from zhiyue.spans import Span
from zhiyue.values import Found, find_organisations

# 采购 borders a name, but not in 采购中心, 招标有限公司, 政府采购办公室
_VERB = re.compile(
    r"(?:采购|购置|购买|订购|求购|引进|添置)(?!中心|办|站|代理|有限|咨询|管理|招标|服务中心|交易|与招)"
    r"|(?:招标|中标|成交|中选)(?!有限|代理|投标|咨询|采购|集团|中心|公司|股份|办|局)"
    r"|斩获|拿下|签下|签约|喜获|关于|大单|预算|项目(?!管理|咨询|建设|投资)|[！!：:丨|｜]"
)


def find_parties(text: str, within: Span) -> Iterator[Found]:
    """Yield the organisations in a range, in order, each ending before the verb that follows it."""
    start = within.start
    for verb in _VERB.finditer(text, within.start, within.end):
        yield from find_organisations(text, Span(start, verb.start()))
        start = verb.end()
    yield from find_organisations(text, Span(start, within.end))
