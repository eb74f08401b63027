"""The way to the public: steps, four eyes, schedule, openness, findings; and what editors set right."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.utils import timezone

from zhiyue import process
from zhiyue.model import RawPage
from zhiyue_site.accounts.models import AuditEntry, User
from zhiyue_site.accounts.people import add_user
from zhiyue_site.archive import publishing
from zhiyue_site.archive.corrections import CorrectionError, Target
from zhiyue_site.archive.ingest import save
from zhiyue_site.archive.models import Correction, Key, Page, Site, SiteHost
from zhiyue_site.archive.publishing import PublishingError
from zhiyue_site.archive.reviewing import correct_words, undo
from zhiyue_site.archive.shown import finding_key, show

TENDER = """江东仪器网>资讯>招标采购>正文
江东医学院高效液相色谱仪采购项目公开招标公告
2025-09-08 10:20:00 来源：江东仪器网
项目编号：JDZC-2025-0312
采购人：江东医学院
预算金额：85.6万元
最高限价：80万元
"""


@pytest.fixture
def people(db) -> list[User]:
    return [add_user(name, "Wangzhou-2025", roles=["reviewer"], by=None) for name in ("first", "second")]


@pytest.fixture
def held(load) -> Page:
    site = Site.objects.create(key="trade", name="江东仪器网", rank="trade", terms="full")
    SiteHost.objects.create(host="news.example.cn", site=site)
    page = load(TENDER).page
    doubts = [{"code": "repair.uncertain", "about": "2", "weight": 0.5}]
    Page.objects.filter(pk=page.pk).update(state="held", doubts=doubts, doubt=0.5, released_at=None)
    page.refresh_from_db()
    return page


def budget(page: Page) -> Target:
    fact = next(fact for fact in show(page).result.facts if "budget" in fact.fields)
    return Target(fact.id, "budget")


def test_last_step_publishes_and_accepts_the_doubts(held, people) -> None:
    page = publishing.pass_step(held.pk, "final", by=people[0])

    assert (page.state, page.doubt, page.accepted_doubts) == ("published", 0.0, held.doubts)
    assert AuditEntry.objects.filter(action="page.release", actor=people[0]).count() == 1


def test_steps_come_in_order_and_by_different_people(held, people, settings) -> None:
    settings.ENVIRONMENT = replace(settings.ENVIRONMENT, review=("first", "final"))
    with pytest.raises(PublishingError, match="轮到"):
        publishing.pass_step(held.pk, "final", by=people[0])
    assert publishing.pass_step(held.pk, "first", by=people[0]).state == "held"
    with pytest.raises(PublishingError, match="不同的人"):
        publishing.pass_step(held.pk, "final", by=people[0])

    assert publishing.pass_step(held.pk, "final", by=people[1]).state == "published"


def test_sent_back_page_begins_at_the_first_step(held, people, settings) -> None:
    settings.ENVIRONMENT = replace(settings.ENVIRONMENT, review=("first", "final"))
    publishing.pass_step(held.pk, "first", by=people[0])

    page = publishing.send_back(held.pk, by=people[1], reason="金额待核")

    assert publishing.next_step(page) == "first"


def test_scheduled_page_is_published_on_time(held, people) -> None:
    page = publishing.pass_step(held.pk, "final", by=people[0], publish_at=timezone.now() + timedelta(hours=1))
    assert (page.state, publishing.publish_due()) == ("scheduled", 0)

    Page.objects.update(publish_at=timezone.now())

    assert publishing.publish_due() == 1
    page.refresh_from_db()
    assert page.is_public


def test_new_reading_with_new_doubts_goes_back_to_the_inbox(held, people) -> None:
    publishing.pass_step(held.pk, "final", by=people[0])
    worse = TENDER.replace("江东医学院高效", "江东〓〓院高效").replace("2025-09-08 10:20:00 ", "")
    raw = RawPage(worse.encode(), url=held.address, fetched_at="2025-09-12T08:00:00+08:00")
    result = process(raw)
    marked = replace(result, page=replace(result.page, title=None))

    page = save(raw, marked).page

    assert (page.state, publishing.next_step(page)) == ("held", "final")


def test_closed_page_leaves_the_public_and_cannot_be_published(held, people) -> None:
    publishing.pass_step(held.pk, "final", by=people[0])
    page = publishing.set_openness(held.pk, "closed", by=people[0], reason="涉商业秘密")
    assert not page.is_public

    publishing.reopen(held.pk, by=people[0])
    with pytest.raises(PublishingError, match="不予公开"):
        publishing.pass_step(held.pk, "final", by=people[1])


def test_page_open_on_request_shows_no_text_and_no_facts(held, people) -> None:
    publishing.pass_step(held.pk, "final", by=people[0])
    page = publishing.set_openness(held.pk, "on_request", by=people[0], reason="依申请")

    shown = show(page)

    assert (shown.has_text, shown.result.facts, shown.quotes) == (False, (), {})


def test_withheld_finding_is_not_shown_and_released_one_is(held, people) -> None:
    finding = next(f for f in show(held).result.findings)
    publishing.decide_finding(held, finding_key(finding), is_released=False, by=people[0])
    assert finding_key(finding) not in {finding_key(f) for f in show(held).result.findings}

    publishing.decide_finding(held, finding_key(finding), is_released=True, by=people[0])
    assert finding_key(finding) in {finding_key(f) for f in show(held).result.findings}


def test_correction_stands_beside_the_machine_and_is_undone(held, people) -> None:
    target = budget(held)

    made = correct_words(held.pk, target, "80万元", at=None, by=people[0], reason="以限价为准")

    held.refresh_from_db()
    fact = next(fact for fact in show(held).result.facts if fact.id == target.fact_id)
    assert fact.one("budget").value.amount == "800000.00"
    assert (made.machine["value"]["amount"], made.by, made.reason) == ("856000.00", people[0], "以限价为准")
    assert Key.objects.filter(page=held, name="budget", normal="800000.00").count() == 1

    undo(made.pk, by=people[1])

    held.refresh_from_db()
    fact = next(fact for fact in show(held).result.facts if fact.id == target.fact_id)
    assert fact.one("budget").value.amount == "856000.00"
    assert Correction.objects.get().withdrawn_by == people[1]


def test_correction_that_the_page_does_not_state(held, people) -> None:
    target = budget(held)

    correct_words(held.pk, target, "", at=None, by=people[0], reason="系误读")

    held.refresh_from_db()
    fact = next(fact for fact in show(held).result.facts if fact.id == target.fact_id)
    assert (fact.one("budget").value, fact.one("budget").status) == (None, "not_stated")


@pytest.mark.parametrize(("words", "said"), [("九十九万元", "页面上没有"), ("江东医学院", "不能读作")])
def test_correction_by_other_words_is_refused(held, people, words: str, said: str) -> None:
    with pytest.raises(CorrectionError, match=said):
        correct_words(held.pk, budget(held), words, at=None, by=people[0], reason="试")


def test_correction_that_lost_its_words_is_told(held, people) -> None:
    correct_words(held.pk, budget(held), "80万元", at=None, by=people[0], reason="以限价为准")
    changed = TENDER.replace("85.6万元", "90万元")
    raw = RawPage(changed.encode(), url=held.address, fetched_at="2025-09-12T08:00:00+08:00")

    page = save(raw, process(raw)).page

    assert "correction.lost" in {doubt["code"] for doubt in page.doubts}
    assert page.state == "held"
