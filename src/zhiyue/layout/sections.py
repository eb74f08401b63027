"""Which line opens which section of a page: body, keywords, related list, rights notice, footer.

Comes in: the lines. Goes out: `Sections`, lists of lines by role. A heading opens a section that runs
to the next heading.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from zhiyue.layout.lines import Line

Opened = Literal["keywords", "related", "rights", "footer"]
Role = Literal["body", "navigation", Opened]

# 相关阅读 Related Reading | 【延伸阅读】 | 推荐阅读： | 猜你喜欢 >>
_RELATED = re.compile(
    r"[【\[—\-\s]*(?:相关(?:阅读|推荐|新闻|文章|资讯|链接|报道|内容|信息)|(?:延伸|推荐|更多|扩展)阅读|阅读推荐"
    r"|(?:热点|热门|精彩|编辑|为您|为你)推荐|(?:热门|最新|推荐)(?:文章|资讯|新闻)|猜你喜欢|[您你]可能(?:还|也)?(?:感兴趣|喜欢)(?:的文章|的内容)?)"
    r"[】\]—\-:：>》+\s]*(?:[A-Za-z ]{0,24})[>》+\s]*"
)

# 关键词 | 关键词：质量月 质量强国 | 标签: …
_KEYWORDS = re.compile(r"[【\[]?(?:关键词|关键字|本文关键词|标签|TAGS?|Tags?)[】\]]?\s*(?:[:：]\s*(?P<rest>.*))?")

# 版权与免责声明 | 免责声明：凡本网注明… | 【版权声明】
_RIGHTS = re.compile(
    r"[【\[]?(?:(?:本网|本站)?(?:版权|免责|转载|法律|郑重|特别|重要)(?:(?:与|及|和|、)?(?:免责|版权|转载))?(?:声明|说明|申明)|声明|转载须知|版权信息)[】\]]?"
    r"\s*(?:[:：]\s*(?P<rest>.*))?"
)
_RIGHTS_SENTENCE = re.compile(
    r"(?:\d+[.、．]\s*)?凡(?:本网|本站|注明)|(?:以上|上述)(?:文章|内容|信息).{0,12}(?:转载|来源于)网络"
)

# 上一篇：… | 下一篇:… | 查看更多+ | 返回顶部 | 打印本页 关闭窗口
_NAVIGATION = re.compile(
    r"(?:上一[篇条页]|下一[篇条页]|前一篇|后一篇)(?:\s|[:：]|$).*|(?:查看)?更多\s*[+＋»>》]*|(?:more|MORE)\s*[+»>]*"
    r"|返回(?:顶部|首页|列表|上一页)|(?:[【\[]?(?:打印|打印本页|关闭|关闭窗口|关闭本页|收藏|返回顶部|大|中|小|字体|分享|复制链接)[】\]]?[:：\s|]*){2,}|分享到?[:：]?.{0,30}"
    r"|(?:微信)?扫一扫.{0,40}|扫描二维码.{0,30}"
)

# 浙ICP备12345678号 | Copyright © 2025 … | 版权所有 … | 主办单位：… 网站标识码
_FOOTER = re.compile(
    r".*(?:ICP备|ICP证|公网安备|网站标识码|[Cc]opyright|COPYRIGHT|©|版权所有|技术支持[:：]|网站地图|关于我们\s*[|｜·\s]\s*)"
)


@dataclass(frozen=True, slots=True)
class Sections:
    """The lines behind the title, by role; a heading's own line stands in `headings` with the role it opened."""

    lines: dict[Role, list[Line]] = field(default_factory=dict)
    headings: list[tuple[Opened, Line]] = field(default_factory=list)

    def of(self, role: Role) -> Sequence[Line]:
        """The lines of one role, in reading order."""
        return self.lines.get(role, ())


def read_sections(lines: Sequence[Line]) -> Sections:
    """Sort the lines behind a page's heading into sections."""
    sections = Sections()
    role: Role = "body"
    for line in lines:
        opened = _opens(line, role)
        if opened is None:
            target = "navigation" if _NAVIGATION.fullmatch(line.words) else role
            sections.lines.setdefault(target, []).append(line)
            continue
        role, first = opened
        if first is None:
            sections.headings.append((role, line))
        else:
            sections.lines.setdefault(role, []).append(first)
        # Keywords fill one line; what follows them is neither body nor keywords unless a heading says so.
        if role == "keywords" and first is not None:
            role = "body" if not sections.of("related") and not sections.of("rights") else "footer"
    return sections


def _opens(line: Line, role: Role) -> tuple[Opened, Line | None] | None:
    """The section that a line opens, and the line's own content behind the label (None: heading only)."""
    words = line.words
    if _RELATED.fullmatch(words):
        return "related", None
    if (match := _KEYWORDS.fullmatch(words)) is not None:
        return "keywords", _rest(line, match)
    if (match := _RIGHTS.fullmatch(words)) is not None:
        return "rights", _rest(line, match)
    if role != "rights" and _RIGHTS_SENTENCE.match(words):
        return "rights", line
    if _FOOTER.match(words) and len(words) < 200 and role != "rights":
        return "footer", line
    return None


def _rest(line: Line, match: re.Match[str]) -> Line | None:
    rest = match["rest"]
    if not rest:
        return None
    return Line(line.within(match.start("rest"), match.end("rest")), rest, line.has_bullet)
