"""A campaign as the public sees it, and what persons without an account may do in it."""

from datetime import date, timedelta

import icalendar
import pytest
from django.urls import reverse
from django.utils import timezone
from tools.edition import play

from zhiyue_site.accounts.models import AuditEntry
from zhiyue_site.accounts.people import add_user
from zhiyue_site.quality_month import enrolment, pledges, suggestions
from zhiyue_site.quality_month.clocks import erase_past
from zhiyue_site.quality_month.models import (
    Activity,
    Area,
    AreaChoice,
    Edition,
    Enrolment,
    Merge,
    PledgeText,
    SignUp,
    Suggestion,
    Unit,
    UnitLink,
)

STATE = Activity.State


@pytest.fixture
def edition(db) -> Edition:
    root = Unit.objects.create(name="江东省市场监督管理局")
    for name in ("望州市局", "澄江市局"):
        UnitLink.objects.create(parent=root, child=Unit.objects.create(name=name), is_counting_home=True)
    made = Edition.objects.create(
        series="quality-month", year=2030, title="2030年江东省“质量月”", theme="质量强省", start=date(2030, 9, 1),
        end=date(2030, 9, 30), root=root, is_public=True,
    )  # fmt: skip
    Area.objects.create(edition=made, order=1, title="便民服务", family="infrastructure")
    return made


@pytest.fixture
def file(edition):
    """File one activity, published unless said otherwise."""

    def filed(name: str, unit: str = "望州市局", **fields: object) -> Activity:
        row = Activity.objects.create(
            **{
                "edition": edition, "unit": Unit.objects.get(name=unit), "key": f"{unit}{name}", "name": name,
                "start": "2030-09-05", "end": "2030-09-05", "state": STATE.PUBLISHED, **fields,
            }
        )  # fmt: skip
        AreaChoice.objects.create(activity=row, area=edition.areas.get(), is_primary=True, words=["血压计"])
        return row

    return filed


def page(client, edition: Edition, query: str = "") -> str:
    return client.get(f"{reverse('campaign', args=[edition.pk])}{query}").content.decode()


def test_only_what_was_published_is_public(client, edition, file) -> None:
    file("已发布的开放日")
    file("还是草稿", state=STATE.DRAFT)
    file("内部会议", is_internal=True)
    file("悄悄撤销", state=STATE.WITHDRAWN)
    file("公开撤销", state=STATE.WITHDRAWN, public_note="因台风取消")

    shown = page(client, edition)

    assert [name in shown for name in ("已发布的开放日", "还是草稿", "内部会议", "悄悄撤销", "公开撤销")] == [
        True, False, False, False, True,
    ]  # fmt: skip
    edition.is_public = False
    edition.save()
    assert client.get(reverse("campaign", args=[edition.pk])).status_code == 404


def test_several_filings_of_one_activity_stand_as_one(client, edition, file) -> None:
    kept, other = file("启动仪式"), file("参加启动仪式", "澄江市局")
    merge = Merge.objects.create(edition=edition, kept=kept, reason="同日同地")
    merge.activities.set([kept, other])

    data = client.get(reverse("campaign", args=[edition.pk]) + "?format=json").json()

    assert [(row["name"], row["also"]) for row in data["activities"]] == [("启动仪式", "澄江市局")]
    assert client.get(reverse("campaign-activity", args=[other.pk])).status_code == 404


def test_filters_narrow_the_list_and_the_calendar_alike(client, edition, file) -> None:
    file("进校园", place="实验小学")
    file("进企业", "澄江市局", start="2030-09-06", end="2030-09-08", place="开发区")
    file("无日期的征文", start="", end="")
    branch = Unit.objects.get(name="澄江市局").pk

    def names(query: str) -> list[str]:
        address = reverse("campaign", args=[edition.pk])
        return [row["name"] for row in client.get(f"{address}{query}&format=json").json()["activities"]]

    assert names("?audience=pupils") == ["进校园"]
    assert names(f"?branch={branch}") == ["进企业"]
    assert names("?day=2030-09-07") == ["进企业"]
    assert names("?x=") == ["进校园", "进企业", "无日期的征文"]
    calendar = client.get(reverse("campaign-calendar", args=[edition.pk]) + f"?branch={branch}")
    events = icalendar.Calendar.from_ical(calendar.content).walk("VEVENT")
    assert [(str(e["summary"]), e.decoded("dtstart"), e.decoded("dtend")) for e in events] == [
        ("进企业", date(2030, 9, 6), date(2030, 9, 9))
    ]
    assert str(events[0]["url"]).endswith(f"/campaigns/activity/{Activity.objects.get(name='进企业').pk}/")


def test_a_gap_is_named_and_is_no_event(client, edition, file) -> None:
    row = file("征文", start="", end="", place="")

    shown = client.get(reverse("campaign-activity", args=[row.pk])).content.decode()

    assert shown.count("未载明") == 2
    assert icalendar.Calendar.from_ical(
        client.get(reverse("campaign-calendar", args=[edition.pk])).content
    ).walk("VEVENT") == []  # fmt: skip


def test_a_withdrawn_activity_says_why_and_is_cancelled_in_calendars(client, edition, file) -> None:
    row = file("露天集市", state=STATE.WITHDRAWN, public_note="因台风取消")

    assert "因台风取消" in client.get(reverse("campaign-activity", args=[row.pk])).content.decode()
    calendar = client.get(reverse("campaign-activity-calendar", args=[row.pk]))
    (event,) = icalendar.Calendar.from_ical(calendar.content).walk("VEVENT")
    assert str(event["status"]) == "CANCELLED"


def test_the_tile_grid_has_all_provincial_units_and_no_map(client, edition, file) -> None:
    file("在湖北", region="420100")

    shown = page(client, edition)

    assert shown.count("<td>") == 90
    assert all(name in shown for name in ("湖北", "台湾", "香港", "澳门", "西藏"))
    assert 'href="?region=42#list"' in shown


def enrolled(row: Activity, **fields: object) -> Enrolment:
    return Enrolment.objects.create(**{"activity": row, "purpose": "登记入院人数", "capacity": 2, **fields})


def test_a_person_signs_up_sees_their_entry_and_leaves(client, file) -> None:
    row = file("开放日")
    enrolled(row)
    address = reverse("campaign-signup", args=[row.pk])
    assert "登记入院人数" in client.get(address).content.decode()
    said = {"name": "王一", "contact": "13800138000", "people": "2", "consent": "on"}

    without = client.post(address, {**said, "consent": ""})
    entry = client.post(address, said)
    late = client.post(address, {**said, "people": "1"})

    assert (without.status_code, entry.status_code, late.status_code) == (400, 302, 400)
    assert "名额" in late.content.decode() or "已满" in late.content.decode()
    own = client.get(entry.url).content.decode()
    assert "王一" in own
    assert "2030-10-05" in own  # the day of deletion: thirty days after the activity
    client.post(entry.url)
    left = SignUp.objects.get()
    assert (left.name, left.contact, enrolment.open_places(left.enrolment)) == ("", "", 2)
    assert "13800138000" not in str(list(AuditEntry.objects.values_list("detail", flat=True)))


def test_entries_are_erased_when_their_day_comes(file, monkeypatch) -> None:
    row = file("开放日")
    enrolled(row)
    words = enrolment.sign_up(row, name="王一", contact="13800138000")
    monkeypatch.setattr(timezone, "localdate", lambda: date(2030, 10, 4))
    assert erase_past() == 0
    monkeypatch.setattr(timezone, "localdate", lambda: date(2030, 10, 5))

    assert erase_past() == 1
    assert enrolment.entry_of(words) is None


def test_nobody_signs_up_for_what_is_over(file) -> None:
    row = file("去年的开放日", start="2024-09-05", end="2024-09-05")
    enrolled(row)

    with pytest.raises(enrolment.EnrolmentError, match="已截止"):
        enrolment.sign_up(row, name="王一", contact="1")


def test_a_pledge_is_signed_on_one_version_and_may_be_withdrawn(client, edition) -> None:
    first = PledgeText.objects.create(edition=edition, version=1, title="诚信承诺", text="一、不合格不出厂。")
    address = reverse("campaign-pledge", args=[edition.pk])
    said = {"kind": "firm", "signer": "甲（望州）公司", "contact": "0999-5550000"}

    own = client.post(address, said)
    twice = client.post(address, {**said, "signer": "甲(望州)公司"})
    client.post(address, {"kind": "person", "signer": "欧阳甲", "contact": ""})

    assert (own.status_code, twice.status_code) == (302, 400)
    shown = client.get(address).content.decode()
    assert "甲（望州）公司" in shown
    assert "欧阳甲" not in shown
    assert "0999-5550000" not in shown
    client.post(own.url)
    assert pledges.signers(first, kind="firm") == []
    assert pledges.pledge_of(own.url.rstrip("/").rpartition("/")[2]).contact == ""


def test_a_suggestion_has_a_number_a_clock_and_an_answer(client, edition) -> None:
    made = client.post(
        reverse("campaign-suggest", args=[edition.pk]), {"text": "计量车请来我们镇", "contact": "13800138000"}
    )
    own = client.get(made.url).content.decode()
    row = Suggestion.objects.get()

    assert row.number in own
    assert row.due.isoformat() in own
    Suggestion.objects.update(state="answered", answer="九月到", answered_at=timezone.now(), is_public=True)
    assert "九月到" in client.get(reverse("campaign-suggest", args=[edition.pk])).content.decode()
    Suggestion.objects.update(answered_at=timezone.now() - suggestions.KEEP - timedelta(days=1))
    assert suggestions.erase_contacts() == 1
    assert Suggestion.objects.get().contact == ""


@pytest.mark.parametrize(
    ("first", "due"),
    [
        (
            date(2025, 9, 26),
            date(2025, 10, 23),
        ),  # over the national holiday, with the Sunday and Saturday made up for it
        (date(2025, 3, 3), date(2025, 3, 24)),
    ],
)
def test_working_days_follow_the_published_calendar(first: date, due: date) -> None:
    assert suggestions.working_day(first, 15) == due


def test_a_year_whose_holidays_are_unknown_counts_monday_to_friday() -> None:
    assert suggestions.working_day(date(2099, 1, 1), 1) == date(2099, 1, 2)


def test_another_series_on_another_day_across_the_provinces(client, db) -> None:
    organiser = add_user("organiser", "correct-horse-battery", roles=["organiser"], by=None)
    edition = play.play_day(organiser, say=lambda _: None)

    rows = client.get(reverse("campaign", args=[edition.pk]) + "?format=json").json()["activities"]

    assert len(rows) == len(play.PROVINCES)
    assert {row["start"][:7] for row in rows} == {"2026-05"}
    assert {row["region"] for row in rows} == {code[:2] for code in play.PROVINCES}
    assert len({row["unit"] for row in rows}) == len(play.PROVINCES)
