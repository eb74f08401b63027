import json
import os
import re
import signal
import subprocess
import sys
import time
from importlib.metadata import EntryPoint
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from zhiyue import cli
from zhiyue.cli import main
from zhiyue.version import __version__

PAGE = "清河市启动计量月\n2024-09-03 来源：衡准仪器网\n9月3日下午，活动在清河市启动。\n联系人：林一舟，电话：0577-5550123。\n"
SOURCES = Path(cli.__file__).parents[1]


@pytest.fixture
def folder(tmp_path, monkeypatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "pages").mkdir()
    (tmp_path / "pages" / "a.txt").write_text(PAGE, encoding="utf-8")
    (tmp_path / "pages" / "b.txt").write_text(PAGE + "二\n", encoding="utf-8")
    return tmp_path


def run(*args: str, stdin: bytes | None = None):
    return CliRunner().invoke(main, args, input=stdin)


def start(*args: str, **options) -> subprocess.Popen[bytes]:
    env = {**os.environ, "PYTHONPATH": str(SOURCES)}
    return subprocess.Popen([sys.executable, "-m", "zhiyue.cli", *args], env=env, **options)


def test_version():
    assert run("--version").output == f"zhiyue {__version__}\n"


@pytest.mark.usefixtures("folder")
def test_json_lines_are_the_default_away_from_a_terminal():
    result = run("read", "pages")
    assert result.exit_code == 0
    assert [json.loads(line)["path"] for line in result.stdout.splitlines()] == ["a.txt", "b.txt"]
    assert result.stderr == ""


@pytest.mark.usefixtures("folder")
def test_json_is_one_object_for_one_file():
    assert json.loads(run("read", "pages/a.txt", "--format", "json").stdout)["path"] == "pages/a.txt"


@pytest.mark.usefixtures("folder")
def test_json_is_an_array_for_a_folder_or_several_paths():
    for paths in (["pages"], ["pages/a.txt", "pages/b.txt"]):
        assert len(json.loads(run("read", *paths, "--format", "json").stdout)) == 2


def test_standard_input_is_read_as_one_page():
    data = json.loads(run("read", "-", "--format", "json", stdin=PAGE.encode()).stdout)
    assert (data["path"], data["url"], data["encoding"]["label"]) == (None, None, "utf-8")


@pytest.mark.usefixtures("folder")
def test_table_is_for_people():
    result = run("read", "pages/a.txt", "--format", "table")
    assert result.exit_code == 0
    assert result.stdout.startswith("pages/a.txt ──")


def test_every_format_is_masked(folder):
    run("read", "pages/a.txt", "--html", "out.html")
    outputs = [run("read", "pages/a.txt", "--format", name).stdout for name in ("jsonl", "json", "table")]
    outputs.append((folder / "out.html").read_text(encoding="utf-8"))
    assert [("林一舟" in output, "5550123" in output) for output in outputs] == [(False, False)] * 4


def test_html_alone_tells_where_the_viewer_lies(folder):
    result = run("read", "pages", "--html", "new/out.html")
    assert result.exit_code == 0
    assert result.stdout.splitlines()[-1] == "已写出 new/out.html：用浏览器打开即可。"
    assert (folder / "new" / "out.html").read_text(encoding="utf-8").startswith("<!doctype html>")


def test_html_beside_a_format_leaves_the_format_alone(folder):
    beside, alone = run("read", "pages", "--html", "o.html", "--format", "jsonl"), run("read", "pages")
    assert beside.stdout == alone.stdout
    assert (folder / "o.html").exists()


@pytest.mark.usefixtures("folder")
def test_html_that_cannot_be_written_says_so():
    result = run("read", "pages", "--html", "pages/a.txt/out.html")
    assert (result.exit_code, "Choose a folder that you may write to." in result.stderr) == (1, True)


def test_a_page_that_cannot_be_read_is_told_and_the_rest_go_on(folder):
    (folder / "pages" / "a.txt").write_bytes(b"")
    result = run("read", "pages")
    assert result.exit_code == 1
    assert [json.loads(line)["path"] for line in result.stdout.splitlines()] == ["b.txt"]
    assert result.stderr.startswith("a.txt: ")


@pytest.mark.usefixtures("folder")
def test_a_missing_path_is_told_and_the_rest_go_on():
    result = run("read", "nowhere", "pages/a.txt")
    assert result.exit_code == 1
    assert result.stderr == "nowhere: no such file or folder. Check the path.\n"
    assert len(result.stdout.splitlines()) == 1


def test_nothing_readable_leaves_no_viewer(folder):
    result = run("read", "nowhere", "--html", "out.html")
    assert (result.exit_code, (folder / "out.html").exists()) == (1, False)


@pytest.mark.parametrize("args", [["read"], ["read", "a", "--format", "xml"], ["reed"]])
def test_wrong_usage_is_code_2(args):
    assert run(*args).exit_code == 2


def test_a_closed_pipe_is_left_quietly(folder):
    for number in range(40):
        (folder / "pages" / f"c{number}.txt").write_text(PAGE * 50, encoding="utf-8")
    with start("read", "pages", stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        process.stdout.read(1)
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 141


@pytest.mark.usefixtures("folder")
def test_interruption_is_left_quietly():
    with start("read", "-", stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        time.sleep(1.0)  # until it waits for its input
        process.send_signal(signal.SIGINT)
        assert process.wait(20) == 130
        assert process.stderr.read() == b""


@click.command()
def serve() -> None:
    """Serve the site."""
    click.echo("serving")


not_a_command = "a word"


def plugin(monkeypatch, value: str) -> None:
    point = EntryPoint("serve", value, cli.PLUGINS)
    monkeypatch.setattr(cli, "entry_points", lambda *, group: [point] if group == cli.PLUGINS else [])


def test_installed_packages_add_commands(monkeypatch):
    plugin(monkeypatch, f"{__name__}:serve")
    assert re.search(r"^  serve +Serve the site\.$", run("--help").output, re.MULTILINE)
    assert run("serve").output == "serving\n"


def test_a_command_that_cannot_be_loaded_says_why(monkeypatch):
    plugin(monkeypatch, "zhiyue_absent.commands:serve")
    result = run("serve")
    assert (result.exit_code, "cannot be loaded: No module named 'zhiyue_absent'" in result.stderr) == (1, True)


def test_an_entry_point_that_is_no_command_says_so(monkeypatch):
    plugin(monkeypatch, f"{__name__}:not_a_command")
    result = run("serve", "--port", "80")
    assert (result.exit_code, "is no click command" in result.stderr) == (1, True)


def test_a_broken_plugin_does_not_break_the_help(monkeypatch):
    plugin(monkeypatch, "zhiyue_absent.commands:serve")
    result = run("--help")
    assert (result.exit_code, "read" in result.output) == (0, True)
