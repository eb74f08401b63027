"""The demonstration: from nothing to a portal with pages and accounts, short of serving it."""

import os
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_demo_loads_the_month_and_makes_accounts(tmp_path: Path) -> None:
    # A user's machine knows nothing of the tests' settings.
    own = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
    done = subprocess.run(
        ["tools/demo.sh", "--help"], cwd=ROOT, env={**own, "ZHIYUE_DATA": str(tmp_path), "ZHIYUE_DATABASE": ""},
        capture_output=True, text=True, check=False,
    )  # fmt: skip

    pages = len((ROOT / "samples" / "month" / "index.jsonl").read_text(encoding="utf-8").splitlines())
    assert done.returncode == 0, done.stderr[-2000:]
    assert f"{pages} new, 0 known already, 0 could not be read" in done.stderr
    assert (
        (tmp_path / "accounts.txt")
        .read_text(encoding="utf-8")
        .startswith("editor, organiser, system, security, audit: password Zhiyue-")
    )
    assert "34 units" in done.stdout
    assert "150 activities confirmed and published" in done.stdout
    assert "Serve the site" in done.stdout
