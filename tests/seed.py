"""Where the page lies that the project began with. It stays outside the project: no line of it is kept here."""

import os
from pathlib import Path

import pytest

_BESIDE = Path(__file__).parents[2] / "shared" / "seed" / "seed.txt"
SEED = Path(os.environ.get("ZHIYUE_SEED") or _BESIDE)

needs_seed = pytest.mark.skipif(
    not SEED.is_file(),
    reason="the page that the project began with is not here: set ZHIYUE_SEED to its path to run these tests",
)
