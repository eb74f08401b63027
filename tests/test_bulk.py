import gzip
from pathlib import Path

import pytest

from tests.warcs import crawl, response
from zhiyue import bulk
from zhiyue.bulk import Progress, Reject, read_all
from zhiyue.model import PageResult, RawPage

PAGE = "清河市启动计量月\n2024-09-03 来源：衡准仪器网\n9月3日下午，活动在清河市启动。\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "2.txt").write_text(PAGE + "二\n", encoding="utf-8")
    (tmp_path / "a.txt").write_text(PAGE, encoding="utf-8")
    (tmp_path / "empty.txt").write_bytes(b"")
    (tmp_path / "picture.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40)
    (tmp_path / ".hidden.txt").write_text(PAGE, encoding="utf-8")
    return tmp_path


def kinds(outcomes):
    return [(type(item).__name__, item.path) for item in outcomes]


def test_folder_is_read_whole_in_order_of_names(folder):
    assert kinds(read_all([folder])) == [
        ("PageResult", "a.txt"),
        ("PageResult", "b/2.txt"),
        ("Reject", "empty.txt"),
        ("Reject", "picture.txt"),
    ]


def test_file_keeps_the_name_it_was_given(folder):
    assert kinds(read_all([str(folder / "a.txt")])) == [("PageResult", str(folder / "a.txt"))]


def test_pages_in_memory_are_read_as_they_are():
    raw = RawPage(PAGE.encode(), url="https://hengzhun.example.cn/1.html")
    (result,) = read_all([raw])
    assert (result.url, result.digest) == (raw.url, raw.digest)


def test_missing_path_is_a_reject_and_the_rest_go_on(folder):
    first, second = read_all([folder / "nowhere", folder / "a.txt"])
    assert (first.path, first.what) == (str(folder / "nowhere"), "no such file or folder")
    assert isinstance(second, PageResult)


def test_folder_without_pages_is_told(tmp_path):
    (reject,) = read_all([tmp_path])
    assert (reject.path, reject.what) == (str(tmp_path), "no pages are in this folder")


def test_reject_says_what_and_what_to_do(folder):
    empty = next(item for item in read_all([folder]) if item.path == "empty.txt")
    assert isinstance(empty, Reject)
    assert all((empty.what, empty.remedy))
    assert empty.traceback is None


def test_unexpected_failure_is_a_reject_with_its_trace(folder, monkeypatch):
    # A defect of the line is the one thing that no input of ours can bring about.
    def broken(_raw):
        raise ZeroDivisionError("0 ÷ 0")

    monkeypatch.setattr(bulk, "process", broken)
    reject = next(read_all([folder / "a.txt"]))
    assert reject.what == "Zhiyue failed on this page (ZeroDivisionError: 0 ÷ 0)"
    assert reject.traceback.endswith("ZeroDivisionError: 0 ÷ 0\n")


def test_progress_knows_the_total(folder):
    steps: list[Progress] = []
    list(read_all([folder], on_progress=steps.append))
    assert [(step.done, step.total, step.path) for step in steps] == [
        (1, 4, "a.txt"),
        (2, 4, "b/2.txt"),
        (3, 4, "empty.txt"),
        (4, 4, "picture.txt"),
    ]


def test_pages_come_one_by_one(folder):
    outcomes = read_all([folder])
    assert next(outcomes).path == "a.txt"
    (folder / "b" / "2.txt").unlink()
    assert kinds(outcomes)[0] == ("Reject", "b/2.txt")


def test_archive_of_a_crawl_is_read_page_by_page_and_counts_as_one_step(tmp_path):
    (tmp_path / "a.txt").write_text(PAGE, encoding="utf-8")
    (tmp_path / "crawl.warc.gz").write_bytes(
        gzip.compress(b"".join(crawl()) + response("https://a.example.cn/3", b"", length=9))
    )
    told: list[Progress] = []

    results = list(read_all([tmp_path], on_progress=told.append))
    assert [item.url if isinstance(item, PageResult) else type(item) for item in results] == [
        None, "https://a.example.cn/1", "https://a.example.cn/2", Reject
    ]  # fmt: skip
    assert [(step.done, step.total, step.path) for step in told] == [(1, 2, "a.txt"), (2, 2, "crawl.warc.gz")]
