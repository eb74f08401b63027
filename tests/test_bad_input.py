"""Bad input gets a clear error or a finding for its own page; the rest go on, and the exit code tells."""

import json
import os

import pytest
from click.testing import CliRunner

from zhiyue import RawPage, UnreadableInput, damage_text, process
from zhiyue.cli import main
from zhiyue.readers import MAX_BYTES

GOOD = "首页 > 新闻 > 正文\n某市启动质量月活动\n2024-09-03 09:00 来源：某网\n9月3日下午，活动在某市启动。\n"


def codes(result):
    return [finding.code for finding in result.findings]


def run(folder):
    outcome = CliRunner().invoke(main, ["read", str(folder), "--format", "jsonl"])
    return outcome, [json.loads(line) for line in outcome.stdout.splitlines()]


def test_a_folder_of_bad_pages_reads_the_good_one_and_names_the_others(tmp_path):
    (tmp_path / "a-empty.txt").write_bytes(b"")
    (tmp_path / "b-binary.txt").write_bytes(bytes(range(256)) * 40)
    (tmp_path / "c-picture.png").write_bytes(b"\x89PNG\r\n\x1a\n" + b"\0" * 64)
    (tmp_path / "d-good.txt").write_text(GOOD, encoding="utf-8")
    with (tmp_path / "e-huge.txt").open("wb") as stream:
        stream.truncate(100 * 1024 * 1024)

    outcome, readings = run(tmp_path)

    assert [reading["path"] for reading in readings] == ["d-good.txt"]
    assert outcome.exit_code == 1
    told = outcome.stderr.splitlines()
    assert [line.split(":")[0] for line in told] == ["a-empty.txt", "b-binary.txt", "c-picture.png", "e-huge.txt"]
    assert told[0] == "a-empty.txt: the page is empty. Save the page again and read that."
    assert told[2] == "c-picture.png: this is a PNG picture, not a page of text. Only text can be read."
    assert "105 MB is more than one page can hold (limit 64 MiB)" in told[3]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read every file")
def test_an_unreadable_file_is_told_and_the_rest_go_on(tmp_path):
    (tmp_path / "a.txt").write_text(GOOD, encoding="utf-8")
    (tmp_path / "a.txt").chmod(0)
    (tmp_path / "b.txt").write_text(GOOD, encoding="utf-8")
    outcome, readings = run(tmp_path)
    assert [reading["path"] for reading in readings] == ["b.txt"]
    assert outcome.stderr == "a.txt: the file may not be opened. Ask for the right to read it.\n"


def test_a_hundred_megabytes_in_one_line_are_refused_with_a_way_out():
    with pytest.raises(UnreadableInput, match="pipe it through `zhiyue repair`"):
        process(RawPage(b"a" * (MAX_BYTES + 1)))


def test_a_long_line_is_read():
    result = process(RawPage(("质量" * 200_000).encode()))
    assert len(result.page.text) == 400_000


def test_truncated_gbk_is_read_with_a_mark_and_a_finding():
    result = process(RawPage(GOOD.strip().encode("gb18030")[:-1]))
    assert codes(result) == ["encoding.undecodable"]
    assert result.page.text.endswith("启动〓")
    assert [mark.code for mark in result.marks] == ["undecodable"]


def test_mixed_encodings_are_read_with_a_finding():
    lines = GOOD.splitlines(keepends=True)
    result = process(RawPage("".join(lines[:3]).encode() + lines[3].encode("gb18030")))
    assert codes(result) == ["encoding.mixed"]
    assert result.page.text == GOOD


def test_a_page_that_is_only_damage_says_that_nothing_can_be_read():
    result = process(RawPage(("\N{REPLACEMENT CHARACTER}" * 40).encode()))
    assert codes(result) == ["text.unreadable"]
    assert result.page.text == "〓" * 40
    assert result.facts == ()


def test_pinyin_around_lost_characters_is_no_text_either():
    result = process(RawPage("(zhì)\N{REPLACEMENT CHARACTER}(liàng)〓".encode() * 20))
    assert codes(result) == ["text.unreadable"]


def test_a_page_of_annotations_alone_is_no_reason_to_fail():
    result = process(RawPage("(zhì)(liàng)?yuè)".encode() * 50))
    assert result.notices[0].kind == "news"


def test_nul_bytes_are_read_with_a_finding():
    result = process(RawPage(GOOD.replace("质量月", "质量\0月").encode()))
    assert codes(result) == ["text.control_characters"]
    assert result.page.title.value == "某市启动质量\0月活动"


def test_windows_line_ends_keep_every_offset():
    text = damage_text("\ufeff" + GOOD.replace("\n", "\r\n") * 3)
    result = process(RawPage(text.encode()))
    title = result.page.title.evidence[0]
    assert result.page.text[title.start : title.end] == "某市启动质量月活动"
    assert result.page.original == text


@pytest.mark.parametrize("body", [b"?", b"\xef\xbb\xbfx", "〓".encode(), b"<", b"<html>", b"-", "相关阅读".encode()])
def test_scraps_are_read(body):
    assert process(RawPage(body)).notices[0].origin == "main"
