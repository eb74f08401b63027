"""Every address of the site, asked by every actor: a new address without a row here fails."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

import pytest
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from zhiyue.codec import report_to_json
from zhiyue.report import walk
from zhiyue_site.accounts.models import Token, User
from zhiyue_site.accounts.people import add_user
from zhiyue_site.archive.corrections import Target
from zhiyue_site.archive.judging import judge
from zhiyue_site.archive.models import Member, Record, Site, SiteHost, Upload
from zhiyue_site.archive.reports import Asked, publish, schedule
from zhiyue_site.archive.reviewing import correct_words
from zhiyue_site.archive.takedown import Claim, receive
from zhiyue_site.archive.work import run_all
from zhiyue_site.portal.topics import topics
from zhiyue_site.quality_month import editions, intake, returns, suggestions, tree
from zhiyue_site.quality_month import models as month
from zhiyue_site.quality_month import people as invitations
from zhiyue_site.quality_month.closing import draw_up
from zhiyue_site.quality_month.enrolment import sign_up
from zhiyue_site.quality_month.models import Activity, Closing, Edition, Enrolment, PledgeText, Unit
from zhiyue_site.quality_month.pledges import sign

PAGE = """江东仪器网>资讯>招标采购>正文
江东医学院高效液相色谱仪采购项目公开招标公告
2025-09-08 10:20:00 来源：江东仪器网
采购人：江东医学院
预算金额：85.6万元
"""
EDITION = """江东仪器网>资讯>正文
2025年全国“质量月”活动启动
2025-09-01 09:00:00 来源：江东仪器网
9月1日，2025年全国“质量月”活动启动仪式在望州举行。今年“质量月”活动的主题是“加强全面质量管理 促进质量强国建设”。
"""
ACTORS = (
    "stranger", "reader", "editor", "reviewer", "organiser", "officer", "system_admin", "security_admin", "audit_admin",
)  # fmt: skip
EVERYBODY = frozenset(ACTORS)
SIGNED_IN = EVERYBODY - {"stranger"}
DESK = frozenset({"editor", "reviewer"})
REVIEWER = frozenset({"reviewer"})
ORGANISER = frozenset({"organiser"})
MONTH = frozenset({"organiser", "officer"})
EDITOR = frozenset({"editor"})
SYSTEM = frozenset({"system_admin"})
SECURITY = frozenset({"security_admin"})
AUDIT = frozenset({"audit_admin"})


@dataclass(frozen=True)
class Row:
    """Who may; what they get; how it is asked. Everybody else: strangers go to the sign-in, others get 403."""

    may: frozenset[str]
    status: int = 200
    method: str = "get"
    data: dict[str, str] = field(default_factory=dict)
    query: str = ""


def post(may: frozenset[str], status: int = 302, **data: str) -> Row:
    return Row(may, status, "post", data)


ROWS = {
    # Everybody.
    **{
        name: Row(EVERYBODY)
        for name in (
            "home",
            "feed",
            "about",
            "statistics",
            "search",
            "search-feed",
            "search-calendar",
            "suggest",
            "channel",
            "channel-feed",
            "channel-calendar",
            "topics",
            "topic",
            "topic-feed",
            "topic-calendar",
            "page",
            "records",
            "record",
            "organisations",
            "organisation",
            "instruments",
            "instrument",
            "prices",
            "market-reports",
            "market-report",
            "market-figure",
            "market-file",
            "calendar",
            "calendar-ics",
            "series",
            "edition",
            "campaigns",
            "campaign",
            "campaign-calendar",
            "campaign-activity",
            "campaign-activity-calendar",
            "campaign-signup",
            "campaign-entry",
            "campaign-pledge",
            "campaign-report",
            "campaign-chart",
            "campaign-signature",
            "campaign-suggest",
            "campaign-suggestion",
            "sitemap",
            "sitemap-lists",
            "sitemap-pages",
            "robots",
            "health",
            "report-style",
            "month-join",
        )
    },
    "size": Row(EVERYBODY, 302),
    "claim": Row(EVERYBODY),
    "claim-status": Row(EVERYBODY),
    "signin": Row(frozenset({"stranger"})),
    "signout": post(EVERYBODY),
    # Everybody who is signed in.
    "account": Row(SIGNED_IN),
    "token-add": post(SIGNED_IN, 200, label="试用", days="30"),
    "token-revoke": post(frozenset({"editor"})),
    # The desk.
    "inbox": Row(DESK),
    "review": Row(DESK),
    "correct": post(EDITOR),
    "correction-undo": post(EDITOR),
    "step": post(DESK),
    "openness": post(REVIEWER),
    "finding": post(REVIEWER, code="share.sum", exact="85.6万元", what="withhold"),
    "note": post(REVIEWER),
    "add": Row(EDITOR),
    "upload": Row(EDITOR),
    "desk-records": Row(DESK),
    "judge": post(DESK),
    "judgement-undo": post(DESK),
    "edition-confirm": post(REVIEWER, record="?"),
    "desk-record": Row(DESK),
    "desk-reports": Row(DESK),
    "desk-report-preview": Row(DESK, data={"first": "2025-09", "instrument": "hplc"}),
    "desk-report-publish": post(REVIEWER, first="2025-09", instrument="hplc"),
    "desk-report-schedule": post(REVIEWER, instrument="hplc", day="5"),
    "desk-report-unschedule": post(REVIEWER),
    "desk-report-note": post(REVIEWER, note="试"),
    "desk-report-withdraw": post(REVIEWER, reason="试"),
    "takedowns": Row(REVIEWER),
    "takedown": Row(REVIEWER),
    "purge": post(REVIEWER),
    "sites": Row(REVIEWER | SYSTEM),
    # The Quality Month: the officer has a branch below the organiser's.
    "months": Row(MONTH),
    "month-take-over": post(ORGANISER, record="?", unit="东岭市市场监督管理局"),
    "month-reminder": post(MONTH),
    "month-board": Row(MONTH),
    "month-next": post(ORGANISER),
    "month-calendar": Row(MONTH),
    "month-edition": Row(MONTH),
    "month-areas": post(ORGANISER, what="refile"),
    "month-state": post(ORGANISER, state="open"),
    "month-paper-new": Row(ORGANISER),
    "month-paper": Row(MONTH),
    "month-units": Row(MONTH),
    "month-unit": Row(MONTH),
    "month-unit-change": post(ORGANISER, what="trust"),
    "month-return": Row(MONTH),
    "month-evidence": post(MONTH),
    "month-intake": Row(MONTH),
    "month-confirm-all": post(MONTH),
    "month-file": Row(MONTH),
    "month-file-change": post(MONTH, what="map"),
    "month-confirm": post(MONTH),
    "month-queue": Row(MONTH),
    "month-activity": Row(MONTH),
    "month-step": post(MONTH, what="withdraw", reason="试"),
    "month-report": post(MONTH),
    "month-pairs": Row(MONTH),
    "month-return-decide": post(ORGANISER, what="verify"),
    "month-proof": Row(MONTH),
    "month-late": Row(MONTH),
    "month-problems": Row(MONTH),
    "month-suggestions": Row(ORGANISER),
    "month-closing": Row(MONTH),
    "month-figure": Row(MONTH, data={"id": "units.asked"}),
    "month-folder": Row(ORGANISER),
    # The three administrators.
    "site-new": Row(SYSTEM),
    "site": Row(SYSTEM),
    "operation": Row(SYSTEM),
    "accounts": Row(SECURITY),
    "account-edit": Row(SECURITY),
    "account-unlock": post(SECURITY),
    "account-password": post(SECURITY, password="Wangzhou-2025-autumn"),
    "account-token-revoke": post(SECURITY),
    "audit": Row(AUDIT),
    "audit-export": Row(AUDIT),
}
ELSEWHERE = {
    "api": "tests/site/api asks each of its addresses with and without a token",
}
"""Namespaces that have their own tests of who may ask."""


def names() -> Iterator[str]:
    def walk(patterns: list[URLPattern | URLResolver]) -> Iterator[str]:
        for pattern in patterns:
            if isinstance(pattern, URLPattern):
                yield pattern.name or str(pattern.pattern)
            elif pattern.namespace not in ELSEWHERE:
                yield from walk(pattern.url_patterns)

    yield from walk(get_resolver().url_patterns)


def test_every_address_has_a_row() -> None:
    assert sorted(set(names()) ^ set(ROWS)) == []


def make_month(organiser: User, officer: User) -> dict[str, dict[str, object]]:
    """An edition with one of each thing; the officer works for a unit below the organiser's."""
    city = tree.add_unit("望州市市场监督管理局", parent=None, by=organiser)
    district = tree.add_unit("临港区市场监督管理局", parent=city, by=organiser)
    day = date(2025, 9, 1)
    new = editions.NewEdition("quality-month", 2025, "2025年望州市“质量月”", "质量第一", day, date(2025, 9, 30))
    edition = editions.found(new, root=city, by=organiser)
    month.Membership.objects.create(user=officer, unit=district, role="officer")
    body = "活动名称\t时间\t地点\n质量大讲堂\t9月5日\t区文化馆\n".encode()
    file = intake.receive(edition, [intake.Incoming("计划.txt", body)], by=officer, unit=district)[0]
    intake.read(file)
    activity = month.Activity.objects.create(edition=edition, unit=district, key="k", name="开放日", state="published")
    said = returns.Said((returns.Figure("attendances", "80"),))
    item = returns.report(edition, district, activity, said, by=officer)
    proof = returns.add_proof(intake.Incoming("签到表.csv", b"1"), unit=district, edition=edition, by=officer)
    paper = {
        "title": "通知",
        "issuers": ["望州市市场监督管理局"],
        "sections": [{"title": "", "paragraphs": ["请办理。"]}],
    }
    document = editions.write_document(edition, city, paper, by=organiser)
    reminder = month.Reminder.objects.create(edition=edition, unit=district, task="plan", due=day, text="试")
    _, token = invitations.invite(district, "officer", by=organiser)
    own: dict[str, dict[str, object]] = {
        "month-paper": {"document": document.pk},
        **{key: {"unit": district.pk} for key in ("month-unit", "month-unit-change", "month-return", "month-evidence")},
        **{key: {"intake": file.pk} for key in ("month-file", "month-file-change", "month-confirm")},
        **{key: {"activity": activity.pk} for key in ("month-activity", "month-step", "month-report")},
        "month-return-decide": {"item": item.pk},
        "month-proof": {"proof": proof.pk},
    }
    named = {name: {"pk": edition.pk, **own.get(name, {})} for name in ROWS if name.startswith("month-")}
    return named | {"month-take-over": {}, "month-reminder": {"pk": reminder.pk}, "month-join": {"token": token}}


@pytest.fixture
def things(load) -> dict[str, object]:
    """One of each thing that an address names."""
    people = {
        actor: add_user(actor, "correct-horse-battery", roles=[actor] if actor != "reader" else [], by=None)
        for actor in ACTORS[1:]
    }
    site = Site.objects.create(key="trade", name="江东仪器网", rank="trade", terms="full")
    SiteHost.objects.create(host="news.example.cn", site=site)
    page = load(PAGE).page
    editor = people["editor"]
    token = Token.objects.create(user=editor, label="试用", digest="0" * 64)
    correction = correct_words(page.pk, Target("", "source"), "江东医学院", at=None, by=editor, reason="试")
    load(EDITION, url="https://news.example.cn/month.html")
    list(run_all())
    record = Record.objects.get(type="campaign_edition")
    members = list(Member.objects.order_by("pk").values_list("member_id", flat=True).distinct()[:2])
    month = make_month(people["organiser"], people["officer"])
    takedown = receive(page, Claim("某公司", "13800138000", "", "试"))
    issue = publish(Asked(date(2025, 9, 1), date(2025, 9, 30)), by=people["reviewer"])
    to_withdraw = publish(Asked(date(2025, 8, 1), date(2025, 8, 31)), by=people["reviewer"])
    scheduled = schedule(Asked(date(2025, 9, 1), date(2025, 9, 30), "gc"), day=5, by=people["reviewer"])
    return {
        "people": people,
        "channel": {"slug": "news"},
        "channel-feed": {"slug": "news"},
        "channel-calendar": {"slug": "news"},
        "topic": {"slug": topics()[0].slug},
        "topic-feed": {"slug": topics()[0].slug},
        "topic-calendar": {"slug": topics()[0].slug},
        "records": {"type": "campaign-edition"},
        "organisation": {"name": "江东医学院"},
        "instrument": {"name": "hplc"},
        "prices": {"name": "hplc"},
        "market-report": {"id": issue.report_id},
        "market-figure": {"id": issue.report_id, "cell": "total.awards"},
        "market-file": {"id": issue.report_id, "name": "report.json"},
        "desk-report-note": {"id": issue.report_id},
        "desk-report-withdraw": {"id": to_withdraw.report_id},
        "desk-report-unschedule": {"pk": scheduled.pk},
        "series": {"code": "quality-month"},
        "edition": {"code": "quality-month", "year": 2025},
        **public_campaign(),
        "sitemap-pages": {"number": 1},
        "page": {"id": page.pk},
        "record": {"id": record.pk},
        "claim-status": {"number": takedown.number},
        "token-revoke": {"pk": token.pk},
        "review": {"id": page.pk},
        "correct": {"id": page.pk},
        "correction-undo": {"pk": correction.pk},
        "step": {"id": page.pk},
        "openness": {"id": page.pk},
        "finding": {"id": page.pk},
        "note": {"id": page.pk},
        "upload": {"pk": Upload.objects.create(by=editor, name="试").pk},
        "judgement-undo": {"pk": judge(*members, "same", by=editor).pk},
        "desk-record": {"id": record.pk},
        **month,
        "takedown": {"pk": takedown.pk},
        "purge": {"pk": takedown.pk},
        "site": {"key": site.pk},
        "account-edit": {"pk": people["reader"].pk},
        "account-unlock": {"pk": people["reader"].pk},
        "account-password": {"pk": people["reader"].pk},
        "account-token-revoke": {"pk": token.pk},
    }


def public_campaign() -> dict[str, dict[str, object]]:
    """A public edition with one activity, a sign-up, a signature, a suggestion: the addresses that name them."""
    root = Unit.objects.create(name="江东省市场监督管理局")
    edition = Edition.objects.create(
        series="quality-month", year=2030, title="江东省“质量月”", theme="试", start=date(2030, 9, 1),
        end=date(2030, 9, 30), root=root, is_public=True,
    )  # fmt: skip
    activity = Activity.objects.create(
        edition=edition, unit=root, key="1", name="开放日", start="2030-09-05", state=Activity.State.PUBLISHED
    )
    Enrolment.objects.create(activity=activity, purpose="登记人数", capacity=3)
    text = PledgeText.objects.create(edition=edition, version=1, title="承诺", text="一、不出厂。")
    drawn = draw_up(edition)
    Closing.objects.create(
        edition=edition, version=1, payload=report_to_json(drawn), digest=drawn.state, is_public=True
    )
    chart = next(chart for section in walk(drawn.sections) for chart in section.charts)
    one, all_ = {"pk": activity.pk}, {"pk": edition.pk}
    return {
        "campaign": all_,
        "campaign-calendar": all_,
        "campaign-pledge": all_,
        "campaign-report": all_,
        "campaign-chart": {**all_, "chart": chart.id},
        "campaign-suggest": all_,
        "campaign-activity": one,
        "campaign-activity-calendar": one,
        "campaign-signup": one,
        "campaign-entry": {"words": sign_up(activity, name="王一", contact="1")},
        "campaign-signature": {"words": sign(text, kind="firm", signer="甲公司", contact="")},
        "campaign-suggestion": {"number": suggestions.receive(edition, "请来我们镇").number},
    }


def expected(row: Row, name: str, actor: str) -> int:
    if actor in row.may:
        return row.status
    if name == "signin":
        return 302  # who is signed in is sent on
    if name == "token-revoke" and actor != "stranger":
        return 404  # another's token is not there
    return 302 if actor == "stranger" else 403


@pytest.mark.parametrize("actor", ACTORS)
def test_every_address_answers_every_actor_as_it_should(client, things, actor: str) -> None:
    answers, wanted = {}, {}
    for name, row in ROWS.items():
        client.logout()
        if actor != "stranger":
            client.force_login(User.objects.get(username=actor))
        data = {key: things["record"]["id"] if value == "?" else value for key, value in row.data.items()}
        response = getattr(client, row.method)(reverse(name, kwargs=things.get(name)), data)
        answers[name], wanted[name] = response.status_code, expected(row, name, actor)
        if actor == "stranger" and actor not in row.may:
            assert response.url.startswith("/signin/"), name

    assert answers == wanted


def test_what_changes_something_is_never_done_by_a_link(client, things) -> None:
    client.force_login(things["people"]["reviewer"])
    changing = [name for name, row in ROWS.items() if row.method == "post"]

    answers = {name: client.get(reverse(name, kwargs=things.get(name))).status_code for name in changing}

    assert answers == dict.fromkeys(changing, 405)
