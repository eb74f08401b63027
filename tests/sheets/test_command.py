"""``zhiyue sheet``: several files at once, a preview for people, JSON for programs."""

import json

import pytest
from click.testing import CliRunner
from tests.sheets.books import Book, xlsx

from zhiyue.cli import main
from zhiyue.codec import differences_to_json, sheet_from_json
from zhiyue.sheets import differences

ROWS = [
    ["填报单位：清河阀门厂", None, None, None],
    ["活动名称", "活动时间", "参加人数", "联系人"],
    ["讲堂", "9.1", "约60", "何其"],
    ["比武", "尽快", 30, "周末"],
    ["合计", None, 90, None],
]


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "一.xlsx").write_bytes(xlsx(Book("x", ROWS)))
    (tmp_path / "二.txt").write_text("活动名称\t时间\n开放日\t9.5\n", encoding="utf-8")
    return tmp_path


def run(*args):
    return CliRunner().invoke(main, ["sheet", *args, "--year", "2026"], env={"COLUMNS": "160"})


@pytest.mark.usefixtures("folder")
def test_one_line_of_json_for_each_file():
    result = run("一.xlsx", "二.txt")
    first, second = (sheet_from_json(json.loads(line)) for line in result.stdout.splitlines())

    assert (result.exit_code, first.source, second.source) == (0, "一.xlsx", "二.txt")
    assert first.drafts[0].cells["contact"].value == "何其"
    assert (
        json.dumps(differences_to_json(differences(first.drafts, second.drafts)), ensure_ascii=False).count("gone") == 2
    )


@pytest.mark.usefixtures("folder")
def test_preview_shows_rows_and_problems_and_covers_persons():
    shown = run("一.xlsx", "--format", "table").stdout

    assert "讲堂" in shown
    assert "≈ 60 人" in shown
    assert "何其" not in shown
    assert "Sheet1!B4" in shown
    assert "1 处需要确认" in shown
    assert "何其" in run("一.xlsx", "--format", "table", "--contacts").stdout


@pytest.mark.usefixtures("folder")
def test_file_that_cannot_be_read_does_not_stop_the_others(folder):
    (folder / "坏.xlsx").write_bytes(b"PK\x03\x04 broken")
    result = run("坏.xlsx", "二.txt")

    assert result.exit_code == 1
    assert "坏.xlsx: 文件已损坏" in result.stderr
    assert len(result.stdout.splitlines()) == 1


@pytest.mark.usefixtures("folder")
def test_days_of_the_edition(folder):
    (folder / "三.txt").write_text("活动名称\t时间\n开放日\t全月\n", encoding="utf-8")
    line = run("三.txt", "--from", "2026-05-01", "--to", "2026-05-31").stdout
    days = sheet_from_json(json.loads(line)).drafts[0].days
    assert (days.start, days.end) == ("2026-05-01", "2026-05-31")
