"""Market reports of the archive: the library's object, issued, issued again after a correction, every month, opened."""

import re
from datetime import date
from pathlib import Path

import html5lib
import pytest

from zhiyue import process
from zhiyue.masking import mask
from zhiyue.model import RawPage
from zhiyue.records import compile_records, members_of
from zhiyue.reports.market import (
    Scope,
    award_lines,
    compile_lines,
    market_report,
    period_of,
    publications_of,
    purchases_of,
    table_of,
)
from zhiyue_site.accounts.models import AuditEntry, User
from zhiyue_site.accounts.people import add_user
from zhiyue_site.archive import reports
from zhiyue_site.archive.models import Change, MarketIssue, MarketReport, MarketSchedule, Page
from zhiyue_site.archive.reports import Asked, compute, grounds, publish, report_of
from zhiyue_site.archive.work import run_all

AWARD = """江东公共资源交易公告>中标公告>正文
{buyer}离子色谱仪采购项目中标公告
{day} 10:20:00 来源：江东公共资源交易公告
项目编号：{number}
项目名称：{buyer}离子色谱仪采购项目
采购人：{buyer}
中标供应商：云渡岚谱仪器有限公司
中标金额：{amount}万元
中标标的：离子色谱仪，品牌：{brand}，规格型号：M-1，数量：1台
"""
PAGES = (
    AWARD.format(buyer="江东医学院", day="2025-09-08", number="JDZC-2025-0117", amount="38.11", brand="瑞士万通"),
    AWARD.format(buyer="望州市检验检测院", day="2025-09-18", number="JDZC-2025-0245", amount="66.378", brand="皖仪"),
    AWARD.format(buyer="江东医学院", day="2025-08-08", number="JDZC-2025-0099", amount="50", brand="皖仪"),
    AWARD.format(buyer="望州市检验检测院", day="2025-10-06", number="JDZC-2025-0288", amount="70", brand="皖仪"),
)
CORRECTION = """江东公共资源交易公告>更正公告>正文
江东医学院离子色谱仪采购项目中标结果更正公告
2025-10-08 09:00:00 来源：江东公共资源交易公告
一、项目基本情况
原公告的采购项目编号：JDZC-2025-0117
原公告的采购项目名称：江东医学院离子色谱仪采购项目
首次公告日期：2025年09月08日
二、更正信息
更正事项：采购结果
更正内容：
更正项：中标金额
更正前：38.11万元
更正后：40.11万元
更正日期：2025年10月08日
采购人：江东医学院
"""
SEPTEMBER = Asked(date(2025, 9, 1), date(2025, 9, 30), "ic")


@pytest.fixture
def reviewer(db) -> User:
    return add_user("reviewer", "Wangzhou-2025-autumn", roles=["reviewer"], by=None)


@pytest.fixture
def awards(load) -> list[Page]:
    pages = [load(text, url=f"https://ggzy.example.cn/{n}.html").page for n, text in enumerate(PAGES)]
    Page.objects.update(state=Page.State.PUBLISHED)
    list(run_all())
    return pages


def folder_report(texts, scope: Scope):
    results = [
        mask(process(RawPage(text.encode(), url=f"https://ggzy.example.cn/{n}.html", content_type="text/plain")))
        for n, text in enumerate(texts)
    ]
    members = [item for result in results for item in members_of(result) if item.type == "purchase"]
    known = purchases_of(compile_records(members))
    lines = [line for result in results for line in award_lines(result, purchases=known)]
    return market_report(compile_lines(table_of(lines)), scope, publications_of(results))


def test_the_archive_and_a_folder_give_the_same_report(awards):
    made = compute(SEPTEMBER)["zh"]

    assert made == folder_report(PAGES, Scope(period_of("2025-09"), "ic"))
    assert made.cell("origin.foreign.share_known").value == "36.47"
    assert made.cell("origin.domestic.share_known").value == "63.53"
    assert made.cell("total.amount").value == "1044880.00"
    assert made.cell("total.amount.on_month").value == "108.98"


def test_a_figure_opens_to_its_pages_and_their_sentences(awards):
    cell = compute(SEPTEMBER)["zh"].cell("origin.foreign.amount")

    (ground,) = grounds(cell.rests_on)

    assert ground.page is not None
    assert ground.page.title.startswith("江东医学院离子色谱仪")
    assert {"云渡岚谱仪器有限公司", "38.11万元"} <= {quote.exact for quote in ground.quotes}


def test_what_is_no_longer_public_is_neither_counted_nor_opened(awards):
    cell = compute(SEPTEMBER)["zh"].cell("origin.foreign.amount")
    Page.objects.filter(pk=awards[0].pk).update(visibility=Page.Visibility.REMOVED)

    assert [ground.page for ground in grounds(cell.rests_on)] == [None]
    assert compute(SEPTEMBER)["zh"].cell("origin.foreign.amount").value == "0.00"


def test_a_report_is_issued_once_for_one_state(awards, reviewer):
    first, second = publish(SEPTEMBER, by=reviewer), publish(SEPTEMBER, by=reviewer, note="与上月同")

    assert (first.version, second.version, MarketIssue.objects.count()) == (1, 1, 1)
    assert MarketReport.objects.get().note == "与上月同"
    assert AuditEntry.objects.filter(action="report.publish").count() == 2
    assert Change.objects.filter(kind="report", action="upsert").count() == 2


def test_after_a_correction_the_worker_issues_the_second_version(awards, reviewer, load):
    publish(SEPTEMBER, by=reviewer)
    load(CORRECTION, url="https://ggzy.example.cn/k.html")
    Page.objects.update(state=Page.State.PUBLISHED)
    done = {item.job: item.count for item in run_all()}

    issue = MarketIssue.objects.get(version=2)
    made = report_of(issue, "zh")
    assert done["reports"] == 1
    assert made.version == 2
    assert made.cell("total.amount").value == "1064880.00"
    changed = {item.cell: (item.before, item.after, item.why) for item in made.amendments}
    assert changed["total.amount"] == ("1044880.00", "1064880.00", "同一依据，数值更正")
    assert changed["origin.foreign.share_known"][:2] == ("36.47", "37.67")
    assert MarketIssue.objects.get(version=1).payload["zh"]["amendments"] == []
    assert AuditEntry.objects.filter(action="report.reissue").count() == 1


def test_what_did_not_change_the_figures_makes_no_version(awards, reviewer, load):
    publish(SEPTEMBER, by=reviewer)
    load(
        AWARD.format(buyer="江东医学院", day="2025-10-08", number="JDZC-2025-0301", amount="9", brand="皖仪"),
        url="https://ggzy.example.cn/9.html",
    )
    Page.objects.update(state=Page.State.PUBLISHED)
    list(run_all())

    assert [issue.version for issue in MarketIssue.objects.all()] == [1]
    assert MarketReport.objects.get().checked_at is not None


def test_a_withdrawn_report_is_gone_and_stays_gone(awards, reviewer, client):
    issue = publish(SEPTEMBER, by=reviewer)
    address = f"/market/{issue.report_id}/"
    assert client.get(address).status_code == 200
    reports.withdraw(issue.report_id, by=reviewer, reason="数据有误")
    Change.objects.create(kind="page", target="x", action="upsert")

    assert reports.reissue_changed() == 0
    assert client.get(address).status_code == 404


def test_a_schedule_issues_the_month_before_once(awards, reviewer, monkeypatch):
    reports.schedule(SEPTEMBER, day=5, by=reviewer)
    monkeypatch.setattr(reports.timezone, "localdate", lambda: date(2025, 10, 4))
    assert reports.issue_scheduled() == 0
    monkeypatch.setattr(reports.timezone, "localdate", lambda: date(2025, 10, 5))
    assert (reports.issue_scheduled(), reports.issue_scheduled()) == (1, 0)

    assert MarketReport.objects.get().pk == "market.2025-09.ic"
    assert MarketSchedule.objects.get().last_month == date(2025, 9, 1)


def test_the_page_says_what_the_report_says(awards, reviewer, client):
    issue = publish(SEPTEMBER, by=reviewer, note="本期有一则更正。")
    words = client.get(f"/market/{issue.report_id}/").content.decode()

    assert "36.47%" in words
    assert "本期有一则更正。" in words
    assert f"/market/{issue.report_id}/figure/origin.foreign.share_known/" in words
    assert client.get(f"/market/{issue.report_id}/?format=json").json()["state"] == issue.state
    assert client.get(f"/api/v1/reports/{issue.report_id}").json() == issue.payload["zh"]
    assert client.get(f"/api/v1/reports/{issue.report_id}?version=7").status_code == 404
    assert client.get("/api/v1/reports").json()["reports"][0]["version"] == 1
    english = client.get(f"/en/market/{issue.report_id}/").content.decode()
    assert "Foreign brands" in english
    figure = client.get(f"/market/{issue.report_id}/figure/origin.foreign.amount/").content.decode()
    assert "38.11万元" in figure
    assert "瑞士万通" in figure
    for name in (
        "report.docx",
        "report.xlsx",
        "report.html",
        "report.wechat.html",
        "report.json",
        "months.svg",
        "months.png",
    ):
        assert client.get(f"/market/{issue.report_id}/{name}").status_code == 200, name
    assert client.get(f"/market/{issue.report_id}/report.exe").status_code == 404


def test_pages_of_a_report_are_right_html_in_both_languages(awards, reviewer, client):
    issue = publish(SEPTEMBER, by=reviewer)
    parser = html5lib.HTMLParser(strict=True)
    for address in ("/market/", f"/market/{issue.report_id}/", f"/market/{issue.report_id}/figure/total.amount/"):
        for prefix, lang in (("", "zh-Hans"), ("/en", "en")):
            words = client.get(prefix + address).content.decode()
            assert parser.parse(words).get("lang") == lang
            assert re.search(r"\sstyle=|<script>|<style", words) is None, address


def test_the_home_page_shows_the_share_of_the_newest_report(awards, reviewer, client):
    publish(SEPTEMBER, by=reviewer)

    words = client.get("/").content.decode()

    assert "离子色谱仪市场月报（2025年9月）" in words
    assert "63.53 %" in words


def test_the_command_over_the_database_prints_the_same_report(awards, tmp_path: Path):
    from click.testing import CliRunner  # noqa: PLC0415

    from zhiyue_site.commands import report as command  # noqa: PLC0415

    asked = ["market", "--month", "2025-09", "--instrument", "离子色谱仪", "--format", "json"]
    result = CliRunner().invoke(command.report, asked)

    assert result.exit_code == 0, result.output
    assert compute(SEPTEMBER)["zh"].state in result.output


def test_a_desk_that_asks_for_what_no_list_knows_is_told(client, reviewer):
    client.force_login(reviewer)

    answer = client.get("/desk/reports/preview/", {"first": "2025-09", "instrument": "没有这种仪器"})

    assert answer.status_code == 400
    assert "没有这种仪器" in answer.content.decode()
