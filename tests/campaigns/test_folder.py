"""An edition written as a folder and read back: equal, readable without us, changed files noticed."""

import csv
import hashlib
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from tests.campaigns.made import activity, campaigns, proof, small
from zhiyue.campaign import Campaign
from zhiyue.campaigns.counting import COUNT, Ledger
from zhiyue.campaigns.folder import public_part, read_folder, write_folder
from zhiyue.errors import ConfigurationError, UnreadableInput

BYTES = b"\x89PNG a photograph"
DIGEST = f"sha256:{hashlib.sha256(BYTES).hexdigest()}"


def with_photo() -> Campaign:
    photo = proof("p2", "现场照片.PNG", form="photo", digest=DIGEST)
    return replace(small(), proofs=tuple(photo if one.id == "p2" else one for one in small().proofs))


def rows(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(path.read_text(encoding="utf-8-sig").splitlines()))


@given(campaigns())
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_edition_is_read_back_equal(tmp_path_factory: pytest.TempPathFactory, campaign: Campaign) -> None:
    folder = tmp_path_factory.mktemp("edition") / "folder"
    write_folder(campaign, folder)
    assert read_folder(folder) == campaign


def test_folder_holds_tables_a_page_and_the_evidence(tmp_path: Path) -> None:
    missing = write_folder(
        with_photo(), tmp_path, evidence=lambda one: BYTES if one.id == "p2" else None, papers={"报告.docx": b"PK"}
    )
    assert missing == ("p1", "p3", "p4")
    assert (tmp_path / "evidence" / f"{DIGEST.removeprefix('sha256:')}.png").read_bytes() == BYTES
    assert (tmp_path / "papers" / "报告.docx").read_bytes() == b"PK"
    assert [row["活动"] for row in rows(tmp_path / "activities.csv")] == [one.name for one in small().activities]
    assert read_folder(tmp_path) == with_photo()


def test_third_total_can_be_added_up_from_the_table_alone(tmp_path: Path) -> None:
    write_folder(small(), tmp_path)
    counted = [r for r in rows(tmp_path / "figures.csv") if r["指标"] == "attendances" and r["计入剔重后"] == "是"]
    assert sum(int(row["数值"]) for row in counted) == 386


def test_page_links_every_file_and_runs_nothing(tmp_path: Path) -> None:
    evil = activity("a9", "wz", "<script>alert(1)</script>", state="draft")
    write_folder(replace(with_photo(), activities=(*small().activities, evil)), tmp_path, evidence=lambda _: None)
    links, tags = [], set()

    class Reader(HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            tags.add(tag)
            links.extend(value for name, value in attrs if name == "href" and value)

    Reader().feed((tmp_path / "index.html").read_text(encoding="utf-8"))
    there = {str(path.relative_to(tmp_path)) for path in tmp_path.rglob("*") if path.is_file()}
    assert set(links) == there - {"index.html"}
    assert "script" not in tags


def test_cell_that_begins_like_a_formula_stays_words(tmp_path: Path) -> None:
    write_folder(replace(small(), activities=(*small().activities, activity("a9", "wz", "=1+1"))), tmp_path)
    assert rows(tmp_path / "activities.csv")[-1]["活动"] == "'=1+1"


def test_changed_or_missing_file_is_noticed(tmp_path: Path) -> None:
    write_folder(small(), tmp_path)
    (tmp_path / "units.csv").write_text("nothing", encoding="utf-8")
    with pytest.raises(UnreadableInput, match=r"units\.csv is missing or was changed"):
        read_folder(tmp_path)
    (tmp_path / "manifest.json").unlink()
    with pytest.raises(UnreadableInput, match="no manifest"):
        read_folder(tmp_path)


def test_wrong_bytes_full_folders_and_odd_names_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="'p2'"):
        write_folder(with_photo(), tmp_path / "a", evidence=lambda _: b"other" if _.id == "p2" else None)
    with pytest.raises(ConfigurationError, match="plain file name"):
        write_folder(small(), tmp_path / "b", papers={"../x": b""})
    (tmp_path / "c").mkdir()
    (tmp_path / "c" / "something").touch()
    with pytest.raises(ConfigurationError, match="something in it"):
        write_folder(small(), tmp_path / "c")


def test_saved_page_does_not_open_as_a_page(tmp_path: Path) -> None:
    page = proof("p2", "报道.html", form="page", digest=DIGEST)
    campaign = replace(small(), proofs=tuple(page if one.id == "p2" else one for one in small().proofs))
    write_folder(campaign, tmp_path, evidence=lambda one: BYTES if one.id == "p2" else None)
    assert [path.name[64:] for path in (tmp_path / "evidence").iterdir()] == [".html.txt"]


def test_public_folder_holds_no_list_and_no_draft_and_adds_up_the_same(tmp_path: Path) -> None:
    draft = activity("a9", "wz", state="draft")
    named = proof("p1", "三年级二班签到表.csv", digest=DIGEST)
    whole = replace(with_photo(), activities=(*small().activities, draft), apart=(("a3", "a4"),))
    whole = replace(whole, proofs=(named, *whole.proofs[1:]))
    held = {"p1": BYTES, "p2": BYTES}
    assert write_folder(whole, tmp_path, evidence=lambda one: held.get(one.id), audience="public") == ("p1", "p3", "p4")
    shown = read_folder(tmp_path)
    assert shown == public_part(whole)
    assert "a9" not in {one.id for one in shown.activities}
    assert Ledger(shown).total(COUNT) == Ledger(whole).total(COUNT)
    texts = [path.read_bytes().decode("utf-8", "ignore") for path in tmp_path.rglob("*") if path.is_file()]
    assert not any("三年级" in text for text in texts)


@given(campaigns())
@settings(max_examples=60, deadline=None)
def test_public_part_of_any_edition_has_the_same_totals(campaign: Campaign) -> None:
    whole, shown = Ledger(campaign), Ledger(public_part(campaign))
    assert shown.keys == whole.keys
    for key in whole.keys:
        for node in (None, *(unit.id for unit in campaign.units)):
            assert shown.total(key, node) == whole.total(key, node)
