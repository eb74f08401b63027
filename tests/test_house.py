"""The rules of the house that no other tool checks: sizes, names, waivers, pins, the two commands."""

import ast
import os
import re
import statistics
import subprocess
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
MODULES = sorted(path for path in (ROOT / "src").rglob("*.py") if path.parent.name != "migrations")
DRAWERS = {"base", "common", "helpers", "manager", "misc", "utils"}


def functions(module: Path) -> Iterator[tuple[str, int]]:
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.end_lineno is not None:
            yield node.name, node.end_lineno - node.lineno + 1


def project() -> dict[str, object]:
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def name_of(requirement: str) -> str:
    return re.split(r"[\[<>=!~; ]", requirement)[0]


def pinned(name: str) -> dict[str, str]:
    """Every pin of a requirements file: package → the lines that belong to it."""
    text = (ROOT / "requirements" / name).read_text(encoding="utf-8")
    blocks = re.split(r"\n(?=\S)", text.strip())
    return {block.split("==")[0]: block for block in blocks}


@pytest.mark.parametrize("module", MODULES, ids=lambda module: str(module.relative_to(ROOT / "src")))
def test_module_is_one_room(module: Path) -> None:
    assert len(module.read_text(encoding="utf-8").splitlines()) <= 600
    assert module.stem not in DRAWERS
    assert [(name, lines) for name, lines in functions(module) if lines > 80] == []


def test_functions_are_short() -> None:
    assert statistics.median(lines for module in MODULES for _, lines in functions(module)) < 12


def test_waivers_carry_their_reason() -> None:
    waiver = re.compile(r"#\s*noqa(?!: [A-Z0-9, ]+?\s*(?:-|#)\s*\S)")
    sources = [*MODULES, *sorted((ROOT / "tools").glob("*.py")), *sorted((ROOT / "docs").rglob("*.py"))]
    lines = (
        (f"{path.relative_to(ROOT)}:{number}", line)
        for path in sources
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
    )

    assert [place for place, line in lines if waiver.search(line)] == []


@pytest.mark.parametrize("name", ["base.txt", "site.txt", "dev.txt", "peers.txt"])
def test_requirements_are_pinned_with_hashes_and_name_no_index(name: str) -> None:
    pins = pinned(name)

    assert [package for package, block in pins.items() if "--hash=sha256:" not in block] == []
    assert [package for package, block in pins.items() if "://" in block or block.startswith("-")] == []


def version_of(block: str) -> str:
    """``name==1.2`` of a pin, without its hashes."""
    return block.split(maxsplit=1)[0]


def test_requirements_cover_the_project() -> None:
    metadata = project()
    extras = metadata["optional-dependencies"]

    base = {name_of(item) for item in metadata["dependencies"]}
    peers = {name_of(item) for item in extras.pop("peers")}
    everything = base | {name_of(item) for group in extras.values() for item in group} - {"zhiyue"}
    assert base - pinned("base.txt").keys() == set()
    assert everything - pinned("dev.txt").keys() == set()
    assert peers - pinned("peers.txt").keys() == set()


def test_base_and_dev_pin_the_same_versions() -> None:
    base, dev = pinned("base.txt"), pinned("dev.txt")

    assert {name: block for name, block in base.items() if dev.get(name) != block} == {}


def test_peers_move_nothing_that_is_installed() -> None:
    dev, peers = pinned("dev.txt"), pinned("peers.txt")

    assert {name for name in dev.keys() & peers.keys() if version_of(dev[name]) != version_of(peers[name])} == set()


def test_continuous_integration_only_calls_make_check() -> None:
    script = ROOT / ".ci" / "run"
    commands = [line for line in script.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]

    assert os.access(script, os.X_OK)
    assert commands == ['cd "$(dirname "${BASH_SOURCE[0]}")/.." && exec make check']


def test_check_sets_up_first_and_tests_last() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    steps = re.search(r"^check: (.+?) *##", makefile, re.MULTILINE)

    assert steps is not None
    assert steps[1].split() == ["setup", "lint", "types", "layers", "docs", "doctest", "wheel", "test"]


def test_help_lists_every_target() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = re.search(r"^\.PHONY: (.+)$", makefile, re.MULTILINE)

    done = subprocess.run(["make", "-s", "help"], cwd=ROOT, capture_output=True, text=True, check=True)

    assert targets is not None
    assert re.findall(r"^  make (\S+)", done.stdout, re.MULTILINE) == targets[1].split()
