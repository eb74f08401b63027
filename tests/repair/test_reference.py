"""Every step and every mark is on the page that explains them, and nothing else is."""

import re
from pathlib import Path

from zhiyue.exports.wording import TERMS
from zhiyue.repair.engine import FINISH, FIXERS

PAGE = (Path(__file__).parents[2] / "docs" / "reference" / "repair.md").read_text(encoding="utf-8")
ROWS = [line.split("|")[1] for line in PAGE.splitlines() if line.startswith("| `")]
NAMED = set(re.findall(r"`([a-z0-9_.]+)`", " ".join(ROWS)))


def terms(group):
    return {code.partition(".")[2] for code in TERMS if code.startswith(f"{group}.")}


def test_page_names_every_step_and_mark():
    assert terms("repair") | terms("mark") == NAMED


def test_every_step_has_its_words():
    assert {fixer.name for fixer in (*FIXERS, *FINISH)} == terms("repair")
