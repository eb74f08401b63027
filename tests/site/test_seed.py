"""The mission's page in the archive: its terms, its edition, its claim; what the portal may show of it and does."""

import html
import re
from dataclasses import replace
from pathlib import Path

import pytest
from tests.seed import SEED, needs_seed

from zhiyue import process
from zhiyue.codec import record_from_json
from zhiyue.readers import read_page
from zhiyue_site.archive.ingest import save
from zhiyue_site.archive.models import Page, Record, RecordTask
from zhiyue_site.archive.stored import unpack
from zhiyue_site.archive.work import run_all

pytestmark = [needs_seed, pytest.mark.django_db]


def sentences_without_facts(page: Page) -> list[str]:
    result = unpack(page.reading.result)
    places = [e for fact in result.facts for name in fact.fields for f in fact.all(name) for e in f.evidence]
    places += [e for finding in result.findings for e in finding.evidence]
    found = [match for match in re.finditer(r"[^。\n]+", result.page.text) if match[0].strip() in result.page.body]
    return [m[0].strip() for m in found if not any(e.start < m.end() and m.start() < e.end for e in places)]


@pytest.fixture
def seed() -> Page:
    raw = replace(read_page(Path(SEED)), url="https://www.example.cn/news/detail/1.html")
    page = save(raw, process(raw)).page
    # Its repair touched names: a person must look first, and here does.
    assert page.state == Page.State.HELD
    Page.objects.update(state=Page.State.PUBLISHED)
    RecordTask.objects.create(kind="page", target=page.pk)
    list(run_all())
    return Page.objects.get()


def test_page_that_forbids_reprinting_is_title_source_link_and_facts(seed, client) -> None:
    assert (seed.terms, seed.terms_reason) == ("link", "page.licence_required")

    shown = client.get(f"/page/{seed.pk}/").content.decode()

    assert "未经授权不得转载" in shown
    assert seed.address in shown
    assert "推动质量变革创新 促进质量强国建设" in shown
    plain = html.unescape(shown)
    silent = [sentence for sentence in sentences_without_facts(seed) if len(sentence) > 20]
    assert silent
    assert [sentence for sentence in silent if sentence in plain] == []


def test_edition_holds_number_theme_areas_and_policies(seed) -> None:
    edition = record_from_json(Record.objects.get(pk="campaign-edition/quality-month-2022").payload)

    assert edition.field("number").value.ordinal == 45
    assert edition.field("theme").value == "推动质量变革创新 促进质量强国建设"
    assert edition.field("launch_date").value == "2022-09-01"
    assert len(edition.field("focus_areas").shown) == 6
    assert [item.name for item in edition.field("co_organisers").shown][:2] == ["市场监管总局", "国家发展改革委"]
    assert edition.field("includes_lead").value == "yes"
    assert len(edition.field("policies").shown) == 3
    assert ("ordinal.year", "confirmed") in [(item.code, item.verdict) for item in edition.findings]


def test_claim_about_all_themes_names_the_years(seed) -> None:
    (claim,) = seed.claims

    assert (claim["code"], claim["verdict"]) == ("series.claim", "doubtful")
    assert claim["message"] == "含“质量强国”：2011–2022；其中据推断：2015"


def test_series_stands_beside_the_edition(seed, client) -> None:
    series = client.get("/series/quality-month/").content.decode()
    edition = client.get("/series/quality-month/2022/").content.decode()

    assert "1978" in series
    assert "2025" in series
    assert "推动质量变革创新 促进质量强国建设" in edition
