r"""Zhiyue 质阅: reads the pages that quality work leaves behind.

Comes in: a page, damaged or not. Goes out: clean text, the page's anatomy, typed facts whose every value opens to the
sentence it came from, and a verdict on what the page claims. No network, no database, no model to download.

    >>> import zhiyue
    >>> result = zhiyue.process(zhiyue.RawPage("某市人民医院采购一批仪器设备 预算405.18万元\n".encode()))
    >>> result.page.title.value
    '某市人民医院采购一批仪器设备 预算405.18万元'
"""

from __future__ import annotations

from os import PathLike
from pathlib import Path

from zhiyue.codec import from_json, to_json
from zhiyue.errors import ConfigurationError, ReferenceDataError, UnreadableInput, UnsupportedFormat, ZhiyueError
from zhiyue.masking import mask
from zhiyue.model import PageResult, RawPage, Repaired
from zhiyue.pipeline import process
from zhiyue.readers import read_page
from zhiyue.repair import damage_text, repair_text
from zhiyue.version import __version__

__all__ = [
    "ConfigurationError",
    "PageResult",
    "RawPage",
    "ReferenceDataError",
    "Repaired",
    "UnreadableInput",
    "UnsupportedFormat",
    "ZhiyueError",
    "__version__",
    "damage_text",
    "from_json",
    "mask",
    "process",
    "read",
    "repair_text",
    "to_json",
]


def read(path: str | PathLike[str]) -> PageResult:
    """Read one file. For folders and streams use `zhiyue.bulk.read_all` or the command ``zhiyue read``.

    Raises:
        UnreadableInput: nothing is there, or the bytes are no page; the message says what to do.
    """
    return process(read_page(Path(path)))
