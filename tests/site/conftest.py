"""What the tests of the site share: a data folder for each test, and pages to put into it."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from zhiyue import process
from zhiyue.model import RawPage
from zhiyue_site.archive.ingest import Saved, save


@pytest.fixture(autouse=True)
def data_folder(tmp_path: Path, settings) -> Path:
    settings.ENVIRONMENT = replace(settings.ENVIRONMENT, data=tmp_path, index=tmp_path / "index")
    return tmp_path


@pytest.fixture
def load(db) -> Callable[..., Saved]:
    """Put one page into the archive: its text, and where it came from."""

    def load_text(
        text: str, *, url: str = "https://news.example.cn/1.html", fetched_at: str = "2025-09-10T08:00:00+08:00"
    ):
        raw = RawPage(text.encode(), url=url, content_type="text/plain", fetched_at=fetched_at)
        return save(raw, process(raw))

    return load_text
