"""Files, archives and pasted text: each file says what became of it, and fails alone."""

import gzip
import json
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from tests.warcs import crawl, response

from zhiyue_site.accounts.people import add_user
from zhiyue_site.archive.models import Page, UploadItem
from zhiyue_site.archive.uploads import Incoming, UploadError, read_waiting, receive_files

PAGE = "江东仪器网>资讯>正文\n江东省部署检验检测能力提升工作\n2025-09-08 10:20:00 来源：江东仪器网\n{}\n"


@pytest.fixture
def editor(db):
    return add_user("editor", "Wangzhou-2025", roles=["editor"], by=None)


def archive(**files: str | bytes) -> BytesIO:
    body = BytesIO()
    with zipfile.ZipFile(body, "w") as target:
        for name, content in files.items():
            target.writestr(name.replace("__", "/"), content)
    body.seek(0)
    return body


def test_pasted_text_takes_its_address(editor) -> None:
    upload = receive_files([Incoming("x.txt", BytesIO(PAGE.format(1).encode()), "https://a.example.cn/1")], by=editor)

    assert read_waiting(upload) == 1
    assert (Page.objects.get().address, upload.items.get().state) == ("https://a.example.cn/1", "new")


def test_archive_is_read_file_by_file_and_a_bad_one_fails_alone(editor, data_folder: Path) -> None:
    index = json.dumps({"path": "a.txt", "url": "https://a.example.cn/a", "fetched_at": "2025-09-08T11:00:00+08:00"})
    body = archive(**{"a.txt": PAGE.format(1), "b.bin": b"\x00" * 50, "c.warc": b"WARC/1.0\r\n", "index.jsonl": index})
    upload = receive_files([Incoming("pages.zip", body)], by=editor)

    read_waiting(upload)

    states = dict(upload.items.values_list("name", "state"))
    assert states == {"a.txt": "new", "b.bin": "failed", "c.warc": "failed"}
    assert Page.objects.get().address == "https://a.example.cn/a"
    assert all(item.message for item in upload.items.filter(state="failed"))
    assert list((data_folder / "uploads").iterdir()) == []


def test_same_page_twice_is_known(editor) -> None:
    files = [Incoming("x.txt", BytesIO(PAGE.format(1).encode()), "https://a.example.cn/1") for _ in range(2)]
    upload = receive_files(files, by=editor)
    read_waiting(upload)

    assert list(upload.items.values_list("state", flat=True)) == ["new", "known"]


def test_nothing_is_refused(editor) -> None:
    with pytest.raises(UploadError, match="请选择文件"):
        receive_files([], by=editor)


def test_broken_archive_is_refused_whole(editor) -> None:
    body = archive(**{"a.txt": PAGE.format(1) * 50})
    broken = bytearray(body.getvalue())
    broken[60:90] = b"\xff" * 30
    with pytest.raises(UploadError, match="压缩包损坏"):
        receive_files([Incoming("x.zip", BytesIO(bytes(broken)))], by=editor)
    assert UploadItem.objects.count() == 0


@pytest.mark.parametrize("pack", [b"".join, lambda records: b"".join(map(gzip.compress, records))])
def test_crawl_is_read_page_by_page_with_its_addresses(editor, pack) -> None:
    upload = receive_files([Incoming("crawl.warc.gz", BytesIO(pack(crawl())))], by=editor)
    read_waiting(upload)

    assert set(upload.items.values_list("state", flat=True)) == {"new"}
    assert set(Page.objects.values_list("address", flat=True)) == {"https://a.example.cn/1", "https://a.example.cn/2"}
    assert {page.captures.get().fetched_at.isoformat() for page in Page.objects.all()} == {"2025-09-08T03:00:00+00:00"}


def test_crawl_in_an_archive_tells_of_its_broken_record(editor) -> None:
    broken = response("https://a.example.cn/3", b"x", length=9000)
    upload = receive_files([Incoming("pages.zip", archive(**{"crawl.warc": b"".join(crawl()) + broken}))], by=editor)
    read_waiting(upload)

    failed = upload.items.get(state="failed")
    assert (upload.items.count(), failed.name) == (3, "crawl.warc")
    assert "https://a.example.cn/3: the record is cut off" in failed.message


def test_crawl_of_too_many_pages_is_refused_whole(editor, monkeypatch) -> None:
    monkeypatch.setattr("zhiyue_site.archive.uploads.MAX_FILES", 1)
    with pytest.raises(UploadError, match="页面过多"):
        receive_files([Incoming("crawl.warc", BytesIO(b"".join(crawl())))], by=editor)
    assert UploadItem.objects.count() == 0
