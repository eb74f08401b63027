"""The recipes of the documentation run as they are printed."""

import re
import warnings
from pathlib import Path

import pytest

HOW_TO = Path(__file__).parents[2] / "docs" / "how-to"
PACKAGES = {
    "jsonl": "json",
    "polars": "polars",
    "datasets": "datasets",
    "datatrove": "datatrove.pipeline.formatters.base",
}


@pytest.mark.parametrize("recipe", PACKAGES)
def test_recipe_runs(recipe):
    pytest.importorskip(PACKAGES[recipe], reason=f"{PACKAGES[recipe]} is not installed", exc_type=ImportError)
    text = (HOW_TO / f"repair-{recipe}.md").read_text(encoding="utf-8")
    blocks = re.findall(r"```python\n(.*?)```", text, re.DOTALL)

    assert blocks
    for block in blocks:
        with warnings.catch_warnings():
            # What a package of others warns about is not ours to judge.
            warnings.simplefilter("ignore")
            exec(compile(block, f"repair-{recipe}.md", "exec"), {"__name__": "recipe"})  # noqa: S102 - our own page
