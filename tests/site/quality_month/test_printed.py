"""What a summary prints about an edition stands beside the report of the edition that was taken over from its record."""

from datetime import date
from pathlib import Path

import pytest

from zhiyue_site.archive.models import Page, Record
from zhiyue_site.archive.records import compile_pending
from zhiyue_site.quality_month.closing import draw_up
from zhiyue_site.quality_month.models import Edition, Unit

PAGE = Path(__file__).parents[2] / "kinds" / "campaign_summary" / "plain.page.txt"


@pytest.fixture
def edition(load) -> Edition:
    load(PAGE.read_text(encoding="utf-8"))
    Page.objects.update(state=Page.State.PUBLISHED)
    compile_pending()
    return Edition.objects.create(
        series="quality-month", year=2024, title="2024年“质量月”", theme="质量强省", start=date(2024, 9, 1),
        end=date(2024, 9, 30), root=Unit.objects.create(name="江东省市场监督管理局"),
        record=Record.objects.get(type="campaign_edition").pk,
    )  # fmt: skip


def test_figures_of_a_public_summary_stand_beside_the_report(edition) -> None:
    facts = Page.objects.get().facts.filter(kind="campaign_figure")
    fact = next(fact for fact in facts if fact.payload["fields"]["number"]["exact"] == "320")

    rows = {row.id: row for row in draw_up(edition).table("pages").rows}

    assert len(rows) == 12
    assert rows[f"pages.{fact.content_id}"].cells[0].value == "320"
    assert rows[f"pages.{fact.content_id}"].label.startswith("横幅标语")


@pytest.mark.parametrize("change", [{"state": Page.State.HELD}, {"visibility": Page.Visibility.REMOVED}])
def test_a_page_that_is_not_public_says_nothing(edition, change) -> None:
    Page.objects.update(**change)

    assert all(table.id != "pages" for section in draw_up(edition).sections for table in section.tables)
