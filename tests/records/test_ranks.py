"""Who says it, and how much that word weighs."""

import pytest

from zhiyue.model import Encoding, Field, Page, PageResult
from zhiyue.record import RANK_REASONS, Source
from zhiyue.records import RankRules, source_of


def source(
    publisher: str | None = None, *, title: str = "质量月启动", printed: str | None = None, url: str | None = None
) -> Source:
    return source_of(result(publisher, title=title, printed=printed, url=url))


def result(publisher: str | None, *, title: str = "", printed: str | None = None, url: str | None = None) -> PageResult:
    page = Page(
        text="",
        title=Field("text", title),
        publisher=Field("name", publisher) if publisher else None,
        source=Field("name", printed) if printed else None,
    )
    return PageResult("sha256:0", "a.txt", url, "0.2", Encoding("utf-8", 1.0), page)


@pytest.mark.parametrize(
    ("publisher", "options", "rank", "reason"),
    [
        ("望州市人民政府门户网站", {"title": "关于开展质量月活动的通知"}, "official_notice", "own_document"),
        ("江东省政府采购信息网", {"title": "离子色谱仪采购项目中标公告"}, "official_notice", "own_document"),
        (
            "望州市人民政府门户网站",
            {"title": "关于开展质量月活动的通知", "printed": "望州市市场监督管理局"},
            "official_notice",
            "own_document",
        ),
        (
            "望州市人民政府门户网站",
            {"title": "质量月活动通知见报", "printed": "望州日报"},
            "official_relay",
            "official_site",
        ),
        ("望州市市场监督管理局", {}, "official_relay", "official_site"),
        ("仪研在线", {"printed": "江东省市场监督管理局"}, "official_relay", "official_source"),
        (None, {"title": "云溪县质量月活动方案", "printed": "云溪县市场监督管理局"}, "official_notice", "own_document"),
        (None, {"url": "https://amr.example.gov.cn/a.html"}, "official_relay", "official_site"),
        ("江东日报", {}, "press", "press_name"),
        ("江东新闻网", {"printed": "江东省市场监督管理局新闻办"}, "press", "press_name"),
        ("仪研在线", {}, "trade", "trade_name"),
        ("知问问答", {"printed": "市场监管总局"}, "answer_site", "answer_name"),
        ("某某", {"url": "https://zhidao.example.cn/1"}, "answer_site", "answer_name"),
        ("某某", {}, "unknown", "unknown"),
        ("某某", {"title": "历年质量月主题是什么？"}, "answer_site", "question_title"),
        ("仪研在线", {"title": "历年质量月主题是什么？"}, "trade", "trade_name"),
        (None, {}, "unknown", "unknown"),
    ],
)
def test_rank_follows_from_what_the_page_prints(publisher, options, rank, reason) -> None:
    found = source(publisher, **options)

    assert (found.rank, found.rank_reason) == (rank, reason)


@pytest.mark.parametrize(
    ("rules", "rank"),
    [
        (RankRules(by_host={"example.cn": "press"}), "press"),
        (RankRules(by_host={"news.example.cn": "answer_site", "example.cn": "press"}), "answer_site"),
        (RankRules(by_name={"仪研在线": "official_relay"}), "official_relay"),
        (RankRules(by_host={"ple.cn": "press"}), "trade"),
    ],
)
def test_installation_decides_before_any_rule(rules: RankRules, rank: str) -> None:
    page = result("仪研在线", url="https://news.example.cn/a.html")

    assert source_of(page, rules=rules).rank == rank


def test_page_without_url_or_path_is_known_by_its_digest() -> None:
    bare = PageResult("sha256:0", None, None, "0.2", Encoding("utf-8", 1.0), Page(text=""))

    assert source_of(bare).address == "sha256:0"


def test_reasons_are_explained() -> None:
    assert {reason for reason, words in RANK_REASONS.items() if not words} == set()
