"""The sections of a notice: 一、项目基本情况, 3.采购代理机构信息, in lines or in run-on text.

Comes in: a page's text and the range of one notice. Goes out: `Section`s with their role, by the words of the heading and
never by its numeral, which shifts when a section is inserted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from zhiyue.spans import Span

# Role → words of its headings; the first that fits decides, so the special stand before the general.
_ROLES = (
    ("experts", r"专家|评审小组|评标委员会|谈判小组|磋商小组"),
    ("agency", r"代理机构|招标机构"),
    ("proposed", r"拟定(?:的)?(?:唯一)?供应商|唯一供应商|单一来源供应商"),
    ("buyer", r"采购人|采购单位|招标人|采购方(?!式|法)"),
    ("fee", r"收费|服务费|售价|保证金"),
    ("documents", r"获取|报名|领取|发售|购买"),
    ("qualification", r"资格|资质"),
    ("deadline", r"截止|递交|提交投标|提交响应|开标|开启"),
    ("failed", r"废标|流标|终止|失败"),
    ("items", r"标的|清单|采购需求|采购内容|招标内容|采购货物|招标范围|采购范围|项目内容"),
    ("result", r"(?:中标|成交|中选|采购|评审|评标|入围).{0,6}(?:信息|结果|情况|供应商|单位|人|金额)"),
    ("period", r"期限|公示期"),
    ("contact", r"联系|询问|质疑"),
    ("project", r"项目|基本情况|概况|招标条件"),
)
_ROLE = tuple((role, re.compile(pattern)) for role, pattern in _ROLES)

# 一、… | （四）… | 1.… | 1.1、…: at the start of a line
_NUMBERED = (
    r"(?:^|(?<=\n))[ \t\u3000\xa0]*(?P<numeral>[一二三四五六七八九十]{1,3}[、.．]|[（(][一二三四五六七八九十0-9]{1,3}[）)]"
    r"|[0-9]{1,2}(?:\.[0-9]{1,2})?[、.．](?![0-9]))[ \t\u3000]*(?=(?P<words>[^\n]{0,60}))"
)
# …037二、采购单位：…三、采购预算： : in run-on text a numeral opens a section where a short heading follows
_INLINE = r"(?<![第一二三四五六七八九十、])(?P<inline>[一二三四五六七八九十]{1,3}、)(?=(?P<heading>[^\s，。；：:、\n]{2,16})[：:，。\n])"
# …采购项目 三、成交信息 供应商名称：… : a summary in one line, its headings between blanks
_SPACED = r"(?<=[ \u3000])(?P<spaced>[一二三四五六七八九十]{1,3}、)(?=(?P<between>[^\s，。；：:、\n]{2,16})[ \u3000])"
# … 询问 1.采购人信息 名称：… 2.采购代理机构信息 名称：… : the parts of the last section, run on
_PARTY = r"(?<=[ \u3000。；])(?P<party>[0-9]{1,2}[.．、](?:采购人|采购单位|招标人|采购代理机构|招标代理机构|代理机构|项目)(?:信息|联系方式))"
# 采购人信息 | 项目概况: alone on a line
_BARE = r"(?:^|(?<=\n))[ \t\u3000\xa0]*(?P<bare>(?:采购人|采购单位|招标人|采购代理机构|招标代理机构|代理机构|中标（成交）|中标|成交|项目|主要标的|标的)(?:信息|概况|基本情况)|联系方式)[：:]?[ \t\u3000]*(?=\n|$)"
_HEADING = re.compile(f"{_NUMBERED}|{_INLINE}|{_SPACED}|{_PARTY}|{_BARE}", re.MULTILINE)
_HEADING_WORDS = re.compile(r"[^：:。；，\n]{0,40}")


@dataclass(frozen=True, slots=True)
class Section:
    """One section: the role its heading speaks of, the heading's words, and its content up to the next heading."""

    role: str
    heading: Span
    content: Span


def find_sections(text: str, within: Span) -> Iterator[Section]:
    """Yield the sections in a range, in order. A heading that speaks of nothing known has the role ``other``."""
    headings = list(_headings(text, within))
    for place, (role, heading) in enumerate(headings):
        end = headings[place + 1][1].start if place + 1 < len(headings) else within.end
        yield Section(role, heading, Span(heading.end, max(heading.end, end)))


def _headings(text: str, within: Span) -> Iterator[tuple[str, Span]]:
    for match in _HEADING.finditer(text, within.start, within.end):
        if match["bare"] is not None:
            yield _role_of(match["bare"]), Span(*match.span("bare"))
        elif match["inline"] is not None:
            yield _role_of(match["heading"]), Span(match.start("inline"), match.end("heading"))
        elif match["party"] is not None:
            yield _role_of(match["party"]), Span(*match.span("party"))
        elif match["spaced"] is not None:
            yield _role_of(match["between"]), Span(match.start("spaced"), match.end("between"))
        else:
            yield from _numbered(text, match)


def _numbered(text: str, match: re.Match[str]) -> Iterator[tuple[str, Span]]:
    """A numbered line, and what run-on text holds of further sections in the same line."""
    words = _HEADING_WORDS.match(match["words"])
    end = match.start("words") + (words.end() if words else 0)
    yield _role_of(text[match.start("words") : end]), Span(match.start("numeral"), end)


def _role_of(words: str) -> str:
    return next((role for role, pattern in _ROLE if pattern.search(words)), "other")
