"""Every screen of a campaign's desk, wide and on a phone: no fault that a machine finds, nothing that scrolls sideways."""

import pytest
from playwright.sync_api import expect
from tools.edition import play

from tests.browser.test_desk import PASSWORD, WIDTHS, look, sign_in, visit
from zhiyue_site.accounts.people import add_user
from zhiyue_site.quality_month.models import Activity, Edition

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

__all__ = ["visit"]  # a fixture: pytest finds it by its name here


@pytest.fixture
def edition(db) -> Edition:
    made, _units = play.found_edition(add_user("organiser", PASSWORD, name="组织", roles=["organiser"], by=None))
    return made


@WIDTHS
def test_every_screen_is_sound(visit, edition: Edition, width: int) -> None:
    page = visit(width)
    sign_in(page, "organiser")
    page.goto(f"/desk/month/{edition.pk}/intake/")
    page.locator("#files").set_input_files(sorted((play.FOLDER / "returns").glob("东岭市*")))
    page.get_by_role("button", name="收下").click()
    look(page, "month-report-preview")
    page.get_by_role("button", name="确认并报送").click()
    expect(page.get_by_text("收到 6 项情况报送")).to_be_visible()
    done = Activity.objects.filter(edition=edition).first()
    for path in (
        "edition/", "edition/paper/", "units/", f"units/{done.unit_id}/", f"units/{done.unit_id}/return/",
        "queue/", f"queue/{done.pk}/", "pairs/", "problems/", "suggestions/", f"closing/?unit={done.unit_id}",
    ):  # fmt: skip
        page.goto(f"/desk/month/{edition.pk}/{path}")
        look(page, "month-" + path.strip("/").replace("/", "-").replace("?", "-"))
