import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.exports.reading import reading, wording
from zhiyue.exports.viewer import render_viewer
from zhiyue.model import PageResult

ARGUMENTS = ("--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking")

Open = Callable[..., Page]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if path is None:
        pytest.skip("no Chromium on this system")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(ARGUMENTS))
        yield browser
        browser.close()


@pytest.fixture
def open_viewer(browser: Browser, tmp_path: Path) -> Iterator[Open]:
    """Open a viewer of some readings; on leaving, nothing may have complained or asked for anything outside."""
    complaints: list[str] = []
    contexts = []

    def open_(*results: PageResult, width: int = 1280, height: int = 860, at: str = "", **options: object) -> Page:
        file = tmp_path / f"viewer-{len(contexts)}.html"
        file.write_text(render_viewer(results or (reading(),), labels=wording()), encoding="utf-8")
        context = browser.new_context(viewport={"width": width, "height": height}, reduced_motion="reduce", **options)  # type: ignore[arg-type]
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on(
            "request",
            lambda request: (
                None if request.url.startswith(("file:", "data:", "blob:")) else complaints.append(request.url)
            ),
        )
        page.goto(f"{file.as_uri()}{at}")
        return page

    yield open_
    for context in contexts:
        context.close()
    assert complaints == []
