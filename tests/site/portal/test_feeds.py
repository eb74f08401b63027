"""Feeds, calendars, sitemaps: read back by the programs that read them."""

from datetime import date
from types import SimpleNamespace
from xml.etree import ElementTree as ET

import feedparser
import pytest
from django.urls import reverse
from icalendar import Calendar
from tests.site.portal.conftest import TENDER

from zhiyue_site.accounts.people import add_user
from zhiyue_site.archive.models import Page
from zhiyue_site.archive.takedown import Claim, decide, receive
from zhiyue_site.archive.work import run_all
from zhiyue_site.portal import agenda
from zhiyue_site.portal.views import agenda as agenda_view
from zhiyue_site.portal.views import lists, searching

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "address", ["/feed/", "/channel/tenders/feed/", "/topic/chromatography/feed/", "/search/feed/?q=离子色谱仪"]
)
def test_feeds_read_back(client, archive, address):
    found = feedparser.parse(client.get(address).content)
    assert (found.bozo, found.version) == (False, "atom10")
    assert "江东医学院离子色谱仪采购项目公开招标公告" in [entry.title for entry in found.entries]
    entry = next(entry for entry in found.entries if entry.title.endswith("公开招标公告"))
    assert entry.link == f"http://localhost{reverse('page', args=[archive.tender.pk])}"
    assert entry.published == "2025-09-08T10:30:00+08:00"


def test_a_feed_has_no_summary_where_the_terms_allow_none(client, archive):
    found = feedparser.parse(client.get("/channel/news/feed/").content)
    summaries = {entry.id.rpartition(":")[2]: entry.get("summary", "") for entry in found.entries}
    assert summaries[archive.copy.pk] == ""
    assert summaries[archive.story.pk] != ""


def test_a_removed_page_is_a_deleted_entry(client, archive):
    reviewer = add_user("reviewer", "Correct-Horse-9-Battery", roles=["reviewer"], by=None)
    claim = Claim(claimant="某公司", contact="legal@example.cn", capacity="权利人", grounds="未经授权")
    number = receive(archive.tender, claim).pk
    assert b"deleted-entry" not in client.get("/feed/").content

    decide(number, "removed", by=reviewer, public_reason="权利人要求")

    feed = client.get("/feed/").content
    root = ET.fromstring(feed)  # noqa: S314  # our own answer
    (gone,) = root.findall("{http://purl.org/atompub/tombstones/1.0}deleted-entry")
    assert gone.get("ref") == f"urn:zhiyue:page:{archive.tender.pk}"
    assert archive.tender.pk not in [entry.id.rpartition(":")[2] for entry in feedparser.parse(feed).entries]


def _at(monkeypatch, day: str) -> None:
    clock = SimpleNamespace(localdate=lambda: date.fromisoformat(day))
    for module in (agenda_view, lists, searching):
        monkeypatch.setattr(module, "timezone", clock)


@pytest.mark.parametrize(
    "address",
    ["/calendar.ics", "/calendar.ics?what=deadline", "/channel/tenders/calendar.ics", "/topic/chromatography/calendar.ics",
     "/search/calendar.ics?q=离子色谱仪"],
)  # fmt: skip
def test_calendars_read_back(client, archive, monkeypatch, address):
    _at(monkeypatch, "2025-09-15")
    calendar = Calendar.from_ical(client.get(address).content)
    (event,) = [event for event in calendar.walk("VEVENT") if "截止" in event["SUMMARY"]]
    assert event["DTSTART"].dt.isoformat() == "2025-09-29T09:30:00+08:00"
    assert event["URL"].startswith("http://localhost/record/purchase/")


def test_one_deadline_on_two_websites_is_one_entry(client, archive, load):
    load(TENDER, url="https://www.copy.example.cn/t.html")
    Page.objects.update(state=Page.State.PUBLISHED)
    list(run_all())
    found = agenda.entries(date(2025, 9, 1), date(2025, 9, 30), kinds=["deadline"])
    assert [(entry.on.isoformat(), entry.also) for entry in found] == [("2025-09-29", 1)]


def test_sitemaps_hold_what_is_ours_to_show(client, archive):
    space = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}
    index = ET.fromstring(client.get("/sitemap.xml").content)  # noqa: S314  # ours
    files = [item.text for item in index.findall("s:sitemap/s:loc", space)]
    assert files == ["http://localhost/sitemap-lists.xml", "http://localhost/sitemap-pages-1.xml"]
    pages = ET.fromstring(client.get("/sitemap-pages-1.xml").content)  # noqa: S314  # ours
    found = {item.text.rstrip("/").rpartition("/")[2] for item in pages.findall("s:url/s:loc", space)}
    assert found == {page.pk for name, page in vars(archive).items() if name != "copy"}


def test_robots_names_the_sitemap(client, db):
    words = client.get("/robots.txt").content.decode()
    assert "Sitemap: http://localhost/sitemap.xml" in words
