"""A backup made while the site runs brings everything back, or nothing; it is drilled here."""

import io
import json
import tarfile
from dataclasses import replace
from pathlib import Path

import pytest
from django.core.management import call_command

from zhiyue.errors import ConfigurationError, UnreadableInput
from zhiyue_site.accounts.audit import find_break
from zhiyue_site.accounts.models import AuditEntry
from zhiyue_site.accounts.people import add_user
from zhiyue_site.archive.backup import back_up, restore
from zhiyue_site.archive.blobs import blob_path, get_blob
from zhiyue_site.archive.doctor import examine
from zhiyue_site.archive.models import Blob, Fact, Key, Page, Suppression, Takedown

TEXT = "江东新闻网>资讯>正文\n江东“质量月”启动仪式在望州举行\n2025-09-01 09:30:00 来源：江东日报\n启动仪式今日举行。\n"
pytestmark = pytest.mark.django_db(transaction=True)


def state() -> dict[str, list[dict]]:
    return {
        model.__name__: list(model._base_manager.order_by("pk").values())
        for model in (Page, Fact, Key, Blob, Takedown, Suppression, AuditEntry)
    }


@pytest.fixture
def backup(load, tmp_path: Path) -> Path:
    load(TEXT)
    load(TEXT.replace("望州", "东岭"), url="https://news.example.cn/2.html")
    add_user("audit", "correct-horse-battery", roles=["audit_admin"], by=None)
    Suppression.objects.create(fingerprint="f" * 64, visibility="removed")
    target = tmp_path / "out" / "backup.tar.gz"
    back_up(target)
    return target


def empty(settings, folder: Path) -> None:
    call_command("flush", interactive=False, verbosity=0)
    settings.ENVIRONMENT = replace(settings.ENVIRONMENT, data=folder)
    folder.mkdir()


def test_restore_brings_everything_back(backup, settings, tmp_path) -> None:
    before = state()
    empty(settings, tmp_path / "new")

    restore(backup)

    assert state() == before
    assert get_blob(Page.objects.first().captures.get().blob_id).decode() in (TEXT, TEXT.replace("望州", "东岭"))
    assert find_break() is None
    assert [check.name for check in examine(thorough=True) if not check.holds] == ["administrators"]


def test_new_rows_after_restore_get_new_ids(backup, settings, tmp_path, load) -> None:
    empty(settings, tmp_path / "new")
    restore(backup)

    load(TEXT.replace("望州", "云溪"), url="https://news.example.cn/3.html")

    assert Page.objects.count() == 3


def test_restore_refuses_a_database_that_is_not_empty(backup) -> None:
    with pytest.raises(
        ConfigurationError, match=r"The database is not empty \(.+\): point ZHIYUE_DATA to a new folder"
    ):
        restore(backup)


@pytest.mark.parametrize("keep", [20, 400, -30])
def test_restore_of_a_cut_file_changes_nothing(backup, settings, tmp_path, keep) -> None:
    cut = tmp_path / "cut.tar.gz"
    cut.write_bytes(backup.read_bytes()[:keep])
    empty(settings, tmp_path / "new")

    with pytest.raises(UnreadableInput, match="cannot be restored"):
        restore(cut)

    assert Page.objects.count() == 0


def test_restore_notices_a_missing_row(backup, settings, tmp_path) -> None:
    thin = tmp_path / "thin.tar.gz"
    with tarfile.open(backup) as old, tarfile.open(thin, "w:gz") as new:
        for member in old:
            body = old.extractfile(member).read()
            if member.name == "tables/archive.page.jsonl":
                body = body.splitlines(keepends=True)[0]
                member.size = len(body)
            new.addfile(member, io.BytesIO(body))
    empty(settings, tmp_path / "new")

    with pytest.raises(UnreadableInput, match=r"table archive.page has 1 rows, its manifest says 2"):
        restore(thin)

    assert Page.objects.count() == 0


def test_backup_does_not_overwrite(backup) -> None:
    with pytest.raises(FileExistsError, match="name another file"):
        back_up(backup)


def test_manifest_counts_rows(backup) -> None:
    with tarfile.open(backup) as tar:
        manifest = json.load(tar.extractfile("manifest.json"))

    assert (manifest["rows"]["archive.page"], manifest["blobs"]) == (2, 2)


def test_doctor_finds_a_changed_blob(load) -> None:
    page = load(TEXT).page
    blob_path(page.captures.get().blob_id).unlink()

    assert "1 lost or changed" in {check.name: check.said for check in examine()}["raw bytes"]
