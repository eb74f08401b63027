"""Who says it, and how much that word weighs.

Comes in: a reading, and an installation's own ranks. Goes out: its `Source`. The rank is derived from what the page
prints about itself, by the first rule of `RANK_REASONS` that holds, and the rule is kept beside the rank: a reader who
doubts it sees why. Exists because five of six themes on an answer site were wrong where every notice was right.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from zhiyue.model import Field, PageResult
from zhiyue.record import RANK_REASONS, Rank, Source

__all__ = ["RANK_REASONS", "STANDARD_RANKS", "RankRules", "source_of"]


@dataclass(frozen=True, slots=True)
class RankRules:
    """An installation's own ranks: by host (a domain covers its hosts) and by the publisher's printed name."""

    by_host: Mapping[str, Rank] = field(default_factory=dict)
    by_name: Mapping[str, Rank] = field(default_factory=dict)


STANDARD_RANKS = RankRules()

# zhidao.example.cn, 某某问答, 某某百科, 某某文库
_ANSWERS = re.compile(r"知道|问答|知乎|百科|文库|作业|题库|豆丁|道客|爱问|答案|论坛|贴吧")
_ANSWER_HOST = re.compile(r"(?:^|\.)(?:zhidao|wenda|wenku|baike|ask|zhihu|douding|docin|doc88|bbs|tieba)\.")
# 某市人民政府门户网站, 某省市场监督管理局, 某省政府采购网, 某市公共资源交易网, 某大学招标采购网
_OFFICIAL = re.compile(
    r"人民政府|政府网|政府采购|公共资源|公共服务平台|总局|管理局|监管局|监督局|委员会|管委会|采购网$|招投标|"
    r"(?<![格结布设残大全时开终破政定])局(?:官网|网站|门户网站)?$|(?<![升客餐歌舞门大展])厅(?:官网|网站)?$|(?:国务院|[一-龥]{2,8}部)(?:官网|网站)?$"
)
# 某某日报, 某某晚报, 某某电视台, 某某新闻网, 新华社
_PRESS = re.compile(
    r"[日晚晨早时商都]报|新闻|报社|报业|[^周汇]报(?:网)?$|新华|人民网|央视|电视台|广播|通讯社|融媒|电讯"
)
# 某某仪器网, 某某采招网, 检测市场观察, 某某资讯
_TRADE = re.compile(
    r"仪器|仪研|仪采|仪表|化工|检测|实验室|采招|招采|标讯|采购数据|行业|商情|资讯|会展|展览|质量|计量|标准|"
    r"周刊|观察|在线|商务|贸易|协会|学会|商会|联盟|装备|器械|生物|医疗|环保|网$"
)
# 历年质量月主题是什么？
_QUESTION = re.compile(r"(?:什么|怎么|如何|哪些|哪个|第几|多少|吗|呢|是否)[^。！]{0,16}[？?]$")
# 关于…的通知, 中标公告, 结果公示, 活动方案
_DOCUMENT = re.compile(
    r"通知|公告|公示|通告|方案|意见|办法|决定|令$|函(?:[（(]|$)|计划|要点|纲要|批复|邀请|中标结果|成交结果"
)

_OFFICIAL_NEWS: tuple[Rank, str] = ("official_relay", "official_site")


def source_of(result: PageResult, *, rules: RankRules = STANDARD_RANKS) -> Source:
    """Tell who speaks on a page.

    >>> from zhiyue.model import Encoding, Page
    >>> page = Page(text="", publisher=Field("name", "望州市人民政府门户网站"), title=Field("text", "关于开展活动的通知"))
    >>> source_of(PageResult("sha256:0", "a.txt", None, "1", Encoding("utf-8", 1.0), page)).rank
    'official_notice'
    """
    page = result.page
    title = _words(page.title) or ""
    publisher, printed, first = _words(page.publisher), _words(page.source), _words(page.first_source)
    host = (urlsplit(result.url).hostname or "") if result.url else ""
    rank, reason = _rank(rules, host=host, title=title, publisher=publisher or "", printed=first or printed or "")
    return Source(
        digest=result.digest,
        version=result.version,
        address=result.url or result.path or result.digest,
        title=title,
        publisher=publisher,
        source=printed,
        first_source=first,
        published=_words(page.published),
        rank=rank,
        rank_reason=reason,
    )


def _words(found: Field | None) -> str | None:
    return found.value.strip() if found is not None and isinstance(found.value, str) and found.value.strip() else None


def _rank(rules: RankRules, *, host: str, title: str, publisher: str, printed: str) -> tuple[Rank, str]:
    configured = _configured(rules, host, publisher)
    if configured is not None:
        return configured, "configured"
    if _ANSWER_HOST.search(host) or _ANSWERS.search(publisher):
        return "answer_site", "answer_name"
    if _is_official_host(host) or (not _PRESS.search(publisher) and _OFFICIAL.search(publisher)):
        is_own = not printed or printed == publisher or _OFFICIAL.search(printed) is not None
        return ("official_notice", "own_document") if is_own and _DOCUMENT.search(title) else _OFFICIAL_NEWS
    return _unofficial(title, publisher, printed)


def _unofficial(title: str, publisher: str, printed: str) -> tuple[Rank, str]:
    if printed and printed != publisher and not _PRESS.search(printed) and _OFFICIAL.search(printed):
        # A page whose publisher is not printed, but whose author is the authority: the document as such is its own.
        if not publisher and _DOCUMENT.search(title):
            return "official_notice", "own_document"
        return "official_relay", "official_source"
    if _PRESS.search(publisher or printed):
        return "press", "press_name"
    if _TRADE.search(publisher or printed):
        return "trade", "trade_name"
    return ("answer_site", "question_title") if _QUESTION.search(title) else ("unknown", "unknown")


def _configured(rules: RankRules, host: str, publisher: str) -> Rank | None:
    if publisher in rules.by_name:
        return rules.by_name[publisher]
    parts = host.split(".")
    domains = (".".join(parts[start:]) for start in range(len(parts)))
    return next((rules.by_host[domain] for domain in domains if domain in rules.by_host), None)


def _is_official_host(host: str) -> bool:
    return host == "gov.cn" or host.endswith(".gov.cn")
