"""Whose rights hold, and what a changed rule does to the pages that stand."""

import pytest

from zhiyue_site.archive.models import Change, Page, Site, SiteHost
from zhiyue_site.archive.rights import redecide, source_line
from zhiyue_site.archive.shown import show

NEWS = """江东仪器网>资讯>正文
{title}
2025-09-08 10:20:00 来源：{source}
江东省有关部门于九月八日在望州市部署检验检测机构能力提升工作，要求各地按期完成自查并报送结果。
"""


def site(key: str, name: str, terms: str, *, host: str = "", **columns: object) -> Site:
    made = Site.objects.create(key=key, name=name, terms=terms, rank=columns.pop("rank", "trade"), **columns)
    if host:
        SiteHost.objects.create(host=host, site=made)
    return made


def news(load, source: str = "江东仪器网", title: str = "江东省部署检验检测能力提升工作") -> Page:
    page = load(NEWS.format(source=source, title=title)).page
    return Page.objects.select_related("site", "origin_site", "reading").get(pk=page.pk)


def test_own_page_follows_its_site(load) -> None:
    site("trade", "江东仪器网", "full", host="news.example.cn")

    assert (news(load).terms, news(load).origin) == ("full", "")


def test_reprint_of_an_unknown_source_is_link_alone(load) -> None:
    site("trade", "江东仪器网", "full", host="news.example.cn")

    page = news(load, "望州晚报")

    assert (page.terms, page.terms_reason, page.origin) == ("link", "page.reprint", "望州晚报")
    assert show(page).result.page.text == ""


@pytest.mark.parametrize(
    ("own", "first", "terms", "reason"),
    [
        ("full", "full", "full", "site.full"),
        ("full", "excerpt", "excerpt", "origin.excerpt"),
        ("full", "link", "link", "origin.link"),
        ("link", "full", "link", "site.link"),
    ],
)
def test_reprint_takes_the_stricter_of_both(load, own: str, first: str, terms: str, reason: str) -> None:
    site("trade", "江东仪器网", own, host="news.example.cn")
    site("paper", "望州晚报", first, host="wanbao.example.cn")

    page = news(load, "望州晚报")

    assert (page.terms, page.terms_reason) == (terms, reason)


def test_current_affairs_are_link_alone_without_a_licence(load) -> None:
    trade = site("trade", "江东仪器网", "full", host="news.example.cn")
    page = news(load, title="国务院常务会议部署检验检测能力提升工作")
    assert (page.terms, page.terms_reason) == ("link", "page.current_affairs")

    trade.has_news_licence = True
    trade.save()
    redecide(trade)

    page.refresh_from_db()
    assert page.terms == "full"


def test_changed_rule_holds_on_own_pages_and_reprints_at_once(load) -> None:
    trade = site("trade", "江东仪器网", "full", host="news.example.cn")
    paper = site("paper", "望州晚报", "full", host="wanbao.example.cn")
    page = news(load, "望州晚报")
    before = Change.objects.count()

    paper.terms = "link"
    paper.save()

    assert redecide(paper) == 1
    page.refresh_from_db()
    assert (page.terms, page.terms_reason) == ("link", "origin.link")
    assert Change.objects.count() == before + 1
    assert redecide(trade) == 0


def test_new_site_takes_in_the_pages_of_its_hosts(load) -> None:
    page = news(load)
    assert page.terms_reason == "site.unknown"

    redecide(site("trade", "江东仪器网", "full", host="example.cn"))

    page.refresh_from_db()
    assert (page.site_id, page.terms) == ("trade", "full")


def test_source_line_names_both_in_the_words_they_ask_for(load) -> None:
    site("trade", "江东仪器网", "full", host="news.example.cn", attribution="江东仪器网（www.example.cn）")
    page = news(load, "望州晚报")

    assert show(page).source_line == source_line(page) == "来源：江东仪器网（www.example.cn）；首发：望州晚报"
