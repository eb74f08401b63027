"""A deadline in a subscribed calendar: one event, moved by a correction, cancelled by a termination."""

from datetime import date, datetime
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar
from tests.site.portal.conftest import TENDER

from zhiyue_site.archive.models import Page
from zhiyue_site.archive.work import run_all
from zhiyue_site.portal.agenda import as_ics, entries

pytestmark = pytest.mark.django_db

SAME = """项目编号：JDZC-2025-0117
项目名称：江东医学院离子色谱仪采购项目
采购人：江东医学院
"""
CORRECTION = f"""首页 > 招标采购
江东医学院离子色谱仪采购项目更正公告
发布时间：2025-09-20 10:30  来源：江东公共资源交易公告
{SAME}首次公告日期：2025年9月8日
更正内容：投标截止时间由2025年9月29日 09:30更正为2025年10月9日 09:30
投标截止时间：2025年10月9日 09:30
"""
TERMINATION = f"""首页 > 招标采购
江东医学院离子色谱仪采购项目终止公告
发布时间：2025-10-12 10:30  来源：江东公共资源交易公告
{SAME}项目终止的原因：有效投标人不足三家
"""


def deadlines(*texts: str, load) -> list:
    for number, text in enumerate((TENDER, *texts)):
        load(text, url=f"https://ggzy.jiangdong.example.cn/{number}.html")
    Page.objects.update(state=Page.State.PUBLISHED)
    list(run_all())
    found = entries(date(2025, 9, 1), date(2025, 12, 31), kinds=("deadline",))
    ics = as_ics(found, name="日历", base="https://zhiyue.example.cn")
    assert max(map(len, ics.split(b"\r\n"))) <= 75
    return list(Calendar.from_ical(ics).walk("VEVENT"))


def told(event) -> tuple[str, int, datetime]:
    return str(event["status"]), int(event["sequence"]), event.decoded("dtstart")


def at(month: int, day: int) -> datetime:
    return datetime(2025, month, day, 9, 30, tzinfo=ZoneInfo("Asia/Shanghai"))


def test_a_deadline_stands_until_it_is_moved(sites, load) -> None:
    (event,) = deadlines(load=load)

    assert told(event) == ("CONFIRMED", 0, at(9, 29))


def test_a_correction_moves_the_same_event(sites, load) -> None:
    (before,) = deadlines(load=load)
    (after,) = deadlines(CORRECTION, load=load)

    assert told(after) == ("CONFIRMED", 1, at(10, 9))
    assert after["uid"] == before["uid"]


def test_a_termination_cancels_it(sites, load) -> None:
    (event,) = deadlines(CORRECTION, TERMINATION, load=load)

    assert told(event) == ("CANCELLED", 2, at(10, 9))


def test_a_calendar_without_records_still_has_its_dates(archive: SimpleNamespace) -> None:
    (entry,) = entries(date(2025, 9, 1), date(2025, 9, 30), kinds=("deadline",))

    assert (entry.sequence, entry.is_cancelled) == (0, False)
