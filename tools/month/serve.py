"""How a site serves a page: the damage of mirrors and copies, masks of aggregators, encodings, HTML.

Comes in: a `Draft`. Goes out: the bytes of its file. Every way has a name; a page may pass through several.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Mapping

from tools.month.draft import Draft

import zhiyue


def _mirror(text: str) -> str:
    return zhiyue.damage_text(text)


def _utf8_as_gbk(text: str) -> str:
    # A copier that believed the page to be GBK: 质量 becomes 璐ㄩ噺, and every odd byte at a line's end is lost.
    return text.encode("utf-8").decode("gb18030", "replace")


def _gbk_as_latin1(text: str) -> str:
    return text.encode("gb18030").decode("latin-1")


def _spaced(text: str) -> str:
    """Text taken out of a PDF: a blank between any two Chinese characters."""
    return re.sub(r"(?<=[一-鿿，。：；、（）“”])(?=[一-鿿，。：；、（）“”])", " ", text)


# 1,867,500.00元 | 298.6万元 | 602000.00 in a column of prices | the serial of 0156-2503ZZNK0020
_PRICE = re.compile(r"\d[\d,]*(?:\.\d+)?(?=\s?万?元)|\d[\d,]*\.\d{2}\b|(?<=[A-Z\d-])\d{4}(?=\s|$)", re.MULTILINE)


def _starred(text: str) -> str:
    """Figures behind a paywall: every digit of an amount, and the end of a number, becomes a star."""
    return _PRICE.sub(lambda match: re.sub(r"\d", "*", match[0]), text)


def _no_digits(text: str) -> str:
    return re.sub(r"\d+", "", text)


def _questions(text: str) -> str:
    """A copy that kept ASCII alone."""
    return "".join(char if ord(char) < 128 else "?" for char in text)


def _residue(text: str) -> str:
    """A template's tags left standing around its figures."""
    return re.sub(r"(\d+(?:\.\d+)?)(?=万元)", r'<fmt:formatNumber pattern="#.####">\1</fmt:formatNumber>', text)


def _noise(text: str) -> str:
    """A forum's line ends, filled against copying."""
    signs = ("+ X, y& q1 m$ K", "5 n# L2 ^ p: v", "' g! T7 c% W z")
    lines = text.split("\n")
    return "\n".join(f"{line}\n{signs[n % 3]}" if n % 3 == 2 and line else line for n, line in enumerate(lines))


_HEAD = """<!DOCTYPE html>
<html>
<head>
<meta http-equiv="Content-Type" content="text/html; charset={charset}">
<title>{title}</title>
<link rel="stylesheet" href="/static/site.css">
<script>window.onload = function () {{ document.getElementById("hits"); }};</script>
</head>
<body>
<div class="top"><a href="/">首页</a><a href="/list">公告</a><a href="/login">登录</a></div>
<div class="main">
"""
_FOOT = """</div>
<div class="foot">Copyright &copy; 2025 版权所有　网站地图</div>
</body>
</html>
"""


def _html(text: str) -> str:
    """The page as its site sends it: a head, a menu, paragraphs, real tables."""
    lines = [html.escape(line, quote=False) for line in text.rstrip("\n").split("\n")]
    parts = [_HEAD.format(charset="{charset}", title=max(lines[:4], key=len))]
    rows: list[str] = []
    for line in [*lines, ""]:
        if line.startswith("| "):
            cells = "".join(f"<td>{cell.strip()}</td>" for cell in line.strip("| ").split(" | "))
            rows.append(f"<tr>{cells}</tr>")
            continue
        if rows:
            parts.append('<table border="1">\n' + "\n".join(rows) + "\n</table>\n")
            rows = []
        if line:
            parts.append(f"<p>{line}</p>\n")
    return "".join(parts) + _FOOT


_OCR = (("采购", "釆购"), ("品牌", "晶牌"), ("检验", "检驗"), ("（", "("), ("2025", "2O25"))


def _ocr(text: str) -> str:
    for right, wrong in _OCR:
        text = text.replace(right, wrong, 2)
    return text


WAYS: Mapping[str, Callable[[str], str]] = {
    "mirror": _mirror,
    "utf8-as-gbk": _utf8_as_gbk,
    "gbk-as-latin1": _gbk_as_latin1,
    "spaced": _spaced,
    "starred": _starred,
    "no-digits": _no_digits,
    "questions": _questions,
    "residue": _residue,
    "noise": _noise,
    "ocr": _ocr,
    "html": _html,
    "crlf": lambda text: text.replace("\n", "\r\n"),
}
"""What may become of a page's text, by name."""

ENCODINGS: Mapping[str, str] = {"gbk": "gb18030"}


def serve(draft: Draft) -> bytes:
    """Return the bytes under which a page is stored.

    Raises:
        KeyError: the draft names a way that nobody knows.
    """
    text = draft.text
    encoding = "utf-8"
    for way in draft.served:
        if way in ENCODINGS:
            encoding = ENCODINGS[way]
        else:
            text = WAYS[way](text)
    if "html" in draft.served:
        text = text.replace("{charset}", "gb2312" if encoding == "gb18030" else "utf-8")
    return text.encode(encoding)


def content_type(draft: Draft) -> str:
    """What the server says of the page; a page that was saved as text says nothing of its encoding."""
    if draft.path.endswith(".txt"):
        return "text/plain"
    return "text/html; charset=gb2312" if "gbk" in draft.served else "text/html; charset=utf-8"
