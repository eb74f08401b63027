"""Copies of stories on other sites: with their own views, sometimes with a figure that a copier got wrong.

Comes in: every `Draft`. Goes out: the same drafts, the copied ones with the name of their story, and their copies. A
chain goes 仪研在线 → 科仪资讯 → 大家资讯: each names the one before it, the last one keeps the first source at its end.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from tools.month.dice import dice
from tools.month.draft import Draft
from tools.month.sites import RIGHTS

_STOPS = ("关键词：", "相关阅读", "版权与免责声明")
_MARKER = re.compile(r"　　【[^】]+】")
# Two digits that change places: 546.49万元 becomes 456.49万元
_AMOUNT = re.compile(r"(?<![\d.])([1-9])((?!\1)[1-9])(\d*(?:\.\d+)?)(?=万元)")
_EVERY = 2


@dataclass(frozen=True, slots=True)
class _Story:
    """What a copier takes from a page of 仪研在线."""

    path: str
    title: str
    source: str
    body: str
    at: datetime


def with_copies(drafts: Sequence[Draft]) -> Iterator[Draft]:
    """Yield the drafts; behind every second story of 仪研在线 its copies."""
    own = [draft for draft in drafts if _is_story(draft)]
    chosen = {draft.path: n for n, draft in enumerate(own[::_EVERY])}
    for draft in drafts:
        n = chosen.get(draft.path)
        if n is None:
            yield draft
            continue
        story = str(draft.truth.get("story", draft.path))
        original = replace(draft, truth={**draft.truth, "story": story})
        yield original
        yield from _copies(original, n)


def _is_story(draft: Draft) -> bool:
    is_text = draft.path.startswith("www.yiyan.example.cn") and draft.path.endswith(".txt")
    return is_text and draft.truth.get("kind") in ("news", "market_report", "exhibition") and "2025" in draft.path


def _read(draft: Draft) -> _Story:
    _, _, title, dateline, *rest = draft.text.split("\n")
    stop = next((n for n, line in enumerate(rest) if line.startswith(_STOPS)), len(rest))
    lines = [_MARKER.sub("　　", line) for line in rest[:stop] if line and not line.startswith("【导读】")]
    source = dateline.split("来源：")[1].split(" ")[0]
    return _Story(draft.path, title, source, "\n".join(lines), datetime.fromisoformat(draft.fetched_at))


def _copies(original: Draft, n: int) -> Iterator[Draft]:
    story = _read(original)
    rng = dice(f"copies {original.path}")
    facts = original.truth.get("facts", {})
    first = story.at + timedelta(hours=rng.randrange(3, 26))
    body = story.body
    is_wrong = n % 2 == 1 and _AMOUNT.search(body) is not None
    if is_wrong:
        body = _AMOUNT.sub(r"\2\1\3", body, count=1)
    truth = {"kind": original.truth["kind"], "story": original.truth["story"], "copy_of": f"pages/{original.path}"}
    truth["facts"] = {} if is_wrong else facts
    truth["findings"] = [] if is_wrong else original.truth.get("findings", [])
    truth["differs"] = is_wrong
    body = body.replace("　　", "")
    text = f"""科仪资讯
当前位置：首页 > 资讯 > 行业要闻
{story.title}
{first:%Y-%m-%d %H:%M}　来源：{story.source}　编辑：阿宁　阅读 {rng.randrange(60, 1900)}
{body}
{RIGHTS["keyi"]}
"""
    name = f"{n:02}.txt"
    yield Draft(f"www.keyi.example.cn/zz/{first:%Y%m%d}-{name}", f"{first:%Y-%m-%dT%H:%M}:00+08:00", text, (), truth)
    if n % 2 == 0:
        second = first + timedelta(hours=rng.randrange(5, 60))
        text = f"""大家资讯
首页>热点>正文
{story.title}
{second:%Y-%m-%d %H:%M:%S} 来源：科仪资讯 点击量：{rng.randrange(3, 240)}
{body}
原载：{story.source}
免责声明
本文系转载，版权归原作者所有，旨在传递信息，不代表本站观点。如有侵权请于15日内联系删除。
"""
        served = ("mirror",) if n % 4 == 0 else ()
        moment = f"{second:%Y-%m-%dT%H:%M}:00+08:00"
        yield Draft(f"m.dajia.example.cn/s/{second:%Y%m%d}/{8000 + n}.txt", moment, text, served, truth)
