"""Themes: the motto under which a campaign, an exhibition or a conference is held.

Comes in: an excerpt. Goes out: each range that is said to be a theme, with how it is said; which of several is the one
is for the kind to decide.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from zhiyue.notices.excerpt import Excerpt
from zhiyue.notices.mentions import clean, lines
from zhiyue.spans import Span

How = Literal["heading", "label", "prose"]

_OPEN, _CLOSE = '“"「『‘《【', '”"」』’》】'
_QUOTED = rf"[{_OPEN}](?P<quoted>[^“”「」『』《》\r\n]{{3,60}})[{_CLOSE}]"
_QUOTED_TOO = _QUOTED.replace("quoted", "quoted2")
# 主题是“加强质量支撑 共建质量强国” | 活动主题为:加强质量支撑 共建质量强国。 | 主题“…”
_THEME_IS = re.compile(
    rf"主题(?:口号)?\s?(?:仍然?|确定|定)?(?:是|为|[:：])?\s?[:：]?\s?(?:{_QUOTED}"
    r"|(?<=[是为:：])(?P<plain>[^“”「」『』《》。；;\r\n]{4,60}))"
)
# 以“智测未来 共建开放实验室”为主题 | 以推动质量变革创新、促进质量强国建设为活动主题 | 围绕“…”主题
_AS_THEME = re.compile(
    rf"(?:以|围绕|紧扣|聚焦|突出|贯彻|落实|按照)\s?(?:{_QUOTED_TOO}\s?(?:为|作为|这一|的)?(?:[^，。；\s]{{0,6}})主题"
    r"|(?P<plain2>[^以“”「」『』《》。；;：:\r\n]{4,50}?)(?:为|作为)(?:活动|年度)?主题)"
)
# 一、活动主题 | 活动主题: | (二)主题  : the theme stands on the next line
_HEADING = re.compile(r"(?:[（(]?[一二三四五六七八九十]{1,2}[)）]?[、.．]?\s?)?[一-龥“”]{0,8}主题\s?[:：]?")
# 一、活动主题 推动质量变革创新 促进质量强国建设 | 展会主题:精密 智能 绿色
_LABELLED = re.compile(
    r"(?:[（(]?[一二三四五六七八九十]{1,2}[)）]?[、.．]\s?[一-龥“”]{0,8}主题\s?[:：\s]\s?|[一-龥“”]{0,8}主题\s?[:：]\s?)(?P<words>\S.{2,60}?)[。]?"
)
# ":" behind the label is no theme, nor is a sentence about it
_NO_THEME = re.compile(r"主题|通知|如下|活动的|^(?:的|是|为|上|下|性|鲜明|突出|教育|党日|班会|团日)|[，,]{2}")


@dataclass(frozen=True, slots=True)
class Theme:
    """A range that is said to be a theme, and how: under a heading, behind a label, or in a sentence."""

    span: Span
    how: How


def find_themes(excerpt: Excerpt) -> Iterator[Theme]:
    """Yield what is said to be a theme, in the order in which evidence counts."""
    text = excerpt.text
    after_heading = False
    for zone in lines(excerpt):
        words = zone.of(text)
        if after_heading:
            yield from _under_heading(text, zone)
        after_heading = _HEADING.fullmatch(words) is not None
        if after_heading:
            continue
        labelled = _LABELLED.fullmatch(words)
        if labelled is not None and not _QUOTE.search(labelled["words"]):
            yield from _theme(text, Span(*_shift(zone, labelled.span("words"))), "label")
        else:
            yield from _in_prose(text, zone)


_QUOTE = re.compile(rf"[{_OPEN}]")


def _under_heading(text: str, zone: Span) -> Iterator[Theme]:
    """The line under a heading is the theme itself, or a sentence that holds it."""
    words = zone.of(text)
    if "主题" not in words and len(words) <= 60:
        inner = clean(text, zone, around=" \t\u3000。" + _OPEN + _CLOSE)
        # 贯彻《纲要》 推进…: brackets that belong to the theme
        span = clean(text, zone) if inner.of(text).count("《") != inner.of(text).count("》") else inner
        yield from _theme(text, span, "heading")


def _in_prose(text: str, zone: Span) -> Iterator[Theme]:
    taken = -1
    for pattern in (_AS_THEME, _THEME_IS):
        for match in pattern.finditer(text, zone.start, zone.end):
            group = next(name for name in match.groupdict() if match[name] is not None)
            if match.start() == taken:
                continue
            yield from _theme(text, Span(*match.span(group)), "prose")


def _theme(text: str, span: Span, how: How) -> Iterator[Theme]:
    span = clean(text, span)
    if len(span) >= 4 and not _NO_THEME.search(span.of(text)):
        yield Theme(span, how)


def _shift(zone: Span, span: tuple[int, int]) -> tuple[int, int]:
    return zone.start + span[0], zone.start + span[1]
