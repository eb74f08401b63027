"""The command: documents in order, exit codes, reports."""

import json

import pytest
from click.testing import CliRunner

from zhiyue.repair import command, damage_text
from zhiyue.repair.command import repair

CLEAN = "质量标准由专家发布，数据说明经济发展。"
DAMAGED = damage_text(CLEAN)


def run(*arguments, stdin=None):
    return CliRunner().invoke(repair, arguments, input=stdin)


def test_standard_input_is_one_document():
    result = run(stdin=f"{DAMAGED}\n{DAMAGED}\n")

    assert (result.exit_code, result.stdout) == (0, f"{CLEAN}\n{CLEAN}\n")


def test_clean_bytes_pass_unchanged(tmp_path):
    file = tmp_path / "clean.txt"
    file.write_bytes("全国质量月\r\n第二行\n末行".encode())

    assert run(str(file)).stdout_bytes == file.read_bytes()


def test_lines_keep_their_order_and_ends():
    result = run("--per", "line", "-", stdin=f"{DAMAGED}\r\n\n{CLEAN}\n{DAMAGED}")

    assert result.stdout_bytes.decode() == f"{CLEAN}\r\n\n{CLEAN}\n{CLEAN}"


def test_json_lines_keep_their_other_fields(tmp_path):
    file = tmp_path / "pages.jsonl"
    rows = [{"id": 1, "text": DAMAGED}, {"id": 2, "text": CLEAN}]
    file.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")

    found = [json.loads(line) for line in run(str(file)).stdout.splitlines()]

    assert found == [{"id": 1, "text": CLEAN}, {"id": 2, "text": CLEAN}]


def test_traditional_leaves_the_script():
    assert run("--traditional", stdin=DAMAGED).stdout == "質量標準由專家發布，數據說明經濟發展。"


CHECKS = [
    (CLEAN, 0, "standard input: clean\n"),
    ("求实进??，", 0, "standard input: clean; 1 place uncertain\n"),
    (DAMAGED, 1, "standard input: damaged (channel.annotations 11, channel.script 11)\n"),
]


@pytest.mark.parametrize(("text", "code", "line"), CHECKS)
def test_check_only_tells(text, code, line):
    result = run("--check", stdin=text)

    assert (result.exit_code, result.stdout) == (code, line)


def test_check_tells_file_by_file(tmp_path):
    for name, text in {"clean.txt": CLEAN, "page.txt": DAMAGED, "lines.jsonl": ""}.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    rows = [{"text": text} for text in (CLEAN, DAMAGED, DAMAGED)]
    (tmp_path / "lines.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")

    result = run("--check", *(str(tmp_path / name) for name in ("clean.txt", "page.txt", "lines.jsonl")))

    steps = "channel.annotations {}, channel.script {}"
    assert result.exit_code == 1
    assert result.stdout.replace(f"{tmp_path}/", "").splitlines() == [
        "clean.txt: clean",
        f"page.txt: damaged ({steps.format(11, 11)})",
        f"lines.jsonl: damaged, 2 of 3 documents, the first is number 2 ({steps.format(22, 22)})",
        "3 files: 2 damaged, 1 clean",
    ]


def test_report_names_steps_and_proof():
    result = run("--report", "json", stdin=DAMAGED)
    report = json.loads(result.stderr)

    assert result.stdout == CLEAN
    assert [step["step"] for step in report["steps"]] == ["channel.annotations", "channel.script"]
    assert report["proof"] == {
        "verdict": "holds",
        "lines": 1,
        "reproduced": 1,
        "marked": 0,
        "not_claimed": [],
    }
    assert report["marks"] == []


def test_bytes_that_are_not_utf8_say_where(tmp_path):
    file = tmp_path / "gbk.txt"
    file.write_bytes("质量".encode("gbk"))

    result = run(str(file))

    assert result.exit_code == 2
    assert "gbk.txt: not UTF-8 (invalid continuation byte at byte 0)" in result.stderr
    assert "iconv -f GB18030 -t UTF-8" in result.stderr


def test_bytes_that_are_not_utf8_say_in_which_line(tmp_path):
    file = tmp_path / "mixed.txt"
    file.write_bytes(b"a\n" * 9_000 + "质量".encode("gbk"))

    result = run("--per", "line", str(file))

    assert result.exit_code == 2
    assert "mixed.txt, line 9001: not UTF-8" in result.stderr


@pytest.mark.parametrize("per", ["file", "line", "jsonl"])
def test_document_too_large_says_what_to_do(per, monkeypatch):
    monkeypatch.setattr(command, "LARGEST", 1_000_000)

    result = run("--per", per, stdin="质" * 400_000)

    assert result.exit_code == 2
    assert "more than 1 MB in one document" in result.stderr
    assert "--per jsonl" in result.stderr


def test_json_line_without_a_text_passes():
    assert run("--per", "jsonl", stdin='\ufeff{"text": null}\n').stdout == '\ufeff{"text": null}\n'


def test_json_line_without_the_field_says_where():
    result = run("--per", "jsonl", "--field", "body", stdin='{"text": "质量"}\n')

    assert result.exit_code == 2
    assert "-, line 1: no text in field 'body'. Its texts are in: text. Name the right one" in result.stderr
