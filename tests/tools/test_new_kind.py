"""A kind that was begun by the tool works at once, and keeps the rules of the house."""

from __future__ import annotations

import importlib.util
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from tests.kinds.test_every_kind import EXAMPLES
from tools.new_kind import write_kind

import zhiyue
from zhiyue.kinds._kind import Hits, Kind
from zhiyue.layout import read_page_layout
from zhiyue.markup import read_runs
from zhiyue.notices.excerpt import Excerpt
from zhiyue.notices.split import split_notices

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def written(tmp_path: Path) -> Path:
    write_kind("open_day", "开放日公告", root=tmp_path)
    return tmp_path


def kind_in(root: Path) -> Kind:
    spec = importlib.util.spec_from_file_location("open_day", root / "src/zhiyue/kinds/open_day.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    kind: Kind = module.KIND
    return kind


def excerpt_of(root: Path, page: str) -> Excerpt:
    text = (root / "tests/kinds/open_day" / page).read_text(encoding="utf-8")
    repaired = zhiyue.repair_text(read_runs(zhiyue.damage_text(text) if "garbled" in page else text).text)
    return split_notices(repaired, read_page_layout(repaired, None), digest="sha256:test")[0]


def score(kind: Kind, excerpt: Excerpt) -> float:
    title = excerpt.title.of(excerpt.text)
    prose = "".join(zone.of(excerpt.text) for zone in excerpt.prose)
    hits = [{w: t.count(w) for cue in kind.cues for w in cue.words if w in t} for t in (title, prose)]
    return kind.recognise(Hits(*hits), excerpt).value


def test_kind_reads_its_own_examples(written: Path) -> None:
    kind = kind_in(written)
    assert sorted(path.name for path in (written / "tests/kinds/open_day").glob("*.txt")) == sorted(EXAMPLES)
    for page in ("plain.page.txt", "garbled.clean.txt"):
        excerpt = excerpt_of(written, page)
        (fact,) = kind.extract(excerpt)
        assert score(kind, excerpt) >= 0.5
        assert {"project_number", "project", "buyer", "signed"} <= fact.fields.keys()
    (fact,) = kind.extract(excerpt_of(written, "missing.page.txt"))
    assert "project_number" not in fact.fields
    assert score(kind, excerpt_of(written, "negative.page.txt")) < 0.5


def test_module_keeps_the_rules(written: Path) -> None:
    # The rules for tests hold for the folder in which the configuration lies.
    shutil.copy(ROOT / "pyproject.toml", written)
    (written / "src/zhiyue/kinds/__init__.py").write_text('"""Kinds."""\n', encoding="utf-8")
    for command in (["check"], ["format", "--check"]):
        run = subprocess.run(
            [sys.executable, "-m", "ruff", *command, "--no-cache", "."],
            cwd=written,
            capture_output=True,
            text=True,
            check=False,
        )
        assert run.returncode == 0, run.stdout


def test_nothing_is_overwritten(written: Path) -> None:
    with pytest.raises(FileExistsError):
        write_kind("open_day", "开放日公告", root=written)


@pytest.mark.parametrize(("name", "title"), [("Open-Day", "开放日公告"), ("open_day", "Open day"), ("", "开放日公告")])
def test_names_that_are_none_are_refused(name: str, title: str, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"open_day|Chinese"):
        write_kind(name, title, root=tmp_path)
