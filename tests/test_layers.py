"""The layers hold, each contract can break, and the library needs neither site nor database."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent

LINE, KINDS, PURE = (
    "The line runs one way",
    "Kinds are strangers to each other",
    "The library knows no site, no database and no network",
)
FAULTS = {
    "an upward import": ("errors.py", "from zhiyue import model\n", LINE),
    "a room without a place": ("attic.py", '"""Nobody said where this belongs."""\n', LINE),
    "a kind that knows another": (
        "kinds/one.py",
        "from zhiyue.kinds import two\n",
        "Kinds are strangers to each other",
    ),
    "a database": ("spans.py", "import sqlite3\n", PURE),
}

IMPORT_EVERYTHING = """
import importlib, pkgutil, sys

class Forbidden:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in {"django", "zhiyue_site", "sqlite3", "psycopg", "requests", "httpx"}:
            raise ImportError(f"{name} must not be needed")

sys.meta_path.insert(0, Forbidden())
import zhiyue
names = [module.name for module in pkgutil.walk_packages(zhiyue.__path__, "zhiyue.")]
for name in names:
    importlib.import_module(name)
print(len(names))
"""


def lint(tree: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", "from importlinter.cli import lint_imports_command; lint_imports_command()"]
    environment = {"PYTHONPATH": str(tree / "src"), "NO_COLOR": "1", "COLUMNS": "200"}
    return subprocess.run(
        [*command, "--no-cache"], cwd=tree, env=environment, capture_output=True, text=True, check=False
    )


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    shutil.copytree(ROOT / "src", tmp_path / "src", ignore=shutil.ignore_patterns("__pycache__"))
    return tmp_path


def test_layers_hold_in_a_copy(tree: Path) -> None:
    done = lint(tree)

    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("fault", FAULTS)
def test_layers_break_at_a_planted_fault(tree: Path, fault: str) -> None:
    name, line, contract = FAULTS[fault]
    (tree / "src" / "zhiyue" / "kinds" / "two.py").write_text('"""A kind."""\n', encoding="utf-8")
    with (tree / "src" / "zhiyue" / name).open("a", encoding="utf-8") as module:
        module.write(line)

    done = lint(tree)

    broken = re.findall(r"^(.+) BROKEN", done.stdout, re.MULTILINE)
    assert broken == [contract], done.stdout + done.stderr


def test_library_imports_without_site_and_database() -> None:
    environment = {"PYTHONPATH": str(ROOT / "src")}

    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", IMPORT_EVERYTHING],
        env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip

    assert done.returncode == 0, done.stderr
    assert int(done.stdout) > len(list((ROOT / "src" / "zhiyue").glob("*.py"))) - 1
