"""The evidence viewer: readings as one HTML file that opens anywhere."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from zhiyue.exports.wording import Wording
from zhiyue.mask import mask
from zhiyue.model import PageResult


def render_viewer(results: Sequence[PageResult], *, labels: Wording) -> str:
    """Return one self-contained HTML document that shows `results`, masked for the public."""
    del labels
    articles = "".join(f"<pre>{escape(mask(result).page.text)}</pre>" for result in results)
    return f'<!doctype html><html lang="zh-Hans"><meta charset="utf-8"><title>质阅</title>{articles}</html>'
