"""Does the time grow with the text, and not faster? Each room over runs of one phrase, the worst that a page can bring.

    python benchmarks/linear.py

Prints, for every phrase, the time for a short and a four times longer page and their ratio: about 4 is linear, 16 is a
square. Tests do not ask a clock; this does.
"""

from __future__ import annotations

import time

from zhiyue import RawPage, process

SHORT, TIMES = 50_000, 4
PHRASES = (
    "质", "1", " ", "*", "，质", "来源：", "2022年9月1日", "質(zhì)", "購?fù)", "(", "“质量月", "：", "| a ", "质量\n", "381.1万元",
    "市场监管总局、", "十", "首页>", "《意见", "...", "联系人：", "0571-8765", "a.b@c.", "第", "公司大学", "一、", "和", "以", "?",
    "中标公告招标展会第一届质量月活动主题", "围绕六个方面开展活动：A、B、C", "GB/T 90101—2012", "\N{REPLACEMENT CHARACTER}",
)  # fmt: skip
HEAD = "首页>新闻>正文\n标题是质量月活动\n2025-07-23 15:09:14 来源：网\n"


def seconds(phrase: str, length: int) -> float:
    """The best of two readings of a page of that length."""
    body = (HEAD + phrase * (length // len(phrase))).encode()
    best = float("inf")
    for _ in range(2):
        began = time.process_time()
        process(RawPage(body))
        best = min(best, time.process_time() - began)
    return best


def main() -> None:
    """Print the table, worst ratio first."""
    process(RawPage(HEAD.encode()))
    rows = [(phrase, seconds(phrase, SHORT), seconds(phrase, SHORT * TIMES)) for phrase in PHRASES]
    print(f"{'phrase':24} {'short s':>8} {'long s':>8} {'ratio':>6}   ({SHORT} and {SHORT * TIMES} characters)")
    for phrase, short, long in sorted(rows, key=lambda row: -row[2] / row[1]):
        print(f"{phrase[:12]!r:24} {short:8.3f} {long:8.3f} {long / short:6.1f}")


if __name__ == "__main__":
    main()
